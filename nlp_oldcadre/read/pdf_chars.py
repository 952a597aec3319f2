"""The characters of a PDF's page with boxes, sizes and looks, from pdfium's C interface.

A call through ctypes costs as much as all other work on a character, so there is one call a character (its box), one a page
for the text, and a few a run of characters that stand on one line in one font.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from itertools import repeat
from math import atan2, degrees, hypot
from typing import Any, NamedTuple

import numpy as np

from nlp_oldcadre.read.drawn import counts, is_red
from nlp_oldcadre.read.layout_glyphs import Bools, Floats

# A page of fine print has 5,000 characters.
MOST_CHARS = 100_000
_INT, _FLOAT, _POINTER = ctypes.c_int, ctypes.c_float, ctypes.c_void_p
_FORCE_BOLD = 1 << 18
_FILL_AND_STROKE, _INVISIBLE = 2, 3


class CrowdedPage(Exception):
    """A page has more characters than any page has."""


class Chars(NamedTuple):
    """One entry a character, in the order of the stream; ``rects`` are left, top, right, bottom as PDF counts (upwards)."""

    text: str
    rects: Floats
    sizes: Floats
    bold: Bools
    red: Bools
    angles: Floats
    hidden: Bools


class _Run(NamedTuple):
    size: float
    bold: bool
    red: bool
    angle: float
    hidden: bool


@cache
def call(name: str, *kinds: Any) -> Callable[..., int]:
    """A function of pdfium with plain addresses and numbers for its arguments, which ctypes passes twice as fast."""
    import pypdfium2.raw as pdfium

    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    # PYFUNCTYPE keeps the interpreter's lock: letting it go costs as much as these calls.
    function: Callable[..., int] = ctypes.PYFUNCTYPE(kinds[0], *kinds[1:])(address)
    return function


def address_of(handle: Any) -> int:
    """A handle as a plain number."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def read_chars(page: Any) -> Chars:
    """The characters of a loaded page.

    Raises
    ------
    CrowdedPage : the page has more characters than any page has.
    """
    import pypdfium2.raw as pdfium

    handle = pdfium.FPDFText_LoadPage(page)
    if not handle:
        return _chars("", np.zeros((0, 4), np.float32), [], [])
    try:
        count = pdfium.FPDFText_CountChars(handle)
        if count > MOST_CHARS:
            raise CrowdedPage(count)
        if count <= 0:
            return _chars("", np.zeros((0, 4), np.float32), [], [])
        text = _text(handle, count)
        rects = _rects(handle, count)
        starts = _run_starts(rects)
        runs = list(_runs(handle, starts))
        return _chars(text, rects, starts, runs)
    finally:
        pdfium.FPDFText_ClosePage(handle)


def _text(handle: Any, count: int) -> str:
    """One character for each of pdfium's, those that no encoding can store and marks of its own replaced."""
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * (2 * count + 2))()
    got = pdfium.FPDFText_GetText(handle, 0, count, buffer)
    text = ctypes.string_at(buffer, 2 * max(got - 1, 0)).decode("utf-16-le", "replace")
    if len(text) != count:
        codes = [pdfium.FPDFText_GetUnicode(handle, index) for index in range(count)]
        text = "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    # A hyphen at a line's end is U+FFFE (older: U+0002); NUL has no glyph.
    return text.replace("\ufffe", "-").replace("\x02", "-").replace("\0", " ")


def _rects(handle: Any, count: int) -> Floats:
    rects = np.zeros((count, 4), np.float32)
    address = rects.ctypes.data
    box_of = call("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
    deque(map(box_of, repeat(address_of(handle)), range(count), range(address, address + 16 * count, 16)), 0)
    return rects


def _run_starts(rects: Floats) -> list[int]:
    """Where the feet of the letters jump: another line, font or size. Marks without a box belong to what stands before."""
    drawn = np.flatnonzero(rects[:, 2] > rects[:, 0])
    feet = rects[drawn, 3]
    return drawn[np.concatenate(([True], np.abs(np.diff(feet)) > 0.02))].tolist() if len(drawn) else []


def _runs(handle: Any, starts: list[int]) -> Iterator[_Run]:
    """The looks of the characters at these places."""
    page = address_of(handle)
    matrix_of = call("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
    size_of = call("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)
    colour_of = call("FPDFText_GetFillColor", _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
    object_of = call("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
    font_in = call("FPDFTextObj_GetFont", _POINTER, _POINTER)
    mode_of = call("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
    font_of = call("FPDFText_GetFontInfo", ctypes.c_ulong, _POINTER, _INT, _POINTER, ctypes.c_ulong, _POINTER)
    matrix, colour, flags, name = (_FLOAT * 6)(), (ctypes.c_uint * 4)(), ctypes.c_int(), ctypes.create_string_buffer(128)
    at_matrix, at_colour, at_flags, at_name = (ctypes.addressof(place) for place in (matrix, colour, flags, name))
    bold: dict[int, bool] = {}
    for index in starts:
        matrix_of(page, index, at_matrix)
        colour_of(page, index, at_colour, at_colour + 4, at_colour + 8, at_colour + 12)
        thing = object_of(page, index)
        mode = mode_of(thing) if thing else 0
        font = font_in(thing) if thing else 0
        if font not in bold:
            font_of(page, index, at_name, 128, at_flags)
            bold[font] = bool(flags.value & _FORCE_BOLD) or b"bold" in name.value.lower()
        _, b, c, d, _, _ = matrix
        yield _Run(
            size_of(page, index) * (hypot(c, d) or 1.0),
            mode == _FILL_AND_STROKE or bold[font],
            is_red(*colour[:3]),
            degrees(atan2(b, matrix[0])) if b or matrix[0] < 0 else 0.0,
            mode == _INVISIBLE,
        )


def _chars(text: str, rects: Floats, starts: list[int], runs: list[_Run]) -> Chars:
    """Each run's looks for each of its characters; what stands before the first belongs to it."""
    if not runs:
        starts, runs = [0], [_Run(10.5, False, False, 0.0, False)]
    lengths = np.diff([0, *starts[1:], len(text)])

    def spread(column: int, kind: Any) -> Any:
        values = [run[column] for run in runs]
        # Most pages are of one kind throughout.
        return np.repeat(np.array(values, kind), lengths) if any(values) else np.zeros(len(text), kind)

    return Chars(
        text,
        rects,
        spread(0, np.float32),
        spread(1, np.bool_),
        spread(2, np.bool_),
        spread(3, np.float32),
        spread(4, np.bool_),
    )


def main_turn(chars: Chars) -> int:
    """By how many quarter turns, counted against the clock, most characters stand."""
    if not len(chars.angles) or not chars.angles.any():
        return 0
    quarters = np.round(chars.angles / 90).astype(np.int64) % 4
    return int(np.bincount(quarters).argmax())


def shown(chars: Chars) -> Bools:
    """The characters that count: no watermarks, nothing invisible but the text under a scan."""
    return counts(chars.angles, chars.hidden)
