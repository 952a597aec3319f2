"""Tables of web pages: those that hold data as a grid; those that only hold the page together are told from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_COLUMNS = 200
MAX_CELLS = 200_000
# What is longer is read line by line: no table that an office prints.
MAX_ROWS = 20_000
# A cell of running text in a table of so few rows is a page's column, not a value.
_LONG_CELL = 300
_FEW_ROWS = 2
_GROUPS = ("thead", "tbody", "tfoot")


class Spot(NamedTuple):
    """A cell that has a text of its own: its place and how far it reaches."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True, eq=False)
class Grid:
    """A table's texts by row and column (a cell that reaches over several has its text in the first), and its heads."""

    rows: list[list[str]]
    spots: list[Spot]
    head_rows: int = 1
    bold: set[int] = field(default_factory=set)


def is_data(table: _Element) -> bool:
    """Whether a table holds data: several columns and rows, and no page in its cells."""
    if (table.get("role") or "").lower() in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(rows_of(table))
    if len(rows) > MAX_ROWS:
        return False
    if len(rows) < 2 and next(table.iterdescendants("th"), None) is None:
        return False
    widths = [sum(1 for _ in cells_of(row)) for row in rows]
    # A table in which hardly a row has two cells is a frame around text.
    if sum(width >= 2 for width in widths) * 2 < len(widths):
        return False
    return len(rows) > _FEW_ROWS or not any(_is_running(cell) for row in rows for cell in cells_of(row))


def _is_running(cell: _Element) -> bool:
    text = "".join(cell.itertext())
    return len(text) > _LONG_CELL and text.count("。") >= 3


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of the table itself, not of those in it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from child.iterchildren("tr")


def cells_of(row: _Element) -> Iterator[_Element]:
    return row.iterchildren("td", "th")


def grid_of(table: _Element, read: Callable[[_Element], tuple[str, bool]]) -> Grid:
    """The table as a grid; ``read`` gives a cell's text in one line, and whether it is bold."""
    rows = list(rows_of(table))
    taken: dict[tuple[int, int], bool] = {}
    placed: list[tuple[Spot, str]] = []
    bold: set[int] = set()
    for index, row in enumerate(rows):
        column, are_bold = 0, []
        for cell in cells_of(row):
            while (index, column) in taken:
                column += 1
            if column >= MAX_COLUMNS or len(taken) > MAX_CELLS:
                break
            spot = _spot(cell, index, column, len(rows))
            taken.update(((r, c), True) for r in range(index, index + spot.rows) for c in range(column, column + spot.columns))
            text, is_bold = read(cell)
            placed.append((spot, text))
            are_bold += [is_bold] if text else []
            column += spot.columns
        if are_bold and all(are_bold):
            bold.add(index)
    width = max((spot.column + spot.columns for spot, _ in placed), default=0)
    texts = [[""] * width for _ in rows]
    for spot, text in placed:
        texts[spot.row][spot.column] = text
    return Grid(texts, [spot for spot, _ in placed], _heads(table, rows, [spot for spot, _ in placed]), bold)


def _spot(cell: _Element, row: int, column: int, height: int) -> Spot:
    down, right = _count(cell.get("rowspan"), zero=height), _count(cell.get("colspan"), zero=1)
    right = min(right, MAX_COLUMNS - column)
    return Spot(row, column, max(1, min(down, height - row, MAX_CELLS // MAX_COLUMNS)), right)


def _count(told: str | None, zero: int) -> int:
    digits = (told or "").strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 6):
        return 1
    return int(digits) or zero


def _heads(table: _Element, rows: list[_Element], spots: list[Spot]) -> int:
    told = sum(1 for head in table.iterchildren("thead") for _ in head.iterchildren("tr"))
    if 0 < told < len(rows):
        return told
    cells = [[cell.tag for cell in cells_of(row)] for row in rows]
    leading = next((i for i, tags in enumerate(cells) if not tags or set(tags) != {"th"}), len(cells))
    deepest = max((spot.rows for spot in spots if spot.row == 0), default=1)
    return leading if 0 < leading < len(rows) else max(1, min(3, deepest))
