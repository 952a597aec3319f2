"""Many queries at once, as a table that somebody filled in: every one gets its answers, or a word on why it has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nlp_oldcadre.errors import OldcadreError, QueryError
from nlp_oldcadre.search.filters import type_name
from nlp_oldcadre.search.find import Finder
from nlp_oldcadre.search.query import Condition, parse
from nlp_oldcadre.search.suggest import suggestions

# Columns by what their head may say.
_HEADS = {
    "query": (
        "查询", "查询词", "查询内容", "检索", "检索词", "检索内容", "搜索", "搜索词", "问题", "关键词", "关键字", "词语",
        "query", "keyword", "keywords",
    ),
    "type": ("类型", "类别", "type"),
    "region": ("地区", "省份", "省", "区域", "region", "province"),
    "limit": ("条数", "最多条数", "limit"),
}  # fmt: skip
# A table may bear its title above its heads.
_ABOVE_HEADS = 5
_LONGEST_LIMIT = 9

Row = dict[str, Any]


class Question(NamedTuple):
    """A row of the table: the query and what stands beside it."""

    query: str
    type: str = ""
    region: str = ""
    limit: str = ""


class Answer(NamedTuple):
    """The rows that a question found, best first; a word on why there are none or more, in Chinese and English."""

    number: int
    question: Question
    rows: list[Row]
    word_zh: str = ""
    word_en: str = ""


def questions(table: Sequence[Sequence[str]]) -> list[Question]:
    """The questions of a table: with heads (查询, 类型, 地区, 条数), or a list of queries in its only column.

    Raises
    ------
    QueryError : for several columns of which none is headed 查询: which one is meant nobody knows.

    Examples
    --------
    >>> questions([["地区", "查询"], ["辽宁", "志愿者"]])
    [Question(query='志愿者', type='', region='辽宁', limit='')]
    >>> questions([["志愿者"], ["五老"]])[1].query
    '五老'
    """
    for number, row in enumerate(table[:_ABOVE_HEADS]):
        columns = _columns(row)
        if "query" in columns and (number == 0 or len(columns) > 1):
            cells = ({name: row[at] for name, at in columns.items() if at < len(row)} for row in table[number + 1 :])
            return [Question(**{"query": "", **found}) for found in cells]
    if any(cell for row in table for cell in row[1:]):
        raise _no_heads()
    return [Question(row[0]) for row in table]


def _columns(row: Sequence[str]) -> dict[str, int]:
    """The columns that a row of heads names, each once."""
    named = [(name, at) for at, head in enumerate(row) for name, heads in _HEADS.items() if head.strip().lower() in heads]
    return dict(reversed(named))


def _no_heads() -> QueryError:
    return QueryError(
        "--batch", zh="表有几列，却没有“查询”这个表头", en="the table has several columns, and none is headed query",
        remedy_zh="请在第一行写上表头：查询、地区、类型、条数；或只留一列查询",
        remedy_en="head them query, region, type, limit, or leave one column",
    )  # fmt: skip


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
    wanted = _wanted(question.limit)
    words = [] if wanted or not question.limit else [_no_limit(question.limit, limit)]
    wanted = wanted or limit
    rows = list(finder.rows(query, limit=wanted + 1, synonyms=synonyms))
    if not rows:
        words = [("没有找到", "nothing found"), *suggestions(finder, query)]
    elif len(rows) > wanted:
        words.append(("还有更多，可在“条数”列写大些", "there are more; ask for more in the column limit"))
    return Answer(number, question, rows[:wanted], "；".join(zh for zh, _ in words), "; ".join(en for _, en in words))


def _wanted(given: str) -> int | None:
    """How many rows are asked for; None where that is no number that could be meant."""
    return int(given) or None if given.isdecimal() and len(given) <= _LONGEST_LIMIT else None


def _no_limit(given: str, taken: int) -> tuple[str, str]:
    return f"条数“{given[:20]}”不是正整数，按 {taken} 条", f"the limit {given[:20]!r} is no number, {taken} taken"
