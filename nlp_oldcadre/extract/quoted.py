"""Quoted phrases as SLOGAN and PROGRAM both need them: in groups, with the words before and after the marks.

Quotation marks do many jobs in this register: names, set phrases, metaphors, titles, speech. What a phrase is shows
mostly in what stands around it, and a list of quoted phrases shares those surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span
from nlp_oldcadre.tables import Tables

# What may stand between the members of one list: “甲”“乙”、“丙”和“丁”.
_LINK = re.compile(
    r"(?:\d+[余多]?[个处家支场期所])?(?:、?(?:和|与|及|以及|或)?|，(?:和|与|及|以及))|"
    # “甲”帮带、“乙”建言等特色项目: a word that is no head of its own name
    r"(?!活动|行动|工程|计划|项目|品牌|模式|机制|平台|教育|建设|工作|服务|精神|意识|制度|体系|栏目|课堂|课程|学堂|讲堂|讲坛|夜校|学院|书院|书屋|书房|驿站|小站|小院|大院|工坊|作坊|茶馆|茶座|茶室|热线|门诊|食堂|餐厅|论坛|沙龙|集市|诗社|画社|剧社|乐团|剧团|基地|中心|联盟|协会|智库|电台|播客|长廊|展馆|大赛|比赛|标准|要求|目标|表彰|组织|队伍|团队|小队|分队|支队)"
    r"[\u4e00-\u9fff]{2}、|"
    r"[、，](?:助力|全[省市区县]|首届|面向|针对)[\u4e00-\u9fff]{0,8}"
)
_BREAKS = "。；！？\n"
_BREAK = re.compile(f"[{_BREAKS}]")
_UP_TO_BREAK = re.compile(f".*[{_BREAKS}]", re.DOTALL)
_SPEECH = re.compile("[。！？；：]|(?:我们|他们|她们|大家(?![唱谈讲说乐学看写跳拍评议舞庭访])|咱们|你们)")
_SEPARATOR = re.compile(r"[，,、·•・；;\s—\-]+")
# Words that make what they introduce a metaphor or a role, never a name.
_LIKENED = re.compile(
    r"(?:成为|成了|变成|变为|化为|打造成|锻造成|培养成|建设成|建成为|化身|当好|当作|视为|称为|称作|誉为|称之为|好比|比作|充当)"
    r"(?:了|为|一[个名位支道张把条座])?[^，。；、“”]{0,12}$|"
    r"(?:是|成了|成为)[^，。；、“”]{1,14}(?<![造建展施办出织起育发立创行设])的$|(?:人称|号称|素有|堪称|俨然|亲切地?[称叫]\w?)[^，。；、“”]{0,6}$|"
    # 放到“…”上: where it is put
    r"(?:从|由|(?<![放搬传送挂登迁移走引接延])到|向|是|做好|担当|这一|这个|所谓|戴上|摘掉|有了|感受到)(?:了|一[个名位支道张把条座])?$"
)
# Ordinary words before a figure of speech leave it one: 治理智囊团, 红色加油站.
_COLOUR = re.compile(
    "(?:红色|绿色|金色|银色|新|小|大|好|老|最|民生|社会|治理|社区治理|基层治理|党建|服务|健康|精神|文化|思想|政治|理论|宣讲|发展|振兴|乡村振兴|成长|"
    "就医|就诊|看病|办事|求学|就业|创业|致富|养老|康养|助老|惠老|便民|为民|爱民|基层|支部|组织|党员|"
    "政策|民意|民情|幸福|和谐|平安|温馨|温暖|亲情|数字|时代|青春|智慧|生态|经济|法治|道德|心灵|信息|安全|人民|群众|百姓|身边的?|名副其实的)的?"
)
_NOT_NAME_AFTER = re.compile("[之]?(?:称|美誉|效应|精神$|牌[，。、]|式的)")


class QuoteGroup(NamedTuple):
    """Quoted phrases side by side, the text before the first opening mark and after the last closing mark."""

    spans: tuple[Span, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _MetaphorRow:
    word: str


def read_quotes(scan: Scan) -> list[QuoteGroup]:
    """The quoted phrases of a document, those that form a list together; read once.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> scan = Scan(Document.from_text("持续开展“甲”“乙”和“丙”系列活动。"), load_tables())
    >>> [(len(g.spans), g.before, g.after) for g in read_quotes(scan)]
    [(3, '持续开展', '系列活动')]
    """
    groups: list[QuoteGroup] = scan.once("quotes", lambda: list(_grouped(scan.text, scan.quotes)))
    return groups


def _grouped(text: str, quotes: list[Span]) -> Iterator[QuoteGroup]:
    group: list[Span] = []
    for span in quotes:
        if group and not _linked(text, group[-1].end + 1, span.start - 1):
            yield _group(text, group)
            group = []
        group.append(span)
    if group:
        yield _group(text, group)


def _linked(text: str, start: int, end: int) -> bool:
    return end - start <= 12 and _LINK.fullmatch(text, start, end) is not None


def _group(text: str, spans: list[Span]) -> QuoteGroup:
    first, last = spans[0].start - 1, spans[-1].end + 1
    begin, end = max(0, first - 24), last + 30
    if broken := _BREAK.search(text, last, end):
        end = broken.start()
    if broken := _UP_TO_BREAK.match(text, begin, first):
        begin = broken.end()
    return QuoteGroup(tuple(spans), text[begin:first], text[last:end])


def bare(phrase: str) -> str:
    """The phrase without separators and inner quotation marks, for comparing.

    Examples
    --------
    >>> bare("不忘初心，牢记使命") == bare("不忘初心 牢记使命")
    True
    """
    return phrase if phrase.isalnum() else _NOT_BARE.sub("", phrase)


def bare_quotes(scan: Scan) -> list[str]:
    """Every quoted phrase of a document, :func:`bare`, in order; read once.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> bare_quotes(Scan(Document.from_text("“霞映·青山”和“枫桥驿站”"), load_tables()))
    ['霞映青山', '枫桥驿站']
    """
    phrases: list[str] = scan.once("bare_quotes", lambda: [bare(scan.text[start:end]) for start, end in scan.quotes])
    return phrases


_NOT_BARE = re.compile(r"[，,、·•・；;\s—\-‘’“”]+")


def parts(phrase: str) -> list[str]:
    """The phrase cut at its separators (， 、 · blank), without inner quotation marks."""
    if phrase.isalnum():
        return [phrase]
    for mark in "‘’“”":
        if mark in phrase:
            phrase = phrase.replace(mark, "")
    return [p for p in _SEPARATOR.split(phrase) if p]


def is_speech(phrase: str) -> bool:
    """Whether the phrase is somebody's words: sentences, or talk of us and them."""
    return _SPEECH.search(phrase) is not None or len(phrase) > 45


