"""The grid of a table of a DOCX: rows, cells that reach over columns and rows, heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from nlp_oldcadre.read.docx_names import ALTERNATE, SDT, TC, TR, VAL, W, branch_of, content_of, is_on, number, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELL_PR, _SPAN = W + "tcPr", W + "gridSpan"
# Of a cell that a tracked change took away there is no "restart" either.
_MERGES = frozenset(W + name for name in ("vMerge", "hMerge", "cellDel"))
# Word's own limit is 63; what reaches farther is a joke.
MAX_COLUMNS = 200


class Place(NamedTuple):
    """A cell's element and where it begins in the grid; ``goes_on`` when it is the lower or right part of another."""

    cell: _Element
    column: int
    columns: int
    goes_on: bool


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows, those in content controls too."""
    return _inner(table, TR)


def places_of(row: _Element) -> Iterator[Place]:
    """The row's cells from left to right."""
    properties = row.find(W + "trPr")
    column = min(number(value_of(properties, "gridBefore"), 0) or 0, MAX_COLUMNS)
    for cell in _inner(row, TC):
        if column >= MAX_COLUMNS:
            break
        span, goes_on = 1, False
        for told in cell[0] if len(cell) and cell[0].tag == _CELL_PR else ():
            if told.tag == _SPAN:
                span = max(1, min(number(told.get(VAL), 1) or 1, MAX_COLUMNS - column))
            elif told.tag in _MERGES:
                goes_on = goes_on or told.get(VAL) != "restart"
        yield Place(cell, column, span, goes_on)
        column += span


def is_deleted(row: _Element) -> bool:
    """Whether a tracked change took the row away."""
    return row.find(f"{W}trPr/{W}del") is not None


def is_head(row: _Element) -> bool:
    """Whether the row is repeated on each page."""
    return is_on(row.find(f"{W}trPr/{W}tblHeader"))


def _inner(parent: _Element, tag: str) -> Iterator[_Element]:
    for element in parent:
        if element.tag == tag:
            yield element
            continue
        inside: _Element | None = None
        if element.tag == SDT:
            inside = content_of(element)
        elif element.tag == ALTERNATE:
            inside = branch_of(element)
        elif element.tag in (W + "customXml", W + "ins", W + "moveTo"):
            inside = element
        if inside is not None:
            yield from _inner(inside, tag)
