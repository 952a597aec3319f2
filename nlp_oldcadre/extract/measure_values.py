"""The attributes of a measure: done or planned, head verb, head of the object."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_object import Nouns
from nlp_oldcadre.extract.measure_phrase import Phrase
from nlp_oldcadre.extract.measure_verbs import VerbLexicon
from nlp_oldcadre.extract.scan import Scan, merge
from nlp_oldcadre.model import Mention, ProgramValue, Span, TimeValue

# 要 as a modal, not in 主要, 重要, 要求 and their like. Every branch begins with a plain character: the search skips to those.
_MODAL = (
    "要(?<![主重需只纪概摘扼紧必]要)(?![求点闻素件害紧务领道目览是案])|拟(?![定订])|计划(?=于|到|在|用|通过)|下一步|下一阶段|下步|今后|"
    "力争|争取(?=在|于|到\\d|把|将|用|尽|年内|今年|早日)|准备(?=于|在|开展|召开|举办)|打算|接下来|未来[一二两三四五六七八九十\\d几]|明年|"
    "预计|即将|有望|原定|目标任务[：:]|任务目标[：:]|将(?=再|继续|进一步|持续|以|在|按|于|从|对|为|与|会同|联合|统筹|依托|充分|结合|根据|始终|"
    "把|陆续|适时|组织"
)
# A phrase that begins with the modal word itself.
_STRIVES = re.compile("争取(?=在|于|到\\d|把|将|用|尽|年内|今年|早日)|争取(?=[建办组完实达开成推打举])")
# 计划 as a verb, not in 工作计划, 按计划, 列入计划; 争取 before a verb, not before what is won (争取资金).
_MODAL_VERBS = (
    "计划(?<![度作习动训入按定照”》有施扶展个体总育养疗修升才人步各该此其本整善良好的订务程]计划)",
    "争取",
)
_NEW_VERBS = "再|新建|新增|扩建|改建|建设|培训|分别|共"
_REQUEST = re.compile("必须|应当|务必|希望|请(?=各|你|于|将|按|认真|结合)")
# 了 after a verb: whatever stands beside it in the sentence is done too.
_ASPECT = "了(?<![为除罢]了)(?![解然不如])"
_DONE = re.compile(
    "已(?![有需])|曾|累计|先后|相继|近年来|以来|截至|日前(?<!\\d日前)|近日|共(?=有|计|组织|开展|举办|发放|建|走|为)|至今|会上|去年|上年(?!度)|"
    + _ASPECT
)
# Done after all, in a sentence that began with a plan (计划新建5个，目前已完成3个).
_DONE_AFTER_ALL = re.compile("已(?<![在对将把以从为按]已)(?![有需])|实际(?![情需困上])|截至|" + _ASPECT)
# A sentence that opens so tells what was done, and so do those after it in its paragraph.
_PAST_OPENING = re.compile(
    "(?:^|(?<=[。；\\n]))[ 　]*(?:去年|上年度?[，,]|过去[一的]|近年来|近几年|多年来|[一两三几]年[多来]|今年以来|今年上半年，)",
    re.MULTILINE,
)
# From these on, where they open a sentence, a paragraph is about the future.
_AHEAD = re.compile("下一步|下一阶段|下步|今后|接下来|下半年|明年|展望")
_OPENING = re.compile(r"(?:^|[。；\n])[ 　]{0,20}\Z", re.MULTILINE)
# The beginning and the end of a date or interval of ISO 8601.
_FIRST_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}(?![\d-])")
_LAST_DAY = re.compile(r"(?<![\dP-])\d{4}(?:-\d{2}){0,2}$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
# A date that says when something was or will be done: it opens a clause, or its subject or a preposition stands before it.
_DATE_PLACES = frozenset("，。；：\n 　、市省县区州局部委们到至于在")
_DATE_ATTRIBUTE = re.compile("以[来后前]|之?[前后]|起|底前|末前|的|度|出生|参加|退休|入伍|《|“")
_PERFECT = re.compile("(?:出|好|成|起|到)?了")
_AFTERWARDS = re.compile(_ASPECT)
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


class _Time(NamedTuple):
    """Where a date stands, its first and its last day or month."""

    start: int
    first: str
    last: str


class Statuses:
    """Tells done from planned.

    Parameters
    ----------
    scan : the document; its genre and title say what holds where the words don't tell.
    """

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._times = list(_times(scan))
        self._today = scan.metadata.date or min(_YEAR.findall(scan.metadata.title or ""), default="")
        words = scan.tables.record("status_words")
        self._turns = [
            m.end() for m in _AHEAD.finditer(scan.text) if _OPENING.search(scan.text, max(0, m.start() - 21), m.start())
        ]
        self._ahead = _under(scan, words["ahead_heading"])
        self._is_circular = scan.metadata.genre == "circular"
        self._reports = bool(re.search(words["reporting_title"], scan.metadata.title or ""))
        self._sections = _under(scan, words["request_heading" if self._reports else "reporting_heading"])
        self._planned = scan.tables.keep("planned measures", lambda: _planned(VerbLexicon.of(scan.tables)))

    def of(self, phrase: Phrase, *, due: str | None = None) -> str:
        """``planned`` in what a circular asks for, after modal words and before a deadline still to come, else ``done``.

        Parameters
        ----------
        phrase : the measure.
        due : its deadline, ISO 8601.
        """
        text = self._scan.text
        paragraph = max(0, phrase.start - _LOOK_BACK, self._scan.paragraph_at(phrase.start).start)
        if self._is_ahead(phrase.start, paragraph):
            return "planned"
        start = max(text.rfind("。", paragraph, phrase.start) + 1, paragraph)
        if _PERFECT.match(text, phrase.head.end):
            return "done"
        asks = self._is_circular and self._is_asking(phrase.start)
        if asks and _PASSED_ON.search(text, max(start, phrase.start - 2), phrase.start + 2):
            return "done"
        if due and self._today and due > self._today and not _DONE_AFTER_ALL.search(text, start, phrase.start):
            return "planned"
        if plan := self._last_plan(start, phrase):
            return "done" if _DONE_AFTER_ALL.search(text, plan, phrase.start) else "planned"
        return "planned" if asks and not self._is_told(paragraph, start, phrase) else "done"

    def _is_asking(self, position: int) -> bool:
        """Whether this part of a circular asks: all but its report, or in a circular that reports the requests at its end."""
        return self._reports == self._scan.is_inside(position, self._sections)

    def _last_plan(self, start: int, phrase: Phrase) -> int | None:
        """Where the last modal word, or date still to come, stands in the sentence before the phrase."""
        text = self._scan.text
        found = [m.start() for m in self._planned.finditer(text, start, phrase.head.end) if m.start() < phrase.start]
        if _STRIVES.match(text, phrase.start):
            found.append(phrase.start)
        if self._is_circular:
            found += [m.start() for m in _REQUEST.finditer(text, start, phrase.start)]
        found += [time.start for time in self._dates(start, phrase.start) if time.first[:4] > self._today[:4]]
        return max(found, default=None)

    def _is_told(self, paragraph: int, start: int, phrase: Phrase) -> bool:
        """Whether the sentence, or the paragraph that it continues, tells what was done."""
        text = self._scan.text
        if _DONE.search(text, start, phrase.start) or self._is_past(start, phrase.start):
            return True
        end = text.find("。", phrase.end, phrase.end + _LOOK_BACK)
        if _AFTERWARDS.search(
            text, phrase.end, min(end if end >= 0 else phrase.end, self._scan.paragraph_at(phrase.start).end)
        ):
            return True
        if not (_PAST_OPENING.search(text, paragraph, start) or self._is_past(paragraph, min(paragraph + 2, start))):
            return False
        return not (self._planned.search(text, paragraph, start) or _REQUEST.search(text, paragraph, start))

    def _is_past(self, start: int, end: int) -> bool:
        """Whether a date earlier than the document's own stands there (2021年4月，首批单位入驻…)."""
        return any(time.last < self._today[: len(time.last)] for time in self._dates(start, end))

    def _dates(self, start: int, end: int) -> list[_Time]:
        if not self._today:
            return []
        return self._times[bisect_left(self._times, (start,)) : bisect_left(self._times, (end,))]

    def _is_ahead(self, position: int, paragraph: int) -> bool:
        """Whether the paragraph so far, or a heading above, speaks of what comes next."""
        if self._ahead and self._scan.is_inside(position, self._ahead):
            return True
        turn = bisect_right(self._turns, position) - 1
        return turn >= 0 and self._turns[turn] > paragraph


