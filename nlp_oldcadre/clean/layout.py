"""What belongs to the page or the file format, not to the text: page numbers, rules, indents, blank lines, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp_oldcadre.matching import find_at, places_of
from nlp_oldcadre.offsets import Edit
from nlp_oldcadre.tables import Tables

# — 3 —, - 3 -, 第 3 页 共 8 页, 3 / 8 页, a ruled line: each a line of its own. A bare number may be a figure of a
# table, so it stays.
_FURNITURE = re.compile(
    r"^ *+(?:[-—–·]{1,3} *\d{1,4} *[-—–·]{1,3}|\d{1,4} */ *\d{1,4} *页"
    r"|[\[［【]? *第 *\d{1,4} *页(?:[ ，,/]*共 *\d{1,4} *页)? *[\]］】]?"
    r"|[-*_=—]{3,}|[\[【<＜（(](?:图片?|配图|插图|视频|音频|图片说明|点击播放)[\]】>＞）)]) *+$"
    # A web page's links to other pages: 上一篇：…, and the short lines that a heading 相关链接 stands over.
    r"|^ *+(?:[-*•·<>«»] *)?[\[【]?(?:[上下]一[篇条页则]|[上前后下]篇)[\]】]?[：: ].{0,200}$"
    r"|^ *+(?:[-*•·#]+ *)?[\[【]?(?:相关|推荐|热门|延伸)(?:链接|新闻|阅读|文章|推荐|资讯|报道|信息|稿件)[\]】]?[：:]?"
    r"(?: *(?:\n[^\n。；]{0,60}(?=\n|\Z)){0,12}$|(?<=[：:])[^\n。；]{1,200}$)",
    re.MULTILINE,
)
# A page number at the end of a line that holds more: 《晚晴》 2021年3月号 人物    · 27 ·
_NUMBER_BESIDE = re.compile(r" {3,}+[-—–·•] *\d{1,4} *[-—–·•] *+(?=\n|\Z)")
# Both stand beside a wide gap inside a line, which hardly any line has.
_GAP = re.compile(r"(?<=[^ \n])  (?= *+[^ \n])")
# The head of a printed page: the name of the publication, or the document's title, and the page's number far to its side.
_PAGE = r"(?:第 *\d{1,4} *页|[-—–·•] *\d{1,4} *[-—–·•]|\d{1,4})"
_RUNNING_HEAD = re.compile(
    rf" *(?:(?P<name>[^\n，。；、 ][^\n，。；、]{{2,40}}?)(?: +(?:\d{{4}}年)?(?:总?第 *\d{{1,4}} *期))? {{2,}}{_PAGE}"
    rf"|{_PAGE} {{2,}}(?P<beside>[^\n，。；、 ][^\n，。；、]{{2,40}}?)(?: +\d{{4}}[年.\-/] *\d{{1,2}}(?:月号?|期)?)?)"
    r" *(?=\n|\Z)"
)
_LETTERHEAD = re.compile(r"^ *([\u4e00-\u9fff（） ]{6,60}文 *件) *$", re.MULTILINE)
# A publication's name, or a title, stands by itself so far into the text.
_HEAD = 800
_PARTS = re.compile(r"[\n《》：:|｜/【】（）()]+| {2,}")
_LINE_TAIL = re.compile(r" (?<!  ) *+(?=\n)")
_IMAGE = r"!\[[^\]\n]{0,80}\]\([^)\n]{0,300}\)"
_LINE_MARK = r"#{2,6}(?![0-9A-Za-z#])|#(?= )|>|[-*+](?= )"
_DROPPED = re.compile(
    rf"(?:\A|(?<=\n))(?=[\s#>*+-])\s*+(?:(?:{_LINE_MARK})[ ]*+)?(?:\*\*+)?"
    rf"|(?<!\s)\s++\Z|(?<! ) ++(?=\n)|{_IMAGE}|\*\*+|__+(?=[\u4e00-\u9fff“《])|(?<=[\u4e00-\u9fff”》。：])__+"
)
# A newline alone opens none: it takes another one beside it, or the text's edge.
_FIRST = re.compile(r"[\s#>*+\-!_](?:(?<!\n)|(?<=\n\n)|(?=\s|\Z)|(?<=\A\n))")


def drop_furniture(text: str, tables: Tables) -> Iterator[Edit]:
    """Drop lines that hold only a page number or a rule.

    Examples
    --------
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> apply_edits("加强\\n— 3 —\\n领导", drop_furniture("加强\\n— 3 —\\n领导", None))[0]
    '加强\\n\\n领导'
    """
    found = [match.span() for match in _FURNITURE.finditer(text)]
    found += _beside_gaps(text)
    found += _repeated_letterheads(text)
    reached = 0
    for start, end in sorted(found):
        if start >= reached:
            yield Edit(start, end)
            reached = end


def _beside_gaps(text: str) -> Iterator[tuple[int, int]]:
    """Page numbers at a line's end, and heads of the pages behind the first: what they name stands at the text's head."""
    known: set[str] = set()
    for gap in _GAP.finditer(text):
        if number := _NUMBER_BESIDE.match(text, gap.start()):
            yield number.span()
        head = _RUNNING_HEAD.match(text, text.rfind("\n", 0, gap.start()) + 1)
        if head is None:
            continue
        known = known or set(filter(None, _names(text[: min(_HEAD, head.start())])))
        if _squeezed(head["name"] or head["beside"]) in known:
            yield head.span()


def _repeated_letterheads(text: str) -> Iterator[tuple[int, int]]:
    first = _LETTERHEAD.search(text, 0, _HEAD)
    for match in _LETTERHEAD.finditer(text, first.end()) if first else ():
        if first and match[1] == first[1]:
            yield match.span()


def _names(head: str) -> Iterator[str]:
    """The pieces of the head's lines, and lines taken together by two: a title may stand on two."""
    lines = [_squeezed(line) for line in head.split("\n") if line.strip()]
    yield from map(_squeezed, _PARTS.split(head))
    yield from (piece for line in head.split("\n") for piece in line.split(" ") if len(piece) > 3)
    yield from lines
    yield from (a + b for a, b in pairwise(lines))


def _squeezed(text: str) -> str:
    return text.replace(" ", "")


def trim_lines(text: str, tables: Tables) -> Iterator[Edit]:
    """Drop blanks at the end of lines; those at the start stay until lines are repaired, an indent being evidence."""
    for match in _LINE_TAIL.finditer(text):
        yield Edit(*match.span())


def drop_markup(text: str, tables: Tables) -> Iterator[Edit]:
    """Drop marks of Markdown, indents and blank lines.

    Examples
    --------
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> apply_edits("## 一、**要求**\\n\\n  正文", drop_markup("## 一、**要求**\\n\\n  正文", None))[0]
    '一、要求\\n正文'
    """
    for match in find_at(_DROPPED, places_of(_FIRST, text), text):
        if match.end() > match.start():
            yield Edit(*match.span())
