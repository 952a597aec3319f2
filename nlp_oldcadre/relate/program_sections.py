"""What the section under a programme's heading brings into being is part of that programme."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from nlp_oldcadre.model import Document, Mention, Section
from nlp_oldcadre.relate.program_text import Pairs, programs_in, value_of
from nlp_oldcadre.rules import ProgramRule

# Verbs that bring something into being or run it, straight before a name but for a count, a place or who it is for.
_BROUGHT = re.compile(
    "(?:开展|举办|组建|成立|建立|建成|建设|建好|建强|建起|开设|打造|推出|推进|推行|实施|设立|创办|创设|开办|办好|办起|深化|落实|实行|试行|探索|形成|构建|启动|发起|开发|开放|上线|"
    "新增|新设|新建|增设|加设|附设|共建|联建|合建|合办|联办|扩大|拓展|下设|用好|抓好|做[实强优大好精]|制作|编排|策划|培育|组成|选派|各?建|设)(?:了|好|起|出)?"
    "(?:[\\d一二三四五六七八九十两百千余]+[个家处支项场期堂所]|[\u4e00-\u9fff]{0,6})[“‘]?$"
)
# 学习推广某市“甲”, 配合省局实施甲, 支持某校续办“甲”: of another body.
_ANOTHERS = re.compile(
    "学习|借鉴|推广|参照|对标|对接|配合|支持|参加|参与|响应|按照|根据|贯彻|推荐|报送|承办|协助|迎接|获评|荣获|被评为|入选|评选"
)
_PLACED = re.compile("[ 　]*[▲●■◆★◇▶•△▼○◎※]?[ 　]*[\u4e00-\u9fff]{2,4}·")
_LONGEST_PLACE = 10
_HELD = re.compile("(?:下设|设有|旗下有?|包括|分设|推出|衍生出?|孵化出?)(?:了)?“?$")
_CLAUSE = re.compile("[，。；：！？\n]")
_REACH = 40
# 深化“甲”建设 做好全年工作; 关于开展“甲”征文的通知: not all that follows is of 甲.
_GENERAL = re.compile(
    "做好[^“”]{0,16}工作|工作要点|重点工作|年度工作|工作总结|工作安排|比赛|大赛|评选|征文|表彰|推荐|征集|展演|座谈|推广|综述"
)
_LED = re.compile(
    "(?:(?:深入|大力|全力|持续|全面|扎实|着力|统筹)?(?:实施|推进|打造|抓好|抓实|抓|建好|建强|办好|做[实强优大细亮好]|深化|深耕|擦亮|叫响|唱响|打响|培育|开展|启动|推行|用好))?[“‘]?"
)
_NOUN_BEHIND = re.compile("”?[\u4e00-\u9fff]{0,8}(?:$|[，。；：\n ])")
# What is named by the level that holds it (全省老干部艺术节)
_HELD_BY_OTHERS = frozenset({ProgramRule.NATIONAL, "shown", "contest", "great"})
_LEADS = frozenset({"brand", "project", "action"})


def in_sections(doc: Document, programs: list[Mention], names: Mapping[str, str]) -> Pairs:
    """``(part, whole)`` from headings that consist of a verb and a programme's name.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from nlp_oldcadre.model import ProgramValue, Span
    >>> text = "实施“晚晴”工程\\n新增“江风课堂”12个。学习推广某市“夜谈”做法。"
    >>> spans = [(3, 5, "project"), (12, 16, "platform"), (28, 30, "mechanism")]
    >>> found = [Mention("PROGRAM", a, b, ProgramValue(kind, text[a:b])) for a, b, kind in spans]
    >>> section = Section("numbered", "一", Span(0, 8), Span(9, len(text)), 2)
    >>> doc = replace(Document.from_text(text), sections=(section,))
    >>> list(in_sections(doc, found, {m.value.name: m.value.name for m in found}))
    [('江风课堂', '晚晴')]
    """
    yield from _under_places(doc.text, programs, names)
    # What one place calls a project is one, whatever its own last word (讲堂, 智库).
    leading = {names[value_of(m).name] for m in programs if value_of(m).kind in _LEADS}
    named = ((at, _leader(doc.text, section, programs)) for at, section in enumerate(doc.sections))
    leaders = {at: whole for at, whole in named if whole and names[value_of(whole).name] in leading}
    if not leaders:
        return
    starts = [section.heading.start for section in doc.sections]
    for mention in programs:
        at: int | None = bisect_left(starts, mention.start + 1) - 1
        while at is not None and at >= 0 and at not in leaders:
            at = doc.sections[at].parent
        if at is None or at < 0:
            continue
        section, whole = doc.sections[at], leaders[at]
        if section.body.start <= mention.start < section.body.end and _is_part(doc.text, mention, whole, names):
            yield names[value_of(mention).name], names[value_of(whole).name]


def _under_places(text: str, programs: list[Mention], names: Mapping[str, str]) -> Pairs:
    """▲宁波·海上银帆。…下设“江风讲堂”: the rest of the line is of the brand."""
    for mention in programs:
        line = text.rfind("\n", 0, mention.start) + 1
        if (
            value_of(mention).kind == "brand"
            and mention.start - line <= _LONGEST_PLACE
            and _PLACED.fullmatch(text, line, mention.start)
        ):
            end = text.find("\n", mention.end)
            for part in programs_in(programs, mention.end, end if end >= 0 else len(text)):
                if _HELD.search(text, max(0, part.start - 10), part.start) and _is_part(text, part, mention, names):
                    yield names[value_of(part).name], names[value_of(mention).name]


def _leader(text: str, section: Section, programs: list[Mention]) -> Mention | None:
    """The one programme of a heading that names little else."""
    if section.level < 2:
        return None
    heading = section.heading
    inside = programs_in(programs, heading.start, heading.end)
    if len(inside) != 1 or inside[0].rule == ProgramRule.NATIONAL:
        return None
    named = _LED.fullmatch(text, heading.start, inside[0].start) and _NOUN_BEHIND.match(text, inside[0].end, heading.end)
    return inside[0] if named and not _GENERAL.search(text, *heading) else None


def _is_part(text: str, mention: Mention, whole: Mention, names: Mapping[str, str]) -> bool:
    if mention.rule in _HELD_BY_OTHERS or names[value_of(mention).name] == names[value_of(whole).name]:
        return False
    floor = max(0, mention.start - _REACH)
    before = _CLAUSE.split(text[floor : mention.start])[-1]
    return _BROUGHT.search(before) is not None and _ANOTHERS.search(before) is None
