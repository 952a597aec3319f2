"""Workbooks: typed cells, nothing that runs, Excel's limits told, the same bytes each time."""

from __future__ import annotations

import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from office import converted, needs_libreoffice

from nlp_oldcadre import workbook
from nlp_oldcadre.errors import MissingExtra, NotWritable
from nlp_oldcadre.workbook import Sheet, write_workbook

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl, which the extra report brings")


def written(path: Path, *rows: dict[str, Any], **options: Any) -> Any:
    columns = {name: name for row in rows for name in row}
    write_workbook(path, [Sheet("数据", columns, rows, **options)])
    return openpyxl.load_workbook(path)["数据"]


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "='银龄'!A1", "=", "{=1}"]
)
def test_what_documents_say_is_text_and_no_formula(tmp_path: Path, text: str) -> None:
    cell = written(tmp_path / "a.xlsx", {"原文": text})["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_header_is_no_formula_either(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [Sheet("=a", {"x": "=1+1"}, [])])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["=a"]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_numbers_and_dates_are_typed(tmp_path: Path) -> None:
    row = {"a": 3, "b": Decimal("3.25"), "c": "2020-06-23", "d": "2020-06", "e": None, "f": 1200, "g": "12", "h": ["甲", "乙"]}
    sheet = written(tmp_path / "a.xlsx", row, dates=frozenset("cd"))
    values = [(cell.value, cell.data_type) for cell in sheet[2]]
    assert values == [
        (3, "n"), (3.25, "n"), (datetime(2020, 6, 23), "d"), ("2020-06", "s"), (None, "n"), (1200, "n"), ("12", "s"),
        ("甲；乙", "s"),
    ]  # fmt: skip


def test_a_number_that_excel_would_change_is_text(tmp_path: Path) -> None:
    number = 110101199003078888
    assert written(tmp_path / "a.xlsx", {"n": number})["A2"].value == str(number)


def test_control_characters_and_half_characters_are_replaced(tmp_path: Path) -> None:
    assert written(tmp_path / "a.xlsx", {"t": "甲\x00乙\x0b丙\ud800丁\r\n戊\uffff"})["A2"].value == "甲�乙�丙�丁\n戊�"


def test_a_text_that_no_cell_holds_is_cut_and_says_so(tmp_path: Path) -> None:
    told = write_workbook(tmp_path / "a.xlsx", [Sheet("数据", {"t": "t"}, [{"t": "长" * 40_000}, {"t": "𠮷" * 16_383}])])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["数据"]
    assert told.cut_cells == 1
    assert len(sheet["A2"].value) <= workbook.MAX_CELL
    assert sheet["A2"].value.endswith("（全文 40000 字，超出单元格上限）")
    assert sheet["A3"].value == "𠮷" * 16_383


def test_rows_beyond_the_limit_go_on_in_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 301)
    told = write_workbook(tmp_path / "a.xlsx", [Sheet("数据", {"n": "n"}, ({"n": i} for i in range(700)))])
    assert told.rows == {"数据": 300, "数据（2）": 300, "数据（3）": 100}
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [row[0].value for sheet in book for row in sheet.iter_rows(min_row=2)] == list(range(700))


def test_names_of_sheets_are_made_to_fit(tmp_path: Path) -> None:
    names = ["数据", "数据", "a/b:c*[d]?", "长" * 40, "长" * 40, "", "'"]
    told = write_workbook(tmp_path / "a.xlsx", [Sheet(name, {"n": "n"}, []) for name in names])
    assert list(told.rows) == [
        "数据", "数据（2）", "a b c  d", "长" * 31, "长" * 28 + "（2）", "Sheet", "Sheet（2）"
    ]  # fmt: skip
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == list(told.rows)


def test_head_is_frozen_filtered_and_as_wide_as_its_text(tmp_path: Path) -> None:
    sheet = written(tmp_path / "a.xlsx", {"名称": "银龄先锋志愿服务队", "数": 1}, {"名称": "长" * 900, "数": 2})
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:B3", "$1:$1")
    assert sheet.column_dimensions["A"].width == 61
    assert sheet["A3"].alignment.wrap_text
    # As high as ten of its thirty lines.
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (None, 150)


def test_the_same_content_is_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    written(tmp_path / "a.xlsx", {"名称": "银龄"})
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    written(tmp_path / "b.xlsx", {"名称": "银龄"})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def broken() -> Any:
        yield {"n": 1}
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError):
        write_workbook(path, [Sheet("数据", {"n": "n"}, broken())])
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_unwritable_places_are_told(tmp_path: Path) -> None:
    sheets = [Sheet("数据", {"n": "n"}, [])]
    for place in (tmp_path / "none" / "a.xlsx", tmp_path):
        with pytest.raises(NotWritable):
            write_workbook(place, sheets)
    assert not list(tmp_path.iterdir())


def test_without_openpyxl_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"nlp-oldcadre\[report\]"):
        write_workbook(tmp_path / "a.xlsx", [])


@needs_libreoffice
def test_libreoffice_reads_numbers_as_numbers_and_formulas_as_text(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx", {"a": "=1+1", "b": 1234.5, "c": "2020-06-23"}, dates=frozenset("c"))
    flat = converted(tmp_path / "a.xlsx", "fods").read_text(encoding="utf-8")
    assert 'office:value-type="float" office:value="1234.5"' in flat
    assert 'office:value-type="date" office:date-value="2020-06-23"' in flat
    assert "table:formula" not in flat
    assert "<text:p>=1+1</text:p>" in flat
