"""Measures: what was done or is to be done, each one verb phrase with something to point at.

Reading guide. :mod:`clauses` hides names and cuts the text at commas; :mod:`measure_phrase` makes a phrase of every verb of the
lexicon, with its object's end (:mod:`measure_object`) and the features that speak for or against it; here a linear model adds
their weights (``measure_weights.csv``) and the phrases that pass are taken from left to right, without overlap.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlp_oldcadre.extract.clauses import clauses, masked
from nlp_oldcadre.extract.measure_called import Called
from nlp_oldcadre.extract.measure_heads import head_object, head_verb
from nlp_oldcadre.extract.measure_phrase import Phrase, Phrases
from nlp_oldcadre.extract.measure_terms import Terms
from nlp_oldcadre.extract.measure_values import Statuses
from nlp_oldcadre.extract.scan import Scan, merge
from nlp_oldcadre.extract.topic import TopicReader
from nlp_oldcadre.model import MeasureValue, Mention, Span
from nlp_oldcadre.tables import Tables

# Lines of a table of contents, subtitles, attachments and the line that names the publisher: the structure doesn't list them.
_LISTED = re.compile(
    r"^[ \t]*(?:[-•●·*■◆◇▲★]|——)[^。；\n]*$|"
    r"^[ \t　]*附(?:件|表)?\d*[：:].*(?:\n[ \t　]*\d{1,2}[.．、][^。；\n]*)*$|"
    r"^[^。，；\n]{2,50}(?:编印|印发|主办|编发|主编)[ 　]*(?:\d{4}年[ ]?\d{1,2}月[ ]?\d{1,2}日)?(?:印发)?$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Weight:
    """A feature's weight in log-odds; ``prior`` is what it was expected to be before any text was read, and pulls it there."""

    feature: str
    prior: Decimal
    weight: Decimal


class Judge:
    """The linear model that decides whether a phrase is a measure."""

    def __init__(self, tables: Tables) -> None:
        self.weights = {row.feature: float(row.weight) for row in tables.rows("measure_weights", _Weight)}
        threshold = float(tables.record("measure_model")["threshold"])
        #: The log-odds of the threshold.
        self.least = math.log(threshold / (1 - threshold))

    @classmethod
    def of(cls, tables: Tables) -> Judge:
        """The model of these tables."""
        judge: Judge = tables.keep(cls, lambda: cls(tables))
        return judge

    def odds(self, phrase: Phrase) -> float:
        """The log-odds that the phrase is a measure; a feature without a row weighs nothing."""
        weights = self.weights
        return weights["bias"] + sum([weights[feature] for feature in phrase.features if feature in weights])


def find(scan: Scan) -> Iterator[Mention]:
    """Every measure of the document.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "市委老干部局出台管理办法，组建志愿服务队12支，不断凝聚强大合力。"
    >>> [text[m.start:m.end] for m in find(Scan(Document.from_text(text), load_tables()))]
    ['出台管理办法', '组建志愿服务队12支']
    """
    mask = masked(scan)
    chosen = list(_chosen(scan, mask))
    found = []
    for (phrase, odds), value in zip(chosen, _values(scan, mask, [phrase for phrase, _ in chosen]), strict=True):
        found.append(
            Mention("MEASURE", phrase.start, phrase.end, value, rule=_rule(phrase), score=round(_probability(odds), 3))
        )
    if scan.rejected is not None:
        _tell_losers(scan, mask, found)
    yield from found


def _values(scan: Scan, mask: str, phrases: list[Phrase]) -> Iterator[MeasureValue]:
    """The attributes of measures, which stand in order."""
    statuses, terms, named = Statuses(scan), Terms(scan), scan.mentions("PROGRAM", "DOCUMENT")
    starts = [m.start for m in named]
    objects = []
    for phrase in phrases:
        first = bisect_left(starts, phrase.object.start)
        objects.append(head_object(scan, mask, phrase, named[first : bisect_left(starts, phrase.object.end, first)]))
    spans = [Span(phrase.start, phrase.end) for phrase in phrases]
    topics, called = TopicReader(scan).read(spans), Called.of(scan.tables)
    for phrase, obj, topic in zip(phrases, objects, topics, strict=True):
        due = terms.deadline(phrase)
        status = statuses.of(phrase, due=due)
        binding, served = terms.strength(phrase, status), terms.beneficiaries(phrase)
        yield MeasureValue(status, topic, head_verb(called, phrase), obj, binding, due, served)


def _chosen(scan: Scan, mask: str) -> Iterator[tuple[Phrase, float]]:
    """Phrases that pass, with their log-odds, from left to right.

    Of two that begin together, or where a later verb's object begins earlier (将建设计划报送…: 建设 and 报送), it is the more
    probable one.
    """
    judge, phrases = Judge.of(scan.tables), Phrases(scan, mask)
    best: tuple[Phrase, float] | None = None
    free = 0
    for clause in clauses(mask, skipped(scan)):
        for phrase in phrases.of(clause):
            odds = judge.odds(phrase)
            if odds < judge.least:
                continue
            if best and phrase.start >= best[0].end:
                yield best
                free, best = best[0].end, (phrase, odds)
            elif best is None or (free <= phrase.start <= best[0].start and odds > best[1]):
                best = phrase, odds
            phrases.taken = best[0].end
    if best:
        yield best


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _rule(phrase: Phrase) -> str:
    """The row of the verb; one that no row lists stands by the model's weights alone."""
    verb = phrase.head.verbs[0]
    return "measure_weights.csv:verb=open" if verb.group == "open" else f"measure_verbs.csv:{verb.verb}"


def _tell_losers(scan: Scan, mask: str, found: list[Mention]) -> None:
    """Notes the phrases that became no measure: those that the model held improbable, and those that overlap a measure."""
    judge, phrases = Judge.of(scan.tables), Phrases(scan, mask)
    kept, starts = {m.span for m in found}, [m.start for m in found]
    for clause in clauses(mask, skipped(scan)):
        for phrase in phrases.of(clause):
            if (phrase.start, phrase.end) in kept:
                continue
            near = found[max(0, bisect_left(starts, phrase.end) - 1)] if found else None
            winner = near if near and near.start < phrase.end and phrase.start < near.end else None
            fails = judge.odds(phrase) < judge.least
            if fails or winner:
                reason, by = ("score", None) if fails else ("overlap", winner)
                scan.reject("MEASURE", phrase.start, phrase.end, _rule(phrase), reason, by=by)


def skipped(scan: Scan) -> list[Span]:
    """Headings, and lines of a table of contents."""
    headings = [s.heading for s in scan.sections if s.heading.start < s.heading.end]
    return merge([*headings, *(Span(*m.span()) for m in _LISTED.finditer(scan.text) if m.start() < m.end())])
