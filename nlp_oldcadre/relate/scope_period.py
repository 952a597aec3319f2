"""The time that headings give their amounts, and that of a count with which a paragraph begins."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, Quantity, TimeValue
from nlp_oldcadre.relate.surroundings import Surroundings

_STANDING = re.compile("现有|设有|现设|下设|共有|坐落|占地|目前|在册|在校|实行|配备")
# 据今年3月摸底, 截至6月30日: the paragraph or list that follows counts what there was then.
_AS_OF = re.compile("[ \u3000]*(?:据|截至|截止到?)[ ]*")
_COUNTED = re.compile(
    "[ \u3000]*(?:\\d{1,2}[.．、])?(?:其中[，,]?)?(?:全[省市县区州]|现有|共有|设有|离休|退休|离退休"
    "|异地|独居|空巢|失能|高龄|党员|党支部|老党员|老年大学|志愿|\\d+周?岁|从?年龄|男|女)"
)
_ATTACHED = re.compile("\\n[ \u3000]*附(?:件|表|录)?\\d?[：:]")
_LEAVING = re.compile("(?:还有|仍有|尚有|现有|已有)$")
# 1至7月，…总数达到252个: at the end of the period.
PERIOD = re.compile("\\d{4}-\\d{2}/(\\d{4}-\\d{2})")
_LEVEL = re.compile("(?:总数|总量|总人数|已有|现有|共有)(?:已|达到?|为|有|约)*$")
# As far back as the line that leads a list is looked for.
_LONGEST_LIST = 30
_ITEM = re.compile("[ \u3000]*\\d{1,2}[.．、]")
_MEAN = re.compile("[日月年人户场]均|平均")
_YEAR = re.compile("\\d{4}")
_DONE_IN = re.compile("工作|总结|情况|动态|回顾|综述|大事|数说|数据|数字|盘点|成绩单|一览")
_YET_TO_DO = re.compile("打算|计划|下一步|安排|要求|建议|思路|问题|不足|困难|短板|差距")


def under_heading(around: Surroundings, value: Quantity | None, sentence: int, start: int) -> str | None:
    """The time of the headings above; where something stood (已有27支), the end of their period."""
    told = _of_heading(around, sentence, start)
    if told and (period := PERIOD.fullmatch(told)) and is_level(value, around, start):
        return period[1]
    return None if _is_standing(value, around, start) else told


def _of_heading(around: Surroundings, sentence: int, start: int) -> str | None:
    """The time in the headings above: of a stage （…4月16日至30日）, or in a report of what was done.

    A plan is for later, and what stands as it is (现有…, 由680平方米…) was not done in the year.
    """
    innermost = around.section(start)
    if innermost and innermost.level > 1 and (days := around.between("TIME", *innermost.heading)):
        value = value_of(days[0]) or ""
        if len(value) >= len("2024-05-01"):
            return value
    if around.text[start - 1 : start] in ("由", "从") or _STANDING.search(around.text, sentence, start):
        return None
    if around.doc.metadata.genre == "circular":
        return None
    for section in around.sections(start):
        is_attached = _ATTACHED.search(around.text, section.heading.end, start) is not None
        found = around.between("TIME", *section.heading)
        if section.level > 1 and not is_attached and _YET_TO_DO.search(around.text, *section.heading):
            year = value_of(found[0]) or "" if found else ""
            # 三、2026年工作打算: all of it is for that year.
            return year if _YEAR.fullmatch(year) else None
        if section.level == 1 and len(found) > 1:
            # 2023年工作总结和2024年工作打算 tells neither.
            return None
        if found and _AS_OF.search(around.text, section.heading.start, found[0].start) and value_of(found[0]):
            if _MEAN.search(around.text, max(sentence, start - 8), start):
                return None
            return f"../{value_of(found[0])}"
        if found and _DONE_IN.search(around.text, *section.heading):
            value = value_of(found[0]) or ""
            return None if value.startswith("P") else value  # 半年“交账”, 三年工作综述: how long, not when
    return None


def _is_standing(value: Quantity | None, around: Surroundings, start: int) -> bool:
    """Whether it tells how things are or what each one gets, which no heading dates: 签约率100%, 有退休中医21名."""
    if value is None or value.change:
        return False
    if value.unit_kind in ("ratio", "age", "point", "area") or (value.unit_kind == "money" and value.per):
        return True
    return around.text[start - 1 : start] in ("有", "设") or _LEAVING.search(around.text, max(0, start - 4), start) is not None


def is_level(value: Quantity | None, around: Surroundings, start: int) -> bool:
    """Whether it tells where something stood at the end, not what was done in the time."""
    if value is not None and value.change == "to":
        return True
    return _LEVEL.search(around.text, max(0, start - 8), start) is not None


def of_survey(around: Surroundings, sentence: int, start: int) -> str | None:
    """The time of a count with which the paragraph began, for what it counted (据今年3月摸底，…。80岁以上的…)."""
    text, begin = around.text, around.paragraph_start(start)
    section = around.section(start)
    if section and begin < section.body.start <= sentence:
        # 一、基本情况。截至6月30日，…
        begin = section.body.start
    if not _COUNTED.match(text, sentence):
        return None
    numbered = _ITEM.match(text, begin) is not None
    for _ in range(_LONGEST_LIST if numbered else 0):
        if begin and _ITEM.match(text, begin):
            begin = around.paragraph_start(begin - 1)
    if begin == sentence or not (opened := _AS_OF.match(text, begin)):
        return None
    times = around.between("TIME", begin, begin + 40)
    return value_of(times[0]) if times and times[0].start - opened.end() <= 1 else None


def value_of(mention: Mention) -> str | None:
    return mention.value.value if isinstance(mention.value, TimeValue) else None
