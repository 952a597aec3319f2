"""Numbers in the cells of a Markdown table: what the heads of their row and column say they count, where and when."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.units import UnitRow, Units
from nlp_oldcadre.model import RegionValue, Span, TimeValue

_ROW = re.compile(r"^[ \t]*[|｜][^\n]*[|｜][ \t]*$", re.MULTILINE)
_CELL = re.compile(r"[^|｜\n]+")
_RULE = re.compile(r"[\s:：\-—－|｜]*")
_UNIT = re.compile(r"[（(]\s*(?:单位[:：]\s*)?([^（）()\d]{1,6})\s*[)）]$|[/，,]\s*(\S{1,4})$")
_CAPTION = re.compile(r"单位[:：]\s*([^\s，。；）)|]{1,6})")
_NUMBER = re.compile(r"\s*[\d一二三四五六七八九十百千万亿近约超逾不足余多以上以下左右.,，%％+＋ ]+\S{0,4}\s*")
_WHO = re.compile("^(?:地区|市州|市县|县区|县（市、区）|区县|单位|名称|部门|支部|学校|姓名|乡镇|街道|项目名称|序号)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """What the heads say of one number; ``unit`` where they, not the cell, have it."""

    start: int
    end: int
    indicator: str | None
    region: str | None
    time: str | None
    unit: UnitRow | None


class Cells:
    """The cells with numbers of one document.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "| 指标 | 数量 |\\n| --- | --- |\\n| 党支部（个） | 46 |"
    >>> cell = Cells(Scan(Document.from_text(text), load_tables())).at(text.index("46"))
    >>> cell.indicator, cell.unit.unit
    ('党支部', '个')
    """

    def __init__(self, scan: Scan) -> None:
        self._scan, self._text = scan, scan.text
        self._units = Units.of(scan.tables)
        self._cells = list(self._read()) if "|" in scan.text or "｜" in scan.text else []
        self._starts = [cell.start for cell in self._cells]

    def at(self, position: int) -> Cell | None:
        """The cell that holds ``position``, when it is a number under heads."""
        if not self._cells:
            return None
        index = bisect_right(self._starts, position) - 1
        return self._cells[index] if index >= 0 and position < self._cells[index].end else None

    def _read(self) -> Iterator[Cell]:
        """Row by row; a rule (| --- |) makes the row above it the head of what follows."""
        head: Span | None = None
        last: Span | None = None
        caption = None
        for match in _ROW.finditer(self._text):
            row = Span(*match.span())
            if _RULE.fullmatch(self._text, *row):
                head = last
                if head:
                    found = _CAPTION.search(self._text, max(0, head.start - 40), head.start)
                    caption = found[1] if found else None
            elif head and row.start > head.end:
                yield from self._row(head, row, caption)
            last = row

    def _row(self, head: Span, row: Span, caption: str | None) -> Iterator[Cell]:
        heads, cells = self._split(head), self._split(row)
        for above, cell in zip(heads[1:], cells[1:], strict=False):
            if _NUMBER.fullmatch(self._text, *cell):
                yield self._cell(cell, cells[0], above, heads[0], caption)

    def _split(self, row: Span) -> list[Span]:
        return [Span(*m.span()) for m in _CELL.finditer(self._text, row.start, row.end)]

    def _cell(self, cell: Span, row: Span, head: Span, corner: Span, caption: str | None) -> Cell:
        row_name, row_unit = self._name(row)
        head_name, head_unit = self._name(head)
        time = self._time(head) or self._time(row)
        region = self._region(row) or self._region(head)
        if self._time(head) or self._region(head):
            indicator = row_name
        elif region or _WHO.match(self._text[corner.start : corner.end].strip()):
            indicator = head_name
        else:
            indicator = (
                row_name if head_name in ("数量", "数值", "合计", "完成情况", "目标", "指标值") else head_name + row_name
            )
        unit = self._unit(row_unit) or self._unit(head_unit) or self._unit(caption)
        return Cell(cell.start, cell.end, indicator or None, region, time, unit)

    def _name(self, head: Span) -> tuple[str, str | None]:
        """A head without the unit in brackets, and that unit."""
        name = self._text[head.start : head.end].strip()
        unit = _UNIT.search(name)
        if unit is None or self._unit(unit[1] or unit[2]) is None:
            return name, None
        return name[: unit.start()].strip(), unit[1] or unit[2]

    def _unit(self, word: str | None) -> UnitRow | None:
        """The row of 名, %, 万元 (with its factor) and their like."""
        return self._units.named(word.strip()) if word else None

    def _time(self, head: Span) -> str | None:
        for mention in self._scan.mentions("TIME"):
            if head.start <= mention.start and mention.end <= head.end and isinstance(mention.value, TimeValue):
                return mention.value.value
        return None

    def _region(self, head: Span) -> str | None:
        """The region that a head is, and nothing more."""
        name = self._text[head.start : head.end].strip()
        for mention in self._scan.mentions("REGION"):
            is_all = head.start <= mention.start and mention.end <= head.end and mention.end - mention.start == len(name)
            if is_all and isinstance(mention.value, RegionValue) and mention.value.adcode in self._scan.regions.by_code:
                return self._scan.regions.full_name(mention.value.adcode)
        return None
