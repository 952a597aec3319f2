"""The programme that leads an item of a list, and names that a sentence only mentions on its way."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, ProgramValue
from nlp_oldcadre.relate.scope_making import is_introduced
from nlp_oldcadre.relate.surroundings import Surroundings

# 一是…, 二要…, ①…: where an item begins, in its paragraph.
_ITEM = re.compile("(?<![^。；：\n])[ \u3000]*(?:(?:[一二三四五六七八九十]|其[一二三四五])[是要][，：]?|[①-⑩])")
# 落实“银辉双报到”。: the item's first sentence says no more than what it is about.
_LEAD = re.compile("[^，。；：“”]{1,8}[“‘]?")
_LEAD_END = re.compile("[”’]?[^，。；：“”]{0,6}[。：]")
_LONGEST_LEAD = 40
_LONGEST_ITEM = 600
# Where the next amounts are not of the name that was told last.
_ONLY_NAMED = re.compile("(?:(?:列入|纳入|入选|选入)了?|下设(?!的)[^，。；：:]{0,20})[“‘]?$")
_EXAMPLE = re.compile("(?:(?:借鉴|学习|参照)[^，。；]{0,24}|(?:推广|复制)[^，。；“]{2,24})[“‘]?$")
_EXAMPLE_END = re.compile("[^，。；]{0,28}(?:做法|经验|模式)")
_MEANS = re.compile("(?:采取|采用|推行|实行|运用|形成|依托)了?(?:[^，。；“”]{0,24}的)?[“‘]?$")
# 以“乐知工程”聚心，…: a heading that files the work of an office under a name.
_FILED = re.compile("(?:以|抓|用|凭)[好实牢紧]?[“‘]?$")
_FILED_END = re.compile("[”’]?[\u4e00-\u9fff]{0,3}[，, ]")


def in_item(around: Surroundings, start: int) -> list[Mention]:
    """The programme that the first sentence of an item names, and nothing else: 二是实行“会客厅”制度。…."""
    paragraph = max(around.paragraph_start(start), start - _LONGEST_ITEM)
    begins = [m.end() for m in _ITEM.finditer(around.text, paragraph, start)]
    if not begins:
        return []
    named = around.between("PROGRAM", begins[-1], min(start, begins[-1] + _LONGEST_LEAD))[:1]
    return [m for m in named if _leads(around, begins[-1], m)]


def _leads(around: Surroundings, begin: int, mention: Mention) -> bool:
    leads = _LEAD.fullmatch(around.text, begin, mention.start)
    return leads is not None and _LEAD_END.match(around.text, mention.end) is not None


def is_passing(around: Surroundings, mention: Mention, earlier: list[Mention], start: int) -> bool:
    """Whether a name is only mentioned before an amount of a later clause.

    Something is put into it or copied from it (列入“…”计划, 借鉴“…”做法), or it is the means of one that was made before
    (创设“…”夜校，采取“…”模式，遴选讲师75名).
    """
    if around.clause_start(start) <= mention.end:
        return False
    before = slice(max(0, mention.start - 28), mention.start)
    text = around.text[before]
    if _ONLY_NAMED.search(text):
        return True
    if _EXAMPLE.search(text) and _EXAMPLE_END.match(around.text, mention.end):
        return True
    is_means = isinstance(mention.value, ProgramValue) and mention.value.kind == "mechanism" and _MEANS.search(text)
    return bool(is_means) and any(is_introduced(around, other) for other in earlier)


def is_filed_under(around: Surroundings, mention: Mention) -> bool:
    """Whether a heading only files the work that follows under a name."""
    before = around.text[max(0, mention.start - 3) : mention.start]
    return _FILED.search(before) is not None and _FILED_END.match(around.text, mention.end) is not None
