"""Amounts in queries: ``>1000 人``, ``10万..20万元``; and what an amount of a document is compared by."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.tables import Tables
from nlp_oldcadre.unit_classes import UnitClasses

_NUMBER = r"(\d[\d,，]*(?:\.\d+)?)([十百千万亿]*)"
_SIGN = re.compile(r"(>=|=>|≥|<=|=<|≤|>|<|=)")
_PLAIN = re.compile(_NUMBER)
_TO = re.compile(r"\.\.+|…+")
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ABOVE = frozenset({">", ">=", "=>", "≥"})
_WIDE = {ord("＞"): ">", ord("＜"): "<", ord("＝"): "=", **{0xFF10 + n: str(n) for n in range(10)}, ord("．"): "."}


@dataclass(frozen=True, slots=True)
class AmountRange:
    """The values that are wanted, in base units; None is no limit. ``unit`` None asks for any unit."""

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None

    def holds(self, least: float, most: float) -> bool:
        """Whether all values from ``least`` to ``most`` are wanted."""
        above = self.low is None or least > self.low or (least == self.low and not self.low_open)
        return above and (self.high is None or most < self.high or (most == self.high and not self.high_open))


@dataclass(frozen=True, slots=True)
class _UnitRow:
    unit: str
    base: str
    kind: str
    factor: Decimal
    context: str = ""
    bare: str = ""
    never_before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class Units:
    """Units with their base, factor and class; counters of one class (名, 位, 人) find each other, 人 and 人次 do not.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> units = Units.of(load_tables())
    >>> units.measure("名") == units.measure("人"), units.measure("人") == units.measure("人次"), "志愿者" in units
    (True, False, False)
    >>> units.convert(AmountRange(50.0, None), "%")
    AmountRange(low=0.5, high=None, low_open=False, high_open=False, unit='1')
    """

    def __init__(self, tables: Tables) -> None:
        self._rows = {row.unit: row for row in tables.rows("units", _UnitRow)}
        self._classes = UnitClasses.of(tables)
        self._longest = max(map(len, self._rows))

    @classmethod
    def of(cls, tables: Tables) -> Units:
        units: Units = tables.keep(cls, lambda: cls(tables))
        return units

    def __contains__(self, unit: str) -> bool:
        return unit in self._rows

    def leading(self, text: str) -> str:
        """The longest unit that the text begins with; empty where it begins with none."""
        sizes = range(min(len(text), self._longest), 0, -1)
        return next((text[:size] for size in sizes if text[:size] in self._rows), "")

    def measure(self, base: str | None) -> tuple[str | None, Decimal]:
        """The class in which amounts of a base unit are compared, and its factor; one that is in no class is its own.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> Units.of(load_tables()).measure("公顷")
        ('平方米', Decimal('10000'))
        """
        return (self._classes.name(base), self._classes.factor(base)) if base else (None, Decimal(1))

    def convert(self, amount: AmountRange, unit: str) -> AmountRange:
        """The same range in the unit of the class that is compared."""
        row = self._rows[unit]
        kind, factor = self.measure(row.base)
        low, high = (None if end is None else times(end, row.factor * factor) for end in (amount.low, amount.high))
        return replace(amount, low=low, high=high, unit=kind)


def times(number: float, factor: Decimal) -> float:
    """The product without the dust of binary fractions: 29 % is 0.29."""
    return number if factor == 1 else float(Decimal(str(number)) * factor)


def is_sign(text: str) -> bool:
    """Whether this is a sign of comparison and nothing more."""
    return bool(_SIGN.fullmatch(text.translate(_WIDE)))


def is_unit(text: str, units: Units) -> bool:
    """Whether this is what may stand after a number: 人, 万元."""
    return text.lstrip("".join(_SIZES)) in units


def parse_amount(text: str, units: Units) -> tuple[AmountRange, str] | None:
    """The amount that a text begins with, and what follows it.

    None where it begins with none: a number alone is text, only a sign or ``..`` makes it a condition.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> units = Units.of(load_tables())
    >>> parse_amount("≥1.5万元", units)
    (AmountRange(low=15000.0, high=None, low_open=False, high_open=False, unit='元'), '')
    >>> parse_amount("10..20", units)
    (AmountRange(low=10.0, high=20.0, low_open=False, high_open=False, unit=None), '')
    >>> [parse_amount(text, units)[0].low for text in ("10万元..20万元", "3..5万元", "500..2万人", "..9")]
    [100000.0, 30000.0, 500.0, None]
    >>> parse_amount(">1000志愿者", units)[1], parse_amount("1000人", units), parse_amount("...", units)
    ('志愿者', None, None)
    """
    text = text.translate(_WIDE)
    if sign := _SIGN.match(text):
        found = _read_number(text[sign.end() :], units)
        if found is None:
            return None
        amount, unit, rest = _one_sided(sign[0], found.value), found.unit, found.rest
    else:
        ends = _read_range(text, units)
        if ends is None:
            return None
        low, high, unit, rest = ends
        amount = AmountRange(low, high)
    return (units.convert(amount, unit) if unit else amount), rest


class _Number(NamedTuple):
    digits: Decimal
    size: int
    unit: str
    rest: str

    @property
    def value(self) -> float:
        return float(self.digits * self.size)


def _read_number(text: str, units: Units) -> _Number | None:
    """A number with its unit, and what follows."""
    found = _PLAIN.match(text)
    if not found:
        return None
    digits = Decimal(found[1].replace(",", "").replace("，", ""))
    unit = units.leading(text[found.end() :])
    return _Number(digits, math.prod(_SIZES[size] for size in found[2]), unit, text[found.end() + len(unit) :])


def _read_range(text: str, units: Units) -> tuple[float | None, float | None, str, str] | None:
    """``10..20人``, ``10万元..20万元``, ``10..``, ``..20``: both ends, the unit, and what follows."""
    low = _read_number(text, units)
    to = _TO.match(low.rest if low else text)
    if not to:
        return None
    high = _read_number(to.string[to.end() :], units)
    if low and high and low.size == 1 and not low.unit and low.digits < high.digits:
        # 3..5万元 has 万 on both ends, 500..2万人 has not.
        low = low._replace(size=high.size)
    if low is None and high is None:
        return None
    rest = high.rest if high else to.string[to.end() :]
    unit = high.unit if high else units.leading(rest)
    rest = rest if high else rest[len(unit) :]
    return low.value if low else None, high.value if high else None, unit or (low.unit if low else ""), rest


def _one_sided(sign: str, value: float) -> AmountRange:
    is_open = sign in (">", "<")
    if sign == "=":
        return AmountRange(value, value)
    if sign in _ABOVE:
        return AmountRange(value, None, low_open=is_open)
    return AmountRange(None, value, high_open=is_open)


def stated(low: float | None, high: float | None, bound: str | None) -> tuple[float, float] | None:
    """The ends by which an amount of a document is compared: a bound decides where numbers are equal.

    460余 is just above 460, 近500 just below 500: the first is >460, the second <500, though nobody said by how much.

    Examples
    --------
    >>> least, most = stated(460.0, 460.0, ">")
    >>> least == most > 460, stated(20.0, 99.0, None), stated(None, None, None)
    (True, (20.0, 99.0), None)
    """
    if low is None and high is None:
        return None
    least, most = (high if low is None else low), (low if high is None else high)
    assert least is not None and most is not None
    toward = {">": math.inf, "<": -math.inf}.get(bound or "")
    return (least, most) if toward is None else (math.nextafter(least, toward), math.nextafter(most, toward))
