"""Lines of a given width in the terminal: numbers, names in quotes and the items of a list stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width

_OPENING, _CLOSING = "“‘《〈（【「(", "”’》〉）】」)，。；、：！？…,;:"
# A number goes with its sign and unit, a name with its quotes, a word of Latin letters stays one.
_PIECE = re.compile(
    rf"\s+|[{_OPENING}]*(?:[≈≥≤><+-]?\d[\d.,–万亿]*(?:[%％]|[一-鿿]{{1,2}}(?![一-鿿])|[一-鿿])?"
    rf"|(?<=“)[^“”\s]{{1,20}}(?=”)|(?<=《)[^《》\s]{{1,20}}(?=》)|[A-Za-z][A-Za-z0-9_.+-]*|\S)[{_CLOSING}]*"
)
_ITEM = re.compile(r"[^；]*；?")


def display_width(text: str) -> int:
    """Columns that a text takes: two for a Chinese character.

    >>> display_width("共 21 件")
    8
    """
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def fitting(items: Sequence[str], width: int) -> str:
    """The first of the items, as many as have room in one line, and a sign where there are more.

    >>> fitting(["老党员驿站", "1+N", "四站一库"], 20), fitting(["老党员驿站", "1+N"], 20)
    ('老党员驿站；1+N；…', '老党员驿站；1+N')
    >>> fitting([], 20), fitting(["老党员驿站", "四站一库"], 8)
    ('', '老党员…')
    """
    line = "；".join(items)
    if display_width(line) <= width:
        return line
    shown = 0
    while shown < len(items) and display_width("；".join(items[: shown + 1])) + 3 <= width:
        shown += 1
    return "；".join(items[:shown]) + "；…" if shown else _beginning(items[0], width - 1) + "…"


def _beginning(text: str, width: int) -> str:
    end = 0
    while end < len(text) and display_width(text[: end + 1]) <= width:
        end += 1
    return text[:end]


def longest_piece(text: str) -> int:
    """The width of the widest part that is not to be broken."""
    return max((display_width(piece) for piece in _PIECE.findall(text)), default=0)


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text.

    Examples
    --------
    >>> wrapped("宣讲 2850场次；捐款 ≥860万元；资金 20万元", 18)
    ['宣讲 2850场次；', '捐款 ≥860万元；', '资金 20万元']
    >>> wrapped("拨付资金8,600,000元", 12)
    ['拨付资金', '8,600,000元']
    """
    lines, rest = [], ""
    for part in _parts(text, max(width, 2)):
        if rest and display_width(rest + part.rstrip()) > width:
            lines.append(rest.rstrip())
            rest = part.lstrip()
        else:
            rest += part
    return [*lines, rest.rstrip()]


def _parts(text: str, width: int) -> Iterator[str]:
    """What stays together: an item of a list, else its pieces, else characters."""
    for item in _ITEM.findall(text):
        if display_width(item) <= width:
            yield item
            continue
        for piece in _PIECE.findall(item):
            yield from [piece] if display_width(piece) <= width else piece
