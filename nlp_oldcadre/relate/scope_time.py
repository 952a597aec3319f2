"""The time that an amount holds for: named in its sentence before it, in its clause after it, or in its heading."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, TimeValue
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
_DONE_IN = re.compile("工作|总结|情况|动态|回顾|综述|大事")


def time_of(around: Surroundings, start: int, end: int) -> str | None:
    """The ISO value of the time that the amount at ``[start, end)`` holds for."""
    sentence = around.sentence(start)
    before = [m for m in around.between("TIME", sentence.start, start)[-_MOST:] if _is_scope(around, m, start)]
    if chosen := _choose(around, before, start):
        return _value(chosen)
    after = around.between("TIME", end, around.clause_end(end))
    points = [m for m in after if not (_value(m) or "P").startswith(("P", "R"))]
    if points:
        return _value(points[0])
    return _of_heading(around, start)


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
        return False
    if _OTHER_EVENT_AFTER.match(text, mention.end, start):
        return False
    return not _CURRENT.search(text, mention.end, start)


def _of_heading(around: Surroundings, start: int) -> str | None:
    """The time in the headings above, in a report of what was done (某局第二季度主要工作); a plan is for later."""
    if around.doc.metadata.genre == "circular":
        return None
    for section in around.sections(start):
        found = around.between("TIME", *section.heading)
        if found and _DONE_IN.search(around.text, *section.heading):
            return _value(found[0])
    return None


def _value(mention: Mention) -> str | None:
    return mention.value.value if isinstance(mention.value, TimeValue) else None
