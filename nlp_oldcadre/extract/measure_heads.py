"""What a measure is called by: its head verb and the head of its object."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_called import Called
from nlp_oldcadre.extract.measure_object import Nouns
from nlp_oldcadre.extract.measure_phrase import Phrase
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Mention, ProgramValue

_DETERMINER = re.compile(
    "(?:了|出|到|好|成|起|的|一次性|一批|一系列|一项|一个|一场|一次(?!性)|一部|一本|一期|一套|一支|首个|首批|首期|首届|首次|多个|多项|多种|多次|更多|全部|"
    "全市|全省|全县|全区|我市|我省|各类|各项|有关|相关|新一轮|各级|系列|"
    "[近约超逾]?[\\d.,一二三四五六七八九十百千两几第]+[余多]?[万亿]?[余多]?[个名支场次项期批部本篇届类种份条件套位家所间座台块人]+(?:次|以上)?(?![委大五性]))+"
)
_COUNT_AFTER = re.compile(
    "[近约超逾]?[\\d.,一二三四五六七八九十百千两几]+[余多]?[万亿]?[余多]?[个名支场次项期批部本篇届类种份条件套位家所间座台块人讲节门堂幅首册处亩株棵辆盒箱袋页集组对户]+次?$"
)
_LIST_NAME = re.compile("等(?:[^、，的]{0,12}的)?([^、，“”《》]{2,14})$")
_LONGEST = 20
_PAIRS = (("“", "”"), ("《", "》"), ("‘", "’"))
_MARKS = frozenset("“”《》‘’")
_DROPPED = frozenset((LETTERS["QUANTITY"], LETTERS["TIME"]))
# What only leads to the amount that was dropped: 慰问金共计|135.6万元.
_SUMS_UP = re.compile("(?<=..)(?:共计|总计|合计|累计|折合|价值)(?:人民币)?$")
# Verbs that only carry the act: 对…进行表彰, 对…予以表彰.
_CARRIERS = frozenset(("进行", "予以", "加以", "给予"))
# 特色化、功能性…党支部: what comes first only describes.
_DESCRIBES = re.compile("(?:[化性式型强]|鲜明|扎实|明显|完善|丰富|多样)$")
# A name that stands for all that the list before it tells (…、…“三张网”).
_COLLECTIVE = re.compile("[一二两三四五六七八九十百双\\d]+(?:大|个|张|项|支)?[\u4e00-\u9fff]{0,4}$")
# Heads that such a name only describes (“五老”宣讲团, “一人一策”台账).
_OWN_HEADS = frozenset(("thing", "people", "place", "deed", "work"))
# Where people begin to act: 组织党员到社区报到 is about 党员.
_GOES = re.compile(
    "(?<=..)(?:就近|自愿|积极|主动|分批|集中|轮流|全程|前往|上山|下乡|进山|到|赴|进|为|向|给|以|深入|走|担任|加入|参加|列席|观看|坐班|坐诊|值守|随行)"
)
# What people take on, whatever the verb before them (指定专人负责, 吸纳老党员加入).
_TAKES_ON = re.compile("(?<=..)(?:担任|兼任|出任|加入|参加|进入|负责|坐班|值守|全程|陪同|随行|建言献策|献计献策)")


def head_verb(scan: Scan, phrase: Phrase) -> str:
    """The first of coordinate verbs; what 进行 only carries (对…进行表彰, 予以表彰: 表彰)."""
    verbs = phrase.head.verbs
    carried = len(verbs) > 1 and verbs[0].verb in _CARRIERS
    return Called.of(scan.tables).verb(verbs[1 if carried else 0].verb)


def head_object(scan: Scan, mask: str, phrase: Phrase, named: Iterable[Mention]) -> str | None:
    """A programme's canonical name, a document's title, or the head noun with its short attributes; the first of several.

    Parameters
    ----------
    scan, mask, phrase : where to look.
    named : the programmes and documents inside the object, in order.
    """
    names = [_name(scan, mention) for mention in named]
    if names:
        return names[-1] if _COLLECTIVE.fullmatch(names[-1]) else names[0]
    span = phrase.acted or phrase.object
    text, hidden = scan.text[span.start : span.end], mask[span.start : span.end]
    if not _DROPPED.isdisjoint(hidden):
        text = "".join(char for char, letter in zip(text, hidden, strict=True) if letter not in _DROPPED)
        text = _SUMS_UP.sub("", text)
    nouns = Nouns.of(scan.tables)
    if phrase.acted is None or phrase.acted.start == phrase.head.end:
        text = _who(text, nouns, pivots=phrase.head.verbs[0].pivot)
    return _noun(text, nouns) or _noun_of_verb(phrase) or Called.of(scan.tables).thing(phrase.head.verbs[0].verb)


def _who(text: str, nouns: Nouns, *, pivots: bool) -> str:
    """Those whom a verb makes act, without what they do."""
    if not pivots:
        takes = _TAKES_ON.search(text)
        return text[: takes.start()] if takes and nouns.kind(text[: takes.start()]) == "people" else text
    goes = _GOES.search(text)
    return text[: goes.start()] if goes else text


def _noun_of_verb(phrase: Phrase) -> str | None:
    """What was done is its own object where only a number follows (开展宣讲50余场: 宣讲)."""
    verbs = phrase.head.verbs
    if verbs[0].noun and not verbs[0].pivot:  # 走访慰问 are two acts
        return None
    return verbs[-1].verb if len(verbs) > 1 and verbs[-1].noun and phrase.end > phrase.head.end else None


def _name(scan: Scan, mention: Mention) -> str:
    return mention.value.name if isinstance(mention.value, ProgramValue) else scan.text[mention.start : mention.end]


def _noun(text: str, nouns: Nouns) -> str:
    if found := _LIST_NAME.search(text):
        text = found[1]
    first = _first_item(text)
    rest = text.rsplit("的", 1)[-1]
    if "的" in first:
        first = first.rsplit("的", 1)[-1]
    elif rest != text and "、" not in rest:  # the list only modifies (老法官、老律师组成的调解小组)
        first = rest
    elif _DESCRIBES.search(first):
        first = text.rsplit("、", 1)[-1]
    elif first != text:
        first = nouns.shared(first, _COUNT_AFTER.sub("", text.rsplit("、", 1)[-1])) or first
    first = _strip(first)
    return _collective(first, nouns) or _strip(_COUNT_AFTER.sub("", first))[-_LONGEST:]


def _collective(text: str, nouns: Nouns) -> str | None:
    """The quoted number that names a system or an event: the 三个一 of “三个一”联系机制."""
    quoted = text.find("”") if text.startswith("“") else -1
    if not (0 < quoted <= 8 and _COLLECTIVE.fullmatch(text[1:quoted])):
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
