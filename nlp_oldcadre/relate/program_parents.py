"""What a programme is part of, as the document says it: collective names, means, brands, headings."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from nlp_oldcadre.known_programs import kind_nouns
from nlp_oldcadre.model import Document, Mention, Section, Span
from nlp_oldcadre.relate.program_belonging import STATIONS, belonging, of_brands
from nlp_oldcadre.relate.program_collectives import in_brackets, of_collectives
from nlp_oldcadre.relate.program_discourse import continued
from nlp_oldcadre.relate.program_frames import framed
from nlp_oldcadre.relate.program_sections import in_sections
from nlp_oldcadre.relate.program_tails import by_tail
from nlp_oldcadre.relate.program_text import Pairs, ProgramText, is_elsewhere, programs_in, value_of
from nlp_oldcadre.relate.program_topics import under_titles
from nlp_oldcadre.rules import ProgramRule
from nlp_oldcadre.tables import Tables

# No sentence that names parts runs longer.
_REACH = 400
# 以“甲”为平台组建“乙”; “甲”依托“乙”
_BY_MEANS = re.compile(r"(?:以|依托|借助|利用)“?$")
_SUBORDINATES = re.compile(
    "”?[\u4e00-\u9fff]{0,6}，?(?:下设|包括|包含|分为|设有|涵盖|细分为)[^，。；：“”]{0,12}(?:[：，]|(?=“))"
)
_REFERENCE = re.compile(
    "(?:依托|围绕|借助|通过|以|在)(?:这一|该|此|这个)(平台|品牌|活动|载体|项目|行动|工程)[^，。；“”]{0,8}(?:开展|举办|推出|组织|打造|建立|组建|实施)“?$|"
    "(?:^|[，。；\n])[^，。；“”\n]{0,4}(工作室|驿站|服务队|宣讲团|顾问团|联盟|讲堂|诊所|门诊|书屋|课堂|小院|食堂|基地|智库|调解室|合作社)(?:将|已|还|先后|陆续|每[月周季年]度?)*(?:推出|开展|举办|开设|组织|打造|组建|成立|设立|附设|增设|自办|下设)了?“?$"
)
_BRANDING = re.compile("(?:打造|创建|擦亮|叫响|打响|唱响|培育|深化|依托|围绕|以)(?:了|好)?“?$")
_MAKING = re.compile(
    "(?:组建|成立|开设|设立|建立|推出|下设|开办|创办|建成|建起|办起|搭起|打造|一手抓|建好|办好|抓好|做强)(?:了|起)?“?$"
)
_UNDERTAKING = re.compile("(?:实施|推进|启动|深化|落实|推出)(?:了|好)?“$")
_UNDERTAKEN = re.compile("”(?:[\u4e00-\u9fff]{0,6})(?:工程|行动|计划|项目)(?:以来)?，")
# 实施“甲”行动，统筹推进乙、丙、丁三个专项; 推出“甲”行动，开展“乙”…、“丙”…等系列活动
_FURTHERED = re.compile("(?:推进|打造|推出|培育|建设|实施|开展|抓好|落实|举办|组织)(?:了|好)?“?$")
_IN_SERIES = re.compile("[^，。；\n]{0,80}等(?:[一-龥]{0,4}系列|特色|主题)*(?:活动|项目|行动|举措)")
_JOINTS = frozenset({"”“", "”、“", "”和“", "”及“", "”与“", "、", "和"})
# 甲镇“…”、乙镇“…”
_LISTED = re.compile("[、和]?|[、和][\u4e00-\u9fff]{1,8}(?:[省市县区州旗镇乡村局院校]|街道|社区)的?")
_BY_TEAM = re.compile(
    "”?(?:还|先后|每[周月季年]度?|定期)?(?:推行|创设|开设|推出|探索|总结|开办|自编|举办|组织|创办|设立)(?:了|出)?“"
)
_METHOD = re.compile("(?:推行|探索|实行|创新|形成|建立|运用|采用|总结)(?:了|出)?“?$")
_SEASON = re.compile(
    "(.{2,12}?)(?:品牌|工程|行动|项目|计划)?(?:提升|深化|建设|攻坚|落实|推进|创新|提质|推广|巩固|拓展)[年季月]"
)
_LET = re.compile("让[^，。\n]*[“‘]?$")
_GENERAL = re.compile("做好[^“”]{0,16}工作|工作要点|重点工作|年度工作|工作总结|工作安排")
# 打造“甲”品牌 as a heading: what its section brings into being is part of 甲.
_BRAND_BUILT = re.compile(
    "(?:打造|擦亮|叫响|做优|做强|做亮|做实|做大|深化|培育|打响|唱响|抓|抓好|抓实|建强|实施|深耕)[^，。“]{0,4}“"
)
_BROUGHT = re.compile(
    "(?:开展|举办|组建|成立|建立|开设|打造|推出|实施|设立|创办|开办|建成|推行|办好|深化|做[强优实大]|用好|抓好|建好|建强|实行|落实|形成|试行|探索)了?“?$"
)
_OPENED = re.compile("(?:开展|举办|组织|开设|建立|推出|推行|实施|落实|打造|设立|成立|组建|创办|开办|建成|命名的)了?“?$")


def parents_of(
    doc: Document, programs: list[Mention], slogans: list[Mention], names: dict[str, str], tables: Tables
) -> dict[str, str]:
    """Name → the name of what it is part of."""
    out: dict[str, str] = {}
    # An earlier rule goes first: the name of a whole that it gives is kept.
    pairs = itertools.chain(
        of_collectives(doc, programs, slogans, names),
        in_brackets(doc.text, programs, names),
        belonging(doc.text, programs, names),
        _of_subordinates(doc, programs, names),
        _of_means(doc, programs, names),
        _of_headings(doc, programs, names),
        of_brands(programs, names),
        _of_references(doc, programs, names, kind_nouns(tables)),
        _within_brands(doc, programs, names),
        in_sections(doc, programs, names),
        _of_frames(doc, programs, names, tables),
    )
    known = set(names.values())
    for child, parent in pairs:
        # “江城红枫品牌提升年” is a year of the brand: what it holds is the brand's.
        whole = _of_season(parent, known)
        if whole and whole != child:
            out.setdefault(parent, whole)
            parent = whole
        if child != parent and out.get(parent) != child:
            out.setdefault(child, parent)
    for name in known:
        if whole := _of_season(name, known):
            out.setdefault(name, whole)
    return out


def _of_season(name: str, known: set[str]) -> str | None:
    """The brand of which the name is a year or month."""
    match = _SEASON.fullmatch(name)
    return match[1] if match and match[1] in known else None


def _of_means(doc: Document, programs: list[Mention], names: dict[str, str]) -> Pairs:
    """以“甲”为平台，组建“乙”志愿服务队; “甲”依托“乙、丙课堂”…: part of 甲."""
    for first, second in itertools.pairwise(programs):
        between = doc.text[first.end : second.start]
        # 巡湖队推行“三问”劝导法
        if value_of(first).kind == "team" and _BY_TEAM.fullmatch(between):
            yield names[value_of(second).name], names[value_of(first).name]
            continue
        # 组织江畔讲坛“百名讲师进百村”巡讲
        if between == "“" and first.rule != ProgramRule.NATIONAL:
            yield names[value_of(second).name], names[value_of(first).name]
            continue
        if len(between) > 24 or any(c in between for c in "。；\n"):
            continue
        led = _BY_MEANS.search(doc.text[max(0, first.start - 4) : first.start])
        if (
            led
            and re.match(
                r"”?[\u4e00-\u9fff]{0,6}为(?:主要|重要|总|有力)?(?:平台|依托|载体|阵地|抓手|支点|支撑|总?品牌|统领|引领|牵引|旗帜|龙头)(?!.*(?:以|依托)“?$)",
                between,
            )
        ) or re.fullmatch(r"”?(?:依托|下设|包括|分为|涵盖|由)“?", between):
            parent = names[value_of(first).name]
            yield from ((child, parent) for child in _list_from(doc, second, programs, names))


def _of_subordinates(doc: Document, programs: list[Mention], names: dict[str, str]) -> Pairs:
    """“甲”下设三个专项行动：“乙”…；“丙”…: the rest of the sentence names the parts."""
    for mention in programs:
        led = _SUBORDINATES.match(doc.text, mention.end)
        if not led:
            continue
        reach = led.end() + _REACH
        end = min((at for c in "。\n" if (at := doc.text.find(c, led.end(), reach)) >= 0), default=reach)
        for part in programs_in(programs, led.end(), end):
            yield names[value_of(part).name], names[value_of(mention).name]


def _of_references(doc: Document, programs: list[Mention], names: dict[str, str], nouns: dict[str, str]) -> Pairs:
    """依托这一平台开展“乙”; 工作室将推出“乙”: the head noun alone stands for the programme named before."""
    for index, mention in enumerate(programs):
        if doc.text.startswith(("”、“", "”“"), mention.start - 3):
            continue
        lead = _REFERENCE.search(doc.text[max(0, mention.start - 36) : mention.start])
        if not lead:
            continue
        word = lead[1] or lead[2]
        for earlier in reversed(programs[:index]):
            value = value_of(earlier)
            if value.name.endswith(word) or (lead[1] and value.kind == nouns.get(word)):
                yield names[value_of(mention).name], names[value.name]
                break


def _within_brands(doc: Document, programs: list[Mention], names: dict[str, str]) -> Pairs:
    """打造“甲”品牌，组建“乙”、开设“丙”: what one sentence makes under its one brand."""
    brand: Mention | None = None
    last = -1
    called = {names[value_of(m).name] for m in programs if value_of(m).kind == "brand" and m.rule == ProgramRule.HEAD}
    for mention in programs:
        if brand and (mention.start - brand.end > _REACH or any(c in doc.text[brand.end : mention.start] for c in "。\n")):
            brand = None
        if brand and is_elsewhere(doc.text, brand, mention):
            brand = None
        before = doc.text[max(0, mention.start - 10) : mention.start]
        if (
            _BRANDING.search(before) and (_holds(doc.text, mention) or names[value_of(mention).name] in called)
        ) or _is_undertaken(doc.text, before, mention):
            brand = mention
        elif brand and (
            _MAKING.search(before)
            or (_METHOD.search(before) and value_of(mention).kind == "mechanism")
            or (_FURTHERED.search(before) and (mention.rule == ProgramRule.MEMBER or _IN_SERIES.match(doc.text, mention.end)))
            or (last > brand.end and doc.text[last : mention.start] in _JOINTS)
        ):
            last = mention.end
            yield names[value_of(mention).name], names[value_of(brand).name]


def _is_undertaken(text: str, before: str, mention: Mention) -> bool:
    """实施“甲”工程，…: what is made in the rest of the sentence is made for it."""
    return _UNDERTAKING.search(before) is not None and _UNDERTAKEN.match(text, mention.end) is not None


def _holds(text: str, mention: Mention) -> bool:
    """Whether the mention is called a brand, or is a place that a body builds for others to be held in."""
    value = value_of(mention)
    called = re.match("”?[\u4e00-\u9fff]{0,8}品牌(?!等|“)", text[mention.end : mention.end + 14]) is not None
    return called or (value.kind == "platform" and value.name[-2:] in STATIONS)


def _list_from(doc: Document, first: Mention, programs: list[Mention], names: dict[str, str]) -> Iterator[str]:
    """The programme and those that follow it in the same list."""
    end = first.start
    for at in range(bisect_left(programs, first.start, key=attrgetter("start")), len(programs)):
        mention = programs[at]
        if mention is not first and not _LISTED.fullmatch(doc.text[end : mention.start].strip("“”")):
            return
        yield names[value_of(mention).name]
        end = mention.end


def _of_frames(doc: Document, programs: list[Mention], names: dict[str, str], tables: Tables) -> Pairs:
    """What sentences put under another programme."""
    mapped = ProgramText(doc.text, programs)
    yield from framed(mapped, [m.start for m in doc.mentions if m.type == "REGION"], names, tables)
    yield from under_titles(doc, programs, names)
    yield from continued(mapped, names, tables)
    yield from by_tail(doc.text, programs, names, tables)


def _of_headings(doc: Document, programs: list[Mention], names: dict[str, str]) -> Pairs:
    """Programmes in sibling headings are parts of the document's own; what they open is part of them."""
    groups: dict[tuple[int | None, int], list[tuple[Section, Mention]]] = {}
    for section in doc.sections:
        inside = programs_in(programs, section.heading.start, section.heading.end)
        if section.level > 1 and len(inside) == 1 and _is_named_heading(doc.text, section.heading, inside[0]):
            groups.setdefault((section.parent, section.level), []).append((section, inside[0]))
    for (parent, level), group in groups.items():
        siblings = sum(s.parent == parent and s.level == level for s in doc.sections)
        for section, mention in group:
            name = names[value_of(mention).name]
            titled = _title_program(doc, section, programs, names)
            if titled and titled != name and siblings >= 2:
                yield name, titled
            if value_of(mention).kind == "brand" and _BRAND_BUILT.match(doc.text, section.heading.start):
                made = programs_in(programs, section.body.start, section.body.end)
                yield from (
                    (names[value_of(m).name], name) for m in made if _BROUGHT.search(doc.text[max(0, m.start - 8) : m.start])
                )
            coined_place = value_of(mention).kind == "platform" and mention.rule == ProgramRule.COINED
            if len(group) < 2 or value_of(mention).kind == "team" or coined_place:
                continue
            yield from ((child, name) for child in _opened_in(doc, section.body, programs, names))


