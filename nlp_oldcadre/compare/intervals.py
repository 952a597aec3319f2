"""Amounts as intervals: what 余, 近, 以上 and 约 leave open, kept through comparison, sum, ratio and rank.

How far a vague word reaches is a convention of the language, not said by the text: 余 and 多 stay below the next round
number (980余 is less than 990, 3000余 less than 4000), 近 above the last one, 约 rounds. 超 and 以上 have no upper end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any, NamedTuple

_ZERO = Decimal(0)
# Ratios are rounded outwards, so that the true one stays inside.
_DOWN, _UP = Context(prec=12, rounding=ROUND_FLOOR), Context(prec=12, rounding=ROUND_CEILING)
_SIGN_OF = {"over": ">=", "under": "<=", "about": "~"}


class Interval(NamedTuple):
    """The values that an amount may have; ``high`` None where nothing bounds it.

    Examples
    --------
    >>> str(Interval(Decimal(980), Decimal(990), True, True)), str(Interval(Decimal(1000), None))
    ('(980, 990)', '[1000, ∞)')
    """

    low: Decimal
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __str__(self) -> str:
        end = f"{plain(self.high)}{')' if self.high_open else ']'}" if self.high is not None else "∞)"
        return f"{'(' if self.low_open else '['}{plain(self.low)}, {end}"

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def surely_exceeds(self, other: Interval) -> bool:
        """Whether every value here is greater than every value there.

        Examples
        --------
        >>> above, point = Interval(Decimal(50), None, True), Interval(Decimal(50), Decimal(50))
        >>> above.surely_exceeds(point), point.surely_exceeds(above)
        (True, False)
        """
        if other.high is None:
            return False
        return self.low > other.high or (self.low == other.high and (self.low_open or other.high_open))

    def may_exceed(self, other: Interval) -> bool:
        """Whether some value here is greater than some value there."""
        return self.high is None or self.high > other.low

    def meets(self, other: Interval) -> bool:
        """Whether both may be the same number."""
        return not self.surely_exceeds(other) and not other.surely_exceeds(self)

    def plus(self, other: Interval) -> Interval:
        """The values of the sum."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def over(self, other: Interval) -> Interval | None:
        """The values of the ratio; None where the other may be nothing.

        Examples
        --------
        >>> str(Interval(Decimal(3000), Decimal(4000), True, True).over(Interval(Decimal(100), Decimal(120))))
        '(25, 40)'
        >>> Interval(_ZERO, _ZERO).over(Interval(_ZERO, None)) is None
        True
        """
        if other.low <= 0:
            return None
        low = _ZERO if other.high is None else _DOWN.divide(self.low, other.high)
        high = None if self.high is None else _UP.divide(self.high, other.low)
        # Nobody reaches infinity: such an end is open; nothing is nothing, whatever it is divided by.
        low_open = self.low_open or (self.low > 0 and (other.high_open or other.high is None))
        return Interval(low, high, low_open, self.high_open or (self.high != 0 and other.low_open))

    def hull(self, other: Interval) -> Interval:
        """The least interval that holds both."""
        low, low_open = min((self.low, self.low_open), (other.low, other.low_open))
        if self.high is None or other.high is None:
            return Interval(low, None, low_open)
        high, closed = max((self.high, not self.high_open), (other.high, not other.high_open))
        return Interval(low, high, low_open, not closed)


def interval_of(row: Mapping[str, Any]) -> Interval | None:
    """The interval of a row with ``low``, ``high``, ``bound`` and ``modifier``; None without a number.

    Examples
    --------
    >>> def said(low, bound=None, modifier=None, high=None):
    ...     ends = {"low": Decimal(low), "high": Decimal(high or low)}
    ...     return str(interval_of(ends | {"bound": bound, "modifier": modifier}))
    >>> said("980", ">", "about"), said("3000", ">", "over"), said("30000", "<", "about"), said("460", "~", "about")
    ('(980, 990)', '(3000, ∞)', '(20000, 30000)', '[455, 465]')
    >>> said("20", high="99"), said("1000", ">=", "over"), said("1000", "<=", "under")
    ('[20, 99]', '[1000, ∞)', '[0, 1000]')
    """
    low, high = (row["low"] if row["low"] is not None else row["high"]), row["high"]
    if low is None:
        return None
    high = low if high is None else max(low, high)
    low = min(low, high)
    sign = row["bound"] or _SIGN_OF.get(row["modifier"] or "", "")
    if sign in (">", ">="):
        return _above(low, high, sign, row["modifier"])
    if sign in ("<", "<="):
        # 近 keeps above the last round number, 不足 and 以内 don't.
        floor = high - unit_in_last_place(high) if row["modifier"] == "about" else min(_ZERO, low)
        return Interval(floor if low == high else low, high, row["modifier"] == "about", sign == "<")
    if sign == "~":
        return Interval(low - unit_in_last_place(low) / 2, high + unit_in_last_place(high) / 2)
    return Interval(low, high)


def _above(low: Decimal, high: Decimal, sign: str, modifier: str | None) -> Interval:
    if sign == ">" and modifier == "about":
        return Interval(low, high + unit_in_last_place(high), low == high, True)
    return Interval(low, None, sign == ">")


def unit_in_last_place(number: Decimal) -> Decimal:
    """The place of the last digit that isn't zero.

    Examples
    --------
    >>> [int(unit_in_last_place(Decimal(n))) for n in ("980", "3000", "31956", "0")]
    [10, 1000, 1, 1]
    """
    if not number:
        return Decimal(1)
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def is_rounded(one: Decimal, other: Decimal) -> bool:
    """Whether either is the other, rounded (3.2万 of 31,956) or cut off (3.1万): by less than a tenth.

    Examples
    --------
    >>> [is_rounded(Decimal(a), Decimal(b)) for a, b in ((32000, 31956), (31000, 31956), (33000, 31956), (120, 118))]
    [True, True, False, True]
    """
    if one == other:
        return False
    return any(
        abs(a - b) < (place := unit_in_last_place(a)) and place * 10 <= abs(a) and place > unit_in_last_place(b)
        and (abs(a - b) * 2 <= place or a < b)
        for a, b in ((one, other), (other, one))
    )  # fmt: skip


def ranks(values: Sequence[Interval]) -> list[tuple[int, int]]:
    """The best and the worst place, from the greatest down, that each value may take; equal ones share the better place.

    Examples
    --------
    >>> exact = [Interval(Decimal(n), Decimal(n)) for n in (120, 90, 90)]
    >>> ranks(exact)
    [(1, 1), (2, 2), (2, 2)]
    >>> ranks([*exact, Interval(Decimal(80), None)])
    [(1, 2), (2, 3), (2, 3), (1, 4)]
    """
    found = []
    for value in values:
        others = [other for other in values if other is not value]
        best = 1 + sum(other.surely_exceeds(value) for other in others)
        found.append((best, 1 + sum(other.may_exceed(value) for other in others)))
    return found


def plain(number: Decimal) -> str:
    """Digits without an exponent and without zeros at the end.

    Examples
    --------
    >>> plain(Decimal("25.0")), plain(Decimal("3E+3"))
    ('25', '3000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
