"""Texts of a page of OFD → characters with boxes: offsets, matrices and directions worked out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nlp_oldcadre.read.drawn import counts, is_red
from nlp_oldcadre.read.layout_glyphs import Bools
from nlp_oldcadre.read.ofd_book import Resources
from nlp_oldcadre.read.ofd_fonts import restored
from nlp_oldcadre.read.ofd_numbers import Matrix, Rect, bounds, deltas, number, times
from nlp_oldcadre.read.ofd_objects import Canvas, Drawn, too_full
from nlp_oldcadre.read.ofd_package import children, is_true

if TYPE_CHECKING:
    from lxml.etree import _Element

# A page of fine print has 5,000 characters.
MOST_CHARS = 100_000
# In units of the letters' size: how far letters reach over and under their line, in any usual font.
_ABOVE, _BELOW = 0.88, 0.2
_BOLD = 600
_SIZE = 3.7
# Not drawn: control characters that stand among the text of careless programs.
_NOT_DRAWN = frozenset(map(chr, range(32))) | {"\x7f", "\ufeff", "\u200b"}


class Glyph(NamedTuple):
    """A character of a text object, and where its line begins, in the object's own coordinates."""

    char: str
    x: float
    y: float
    advance: float


@dataclass(slots=True)
class Ink:
    """The characters of a page, one entry each."""

    chars: list[str] = field(default_factory=list)
    edges: list[Rect] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    angles: list[float] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    red: list[bool] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    objects: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(self.chars)

    def shown(self) -> Bools:
        """The characters that count: no watermarks, nothing invisible but the text under a scan."""
        return counts(np.array(self.angles, np.float32), np.array(self.hidden, np.bool_))

    def turned(self) -> int:
        """By how many degrees clockwise most characters stand: 0, 90, 180 or 270."""
        if not any(self.angles):
            return 0
        quarters = np.round(np.array(self.angles) / 90).astype(np.int64) % 4
        return int(np.bincount(quarters).argmax()) * 90


def add_text(ink: Ink, drawn: Drawn, canvas: Canvas) -> None:
    """Add the characters of a text object.

    Raises
    ------
    TooLarge : the page has more than any page has.
    """
    element = drawn.element
    turn = int(number(element.get("CharDirection"))) % 360
    a, b, c, d, _, _ = drawn.moved
    size = letter_size(element)
    height = size * hypot(c, d)
    angle = degrees(atan2(b, a)) + turn
    look = is_bold(element, canvas.resources), _is_red(drawn), _is_hidden(drawn)
    first = len(ink.chars)
    for glyph in glyphs(element, size, canvas):
        if len(ink.chars) >= MOST_CHARS:
            raise too_full(canvas.book.parts.where, canvas.leaf.number)
        ink.chars.append(glyph.char)
        ink.edges.append(_edges(drawn.moved, glyph, size, turn))
        ink.sizes.append(height)
        ink.angles.append(angle)
        for values, value in zip((ink.bold, ink.red, ink.hidden), look, strict=True):
            values.append(value)
    ink.objects.setdefault(element.get("ID", ""), (first, len(ink.chars)))


def letter_size(element: _Element) -> float:
    """The size of an object's letters, in its own millimetres."""
    size = number(element.get("Size"), _SIZE)
    return size if 0 < size < 2_000 else _SIZE


def glyphs(element: _Element, size: float, canvas: Canvas) -> Iterator[Glyph]:
    """The characters of a text object that are drawn."""
    codes = [(code, _text(code)) for code in children(element, "TextCode")]
    better = restored(canvas.book, element, canvas.resources.fonts.get(element.get("Font", "")), "".join(t for _, t in codes))
    passed = 0
    scale = number(element.get("HScale"), 1.0) or 1.0
    down = int(number(element.get("ReadDirection"))) % 180 == 90
    x = y = 0.0
    for code, printed in codes:
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = [better.get(index, char) for index, char in enumerate(printed, passed)] if better else printed
        passed += len(printed)
        across, along = deltas(code.get("DeltaX"), len(text)), deltas(code.get("DeltaY"), len(text))
        here, below = x, y
        for index, char in enumerate(text):
            wide = width(char) * size * scale
            step, fall = _step(across, along, index, (0.0, size) if down else (wide, 0.0))
            if char not in _NOT_DRAWN:
                yield Glyph(char, here, below, min(wide, step) if step > 0.2 * wide and not fall else wide)
            here, below = here + step, below + fall


def _step(across: list[float], along: list[float], index: int, usual: tuple[float, float]) -> tuple[float, float]:
    """How far the next character lies; where the object tells of none, as far as characters are wide."""
    if index < len(across):
        return across[index], along[index] if index < len(along) else 0.0
    if index < len(along):
        return 0.0, along[index]
    return usual


def _text(code: _Element) -> str:
    text = "".join(code.itertext())
    # Line ends about the text are the XML's, not the document's.
    return text.strip("\r\n\t ") if text[:1] in "\r\n" or text[-1:] in "\r\n" else text


@lru_cache(maxsize=8192)
def width(char: str) -> float:
    """How wide a character is at the most, in units of the letters' size.

    Examples
    --------
    >>> width("老"), width("（"), width("3")
    (1.0, 1.0, 0.62)
    """
    if char in "mMWw@%":
        return 0.95
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    return 0.75 if char.isupper() else 0.62


def _edges(moved: Matrix, glyph: Glyph, size: float, turn: int) -> Rect:
    if turn:
        quarter = {90: (0.0, 1.0, -1.0, 0.0), 180: (-1.0, 0.0, 0.0, -1.0), 270: (0.0, -1.0, 1.0, 0.0)}
        a, b, c, d = quarter.get(turn, (1.0, 0.0, 0.0, 1.0))
        return bounds(times((a, b, c, d, glyph.x, glyph.y), moved), 0.0, -_ABOVE * size, glyph.advance, _BELOW * size)
    a, b, c, d, e, f = moved
    if b == c == 0 and a > 0 and d > 0:
        x, y = a * glyph.x + e, d * glyph.y + f
        return x, y - d * _ABOVE * size, x + a * glyph.advance, y + d * _BELOW * size
    return bounds(moved, glyph.x, glyph.y - _ABOVE * size, glyph.x + glyph.advance, glyph.y + _BELOW * size)


def is_bold(element: _Element, resources: Resources) -> bool:
    """Heavy letters, and letters whose outline is drawn as well."""
    font = resources.fonts.get(element.get("Font", ""))
    stroked = is_true(element.get("Stroke")) and is_true(element.get("Fill"), True)
    return stroked or number(element.get("Weight"), 400) >= _BOLD or (font is not None and font.bold)


def _is_red(drawn: Drawn) -> bool:
    return is_red(*(drawn.style.fill or (0, 0, 0)))


def _is_hidden(drawn: Drawn) -> bool:
    element = drawn.element
    filled, stroked = is_true(element.get("Fill"), True), is_true(element.get("Stroke"))
    return drawn.alpha * max(filled * drawn.style.fill_alpha, stroked * drawn.style.stroke_alpha) < 0.02
