"""Titles that head a roll of those honoured, and medals named in marks wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.honor_plans import PROMISED
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span
from nlp_oldcadre.rules import HonorRule
from nlp_oldcadre.tables import Tables

_LONGEST_LINE = 60
_MARKER = r"(?:附件\d*[:： ]*|[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十\d]+）|\d+[、.．])? ?“?"
# What is proposed, or how many may be, was given to nobody yet.
_PROPOSED = re.compile("推荐|申报|候选|公示|评选|名额|条件|办法|方案|初审|[拟选]")
_MEDAL = re.compile("“[^“”\n]{2,16}”(?:荣誉|纪念|荣誉纪念)?(?:纪念章|奖章|勋章|荣誉章)")
_MEDAL_END = re.compile("章")
_MERIT = re.compile("(?:荣记|授记|给予记|予以记|记)(?:了|入)?((?:集体|个人)?(?:特|[一二三])等功|大功)(?!的)")
_MERIT_END = re.compile("功")
_LONGEST_MERIT = 10
# 受到兵团以上表彰, 获得市级以上奖励的老书记
_LEVEL_PRAISE = re.compile(
    "(?:受到|受过|得到|获得|获过|荣获|获|受)(?:了|过)?((?:全[国省市县区州]|国家|中央|[省市县区州兵部厅][团]?级?(?:部级|部)?|[\u4e00-\u9fff]{2,5}[省市县区州旗])"
    "(?:级|及以上|以上|级以上|级及以上)?(?:党委|政府|人民政府|组织部门|老干部部门)?(?:表彰|奖励|嘉奖|表彰奖励))(?!的?(?:决定|通报|大会|会议|名单|活动|资金))"
)
_PRAISE = re.compile("表彰|奖励|嘉奖")
_LOOK_BACK = 45
_LONGEST_MEDAL = 24


def roll_titles(scan: Scan) -> Iterator[tuple[Span, str]]:
    """先进集体（7个）, 全州关心下一代工作先进集体、先进个人名单: lines of a decision's annex.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "一、先进集体（2个）\\n东山小学\\n西山小学"
    >>> [text[a:b] for (a, b), _ in roll_titles(Scan(Document.from_text(text), load_tables()))]
    ['先进集体']
    """
    heads = [section.heading for section in scan.sections if section.level == 1][:1]
    if any(_PROPOSED.search(scan.text, *head) for head in heads):
        return
    line = _line_of(scan.tables)
    for paragraph in scan.paragraphs:
        start, end = paragraph.start, min(paragraph.end, paragraph.start + _LONGEST_LINE)
        piece = scan.text[start:end]
        # One of the two stands at the end of such a line.
        if "名单" not in piece and "）" not in piece:
            continue
        match = line.match(scan.text, start, end)
        if match and not _PROPOSED.search(match[0]):
            yield Span(*match.span(1)), HonorRule.ROLL
            if match[2]:
                yield Span(*match.span(2)), HonorRule.ROLL


def medals(scan: Scan) -> Iterator[tuple[Span, str]]:
    """颁发“光荣在党50年”纪念章: with the marks, whatever stands around it."""
    for match in find_near(_MEDAL, _MEDAL_END, scan.text, back=_LONGEST_MEDAL):
        yield Span(*match.span()), HonorRule.MEDAL


def merits(scan: Scan) -> Iterator[tuple[Span, str]]:
    """荣记集体三等功, 给予张某记二等功一次."""
    for match in find_near(_MERIT, _MERIT_END, scan.text, back=_LONGEST_MERIT):
        yield Span(*match.span(1)), "merit"


def praised_by_level(scan: Scan) -> Iterator[tuple[Span, str]]:
    """受到市级以上表彰: praise of which only the level is told."""
    for match in find_near(_LEVEL_PRAISE, _PRAISE, scan.text, back=24):
        before = scan.text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not PROMISED.search(before) and not before.endswith(("对", "凡", "对于", "凡是")):
            yield Span(*match.span(1)), "commended-by"


def _line_of(tables: Tables) -> re.Pattern[str]:
    def make() -> re.Pattern[str]:
        record = tables.record("honors")
        titles = "|".join(sorted(set(record["titles"]) - set(record["plain"]), key=len, reverse=True))
        title = f"([^，。；：、“”（）\\s]{{0,24}}?(?:{titles}))”?"
        return re.compile(
            f"{_MARKER}{title}(?:(?:、|和|与|及)“?{title})?(?:(?:表彰|获奖)?名单|（[^（）\\n]{{0,6}}\\d+[个名人家位支篇][^（）\\n]{{0,14}}）)"
        )

    pattern: re.Pattern[str] = tables.keep("honor_rolls.line", make)
    return pattern
