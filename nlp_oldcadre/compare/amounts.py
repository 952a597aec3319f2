"""Which amounts may stand side by side, and how an amount is written: bounds shown, nothing rounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nlp_oldcadre.tables import Tables

# Names in quotes and additions in brackets tell one team from another, not what is counted.
_NAMES = re.compile(r"“[^“”]*”|《[^《》]*》|（[^（）]*）|\([^()]*\)|\s+")
_SIGNS = {"about": "≈", "over": "≥", "under": "≤"}


@dataclass(frozen=True, slots=True)
class _IndicatorRow:
    concept: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _UnitRow:
    unit: str
    kind: str


class Yardstick:
    """Indicators and units as concepts: amounts compare when both are the same.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> yardstick = Yardstick.of(load_tables())
    >>> yardstick.concept("“银龄先锋”志愿服务团队"), yardstick.concept("全市老年志愿者")
    ('志愿服务队', '志愿者')
    >>> yardstick.unit("名") == yardstick.unit("人"), yardstick.unit("人") == yardstick.unit("人次")
    (True, False)
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("indicators", _IndicatorRow)
        self._concepts = {form: row.concept for row in rows for form in (row.concept, *row.forms)}
        self._longest = max(map(len, self._concepts))
        self._units = {row.unit: row.kind for row in tables.rows("comparable_units", _UnitRow)}

    @classmethod
    def of(cls, tables: Tables) -> Yardstick:
        yardstick: Yardstick = tables.keep(cls, lambda: cls(tables))
        return yardstick

    def concept(self, indicator: str) -> str:
        """What is counted: the longest known form that the indicator ends in, else the indicator without names."""
        bare = _NAMES.sub("", indicator) or indicator
        for size in range(min(len(bare), self._longest), 1, -1):
            if found := self._concepts.get(bare[-size:]):
                return found
        return bare

    def unit(self, unit: str) -> str:
        """The class of a unit: counters of persons are one, 人次 is another; a unit that is in no class is its own."""
        return self._units.get(unit, unit)


def written(low: Decimal | None, high: Decimal | None, unit: str | None, modifier: str | None) -> str:
    """An amount for people.

    Examples
    --------
    >>> written(Decimal("3000"), Decimal("3000"), "名", "about"), written(Decimal(20), Decimal(99), "条", None)
    ('≈3,000名', '20–99条')
    >>> written(Decimal("0.9700000000"), Decimal("0.97"), "1", "over")
    '≥97%'
    """
    if low is None and high is None:
        return ""
    ends = dict.fromkeys(end for end in (low, high) if end is not None)
    ratio = unit == "1"
    numbers = "–".join(_number(end * 100 if ratio else end) for end in ends)
    return f"{_SIGNS.get(modifier or '', '')}{numbers}{'%' if ratio else unit or ''}"


def _number(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