def _is_named_heading(text: str, heading: Span, mention: Mention) -> bool:
    """打造“枫桥先锋”: a verb and the name make up the whole heading."""
    # … or its first clause: 抓“枫桥先锋”，建强堡垒
    return mention.start - heading.start <= 8 and (heading.end - mention.end <= 6 or text.startswith("”，", mention.end))


def _title_program(doc: Document, section: Section, programs: list[Mention], names: dict[str, str]) -> str | None:
    """The programme that a heading above the section names."""
    while section.parent is not None:
        section = doc.sections[section.parent]
        inside = programs_in(programs, section.heading.start, section.heading.end)
        if inside:
            # 深化“甲”品牌建设 做好全年工作: not all that follows is of 甲.
            title = doc.text[section.heading.start : section.heading.end]
            # 让“甲”开满山野: not all that follows is of 甲 either.
            let = _LET.fullmatch(doc.text, section.heading.start, inside[0].start)
            return None if let or _GENERAL.search(title) else names[value_of(inside[0]).name]
    return None


def _opened_in(doc: Document, body: Span, programs: list[Mention], names: dict[str, str]) -> Iterator[str]:
    """Quoted campaigns that the section below a programme's heading opens: 开展“…”主题活动."""
    listed = -1
    for mention in programs_in(programs, body.start, body.end):
        opened = _OPENED.search(doc.text[max(0, mention.start - 6) : mention.start])
        beside = listed == mention.start - 1 and doc.text[listed] == "、"
        if (opened and (opened[0].endswith("“") or mention.rule == ProgramRule.MEMBER)) or beside:
            listed = mention.end
            yield names[value_of(mention).name]
