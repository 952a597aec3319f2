"""Line repair: a sentence, heading or title that a page break or a line's end cut in two is joined again.

A text that was taken out of a PDF has newlines of two kinds, and nothing but evidence tells them apart: how a line ends,
how the next one begins, open brackets, words across the break, and how wide the document's lines are. Where the
evidence is thin, the break stays: two lines are less harm than a heading glued to its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nlp_oldcadre.clean import words
from nlp_oldcadre.clean.doubled import OPENERS, PAIRS, find_doubled, open_mark
from nlp_oldcadre.clean.printed import Layout, PrintedLine, read_layout, read_lines
from nlp_oldcadre.clean.rows import is_row, stands_alone
from nlp_oldcadre.offsets import Edit
from nlp_oldcadre.tables import Tables

_FINISHED = re.compile(r"(?:[。！？!?；;：:…]|\.{3})[”’」』）)》\]*_]*$")
# …打顶。（受访单位供图）: what stands in brackets behind a sentence is its credit or its reporter.
_CREDITED = re.compile(r"[。！？!?][”’]?[（(][^（）()\n，。；]{2,30}[）)]$")
# 中 共 某 市 委: letters that stand apart.
_SPREAD = re.compile(r" *[\u4e00-\u9fff](?: +[\u4e00-\u9fff]){3,}(?: {2,}文 *件)? *$")
_STOPS = frozenset("。！？!?；;：:…")
_MIDDLE = re.compile(r"[，、,（(“‘《〈「—\-·]$")
_PROSE = re.compile(r"[。；;！？]|[^\d][,，]")
_SENTENCES = re.compile(r"[。；;！？]|，[^，]*，")
_WANTS_MORE = "的和与在把对为是以及将向从被让使由并且或而于至到给“《（"
_NEVER_FIRST = "的了和与等们，、。；：”》）"
_DIGITS = "一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"[#* ]*(?:[{_DIGITS}]{{1,3}}[、．.]|[（(][{_DIGITS}\d]{{1,3}}[)）]|\d{{1,2}}(?:[、．]|\.(?!\d)|[)）])|[①-⑳㈠-㈩]"
    rf"|第[{_DIGITS}\d]{{1,4}}[条章节编部期])"
)
_ENUMERATED = re.compile(rf"[ ]*(?:[{_DIGITS}]是|首先，|其次，|再次，|最后，)")
_MARKED = re.compile(
    r"[ ]*(?:#{1,6}[ ]*\S|[-*+] |>|[|｜]|\*\*\S|[□■◆◇●○▲△★☆►▶➢※◎♦·•]|——|【|[（(]?(?:共印|此件)|附 ?件 ?\d*(?:[：:]|$)|附[：:])"
)
_LABEL = re.compile(r"[ *]*[\u4e00-\u9fff]{1,8}(?:[ ][\u4e00-\u9fff]{1,4})?[*]*[：:]")
_YEAR = r"[\d〇○零一二三四五六七八九十]{2,4}"
# A date, an issue's number, a document's number: a line of the head.
_HEAD_LINE = re.compile(
    rf"[ （(]*{_YEAR} ?[年.\-/] ?[\d一二三四五六七八九十]{{1,3}} ?[月.\-/]"
    r"|.{0,24}?\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.] ?\d{1,2} ?日? +\d{1,2}:\d{2}"
    r"|[（(〔\[【]?(?:\d{4} ?[年)）〕\]】]? ?)?(?:第|总第?) ?[\d〇零一二三四五六七八九十百]{1,5} ?期"
    r"|[ ]*[\u4e00-\u9fff]{1,15} ?[〔\[（(【]\d{4}[〕\]）)】] ?第?\d{1,5} ?号(?:$| *签发人)"
)
_DATE_TAIL = re.compile(r"月 ?[\d一二三四五六七八九十]{1,3} ?日[）)]?(?:印发|编印|印)?$")
_RECEIVERS = re.compile("[ *]*(?:主送|抄送|抄报|分送|呈报|呈送|报送|报|送|发|呈|抄)[：:]")
# A number at the end of a line and its unit at the head of the next; a year and its month.
_AMOUNT = re.compile("[\u4e00-\u9fff，、].{0,12}\\d$")
_UNIT = re.compile(
    "[万亿千余多元%％]|名(?![单称誉])|人(?![员民才大事力口心])|个(?!人)|年(?![度级轻底])|月|日(?![常前报])|件|支(?!部)|场|次|份|期|项(?!目)|户"
)
_YEAR_END, _MONTH = re.compile("[\u4e00-\u9fff，].*\\d{4}年$"), re.compile(r"\d{1,2}月")
_TITLE_START = re.compile(r"[ ]*(?:#+ *)?(?:中共[\u4e00-\u9fff]{2,24})?(?:关于|印发|转发|《)")
_PLACED_BODY = re.compile(" *[\u4e00-\u9fff]{1,8}[省市县区州盟旗][\u4e00-\u9fff]{2,24}$")
# Longer than any headline, shorter than most paragraphs.
_SHORT = 40


class _Vocabulary(NamedTuple):
    """The words of ``line_breaks.toml``, compiled."""

    label: re.Pattern[str]
    contents: re.Pattern[str]
    title_end: re.Pattern[str]
    body_end: re.Pattern[str]


def join_lines(text: str, tables: Tables) -> Iterator[Edit]:
    """Drop the newlines inside paragraphs, headings and titles, and the character that a break doubled.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> text = "在学思践悟中不断加强理论修养，坚定理想信念\\n\\n念，牢记使命。\\n一、要求"
    >>> apply_edits(text, join_lines(text, load_tables()))[0]
    '在学思践悟中不断加强理论修养，坚定理想信念，牢记使命。\\n一、要求'
    """
    lines = list(read_lines(text))
    judge = _Judge(read_layout(lines, _FINISHED), tables.keep("clean.breaks", lambda: _compile(tables)))
    done = 0
    plain_list = False
    before = ""  # the paragraph so far, its last characters at least
    opening = lines[0] if lines else None  # its first line
    for left, right in pairwise(lines):
        opening = opening if before else left
        before = before[-400:] + left.text.strip(" ")
        plain_list = judge.is_in_contents(plain_list, left, right)
        if (plain_list and right.soft) or not judge.goes_on(before, opening, left, right):
            before = ""
            continue
        edit = _join(text, before, left, right)
        yield edit._replace(start=max(done, edit.start))
        done = edit.end


def _compile(tables: Tables) -> _Vocabulary:
    record = tables.record("line_breaks")
    any_of = {name: "|".join(sorted(map(re.escape, found), key=len, reverse=True)) for name, found in record.items()}
    return _Vocabulary(
        label=re.compile(rf"[ *（(【\[]*(?:{any_of['labels']})[*]*[：:]"),
        contents=re.compile(rf"[#*【\[★◆● ]*(?:本期|本刊)?(?:{any_of['contents']})"),
        title_end=re.compile(rf"(?:{any_of['title_ends']})(?:[（(][^（）()]{{1,12}}[)）])?[》”]?$"),
        body_end=re.compile(rf"[\u4e00-\u9fff]{{3}}(?:{any_of['body_ends']})$"),
    )


class _Judge:
    """Decides whether a line goes on in the next."""

    def __init__(self, layout: Layout, vocabulary: _Vocabulary) -> None:
        self.layout, self.vocabulary = layout, vocabulary

    def goes_on(self, before: str, opening: PrintedLine | None, left: PrintedLine, right: PrintedLine) -> bool:
        """Whether ``right`` continues the paragraph ``before``, whose first line is ``opening`` and whose last is ``left``."""
        is_finished = _is_finished(before)
        # The commonest case first: nothing below would join what is finished, unless paragraphs show by their indent.
        if is_finished and not self.layout.indents:
            return False
        if _NUMBERED.match(right.text) or _MARKED.match(right.text):
            return False
        if is_row(left.text) or is_row(right.text) or stands_alone(left.text):
            return False
        if self.layout.indents and right.indented:
            return left.indented and self._is_block_on(before, left, right)
        if is_finished:
            return self._is_wrapped_on(left, right)
        if _ENUMERATED.match(right.text) and not _MIDDLE.search(before):
            return False
        if self._is_own_line(before, right):
            return False
        indented = self.layout.indents and opening is not None and opening.indented
        return self._is_full_on(before, left, right, indented=indented) or self._has_evidence(before, left, right)

    def is_in_contents(self, so_far: bool, left: PrintedLine, right: PrintedLine) -> bool:
        """Whether ``left`` belongs to a contents list whose items have no marks, so that each line is an item."""
        if len(left.text) <= 12 and self.vocabulary.contents.match(left.text.replace(" ", "")):
            return not _MARKED.match(right.text) and not _NUMBERED.match(right.text)
        return so_far and not _PROSE.search(left.text) and len(left.text) <= 60

    def _has_evidence(self, before: str, left: PrintedLine, right: PrintedLine) -> bool:
        return (
            bool(_MIDDLE.search(before))
            or _closes(before, right.text)
            or _is_prose_on(before, right)
            or self._is_title_on(before, right.text)
            or _is_amount_on(before, right.text)
            or self._is_heading_on(before, right)
            or self._is_block_on(before, left, right)
        )

    def _is_wrapped_on(self, left: PrintedLine, right: PrintedLine) -> bool:
        """A full line may end a sentence and not its paragraph: only where paragraphs show by their indent."""
        if not self.layout.indents or right.indented or not right.soft or not self.layout.is_full(left):
            return False
        if self.vocabulary.label.match(right.text) or self._is_body(right.text):
            return False
        # The last line of a paragraph ends with a mark; what doesn't and is short is a headline or a name.
        return bool(_FINISHED.search(right.text[-16:])) or self.layout.is_full(right)

    def _is_full_on(self, before: str, left: PrintedLine, right: PrintedLine, *, indented: bool) -> bool:
        """A full line goes on, unless it is a heading that happens to be as long; the rest of a heading is short."""
        if not self.layout.is_full(left):
            return False
        if (indented or _PROSE.search(before)) and not _is_heading(before):
            return True
        rest = len(right.text) <= _SHORT // 2 and not _FINISHED.search(right.text) and not self._is_complete(before)
        return rest or _looks_cut(before, right.text)

    def _is_own_line(self, before: str, right: PrintedLine) -> bool:
        """Letterhead, labels, signatures, dates and the heads of contents lists stand alone."""
        short = len(before) < _SHORT and not _PROSE.search(before)
        if self.vocabulary.label.match(right.text) or (short and _LABEL.match(right.text)):
            return True
        if not right.soft and _RECEIVERS.match(before):
            return not _MIDDLE.search(before) and not words.is_cut(before, right.text)
        if not short:
            return False
        if self.vocabulary.contents.match(right.text.replace(" ", "")) or _DATE_TAIL.search(before[-14:]):
            return True
        if _HEAD_LINE.match(before) or _HEAD_LINE.match(right.text):
            return True
        if not self._is_body(right.text):
            return False
        # Below a headline, the body that sends it in.
        is_whole = _PLACED_BODY.match(right.text) and not _TITLE_START.match(before) and not _looks_cut(before, right.text)
        return bool(is_whole) or self._is_body(before) or right.text.lstrip().startswith(("中共", "中 "))

    def _is_body(self, text: str) -> bool:
        text = text.replace(" ", "") if _SPREAD.match(text) else text.rstrip()
        return len(text) < _SHORT and self.vocabulary.body_end.search(text.removesuffix("文件")) is not None

    def _is_title_on(self, before: str, right: str) -> bool:
        """关于…／…的通知: a title that is not complete and the rest that completes it."""
        if len(before) > 80 or len(right) > 50 or not _TITLE_START.match(before):
            return False
        end = self.vocabulary.title_end
        return not end.search(before) and bool(end.search(right)) and not _PROSE.search(right)

    def _is_heading_on(self, before: str, right: PrintedLine) -> bool:
        """The rest of a heading is short; a word across the break, or the lack of a blank line, shows it."""
        if len(right.text) > _SHORT or "。" in right.text or (_PROSE.search(right.text) and not _is_heading(before)):
            return False
        if words.is_cut(before, right.text):
            return len(before) >= 8
        soft = self.layout.spaced and right.soft and len(right.text) > 3
        return soft and len(before) >= 14 and not self._is_complete(before)

    def _is_block_on(self, before: str, left: PrintedLine, right: PrintedLine) -> bool:
        """A headline in two lines, set off by blank lines before and after; two equal ones are a couplet."""
        if not right.soft or right.ends_soft or left.soft or self._is_own_line(before, right):
            return False
        sizes = len(before), len(right.text.strip())
        if min(sizes) < 4 or sizes[0] < 8 or max(sizes) > _SHORT or abs(sizes[0] - sizes[1]) <= 1:
            return False
        both = before + right.text
        return (
            not _PROSE.search(both) and not _FINISHED.search(both) and not self._is_complete(before) and " " not in both.strip()
        )

    def _is_complete(self, text: str) -> bool:
        return bool(self.vocabulary.title_end.search(text)) or self._is_body(text)


def _is_finished(text: str) -> bool:
    """Whether a sentence ends with the text, closing marks or not."""
    tail = text[-36:]
    return tail[-1:] in _STOPS or _FINISHED.search(tail) is not None or _CREDITED.search(tail) is not None


def _is_amount_on(before: str, right: str) -> bool:
    """Whether the break parts a number from its unit (1.2 / 万名) or a year from its month."""
    tail, head = before[-16:], right.lstrip()
    return bool(_AMOUNT.search(tail) and _UNIT.match(head)) or bool(_YEAR_END.search(tail) and _MONTH.match(head))


def _closes(before: str, right: str) -> bool:
    """Whether the paragraph so far leaves a bracket open that the next line closes."""
    mark = open_mark(before)
    if not mark:
        return False
    close, again = right.find(PAIRS[mark]), right.find(mark, 1)
    return 0 <= close <= 60 and not 0 <= again < close


def _is_prose_on(before: str, right: PrintedLine) -> bool:
    """An unfinished sentence goes on; a line without any punctuation may be a caption set between its halves."""
    if not _PROSE.search(before) or _is_heading(before) or (len(before) < 15 and "。" not in before):
        return False
    # An item behind a dash that has a figure is no headline: - 轮训书记57名，到纪念馆 / 开展现场教学2次。
    is_item = before.startswith(("- ", "– ")) and any(char.isdigit() for char in before)
    in_two_parts = len(before) < 34 and not _SENTENCES.search(before) and not is_item
    if in_two_parts and len(right.text) > _SHORT and not _looks_cut(before, right.text):
        return False  # 一个集市，把服务送到家门口: a headline in two parts
    return bool(_PROSE.search(right.text) or _FINISHED.search(right.text)) or words.is_cut(before, right.text)


def _looks_cut(before: str, right: str) -> bool:
    """Whether the end of one line or the beginning of the next can't stand there."""
    return (
        before[-1] in _WANTS_MORE
        or right.lstrip()[:1] in _NEVER_FIRST
        or words.is_cut(before, right)
        or bool(find_doubled(before, right))
    )


def _is_heading(text: str) -> bool:
    """A numbered line without 。 is a heading so far, whatever commas it has."""
    return bool(_NUMBERED.match(text) or text.startswith("#")) and not re.search("[。；;]", text)


def _join(text: str, before: str, left: PrintedLine, right: PrintedLine) -> Edit:
    """The edit that drops what stands between two lines, with what the break doubled."""
    start, end = left.start + len(left.text.rstrip(" ")), right.start + len(right.text) - len(right.text.lstrip(" "))
    head = text[end : right.end]
    if doubled := find_doubled(before, head):
        # The copy that stands in a word of its own side is the one that stays.
        if words.cut(words.tail_of(before))[-1:] == [doubled] and doubled not in OPENERS and len(doubled) == 1:
            start -= 1
        else:
            end += len(doubled)
    return Edit(start, end, " " if _is_letter(before[-1:]) and _is_letter(head[:1]) else "")


def _is_letter(char: str) -> bool:
    """A Latin letter: between two of them the newline is a blank."""
    return char.isascii() and char.isalpha()
