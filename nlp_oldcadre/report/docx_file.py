"""A report as a brief to be read and printed: Word, in the manner of official documents, each number with its footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from nlp_oldcadre.packages import FIXED_TIME, missing_extra, write_package
from nlp_oldcadre.report.brief import Brief, Figure, Line, Paragraph, Part, Run, Source, Table
from nlp_oldcadre.report.docx_footnotes import Footnotes
from nlp_oldcadre.report.docx_style import DETAIL, lay_out, set_fonts
from nlp_oldcadre.report.pictures import picture
from nlp_oldcadre.report.wording import chapter
from nlp_oldcadre.wrapping import display_width

# What XML can't hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Characters of the sentence before and after the quote in a footnote; the page and the workbook have more.
_BEFORE, _AFTER, _QUOTE = 10, 6, 20
# Of a title so many characters of its beginning and its end, of one that was given before.
_FULL_TITLE, _TITLE = 14, 6
_TABLE_SIZE = 10.5
# A figure of so many inches is so many millimetres wide.
_PICTURE, _PICTURE_INCHES = 130, 6.2
# A table is 156 mm wide; a column of up to so many half-width characters is not broken. A character and the edges, in mm.
_TEXT, _SHORT, _CHARACTER, _EDGES = 156, 12, 1.9, 4.5


def write_docx(brief: Brief, path: Path) -> None:
    """Write the brief, whole or not at all, the same bytes for the same content.

    Raises
    ------
    MissingExtra : without python-docx or matplotlib.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise missing_extra("python-docx", "report") from error
    document = Document()
    _Writer(document, brief).write()
    write_package(path, lambda fresh: document.save(str(fresh)))


class _Writer:
    """A document while it is filled."""

    def __init__(self, document: Any, brief: Brief) -> None:
        self.document, self.brief = document, brief
        self.figures: Iterator[int] = iter(range(1, 1_000))
        lay_out(document)
        self.notes = Footnotes(document)
        self.noted: dict[int, int] = {}
        self.named: set[str] = set()
        self.style: str | None = None

    def write(self) -> None:
        self._properties()
        self._head()
        for number, part in enumerate(self.brief.parts, 1):
            self._part(part, number)
            # The first page is to be read by itself.
            self.style = DETAIL
        self._line("明细、全部出处见同名的工作簿（.xlsx）和网页（.html），可用 oldcadre report 生成。")
        if self.brief.made:
            from docx.enum.text import WD_ALIGN_PARAGRAPH

            self._line(self.brief.made).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.notes.finish()

    def _properties(self) -> None:
        known = self.document.core_properties
        known.title, known.author, known.comments = _clean(self.brief.title), "nlp_oldcadre", ""
        known.created = known.modified = FIXED_TIME.replace(tzinfo=None)
        known.last_modified_by, known.language = "nlp_oldcadre", "zh-CN"

    def _head(self) -> None:
        from docx.shared import Pt

        if self.brief.marking:
            marked = self.document.add_paragraph()
            marked.paragraph_format.first_line_indent = Pt(0)
            run = marked.add_run(_clean(self.brief.marking))
            set_fonts(run._r.get_or_add_rPr(), "黑体")
        self.document.add_paragraph(_clean(self.brief.title), style="Title")
        self.document.add_paragraph(_clean(f"（{self.brief.subtitle}）"), style="Subtitle")

    def _part(self, part: Part, number: int) -> None:
        self.document.add_paragraph(f"{chapter(number)}、{part.heading}", style="Heading 1")
        heads = iter(range(1, 1_000))
        for paragraph in part.paragraphs:
            self._paragraph(paragraph, heads)
        for figure in part.figures:
            self._figure(figure)
        for table in part.tables:
            if table.shown and table.rows:
                self._table(table)

    def _paragraph(self, paragraph: Paragraph, heads: Iterator[int]) -> None:
        if paragraph.kind == "head":
            text = "".join(run.text for run in paragraph.runs).removesuffix("。")
            self.document.add_paragraph(_clean(f"（{chapter(next(heads))}）{text}"), style="Heading 2")
        else:
            self._runs(self.document.add_paragraph(style=self.style), paragraph.runs)

    def _line(self, text: str) -> Any:
        return self.document.add_paragraph(_clean(text), style=self.style)

    def _runs(self, paragraph: Any, runs: Line, size: float | None = None) -> None:
        from docx.shared import Pt

        for run in runs:
            added = paragraph.add_run(_clean(run.text))
            if size:
                added.font.size = Pt(size)
            if run.sources:
                if not run.text:
                    # Two marks beside each other would read as one number.
                    paragraph.add_run("、").font.superscript = True
                self._mark(paragraph, run.sources)

    def _mark(self, paragraph: Any, sources: tuple[int, ...]) -> None:
        """A footnote, or the mark of the one that this place has already."""
        first = sources[0]
        if first in self.noted:
            self.notes.again(paragraph, self.noted[first])
            return
        source = self.brief.sources[first - 1]
        pieces = _note(source, len(sources) - 1, is_named=source.document in self.named)
        self.noted[first] = self.notes.add(paragraph, pieces)
        self.named.add(source.document)

    def _figure(self, figure: Figure) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
        from docx.shared import Mm, Pt

        paragraph = self.document.add_paragraph()
        layout = paragraph.paragraph_format
        # A line of a fixed height would cut the picture.
        layout.line_spacing_rule, layout.first_line_indent, layout.keep_with_next = WD_LINE_SPACING.SINGLE, Pt(0), True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape = paragraph.add_run().add_picture(
            BytesIO(picture(figure, "png")), width=Mm(_PICTURE * figure.size[0] / _PICTURE_INCHES)
        )
        shape._inline.docPr.set("descr", _clean(figure.words))
        self.document.add_paragraph(_clean(f"图{next(self.figures)}　{figure.title}"), style="Caption")

    def _table(self, table: Table) -> None:
        rows = table.rows[: table.shown]
        grid = self.document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        _repeat_head(grid.rows[0])
        for cell, header in zip(grid.rows[0].cells, table.columns.values(), strict=True):
            self._fill(cell, (Run(header),), bold=True)
        for row in rows:
            cells = grid.add_row().cells
            for cell, name in zip(cells, table.columns, strict=True):
                value = row.get(name)
                self._fill(cell, value if isinstance(value, tuple) else (Run("" if value is None else str(value)),))
        _widths(grid, table)
        if left := len(table.rows) - len(rows):
            self._line(f"另有{left}项见工作簿“{table.sheet}”表。" if table.sheet else f"另有{left}项见工作簿。")

    def _fill(self, cell: Any, runs: Line, *, bold: bool = False) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = cell.paragraphs[0]
        layout = paragraph.paragraph_format
        layout.first_line_indent, layout.line_spacing = Pt(0), Pt(16)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        self._runs(paragraph, runs, _TABLE_SIZE)
        for run in paragraph.runs if bold else ():
            run.font.bold = True


