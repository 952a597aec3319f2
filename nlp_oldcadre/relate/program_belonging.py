"""Parts that a sentence says to belong to a whole named behind them: “甲”宣讲队、“乙”书屋都是“丙”的子品牌; “甲”办“乙”."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.program_text import REACH, Pairs, value_of
from nlp_oldcadre.rules import ProgramRule

_BELONG = re.compile("(?:都|均|皆|同|也|分别|共同)(?:是|为|属于?|隶属于?|归属于?|列入|纳入|构成|组成)了?“?$")
_PARTS = re.compile(
    "”?(?:品牌|行动|工程|项目|计划|矩阵|体系)?(?:的|旗下的?|下设的?|框架下的?|体系[中内下]的?|系列)[^，。；]{0,8}?"
    "(?:子品牌|子项目|分品牌|品牌|分支|组成部分|部分|一支|一员|成员|项目|载体|板块|抓手|阵地|平台|延伸)"
)
_RUN = re.compile(
    "”(?:[办组建送开设推做搞创育讲唱演编立抓用]|(?:开[设办展]|组建|建[起成立]|办起|设立|推出|举办|打造|编成|成立|开起|搭起)了?)“"
)
# Places that a body builds and then runs by a method of their own.
STATIONS = ("驿站", "小站", "空间", "之家", "客厅", "小院", "庭院", "阵地", "中心")
_OF_STEM = (*STATIONS, "课堂", "讲堂", "学堂", "讲坛", "夜校", "书屋", "故事会", "故事汇")
_LEADING = frozenset({"brand", "project", "campaign", "action"})


def belonging(text: str, programs: list[Mention], names: Mapping[str, str]) -> Pairs:
    """``(part, whole)``.

    Examples
    --------
    >>> from nlp_oldcadre.model import ProgramValue
    >>> text = "“渔火”宣讲队、“石榴书屋”，都是“海城银辉”的子品牌。"
    >>> spans = ((1, 3), (9, 13), (18, 22))
    >>> found = [Mention("PROGRAM", a, b, ProgramValue("brand", text[a:b])) for a, b in spans]
    >>> list(belonging(text, found, {m.value.name: m.value.name for m in found}))
    [('渔火', '海城银辉'), ('石榴书屋', '海城银辉')]
    """
    for index, whole in enumerate(programs):
        if _PARTS.match(text, whole.end) and _BELONG.search(text, max(0, whole.start - 9), whole.start):
            start = max(text.rfind(mark, max(0, whole.start - REACH), whole.start) for mark in "。；！？\n")
            for part in programs[:index]:
                if part.start > start:
                    yield names[value_of(part).name], names[value_of(whole).name]
    # “山茶枝”办“火塘夜话”，“青竹枝”组“剪纸”小组
    for first, second in itertools.pairwise(programs):
        if first.rule == ProgramRule.MEMBER and _RUN.fullmatch(text, first.end, second.start):
            yield names[value_of(second).name], names[value_of(first).name]


def of_brands(programs: list[Mention], names: Mapping[str, str]) -> Pairs:
    """甲志愿服务队, 甲驿站: parts of the brand 甲 that the document names too."""
    found = [(value_of(m), m) for m in programs]
    brands = {names[value.name] for value, m in found if value.kind == "brand" and _may_lead(m)}
    # A team may be of what is no brand; a place that only shares its words need not.
    leading = {names[value.name] for value, m in found if value.kind in _LEADING and _may_lead(m)}
    led = (names[value.name] for value, _ in found if value.kind == "team" or "·" in value.name)
    placed = (names[value.name] for value, _ in found if value.name.endswith(_OF_STEM))
    for wholes, parts in ((leading, led), (brands, placed)):
        for name in dict.fromkeys(parts):
            starts = (name[:size] for size in range(len(name) - 1, 1, -1))
            yield from ((name, whole) for whole in starts if whole in wholes)


def _may_lead(brand: Mention) -> bool:
    """A name of two characters must be called a brand."""
    return len(value_of(brand).name) >= 3 or brand.rule == ProgramRule.HEAD
