"""Groups are no organisations: 各级关工委, 各市、县（市）区委老干部局, 有关部门."""

from __future__ import annotations

import re

# The words that make a group, and what may stand between them and the organ without ending the group.
_QUANTIFIER = (
    "各级|各地|各个|各|有关|相关|所有|每个|其他|其它|部分|多个|一些|某个|某|任何|基层|全体|兄弟|多家|这些|上述|两级|三级|"
    "(?<![休第0-9一二三四五六七八九十百千])[0-9一二三四五六七八九十百千]+余?多?[个家所](?![）)])"
)
_LISTED = (
    "街道|社区|团场|连队|部委|人民团体|民主党派|院校|科研院所|大型|国有|省属|市属|直辖|自治|设区|行业|系统|部|党委|党组|政府|中央|单位|部门|"
    "人民法院|人民检察院|法院|检察院|关工委|苏木|嘎查|"
    "高校|企业|组织|委|副?书记|常委|办公[厅室]|党政|群团|机关|老干部|涉老|离退休|干部|工作|的"
)
_LIST = re.compile(f"(?:{_QUANTIFIER})(?:[级地市州盟县区旗乡镇省师直属管、,和及与以（）()/]|{_LISTED})*$")
_COMPLETE = re.compile(
    "(?:单位|部门|高校|企业|机关|[0-9一二三四五六七八九十]个(?:乡镇|街道|社区|村|县区|镇街|镇|乡))(?:、|和|及|以及)$"
)
_SHARED_LEVEL = re.compile(
    "(?:^|[^\u4e00-\u9fff]|[、和及])[省市县区州盟旗][、,]$|(?<![我本该])[省市县区]$|[、,，省市县区州盟旗镇乡][）)]$"
)
_CLAUSE_END = re.compile("[，。；：！？\n“”《》]")


def is_group(text: str, start: int) -> bool:
    """Whether the organ that begins at ``start`` stands for many.

    Examples
    --------
    >>> is_group("发挥各级关工委作用", 4), is_group("发挥市关工委作用", 2)
    (True, False)
    """
    clause = _CLAUSE_END.split(text[max(0, start - 40) : start])[-1]
    match = _LIST.search(clause)
    return bool(match) and not _COMPLETE.search(clause)


def shares_level(text: str, start: int) -> bool:
    """Whether the level word at ``start`` closes a list of levels (省、市委), which names no one organ."""
    return bool(_SHARED_LEVEL.search(text[max(0, start - 4) : start]))
