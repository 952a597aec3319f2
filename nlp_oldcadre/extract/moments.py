"""Points of the calendar as texts name them (今年上半年, 6月中旬, 2020年春节) and what they are in ISO 8601.

A :class:`Moment` keeps what was said. :class:`Calendar` turns it into an ISO value, with the years that a document
leaves out taken from its date: in a plan the year of the plan, elsewhere the latest such day that is not after the date.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import NamedTuple

from nlp_oldcadre.tables import Tables


class Moment(NamedTuple):
    """What a text said: ``part`` is Q1..Q4, Q1-3, M1-2..M1-11, H1, H2, start, end, spring, midsummer, autumn, summer
    (the holidays) or year.

    ``festival`` is a row of the table; ``relative`` the first character of 今年, 去年, 同年 and their like, or the whole of
    本月, 上月, 下月, 同月, 该月 (named last, in whatever paragraph), 今日, 昨日, 同日, 该日 (named last), or a step (+1D, -4Y).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    festival: str | None = None
    relative: str | None = None


@dataclass(frozen=True, slots=True)
class LunarRow:
    """The days of the festivals of the lunar calendar (and 清明) in one year, ISO."""

    year: int
    spring_festival: str
    lantern: str
    qingming: str
    dragon_boat: str
    mid_autumn: str
    double_ninth: str


@dataclass(frozen=True, slots=True)
class FestivalRow:
    """``day`` is month-day, or a column of ``lunar_festivals.csv``."""

    name: str
    day: str


class Calendar:
    """Gives moments their ISO values, for one document's date.

    Parameters
    ----------
    tables : for the festivals.
    today : the document's date, None where unknown.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> calendar = Calendar(load_tables(), date(2020, 6, 23))
    >>> calendar.value(Moment(2020, part="Q2")), calendar.value(Moment(month=12, day=24))
    ('2020-Q2', '2019-12-24')
    >>> calendar.value(Moment(2020, festival="重阳节"))
    '2020-10-25'
    """

    def __init__(self, tables: Tables, today: date | None) -> None:
        self.today = today
        self._festivals, self._lunar = tables.keep(Calendar, lambda: _read_festivals(tables))

    def value(self, moment: Moment, *, planned: bool = False) -> str | None:
        """ISO 8601, or None where the year is not known; ``planned`` when the text speaks of what is to come."""
        if moment.year is not None:
            return self._dated(moment, moment.year)
        if self.today is None:
            return None
        value = self._dated(moment, self.today.year)
        # 年底 and 全年 are those of the document's year all the same.
        if value and not planned and moment.part not in {"end", "year"} and self.is_later(value):
            return self._dated(moment, self.today.year - 1)
        return value

    def soon(self, moment: Moment, days: int) -> str | None:
        """The value in the date's own year, where that is at most so many days ahead."""
        found = self.today and self._dated(moment, self.today.year)
        if not self.today or not found or self.is_past(found):
            return None
        return found if found <= (self.today + timedelta(days=days)).isoformat()[: len(found)] else None

    def is_later(self, value: str) -> bool:
        """Whether an ISO value begins after the document's date."""
        first = end_point(value, last=False)
        return self.today is not None and first > self.today.isoformat()[: len(first)]

    def is_past(self, value: str, days: int = 0) -> bool:
        """Whether an ISO value ended so many days before the document's date."""
        last = end_point(value, last=True)
        return self.today is not None and last < (self.today - timedelta(days=days)).isoformat()[: len(last)]

    def _dated(self, moment: Moment, year: int) -> str | None:
        if moment.festival:
            day = self._festivals[moment.festival]
            return f"{year}-{day}" if day[:1].isdigit() else self._lunar.get((day, year))
        if moment.month is None:
            return _part_of_year(year, moment.part)
        if moment.day is None:
            return f"{year}-{moment.month:02d}"
        return _day(year, moment.month, moment.day)


def _read_festivals(tables: Tables) -> tuple[dict[str, str], dict[tuple[str, int], str]]:
    """Festival → its day or lunar column, and (column, year) → the day."""
    days = {row.name: row.day for row in tables.rows("festivals", FestivalRow)}
    rows = tables.rows("lunar_festivals", LunarRow)
    return days, {(f.name, r.year): getattr(r, f.name) for r in rows for f in fields(r)}


def _day(year: int, month: int, day: int) -> str | None:
    return f"{year}-{month:02d}-{day:02d}" if day <= monthrange(year, month)[1] else None


def day_of_month(month: str, day: int) -> str | None:
    """The ISO day of an ISO month; None where the month has no such day.

    Examples
    --------
    >>> day_of_month("2024-02", 10), day_of_month("2023-02", 30)
    ('2024-02-10', None)
    """
    return _day(int(month[:4]), int(month[5:7]), day)


def _part_of_year(year: int, part: str | None) -> str:
    if part in {None, "year"}:
        return str(year)
    if part in {"start", "end"}:
        return f"{year}-{'01' if part == 'start' else '12'}"
    if part and part.startswith("M1-"):
        return f"{year}-01/{year}-{int(part[3:]):02d}"
    months = {
        "H1": (1, 6),
        "H2": (7, 12),
        "Q1-2": (1, 6),
        "Q1-3": (1, 9),
        "summer": (7, 8),
        "spring": (3, 5),
        "midsummer": (6, 8),
        "autumn": (9, 11),
    }.get(part or "")
    return f"{year}-{months[0]:02d}/{year}-{months[1]:02d}" if months else f"{year}-{part}"


def end_point(value: str, *, last: bool) -> str:
    """The first or last point of an ISO value; a quarter gives its month.

    Examples
    --------
    >>> end_point("2020-05/2020-06", last=False), end_point("2020-Q2", last=True), end_point("2012/..", last=False)
    ('2020-05', '2020-06', '2012')
    """
    point = value.split("/")[-1 if last else 0]
    if "-Q" in point:
        year, quarter = point.split("-Q")
        return f"{year}-{int(quarter) * 3 - (0 if last else 2):02d}"
    return point
