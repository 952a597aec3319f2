"""For what time an amount holds: a level at a date, a flow in a period, a running total, so much each year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from nlp_oldcadre.tables import Tables

# Units that count what happens are of a flow, whatever happens.
_EVENTS = frozenset({"场次", "次", "人次", "期", "堂", "批", "轮", "户次"})
_CLAUSE = re.compile("[，,；;。：:、（）()]")
_LENGTHS = {4: "P1Y", 7: "P1M", 10: "P1D"}
_CALENDAR = re.compile(r"\d{4}(?:-Q\d|-S\d|-\d\d(?:-\d\d)?)?")
_MONTH = re.compile(r"\d{4}-\d\d")
_YEARS_ON = re.compile("[一二三四五六七八九十两几多0-9]+年来")


@dataclass(frozen=True, slots=True)
class _WordRow:
    word: str
    kind: str
    reach: str


class Period(NamedTuple):
    """``kind``: level, flow, cumulative, recurring, or empty where nothing tells; ``length`` of a flow; ``is_total``: 共."""

    kind: str = ""
    length: str = ""
    is_total: bool = False


class Periods:
    """Tells the period of an amount by the words before it, by its time, and by what is counted.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> periods = Periods.of(load_tables())
    >>> def kind(sentence, quote, time=None, nature="stock", unit="人"):
    ...     return periods.of_amount({"sentence": sentence, "quote": quote, "time": time}, nature, unit).kind
    >>> kind("全市现有志愿者3000名。", "3000名"), kind("2020年新增志愿者500名。", "500名", "2020")
    ('level', 'flow')
    >>> kind("累计服务2万人次。", "2万人次"), kind("每年走访300人次。", "300人次", "R/P1Y"), kind("志愿者3000名。", "3000名")
    ('cumulative', 'recurring', '')
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("period_words", _WordRow)
        self._kinds = {row.word: row for row in rows}
        words = sorted(self._kinds, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, words)))

    @classmethod
    def of(cls, tables: Tables) -> Periods:
        """The words of these tables, built once."""
        periods: Periods = tables.keep(cls, lambda: cls(tables))
        return periods

    def of_amount(self, row: Mapping[str, Any], nature: str, unit_class: str) -> Period:
        """The period of a row with ``sentence``, ``quote`` and ``time``; ``nature`` of its concept: stock, flow or empty."""
        said, is_total = self._said(before(row))
        time = row["time"] or ""
        happens = nature == "flow" or unit_class in _EVENTS
        kind = said or _of_time(time, happens)
        if kind == "flow" and not happens and not nature and not said:
            kind = ""
        return Period(kind, length_of(time) if kind == "flow" else "", is_total)

    def _said(self, text: str) -> tuple[str, bool]:
        """The kind that the last word of the clause tells, else one that reaches over the sentence; whether 共 stands."""
        clause = max((found.end() for found in _CLAUSE.finditer(text)), default=0)
        kind, wide, is_total = "", "", False
        for found in self._words.finditer(text):
            row = self._kinds[found[0]]
            if row.kind == "total":
                is_total = is_total or found.start() >= clause
            elif found.start() >= clause:
                kind = row.kind
            elif row.reach == "sentence":
                wide = row.kind
        if not (kind or wide) and _YEARS_ON.search(text):
            wide = "cumulative"
        return kind or wide, is_total


def before(row: Mapping[str, Any]) -> str:
    """The sentence as far as the amount, without blanks; nothing where the amount isn't found in it."""
    sentence, quote = "".join((row["sentence"] or "").split()), "".join((row["quote"] or "").split())
    return sentence[: max(0, sentence.find(quote))]


def after(row: Mapping[str, Any]) -> str:
    """The sentence behind the amount, without blanks; nothing where the amount isn't found in it."""
    sentence, quote = "".join((row["sentence"] or "").split()), "".join((row["quote"] or "").split())
    at = sentence.find(quote)
    return sentence[at + len(quote) :] if at >= 0 else ""


def length_of(time: str) -> str:
    """How long a period is, as an ISO 8601 duration where it can be told; else the value itself.

    Examples
    --------
    >>> [length_of(time) for time in ("2020", "2020-05", "2020-Q2", "P3Y", "2020-01/2020-06", "")]
    ['P1Y', 'P1M', 'P3M', 'P3Y', 'P6M', '']
    """
    if time.startswith("P"):
        return time
    if "-Q" in time:
        return "P3M" if "/" not in time else time
    ends = time.split("/")
    if len(ends) == 2 and all(map(_MONTH.fullmatch, ends)):
        (first_year, first), (last_year, last) = (map(int, end.split("-")) for end in ends)
        months = 12 * (last_year - first_year) + last - first + 1
        return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"
    if len(ends) == 2 and all(len(end) == 4 and end.isdigit() for end in ends):
        return f"P{int(ends[1]) - int(ends[0]) + 1}Y"
    return _LENGTHS.get(len(time), "") if _CALENDAR.fullmatch(time) else time


def _of_time(time: str, happens: bool) -> str:
    if time.startswith("R/"):
        return "recurring"
    if time.endswith("/.."):
        return "cumulative"
    return "flow" if time and happens else ""
