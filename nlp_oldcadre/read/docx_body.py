"""The blocks of a DOCX in order: paragraphs with their numbers, tables, text boxes, notes.

A cell of a table is read by the same walk into a :class:`CellLines` instead of the document's text; what can't stand in a
cell's line (a table in it, a text box) comes after the table. A table of one column is a frame, and its content is read as
if it stood outside.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from nlp_oldcadre.pages import BlockKind, Cell, Table
from nlp_oldcadre.read.docx_names import (
    ALTERNATE,
    AROUND,
    PLAIN,
    PPR,
    SDT,
    TBL,
    TEXT_PATH,
    P,
    W,
    branch_of,
    content_of,
)  # fmt: skip
from nlp_oldcadre.read.docx_numbering import Numbering
from nlp_oldcadre.read.docx_runs import Paragraph, Runs
from nlp_oldcadre.read.docx_styles import Format, Look, Styles
from nlp_oldcadre.read.docx_tables import Place, is_deleted, is_head, places_of, rows_of
from nlp_oldcadre.read.docx_text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_SECTION = W + "sectPr"
# Only the record of a change stands behind a section's.
_LAST = frozenset((_SECTION, W + "pPrChange"))
_NO_BREAK = frozenset(("continuous", "nextColumn"))


class CellLines:
    """The lines of one cell, or of a header."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.looks: dict[Look, int] = {}
        self.breaks = 0
        self.later: list[_Element] = []


