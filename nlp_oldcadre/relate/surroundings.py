"""Where an amount stands: its clause, its sentence, its paragraph, its heading, and the mentions in each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from sys import maxsize

from nlp_oldcadre.model import Document, Mention, Section, Span

_SENTENCE_END = "。！？\n"
_CLAUSE_END = re.compile("[，；。！？：\n]")
# No sentence of these texts is longer; a text without marks must not make what is read of it quadratic.
_REACH = 400
_DEEPEST = 8


class Surroundings:
    """The document around a position.

    Examples
    --------
    >>> around = Surroundings(Document.from_text("会议召开。全市建立驿站11个，覆盖5个县；投入资金。"))
    >>> around.text[slice(*around.sentence(10))], around.clause_start(20)
    ('全市建立驿站11个，覆盖5个县；投入资金', 15)
    """

    def __init__(self, doc: Document) -> None:
        self.doc, self.text = doc, doc.text
        # Region, programme and time of an amount all ask for its sentence.
        self._sentences: dict[int, Span] = {}
        self._by_type: dict[str, list[Mention]] = defaultdict(list)
        for mention in doc.mentions:
            self._by_type[mention.type].append(mention)
        # Each list ends with a place behind all of the text, so that there is always a next one.
        self._starts: dict[str, list[int]] = defaultdict(lambda: [maxsize])
        for kind, found in self._by_type.items():
            self._starts[kind] = [m.start for m in found]
            self._starts[kind].append(maxsize)
        self._headings = sorted(doc.sections, key=lambda s: s.heading.start)
        self._heading_starts = [s.heading.start for s in self._headings]

    def sentence(self, position: int) -> Span:
        """From the last 。！？ or line's end to the next one, without it."""
        if position not in self._sentences:
            self._sentences[position] = self._read_sentence(position)
        return self._sentences[position]

    def _read_sentence(self, position: int) -> Span:
        marks, ceiling = self._sentence_marks, min(len(self.text), position + _REACH)
        index = bisect_left(marks, position)
        end = min(marks[index], ceiling) if index < len(marks) else ceiling
        return Span(max(0, position - _REACH, marks[index - 1] + 1 if index else 0), end)

    def clause_start(self, position: int) -> int:
        """Where the clause begins that holds ``position``."""
        marks = self._clause_marks
        index = bisect_left(marks, position)
        start = marks[index - 1] + 1 if index else 0
        return start if position - start <= _REACH else position - _REACH

    def clause_end(self, position: int) -> int:
        """Where the clause ends."""
        marks = self._clause_marks
        index = bisect_left(marks, position)
        end = marks[index] if index < len(marks) else len(self.text)
        return end if end - position <= _REACH else position + _REACH

    def paragraph_start(self, position: int) -> int:
        """Where the line begins."""
        return self.text.rfind("\n", 0, position) + 1

    def holds(self, kind: str) -> bool:
        """Whether the document has any mention of one type."""
        return kind in self._by_type

    def between(self, kind: str, start: int, end: int) -> list[Mention]:
        """The mentions of one type that lie in ``[start, end)``."""
        starts = self._starts[kind]
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return []
        return [m for m in self._by_type[kind][first : bisect_left(starts, end, first)] if m.end <= end]

    def section(self, position: int) -> Section | None:
        """The section whose heading stands last before ``position``."""
        index = bisect_right(self._heading_starts, position) - 1
        return self._headings[index] if index >= 0 else None

    def first_heading_below(self, section: Section) -> int:
        """Where the first heading under a title stands, else where its text ends."""
        index = bisect_right(self._heading_starts, section.heading.start)
        return min(self._heading_starts[index], section.body.end) if index < len(self._heading_starts) else section.body.end

    def sections(self, position: int) -> list[Section]:
        """The sections that hold ``position``, the innermost first."""
        innermost = bisect_right(self._heading_starts, position) - 1
        return self._enclosing[innermost] if innermost >= 0 else []

    @cached_property
    def _enclosing(self) -> list[list[Section]]:
        """For each heading its section and those around it."""
        return [self._around(section) for section in self._headings]

    def _around(self, section: Section) -> list[Section]:
        out = [section]
        while section.parent is not None and len(out) < _DEEPEST:
            section = self.doc.sections[section.parent]
            out.append(section)
        return out

    @cached_property
    def has_note(self) -> bool:
        """Whether the text says anywhere as of when its numbers are (数据截至)."""
        return "数据截" in self.text

    @cached_property
    def _clause_marks(self) -> list[int]:
        return [match.start() for match in _CLAUSE_END.finditer(self.text)]

    @cached_property
    def _sentence_marks(self) -> list[int]:
        return [at for at in self._clause_marks if self.text[at] in _SENTENCE_END]
