"""The head noun of a measure's object, with its short attributes: the first of several."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.measure_object import Nouns

_UNITS = "个名支场次项期批部本篇届类种份条件套位家所间座台块人张盏辆幅副把双间栋层棵株只轮节堂门处对户册"
_NUMERALS = "\\d.,一二三四五六七八九十百千两几"
_DETERMINER = re.compile(
    "(?:了|出|到|成功|好|成|起|的|一次性|一批|一系列|一项|一个|一场|一次(?!性)|一部|一本|一期|一套|一支|首个|首批|首期|首届|首次|多个|多项|多种|多次|更多|全部|"
    "全市|全省|全县|全区|我市|我省|各类|各项|有关|相关|新一轮|各级|系列|"
    f"[近约超逾]?[第{_NUMERALS}]+[余多]?[万亿]?[余多]?[{_UNITS}]+(?:次|以上)?(?![委大五性])(?!把手))+"
)
_COUNT_AFTER = re.compile(f"[近约超逾]?[{_NUMERALS}]+[余多]?[万亿]?[余多]?[{_UNITS}讲幅首亩盒箱袋页集组]+次?$")
_LIST_NAME = re.compile("等(?:[^、，的]{0,12}的)?([^、，“”《》]{2,14})$")
_LONGEST = 20
_PAIRS = (("“", "”"), ("《", "》"), ("‘", "’"))
_MARKS = frozenset("“”《》‘’")
# 特色化、功能性…党支部: what comes first only describes.
_DESCRIBES = re.compile("(?:[化性式型强]|鲜明|扎实|明显|完善|丰富|多样)$")
# A name that stands for all that the list before it tells (…、…“三张网”).
COLLECTIVE = re.compile("[一二两三四五六七八九十百双\\d]+(?:大|个|张|项|支)?[\u4e00-\u9fff]{0,4}$")
# Heads that such a name only describes (“五老”宣讲团, “一人一策”台账).
_OWN_HEADS = frozenset(("thing", "people", "place", "deed", "work"))
_LINKS = frozenset("和及与")
_AND = re.compile("以及|[和及与]")
_MADE = frozenset(("thing", "service", "place"))
_HELD = frozenset(("event", "system"))


def head_noun(text: str, nouns: Nouns, *, counted: bool = False) -> str:
    """The head of an object.

    Parameters
    ----------
    text : the object, without amounts.
    nouns : what kinds of things its words are.
    counted : an amount stood behind the first of several, so that it is whole (助餐点12处、床位90张).

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> nouns = Nouns.of(load_tables())
    >>> head_noun("一批农业、水利老专家", nouns), head_noun("书包和词典", nouns)
    ('老专家', '书包')
    """
    if "等" in text and (found := _LIST_NAME.search(text)):
        text = found[1]
    first = _first_item(text)
    rest = text.rsplit("的", 1)[-1] if "的" in text else text
    if "的" in first:
        first = first.rsplit("的", 1)[-1]
    elif rest != text and "、" not in rest:  # the list only modifies (老法官、老律师组成的调解小组)
        first = rest
    elif _DESCRIBES.search(first):
        first = text.rsplit("、", 1)[-1]
    elif first != text and not counted:
        first = nouns.shared(first, _COUNT_AFTER.sub("", text.rsplit("、", 1)[-1])) or first
    if whole := _collective(first, nouns):
        return whole
    first = _strip(first)
    if not _LINKS.isdisjoint(first):
        first = _first_linked(first, nouns)
    return _collective(first, nouns) or _strip(_COUNT_AFTER.sub("", first))[-_LONGEST:]


def _first_linked(text: str, nouns: Nouns) -> str:
    """The first of two that 和 links: both are things, or people (书包和词典); what they describe, else (书记和委员培训班)."""
    for link in _AND.finditer(text):
        before, behind = text[: link.start()], text[link.end() :]
        left, right = nouns.kind(before), nouns.kind(_COUNT_AFTER.sub("", behind))
        if (left == right != "unknown" and left != "abstract") or (left in _MADE and right in _MADE):
            return before
        if left == "people" and right in _HELD and (head := nouns.suffix(behind)):
            return head
    return text


def _collective(text: str, nouns: Nouns) -> str | None:
    """The quoted number that names a system or an event: the 三个一 of “三个一”联系机制."""
    quoted = text.find("”") if text[:1] == "“" else -1
    if not (0 < quoted <= 8 and COLLECTIVE.fullmatch(text[1:quoted])):
        return None
    rest = _COUNT_AFTER.sub("", text[quoted + 1 :])
    return None if nouns.kind(rest) in _OWN_HEADS else text[1:quoted]


def _strip(text: str) -> str:
    """Without counts and articles before it and marks around it; those of “老兵说”微视频 stay."""
    found = _DETERMINER.match(text)
    text = text[found.end() if found else 0 :].strip(" 、")
    for opening, closing in () if _MARKS.isdisjoint(text) else _PAIRS:
        if text.count(opening) != text.count(closing) or (text[:1] == opening and text.find(closing) == len(text) - 1):
            text = text.replace(opening, "").replace(closing, "")
    return text


def _first_item(text: str) -> str:
    """The first of a list that 、 divides outside quotation marks."""
    if "、" not in text:
        return text
    depth = 0
    for i, char in enumerate(text):
        depth += (char in "“《（(") - (char in "”》）)")
        if char == "、" and depth == 0 and i >= 2:
            return text[:i]
    return text
