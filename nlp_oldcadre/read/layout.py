"""Layout analysis: the characters of printed pages and their boxes → text in reading order, with the way back.

A reader of any printed format (PDF, OFD, recognised pictures) makes a :class:`~nlp_oldcadre.read.layout_glyphs.PageGlyphs`
of each page and hands them all to :func:`lay_out`, which gives the whole
:class:`~nlp_oldcadre.read.content.Content`. Lines, columns, paragraphs, tables, footnotes, running heads and page numbers
are found from numbers and text alone, one file each:

=====================  ======================================================================================================
layout_glyphs          what a reader hands over
layout_lines           characters → pieces of printed lines, blanks from gaps
layout_rules           drawn lines → grids of cells
layout_open            tables without lines
layout_tables          characters → cells → rows of the text
layout_margins         running heads and page numbers, told by repetition and place, out of the pages
layout_columns         pieces → columns, in reading order
layout_notes           footnotes
layout_paragraphs      lines → paragraphs, over columns and pages as well
layout_text            paragraphs → text, pages, boxes, blocks
=====================  ======================================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from nlp_oldcadre.pages import Table
from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.layout_columns import Region, find_regions
from nlp_oldcadre.read.layout_glyphs import PageGlyphs
from nlp_oldcadre.read.layout_lines import Piece, Sheet, make_sheet, right_end
from nlp_oldcadre.read.layout_margins import take_margins
from nlp_oldcadre.read.layout_notes import find_notes, split_notes
from nlp_oldcadre.read.layout_paragraphs import Column, Paragraph, find_paragraphs, goes_over, measure, share_indents
from nlp_oldcadre.read.layout_tables import TablePiece, add_table, find_all_pieces
from nlp_oldcadre.read.layout_tables import goes_over as table_goes_over
from nlp_oldcadre.read.layout_text import TextBuilder

# A page with fewer lines takes the edges of its text from the others.
_FEW_LINES = 8


@dataclass(slots=True, eq=False)
class _TableRun:
    """A table and what it goes on with on the pages after."""

    parts: list[tuple[int, TablePiece]]


@dataclass(slots=True, eq=False)
class _Flow:
    """What was read so far, in reading order, and the column that it ended in."""

    items: list[Paragraph | _TableRun] = field(default_factory=list)
    column: Column | None = None


def lay_out(pages: Iterable[PageGlyphs], media_type: str) -> Content:
    """The text of printed pages in reading order, with pages, boxes, blocks, tables and elements.

    Parameters
    ----------
    pages : in order; a page without characters is an empty page of the result.

    Examples
    --------
    >>> import numpy as np
    >>> text = "红旗飘飘"
    >>> edges = [[72 + 16 * i, 80, 88 + 16 * i, 96] for i in range(4)]
    >>> content = lay_out([PageGlyphs(1, 595, 842, text, np.array(edges), np.full(4, 16))], "application/pdf")
    >>> content.text, content.pages[0].boxes[1], content.blocks[0].size
    ('红旗飘飘\\n', Box(x0=88.0, y0=80.0, x1=104.0, y1=96.0), 16.0)
    """
    sheets = [make_sheet(page) for page in pages]
    for sheet in sheets:
        find_all_pieces(sheet)
    body = _body_size(sheets)
    elements = [element for sheet in sheets for element in sheet.page.elements]
    elements += take_margins(sheets, body)
    regions = [find_regions(sheet.pieces) for sheet in sheets]
    _share_edges(regions, sheets, body)
    columns = [[_measure(region, sheets[number]) for region in found] for number, found in enumerate(regions)]
    share_indents([column for found in columns for column in found])
    flow = _Flow()
    for number, sheet in enumerate(sheets):
        _add_page(flow, number, sheet, list(zip(regions[number], columns[number], strict=True)), body)
    builder = TextBuilder(sheets)
    tables = _write(builder, flow, body)
    return Content(
        builder.text(),
        media_type,
        builder.pages(),
        tuple(builder.blocks),
        tables,
        tuple(sorted(elements, key=lambda e: (e.page or 0, e.box.y0 if e.box else 0.0))),
        confidence=builder.confidence(),
    )


def _body_size(sheets: Sequence[Sheet]) -> float:
    """The size that most characters have."""
    counts: dict[float, int] = {}
    for sheet in sheets:
        for piece in sheet.pieces:
            size = round(piece.size * 2) / 2
            counts[size] = counts.get(size, 0) + len(piece.text)
    return max(counts, key=lambda size: (counts[size], -size)) if counts else 10.5


def _share_edges(regions: Sequence[list[Region]], sheets: Sequence[Sheet], body: float) -> None:
    """Lines over the whole width end at the edges of the page's text, those of a page of few lines at the usual ones."""
    edges: dict[int, tuple[float, float]] = {}
    for number, found in enumerate(regions):
        lines = [line for region in found if not region.columns for line in region.lines]
        text = [line for line in lines if abs(line.size - body) < 0.15 * body and type(line) is Piece] or lines
        if text:
            edges[number] = min(p.x0 for p in text), max(right_end(p) for p in text)
            if len(text) < _FEW_LINES:
                edges[number] = edges[number][0], -edges[number][1]
    usual = [edge for edge in edges.values() if edge[1] > 0]
    for number, (left, right) in edges.items():
        if right < 0:
            right = -right
            near = [e for e in usual if sheets[number].width == sheets[0].width and e[0] < left + body and e[1] > right - body]
            if near:
                left, right = median(e[0] for e in near), max(right, median(e[1] for e in near))
        for region in regions[number]:
            if not region.columns:
                region.left, region.right = left, right


