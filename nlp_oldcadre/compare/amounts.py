"""Which amounts may stand side by side, and how an amount is written: bounds shown, nothing rounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from nlp_oldcadre.compare.concepts import Concepts, Counted
from nlp_oldcadre.tables import Tables
from nlp_oldcadre.unit_classes import UnitClasses

# A bound says more than the modifier that it is rounded to: 460余 is more than 460, not about 460.
_SIGNS = {">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "≈", "about": "≈", "over": "≥", "under": "≤"}


# What a change is called, by what it is and whether it is a rate.
_CHANGES = {
    ("increase", True): "增长", ("increase", False): "增加", ("decrease", True): "下降", ("decrease", False): "减少"
}  # fmt: skip
_POINTS = frozenset({"百分点", "千分点"})
_RELATIVE = frozenset({"1", "倍", "番"}) | _POINTS
_SHARE = re.compile("占比$|^占(?!地)")


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
    >>> yardstick.in_class(Decimal(3), "公顷")
    Decimal('30000')
    """

    def __init__(self, tables: Tables) -> None:
        self._concepts = Concepts.of(tables)
        self._classes = UnitClasses.of(tables)

    @classmethod
    def of(cls, tables: Tables) -> Yardstick:
        yardstick: Yardstick = tables.keep(cls, lambda: cls(tables))
        return yardstick

    def counted(self, indicator: str, unit: str = "") -> Counted:
        """What is counted, with what narrows it."""
        return self._concepts.read(indicator, self.unit(unit))

    def concept(self, indicator: str, unit: str = "") -> str:
        """What is counted, with what narrows it, as one text."""
        return self.counted(indicator, unit).label

    def unit(self, unit: str) -> str:
        """The class of a unit: counters of persons are one, 人次 is another; a unit that is in no class is its own."""
        return self._classes.name(unit)

    def in_class(self, number: Decimal, unit: str) -> Decimal:
        """The number in the unit that its class is named after: 3 公顷 are 30,000 平方米."""
        factor = self._classes.factor(unit)
        return number if factor == 1 else number * factor


def each(fact: Mapping[str, Any]) -> str:
    """每人每月, of an amount that is neither a change nor a share; empty for another."""
    if fact["change"] or fact["share_of"]:
        return ""
    return "".join(f"每{one}" for one in fact["per"] or ())


def aspect(fact: Mapping[str, Any]) -> str | None:
    """The word that makes a result a change, a share or an amount for each; None for a level.

    Examples
    --------
    >>> blank = {"change": None, "compared_with": None, "per": (), "share_of": None, "unit": "1", "object": "志愿者"}
    >>> [aspect(blank | {"change": "increase", "compared_with": said}) for said in ("同比", "上年", None)]
    ['同比增长', '比上年增长', '增长']
    >>> aspect(blank | {"share_of": "党员总数"}), aspect(blank | {"per": ("人", "月"), "unit": "元"}), aspect(blank)
    ('占', '每人每月', None)
    """
    if fact["change"] == "from":
        return "原"
    if word := _CHANGES.get((fact["change"], fact["unit"] in _RELATIVE)):
        return _against(fact["compared_with"]) + word
    if fact["share_of"] or (fact["unit"] == "1" and _SHARE.search(fact["object"])):
        return "占"
    if fact["unit"] in _POINTS:
        return "变化"
    return each(fact) or None


def _against(what: str | None) -> str:
    """同比 stands before the verb as it is, a year or an average after 比."""
    return "" if not what else what if what.endswith("比") else f"比{what}"


def written(low: Decimal | None, high: Decimal | None, unit: str | None, modifier: str | None, bound: str | None = None) -> str:
    """An amount for people, as offices write it: large ones in 万 and 亿 where two decimals hold all of it.

    Examples
    --------
    >>> written(Decimal("3000"), Decimal("3000"), "名", "about"), written(Decimal(20), Decimal(99), "条", None)
    ('≈3000名', '20–99条')
    >>> [written(Decimal(460), Decimal(460), "人", "about", sign) for sign in (">", "<", "~")]
    ['>460人', '<460人', '≈460人']
    >>> written(Decimal("0.9700000000"), Decimal("0.97"), "1", "over")
    '≥97%'
    >>> [written(Decimal(n), Decimal(n), "元", None) for n in ("8600000", "15600", "320000000", "1234567")]
    ['860万元', '1.56万元', '3.2亿元', '1,234,567元']
    """
    if low is None and high is None:
        return ""
    ratio = unit == "1"
    ends = [end * 100 if ratio else end for end in dict.fromkeys((low, high)) if end is not None]
    # Both ends of a range in one manner.
    shown = [_scaled(end) for end in ends] if all(end < _WAN or _scaled(end)[-1] in "万亿" for end in ends) else []
    numbers = "–".join(shown or map(_number, ends))
    return f"{_SIGNS.get(bound or modifier or '', '')}{numbers}{'%' if ratio else unit or ''}"


_WAN, _YI = Decimal(10_000), Decimal(100_000_000)


def _scaled(value: Decimal) -> str:
    """In 亿, else in 万, else in full: no digit is lost."""
    for size, name in ((_YI, "亿"), (_WAN, "万")):
        if abs(value) >= size and value % (size / 100) == 0:
            return f"{_number(value / size)}{name}"
    return _number(value)


def _number(value: Decimal) -> str:
    """Digits in groups of three from five digits on, as GB/T 15835 has it."""
    text = f"{value:,f}" if abs(value) >= _WAN else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
