"""The parts of an OFD package (GB/T 33190): XML by path, as leniently as the programs that write it are loose with paths."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import ReadError
from nlp_oldcadre.read.xml import parse
from nlp_oldcadre.read.zipped import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

# Programs forget to declare the prefix that they use.
_PREFIX = re.compile(rb"(</?)[A-Za-z_][\w.-]*:")


class Parts:
    """Parts of a package by their place: ``/`` leads from the package's root, other places from the part that names them."""

    def __init__(self, package: Package, where: str) -> None:
        self.package, self.where = package, where

    def path(self, place: str | None, beside: str, root: str = "") -> str | None:
        """The member that a place means: seen from the part ``beside``, else from the folder ``root`` or the package's root."""
        place = (place or "").strip().replace("\\", "/")
        if not place:
            return None
        from_root = _joined("", place)
        seen = [_joined(posixpath.dirname(beside), place.lstrip("/")), _joined(root, place.lstrip("/"))]
        places = [from_root, *seen] if place.startswith("/") else [*seen, from_root]
        return next((path for path in places if path in self.package), None)

    def xml(self, path: str) -> _Element:
        """The root element of a member.

        Raises
        ------
        ReadError : it is no sound XML.
        """
        data = self.package.read(path)
        try:
            return parse(data, self.where, path)
        except ReadError:
            bare = _PREFIX.sub(rb"\1", data)
            if b"xmlns:" in data[:2000] or bare == data:
                raise
            return parse(bare, self.where, path)


def _joined(folder: str, place: str) -> str:
    """A clean path that leads nowhere above the package."""
    return posixpath.normpath(posixpath.join("/", folder, place.lstrip("/"))).lstrip("/")


def name(element: _Element) -> str:
    """An element's name, whatever its namespace or prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def children(element: _Element | None, wanted: str) -> Iterator[_Element]:
    """The children of this name."""
    if element is not None:
        for child in element:
            if name(child) == wanted:
                yield child


def child(element: _Element | None, wanted: str) -> _Element | None:
    """The first child of this name."""
    return next(children(element, wanted), None)


def text_of(element: _Element | None) -> str:
    """An element's text without blanks about it; empty for none."""
    return ("".join(element.itertext()) if element is not None else "").strip()


def descend(element: _Element | None, *names: str) -> _Element | None:
    """The first child of the first name, of it the first of the second name, and so on."""
    for wanted in names:
        element = child(element, wanted)
    return element


def is_true(value: str | None, default: bool = False) -> bool:
    return default if value is None else value.strip().lower() in ("true", "1")
