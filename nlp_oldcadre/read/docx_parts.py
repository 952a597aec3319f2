"""The parts of a DOCX and how they refer to each other."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import ReadError
from nlp_oldcadre.read import xml
from nlp_oldcadre.read.docx_condense import condensed
from nlp_oldcadre.read.docx_names import transitional
from nlp_oldcadre.read.docx_sheet import Sheet
from nlp_oldcadre.read.zipped import Package, is_package, member_names

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_MAIN_TYPES = (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml", b"ms-word.document.macroEnabled",
               b"ms-word.template.macroEnabled")  # fmt: skip


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a package whose content is WordprocessingML (DOCX, DOCM, DOTX, DOTM)."""
    if not is_package(data) or (_TYPES.encode() not in data and MAIN.encode() not in data):
        return False
    names = member_names(data)
    if MAIN in names:
        return True
    if _TYPES not in names:
        return False
    try:
        types = Package(data, "").read(_TYPES, 1_000_000)
    except ReadError:
        return False
    return any(kind in types for kind in _MAIN_TYPES)


class Parts:
    """The main part and what it refers to.

    Raises
    ------
    ReadError : the package is damaged, or there is no main part.
    """

    def __init__(self, data: bytes, where: str) -> None:
        self._where = where
        self._package = Package(data, where)
        main = MAIN if MAIN in self._package else self._named_main()
        if main is None:
            raise ReadError(
                where,
                zh="这个 Word 文件缺少正文部分",
                en="the Word file lacks its main part",
                remedy_zh="请重新下载，或用办公软件打开后另存一份",
                remedy_en="download it again, or open it in its program and save a copy",
            )
        self._main = main
        self._targets = self._relations(main)

    def _named_main(self) -> str | None:
        roots = self._relations("").values()
        return next((target for kind, target in roots if kind == "officeDocument" and target in self._package), None)

    def main(self) -> _Element:
        """The root of the main part."""
        data = self._package.read(self._main)
        return xml.parse(condensed(transitional(data)), self._where, self._main)

    def styles(self) -> Sheet:
        """The styles."""
        target = self._target("styles")
        return Sheet(self._package.get(target) or None if target else None, self._where)

    def of_kind(self, kind: str) -> _Element | None:
        """The root of the part that the main part calls its ``styles``, ``numbering`` …; None where there is none."""
        target = self._target(kind)
        return self._parsed(target) if target else None

    def by_id(self, key: str | None) -> _Element | None:
        """The root of the part that the main part refers to by this id."""
        found = self._targets.get(key or "")
        return self._parsed(found[1]) if found else None

    def _target(self, kind: str) -> str | None:
        return next((target for told, target in self._targets.values() if told == kind), None)

    def _parsed(self, name: str) -> _Element | None:
        data = self._package.get(name)
        return xml.parse(transitional(data), self._where, name) if data else None

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind (last word of its address) and target of each relation of a part, by id."""
        folder, name = posixpath.split(part)
        data = self._package.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if data is None:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for element in xml.parse(data, self._where, f"{name}.rels"):
            if element.get("TargetMode") == "External":
                continue
            target = (element.get("Target") or "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[element.get("Id") or ""] = ((element.get("Type") or "").rpartition("/")[2], path)
        return found
