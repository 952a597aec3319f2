"""A table of queries in, a table of answers with quotes out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from nlp_oldcadre import console
from nlp_oldcadre.adapted import adapted
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.filled_tables import read_filled
from nlp_oldcadre.headers import SHEETS
from nlp_oldcadre.search import COLUMNS
from nlp_oldcadre.search.find import Finder
from nlp_oldcadre.search.questions import Answer, answers, questions
from nlp_oldcadre.spreadsheet import write_csv
from nlp_oldcadre.workbook import Sheet, write_workbook

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

Row = dict[str, Any]

_ASKED = {"number": ("序号", "number"), "query": ("查询", "query"), "rank": ("名次", "rank")}
_SUMMARY = {
    "number": ("序号", "number"), "query": ("查询", "query"), "type": ("类型", "type"), "region": ("地区", "region"),
    "found": ("条数", "rows"), "word": ("说明", "remark"),
}  # fmt: skip


def answer(corpus: Corpus, table: Path, output: Path | None, *, limit: int, synonyms: bool) -> None:
    """Answer every query of a table into ``output``: ``.xlsx`` (answers, and a sheet that sums up) or ``.csv``.

    Raises
    ------
    QueryError : when no output is named, or the table holds no query. BadTable, NotFound : when it can't be read.
    """
    if output is None:
        raise _unusable("--batch", "没有指定输出文件", "no output file", "请加 -o answers.xlsx", "add -o answers.xlsx")
    asked = questions(read_filled(table))
    if not asked:
        raise _unusable(
            table.as_posix(),
            "表里没有查询",
            "the table holds no query",
            "请在第一列逐行写查询词语",
            "write a query in each row",
        )
    found = list(answers(Finder(corpus), asked, limit=limit, synonyms=synonyms))
    columns = _said(_ASKED | dict(SHEETS["search"]))
    if output.suffix.lower() == ".csv":
        write_csv(_rows(found), columns | _said({"word": _SUMMARY["word"]}), output)
    else:
        sheets = [
            Sheet(console.say("答案", "answers"), columns, _rows(row for row in found if row.rows)),
            Sheet(console.say("汇总", "summary"), _said(_SUMMARY), map(_summed, found)),
        ]
        write_workbook(output, sheets, title=console.say("检索答案", "answers"))
    without = sum(not row.rows for row in found)
    zh, en = (
        f"查询 {len(found)} 条，{without} 条没有答案：{output}",
        f"{len(found)} queries, {without} without answer: {output}",
    )
    print(console.say(zh, en), file=sys.stderr)


def _rows(found: Iterator[Answer] | Sequence[Answer]) -> Iterator[Row]:
    for given in found:
        about = {"number": given.number, "query": given.question.query}
        frame = pd.DataFrame(given.rows, columns=list(COLUMNS))
        for rank, row in enumerate(adapted(frame, "search"), 1):
            yield about | {"rank": rank} | row
        if not given.rows:
            yield about | {"word": console.say(given.word_zh, given.word_en)}


def _summed(given: Answer) -> Row:
    word = console.say(given.word_zh, given.word_en)
    return {**given.question._asdict(), "number": given.number, "found": len(given.rows), "word": word}


def _unusable(where: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> QueryError:
    return QueryError(where, zh=zh, en=en, remedy_zh=remedy_zh, remedy_en=remedy_en)


def _said(columns: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {name: console.say(*pair) for name, pair in columns.items()}
