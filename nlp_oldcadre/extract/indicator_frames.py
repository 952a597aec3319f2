"""Frames around an amount that name what it counts without a plain noun phrase: changes, lists, groups, asides."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.changes import Change
from nlp_oldcadre.extract.indicator_parts import OF_BODY, PARTY_BODIES
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import CHANGE_VERB, from_mark, strip_links
from nlp_oldcadre.model import Span

_WINDOW = 40
CHANGE = re.compile(f"{CHANGE_VERB}(?:到|至|为|成)")
PER_GROUP = re.compile(
    "(?:不得?[超高]过|不得?[少低高多]于|至少|最少|最多|至多)?"
    "([人户]均|每(?:支|个|所|家)?(?:[人名队组班团站点社村户所校]|支部|队伍|团队|小组|社区|单位|批次))(?:[有由]|配备|安排|一般)?$"
)
_BEFORE_TIME = re.compile(f"(?:[由从]|{CHANGE_VERB}(?:到|至|为|成))$")
_OF_TIME = frozenset({"", "的", "同期", "同期的", "底", "底的", "末的", "初的"})
_EACH = re.compile(
    "(?:分别|依次)(?:为|是|达到?了?|有|占|共|占比|(?:同比|环比)?(?:增长|提高|上升|提升|增加|下降|减少|降低)了?)?[为达]?[近约超]?$"
)
_EACH_ENDS = frozenset("别次为是到了有占共比达近约超长高升加少降低")
_AND_NEXT = re.compile("[、，]|[和及与]|以及")
_LIST = re.compile("[、和及与]")
# An aside that holds the amount before (离休干部（含易地安置5人）共23人).
_ASIDE = re.compile("（[^（）\\n]{1,40}）(?:一?共|共计|合计|总计|达|约|近|现有|有|已|各){0,3}$")
_AGE_AT = re.compile(
    "(参加(?=革命|工作)|加入|入党|入伍|从军|退休(?![干职教人老党医法检技工军科专书支疫])|离休(?![干职教人老党])|参军|结婚|从教)[^，。；]{0,6}"
)

_MEAN_AGE = re.compile(
    "(平均|最[大小高低])(?:的?年龄|的|者)*(?:降[到至为]|升[到至为]|[增减]至|控制在|保持在|提高到|为|达到?|约|是|已经?|也|有|才|仅|超过?|[由从]|接近)*$"
)
_REBUILT = re.compile("改扩建|升级改造|改造|扩建|重建|翻修|装修|维修|迁建|修缮")
_DIMENSION = re.compile(
    "(?:总?(?:建筑|占地|使用|种植|绿化|场地|活动|室内|改造|服务|展厅|辐射|推广|播种|收获|流转|管护|示范)?面积|占地|全长|总长|里程|海拔)$"
)
_REACHED = re.compile(
    "(?:分别|均|先后|全部|都|一起|共同|踊跃|积极)*"
    "(获评|荣获|获得|获|入选|当选|被评为|受到表彰|参加|参与|出席|到场|到会|参会|齐聚|欢聚|参训|受益|受伤|报名|获奖|参赛)"
)
# 3100人实现居家就业, 19人与企业签约
_INTO_WORK = re.compile(
    "(?:已|均|都|成功|顺利|先后|实现|与[^，。；、]{2,6}?)*((?:居家|稳定|就近|就地|灵活|家门口|自主)?(?:就业|创业)|签约|持证上岗|返岗)(?=[，。；、]|$)"
)
_ATTENDED = frozenset({"参加", "参与", "出席", "到场", "到会", "参会", "齐聚", "欢聚"})
_WON = re.compile(
    r"(?:分别|均|先后|还)?(?:被)?(?:获评|评为|授予|命名为|当选)为?[“《]?((?:全[国省市区县]|国家级?|[省市区县]级)?[^，。；、“”\d]{3,14}?)(?:[”》]|称号|荣誉|[，。；、]|$)"
)
_GOT = frozenset({"获得", "荣获", "获", "获奖", "受到表彰"})
_QUOTED = re.compile("^“[^“”]*”(?=..)")
_TEAM = re.compile("(?:[队团组班]|队伍|团队)$")
_GRADED = re.compile(
    "(?:个)?(?:(被评为|被授予|被命名为|获评为?|评为|当选为?|入选)|创成|命名为|升级为|成为|荣获|获得|获)了?[“《]?"
    r"((?:全[国省市区县]|国家级?|[省市区县]级?)?(?:[^，。；、“”\d]{2,16}))"
)
_QUOTED_GRADE = re.compile("(?:均|已|先后|分别)?(?:被评为|获评为?|评为|创成|入选)(“[^“”]{1,10}”[^，。；、“”]{2,10})")
_PRAISED = frozenset({"集体", "个人", "单位", "先进个人", "先进集体"})
# 授予…等12名同志“…先进个人”称号
_TITLED_ONES = frozenset(
    {"同志", "集体", "个人", "单位", "支部", "党支部", "党组织", "干部", "老同志", "老干部", "党员", "家庭", "学员", "学校"}
)
_TITLE_AFTER = re.compile("[，,]?“([^“”]{3,30})”(?:荣誉)?称号")
_AWARD = re.compile("(?:荣获|获得|获评|获|被授予|被评为|受到|入选)(?:了)?([^，。；、]{2,18}?)(?:称号|荣誉|[，。；、])")
_AWARDS = re.compile(r"[^，。；、\d]{2,18}(?:集体|单位)[、和][^，。；、\d]{0,10}个人")
_PRIZE = re.compile(r"(?:均|分别|先后|荣)*获得?了?(?:全[国省市区县])?([^，。；、“”\d]{2,8}奖)(?=[，。；、]|$)")
_NO_HONOUR = ("库", "名单", "计划", "名录", "名册")
# No real list of amounts is longer; endless ones must stay cheap.
_LONGEST_LIST = 12
_STOP = re.compile("[。；\n]")
_ATTRIBUTE = re.compile(
    "[男女]|老(?![年干同人党区有])|离休|退休|离退休|在职|专职|兼职|[国省市县区州镇乡村]级|国家级|[正副]?(?:省部|厅局|地厅|县处|处|厅|局|科|乡科)级|城市|农村|机关|企业|[一二三四五]星级|[1-5]A级|线上|线下|室内|室外|一等|二等|三等|汉族|少数民族"
)
# 护理费、公用经费标准 are two funds.
_FUND_STANDARD = re.compile("(.{2,}(?:费|金|补贴|补助|津贴|工资))标准")
_MONEY_NAME = re.compile("(?:费|金|补贴|补助|津贴|工资)$")


def of_age(after: str, before: str) -> str:
    """Age, on average, of the oldest or youngest, or at an event.

    Examples
    --------
    >>> of_age("参加革命", ""), of_age("", "党员平均年龄"), of_age("", "年龄最大的"), of_age("的老党员", "")
    ('参加革命年龄', '平均年龄', '最大年龄', '年龄')
    """
    if mean := _MEAN_AGE.search(before):
        return f"{mean[1]}年龄"
    event = _AGE_AT.match(after)
    return f"{event[0]}年龄" if event else "年龄"


def of_size(phrases: NounPhrases, text: str, start: int, before: str, change: Change) -> str | None:
    """建筑面积, 全长 and their like, with what is so large; before and after it was rebuilt they are two."""
    dimension = _DIMENSION.search(strip_links(before))
    if dimension is None:
        return None
    if change.kind in ("from", "to"):
        works = _REBUILT.findall(text, max(0, start - _WINDOW), start)
        when = "前" if change.kind == "from" else "后"
        return f"{works[-1]}{when}{dimension[0]}" if works else dimension[0]
    phrase = phrases.before(before)
    return phrase if phrase and phrase.endswith(dimension[0]) and len(phrase) < 15 else dimension[0]


def reached(after: str) -> str | None:
    """Those who took part or were praised, where no noun names them (300余人参加, 2人获得提名奖)."""
    if award := _WON.match(after):
        return award[1]
    if work := _INTO_WORK.match(after):
        return f"{work[1]}人员"
    found = _REACHED.match(after)
    if found is None:
        return None
    return "参加人员" if found[1] in _ATTENDED else "获奖人员" if found[1] in _GOT else f"{found[1]}人员"


def members(phrase: str | None) -> str | None:
    """Persons of a team are its members (小队有11人)."""
    return f"{_QUOTED.sub('', phrase)}成员" if phrase and _TEAM.search(phrase) else phrase


def awarded(text: str, end: int, after: str, phrase: str) -> str:
    """协会获评省级先进协会 counts 省级先进协会; 个人荣获…表彰 counts those who got it."""
    if quoted := _QUOTED_GRADE.match(after, len(phrase)):
        return quoted[1]
    if (
        (graded := _GRADED.match(after, len(phrase)))
        and not graded[2].endswith(_NO_HONOUR)
        and (graded[2].endswith(phrase[-2:]) or graded[1])
    ):
        return graded[2]
    if prize := _PRIZE.match(after, len(phrase)):
        return prize[1]
    if phrase in _TITLED_ONES and (title := _TITLE_AFTER.match(after, len(phrase))):
        return title[1]
    if phrase in _PRAISED:
        stop = _STOP.search(text, end, end + 60)
        award = _AWARD.search(text, end, stop.end() if stop else min(len(text), end + 60))
        if award is None:
            return phrase
        # 3个集体、8名个人分别被授予先进集体、先进个人称号
        listed = _AWARDS.search(text, award.start(1), award.start(1) + 40)
        own = next((name for name in _LIST.split(listed[0]) if name.endswith(phrase)), None) if listed else None
        return own or f"{award[1]}{phrase}"
    return phrase


def before_aside(text: str, last_end: int, last_start: int, start: int) -> str | None:
    """The text before an aside that holds the last amount and ends before ``start``."""
    if text[start - 1 : start] != "）" and "）" not in text[last_end:start]:
        return None
    aside = _ASIDE.search(text, max(0, last_end - _WINDOW), start)
    if aside is None or not aside.start() < last_start < aside.end():
        return None
    return from_mark(text[max(0, aside.start() - _WINDOW) : aside.start()])


def before_time(text: str, time: Span, first: int, start: int) -> str | None:
    """The text before a time that only tells which of two values it is (由去年的300名增加到今年的520名)."""
    if text[time.end : start] not in _OF_TIME or not _BEFORE_TIME.search(text, max(first, time.start - 5), time.start):
        return None
    return from_mark(text[max(first, time.start - _WINDOW) : time.start])


def is_distributed(text: str, start: int) -> bool:
    """Whether the amounts from ``start`` on are told one by one (分别为)."""
    return text[start - 1 : start] in _EACH_ENDS and _EACH.search(text, max(0, start - 6), start) is not None


def listed(text: str, amounts: list[Amount], index: int) -> int:
    """How many amounts stand in the list that begins with this one (320名、12个和5支)."""
    last, most = index, min(len(amounts), index + _LONGEST_LIST)
    while last + 1 < most and _AND_NEXT.fullmatch(text, amounts[last].end, amounts[last + 1].start):
        last += 1
    return last + 1 - index


def pair(text: str, amounts: list[Amount], index: int, subjects: str) -> dict[int, str]:
    """Place of each amount → its subject, where as many amounts follow as ``subjects`` lists (讲座、展览分别为12场、5场)."""
    members = _with_head(_LIST.split(subjects))
    is_whole = 1 < len(members) == listed(text, amounts, index) and min(map(len, members)) > 1
    return dict(enumerate(members, index)) if is_whole else {}


def is_attribute(phrase: str) -> bool:
    """Whether a phrase only says which of the things counted before (市级50所)."""
    return _ATTRIBUTE.fullmatch(phrase) is not None


def like_the_last(phrase: str, last: str) -> str:
    """省级示范性老年大学20所、市级50所 are 市级示范性老年大学."""
    own = _ATTRIBUTE.match(last)
    return phrase + (last[own.end() :] if own else last)


def _with_head(members: list[str]) -> list[str]:
    """男、女党员 are 男党员 and 女党员."""
    # 离休干部和退休干部人数: what follows the last word that they share is of both.
    shared, last = members[0][-2:], members[-1]
    at = last.find(shared, 1) + 2
    if len(shared) == 2 and 2 < at < len(last) - 1 and all(member.endswith(shared) for member in members[:-1]):
        return [*(member + last[at:] for member in members[:-1]), last]
    if (body := OF_BODY.fullmatch(members[0])) and all(member in PARTY_BODIES for member in members[1:]):
        return [members[0], *(body[1] + member for member in members[1:])]
    if (named := _FUND_STANDARD.fullmatch(members[-1])) and all(_MONEY_NAME.search(member) for member in members[:-1]):
        return [*members[:-1], named[1]]
    own = _ATTRIBUTE.match(members[-1])
    if own is None or len(members) < 2 or not all(_ATTRIBUTE.fullmatch(member) for member in members[:-1]):
        return members
    head = members[-1][own.end() :]
    return [*(member + head for member in members[:-1]), members[-1]] if head else members
