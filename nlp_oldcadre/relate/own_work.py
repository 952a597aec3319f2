"""Whether a programme that the text names is the work of its own body: run, framed or headed by it, and not another's."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.mention_index import program_name
from nlp_oldcadre.relate.owners import running_verb_before
from nlp_oldcadre.relate.reading import Reading

_REACH = 16
_FRAME_BEFORE = re.compile("(?:以|把|将)[“‘]?$")
_FRAME_AFTER = re.compile(
    "[”’]?[^，。；“”]{0,8}?(?:为|作为)(?:[^，。；“”]{2,10}的)?(?:总?抓手|引领|统领|牵引|载体|主线|依托|支撑|龙头|纽带|平台|(?:总|主|母|统一)?品牌|主?阵地|突破口|切入点|重点)"
)
_LEANS_BEFORE = re.compile("(?:依托|围绕|聚焦|立足)[“‘]?$")
_BRAND_AFTER = re.compile("[”’]?[^，。；“”]{0,4}品牌")
_OWN_PAPER = ("report", "circular", "bulletin")
# A person's deeds are not the doing of the office that reports them.
_OF_PERSON = re.compile("同志(?:先进|优秀|典型)?事迹|(?:——|^)记.{2,30}同志")
_SUBTITLE = re.compile("^——记.{2,40}$", re.MULTILINE)
_DEEDS = "事迹材料"
_OPENING_LINES, _ADVERB = 200, 2
# What a text takes part in, learns from or follows is another's.
_ANOTHERS = re.compile(
    r"(参加|参与|结合(?!实际|自身|本地|各自|工作|特点)|按照|根据|贯彻|落实|响应|学习|加入|借助|利用|入选|荣获|获得?|关注|安装|使用|关注和|(?<=[位户家人志员县镇村])开通|考察|观摩|参观|借鉴|取经|推广)[^，。；]{0,10}$"
)
# 落实“四个一”联系制度: one's own mechanism is carried out as well.
_CARRIED_OUT = ("落实", "按照", "根据")
_RULES = re.compile("”?[^，。；“”]{0,6}(?:制度|机制|办法|工作法|模式|清单|要求)(?!精神)")
# 由…参加的“甲”宣讲团: who is in it. 与“甲”对接: what one's own is joined to.
_COMPOSED_OF = re.compile("由[^，。；“”]{2,40}(?:参加|参与)的[^，。；]{0,8}$")
_JOINED_TO = re.compile("[与和同](?:[^，。；“”]{0,12})“$")
_JOINED = re.compile("”?[^，。；“”]{0,6}(?:对接|互通|衔接|联通|打通|贯通|并轨)")
_WITH_OWN = re.compile(
    "(?:与|和|同|联合|会同|携手)(?:学校|我[校局院会处部]|本[校局院]|该[校局院会]|(?:我|本)?(?:中心|公司|集团|支部|社区))"
    "(?:共同|联合|携手)?(?:共建|合办|联办|组建|举办|开办|开展|创办|打造|推出|成立|发起|实施)[^，。；“”]{0,6}[“‘]?$"
)
_QUOTED = re.compile("“[^“”]*”")


def is_run(reading: Reading, mention: Mention) -> bool:
    """Whether the text speaks of running the programme; an organ's own paper speaks of its own work throughout."""
    if _tells_of_person(reading):
        return bears_place(reading, mention)
    return (
        reading.doc.metadata.genre in _OWN_PAPER
        or reading.organs.credited is not None
        or reading.in_lower_heading(mention.start)
        or running_verb_before(reading, mention) is not None
        or _is_frame(reading, mention)
        or bears_place(reading, mention)
        or _is_told_of(reading, mention)
    )


def _tells_of_person(reading: Reading) -> bool:
    if _OF_PERSON.search(reading.text, 0, _OPENING_LINES):
        return True
    subtitle = _SUBTITLE.search(reading.text, 0, _OPENING_LINES)
    if subtitle and any(m.end == subtitle.end() for _, m in reading.within("PERSON", *subtitle.span())):
        return True
    return reading.text.find(_DEEDS, 0, _OPENING_LINES) >= 0 and reading.organs.of_headline is None


def _is_told_of(reading: Reading, mention: Mention) -> bool:
    """Whether an article that a body heads has the programme in its headline too, or a sentence with it as its subject."""
    if reading.organs.of_headline is None:
        return False
    if _opens_sentence(reading, mention):
        return True
    name = program_name(mention)
    return any(_in_headline(reading, m.start) for _, m in reading.of("PROGRAM") if program_name(m) == name)


def _opens_sentence(reading: Reading, mention: Mention) -> bool:
    """Whether nothing but a time stands before the programme in its sentence."""
    start = reading.sentence_at(mention.start).start
    times = reading.within("TIME", start, mention.start)
    opening = times[0][1].end if times and times[0][1].start <= start + 1 else start
    return reading.text[opening : mention.start] in ("“", "，“")


def _in_headline(reading: Reading, position: int) -> bool:
    return reading.in_heading(position) and not reading.in_lower_heading(position)


def _is_frame(reading: Reading, mention: Mention) -> bool:
    """以…品牌为引领, 依托…品牌: the text's own brand, under which the work is done."""
    before = reading.text[max(0, mention.start - 6) : mention.start]
    after = reading.text[mention.end : mention.end + 16]
    return bool(_FRAME_BEFORE.search(before) and _FRAME_AFTER.match(after)) or bool(
        _LEANS_BEFORE.search(before) and _BRAND_AFTER.match(after)
    )


def bears_place(reading: Reading, mention: Mention) -> bool:
    """Whether the name holds that of the place the text speaks from: 我看江州新变化, 江州银辉."""
    home = reading.homes.at(mention.start)
    if home is None:
        return False
    name = program_name(mention)
    return any(short in name for short in reading.short_names(home.adcode))


def is_anothers(reading: Reading, mention: Mention) -> bool:
    """Whether the text only takes part in it, learns from it or follows it."""
    sentence = reading.sentence_at(mention.start)
    if _JOINED.match(reading.text, mention.end, sentence.end) and _JOINED_TO.search(
        reading.text, sentence.start, mention.start
    ):
        return True
    # Neither 落实 in a name that stands beside it.
    before = reading.text[max(sentence.start, mention.start - 3 * _REACH) : mention.start]
    before = _QUOTED.sub("", before) if "”" in before else before
    found = _ANOTHERS.search(before, max(0, len(before) - _REACH))
    if found is None or _COMPOSED_OF.search(before):
        return False
    return not (found[1] in _CARRIED_OUT and found.end() - found.end(1) <= 1 and _RULES.match(reading.text, mention.end))


def with_own_body(reading: Reading, mention: Mention) -> str | None:
    """某大学团委与学校共建“…”: the text's own body, which its noun alone names as the one with whom somebody does it."""
    start = reading.sentence_at(mention.start).start
    if not _WITH_OWN.search(reading.text, max(start, mention.start - 2 * _REACH), mention.start):
        return None
    return reading.organs.at(mention.start)


def opens_with_verb(reading: Reading, mention: Mention) -> bool:
    """广泛开展“…”活动。: the sentence leaves its subject out, so the text's own body does it too."""
    verb = running_verb_before(reading, mention)
    if verb is None or reading.in_heading(mention.start):
        return False
    return verb.start - reading.sentence_at(mention.start).start <= _ADVERB
