"""Programmes that a sentence puts under another: 以甲为统领，组建乙; 甲旗下的乙; 乙是甲的组成部分."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nlp_oldcadre.known_programs import kind_nouns
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.program_text import REACH, ProgramText, relation_patterns, value_of
from nlp_oldcadre.rules import ProgramRule
from nlp_oldcadre.tables import Tables

_RUNNERS = frozenset({"platform", "brand", "project"})
_CLAUSE_OPENS = re.compile("[，；：、]“?$")
_SHORT_END = re.compile("[下属]")


class _Shapes(NamedTuple):
    """The patterns ``[frames]`` of ``program_relations.toml``."""

    led_before: re.Pattern[str]
    led_after: re.Pattern[str]
    means_before: re.Pattern[str]
    direct_before: re.Pattern[str]
    direct_after: re.Pattern[str]
    means_after: re.Pattern[str]
    under_after: re.Pattern[str]
    runs_after: re.Pattern[str]
    in_before: re.Pattern[str]
    in_after: re.Pattern[str]
    supports: re.Pattern[str]
    subs: re.Pattern[str]
    opens: re.Pattern[str]
    channel: re.Pattern[str]
    made_up: re.Pattern[str]
    composed: re.Pattern[str]
    made: re.Pattern[str]
    joint: re.Pattern[str]
    member_lead: re.Pattern[str]
    member_tail: re.Pattern[str]
    enrolled: re.Pattern[str]
    as_member: re.Pattern[str]
    resumed: re.Pattern[str]
    launched: re.Pattern[str]
    branded: re.Pattern[str]
    short: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> _Shapes:
        shapes: _Shapes = tables.keep(cls, lambda: cls(**relation_patterns(tables, "frames")))
        return shapes


def framed(programs: ProgramText, places: list[int], names: Mapping[str, str], tables: Tables) -> Iterator[tuple[str, str]]:
    """``(part, whole)`` as single sentences, and sentences that take up the one before, put it.

    ``places`` is where regions are named.

    Examples
    --------
    >>> from nlp_oldcadre.model import ProgramValue
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "以“江畔晚晴”品牌为统领，组建“银哨”巡访队、“银笔”宣讲团。"
    >>> spans = [(2, 6, "brand"), (16, 18, "team"), (24, 26, "team")]
    >>> found = [Mention("PROGRAM", a, b, ProgramValue(kind, text[a:b])) for a, b, kind in spans]
    >>> list(framed(ProgramText(text, found), [], {m.value.name: m.value.name for m in found}, load_tables()))
    [('银哨', '江畔晚晴'), ('银笔', '江畔晚晴')]
    """
    grammar = _Frames(programs, places, tables)
    for index, mention in enumerate(programs.programs):
        if mention.rule == ProgramRule.NATIONAL:
            continue
        for part in grammar.parts_of(index):
            yield names[value_of(part).name], names[value_of(mention).name]
    yield from ((names[value_of(part).name], names[value_of(whole).name]) for part, whole in grammar.referred())


class _Frames:
    """The sentences of a document, asked for what each programme holds."""

    def __init__(self, programs: ProgramText, places: list[int], tables: Tables) -> None:
        self._map, self._text, self._programs, self._places = programs, programs.text, programs.programs, places
        self._shapes, self._kinds = _Shapes.of(tables), kind_nouns(tables)

    def parts_of(self, index: int) -> Iterator[Mention]:
        """Every programme that a sentence puts under this one."""
        if not self._map.is_listed_on(index):
            yield from self.under(index)
        if not self._map.continues_list(index):
            yield from self.belonging(index)
            yield from self.resumed(index)
            yield from self.summed(index)

    def _leads(self, before: str, after: str) -> bool:
        return self._shapes.led_before.search(before) is not None and self._shapes.led_after.match(after) is not None

    def _is_means(self, before: str, after: str) -> bool:
        """Whether a programme is what another is held on; a channel that only spreads it is not."""
        match = self._shapes.means_after.match(after)
        if match is None or self._shapes.means_before.search(before) is None:
            return False
        return not self._shapes.channel.search(match[0])

    def under(self, index: int) -> Iterator[Mention]:
        """The parts that follow in the sentence: of a means, a leader, a holder."""
        mention = self._programs[index]
        before, after = self._around(mention)
        if composed := self._composed(index) or self._bracketed(index):
            yield from composed
        elif supports := self._supports(index, before, after):
            yield from supports
        elif match := self._shapes.under_after.match(after):
            yield from self._held(index, mention.end + match.end())
        elif self._leads(before, after) or self._is_means(before, after):
            yield from self._made(index, self._map.sentence_end(mention.end))
        elif self._brings_forth(mention, before, after) or self._is_direct(before, after):
            yield from self._made(index, self._map.part_end(mention.end))

    def _brings_forth(self, mention: Mention, before: str, after: str) -> bool:
        """在甲中，…; “甲”驿站先后开设…: what the same part of the sentence makes is made under 甲."""
        if self._shapes.in_before.search(before) and self._shapes.in_after.match(after):
            return True
        channel = self._shapes.channel.match(after.lstrip("”"))
        return value_of(mention).kind in _RUNNERS and self._shapes.runs_after.match(after) is not None and not channel

    def _is_direct(self, before: str, after: str) -> bool:
        return self._shapes.direct_after.match(after) is not None and self._shapes.direct_before.search(before) is not None

    def _around(self, mention: Mention) -> tuple[str, str]:
        return self._text[max(0, mention.start - 14) : mention.start], self._text[mention.end : mention.end + 40]

    def _made(self, index: int, end: int) -> Iterator[Mention]:
        """The programmes up to ``end`` that a verb brings into being, and the rest of their lists."""
        last = -1
        for mention in self._map.following(index, end):
            lead = self._text[max(0, mention.start - 14) : mention.start]
            if self._shapes.made.search(lead) or (last >= 0 and self._shapes.joint.fullmatch(self._text, last, mention.start)):
                last = mention.end
                yield mention

    def _held(self, index: int, start: int) -> Iterator[Mention]:
        """甲旗下的乙已…，“丙”每月…: what follows straight on, and what opens a clause or is made there."""
        end, last = self._map.sentence_end(start), start
        for mention in self._map.following(index, end):
            gap = self._text[last : mention.start]
            near = last == start and len(gap) <= 16 and "，" not in gap
            lead = self._text[max(0, mention.start - 14) : mention.start]
            if near or _CLAUSE_OPENS.search(lead) or self._shapes.made.search(lead) or self._shapes.joint.fullmatch(gap):
                last = mention.end
                yield mention

    def _composed(self, index: int) -> list[Mention]:
        """甲由“乙”“丙”组成: the list up to its verb."""
        mention, following = self._programs[index], self._programs[index + 1 : index + 2]
        if not following or not self._shapes.made_up.fullmatch(self._text, mention.end, following[0].start):
            return []
        listed = self._map.following(index, self._map.sentence_end(mention.end))
        for size, part in enumerate(listed, 1):
            if self._shapes.composed.match(self._text, part.end):
                return listed[:size]
        return []

    def _bracketed(self, index: int) -> list[Mention]:
        """甲（含“乙”“丙”）: what the bracket holds."""
        mention, following = self._programs[index], self._programs[index + 1 : index + 2]
        if not following or not self._shapes.opens.fullmatch(self._text, mention.end, following[0].start):
            return []
        close = self._text.find("）", following[0].end, following[0].end + REACH)
        return self._map.following(index, close) if close >= 0 else []

    def _supports(self, index: int, before: str, after: str) -> list[Mention]:
        """以甲为核心、“乙”“丙”为支撑: the list up to what it is called."""
        if not self._leads(before, after):
            return []
        listed = self._map.following(index, self._map.part_end(self._programs[index].end))
        for size, part in enumerate(listed, 1):
            if self._shapes.supports.match(self._text, part.end):
                return listed[:size]
            if size < len(listed) and not self._shapes.joint.fullmatch(self._text, part.end, listed[size].start):
                return []
        return []

    def belonging(self, index: int) -> Iterator[Mention]:
        """乙是甲的组成部分, 乙纳入甲; 作为甲的重要一支，乙…."""
        mention = self._programs[index]
        before, after = self._around(mention)
        if not self._shapes.member_lead.search(before):
            return
        if not (self._shapes.member_tail.match(after) or self._shapes.enrolled.search(before)):
            return
        start = self._map.sentence_start(mention.start)
        start = max(start, self._text.rfind("；", start, mention.start) + 1)
        earlier = [m for m in self._programs[max(0, index - 4) : index] if m.start >= start]
        if earlier:
            yield earlier[-1]
        elif self._shapes.as_member.search(before):
            yield from self._list_after(index)

    def _list_after(self, index: int) -> Iterator[Mention]:
        """The next programme of the sentence and those that stand in one list with it."""
        last = -1
        for mention in self._map.following(index, self._map.sentence_end(self._programs[index].end)):
            if last >= 0 and not self._shapes.joint.fullmatch(self._text, last, mention.start):
                return
            last = mention.end
            yield mention

    def resumed(self, index: int) -> Iterator[Mention]:
        """部署甲行动。会议要求开展乙…: sentences of the paragraph that take the programme up again."""
        mention = self._programs[index]
        before, _ = self._around(mention)
        reach = max(0, mention.start - 30)
        named = "品牌" in self._text[reach : mention.start]
        named = named and self._shapes.branded.search(self._text, reach, mention.start) is not None
        if not (named or self._shapes.launched.search(before)):
            return
        stop = self._map.sentence_end(mention.end) + 1
        if any(m.start < stop for m in self._programs[index + 1 : index + 2]):
            return
        while stop < len(self._text) and self._text[stop - 1] != "\n":
            end = self._map.sentence_end(stop)
            if self._text.startswith("其中，", stop):
                yield from self._held(self._map.index_at(stop) - 1, stop + 3)
            elif self._shapes.resumed.match(self._text, stop) or (named and not self._names_place(stop, end)):
                yield from self._made(self._map.index_at(stop) - 1, min(end, self._map.part_end(stop)))
            elif not named:
                return
            stop = end + 1

    def summed(self, index: int) -> list[Mention]:
        """“甲”品牌，“乙”“丙”两个子项目: the list that is called its parts."""
        whole = self._programs[index]
        listed = self._map.following(index, self._map.part_end(whole.end))
        if listed and self._shapes.joint.fullmatch(self._text, whole.end, listed[0].start):
            return []
        first = 0
        for at, part in enumerate(listed):
            if at and not self._shapes.joint.fullmatch(self._text, listed[at - 1].end, part.start):
                first = at
            if self._shapes.subs.match(self._text, part.end):
                return listed[first : at + 1]
        return []

    def referred(self) -> Iterator[tuple[Mention, Mention]]:
        """品牌旗下的“乙”, 讲习所下设的“乙”: parts, and the programme that the noun refers to."""
        # No more than seven characters of the match stand before 旗下 and its like, of which 下 is the third at most.
        for match in find_near(self._shapes.short, _SHORT_END, self._text, back=9):
            index = self._map.index_at(match.start()) - 1
            whole = self._antecedent(index, match[2])
            if whole is not None:
                yield from ((part, whole) for part in self._held(index, match.end()))

    def _antecedent(self, index: int, noun: str) -> Mention | None:
        """The last programme up to ``index`` that the noun names, by its own end or by its kind."""
        for mention in reversed(self._programs[max(0, index - 12) : index + 1]):
            value = value_of(mention)
            if value.name.endswith(noun) or value.kind == self._kinds.get(noun.removeprefix("总")):
                return mention
        return None

    def _names_place(self, start: int, end: int) -> bool:
        """Whether the sentence speaks of a place, so perhaps of another body's work."""
        at = bisect_left(self._places, start)
        return at < len(self._places) and self._places[at] < end
