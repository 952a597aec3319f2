"""The topics of measures: a linear model of the words and characters of a measure, those around it, and the headings above it.

Words have the votes of ``topics.csv``, single characters and pairs the weights of ``topic_weights.csv``; how much each part of
the document counts stands in ``topic_sources.csv``. ``python -m nlp_oldcadre.train_topics corpora`` fits the last two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import accumulate, repeat
from operator import add
from struct import Struct
from typing import NamedTuple

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import Section, Span
from nlp_oldcadre.tables import Tables

_FALLBACK = "contribution"
# One number a topic, in the order of :attr:`Topics.names`.
Scores = list[float]
# Such numbers as the lanes of one integer: what adds two of these adds all topics at once. Lanes have room for the sums of
# the longest documents; scores are whole thousandths, weights of sources whole hundredths.
_LANE, _HALF = 64, 1 << 63
_UNIT, _HUNDRED = 1000, 100
# A vote of this weight in ``topics.csv`` counts one.
_VOTE = 4
_TAIL, _LOOK_BACK = 8, 300
_COMMA = re.compile("[，；：,;]")


@dataclass(frozen=True, slots=True)
class _TopicWord:
    """A word that speaks for a topic; a word may stand in several rows."""

    word: str
    topic: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Source:
    """How much a part of the document counts for the topic of a measure: its words' votes, and its characters."""

    source: str
    weight: Decimal
    letters: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Letters:
    """What a character or a pair speaks for; the row ``bias`` holds for every measure."""

    letters: str
    contribution: Decimal
    care: Decimal
    culture: Decimal
    digital: Decimal
    epidemic: Decimal
    general: Decimal
    next_generation: Decimal
    organisation: Decimal
    political: Decimal
    publicity: Decimal
    workforce: Decimal


# Of topics with the same score the first is taken: the fallback comes first.
NAMES = tuple(f.name for f in fields(_Letters))[1:]
_LANES = Struct(f"<{len(NAMES)}Q")
_HALVES = sum(_HALF << (_LANE * lane) for lane in range(len(NAMES)))


