"""Text as the index sees it: folded characters, words, pairs of characters.

The index gets terms that are cut here and only split at blanks by the engine. Words serve the ranking; the pairs of
neighbouring characters, with their positions, answer whether a text holds a string, whatever a dictionary makes of it.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable
from operator import add
from string import ascii_uppercase

import rjieba

# One item of ``array("I")`` a character.
_CODES = f"utf-32-{sys.byteorder[0]}e"
_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_QUOTES = "“”„‟‘’‚‛\"'＂＇「」『』﹁﹂﹃﹄〝〞"
# Full-width letters, digits and signs read as the half-width ones, capitals as small letters; blanks and quotation marks
# (which the sources mix freely) are not there. One character for one, so that a hit leads back to its place.
DROPPED = frozenset(_BLANKS + _QUOTES)
_WIDTH = {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
_CASE = {char: char.lower() for char in ascii_uppercase}
_FOLD = {**_WIDTH, **_CASE, **dict.fromkeys(DROPPED, "")}
# Few characters of a text change: to look for those takes a third of the time of translating all.
_FOLDED = re.compile(f"[{re.escape(''.join(sorted(_FOLD)))}]")


def fold(text: str) -> str:
    """The characters that count, in one spelling.

    Examples
    --------
    >>> fold("“五大 行动”（ＧＢ/T）")
    '五大行动(gb/t)'
    """
    # Few different ones: to replace them one by one takes half the time of one call for each place.
    for char in set(_FOLDED.findall(text)):
        text = text.replace(char, _FOLD[char])
    return text


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
    return list(map(add, folded, folded[1:])) or ([folded] if folded else [])


def joined_pairs(folded: str) -> str:
    """``joined(pairs(folded))`` in half the time: what an index is mostly made of.

    Examples
    --------
    >>> joined_pairs("五老团"), joined_pairs("老"), joined_pairs("")
    ('五老 老团', '老', '')
    """
    if len(folded) < 2:
        return folded
    codes = array("I", folded.encode(_CODES))
    out = array("I", [ord(" ")]) * (3 * len(codes) - 4)
    out[0::3], out[1::3] = codes[:-1], codes[1:]
    return out.tobytes().decode(_CODES)


# Names are looked for by strings of up to this length, one term each; a longer string by those that it holds.
LONGEST_GRAM = 3


def grams(folded: str) -> list[str]:
    """The different strings of one to three neighbouring characters.

    Examples
    --------
    >>> grams("五老团")
    ['五', '老', '团', '五老', '老团', '五老团']
    """
    two = list(map(add, folded, folded[1:]))
    return list(dict.fromkeys([*folded, *two, *map(add, two, folded[2:])]))


def longest_grams(folded: str) -> list[str]:
    """The terms of :func:`grams` that a string must share with a name that holds it.

    Examples
    --------
    >>> longest_grams("五老"), longest_grams("五老精神")
    (['五老'], ['五老精', '老精神'])
    """
    size = min(len(folded), LONGEST_GRAM)
    return list(dict.fromkeys(folded[at : at + size] for at in range(len(folded) - size + 1)))


def words(folded: str) -> list[str]:
    """The words by the dictionary."""
    return rjieba.cut(folded)


def joined(terms: Iterable[str]) -> str:
    """Terms as the engine takes them."""
    return " ".join(terms)
