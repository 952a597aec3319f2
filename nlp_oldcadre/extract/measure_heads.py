"""What a measure is called by: its head verb and the head of its object."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_called import Called
from nlp_oldcadre.extract.measure_head_noun import COLLECTIVE, head_noun
from nlp_oldcadre.extract.measure_object import Nouns
from nlp_oldcadre.extract.measure_phrase import Phrase
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Mention, ProgramValue, Span

_NUMBER, _TIME = LETTERS["QUANTITY"], LETTERS["TIME"]
# Amounts, and what only leads to them (慰问金共计135.6万元).
_DROPPED = re.compile(f"(?:[由从]|(?:共计|总计|合计|累计|折合|价值|共)(?:人民币)?)?[{_NUMBER}{_TIME}]+")
# Something else is counted after the first (助餐点12处、床位90张).
_COUNTED_FIRST = re.compile(f"^[^、]{{2,}}[{_NUMBER}][ ]*、")
# Verbs that only carry the act: 对…进行表彰, 对…予以表彰; and those before a noun of an act: 完成换届.
_CARRIERS = frozenset(("进行", "予以", "加以", "给予"))
_LIGHT = frozenset(("完成", "开展", "组织", "组织开展", "启动", "落实", "接待", "举行", "举办", "实施", "作出", "接受"))
# The name of a list at its end: …、…“四个子品牌”, “甲”“乙”四大工程.
_NAME_OF_LIST = re.compile(
    '(?:、|等|[\u4e00-\u9fff]{2})[“"]([^“”"]{2,9})[”"]$|(?<=”)([一二两三四五六七八九十]+[大个项][^、“”]{1,6})$'
)
# With these the people are the object, wherever they go (选派干部到村里蹲点).
_SENDING = frozenset(("选派", "派", "派出", "抽调", "选调", "推荐", "聘请", "聘", "选聘", "吸纳", "吸收", "招募", "动员"))
# Whom one teaches or leads is the object, whatever they learn or where they go.
_TEACHING = frozenset(("教", "教会", "护送", "指导", "带着", "领着", "辅导"))
# What belongs to a programme and is no programme: 招募“银龄”志愿者, 设立“护苗”助学金.
_BELONGS = re.compile("[”》](?:品牌|项目)?([^“”《》、]{0,6}(?:(?<!基)[金费款券]|资金|会员证|证书|短视频|微视频))$")
# Where people begin to act: 组织党员到社区报到 is about 党员.
_GOES = re.compile(
    "(?<=..)(?:就近|自愿|积极|主动|分批|集中|轮流|全程|前往|上山|下乡|进山|到|赴|进|为|向|给|以|深入|走|去|来(?!自)|担任|加入|参加|列席|观看|坐班|坐诊|值守|随行)"
)
# What people take on or come to, whatever the verb before them (指定专人负责, 吸纳老党员加入, 教会农户使用手机).
_TAKES_ON = re.compile(
    "(?<=..)(?:担任|兼任|出任|加入|参加|进入|负责|坐班|值守|全程|陪同|随行|建言献策|献计献策|领办|创办|过马路|使用|掌握|学会|"
    "辨[认别病]|节本|增[收效产]|就业|创业|重返|返岗|入学|主讲|授课|讲解|成功|与|同|当(?=[\u4e00-\u9fff]{2})|组成|[亩户人]均|自愿|结[成对]|用)(?!的)"
)
_TO_THEM = re.compile("给(?:你们|各.{0,12})?$")
_FAR = 200


def head_verb(called: Called, phrase: Phrase) -> str:
    """The first of coordinate verbs; what 进行 only carries (对…进行表彰, 予以表彰), what is done 上门 or 下乡."""
    verbs = phrase.head.verbs
    leads = len(verbs) > 1 and (verbs[0].verb in _CARRIERS or verbs[0].verb in called.ways)
    return called.verb(verbs[1 if leads else 0].verb)


def head_object(scan: Scan, mask: str, phrase: Phrase, named: Sequence[Mention]) -> str | None:
    """A programme's canonical name, a document's title, or the head noun with its short attributes; the first of several.

    Parameters
    ----------
    scan, mask, phrase : where to look.
    named : the programmes and documents inside the object, in order.
    """
    span, nouns = phrase.acted or phrase.object, Nouns.of(scan.tables)
    if named:
        return _of_list(scan, phrase) or _belonging(scan, phrase, named, nouns) or _first_name(scan, named)
    if passed_on := _passed_on(scan, phrase):
        return passed_on
    counted = _COUNTED_FIRST.search(mask, span.start, span.end) is not None
    text = _without_amounts(scan, mask, span)
    if people := _taught(scan, mask, phrase, nouns) or _sent(scan, mask, phrase, nouns):
        text = people
    elif phrase.acted is not None and not text:
        text = _act_of_those(scan, mask, phrase, nouns)
    elif phrase.acted is None or phrase.acted.start == phrase.head.end:
        text = _who(text, nouns, pivots=phrase.head.verbs[0].pivot)
    return head_noun(text, nouns, counted=counted) or _noun_of_verb(scan, phrase) or _thing_of_verb(scan, phrase)


def _without_amounts(scan: Scan, mask: str, span: Span) -> str:
    text, hidden = scan.text[span.start : span.end], mask[span.start : span.end]
    if _NUMBER not in hidden and _TIME not in hidden:
        return text
    pieces, at = [], 0
    for found in _DROPPED.finditer(hidden):
        pieces.append(text[at : found.start()])
        at = found.end()
    return "".join((*pieces, text[at:]))


def _first_name(scan: Scan, named: Sequence[Mention]) -> str:
    names = [m.value.name if isinstance(m.value, ProgramValue) else scan.text[m.start : m.end] for m in named]
    return names[-1] if COLLECTIVE.fullmatch(names[-1]) else names[0]


def _of_list(scan: Scan, phrase: Phrase) -> str | None:
    """What a list of names is called together."""
    found = _NAME_OF_LIST.search(scan.text, phrase.object.start, phrase.object.end)
    name = found and (found[1] or found[2])
    return name if name and COLLECTIVE.fullmatch(name) else None


def _belonging(scan: Scan, phrase: Phrase, named: Sequence[Mention], nouns: Nouns) -> str | None:
    """The people or the money that a name only describes."""
    last = named[-1]
    if last.type != "PROGRAM" or last.end >= phrase.object.end:
        return None
    text = scan.text[last.end : phrase.object.end]
    if found := _BELONGS.match(text):
        return found[1]
    noun = head_noun(text.lstrip("”’》"), nouns)
    return noun if text[0] in "”’" and nouns.kind(noun) == "people" and len(noun) < 7 else None


def _passed_on(scan: Scan, phrase: Phrase) -> str | None:
    """The document that 印发给你们 speaks of."""
    if phrase.head.verbs[0].verb not in ("印发", "转发", "下发") or not _TO_THEM.match(scan.text, phrase.head.end, phrase.end):
        return None
    documents: list[Mention] = scan.once("documents in order", lambda: scan.mentions("DOCUMENT"))
    before = bisect_left(documents, phrase.start, key=attrgetter("start"))
    if before == 0 or documents[before - 1].start <= phrase.start - _FAR:
        return None
    return scan.text[documents[before - 1].start : documents[before - 1].end]


def _act_of_those(scan: Scan, mask: str, phrase: Phrase, nouns: Nouns) -> str:
    """What is organised for people, where the inner verb is a noun (组织离休干部健康体检1次: 健康体检)."""
    text = _without_amounts(scan, mask, phrase.object)
    people = next((i for i in range(len(text) - 2, 1, -1) if nouns.kind(text[:i]) == "people"), 0)
    return text[people:]


def _sent(scan: Scan, mask: str, phrase: Phrase, nouns: Nouns) -> str | None:
    """Those who are sent or taken on to act."""
    if phrase.acted is None or phrase.head.verbs[0].verb not in _SENDING:
        return None
    text = _without_amounts(scan, mask, phrase.object)
    who = _who(text, nouns, pivots=True)
    return who if who != text and nouns.kind(who) == "people" else None


def _taught(scan: Scan, mask: str, phrase: Phrase, nouns: Nouns) -> str | None:
    """Those whom the verb teaches, before the verb of what they learn (教会老同志挂号、缴费)."""
    if phrase.head.verbs[0].verb not in _TEACHING:
        return None
    start, end = phrase.object
    edges, words = scan.word_edges, scan.words
    for at in range(bisect_left(edges, start + 2), min(bisect_left(edges, end), len(words))):
        if words[at][1] == "v":
            text = _without_amounts(scan, mask, Span(start, edges[at]))
            return text if nouns.kind(text) == "people" else None
    return None


def _who(text: str, nouns: Nouns, *, pivots: bool) -> str:
    """Those whom a verb makes act, without what they do."""
    takes = _TAKES_ON.search(text)
    while takes:
        if nouns.kind(text[: takes.start()]) == "people":
            return text[: takes.start()]
        takes = _TAKES_ON.search(text, takes.end())
    goes = _GOES.search(text) if pivots else None
    text = text[: goes.start()] if goes else text
    return text.removeprefix("作") if len(text) > 3 else text


def _noun_of_verb(scan: Scan, phrase: Phrase) -> str | None:
    """What was done is its own object where nothing or only a number follows (开展宣讲50余场: 宣讲; 完成摸底排查)."""
    head = phrase.head
    first = head.verbs[0]
    if len(head.verbs) < 2 or not head.verbs[-1].noun or first.verb in Called.of(scan.tables).ways:
        return None
    if first.verb in _LIGHT:
        return scan.text[head.start + len(first.verb) : head.end].lstrip("了、和并")
    if first.noun and not first.pivot:  # 走访慰问 are two acts
        return None
    return head.verbs[-1].verb if phrase.end > head.end else None


def _thing_of_verb(scan: Scan, phrase: Phrase) -> str | None:
    return Called.of(scan.tables).thing(phrase.head.verbs[0].verb)
