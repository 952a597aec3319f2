"""Whether a statement is reported, a target or required: by the measure that holds it, the words before it, the genre."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from nlp_oldcadre.model import MeasureValue, Mention, Modality, Span
from nlp_oldcadre.relate.mention_index import MentionIndex
from nlp_oldcadre.relate.status_words import StatusWords
from nlp_oldcadre.tables import Tables

_DONE = re.compile(r"截至|截止|目前|已|累计|现有|去年|以来|先后|共有|建成|达到了")
_CLAUSE_END = re.compile("[，；。：\n]")
_REQUIRED = re.compile(r"要(?<![主重概摘]要)(?![点闻素])|必须|应当|应|须|务必|不得")


class Modalities:
    """How the text of a document puts what stands at a place; built once a document."""

    def __init__(self, index: MentionIndex, tables: Tables) -> None:
        self._index, self._text, self._genre = index, index.text, index.doc.metadata.genre
        self._words = StatusWords.of(tables)
        self._measures = [m for _, m in index.of("MEASURE")]
        self._measure_starts = [m.start for m in self._measures]
        # Where words of what is missing stand; most sentences have none.
        self._problems = [match.start() for match in self._words.problem.finditer(self._text)]
        self._with_problem = {index.sentence_at(at).start for at in self._problems}

    def of_measure(self, measure: Mention) -> Modality:
        """What a measure says of itself, unless its clause tells what is missing."""
        if _is_done(measure):
            return "reported"
        return self._outlook(measure.start, is_done=False)

    def at(self, position: int) -> Modality:
        """Whether the text reports, sets a target, or requires.

        What is missing is reported; else what a measure says of itself comes first, then the words and the measure before in
        the sentence; a circular looks ahead unless it is one that reports.
        """
        return self._outlook(position, is_done=self._is_done(position))

    def _outlook(self, position: int, *, is_done: bool) -> Modality:
        if is_done or self._is_problem(position):
            return "reported"
        start = self._index.sentence_at(position).start
        return "required" if _REQUIRED.search(self._text, start, position) else "target"

    def _is_problem(self, position: int) -> bool:
        """Whether the clause tells what is missing (仍有3个支部未换届)."""
        sentence = self._index.sentence_at(position)
        if sentence.start not in self._with_problem:
            return False
        start = max(self._text.rfind(mark, sentence.start, position) for mark in "，；：") + 1
        clause = _CLAUSE_END.search(self._text, position, sentence.end)
        start, end = max(start, sentence.start), clause.start() if clause else sentence.end
        is_named = bisect_left(self._problems, start) < bisect_left(self._problems, end)
        return is_named and not _REQUIRED.search(self._text[start:end])

    def _is_done(self, position: int) -> bool:
        start = self._index.sentence_at(position).start
        measure = self._measure_before(position)
        if measure and position < measure.end:
            return _is_done(measure)
        said = measure if measure and measure.start >= start else None
        since = said.start if said else start
        plan = 0
        for match in self._words.planned.finditer(self._text, since, position):
            plan = match.end()
        if plan or (said and not _is_done(said)):
            return bool(self._words.done_after_all.search(self._text, plan or since, position))
        if said or self._words.done.search(self._text, since, position):
            return True
        if self._genre == "circular":
            told = _DONE.search(self._text, start, position)
            return self._is_report_at(position) or bool(told and not _REQUIRED.search(self._text, start, told.start()))
        return not any(body.start <= position < body.end for body in self._ahead)

    def _measure_before(self, position: int) -> Mention | None:
        """The last measure that begins before ``position`` or there."""
        index = bisect_right(self._measure_starts, position) - 1
        return self._measures[index] if index >= 0 else None

    @cached_property
    def _ahead(self) -> list[Span]:
        return self._under(self._words.ahead_heading)

    @cached_property
    def _reports(self) -> bool:
        return bool(self._words.reporting_title.search(self._index.doc.metadata.title or ""))

    @cached_property
    def _other_parts(self) -> list[Span]:
        """What a circular that reports asks for, or the report in another."""
        return self._under(self._words.request_heading if self._reports else self._words.reporting_heading)

    def _under(self, heading: re.Pattern[str]) -> list[Span]:
        return [s.body for s in self._index.doc.sections if heading.search(self._text[s.heading.start : s.heading.end])]

    def _is_report_at(self, position: int) -> bool:
        """Whether this part of a circular reports."""
        if any(body.start <= position < body.end for body in self._ahead):
            return False
        return self._reports != any(body.start <= position < body.end for body in self._other_parts)


def _is_done(measure: Mention) -> bool:
    return isinstance(measure.value, MeasureValue) and measure.value.status == "done"
