"""Honours that are not given yet: a plan tells of whoever will be chosen, a rule of whoever earns it."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.scan import Scan

# 将对…予以表彰, 对成效明显的单位予以通报表扬: promised to whoever earns it, received by nobody yet.
PROMISED = re.compile(
    "[将拟可应要](?:视情|适时|择优|统一|一并|按[^，。；\n]{1,8}|对[^，。；\n]{2,40})?$|"
    "(?:对|凡|凡是)[^，。；\n“”\\d]{2,30}的(?:先进|优秀)?(?:单位|个人|集体|党?支部|地区|地方|部门|同志|人员|团队|组织|作品|典型|县区|乡镇)?"
    "(?:和(?:单位|个人|集体|同志|部门))?，?[将可要应]?$"
)
# Verbs by which many are chosen.
CHOOSING = frozenset(
    {
        "评出",
        "评选出",
        "推选出",
        "选树",
        "评定",
        "评定为",
        "命名",
        "命名为",
        "认定",
        "认定为",
        "授予",
        "颁发",
        "表彰",
        "评选表彰",
        "确定为",
    }
)
_PLAN = re.compile("(?:方案|要点|安排|办法|细则|规程|计划)(?:》?的(?:通知|意见))?$|计划$")
_PAST = re.compile(
    "了|已|曾|先后|去年|上年|前年|往年|此前|近[一二两三四五六七八九十\\d]年|[一二两三四五六七八九十]年来|以来|共评|累计|成功|\\d{4}年度?(?![\\d年月日]*前)"
)
_COMING = re.compile(
    "(?:将(?:于|在|评|举|开|组)|拟|计划(?:于|在)|年内|(?<![去前上])年底前?|月底前|[1-9一二三四五六七八九十]\\d?月(?:份)?(?:底前?|上旬|中旬|下旬)?(?:再)?(?:办|举办|开展|组织|召开|集中)(?!了))[^。；]*$"
)


def is_planned(scan: Scan, at: int) -> bool:
    """Whether a plan says what will be chosen: 总结评比（12月）。评出先进驿站6个.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> texts = "12月底前举办总结会，评出先进支部6个。", "去年评出先进支部6个。"
    >>> [is_planned(Scan(Document.from_text(text), load_tables()), text.index("评出")) for text in texts]
    [True, False]
    """
    planned: bool = scan.once(
        "honor.plan", lambda: any(_PLAN.search(scan.text, *s.heading) for s in scan.sections if s.level == 1)
    )
    start, end = scan.sentence_at(at)
    # 年底前评出…，对上年…: what stands before the verb tells of it.
    if _COMING.search(scan.text, max(start, scan.text.rfind("，", start, at) + 1), at):
        return True
    if _PAST.search(scan.text, start, end):
        return False
    return planned or _COMING.search(scan.text, start, at) is not None
