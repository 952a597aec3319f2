"""Who does it: the organisations that are the subject of a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.model import Mention, OrgValue, Span
from nlp_oldcadre.relate.mention_index import org_name
from nlp_oldcadre.relate.reading import Reading

# A subject opens its clause (after a date or an opening such as 近日), or joins one that does.
_OPENS = re.compile(r"([，；：。、“”\s）]|近日|日前|此外|同时|目前|近年来|近期|会同|联合|携手|协同|由|以及|[和与同及])$")
# 提请甲印发《…》, 支持甲开展“…”: whom one brings to do it does it.
_BROUGHT = re.compile("(?:提请|报请|支持|指导|鼓励|推动|协调|动员)$")
# 在省局开展的“…”, 根据中组部出台的“…”: a subject all the same, since the verb stands in a clause with 的.
_IN_RELATIVE_CLAUSE = re.compile(r"(在|根据|按照|参加|参与|落实|列入|入选)$")
_NOT_SUBJECT_AFTER = re.compile(
    r"^(的|工作的|关于|部署|要求|推荐|批准|同意|决策|领导|统一|主要|分管|书记|主任|[局处院校会部站科厅]长|负责人|负责同志|为(?:龙头|引领|牵引|骨干|主体|依托|支撑|纽带|样板|示范|核心)|副|有关|相关|常委|委员|授予|表彰|评为|第|十|成立|创新|精神|会议)"
)
_JOIN = re.compile(r"[，、]?(和|与|及|同|以及|会同|联合|携手|协同|、|，|党组|有关部门)*")
_LISTED = re.compile("、|和|与|及|以及")
# More bodies than these join in no sentence; a run of names must stay cheap.
_MOST = 12
_CONTEXT = 4
# As far as a paragraph is read backwards for who does it all.
_PARAGRAPH, _SENTENCES, _OPENING = 600, 5, 16
_LONGEST_TIME = 24
# 由市医院的退休医生组成: whose people they are, not who does it.
_EACH = re.compile(
    "各(?:地|单位|部门|支部|学院|院系|[县市区州盟旗镇乡](?![^，。；]{0,8}委))[^，。；“”]{0,8}(?:可|要|应|均|都|也|普遍|陆续|纷纷|结合)"
)
_COMPOSED = re.compile("由[^，。；]{2,40}组成")
_PARTNER = re.compile(r"(会同|联合|携手|协同|与|同|和)$")


def subjects(reading: Reading, verb: Span) -> Iterator[tuple[int, str]]:
    """``(mention index, canonical name)`` of the nearest group of organisations that is the verb's subject.

    A group is joined by 、 和 与 会同 联合. 与南京大学联办 names only a partner: see :func:`is_partner`.
    """
    sentence = reading.sentence_at(verb.start)
    # 州教育局制定细则，各地可设立“…”: somebody else does it.
    clause = max([reading.text.rfind(mark, sentence.start, verb.start) for mark in "，；："]) + 1
    if clause and _EACH.match(reading.text, clause, verb.start):
        return
    relative = reading.text[verb.end : verb.end + 1] == "的"
    group: list[tuple[int, str]] = []
    reached = verb.start
    for index, org in reversed(reading.within("ORG", sentence.start, verb.start)[-_MOST:]):
        name, between = org_name(org), reading.text[org.end : reached]
        if group and not _JOIN.fullmatch(between):
            break
        if name and _is_subject(reading, org, sentence, verb.start, relative=relative):
            group.append((index, name))
            reached = org.start
        elif group and _LISTED.fullmatch(between):  # 依托甲、乙打造: neither does it, but who stands before them
            group.clear()
    yield from reversed(group)


def is_partner(reading: Reading, mention: Mention) -> bool:
    """Whether the organisation is only joined to a subject that is left out: 与南京大学联办."""
    return _PARTNER.search(reading.text[max(0, mention.start - 2) : mention.start]) is not None


def _is_subject(reading: Reading, org: Mention, sentence: Span, verb: int, *, relative: bool) -> bool:
    before = reading.text[max(sentence.start, org.start - _CONTEXT) : org.start]
    after = reading.text[org.end : org.end + 6]
    if _NOT_SUBJECT_AFTER.match(after):
        return False
    times = reading.within("TIME", max(sentence.start, org.start - _LONGEST_TIME), org.start)
    after_time = bool(times) and times[-1][1].end == org.start
    opens = org.start == sentence.start or bool(_OPENS.search(before))
    opens = opens or bool(_BROUGHT.search(before) and "，" not in reading.text[org.end : verb])
    return after_time or opens or (relative and bool(_IN_RELATIVE_CLAUSE.search(before)))


def subject_above(reading: Reading, position: int) -> Mention | None:
    """The body with which a sentence of the same paragraph opens, the nearest one above: what follows is its doing."""
    sentence = reading.sentence_at(position)
    # Only what opens the sentence is looked at.
    reach = min(position, sentence.start + _OPENING)
    if reach not in reading.subjects:
        reading.subjects[reach] = _find_above(reading, position, sentence)
    return reading.subjects[reach]


def _find_above(reading: Reading, position: int, sentence: Span) -> Mention | None:
    paragraph = reading.text.rfind("\n", max(0, position - _PARAGRAPH), position) + 1
    section = reading.section_at(position)
    # 2、场所。甲法院…。3、积分。…: each heading inside a paragraph begins anew.
    if section is not None and reading.doc.sections[section].kind == "run_in":
        paragraph = max(paragraph, reading.doc.sections[section].heading.start)
    # 投入80万元…；甲新增…；举办…: in an organ's own paper a later part of the sentence has its subject to itself.
    own_paper = reading.doc.metadata.genre in ("circular", "report")
    for _ in range(_SENTENCES):
        is_later_part = own_paper and sentence.end <= position and reading.text[sentence.start - 1 : sentence.start] == "；"
        if is_later_part and sentence.start > paragraph:
            sentence = reading.sentence_at(sentence.start - 1)
            continue
        if named := _opening_subject(reading, Span(sentence.start, min(sentence.end, position))):
            return named
        if sentence.start <= paragraph:
            return None
        sentence = reading.sentence_at(sentence.start - 1)
    return None


def _opening_subject(reading: Reading, sentence: Span) -> Mention | None:
    for _, org in reading.within("ORG", sentence.start, min(sentence.start + _OPENING, sentence.end))[:1]:
        if _COMPOSED.match(reading.text, max(0, org.start - 1)):
            continue
        home = reading.homes.at(org.start)
        is_local = isinstance(org.value, OrgValue) and home and reading.regions.contains(home.adcode, org.value.adcode or "")
        if is_local and not is_partner(reading, org) and _is_subject(reading, org, sentence, sentence.end, relative=False):
            return org
    return None
