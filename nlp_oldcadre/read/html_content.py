"""From lines to :class:`~nlp_oldcadre.read.content.Content`: the text with the spans of blocks, tables and cells."""

from __future__ import annotations

from collections.abc import Sequence

from nlp_oldcadre.pages import Block, Cell, Table
from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.html_lines import Line
from nlp_oldcadre.read.html_tables import Grid
from nlp_oldcadre.read.text_limit import check_text_size


def packed(lines: Sequence[Line], media_type: str, where: str, max_bytes: int) -> Content:
    """The content of these lines; footnotes stand after the rest.

    Raises
    ------
    TooLarge : the text is longer than ``max_bytes`` in UTF-8.
    """
    ordered = [*(line for line in lines if line.kind != "footnote"), *(line for line in lines if line.kind == "footnote")]
    blocks: list[Block] = []
    starts: dict[tuple[Grid, int], int] = {}
    grids: dict[Grid, None] = {}
    at = 0
    for line in ordered:
        end = at + len(line.text)
        level = line.level if line.kind == "heading" else None
        blocks.append(Block(at, end, line.kind, level, line.size, line.bold, line.red, line.centered))
        if line.grid:
            starts[line.grid, line.row] = at
            grids[line.grid] = None
        at = end + 1
    text = "".join(line.text + "\n" for line in ordered)
    check_text_size(len(text.encode("utf-8", "replace")), where, max_bytes, zh="网页", en="the page")
    tables = tuple(_table(grid, starts) for grid in grids)
    return Content(text, media_type, blocks=tuple(blocks), tables=tables)


def _table(grid: Grid, starts: dict[tuple[Grid, int], int]) -> Table:
    cells = []
    for spot in grid.spots:
        start = starts.get((grid, spot.row))
        if start is not None:
            row = grid.rows[spot.row]
            start += 2 + sum(len(text) + 3 for text in row[: spot.column])
            cells.append(Cell(start, start + len(row[spot.column]), spot.row, spot.column, spot.rows, spot.columns))
    return Table(tuple(cells), grid.head_rows)
