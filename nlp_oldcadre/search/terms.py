"""Text as the index sees it: folded characters, words, pairs of characters.

The index gets terms that are cut here and only split at blanks by the engine. Words serve the ranking; the pairs of
neighbouring characters, with their positions, answer whether a text holds a string, whatever a dictionary makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable

import rjieba

_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_QUOTES = "“”„‟‘’‚‛\"'＂＇「」『』﹁﹂﹃﹄〝〞"
# Full-width letters, digits and signs read as the half-width ones, capitals as small letters; blanks and quotation marks
# (which the sources mix freely) are not there. One character for one, so that a hit leads back to its place.
DROPPED = frozenset(_BLANKS + _QUOTES)
_WIDTH = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
_CASE = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_FOLD: dict[int, str | None] = {**_WIDTH, **_CASE, **dict.fromkeys(map(ord, DROPPED))}


def fold(text: str) -> str:
    """The characters that count, in one spelling.

    Examples
    --------
    >>> fold("“五大 行动”（ＧＢ/T）")
    '五大行动(gb/t)'
    """
    return text.translate(_FOLD)


def kept(text: str) -> list[int]:
    """For each character of ``fold(text)`` its place in the text."""
    return [i for i, char in enumerate(text) if char not in DROPPED]


def pairs(folded: str) -> list[str]:
    """The neighbouring characters, pair by pair; a single character stands alone.

    Examples
    --------
    >>> pairs("五老团")
    ['五老', '老团']
    """
    if len(folded) < 2:
        return [folded] if folded else []
    return [folded[i : i + 2] for i in range(len(folded) - 1)]


def words(folded: str) -> list[str]:
    """The words by the dictionary."""
    return [word for word in rjieba.cut(folded) if word.strip()] if folded else []


def joined(terms: Iterable[str]) -> str:
    """Terms as the engine takes them."""
    return " ".join(terms)
