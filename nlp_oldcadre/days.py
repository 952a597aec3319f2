"""Days as they stand in tables and metadata."""

from __future__ import annotations

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


def day_number(when: str | None) -> int:
    """The same as a number, for differences and order; 0 for what is no day.

    Examples
    --------
    >>> day_number("2020-03-01") - day_number("2020-02-28"), day_number("2020")
    (2, 0)
    """
    found = day(when)
    return found.toordinal() if found else 0