class Topics:
    """The model of the tables.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> Topics.of(load_tables()).best([("measure", "老年大学新校区")])
    'culture'
    """

    def __init__(self, tables: Tables) -> None:
        votes: dict[str, dict[str, int]] = {}
        for row in tables.rows("topics", _TopicWord):
            # A word of weight 0 only keeps the words inside it from counting (干部 in 老干部).
            said = votes.setdefault(row.word, {})
            said[row.topic] = said.get(row.topic, 0) + row.weight
        self.votes = votes
        self.words = Matcher(
            {word: _packed(_UNIT * said.get(name, 0) // _VOTE for name in NAMES) for word, said in votes.items()}
        )
        rows = tables.rows("topic_weights", _Letters)
        self.letters = {row.letters: _packed(round(getattr(row, name) * _UNIT) for name in NAMES) for row in rows}
        self.bias = _HUNDRED * self.letters.pop("bias", 0)
        sources = tables.rows("topic_sources", _Source)
        self.weights = {row.source: float(row.weight) for row in sources}
        self.shares = {row.source: (round(row.weight * _HUNDRED), round(row.letters * _HUNDRED)) for row in sources}

    @classmethod
    def of(cls, tables: Tables) -> Topics:
        """The topics of these tables, compiled once."""
        topics: Topics = tables.keep(cls, lambda: cls(tables))
        return topics

    def said(self, text: str) -> tuple[int, int]:
        """What the words and the letters of a text say, each sum as lanes."""
        get, nothing = self.letters.get, repeat(0)
        letters = sum(map(get, text, nothing)) + sum(map(get, map(add, text, text[1:]), nothing))
        return sum(said for *_, said in self.words.find(text)), letters

    def running(self, text: str) -> tuple[list[int], list[int]]:
        """What the characters before each position say, and what the pairs that begin before it say."""
        get, nothing = self.letters.get, repeat(0)
        singles = accumulate(map(get, text, nothing), initial=0)
        return list(singles), list(accumulate(map(get, map(add, text, text[1:]), nothing), initial=0))

    def best(self, sources: Iterable[tuple[str, str]]) -> str:
        """The topic for which the sources, pairs of kind and text, say most."""
        total = self.bias
        for kind, text in sources:
            weight, letters = self.shares[kind]
            words, said = self.said(text)
            total += weight * words + letters * said
        return self.best_path([unpacked(total)], ["elsewhere"])[0]

    def best_path(self, scored: list[Scores], near: list[str]) -> list[str]:
        """The topics of measures in a row that together score most, where neighbours with the same topic score more.

        Parameters
        ----------
        scored : what speaks for each topic, measure by measure.
        near : how near each stands to the one before it: a row of ``topic_sources.csv``.
        """
        if not scored:
            return []
        best = scored[0]
        steps: list[tuple[Scores, float, int]] = []
        for scores, nearness in zip(scored[1:], near[1:], strict=True):
            bonus, top = self.weights[nearness], max(best)
            kept = [score + bonus for score in best]
            steps.append((kept, top, best.index(top)))
            best = [(stay if stay > top else top) + score for stay, score in zip(kept, scores, strict=True)]
        path = [best.index(max(best))]
        for kept, top, change in reversed(steps):
            path.append(path[-1] if kept[path[-1]] >= top else change)
        return [NAMES[topic] for topic in reversed(path)]


class Place(NamedTuple):
    """Where a measure stands; ``headings`` are those above it, the widest first; ``section`` is below the last."""

    sentence: Span
    paragraph: Span
    headings: tuple[Span, ...]
    section: Span


def _nearness(last: Place | None, place: Place) -> str:
    if last is None or last.headings != place.headings:
        return "elsewhere"
    if last.paragraph != place.paragraph:
        return "same section"
    return "same sentence" if last.sentence == place.sentence else "same paragraph"


class TopicReader:
    """Topics of places in one document; what headings and sections say is counted once each."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._topics = Topics.of(scan.tables)
        words = scan.find(self._topics.words)
        self._starts = [start for start, _, _ in words]
        self._words = list(accumulate((said for *_, said in words), initial=0))
        self._sections = [s for s in scan.sections if s.heading.start < s.heading.end]
        self._at = 0
        self._path: list[Section] = []
        self._headings: tuple[Span, ...] = ()
        self._below = Span(0, self._next_heading())
        self._above: dict[tuple[Span, ...], int] = {}
        self._sentence: tuple[Span, tuple[list[int], list[int]]] = Span(0, 0), ([0], [0])

    def read(self, measures: Iterable[Span]) -> list[str]:
        """The topics of measures, given in order."""
        scored, near, last = [], [], None
        for measure, place in self.places(measures):
            scored.append(unpacked(self._topics.bias + self._of_headings(place) + self._around(measure, place)))
            near.append(_nearness(last, place))
            last = place
        return self._topics.best_path(scored, near)

    def places(self, measures: Iterable[Span]) -> Iterator[tuple[Span, Place]]:
        """Measures, given in order, each with its place."""
        last: Place | None = None
        for measure in measures:
            start = measure.start
            self._go_to(start)
            if last and start < last.sentence.end:
                last = Place(last.sentence, last.paragraph, self._headings, self._below)
            else:
                last = Place(self._scan.sentence_at(start), self._scan.paragraph_at(start), self._headings, self._below)
            yield measure, last

    def _around(self, measure: Span, place: Place) -> int:
        """What the sentence says: the measure, its last characters, its clause, what stands before and after it."""
        total = 0
        singles, pairs = self._letters_of(place.sentence)
        first = place.sentence.start
        for source, (start, end) in near_parts(self._scan.text, measure, place.sentence):
            weight, letters = self._topics.shares[source]
            total += weight * self.said(start, end)
            if letters and start < end <= place.sentence.end:
                total += letters * (
                    singles[end - first] - singles[start - first] + pairs[end - first - 1] - pairs[start - first]
                )
        return total

    def _letters_of(self, sentence: Span) -> tuple[list[int], list[int]]:
        if self._sentence[0] != sentence:
            self._sentence = sentence, self._topics.running(self._scan.text[sentence.start : sentence.end])
        return self._sentence[1]

    def _of_headings(self, place: Place) -> int:
        """What the headings and the section say: the same for all measures below a heading."""
        if place.headings not in self._above:
            weight, _ = self._topics.shares["section"]
            total = weight * self.said(*place.section) if place.headings else 0
            for source, text in far_parts(self._scan, place):
                weight, letters = self._topics.shares[source]
                words, said = self._topics.said(text)
                total += weight * words + letters * said
            self._above[place.headings] = total
        return self._above[place.headings]

    def _go_to(self, position: int) -> None:
        """Finds the headings above ``position``; positions must be asked for in order."""
        at = self._at
        while at < len(self._sections) and self._sections[at].heading.start <= position:
            section = self._sections[at]
            self._path = [*(s for s in self._path if s.level < section.level), section]
            at += 1
        if at > self._at:
            self._at, self._headings = at, tuple(section.heading for section in self._path)
            self._below = Span(self._path[-1].heading.end, self._next_heading())

    def _next_heading(self) -> int:
        return self._sections[self._at].heading.start if self._at < len(self._sections) else len(self._scan.text)

    def said(self, start: int, end: int) -> int:
        """What the words that begin in ``[start, end)`` say."""
        first = bisect_left(self._starts, start)
        return self._words[bisect_left(self._starts, end, first)] - self._words[first]


def near_parts(text: str, measure: Span, sentence: Span) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The parts of a sentence as a measure in it sees them, each under its name in ``topic_sources.csv``."""
    start, end = measure
    first, last = sentence.start, max(end, sentence.end)
    comma = _COMMA.search(text, end, last)
    opening = max(text.rfind(sign, first, start) for sign in "，；：,;") + 1
    return (
        ("tail", (max(start, end - _TAIL), end)),
        ("measure", (start, end)),
        ("clause", (max(opening, first), comma.start() if comma else last)),
        ("before", (max(first, start - _LOOK_BACK), start)),
        ("after", (end, last)),
    )


def far_parts(scan: Scan, place: Place) -> Iterator[tuple[str, str]]:
    """The headings above a measure, or the document's title, each under its name in ``topic_sources.csv``."""
    texts = [scan.text[start:end] for start, end in place.headings]
    if texts:
        yield "heading", texts[-1]
    if len(texts) > 1:
        yield "outer", texts[-2]
    yield "title", texts[0] if texts else scan.metadata.title or ""


def _packed(numbers: Iterable[int]) -> int:
    """Numbers, which may be negative, as lanes of one; sums of such are the lanes of the sums."""
    return sum(number << (_LANE * lane) for lane, number in enumerate(numbers))


def unpacked(lanes: int) -> Scores:
    """The scores of the topics out of their lanes, in log-odds."""
    numbers = _LANES.unpack((lanes + _HALVES).to_bytes(_LANES.size, "little"))
    return [(number - _HALF) / (_UNIT * _HUNDRED) for number in numbers]
