"""The noun phrase before an amount (建成活动室12个), or what the clause before is about (…主题活动，累计开展80场次)."""

from __future__ import annotations

import re

from nlp_oldcadre.extract import indicator_acts as acts
from nlp_oldcadre.extract import indicator_context as context
from nlp_oldcadre.extract import indicator_parts as parts
from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.indicator_ahead import EVENTS
from nlp_oldcadre.extract.indicator_frames import members
from nlp_oldcadre.extract.indicator_money import HANDED
from nlp_oldcadre.extract.indicator_pieces import WINDOW, Pieces
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import from_mark, strip_links

# They count visits, not those who were visited (走访慰问老同志430人次).
_ACTS_COUNTED = frozenset({"人次", "户次", "家次"})
_CARRIES_ON = re.compile(
    "(?:目前|至今|先后|累计|共|已|总计|现已|全[国省市区县州旗]|各单位|各地|各支部|集中|免费|定期|统一|陆续|各|每[年月季周](?:度)?|至少|分别)*"
    "(?:开展|举办|组织|实施|完成|举行|进行|推出|刊发|印发|发放|建成|成立|组建|召开|办满|办好|办|印制|印刷|发行|赠送|派发|推送|播出|上线|演出)?"
    "了?(?:共|近|累计)?"
)
_EACH_GIVEN = re.compile(
    r"每[个支家所处座]([^，。；、\d]{2,8}?)(?:一次性|给予|财政)*(?:给予|补助|补贴|奖励|奖补|资助|安排|投入|拨付)[^，。；\d]{0,6}\d"
)
_AREA_ENDS = frozenset("省市县区州旗盟")
_TITLE = re.compile("^(.{2,10}(?=《))?《([^《》]{2,30})》$")
# 报告文学《…》出版，印发5000册; 广泛开展微党课征集，每个支部推荐2个
_RELEASED = re.compile(
    "(?<=[^，。；、][^，。；、])(?:正式|陆续|先后|公开)?(?:出版|发行|面世|问世|播出|首映|上映|开播|上线|征集|遴选|推选|推荐|申报|报送)(?:工作)?$"
)
_FREELY = re.compile("^(?:义务|自愿|主动|自发|累计|共|先后|集中|现场)(?=..)")
# 健康义诊进社区9场
_INTO_PLACES = re.compile(
    "(?<=[^，。；、][^，。；、])进(?:社区|校园|农村|乡村|企业|机关|军营|家庭|网络|基层|学校|课堂|村居|万家|单位|工地|园区|景区|楼宇|村)$"
)


# 到学校、军营宣讲, 进宿舍、进村演出
_OVER_PLACES = re.compile("(?:到|进|赴|走进|深入|下|入)[^，。；、\\d]{1,8}、[^，。；\\d]{1,14}?([^，。；、\\d]{2})$")
_JUST_HAS = re.compile("(?:现|共|已|目前|如今|只|仅)*有")
_TEAM_ENDS = re.compile("(?:队|团|岗|组|社|班|队伍|团队|协会|分会)[”’]?$")
_TAKEN_ON = re.compile("(?:^|首批|已|共|拟|计划|再|另|先后|累计)(聘|聘请|聘用|返聘|报|报名)(?:了|请)?$")
_TAKEN_ON_AS = {
    "聘": "受聘人员",
    "聘请": "受聘人员",
    "聘用": "受聘人员",
    "返聘": "返聘人员",
    "报": "报名人员",
    "报名": "报名人员",
}