class Body:
    """Walks the blocks of one document into its text."""

    def __init__(self, text: Text, styles: Styles, numbering: Numbering, runs: Runs) -> None:
        self._text, self._styles, self._numbering, self._runs = text, styles, numbering, runs
        self._cell: CellLines | None = None
        self._unfinished: Paragraph | None = None
        self._samples: dict[str | None, tuple[Format, Look]] = {}
        self.sections: list[_Element] = []

    def learn(self, samples: _Element) -> None:
        """What the plain paragraphs of a condensed part look like."""
        for sample in filter(len, samples):
            form = self._styles.of(sample[0] if sample[0].tag == PPR else None)
            self._samples[sample.get(PLAIN)] = form, self._runs.look(sample[-1], form.look)

    def read(self, parent: _Element) -> None:
        """All blocks below ``parent``."""
        self._blocks(parent)
        self._finish()

    def lines(self, parent: _Element) -> CellLines:
        """The blocks below ``parent`` as the lines of a cell of their own."""
        outer, self._cell = self._cell, CellLines()
        self.read(parent)
        found, self._cell = self._cell, outer
        return found

    def everything(self, parent: _Element) -> CellLines:
        """As :meth:`lines`, with tables (a line a cell), text boxes and word art behind: a header's or a note's lines."""
        self._runs.forget_fields()
        whole = self.lines(parent)
        waiting = deque(whole.later)
        while waiting:
            element = waiting.popleft()
            if element.tag == TEXT_PATH:
                whole.lines.append((element.get("string") or "").strip())
                continue
            for inner in _cells_of(element) if element.tag == TBL else (element,):
                found = self.lines(inner)
                whole.lines += found.lines
                waiting += found.later
        return whole

    def notes(self, notes: dict[tuple[str, str], _Element]) -> None:
        """The notes that the text referred to, after it, each behind its mark."""
        for note in self._runs.notes:
            element = notes.get((note.kind, note.id))
            found = self.everything(element) if element is not None else CellLines()
            text = note.mark + " ".join(line.strip() for line in found.lines if line.strip())
            if text != note.mark:
                self._text.paragraph(text, Format(), found.looks, kind="footnote")

    def _blocks(self, parent: _Element) -> None:
        for element in parent:
            tag = element.tag
            if tag == P:
                self._paragraph(element)
            elif tag == TBL:
                self._finish()
                self._table(element)
            elif tag == _SECTION:
                self._section(element)
            else:
                inside = _inside(element)
                if inside is not None:
                    self._blocks(inside)

    def _paragraph(self, element: _Element) -> None:
        sample = self._samples.get(element.get(PLAIN))
        if sample is not None:
            self._plain(element.text or "", *sample)
            return
        # The properties stand first, if anywhere.
        properties = element[0] if len(element) and element[0].tag == PPR else None
        form = self._styles.of(properties)
        read = self._runs.read(element, form.look, self._unfinished)
        self._unfinished = None
        if form.goes_on:
            self._unfinished = read
            return
        self._put(read, form)
        if properties is not None and len(properties) and properties[-1].tag in _LAST:
            for section in properties.iterchildren(_SECTION):
                self._section(section)

    def _plain(self, text: str, form: Format, look: Look) -> None:
        if self._unfinished is not None:
            read, self._unfinished = self._runs.plain(text, look, self._unfinished), None
            self._put(read, form)
            return
        text = self._runs.shown(text, look)
        looks = {look: len(text)} if text else {}
        label = self._numbering.label(form) if form.number else ""
        if self._cell is not None:
            self._put_in_cell(label + text, looks)
        else:
            kind: BlockKind | None = "list" if label and not form.level else None
            self._text.paragraph(label + text, form, looks, kind=kind, breaks=(0,) if form.page_break else ())

    def _finish(self) -> None:
        """A paragraph whose end was deleted, with nothing after it to go on into."""
        read, self._unfinished = self._unfinished, None
        if read is not None and read.length:
            self._put(read, self._styles.of(None))

    def _put(self, read: Paragraph, form: Format) -> None:
        label = self._numbering.label(form) if form.number else ""
        text = label + "".join(read.pieces)
        if self._cell is not None:
            self._put_in_cell(text, read.looks)
            self._cell.breaks += len(read.breaks)
            self._cell.later.extend(read.hanging)
            return
        breaks = tuple([offset and offset + len(label) for offset in read.breaks]) if read.breaks else ()
        if form.page_break:
            breaks += (0,)
        kind: BlockKind | None = "list" if label and not form.level else None
        self._text.paragraph(text, form, read.looks, kind=kind, breaks=breaks)
        for box in read.hanging:
            self._box(box)

    def _put_in_cell(self, text: str, looks: Mapping[Look, int]) -> None:
        assert self._cell is not None
        self._cell.lines.append(text)
        for look, count in looks.items():
            self._cell.looks[look] = self._cell.looks.get(look, 0) + count

    def _box(self, element: _Element) -> None:
        if element.tag == TEXT_PATH:
            self._text.paragraph((element.get("string") or "").strip(), Format(), {})
        else:
            self.read(element)

    def _section(self, element: _Element) -> None:
        """The section that ends here; the type of the next one says whether that begins a page."""
        self.sections.append(element)
        if self._cell is None:
            self._text.section(_begins_page(element))

    def _table(self, table: _Element) -> None:
        rows = [(row, list(places_of(row))) for row in rows_of(table) if not is_deleted(row)]
        if all(len(places) <= 1 for _, places in rows):
            for _, places in rows:
                for place in places:
                    self.read(place.cell)
        elif self._cell is not None:
            self._cell.later.append(table)
        else:
            self._rows(rows)

    def _rows(self, rows: list[tuple[_Element, list[Place]]]) -> None:
        width = max(place.column + place.columns for _, places in rows for place in places)
        cells: list[Cell] = []
        open_cells: dict[int, int] = {}
        later: list[_Element] = []
        for index, (_, places) in enumerate(rows):
            self._row(index, places, width, cells, open_cells, later)
        heads = next((i for i, (row, _) in enumerate(rows) if not is_head(row)), len(rows))
        if cells:
            self._text.tables.append(Table(tuple(cells), heads or max(1, min(3, _depth_of_head(cells)))))
        for element in later:
            self._table(element) if element.tag == TBL else self._box(element)

    def _row(
        self, index: int, places: list[Place], width: int, cells: list[Cell], open_cells: dict[int, int], later: list[_Element]
    ) -> None:
        """One line; a cell that goes on adds to the one above or before it."""
        texts = [""] * width
        looks: dict[Look, int] = {}
        fresh: dict[int, Place] = {}
        breaks = 0
        for place in places:
            if place.goes_on:
                _reach(cells, open_cells, place, index)
                continue
            found = self.lines(place.cell)
            texts[place.column] = joined(found.lines)
            fresh[place.column] = place
            breaks = max(breaks, found.breaks)
            later.extend(found.later)
            for look, count in found.looks.items():
                looks[look] = looks.get(look, 0) + count
        self._text.page_breaks([self._text.position] * breaks)
        at = self._text.position
        for column, text in enumerate(texts):
            at += 2 if column == 0 else 3
            if column in fresh:
                open_cells[column] = len(cells)
                cells.append(Cell(at, at + len(text), index, column, 1, fresh[column].columns))
            at += len(text)
        if any(texts):
            self._text.row("| " + " | ".join(texts) + " |", looks)
        else:
            _forget(cells, index)


def _cells_of(table: _Element) -> Iterator[_Element]:
    for row in rows_of(table):
        if not is_deleted(row):
            yield from (place.cell for place in places_of(row))


def _reach(cells: list[Cell], open_cells: dict[int, int], place: Place, row: int) -> None:
    at = open_cells.get(place.column)
    if at is None or at >= len(cells):
        return
    cell = cells[at]
    cells[at] = Cell(cell.start, cell.end, cell.row, cell.column, max(cell.rows, row - cell.row + 1), cell.columns)


def _forget(cells: list[Cell], row: int) -> None:
    """A row without any text has no line, so its cells have no place."""
    while cells and cells[-1].row == row:
        cells.pop()


def _depth_of_head(cells: list[Cell]) -> int:
    """How many rows the cells of the first row take: a head with parts below it is as deep as its deepest cell."""
    return max(cell.rows for cell in cells if cell.row == cells[0].row)


def _inside(element: _Element) -> _Element | None:
    """What an element that is no block itself holds."""
    if element.tag == SDT:
        return content_of(element)
    if element.tag == ALTERNATE:
        return branch_of(element)
    return element if element.tag in AROUND else None


def _begins_page(section: _Element) -> bool:
    kind = section.find(W + "type")
    return kind is None or kind.get(W + "val") not in _NO_BREAK
