"""What an amount counts: the noun phrase after the unit (141支“桑榆红”志愿服务队), else the one before it (捐款超540万元).

Noun phrases are found by :mod:`..noun_phrases`; frames that name what is counted without a plain one (changes, shares, ages,
lists, awards) are in :mod:`..indicator_frames`. A guess that is short and clear is wanted, not a parse.
"""

from __future__ import annotations

import re

from nlp_oldcadre.extract import indicator_frames as frames
from nlp_oldcadre.extract import indicator_parts as parts
from nlp_oldcadre.extract.amounts import Amount
from nlp_oldcadre.extract.changes import Change
from nlp_oldcadre.extract.indicator_heads import far_head
from nlp_oldcadre.extract.indicator_lists import Lists
from nlp_oldcadre.extract.indicator_pieces import WINDOW, Pieces
from nlp_oldcadre.extract.indicator_shares import of_share, rate_name
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import from_mark, strip_links, until_mark
from nlp_oldcadre.extract.scan import Scan

# What a document says of its own printing.
PRINT_RUN = "印数"
# Kinds that tell of what was counted before (增长1.5倍, 提高5个百分点).
_RELATIVE_KINDS = frozenset({"ratio", "point", "times"})
_PEOPLE = frozenset("名位人员户")
_EVENTS = frozenset("次场期轮遍趟回")
# They count visits, not those who were visited (走访慰问老同志430人次).
_ACTS_COUNTED = frozenset({"人次", "户次", "家次"})
_PRINTED = re.compile("(?:共印|印数|印刷|印制)[:：]?$")
_CARRIES_ON = re.compile(
    "(?:目前|至今|先后|累计|共|已|总计|现已|全[国省市区县州旗]|各单位|各地|各支部|集中|免费|定期|统一|陆续|各|每[年月季周](?:度)?|至少|分别)*"
    "(?:开展|举办|组织|实施|完成|举行|进行|推出|刊发|印发|发放|建成|成立|组建|召开|办满|办好|办|印制|印刷|发行|赠送|派发|推送|播出|上线|演出)?"
    "了?(?:共|近|累计)?"
)
_SCOPE_ONLY = re.compile("(?:全国|[全我本](?:省|市|州|县|区|旗|年|局|院|校))?(?:仅|只|共|唯)?$")
# 户均增收4300元 is income.
_NOUNS = frozenset({"增收", "创收"})
_EACH_HAS = re.compile("平均每[个支家所处名][^，。；、\\d]{1,6}")
_BEFORE_WORK = re.compile("([改扩重翻装维迁修][造建修新缮])前(?=.{0,2}面积)")
_MEAN = re.compile("(?:年|[人户亩村社])均$")
# 报名人数是计划的3倍
_TIMES_OF = re.compile("(?:是|为|相当于|达到?)[^，。；\\d]{2,8}的$")
_THE_REST = ("其余", "剩余", "余下", "另外")
_EACH_GIVEN = re.compile(
    r"每[个支家所处座]([^，。；、\d]{2,8}?)(?:一次性|给予|财政)*(?:给予|补助|补贴|奖励|奖补|资助|安排|投入|拨付)[^，。；\d]{0,6}\d"
)
_RATE_OF = re.compile("(?<=[^，。；、][^，。；、])[^，。；、]{2}率$")
_REACHING = re.compile("(?:已|均|都|全部|基本)*(?:达到?|为|实现)?")
_AREA_ENDS = frozenset("省市县区州旗盟")
_TITLE = re.compile("^(.{2,10}(?=《))?《([^《》]{2,30})》$")


