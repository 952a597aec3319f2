"""Line repair: a sentence, heading or title that a page break or a line's end cut in two is joined again.

A text that was taken out of a PDF has newlines of two kinds, and nothing but evidence tells them apart: how a line ends,
how the next one begins, open brackets, words across the break, and how wide the document's lines are. Where the
evidence is thin, the break stays: two lines are less harm than a heading glued to its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nlp_oldcadre.clean import words
from nlp_oldcadre.offsets import Edit
from nlp_oldcadre.tables import Tables

_LINE = re.compile(r"[^\n]+")
_FINISHED = re.compile(r"(?:[。！？!?；;：:…]|\.{3})[”’」』）)》\]*_]*$")
_MIDDLE = re.compile(r"[，、,（(“‘《〈「—\-·]$")
_PROSE = re.compile(r"[。；;！？]|[^\d][,，]")
_DIGITS = "一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"[#* ]*(?:[{_DIGITS}]{{1,3}}[、．.]|[（(][{_DIGITS}\d]{{1,3}}[)）]|\d{{1,2}}(?:[、．]|\.(?!\d)|[)）])|[①-⑳㈠-㈩]"
    rf"|第[{_DIGITS}\d]{{1,4}}[条章节编部期])"
)
_ENUMERATED = re.compile(rf"[{_DIGITS}]是|首先，|其次，|再次，|最后，")
_MARKED = re.compile(r"[ ]*(?:#{1,6}[ ]*\S|[-*+] |>|\*\*\S|[□■◆◇●○▲△★☆►▶➢※◎♦·•]|——|【|附件?\d*[：:]|附[：:])")
_LABEL = re.compile(r"[ *]*[\u4e00-\u9fff]{1,8}(?:[ ][\u4e00-\u9fff]{1,4})?[*]*[：:]")
_KNOWN_LABEL = re.compile(
    r"[ *]*(?:责任编辑|编辑|编审|主编|审核|校对|供稿|撰稿|作者|来源|签发人?|联系人|联系电话|电话|邮箱|地址|主送|抄送|抄报|分送|报送?|送|发|印数)[*]*[：:]"
)
_CONTENTS = re.compile(r"[#*【\[ ]*(?:本期)?(?:要览|目录|目次|要目|导读|内容提要|看点)")
_DATE_LINE = re.compile(r"[ ]*[\d〇○零一二三四五六七八九十]{2,4}[ ]?[年.\-/][ ]?[\d一二三四五六七八九十]{1,3}[ ]?[月.\-/]")
_DATE_TAIL = re.compile(r"月[\d一二三四五六七八九十]{1,3}日$")
_GENRE = "通知|意见|办法|方案|决定|报告|要点|规定|细则|通报|公告|通告|公报|纪要|规划|计划|条例|总结|讲话|函|批复|请示|制度|章程|准则|标准|倡议书"
_TITLE_END = re.compile(rf"(?:{_GENRE})(?:[（(][^（）()]{{1,12}}[)）])?[》”]?$")
_TITLE_START = re.compile(r"[ ]*(?:#+ *)?(?:中共[\u4e00-\u9fff]{2,24})?(?:关于|印发|转发|《)")
_ORG_END = re.compile(r"(?:[部局委会组府厅院处科办校社团所站]|中心|大学|公司|集团|小组)$")
_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "【": "】", "「": "」", "〔": "〕"}
_OPENERS = "“（(《【「〔"


class _Line(NamedTuple):
    """A line with its place; ``soft`` says that no blank line stands before it, ``indented`` that blanks do."""

    start: int
    end: int
    text: str
    soft: bool
    indented: bool


class _Layout(NamedTuple):
    """What is usual in the document.

    ``width`` is the number of characters of a full printed line where each printed line has its own newline, else 0.
    ``spaced`` says that blank lines part paragraphs, so that a single newline is a line's end inside one.
    ``indents`` says that paragraphs begin with an indent, so that a line without one goes on.
    """

    width: int
    spaced: bool
    indents: bool


def join_lines(text: str, tables: Tables) -> Iterator[Edit]:
    """Drop the newlines inside paragraphs, headings and titles, and the character that a break doubled.

    Examples
    --------
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> text = "在学思践悟中不断加强理论修养，坚定理想信念\\n\\n念，牢记使命。\\n一、要求"
    >>> apply_edits(text, join_lines(text, None))[0]
    '在学思践悟中不断加强理论修养，坚定理想信念，牢记使命。\\n一、要求'
    """
    lines = list(_lines(text))
    layout = _layout(lines)
    done = 0
    before = ""  # the paragraph so far, its last characters at least
    for left, right in pairwise(lines):
        before = before[-400:] + left.text.strip(" ")
        if not _goes_on(before, left, right, layout):
            before = ""
            continue
        edit = _join(text, before, left, right)
        yield edit._replace(start=max(done, edit.start))
        done = edit.end


def _lines(text: str) -> Iterator[_Line]:
    end = 0
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        soft = match.start() - end == 1
        yield _Line(match.start(), match.end(), match[0], soft, match[0].startswith("  "))
        end = match.end()


def _layout(lines: list[_Line]) -> _Layout:
    prose = [line for line in lines if len(line.text) >= 12]
    if not prose:
        return _Layout(0, False, False)
    soft = sum(line.soft for line in lines[1:])
    indented = sum(line.indented for line in prose)
    return _Layout(_width(prose), 2 * soft < len(lines) - 1, 0.05 * len(prose) < indented < 0.9 * len(prose))


def _width(prose: list[_Line]) -> int:
    """The full width, where most lines that go on are equally long."""
    going = [_columns(line.text) for line in prose if not _FINISHED.search(line.text)]
    if len(going) < 4 or 4 * len(going) < len(prose):
        return 0
    widths = Counter(going)
    best = max(widths, key=lambda w: (sum(widths[w + d] for d in range(-2, 3)), w))
    near = sum(widths[best + d] for d in range(-3, 4))
    wider = sum(_columns(line.text) > best + 3 for line in prose)
    return best if 2 * near >= len(going) and 20 * wider <= len(prose) else 0


def _columns(text: str) -> int:
    """The printed width in Chinese characters; a letter or digit takes half of one."""
    narrow = sum(char < "\u0100" for char in text)
    return len(text) - narrow + narrow // 2


def _goes_on(before: str, left: _Line, right: _Line, layout: _Layout) -> bool:
    """Whether ``right`` continues the paragraph ``before``, whose last line is ``left``."""
    if _NUMBERED.match(right.text) or _MARKED.match(right.text):
        return False
    if layout.indents and right.indented:
        return False
    if _FINISHED.search(before[-16:]):
        return _is_wrapped_on(left, right, layout)
    if _ENUMERATED.match(right.text) and not _MIDDLE.search(before):
        return False
    if _is_own_line(before, right):
        return False
    return (
        (bool(_MIDDLE.search(before)) and _is_text(right.text))
        or _closes(before, right.text)
        or _is_prose_on(before, right)
        or _is_full(left, layout)
        or _is_title_on(before, right.text)
        or _is_heading_on(before, right, layout)
    )


def _is_wrapped_on(left: _Line, right: _Line, layout: _Layout) -> bool:
    """A full line may end a sentence and not its paragraph: only where paragraphs show by their indent."""
    return layout.indents and layout.width > 0 and right.soft and not right.indented and _is_full(left, layout)


def _is_own_line(before: str, right: _Line) -> bool:
    """Letterhead, labels, signatures and dates stand alone."""
    short = len(before) < 40 and not _PROSE.search(before)
    if _KNOWN_LABEL.match(right.text) or (short and _LABEL.match(right.text)):
        return True
    if not short:
        return False
    if _CONTENTS.match(right.text) or _DATE_TAIL.search(before[-12:]):
        return True
    dated = _DATE_LINE.match(right.text) or _DATE_LINE.match(before)
    return bool(dated or (_ORG_END.search(before) and _ORG_END.search(right.text)))


def _is_text(text: str) -> bool:
    return not _DATE_LINE.match(text) or len(text) > 14


def _closes(before: str, right: str) -> bool:
    """Whether the paragraph so far leaves a bracket open that the next line closes."""
    mark = _open_mark(before)
    if not mark:
        return False
    close, again = right.find(_PAIRS[mark]), right.find(mark, 1)
    return 0 <= close <= 60 and not 0 <= again < close


def _open_mark(text: str) -> str:
    """The last opening mark of a paragraph's end that nothing closes; empty for none."""
    tail = text[-120:]
    for mark in _OPENERS:
        if tail.rfind(mark) > tail.rfind(_PAIRS[mark]):
            return mark
    return ""


