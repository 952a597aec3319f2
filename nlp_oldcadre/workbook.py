"""Workbooks for Excel, WPS and LibreOffice: the only door to openpyxl, which the extra ``report`` brings.

What documents say is text and never a formula, numbers and dates are numbers and dates, and what a spreadsheet can't hold is
told, not dropped. Rows are streamed, so that a sheet takes no memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.frames import is_missing
from nlp_oldcadre.packages import FIXED_TIME, missing_extra, write_package
from nlp_oldcadre.wrapping import display_width

if TYPE_CHECKING:
    from openpyxl import Workbook

# What Excel holds: characters (UTF-16 units) of a cell and of a sheet's name, rows, and digits of a number.
MAX_CELL, MAX_NAME, MAX_ROWS, MAX_DIGITS = 32_767, 31, 1_048_576, 15
# Widths of columns in characters; longer text is wrapped. Widths are taken from so many rows.
_NARROWEST, _WIDEST, _MEASURED = 6, 60, 200
# Height of a line in points, and how many lines a row shows at most.
_LINE, _TALLEST = 15.0, 10
# Control characters, halves of surrogate pairs and non-characters, which XML can't hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FORMULA = ("=", "+", "-", "@", "\t")
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the columns (key of the row → header) in order, and the rows.

    Parameters
    ----------
    dates : columns whose ISO 8601 dates are written as dates; a year or month alone stays text.
    plain : no frozen head and no filter, for a sheet that is read and not searched.
    """

    name: str
    columns: Mapping[str, str]
    rows: Iterable[Mapping[str, Any]]
    dates: frozenset[str] = frozenset()
    plain: bool = False


@dataclass(slots=True)
class Written:
    """What was written: the names of the sheets with their rows, and how many cells were cut because Excel holds no more."""

    rows: dict[str, int] = field(default_factory=dict)
    cut_cells: int = 0


