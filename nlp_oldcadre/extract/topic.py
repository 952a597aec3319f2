"""The topics of measures: what the words of each say, those around it, the headings above it, and its neighbours' topics."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import Section, Span
from nlp_oldcadre.tables import Tables

# One number a topic, in the order of :attr:`Topics.names`; and numbers for some of them, with their places in that order.
Scores = list[float]
Votes = Sequence[tuple[int, int]]
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


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A word and the topics that it speaks for; compared by identity, since each word has one object.

    ``votes`` says the same as ``topics`` with the places of the topics in :attr:`Topics.names`.
    """

    topics: tuple[tuple[str, int], ...]
    votes: Votes


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
        self.weights = {row.source: float(row.weight) for row in tables.rows("topic_sources", _Source)}
        # The fallback comes first: of topics with the same score the first is taken.
        known = {topic for topics in words.values() for topic, _ in topics}
        self.names = [_FALLBACK, *sorted(known - {_FALLBACK})]
        self.nothing: Scores = [0.0] * len(self.names)
        self._matcher = Matcher({word: self._said(topics) for word, topics in words.items()})

    @classmethod
    def of(cls, tables: Tables) -> Topics:
        """The topics of these tables, compiled once."""
        topics: Topics = tables.keep(cls, lambda: cls(tables))
        return topics

    def _said(self, topics: tuple[tuple[str, int], ...]) -> Said:
        return Said(topics, tuple((self.names.index(topic), weight) for topic, weight in topics))

    def words(self, text: str) -> list[Said]:
        """The words of a text that say something, in order."""
        return [said for _, said in self.places(text)]

    def places(self, text: str) -> list[tuple[int, Said]]:
        """The words of a text that say something, each after the position where it begins."""
        return [(start, said) for start, _, said in self._matcher.find(text) if said.votes]

    def votes(self, words: list[Said]) -> Votes:
        """What words say for each topic, each counted once, and no topic more than twice its strongest word."""
        if len(words) < 2:
            return words[0].votes if words else ()
        total: dict[int, int] = {}
        strongest: dict[int, int] = {}
        for word in set(words):
            for topic, weight in word.votes:
                total[topic] = total.get(topic, 0) + weight
                if weight > strongest.get(topic, 0):
                    strongest[topic] = weight
        # Weights are whole numbers: their sums don't depend on the order.
        return [(topic, min(weight, 2 * strongest[topic])) for topic, weight in total.items()]

    def scores(self, text: str) -> Scores:
        """What the words of one text say for each topic."""
        scores = self.nothing.copy()
        _add(scores, self.votes(self.words(text)), 1.0)
        return scores

    def best(self, sources: Iterable[tuple[str, str]]) -> str:
        """The topic for which the sources, pairs of kind and text, say most."""
        scored = [(self.weights[kind], self.scores(text)) for kind, text in sources]
        return self.best_path([[sum(w * s[i] for w, s in scored) for i in range(len(self.names))]], ["elsewhere"])[0]

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
        return [self.names[topic] for topic in reversed(path)]


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
        self._known: dict[Span, Votes] = {}
        places = self._topics.places(scan.text)
        self._starts = [start for start, _ in places]
        self._words = [word for _, word in places]
        self._sections = [s for s in scan.sections if s.heading.start < s.heading.end]
        self._at = 0
        self._path: list[Section] = []
        self._headings: tuple[Span, ...] = ()
        self._objects: dict[str, Votes] = {}
        self._contexts: dict[int, Scores] = {}
        self._title = self._topics.votes(self._topics.words(scan.metadata.title or ""))

    def read(self, measures: list[tuple[Span, str]]) -> list[str]:
        """The topics of measures, given in order with their objects."""
        scored, near, last = [], [], None
        for measure, obj in measures:
            place = self._place(measure.start, last)
            scored.append(self._scores(measure, obj, place))
            near.append(_nearness(last, place))
            last = place
        return self._topics.best_path(scored, near)

    def _place(self, position: int, last: _Place | None) -> _Place:
        headings = self._headings_above(position)
        if last and position < last.sentence.end:
            return _Place(last.sentence, last.paragraph, headings)
        return _Place(self._scan.sentence_at(position), self._scan.paragraph_at(position), headings)

    def _scores(self, measure: Span, obj: str, place: _Place) -> Scores:
        """What speaks for each topic: the context, the object, the measure, its sentence up to it."""
        start, weights = measure.start, self._topics.weights
        scores = self._context(place).copy()
        _add(scores, self._of_object(obj, measure), weights["object"])
        _add(scores, self._said(start, measure.end), weights["measure"])
        _add(scores, self._said(max(place.sentence.start, start - _LOOK_BACK), start), weights["before"])
        return scores

    def _context(self, place: _Place) -> Scores:
        """What sentence, paragraph and headings say together: the same for all measures of a sentence."""
        at = place.sentence.start
        if at not in self._contexts:
            self._contexts[at] = self._around(place)
        return self._contexts[at]

    def _around(self, place: _Place) -> Scores:
        path, weights = place.headings, self._topics.weights
        scores = self._topics.nothing.copy()
        _add(scores, self._said(*place.sentence), weights["sentence"])
        _add(scores, self._known_of(place.paragraph), weights["paragraph"])
        if path:
            _add(scores, self._known_of(path[-1]), weights["heading"])
        if len(path) > 1:
            _add(scores, self._known_of(path[-2]), weights["outer"])
        _add(scores, self._known_of(path[0]) if path else self._title, weights["title"])
        return scores

    def _of_object(self, obj: str, measure: Span) -> Votes:
        """What the object says; where it is a name that the measure has in another form, the name is read."""
        at = self._scan.text.find(obj, measure.start, measure.end) if obj else measure.end
        if at >= 0:
            return self._said(at, at + len(obj))
        if obj not in self._objects:
            self._objects[obj] = self._topics.votes(self._topics.words(obj))
        return self._objects[obj]

    def _headings_above(self, position: int) -> tuple[Span, ...]:
        """The headings above ``position``, the widest first; positions must be asked for in order."""
        at = self._at
        while at < len(self._sections) and self._sections[at].heading.start <= position:
            section = self._sections[at]
            self._path = [*(s for s in self._path if s.level < section.level), section]
            at += 1
        if at > self._at:
            self._at, self._headings = at, tuple(section.heading for section in self._path)
        return self._headings

    def _known_of(self, span: Span) -> Votes:
        if span not in self._known:
            self._known[span] = self._said(*span)
        return self._known[span]

    def _said(self, start: int, end: int) -> Votes:
        """What the words that begin in ``[start, end)`` say."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        return self._topics.votes(self._words[first:last])


def _add(scores: Scores, votes: Votes, weight: float) -> None:
    """Adds votes to the scores."""
    for topic, vote in votes:
        scores[topic] += weight * vote
