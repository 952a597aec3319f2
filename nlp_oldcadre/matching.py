"""Many literal strings in one pass over the text (the one door to the Aho–Corasick matcher), and patterns by an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

Payload = TypeVar("Payload")


class Matcher(Generic[Payload]):
    """Finds every literal of a mapping in a text and gives what it maps to.

    Parameters
    ----------
    entries : literal → anything; empty literals are not allowed.
    overlapping : give every occurrence, also of literals inside others; else leftmost, longest, without overlap.

    Examples
    --------
    >>> list(Matcher({"老干部": 1, "老干部局": 2}).find("市委老干部局"))
    [(2, 6, 2)]
    """

    def __init__(self, entries: Mapping[str, Payload], *, overlapping: bool = False) -> None:
        self._values = list(entries.values())
        self._overlapping = overlapping
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        # ahocorasick_rs refuses an empty pattern list only implicitly; None keeps the empty matcher honest.
        self._automaton = AhoCorasick(list(entries), matchkind=kind) if entries else None

    @classmethod
    def of(cls, words: Iterable[str], *, overlapping: bool = False) -> Matcher[str]:
        """A matcher of words that map to themselves."""
        return Matcher({word: word for word in words}, overlapping=overlapping)

    def find(self, text: str) -> Iterator[tuple[int, int, Payload]]:
        """``(start, end, payload)`` of each match, by end (overlapping) or start."""
        if self._automaton is None:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping):
            yield start, end, self._values[index]


def find_words(words: Mapping[str, Payload], text: str) -> Iterator[tuple[int, int, Payload]]:
    """The same as ``Matcher(words).find(text)``, for few words that only one document has: nothing is compiled.

    Examples
    --------
    >>> list(find_words({"老干部": 1, "老干部局": 2}, "市委老干部局"))
    [(2, 6, 2)]
    """
    if len(words) > _FEW:
        yield from Matcher(words).find(text)
        return
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append((at, -len(word), word))
            at = text.find(word, at + 1)
    reached = 0
    for start, size, word in sorted(found):
        if start >= reached:
            reached = start - size
            yield start, reached, words[word]


# More words than these are found faster in one pass.
_FEW = 24


def find_opened(pattern: re.Pattern[str], opening: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The same as ``pattern.finditer(text)``, faster where few characters can open a match and ``opening`` tells them cheaply.

    Parameters
    ----------
    pattern : matches no empty string.
    opening : matches one character, the first one of every match of ``pattern`` among others; begins with a set or a
        literal, so that re skips to its characters.

    Examples
    --------
    >>> [m[0] for m in find_opened(re.compile("(?<!第)[一二]+月"), re.compile("[一二](?=.?月)"), "第一月、十二月")]
    ['二月']
    """
    reached = 0
    for first in opening.finditer(text):
        start = first.start()
        if start >= reached and (match := pattern.match(text, start)):
            yield match
            reached = match.end()


def find_near(pattern: re.Pattern[str], anchor: re.Pattern[str], text: str, *, back: int = 0) -> Iterator[re.Match[str]]:
    """The same as ``pattern.finditer(text)``, faster where few places of the text can hold a match.

    Parameters
    ----------
    pattern : matches no empty string.
    anchor : one character; every match of ``pattern`` has one, at most ``back`` characters after its start.

    Examples
    --------
    >>> [m[0] for m in find_near(re.compile("[一-龥]{1,3}·[一-龥]{2}"), re.compile("·"), "赠阿凡提·木沙", back=3)]
    ['阿凡提·木沙']
    """
    reached = at = 0
    while near := anchor.search(text, at):
        for start in range(max(reached, near.start() - back), near.start() + 1):
            if match := pattern.match(text, start):
                yield match
                reached = match.end()
                break
        at = max(near.end(), reached)
