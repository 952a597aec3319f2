"""Whether a measure is done or planned."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.measure_phrase import Phrase
from nlp_oldcadre.extract.measure_verbs import VerbLexicon
from nlp_oldcadre.extract.scan import Scan, merge
from nlp_oldcadre.model import Span, TimeValue

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
_LIST_OPENS = re.compile("[：:][ 　\n]{0,4}一[是要]")
_WORK_TO_DO = re.compile("(?:做好|抓好|抓|推进|实施|完成|办好|开展|干好)[^，。；：\n]{0,16}$")
_OPENING = re.compile(r"(?:^|[。；\n])[ 　]{0,20}\Z", re.MULTILINE)
# The beginning and the end of a date or interval of ISO 8601.
_FIRST_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}(?![\d-])")
_LAST_DAY = re.compile(r"(?<![\dP-])\d{4}(?:-\d{2}){0,2}$")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
# Done already, whatever the heading above says.
_ALREADY = re.compile("(?:已|已经|业已|均已|都已)$")
# What somebody orders or a meeting settles is to come: 他要求，…; 会议定了三件事：…
_ORDERED = re.compile(
    "(?:^|[，。；：\\s])(?!按|根据|依据|围绕|对照|落实|贯彻|遵照|结合)[^，。；“”\n]{0,14}"
    "(?:(?<![的照据各有])要求|议定|商定|定了[一二三四五六七八九十两\\d]{1,2}件事)[，：]"
)
# A decision to honour does so itself.
_HONOURS = frozenset(("授予", "追授", "表彰", "命名", "记功", "嘉奖", "通报表扬", "予以"))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
# A date that says when something was or will be done: it opens a clause, or its subject or a preposition stands before it.
_DATE_PLACES = frozenset("，。；：\n 　、市省县区州局部委们到至于在从自")
_DATE_ATTRIBUTE = re.compile("以[来后前]|之?[前后]|起|底前|末前|的|度|出生|参加|退休|入伍|《|“")
_PERFECT = re.compile("(?:出|好|成|起|到)?了")
_AFTERWARDS = re.compile(_ASPECT)
# A circular passes a paper on in its first line: that is done by the circular itself.
_PASSED_ON = re.compile("现将|现把|现予")
# How far back a modal word may stand; a list of points after 下一步 is seldom longer.
_LOOK_BACK = 400


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
        self._turns = sorted([*self._turns, *self._lists_of_plans()])
        self._ahead = _under(scan, words["ahead_heading"])
        self._is_circular = scan.metadata.genre == "circular"
        self._honours = self._is_circular and bool(re.search(words["honouring_title"], scan.metadata.title or ""))
        self._reports = bool(re.search(words["reporting_title"], scan.metadata.title or ""))
        self._sections = _under(scan, words["request_heading" if self._reports else "reporting_heading"])
        self._planned = scan.tables.keep("planned measures", lambda: _planned(VerbLexicon.of(scan.tables)))

    def _lists_of_plans(self) -> Iterator[int]:
        """Where a sentence that a date to come opens goes on to a list: 2024年，重点做好以下工作：一是…。二是…."""
        for match in _LIST_OPENS.finditer(self._scan.text):
            start = self._scan.sentence_at(match.start()).start
            to_come = any(time.first > self._today[: len(time.first)] for time in self._dates(start, match.start()))
            if to_come and _WORK_TO_DO.search(self._scan.text, max(start, match.start() - 24), match.start()):
                yield match.start()

    def of(self, phrase: Phrase, *, due: str | None = None) -> str:
        """``planned`` in what a circular asks for, after modal words and before a deadline still to come, else ``done``.

        Parameters
        ----------
        phrase : the measure.
        due : its deadline, ISO 8601.
        """
        text = self._scan.text
        paragraph = max(phrase.start - _LOOK_BACK, self._scan.paragraph_at(phrase.start).start)
        if _PERFECT.match(text, phrase.head.end) or _ALREADY.search(text, max(0, phrase.start - 2), phrase.start):
            return "done"
        if self._is_ahead(phrase.start, paragraph):
            return "planned"
        stop = text.rfind("。", paragraph, phrase.start)
        start = stop + 1 if stop >= 0 else paragraph
        asks = self._is_circular and self._is_asking(phrase.start)
        if self._honours and phrase.head.verbs[0].verb in _HONOURS:
            return "done"
        if asks and _PASSED_ON.search(text, max(start, phrase.start - 2), phrase.start + 2):
            return "done"
        if due and self._today and due > self._today and not _DONE_AFTER_ALL.search(text, start, phrase.start):
            return "planned"
        if (plan := self._last_plan(start, phrase)) is not None:
            return "done" if _DONE_AFTER_ALL.search(text, plan, phrase.start) else "planned"
        return "planned" if asks and not self._is_told(paragraph, start, phrase) else "done"

    def _is_asking(self, position: int) -> bool:
        """Whether this part of a circular asks: all but its report, or in a circular that reports the requests at its end."""
        return self._reports == self._scan.is_inside(position, self._sections)

    def _last_plan(self, start: int, phrase: Phrase) -> int | None:
        """Where the last modal word, or date still to come, stands in the sentence before the phrase."""
        text = self._scan.text
        found = [at for m in self._planned.finditer(text, start, phrase.head.end) if (at := m.start()) < phrase.start]
        if _STRIVES.match(text, phrase.start):
            found.append(phrase.start)
        if self._is_circular:
            found += [m.start() for m in _REQUEST.finditer(text, start, phrase.start)]
        found += [time.start for time in self._dates(start, phrase.start) if time.first > self._today[: len(time.first)]]
        found += [m.start() for m in _ORDERED.finditer(text, start, phrase.start)]
        return max(found, default=None)

    def _is_told(self, paragraph: int, start: int, phrase: Phrase) -> bool:
        """Whether the sentence, or the paragraph that it continues, tells what was done."""
        text = self._scan.text
        # 在去年命名22个的基础上，再培育8个: what was done is only the ground.
        start = max(start, text.rfind("基础上", start, phrase.start))
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
        value = _QUARTER.sub(lambda q: f"{q[1]}-{3 * int(q[2]) - 2:02}/{q[1]}-{3 * int(q[2]):02}", value)
        first, last = _FIRST_DAY.match(value), _LAST_DAY.search(value.removesuffix("/.."))
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
