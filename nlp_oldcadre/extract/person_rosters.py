"""Rosters: the lines of names below a heading of those awarded or enrolled; names that stand apart at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.person_names import HAN, PersonNames
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span

_BLANK = "[ \u3000\t]"
# 李 莲, 才让东智: what may be a name in a cell of its own; 1. may stand before it, others joined to it, and a remark (女).
_NAME = f"(?:[{HAN}]{_BLANK}{{1,3}}[{HAN}]|[{HAN}]{{2,5}})"
_CELL = re.compile(
    f"{_BLANK}*(?:\\d{{1,3}}[.．、]{_BLANK}*)?(?P<names>{_NAME}(?:、{_NAME})*)"
    f"(?:{_BLANK}{{0,2}}[（(][^（）()\n]{{1,24}}[）)]|(?={_BLANK}|\n|$))"
)
_ONE = re.compile(_NAME)
# 先进个人（12名）, 离退休干部先进个人名单, 获奖人员：
_HEADING = re.compile(
    "(?:(?:老师|教师|代表|队员|成员|讲师|宣讲员|专家|顾问|骨干|选手|人选|同学|战士|老兵|教员|导师|会员|模范|职工|楷模|能手)(?=[（(]\\d)|"
    "个人|人员|同志|名单|标兵|之星|好人|工作者|志愿者|党员|老人|老干部|学员|获得者|辅导员|书记|五老|奖)[”》]?"
    "(?:名单)?(?:[（(][^（）()\n]{1,20}[）)])?[：:]?[ \u3000]*$"
)
_LONGEST_HEADING = 40
# 先进个人（8名）  甲某某  乙某某: the names on the heading's own line.
_OPENED = re.compile("[^，。；：、（(\n]{2,30}[（(][0-9]{1,3}[名人位][）)][：:]?[ \u3000]*(?=[一-鿿])")
# A roster has as many lines as this below its heading at most, and as many names as this at least.
_MOST_LINES = 200
_FEWEST = 2
# 某局局长  陈 某: a post, a gap or a colon, and a name that closes the line or its column.
_CLOSING = re.compile(f"(?:{_BLANK}{{1,4}}|[：:]{_BLANK}*)({_NAME})(?=[ \u3000]*(?:\n|$)|{_BLANK}+[{HAN}]{{2,6}}[：:])")
_GAP = re.compile("[ \u3000：:]")


def roster_names(scan: Scan, names: PersonNames) -> Iterator[Span]:
    """The names of all rosters, and those behind a post at a line's end."""
    yield from _behind_posts(scan.text, names)
    below = -1  # how many lines below a heading; none so far
    held: list[Span] = []
    sure = 0
    for line in scan.paragraphs:
        found = list(_names_of(scan, line, names)) if 0 <= below < _MOST_LINES else []
        if found:
            below += 1
            held += (span for span, _ in found)
            sure += sum(is_sure for _, is_sure in found)
            continue
        if sure >= _FEWEST:
            yield from held
        held, sure = [], 0
        if opened := _OPENED.match(scan.text, line.start, line.end):
            if sure >= _FEWEST:
                yield from held
            beside = list(_names_of(scan, Span(opened.end(), line.end), names))
            held, sure = [span for span, _ in beside], sum(is_sure for _, is_sure in beside)
            below = 0
            continue
        is_heading = line.end - line.start <= _LONGEST_HEADING and _HEADING.search(scan.text, line.start, line.end)
        below = 0 if is_heading else -1
    if sure >= _FEWEST:
        yield from held


def _names_of(scan: Scan, line: Span, names: PersonNames) -> Iterator[tuple[Span, bool]]:
    """The names of one line of a roster, and whether each is sure to be one; none where the first cell holds none."""
    at = line.start
    while (cell := _CELL.match(scan.text, at, line.end)) is not None:
        found = list(_ONE.finditer(scan.text, *cell.span("names")))
        known = [names.may_be_name(one.group()) for one in found]
        if not all(known) and (at == line.start or any(_is_other_word(scan, one) for one in found)):
            return
        for one, is_known in zip(found, known, strict=True):
            yield Span(*one.span()), is_known
        at = cell.end()


def _is_other_word(scan: Scan, name: re.Match[str]) -> bool:
    """Whether the cell is too long for a name, or a word of the dictionary that is none."""
    word, tag = scan.word_from(name.start())
    return len(name.group()) > 3 or (word == name.group() and not tag.startswith("nr"))


def _behind_posts(text: str, names: PersonNames) -> Iterator[Span]:
    for match in find_near(_CLOSING, _GAP, text):
        if names.has_title_before(text, match.start()) and names.may_be_name(match[1]):
            yield Span(*match.span(1))
