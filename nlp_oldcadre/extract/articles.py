"""一 as an article (一位老同志, 一项重要任务) against 一 as an amount: a piece of work that a plan or list promises."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.tables import Tables

# Counters of work that is held, made or delivered one by one.
_WORK = "次|场|期|本|部|篇|册|堂|节|台|首|份|套|轮|届|课|件|张|幅|封|门"
_OTHER = "顿|个|支|位|名|项|条|处|所|座|批"
_PROMISED = re.compile(
    r"(?:每(?:(?:半|[两二三四五六七八九十\d])?(?:个?[年月周天人名位个季户村]|星期)|半年|季度|支部)[^，。；、成是就]{0,8}"
    r"|至少[^，。；、]{0,3}|不少于|不低于|确保|原则上|[须应](?:当|该)?有|必须有|各[送设建办派配发评选])$"
)
_HOLDING = re.compile(
    "(?:举办|召开|开展|组织|编印|编辑|编写|出版|拍摄|制作|举行|推出|开设|撰写|讲授|上好|上|讲|开|办好|开好|办|参加|汇编|安排|走访|慰问|完成|推送|刊发|演出|排演|形成|提交|评选|复核|督查|编|送|轮训|评)$"
)
_AT_END = re.compile("[，。；、）\n]|$")
_NOUN_BEFORE = re.compile(
    "[楼室所处台辆套间座部幅册篇首项次会班课堂赛展览讲座活动党日仪式报告馆厅站点校园品车机屏栏墙亭廊集刊书报片剧歌舞曲奖金][”》]?$"
)
_PLAN = re.compile("将(?!近)|拟|计划|争取|力争|要|确保|下一步|[一二三四五六七八九十]是")
_ITEM = rf"一(?:{_WORK}|{_OTHER})[^，。；、：一\n]{{1,16}}"
_LIST = re.compile(rf"{_ITEM}(?:[、，][^，。；、：一\n]{{0,4}}{_ITEM})+")
# A list is looked at this far to both sides, so that endless ones cost no more.
_LIST_REACH = 120
_WHICH = frozenset("上下前后某另同这那哪")
_NO_WHICH = frozenset({"献上", "送上", "奉上", "写下", "编上", "讲上", "办上", "演上", "留下", "定下", "奖下", "签下"})
_WORK_UNIT = re.compile(f"(?:{_WORK})$")


@dataclass(frozen=True, slots=True)
class FeltRow:
    """A noun for what is felt or given of oneself: 一份热心 is never a piece of work."""

    noun: str


class ArticleJudge:
    """Decides for each 一 of a document.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "每季度举办一场讲座，作为一项重要任务，一位老同志说。"
    >>> judge = ArticleJudge(Scan(Document.from_text(text), load_tables()))
    >>> judge.is_counted(5, 6, "场"), judge.is_counted(12, 13, "项"), judge.is_counted(19, 20, "位")
    (True, False, False)
    """

    def __init__(self, scan: Scan) -> None:
        self._scan, self._text = scan, scan.text
        self._felt: re.Pattern[str] = scan.tables.keep("articles.felt", lambda: _felt(scan.tables))

    def is_counted(self, start: int, at: int, unit: str) -> bool:
        """Whether the 一 at ``start`` with ``unit`` at ``at`` is an amount."""
        end = at + len(unit)
        if self._text.startswith("一", end) or self._text[max(0, start - 2) : start].startswith("一"):
            return False
        # 上一届, 每一次, 同一期: which one.
        if self._text[start - 1 : start] in _WHICH and self._text[max(0, start - 2) : start] not in _NO_WHICH:
            return False
        # 一次次, 一场场 tell of many.
        if self._felt.match(self._text, end):
            return False
        if self._text.startswith(("系列", "批", "些", "样", unit), end):
            return False
        if _PROMISED.search(self._text, max(0, start - 16), start) or self._stands_after(start, end):
            return True
        return self._is_listed(start) or (bool(_WORK_UNIT.match(unit)) and self._is_planned(start))

    def _stands_after(self, start: int, end: int) -> bool:
        """Whether noun and amount are in the order of a list: 新建教学楼一栋，举办故事会一场。"""
        return (
            _AT_END.match(self._text, end) is not None and _NOUN_BEFORE.search(self._text, max(0, start - 2), start) is not None
        )

    def _is_listed(self, start: int) -> bool:
        """Whether it is a member of a list of such pieces (一场报告、制作一部短片、编写一本手册)."""
        sentence = self._scan.sentence_at(start)
        window = max(sentence.start, start - _LIST_REACH), min(sentence.end, start + _LIST_REACH)
        if self._text.count("一", *window) < 2 or self._text.find("、", *window) < 0:
            return False
        for match in _LIST.finditer(self._text, *window):
            if match.start() <= start < match.end():
                return "、" in match[0] and re.search(f"一(?:{_WORK})", match[0]) is not None
        return False

    def _is_planned(self, start: int) -> bool:
        if not _HOLDING.search(self._text, max(0, start - 4), start):
            return False
        if self._scan.metadata.genre == "circular":
            return True
        begin = max(self._scan.sentence_at(start).start, start - _LIST_REACH)
        return bool(_PLAN.search(self._text, begin, start))


def _felt(tables: Tables) -> re.Pattern[str]:
    nouns = "|".join(sorted((row.noun for row in tables.rows("felt_nouns", FeltRow)), key=len, reverse=True))
    return re.compile(rf"(?:[^，。；、\d\n]{{0,4}}的)?(?:{nouns})(?=[，。；、！\n]|$)")