def write_workbook(path: str | Path, sheets: Iterable[Sheet], *, title: str = "") -> Written:
    """Write sheets, whole or not at all, the same bytes for the same content.

    A sheet of more rows than Excel holds goes on in another one, named 数据（2）; a text that is too long for a cell is cut
    and says so at its end; two sheets of one name get numbers.

    Raises
    ------
    MissingExtra : without openpyxl. NotWritable : when the file can't be written.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.xlsx"
    >>> rows = [{"name": "银龄行动", "count": 120}, {"name": "=1+1", "count": None}]
    >>> write_workbook(path, [Sheet("项目", {"name": "名称", "count": "数量"}, rows)])
    Written(rows={'项目': 2}, cut_cells=0)
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise missing_extra("openpyxl", "report") from error
    book = Workbook(write_only=True)
    properties = book.properties
    properties.title, properties.creator, properties.created = title or None, "nlp_oldcadre", FIXED_TIME.replace(tzinfo=None)
    writer = _Writer(book)
    for sheet in sheets:
        writer.add(sheet)
    write_package(Path(path), lambda fresh: book.save(str(fresh)))
    return writer.written


class _Writer:
    """A workbook while it is filled."""

    def __init__(self, book: Workbook) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        self.book, self.written = book, Written()
        self._head = {"font": Font(bold=True), "fill": PatternFill("solid", fgColor="DDE7F0")}
        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._top = Alignment(vertical="top")

    def add(self, sheet: Sheet) -> None:
        """Write a sheet, and further ones while rows are left."""
        rows, part = iter(sheet.rows), 1
        self._part(sheet, rows, part)
        for more in rows:
            part += 1
            self._part(sheet, chain((more,), rows), part)

    def _part(self, sheet: Sheet, rows: Iterator[Mapping[str, Any]], part: int) -> None:
        name = self._free_name(sheet.name, part)
        page = self.book.create_sheet(name)
        first = list(islice(rows, _MEASURED))
        widths = self._lay_out(page, sheet, first)
        self.written.rows[name] = 0
        # Closed also when the rows break off, or openpyxl complains when it is cleared away.
        with closing(page):
            page.append([self._head_cell(page, header) for header in sheet.columns.values()])
            for row in islice(chain(first, rows), MAX_ROWS - 1):
                self.written.rows[name] += 1
                self._row(page, self.written.rows[name] + 1, row, sheet, widths)
            if not sheet.plain and sheet.columns:
                page.auto_filter.ref = f"A1:{_letter(len(sheet.columns))}{self.written.rows[name] + 1}"

    def _row(self, page: Any, number: int, row: Mapping[str, Any], sheet: Sheet, widths: list[float]) -> None:
        """A row as high as its wrapped texts ask for: not every program works that out by itself."""
        lines = max((_height(row.get(key), width) for key, width in zip(sheet.columns, widths, strict=True)), default=1)
        if lines > 1:
            page.row_dimensions[number].height = _LINE * min(lines, _TALLEST)
        page.append([self._cell(page, row.get(key), key in sheet.dates) for key in sheet.columns])
        # Written already; kept, they would grow with the sheet.
        page.row_dimensions.pop(number, None)

    def _free_name(self, name: str, part: int) -> str:
        """A name that Excel allows and no other sheet has."""
        clean = _ILLEGAL.sub("", _NAME.sub(" ", name)).strip().strip("'") or "Sheet"
        taken = {known.lower() for known in self.written.rows}
        while True:
            tail = f"（{part}）" if part > 1 else ""
            fitting = _cut(clean, MAX_NAME - len(tail)) + tail
            if fitting.lower() not in taken:
                return fitting
            part += 1

    def _lay_out(self, page: Any, sheet: Sheet, rows: list[Mapping[str, Any]]) -> list[float]:
        """What a sheet that is streamed must know before its rows: widths (returned), frozen head, how it is printed."""
        widths: list[float] = []
        for number, (key, header) in enumerate(sheet.columns.items(), start=1):
            widest = max((display_width(line) for row in rows for line in _lines(row.get(key))), default=0)
            width = min(max(widest, display_width(header) + 3, _NARROWEST), _WIDEST)
            page.column_dimensions[_letter(number)].width = width + 1
            widths.append(width)
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
        page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
        if not sheet.plain:
            page.freeze_panes = "A2"
            page.print_title_rows = "1:1"
        return widths

    def _head_cell(self, page: Any, header: str) -> Any:
        cell = self._text(page, header)
        cell.font, cell.fill, cell.alignment = self._head["font"], self._head["fill"], self._wrapped
        return cell

    def _cell(self, page: Any, value: Any, is_date: bool) -> Any:
        from openpyxl.cell import WriteOnlyCell

        known = _typed(value, is_date)
        if known is None or isinstance(known, str):
            return None if not known else self._text(page, known)
        cell = WriteOnlyCell(page, value=known)
        cell.alignment = self._top
        if isinstance(known, date):
            cell.number_format = "yyyy-mm-dd" if not isinstance(known, datetime) else "yyyy-mm-dd hh:mm"
        elif isinstance(known, int | float | Decimal) and not isinstance(known, bool):
            cell.number_format = "#,##0" if known == int(known) else "#,##0.####"
        return cell

    def _text(self, page: Any, text: str) -> Any:
        """A cell of text; what looks like a formula stays text, also when somebody edits the cell."""
        from openpyxl.cell import WriteOnlyCell

        clean = _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
        fitting = _cut(clean, MAX_CELL)
        if fitting != clean:
            self.written.cut_cells += 1
            tail = f"……（全文 {len(clean)} 字，超出单元格上限）"
            fitting = _cut(clean, MAX_CELL - len(tail)) + tail
        cell = WriteOnlyCell(page, value=fitting)
        cell.alignment = self._wrapped
        if fitting.startswith(_FORMULA):
            cell.quotePrefix = True
        cell.data_type = "s"
        return cell


def _typed(value: Any, is_date: bool) -> Any:
    """
    >>> _typed(["甲", "乙"], False), _typed("2020-06-23", True), _typed("2020-06", True), _typed(float("inf"), False)
    ('甲；乙', datetime.date(2020, 6, 23), '2020-06', 'inf')
    >>> _typed(12345678901234567890, False), _typed(Decimal("3.50"), False), _typed(float("nan"), False)
    ('12345678901234567890', Decimal('3.50'), None)
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if is_missing(value):
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return value if _holds(value) else str(value)
    if isinstance(value, date):
        return value if value.year >= 1900 else value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "；".join(str(_typed(item, False) or "") for item in value)
    text = str(value)
    return _date(text) if is_date else text


def _holds(number: int | float | Decimal) -> bool:
    """Whether a spreadsheet holds a number exactly: of longer ones it would make other numbers."""
    digits = Decimal(str(number)).normalize().as_tuple().digits
    return isfinite(number) and len(digits) <= MAX_DIGITS + (2 if isinstance(number, float) else 0)


def _date(text: str) -> date | str:
    try:
        found = date.fromisoformat(text) if _FULL_DATE.fullmatch(text) else None
    except ValueError:
        found = None
    return found if found and found.year >= 1900 else text


def _height(value: Any, width: float) -> int:
    """How many lines a cell takes in a column of that width.

    >>> _height("银龄先锋志愿服务队", 10), _height(["银龄", "先锋"], 10), _height(3, 10)
    (2, 1, 1)
    """
    return sum(max(1, -(-display_width(line) // int(width))) for line in _lines(value)) or 1


def _lines(value: Any) -> list[str]:
    """The lines of a cell, as far as they tell its width."""
    known = _typed(value, False)
    return [] if known is None else str(known)[: 10 * _WIDEST].splitlines()


def _cut(text: str, units: int) -> str:
    """The beginning of a text that takes so many UTF-16 units, no character cut in two.

    >>> _cut("银龄𠮷", 3), _cut("银龄𠮷", 4)
    ('银龄', '银龄𠮷')
    """
    if 2 * len(text) <= units:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
