"""The topics of measures: a linear model (:mod:`topic_model`) of a measure, what stands around it, and the headings above."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.topic_model import HUNDRED, NAMES, UNIT, Indices, Rows, Scores, Sums, Topics
from nlp_oldcadre.model import Section, Span

# The parts of a document as a measure in it sees them, each a row of ``topic_sources.csv``.
NEAR = ("tail", "measure", "clause", "before", "after")
PARTS = (*NEAR, "heading", "outer", "title", "section")
# What is broader than those: of its words only the shares of the topics count, however many they are.
BROAD = ("paragraph", "document")
_TAIL, _LOOK_BACK = 8, 300
# 疫情期间, 面对疫情: when something was done; 疫情防控的典型 tells no time.
_EPIDEMIC = re.compile(
    "(?:疫情|抗疫|防疫|非典|新冠)[^，。；“”]{0,6}(?:期间|时期|初期|暴发|爆发|发生|来袭|面前|以来|最吃紧|一线)|(?:抗击|面对|防控)[^，。；“”]{0,6}疫情[^，。；“”]{0,4}，"
)
_COMMA = re.compile("[，；：,;]")
_NOWHERE = (0, 0)
# All shares together weigh as much as so many words.
_LOUD = 5
# So many measures are scored together; a text of nothing but measures shall not need much memory.
_AT_ONCE = 4096


class Place(NamedTuple):
    """Where a measure stands; ``headings`` are those above it, the widest first; ``section`` is below the last."""

    sentence: Span
    paragraph: Span
    headings: tuple[Span, ...]
    section: Span


class TopicReader:
    """Topics of places in one document. Its title is read as if it stood behind the text."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._topics = Topics.of(scan.tables)
        self._sections = [s for s in scan.sections if s.heading.start < s.heading.end]
        self._at = 0
        self._path: list[Section] = []
        self._headings: tuple[Span, ...] = ()
        self._below = Span(0, self._next_heading())
        title = scan.metadata.title or ""
        self.text = f"{scan.text}\n{title}"
        self._title = len(scan.text) + 1, len(self.text)
        self._commas = [comma.start() for comma in _COMMA.finditer(scan.text)]

    def sums(self) -> Sums:
        """What the words and letters of text and title say."""
        at = self._title[0]
        of_title = ((at + start, at + end, row) for start, end, row in self._topics.words.find(self.text[at:]))
        return Sums(self._topics, self.text, [*self._scan.find(self._topics.words), *of_title])

    def read(self, measures: Iterable[Span]) -> list[str]:
        """The topics of measures, given in order."""
        found = list(self.places(measures))
        places: list[Place | None] = [None, *(place for _, place in found)]
        near = [self._topics.weights[_nearness(last, place)] for last, (_, place) in zip(places, found, strict=False)]
        scores = self._scores(found)
        if _EPIDEMIC.search(self._scan.text):
            self._add_epidemic_time(scores, found)
        return [NAMES[topic] for topic in best_path(scores, near)]

    def _add_epidemic_time(self, scores: list[Scores], found: list[tuple[Span, Place]]) -> None:
        """What was done in an epidemic belongs to it, whatever it is: online courses, gifts, guards at a gate."""
        for said, (measure, place) in zip(scores, found, strict=True):
            if _EPIDEMIC.search(self._scan.text, place.sentence.start, measure.start):
                said[NAMES.index("epidemic")] += self._topics.weights["epidemic time"]

    def places(self, measures: Iterable[Span]) -> Iterator[tuple[Span, Place]]:
        """Measures, given in order, each with its place."""
        last: Place | None = None
        for measure in measures:
            start = measure.start
            self._go_to(start)
            if last is None or start >= last.sentence.end or last.headings is not self._headings:
                last = Place(self._scan.sentence_at(start), self._scan.paragraph_at(start), self._headings, self._below)
            yield measure, last

    def parts(self, measure: Span, place: Place) -> list[tuple[int, int]]:
        """Where the parts of the document stand, in the order of ``PARTS``; an empty stretch for one that isn't there."""
        start, end = measure
        first, last = place.sentence
        last = end if end > last else last
        commas = self._commas
        before = bisect_left(commas, start)
        behind = bisect_left(commas, end, before)
        opening = commas[before - 1] + 1 if before and commas[before - 1] >= first else first
        closing = commas[behind] if behind < len(commas) and commas[behind] < last else last
        headings = place.headings
        return [
            (start if end - start < _TAIL else end - _TAIL, end),
            (start, end),
            (opening, closing),
            (first if start - first < _LOOK_BACK else start - _LOOK_BACK, start),
            (end, last),
            headings[-1] if headings else _NOWHERE,
            headings[-2] if len(headings) > 1 else _NOWHERE,
            headings[0] if headings else self._title,
            place.section if headings else _NOWHERE,
        ]

    def broad(self, sums: Sums, places: list[Place]) -> Rows:
        """What the paragraph around each place's sentence, and the whole document, speak of: place, ``BROAD``, topic."""
        edges: Indices = np.array([(*place.paragraph, *place.sentence) for place in places], np.intp)
        around = sums.of_words(edges[:, 0], edges[:, 1]) - sums.of_words(edges[:, 2], edges[:, 3])
        whole = sums.of_words(np.array([0]), np.array([len(self._scan.text)]))
        return np.stack([_shares(around), np.broadcast_to(_shares(whole), around.shape)], axis=1)

    def _scores(self, found: list[tuple[Span, Place]]) -> list[Scores]:
        """What speaks for each topic, measure by measure, in log-odds."""
        if not found:
            return []
        sums, scores = self.sums(), []
        for at in range(0, len(found), _AT_ONCE):
            some = found[at : at + _AT_ONCE]
            numbers = chain.from_iterable(chain.from_iterable(self.parts(measure, place) for measure, place in some))
            edges: Indices = np.fromiter(numbers, np.intp).reshape(-1, len(PARTS), 2)
            said = self._said(sums, edges) + self._said_broadly(self.broad(sums, [place for _, place in some]))
            scores += (said / (UNIT * HUNDRED)).tolist()
        return scores

    def _said_broadly(self, broad: Rows) -> Rows:
        weights = np.array([self._topics.shares[name][0] for name in BROAD])
        said: Rows = (broad * weights[:, None]).sum(axis=1)
        return said

    def _said(self, sums: Sums, edges: Indices) -> Rows:
        """What the parts of each measure say together."""
        starts, ends = edges[..., 0].ravel(), edges[..., 1].ravel()
        shape, shares = (*edges.shape[:2], len(NAMES)), np.array([self._topics.shares[part] for part in PARTS])
        words, letters = sums.of_words(starts, ends).reshape(shape), sums.of_letters(starts, ends).reshape(shape)
        said: Rows = self._topics.bias + (words * shares[:, :1] + letters * shares[:, 1:]).sum(axis=1)
        return said

    def _go_to(self, position: int) -> None:
        """Finds the headings above ``position``; positions must be asked for in order."""
        at = self._at
        while at < len(self._sections) and self._sections[at].heading.start <= position:
            section = self._sections[at]
            self._path = [*[s for s in self._path if s.level < section.level], section]
            at += 1
        if at > self._at:
            self._at, self._headings = at, tuple([section.heading for section in self._path])
            self._below = Span(self._path[-1].heading.end, self._next_heading())

    def _next_heading(self) -> int:
        return self._sections[self._at].heading.start if self._at < len(self._sections) else len(self._scan.text)


