"""Characters without a meaning of their own (private ones) → real ones, by the glyphs that they are drawn with.

Programs that make OFD out of PDF write private characters and the numbers of glyphs in an embedded font (``CGTransform``);
the font's own table of characters (``cmap``, OpenType 1.9) says what these glyphs are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.read.ofd_book import Book, Font
from nlp_oldcadre.read.ofd_numbers import number, numbers
from nlp_oldcadre.read.ofd_package import children, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_BYTES, _MOST_TABLES, _MOST_GLYPHS = 50_000_000, 64, 70_000
# What programs write where a glyph has no character.
_UNKNOWN = "¤"


def is_meaningless(char: str) -> bool:
    """Whether a character says nothing by itself.

    Examples
    --------
    >>> is_meaningless("\\ue011"), is_meaningless("老")
    (True, False)
    """
    return "\ue000" <= char <= "\uf8ff" or char in (_UNKNOWN, "\ufffd") or char >= "\U000f0000"


def restored(book: Book, element: _Element, font: Font | None, text: str) -> dict[int, str]:
    """The characters of a text object that its font knows better, by their place in its text."""
    if font is None or font.file is None or not any(map(is_meaningless, text)):
        return {}
    known = _characters(book, font.file)
    found: dict[int, str] = {}
    for transform in children(element, "CGTransform") if known else ():
        first, count = int(number(transform.get("CodePosition"))), int(number(transform.get("CodeCount"), 1.0))
        drawn = [int(glyph) for child in children(transform, "Glyphs") for glyph in numbers(text_of(child))]
        if count != len(drawn):
            continue
        for index, glyph in enumerate(drawn, first):
            if 0 <= index < len(text) and is_meaningless(text[index]) and glyph in known:
                found[index] = known[glyph]
    return found


def _characters(book: Book, path: str) -> dict[int, str]:
    """The characters of an embedded font by the numbers of their glyphs; none of a font that is damaged."""
    if path not in book.characters:
        try:
            data = book.parts.package.read(path, _MOST_BYTES)
            book.characters[path] = glyph_characters(data)
        except (OldcadreError, struct.error, ValueError, IndexError):
            book.characters[path] = {}
    return book.characters[path]


def glyph_characters(data: bytes) -> dict[int, str]:
    """The character of each glyph of a TrueType or OpenType font, the lowest where a glyph has several."""
    tables = min(struct.unpack_from(">H", data, 4)[0], _MOST_TABLES)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(tables))
    start = next((offset for tag, _, offset, _ in records if tag == b"cmap"), None)
    if start is None:
        return {}
    found: dict[int, str] = {}
    count = min(struct.unpack_from(">H", data, start + 2)[0], _MOST_TABLES)
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * index)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            for code, glyph in islice(_pairs(data, start + offset), _MOST_GLYPHS):
                if glyph and code < 0x110000 and not 0xD800 <= code < 0xE000 and not is_meaningless(chr(code)):
                    found[glyph] = min(found.get(glyph, chr(code)), chr(code))
    return found


def _pairs(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Characters' codes and glyphs of a subtable."""
    kind = struct.unpack_from(">H", data, at)[0]
    if kind == 12:
        for index in range(min(struct.unpack_from(">L", data, at + 12)[0], _MOST_GLYPHS)):
            first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * index)
            for code in range(first, min(last, first + _MOST_GLYPHS) + 1):
                yield code, glyph + code - first
    elif kind == 4:
        half = struct.unpack_from(">H", data, at + 6)[0]
        for index in range(0, half, 2):
            (last,) = struct.unpack_from(">H", data, at + 14 + index)
            (first,) = struct.unpack_from(">H", data, at + 16 + half + index)
            (delta,) = struct.unpack_from(">H", data, at + 16 + 2 * half + index)
            place = at + 16 + 3 * half + index
            (shift,) = struct.unpack_from(">H", data, place)
            for code in range(first, last + 1):
                if code == 0xFFFF:
                    continue
                glyph = struct.unpack_from(">H", data, place + shift + 2 * (code - first))[0] if shift else code
                yield code, (glyph + delta) & 0xFFFF if glyph else 0
