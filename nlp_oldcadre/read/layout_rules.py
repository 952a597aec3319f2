"""Drawn straight lines → grids of table cells, merged cells whole.

The lines of one table touch one another. Their places make a lattice; a unit of the lattice that has no line towards its
neighbour is one cell with it. So borders that are drawn piece by piece, cell by cell or as thin rectangles come to the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.read.layout_glyphs import Bools, Floats

# Lines nearer than this (points) are one; ends that miss by so much still touch.
_SNAP = 2.5
# Shorter ones are dots of a dotted line, underlines of a letter, parts of drawings.
_SHORTEST = 5.0
# What is more is a drawing or a map.
_MOST_LINES, _MOST_UNITS = 4_000, 40_000


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
    across, down = rules[flat], rules[~flat]
    if len(across) < 2 or len(down) < 1:
        return None
    ys = _places((across[:, 1] + across[:, 3]) / 2)
    # The sides of a table are often left open: the ends of its lines stand for them.
    xs = _places(np.concatenate(((down[:, 0] + down[:, 2]) / 2, [across[:, 0].min(), across[:, 2].max()])))
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_UNITS:
        return None
    above = _drawn(ys, xs, (across[:, 1] + across[:, 3]) / 2, across[:, 0], across[:, 2])
    beside = _drawn(xs, ys, (down[:, 0] + down[:, 2]) / 2, down[:, 1], down[:, 3])
    beside[0], beside[-1] = True, True
    cells = tuple(_cells(xs, ys, above, beside))
    if len(cells) < 2:
        return None
    box = Box(float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]))
    return Grid(box, len(ys) - 1, len(xs) - 1, cells)


def _places(values: Floats) -> npt.NDArray[np.float64]:
    """The values, those nearer than a line's width taken as one."""
    ordered = np.sort(values.astype(np.float64))
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > _SNAP) + 1)
    return np.array([group.mean() for group in groups])


def _drawn(lines: npt.NDArray[np.float64], marks: npt.NDArray[np.float64], at: Floats, start: Floats, end: Floats) -> Bools:
    """For each line of the lattice and each stretch between two marks on it whether it is drawn."""
    drawn = np.zeros((len(lines), len(marks) - 1), np.bool_)
    middles = (marks[1:] + marks[:-1]) / 2
    index = np.abs(at[:, None] - lines[None, :]).argmin(axis=1)
    for line, first, last in zip(index.tolist(), start.tolist(), end.tolist(), strict=True):
        drawn[line] |= (first <= middles) & (middles <= last)
    return drawn


def _cells(xs: npt.NDArray[np.float64], ys: npt.NDArray[np.float64], above: Bools, beside: Bools) -> Iterator[GridCell]:
    """Each closed rectangle of the lattice; ``above[y, x]`` and ``beside[x, y]`` tell which stretches are drawn."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = np.zeros((rows, columns), np.bool_)
    for row in range(rows):
        for column in range(columns):
            if taken[row, column] or not above[row, column] or not beside[column, row]:
                continue
            right = column + 1
            while right < columns and not beside[right, row] and not taken[row, right]:
                right += 1
            below = row + 1
            while below < rows and not above[below, column:right].any() and not beside[column + 1 : right, below].any():
                below += 1
            if not above[below, column:right].all():
                continue
            taken[row:below, column:right] = True
            box = Box(float(xs[column]), float(ys[row]), float(xs[right]), float(ys[below]))
            yield GridCell(row, column, below - row, right - column, box)
