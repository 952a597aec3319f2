"""What is counted, as concepts of the field: other words for one thing meet, what narrows a thing is kept and said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import Tables

# Names in quotes and additions in brackets tell one team from another, not what is counted.
_NAMES = re.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》|（[^（）]*）|\([^()]*\)|\s+")
_QUOTED = re.compile(r"“([^“”]*)”")
# 单位和团队 are two things counted together: they are neither 单位 nor 团队.
_JOINED = re.compile("[和与及或、，/]|以及")
# 市委老干部局培训党支部书记: whoever does it is no part of what is counted.
_ORGAN = re.compile(".*(?:局|委|部|办|处|厅|中心|协会)")
# Nobody counts what takes more words; a name of thousands of characters costs no time.
_LONGEST = 40
# The longest modifier or region that is looked for, and the longest noun that may be part of quite another one.
_WORD, _SHORT = 12, 2
# Shares and multiples tell nothing about what they are of.
_NO_COUNT = frozenset({"", "1", "百分点", "千分点", "倍", "番"})
# Of honours it matters who gave them: 全国先进集体 is no 全市先进集体.
_AWARD = "award"


@dataclass(frozen=True, slots=True)
class _IndicatorRow:
    concept: str
    kinds: tuple[str, ...]
    nature: str
    idle: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _ModifierRow:
    word: str
    role: str


class Counted(NamedTuple):
    """A concept; what narrows it (农村, of 农村党员), empty for the thing as a whole; its nature.

    ``nature``: ``stock`` (teams, venues: there are so many), ``flow`` (so many happen), ``people`` (those who are there or
    those who took part, as the text has it), ``context`` (方面, 参加人员: what stands in a sentence and tells nothing by
    itself), or empty for what is in no table. ``is_named``: it is counted of one brand, “银龄先锋”志愿服务队.
    """

    concept: str
    narrowing: str = ""
    nature: str = ""
    is_named: bool = False

    @property
    def label(self) -> str:
        """The concept with what narrows it: 党员（困难）."""
        return f"{self.concept}（{self.narrowing}）" if self.narrowing else self.concept


class Concepts:
    """The table ``indicators.csv`` with the grammar of its nouns: modifiers and a head, the head last.

    Modifiers that only say where (全市) or repeat what holds for all (老干部 before 志愿者) are dropped, names too. Others
    narrow: what is left of a known head. Two things joined (党员和群众) and unknown heads are concepts of their own.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> concepts = Concepts.of(load_tables())
    >>> concepts.read("全市“银龄先锋”志愿服务团队", "个")
    Counted(concept='志愿服务队', narrowing='', nature='stock', is_named=True)
    >>> concepts.read("困难党员").label, concepts.read("农村党员").label, concepts.read("党员和群众").label
    ('困难老党员', '党员（农村）', '党员和群众')

    One word for two things is told apart by the unit:

    >>> concepts.read("培训", "期").concept, concepts.read("培训", "人次").concept
    ('培训班', '培训人次')
    """

    def __init__(self, tables: Tables) -> None:
        self._regions = Regions.of(tables)
        self._heads: dict[str, list[_IndicatorRow]] = {}
        for row in tables.rows("indicators", _IndicatorRow):
            for form in dict.fromkeys((row.concept, *row.forms)):
                self._heads.setdefault(form, []).append(row)
        self._longest = max(map(len, self._heads))
        modifiers = tables.rows("indicator_modifiers", _ModifierRow)
        self._roles = {row.word: row.role for row in modifiers}
        self._tails = sorted((row.word for row in modifiers if row.role == "tail"), key=len, reverse=True)

    @classmethod
    def of(cls, tables: Tables) -> Concepts:
        """The concepts of these tables, built once."""
        concepts: Concepts = tables.keep(cls, lambda: cls(tables))
        return concepts

    def read(self, indicator: str, kind: str = "") -> Counted:
        """What an indicator counts; ``kind`` is the class of its unit, which tells 培训 (期) from 培训 (人次)."""
        named, bare = self._bare(indicator)
        found = self._head(bare, kind) or self._head(self._without_tail(bare), kind)
        if not found:
            return Counted(self._without_tail(bare), is_named=named)
        row, rest = found
        return Counted(row.concept, self._narrowing(rest, row), "" if row.nature == _AWARD else row.nature, named)

    def _bare(self, indicator: str) -> tuple[bool, str]:
        """Whether it bears a name, and the words without it; a quoted word of the language (“五老”) is none."""
        known = _QUOTED.sub(lambda m: m[1] if m[1] in self._roles or m[1] in self._heads else m[0], indicator)
        # 志愿者（义工） is known as a whole, if at all.
        whole = "".join(known.split())
        if whole in self._heads:
            return False, whole
        bare = _NAMES.sub("", known)
        # What is nothing but a name, or two names joined, is itself.
        return ("“" in known, bare) if bare and not _JOINED.match(bare) else (True, whole)

    def _head(self, words: str, kind: str) -> tuple[_IndicatorRow, str] | None:
        """The longest known form that the words end in, and what stands before it."""
        for size in range(min(len(words), self._longest), 0, -1):
            rows, rest = self._heads.get(words[-size:]), words[:-size]
            if not rows or (rest and size == 1):
                continue
            if len(rest) > _LONGEST or _JOINED.search(rest):
                return None
            of_kind = next((row for row in rows if kind in row.kinds), None)
            # A short noun at the end of another is the head only where it is counted as such: no 建言报告 is a 报告会.
            if of_kind or not rest or kind in _NO_COUNT or size > _SHORT:
                return of_kind or rows[0], rest
        return None

    def _without_tail(self, words: str) -> str:
        """志愿者人数 counts 志愿者."""
        found = (words[: -len(tail)] for tail in self._tails if words.endswith(tail) and len(words) > len(tail) + 1)
        return next(found, words)

    def _narrowing(self, words: str, row: _IndicatorRow) -> str:
        """What is left of the modifiers when those at either end that narrow nothing are gone."""
        roles = set(row.idle) | (set() if row.nature == _AWARD else {"scope"})
        if (organ := _ORGAN.match(words)) and self._idle_start(words[organ.end() :], {"scope"}):
            words = words[organ.end() :]
        while size := self._idle_start(words, roles):
            words = words[size:]
        while size := next((n for n in range(min(len(words), _WORD), 0, -1) if self._roles.get(words[-n:]) in roles), 0):
            words = words[:-size]
        return words

    def _idle_start(self, words: str, roles: set[str]) -> int:
        """The length of the longest word at the start that narrows nothing: of these roles, or the name of a region."""
        for size in range(min(len(words), _WORD), 0, -1):
            if self._roles.get(words[:size]) in roles or self._is_region(words[:size]):
                return size
        return 0

    def _is_region(self, word: str) -> bool:
        return len(word) > 2 and (word in self._regions.by_name or word in self._regions.by_full_name)
