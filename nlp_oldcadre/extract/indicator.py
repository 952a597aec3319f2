"""What an amount counts: the noun phrase after the unit (141支“桑榆红”志愿服务队), else the one before it (捐款超540万元).

Noun phrases are found by :mod:`..noun_phrases`; frames that name what is counted without a plain one (changes, shares, ages,
lists, awards) are in :mod:`..indicator_frames`. A guess that is short and clear is wanted, not a parse.
"""

from __future__ import annotations

import re

from nlp_oldcadre.extract import indicator_acts as acts
from nlp_oldcadre.extract import indicator_context as context
from nlp_oldcadre.extract import indicator_frames as frames
from nlp_oldcadre.extract import indicator_parts as parts
from nlp_oldcadre.extract import indicator_told as told
from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.changes import Change
from nlp_oldcadre.extract.indicator_ahead import NounAhead
from nlp_oldcadre.extract.indicator_behind import NounBehind
from nlp_oldcadre.extract.indicator_each import Each
from nlp_oldcadre.extract.indicator_lists import Lists
from nlp_oldcadre.extract.indicator_money import of_money
from nlp_oldcadre.extract.indicator_omitted import Omitted
from nlp_oldcadre.extract.indicator_pieces import WINDOW, Pieces
from nlp_oldcadre.extract.indicator_shares import of_share, rate_name
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import from_mark, strip_links
from nlp_oldcadre.extract.scan import Scan

_RELATIVE_KINDS = frozenset({"ratio", "point", "times"})
_PEOPLE = frozenset("名位人员户")
_PLACES = frozenset("县 地 镇 县市 县区 区县 镇街".split())
_SCOPE_ONLY = re.compile(
    "(?:全国|[全我本](?:省|市|州|县|区|旗|盟|镇|乡|村|街道|社区|师|团|系统|集团|公司|年|局|院|校|厂|矿))?(?:仅|只|共|唯)?$"
)
# 户均增收4300元 is income.
_NOUNS = frozenset({"增收", "创收"})
_EACH_HAS = re.compile("平均每[个支家所处名]?[^，。；、\\d]{1,6}")
_BEFORE_WORK = re.compile("([改扩重翻装维迁修][造建修新缮])前(?=.{0,2}面积)")
_MEAN = re.compile("(?:年|[人户亩村社])均$")
_TIMES_OF = re.compile("(?:是|为|相当于|达到?)[^，。；\\d]{2,8}的$")
_THE_REST = ("其余", "剩余", "余下", "另外")


