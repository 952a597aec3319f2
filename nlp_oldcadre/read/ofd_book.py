"""One document of an OFD package: its pages, templates, fonts and other resources."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import ReadError, TooLarge
from nlp_oldcadre.read.ofd_numbers import POINTS, Rect, rect
from nlp_oldcadre.read.ofd_package import Parts, child, children, descend, is_true, name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# More than any document of an office has.
MOST_PAGES = 10_000
_MOST_RESOURCES = 50_000
_A4: Rect = (0.0, 0.0, 210.0, 297.0)
_LARGEST, _SMALLEST = 20_000.0, 0.5
_LISTS = {
    "Fonts": "Font",
    "DrawParams": "DrawParam",
    "MultiMedias": "MultiMedia",
    "CompositeGraphicUnits": "CompositeGraphicUnit",
}


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the resources; ``file`` is the member that embeds it."""

    name: str
    bold: bool
    file: str | None = None


@dataclass(slots=True)
class Resources:
    """What pages refer to by number: fonts, parameters of drawing, pictures (paths of members), composite objects."""

    fonts: dict[str, Font] = field(default_factory=dict)
    parameters: dict[str, _Element] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    composites: dict[str, _Element] = field(default_factory=dict)
    count: int = 0


@dataclass(slots=True)
class Leaf:
    """A page or template: its number (of a page from 1), id, part, and where that lies."""

    number: int
    id: str
    path: str
    order: str = "Background"


@dataclass(slots=True)
class Book:
    """An opened document. ``root`` is the path of its Document.xml, ``body`` its DocBody in OFD.xml."""

    parts: Parts
    body: _Element
    root: str
    tree: _Element
    resources: Resources = field(default_factory=Resources)
    templates: dict[str, Leaf] = field(default_factory=dict)
    pages: list[Leaf] = field(default_factory=list)
    area: Rect = _A4
    # Of embedded fonts (paths of members): characters by glyph, filled when asked for.
    characters: dict[str, dict[int, str]] = field(default_factory=dict)
    _templates: dict[str, _Element] = field(default_factory=dict)
    _areas: dict[int, Rect] = field(default_factory=dict)

    def template(self, id_: str) -> _Element | None:
        """The page of a template, parsed once however many pages use it; None where there is none of this id."""
        if id_ not in self._templates and id_ in self.templates:
            self._templates[id_] = self.parts.xml(self.templates[id_].path)
        return self._templates.get(id_)

    def area_of(self, number: int) -> Rect:
        """The box of a page (numbered from 1), parsed once however many seals stand on it."""
        if number not in self._areas:
            self._areas[number] = page_area(self, self.parts.xml(self.pages[number - 1].path))
        return self._areas[number]

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.root)

    def find(self, place: str | None, beside: str) -> str | None:
        return self.parts.path(place, beside, self.folder)


def open_book(parts: Parts, body: _Element) -> Book:
    """The document of a DocBody.

    Raises
    ------
    TooLarge : it has too many pages.
    ReadError : it has no pages, or parts of it are missing or no XML.
    """
    root = parts.path(_current_version(parts, body) or text_of(child(body, "DocRoot")), "OFD.xml")
    if root is None:
        raise missing(parts.where, "Document.xml")
    book = Book(parts, body, root, parts.xml(root))
    common = child(book.tree, "CommonData")
    book.area = _area(child(common, "PageArea")) or _A4
    for kind in ("PublicRes", "DocumentRes"):
        for place in children(common, kind):
            load_resources(book, book.find(text_of(place), root), book.resources)
    for template in children(common, "TemplatePage"):
        if path := book.find(template.get("BaseLoc"), root):
            id_ = template.get("ID", "")
            book.templates[id_] = Leaf(0, id_, path, template.get("ZOrder") or "Background")
    _list_pages(book)
    return book


def _list_pages(book: Book) -> None:
    for number, page in enumerate(children(child(book.tree, "Pages"), "Page"), 1):
        if number > MOST_PAGES:
            raise _too_long(book.parts.where)
        path = book.find(page.get("BaseLoc"), book.root)
        if path is None:
            raise missing(book.parts.where, page.get("BaseLoc") or "Content.xml", number)
        book.pages.append(Leaf(number, page.get("ID", ""), path))
    if not book.pages:
        raise missing(book.parts.where, "Pages")


def _current_version(parts: Parts, body: _Element) -> str | None:
    """The Document.xml of the version that counts, where the package has versions."""
    for version in children(child(body, "Versions"), "Version"):
        path = parts.path(version.get("BaseLoc"), "OFD.xml")
        if not is_true(version.get("Current")) or path is None:
            continue
        tree = parts.xml(path)
        if name(tree) == "Document":
            return path
        return parts.path(text_of(child(tree, "DocRoot")), path)
    return None


def load_resources(book: Book, path: str | None, into: Resources) -> None:
    """Add what a part of resources lists; one that is missing lists nothing."""
    if path is None:
        return
    tree = book.parts.xml(path)
    folder = f"{tree.get('BaseLoc') or '.'}/"
    for group in tree:
        wanted = _LISTS.get(name(group))
        for item in children(group, wanted) if wanted else ():
            into.count += 1
            if into.count > _MOST_RESOURCES:
                return
            _add(book, path, folder, into, item)


def _add(book: Book, path: str, folder: str, into: Resources, item: _Element) -> None:
    id_, kind = item.get("ID", ""), name(item)
    place = text_of(child(item, "FontFile" if kind == "Font" else "MediaFile"))
    file = (book.find(posixpath.join(folder, place.lstrip("/")), path) or book.find(place, path)) if place else None
    if kind == "Font":
        title = item.get("FontName") or item.get("FamilyName") or ""
        into.fonts[id_] = Font(title, is_true(item.get("Bold")) or "bold" in title.lower(), file)
    elif kind == "DrawParam":
        into.parameters[id_] = item
    elif kind == "CompositeGraphicUnit":
        into.composites[id_] = item
    elif file is not None:
        into.media[id_] = file


def page_area(book: Book, page: _Element) -> Rect:
    """A page's own box, else that of the document, in millimetres."""
    return _area(child(page, "Area")) or book.area


def page_size(area: Rect) -> tuple[float, float]:
    """Width and height in points."""
    return area[2] * POINTS, area[3] * POINTS


def _area(element: _Element | None) -> Rect | None:
    found = rect(text_of(descend(element, "PhysicalBox"))) or rect(text_of(descend(element, "ApplicationBox")))
    return found if found and all(_SMALLEST <= side <= _LARGEST for side in found[2:]) else None


def missing(where: str, part: str, page: int | None = None) -> ReadError:
    """The error for a part without which the document is not whole."""
    at, of = (f"第 {page} 页", f"page {page} ") if page else ("", "")
    return ReadError(
        where,
        zh=f"OFD 文件不完整，缺少{at} {part}",
        en=f"the OFD file is not whole: {of}{part} is missing",
        remedy_zh="请重新下载，或用 OFD 阅读器打开后另存一份",
        remedy_en="download it again, or open it in a viewer and save a copy",
    )


def _too_long(where: str) -> TooLarge:
    return TooLarge(
        where,
        zh=f"OFD 超过单个文件的上限 {MOST_PAGES:,} 页",
        en=f"the OFD file has more than {MOST_PAGES:,} pages, the limit for one document",
        remedy_zh="请拆成单篇文件",
        remedy_en="split it into single documents",
    )
