"""Drawn straight lines → grids of table cells, merged cells whole.

The lines of one table touch one another. pdfplumber, whose only door this is, joins borders that are drawn piece by piece,
cell by cell or as thin rectangles, and finds the cells that they close; here the cells get their rows and columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.read.layout_glyphs import Bools, Floats

# Lines nearer than this (points) are one; ends that miss by so much still touch.
_SNAP = 2.5
# Shorter ones are dots of a dotted line, underlines of a letter, parts of drawings.
_SHORTEST = 5.0
# What is more is a drawing or a map. A table of a hundred rows and ten columns has some eleven hundred crossings.
_MOST_LINES, _MOST_CROSSINGS = 4_000, 4_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a lattice: its place, how many rows and columns it takes, and its box."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, row by row, and its outer box."""

    box: Box
    rows: int
    columns: int
    cells: tuple[GridCell, ...]


def find_grids(rules: Floats) -> list[Grid]:
    """The tables that lines make, from top to bottom; a frame of one cell is none.

    Examples
    --------
    >>> lines = [(0, y, 90, y) for y in (0, 20, 40)] + [(x, 0, x, 40) for x in (0, 30, 90)]
    >>> (grid,) = find_grids(np.array(lines))
    >>> grid.rows, grid.columns, grid.cells[1].box
    (2, 2, Box(x0=30.0, y0=0.0, x1=90.0, y1=20.0))
    """
    if len(rules) < 4:
        return []
    sizes = rules[:, 2:] - rules[:, :2]
    rules = rules[sizes.max(axis=1) >= _SHORTEST]
    if not 4 <= len(rules) <= _MOST_LINES:
        return []
    grids = [grid for group in _touching(rules) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


def _touching(rules: Floats) -> Iterator[Floats]:
    """The lines in groups that hang together."""
    left = np.ones(len(rules), np.bool_)
    x0, y0, x1, y1 = rules.T
    while left.any():
        queue = [int(np.argmax(left))]
        left[queue] = False
        group: list[int] = []
        while queue:
            at = queue.pop()
            group.append(at)
            near = left & (x0 <= x1[at] + _SNAP) & (x0[at] <= x1 + _SNAP) & (y0 <= y1[at] + _SNAP) & (y0[at] <= y1 + _SNAP)
            found = np.flatnonzero(near)
            left[found] = False
            queue += found.tolist()
        if len(group) >= 4:
            yield rules[group]


def _grid(rules: Floats) -> Grid | None:
    flat = (rules[:, 2] - rules[:, 0]) >= (rules[:, 3] - rules[:, 1])
    across = rules[flat]
    if len(across) < 2 or flat.all():
        return None
    found = _cells(rules, flat)
    xs, ys = (sorted({cell[i] for cell in found} | {cell[i + 2] for cell in found}) for i in (0, 1))
    if len(found) < 2:
        return None
    column, row = ({edge: at for at, edge in enumerate(edges)} for edges in (xs, ys))
    cells = (
        GridCell(row[y0], column[x0], row[y1] - row[y0], column[x1] - column[x0], Box(x0, y0, x1, y1))
        for x0, y0, x1, y1 in found
    )
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), len(ys) - 1, len(xs) - 1, ordered)


def _cells(rules: Floats, flat: Bools) -> list[tuple[float, float, float, float]]:
    """The closed rectangles that lines make, by pdfplumber's analysis of tables."""
    from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

    # The sides of a table are often left open: the ends of its lines stand for them.
    left, top, right, bottom = rules[:, 0].min(), rules[:, 1].min(), rules[:, 2].max(), rules[:, 3].max()
    sides = [(left, top, left, bottom), (right, top, right, bottom)]
    edges = [_edge(rule, "h" if is_flat else "v") for rule, is_flat in zip(rules.tolist(), flat.tolist(), strict=True)]
    edges = merge_edges([*edges, *(_edge(side, "v") for side in sides)], _SNAP, _SNAP, _SNAP, _SNAP)
    lying = sum(edge["orientation"] == "h" for edge in edges)
    # The time grows with the square of the crossings.
    if lying * (len(edges) - lying) > _MOST_CROSSINGS:
        return []
    return intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))


def _edge(rule: Sequence[float], orientation: str) -> dict[str, Any]:
    """A line as pdfplumber has it: of no width."""
    x0, y0, x1, y1 = map(float, rule)
    if orientation == "h":
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "object_type": "line", "orientation": orientation, "x0": x0, "x1": x1, "top": y0, "bottom": y1,
        "doctop": y0, "width": x1 - x0, "height": y1 - y0,
    }  # fmt: skip
