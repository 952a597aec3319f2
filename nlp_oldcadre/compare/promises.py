"""What became of a promise, as far as bounds and dates allow to say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from nlp_oldcadre.compare.intervals import Interval
from nlp_oldcadre.compare.selection import years_of

_YEAR = re.compile(r"(20\d\d)\s*年")
# 2022年重点 stands before 做好评选工作; 2022年以来 and 2022年度工作会议 say another thing.
_YEAR_BEFORE = re.compile(r"(20\d\d)\s*年(?!以来|起|度)，?[^，；。以来]{0,20}$")


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


def plan_year(document: Mapping[str, Any], promise: Mapping[str, Any] | None = None) -> int | None:
    """The year that a plan is for: that of its title (2020年工作要点), else of its date; that of the promise if it is later.

    Examples
    --------
    >>> points = {"title": "关于印发《2021年工作要点》的通知", "date": "2020-12-30"}
    >>> plan_year(points), plan_year({"title": None, "date": None})
    (2021, None)
    >>> plan_year(points, {"sentence": "2021年抓创建，2022年重点做好评选工作。", "quote": "做好评选工作"})
    2022
    """
    found = _YEAR.search(document["title"] or "")
    years = years_of(None, document["date"])
    named = [int(found[1])] if found else [years[0]] if years else []
    return max([*named, *_own_year(promise or {})], default=None)


def begins(promise: Mapping[str, Any], day: str) -> str:
    """From when a promise of a document of ``day`` may be kept: that day, or the later year that it is for.

    Examples
    --------
    >>> promise = {"sentence": "2022年要做好评选工作。", "quote": "做好评选工作"}
    >>> begins(promise, "2020-02-25"), begins(promise, "2022-02-25")
    ('2022', '2022-02-25')
    """
    return max([day, *map(str, _own_year(promise))])


def _own_year(promise: Mapping[str, Any]) -> list[int]:
    """The year that stands before a promise in its clause, or opens the sentence of which it is the first clause."""
    sentence, quote = promise.get("sentence") or "", promise.get("quote") or ""
    found = _YEAR_BEFORE.search(sentence[: max(0, sentence.find(quote))])
    return [int(found[1])] if found else []


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
