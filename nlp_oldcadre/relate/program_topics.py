"""Programmes that stand under a title about another: a circular on one platform, an article headed by a brand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from nlp_oldcadre.model import Document, Mention, ProgramValue, Section
from nlp_oldcadre.rules import ProgramRule

# 关于推进“甲”建设的通知, 甲管理办法: the whole text says how to run 甲.
_ORDERED = re.compile("(?:建设|管理|创建|打造|实施|推进|开展|深化|规范|方案|办法|细则|规划)")
_ISSUED = re.compile("(?:通知|意见|方案|办法|细则|规划|规定|指引|要点)[》）]*$")
_GENERAL = re.compile("做好[^“”]{0,16}工作|工作要点|重点工作|年度工作")
_COUNTED = re.compile("(?:实施|开展|推进|抓好)[^。；\n]{0,6}[项大个][^。；\n，：]{0,8}(?:，?即|：|，?包括)[^。；\n]*$")
_CONTEST = re.compile("比赛|大赛|评选|征文|表彰|推荐|征集|展演|座谈")
# 某区推行“甲”的做法: what the article says is made is made for 甲.
_PRACTISED = re.compile(
    "(?:推行|实施|打造|探索|开展|推进|创新|建设|创建)“[^“”]{2,16}”[^，。“”\n]{0,8}(?:做法|经验|探索|实践|纪实|启示|调查)"
)
# What an imperative clause brings into being.
_MADE = re.compile(
    "(?:开展|实施|推行|开发|新设|增设|开办|开设|举办|打造|组建|建立|成立|推出|设立|创建|建好|办好|搭建|探索|落实)(?:好|实施)?[\u4e00-\u9fff]{0,4}[“‘]?$"
)
_IMPERATIVE = re.compile(
    "(?:要|应|可|统一|分级|定期|每[年月周季]度?|广泛|积极|持续|深入|全面|大力|着力|逐步|依托[\u4e00-\u9fff]{2,6})*$"
)
# 某局：打造“甲”服务品牌: a headline by which a body builds the brand; what its first paragraph brings into being is of it.
_BUILDS = re.compile("(?:打造|创建|擦亮|叫响|打响|唱响|培育|塑造|做优|做强)[^，。“]{0,4}“$")
_BRAND_AFTER = re.compile("”[一-鿿]{0,6}品牌")
_HELD = re.compile("”?[\u4e00-\u9fff]{0,14}(?:在[^，。“”]{2,24})?(?:举行|举办|开幕|上演|启动|精彩亮相)")


def under_titles(doc: Document, programs: list[Mention], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """``(part, whole)`` from titles: of circulars, and of news articles that a brand leads.

    Examples
    --------
    >>> from nlp_oldcadre.model import Metadata, Span
    >>> text = "关于加强“晚晴客厅”建设的通知\\n开设“江风夜谈”，请老同志主讲。"
    >>> found = [Mention("PROGRAM", a, b, ProgramValue("platform", text[a:b])) for a, b in ((5, 9), (19, 23))]
    >>> title = Section("article", "", Span(0, 15), Span(16, len(text)), 1)
    >>> doc = Document.from_text(text)
    >>> from dataclasses import replace
    >>> doc = replace(doc, metadata=Metadata(genre="circular"), sections=(title,))
    >>> list(under_titles(doc, found, {m.value.name: m.value.name for m in found}))
    [('江风夜谈', '晚晴客厅')]
    """
    orgs = [m.start for m in doc.mentions if m.type == "ORG"]
    for section in doc.sections:
        if section.level != 1:
            continue
        told = _subtitle_end(doc.text, section)
        titled = _between(programs, section.heading.start, told)
        if len({_name(m, names) for m in titled}) != 1:
            continue
        whole = titled[0]
        body = _between(programs, section.body.start, section.body.end)
        if _is_order(doc, section):
            parts = _ordered(doc, section, orgs, body)
        elif _PRACTISED.search(doc.text, section.heading.start, told):
            parts = (
                m for m in body if m.rule != ProgramRule.NATIONAL and _MADE.search(doc.text, max(0, m.start - 10), m.start)
            )
        else:
            parts = _headed(doc, section, whole, body)
        yield from ((_name(part, names), _name(whole, names)) for part in parts)


def _subtitle_end(text: str, section: Section) -> int:
    """The end of the heading with the subtitle on the line below it."""
    if not text.startswith("\n——", section.heading.end):
        return section.heading.end
    line = text.find("\n", section.heading.end + 1)
    return line if line >= 0 else len(text)


def _is_order(doc: Document, section: Section) -> bool:
    heading = doc.text[section.heading.start : section.heading.end]
    ordered = _ISSUED.search(heading.rstrip()) is not None and _ORDERED.search(heading) is not None
    return doc.metadata.genre == "circular" and ordered and not _CONTEST.search(heading) and not _GENERAL.search(heading)


def _ordered(doc: Document, section: Section, orgs: list[int], body: list[Mention]) -> Iterator[Mention]:
    """What the circular's imperative clauses open."""
    for mention in body:
        floor = max(section.body.start, mention.start - 60)
        clause = re.split("[，。；：！？\n、]", doc.text[floor : mention.start])[-1]
        made = _MADE.search(clause)
        # 实施四项计划，即甲、乙、丙、丁
        counted = mention.rule == ProgramRule.MEMBER and _COUNTED.search(doc.text, floor, mention.start)
        if counted and _IMPERATIVE.fullmatch(doc.text, doc.text.rfind("\n", 0, counted.start()) + 1, counted.start()):
            yield mention
        elif mention.rule != ProgramRule.NATIONAL and made and _IMPERATIVE.fullmatch(clause, 0, made.start()):
            sentence = max(doc.text.rfind(c, floor, mention.start) for c in "。；\n：") + 1
            # An organisation in the sentence before may be the one that acts.
            if bisect_left(orgs, sentence) == bisect_left(orgs, mention.start):
                yield mention


def _headed(doc: Document, section: Section, whole: Mention, body: list[Mention]) -> Iterator[Mention]:
    """“甲”展风采：…: the event that the article's first sentence reports."""
    if _BUILDS.search(doc.text, section.heading.start, whole.start) and _BRAND_AFTER.match(doc.text, whole.end):
        line = doc.text.find("\n", section.body.start + 1)
        end = line if line >= 0 else section.body.end
        yield from (m for m in body if m.start < end and _MADE.search(doc.text, max(0, m.start - 10), m.start))
        return
    leads = doc.text[section.heading.start : whole.start].strip("“‘ ") == ""
    kind = whole.value.kind if isinstance(whole.value, ProgramValue) else ""
    if not leads or kind not in ("brand", "platform") or not body:
        return
    first = body[0]
    stop = doc.text.find("。", section.body.start)
    event = isinstance(first.value, ProgramValue) and first.value.kind in ("event", "campaign")
    if event and first.start < stop and _HELD.match(doc.text, first.end):
        yield first


def _between(programs: list[Mention], start: int, end: int) -> list[Mention]:
    return programs[bisect_left(programs, start, key=_start) : bisect_left(programs, end, key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def _name(mention: Mention, names: Mapping[str, str]) -> str:
    assert isinstance(mention.value, ProgramValue)
    return names[mention.value.name]
