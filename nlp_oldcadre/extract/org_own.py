"""The body whose text it is under its bare noun (中心), its sections (服务科) and its branches by number (第三党支部)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

# The text's own body is named in its head or its first lines.
_TOP = 120
_OPENS = "(?:^|(?<=[\n，。；：、？！ 　（(由与和及同经向给请让报是对”◇◆●■○▲]))"
# 中心城区, 中心工作, 中心任务 are other words; 到中心来 is a place.
_CENTRE = re.compile(
    f"{_OPENS}中心(?![一-龥]?(?:小学|学校|城|组|区|镇|村|校)|环节|任务|工作(?!人员)|思想|内容|议题|位置|线|点|地|医院|广场|词|化|[里内外上来去是在]|(?<![由与和向经]中心)、)"
)
_SECTION = re.compile(
    f"{_OPENS}(?:服务|管理|综合|党务|活动|文体|生活|医疗|保健|教学|教务|财务|后勤|人事|安置|老干|老干部|离退休|军休|文化|宣传|组织|待遇|政工){{1,2}}科(?![长员室级技学研普])"
)
_NUMBER = "第[一二三四五六七八九十]{1,2}"
_BRANCH = re.compile(f"(?:{_OPENS}|(?<=的)){_NUMBER}(?:党支部|党总支|支部)(?![、和及至书]第|书记和|和第|至第)")
_OF_MANY = re.compile(f"{_NUMBER}[、至到和及]$")
# A character that each has, so that few places are looked at.
_LAST = {"中心": re.compile("中(?=心)"), "科": re.compile("科"), "支部": re.compile("第")}
_ENDS = {
    "中心": ("中心",),
    "科": ("中心", "所"),
    "支部": ("中心", "所", "校", "院", "公司", "集团", "厂", "关", "段", "矿", "社区", "研究院", "研究所"),
}


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """Where these stand alone; none in a text that no such body opens."""
    for kind, pattern in (("中心", _CENTRE), ("科", _SECTION), ("支部", _BRANCH)):
        if kind[-1] not in scan.text or not any(taken.first_named(noun) < _TOP for noun in _ENDS[kind]):
            continue
        if kind != "支部" and not _opens_with(scan, taken, _ENDS[kind]):
            continue
        for match in find_near(pattern, _LAST[kind], scan.text, back=8):
            start, end = match.span()
            many = _OF_MANY.search(scan.text, max(0, start - 5), start)
            if not many and taken.is_free(start, end) and not is_group(scan.text, start):
                yield Span(start, lexicon.extend(scan.text, end))


def _opens_with(scan: Scan, taken: Taken, nouns: tuple[str, ...]) -> bool:
    """Whether the first body that the text names is one of these."""
    first = min(taken.organisations(), default=None)
    return first is not None and any(taken.first_named(noun) == first.start for noun in nouns)