def _note(source: Source, others: int, *, is_named: bool) -> list[tuple[str, bool]]:
    """《题名》（日期），第2页：“组建了「120支」队伍。”（另有1处） with the quote in bold, ends of a long sentence left out.

    Date and marking stand where the document is named for the first time.
    """
    length = _TITLE if is_named else _FULL_TITLE
    named = source._replace(title=_cut(source.title, length, length))
    where = (named._replace(date=None, marking=None) if is_named else named).where
    before = source.before if len(source.before) <= _BEFORE else f"…{source.before[-_BEFORE:].lstrip('…')}"
    after = source.after if len(source.after) <= _AFTER else f"{source.after[:_AFTER].rstrip('…')}…"
    quote = _cut(source.quote, _QUOTE // 2, _QUOTE // 2)
    more = f"（另有{others}处）" if others else ""
    texts = ((f"{where}：“", False), (before, False), (f"「{quote}」", True), (f"{after}”{more}", False))
    return [(_clean(text), is_quote) for text, is_quote in texts if text]


def _cut(text: str, head: int, tail: int) -> str:
    """A long text without its middle.

    >>> _cut("关于印发老干部工作要点的通知", 4, 2), _cut("工作动态 第6期", 4, 4)
    ('关于印发…通知', '工作动态 第6期')
    """
    return text if len(text) <= head + tail + 2 else f"{text[:head]}…{text[-tail:]}"


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _repeat_head(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _widths(grid: Any, table: Table) -> None:
    """Each column as wide as its text asks for, within the width of the text."""
    from docx.shared import Mm

    grid.autofit = False
    needs = [max(map(display_width, _column(table, name))) for name in table.columns]
    for size, column in zip(_millimetres(needs), grid.columns, strict=True):
        width = Mm(size)
        # Word goes by the cells, LibreOffice by the columns.
        column.width = width
        for cell in column.cells:
            cell.width = width


def _millimetres(needs: list[int]) -> list[float]:
    """Short columns get what they need, long ones share the rest, by the roots of their lengths.

    >>> [round(size) for size in _millimetres([6, 10, 100, 400])]
    [16, 24, 39, 78]
    """
    sizes = [_EDGES + _CHARACTER * need if need <= _SHORT else 0.0 for need in needs]
    roots = [0.0 if size else need**0.5 for need, size in zip(needs, sizes, strict=True)]
    rest = max(_TEXT - sum(sizes), _TEXT / 4)
    wanted = [size or rest * root / sum(roots) for size, root in zip(sizes, roots, strict=True)]
    return [size * _TEXT / sum(wanted) for size in wanted]


def _column(table: Table, name: str) -> Iterator[str]:
    """The texts of a column, its header first."""
    yield table.columns[name]
    for row in table.rows[: table.shown]:
        value = row.get(name)
        yield "".join(run.text for run in value) if isinstance(value, tuple) else "" if value is None else str(value)
