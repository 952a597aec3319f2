"""What became of a promise, as far as bounds and dates allow to say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from nlp_oldcadre.compare.intervals import Interval
from nlp_oldcadre.compare.selection import years_of

_YEAR = re.compile(r"(20\d\d)\s*年")


class Outcome(NamedTuple):
    """``state`` (reached, early, reported, partly, undecided, unreported) and its ``reason``, codes of ``labels.csv``."""

    state: str
    reason: str


def outcome_of(target: Interval | None, reached: Interval | None, deadline: str | None, day: str | None) -> Outcome:
    """The outcome of a promise that a report of ``day`` speaks of.

    Parameters
    ----------
    target : the promised amount; its lower end is what was promised (1000个以上: 1000). None for a measure without one.
    reached : the reported amount.
    deadline, day : ISO 8601 days; a report before the deadline makes what is reached early.

    Examples
    --------
    >>> from decimal import Decimal
    >>> def exactly(n): return Interval(Decimal(n), Decimal(n))
    >>> at_least, some980 = Interval(Decimal(1000), None), Interval(Decimal(980), Decimal(990), True, True)
    >>> outcome_of(at_least, some980, None, None).state, outcome_of(at_least, exactly(1000), None, None).state
    ('partly', 'reached')
    >>> outcome_of(exactly(1000), Interval(Decimal(900), None, True), None, None)
    Outcome(state='undecided', reason='bounds')
    >>> outcome_of(None, None, "2020-12-31", "2020-09-01").state
    'early'
    """
    is_early = bool(deadline and day and day < deadline)
    if target is None:
        return Outcome("early" if is_early else "reported", "measure")
    if reached is None:
        return Outcome("undecided", "no_amount")
    if reached.low >= target.low:
        return Outcome("early" if is_early else "reached", "amount")
    if Interval(target.low, target.low).surely_exceeds(reached):
        return Outcome("partly", "amount")
    return Outcome("undecided", "bounds")


def plan_year(document: Mapping[str, Any]) -> int | None:
    """The year that a plan is for: that of its title (2020年工作要点), else that of its date.

    Examples
    --------
    >>> plan_year({"title": "关于印发《2021年工作要点》的通知", "date": "2020-12-30"}), plan_year({"title": None, "date": None})
    (2021, None)
    """
    if found := _YEAR.search(document["title"] or ""):
        return int(found[1])
    years = years_of(None, document["date"])
    return years[0] if years else None


def report_year(row: Mapping[str, Any], document: Mapping[str, Any]) -> int | None:
    """The last year that a report speaks of: its own time, else a year that its sentence names, else its document's.

    Examples
    --------
    >>> document = {"title": "工作总结", "date": "2021-01-20"}
    >>> report_year({"time": "2020-05"}, document), report_year({"sentence": "2013年，印发办法。"}, document)
    (2020, 2013)
    >>> report_year({"sentence": "2013年以来，走访300人次。"}, document), report_year({}, document)
    (2021, 2021)
    """
    sentence = row.get("sentence") or ""
    if not row.get("time") and "以来" not in sentence and (named := _YEAR.findall(sentence)):
        return max(map(int, named))
    years = years_of(row.get("time"), document["date"])
    return years[1] if years else plan_year(document)
