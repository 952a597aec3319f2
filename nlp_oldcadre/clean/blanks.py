"""Blanks inside lines: dropped beside digits, punctuation and inside running text, kept where they part something.

A blank between two Chinese characters parts the phrases of a headline (汲取力量 践行使命), names from names, the two
characters of a short name (杨 红) or columns; it stays as one. In a title that runs over two printed lines it is a
line's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_oldcadre.clean import words
from nlp_oldcadre.offsets import Edit
from nlp_oldcadre.tables import Tables

_BLANKS = re.compile(" ++")
_PUNCTUATION = "，。、；：？！…—·“”‘’（）《》〈〉「」『』【】〔〕%％"
_FAR = 300
_FORMAL_END = re.compile("(?:通知|意见|办法|方案|要点|规定|细则|决定|报告|通报|纲要|规划|计划|条例|标准|函)》?$")
# 情 况 通 报: a line of letters that stand apart.
_SPREAD = re.compile(r"^ *+[\u4e00-\u9fff](?: +[\u4e00-\u9fff]){2,31}(?: +文 *件)? *$", re.MULTILINE)
# （记者 次仁罗布 刘洋）: names stand apart, surname or none.
_BYLINE = re.compile("（[^（）\n，。；]{0,6}(?:记者|通讯员)[^（）\n，。；]{1,40}）")
# 李 莲  何清  税大勇（女）: a row of three names or more, on the line of their heading or below it.
_CELL = r"(?:[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff]|[\u4e00-\u9fff]{2,4})(?: ?（[^（）\n]{1,10}）)?"
_ROW = re.compile(
    rf"^ *+(?:[^\n，。：；、 （]{{2,30}}（\d{{1,3}}[名人位]）：? *+)?({_CELL}(?: ++{_CELL}){{2,20}}) *+$", re.MULTILINE
)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_HALF_END = re.compile(r"[^ ：]*$")
_HALF_START = re.compile(r"[^ ：—]*")
_DATE_COLUMN = re.compile(r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日(?:印发|编印|印)?(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class _SurnameRow:
    """A family name; ``is_word`` says that it is a common word as well."""

    surname: str
    is_word: bool = False


def drop_blanks(text: str, tables: Tables) -> Iterator[Edit]:
    """Drop the blanks that part nothing; make one of several.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> apply_edits("近 700 万次。", drop_blanks("近 700 万次。", load_tables()))[0]
    '近700万次。'
    >>> apply_edits("编辑：杨 红", drop_blanks("编辑：杨 红", load_tables()))[0]
    '编辑：杨 红'
    """
    surnames = tables.keep("clean.surnames", lambda: frozenset(row.surname for row in tables.rows("surnames", _SurnameRow)))
    spread = {at for line in _SPREAD.finditer(text) for at in range(*line.span())}
    rows = {at for row in _ROW.finditer(text) for at in range(*row.span(1))} if "  " in text else ()
    bylines = {at for byline in _BYLINE.finditer(text) for at in range(*byline.span())}
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        at_edge = text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\n")
        if at_edge or start in spread or not (start in bylines or start in rows or _parts(text, start, end, surnames)):
            yield Edit(start, end)
        elif end - start > 1:
            yield Edit(start + 1, end)


def _parts(text: str, start: int, end: int, surnames: frozenset[str]) -> bool:
    """Whether the blank at ``[start, end)`` parts something."""
    left, right = text[start - 1], text[end]
    if left in _PUNCTUATION or right in _PUNCTUATION:
        return (left in "”》）" or right in "“《") and _parts_halves(text, start, end)
    if _is_cjk(left) and _is_cjk(right):
        return _parts_phrases(text, start, end, surnames)
    if (_is_cjk(left) and right.isascii()) or (left.isascii() and _is_cjk(right)):
        # A number in a line of columns keeps its distance, and so does the date beside a name; in text none does.
        return end - start > 3 or _DATE_COLUMN.match(text, end) is not None
    return True


def _is_cjk(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def _parts_halves(text: str, start: int, end: int) -> bool:
    """Whether the blank beside a quotation mark parts the halves of a headline: 办好“银龄课堂” 丰富文化养老."""
    line_start, line_end = _line_of(text, start, end)
    if _is_running(text[line_start:line_end]):
        return False
    left = _HALF_END.search(text[line_start:start])
    right = _HALF_START.match(text[end:line_end])
    sizes = [len(_CJK.findall(half[0])) if half else 0 for half in (left, right)]
    far = 2 if text[end] in "“《" else 4
    return min(sizes) >= 4 and abs(sizes[0] - sizes[1]) <= far


def _line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around a blank, or what stands near in a very long one."""
    far = max(0, start - _FAR)
    line_start = text.rfind("\n", far, start) + 1 or far
    line_end = text.find("\n", end, end + _FAR)
    return line_start, line_end if line_end >= 0 else min(len(text), end + _FAR)


def _parts_phrases(text: str, start: int, end: int, surnames: frozenset[str]) -> bool:
    line_start, line_end = _line_of(text, start, end)
    left, right = _run_before(text, start, line_start), _run_after(text, end, line_end)
    if len(left) == len(right) > 2:
        return True
    line = text[line_start:line_end]
    running = _is_running(line)
    if not running and text[end + len(right) : end + len(right) + 1] in ("：", ":"):
        return True
    if len(left) == 1 or len(right) == 1:
        return (
            _is_name(left, right, surnames)
            or end - start > 2
            or (not running and _ends_name(text, start, line_start, surnames))
        )
    if words.is_cut(left, right):
        return False
    return not running and not _is_official_title(text, line, line_start, start)


def _run_before(text: str, start: int, line_start: int) -> str:
    """The Chinese characters before a blank, up to the next blank or mark."""
    at = start
    while at > line_start and _is_cjk(text[at - 1]) and start - at < 40:
        at -= 1
    return text[at:start]


def _run_after(text: str, end: int, line_end: int) -> str:
    at = end
    while at < line_end and _is_cjk(text[at]) and at - end < 40:
        at += 1
    return text[end:at]


def _ends_name(text: str, start: int, line_start: int, surnames: frozenset[str]) -> bool:
    """Whether the character before the blank is the second of 杨 红."""
    at = start - 3
    if at < line_start or text[start - 2] != " " or text[at] not in surnames:
        return False
    return at == line_start or text[at - 1] in " ：:、，"


def _is_name(left: str, right: str, surnames: frozenset[str]) -> bool:
    """杨 红: a surname, a blank, one character. 目 录 is one word with its letters apart."""
    if len(left) == 1 and len(right) == 1 and len(words.cut(left + right)) == 1 and left not in surnames:
        return False
    if len(left) + len(right) > 2 and words.is_cut(left, right):
        return False
    return left[-1:] in surnames or (len(right) > 1 and right[0] in surnames)


def _is_running(line: str) -> bool:
    """Whether a line is text with sentences, not a headline, caption or list of names."""
    return len(line) > 30 and ("。" in line or line.count("，") + line.count(",") > 1)


def _is_official_title(text: str, line: str, line_start: int, at: int) -> bool:
    """A blank in 关于…的通知 or inside 《》 is the end of a printed line."""
    if line.startswith("关于") or ("关于" in line and _FORMAL_END.search(line)):
        return True
    opened = text.rfind("《", line_start, at)
    return opened > text.rfind("》", line_start, at) and text[opened + 1 : opened + 3] == "关于"