class IndicatorFinder:
    """Finds indicators in one document; ``amounts`` are all its amounts, sorted."""

    def __init__(self, scan: Scan, amounts: list[Amount]) -> None:
        self._text = scan.text
        self._amounts = amounts
        self._phrases = NounPhrases.of(scan.tables)
        self._places = {scan.text[m.start : m.end] for m in scan.mentions("REGION")}
        self._pieces = Pieces(scan, amounts)
        self._lists = Lists(self._text, amounts, self._phrases, self._places)
        self._found: list[str | None] = []
        self._last: str | None = None
        self._last_kind = ""
        self._people = ""
        # What the amount before a part counted.
        self._whole: str | None = None
        self._last_change: str | None = None
        self._by_unit: dict[str, str] = {}

    def find(self, index: int, change: Change) -> str | None:
        """The indicator of one of the amounts, which are asked for in the order of the text."""
        amount = self._amounts[index]
        kind = amount.kind
        after, before = self._pieces.after(index), self._pieces.before(index)
        if kind == "times":
            before = _TIMES_OF.sub("", before)
        follows = self._pieces.follows(index)
        if not follows:
            self._last = None
            # 80岁以上的57人 are those of the sentence.
            self._people = ""
            self._by_unit = {}
        if change.at is not None and not (kind in _RELATIVE_KINDS and self._listed(index)):
            first = max(0, change.at - WINDOW, self._amounts[index - 1].end if index else 0)
            return self._changed(index, change, after, from_mark(self._text[first : change.at]))
        own = self._lists.ends(index) if change.kind == "from" else self._lists.known(index) if change.kind == "to" else None
        if own:
            self._last, self._last_kind, self._last_change = own, kind, change.kind
            self._found.append(own)
            return own
        if change.kind == "to" and self._last_change == "from" and self._last:
            # Both ends of a change are of one thing.
            self._last_change = "to"
            self._found.append(_BEFORE_WORK.sub(r"\1后", self._last))
            return self._found[-1]
        self._last_change = change.kind
        found = self._listed(index) or self._of_kind(index, change, after, before) or self._general(index, after, before)
        if found is None and (kind == self._last_kind or kind in _RELATIVE_KINDS or change.kind):
            found = self._last
        if found:
            self._whole = self._last if self._last and found.endswith(self._last) else None
            self._last, self._last_kind = found, kind
            self._by_unit[amount.unit] = found
            if kind == "count" and self._phrases.is_person(found):
                self._people = found
        self._found.append(found)
        return found

    def pass_over(self) -> None:
        """Leave out an amount whose indicator is known from elsewhere."""
        self._found.append(None)
        self._last, self._people, self._last_change = None, "", None

    def _changed(self, index: int, change: Change, after: str, before: str) -> str | None:
        """What a difference is of: 信访量同比下降 of the level, 增加20名志愿者 of what follows."""
        amount = self._amounts[index]
        of_people = amount.unit[0] in _PEOPLE and amount.unit != "人次"
        found = None if amount.kind in _RELATIVE_KINDS else self._phrases.after(after, of_people=of_people)
        if amount.kind == "age":
            found = frames.of_age(after, before)
        elif found is None and (noun := change.verb.removeprefix("年均")) in _NOUNS:
            found = noun
        elif found is None:
            found = rate_name(self._phrases.before(_MEAN.sub("", before))) or self._level(index)
        if found:
            self._by_unit["%"] = found
        self._found.append(found)
        return found

    def _level(self, index: int) -> str | None:
        """What was counted before that a difference can be of (…点486个，覆盖九成乡镇，增加92个，增长23%)."""
        unit = self._amounts[index].unit
        if unit == "百分点" or not self._last:
            return self._last
        return self._by_unit.get("%" if unit in ("1", "倍", "番") else unit) or self._last

    def _of_kind(self, index: int, change: Change, after: str, before: str) -> str | None:
        """What the kind of the amount tells: an age, a share, money given, the size of something."""
        amount, kind = self._amounts[index], self._amounts[index].kind
        if kind == "age":
            return frames.of_age(after, before)
        if kind in ("ratio", "point"):
            aged = self._age_before(index)
            return of_share(self._phrases, after, before, self._people if aged else self._last, aged, self._people)
        if kind == "money":
            last = self._last if self._last_kind == kind else None
            return frames.of_money(self._phrases, self._text, amount.start, amount.end, before, last)
        if kind in ("area", "length"):
            return frames.of_size(self._phrases, self._text, amount.start, before, change)
        return None

    def _age_before(self, index: int) -> str | None:
        """80岁以上 of 80岁以上的占三成, as it stands."""
        if not index or self._last_kind != "age":
            return None
        aged = self._amounts[index - 1]
        near = self._text[aged.end : self._amounts[index].start]
        return self._text[aged.start : aged.end] if near[:1] in ("的", "") and len(near) < 12 else None

    def _listed(self, index: int) -> str | None:
        return self._lists.subject(index, self._found, self._by_unit)

    def _general(self, index: int, after: str, before: str) -> str | None:
        text, amount = self._text, self._amounts[index]
        start, end = amount.start, amount.end
        if _PRINTED.search(before):
            return PRINT_RUN
        # 两县, 三地 count what stands for the counter.
        if amount.unit == "个" and text[end - 1] in "县地":
            return text[end - 1]
        of_people = amount.unit[0] in _PEOPLE and amount.unit != "人次"
        if after.startswith("的") and amount.unit in ("人", "名") and (phrase := self._of_team(after, before)):
            return phrase
        if frames.SPLIT_UP.search(before) and not after:
            return frames.unit_alone(text[start:end])
        after = parts.office(after) if of_people else after
        if parts.marked(after, "") and (part := self._part(index, after, before, of_people)):
            return part
        if not frames.CHANGE.match(after) and (phrase := self._ahead(index, after, of_people)):
            if phrase == "成员" and (team := parts.member_of(before)):
                return team
            return (
                parts.titled(after, phrase)
                or parts.marked(after, phrase)
                or frames.awarded(text, end, after, parts.tidied(phrase))
            )
        if part := self._part(index, after, before, of_people):
            return part
        if (of_people or amount.unit == "人次") and (reached := frames.reached(after)):
            return reached
        return self._behind(index, before, of_people)

    def _part(self, index: int, after: str, before: str, of_people: bool) -> str | None:
        """The part of what the amount before counts that something is told of (5条被采纳, 其中副高以上职称57名)."""
        if (including := parts.INCLUDING.match(before)) and (whole := self._before_bracket(index)):
            return including[1] if self._phrases.is_person(including[1]) else f"{including[1]}{whole}"
        if not (index and self._last):
            return None
        if named := parts.titled(after, self._last):
            return named
        if before.startswith(_THE_REST):
            return self._whole or self._last
        if of_people and self._people:
            is_among = "其中" in self._text[max(0, self._amounts[index].start - 24) : self._amounts[index].start]
            found = (parts.became(after, self._people) if is_among or before.endswith("有") else None) or parts.graded(
                before, self._people, is_among
            )
            if found:
                return found
        units = {self._amounts[index - 1].unit, self._amounts[index].unit}
        if len(units) > 1 and not units <= _PEOPLE:
            return None
        said = parts.marked(after, "")
        return (
            f"{said}{parts.whole_of(self._last)}"
            if said
            else parts.taken(before, self._last) or parts.done_of(before, self._last)
        )

    def _before_bracket(self, index: int) -> str | None:
        """The noun that a bracket with this amount belongs to (教师（含外聘62人）)."""
        start = self._amounts[index].start
        opening = self._text.rfind("（", max(0, start - 12), start)
        return self._phrases.before(from_mark(self._text[max(0, opening - WINDOW) : opening])) if opening > 0 else None

    def _ahead(self, index: int, after: str, of_people: bool) -> str | None:
        """The noun phrase after the amount, or after the next one where that follows at once."""
        amount = self._amounts[index]
        is_event = amount.unit[-1] in _EVENTS
        people = of_people and amount.unit != "人"
        phrase = self._far_head(index, of_people)
        phrase = phrase or self._phrases.after(after, is_event=is_event, of_people=people) or self._of_next(index)
        if phrase and phrase.endswith("率") and self._is_rated(index, amount.end + len(phrase)):
            phrase = _RATE_OF.sub("", phrase)
        if phrase and "被" in phrase[2:]:
            phrase = phrase[: phrase.index("被", 2)]
        if not phrase or not strip_links(phrase) or phrase in parts.ADVERBS:
            return None
        if of_people and not self._phrases.is_person(phrase):
            if frames.reached(after):
                return None
            phrase = self._across_comma(amount.end, phrase)
        return self._past_clause(index, phrase)

    def _far_head(self, index: int, of_people: bool) -> str | None:
        """The head noun behind a clause or a list that stands before it."""
        end, text = self._amounts[index].end, self._text
        limit = min(end + WINDOW, self._amounts[index + 1].start if index + 1 < len(self._amounts) else len(text))
        if text.find("的", end, limit) < 0 and text.find("等", end, limit) < 0:
            return None
        return far_head(self._phrases, text[end:limit], of_people=of_people)

    def _is_rated(self, index: int, end: int) -> bool:
        """Whether a rate that ends there is that of the next amount: 36个街镇覆盖率100%."""
        if index + 1 == len(self._amounts) or self._amounts[index + 1].kind != "ratio":
            return False
        return _REACHING.fullmatch(self._text, end, self._amounts[index + 1].start) is not None

    def _of_team(self, after: str, before: str) -> str | None:
        """23人的考察组 counts its members, 超过50人的部门 what stands before."""
        team = self._phrases.after(after)
        if team and self._phrases.is_person(team):
            return None
        return frames.members(team) if team and frames.members(team) != team else self._phrases.before(before)

    def _across_comma(self, end: int, phrase: str) -> str:
        """25名重病、失能老同志 are 老同志, however many attributes stand before."""
        at = end + len(phrase)
        if len(phrase) > 4 or not self._text.startswith(phrase + "、", end):
            return phrase
        second = self._phrases.after(until_mark(self._text[at + 1 : at + WINDOW]), of_people=True)
        return f"{phrase}、{second}" if second and self._phrases.is_person(second) else phrase

    def _behind(self, index: int, before: str, of_people: bool) -> str | None:
        """The noun phrase before the amount, or what the clause before is about."""
        amount = self._amounts[index]
        if index and amount.unit == self._amounts[index - 1].unit and not of_people and _EACH_HAS.fullmatch(before):
            return self._last
        carries_on = bool(before) and _CARRIES_ON.fullmatch(before) is not None
        if carries_on and (theme := self._of_clause_before(amount.start - len(before))):
            return theme
        phrase = self._named_before(amount, before, of_people)
        if phrase is not None and not _SCOPE_ONLY.fullmatch(phrase):
            if index and self._last and phrase not in self._last and self._phrases.is_act(phrase) and self._same_kind(index):
                return f"{phrase}{self._last}"
            if self._last and frames.is_attribute(phrase):
                return frames.like_the_last(phrase, self._last)
            if phrase.count("、") > 1 and not (of_people and all(map(self._phrases.is_person, phrase.split("、")))):
                phrase = phrase.rpartition("、")[2]
            if of_people and amount.kind == "count":
                phrase = parts.touched(frames.members(phrase) or "")
            return self._aged(index, phrase)
        if frames.SPLIT_UP.search(before):
            return frames.unit_alone(self._text[amount.start : amount.end])
        if each := frames.PER_GROUP.search(before):
            if of_people and self._last and frames.members(self._last) != self._last:
                return frames.members(self._last)
            return each[1] if of_people else self._phrases.before(before[: each.start()])
        if self._people and (aged := self._age_before(index)):
            return f"{aged}{self._people}"
        return None

    def _named_before(self, amount: Amount, before: str, of_people: bool) -> str | None:
        before = parts.without_inclusion(before)
        phrase = self._phrases.before(before, of_acts=amount.unit in _ACTS_COUNTED, of_people=of_people)
        if phrase is None and (done := parts.past_verb(self._phrases, before)):
            phrase = self._phrases.before(done)
            if phrase is None or self._phrases.is_person(phrase) or self._phrases.is_act(phrase):
                return None
        if phrase is None:
            return None
        if amount.unit[-1] in _EVENTS or amount.unit in _ACTS_COUNTED:
            phrase = parts.bare_act(self._phrases, phrase, strip_links(before))
        if self._phrases.is_person(phrase):
            phrase = parts.participle(phrase, before)
        phrase = parts.without_verb(self._phrases, phrase)
        return self._with_attribute(parts.tidied(parts.named(self._without_place(phrase), before)), before)

    def _with_attribute(self, phrase: str, before: str) -> str:
        """离退休党总支1个、党支部9个: party bodies in one list have one attribute."""
        return parts.party_body(phrase, before, self._last) if phrase in parts.PARTY_BODIES else phrase

    def _without_place(self, phrase: str) -> str:
        """退休工程师 of 台州市退休工程师127人: where they are is told by the region."""
        if _AREA_ENDS.isdisjoint(phrase[2:7]):
            return phrase
        size = next((n for n in range(min(len(phrase) - 2, 7), 2, -1) if phrase[:n] in self._places), 0)
        return phrase[size:] if size and phrase[size - 1] in _AREA_ENDS else phrase

    def _same_kind(self, index: int) -> bool:
        """Whether the amount before counts things of one kind (收集意见214条，办结197条)."""
        last = self._last or ""
        is_noun = not (self._phrases.is_act(last) or self._phrases.is_act(last[-2:]))
        units = {self._amounts[index - 1].unit, self._amounts[index].unit}
        return is_noun and (len(units) == 1 or units <= _PEOPLE)

    def _aged(self, index: int, phrase: str) -> str:
        aged = self._age_before(index) if self._phrases.is_person(phrase) else None
        return f"{aged}{phrase}" if aged else phrase

    def _past_clause(self, index: int, phrase: str) -> str:
        """26个离退休干部超过50人的市直部门 counts 市直部门: what 的 after the next amount leads to."""
        if index + 1 == len(self._amounts):
            return phrase
        inner, end = self._amounts[index + 1], self._amounts[index].end
        between = self._text[end + len(phrase) : inner.start]
        if len(between) > 3 or "，" in between or "、" in between or not self._text.startswith("的", inner.end):
            return phrase
        if inner.kind == "age" or between.startswith("和") or not self._text.startswith(phrase, end):
            return phrase
        return self._phrases.after(until_mark(self._text[inner.end : inner.end + WINDOW])) or phrase

    def _of_clause_before(self, clause: int) -> str | None:
        """What the clause before is about, when this one has a verb alone (…主题活动，累计开展80场次)."""
        clause = self._pieces.past_time(clause)
        if clause < 1 or self._text[clause - 1] not in "，。；":
            return None
        said = from_mark(self._text[max(0, clause - 1 - WINDOW) : clause - 1])
        # 每个驿站补助8万元，建成30个: what each is given for.
        if each := _EACH_GIVEN.match(said):
            return each[1]
        phrase = self._phrases.before(said)
        title = _TITLE.search(phrase) if phrase else None
        return title[1] or title[2] if title else phrase

    def _of_next(self, index: int) -> str | None:
        """What the next amount counts when it follows at once (10余种20多个功能室)."""
        if index + 1 == len(self._amounts):
            return None
        following = self._amounts[index + 1]
        if self._text[self._amounts[index].end : following.start].strip(" 、"):
            return None
        last = index + frames.listed(self._text, self._amounts, index) - 1
        if last > index + 1 and all(a.unit == following.unit for a in self._amounts[index : last + 1]):
            return self._phrases.after(self._pieces.after(last))
        return self._phrases.after(self._pieces.after(index + 1))
