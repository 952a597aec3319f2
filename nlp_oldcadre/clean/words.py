"""Words of jieba's dictionary, for the question whether a break or blank cuts one."""

from __future__ import annotations

import re

import rjieba

_CJK_TAIL = re.compile(r"[\u4e00-\u9fff]{0,8}\Z")
_CJK_HEAD = re.compile(r"[\u4e00-\u9fff]{0,8}")


def cut(text: str) -> list[str]:
    """The words of a text, by the dictionary alone (no guessed words)."""
    words: list[str] = rjieba.cut(text, False)
    return words


def tail_of(text: str) -> str:
    """The Chinese characters, eight at most, that a text ends in."""
    match = _CJK_TAIL.search(text, max(0, len(text) - 8))
    return match[0] if match else ""


def head_of(text: str) -> str:
    """The Chinese characters, eight at most, that a text begins with."""
    match = _CJK_HEAD.match(text)
    return match[0] if match else ""


def is_cut(left: str, right: str) -> bool:
    """Whether a word of the dictionary runs across the place between two texts, and its halves are no words.

    Examples
    --------
    >>> is_cut("融入城市基", "层党建"), is_cut("科技二传手交流", "近年来")
    (True, False)
    """
    tail, head = tail_of(left), head_of(right)
    if not tail or not head:
        return False
    at = 0
    whole = cut(tail + head)
    for word in whole:
        if at < len(tail) < at + len(word):
            return lonely(whole) < lonely(cut(tail)) + lonely(cut(head))
        at += len(word)
    return False


def lonely(words: list[str]) -> int:
    """How many words are one character long: the sign of a character too many."""
    return sum(len(word) == 1 for word in words)
