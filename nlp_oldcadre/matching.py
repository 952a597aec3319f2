"""The one door to the Aho–Corasick matcher: many literal strings, one pass over the text."""

from __future__ import annotations

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
