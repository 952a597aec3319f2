"""The language of queries: words, “phrases”, conditions (``region:江苏``) and amounts (``>1000 人``).

==============================  ==================================================================================
``志愿服务 培训``                both strings, each wherever it stands, whatever a dictionary makes of it
``"银龄 行动"``                  a phrase: quotation marks (also “” and 「」) keep blanks, and take all meaning from signs
``region:江苏,浙江``             a condition, of several values one; fields in ``data/search_fields.csv``, Chinese names too
``time:2020..2021``             a period: a year, month, day or quarter, or from..to with an open end (``2020..``)
``>1000 人``  ``10万..20万元``    amounts: ``> >= < <= =`` or from..to, 万 and 亿, with the unit where it matters
==============================  ==================================================================================

All must hold. What has no meaning by this table is text and is looked for as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.search.amounts import AmountRange, Units, is_sign, is_unit, parse_amount
from nlp_oldcadre.search.terms import fold
from nlp_oldcadre.tables import Tables, load_tables

# A quoted phrase, a run of blanks, or any other character; an opening mark without its closing one is a plain character.
_PIECE = re.compile(r"“([^“”]*)”|「([^「」]*)」|\"([^\"]*)\"|(\s+)|(.)", re.S)
_VALUES = re.compile("[,，、|]")
# What stands between the ends of a period, with blanks around it.
_TO = frozenset({"..", "...", "…", "至", "到", "-", "—", "——", "~", "～"})


class Condition(NamedTuple):
    """A field with the values of which one must hold, and where in the query they stand (None: given beside it)."""

    field: str
    values: tuple[str, ...]
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What a query asks for: strings (folded as the index is), conditions, amounts; all must hold. ``text`` is as written."""

    words: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    amounts: tuple[AmountRange, ...] = ()
    text: str = ""

    def narrowed(self, *conditions: Condition) -> Query:
        """The same with more conditions."""
        return replace(self, conditions=(*self.conditions, *conditions))

    def without_conditions(self, *fields: str) -> Query:
        """The same with fewer conditions."""
        return replace(self, conditions=tuple(c for c in self.conditions if c.field not in fields))


class _Token(NamedTuple):
    """A part of the query between blanks: its text without quotation marks, its place, where its quoted part begins."""

    text: str
    at: int
    quoted_from: int | None


@dataclass(frozen=True, slots=True)
class _FieldRow:
    field: str
    names: tuple[str, ...]


def parse(query: str, *, tables: Tables | None = None) -> Query:
    """What a query asks for.

    Raises
    ------
    QueryError : when nothing is left to look for, and for a condition without a value, naming the character.

    Examples
    --------
    >>> parse('志愿服务 “银龄 行动” title2:(+a*').words
    ('志愿服务', '银龄行动', 'title2:(+a*')
    >>> found = parse("志愿者 >1000 人 地区：江苏 time:2020..2021")
    >>> found.words, [(c.field, c.values) for c in found.conditions]
    (('志愿者',), [('region', ('江苏',)), ('time', ('2020..2021',))])
    >>> found.amounts
    (AmountRange(low=1000.0, high=None, low_open=True, high_open=False, unit='人'),)
    """
    reader = _Reader(query, tables or load_tables())
    found = Query(tuple(dict.fromkeys(reader.words)), tuple(reader.conditions), tuple(reader.amounts), query)
    if any("\ud800" <= char <= "\udfff" for char in query) or not (found.words or found.conditions or found.amounts):
        raise _nothing_to_find(query)
    return found


