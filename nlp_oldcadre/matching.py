"""Many literal strings in one pass over the text (the one door to the Aho–Corasick matcher), and patterns by an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, TypeVar

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
        self._literals = list(entries)
        self.overlapping = overlapping
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        # ahocorasick_rs refuses an empty pattern list only implicitly; None keeps the empty matcher honest.
        self._automaton = AhoCorasick(self._literals, matchkind=kind) if entries else None

    @classmethod
    def of(cls, words: Iterable[str], *, overlapping: bool = False) -> Matcher[str]:
        """A matcher of words that map to themselves."""
        return Matcher({word: word for word in words}, overlapping=overlapping)

    def entries(self) -> Iterable[tuple[str, Payload]]:
        """The literals with what they map to."""
        return zip(self._literals, self._values, strict=True)

    def find(self, text: str) -> Iterator[tuple[int, int, Payload]]:
        """``(start, end, payload)`` of each match, by end (overlapping) or start."""
        if self._automaton is None:
            return
        values = self._values
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=self.overlapping):
            yield start, end, values[index]


class JointMatcher:
    """Finds the literals of several matchers in one pass, which costs little more than one of them alone.

    A matcher joins when it is first asked for; it looks for itself in that text, and goes with the others from the next on.

    Examples
    --------
    >>> joint, organs, places = JointMatcher(), Matcher({"老干部局": 1}), Matcher({"市": 2, "市委": 3}, overlapping=True)
    >>> joint.join(organs)
    >>> joint.join(places)
    >>> list(joint.find_all("市委老干部局").values())
    [[(2, 6, 1)], [(0, 1, 2), (0, 2, 3)]]
    """

    def __init__(self) -> None:
        self._matchers: dict[Matcher[Any], None] = {}
        self._automaton: AhoCorasick | None = None
        # For each literal of the automaton: in which list its hits go, one for each matcher and one for each set of several.
        self._list: list[int] = []
        self._count = 0
        self._lists: list[tuple[int, ...]] = []  # for each matcher, which of the lists of several it shares
        self._values: list[list[Any]] = []

    def join(self, matcher: Matcher[Any]) -> None:
        """Take a matcher in."""
        if matcher not in self._matchers:
            self._matchers[matcher] = None
            self._automaton = None

    def find_all(self, text: str) -> dict[Matcher[Any], list[tuple[int, int, Any]]]:
        """What :meth:`Matcher.find` of each gives, in the same order."""
        automaton = self._automaton or self._build()
        if automaton is None:
            return {matcher: [] for matcher in self._matchers}
        hits: list[list[_Hit]] = [[] for _ in range(self._count)]
        which = self._list
        for hit in automaton.find_matches_as_indexes(text, overlapping=True):
            hits[which[hit[0]]].append(hit)
        return {
            matcher: (_all if matcher.overlapping else _leftmost)(hits[number], [hits[at] for at in shared], values)
            for number, (matcher, shared, values) in enumerate(zip(self._matchers, self._lists, self._values, strict=True))
        }

    def _build(self) -> AhoCorasick | None:
        owners: dict[str, dict[int, Any]] = {}
        for number, matcher in enumerate(self._matchers):
            for literal, value in matcher.entries():
                owners.setdefault(literal, {})[number] = value
        count = len(self._matchers)
        sets: dict[tuple[int, ...], int] = {(number,): number for number in range(count)}
        self._list = [sets.setdefault(tuple(values), len(sets)) for values in owners.values()]
        self._count = len(sets)
        self._lists = [tuple(at for several, at in sets.items() if at >= count and n in several) for n in range(count)]
        self._values = [[values.get(n) for values in owners.values()] for n in range(count)]
        self._automaton = AhoCorasick(list(owners), matchkind=MatchKind.Standard) if owners else None
        return self._automaton


# Which literal, start and end; hits come by their ends, those of one end the longest first.
_Hit = tuple[int, int, int]


def _all(own: list[_Hit], shared: list[list[_Hit]], values: list[Any]) -> list[tuple[int, int, Any]]:
    """Every hit of a matcher with what its literal maps to."""
    hits = sorted([*own, *chain.from_iterable(shared)], key=_by_end) if any(shared) else own
    return [(start, end, values[index]) for index, start, end in hits]


def _leftmost(own: list[_Hit], shared: list[list[_Hit]], values: list[Any]) -> list[tuple[int, int, Any]]:
    """The leftmost, longest hits without overlap."""
    # The last hit at a start is the longest there.
    longest = {hit[1]: hit for hit in own}
    for some in shared:
        for hit in some:
            if hit[1] not in longest or longest[hit[1]][2] < hit[2]:
                longest[hit[1]] = hit
    out: list[tuple[int, int, Any]] = []
    reached = 0
    for start in sorted(longest):
        if start >= reached:
            index, _, reached = longest[start]
            out.append((start, reached, values[index]))
    return out


_by_end = itemgetter(2, 1)


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


def find_at(pattern: re.Pattern[str], places: Iterable[int], text: str) -> Iterator[re.Match[str]]:
    """The same as ``pattern.finditer(text)``, faster where few places, asked for once for many patterns, can open a match.

    Parameters
    ----------
    pattern : matches no empty string.
    places : where matches may begin, in order; every match begins at one.

    Examples
    --------
    >>> [m[0] for m in find_at(re.compile("[一二十]+月"), [1, 4, 5], "第一月、十二月")]
    ['一月', '十二月']
    """
    reached = 0
    match_at = pattern.match
    for start in places:
        if start >= reached and (match := match_at(text, start)):
            yield match
            reached = match.end()


def places_of(opening: re.Pattern[str], text: str) -> list[int]:
    """Where a pattern of one character matches: what :func:`find_at` asks for."""
    return [match.start() for match in opening.finditer(text)]


def find_near(pattern: re.Pattern[str], anchor: re.Pattern[str], text: str, *, back: int = 0) -> Iterator[re.Match[str]]:
    """The same as ``pattern.finditer(text)``, faster where few places of the text can hold a match.

    That is so for a pattern that can begin with anything; one that begins with one of some literals or with a set ``re``
    finds much faster by itself.

    Parameters
    ----------
    pattern : matches no empty string.
    anchor : one character; every match of ``pattern`` has one, at most ``back`` characters after its start.

    Examples
    --------
    >>> [m[0] for m in find_near(re.compile("[一-龥]{1,3}·[一-龥]{2}"), re.compile("·"), "赠阿凡提·木沙", back=3)]
    ['阿凡提·木沙']
    """
    reached = 0
    match_at = pattern.match
    for near in anchor.finditer(text):
        at = near.start()
        first = at - back if at - back > reached else reached
        # Empty where the anchor lies inside the last match.
        for start in range(first, at + 1):
            if match := match_at(text, start):
                yield match
                reached = match.end()
                break
