"""Points of time and ranges between them: one generator a pattern, overlaps and all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nlp_oldcadre.extract import time_grammar as grammar
from nlp_oldcadre.extract.moments import Moment
from nlp_oldcadre.extract.time_reading import Reading, number
from nlp_oldcadre.matching import find_at, places_of

_PARTS = {
    "上": "H1",
    "下": "H2",
    "初": "start",
    "底": "end",
    "末": "end",
    "终": "end",
    "全": "year",
    "内": "year",
    "暑": "summer",
    "寒": "year",
    "春": "spring",
    "夏": "midsummer",
    "秋": "autumn",
    "冬": "year",
}
# Days of the lunar calendar that are festivals.
_LUNAR = {"正初一": "春节", "正十五": "元宵节", "五初五": "端午节", "八十五": "中秋节", "九初九": "重阳节"}
# Years of two digits: up to this one of our century.
_LAST_SHORT_YEAR = 39


def points(text: str, point: re.Pattern[str], festival: re.Pattern[str], opening: re.Pattern[str]) -> Iterator[Reading]:
    """Points, ranges of two of them, and either with 以来."""
    places = places_of(grammar.POINT_OPENING, text)
    ranged = [start for start in places if grammar.RANGED.match(text, start)]
    for pattern in grammar.RANGES:
        for match in find_at(pattern, ranged, text):
            if moments := _range(match):
                yield from _with_since(text, Reading(*match.span(), "range", moments=moments))
    single = sorted([*_dates(text, point, places), *_near(text), *_days_alone(text)])
    for reading in single:
        yield from _with_since(text, reading)
    yield from _between(text, single)
    for match in find_at(festival, places_of(opening, text), text):
        yield Reading(*match.span(), "festival", moments=(Moment(festival=match["festival"]),))
    yield from _numeric(text, places)
    yield from _lunar(text, places)


def _dates(text: str, point: re.Pattern[str], places: list[int]) -> Iterator[Reading]:
    for match in find_at(point, places, text):
        if moment := _point(match):
            yield Reading(*match.span(), "date", moments=(moment,))
    for match in find_at(grammar.SEASON, places_of(grammar.SEASON_OPENING, text), text):
        yield Reading(*match.span(), "part", moments=(Moment(part=_part(match["part"])),))


def _point(match: re.Match[str]) -> Moment | None:
    year, relative, month, day, part, festival = match.group("year", "relative", "month", "day", "part", "festival")
    month, day = month or match["monthm"], day or match["daym"]
    if not year and not relative and month in {"一", "二"} and match[0].endswith("月"):
        return None
    return Moment(
        number(year), number(month), number(day), _part(part) if part else None, festival, relative[0] if relative else None
    )


def _near(text: str) -> Iterator[Reading]:
    """本月, 上月底, 月底前, 今天, 当日, 即日: told by the document's date or by the date named last."""
    for match in find_at(grammar.NEAR, places_of(grammar.NEAR_OPENING, text), text):
        if later := match["next"]:
            relative = "该日" if later[0] == "同" else f"+{(number(later[1]) or 2) - 1 if later[0] == '第' else 1}D"
            yield Reading(*match.span(), "near", moments=(Moment(relative=relative),))
            continue
        word = match["month"] or match["day"]
        if word[0] in "当同":
            relative = "同月" if match["month"] else "同日"
        elif match["month"]:
            relative = {"上": "上月", "下": "下月"}.get(word[0], "本月")
        else:
            relative = "昨日" if word[0] == "昨" else "今天" if match["spoken"] else "今日"
        yield Reading(*match.span(), "near", moments=(Moment(day=number(match["day_of"]), relative=relative),))


def _days_alone(text: str) -> Iterator[Reading]:
    for match in find_at(grammar.DAY_ALONE, places_of(grammar.DAY_OPENING, text), text):
        if match["last"]:
            ends = (Moment(day=number(match[name]), relative="该月") for name in ("first", "last"))
            yield Reading(*match.span(), "range", moments=tuple(ends))
            continue
        day = match["day"] or match["later"] or match["next"]
        yield Reading(*match.span(), "near", moments=(Moment(day=number(day), relative="该月"),))


