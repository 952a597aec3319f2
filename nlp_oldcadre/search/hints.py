"""What in a query that found nothing was meant as a sign, and how this language says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.search.amounts import Units, parse_amount
from nlp_oldcadre.search.query import Query, fields
from nlp_oldcadre.search.terms import fold
from nlp_oldcadre.tables import Tables

Said = tuple[str, str]

# 志愿者>1000人, written without the blank.
_GLUED = re.compile(r"([^<>=≥≤.\d]+)((?:[<>≥≤=]|\d[\d.]*\.\.).*)")
_MORE = "不少于|不低于|大于等于|至少|大于|超过|多于|高于"
_LESS = "不多于|不超过|不高于|小于等于|至多|小于|少于|低于|不足"
_BEFORE = re.compile(rf"(.*?)(?:({_MORE})|({_LESS}))(\d.*)")
_AFTER = re.compile(r"(.*?)(\d[^以]*)以([上下内])")
_EQUAL = frozenset({"不少于", "不低于", "大于等于", "至少", "不多于", "不超过", "不高于", "小于等于", "至多"})
_FIELD = re.compile(r"([a-z]{3,12}|[\u4e00-\u9fff]{2,4}):(?!//).+")
_OPERATORS = frozenset({"and", "or", "not", "&&", "||"})
_WILD = re.compile(r"[*?]")
# What is longer is a text that somebody looks for.
_LONGEST, _WORDS = 40, 20


def hints(query: Query, tables: Tables) -> Iterator[Said]:
    """Sentences, in Chinese and English.

    Examples
    --------
    >>> from nlp_oldcadre.search.query import parse
    >>> from nlp_oldcadre.tables import load_tables
    >>> def said(query):
    ...     return [zh for zh, _ in hints(parse(query), load_tables())]
    >>> said("志愿者>1000人")
    ['数量是条件时前面要有空格：志愿者 >1000人']
    >>> said("志愿者 超过1000人"), said("1+1>2的做法"), said("志愿者")
    (['要按大小查数量，请写：>1000人'], [], [])
    """
    units = Units.of(tables)
    words = [word for word in query.words[:_WORDS] if len(word) <= _LONGEST]
    for word in words:
        yield from _amounts(word, units)
    yield from dict.fromkeys(said for word in words for said in _signs(word, tables))


def _amounts(word: str, units: Units) -> Iterator[Said]:
    if (found := _GLUED.fullmatch(word)) and _is_amount(found[2], units):
        shown = f"{found[1]} {found[2]}"
        yield f"数量是条件时前面要有空格：{shown}", f"an amount as a condition needs a blank before it: {shown}"
        return
    sign = number = ""
    if found := _BEFORE.fullmatch(word):
        sign = (">" if found[2] else "<") + ("=" if (found[2] or found[3]) in _EQUAL else "")
        number = found[4]
    elif found := _AFTER.fullmatch(word):
        sign, number = (">=" if found[3] == "上" else "<="), found[2]
    if found and _is_amount(sign + number, units):
        shown = f"{found[1]} {sign}{number}".strip()
        yield f"要按大小查数量，请写：{shown}", f"to find amounts by their size write {shown}"


def _is_amount(text: str, units: Units) -> bool:
    """Whether this is an amount with a unit and nothing after it."""
    found = parse_amount(text, units)
    return found is not None and found[0].unit is not None and not fold(found[1])


def _signs(word: str, tables: Tables) -> Iterator[Said]:
    """Signs of other languages of queries."""
    if word in _OPERATORS:
        yield (
            "词语之间的空格就是“都要有”；没有 AND、OR、NOT，任选的请分开查",
            "blanks between words mean that all must be there; there is no AND, OR or NOT: ask twice instead",
        )
    elif _WILD.search(word):
        part = " ".join(_WILD.sub(" ", word).split())
        zh, en = "没有通配符，写出词语的一部分就能查到", "there are no wildcards; a part of a word finds it"
        yield (f"{zh}：{part}", f"{en}: {part}") if part else (zh, en)
    elif found := _FIELD.fullmatch(word):
        names = fields(tables)
        yield (
            f"没有“{found[1]}”这个条件，可用的有：{'、'.join(f'{zh}（{field}）' for field, zh in names.items())}",
            f"there is no condition {found[1]}; use {', '.join(names)}",
        )
