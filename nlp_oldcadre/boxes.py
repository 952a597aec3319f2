"""Where characters stand on their pages: one box a character, kept in a flat array."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle of a page as it is shown (rotation applied), in points (1/72 inch) from the upper left corner.

    ``x0 <= x1`` and ``y0 <= y1``.

    Examples
    --------
    >>> Box(10, 20, 30, 40).union(Box(25, 18, 50, 40))
    Box(x0=10, y0=18, x1=50, y1=40)
    """

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def overlaps(self, other: Box) -> bool:
        """Whether the two share an area."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


class CharBoxes:
    """The boxes of a run of characters; a character that has none (a line end, a mark that the reader set) has a None.

    Examples
    --------
    >>> boxes = CharBoxes([Box(0, 0, 10, 10), None, Box(0, 12, 10, 22), Box(10, 12, 20, 22)])
    >>> boxes[0], boxes[1], len(boxes)
    (Box(x0=0.0, y0=0.0, x1=10.0, y1=10.0), None, 4)
    >>> boxes.rows(0, 4)
    (Box(x0=0.0, y0=0.0, x1=10.0, y1=10.0), Box(x0=0.0, y0=12.0, x1=20.0, y1=22.0))
    """

    __slots__ = ("_edges",)

    def __init__(self, boxes: Iterable[Box | None]) -> None:
        # A box that is wider than nothing has x1 > x0, so four zeros can mean "none".
        self._edges = array("f", [edge for box in boxes for edge in box or (0.0, 0.0, 0.0, 0.0)])

    @classmethod
    def from_edges(cls, edges: array[float]) -> CharBoxes:
        """From a flat array of ``x0, y0, x1, y1`` for each character, all four zero where a character has no box.

        Raises
        ------
        ValueError : when the length is no multiple of four.
        """
        if len(edges) % 4:
            raise ValueError(f"edges must come by fours, got {len(edges)}")
        boxes = cls(())
        boxes._edges = edges
        return boxes

    def __len__(self) -> int:
        return len(self._edges) // 4

    def __getitem__(self, index: int) -> Box | None:
        if not 0 <= index < len(self):
            raise IndexError(f"index must lie in [0, {len(self)}), got {index}")
        edges = self._edges[4 * index : 4 * index + 4]
        return Box(*edges) if any(edges) else None

    def __eq__(self, other: object) -> bool:
        return self._edges == other._edges if isinstance(other, CharBoxes) else NotImplemented

    def __hash__(self) -> int:
        return hash(len(self))

    def __repr__(self) -> str:
        return f"CharBoxes({len(self)} characters)"

    def rows(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes around the characters ``[start, end)``, one for each printed line (or column) that they stand in."""
        return tuple(_merged(box for i in range(max(start, 0), min(end, len(self))) if (box := self[i])))


def _merged(boxes: Iterable[Box]) -> Iterator[Box]:
    """Neighbours whose heights overlap by half stand in one line; a jump to the left begins another."""
    row: Box | None = None
    for box in boxes:
        if row is not None and _same_row(row, box):
            row = row.union(box)
            continue
        if row is not None:
            yield row
        row = box
    if row is not None:
        yield row


def _same_row(row: Box, box: Box) -> bool:
    shared = min(row.y1, box.y1) - max(row.y0, box.y0)
    return 2 * shared >= min(row.height, box.height) and box.x0 >= row.x1 - box.width
