"""Times as whole days, so that a query can ask for what falls into a period."""

from __future__ import annotations

import re
from datetime import date, timedelta

# Days of the proleptic calendar (``date.toordinal``); what has no beginning or no end reaches to these.
FIRST, LAST = 0, date.max.toordinal() + 1
_DATE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


def period(value: str | None) -> tuple[int, int] | None:
    """The days ``[first, last)`` of an ISO 8601 date, month, quarter, year or interval; None for lengths and recurrences.

    Examples
    --------
    >>> def shown(value):
    ...     first, last = period(value)
    ...     return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()
    >>> shown("2020-02"), shown("2020-Q2")
    (('2020-02-01', '2020-03-01'), ('2020-04-01', '2020-07-01'))
    >>> shown("2018/2020")
    ('2018-01-01', '2021-01-01')
    >>> period("2012/..")[1] == LAST, period("P5Y"), period("2020-13")
    (True, None, None)
    """
    begin, slash, end = (value or "").partition("/")
    if not slash:
        return _days(begin)
    first = (FIRST, FIRST) if begin == ".." else _days(begin)
    last = (LAST, LAST) if end == ".." else _days(end)
    return (first[0], last[1]) if first and last and first[0] < last[1] else None


def _days(text: str) -> tuple[int, int] | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day:
            first = date(year or 0, month or 0, day)
            return first.toordinal(), (first + timedelta(1)).toordinal()
        if quarter:
            month = 3 * quarter - 2
        return _months(year or 0, month or 1, 3 if quarter else 1 if month else 12)
    except (ValueError, OverflowError):
        return None


def _months(year: int, month: int, count: int) -> tuple[int, int]:
    following = month + count
    end = date(year + (following - 1) // 12, (following - 1) % 12 + 1, 1)
    return date(year, month, 1).toordinal(), end.toordinal()
