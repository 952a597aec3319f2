"""Many queries at once, as a table that somebody filled in: every one gets its answers, or a word on why it has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.search.filters import type_name
from nlp_oldcadre.search.find import Finder
from nlp_oldcadre.search.query import Condition, parse
from nlp_oldcadre.search.suggest import suggestions

# Columns by what their head may say.
_HEADS = {
    "query": ("查询", "检索词", "检索", "问题", "关键词", "query"),
    "type": ("类型", "type"),
    "region": ("地区", "region"),
    "limit": ("条数", "limit"),
}

Row = dict[str, Any]


class Question(NamedTuple):
    """A row of the table: the query and what stands beside it."""

    query: str
    type: str = ""
    region: str = ""
    limit: str = ""


class Answer(NamedTuple):
    """The rows that a question found, best first, or a word on why there are none, in Chinese and English."""

    number: int
    question: Question
    rows: list[Row]
    word_zh: str = ""
    word_en: str = ""


def questions(table: Sequence[Sequence[str]]) -> list[Question]:
    """The questions of a table: with heads (查询, 类型, 地区, 条数), or a list of queries in its first column.

    Examples
    --------
    >>> questions([["地区", "查询"], ["辽宁", "志愿者"]])
    [Question(query='志愿者', type='', region='辽宁', limit='')]
    >>> questions([["志愿者"], ["五老"]])[1].query
    '五老'
    """
    if not table:
        return []
    columns = {name: at for at, head in enumerate(table[0]) for name, heads in _HEADS.items() if head.strip().lower() in heads}
    if "query" not in columns:
        return [Question(row[0]) for row in table]
    cells = ({name: row[at] for name, at in columns.items() if at < len(row)} for row in table[1:])
    return [Question(**found) for found in cells]


def answers(finder: Finder, asked: Sequence[Question], *, limit: int = 20, synonyms: bool = True) -> Iterator[Answer]:
    """The answers, one after the other; a question that can't be understood costs no other one anything."""
    for number, question in enumerate(asked, 1):
        try:
            yield _answer(finder, number, question, limit, synonyms)
        except OldcadreError as error:
            yield Answer(number, question, [], error.message("zh"), error.message("en"))


def _answer(finder: Finder, number: int, question: Question, limit: int, synonyms: bool) -> Answer:
    query = parse(question.query)
    beside = [("type", type_name(question.type) if question.type else ""), ("region", question.region)]
    given = tuple(Condition(field, (value,)) for field, value in beside if value)
    query = query.narrowed(*given)
    wanted = int(question.limit) if question.limit.isdecimal() and int(question.limit) else limit
    rows = list(finder.rows(query, limit=wanted, synonyms=synonyms))
    if rows:
        return Answer(number, question, rows)
    said = list(suggestions(finder, query))
    zh, en = "；".join(["没有找到", *(zh for zh, _ in said)]), "; ".join(["nothing found", *(en for _, en in said)])
    return Answer(number, question, [], zh, en)
