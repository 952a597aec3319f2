"""A table of queries in, a table of answers out; tables that people fill in, good and bad."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import small_corpus

from nlp_oldcadre import question_tables
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import NotFound, OldcadreError, QueryError
from nlp_oldcadre.filled_tables import BadTable, read_filled
from nlp_oldcadre.search.find import Finder
from nlp_oldcadre.search.questions import answers, questions

openpyxl = pytest.importorskip("openpyxl", reason="the extra [report] is not installed")

ASKED = [
    ["查询", "地区", "类型", "条数"],
    ["护苗", "浙江", "PROGRAM", None],
    ["志愿者 >2000 人", None, None, 1],
    ["region:瀛洲", None, None, None],
    ["+cmd|' /C calc'!A0", None, None, None],
    [None, None, None, None],
    ["月球", "浙江", None, None],
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus"))


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def sheets(path: Path) -> dict[str, list[dict[str, object]]]:
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def test_a_workbook_of_queries(corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked, answered = workbook(tmp_path / "asked.xlsx", ASKED), tmp_path / "answered.xlsx"
    question_tables.answer(corpus, asked, answered, limit=20, synonyms=True)
    found = sheets(answered)
    assert [(row["序号"], row["名次"], row["原文"], row["文件"]) for row in found["答案"]] == [
        (1, 1, "晚霞护苗", "银龄要点"), (2, 1, "5000 人", "银龄要点"),
    ]  # fmt: skip
    assert [(row["查询"], row["条数"]) for row in found["汇总"]] == [
        ("护苗", 1), ("志愿者 >2000 人", 1), ("region:瀛洲", 0), ("+cmd|' /C calc'!A0", 0), ("月球", 0),
    ]  # fmt: skip
    words = [str(row["说明"] or "") for row in found["汇总"]]
    assert words[:2] == ["", "还有更多，可在“条数”列写大些"]
    assert "不认识这个地区" in words[2]
    assert "没有找到" in words[4]
    assert "5 条，3 条没有答案" in capsys.readouterr().err


def test_csv_in_and_out(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "asked.csv").write_bytes("护苗\n月球\n".encode("gb18030"))
    question_tables.answer(corpus, tmp_path / "asked.csv", tmp_path / "answered.csv", limit=2, synonyms=True)
    with (tmp_path / "answered.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [(row["查询"], row["名次"]) for row in rows] == [("护苗", "1"), ("护苗", "2"), ("月球", "")]
    assert "没有找到" in rows[2]["说明"]


def test_there_are_more_than_were_asked_for(corpus: Corpus) -> None:
    asked = questions([["查询", "条数"], ["护苗", "1"], ["护苗", "许多"], ["护苗", "9" * 5000], ["月球", "0"]])
    found = list(answers(Finder(corpus), asked, limit=3))
    assert [len(answer.rows) for answer in found] == [1, 3, 3, 0]
    assert "还有更多" in found[0].word_zh
    assert "“许多”不是正整数，按 3 条；还有更多" in found[1].word_zh


@pytest.mark.parametrize(
    "table",
    [
        [["序号", "关键字", "省份"], ["1", "五老", "辽宁"]],
        [["检索内容", "省"], ["五老", "辽宁"]],
        [["本周要查的", ""], ["序号", "查询", "地区"], ["1", "五老", "辽宁"]],
    ],
)
def test_heads_in_other_words_and_under_a_title(table: list[list[str]]) -> None:
    assert [(asked.query, asked.region) for asked in questions(table)] == [("五老", "辽宁")]


def test_several_columns_without_a_head_are_an_error() -> None:
    with pytest.raises(QueryError) as told:
        questions([["1", "志愿者"], ["2", "五老"]])
    assert "“查询”这个表头" in told.value.message("zh")
    assert questions([["志愿者", ""], ["五老", ""]])[1].query == "五老"


def test_a_row_that_ends_before_its_query(corpus: Corpus) -> None:
    found = list(answers(Finder(corpus), questions([["地区", "查询"], ["辽宁"]])))
    assert "没有可以查找的文字" in found[0].word_zh


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_signs_between_cells(tmp_path: Path, sign: str) -> None:
    (tmp_path / "a.csv").write_text(f"查询{sign}地区\n志愿者{sign}辽宁\n", encoding="utf-8")
    assert read_filled(tmp_path / "a.csv") == [["查询", "地区"], ["志愿者", "辽宁"]]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.xlsx", b"no workbook"), ("a.ods", b""), ("a.csv", b"\xff\xfe\x00\xd8"), ("b.xlsx", b"PK\x03\x04")],
)
def test_bad_tables(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadTable):
        read_filled(tmp_path / name)


def test_no_table_no_queries_no_output(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_filled(tmp_path / "none.csv")
    (tmp_path / "empty.csv").write_text("\n\n", encoding="utf-8")
    with pytest.raises(QueryError):
        question_tables.answer(corpus, tmp_path / "empty.csv", tmp_path / "a.csv", limit=5, synonyms=True)
    with pytest.raises(OldcadreError):
        question_tables.answer(corpus, tmp_path / "empty.csv", None, limit=5, synonyms=True)
