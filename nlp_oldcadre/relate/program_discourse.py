"""Parts of a programme as the text goes on to speak of it: by its noun, by what it brings forth, by a list below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nlp_oldcadre.known_programs import kind_nouns
from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.program_text import REACH, ProgramText, relation_patterns, value_of
from nlp_oldcadre.tables import Tables

_SHORTEST_BRAND = 3


class _Shapes(NamedTuple):
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
    brand_after: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> _Shapes:
        shapes: _Shapes = tables.keep(cls, lambda: cls(**relation_patterns(tables, "discourse")))
        return shapes


def continued(programs: ProgramText, names: Mapping[str, str], tables: Tables) -> Iterator[tuple[str, str]]:
    """``(part, whole)`` that the discourse puts so.

    Examples
    --------
    >>> from nlp_oldcadre.model import ProgramValue
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "“江岸晚晴”由社区建成，如今已孵化出“晚晴调解室”“晚晴菜园”。"
    >>> spans = [(1, 5, "platform"), (19, 24, "platform"), (26, 30, "platform")]
    >>> found = [Mention("PROGRAM", a, b, ProgramValue(kind, text[a:b])) for a, b, kind in spans]
    >>> names = {m.value.name: m.value.name for m in found}
    >>> sorted(set(continued(ProgramText(text, found), names, load_tables())))
    [('晚晴菜园', '江岸晚晴'), ('晚晴调解室', '江岸晚晴')]
    """
    if len(programs.programs) < 2:
        return
    discourse = _Discourse(programs, tables)
    for index in range(len(programs.programs)):
        for part, whole in discourse.around(index):
            # Party-wide campaigns hold everybody's work.
            if whole.rule == "national":
                continue
            yield names[value_of(part).name], names[value_of(whole).name]
    yield from _by_name(names)


def _by_name(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """甲·乙 is a part of 甲."""
    for name in dict.fromkeys(names.values()):
        head, _, tail = name.partition("·")
        if tail and head in names and len(head) >= _SHORTEST_BRAND:
            yield name, names[head]


class _Discourse:
    """The text, asked for what each programme is part of or holds."""

    def __init__(self, programs: ProgramText, tables: Tables) -> None:
        self._map, self._text, self._programs = programs, programs.text, programs.programs
        self._shapes, self._kinds = _Shapes.of(tables), kind_nouns(tables)

    def around(self, index: int) -> Iterator[tuple[Mention, Mention]]:
        """``(part, whole)`` where the programme is one of the two."""
        mention = self._programs[index]
        if not self._map.continues_list(index):
            for part in self._held(index):
                yield part, mention
            if whole := self._spawning(index):
                yield from ((part, whole) for part in self._listed(index))
        elif not self._map.is_listed_on(index):
            yield from ((part, mention) for part in self._held_behind(index))
        if whole := self._named_by_noun(index):
            yield mention, whole

    def _led(self, pattern: re.Pattern[str], mention: Mention, reach: int) -> bool:
        """Whether the text before the programme ends as the pattern, no match of which is longer than ``reach``."""
        return pattern.search(self._text, max(0, mention.start - reach), mention.start) is not None

    def _held(self, index: int) -> Iterator[Mention]:
        shapes, text, mention = self._shapes, self._text, self._programs[index]
        after = text[mention.end : mention.end + 40]
        yield from self._held_behind(index)
        if self._led(shapes.member_lead, mention, 22) and self._is_member(mention, after):
            yield from self._members(index)
        if self._led(shapes.around, mention, 8) and shapes.around_after.match(after):
            yield from self._made(index, self._map.sentence_end(mention.end))
            yield from self._enumerated(index)
        if self._is_field(mention, after):
            yield from self._clause_made(index)
        if self._led(shapes.composed, mention, 44) or self._led(shapes.made_of, mention, 44):
            yield from self._list_before(index)
        elif shapes.counts_parts.search(text, mention.end, self._map.sentence_end(mention.end)):
            yield from self._lines_below(index)
        if self._led(shapes.launch, mention, 12):
            yield from self._enumerated(index)
            if shapes.brand_after.match(after):
                yield from self._made(index, self._map.sentence_end(mention.end))

    def _held_behind(self, index: int) -> Iterator[Mention]:
        """“甲”的王牌项目“乙”, “甲”：“乙”…, “甲”每月举办“乙”: what stands straight behind."""
        end = self._programs[index].end
        after = self._text[end : end + 40]
        if "“" in after and (
            self._shapes.own_part.match(after) or self._shapes.colon.match(after) or self._shapes.holds.match(after)
        ):
            yield from self._listed(index + 1)

    def _is_member(self, mention: Mention, after: str) -> bool:
        return bool(self._shapes.member_tail.match(after)) or self._led(self._shapes.belongs_by_verb, mention, 22)

    def _is_field(self, mention: Mention, after: str) -> bool:
        """在“甲”这一块，…; “甲”品牌建设中，“乙”…."""
        before = self._text[max(0, mention.start - 2) : mention.start]
        is_field = before.endswith(("在“", "在")) and self._shapes.in_field.match(after)
        return bool(is_field or self._shapes.in_work.match(after))

    def _listed(self, index: int) -> Iterator[Mention]:
        """The programme and those that stand in one list with it."""
        last = None
        for mention in self._programs[index : index + 12]:
            if last is not None and not self._shapes.joint.fullmatch(self._text, last.end, mention.start):
                return
            yield mention
            last = mention

    def _list_before(self, index: int) -> Iterator[Mention]:
        """它们共同组成了“甲”: the last list of the paragraph that has two names at least."""
        start = self._programs[index].start
        at = self._map.index_at(max(self._text.rfind("\n", 0, start), start - REACH))
        found: list[Mention] = []
        while at < index:
            listed = [m for m in self._listed(at) if m.start < start]
            found = listed if len(listed) > 1 else found
            at += len(listed)
        yield from found

    def _members(self, index: int) -> Iterator[Mention]:
        """What is said to belong: the sentence's first programme, else what its noun stands for; and those beside it."""
        mention = self._programs[index]
        start = self._map.sentence_start(mention.start)
        first = self._map.index_at(start)
        if first < index:
            yield from self._joined_up_to(index - 1)
        elif self._text.startswith("作为", start):
            yield from self._listed(index + 1)
        elif earlier := self._subject(start, first):
            yield earlier
        if match := self._shapes.alongside.match(self._text, mention.end):
            yield from self._listed(self._map.index_at(match.end()))

    def _joined_up_to(self, index: int) -> Iterator[Mention]:
        """The programme and those before it in the same list."""
        yield self._programs[index]
        while index and self._shapes.joint.fullmatch(self._text, self._programs[index - 1].end, self._programs[index].start):
            index -= 1
            yield self._programs[index]

    def _subject(self, start: int, index: int) -> Mention | None:
        """The programme that the noun with which the sentence opens stands for."""
        match = self._shapes.opening_noun.match(self._text, start)
        if not match or not index:
            return None
        found = self._antecedent(index - 1, match["noun"])
        # 此项活动 is the programme named last, whatever it is called.
        return found or (self._programs[index - 1] if match["pointing"] else None)

    def _antecedent(self, index: int, noun: str) -> Mention | None:
        noun = noun.removeprefix("该")
        for at in range(index, max(-1, index - 10), -1):
            mention = self._programs[at]
            value = value_of(mention)
            if value.name.endswith(noun) or self._is_called(mention, noun) or value.kind == self._kinds.get(noun):
                return mention
        return None

    def _is_called(self, mention: Mention, noun: str) -> bool:
        """Whether the noun follows the name in its clause."""
        return noun in self._text[mention.end : mention.end + 12].split("，")[0].split("。")[0]

    def _spawning(self, index: int) -> Mention | None:
        """What brings it forth: the first programme of the sentence, else what the sentence's noun stands for."""
        if not self._led(self._shapes.spawned, self._programs[index], 44):
            return None
        start = self._map.sentence_start(self._programs[index].start)
        first = self._map.index_at(start)
        # 工程在原有“…”基础上，新增“…”: the noun before the names, where the sentence opens with one.
        return self._subject(start, first) or (self._programs[first] if first < index else None)

    def _named_by_noun(self, index: int) -> Mention | None:
        """驿站里，“乙”…; 该工程先后建成“乙”: what opens a clause or is made in a sentence about the noun."""
        mention = self._programs[index]
        start = self._map.sentence_start(mention.start)
        start = max(start, self._text.rfind("；", start, mention.start) + 1)
        match = self._shapes.opened_by.match(self._text, start, mention.start)
        if not match or not (self._is_brought(index) or self._continues(index, start)):
            return None
        return self._antecedent(self._map.index_at(start) - 1, match["noun"])

    def _is_brought(self, index: int) -> bool:
        """Whether the programme is made, or opens a clause."""
        mention = self._programs[index]
        opens = self._led(self._shapes.clause_opened, mention, 2)
        return opens or self._led(self._shapes.made, mention, 44)

    def _continues(self, index: int, start: int) -> bool:
        """Whether it stands in a list whose first member opens a clause or is made."""
        mention, last = self._programs[index], self._programs[index - 1]
        if index == 0 or last.start < start or not self._shapes.joint.fullmatch(self._text, last.end, mention.start):
            return False
        return self._is_brought(index - 1) or self._continues(index - 1, start)

    def _made(self, index: int, end: int) -> Iterator[Mention]:
        """The programmes up to ``end`` that a verb brings into being, with the rest of their lists."""
        last = -1
        for mention in self._map.following(index, end):
            is_made = self._led(self._shapes.made, mention, 14)
            if is_made or (last >= 0 and self._shapes.joint.fullmatch(self._text, last, mention.start)):
                last = mention.end
                yield mention

    def _clause_made(self, index: int) -> list[Mention]:
        """在“甲”这一块，…成立的“乙”: the next programme of the sentence."""
        return self._map.following(index, self._map.sentence_end(self._programs[index].end))[:1]

    def _enumerated(self, index: int) -> Iterator[Mention]:
        """一是设立“乙”; 在产业一线，建“丙”: the sentences of an enumeration that begins right below."""
        stop = self._map.sentence_end(self._programs[index].end) + 1
        if self._text[stop : stop + 1] == "\n":
            stop += 1
        while self._shapes.enumerated.match(self._text, stop):
            end = self._map.sentence_end(stop)
            yield from self._made(self._map.index_at(stop) - 1, end)
            stop = end + 1

    def _lines_below(self, index: int) -> Iterator[Mention]:
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
