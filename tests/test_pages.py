"""Boxes of characters, and the way from a span of the text to its places on the pages."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from nlp_oldcadre.boxes import Box, CharBoxes
from nlp_oldcadre.model import Document
from nlp_oldcadre.pages import Page


def row(count: int, *, x: float = 0, y: float = 0) -> list[Box | None]:
    return [Box(x + 10 * i, y, x + 10 * i + 10, y + 10) for i in range(count)]


def test_a_span_over_two_lines_has_two_boxes() -> None:
    boxes = CharBoxes([*row(3), None, *row(2, y=15)])
    assert boxes.rows(1, 6) == (Box(10, 0, 30, 10), Box(0, 15, 20, 25))


def test_a_line_of_the_next_column_at_the_same_height_is_a_row_of_its_own() -> None:
    boxes = CharBoxes([*row(2, x=100, y=50), *row(2, x=0, y=50)])
    assert len(boxes.rows(0, 4)) == 2


def test_a_span_over_a_page_break_names_both_pages() -> None:
    pages = (Page(1, 0, 2, 595, 842, CharBoxes(row(2))), Page(2, 2, 4, 595, 842, CharBoxes(row(2, y=40))))
    doc = replace(Document.from_text("红旗飘扬"), pages=pages)
    assert doc.boxes(1, 3) == ((1, Box(10, 0, 20, 10)), (2, Box(0, 40, 10, 50)))
    assert doc.boxes(2, 4) == ((2, Box(0, 40, 20, 50)),)


def test_the_weakest_character_decides_the_confidence_of_a_span() -> None:
    doc = replace(Document.from_text("700人"), confidence=array("f", [1.0, 0.5, 0.75, 1.0]))
    assert doc.confidence_of(0, 3) == 0.5
    assert doc.confidence_of(2, 4) == 0.75
    assert Document.from_text("700人").confidence_of(0, 3) is None


def test_edges_come_by_fours() -> None:
    assert CharBoxes.from_edges(array("f", [0, 0, 1, 1]))[0] == Box(0, 0, 1, 1)
    with pytest.raises(ValueError, match="fours"):
        CharBoxes.from_edges(array("f", [0, 0, 1]))