def _between(text: str, single: Iterable[Reading]) -> Iterator[Reading]:
    """Ranges of two points of different shapes (5月底至7月初, 今年9月至明年6月)."""
    reached = 0
    for first, second in pairwise(single):
        if first.start < reached:
            continue
        joint = grammar.BETWEEN.match(text, first.end) if 0 < second.start - first.end <= 3 else None
        if joint and joint.end() == second.start:
            a, b = first.moments[0], second.moments[0]
            if b.year or b.relative or a.month is None or (b.month or 12) >= a.month:
                yield Reading(first.start, second.end, "range", moments=(a, b))
                reached = second.end


def _range(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    """Both ends, each with what it takes over from the other; None for what only looks like one (12—5月)."""
    groups = match.groupdict()
    a = [number(groups.get(f"{name}_a")) for name in ("year", "month", "day")]
    b = [number(groups.get(f"{name}_b")) for name in ("year", "month", "day")]
    relative = groups.get("relative_a")
    if b[0] is None:
        b[0] = a[0]
        if b[1] is None:
            b[1] = a[1]
        if a[:2] > b[:2] if a[0] is not None else (a[1] or 0) > (b[1] or 0):
            return None
    elif a[0] is None:
        a[0] = b[0]
    mark = relative[0] if relative else None
    return Moment(a[0], a[1], a[2], relative=mark), Moment(b[0], b[1], b[2], relative=mark)


def _part(word: str) -> str:
    """上半年 → H1, 第二季度 → Q2, 前三季度 → Q1-3, 前两个月 → M1-2, 年底 → end."""
    if "季度" in word:
        digit = number(word.removesuffix("季度").removesuffix("个").lstrip("第前"))
        return f"Q1-{digit}" if word.startswith("前") else f"Q{digit}"
    if word.endswith("学期"):
        return "year"
    if word.endswith("个月"):
        return f"M1-{number(word[1:-2])}"
    return _PARTS[word[0] if word[0] != "年" else word[-1]]


def _with_since(text: str, reading: Reading) -> Iterator[Reading]:
    """The reading, and the one together with 以来, or with 自 … 以来 around it."""
    yield reading
    if len(reading.moments) > 1:
        return
    before = text[reading.start - 1 : reading.start]
    # 自 belongs to it as 以来 does; 从 does not.
    if match := (grammar.OPENED if before in ("自", "从") else grammar.SINCE).match(text, reading.end):
        yield reading._replace(start=reading.start - (before == "自"), end=match.end(), is_open=True)


def _numeric(text: str, places: list[int]) -> Iterator[Reading]:
    years = places_of(grammar.YEAR_OPENING, text)
    for match in find_at(grammar.NUMERIC, years, text):
        first = Moment(int(match["year"]), int(match["month"]), number(match["day"]))
        if match["day"]:
            yield Reading(*match.span(), "date", moments=(first,))
        else:
            last = Moment(number(match["year_b"] or match["year_c"]), number(match["month_b"] or match["month_c"]))
            yield Reading(*match.span(), "range", moments=(first, last))
    for match in find_at(grammar.LISTED_YEAR, years, text):
        yield Reading(*match.span(), "date", moments=(Moment(int(match[0])),))
    for match in find_at(grammar.SHORT_YEAR, places, text):
        short = int(match["year"])
        yield Reading(*match.span(), "date", moments=(Moment(short + (2000 if short <= _LAST_SHORT_YEAR else 1900)),))
    for match in find_at(grammar.SCHOOL_YEAR, years, text):
        moments = tuple(Moment(int(year)) for year in match.group("year", "year_b") if year)
        yield Reading(*match.span(), "range" if len(moments) > 1 else "date", moments=moments)
    if "去冬今春" in text:
        for match in grammar.LAST_WINTER.finditer(text):
            yield Reading(*match.span(), "range", moments=(Moment(month=12, relative="去"), Moment(month=5, relative="今")))
    for match in find_at(grammar.THIS_AND_NEXT, places if grammar.TWO_YEARS in text else (), text):
        ends = ("今", "明") if match["now"] else ("去", "今")
        yield Reading(*match.span(), "range", moments=tuple(Moment(relative=end) for end in ends))


def _lunar(text: str, places: list[int]) -> Iterator[Reading]:
    """Days of the lunar calendar: those that are festivals have a value."""
    if not any(word in text for word in grammar.LUNAR_WORDS):
        return
    for match in find_at(grammar.LUNAR, places, text):
        name = (match["month"] or match["month2"] or match["month3"]) + (match["day"] or match["day2"] or match["day3"] or "")
        festival = _LUNAR.get(name)
        yield Reading(*match.span(), "lunar", moments=(Moment(festival=festival),) if festival else ())
