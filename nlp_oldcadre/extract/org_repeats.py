"""Sections that the text first names with their body (某学院离退休工作处) and then alone (离退休工作处)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near, find_words
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

_SECTION = re.compile(
    "(?:离退休|离休|退休|老干部|老龄|老同志)(?:老?干部|教职工|职工|人员)?(?:工作|管理|服务|事务)*(?:处|科|办公室|中心|部)$"
)
_BRANCH = re.compile("(?<=.{4})第[一二三四五六七八九十]{1,2}(?:党支部|党总支)$")
# 处长, 部门, 科级: other words.
_OTHER_WORD = re.compile("[长理于分级罚所置门员普技研]")
_HAN_BEFORE = re.compile("[省市县区州级各的]$")


# 老年大学|新校区, 老干部活动中心|建于…: what is said of the one that the place has.
_LOCAL = re.compile(
    "(?:老年大学|老干部大学|老干部活动中心|老干部活动站|老年活动中心)"
    r"(?=新校区|新校|[一二三]期(?!间)|分校|校舍|放假|开学|在校|在册|在读|现有|建于|建成于|始建|占地|建筑面积|位于|学员\d|临时党支部|今年|上半年|全年|项目建设)"
)
# 改扩建|老干部活动中心，; 在|老干部活动站|举行仪式: the one that there is.
# What is spent on one centre, how large it is, what becomes of it.
_PAID = re.compile("万元[一-鿿]{0,6}$")
_MEASURED = re.compile(r"，?(?:总|建筑)?(?:面积|占地|该[校中])|\d")
_OLD = re.compile("老")
_AT_LOCAL = re.compile(
    "(?:(?<=改扩建)|(?<=扩建)|(?<=改建)|(?<=改造)|(?<=迁建)|(?<=修缮)|(?<=装修)|(?<=翻新)|(?<=升级))"
    r"(?:老年大学|老干部大学|老干部活动中心|老干部活动站|老年活动中心)(?=[，。；]|面积|\d)"
    "|(?<=在)(?:老年大学|老干部大学|老干部活动中心|老干部活动站|老年活动中心)(?=举行|召开|举办|开班|揭牌|开讲|隆重)"
    "|(?:(?<=在)|(?<=把)|(?<=将)|(?<=到))(?:老年大学|老干部大学|老干部活动中心|老干部活动站|老年活动中心)(?=[一二三四五六七八九]楼|会议室|报告厅|多功能厅|大礼堂|排练厅)"
)
# 老干部艺术团|排演的剧目: the one that the place has.
_TROUPE = re.compile(
    "(?:老干部艺术团|老干部合唱团|老干部书画院|老年艺术团)(?=排演|演出|演唱|表演|编排|创排|现有|成立于|的演员|带来|赴)"
)
_CLAUSE_BEFORE = re.compile(
    "(?:^|[\n，。；：、（]|[■●▲◆★○□☆]|\\d[.．、]|[一二三四五六七八九十]是|剩下的|的|"
    "[前将由对据]|完成|建成|启用|推进)[ \u3000]*$"
)


def local(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """The place's own school or centre under its common name, where something is said of it that is said of one alone."""
    for match in _LOCAL.finditer(scan.text):
        start = match.start()
        opens = _CLAUSE_BEFORE.search(scan.text, max(0, start - 5), start)
        if opens and taken.is_free(start, match.end()) and not is_group(scan.text, start):
            yield Span(start, lexicon.extend(scan.text, match.end()))
    for match in find_near(_TROUPE, _OLD, scan.text):
        if _CLAUSE_BEFORE.search(scan.text, max(0, match.start() - 5), match.start()) and taken.is_free(*match.span()):
            yield Span(*match.span())
    for match in find_near(_AT_LOCAL, _OLD, scan.text) if "老" in scan.text else ():
        is_one = scan.text[match.start() - 1] in "在把将到" or (
            _PAID.search(scan.text, max(0, match.start() - 12), match.start()) or _MEASURED.match(scan.text, match.end())
        )
        if is_one and taken.is_free(*match.span()) and not is_group(scan.text, match.start()):
            yield Span(*match.span())


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """The sections of the bodies taken so far, wherever they stand alone behind their first naming."""
    first: dict[str, int] = {}
    for span in taken.organisations():
        match = _SECTION.search(scan.text, span.start, span.end)
        if match and match.start() > span.start and len(match[0]) >= 5:
            first[match[0]] = min(span.end, first.get(match[0], span.end))
        if branch := _BRANCH.search(scan.text, span.start, span.end):
            first[branch[0]] = min(span.end, first.get(branch[0], span.end))
    for start, end, since in find_words(first, scan.text):
        if start < since or not taken.is_free(start, end) or _OTHER_WORD.match(scan.text, end):
            continue
        if not _HAN_BEFORE.search(scan.text, max(0, start - 1), start) and not is_group(scan.text, start):
            yield Span(start, lexicon.extend(scan.text, end))
