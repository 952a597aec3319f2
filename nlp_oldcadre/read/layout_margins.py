"""Running heads, running feet and page numbers: taken out of the pages' text, and told as elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.layout_lines import Piece, Sheet, join_row, rows_of

# Heads stand in the upper fifth of a page, feet in the lower one; neither has more rows than this.
_ZONE, _ROWS = 0.2, 3
# The same head stands at the same height on every page, within so many points.
_DRIFT = 5.0
# Letters larger than the body's by this make a letterhead or title.
_LARGE = 1.3
_DASH = "-‐‑–—―－─一_~·•.…\\s"
_NUMBER = r"(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,5})"
# What is a page number wherever it stands alone at a page's edge; the group is the number.
_SURE = re.compile(
    rf"[{_DASH}]*(?:第(?P<a>{_NUMBER})页|[—―－–─-]+\s*(?P<b>\d{{1,4}})\s*[—―－–─-]+|(?P<c>\d{{1,4}})\s*[/／]\s*\d{{1,4}}"
    rf"|[Pp]age\s*(?P<d>\d{{1,4}}))(?:[，,、/／(（\s]*(?:共|of)\s*{_NUMBER}\s*页?[)）]?)?[{_DASH}]*"
)
_BARE = re.compile(r"[·•.\s]*(\d{1,4})[·•.\s]*")
_DIGITS = re.compile(r"\d+|[〇零一二三四五六七八九十]+(?=[页期])")
# What begins an attachment stands at the head of several pages, and is none.
_NO_HEAD = re.compile(
    r"附\s*件|附\s*[：:]|[（(]?[\d一二三四五六七八九十]+[、．.)）]|第[\d一二三四五六七八九十百]+[章节条编]|.*[。；;：:]$"
)


@dataclass(slots=True, eq=False)
class _Row:
    """A row near the edge of a page."""

    sheet: int
    top: bool
    depth: int
    pieces: list[Piece]
    line: Piece
    key: str


def take_margins(sheets: Sequence[Sheet], body: float) -> list[Element]:
    """Take heads, feet and page numbers out of the sheets' pieces and tell them, in the order of the pages.

    ``body`` is the size of the text's letters.
    """
    rows = [row for number, sheet in enumerate(sheets) for row in _edge_rows(number, sheet)]
    repeated = _repeated(rows, len(sheets), body)
    if _is_everything(rows, repeated, sheets):
        repeated = set()
    numbers = _bare_numbers(rows, sheets)
    elements = []
    outermost: dict[tuple[int, bool], int] = {}
    for row in rows:
        side = (row.sheet, row.top)
        if row.depth != outermost.get(side, 0):
            continue
        is_number = _SURE.fullmatch(row.key) is not None or id(row) in numbers
        if not is_number and id(row) not in repeated:
            continue
        outermost[side] = row.depth + 1
        elements.append(_take(sheets[row.sheet], row, "page_number" if is_number else "running_head"))
    return elements


def _edge_rows(number: int, sheet: Sheet) -> Iterator[_Row]:
    """The rows at the head (from above) and at the foot (from below) of a page."""
    rows = rows_of([p for p in sheet.pieces if p.y1 < _ZONE * sheet.height or p.y0 > (1 - _ZONE) * sheet.height])
    top = [row for row in rows if row[0].y1 < _ZONE * sheet.height]
    foot = [row for row in rows if row[0].y0 > (1 - _ZONE) * sheet.height]
    for is_top, chosen in ((True, top[:_ROWS]), (False, foot[::-1][:_ROWS])):
        for depth, row in enumerate(chosen):
            line = join_row(row)
            yield _Row(number, is_top, depth, row, line, line.text.replace(" ", ""))


def _repeated(rows: list[_Row], pages: int, body: float) -> set[int]:
    """The rows (by identity) whose text, numbers aside, stands at the same height on several pages."""
    least = 2 if pages <= 4 else 3
    groups: dict[tuple[bool, str], list[_Row]] = {}
    for row in rows:
        if row.line.size <= _LARGE * body and not _NO_HEAD.match(row.key):
            groups.setdefault((row.top, _DIGITS.sub("0", row.key)), []).append(row)
    found: set[int] = set()
    for group in groups.values():
        if len(group) < least:
            continue
        heights = sorted(row.line.middle for row in group)
        usual = heights[len(heights) // 2]
        near = [row for row in group if abs(row.line.middle - usual) <= _DRIFT]
        if len({row.sheet for row in near}) >= least:
            found |= {id(row) for row in near}
    return found


def _is_everything(rows: list[_Row], repeated: set[int], sheets: Sequence[Sheet]) -> bool:
    """Whether nothing but heads would stand on any page: then they are what the pages say."""
    taken = sum(len(row.pieces) for row in rows if id(row) in repeated)
    return taken == sum(len(sheet.pieces) for sheet in sheets)


def _bare_numbers(rows: list[_Row], sheets: Sequence[Sheet]) -> set[int]:
    """Rows (by identity) with nothing but a number that counts the pages."""
    offsets: dict[tuple[bool, int], list[_Row]] = {}
    for row in rows:
        if row.depth == 0 and (match := _BARE.fullmatch(row.key)):
            offsets.setdefault((row.top, int(match[1]) - row.sheet), []).append(row)
    found: set[int] = set()
    for (_, offset), group in offsets.items():
        alone = len(group) == 1 and offset == 1 and _stands_apart(group[0], sheets)
        if len(group) > 1 or alone:
            found |= {id(row) for row in group}
    return found


def _stands_apart(row: _Row, sheets: Sequence[Sheet]) -> bool:
    """Whether a number stands at the very edge of its page, two lines from anything else."""
    height, size = sheets[row.sheet].height, row.line.size
    others = [p for p in sheets[row.sheet].pieces if p not in row.pieces]
    if row.top:
        return row.line.y1 < 0.1 * height and all(p.y0 - row.line.y1 > 2 * size for p in others)
    return row.line.y0 > 0.9 * height and all(row.line.y0 - p.y1 > 2 * size for p in others)


def _take(sheet: Sheet, row: _Row, kind: str) -> Element:
    gone = {id(piece) for piece in row.pieces}
    sheet.pieces = [piece for piece in sheet.pieces if id(piece) not in gone]
    line = row.line
    box = sheet.shown(Box(line.x0, line.y0, line.x1, line.y1))
    return Element(kind, line.text, page=sheet.page.number, box=box, rule="layout")
