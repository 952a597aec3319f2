"""Honours whose bearer the title or the line tells: a county, the document's own body, a portrait's person."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp_oldcadre.model import Document, Mention
from nlp_oldcadre.relate.honor_lists import start_of, subject_name

# 全省老干部工作先进县
_OF_REGION = re.compile("(?:先进|示范|模范|优秀|达标|文明|试点|红旗|标杆|强|百强)(?:[县市区州盟旗镇乡]|街道)$")
_LEVELS = frozenset("省市县区州盟旗镇乡道国")
# 同日，我局被命名为…
_OWN = re.compile(
    "^(?:同[日年月]|去年|今年|前年|此前|随后|[\\d年月日]{2,11}|[此为]*)?(?:我|本)(?:局|校|院|部|处|室|所|办|中心|委|会|公司|集团|支部|党支部|党委|队|团|大学|单位)"
    "(?![\u4e00-\u9fff]{0,12}(?:[支个名位人条《]|报送|选送|推荐|推选|[党团员]员|干部|[老同]同?志))"
)
# 三年来，我们以…为抓手，先后被省局授予…: the clause itself has no subject.
_WE = re.compile("(?:^|[，,：。\n ])我[们局](?=[以把坚先围从紧始着聚立按持推抓突探创注大深不用通狠在将])")
_BARE = re.compile(
    "(?:先后|连续[\\d一二三四五六七八九十两][年次届]|多次|还|也|并|[\\d]{4}年|今年|去年|一举)*(?:被|荣?获|受到|捧|摘|夺)"
)
# 人物名片：陈某，女，71岁，…
_PORTRAIT = re.compile("^[^，。；]{0,8}$")
_PORTRAIT_AFTER = re.compile("(?:同志)?[，（(](?:男|女|[\u4e00-\u9fff]{1,5}族|\\d{2}岁|\\d{4}年[^，。；]{0,6}出?生|中共党员)")
# 张某同志，1987年的全国五一劳动奖章获得者
_HOLDS_AFTER = re.compile("[”’]?(?:的)?(?:获得者|得主|获奖者|称号获得者)")
_HOLDS_BETWEEN = re.compile("(?:同志|老人|大爷|大妈|老师|先生|女士)?[，是](?:\\d{4}年)?(?:度)?的?“?")
_LONGEST_LEAD = 14


def told_by_title(doc: Document, honor: Mention, clause: str, start: int, subjects: list[Mention]) -> str | None:
    """Who bears it by the title's own last word, by 我局, or by the line of a portrait.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from nlp_oldcadre.model import HonorValue
    >>> text = "去年获评全省老干部工作先进县。"
    >>> doc = Document.from_text(text)
    >>> doc = replace(doc, metadata=replace(doc.metadata, region="青山县"))
    >>> told_by_title(doc, Mention("HONOR", 4, 14, HonorValue()), "去年获评", 0, [])
    '青山县'
    """
    if _OF_REGION.search(doc.text, honor.start, honor.end) and not any(
        m.start >= start and m.end <= honor.start for m in _bodies(subjects)
    ):
        region = doc.metadata.region
        return region if region and region[-1] in _LEVELS and region[-1] == doc.text[honor.end - 1] else None
    issuers = doc.metadata.issuers
    if issuers and (_OWN.match(clause) or (_BARE.match(clause) and _WE.search(doc.text, start, honor.start - len(clause)))):
        return issuers[0]
    return _portrayed(doc, start, subjects)


def _bodies(subjects: list[Mention]) -> list[Mention]:
    return [m for m in subjects if m.type in ("ORG", "REGION")]


def _portrayed(doc: Document, start: int, subjects: list[Mention]) -> str | None:
    """The person with whom a line opens that tells sex, people or age: 陈某，女，71岁，…."""
    line = doc.text.rfind("\n", 0, start) + 1
    first = next(iter(subjects[(at := bisect_left(subjects, line, key=start_of)) : at + 1]), None)
    if first is None or first.type != "PERSON" or first.end - line > _LONGEST_LEAD:
        return None
    opens = _PORTRAIT.match(doc.text[line : first.start]) and _PORTRAIT_AFTER.match(doc.text, first.end)
    return subject_name(doc, first) if opens else None


def holder_before(doc: Document, honor: Mention, here: list[Mention]) -> str | None:
    """张某同志，1987年的全国五一劳动奖章获得者: who stands before, where the title says that somebody holds it."""
    if not here or here[-1].type != "PERSON" or not _HOLDS_AFTER.match(doc.text, honor.end):
        return None
    return subject_name(doc, here[-1]) if _HOLDS_BETWEEN.fullmatch(doc.text, here[-1].end, honor.start) else None
