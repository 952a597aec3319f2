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
    assert words[:2] == ["", ""]
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