def _is_prose_on(before: str, right: _Line) -> bool:
    """An unfinished sentence goes on; a line without any punctuation may be a caption set between its halves."""
    if not _PROSE.search(before) or _is_heading(before) or (len(before) < 15 and "。" not in before):
        return False
    return bool(_PROSE.search(right.text) or _FINISHED.search(right.text)) or words.is_cut(before, right.text)


def _is_heading(text: str) -> bool:
    """A numbered line without 。 is a heading so far, whatever commas it has."""
    return bool(_NUMBERED.match(text) or text.startswith("#")) and not re.search("[。；;]", text)


def _is_full(left: _Line, layout: _Layout) -> bool:
    return 0 < layout.width <= _columns(left.text) + 2 and _columns(left.text) <= layout.width + 3


def _is_title_on(before: str, right: str) -> bool:
    """关于…／…的通知: a title that is not complete and the rest that completes it."""
    if len(before) > 80 or len(right) > 50 or not _TITLE_START.match(before) or _TITLE_END.search(before):
        return False
    return bool(_TITLE_END.search(right)) and not _PROSE.search(right)


def _is_heading_on(before: str, right: _Line, layout: _Layout) -> bool:
    """The rest of a heading or headline is short; a word across the break, or the lack of a blank line, shows it."""
    if len(right.text) > 40 or "。" in right.text or (_PROSE.search(right.text) and not _is_heading(before)):
        return False
    if words.is_cut(before, right.text):
        return len(before) >= 8
    return layout.spaced and right.soft and len(before) >= 14 and not _TITLE_END.search(before) and not _ORG_END.search(before)


