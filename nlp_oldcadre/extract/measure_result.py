"""What becomes of the object that 把 moves before its verb: a wish (把学校办成重要阵地) or a thing (把车库改成活动室)."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_object import Nouns, head_phrase
from nlp_oldcadre.extract.measure_verbs import Head

_BECOMES = ("成为", "办成", "建成", "建设成", "打造成", "做成", "变成", "培养成", "培育成", "建设成为", "打造成为")
_MADE = frozenset(("thing", "event", "system", "place", "service"))
_POINTED_AT = frozenset(("《", *(LETTERS[kind] for kind in ("QUANTITY", "PROGRAM", "DOCUMENT", "TITLE"))))
# 把待遇纳入预算: whatever is put there, the place can be pointed at.
_INTO = frozenset("入进")
# What is only said to be so.
_WISHED = re.compile(
    "重要|生动|坚强|温馨|精神|幸福|特色|优质|一流|最[美好]|[的之]家|高地|港湾|名片|样板|标杆|亮点|纽带|桥梁|风景|阵地|堡垒|[家乐]园|力量|生力军|舞台|窗口|抓手|引擎|(?<![公果茶菜桑校田])园$|“"
)


def comes_to(mask: str, head: Head, end: int, nouns: Nouns) -> str | None:
    """The feature of an object that comes to something: ``becomes``, ``becomes thing`` where one can point at it, ``into``.

    Parameters
    ----------
    mask, head, end : the masked text, the verb behind the object, the end of the phrase.
    nouns : what kinds of things words are.
    """
    if any(verb.verb in _BECOMES for verb in head.verbs):
        at = head.end
    elif mask[head.end : head.end + 1] in ("成", "为"):
        at = head.end + 1
    else:
        return "into" if head.verbs[-1].verb[-1] in _INTO else None
    result = mask[at:end]
    if not _POINTED_AT.isdisjoint(result):
        return "becomes thing"
    return "becomes thing" if nouns.kind(head_phrase(result)) in _MADE and not _WISHED.search(result) else "becomes"
