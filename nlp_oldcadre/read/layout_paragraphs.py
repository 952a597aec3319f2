"""Printed lines → paragraphs: by indents, short last lines, distances, sizes and centring; over columns and pages, too.

The judgement is made for each line and the next one. All distances are in letters (the line's own size), so nothing
depends on the size of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from nlp_oldcadre.read.layout_lines import Piece

# A first line is indented by two letters; readers' boxes vary, so a little over one counts. What stands farther in than
# _FAR is no first line of running text but a signature, a date or a centred line.
_INDENT, _FAR = 1.2, 4.6
# A line is full when less than this is left; a number or word that moved to the next line leaves as much as its own width.
_ROOM = 1.3
_SAME_SIZE = 1.12
# Letters larger than the text's make titles; lines of one title stand no farther apart than this, in their own letters.
_TITLE, _TITLE_PITCH = 1.12, 2.3
# A distance between lines that is larger than usual, and by how many letters at least.
_WIDER, _WIDER_BY = 1.3, 0.35
_DIGITS = "一二三四五六七八九十百"
NUMBERED = re.compile(
    rf"[（(]?(?:[{_DIGITS}]{{1,3}}|\d{{1,2}})[)）、．]|\d{{1,2}}\.(?!\d)|[①-⑳㈠-㈩]|第[{_DIGITS}\d]{{1,4}}[条章节编]|[●■◆★▲·•-]"
)
_LABEL = re.compile(r"(?:主送|抄送|抄报|报送|分送|报|送|发|附件|联系人|地址|时间|地点)\s?\d?[：:.]")
_FINISHED = re.compile(r"[。！？!?；;：:…][”’」』）)》]*$")
# What stands alone among centred lines: dates, numbers of issues and documents; and what begins another line.
_ALONE = re.compile(r"[（(]?\d{4}年\d{1,2}月|第.{1,5}期|.{1,15}〔\d{4}〕")
_OTHER = re.compile("[（(]|——|附件")
_WORD = re.compile(r"[“‘（《【〔]*(?:[!-~\u00a1-\u024f\u2013-\u2015～〔〕]+|.)[，。、；：？！”’）》】〕％]*", re.DOTALL)
_LONGEST_WORD = 12.0


@dataclass(slots=True, eq=False)
class Column:
    """The edges of the text that a line stands in, and how its lines follow one another.

    ``right`` is infinite where no line can be told to be full. ``pitch`` is the usual distance of two lines, ``lines`` their
    number and ``indented`` that of first lines by their looks; ``indents`` says that paragraphs begin with an indent,
    ``spaced`` that they stand apart.
    """

    left: float
    right: float
    pitch: float
    lines: int
    indented: int
    indents: bool
    spaced: bool


@dataclass(slots=True, eq=False)
class Paragraph:
    """Lines (with the number of their sheet, from 0) that make one paragraph."""

    lines: list[tuple[int, Piece]]
    kind: str = "paragraph"
    centered: bool = False
    columns: list[Column] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(line.text for _, line in self.lines)


def measure(lines: list[Piece], left: float, right: float, width: float) -> Column:
    """How lines that stand below one another are set; ``width`` is that of the page, or 0 for one of several columns."""
    steps = [b.y1 - a.y1 for a, b in pairwise(lines) if _same_size(a, b) and b.y1 > a.y1]
    pitch = median(steps) if steps else 0.0
    indented = sum(_INDENT * p.size <= p.x0 - left < _FAR * p.size for p in lines)
    flush = sum(p.x0 - left < _INDENT * p.size for p in lines)
    spaced = sum(step > _WIDER * pitch for step in steps) > 1
    if right - left < 0.5 * width and right < 0.62 * width:
        full = sum(right - p.x1 < _ROOM * p.size for p in lines)
        if full < 4 or 3 * full < len(lines):
            right = float("inf")  # nothing but short lines
    return Column(left, right, pitch, len(lines), indented if flush else 0, indented * 12 >= len(lines) and flush > 0, spaced)


def share_indents(columns: Sequence[Column]) -> None:
    """Where one line in twelve of a document is set in, its paragraphs begin so, in columns without such a line as well."""
    if sum(column.indented for column in columns) * 12 >= sum(column.lines for column in columns) > 0:
        for column in columns:
            column.indents = True


def find_paragraphs(sheet: int, lines: Iterable[Piece], column: Column, body: float) -> list[Paragraph]:
    """The paragraphs of lines that stand below one another."""
    found: list[Paragraph] = []
    for line in lines:
        if found and goes_on(found[-1], line, column, body):
            found[-1].lines.append((sheet, line))
        else:
            found.append(Paragraph([(sheet, line)], centered=is_centered(line, column), columns=[column]))
    return found


def goes_on(paragraph: Paragraph, line: Piece, column: Column, body: float) -> bool:
    """Whether a line below the last one of a paragraph belongs to it."""
    last = paragraph.lines[-1][1]
    if not _same_size(last, line) or last.red != line.red:
        return False
    step = line.y1 - last.y1
    if is_centered(line, column) and _is_title(last, line, column, body):
        return step <= _TITLE_PITCH * line.size and not _is_over(paragraph, line)
    if column.pitch and step > max(_WIDER * column.pitch, column.pitch + _WIDER_BY * line.size):
        return False
    if paragraph.centered and is_centered(last, column):
        return False
    return _runs_on(paragraph, last, line, column, column)


def goes_over(paragraph: Paragraph, line: Piece, before: Column, column: Column) -> bool:
    """Whether the first line of a column or page goes on with the last paragraph of the one before."""
    last = paragraph.lines[-1][1]
    if paragraph.kind != "paragraph" or not _same_size(last, line) or last.red != line.red:
        return False
    if is_centered(line, column) or (paragraph.centered and is_centered(last, before)):
        return False
    return _runs_on(paragraph, last, line, before, column)


def _runs_on(paragraph: Paragraph, last: Piece, line: Piece, before: Column, column: Column) -> bool:
    """A full line is followed by one that is not indented."""
    first = paragraph.lines[0][1]
    start = paragraph.columns[0].left
    if len(paragraph.lines) == 1 and first.x0 - start > _FAR * first.size:
        return False  # a signature or a date
    if _is_parted(last) or not _is_full(last, line, before):
        return False  # what stands apart on one line is no running text
    indent = line.x0 - column.left
    if indent >= _INDENT * line.size:
        return indent < 2 * _FAR * line.size and _hangs(paragraph, first.x0 - start, indent, line)
    if not column.indents and _FINISHED.search(last.text[-4:]):
        return column.spaced and not NUMBERED.match(line.text)
    return True


def _is_parted(line: Piece) -> bool:
    """Whether a third of a line is blank."""
    if "  " not in line.text:
        return False
    inked = sum(1.0 if char >= "\u0250" else 0.5 for char in line.text if char != " ")
    return inked * line.size * 3 < 2 * (line.x1 - line.x0)


def _hangs(paragraph: Paragraph, opening: float, indent: float, line: Piece) -> bool:
    """Whether a line is set in because the first one begins with a number or a label."""
    text = paragraph.lines[0][1].text
    if not (NUMBERED.match(text) or _LABEL.match(text)) or NUMBERED.match(line.text) or _LABEL.match(line.text):
        return False
    if len(paragraph.lines) > 1:
        return abs(paragraph.lines[-1][1].x0 - line.x0) < 0.6 * line.size
    return indent > opening + 0.6 * line.size


def _is_full(line: Piece, following: Piece, column: Column) -> bool:
    """Whether nothing of the next line would have fitted into what is left of this one."""
    word = _WORD.match(following.text)
    width = sum(1.0 if char >= "\u0250" else 0.6 for char in word[0]) if word else 1.0
    room = min(max(_ROOM, width + 0.3), _LONGEST_WORD)
    return column.right - line.x1 <= room * line.size


def is_centered(line: Piece, column: Column) -> bool:
    """Whether a line stands in the middle of its column, with room on both sides."""
    right = column.right
    if right == float("inf"):
        return False
    before, after = line.x0 - column.left, right - line.x1
    room = min(1.5 * line.size, 0.06 * (right - column.left))
    return min(before, after) > room and abs(before - after) < 1.5 * line.size


def _is_title(last: Piece, line: Piece, column: Column, body: float) -> bool:
    """Whether both lines are of a title: the one above is as wide as its column, or centred, too, and large or bold."""
    if last.x0 - column.left < _INDENT * last.size and column.right - last.x1 < 2 * last.size:
        return True
    large = line.size >= _TITLE * body or (line.bold and last.bold)
    return large and last.bold == line.bold and is_centered(last, column)


def _is_over(paragraph: Paragraph, line: Piece) -> bool:
    """Whether a title ends with a line, or what follows is a line of its own."""
    text = paragraph.text
    if _ALONE.match(line.text) or _OTHER.match(line.text):
        return True
    return bool(_FINISHED.search(text[-4:]) or _ALONE.match(text) or NUMBERED.match(line.text))


def _same_size(a: Piece, b: Piece) -> bool:
    return a.size < _SAME_SIZE * b.size and b.size < _SAME_SIZE * a.size
