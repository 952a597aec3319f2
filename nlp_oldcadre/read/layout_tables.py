"""Tables of a page: their characters out of the running text, into cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from nlp_oldcadre.pages import Cell, Table
from nlp_oldcadre.read.layout_lines import Piece, Sheet, find_pieces, join_row, rows_of
from nlp_oldcadre.read.layout_open import NUMBER, find_open_tables
from nlp_oldcadre.read.layout_rules import Grid, find_grids
from nlp_oldcadre.read.layout_text import TextBuilder


@dataclass(slots=True, eq=False)
class TablePiece(Piece):
    """A table in its place among the pieces of a page: the grid and the lines of each of its cells."""

    grid: Grid
    cells: list[list[Piece]] = field(default_factory=list)


def find_all_pieces(sheet: Sheet) -> None:
    """Fill ``sheet.pieces``; a table with text in it is one piece."""
    grids = find_grids(sheet.rules) if len(sheet.rules) >= 4 else []
    zone = _zones(sheet, grids) if grids else None
    find_pieces(sheet, zone)
    if zone is not None:
        _take_ruled(sheet, grids, zone)
    for grid, cells, pieces in find_open_tables(sheet):
        gone = {id(piece) for piece in pieces}
        table = _table_piece(grid, cells)
        if table is not None:
            sheet.pieces = [piece for piece in sheet.pieces if id(piece) not in gone] + [table]


def _take_ruled(sheet: Sheet, grids: Sequence[Grid], zone: npt.NDArray[np.int32]) -> None:
    """Put the pieces that stand in the cells of grids into tables."""
    inside: dict[int, list[Piece]] = {}
    outside: list[Piece] = []
    for piece in sheet.pieces:
        cell = int(zone[piece.parts[0][0]])
        inside.setdefault(cell, []).append(piece) if cell >= 0 else outside.append(piece)
    first = 0
    for grid in grids:
        cells = [[join_row(row) for row in rows_of(inside.get(first + i, []))] for i in range(len(grid.cells))]
        first += len(grid.cells)
        if (table := _table_piece(grid, cells)) is not None:
            outside.append(table)
        else:
            outside += [line for lines in cells for line in lines]
    sheet.pieces = outside


def _zones(sheet: Sheet, grids: Sequence[Grid]) -> npt.NDArray[np.int32]:
    """For each character the number of the cell that its middle lies in, counted through all tables, or -1."""
    zone = np.full(len(sheet.text), -1, np.int32)
    x = (sheet.edges[:, 0] + sheet.edges[:, 2]) / 2
    y = (sheet.edges[:, 1] + sheet.edges[:, 3]) / 2
    number = 0
    for grid in grids:
        for cell in grid.cells:
            box = cell.box
            zone[(box.x0 <= x) & (x < box.x1) & (box.y0 <= y) & (y < box.y1)] = number
            number += 1
    return zone


def _table_piece(grid: Grid, cells: list[list[Piece]]) -> TablePiece | None:
    """The table as a piece; None for a frame about text and for an empty lattice."""
    lines = [line for cell in cells for line in cell]
    if sum(1 for cell in cells if cell) < 2 or grid.rows * grid.columns < 2:
        return None
    box, first = grid.box, lines[0]
    return TablePiece(box.x0, box.y0, box.x1, box.y1, first.size, False, False, "|", [], grid, cells)


def goes_over(table: TablePiece, following: TablePiece) -> bool:
    """Whether a table at the head of a page goes on with the one at the foot of the page before: the same columns."""
    edges, others = _columns(table), _columns(following)
    return len(edges) == len(others) and all(abs(a - b) < 4 for a, b in zip(edges, others, strict=True))


def _columns(table: TablePiece) -> list[float]:
    return sorted({round(cell.box.x0, 1) for cell in table.grid.cells} | {table.grid.box.x1})


def add_table(builder: TextBuilder, parts: Sequence[tuple[int, TablePiece]]) -> Table:
    """Write a table, which may run over several sheets, row by row; head rows that are repeated are left out."""
    cells: list[Cell] = []
    row = 0
    head = parts[0][1]
    heads = head_rows(head)
    for sheet, table in parts:
        skipped = heads if table is not head and _row_texts(table, heads) == _row_texts(head, heads) else 0
        for index in range(skipped, table.grid.rows):
            cells += _add_row(builder, sheet, table, index, row)
            row += 1
    return Table(tuple(cells), heads)


def _add_row(builder: TextBuilder, sheet: int, table: TablePiece, index: int, row: int) -> list[Cell]:
    start = builder.length
    places = {
        cell.column: (cell, lines) for cell, lines in zip(table.grid.cells, table.cells, strict=True) if cell.row == index
    }
    cells: list[Cell] = []
    shown: list[tuple[int, Piece]] = []
    builder.open(sheet)
    builder.mark("|")
    for column in range(table.grid.columns):
        cell, lines = places.get(column, (None, []))
        builder.mark(" ")
        at = builder.length
        builder.lines([(sheet, line) for line in lines], in_cell=True)
        shown += [(sheet, line) for line in lines]
        if cell is not None:
            cells.append(Cell(at, builder.length, row, column, cell.rows, cell.columns))
        builder.mark(" |" if builder.length > at else "|")
    builder.block(start, "table", shown)
    return cells


def head_rows(table: TablePiece) -> int:
    """How many upper rows have no number: those are heads (one at least, never all)."""
    for row in range(table.grid.rows):
        texts = [_text(lines) for cell, lines in zip(table.grid.cells, table.cells, strict=True) if cell.row == row]
        if any(NUMBER.fullmatch(text) for text in texts):
            return max(1, row)
    return 1


def _row_texts(table: TablePiece, rows: int) -> list[str]:
    return [_text(lines) for cell, lines in zip(table.grid.cells, table.cells, strict=True) if cell.row < rows]


def _text(lines: Sequence[Piece]) -> str:
    return "".join(line.text for line in lines)
