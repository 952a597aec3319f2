"""The lists in which a text names programmes: side by side, item by item, line by line, by what a verb makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.known_programs import kind_nouns
from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.program_text import REACH, ProgramText, relation_patterns, value_of
from nlp_oldcadre.tables import Tables

_DASH_REACH = 10
_DIGITS = {"两": 2} | {character: number for number, character in enumerate("二三四五六七八九十", 2)}


class DiscourseShapes(NamedTuple):
    """The patterns ``[discourse]`` of ``program_relations.toml``."""

    joint: re.Pattern[str]
    opened_by: re.Pattern[str]
    opening_noun: re.Pattern[str]
    spawned: re.Pattern[str]
    made: re.Pattern[str]
    clause_opened: re.Pattern[str]
    member_lead: re.Pattern[str]
    member_tail: re.Pattern[str]
    belongs_by_verb: re.Pattern[str]
    alongside: re.Pattern[str]
    own_part: re.Pattern[str]
    holds: re.Pattern[str]
    colon: re.Pattern[str]
    around: re.Pattern[str]
    around_after: re.Pattern[str]
    item: re.Pattern[str]
    enumerated: re.Pattern[str]
    counts_parts: re.Pattern[str]
    composed: re.Pattern[str]
    made_of: re.Pattern[str]
    in_work: re.Pattern[str]
    in_field: re.Pattern[str]
    launch: re.Pattern[str]
    by_this: re.Pattern[str]
    enrolled_by_noun: re.Pattern[str]
    counted_subject: re.Pattern[str]
    itemised: re.Pattern[str]
    in_this_frame: re.Pattern[str]
    belongs_to_noun: re.Pattern[str]
    as_part_of_noun: re.Pattern[str]
    on_base: re.Pattern[str]
    announces: re.Pattern[str]
    brand_after: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> DiscourseShapes:
        shapes: DiscourseShapes = tables.keep(cls, lambda: cls(**relation_patterns(tables, "discourse")))
        return shapes


class ProgramLists:
    """The programmes of a text, asked which of them stand in one list."""

    def __init__(self, programs: ProgramText, tables: Tables) -> None:
        self._map, self._text, self._programs = programs, programs.text, programs.programs
        self._shapes, self._kinds = DiscourseShapes.of(tables), kind_nouns(tables)

    def led(self, pattern: re.Pattern[str], mention: Mention, reach: int) -> bool:
        """Whether the text before the programme ends as the pattern, no match of which is longer than ``reach``."""
        start = mention.start
        return pattern.search(self._text, start - reach if start > reach else 0, start) is not None

    def listed(self, index: int) -> Iterator[Mention]:
        """The programme and those that stand in one list with it."""
        last = None
        for mention in self._programs[index : index + 12]:
            if last is not None and not self._shapes.joint.fullmatch(self._text, last.end, mention.start):
                return
            yield mention
            last = mention

    def list_before(self, index: int) -> Iterator[Mention]:
        """它们共同组成了“甲”: the last list of the paragraph that has two names at least."""
        start = self._programs[index].start
        at = self._map.index_at(max(self._text.rfind("\n", 0, start), start - REACH))
        found: list[Mention] = []
        while at < index:
            listed = [m for m in self.listed(at) if m.start < start]
            found = listed if len(listed) > 1 else found
            at += len(listed)
        yield from found

    def joined_up_to(self, index: int) -> Iterator[Mention]:
        """The programme and those before it in the same list."""
        yield self._programs[index]
        while index and self._shapes.joint.fullmatch(self._text, self._programs[index - 1].end, self._programs[index].start):
            index -= 1
            yield self._programs[index]

    def last_named(self, index: int, count: str) -> list[Mention]:
        """As many programmes as are counted, those named last before the programme of ``index``."""
        wanted = int(count) if count.isdigit() else _DIGITS[count]
        last = {value_of(m).name: m for m in self._programs[max(0, index - 3 * wanted) : index]}
        found = list(last.values())[-wanted:]
        return found if len(found) == wanted else []

    def made(self, index: int, end: int) -> Iterator[Mention]:
        """The programmes up to ``end`` that a verb brings into being, with the rest of their lists."""
        last = -1
        for mention in self._map.following(index, end):
            is_made = self.led(self._shapes.made, mention, 14)
            if is_made or (last >= 0 and self._shapes.joint.fullmatch(self._text, last, mention.start)):
                last = mention.end
                yield mention

    def clause_made(self, index: int) -> list[Mention]:
        """在“甲”这一块，…成立的“乙”: the next programme of the sentence."""
        return self._map.following(index, self._map.sentence_end(self._programs[index].end))[:1]

    def enumerated(self, index: int) -> Iterator[Mention]:
        """一是设立“乙”; 在产业一线，建“丙”: the sentences of an enumeration that begins right below."""
        stop = self._map.sentence_end(self._programs[index].end) + 1
        if self._text[stop : stop + 1] == "\n":
            stop += 1
        while self._shapes.enumerated.match(self._text, stop):
            end = self._map.sentence_end(stop)
            yield from self.made(self._map.index_at(stop) - 1, end)
            stop = end + 1

    def itemised(self, index: int) -> Iterator[Mention]:
        """实施“甲”工程，抓好三件事：一是开展“乙”；二是…. 甲 may also stand above lines that —— opens."""
        mention = self._programs[index]
        end = self._map.sentence_end(mention.end)
        if self._shapes.itemised.match(self._text, mention.end, end):
            yield from self.made(index, end)
        line = end + 1 if self._text.startswith("。", end) else end
        while self._text.startswith("\n——", line):
            at = self._map.index_at(line)
            if at < len(self._programs) and self._programs[at].start <= line + _DASH_REACH:
                yield self._programs[at]
            line = self._text.find("\n", line + 1)

    def announced(self, index: int) -> Iterator[Mention]:
        """打造“甲”品牌，从三个方面发力: what the lines below make, as many as are announced."""
        mention = self._programs[index]
        announced = self._shapes.announces.match(self._text, mention.end)
        if announced is None:
            return
        line = self._text.find("\n", announced.end())
        count = next((_DIGITS.get(c) or int(c) for c in reversed(announced[0]) if c in _DIGITS or c.isdecimal()), 0)
        for _ in range(count):
            while self._text.startswith("\n", line + 1):
                line += 1
            end = self._text.find("\n", line + 1) if line >= 0 else -1
            if line < 0:
                return
            end = end if end >= 0 else len(self._text)
            yield from self.made(self._map.index_at(line) - 1, end)
            line = end if end < len(self._text) else -1

    def lines_below(self, index: int) -> Iterator[Mention]:
        """“甲”四个子品牌: the lines below that lead with a name each."""
        line = self._text.find("\n", self._programs[index].end)
        found: list[Mention] = []
        while 0 <= line < len(self._text) - 1:
            start = line + 1
            line = self._text.find("\n", start)
            if not self._text[start : line if line >= 0 else None].strip():
                continue
            lead = self._shapes.item.match(self._text, start)
            at = self._map.index_at(start)
            if not lead or at >= len(self._programs) or self._programs[at].start > lead.end():
                break
            found.append(self._programs[at])
        if len(found) > 1:
            yield from found
