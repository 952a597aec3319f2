"""What an amount counts that is told for each of something (每个乡镇不少于1个) or for each time (研学活动每年不少于100场次).

No noun stands beside such an amount: it is of what the clause before tells, or of what stands before the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.indicator_acts import bare_act
from nlp_oldcadre.extract.indicator_ahead import EVENTS
from nlp_oldcadre.extract.indicator_pieces import WINDOW, Pieces
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import from_mark
from nlp_oldcadre.extract.rates import PerNounRow
from nlp_oldcadre.tables import Tables

_HOW = "不得?[少低高多]于|不得?超过|至少|最少|最多|至多|起码|原则上|一般|全年|累计|共计?|平均|分别"
_ADVERBS = f"(?:{_HOW}|各|要|应|须|需|可|限|均|都|再|已)*"
_VERB = (
    "(?:报送|上报|申报|推荐|推选|选送|选报|限报|提交|提供|提出|报|开展|举办|组织|举行|召开|进行|安排|完成|实施|建立|建设|建成|建|设立|设置|打造"
    "|创建|培育|选树|组建|征集|遴选|推出|形成|创作|撰写|刊发|编发|印发|发放|配备|安装|领取|办|设)?了?"
)
_LIGHTLY = re.compile(f"{_ADVERBS}{_VERB}{_ADVERBS}")
# What is held so many times a year; anything else before the time is who holds it (党支部每月开展1次).
_HELD = re.compile(
    "(?:活动|讲座|培训|课|班|党日|学习|体检|宣讲|演出|调研|参观|考察|展|赛|交流|座谈|论坛|沙龙|讲堂|行动|走访|慰问|探望|探视|看望|义诊|巡诊|联欢"
    "|疗养|休养|检查|督查|评议|研讨|诵读|读书|采风|服务|仪式|报告|通报|信息|简报|稿件|文章|作品|刊物|快讯|节目|视频|专题|轮训|家访|回访|接待"
    "|接访|巡查|活动日|开放日|送学|送教|游|课题|提案|建议|(?<![协学商工员事究进金盟])会)$"
)
_WHO = re.compile("[每各]|[人户]均")
# 评选“银龄之星”，每个系统推荐3名
_HONOURED = re.compile("(?:之星|之友|标兵|模范|典型|先锋|榜样|好人|人物|能手|达人|最美[^，。；、]{2,6})$")
# Units that count places and teams alike (工作站200个，每个社区1处).
_OF_THINGS = frozenset("个处家支间所座")


class Each:
    """Looks around the amounts of one document, which are sorted."""

    def __init__(self, text: str, amounts: list[Amount], phrases: NounPhrases, pieces: Pieces, tables: Tables) -> None:
        self._text, self._amounts, self._phrases, self._pieces = text, amounts, phrases, pieces
        self._for_each: re.Pattern[str] = tables.keep("indicator.for_each", lambda: _for_each(tables))

    def thing(self, index: int, before: str, last: str | None, theme: Callable[[int], str | None]) -> str | None:
        """What the amount counts; nothing ("") where it is told for each of something and no clause tells what.

        Parameters
        ----------
        before : the piece of text before it.
        last : what the amount before counts.
        theme : what the clause is about that ends before a place.
        """
        amount = self._amounts[index]
        if amount.kind != "count":
            return None
        start = amount.start
        first = max(0, start - WINDOW, self._amounts[index - 1].end if index else 0)
        near = self._text[first:start]
        if _WHO.search(near) and (said := self._for_each.fullmatch(clause := from_mark(near))):
            return self._of_clause(index, start - len(clause), said, last, theme)
        return self._before_time(index, first, before, theme) if _LIGHTLY.fullmatch(before) else None

    def _of_clause(
        self, index: int, begin: int, said: re.Match[str], last: str | None, theme: Callable[[int], str | None]
    ) -> str | None:
        """The thing of the clause before: that of the amount in it, else what the clause is about."""
        amount = self._amounts[index]
        is_of_people = amount.unit in ("人", "名", "位")
        # 每个小组12人 counts members.
        if is_of_people and not (said["verb"] or amount.modifier):
            return None
        near = self._text.rfind("，", max(0, begin - 2 * WINDOW), max(0, begin - 1)) + 1
        if index and last and self._pieces.follows(index) and self._amounts[index - 1].end > near:
            before = self._amounts[index - 1]
            if before.unit == amount.unit or {before.unit, amount.unit} <= _OF_THINGS:
                return last
            # 为38名老同志提供上门服务，人均每周2次
            return self._held(theme(begin)) or "" if amount.unit[-1] in EVENTS else ""
        found = theme(begin)
        is_person = found is not None and (self._phrases.is_person(found) or _HONOURED.search(found) is not None)
        return found if found and is_person == is_of_people else ""

    def _held(self, found: str | None) -> str | None:
        """The phrase if it tells what is held."""
        return found if found and (_HELD.search(found) or self._phrases.is_act(found[-2:])) else None

    def _before_time(self, index: int, first: int, before: str, theme: Callable[[int], str | None]) -> str | None:
        """What stands before the time (健康讲座每季度不少于1场; …活动，全年不少于6次)."""
        amount = self._amounts[index]
        time = self._pieces.time_ending(amount.start - len(before), first)
        if time is None:
            return None
        said = from_mark(self._text[first : time.start])
        found = self._phrases.before(said) if len(said) > 1 else theme(time.start) if not said else None
        if found is None or found[0] in "每各":
            return None
        is_held = amount.unit[-1] in EVENTS or bool(before)
        if amount.unit[-1] in EVENTS:
            found = bare_act(self._phrases, found, said)
        if is_held:
            return self._held(found)
        return None if self._phrases.is_whole(found) else found


def _for_each(tables: Tables) -> re.Pattern[str]:
    nouns = sorted((row.noun for row in tables.rows("per_nouns", PerNounRow)), key=len, reverse=True)
    each = f"(?:[人户]均|(?:每(?:一|半|两|[二三四五])?[个名位支家所座处]?|各)(?:{'|'.join(nouns)})(?:（[^（）]{{1,8}}）)?度?)"
    return re.compile(f"{_ADVERBS}(?:{each})+{_ADVERBS}(?P<verb>{_VERB}){_ADVERBS}")