def _join(text: str, before: str, left: _Line, right: _Line) -> Edit:
    """The edit that drops what stands between two lines, with what the break doubled."""
    start, end = left.start + len(left.text.rstrip(" ")), right.start + len(right.text) - len(right.text.lstrip(" "))
    head = text[end : right.end]
    if doubled := _doubled(before, head):
        # The copy that stands in a word of its own side is the one that stays.
        last = words.cut(words.tail_of(before))[-1:]
        if len(doubled) == 1 and last == [doubled]:
            start -= 1
        else:
            end += len(doubled)
    return Edit(start, end, " " if _is_letter(before[-1:]) and _is_letter(head[:1]) else "")


def _is_letter(char: str) -> bool:
    """A Latin letter: between two of them the newline is a blank."""
    return char.isascii() and char.isalpha()


def _doubled(before: str, head: str) -> str:
    """What the break doubled: the end of one line that the next repeats where no word wants it twice; or empty."""
    for length in (4, 3, 2):
        if before[-length:] == head[:length] == words.head_of(head)[:length] and len(head) >= length <= len(before):
            return head[:length]
    first = head[:1]
    if first and first in _OPENERS and _open_mark(before) == first and _repeats_mark(before, head, first):
        return first
    if first and before.endswith(first) and words.head_of(head):
        tail, rest = words.tail_of(before), words.head_of(head)
        if words.lonely(words.cut(tail + rest[1:])) < words.lonely(words.cut(tail + rest)):
            return first
    return ""


def _repeats_mark(before: str, head: str, mark: str) -> bool:
    """Whether “银／“雁返乡” opens once and closes once: the second opening mark is the break's."""
    close = head.find(_PAIRS[mark])
    inside = before[before.rfind(mark) + 1 :]
    return 0 < close <= 30 and len(inside) <= 20 and _PAIRS[mark] not in head[close + 1 : close + 2]
