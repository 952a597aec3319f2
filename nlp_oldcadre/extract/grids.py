"""The tables of a document as grids: those that the reader saw, with their merged cells, and those of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nlp_oldcadre.model import Document, Span
from nlp_oldcadre.pages import Cell

_ROW = re.compile(r"^[ \t]*[|｜][^\n]*[|｜][ \t]*$", re.MULTILINE)
_BAR = re.compile("[|｜]")
_RULE = re.compile(r"[\s:：\-—－|｜]*")
# A cell that reaches over more places than this is no cell of a table that somebody wrote.
_MOST_PLACES = 10_000


class GridCell(NamedTuple):
    """A cell: its span in the cleaned text, its first row and column, and how many of each it takes."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Grid(NamedTuple):
    """A table: its cells in order, how many of the upper rows are heads, how many columns there are."""

    cells: tuple[GridCell, ...]
    head_rows: int
    width: int
    heads: tuple[GridCell, ...]

    @classmethod
    def of(cls, cells: Sequence[GridCell], head_rows: int) -> Grid:
        """A grid of these cells, which are in order; there must be one."""
        width = max(cell.column + cell.columns for cell in cells)
        return cls(tuple(cells), head_rows, width, tuple(cell for cell in cells if cell.row < head_rows))

    @property
    def start(self) -> int:
        return self.cells[0].span.start

    def above(self, cell: GridCell) -> list[GridCell]:
        """The head cells over a cell, from the top down; a title over the whole table is none."""
        return [
            head
            for head in self.heads
            if head.column <= cell.column < head.column + head.columns and (head.columns < self.width or self.width == 1)
        ]

    def titles(self) -> list[GridCell]:
        """Head cells that reach over the whole table."""
        return [cell for cell in self.heads if cell.columns == self.width > 1]


def find_grids(doc: Document) -> Iterator[Grid]:
    """The grids in the order of the text; one that a reader saw stands for its rows in the text."""
    seen = [grid for table in doc.tables if (grid := _seen(doc, table.cells, table.head_rows))]
    starts = {grid.start for grid in seen}
    written = [grid for grid in _written(doc.text) if not any(cell.span.start in starts for cell in grid.cells)]
    yield from sorted([*seen, *written], key=lambda grid: grid.start)


def _seen(doc: Document, cells: Sequence[Cell], head_rows: int) -> Grid | None:
    placed = list(_placed(doc, cells))
    return Grid.of(placed, head_rows) if placed else None


def _placed(doc: Document, cells: Sequence[Cell]) -> Iterator[GridCell]:
    for cell in cells:
        if cell.start < cell.end and cell.rows * cell.columns <= _MOST_PLACES:
            span = Span(*doc.offsets.from_source(cell.start, cell.end))
            if span.start < span.end:
                yield GridCell(span, cell.row, cell.column, cell.rows, cell.columns)


def _written(text: str) -> Iterator[Grid]:
    """Row by row; a rule (| --- |) makes the row above it the head of what follows."""
    if "|" not in text and "｜" not in text:
        return
    rows: list[Span] = []
    last: Span | None = None
    for match in _ROW.finditer(text):
        row = Span(*match.span())
        if _RULE.fullmatch(text, *row):
            if len(rows) > 1:
                yield _of_rows(text, rows)
            rows = [last] if last else []
        elif rows:
            if row.start > rows[-1].end + 1 and len(rows) > 1 and text[rows[-1].end : row.start].count("\n") > 1:
                yield _of_rows(text, rows)
                rows = []
            else:
                rows.append(row)
        last = row
    if len(rows) > 1:
        yield _of_rows(text, rows)


def _of_rows(text: str, rows: Sequence[Span]) -> Grid:
    places = ((row, column, span) for row, line in enumerate(rows) for column, span in enumerate(_between_bars(text, line)))
    return Grid.of([GridCell(span, row, column) for row, column, span in places], 1)


def _between_bars(text: str, line: Span) -> Iterator[Span]:
    """What stands between the bars of a row, empty cells too."""
    bars = [match.start() for match in _BAR.finditer(text, line.start, line.end)]
    for bar, following in pairwise(bars):
        yield Span(bar + 1, following)
