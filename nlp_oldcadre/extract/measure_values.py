"""The attributes of a measure: done or planned, head verb, head of the object."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_object import Nouns
from nlp_oldcadre.extract.measure_phrase import Phrase
from nlp_oldcadre.extract.measure_verbs import VerbLexicon
from nlp_oldcadre.extract.scan import Scan, merge
from nlp_oldcadre.model import Mention, ProgramValue, TimeValue

# 要 as a modal, not in 主要, 重要, 要求 and their like. Every branch begins with a plain character: the search skips to those.
_MODAL = (
    "要(?<![主重需只纪概摘扼紧必]要)(?![求点闻素件害紧务领道目览是案])|拟(?![定订])|计划(?=于|到|在|用|通过)|下一步|下一阶段|下步|今后|"
    "力争|争取(?![到了])|准备(?=于|在|开展|召开|举办)|打算|接下来|未来[一二两三四五六七八九十\\d几]|明年|预计|即将|有望|"
    "将(?=继续|进一步|持续|以|在|按|于|从|对|为|与|会同|联合|统筹|依托|充分|结合|根据|始终|把|陆续|适时|组织"
)
_DONE = re.compile(
    "已(?![有需])|曾|累计|先后|相继|近年来|以来|截至|日前(?<!\\d日前)|近日|共(?=有|计|组织|开展|举办|发放|建|走|为)|至今|会上"
)
# From these on a paragraph, and under such a heading a section, is about the future.
_AHEAD = re.compile("下一步|下一阶段|下步|今后|接下来|下半年|明年|展望")
_AHEAD_HEADING = re.compile("下一步|下步|下一阶段|今后|打算|努力方向|明年|展望|工作(?:思路|计划|安排|设想)")
# The end of a date or interval of ISO 8601.
_LAST_DAY = re.compile(r"(?<![\dP-])\d{4}(?:-\d{2}){0,2}$")
_PERFECT = re.compile("(?:出|好|成|起|到)?了")
# A circular passes a paper on in its first line: that is done by the circular itself.
_PASSED_ON = re.compile("现将|现把|现予")
_DETERMINER = re.compile(
    "(?:了|出|到|好|成|起|的|一批|一系列|一项|一个|一场|一次|一部|一本|一期|一套|一支|首个|首批|首期|首届|首次|多个|多项|多种|多次|更多|全部|"
    "全市|全省|全县|全区|我市|我省|各类|各项|有关|相关|新一轮|各级|系列|"
    "[近约超逾]?[\\d.,一二三四五六七八九十百千两几第]+[余多]?[万亿]?[余多]?[个名支场次项期批部本篇届类种份条件套位家所间座台块人]+(?:次|以上)?(?![委大五]))+"
)
_COUNT_AFTER = re.compile(
    "[近约超逾]?[\\d.,一二三四五六七八九十百千两几]+[余多]?[万亿]?[余多]?[个名支场次项期批部本篇届类种份条件套位家所间座台块人讲节门堂幅首册处亩株棵辆盒箱袋页集组对户]+次?$"
)
_LIST_NAME = re.compile("等(?:[^、，的]{0,12}的)?([^、，“”《》]{2,14})$")
_LONGEST = 20
# How far back a modal word may stand; a list of points after 下一步 is seldom longer.
_LOOK_BACK = 400


_DROPPED = frozenset((LETTERS["QUANTITY"], LETTERS["TIME"]))
# 特色化、功能性…党支部: what comes first only describes.
_DESCRIBES = re.compile("(?:[化性式型强]|鲜明|扎实|明显|完善|丰富|多样)$")
# A name that stands for all that the list before it tells (…、…“三张网”).
_COLLECTIVE = re.compile("[一二两三四五六七八九十百双\\d]+(?:大|个|张|项|支)?[\u4e00-\u9fff]{0,4}$")
# Where people begin to act: 组织党员到社区报到 is about 党员.
_GOES = re.compile("(?<=..)(?:就近|自愿|积极|主动|分批|集中|到|赴|进|为|向|给|以|深入|走|担任|加入|参加|列席|观看)")


class Statuses:
    """Tells done from planned.

    Parameters
    ----------
    scan : the document; its genre says what holds where the words don't tell.
    """

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._times = [
            (m.start, found[0])
            for m in scan.mentions("TIME")
            if isinstance(m.value, TimeValue) and (found := _LAST_DAY.search(m.value.value or ""))
        ]
        headings = (s for s in scan.sections if _AHEAD_HEADING.search(scan.text, *s.heading))
        self._ahead = merge(s.body for s in headings)
        self._turns = list(_turns(scan.text))
        self._turn_ends = [end for _, end in self._turns]
        self._planned = scan.tables.keep("planned measures", lambda: _planned(VerbLexicon.of(scan.tables)))

    def of(self, phrase: Phrase) -> str:
        """``planned`` in what a circular asks for and after modal words, else ``done``."""
        text = self._scan.text
        if self._is_ahead(phrase.start):
            return "planned"
        first = max(0, phrase.start - _LOOK_BACK)
        start = max(text.rfind("。", first, phrase.start) + 1, text.rfind("\n", first, phrase.start) + 1, first)
        perfect = bool(_PERFECT.match(text, phrase.head.end))
        if self._scan.metadata.genre == "circular":
            passed_on = _PASSED_ON.search(text, max(start, phrase.start - 2), phrase.start + 2)
            done = passed_on or perfect or _DONE.search(text, start, phrase.start) or self._is_past(start)
            return "done" if done else "planned"
        modal = self._planned.search(text, start, phrase.head.end)
        return "planned" if modal and modal.start() < phrase.start and not perfect else "done"

    def _is_past(self, start: int) -> bool:
        """Whether the sentence begins with a date earlier than the document's own (2021年4月，首批单位入驻…)."""
        today = self._scan.metadata.date
        at = bisect_left(self._times, (start, ""))
        if not today or at == len(self._times) or self._times[at][0] > start + 1:
            return False
        value = self._times[at][1]
        return value < today[: len(value)]

    def _is_ahead(self, position: int) -> bool:
        """Whether the paragraph so far, or a heading above, speaks of what comes next."""
        if self._ahead and self._scan.is_inside(position, self._ahead):
            return True
        turn = bisect_right(self._turn_ends, position) - 1
        if turn < 0 or self._turns[turn][0] < position - _LOOK_BACK:
            return False
        return self._turns[turn][0] >= self._scan.paragraph_at(position).start


