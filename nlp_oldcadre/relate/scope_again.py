"""The programme that a sentence means again: by the end of its name (说理坊化解…), or by what kind of thing it is (该计划)."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, ProgramValue
from nlp_oldcadre.relate.scope_titles import AT_LARGE
from nlp_oldcadre.relate.surroundings import Surroundings

_KIND = (
    "品牌|活动|行动|项目|工程|计划|平台|机制|模式|课堂|讲堂|工作室|服务队|宣讲团|宣讲队|服务团|学堂|夜校|驿站|基金|门诊|小组"
)
_POINTS = re.compile(f"(?:该|这一|这个|此)({_KIND})")
# 项目实施五年来, 活动自去年启动以来
_RUNS = re.compile(
    f"({_KIND})(?:自?[^，。；]{{0,12}}?)?(?:启动|实施|开展|推行|成立|开办|运行|创办|创建)[^，。；]{{0,8}}(?:来|后|至今)"
)
# “…”志愿门诊: what the name is of stands behind it.
_BODY_BEHIND = re.compile(
    "[”’][\u4e00-\u9fff]{0,4}(门诊|夜校|课堂|讲堂|驿站|书屋|工作室|调解室|食堂|基金|小组|合作社|联盟|工作站|服务站|服务队|宣讲团|宣讲队|讲堂|学堂|展馆|剧团|乐团|艺术团|合唱团)"
)
_OF_IT = re.compile("(?:[队团组站班]长|负责人|领队|队员|成员|[他她]们?(?!乡)|这支|大家|老人们|老伙计)")
_LONGEST_END, _MEMORY, _RECENT, _MOST, _LEAST = 4, 600, 4, 8, 2


def by_end(around: Surroundings, floor: int, segment: int, start: int) -> list[Mention]:
    """The programme with whose last characters this clause opens, or one before it in the same part of the sentence.

    Parameters
    ----------
    floor : where the article begins.
    segment : where the part of the sentence begins, after a ；.
    """
    earlier = around.between("PROGRAM", max(floor, start - _MEMORY), segment)[-_RECENT:]
    if not earlier:
        return []
    text, clause = around.text, around.clause_start(start)
    named = [(mention, _ends(around, mention)) for mention in earlier[::-1]]
    for _ in range(_MOST):
        if AT_LARGE.match(text, clause):
            return []
        for mention, ends in named:
            if text.startswith(ends, clause):
                return [mention]
        if clause <= segment or clause < _LEAST:
            break
        clause = around.clause_start(clause - 1)
    if not _OF_IT.match(text, segment):
        return []
    # 护河队最先打响名头。队长…带着46名老伙计…
    before = around.sentence(segment - 1).start
    return next(([mention] for mention, ends in named if text.startswith(ends, before)), [])


def _ends(around: Surroundings, mention: Mention) -> tuple[str, ...]:
    name = mention.value.name if isinstance(mention.value, ProgramValue) else None
    ends = (name[-4:], name[-3:], name[-2:]) if name and len(name) > _LONGEST_END else ()
    text, start, end = around.text, mention.start, mention.end + 1
    quote = max(text.rfind("”", start, end), text.rfind("’", start, end))
    behind = _BODY_BEHIND.match(text, quote) if quote >= 0 else None
    return (*ends, behind[1]) if behind else ends


def by_kind(around: Surroundings, floor: int, segment: int, start: int) -> list[Mention]:
    """The programme of the kind that the sentence speaks of (该计划自2021年启动以来…, after “…”计划)."""
    said = _POINTS.search(around.text, segment, start) or _RUNS.match(around.text, segment, start)
    if said is None:
        return []
    earlier = around.between("PROGRAM", max(floor, start - _MEMORY), segment)[-_MOST:]
    return next(([m] for m in reversed(earlier) if _is_of_kind(around, m, said[1])), [])


def _is_of_kind(around: Surroundings, mention: Mention, kind: str) -> bool:
    return (
        around.text[mention.start : mention.end].rstrip("”’").endswith(kind)
        or kind in around.text[mention.end : mention.end + 6]
    )
