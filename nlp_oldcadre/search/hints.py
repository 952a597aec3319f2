"""What in a query that found nothing was meant as a sign, and how this language says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.search.amounts import Units, parse_amount
from nlp_oldcadre.search.query import Query, field_names, fields
from nlp_oldcadre.search.terms import fold
from nlp_oldcadre.tables import Tables

Said = tuple[str, str]

# 志愿者>1000人, written without the blank.
_GLUED = re.compile(r"([^<>=≥≤.\d]+)((?:[<>≥≤=]|\d[\d.]*\.\.).*)")
_MORE = "不少于|不低于|大于等于|至少|大于|超过|多于|高于"
_LESS = "不多于|不超过|不高于|小于等于|至多|小于|少于|低于|不足"
_BEFORE = re.compile(rf"(.*?)(?:({_MORE})|({_LESS}))(\d.*)")
_AFTER = re.compile(r"(.*?)(\d[^以]*)以([上下内])")
_SPAN = re.compile(r"(.*?)(\d[\d.]*[十百千万亿]*)[-~—–至到]+(\d.*)")
_NUMERAL = re.compile(r"[<>≥≤=]+[一二两三四五六七八九十百千万亿]+.*")
_EQUAL = frozenset({"不少于", "不低于", "大于等于", "至少", "不多于", "不超过", "不高于", "小于等于", "至多"})
_COLON_APART = re.compile(r":[^/:].*")
_FIELD = re.compile(r"([a-z]{3,12}|[\u4e00-\u9fff]{2,4})([:=])(?!//)(.+)")
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
    if _NUMERAL.fullmatch(word):
        yield "数量请用阿拉伯数字，万、亿可以写字：>1000人、>2万元", "write numbers with digits: >1000人, >2万元"
    elif (written := _written(word)) and _is_amount(written[1], units):
        shown = " ".join(filter(None, written))
        yield f"要按大小查数量，请写：{shown}", f"to find amounts by their size write {shown}"


def _written(word: str) -> tuple[str, str] | None:
    """What is counted, and the amount as a condition, of 志愿者超过1000人, 学员30人以上, 1000-2000人."""
    if found := _BEFORE.fullmatch(word):
        sign = (">" if found[2] else "<") + ("=" if (found[2] or found[3]) in _EQUAL else "")
        return found[1], sign + found[4]
    if found := _AFTER.fullmatch(word):
        return found[1], (">=" if found[3] == "上" else "<=") + found[2]
    found = _SPAN.fullmatch(word)
    return (found[1], f"{found[2]}..{found[3]}") if found else None


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
    elif _COLON_APART.fullmatch(word):
        yield "条件的冒号前面没有空格：region:江苏", "there is no blank before the colon of a condition: region:江苏"
    elif found := _FIELD.fullmatch(word):
        name, sign, value = found.groups()
        is_known, names = name in field_names(tables), fields(tables)
        if sign == "=" and is_known:
            yield f"条件用冒号：{name}:{value}", f"conditions have a colon: {name}:{value}"
        elif sign == ":" and not is_known:
            listed = "、".join(f"{zh}（{field}）" for field, zh in names.items())
            yield f"没有“{name}”这个条件，可用的有：{listed}", f"there is no condition {name}; use {', '.join(names)}"
