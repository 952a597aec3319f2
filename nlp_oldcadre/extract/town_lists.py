"""Lists of townships by their short names that the gazetteer has, all of one county: 走遍甲、乙、丙三镇, 甲、乙等 5 个乡镇."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.time_reading import number
from nlp_oldcadre.model import Mention, RegionValue, Span

_SUFFIX = re.compile("[镇乡街]|(?<=等)地")
_KIND = re.compile("(?:乡镇街道|乡镇|镇街|街镇|镇乡|街道|镇|乡)(?![长村])|地(?![区级市处方位])")
# How many there are: 等 5 个, 三, 等.
_COUNT = re.compile("(等)?[ \u3000]?(?:([0-9]{1,2}|[两三四五六七八九十]{1,3})|[多几])?[ \u3000]?个?$")
_COUNT_LENGTH = 8
_LONGEST_NAME = 5
# 甲、乙两处驿站: what stands in towns of the text's own county.
_PLACES = re.compile("([两三四五六七八九])[处所家座个](?![月年县市区省百千万乡镇街]|多)")
_MOST = 20
_KINDS = ("镇", "乡", "街道")


def find(scan: Scan, known: Iterable[Mention]) -> list[Mention]:
    """The members of such lists; none where no county has them all."""
    text = scan.text
    if "镇" not in text and "乡" not in text and "街道" not in text and "等地" not in text:
        return list(_by_places(scan))
    found: list[Mention] = list(_by_places(scan))
    known = list(known)
    named = {m.value.adcode for m in known if isinstance(m.value, RegionValue) and m.value.adcode}
    ends = {m.end for m in known}
    for suffix in _SUFFIX.finditer(text):
        end = suffix.start()
        if "、" not in text[max(0, end - _COUNT_LENGTH - _LONGEST_NAME) : end] or not _KIND.match(text, end):
            continue
        count = _COUNT.search(text, max(0, end - _COUNT_LENGTH), end)
        # 徐州、宿迁等地 are no towns.
        if text[end] == "地" and end - 1 in ends:
            continue
        if count and not scan.is_inside(end, scan.closed):
            found += _members(scan, count, named)
    return found


def _by_places(scan: Scan) -> Iterator[Mention]:
    """Towns of the text's own county that a count of places follows, where all of them are such towns."""
    home = scan.metadata.adcode
    if home is None or scan.regions.level(home) != "county":
        return
    for match in _PLACES.finditer(scan.text):
        end = match.start()
        items = _items(scan.text, end) if "、" in scan.text[max(0, end - _LONGEST_NAME) : end] else []
        if len(items) != number(match[1]) or scan.is_inside(end - 1, scan.closed):
            continue
        firsts = (span for span in _first_spans(items[0]) if home in _counties_with(scan, span))
        if all(home in _counties_with(scan, item) for item in items[1:]) and (first := next(firsts, None)):
            yield from (Mention("REGION", *span, RegionValue(home), "township") for span in (first, *items[1:]))


def _members(scan: Scan, count: re.Match[str], named: set[str]) -> list[Mention]:
    """The list's members before the count, in the county that has towns of all these names."""
    items = _items(scan.text, count.start())
    wanted = None if count[1] or not count[2] else number(count[2])
    if len(items) < 2 or (wanted is not None and wanted != len(items)):
        return []
    codes = set.intersection(*(_counties_with(scan, item) for item in items[1:]))
    for first in _first_spans(items[0]) if codes else ():
        if (both := codes & _counties_with(scan, first)) and (code := _likeliest(scan, both, named, len(items))):
            return [Mention("REGION", *span, RegionValue(code), "township") for span in (first, *items[1:])]
    return []


def _likeliest(scan: Scan, codes: set[str], named: set[str], size: int) -> str | None:
    """The text's own county, one that it names, one of its prefecture or province; else a long list's only one."""
    home = scan.metadata.adcode
    if home in codes:
        return home
    for some in (codes & named, {c for c in codes if home and scan.regions.contains(home, c)}):
        if some:
            return min(some)
    above = {c for c in codes if any(scan.regions.contains(n, c) for n in named)}
    return min(above) if len(above) == 1 or (above and size > 2) else None


def _items(text: str, end: int) -> list[Span]:
    """What the points divide before ``end``; the first reaches back as far as a name can."""
    items: list[Span] = []
    while len(items) < _MOST:
        at = text.rfind("、", max(0, end - _LONGEST_NAME - 1), end)
        if at < 0:
            items.append(Span(max(0, end - _LONGEST_NAME), end))
            break
        items.append(Span(at + 1, end))
        end = at
    return items[::-1]


def _first_spans(span: Span) -> Iterator[Span]:
    """What the first member's name may be, the longest first."""
    for start in range(span.start, span.end - 1):
        yield Span(start, span.end)


def _counties_with(scan: Scan, span: Span) -> set[str]:
    """The counties that have a town of that short name."""
    name, towns = scan.text[span.start : span.end], scan.regions.townships
    return {region.adcode for kind in _KINDS for region in towns.get(name + kind, ())}
