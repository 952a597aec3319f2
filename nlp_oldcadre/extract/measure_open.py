"""Verbs that no table lists: the dictionary's words for acts are candidates where none of the lexicon's stands before them.

Nothing is known about such a verb, so that its place and its object must tell what it is: 检修燃气管线 has an object to point
at, 牵动人心 has none. The group of these verbs is ``open``; the model weighs it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import compress, islice
from operator import itemgetter
from sys import maxsize

from nlp_oldcadre.extract.measure_verbs import Head, Heads, Verb
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.tables import Tables

_TAGS = frozenset(("v", "vn", "vd"))
# Where a verb may begin a phrase; elsewhere a word that may be a verb mostly is part of a noun.
_PLACES = frozenset(("start", "adverb", "org", "list", "means", "and", "after", "subject"))
_NEVER = frozenset(("never", "weak"))
# With these a verb says what becomes of something, or how it is (转变为, 富有).
_NO_ENDS = frozenset("为于着过是有得")
# The dictionary takes some pronouns with their noun for verbs (每站, 做法), and 要 with the next character (要用|好).
_NO_STARTS = frozenset("被每各该本此这那某何所率要逐")
_LONGEST = 4
_LINKS = ("、", "并", "和", "及")
# What an object must have when nothing is known about its verb.
_POINTS = frozenset(
    [f"head={kind}" for kind in ("thing", "event", "system", "service", "name", "deed")]
    + [f"has={kind}" for kind in ("PROGRAM", "DOCUMENT", "TITLE")]
)


@dataclass(frozen=True, slots=True)
class _Word:
    word: str


class OpenVerbs:
    """Finds the verb of a clause that the lexicon has none for."""

    def __init__(self, scan: Scan, mask: str, heads: Heads) -> None:
        self.mask, self.heads = mask, heads
        self._edges = scan.word_at
        closed = _closed(scan.tables)
        are_verbs = map(_TAGS.__contains__, map(itemgetter(1), scan.words))
        self._words = [
            (at, word, tag)
            for at, (word, tag) in compress(zip(scan.word_edges, scan.words, strict=False), are_verbs)
            if word not in closed and 2 <= len(word) <= _LONGEST
        ]
        # There is always a next one, at last behind all of the text.
        self._words.append((maxsize, "", ""))

    def add(self, clause: tuple[int, int], heads: list[Head]) -> list[Head]:
        """The heads of a clause, with one before them where the first verb is none of the lexicon's."""
        start, end = clause
        first = bisect_left(self._words, (start,))
        if self._words[first][0] >= end or start not in self._edges:
            return heads
        limit = self._limit(heads, end)
        if (found := self._first(first, start, limit, end)) is None:
            return heads
        if limit < end and (
            limit == found.end or (self._acts_at(limit, heads) and not self.mask.startswith(_LINKS, limit - 1))
        ):
            return heads  # 牵头组建, 联合高校开展: the verb is the other one
        at = sum(head.start < found.start for head in heads)
        return [*heads[:at], found, *heads[at:]]

    def _limit(self, heads: list[Head], end: int) -> int:
        """Where a head of the lexicon is surely the verb of its clause, so that what follows it is its object."""
        for head in heads:
            if head.verbs[0].group not in _NEVER and (head.place in _PLACES or self.heads.acts(head)):
                return head.start
        return end

    def _acts_at(self, position: int, heads: list[Head]) -> bool:
        return any(head.start == position and self.heads.acts(head) for head in heads)

    def _first(self, index: int, start: int, limit: int, end: int) -> Head | None:
        """The first word, from that of this index on, that stands as a verb before ``limit``."""
        for at, word, tag in islice(self._words, index, None):
            after = at + len(word)
            if at >= limit or after + 2 > end:
                return None
            if (tag == "v" or at == start) and self._is_open(word, at):
                place = self.heads.place(start, at)
                if place in _PLACES:
                    return Head.of(at, after, Verb(word, "open", noun=tag != "v"), place)
        return None

    def _is_open(self, word: str, at: int) -> bool:
        return self.mask.startswith(word, at) and word[-1] not in _NO_ENDS and word[0] not in _NO_STARTS


def points(features: list[str]) -> bool:
    """Whether an object has something to point at, by the features of its phrase."""
    return not _POINTS.isdisjoint(features)


def _closed(tables: Tables) -> frozenset[str]:
    """Words that begin no measure though the dictionary calls them verbs, and those that the lexicon knows."""

    def make() -> frozenset[str]:
        listed = {row.verb for row in tables.rows("measure_verbs", Verb)}
        return frozenset(listed | {row.word for row in tables.rows("state_verbs", _Word)})

    closed: frozenset[str] = tables.keep("closed verbs", make)
    return closed
