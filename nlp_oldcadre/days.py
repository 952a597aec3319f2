"""Days as they stand in tables and metadata."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def day(when: str | None) -> date | None:
    """The day that an ISO 8601 date names; None for a year, a month, an interval or nothing.

    Examples
    --------
    >>> day("2020-06-23"), day("2020-06"), day("2021-02-29"), day(None)
    (datetime.date(2020, 6, 23), None, None, None)
    """
    try:
        return date.fromisoformat(when or "")
    except ValueError:
        return None


def last_day(when: str | None) -> date | None:
    """The same, or the last day of a month: a magazine's issue has no day.

    Examples
    --------
    >>> last_day("2020-06-23"), last_day("2020-02"), last_day("2020-13"), last_day("2020")
    (datetime.date(2020, 6, 23), datetime.date(2020, 2, 29), None, None)
    """
    first = day(f"{when}-01") if when and len(when) == len("2020-06") else None
    return day(when) if first is None else first.replace(day=monthrange(first.year, first.month)[1])


def day_number(when: str | None) -> int:
    """The same as a number, for differences and order; 0 for what is no day.

    Examples
    --------
    >>> day_number("2020-03-01") - day_number("2020-02-28"), day_number("2020")
    (2, 0)
    """
    found = day(when)
    return found.toordinal() if found else 0