def _times(scan: Scan) -> Iterator[_Time]:
    """The dates that say when something is done."""
    text = scan.text
    for mention in scan.mentions("TIME"):
        value = (mention.value.value or "") if isinstance(mention.value, TimeValue) else ""
        first, last = _FIRST_DAY.match(value), _LAST_DAY.search(value)
        placed = mention.start == 0 or text[mention.start - 1] in _DATE_PLACES
        if first and last and placed and not _DATE_ATTRIBUTE.match(text, mention.end):
            yield _Time(mention.start, first[0], last[0])


def _under(scan: Scan, heading: str) -> list[Span]:
    """What stands under the headings of a kind."""
    pattern = re.compile(heading)
    return merge(s.body for s in scan.sections if pattern.search(scan.text[slice(*s.heading)]))


def _planned(lexicon: VerbLexicon) -> re.Pattern[str]:
    """The modal words; 将 is one before a verb or an adverb, and else a preposition."""
    words = sorted((*lexicon.adverbs, *lexicon.plain_verbs), key=len, reverse=True)
    verbs = "|".join(re.escape(word) for word in words if len(word) > 1)
    # The search skips to the characters that branches begin with: none may begin with a group.
    modal_verbs = "|".join(f"{verb}(?={_NEW_VERBS}|{verbs})" for verb in _MODAL_VERBS)
    return re.compile(f"{_MODAL}|{verbs})|{modal_verbs}")


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
    text, hidden = scan.text[span.start : span.end], mask[span.start : span.end]
    if not _DROPPED.isdisjoint(hidden):
        text = "".join(char for char, letter in zip(text, hidden, strict=True) if letter not in _DROPPED)
    if phrase.acted is None and phrase.head.verbs[0].pivot and (goes := _GOES.search(text)):
        text = text[: goes.start()]
    return _noun(text, Nouns.of(scan.tables)) or _noun_of_verb(phrase)


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
    if "、" not in text:
        return text
    depth = 0
    for i, char in enumerate(text):
        depth += (char in "“《（(") - (char in "”》）)")
        if char == "、" and depth == 0 and i >= 2:
            return text[:i]
    return text
