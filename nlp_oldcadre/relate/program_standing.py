"""The standing business of veteran-cadre work, whose totals are no programme's: facilities, health checks, allowances."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, ProgramValue
from nlp_oldcadre.relate.surroundings import Surroundings

_PLACES = (
    "老年(?:开放)?大学|老干部大学|老年学校|老年教育(?:机构|学校)|干休所|休养所|(?:老干部|老年人?|离退休干部)?活动(?:中心|室|场所|阵地)|"
    "(?:离退休(?:干部)?)?党(?:支部|总支|组织|委)"
)
_BUILDS = "新建|改建|扩建|改扩建|改造|修缮|维修|建成|建有|新增|增设|升级|提升改造|新改扩建"
# 老年大学由45所增至128所; 改造干休所9个, 新建活动中心14个; 体检覆盖率98%; 发放慰问金386.4万元.
_BUSINESS = re.compile(
    f"(?:^|[，、；：]|[省市县区州盟旗](?:内|级)?|现有|各级|各类|共有)(?:{_PLACES})(?:总数|数量|数|已|共)?(?:由|从|达|增|发展到|扩大|有|(?=\\d))|"
    f"(?:{_BUILDS})了?(?:[\\d.]+[个所处家])?[^，。；]{{0,8}}?(?:{_PLACES})|"
    "体检(?:覆盖|参检|完成)?率|(?:健康)?体检[^，。；]{0,6}\\d|参检率|"
    "(?:慰问金|慰问款|医药费|医疗费|离休费|退休费|特需费|护理费|公用经费|活动经费|生活补贴|补贴|抚恤金|补助金)[^，。；]{0,8}\\d[\\d.]*[余多]?[万亿]*元"
)
# What a brand that a report names as its means does by itself.
_OWN_WORK = re.compile("志愿|宣讲|品牌|服务队|工作室|驿站|讲堂|课堂|团队|队伍|银发|银龄|五老|分队|小分队|结对|助力|义诊|调解")
_ACTING = frozenset({"action", "project", "campaign", "mechanism"})


def is_standing(around: Surroundings, mention: Mention, start: int, end: int) -> bool:
    """Whether ``[start, end)`` counts standing business that no word of the brand's, team's or platform's name speaks of.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> around = Surroundings(Document.from_text("全市老年大学由45所增至128所。"))
    >>> is_standing(around, Mention("PROGRAM", 0, 0, ProgramValue("brand", "江畔银帆")), 0, 16)
    True
    >>> is_standing(around, Mention("PROGRAM", 0, 0, ProgramValue("brand", "家门口的老年大学")), 0, 16)
    False
    """
    value = mention.value
    if not isinstance(value, ProgramValue) or value.kind in _ACTING:
        return False
    business = _BUSINESS.search(around.text[start:end])
    return business is not None and not _shares(value.name, business[0])


def is_own_work(around: Surroundings, mention: Mention, start: int, end: int) -> bool:
    """Whether the passage tells of what brands do, or says a word of the name."""
    passage = around.text[start:end]
    value = mention.value
    return bool(_OWN_WORK.search(passage)) or (isinstance(value, ProgramValue) and _shares(value.name, passage))


def _shares(name: str, passage: str) -> bool:
    return any(name[i : i + 2] in passage for i in range(len(name) - 1))
