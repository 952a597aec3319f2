"""Lists: the members that stand before or after the phrase that sums them up (甲、乙、丙“三大行动”)."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Span

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
# Digits of other scripts were folded by cleaning.
_NUMERALS = _DIGITS | {str(n): n for n in range(10)}
_CLAUSE_END = "，。；：！？\n（"
_BEFORE_LIST = 200
_AND = re.compile("以及|和|与|及")
_TAIL = re.compile("等?(?:为主要内容|为内容|相结合|相衔接)?的$|等$")
# The first member follows its verb without a mark; the cut is after the last of these that leaves a name.
_LEAD = re.compile(
    "紧扣|紧盯|锚定|立足|打造|创建|开展|实施|启动|推进|推动|促进|深化|实行|推行|建立|建成|搭建|建设|开设|形成|构建|完善|健全|探索|聚焦|围绕|突出|做好|做到|落实|抓好|抓实|"
    "包括|涵盖|涉及|以|按照|由|将|把|对|在|从|了|的|组织实施|培育|成立|组建|推出|开辟|创新|坚持|强化|统筹|明确|通过|采取|依托|利用|设立|设置|"
    "深耕|做[精细优强大实亮活]|[建抓打]实|[建抓]强|[建办用管]好|用活|盘活|丰富|拓展|创设|创办|开办|抓牢|运行|整合|"
    "提供|持续|着力|大力|扎实|深入|细化|优化|提升|加强|培养|擦亮|叫响|打响|下设|设有|共有|拥有|现有|建有|汇聚|涌现出|孵化|衍生"
)


def number_of(numeral: str) -> int | None:
    """The value of a leading numeral word up to 十, 两 and 双 included; None for any other start.

    Examples
    --------
    >>> number_of("五大行动"), number_of("双百"), number_of("6个品牌"), number_of("枫叶")
    (5, 2, 6, None)
    """
    if numeral[:1].isdigit():
        digits = re.match(r"\d+", numeral)
        return int(digits[0]) if digits and len(digits[0]) <= 2 else None
    return _DIGITS.get(numeral[:1])


def numbers_in(form: str) -> list[int]:
    """The values of its single numerals: 三 and 一 in 三有一落实."""
    return [number for char in form if (number := _NUMERALS.get(char)) is not None]


def items_before(text: str, end: int, *, count: int | None = None) -> list[Span]:
    """The members of a list that ends at ``end``; empty when there is no list or, with ``count``, not one that long.

    Examples
    --------
    >>> text = "市里着力打造初心课堂、银龄驿站、金秋讲堂“三个品牌”"
    >>> [text[a:b] for a, b in items_before(text, text.index("“"), count=3)]
    ['初心课堂', '银龄驿站', '金秋讲堂']
    """
    floor = _clause_start(text, end)
    clause = text[floor:end]
    clause = clause[: len(clause) - len(match[0])] if (match := _TAIL.search(clause)) else clause
    items = _split(clause, floor)
    if count is not None and count >= 2:
        # An earlier 、 may belong to the subject: 市委、市政府打造甲、乙“两大品牌”.
        items = items[-count:]
    if len(items) < 2 or (count is not None and len(items) != count):
        return []
    items[0] = _cut_lead(text, items)
    return [_unquote(text, item) for item in items]


def _clause_start(text: str, end: int) -> int:
    """Where the clause that ends at ``end`` starts; brackets that close before ``end`` are passed over."""
    depth = 0
    for at in range(end - 1, max(-1, end - _BEFORE_LIST), -1):
        if text[at] == "）":
            depth += 1
        elif text[at] == "（" and depth:
            depth -= 1
        elif text[at] in _CLAUSE_END and not depth:
            return at + 1
    return max(0, end - _BEFORE_LIST)


def _split(clause: str, offset: int) -> list[Span]:
    """The clause cut at 、 and, in its last piece, at 和."""
    out, at = [], 0
    for piece in clause.split("、"):
        out.append(Span(offset + at, offset + at + len(piece)))
        at += len(piece) + 1
    last = out[-1]
    joints = [m for m in _AND.finditer(clause, last.start - offset) if m.start() > last.start - offset + 1]
    # 和 joins the last two members; in a text without 、 it joins the only two.
    for joint in joints[-1:]:
        out[-1:] = [Span(last.start, offset + joint.start()), Span(offset + joint.end(), last.end)]
    return [s for s in out if s.end > s.start]


def _cut_lead(text: str, items: list[Span]) -> Span:
    """The first member without the words that lead to it."""
    first = items[0]
    heads = {text[s.start] for s in items[1:]}
    # “…”品牌下设甲、乙: what stands in marks before is no member.
    floor = max(first.start, text.rfind("”", first.start, first.end - 2) + 1)
    if len(heads) == 1 and (at := text.find(next(iter(heads)), floor, first.end)) >= 0:
        return Span(at, first.end)
    start = first.start
    for match in _LEAD.finditer(text, first.start, first.end):
        if first.end - match.end() >= 2:
            start = match.end()
    return Span(start, first.end)


def _unquote(text: str, span: Span) -> Span:
    if span.end - span.start > 2 and text[span.start] == "“" and text[span.end - 1] == "”":
        return Span(span.start + 1, span.end - 1)
    return span
