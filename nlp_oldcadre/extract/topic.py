"""The topic of a measure: what its own words say, then those around it, then the headings that it stands under."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import Section, Span
from nlp_oldcadre.tables import Tables

Scores = dict[str, float]
_LOOK_BACK = 300
_FALLBACK = "contribution"


@dataclass(frozen=True, slots=True)
class _TopicWord:
    """A word that speaks for a topic; a word may stand in several rows."""

    word: str
    topic: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Source:
    """How much a part of the document counts for the topic of a measure in it."""

    source: str
    weight: Decimal


class Said(NamedTuple):
    """A word, where it begins, and the topics that it speaks for."""

    start: int
    word: str
    topics: tuple[tuple[str, int], ...]


class Topics:
    """Scores texts by the words of ``topics.csv``.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> Topics.of(load_tables()).best([("object", "老年大学新校区")])
    'culture'
    """

    def __init__(self, tables: Tables) -> None:
        words: dict[str, tuple[tuple[str, int], ...]] = {}
        for row in tables.rows("topics", _TopicWord):
            # A word of weight 0 only keeps the words inside it from counting (干部 in 老干部).
            words[row.word] = (*words.get(row.word, ()), *([(row.topic, row.weight)] if row.weight else []))
        self._matcher = Matcher(words)
        self._weights = {row.source: float(row.weight) for row in tables.rows("topic_sources", _Source)}

    @classmethod
    def of(cls, tables: Tables) -> Topics:
        """The topics of these tables, compiled once."""
        topics: Topics = tables.keep(cls, lambda: cls(tables))
        return topics

    def scores(self, text: str) -> Scores:
        """What the words of one text say for each topic, every word counted once."""
        return add_up(self.words(text))

    def words(self, text: str) -> list[Said]:
        """The words of a text that say something, in order."""
        return [Said(start, text[start:end], topics) for start, end, topics in self._matcher.find(text)]

    def best(self, sources: Iterable[tuple[str, str]]) -> str:
        """The topic for which the sources, pairs of kind and text, say most."""
        return self.choose((kind, self.scores(text)) for kind, text in sources)

    def choose(self, scored: Iterable[tuple[str, Scores]]) -> str:
        """As :meth:`best`, of scores already known."""
        total: Scores = {}
        for kind, scores in scored:
            weight = self._weights[kind]
            for topic, score in scores.items():
                total[topic] = total.get(topic, 0.0) + weight * score
        return max(sorted(total), key=lambda topic: total[topic], default=_FALLBACK)


def add_up(words: Iterable[Said]) -> Scores:
    """What words say for each topic, each counted once, and no topic more than twice its strongest word."""
    out: dict[str, list[int]] = {}
    for topics in {said.word: said.topics for said in words}.values():
        for topic, weight in topics:
            out.setdefault(topic, []).append(weight)
    return {topic: float(min(sum(weights), 2 * max(weights))) for topic, weights in out.items()}


class TopicReader:
    """Topics of places in one document; what headings, paragraphs and sentences say is counted once each."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._topics = Topics.of(scan.tables)
        self._known: dict[Span, Scores] = {}
        self._words = self._topics.words(scan.text)
        self._starts = [word.start for word in self._words]
        self._sections = [s for s in scan.sections if s.heading.start < s.heading.end]
        self._at = 0
        self._path: list[Section] = []

    def of(self, measure: Span, obj: str) -> str:
        """The topic of the measure at this span; measures must be asked for in order."""
        return self._topics.choose(self.sources(measure, obj))

    def sources(self, measure: Span, obj: str) -> list[tuple[str, Scores]]:
        """What each part of the document says for each topic."""
        scan = self._scan
        out = [("object", self._topics.scores(obj)), ("measure", self._score(measure))]
        sentence = scan.sentence_at(measure.start)
        out.append(("before", self._score(Span(max(sentence.start, measure.start - _LOOK_BACK), measure.start))))
        out.append(("sentence", self._score(sentence)))
        out.append(("paragraph", self._score(scan.paragraph_at(measure.start))))
        path = self._headings(measure.start)
        out.extend((name, self._score(s.heading)) for name, s in zip(("heading", "outer"), reversed(path), strict=False))
        out.append(("title", self._score(path[0].heading) if path else self._topics.scores(scan.metadata.title or "")))
        return out

    def _headings(self, position: int) -> list[Section]:
        """The headings above ``position``, the widest first."""
        while self._at < len(self._sections) and self._sections[self._at].heading.start <= position:
            section = self._sections[self._at]
            self._path = [*(s for s in self._path if s.level < section.level), section]
            self._at += 1
        return self._path

    def _score(self, span: Span) -> Scores:
        if span not in self._known:
            first, last = (bisect_left(self._starts, at) for at in span)
            self._known[span] = add_up(self._words[first:last])
        return self._known[span]
