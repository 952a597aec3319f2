"""TIME: dates, periods, lengths of time and recurrences, with ISO 8601 values.

:mod:`nlp_oldcadre.extract.time_rules` lists what a text may mean; here the longest reading of overlapping ones is
taken, names are left alone, and years that the text leaves out are supplied from what stands before or the document's date.
Periods without an anchor in the calendar (近日, 目前, 疫情期间) match no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from nlp_oldcadre.extract.moments import Calendar, Moment, end_point
from nlp_oldcadre.extract.quoting import idioms, name_quotes
from nlp_oldcadre.extract.scan import Scan, merge
from nlp_oldcadre.extract.time_rules import Reading, readings
from nlp_oldcadre.model import Mention, Span, TimeValue

_PLANNED = re.compile("将(?!近)|拟|计划|预计|争取|力争|确保|下一步")
_TITLE_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def find(scan: Scan) -> Iterator[Mention]:
    """Mentions of time, without those inside 《》 or inside a quoted name.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "自2012年以来，支部连续8年举办活动，每年捐款。“十三五”期间。"
    >>> [(text[m.start:m.end], m.value.value) for m in find(Scan(Document.from_text(text), load_tables()))]
    [('自2012年以来', '2012/..'), ('连续8年', 'P8Y'), ('每年', 'R/P1Y'), ('十三五', '2016/2020')]
    """
    titles = merge([*scan.titles, *scan.covered("DOCUMENT")])
    names = merge([*name_quotes(scan), *idioms(scan)])
    resolver = _Resolver(scan)
    for reading in longest(readings(scan.text, scan.tables)):
        if not _is_hidden(scan, titles, names, reading):
            value = resolver.value(reading)
            yield Mention("TIME", reading.start, reading.end, TimeValue(value), rule=f"time.{reading.rule}")


def _is_hidden(scan: Scan, titles: list[Span], names: list[Span], reading: Reading) -> bool:
    """Whether it stands in a title, an idiom, or a quoted name other than “十三五”, “七一” and their like."""
    if scan.is_inside(reading.start, titles):
        return True
    return reading.rule not in {"plan", "festival"} and scan.is_inside(reading.start, names)


class _Resolver:
    """Gives readings their values, in the order of the text: a year carries on within its paragraph."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._calendar = Calendar(scan.tables, _document_date(scan))
        self._is_plan = scan.metadata.genre == "circular"
        self._title_year = _title_year(scan)
        self._year: int | None = None
        self._paragraph = Span(0, 0)
        self._sentence = Span(0, 0)
        self._planned_from: int | None = None  # where a word of that sentence has said that it is a plan

    def value(self, reading: Reading) -> str | None:
        if not reading.moments:
            return reading.value
        begin, end = reading.moments[0], reading.moments[-1]
        last = self._moment(end, reading.start)
        if last is None:
            return None
        if len(reading.moments) == 1:
            return f"{end_point(last, last=False)}/.." if reading.is_open else last
        # Where no year is said, both ends are in the year that the second one falls into.
        begin = begin if begin.year is not None else begin._replace(year=int(last[:4]), relative=None)
        first = self._moment(begin, reading.start)
        self._year = int(last[:4])
        return first and f"{end_point(first, last=False)}/{end_point(last, last=True)}"

    def _moment(self, moment: Moment, position: int) -> str | None:
        moment = self._with_year(moment)
        if moment.year is not None:
            self._year, self._paragraph = moment.year, self._scan.paragraph_at(position)
            return self._calendar.value(moment)
        if moment.relative is not None:
            return None
        planned = self._is_planned(position)
        if self._year is not None and self._paragraph.start <= position < self._paragraph.end:
            carried = self._calendar.value(moment._replace(year=self._year))
            if carried and (planned or not self._calendar.is_later(carried)):
                return carried
        if self._calendar.today is None and self._title_year is not None:
            moment = moment._replace(year=self._title_year)
        return self._calendar.value(moment, planned=planned)

    def _with_year(self, moment: Moment) -> Moment:
        """今年, 去年 by the document's date; 同年, 次年 by the year named last."""
        if moment.relative is None:
            return moment
        if moment.relative in {"同", "当", "次", "翌"}:
            base, shift = self._year, int(moment.relative in {"次", "翌"})
        else:
            base = self._calendar.today.year if self._calendar.today else None
            shift = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}[moment.relative]
        return moment if base is None else moment._replace(year=base + shift)

    def _is_planned(self, position: int) -> bool:
        sentence = self._scan.sentence_at(position)
        if sentence != self._sentence:
            match = _PLANNED.search(self._scan.text, *sentence)
            self._sentence, self._planned_from = sentence, match.end() if match else None
        return self._is_plan or (self._planned_from is not None and self._planned_from <= position)


def _document_date(scan: Scan) -> date | None:
    try:
        return date.fromisoformat(scan.metadata.date or "")
    except ValueError:
        return None


def _title_year(scan: Scan) -> int | None:
    """The year of a plan or summary that is not dated but named for its year (2020年工作要点)."""
    match = _TITLE_YEAR.search(scan.metadata.title or "")
    return int(match[0]) if match else None


def longest(candidates: Iterable[Reading]) -> list[Reading]:
    """Candidates without overlap, in order: of two that overlap the longer one stays, then the earlier."""
    taken: list[Reading] = []
    group: list[Reading] = []
    reach = 0
    for found in sorted(candidates, key=lambda f: (f.start, -f.end)):
        if group and found.start >= reach:
            taken += _best(group)
            group = []
        group.append(found)
        reach = max(reach, found.end)
    return taken + _best(group)


def _best(group: list[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for found in sorted(group, key=lambda f: (f.start - f.end, f.start)):
        if all(found.end <= k.start or k.end <= found.start for k in kept):
            kept.append(found)
    return sorted(kept)