class NounBehind:
    """Looks before the amounts of one document; ``places`` are the names of its regions."""

    def __init__(self, text: str, phrases: NounPhrases, pieces: Pieces, places: set[str]) -> None:
        self._text, self._phrases, self._pieces, self._places = text, phrases, pieces, places

    def theme(self, amount: Amount, before: str) -> str | None:
        """What the clause before is about, when this one has a verb alone."""
        if not before or not _CARRIES_ON.fullmatch(before):
            return None
        return self.of_clause_before(amount.start - len(before))

    def named(self, amount: Amount, before: str, of_people: bool, last: str | None) -> str | None:
        """The noun phrase at the end of ``before``; ``last`` is what the amount before counts."""
        before = context.plain(parts.without_inclusion(before))
        if found := context.own_phrase(before):
            return found
        is_event = amount.unit[-1] in EVENTS or amount.unit in _ACTS_COUNTED
        visited = _OVER_PLACES.search(strip_links(before)) if is_event else None
        if visited and self._phrases.is_doing(visited[1]):
            return visited[1]
        if amount.unit[-1] in EVENTS:
            before = _INTO_PLACES.sub("", strip_links(before))
        if amount.kind == "money":
            before = HANDED.sub("", before)
        if of_people and (taken_on := _TAKEN_ON.search(before)):
            return _TAKEN_ON_AS[taken_on[1]]
        phrase = self._phrases.before(before, of_acts=amount.unit in _ACTS_COUNTED, of_people=of_people)
        if phrase is None and (done := acts.past_verb(self._phrases, before)):
            phrase = self._phrases.before(done)
            if phrase is None or self._phrases.is_person(phrase) or self._phrases.is_act(phrase):
                return None
        if phrase is None:
            return self._of_named_before(amount, before) if of_people and _JUST_HAS.fullmatch(before) else None
        if last and before.startswith(last) and phrase.startswith(last) and len(phrase) > len(last) + 1:
            # 6名老党员义务植树1300株: they are counted before.
            phrase = _FREELY.sub("", phrase[len(last) :])
        if phrase == "成员" and (team := self.of_clause_before(amount.start - len(before))):
            return members(team) if members(team) != team else phrase
        if amount.unit[-1] in EVENTS or amount.unit in _ACTS_COUNTED:
            phrase = acts.bare_act(self._phrases, phrase, strip_links(before))
        if self._phrases.is_person(phrase):
            phrase = acts.participle(phrase, before)
        phrase = acts.without_verb(self._phrases, phrase)
        phrase = acts.untitled(acts.tidied(acts.named(self._without_place(phrase.lstrip("、")), before)))
        # 离退休党总支1个、党支部9个: party bodies in one list have one attribute.
        return parts.party_body(phrase, before, last) if phrase in parts.PARTY_BODIES else phrase

    def _of_named_before(self, amount: Amount, before: str) -> str | None:
        """The members of the team with which the clause before ends (组成护学岗，有26人)."""
        team = self.of_clause_before(amount.start - len(before))
        return f"{team}成员" if team and _TEAM_ENDS.search(team) else None

    def _without_place(self, phrase: str) -> str:
        """退休工程师 of 台州市退休工程师127人: where they are is told by the region."""
        if _AREA_ENDS.isdisjoint(phrase[2:7]):
            return phrase
        size = next((n for n in range(min(len(phrase) - 2, 7), 2, -1) if phrase[:n] in self._places), 0)
        return phrase[size:] if size and phrase[size - 1] in _AREA_ENDS else phrase

    def of_clause_before(self, clause: int) -> str | None:
        """What the clause before is about, when this one has a verb alone (…主题活动，累计开展80场次)."""
        clause = self._pieces.past_time(clause)
        if clause < 1 or self._text[clause - 1] not in "，。；":
            return None
        said = from_mark(self._text[max(0, clause - 1 - WINDOW) : clause - 1])
        # 每个驿站补助8万元，建成30个: what each is given for.
        if each := _EACH_GIVEN.match(said):
            return each[1]
        phrase = self._phrases.before(_RELEASED.sub("", said))
        title = _TITLE.search(phrase) if phrase else None
        return title[1] or title[2] if title else phrase

    def before_bracket(self, start: int) -> str | None:
        """The noun that a bracket with this amount belongs to (教师（含外聘62人）)."""
        opening = self._text.rfind("（", max(0, start - 12), start)
        return self._phrases.before(from_mark(self._text[max(0, opening - WINDOW) : opening])) if opening > 0 else None