def _turns(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence begins with what comes next, with the spaces before it."""
    for match in _AHEAD.finditer(text):
        start = match.start()
        while start and text[start - 1] in " 　":
            start -= 1
        if start == 0 or text[start - 1] in "。；\n":
            yield start, match.end()


def _planned(lexicon: VerbLexicon) -> re.Pattern[str]:
    """The modal words; 将 is one before a verb or an adverb, and else a preposition."""
    words = sorted((*lexicon.adverbs, *lexicon.plain_verbs), key=len, reverse=True)
    return re.compile(_MODAL + "|" + "|".join(re.escape(word) for word in words if len(word) > 1) + ")")


def head_verb(phrase: Phrase) -> str:
    """The first of coordinate verbs; what 进行 only carries (对…进行表彰: 表彰)."""
    verbs = phrase.head.verbs
    if phrase.object.end <= phrase.head.start and len(verbs) > 1 and verbs[0].verb == "进行":
        return verbs[1].verb
    return verbs[0].verb


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
    text = _undropped(scan.text[span.start : span.end], mask[span.start : span.end])
    if phrase.acted is None and phrase.head.verbs[0].pivot and (goes := _GOES.search(text)):
        text = text[: goes.start()]
    return _noun(text, Nouns.of(scan.tables)) or _noun_of_verb(phrase)


def _undropped(text: str, mask: str) -> str:
    """The text without counts and times."""
    if _DROPPED.isdisjoint(mask):
        return text
    return "".join([char for char, hidden in zip(text, mask, strict=True) if hidden not in _DROPPED])


def _noun_of_verb(phrase: Phrase) -> str | None:
    """What was done is its own object where only a number follows (开展宣讲50余场: 宣讲)."""
    verbs = phrase.head.verbs
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
    return _strip(_COUNT_AFTER.sub("", _strip(first)))[-_LONGEST:]


def _strip(text: str) -> str:
    """Without counts, articles and quotation marks; in “三个一”机制 the number is part of a name."""
    found = _DETERMINER.match(text)
    text = text[found.end() if found else 0 :]
    quoted = text.find("”") if text.startswith("“") else -1
    return text[1:quoted] if 0 < quoted <= 8 and _COLLECTIVE.fullmatch(text[1:quoted]) else text.strip(" “”《》‘’、")


def _first_item(text: str) -> str:
    """The first of a list that 、 divides outside quotation marks."""
    depth = 0
    for i, char in enumerate(text):
        depth += (char in "“《（(") - (char in "”》）)")
        if char == "、" and depth == 0 and i >= 2:
            return text[:i]
    return text