def _shares(votes: Rows) -> Rows:
    """Votes as shares of all that is said, in the same whole numbers."""
    loudness = np.maximum(np.abs(votes).sum(axis=-1, keepdims=True), 1)
    shares: Rows = votes * (_LOUD * UNIT) // loudness
    return shares


def _nearness(last: Place | None, place: Place) -> str:
    """How near a measure stands to the one before it: a row of ``topic_sources.csv``."""
    if last is place:
        return "same sentence"
    if last is None or last.headings != place.headings:
        return "elsewhere"
    if last.paragraph != place.paragraph:
        return "same section"
    return "same sentence" if last.sentence == place.sentence else "same paragraph"


def best_path(scored: list[Scores], bonuses: list[float]) -> list[int]:
    """The topics of measures in a row that together score most.

    Parameters
    ----------
    scored : what speaks for each topic, measure by measure.
    bonuses : what each gains if its topic is that of the one before it.

    Examples
    --------
    >>> best_path([[2.0, 0.0], [0.0, 0.5]], [0.0, 0.0]), best_path([[2.0, 0.0], [0.0, 0.5]], [0.0, 1.0])
    ([0, 1], [0, 0])
    """
    if not scored:
        return []
    best = scored[0]
    steps = []
    for scores, bonus in zip(scored[1:], bonuses[1:], strict=True):
        top = max(best)
        steps.append((best, bonus, top))
        least = top - bonus
        best = [(said + bonus if said > least else top) + score for said, score in zip(best, scores, strict=True)]
    path = [best.index(max(best))]
    for before, bonus, top in reversed(steps):
        path.append(path[-1] if before[path[-1]] + bonus >= top else before.index(top))
    path.reverse()
    return path