class IndicatorFinder:
    """Finds indicators in one document; ``amounts`` are all its amounts, sorted."""

    def __init__(self, scan: Scan, amounts: list[Amount]) -> None:
        self._text = scan.text
        self._amounts = amounts
        self._phrases = NounPhrases.of(scan.tables)
        self._places = context.places(scan)
        self._pieces = Pieces(scan, amounts)
        self._ahead = NounAhead(self._text, amounts, self._phrases, self._pieces)
        self._before = NounBehind(self._text, self._phrases, self._pieces, self._places)
        self._each = Each(self._text, amounts, self._phrases, self._pieces, scan.tables)
        self._lists = Lists(self._text, amounts, self._phrases, self._places)
        self._omitted = Omitted(self._text, amounts, self._phrases, self._before, self._places)
        self._found: list[str | None] = []
        self._last: str | None = None
        self._last_kind = ""
        self._people = ""
        # What the amount before a part counted.
        self._whole: str | None = None
        self._last_change: str | None = None
        self._by_unit: dict[str, str] = {}
        # The persons and, by unit, the things that the paragraph counted last.
        self._folk = ""
        self._near: dict[str, str] = {}

    def find(self, index: int, change: Change) -> str | None:
        """The indicator of one of the amounts, which are asked for in the order of the text."""
        amount = self._amounts[index]
        kind = amount.kind
        after, before = context.ahead(self._pieces.after(index)), self._pieces.before(index)
        if kind == "times":
            before = _TIMES_OF.sub("", before)
        follows = self._pieces.follows(index)
        if not follows:
            self._forget(index)
        listed = (
            self._lists.subject(index, self._found, self._by_unit) if kind in _RELATIVE_KINDS or change.at is None else None
        )
        if change.at is not None and not listed:
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
        found = listed or self._of_kind(index, change, after, before) or self._general(index, after, before)
        if found is None and (kind == self._last_kind or kind in _RELATIVE_KINDS or change.kind):
            found = self._last
        if found:
            self._whole = next((w for w in (self._last, self._whole) if w and w != found and found.endswith(w)), None)
            self._last, self._last_kind = found, kind
            self._by_unit[amount.unit] = self._near[amount.unit] = found
            is_part = bool(self._people) and found.endswith(self._people)
            if kind == "count" and self._phrases.is_person(found) and not (found[0].isdigit() or is_part):
                self._people = self._folk = found
        self._found.append(found)
        return found

    def _forget(self, index: int) -> None:
        """At a new sentence: 80岁以上的57人 are those of the sentence; at a new paragraph all that was counted."""
        self._last, self._people, self._by_unit = None, "", {}
        if index and "\n" in self._text[self._amounts[index - 1].end : self._amounts[index].start]:
            self._folk, self._near = "", {}

    def pass_over(self) -> None:
        """Leave out one whose indicator is known from elsewhere."""
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
            found = rate_name(self._phrases.before(_MEAN.sub("", context.AGAINST.sub("", before)))) or self._level(index)
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
        if headed := told.in_bracket(self._phrases, self._text, amount.start, amount.end, kind):
            return headed
        if self._last and told.is_extreme(before):
            return self._last
        if kind == "score" and (score := told.of_score(after, before, self._last if self._last_kind == kind else None)):
            return score
        if kind in ("ratio", "point"):
            aged = self._age_before(index)
            people = self._people or told.among_whom(self._phrases, self._text, amount.start) or self._folk
            return of_share(self._phrases, after, before, people if aged else self._last, aged, people)
        if kind == "money":
            last = self._last if self._last_kind == kind else None
            return of_money(self._phrases, self._text, amount.start, amount.end, before, last)
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

    def _general(self, index: int, after: str, before: str) -> str | None:
        text, amount = self._text, self._amounts[index]
        start, end = amount.start, amount.end
        if told.is_print_run(text, start):
            return told.PRINT_RUN
        if amount.low == amount.high and (named := context.of_names(text, amount.number_start, int(amount.low), after)):
            return named
        if of_people_ahead := context.saw(self._pieces.after(index)):
            return of_people_ahead
        # 两县, 三地 count what stands for the counter.
        if amount.unit == "个" and (place := text[amount.unit_start : end]) in _PLACES:
            return place
        of_people = amount.unit[0] in _PEOPLE and amount.unit != "人次"
        if after.startswith("的") and amount.unit in ("人", "名") and (phrase := self._ahead.of_team(after, before)):
            return phrase
        if parts.SPLIT_UP.search(before) and parts.SPLIT_THEN.match(after):
            return parts.unit_alone(text[start:end])
        is_told = of_people and self._phrases.is_person(strip_links(before))
        # 退休法官20名担任副校长 are judges.
        after = acts.office(after, is_told=is_told) if of_people else after
        if of_people and (made_up := self._omitted.members(index, before, after, self._last)):
            return made_up
        if parts.told_of(after) and (part := self._part(index, after, before, of_people)):
            return part
        told_before = is_told and amount.unit == "人" and not self._phrases.names_people(after)
        if not told_before and not frames.CHANGE.match(after) and (phrase := self._ahead.find(index, after, of_people)):
            if phrase == "成员" and (team := parts.member_of(before)):
                return team
            return (
                parts.titled(after, phrase)
                or parts.marked(after, phrase)
                or frames.awarded(text, end, after, acts.tidied(phrase))
            )
        if part := self._part(index, after, before, of_people):
            return part
        reached = frames.reached(after) if of_people or amount.unit == "人次" else None
        if reached and not (is_told and reached == "参加人员"):
            return reached
        return self._behind(index, before, of_people)

    def _part(self, index: int, after: str, before: str, of_people: bool) -> str | None:
        """The part of what the amount before counts that something is told of (5条被采纳, 其中副高以上职称57名)."""
        if (including := parts.INCLUDING.match(before)) and (whole := self._before.before_bracket(self._amounts[index].start)):
            return including[1] if self._phrases.is_person(including[1]) else f"{including[1]}{whole}"
        if not after and (among := told.by_clause(before, "")):
            return among
        if not (index and self._last):
            return None
        if named := parts.titled(after, self._last):
            return named
        if before.startswith(_THE_REST):
            return self._whole or self._last
        is_same = self._amounts[index].unit == self._amounts[index - 1].unit
        whole = self._people if of_people else parts.whole_of(self._last) if is_same else ""
        if not after and (of_clause := told.by_clause(before, (is_same and self._whole) or whole)):
            return of_clause
        if self._people and (of_people or self._amounts[index].unit == "个"):
            is_among = "其中" in self._text[max(0, self._amounts[index].start - 24) : self._amounts[index].start]
            found = (parts.became(after, self._people) if is_among or before.endswith("有") else None) or parts.graded(
                before, self._people, is_among
            )
            if found:
                return found
        if not is_same and not {self._amounts[index - 1].unit, self._amounts[index].unit} <= _PEOPLE:
            return None
        said = parts.marked(after, "")
        return (
            f"{said}{parts.whole_of(self._last)}"
            if said
            else parts.entered(after, self._last) or parts.taken(before, self._last) or parts.done_of(before, self._last)
        )

    def _behind(self, index: int, before: str, of_people: bool) -> str | None:
        """The noun phrase before the amount, or what the clause before is about."""
        amount = self._amounts[index]
        if index and amount.unit == self._amounts[index - 1].unit and _EACH_HAS.fullmatch(before):
            return self._last
        if theme := self._before.theme(amount, before) or told.by_speech(self._text, amount.start, amount.unit):
            return theme
        if (left := self._omitted.by_verb(index, before, self._last, self._near.get(amount.unit), of_people)) is not None:
            return left or None
        noun = context.fronted(before)
        if noun and not self._phrases.is_person(noun) and (found := self._phrases.before(noun)):
            return found
        if (left := self._each.thing(index, before, self._last, self._before.of_clause_before)) is not None:
            return left or None
        phrase = self._before.named(amount, before, of_people, self._last)
        if phrase is not None and not _SCOPE_ONLY.fullmatch(phrase):
            if index and self._last and (part := self._part_by_act(index, phrase)):
                return part
            if self._last and frames.is_attribute(phrase):
                return frames.like_the_last(phrase, self._last)
            if phrase.count("、") > 1 and not parts.is_one_list(phrase, self._phrases.is_person, of_people):
                phrase = phrase.rpartition("、")[2]
            if of_people and (due := acts.due(self._phrases, before)):
                return due
            if of_people and amount.kind == "count":
                phrase = acts.touched(frames.members(phrase) or "")
            aged = self._age_before(index) if self._phrases.is_person(phrase) else None
            return f"{aged}{phrase}" if aged else phrase
        if phrase and (near := self._near.get(amount.unit)):
            return near
        if parts.SPLIT_UP.search(before):
            return parts.unit_alone(self._text[amount.start : amount.end])
        if each := frames.PER_GROUP.search(before):
            if of_people and self._last and frames.members(self._last) != self._last:
                return frames.members(self._last)
            return each[1] if of_people else self._phrases.before(before[: each.start()])
        if self._people and (aged := self._age_before(index)):
            return f"{aged}{self._people}"
        return None

    def _part_by_act(self, index: int, phrase: str) -> str | None:
        """办结197条 of the opinions, 拨付18万元 of the fund, 北海3个 of the branches."""
        last = self._last or ""
        if self._amounts[index].kind == "money":
            return last if self._last_kind == "money" and phrase in parts.PAID else None
        part = told.part_by_act(self._phrases, phrase, last, self._whole, self._same_kind(index))
        return part or self._omitted.by_place(index, phrase, last)

    def _same_kind(self, index: int) -> bool:
        """Whether the amount before counts things of one kind (收集意见214条，办结197条)."""
        last = self._last or ""
        is_noun = not (self._phrases.is_act(last) or self._phrases.is_act(last[-2:]))
        units = {self._amounts[index - 1].unit, self._amounts[index].unit}
        return is_noun and (len(units) == 1 or units <= _PEOPLE)