def _measure(region: Region, sheet: Sheet) -> Column:
    lines = [line for line in region.lines if type(line) is Piece]
    return measure(lines, region.left, region.right, 0.0 if region.columns else sheet.width)


def _add_page(flow: _Flow, number: int, sheet: Sheet, regions: list[tuple[Region, Column]], body: float) -> None:
    """Append a page's paragraphs; what the page before left open goes on here."""
    notes: list[Paragraph] = []
    for region, column in regions:
        lines, below = split_notes(region.lines, sheet.rules, column, body)
        notes += find_notes(number, below, column)
        _add_lines(flow, number, lines, column, body)
        flow.column = column
    flow.items += notes


def _add_lines(flow: _Flow, number: int, lines: list[Piece], column: Column, body: float) -> None:
    at = 0
    while at < len(lines):
        line = lines[at]
        if isinstance(line, TablePiece):
            _add_table(flow, number, line)
            at += 1
            continue
        end = at
        while end < len(lines) and not isinstance(lines[end], TablePiece):
            end += 1
        found = find_paragraphs(number, lines[at:end], column, body)
        if at == 0 and found and _goes_over(flow, line, number, column):
            flow.items[-1].lines += found.pop(0).lines  # type: ignore[union-attr]
        flow.items += found
        at = end


def _goes_over(flow: _Flow, line: Piece, number: int, column: Column) -> bool:
    """Whether a column's first line goes on with the paragraph before, which then stands last, after its page's footnotes."""
    at = len(flow.items) - 1
    while at >= 0 and isinstance(item := flow.items[at], Paragraph) and item.kind == "footnote":
        at -= 1
    last = flow.items[at] if at >= 0 else None
    if not isinstance(last, Paragraph) or flow.column is None or not goes_over(last, line, flow.column, column):
        return False
    notes = flow.items[at + 1 :]
    if notes and last.lines[0][0] != notes[0].lines[0][0]:  # type: ignore[union-attr]
        return False
    flow.items[at:] = [*notes, last]
    return True


def _add_table(flow: _Flow, number: int, table: TablePiece) -> None:
    last = flow.items[-1] if flow.items else None
    if isinstance(last, _TableRun) and last.parts[-1][0] == number - 1 and table_goes_over(last.parts[-1][1], table):
        last.parts.append((number, table))
    else:
        flow.items.append(_TableRun([(number, table)]))


def _write(builder: TextBuilder, flow: _Flow, body: float) -> tuple[Table, ...]:
    tables: list[Table] = []
    for item in flow.items:
        if isinstance(item, _TableRun):
            tables.append(add_table(builder, item.parts))
            continue
        start = builder.length
        builder.lines(item.lines)
        kind = "heading" if item.kind == "paragraph" and _is_heading(item, body) else item.kind
        builder.block(start, kind, item.lines, centered=item.centered)  # type: ignore[arg-type]
    return tuple(tables)


def _is_heading(paragraph: Paragraph, body: float) -> bool:
    """A short paragraph in larger or bold letters."""
    first = paragraph.lines[0][1]
    if not first.bold and first.size <= 1.12 * body:
        return False
    pieces = [line for _, line in paragraph.lines]
    text = paragraph.text
    if len(text) > 80 or text[-1] in "。；;，,：:":
        return False
    large = all(piece.size > 1.12 * body for piece in pieces) and not all(piece.red for piece in pieces)
    return large or all(piece.bold for piece in pieces)
