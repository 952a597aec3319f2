"""One page of OFD → what the layout analysis takes, with its seals and the parts that tags name."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress

import numpy as np

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.layout_asides import asides
from nlp_oldcadre.read.layout_glyphs import PageGlyphs
from nlp_oldcadre.read.ofd_book import Book, Leaf
from nlp_oldcadre.read.ofd_marks import Marks, add_mark, tags
from nlp_oldcadre.read.ofd_objects import Canvas
from nlp_oldcadre.read.ofd_text import Ink, add_text
from nlp_oldcadre.read.pdf_pages import is_usable
from nlp_oldcadre.tables import load_tables

# A picture that covers less of the page than this is no scan of it.
_LEAST_PICTURE = 0.1


@dataclass(frozen=True, slots=True)
class _TagRow:
    """What a tag of official documents is called, and what it names: a row of ``data/elements.csv``."""

    tag: str
    kind: str


class PageReader:
    """Reads the pages of a document. ``seals`` are those of all its pages."""

    def __init__(self, book: Book, seals: tuple[Element, ...]) -> None:
        self._book, self._seals = book, seals
        kinds = {row.tag.casefold(): row.kind for row in load_tables().rows("ofd_tags", _TagRow)}
        # By page: what is named, and the ids of its objects.
        self._named: dict[str, list[tuple[str, list[str]]]] = {}
        for tag, above, refs in tags(book):
            if kind := kinds.get(tag.casefold()) or kinds.get(above.casefold()):
                page = refs[0][0]
                self._named.setdefault(page, []).append((kind, [object_id for at, object_id in refs if at == page]))

    def read(self, leaf: Leaf) -> tuple[PageGlyphs, bool]:
        """The page, and whether it shows a picture but has no usable characters.

        Raises
        ------
        ReadError : the page is no sound XML.
        """
        canvas = Canvas(self._book, leaf)
        ink, marks = Ink(), Marks()
        for drawn in canvas.objects():
            if drawn.kind == "text":
                add_text(ink, drawn, canvas)
            else:
                add_mark(marks, drawn, canvas)
        elements = (*self._seals_of(leaf, marks), *self._parts_of(leaf, ink))
        rules = np.array(marks.rules, np.float32).reshape(-1, 4)
        if is_usable(ink.text):
            return _glyphs(leaf.number, canvas, ink, rules, elements), False
        is_picture = bool(ink.text.strip()) or any(_covers(picture, canvas) for picture in marks.pictures)
        return _glyphs(leaf.number, canvas, Ink(), rules, elements), is_picture

    def _seals_of(self, leaf: Leaf, marks: Marks) -> list[Element]:
        """Stated seals first; of drawn ones those that lie on none of them, and of several parts of one the first."""
        found = [seal for seal in self._seals if seal.page == leaf.number]
        for x0, y0, x1, y1 in marks.seals:
            box = Box(x0, y0, x1, y1)
            if not any(seal.box and seal.box.overlaps(box) for seal in found):
                found.append(Element("seal", "", page=leaf.number, box=box, rule="layout"))
        return found

    def _parts_of(self, leaf: Leaf, ink: Ink) -> list[Element]:
        """The parts of an official document that tags name, with their characters and place."""
        found = []
        for kind, ids in self._named.get(leaf.id, ()):
            places = [index for id_ in ids for index in range(*ink.objects.get(id_, (0, 0)))]
            if value := "".join(ink.chars[index] for index in places).strip():
                box = Box(*ink.edges[places[0]])
                for index in places[1:]:
                    box = box.union(Box(*ink.edges[index]))
                found.append(Element(kind, value, page=leaf.number, box=box, rule="tag"))
        return found


def _covers(picture: tuple[float, float, float, float], canvas: Canvas) -> bool:
    x0, y0, x1, y1 = picture
    return (x1 - x0) * (y1 - y0) >= _LEAST_PICTURE * canvas.width * canvas.height


def _glyphs(number: int, canvas: Canvas, ink: Ink, rules: np.ndarray, elements: tuple[Element, ...]) -> PageGlyphs:
    edges = np.array(ink.edges, np.float32).reshape(-1, 4)
    sizes, bold, red = np.array(ink.sizes, np.float32), np.array(ink.bold, np.bool_), np.array(ink.red, np.bool_)
    text, turned = ink.text, ink.turned()
    if any(ink.angles) or any(ink.hidden):
        kept = ink.shown()
        elements += asides(text, np.array(ink.angles, np.float32), kept, number)
        text = "".join(compress(text, kept.tolist()))
        edges, sizes, bold, red = edges[kept], sizes[kept], bold[kept], red[kept]
    return PageGlyphs(
        number, canvas.width, canvas.height, text, edges, sizes, bold, red, rules=rules, elements=elements, turned=turned
    )
