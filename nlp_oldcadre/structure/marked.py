"""Headings behind a bullet (■ 走访慰问), names before bulleted paragraphs (●坐诊。…), and headings of lists of names.

A guide for newcomers. The mark is no part of the heading. One bulleted line alone may be anything; several with the same
mark, each with a text of its own below, are the headings of a page of short items.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from nlp_oldcadre.model import Span
from nlp_oldcadre.structure.lines import Line

_MARK = re.compile(
    r"(?:[■●▶►◆▲▼○◎□☆★▪•◇※△▷➤➢❖✦·▍▌█❏❑✪☑✿♦◢]|【[一二三四五六七八九十]{1,2}】)+ *"
    r"|0[1-9](?=[\u4e00-\u9fff“《])|(?:PART|Part) ?0?\d *(?=[\u4e00-\u9fff“《])"
)
_LONGEST, _LONGEST_NAME = 40, 12
# ●坐诊。每周二…: what stands before the first mark is a name.
_NAME = re.compile(rf"[\u4e00-\u9fff“”、·]{{2,{_LONGEST_NAME}}}(?=[。：])")
_NO_NAME = re.compile("[了是在将有为]|[今去明]年|近日")
_BRACKETED = re.compile("【([\u4e00-\u9fff“”、]{2,10})】 ?(?=[^ ]{8})")
_NO_HEADING = re.compile(
    "按$|^编者|^导[语读]$|[报社网台]讯|[讯电]$|记者$|通讯员|打印|关闭|字[体号]|来源|摘要|关键词|作者|责编|编辑|以案说法"
)
# 先进集体（7个）, 表彰名单: over names.
_COUNTED = re.compile(r"[（(](?:共|计)? ?\d{1,4} ?[个名人位件篇部幅项支户家][）)]$")
_LIST = re.compile("(?:表彰|获奖|入选|推荐|通过|公示|成员|专家|先进(?:集体|个人)|评选(?:结果)?)名单$")
_ENCLOSED = re.compile(r"附[：:] *(?=[^\d（( ].{3,40}$)")
# Ranks above those of numbered families: a list, and its parts.
LISTED, COUNTED = 0.5, 0.6


def mark_of(text: str) -> int:
    """How many characters of a line are its bullet.

    Examples
    --------
    >>> mark_of("■ 走访慰问"), mark_of("【一】秋季开课"), mark_of("走访慰问")
    (2, 3, 0)
    """
    match = _MARK.match(text)
    return match.end() if match else 0


def _is_item(lines: Sequence[Line], line: Line) -> bool:
    """Whether a bulleted line is followed by a text of its own, or by a picture's caption and that text."""
    if not line.is_headline or len(line.text) > _LONGEST or line.index + 1 >= len(lines):
        return False
    below = lines[line.index + 1]
    return (below.is_prose or below.role in ("caption", "subtitle", "byline")) and not mark_of(below.text)


def bulleted(lines: Sequence[Line], free: Sequence[Line]) -> Iterator[tuple[Line, Span]]:
    """Lines of their own behind a bullet that others have as well."""
    found: defaultdict[str, list[tuple[Line, int]]] = defaultdict(list)
    for line in free:
        if (size := mark_of(line.text)) and size < len(line.text) and _is_item(lines, line):
            found[line.text[0]].append((line, size))
    for same in found.values():
        if len(same) > 1:
            yield from ((line, Span(line.start + size, line.end)) for line, size in same)


def named_items(free: Sequence[Line]) -> Iterator[tuple[Line, Span]]:
    """Names before the text of bulleted paragraphs, where all that follow each other have one."""
    for _, group in groupby(
        enumerate(free), key=lambda pair: (mark_of(pair[1].text) and pair[1].text[0], pair[1].index - pair[0])
    ):
        items = [line for _, line in group]
        named = [(line, _NAME.match(line.text, mark_of(line.text))) for line in items]
        if len(items) < 2 or not mark_of(items[0].text):
            continue
        names = [
            (line, match)
            for line, match in named
            if match and not _NO_NAME.search(match[0]) and match.end() + 8 < len(line.text)
        ]
        if len(names) == len(items):
            yield from ((line, Span(line.start + match.start(), line.start + match.end())) for line, match in names)


def bracketed(free: Sequence[Line]) -> Iterator[tuple[Line, Span]]:
    """【本月数字】 before the text of a paragraph; not what tells who writes or how the page is printed."""
    for line in free:
        match = _BRACKETED.match(line.text)
        if match and line.is_prose and not _NO_HEADING.search(match[1]):
            yield line, Span(line.start + match.start(1), line.start + match.end(1))


def list_heads(lines: Sequence[Line], free: Sequence[Line]) -> Iterator[tuple[Line, Span, float]]:
    """What stands over a list of names, set off by a blank line: 表彰名单, 先进集体（6个）, 附：活动较好的乡镇."""
    for line in free:
        if line.index + 1 >= len(lines) or not line.is_headline or line.gap < 2 or len(line.text) > _LONGEST:
            continue
        below = lines[line.index + 1]
        if below.role:
            continue
        if match := _ENCLOSED.match(line.text):
            yield line, Span(line.start + match.end(), line.end), LISTED
        elif _COUNTED.search(line.text) and below.gap < 2 and not below.is_prose:
            yield line, line.span, COUNTED
        elif _LIST.search(line.text):
            yield line, line.span, LISTED
