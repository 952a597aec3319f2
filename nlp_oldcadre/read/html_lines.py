"""The lines of a web page in order, as a browser shows them: paragraphs, headings, list items with their numbers, rows.

One pass without recursion, since pages nest as deep as they like. Every line knows in which zone of the page it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from nlp_oldcadre.pages import BlockKind
from nlp_oldcadre.read.html_lists import Numbers
from nlp_oldcadre.read.html_looks import PLAIN, Look, look_of
from nlp_oldcadre.read.html_tables import Grid, grid_of, is_data
from nlp_oldcadre.read.html_tree import as_shown

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset(
    "html body p div section article aside main header footer nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead "
    "tbody tfoot tr td th blockquote pre center address figure figcaption form fieldset legend hr details summary marquee "
    "hgroup menu dir".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOTE = re.compile(r"(?i)^_?(?:ftn|edn|footnote|endnote|fn|mso_footnote)[-_:]?\d+$")
_NOTE_STYLE = re.compile(r"(?i)mso-element\s*:\s*(?:footnote|endnote)\b(?!-)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MARGIN = " \t\r\n\f\v\u3000\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u200b\ufeff"


@dataclass(slots=True)
class Line:
    """A line and its looks; ``zone`` says where on the page it stands, ``tag`` the block that it is, ``links`` the share
    of its characters that lead elsewhere, ``grid`` the table whose row ``row`` it is."""

    text: str
    zone: str
    tag: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    size: float | None = None
    bold: bool = False
    red: bool = False
    centered: bool = False
    links: float = 0.0
    grid: Grid | None = None
    row: int = 0


class _Frame(NamedTuple):
    """What holds inside an element."""

    element: _Element
    look: Look
    zone: str
    tag: str
    kind: BlockKind
    level: int | None


class _Text(NamedTuple):
    text: str
    frame: _Frame


class _End:
    """The end of the innermost element that is open."""


_END = _End()
_Step: TypeAlias = "_Element | _Text | _End"


def lines_of(root: _Element, zones: Mapping[_Element, str] | None = None) -> list[Line]:
    """The lines below ``root``; an element of ``zones`` gives its zone to all that is in it."""
    return _Pass(zones or {}).lines(root)


class _Pass:
    def __init__(self, zones: Mapping[_Element, str]) -> None:
        self._zones = zones
        self._lines: list[Line] = []
        self._pieces: list[tuple[str, Look]] = []
        self._numbers = Numbers()

    def lines(self, root: _Element) -> list[Line]:
        frames = [_Frame(root, PLAIN, "", "body", "paragraph", None)]
        steps: list[_Step] = [root]
        while steps:
            step = steps.pop()
            if isinstance(step, _Text):
                self._pieces.append((step.text, step.frame.look))
            elif isinstance(step, _End):
                self._close(frames.pop())
            else:
                self._open(step, frames, steps)
        self._flush(frames[0])
        return self._lines

    def _open(self, element: _Element, frames: list[_Frame], steps: list[_Step]) -> None:
        outer, tag = frames[-1], element.tag
        if not isinstance(tag, str):
            return
        if tag == "br":
            self._flush(outer)
            return
        frame = self._frame(element, tag, outer)
        if tag in BLOCKS or frame.zone != outer.zone:
            self._flush(outer)
        if tag == "table" and is_data(element):
            self._table(element, frame)
            return
        self._numbers.open(element, tag)
        frames.append(frame)
        steps.append(_END)
        for child in reversed(element):
            if child.tail:
                steps.append(_Text(child.tail, frame))
            steps.append(child)
        if element.text:
            steps.append(_Text(element.text, frame))

    def _frame(self, element: _Element, tag: str, outer: _Frame) -> _Frame:
        kind, level = outer.kind, outer.level
        if tag in HEADINGS:
            kind, level = "heading", HEADINGS[tag]
        elif tag in ("caption", "figcaption"):
            kind = "caption"
        elif is_note(element):
            kind = "footnote"
        zone = self._zones.get(element, outer.zone)
        return _Frame(element, look_of(element, outer.look), zone, tag if tag in BLOCKS else outer.tag, kind, level)

    def _close(self, frame: _Frame) -> None:
        if frame.element.tag in BLOCKS or frame.element in self._zones:
            self._flush(frame)
        self._numbers.close(frame.element.tag)

    def _flush(self, frame: _Frame) -> None:
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return
        raw = "".join(text for text, _ in pieces)
        texts = raw.splitlines() if any(look.is_kept for _, look in pieces) else [_BLANKS.sub(_joined, raw)]
        for text in texts:
            text = as_shown(text).strip(_MARGIN)
            if text:
                self._put(text, pieces, frame)

    def _put(self, text: str, pieces: list[tuple[str, Look]], frame: _Frame) -> None:
        number = self._numbers.take(text)
        kind: BlockKind = "list" if frame.kind == "paragraph" and (number or self._numbers.is_item) else frame.kind
        inked = [(len(piece.strip()), look) for piece, look in pieces if piece.strip(_MARGIN)]
        looks = [look for _, look in inked]
        total = sum(count for count, _ in inked) or 1
        line = Line(number + text, frame.zone, frame.tag, kind, frame.level)
        line.bold = all(look.bold for look in looks)
        line.red = all(look.red for look in looks)
        line.centered = all(look.centered for look in looks)
        line.size = max(inked, key=lambda one: one[0])[1].size if inked else None
        line.links = sum(count for count, look in inked if look.is_link) / total
        self._lines.append(line)

    def _table(self, table: _Element, frame: _Frame) -> None:
        for caption in table.iterchildren("caption"):
            self._lines += [_moved(line, frame.zone, "caption") for line in lines_of(caption)]
        grid = grid_of(table, _joined_text)
        for index, row in enumerate(grid.rows):
            if any(row):
                text = "| " + " | ".join(row) + " |"
                self._lines.append(Line(text, frame.zone, "table", "table", grid=grid, row=index, bold=index in grid.bold))


def _joined_text(cell: _Element) -> tuple[str, bool]:
    """A cell as one line, and whether all of it is bold."""
    lines = lines_of(cell)
    text = " ".join(" ".join(line.text.split()) for line in lines).replace("|", "｜")
    return text, bool(lines) and all(line.bold for line in lines)


def _moved(line: Line, zone: str, kind: BlockKind) -> Line:
    line.zone, line.kind = zone, kind
    return line


def is_note(element: _Element) -> bool:
    """Whether an element is a footnote, as word processors write them into pages."""
    name = element.get("id")
    if name and element.tag != "a" and _NOTE.match(name):
        return True
    style = element.get("style")
    return bool(style) and _NOTE_STYLE.search(style or "") is not None


def _joined(match: re.Match[str]) -> str:
    """Blanks are one; a line end of the markup between two Chinese characters is none."""
    if "\n" in match[0] or "\r" in match[0]:
        text, start, end = match.string, *match.span()
        if start and end < len(text) and text[start - 1] >= "\u2e80" and text[end] >= "\u2e80":
            return ""
    return " "
