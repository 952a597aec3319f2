"""Numbers of synthetic documents: the same office says the same of the same year, in whatever words.

A value is a hash of office, programme, indicator and year, so nothing has to be remembered to say it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.tables import Tables

_MASK = (1 << 64) - 1
FIRST_YEAR = 2018
# A county's numbers times this: most offices of a city have three counties' worth of everything, a province a dozen.
_LEVELS = {"county": 1, "prefecture": 3, "province": 12}


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A row of synth_amounts.csv: the unit as printed and the range of a county in the first year."""

    indicator: str
    unit: str
    low: int
    high: int
    fixed: bool = False


class Style(NamedTuple):
    """What stands around the number and its unit; ``round`` is ``down``, ``up`` or empty."""

    before: str = ""
    between: str = ""
    after: str = ""
    bound: str = ""
    round: str = ""

    @classmethod
    def of(cls, text: str, bound: str = "", round: str = "") -> Style:
        """The style of a text with ``{v}`` and ``{u}`` in it.

        Examples
        --------
        >>> Style.of("近{v}{u}")
        Style(before='近', between='', after='', bound='', round='')
        """
        before, _, rest = text.partition("{v}")
        between, _, after = rest.partition("{u}")
        return cls(before, between, after, bound, round)


_PLAIN = Style()


class Printed(NamedTuple):
    text: str
    value: str
    unit: str
    bound: str


def amount_rows(tables: Tables) -> dict[str, tuple[int, AmountRow]]:
    """Indicator → its number in the table and its row."""
    return {row.indicator: (i, row) for i, row in enumerate(tables.rows("synth_amounts", AmountRow), 1)}


def fraction(*key: int) -> float:
    """A number in [0, 1) that depends on the key alone (mixed by the finish of SplitMix64, Steele et al. 2014).

    Examples
    --------
    >>> fraction(1, 2) == fraction(1, 2) != fraction(2, 1)
    True
    """
    h = 0
    for part in key:
        h = (h + part) * 0x9E3779B97F4A7C15 & _MASK
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    h = (h ^ (h >> 27)) * 0x94D049BB133111EB & _MASK
    return (h ^ (h >> 31)) / (_MASK + 1)


def value_of(row: AmountRow, level: str, year: int, *key: int, planned: bool = False) -> int:
    """What an office has in a year; ``planned`` is what it set itself to reach, 75 to 115 percent of that."""
    share = fraction(*key)
    value = row.low * (row.high / row.low) ** share
    if not row.fixed:
        value *= _LEVELS[level] * (1 + 0.08 * (year - FIRST_YEAR))
    if planned and row.unit != "%":
        value *= 0.75 + 0.4 * fraction(*key, 1)
    return max(2, round(value))


def printed(value: int, unit: str, style: Style) -> Printed:
    """A number in words of the register, and what it says exactly.

    Examples
    --------
    >>> printed(1286, "名", Style.of("{v}余{u}", ">", "down"))
    Printed(text='1200余名', value='1200', unit='名', bound='>')
    >>> printed(34567, "人次", Style())
    Printed(text='3.46万人次', value='34600', unit='人次', bound='')
    """
    if unit == "%" or (style.bound in {">", "<", "~"} and value < 20):
        style = _PLAIN
    if style.round:
        value = _rounded(value, up=style.round == "up")
    if value < 20_000:
        digits = str(value)
    else:
        value = (value + 50) // 100 * 100
        digits = f"{value / 10_000:.2f}".rstrip("0").rstrip(".") + "万"
    text = style.before + digits + style.between + unit + style.after
    base, factor = ("元", 10_000) if unit == "万元" else ("1", 0) if unit == "%" else (unit, 1)
    exact = str(value * factor) if factor else f"{Decimal(value) / 100:f}"
    return Printed(text, exact, base, style.bound)


def _rounded(value: int, *, up: bool) -> int:
    """To two digits of a large number, to tens of a middling one."""
    step = 1 if value < 20 else 10 ** max(1, len(str(value)) - 2)
    return -(-value // step) * step if up else value // step * step
