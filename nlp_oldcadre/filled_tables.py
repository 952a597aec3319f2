"""Tables that people fill in, as ``.xlsx`` or ``.csv``: their cells as text, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from nlp_oldcadre.errors import NotFound, OldcadreError
from nlp_oldcadre.packages import missing_extra

# More than this nobody fills in; what is longer is a mistake, or meant to fill the memory.
MOST_ROWS, MOST_BYTES = 100_000, 50_000_000


class BadTable(OldcadreError):
    """A table that somebody filled in can't be used as it is."""

    code = "filled-table"


def read_filled(path: str | Path) -> list[list[str]]:
    """The rows of the first sheet, blank ones left out, cells as text without blanks around them.

    Raises
    ------
    NotFound : when there is no such file. BadTable : for another format, a damaged file, more than 100,000 rows.
    MissingExtra : for ``.xlsx`` without openpyxl.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.csv"
    >>> _ = path.write_text("查询,地区\\n 志愿者 ,辽宁\\n,\\n", encoding="utf-8")
    >>> read_filled(path)
    [['查询', '地区'], ['志愿者', '辽宁']]
    """
    path = Path(path)
    if not path.is_file():
        raise NotFound(path.as_posix(), zh="没有这个文件", en="there is no such file", remedy_zh="请检查路径",
                       remedy_en="check the path")  # fmt: skip
    if path.suffix.lower() not in READERS:
        raise _bad(
            path, "不认识的表格格式", "unknown format of a table", f"请存为 {' 或 '.join(READERS)}", "save it as .xlsx or .csv"
        )
    if path.stat().st_size > MOST_BYTES:
        raise _bad(path, "表格太大", "the table is too large", "请分成几个文件", "split it")
    rows = [row for row in READERS[path.suffix.lower()](path) if any(row)]
    if len(rows) > MOST_ROWS:
        raise _bad(path, f"超过 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows", "请分成几个文件", "split it")
    return rows


def _from_csv(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _bad(path, "文字编码认不出", "the encoding is unknown", "请另存为 UTF-8 编码的 CSV", "save it as CSV in UTF-8")
    try:
        rows = list(islice(csv.reader(text.splitlines(), delimiter=_delimiter(text)), MOST_ROWS + 2))
    except csv.Error as error:
        raise _damaged(path, error) from error
    return ([cell.strip() for cell in row] for row in rows)


def _delimiter(text: str) -> str:
    """What stands between cells: some programs write semicolons or tabs."""
    head = text.partition("\n")[0]
    return next((sign for sign in ",;\t" if sign in head), ",")


def _from_xlsx(path: Path) -> Iterator[list[str]]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise missing_extra("openpyxl", "report") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = list(islice(book.worksheets[0].iter_rows(values_only=True), MOST_ROWS + 2))
        book.close()
    # openpyxl raises whatever its parts raise: KeyError, zipfile.BadZipFile, lxml's errors, ValueError.
    except Exception as error:
        raise _damaged(path, error) from error
    return ([_shown(cell) for cell in row] for row in rows)


def _shown(cell: Any) -> str:
    return "" if cell is None else str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()


# The registry of formats.
READERS = {".xlsx": _from_xlsx, ".csv": _from_csv}


def _damaged(path: Path, error: Exception) -> BadTable:
    return _bad(path, f"表格损坏，读不出来（{error}）"[:200], f"the table is damaged ({error})"[:200],
                "请用 Excel 或 WPS 打开后另存", "open it in Excel or WPS and save it again")  # fmt: skip


def _bad(path: Path, zh: str, en: str, remedy_zh: str, remedy_en: str) -> BadTable:
    return BadTable(path.as_posix(), zh=zh, en=en, remedy_zh=remedy_zh, remedy_en=remedy_en)
