"""DOCX: tables, merged cells, tables in tables."""

from __future__ import annotations

from docx_read import document, lines
from make_docx import cell, lists, p, row, table


def test_tables_are_rows_of_pipes_with_cells() -> None:
    doc = document(
        p("情况如下："),
        table(
            row(cell("地区", merge="restart"), cell("人数", span=2), head=True),
            row(cell("", merge=""), cell("离休"), cell("退休|退职"), head=True),
            row("甲市", cell("12", ""), "3\t4"),
        ),
        p("以上。"),
    )
    assert doc.source_text == "情况如下：\n| 地区 | 人数 |  |\n|  | 离休 | 退休｜退职 |\n| 甲市 | 12 | 3 4 |\n以上。\n"
    (found,) = doc.tables
    assert found.head_rows == 2
    cells = [(doc.source_text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in found.cells]
    assert cells == [
        ("地区", 0, 0, 2, 1), ("人数", 0, 1, 1, 2), ("离休", 1, 1, 1, 1), ("退休｜退职", 1, 2, 1, 1),
        ("甲市", 2, 0, 1, 1), ("12", 2, 1, 1, 1), ("3 4", 2, 2, 1, 1),
    ]  # fmt: skip
    assert [b.kind for b in doc.blocks] == ["paragraph", "table", "table", "table", "paragraph"]


def test_a_table_in_a_table_comes_after_it_and_a_frame_is_no_table() -> None:
    inner = table(row("内甲", "内乙"))
    outer = table(row("外甲", cell("外乙", inner)), row("外丙", "外丁"))
    assert lines(outer, table(row(cell("框中", inner)))) == [
        "| 外甲 | 外乙 |", "| 外丙 | 外丁 |", "| 内甲 | 内乙 |", "框中", "| 内甲 | 内乙 |",
    ]  # fmt: skip


def test_numbers_of_rows_are_kept_and_deleted_rows_are_not() -> None:
    numbered = [row(cell(p(num=1)), name) for name in ("甲", "乙")]
    deleted = row("丙", "丁", more="<w:del/>")
    assert lines(table(*numbered, deleted), numbering=lists([("decimal", "%1")])) == ["| 1 | 甲 |", "| 2 | 乙 |"]
