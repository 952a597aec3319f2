"""What the characters of a text may mean as times: one generator a pattern, overlaps and all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.extract import time_grammar as grammar
from nlp_oldcadre.extract.moments import FestivalRow, Moment
from nlp_oldcadre.extract.numbers import chinese_value
from nlp_oldcadre.matching import Matcher, find_at, places_of
from nlp_oldcadre.tables import Tables

_PARTS = {"上": "H1", "下": "H2", "初": "start", "底": "end", "末": "end", "全": "year", "内": "year"}
_THIRDS = {"上": "D1", "中": "D2", "下": "D3"}
# The last word of a length → its ISO form.
_LENGTHS = {
    "工作日": "{}D", "年头": "{}Y", "春秋": "{}Y", "载": "{}Y", "世纪": "{}00Y", "季度": "{}Q", "学期": "{}S", "星期": "{}W",
    "礼拜": "{}W", "小时": "T{}H", "分钟": "T{}M", "年度": "{}Y", "年": "{}Y", "季": "{}Q", "月": "{}M", "周": "{}W",
    "天": "{}D", "日": "{}D",
}  # fmt: skip
_HALVES = {"{}Y": "6M", "{}00Y": "50Y", "T{}H": "T30M", "{}M": "15D", "{}D": "T12H"}
# Hours by the hundred are an amount of service, not a length (QUANTITY).
_LONGEST_HOURS = 100


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A named period and its years."""

    name: str
    start: int
    end: int


class Reading(NamedTuple):
    """A span that may be a time: its ISO value, or the moments that :mod:`..time` resolves; ``is_open`` for 以来."""

    start: int
    end: int
    rule: str
    value: str | None = None
    moments: tuple[Moment, ...] = ()
    is_open: bool = False


class _Patterns(NamedTuple):
    point: re.Pattern[str]
    festival: re.Pattern[str]
    plan: re.Pattern[str]
    eras: Matcher[str]
    plans: dict[str, str]


def readings(text: str, tables: Tables) -> Iterator[Reading]:
    """Every reading of every rule, in no order, overlapping.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> [(r.rule, r.value) for r in readings("近五年来，每月", load_tables())]
    [('duration', 'P5Y'), ('recurrence', 'R/P1M')]
    """
    patterns: _Patterns = tables.keep("time.patterns", lambda: _compile(tables))
    for reading in _points(text, patterns):
        yield reading
        if opened := _opened(text, reading):
            yield opened
    yield from _periods(text, patterns)
    yield from _durations(text)
    yield from _recurrences(text)
    yield from _decades(text)


def _compile(tables: Tables) -> _Patterns:
    names = "|".join(sorted((row.name for row in tables.rows("festivals", FestivalRow)), key=len, reverse=True))
    eras = {row.name: f"{row.start}/{row.end}" for row in tables.rows("eras", PeriodRow)}
    plans = {row.name: f"{row.start}/{row.end}" for row in tables.rows("five_year_plans", PeriodRow)}
    plan_names = "|".join(sorted(plans, key=len, reverse=True))
    return _Patterns(
        point=grammar.compile_point(names),
        festival=re.compile(rf"(?P<festival>{names})(?=[”’]?(?:前夕|前后|期间|当[天日]|之际|来临|到来|假期))"),
        plan=re.compile(
            rf"(?=[一二三四五六七八九十])(?:(?<=[“‘])(?P<quoted>{plan_names})(?=[”’])|(?<![一二三四五六七八九十第\d])(?P<name>{plan_names})(?=规划|期间|时期|以来|末|初|开局|收官)(?:时期)?)"
        ),
        eras=Matcher(eras),
        plans=plans,
    )


def _points(text: str, patterns: _Patterns) -> Iterator[Reading]:
    places = places_of(grammar.POINT_OPENING, text)
    for pattern in grammar.RANGES:
        for match in find_at(pattern, places, text):
            if moments := _range(match):
                yield Reading(*match.span(), "range", moments=moments)
    for match in find_at(patterns.point, places, text):
        if moment := _point(match):
            yield Reading(*match.span(), "date", moments=(moment,))
    for match in find_at(grammar.SEASON, places_of(grammar.SEASON_OPENING, text), text):
        yield Reading(*match.span(), "part", moments=(Moment(part=_part(match["part"])),))
    for match in find_at(grammar.NUMERIC, places_of(grammar.NUMERIC_OPENING, text), text):
        yield Reading(*match.span(), "date", moments=(Moment(int(match["year"]), int(match["month"]), int(match["day"])),))
    for match in patterns.festival.finditer(text):
        yield Reading(*match.span(), "festival", moments=(Moment(festival=match[0]),))


