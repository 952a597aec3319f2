"""Frames around an amount that name what it counts without a plain noun phrase: changes, lists, groups, asides."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.phrases import CHANGE_VERB, from_mark, strip_links
from nlp_oldcadre.model import Span

_WINDOW = 40
CHANGE = re.compile(f"{CHANGE_VERB}(?:到|至|为|成)")
SPLIT_UP = re.compile("分(?:成|为|作)?了?$")
AGE_SHARE = re.compile("的(?:人员?|老同志|党员|老干部)?占比?[约近超]?$")
PER_GROUP = re.compile(
    "(?:不得?[超高]过|不得?[少低高多]于|至少|最少|最多|至多)?"
    "([人户]均|每(?:支|个|所|家)?(?:[人名队组班团站点社村户所校]|支部|队伍|团队|小组|社区|单位|批次))(?:[有由]|配备|安排|一般)?$"
)
_FIGURE = re.compile(r"^[\d一二两三四五六七八九十]+")
_FUND = re.compile("(?:投入|帮扶|补助|补贴|资助|扶持|救助|慰问|奖励|活动|培训|建设)(?:资金|经费|金额|标准)$")
_SUBJECT = re.compile("(?:由|从)(?:[原最]来的?|最初的?)?$")
_BEFORE_TIME = re.compile(f"(?:[由从]|{CHANGE_VERB}(?:到|至|为|成))$")
_EACH = re.compile("分别(?:为|是|达到?了?|有|占|共)?[近约超]?$")
_AND_NEXT = re.compile("[、，]|[和及与]|以及")
_LIST = re.compile("[、和及与]")
# An aside that holds the amount before (离休干部（含易地安置5人）共23人).
_ASIDE = re.compile("（[^（）\\n]{1,40}）(?:一?共|共计|合计|总计|达|约|近|现有|有|已|各){0,3}$")
_AGED = re.compile(
    "(?:高龄|的)*([^，。；、]{0,8}?(?:老干部|干部|党员|老人|老年人|老同志|志愿者|战士|专家|教师|群众|职工|居民|青少年|儿童|老兵|功臣))"
)
_AGE_AT = re.compile("(参加|加入|入党|入伍|从军|退休|离休|参军|结婚|从教)[^，。；]{0,6}")


def of_age(after: str, before: str) -> str:
    """Whose age it is, at which event, or age alone."""
    if before.endswith(("平均年龄", "平均年龄为", "平均年龄达")):
        return "平均年龄"
    event = _AGE_AT.match(after)
    if event:
        return f"{event[0]}年龄"
    person = _AGED.match(after)
    return person[1] if person else "年龄"


def unit_alone(amount: str) -> str:
    """分三批 counts 批."""
    return _FIGURE.sub("", amount)


def changed_fund(before: str) -> str | None:
    """The fund that a change is told of (投入资金由80万元…)."""
    fund = _FUND.search(strip_links(before)) if _SUBJECT.search(before) else None
    return fund[0] if fund else None


def before_aside(text: str, last: Span, start: int) -> str | None:
    """The text before an aside that holds the ``last`` amount and ends before ``start``."""
    aside = _ASIDE.search(text, max(0, last.end - _WINDOW), start)
    if aside is None or not aside.start() < last.start < aside.end():
        return None
    return from_mark(text[max(0, aside.start() - _WINDOW) : aside.start()])


def before_time(text: str, time: Span, first: int, start: int) -> str | None:
    """The text before a time that only tells which of two values it is (由去年的300名增加到今年的520名)."""
    if text[time.end : start] not in {"", "的"} or not _BEFORE_TIME.search(text, max(first, time.start - 5), time.start):
        return None
    return from_mark(text[max(first, time.start - _WINDOW) : time.start])


def is_distributed(text: str, start: int) -> bool:
    """Whether the amounts from ``start`` on are told one by one (分别为)."""
    return _EACH.search(text, max(0, start - 6), start) is not None


def pair(text: str, amounts: list[Span], index: int, subjects: str) -> dict[int, str]:
    """Place of each amount → its subject, where as many amounts follow as ``subjects`` lists (讲座、展览分别为12场、5场)."""
    listed = _LIST.split(subjects)
    last = index
    while last - index < len(listed) and last + 1 < len(amounts):
        if not _AND_NEXT.fullmatch(text, amounts[last].end, amounts[last + 1].start):
            break
        last += 1
    is_whole = 1 < len(listed) == last + 1 - index and min(map(len, listed)) > 1
    return dict(enumerate(listed, index)) if is_whole else {}
