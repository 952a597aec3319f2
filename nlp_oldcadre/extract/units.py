"""Units and counters after a number, and the words before and after that bound it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.extract.sizes import sizes_by_opening
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: what it is counted in (``base``), its kind and its factor.

    ``context`` is ``any``; ``strict``: only after figures, a bound or a verb of counting; ``counted``: only after a bound or
    such a verb; ``hanzi``: only after Chinese numerals. ``bare`` allows 百, 千, 万 without a figure. ``never_before`` lists
    what makes another word of it (个 + 月); ``not_before`` what does so after a Chinese numeral (三 + 节 + 前).
    """

    unit: str
    base: str
    kind: str
    factor: Decimal
    context: str
    bare: bool
    never_before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModifierRow:
    """A word that bounds a number: ``place`` is before or after, ``modifier`` about, over or under, ``bound`` its sign."""

    word: str
    place: str
    modifier: str
    bound: str


@dataclass(frozen=True, slots=True)
class BareNounRow:
    """A noun that a large number stands before without a classifier, and the natural one."""

    noun: str
    unit: str


@dataclass(frozen=True, slots=True)
class MeasuredNounRow:
    """A noun that a large number stands after without a classifier (点击量超百万), and the natural one."""

    noun: str
    unit: str


class Bound(NamedTuple):
    """Where the bounding word begins or ends, what it makes of the number, and the sign of it."""

    at: int
    modifier: str
    sign: str


class UnitMatch(NamedTuple):
    """Where the unit ends, and its row."""

    end: int
    row: UnitRow


