"""Characters of fonts that have pictures instead of letters (Wingdings, Symbol): ``data/symbol_fonts.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.tables import load_tables

_PRIVATE = range(0xF000, 0xF100)
ANY_PRIVATE = re.compile("[\uf000-\uf0ff]")
# Word's own bullets, where the font is not told.
_USUAL = ("Wingdings", "Symbol", "Wingdings 2", "Wingdings 3")


@dataclass(frozen=True, slots=True)
class Symbol:
    """The sign that a font shows at a code (hexadecimal)."""

    font: str
    code: str
    character: str


def symbol(font: str | None, code: int) -> str:
    """The character that the font shows at the code; U+FFFD where that is not known.

    Examples
    --------
    >>> symbol("Wingdings", 0xF06C), symbol("Wingdings 2", 0x52), symbol("仿宋", 0x2605), symbol("Wingdings", 0xF000)
    ('●', '☑', '★', '\\ufffd')
    """
    known = load_tables().keep("symbol_fonts", _table)
    low = code & 0xFF if code in _PRIVATE else code
    found = known.get((font, low))
    if found is not None:
        return str(found)
    if code in _PRIVATE:
        return next((known[name, low] for name in _USUAL if font not in _USUAL and (name, low) in known), "\ufffd")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else "\ufffd"


def shown(text: str, font: str | None) -> str:
    """The text with its private characters put as the font shows them.

    Examples
    --------
    >>> shown("\\uf0b7 甲", "Symbol")
    '• 甲'
    """
    if ANY_PRIVATE.search(text) is None:
        return text
    return "".join(symbol(font, ord(c)) if ord(c) in _PRIVATE else c for c in text)


def _table() -> dict[tuple[str | None, int], str]:
    return {(row.font, int(row.code, 16)): row.character for row in load_tables().rows("symbol_fonts", Symbol)}
