"""What each type of mention says: a typed value, and its attributes under the names of the guidelines."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class RegionValue:
    adcode: str | None = None


@dataclass(frozen=True, slots=True)
class OrgValue:
    """``name`` is the resolved full name; ``adcode`` the region that the organisation belongs to, where known."""

    name: str | None = None
    adcode: str | None = None


@dataclass(frozen=True, slots=True)
class PersonValue:
    """``post`` is what the text calls the person (副局长, 退休教师), ``organisation`` the full name of that post's body."""

    post: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentValue:
    """``kind`` is ``policy``, ``media`` or ``work``.

    ``level`` of a policy is ``central`` (the party's centre), ``national``, ``province``, ``prefecture``, ``county`` or
    ``unit`` (a town's, a school's, a company's own), by who issued it or what its title says.
    """

    kind: str
    number: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ProgramValue:
    """``kind`` is brand, campaign, action, project, platform, mechanism, team or event."""

    kind: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class SloganValue:
    """``kind`` is ``formula`` or ``motto``.

    ``expansion`` holds the members where the document spells them out. ``count`` is how many the formula's numerals promise
    (三有一落实: 3 + 1), ``complete`` whether the members named are as many, ``since`` the year in which a national formula
    appeared.
    """

    kind: str
    expansion: tuple[str, ...] = ()
    count: int | None = None
    complete: bool | None = None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount with its unit.

    ``low`` and ``high`` are in base units (万 multiplied out, 97% → 0.97) and equal for a point value. ``modifier``
    is ``about`` (近 约 余 多 左右), ``over`` (超 以上 逾: at least), ``under`` (不足 以内: at most) or None for an exact
    number, so the bound survives: ``over`` leaves the high end open, ``under`` the low end.
    ``bound`` keeps what ``modifier`` rounds off, as a sign: ``>`` 余 多 超, ``>=`` 以上 至少, ``<`` 近 不足, ``<=`` 以内
    至多, ``~`` 约 左右. ``unit`` is the base unit (``1`` for a ratio). ``unit_kind`` tells what may be compared and
    summed (count, money, area, ratio, point …); an amount with ``per``, ``share_of``, ``part_of`` or ``change`` is
    summed with none.

    ``change`` is ``from`` or ``to`` for the ends of a change, ``increase`` or ``decrease`` for a difference or rate.
    ``baseline`` is the value that a change starts from, where the text gives it, ``compared_with`` what it is
    compared with (同比, 上年), ``check`` whether the arithmetic of the ends ``agrees`` or ``differs``. ``per`` names
    what it holds for one of (每人每月: 人 and 月), ``share_of`` the whole of a ratio (占党员总数), ``part_of`` the
    indicator of the amount that this is a part of (其中). ``problem`` marks what the text tells as a lack (仅, 缺, 尚有…未).
    ``uncertain`` marks a number that the recognition of a scan was not sure of (识别存疑).
    """

    low: Decimal
    high: Decimal
    unit: str
    unit_kind: str = "count"
    modifier: str | None = None
    indicator: str | None = None
    region: str | None = None
    program: str | None = None
    time: str | None = None
    bound: str | None = None
    change: str | None = None
    baseline: Decimal | None = None
    compared_with: str | None = None
    check: str | None = None
    per: tuple[str, ...] = ()
    share_of: str | None = None
    part_of: str | None = None
    problem: bool = False
    uncertain: bool = False

    @property
    def is_point(self) -> bool:
        """Whether one number was given, not a range."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class TimeValue:
    """ISO 8601 date, year, month, quarter (``2020-Q2``), interval, open interval, duration or recurrence; or None."""

    value: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """``status`` is ``done`` or ``planned``, ``topic`` one of the eleven of the guidelines.

    ``strength`` tells how binding it is: ``required`` (必须 严禁 一律), ``expected`` (要 应 须, and what is planned without
    such a word), ``encouraged`` (鼓励 支持 引导) or ``exploratory`` (探索 试点); None for what was done. ``deadline`` is the
    last day that is in time (3月底前), ISO 8601; ``beneficiaries`` are the people served, as the text names them. The
    amounts and programmes in it: :meth:`nlp_oldcadre.model.Document.within`.
    """

    status: str
    topic: str
    verb: str
    object: str | None = None
    strength: str | None = None
    deadline: str | None = None
    beneficiaries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HonorValue:
    recipient: str | None = None


Value = (
    RegionValue | OrgValue | PersonValue | DocumentValue | ProgramValue | SloganValue | Quantity | TimeValue | MeasureValue
    | HonorValue
)  # fmt: skip


def attributes(value: Value) -> dict[str, Any]:
    """The value's attributes as the guidelines name them, those without a value left out.

    Examples
    --------
    >>> attributes(Quantity(Decimal(700), Decimal(700), "人次", modifier="about", indicator="支部书记"))
    {'value': 700, 'unit': '人次', 'modifier': 'about', 'indicator': '支部书记'}
    """
    if isinstance(value, Quantity):
        return _quantity_attributes(value)
    hidden = {"adcode"} if isinstance(value, OrgValue) else set()
    pairs = ((f.name, getattr(value, f.name)) for f in fields(value) if f.name not in hidden)
    return {name: list(v) if isinstance(v, tuple) else v for name, v in pairs if v not in (None, ())}


def _quantity_attributes(value: Quantity) -> dict[str, Any]:
    ends = {"value": value.low} if value.is_point else {"low": value.low, "high": value.high}
    out: dict[str, Any] = {name: plain_number(v) for name, v in ends.items()}
    for name in ("unit", "modifier", "indicator", "region", "program", "time"):
        if (v := getattr(value, name)) is not None:
            out[name] = v
    for name in ("bound", "change", "compared_with", "check", "share_of", "part_of"):
        if (v := getattr(value, name)) is not None:
            out[name] = v
    if value.baseline is not None:
        out["baseline"] = plain_number(value.baseline)
    if value.per:
        out["per"] = list(value.per)
    if value.problem:
        out["problem"] = True
    if value.uncertain:
        out["uncertain"] = True
    return out


def plain_number(value: Decimal) -> int | float:
    """The number for JSON: an int where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
