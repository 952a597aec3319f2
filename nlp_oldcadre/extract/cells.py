"""Numbers in the cells of a table: what the heads of their row and column say they count, where, when and for what."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.extract.grids import Grid, GridCell, find_grids
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.units import UnitRow, Units
from nlp_oldcadre.model import Mention, ProgramValue, RegionValue, Span, TimeValue

_UNIT = re.compile(r"[（(]\s*(?:单位[:：]\s*)?([^（）()\d]{1,6})\s*[)）]$|[/，,]\s*(\S{1,4})$")
_CAPTION = re.compile(r"(?:计量)?单位[:：]\s*([^\s，。；）)|]{1,6})")
_NUMBER = re.compile(r"\s*[-－−﹣↓]?[\d一二三四五六七八九十百千万亿近约超逾不足余多以上以下左右.,，%％+＋ ]+\S{0,4}\s*")
_DIGIT = re.compile(r"[\d一二三四五六七八九十百]")
# 人数, 户数, 场次: the last word of a head may name the unit.
_COUNTED = re.compile("(人次|场次|[人个户名件次支家场处项座所间期])数?$")
_OF_WHICH = re.compile("^其中[：:]?")
# So far above a table its caption stands.
_CAPTION_REACH = 80


@dataclass(frozen=True, slots=True)
class Cell:
    """What the heads say of one number; ``unit`` where they, not the cell, have it."""

    start: int
    end: int
    indicator: str | None
    region: str | None
    time: str | None
    unit: UnitRow | None
    program: str | None = None


class _Head(NamedTuple):
    """What one head says: a name without its unit, or a place, a time, a programme."""

    name: str
    unit: str | None
    region: str | None
    time: str | None
    program: str | None


class _Whole(NamedTuple):
    """What holds for all of a table where its heads don't say otherwise."""

    unit: str | None
    time: str | None
    region: str | None


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
        self._cells: list[Cell] = []
        self._heads: dict[Span, _Head] = {}
        self._nobody: set[Span] = set()
        if scan.doc.tables or "|" in scan.text or "｜" in scan.text:
            words = scan.tables.record("table_words")
            self._plain, self._who, self._ordinal = (frozenset(words[name]) for name in ("plain", "who", "ordinal"))
            self._cells = sorted((cell for grid in find_grids(scan.doc) for cell in self._read(grid)), key=lambda c: c.start)
        self._starts = [cell.start for cell in self._cells]

    def at(self, position: int) -> Cell | None:
        """The cell that holds ``position``, when it is a number under heads."""
        if not self._cells:
            return None
        index = bisect_right(self._starts, position) - 1
        return self._cells[index] if index >= 0 and position < self._cells[index].end else None

    def _read(self, grid: Grid) -> Iterator[Cell]:
        """Each number with the heads above it and the names at the left of its row."""
        first = self._first_column(grid)
        above: dict[tuple[int, int], list[GridCell]] = {}
        beside: dict[int, list[GridCell]] = {}
        for cell in grid.cells:
            if cell.column < first and cell.row >= grid.head_rows and not self._is_number(cell):
                for row in range(cell.row, cell.row + cell.rows):
                    beside.setdefault(row, []).append(cell)
        whole = self._whole(grid, beside)
        self._nobody |= {cell.span for cells in beside.values() for cell in cells if self._names_somebody(grid, cell)}
        for cell in grid.cells:
            if cell.row < grid.head_rows or cell.column < first or not self._is_number(cell):
                continue
            place = (cell.column, cell.columns)
            heads = above.setdefault(place, grid.above(cell))
            if heads and self._name_of(heads[-1]) not in self._ordinal:
                yield self._cell(cell, heads, beside.get(cell.row, []), whole)

    def _first_column(self, grid: Grid) -> int:
        """How many columns at the left hold names: most of their cells are no numbers, or they are but numbered."""
        columns = 0
        while columns < grid.width - 1:
            found = [cell for cell in grid.cells if cell.column == columns and cell.row >= grid.head_rows and self._shown(cell)]
            heads = grid.above(GridCell(Span(0, 0), grid.head_rows, columns))
            is_numbered = bool(heads) and self._name_of(heads[-1]) in self._ordinal
            if columns and not is_numbered and 2 * sum(map(self._is_number, found)) >= len(found):
                break
            columns += 1
        return columns

    def _is_number(self, cell: GridCell) -> bool:
        return _NUMBER.fullmatch(self._text, *cell.span) is not None and _DIGIT.search(self._text, *cell.span) is not None

    def _shown(self, cell: GridCell) -> str:
        return self._text[slice(*cell.span)].strip()

    def _name_of(self, cell: GridCell) -> str:
        return "".join(self._head(cell).name.split())

    def _names_somebody(self, grid: Grid, cell: GridCell) -> bool:
        """Whether a row's name stands under 单位 or 姓名: it is no part of what is counted."""
        return any(self._name_of(head) in self._who for head in grid.above(cell)[-1:])

    def _whole(self, grid: Grid, beside: Mapping[int, Sequence[GridCell]]) -> _Whole:
        """What holds for all of a table: a unit in its caption or title row, a time there, the region of its totals."""
        caption = _CAPTION.search(self._text, max(0, grid.start - _CAPTION_REACH), grid.start)
        word, time = caption[1] if caption else None, None
        for cell in grid.titles():
            named = _CAPTION.search(self._text, *cell.span)
            word, time = named[1] if named else word, self._head(cell).time or time
        return _Whole(word, time, self._region_of_totals(cell for cells in beside.values() for cell in cells))

    def _region_of_totals(self, names: Iterable[GridCell]) -> str | None:
        """The region whose parts the rows are, else the document's own; None for rows that are no regions."""
        regions = self._scan.regions
        codes = {regions.by_full_name.get(region) for cell in names if (region := self._head(cell).region)}
        above = {regions.parent(code) for code in codes if code}
        if len(above) == 1 and len(codes) > 1 and (whole := above.pop()):
            return regions.full_name(whole)
        return self._scan.metadata.region if codes else None

    def _cell(self, cell: GridCell, above: Sequence[GridCell], beside: Sequence[GridCell], whole: _Whole) -> Cell:
        columns, rows = [self._head(head) for head in above], [self._head(head) for head in beside]
        nearest = [*reversed(rows), *reversed(columns)]
        counted = [head for head, cell in zip(rows, beside, strict=True) if cell.span not in self._nobody]
        names = self._names(counted) + self._names(columns)
        units = (self._unit(head.unit) for head in (*reversed(columns), *reversed(rows)))
        return Cell(
            *cell.span,
            "".join(dict.fromkeys(names)) or None,
            next((head.region for head in nearest if head.region), whole.region),
            next((head.time for head in reversed([*rows, *columns]) if head.time), whole.time),
            next(filter(None, units), None) or self._unit(whole.unit) or self._counted(names),
            next((head.program for head in nearest if head.program), None),
        )

    def _names(self, heads: Sequence[_Head]) -> list[str]:
        """What heads say that is counted: no places, times and programmes, nor words such as 数量 and 合计."""
        return [head.name for head in heads if head.name and "".join(head.name.split()) not in self._plain]

    def _counted(self, names: Sequence[str]) -> UnitRow | None:
        """The unit that the last name ends in (人数), or that goes with the noun (志愿者)."""
        if not names:
            return None
        match = _COUNTED.search(names[-1])
        return self._unit(match[1]) if match else self._units.natural_before(names[-1], len(names[-1]))

    def _head(self, cell: GridCell) -> _Head:
        if cell.span not in self._heads:
            self._heads[cell.span] = self._read_head(cell.span)
        return self._heads[cell.span]

    def _read_head(self, span: Span) -> _Head:
        name = self._text[slice(*span)].strip()
        unit = _UNIT.search(name)
        word = (unit[1] or unit[2]) if unit else None
        if unit and self._unit(word):
            name = name[: unit.start()].strip()
        else:
            word = None
        region, program = self._region(span, name), self._program(span, name)
        time, name = self._time(span, name)
        if region or program:
            name = ""
        return _Head(_OF_WHICH.sub("", name), word, region, time, program)

    def _unit(self, word: str | None) -> UnitRow | None:
        """The row of 名, %, 万元 (with its factor) and their like."""
        return self._units.named(word.strip()) if word else None

    def _inside(self, kind: str, span: Span) -> Iterator[Mention]:
        found = self._scan.found.get(kind, [])
        for mention in found[bisect_left(found, span.start, key=lambda m: m.start) :]:
            if mention.start >= span.end:
                return
            if mention.end <= span.end:
                yield mention

    def _time(self, span: Span, name: str) -> tuple[str | None, str]:
        """The time in a head, and what else it says."""
        for mention in self._inside("TIME", span):
            if isinstance(mention.value, TimeValue) and mention.value.value:
                rest = name.replace(self._text[mention.start : mention.end], "", 1).strip()
                return mention.value.value, "" if rest in ("底", "末", "年", "度") else rest
        return None, name

    def _region(self, span: Span, name: str) -> str | None:
        """The region that a head is, and nothing more."""
        for mention in self._inside("REGION", span):
            code = mention.value.adcode if isinstance(mention.value, RegionValue) else None
            if code in self._scan.regions.by_code and mention.end - mention.start == len(name):
                return self._scan.regions.full_name(code or "")
        return None

    def _program(self, span: Span, name: str) -> str | None:
        """The programme that a head names, a word for its kind behind it (“银龄先锋”志愿服务)."""
        for mention in self._inside("PROGRAM", span):
            is_most = 2 * (mention.end - mention.start) >= len(name) - 2
            if is_most and mention.start - span.start <= 2 and isinstance(mention.value, ProgramValue):
                return mention.value.name
        return None
