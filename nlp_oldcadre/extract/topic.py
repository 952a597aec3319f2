"""The topics of measures: what the words of each say, those around it, the headings above it, and its neighbours' topics."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
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
        self.weights = {row.source: float(row.weight) for row in tables.rows("topic_sources", _Source)}
        # The fallback comes first: of topics with the same score the first is taken.
        known = {topic for topics in words.values() for topic, _ in topics}
        self.names = [_FALLBACK, *sorted(known - {_FALLBACK})]

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
        total = self.total((kind, self.scores(text)) for kind, text in sources)
        return max(sorted(total), key=lambda topic: total[topic], default=_FALLBACK)

    def total(self, scored: Iterable[tuple[str, Scores]], known: Scores | None = None) -> Scores:
        """What several parts of a document say together, each by its weight, added to what is ``known``."""
        out = dict(known) if known else {}
        for kind, scores in scored:
            weight = self.weights[kind]
            for topic, score in scores.items():
                out[topic] = out.get(topic, 0.0) + weight * score
        return out

    def best_path(self, scored: list[Scores], near: list[str]) -> list[str]:
        """The topics of measures in a row that together score most, where neighbours with the same topic score more.

        Parameters
        ----------
        scored : what speaks for each topic, measure by measure.
        near : how near each stands to the one before it: a row of ``topic_sources.csv``.
        """
        if not scored:
            return []
        best = {topic: scored[0].get(topic, 0.0) for topic in self.names}
        steps: list[dict[str, str]] = []
        for scores, nearness in zip(scored[1:], near[1:], strict=True):
            top, bonus = max(self.names, key=lambda topic: best[topic]), self.weights[nearness]
            steps.append({topic: topic if best[topic] + bonus >= best[top] else top for topic in self.names})
            best = {topic: max(best[topic] + bonus, best[top]) + scores.get(topic, 0.0) for topic in self.names}
        path = [max(self.names, key=lambda topic: best[topic])]
        for step in reversed(steps):
            path.append(step[path[-1]])
        return path[::-1]


def add_up(words: Iterable[Said]) -> Scores:
    """What words say for each topic, each counted once, and no topic more than twice its strongest word."""
    total: Scores = {}
    strongest: dict[str, int] = {}
    seen: set[str] = set()
    for _, word, topics in words:
        if word in seen:
            continue
        seen.add(word)
        for topic, weight in topics:
            total[topic] = total.get(topic, 0.0) + weight
            strongest[topic] = max(strongest.get(topic, 0), weight)
    return {topic: min(score, 2.0 * strongest[topic]) for topic, score in total.items()}


class _Place(NamedTuple):
    """Where a measure stands; ``headings`` are those above it, the widest first."""

    sentence: Span
    paragraph: Span
    headings: tuple[Span, ...]


def _nearness(last: _Place | None, place: _Place) -> str:
    if last is None or last.headings != place.headings:
        return "elsewhere"
    if last.paragraph != place.paragraph:
        return "same section"
    return "same sentence" if last.sentence == place.sentence else "same paragraph"


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
        self._objects: dict[str, Scores] = {}
        self._contexts: dict[int, Scores] = {}
        self._title = self._topics.scores(scan.metadata.title or "")

    def read(self, measures: list[tuple[Span, str]]) -> list[str]:
        """The topics of measures, given in order with their objects."""
        scored, near, last = [], [], None
        for measure, obj in measures:
            place = self._place(measure.start)
            scored.append(self._topics.total(self._own(measure, obj, place), self._context(place)))
            near.append(_nearness(last, place))
            last = place
        return self._topics.best_path(scored, near)

    def _place(self, position: int) -> _Place:
        scan = self._scan
        return _Place(scan.sentence_at(position), scan.paragraph_at(position), self._headings(position))

    def _own(self, measure: Span, obj: str, place: _Place) -> Iterator[tuple[str, Scores]]:
        """What the measure says for each topic, and its sentence up to it."""
        yield "object", self._of_object(obj)
        yield "measure", self._score(measure)
        yield "before", self._score(Span(max(place.sentence.start, measure.start - _LOOK_BACK), measure.start))

    def _context(self, place: _Place) -> Scores:
        """What sentence, paragraph and headings say together: the same for all measures of a sentence."""
        at = place.sentence.start
        if at not in self._contexts:
            self._contexts[at] = self._topics.total(self._around(place))
        return self._contexts[at]

    def _around(self, place: _Place) -> Iterator[tuple[str, Scores]]:
        yield "sentence", self._score(place.sentence)
        yield "paragraph", self._score(place.paragraph)
        path = place.headings
        for name, heading in zip(("heading", "outer"), reversed(path), strict=False):
            yield name, self._score(heading)
        yield "title", self._score(path[0]) if path else self._title

    def _of_object(self, obj: str) -> Scores:
        if obj not in self._objects:
            self._objects[obj] = self._topics.scores(obj)
        return self._objects[obj]

    def _headings(self, position: int) -> tuple[Span, ...]:
        """The headings above ``position``, the widest first."""
        while self._at < len(self._sections) and self._sections[self._at].heading.start <= position:
            section = self._sections[self._at]
            self._path = [*(s for s in self._path if s.level < section.level), section]
            self._at += 1
        return tuple(section.heading for section in self._path)

    def _score(self, span: Span) -> Scores:
        if span not in self._known:
            first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
            self._known[span] = add_up(self._words[first:last]) if first < last else {}
        return self._known[span]