def _point(match: re.Match[str]) -> Moment | None:
    groups = match.groupdict()
    month = groups["month"] or groups["monthm"]
    day = groups["day"] or groups["daym"]
    third = groups["third"] or groups["thirdm"]
    year, relative = number(groups["year"]), groups["relative"]
    if relative and relative[0] in "同当次翌" and not month:
        return None
    if not year and not relative and month in {"一", "二"} and not (day or third or match[0].endswith("份")):
        return None
    part = _THIRDS[third] if third else _part(groups["part"]) if groups["part"] else None
    return Moment(year, number(month), number(day), part, groups["festival"], relative[0] if relative else None)


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
    """上半年 → H1, 第二季度 → Q2, 前三季度 → Q1-3, 年底 → end."""
    if "季度" in word:
        digit = number(word.removesuffix("季度").removesuffix("个").lstrip("第前"))
        return f"Q1-{digit}" if word.startswith("前") else f"Q{digit}"
    return _PARTS[word[0] if word[0] != "年" else word[-1]]


def _opened(text: str, reading: Reading) -> Reading | None:
    """The reading together with 以来, or with 自 … 以来 around it."""
    starts = reading.start > 0 and text[reading.start - 1] in "自从"
    start = reading.start - starts
    match = (grammar.OPENED if starts else grammar.SINCE).match(text, reading.end)
    return reading._replace(start=start, end=match.end(), is_open=True) if match else None


def _periods(text: str, patterns: _Patterns) -> Iterator[Reading]:
    for start, end, years in patterns.eras.find(text):
        yield Reading(start, end, "era", years)
    for match in find_at(patterns.plan, places_of(grammar.PLAN_OPENING, text), text):
        yield Reading(*match.span(), "plan", patterns.plans[match["quoted"] or match["name"]])


def _durations(text: str) -> Iterator[Reading]:
    for match in find_at(grammar.DURATION, places_of(grammar.DURATION_OPENING, text), text):
        if value := _duration(match):
            yield Reading(*match.span(), "duration", value)


def _duration(match: re.Match[str]) -> str | None:
    count, length = match["count"], match["length"]
    marked = match["lead"] or match["tail"] or match["half"] or match["more"] or {"多", "半"} & set(length)
    if count in {"一", "1"} and not marked:
        return None
    if length == "日" and not match["lead"] and not match["tail"]:
        return None
    if count == "半":
        form = _HALVES.get(_form(length))
        return f"P{form}" if form else None
    value = number(count)
    if value is None or (value >= _LONGEST_HOURS and length.endswith("小时")):
        return None
    return iso_length(value, length, plus_half=match["half"] == "半")


def iso_length(count: int, length: str, *, plus_half: bool = False) -> str:
    """A length of time in ISO 8601.

    Examples
    --------
    >>> iso_length(5, "年"), iso_length(2, "个季度"), iso_length(1, "年", plus_half=True), iso_length(2, "小时")
    ('P5Y', 'P6M', 'P18M', 'PT2H')
    """
    form = _form(length)
    if form == "{}Q":
        return f"P{3 * count}M"
    if form == "{}S":
        return f"P{6 * count}M"
    if plus_half and form == "{}Y":
        return f"P{12 * count + 6}M"
    return "P" + form.format(count)


def _form(length: str) -> str:
    return next(form for word, form in _LENGTHS.items() if length.endswith(word))


def _recurrences(text: str) -> Iterator[Reading]:
    for match in find_at(grammar.RECURRENCE, places_of(grammar.RECURRENCE_OPENING, text), text):
        if match["count"] == "半":
            value = _HALVES.get(_form(match["length"]))
            value = f"P{value}" if value else "P6M"
        elif match["each"]:
            value = iso_length(1, match["each"][0])
        else:
            value = iso_length(number(match["count"] or match["once"]) or 1, match["length"] or match["per"])
        yield Reading(*match.span(), "recurrence", f"R/{value}")


def _decades(text: str) -> Iterator[Reading]:
    for match in find_at(grammar.DECADE, places_of(grammar.DECADE_OPENING, text), text):
        first = _century(match["century"]) * 100 + (number(match["decade"]) or 0)
        yield Reading(*match.span(), "decade", f"{first}/{first + 9}")


def _century(word: str | None) -> int:
    if word and word.startswith("本"):
        return 20
    digits = (word or "").removesuffix("世纪").removesuffix("个")
    return (number(digits) or 20) - 1 if digits not in {"", "上"} else 19


def number(text: str | None) -> int | None:
    """A whole number in digits or Chinese numerals; None for none."""
    if not text:
        return None
    value = float(text) if text[0].isascii() else chinese_value(text)
    return None if value is None else int(value)
