"""Times as people write them in a query: 2020年5月, 2020.5.1, 2020年上半年, 十四五, 2020..2021."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.search.periods import FIRST, LAST, period
from nlp_oldcadre.tables import Tables, load_tables

# A hyphen is between two times only where it can be nothing else: 2020-2021, 2020年5月-8月.
_TO = re.compile(r"\.\.+|/|[—–−]+|~+|至|到|(?<=\d{4})-+(?=\d{4})|(?<=[年月日号度])-+")
_DATE = re.compile(r"(\d{4})(?:([-./])(\d{1,2})(?:\2(\d{1,2}))?)?|(\d{4})年度?(?:(\d{1,2})月份?(?:(\d{1,2})[日号])?)?")
_QUARTER = re.compile(r"(\d{4})年?-?(?:第?([1-4一二三四])季度|[qQ]([1-4]))")
_HALF = re.compile(r"(\d{4})年?([上下])半年")
_PLAN = re.compile(r"[“\"]?([一二三四五六七八九十]{1,2}五)[”\"]?(?:时期|期间)?")
_SINCE = re.compile(r"(.+?)(?:以来|起|至今)")
_YEAR = re.compile(r"\d{4}年")
_DIGITS = {digit: str(number) for number, digit in enumerate("一二三四", 1)}

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _PlanRow:
    name: str
    start: int
    end: int


def days(given: str) -> Days:
    """The days ``[first, last)`` of a year, half year, quarter, month, day, five-year plan or period.

    Raises
    ------
    QueryError : for what is no time, and a period that ends before it begins.

    Examples
    --------
    >>> days("2020..2021") == days("2020-01-01..2021年12月31日") == days("2020至2021") == days("2020-2021")
    True
    >>> days("2020年5月") == days("2020-05") == days("2020/5") == days("2020.5"), days("2021年以来")[1] == LAST
    (True, True)
    >>> days("2020年第二季度") == days("2020-Q2") == days("2020年4月至6月"), days("“十三五”时期") == days("2016..2020")
    (True, True)
    """
    text = unicodedata.normalize("NFKC", given).replace(" ", "")
    found = list(_readings(text))
    for first, last in found:
        if first < last:
            return first, last
    raise _ends_first(given) if found else _no_time(given)


def _readings(text: str) -> Iterator[Days]:
    """What the text may mean, a single time first; a pair may turn out to end before it begins."""
    if single := _single(text):
        yield single
    if (since := _SINCE.fullmatch(text)) and (first := _single(since[1])):
        yield first[0], LAST
    for to in _TO.finditer(text):
        left, right = text[: to.start()], text[to.end() :]
        if (year := _YEAR.match(left)) and right[:1].isdigit() and not _YEAR.match(right) and "月" in right:
            right = year[0] + right
        first = _single(left) if left else (FIRST, FIRST)
        last = _single(right) if right else (LAST, LAST)
        if first and last and (left or right):
            yield first[0], last[1]


def _single(text: str) -> Days | None:
    iso = _iso(text)
    return period(iso) if iso else None


def _iso(text: str) -> str | None:
    """The same time in ISO 8601."""
    if found := _DATE.fullmatch(text):
        year, _, month, day = found.groups()[:4] if found[1] else (found[5], "", found[6], found[7])
        return "-".join(part.zfill(2) for part in (year, month, day) if part)
    if found := _QUARTER.fullmatch(text):
        quarter = found[2] or found[3]
        return f"{found[1]}-Q{_DIGITS.get(quarter, quarter)}"
    if found := _HALF.fullmatch(text):
        months = "01", "06"
        if found[2] == "下":
            months = "07", "12"
        return "/".join(f"{found[1]}-{month}" for month in months)
    plan = _PLAN.fullmatch(text)
    return _plans(load_tables()).get(plan[1]) if plan else None


def _plans(tables: Tables) -> dict[str, str]:
    def make() -> dict[str, str]:
        return {row.name: f"{row.start}/{row.end}" for row in tables.rows("five_year_plans", _PlanRow)}

    plans: dict[str, str] = tables.keep("search.plans", make)
    return plans


def _no_time(given: str) -> QueryError:
    return QueryError(
        f"time:{given[:40]}", zh="看不懂这个时间", en="this is no time",
        remedy_zh="请写成 2020、2020年5月、2020-05-01、2020年上半年、2020-Q2，或起止 2020..2021、2020..",
        remedy_en="write 2020, 2020-05, 2020-05-01 or 2020-Q2, or from..to as 2020..2021 or 2020..",
    )  # fmt: skip


def _ends_first(given: str) -> QueryError:
    return QueryError(
        f"time:{given[:40]}", zh="这段时间的起止颠倒了", en="this period ends before it begins",
        remedy_zh="请把早的写在前面，如 2020..2021", remedy_en="write the earlier time first, as in 2020..2021",
    )  # fmt: skip