class Units:
    """Looks up what stands around a number.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> units = Units.of(load_tables())
    >>> units.after("700多人次培训", 4).row.unit, units.after("3个月", 1)
    ('人次', None)
    >>> units.bound_before("不少于50人", 3)[1:], units.bound_after("80岁以上", 3)
    (('over', '>='), Bound(at=5, modifier='over', sign='>='))
    """

    def __init__(self, tables: Tables) -> None:
        self._rows = {row.unit: row for row in tables.rows("units", UnitRow)}
        self._sizes = sizes_by_opening(self._rows)
        # What can follow a numeral of one character that is part of an amount: a unit, a joiner, a change, 两 三.
        self.leads_on = frozenset(opening[0] for opening in self._sizes) | _LEADS_ON
        modifiers = tables.rows("modifiers", ModifierRow)
        self._before = {row.word: (row.modifier, row.bound) for row in modifiers if row.place == "before"}
        self._after = {row.word: (row.modifier, row.bound) for row in modifiers if row.place == "after"}
        self._last_before = frozenset(word[-1] for word in self._before)
        self._first_after = frozenset(word[0] for word in self._after)
        self._nouns = {row.noun: row.unit for row in tables.rows("bare_nouns", BareNounRow)}
        measured = {row.noun: row.unit for row in tables.rows("measured_nouns", MeasuredNounRow)}
        nouns = "|".join(sorted(measured, key=len, reverse=True))
        self._measured = measured
        self._measure = re.compile(f"({nouns})(?:已|均|累计|总计|也|都)*(?:达到?了?|为|有|共)?$")
        self._widest = max(map(len, self._before))
        self._furthest = max(map(len, self._after))
        self._longest_noun = max(map(len, self._nouns))

    @classmethod
    def of(cls, tables: Tables) -> Units:
        """The units of these tables, built once."""
        units: Units = tables.keep(cls, lambda: cls(tables))
        return units

    def after(self, text: str, position: int) -> UnitMatch | None:
        """The longest unit at ``position`` that is not the start of another word."""
        figures = position > 0 and text[position - 1] not in _CHINESE
        # What sizes_at does, without its call: this is asked of every number.
        opening = text[position : position + 2]
        if opening not in self._sizes:
            opening = opening[:1]
        if opening not in self._sizes:
            return None
        for length in self._sizes[opening]:
            row = self._rows.get(text[position : position + length])
            if row is None or len(row.unit) != length or text.startswith(row.never_before, position + length):
                continue
            if figures or not text.startswith(row.not_before, position + length):
                return UnitMatch(self._past_second(text, position + length), row)
        return None

    def _past_second(self, text: str, end: int) -> int:
        """Past a second unit in brackets (台（套）, 幅（件）)."""
        close = text.find("）", end, end + 4) if text.startswith("（", end) else -1
        return close + 1 if close > 0 and text[end + 1 : close] in self._rows else end

    def bound_before(self, text: str, position: int) -> Bound | None:
        """The longest bound that ends at ``position``."""
        if not position or text[position - 1] not in self._last_before:
            return None
        for length in range(min(self._widest, position), 0, -1):
            start = position - length
            if found := self._before.get(text[start:position]):
                return None if _OTHER_WORD.search(text, max(0, start - 1), position) else Bound(start, *found)
        return None

    def bound_apart(self, text: str, position: int) -> Bound | None:
        """A bound that a verb parts from the number at ``position`` (至少配备1名, 不超过每户500元)."""
        first = max(0, position - 18)
        if _APART_FIRST.isdisjoint(text[first:position]):
            return None
        match = _APART.search(text, first, position)
        if match is None:
            return None
        return Bound(position, "over", ">=") if match["over"] else Bound(position, "under", "<=")

    def bound_after(self, text: str, position: int) -> Bound | None:
        """The longest bound that starts at ``position``."""
        if text[position : position + 1] not in self._first_after:
            return None
        for length in range(self._furthest, 0, -1):
            if found := self._after.get(text[position : position + length]):
                return Bound(position + len(text[position : position + length]), *found)
        return None

    def natural(self, text: str, position: int) -> UnitRow | None:
        """The classifier that a noun at ``position`` goes without (70万离退休老党员)."""
        for length in range(self._longest_noun, 1, -1):
            unit = self._nouns.get(text[position : position + length])
            if unit:
                return self._rows[unit]
        return None

    def natural_before(self, text: str, position: int) -> UnitRow | None:
        """The classifier that a noun before ``position`` goes without (联系青少年30多万)."""
        for length in range(self._longest_noun, 1, -1):
            unit = self._nouns.get(text[max(0, position - length) : position])
            if unit:
                return self._rows[unit]
        return None

    def measured(self, text: str, position: int) -> UnitRow | None:
        """The unit of a number at ``position`` that follows the noun it measures."""
        match = self._measure.search(text, max(0, position - 10), position)
        return self._rows[self._measured[match[1]]] if match else None

    def row(self, unit: str) -> UnitRow:
        return self._rows[unit]

    def named(self, word: str) -> UnitRow | None:
        """The row of a unit as the head of a table names it (名, 万元), with the scale in its factor."""
        scale = _SCALES.get(word[:1]) if len(word) > 1 else None
        row = self._rows.get(word) or (self._rows.get(word[1:]) if scale else None)
        return replace(row, factor=row.factor * scale) if row and scale and word not in self._rows else row


_LEADS_ON = frozenset("至到—–~～-大扩增提上调发壮改升涨下降减压缩回|｜")
_SCALES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_CHINESE = "一二两三四五六七八九十百千万亿"
# 至少每2个月走访1次: of the figures between, only those of a recurrence; 人数最多的支部 is no bound.
_APART = re.compile(
    "(?:(?P<over>至少|最少(?!的)|起码|不得?[少低]于|不下于)|(?:最多|至多)(?!的|时|一)|不得?[超高]过|不得?高于|不得?多于)"
    r"(?:每\d{1,2}个?[年月天周日])?[^\s，。；：、！？（）“”\d一两二三四五六七八九十]{1,12}$"
)
_APART_FIRST = frozenset("至最起不")
# 就近, 最近, 节约, 高超 and the like end in a character that alone is a bound.
_OTHER_WORD = re.compile("[最附就远邻亲临靠新晚]近|[节预签制公相特合契誓邀]约|[高反赶]超")
