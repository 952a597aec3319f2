"""Who runs a programme, where the text names them: before it, after it, or in the next sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import Mention, Span
from nlp_oldcadre.relate.mention_index import Indexed, org_name
from nlp_oldcadre.relate.owner_frames import hosted_by, hosts, ordered_by, relative_owners
from nlp_oldcadre.relate.reading import Reading
from nlp_oldcadre.relate.subjects import subjects
from nlp_oldcadre.tables import Tables

Owner = tuple[int, str]

# 中组部“离退休干部工作”公众号: an organisation straight before the name owns it.
_STRAIGHT_BEFORE = re.compile(r"^的?[“‘《]?$")
# “…”是市委老干部局打造的品牌, “…”由市委老干部局主办.
_DEFINED_AFTER = re.compile(
    r"^”?(?:[^，。；“”]{0,8}(是|系|为|由|，由|，是)|[^，。；“”]{2,20}，(?:[^，。；“”]{2,16}，)?(?:是|系|由))$"
)
# 省委老干部局部署的这一行动: the programme that was named last, with a noun that fits it.
_POINTED_AT = re.compile(
    r"^[^，。；“”]{2,8}的(?:这一|这个|该|此)[^，。；“”]{0,6}?(?:行动|活动|品牌|项目|工程|计划|平台|机制|模式|做法|课堂|讲堂)"
)
# 该品牌由…统筹: the programme that was named last.
_POINTS_BACK = re.compile(r"^(该|这一|这个|此|上述)[^，。；“”]{1,6}?(是|系|为|由)$")
_QUOTED = re.compile(r"“[^“”]*”")
# 该局“甲”和“乙”机制
_THAT_BODY = re.compile(
    "(?:该|这个)([局会校厅委院办部处所]|中心|街道|社区|公司|集团|协会|学会)的?(?:[“‘][^“”‘’]{2,20}[”’][、和与及])*[“‘]?$"
)
_SHORT_SUBJECT = re.compile(
    "(?:这[个支]?[^，。；“”]{0,14}的|该|此)?(支部|党支部|党总支|协会|老科协|学会|研究会|社区|街道|老年大学|学校|学院|医院|宣讲团|工作室|服务队|总队|分队|局|关工委)"
    "(?:还|先后|已|也|又|将|[12]\\d{3}年(?:\\d{1,2}月)?|[今去前]年|\\d{1,2}月|每[年月周季]度?|积极|主动|陆续|创新|(?:组织|带领|依托|联合|动员)[^，。；“”]{0,16})*"
)
_BELOW = 24
_MADE_IT = re.compile(
    "(?:于)?[^，。；“”]{0,12}?(?:首创|创建|打造|推出|创立|创办|发起|组建|设立|启动|培育|命名)(?:了|以来)?[，。；]"
)
_COUNTS = "两三四五六七八"
_SO_MANY = re.compile(f"([{_COUNTS}])(?:家|个)?(?:单位|部门|方|家)(?!的)")
_BESIDE = re.compile("[、，和与及同]|以及|联合|会同|携手|，?(?:会同|联合)")
_ADVERBS = re.compile("(?:还|先后|已|也|又|将|积极|主动|陆续|创新|精心|随即|顺势|并|接着)*")
_OPENING_SUBJECT = re.compile(
    "[\n 　]*(?:(?:这[个支]?|该|此)[^，。；“”]{0,6})?"
    "(支部|党支部|党总支|协会|老科协|学会|研究会|社区|街道|老年大学|学校|学院|医院|宣讲团|工作室|服务队|总队|分队|局|关工委)"
    "(?=[把将请从在以用先后还也又已组开利依联动结针坚立聚发着])"
)
_CALLED = re.compile("(召开|举行|举办)了?[^，。；“”]{0,16}“$")
_ENROLS = re.compile(
    "([将把])(?:“[^，。；“”]{2,20}”|其|它|此|该?[^，。；“”]{0,6}(?:做法|课堂|活动|项目|队伍))[^，。；“”]{0,8}(?:纳入|列入|融入)了?“$"
)
_MEETING = re.compile("”[一-鿿]{0,14}(?:(?:推进|座谈|启动|部署|动员|总结|交流|发布|现场|观摩)会|(?:启动|发布|授牌|揭牌)仪式)")
_OPENS = frozenset({"开办", "开设", "创办"})
# 街道挂上“…”的牌子: its committee does.
_PLACES_OF_BODY, _BODY_OF_PLACE = frozenset({"街道", "社区"}), ("党工委", "党委", "办事处", "党总支")
_CLAUSE, _MEMORY = 60, 400
# As far as the verb may stand from the body that is its subject: 由市委老干部局统一组织.
_VERB_REACH = 8


@dataclass(frozen=True, slots=True)
class _VerbRow:
    verb: str


def running_verbs(tables: Tables) -> Matcher[str]:
    matcher: Matcher[str] = tables.keep(
        "running_verbs", lambda: Matcher.of([r.verb for r in tables.rows("running_verbs", _VerbRow)])
    )
    return matcher


def named_owners(reading: Reading, mention: Mention) -> Iterator[Owner]:
    """``(mention index, canonical name)`` of the bodies that the text says run the programme."""
    sentence = reading.sentence_at(mention.start)
    before = reading.within("ORG", sentence.start, mention.start)[-1:]
    found = list(_straight_before(reading, mention, sentence, before))
    found = found or list(ordered_by(reading, mention, sentence, before))
    found = found or list(hosted_by(reading, mention, sentence))
    found = found or list(relative_owners(reading, mention, sentence, before))
    found = found or list(dict.fromkeys((*_after(reading, mention, sentence), *hosts(reading, mention, sentence))))
    if not found and (verb := running_verb_before(reading, mention) or _meeting_before(reading, mention)):
        found = list(subjects(reading, verb)) or list(_counted(reading, verb))
        found = found or list(_short_subject(reading, verb)) or list(_where(reading, verb))
    yield from found


def _short_subject(reading: Reading, verb: Span) -> Iterator[Owner]:
    """支部推行…, 该局先后打造…: the body named last whose name the noun ends."""
    start = _clause_start(reading.text, verb.start)
    if match := _SHORT_SUBJECT.fullmatch(reading.text, start, verb.start):
        yield from _named_last(reading, match[1], start)
    elif _ADVERBS.fullmatch(reading.text, start, verb.start):
        sentence = reading.sentence_at(verb.start).start
        opening = _OPENING_SUBJECT.match(reading.text, sentence, start)
        # 支部把老舵手们请出来，开设“…”: nobody else is named on the way.
        if opening and not reading.within("ORG", sentence, verb.start) and "；" not in reading.text[sentence : verb.start]:
            yield from _named_last(reading, opening[1], sentence)


def _clause_start(text: str, position: int) -> int:
    floor = max(0, position - _CLAUSE)
    return max([text.rfind(mark, floor, position) for mark in "，。；：\n"]) + 1


def _counted(reading: Reading, verb: Span) -> Iterator[Owner]:
    """下半年，三家单位将设立…: as many bodies as are counted, which a list named together above."""
    start = _clause_start(reading.text, verb.start)
    match = _SO_MANY.match(reading.text, start, verb.start)
    if match is None:
        return
    count = _COUNTS.index(match[1]) + 2
    group: list[Owner] = []
    reached = 0
    for index, org in reversed(reading.within("ORG", max(0, start - _MEMORY), start)):
        name = org_name(org)
        if group and not _BESIDE.fullmatch(reading.text, org.end, reached):
            if len(group) == count:
                break
            group.clear()
        if name:
            group.append((index, name))
            reached = org.start
    if len(group) == count:
        yield from reversed(group)


def _named_last(reading: Reading, noun: str, before: int) -> Iterator[Owner]:
    for index, org in reversed(reading.within("ORG", max(0, before - _MEMORY), before)):
        name = org_name(org)
        if name and (
            name.endswith(noun) or (noun in _PLACES_OF_BODY and name.endswith(tuple(noun + end for end in _BODY_OF_PLACE)))
        ):
            yield index, name
            return


def _where(reading: Reading, verb: Span) -> Iterator[Owner]:
    """他在市老年大学开办…: the body in which it is opened, where nobody else is said to run it."""
    for index, org in reading.within("ORG", max(0, verb.start - _CLAUSE), verb.start)[-1:]:
        opens = org.end == verb.start and reading.text[verb.start : verb.end] in _OPENS
        name = org_name(org)
        if name and opens and reading.text[org.start - 1 : org.start] == "在":
            yield index, name


def running_verb_before(reading: Reading, mention: Mention) -> Span | None:
    """The running verb that governs the programme, in its clause."""
    if mention.start not in reading.running:
        reading.running[mention.start] = _running_verb(reading, mention)
    return reading.running[mention.start]


def _meeting_before(reading: Reading, mention: Mention) -> Span | None:
    """召开“甲”推进会, 将“乙”纳入“甲”: whoever calls the meeting about a programme or puts things under it runs it."""
    if enrols := _ENROLS.search(reading.text, max(0, mention.start - _CLAUSE), mention.start):
        return Span(*enrols.span(1))
    called = _CALLED.search(reading.text, max(0, mention.start - 22), mention.start)
    return Span(*called.span(1)) if called and _MEETING.match(reading.text, mention.end) else None


def _running_verb(reading: Reading, mention: Mention) -> Span | None:
    sentence = reading.sentence_at(mention.start)
    found = reading.last_verb(running_verbs(reading.tables), sentence.start, mention.start)
    if found is None:
        return None
    between = reading.text[found.end : mention.start]
    # 市委组织部打造的“甲”把“乙”收入…: the verb speaks of another.
    if between.startswith("的") and reading.within("PROGRAM", found.end, mention.start) and "、" not in between:
        return None
    return None if "，" in between and "，" in _QUOTED.sub("", between) else found


def _straight_before(reading: Reading, mention: Mention, sentence: Span, before: list[Indexed]) -> Iterator[Owner]:
    for index, org in before:
        name = org_name(org)
        stands_in = reading.text[org.start - 1 : org.start] == "在" and reading.text[org.end] == "的"
        if name and not stands_in and _STRAIGHT_BEFORE.match(reading.text[org.end : mention.start]):
            yield index, name
            return
    floor = max(sentence.start, mention.start - _CLAUSE)
    if _points(reading.text, floor, mention.start) and (match := _THAT_BODY.search(reading.text, floor, mention.start)):
        yield from _named_last(reading, match[1], match.start())


def _points(text: str, start: int, end: int) -> bool:
    return text.find("该", start, end) >= 0 or text.find("这个", start, end) >= 0


def _after(reading: Reading, mention: Mention, sentence: Span) -> Iterator[Owner]:
    yield from _below_heading(reading, mention)
    yield from _defining(reading, mention.end, sentence.end, _DEFINED_AFTER)
    following = reading.sentence_at(sentence.end)
    is_last = not reading.within("PROGRAM", mention.end, sentence.end)
    if is_last and following.start >= sentence.end:
        yield from _defining(reading, following.start, following.end, _POINTS_BACK)
        yield from _pointing_back(reading, following)


def _pointing_back(reading: Reading, sentence: Span) -> Iterator[Owner]:
    """The body whose action the next sentence calls 这一行动, before it names another programme."""
    if "的" not in reading.text[sentence.start : sentence.end] or reading.within("PROGRAM", *sentence):
        return
    for index, org in reading.within("ORG", *sentence):
        name = org_name(org)
        after = reading.text[org.end : org.end + 24]
        if name and (match := _POINTED_AT.match(after)) and next(running_verbs(reading.tables).find(match[0]), None):
            yield index, name
            return


def _below_heading(reading: Reading, mention: Mention) -> Iterator[Owner]:
    """▲济南·槐城银杏。市委老干部局2020年创建，…: who made what a heading inside the paragraph names."""
    index = reading.section_at(mention.start) if reading.in_lower_heading(mention.start) else None
    section = reading.doc.sections[index] if index is not None else None
    if section is None or section.kind != "run_in" or mention.end > section.heading.end:
        return
    body = section.body
    for place, org in reading.within("ORG", body.start, min(body.start + _BELOW, body.end))[:1]:
        name = org_name(org)
        if name and org.start <= body.start + 1 and _MADE_IT.match(reading.text, org.end):
            yield place, name


def _defining(reading: Reading, start: int, end: int, shape: re.Pattern[str]) -> Iterator[Owner]:
    """The first organisation after ``start``, when what stands between has the shape and a running verb follows."""
    for index, org in reading.within("ORG", start, end)[:1]:
        name = org_name(org)
        if name and shape.match(reading.text[start : org.start]) and _runs(reading, org, end):
            yield index, name


def _runs(reading: Reading, org: Mention, end: int) -> bool:
    after = reading.text[org.end : end]
    verb = next(running_verbs(reading.tables).find(after), None)
    return verb is not None and (verb[0] <= _VERB_REACH or after.startswith("为"))
