"""What an OFD document has beside its text: drawn lines, pictures, seals, attachments, tags of official documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.errors import ReadError
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.drawn import THIN, is_red, is_seal_sized
from nlp_oldcadre.read.ofd_book import Book
from nlp_oldcadre.read.ofd_numbers import POINTS, Rect, at, bounds, rect
from nlp_oldcadre.read.ofd_objects import Canvas, Drawn
from nlp_oldcadre.read.ofd_package import child, children, is_true, name, text_of
from nlp_oldcadre.read.ofd_paths import Line, Point, lines
from nlp_oldcadre.read.ofd_pictures import is_red_picture

if TYPE_CHECKING:
    from lxml.etree import _Element

# Of the pictures that could be seals so many are looked into.
_MOST_LOOKED_INTO = 200
_MOST_LINES, _MOST_MARKS = 20_000, 1_000


@dataclass(slots=True)
class Marks:
    """In points from the upper left corner: lines, pictures, and what looks like a seal."""

    rules: list[Rect] = field(default_factory=list)
    pictures: list[Rect] = field(default_factory=list)
    seals: list[Rect] = field(default_factory=list)
    looked_into: int = 0


def add_mark(marks: Marks, drawn: Drawn, canvas: Canvas) -> None:
    """Note a path or a picture."""
    if drawn.kind == "image":
        marks.pictures.append(box := bounds(drawn.moved, 0.0, 0.0, 1.0, 1.0))
        if _is_seal([[box[:2], box[2:]]]) and marks.looked_into < _MOST_LOOKED_INTO:
            marks.looked_into += 1
            if is_red_picture(canvas, drawn):
                marks.seals.append(box)
    elif len(marks.rules) < _MOST_LINES:
        filled, stroked = is_true(drawn.element.get("Fill")), is_true(drawn.element.get("Stroke"), True)
        parts = lines(text_of(child(drawn.element, "AbbreviatedData")))
        moved = [[at(drawn.moved, *point) for point in part.points] for part in parts]
        if any(part.curved for part in parts) and _is_seal(moved) and _is_red(drawn, stroked):
            marks.seals.append(_around([point for points in moved for point in points]))
        for part, points in zip(parts, moved, strict=True):
            marks.rules += islice(_rules(part, points, filled, stroked), _MOST_LINES)


def _rules(part: Line, points: list[Point], filled: bool, stroked: bool) -> Iterator[Rect]:
    """The straight lines of a part: itself where it is thin, else its upright and level sides where they are drawn."""
    x0, y0, x1, y1 = _around(points)
    if part.curved or not (filled or stroked):
        return
    if min(x1 - x0, y1 - y0) <= THIN:
        yield x0, y0, x1, y1
        return
    ends = [*points[1:], points[0]] if part.closed else points[1:]
    for (ax, ay), (bx, by) in zip(points, ends, strict=False) if stroked else ():
        if min(abs(ax - bx), abs(ay - by)) < 1 < max(abs(ax - bx), abs(ay - by)):
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _around(points: list[Point]) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_seal(parts: list[list[Point]]) -> bool:
    x0, y0, x1, y1 = _around([point for points in parts for point in points])
    return is_seal_sized(x1 - x0, y1 - y0)


def _is_red(drawn: Drawn, stroked: bool) -> bool:
    return is_red(*((drawn.style.stroke if stroked else drawn.style.fill) or (0, 0, 0)))


def seals(book: Book) -> Iterator[Element]:
    """The seals of signatures and stamps of annotations, each with its page and box; the provider where it is stated.

    What a signature proves is not looked at.
    """
    yield from islice(_signature_seals(book), _MOST_MARKS)
    yield from islice(_stamps(book), _MOST_MARKS)


def _signature_seals(book: Book) -> Iterator[Element]:
    path = book.find(text_of(child(book.body, "Signatures")), "OFD.xml")
    for listed in children(_tree(book, path), "Signature"):
        info = child(_tree(book, book.find(listed.get("BaseLoc"), path or "")), "SignedInfo")
        provider = child(info, "Provider")
        value = (provider.get("ProviderName") or provider.get("Company") or "") if provider is not None else ""
        for stamp in children(info, "StampAnnot"):
            number = _page_number(book, stamp.get("PageRef"))
            yield Element("seal", value.strip(), page=number, box=_box(book, stamp.get("Boundary"), number), rule="signature")


def _stamps(book: Book) -> Iterator[Element]:
    for number, annotation in page_annotations(book):
        if annotation.get("Type") == "Stamp":
            shown = child(annotation, "Appearance")
            boundary = (shown.get("Boundary") if shown is not None else None) or annotation.get("Boundary")
            yield Element("seal", "", page=number, box=_box(book, boundary, number), rule="annotation")


def remarks(book: Book) -> Iterator[Element]:
    """The writing of annotations that may be a mark of secrecy, which a reader of the page sees."""
    for number, annotation in islice(page_annotations(book), _MOST_MARKS):
        codes = (text_of(code) for code in annotation.iter("*") if name(code) == "TextCode")
        value = "".join("".join(codes).split())
        if "密" in value:
            yield Element("watermark", value, page=number, rule="annotation")


def page_annotations(book: Book) -> Iterator[tuple[int | None, _Element]]:
    """The visible annotations with the number of their page."""
    path = book.find(text_of(child(book.tree, "Annotations")), book.root)
    for page in children(_tree(book, path), "Page"):
        tree = _tree(book, book.find(text_of(child(page, "FileLoc")), path or ""))
        for annotation in children(tree, "Annot"):
            if is_true(annotation.get("Visible"), True):
                yield _page_number(book, page.get("PageID")), annotation


def attachments(book: Book) -> Iterator[Element]:
    """The names of the attachments; one without a name has that of its file."""
    path = book.find(text_of(child(book.tree, "Attachments")), book.root)
    for item in islice(children(_tree(book, path), "Attachment"), _MOST_MARKS):
        if value := (item.get("Name") or text_of(child(item, "FileLoc")).rpartition("/")[2]).strip():
            yield Element("attachment", value, rule="package")


def tags(book: Book) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """The tags that name parts of the document: each with its own name, its parent's, and ids of pages and objects."""
    path = book.find(text_of(child(book.tree, "CustomTags")), book.root)
    for listed in islice(children(_tree(book, path), "CustomTag"), _MOST_MARKS):
        tree = _tree(book, book.find(text_of(child(listed, "FileLoc")), path or ""))
        for element in islice(tree.iter("*"), _MOST_LINES) if tree is not None else ():
            if refs := [(ref.get("PageRef", ""), text_of(ref)) for ref in children(element, "ObjectRef")]:
                above = element.getparent()
                yield name(element), name(above) if above is not None else "", refs


def _tree(book: Book, path: str | None) -> _Element | None:
    """A part beside the text; one that is damaged tells nothing."""
    if path is None:
        return None
    try:
        return book.parts.xml(path)
    except ReadError:
        return None


def _page_number(book: Book, page_id: str | None) -> int | None:
    return next((leaf.number for leaf in book.pages if leaf.id == page_id), None)


def _box(book: Book, boundary: str | None, number: int | None) -> Box | None:
    """A box of a page in points."""
    found = rect(boundary)
    if found is None or number is None:
        return None
    left, top, _, _ = book.area_of(number)
    x, y, width, height = found
    return Box((x - left) * POINTS, (y - top) * POINTS, (x - left + width) * POINTS, (y - top + height) * POINTS)