class _Reader:
    """Takes the tokens of a query one by one."""

    def __init__(self, query: str, tables: Tables) -> None:
        self.query = query
        self.words: list[str] = []
        self.conditions: list[Condition] = []
        self.amounts: list[AmountRange] = []
        self._fields = field_names(tables)
        self._units = Units.of(tables)
        self._tokens = _tokens(query)
        while self._tokens:
            self._take(self._tokens.pop(0))

    def _take(self, token: _Token) -> None:
        if token.quoted_from != 0 and (self._is_condition(token) or self._is_amount(token)):
            return
        if folded := fold(token.text):
            self.words.append(folded)

    def _is_condition(self, token: _Token) -> bool:
        """``field:value``; the value may follow after a blank."""
        name, colon, value = token.text.replace("：", ":", 1).partition(":")
        field = self._fields.get(name.strip().lower())
        if not colon or field is None or (token.quoted_from is not None and token.quoted_from <= len(name)):
            return False
        at = token.at + len(name) + 1
        if not value and self._tokens:
            value, at, _ = self._tokens.pop(0)
        if field == "time" and self._plain(0) in _TO and self._plain(1)[:1].isdigit():
            value += "".join(token.text for token in (self._tokens.pop(0), self._tokens.pop(0)))
        values = tuple(part.strip() for part in _VALUES.split(value) if part.strip())
        if not values:
            raise _no_value(self.query, at, name)
        self.conditions.append(Condition(field, values, at))
        return True

    def _is_amount(self, token: _Token) -> bool:
        """``>1000人``; sign, number and unit may stand apart, what follows a number without being a unit is a word."""
        taken, text = 0, token.text
        if is_sign(text):
            text, taken = text + self._plain(0), 1
        if is_unit(self._plain(taken), self._units):
            text, taken = text + self._plain(taken), taken + 1
        found = parse_amount(text, self._units)
        if found is None:
            return False
        amount, rest = found
        if amount.low is not None and amount.high is not None and amount.low > amount.high:
            raise _ends_first(self.query, token.at)
        self.amounts.append(amount)
        del self._tokens[:taken]
        if rest:
            self.words.append(fold(rest))
        return True

    def _plain(self, number: int) -> str:
        """A token that follows, unless it is quoted; empty where there is none."""
        found = self._tokens[number] if number < len(self._tokens) else None
        return found.text if found and found.quoted_from is None else ""


def _tokens(query: str) -> list[_Token]:
    tokens: list[_Token] = []
    text, at, quoted = "", None, None
    for match in _PIECE.finditer(query):
        if match[4]:
            if at is not None:
                tokens.append(_Token(text, at, quoted))
            text, at, quoted = "", None, None
            continue
        phrase = next((match[n] for n in (1, 2, 3) if match[n] is not None), None)
        at = match.start() if at is None else at
        if phrase is not None and quoted is None:
            quoted = len(text)
        text += match[5] if phrase is None else phrase
    return [*tokens, _Token(text, at, quoted)] if at is not None else tokens


def field_names(tables: Tables) -> dict[str, str]:
    """The field that each of its names means."""
    rows = tables.rows("search_fields", _FieldRow)
    return {name: row.field for row in rows for name in (row.field, *row.names)}


def fields(tables: Tables) -> dict[str, str]:
    """The fields of conditions with a Chinese name of each.

    Examples
    --------
    >>> fields(load_tables())["region"]
    '地区'
    """
    rows = tables.rows("search_fields", _FieldRow)
    return {row.field: next(name for name in row.names if not name.isascii()) for row in rows}


def at(query: str, place: int) -> str:
    """Where an error is: the query with the number of the character, counted from 1.

    Examples
    --------
    >>> at("志愿 region:火星", 10)
    '查询“志愿 region:火星”第 11 字'
    """
    shown = query if len(query) <= 60 else query[max(0, place - 30) : place + 30]
    return f"查询“{' '.join(shown.split())}”第 {place + 1} 字"


def _no_value(query: str, place: int, name: str) -> QueryError:
    return QueryError(
        at(query, place),
        zh=f"{name}: 后面没有值",
        en=f"no value after {name}:",
        remedy_zh="请写出值，如 region:江苏、time:2020..2021；要查这几个字本身，请加引号",
        remedy_en="give one, as in region:江苏 or time:2020..2021; in quotation marks these characters are text",
    )


def _ends_first(query: str, place: int) -> QueryError:
    return QueryError(
        at(query, place),
        zh="数量的起止颠倒了",
        en="this range of amounts ends before it begins",
        remedy_zh="请把小的写在前面，如 500..1000人",
        remedy_en="write the smaller number first, as in 500..1000人",
    )


def _nothing_to_find(query: str) -> QueryError:
    return QueryError(
        f"查询 {query[:40]!r}",
        zh="没有可以查找的文字",
        en="there is no text to look for",
        remedy_zh="请输入词语，如 银龄行动；多个词用空格分开，含空格的短语加引号",
        remedy_en="give words, such as 银龄行动, separated by blanks; put phrases with blanks in quotation marks",
    )