def is_metaphor(phrase: str, tables: Tables) -> bool:
    """Whether the phrase is a known figure of speech (``data/metaphors.csv``), also with a word before it (红色引擎)."""
    words = _metaphors(tables)
    if phrase in words.whole:
        return True
    if phrase[-2:] in words.tails:
        for size in range(2, min(6, len(phrase))):
            if phrase[-size:] in words.whole and _COLOUR.fullmatch(phrase, 0, len(phrase) - size):
                return True
    return False


class _Metaphors(NamedTuple):
    """Figures of speech, and the last two characters of each."""

    whole: frozenset[str]
    tails: frozenset[str]


def _metaphors(tables: Tables) -> _Metaphors:
    found: _Metaphors = tables.keep("metaphors", lambda: _read_metaphors(tables))
    return found


def _read_metaphors(tables: Tables) -> _Metaphors:
    words = frozenset(row.word for row in tables.rows("metaphors", _MetaphorRow))
    return _Metaphors(words, frozenset(word[-2:] for word in words))


def is_likened(group: QuoteGroup) -> bool:
    """Whether the words around say that something is likened to the phrase: 成为“…”, 从“…”到“…”, “…”之称."""
    return _LIKENED.search(group.before) is not None or _NOT_NAME_AFTER.match(group.after) is not None
