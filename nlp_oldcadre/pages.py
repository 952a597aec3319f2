"""What a format tells beside the text: pages, paragraphs with their looks, tables, and the parts of an official document.

Spans of pages, blocks and cells are of the **source text**, which is what a reader gives; cleaning leaves them alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp_oldcadre.boxes import Box, CharBoxes
from nlp_oldcadre.offsets import Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page (numbered from 1) and its half-open span in the **source text**.

    ``width`` and ``height`` are in points as the page is shown, ``boxes`` hold a box for each character of the span; all
    three are None where the format has pages without places.
    """

    number: int
    start: int
    end: int
    width: float | None = None
    height: float | None = None
    boxes: CharBoxes | None = None


BlockKind = Literal["paragraph", "heading", "list", "table", "caption", "footnote"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table row of the **source text** with what its looks tell, as far as the format has looks.

    ``level`` is that of a heading style (1 the highest), ``size`` the size of the letters in points; ``bold``, ``red``
    and ``centered`` hold for the block as a whole.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int | None = None
    size: float | None = None
    bold: bool = False
    red: bool = False
    centered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its span in the **source text**, its place (from 0), and how many rows and columns it takes."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells in the order of reading, and how many of the upper rows are heads.

    In the source text each row is a line ``| … | … |``.
    """

    cells: tuple[Cell, ...]
    head_rows: int = 1


@dataclass(frozen=True, slots=True)
class Element:
    """A part of an official document (GB/T 9704) or of its pages: a row of ``data/elements.csv`` and its value.

    What stands in the text has a ``span`` of it; what a reader saw beside the text (a seal, a running head, a row of a web
    page's table of metadata) has a page and a box, or only a value. ``score`` is the confidence, 0 to 1. ``ordinal`` counts
    attachments, the items of the list that names them, and a bulletin's articles and contents, so that those of one number
    belong together.
    """

    kind: str
    value: str
    span: Span | None = None
    page: int | None = None
    box: Box | None = None
    rule: str = ""
    score: float | None = None
    ordinal: int | None = None
