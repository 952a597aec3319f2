"""What an amount counts where its own clause leaves it out: a verb alone (今年送出462个), a place (北海3个), those picked."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.indicator_acts import without_verb
from nlp_oldcadre.extract.indicator_behind import NounBehind
from nlp_oldcadre.extract.indicator_frames import members
from nlp_oldcadre.extract.indicator_parts import whole_of
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import from_mark, until_mark

_ADVERB = (
    "(?:已经?|己|共|又|再|还要?|另|累计|先后|目前|如今|现在?|也|就|都|全部|至今|迄今|仅|要|将|拟|计划|陆续|分别|各地?|每次|首批|[头第]一批|年内|今年|全年"
    "|当年|一共|总共|合计|共计|顺利|成功|统一|免费|一人|一个人|每[个支家所]?(?:人|户|镇|乡|村|县|区|支部|单位|社区)|[上下]半年|年底前?)*"
)
_VERB = "[派聘招选评挑调开办建设送发印写编拍录种植养收存取借还修改装换补购买制结查接放报交缴用花分配领订租画捡抽赠]"
_DONE = "(?:出去|出|成|到|满|起来|起|完|好|下|回来?|来|上|齐|掉|妥|了|过)"
# 今年送出, 已派, 再办, 各增设: what it is done to stands before.
_ALONE = re.compile(
    f"{_ADVERB}(?:{_VERB}{_DONE}+|(?<=[已再共又还各拟将新]){_VERB}(?<![报聘])了?|(?<=再)(?:资助|救助|帮扶|培养|培训|改造|打造|发展|建设|新建)|(?:现|共|已|目前|如今)+有|(?:增设|新设|增开|续办|续建|加设|配发|派发|送达|派驻|赠送|下发|下达|布设|铺设|增配|补发|补建|选配|配建|扩建|增聘)了?)"
)
_BODY_WORD = "[队团组室社会站院库]|队伍|团队|小组|智库|工作室|合作社|中心"
# 从退休教师中选聘31人，成立…宣讲团; 等9人组成调解队
_PICKED = re.compile(
    "从[^，。；]{2,36}(?:选聘|选出|挑选|挑出|遴选|选拔|抽调|抽选|招募|选派|聘请|选配|推选|精选|吸收|吸纳|择优|物色|确定|筛选)(?:了|出|好)?$"
)
_MADE_UP = re.compile(
    f"(?:，?(?:先后|共同|自发|联合|正式)?(?:组成|成立|组建|编成|建起|建立|建成|设立|办起|充实到?|编入|加入|进入))了?(?:一[支个])?(“[^“”]{{2,12}}”[^，。；、\\d]{{0,10}}?(?:{_BODY_WORD})|[^，。；、\\d“”]{{2,16}}?(?:{_BODY_WORD}))(?=[，。；、]|$)"
)
_COUNTS_ALSO = frozenset({"、", "，共", "、共", "，共有", "，有", "共"})
_AREA = re.compile(
    "[^，。；、\\d]{1,8}(?:省|市|县|(?<![社小景园校辖地片厂矿库战灾])区|州|旗|盟|镇|乡|街道|苏木|农场|团场|第[一二三四五六七八九十]{1,2}师)"
)
_HANDED_OUT = re.compile("^(?:发放|派发|赠送|发出|配发|印发|制作|推出|开设|设立|建立|打造)(?=..)")
_NUMERAL = re.compile("[\\d一二两三四五六七八九十百]+[个次批期场件名位条]")
_LONGEST, _LONGEST_PLACE = 18, 5


class Omitted:
    """Looks for what is left out around the amounts of one document, which are sorted."""

    def __init__(self, text: str, amounts: list[Amount], phrases: NounPhrases, behind: NounBehind, places: set[str]) -> None:
        self._text, self._amounts, self._phrases = text, amounts, phrases
        self._behind, self._places = behind, places
        # The last amount before which only a place stands.
        self._placed = -1

    def by_verb(self, index: int, before: str, last: str | None, near: str | None, of_people: bool) -> str | None:
        """The thing of the clause before where a verb stands alone; nothing ("") where none tells it.

        Parameters
        ----------
        last : what the amount before counts, in the same sentence.
        near : what an amount of the same unit counts that the paragraph told before.
        """
        amount = self._amounts[index]
        if amount.kind != "count" or not _ALONE.fullmatch(before):
            return None
        if last and index and amount.unit == self._amounts[index - 1].unit:
            return whole_of(last)
        found = self._behind.of_clause_before(amount.start - len(before))
        found = without_verb(self._phrases, _HANDED_OUT.sub("", found)) if found else None
        if found and (len(found) > _LONGEST or _NUMERAL.match(found) or self._phrases.is_person(found) != of_people):
            found = None
        return found or near or ""

    def by_place(self, index: int, phrase: str, last: str | None) -> str | None:
        """What the amount before counts, where only a place stands before this one (候鸟支部9个（三亚4个、北海3个）)."""
        if not (index and last) or self._amounts[index].unit != self._amounts[index - 1].unit:
            return None
        is_next = self._placed == index - 1 and len(phrase) <= _LONGEST_PLACE
        if not (is_next or phrase in self._places or _AREA.fullmatch(phrase)) or last in self._places:
            return None
        self._placed = index
        return whole_of(last)

    def members(self, index: int, before: str, after: str, last: str | None) -> str | None:
        """Members of a body: of teams just counted (服务队15支、203人), or of what those picked make up."""
        amount = self._amounts[index]
        if index and last and members(last) != last and not self._phrases.names_people(after):
            between = self._text[self._amounts[index - 1].end : amount.start]
            if between in _COUNTS_ALSO and amount.unit != self._amounts[index - 1].unit:
                return members(last)
        said = from_mark(self._text[max(0, amount.start - 44) : amount.start])
        is_picked = _PICKED.search(said) is not None
        if not (is_picked or (before.endswith("等") and after.startswith("组成"))):
            return None
        if made := _MADE_UP.match(self._text, amount.end, min(len(self._text), amount.end + 40)):
            return f"{made[1]}成员"
        if not is_picked or (after and self._phrases.names_people(until_mark(after))):
            return None
        body = self._behind.of_clause_before(amount.start - len(said))
        return members(body) if body and members(body) != body else None
