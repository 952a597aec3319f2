"""The time that an amount holds for: named in its sentence before it, in its clause after it, or in its heading."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, Quantity, TimeValue
from nlp_oldcadre.relate.surroundings import Surroundings

# 成立于2004年6月, 过完春节: the time of something else.
_OTHER_EVENT_BEFORE = re.compile(
    "(?:成立|始建|创建|创办|组建|建|生|出生|毕业|退休|离休|入党|参军|始|源)于$|过完$|早在$|[较比]$"
)
_OTHER_EVENT_AFTER = re.compile(
    "[^，。；]{0,12}?(?:成立|出生|离休|退休|入党|参加革命|参军|入伍|参加工作|毕业|创办|任职)[^，。；]{0,6}[，。；]|[^，。；]{0,10}后，"
)
# A length tells when only as 近三年 or 连续五年; 为期三天 is the length of something.
_SPAN_OF_WORK = re.compile("^(?:近|连续|过去|最近|今后|未来)|来$|间$")
# No real sentence names more times; a run of them must stay cheap.
_MOST = 12
_CURRENT = re.compile("现有|目前|截至目前|如今|眼下")
# 创办于1992年，最初只有教室1间: the other event's time after all.
_AT_FIRST = re.compile("[，。](?:最初|起初|当初|当时|初期|建[校馆园会]之初|成立之初|创办之初)")
_MEAN = re.compile("日均|月均|年均|人均|户均|场均|平均")
_STANDING = re.compile("现有|设有|现设|下设|共有|坐落|占地|目前|在册|在校|实行|配备")
_AT_EVENT = re.compile("(?:仪式|会议|大会|会|活动|比赛|展演|演出|汇演)(?:上|现场)，|现场，|当天")
_STATES = ("ratio", "point", "area", "age")
_PARAGRAPH, _DAY = 600, 10
_DONE_IN = re.compile("工作|总结|情况|动态|回顾|综述|大事")


def time_of(around: Surroundings, amount: Mention) -> str | None:
    """The ISO value of the time that the amount holds for."""
    start, end = amount.start, amount.end
    sentence = around.sentence(start)
    kind = amount.value.unit_kind if isinstance(amount.value, Quantity) else ""
    found = around.between("TIME", sentence.start, start)[-_MOST:]
    before = [m for m in found if _is_scope(around, m, start) and _reaches(around, m, sentence.start, start)]
    if chosen := _choose(around, before, start):
        is_state_in_course = kind in _STATES and (_value(chosen) or "").startswith("P")
        return None if is_state_in_course else _value(chosen)
    after = around.between("TIME", end, around.clause_end(end))
    points = [m for m in after if not (_value(m) or "P").startswith(("P", "R"))]
    if points:
        return _value(points[0])
    return _of_note(around, end) or _of_event(around, sentence.start, start) or _of_heading(around, sentence.start, start)


def _reaches(around: Surroundings, mention: Mention, sentence: int, start: int) -> bool:
    """Whether the time goes as far as the amount: past a ； only from the sentence's beginning, to a mean not at all."""
    text = around.text
    if mention.start > sentence + 1 and "；" in text[mention.end : start]:
        return False
    clause = around.clause_start(start)
    return mention.start >= clause or not _MEAN.search(text, clause, start)


def _of_note(around: Surroundings, end: int) -> str | None:
    """The date that the paragraph gives for all its numbers: （以上数据截至2024年1月）."""
    line = around.text.find("\n", end, end + _PARAGRAPH)
    ceiling = line if line >= 0 else min(len(around.text), end + _PARAGRAPH)
    at = around.text.find("数据截", end, ceiling)
    found = around.between("TIME", at, min(at + 24, ceiling + 1)) if at >= 0 else []
    return _value(found[0]) if found else None


def _of_event(around: Surroundings, sentence: int, start: int) -> str | None:
    """The day of the event that the sentence is still telling of: 启动仪式上, 活动现场."""
    if not _AT_EVENT.search(around.text, sentence, start):
        return None
    article = around.sections(start)[-1:]
    floor = max(article[0].heading.start if article else 0, start - _PARAGRAPH)
    days = [value for m in around.between("TIME", floor, sentence) if len(value := _value(m) or "") == _DAY]
    return days[-1] if days else None


def _choose(around: Surroundings, before: list[Mention], start: int) -> Mention | None:
    """The last in the amount's own clause, else the last that opens a clause, else the last."""
    if not before:
        return None
    clause = around.clause_start(start)
    own = [m for m in before if m.start >= clause]
    opening = [m for m in before if m.start - around.clause_start(m.start) <= 1]
    lasting = [m for m in opening if not (_value(m) or "").startswith("R")]
    for group in (own, lasting):
        if group:
            return group[-1]
    others = [m for m in before if not (_value(m) or "").startswith("R")]
    return others[-1] if others else None


def _is_scope(around: Surroundings, mention: Mention, start: int) -> bool:
    text = around.text
    if _value(mention) is None:
        return False
    if (_value(mention) or "").endswith("/.."):
        return True
    if (_value(mention) or "").startswith("P") and not _SPAN_OF_WORK.search(text[mention.start : mention.end]):
        return False
    if _OTHER_EVENT_BEFORE.search(text, max(0, mention.start - 5), mention.start):
        return bool(_AT_FIRST.search(text, mention.end, start))
    if _OTHER_EVENT_AFTER.match(text, mention.end, start):
        return False
    return not _CURRENT.search(text, mention.end, start)


def _of_heading(around: Surroundings, sentence: int, start: int) -> str | None:
    """The time in the headings above: of a stage （…4月16日至30日）, or in a report of what was done.

    A plan is for later, and what stands as it is (现有…, 由680平方米…) was not done in the year.
    """
    innermost = around.section(start)
    if innermost and innermost.level > 1 and (days := around.between("TIME", *innermost.heading)):
        value = _value(days[0]) or ""
        if len(value) >= _DAY:
            return value
    if around.text[start - 1 : start] in ("由", "从") or _STANDING.search(around.text, sentence, start):
        return None
    if around.doc.metadata.genre == "circular":
        return None
    for section in around.sections(start):
        found = around.between("TIME", *section.heading)
        if found and _DONE_IN.search(around.text, *section.heading):
            return _value(found[0])
    return None


def _value(mention: Mention) -> str | None:
    return mention.value.value if isinstance(mention.value, TimeValue) else None
