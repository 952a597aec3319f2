"""TIME: dates, periods, lengths of time and recurrences, with ISO 8601 values.

:mod:`nlp_oldcadre.extract.time_rules` lists what a text may mean; here the longest reading of overlapping ones is
taken, names are left alone, and years that the text leaves out are supplied from what stands before or the document's date.
Periods without an anchor in the calendar (近日, 目前, 疫情期间) match no rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from nlp_oldcadre.extract.quoting import idioms, name_quotes
from nlp_oldcadre.extract.scan import Scan, merge
from nlp_oldcadre.extract.time_anchors import Resolver
from nlp_oldcadre.extract.time_reading import Reading
from nlp_oldcadre.extract.time_rules import readings
from nlp_oldcadre.model import Mention, Span, TimeValue

# What names a time without an anchor in the calendar; looked for only where somebody asks why it is none.
_VAGUE = re.compile(
    "目前|当前|近日|日前|近期|近年来?|近几年|多年来|几年来|长期以来|一直以来|截至目前|不久前|如今|早年|晚年|平时|节假日|历年|常年"
    "|[\u4e00-\u9fff]{2}期间|第[一二三四五六七八九十\\d]{1,3}[年天个月]|[5-9]0后|\\d{1,3}周年|\\d{1,3}岁"
)


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
    resolver = Resolver(scan)
    candidates = list(readings(scan.text, scan.tables))
    kept: list[Mention] = []
    for reading in longest(candidates):
        if _is_hidden(scan, titles, names, reading):
            scan.reject("TIME", reading.start, reading.end, f"time.{reading.rule}", "inside")
        elif resolver.is_loose(reading):
            scan.reject("TIME", reading.start, reading.end, f"time.{reading.rule}", "unanchored")
        else:
            value = TimeValue(resolver.value(reading))
            kept.append(Mention("TIME", reading.start, reading.end, value, rule=f"time.{reading.rule}"))
    if scan.rejected is not None:
        _trace(scan, candidates, kept)
    yield from kept


def _trace(scan: Scan, candidates: Iterable[Reading], kept: list[Mention]) -> None:
    """Why the other readings lost, and words of time that are none."""
    starts = [mention.start for mention in kept]

    def winner(start: int, end: int) -> Mention | None:
        index = bisect_left(starts, end) - 1
        return kept[index] if index >= 0 and kept[index].end > start else None

    for reading in candidates:
        if (by := winner(reading.start, reading.end)) and by.span != (reading.start, reading.end):
            scan.reject("TIME", reading.start, reading.end, f"time.{reading.rule}", "overlap", by=by)
    for match in _VAGUE.finditer(scan.text):
        if not winner(*match.span()):
            reason = "ordinal" if match[0][0] == "第" else "unanchored"
            scan.reject("TIME", *match.span(), "time.vague", reason)


def _is_hidden(scan: Scan, titles: list[Span], names: list[Span], reading: Reading) -> bool:
    """Whether it stands in a title, an idiom, or a quoted name other than “十三五”, “七一” and their like."""
    if scan.is_inside(reading.start, titles):
        return True
    return reading.rule not in {"plan", "festival"} and scan.is_inside(reading.start, names)


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
