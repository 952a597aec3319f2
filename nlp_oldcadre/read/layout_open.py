"""Tables without lines: rows of short pieces that stand below one another in columns, one of them of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.read.layout_lines import Piece, Sheet, rows_of
from nlp_oldcadre.read.layout_rules import Grid, GridCell

# A head and two rows at least; a row stands no farther from the next than this, in letters.
_LEAST_ROWS, _FARTHEST = 3, 3.2
NUMBER = re.compile(r"(?!\d{4}年)[+\-—－]?[\d０-９][\d０-９.,，:：/／]*(?:[%％万亿]|[\u4e00-\u9fff]{1,2})?")
_Row = list[Piece]


def find_open_tables(sheet: Sheet) -> Iterator[tuple[Grid, list[list[Piece]], list[Piece]]]:
    """Each table without lines: its grid, the pieces of each cell, and all its pieces."""
    if sum(NUMBER.fullmatch(piece.text) is not None for piece in sheet.pieces) < _LEAST_ROWS - 1:
        return
    for band in _bands(rows_of(sheet.pieces)):
        columns = _columns(band)
        if len(columns) >= 2 and _counts(band, columns):
            cells = [
                (GridCell(row, _column_of(piece, columns), 1, 1, Box(piece.x0, piece.y0, piece.x1, piece.y1)), [piece])
                for row, pieces in enumerate(band)
                for piece in pieces
            ]
            box = Box(columns[0][0], min(p.y0 for p in band[0]), columns[-1][1], max(p.y1 for p in band[-1]))
            grid = Grid(box, len(band), len(columns), tuple(cell for cell, _ in cells))
            yield grid, [lines for _, lines in cells], [piece for pieces in band for piece in pieces]


def _bands(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Runs of rows that have several pieces each."""
    band: list[_Row] = []
    for row in rows:
        near = not band or row[0].y1 - band[-1][0].y1 <= _FARTHEST * row[0].size
        if len(row) > 1 and near and all(type(piece) is Piece for piece in row):
            band.append(row)
            continue
        if len(band) >= _LEAST_ROWS:
            yield band
        band = [row] if len(row) > 1 and all(type(piece) is Piece for piece in row) else []
    if len(band) >= _LEAST_ROWS:
        yield band


def _columns(band: list[_Row]) -> list[tuple[float, float]]:
    """The strips that the pieces fall into; none when two pieces of a row fall into one."""
    strips: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for row in band for piece in row):
        if strips and x0 < strips[-1][1]:
            strips[-1] = strips[-1][0], max(strips[-1][1], x1)
        else:
            strips.append((x0, x1))
    for row in band:
        places = [_column_of(piece, strips) for piece in row]
        if len(set(places)) < len(places):
            return []
    return strips


def _column_of(piece: Piece, columns: list[tuple[float, float]]) -> int:
    return next(i for i, (_, x1) in enumerate(columns) if piece.x0 < x1)


def _counts(band: list[_Row], columns: list[tuple[float, float]]) -> bool:
    """Whether a column holds numbers below its head; a list of contents counts pages and is no table."""
    for column in range(1, len(columns)):
        cells = [piece.text for row in band for piece in row if _column_of(piece, columns) == column]
        numbers = [NUMBER.fullmatch(cell) is not None for cell in cells]
        if len(cells) >= _LEAST_ROWS and sum(numbers[1:]) * 3 >= 2 * len(numbers[1:]):
            return not (len(columns) == 2 and _is_contents(cells))
    return False


def _is_contents(cells: list[str]) -> bool:
    pages = [int(cell) for cell in cells if cell.isdecimal()]
    return len(pages) == len(cells) and pages == sorted(pages)
