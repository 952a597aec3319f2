"""Numbers of tables are bound to the heads of their row and column, merged heads and several head rows too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from conftest import assert_linear
from make_docx import cell, make_docx, p, row, table
from make_pdf_official import Par, Rows, typeset, wqy

from nlp_oldcadre.extract.cells import Cells
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Document, Quantity
from nlp_oldcadre.pages import Cell, Table
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from nlp_oldcadre.tables import load_tables

Merged = dict[tuple[int, int], tuple[int, int]]
Found = tuple[str, Decimal, str, str | None, str | None, str | None, str | None]


def with_table(
    rows: Sequence[Sequence[str]],
    *,
    heads: int = 1,
    merged: dict[tuple[int, int], tuple[int, int]] | None = None,
    before: str = "",
) -> Document:
    """A document as a reader gives it; ``merged`` says how many rows and columns the cell at a place takes."""
    text, cells = before, []
    for r, contents in enumerate(rows):
        text += "|"
        for c, content in enumerate(contents):
            text += " "
            down, across = (merged or {}).get((r, c), (1, 1))
            if content:
                cells.append(Cell(len(text), len(text) + len(content), r, c, down, across))
            text += content + " |"
        text += "\n"
    return replace(Document.from_text(text), tables=(Table(tuple(cells), heads),))


def amounts(doc: Document | str) -> list[Found]:
    done = process(doc)
    found = [(m, m.value) for m in done.mentions if isinstance(m.value, Quantity)]
    return [(done.quote(m.start, m.end).strip(), q.low, q.unit, q.indicator, q.region, q.time, q.program) for m, q in found]


def test_merged_heads_hold_for_all_their_columns() -> None:
    doc = with_table(
        [
            ["地区", "离退休干部（人）", "", "活动经费（万元）"],
            ["", "离休", "退休", ""],
            ["沈阳市", "120", "45000", "80.5"],
            ["大连市", "–", "38000", "/"],
            ["合计", "120", "83000", "80.5"],
        ],
        heads=2,
        merged={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)},
    )
    assert [found[1:5] for found in amounts(doc)] == [
        (120, "人", "离退休干部离休", "沈阳市"),
        (45000, "人", "离退休干部退休", "沈阳市"),
        (805000, "元", "活动经费", "沈阳市"),
        (38000, "人", "离退休干部退休", "大连市"),
        (120, "人", "离退休干部离休", "辽宁省"),
        (83000, "人", "离退休干部退休", "辽宁省"),
        (805000, "元", "活动经费", "辽宁省"),
    ]


def test_a_merged_name_at_the_left_holds_for_its_rows() -> None:
    doc = with_table(
        [["类别", "项目", "2022年", "2023年"], ["党建", "党支部（个）", "312", "346"], ["", "党员（名）", "4100", "4300"]],
        merged={(1, 0): (2, 1)},
    )
    assert [found[1:] for found in amounts(doc)] == [
        (312, "个", "党建党支部", None, "2022", None),
        (346, "个", "党建党支部", None, "2023", None),
        (4100, "名", "党建党员", None, "2022", None),
        (4300, "名", "党建党员", None, "2023", None),
    ]


def test_a_title_row_and_a_caption_hold_for_the_whole_table() -> None:
    rows = [["2023年志愿服务情况表（单位：人次）", ""], ["项目", "数量"], ["法律咨询", "860"]]
    doc = with_table(rows, heads=2, merged={(0, 0): (1, 2)})
    assert [found[1:6] for found in amounts(doc)] == [(860, "人次", "法律咨询", None, "2023")]
    doc = with_table([["项目", "数量"], ["法律咨询", "860"]], before="志愿服务统计\n单位：人次\n")
    assert [found[1:4] for found in amounts(doc)] == [(860, "人次", "法律咨询")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "| 项目 | 2022年 | 2023年 |\n| --- | --- | --- |\n| 覆盖率（%） | 85 | 92.5 |\n| 服务人次 | 2000 | 3000 |\n",
            [
                ("85", "0.85", "1", "覆盖率", None, "2022", None),
                ("92.5", "0.925", "1", "覆盖率", None, "2023", None),
                ("2000", "2000", "人次", "服务人次", None, "2022", None),
                ("3000", "3000", "人次", "服务人次", None, "2023", None),
            ],
        ),
        (
            "| 序号 | 单位 | 投入（万元） | 阵地 | 联系电话 |\n|---|---|---|---|---|\n| 1 | 县教育局 | 12.5 | 3个 | 2345678 |\n"
            "| 2 | 县卫健局 | 20 | 无 | 3456789 |\n",
            [
                ("12.5", "125000", "元", "投入", None, None, None),
                ("3个", "3", "个", "阵地", None, None, None),
                ("20", "200000", "元", "投入", None, None, None),
            ],
        ),
        (
            "| 品牌 | 志愿者（名） | 活动场次 |\n|---|---|---|\n"
            "| “银龄先锋”志愿服务 | 300 | 45 |\n| “晚霞护苗”行动 | 120 | |\n",
            [
                ("300", "300", "名", "志愿者", None, None, "银龄先锋"),
                ("45", "45", "场次", "活动场次", None, None, "银龄先锋"),
                ("120", "120", "名", "志愿者", None, None, "晚霞护苗"),
            ],
        ),
        ("| 会议 | 地点 |\n|---|---|\n| 座谈会 | 三楼301室 |\n", []),
    ],
)
def test_heads_of_a_table_in_markdown(text: str, wanted: list[tuple[str | None, ...]]) -> None:
    found = [(quote, str(low.normalize()) if low % 1 else str(int(low)), *rest) for quote, low, *rest in amounts(text)]
    assert found == wanted


def test_an_empty_cell_moves_no_other() -> None:
    doc = Document.from_text("|项目|甲|乙|\n|---|---|---|\n|党员（名）||12|\n")
    cells = Cells(Scan(doc, load_tables()))
    found = cells.at(doc.text.index("12"))
    assert found is not None and found.indicator == "党员乙"


def test_large_tables_take_linear_time() -> None:
    head = "| 项目 | 2022年 | 2023年 |\n| --- | --- | --- |\n"
    tables = load_tables()
    assert_linear(lambda rows: Cells(Scan(Document.from_text(head + rows), tables)), "| 事项（个） | 1 | 20 |\n", 20_000)


ROWS = (
    ("地区", "离退休干部（人）", "", "活动经费（万元）"),
    ("", "离休", "退休", ""),
    ("沈阳市", "120", "45000", "80.5"),
    ("大连市", "–", "38000", "/"),
)
BOUND = [
    (120, "人", "离退休干部离休", "沈阳市"),
    (45000, "人", "离退休干部退休", "沈阳市"),
    (805000, "元", "活动经费", "沈阳市"),
    (38000, "人", "离退休干部退休", "大连市"),
]


def test_a_table_of_a_docx() -> None:
    head = row(cell(ROWS[0][0], merge="restart"), cell(ROWS[0][1], span=2), cell(ROWS[0][3], merge="restart"))
    parts = row(cell(merge=""), cell("离休"), cell("退休"), cell(merge=""))
    data = make_docx(p("全省情况如下。"), table(head, parts, row(*ROWS[2]), row(*ROWS[3])))
    assert [found[1:5] for found in amounts(read(data))] == BOUND


@pytest.mark.skipif(wqy() is None, reason="the font wqy-zenhei is not installed")
def test_a_table_of_a_pdf() -> None:
    data = typeset([Par("全省情况如下，由各市填报。"), Rows(ROWS, merged=((0, 1, 2),))])
    assert [found[1:5] for found in amounts(read(data))] == BOUND
