"""Parts of a programme as the text goes on to speak of it: by its noun, by what it brings forth, by a list below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.program_lists import ProgramLists
from nlp_oldcadre.relate.program_names import by_name, by_stem
from nlp_oldcadre.relate.program_text import ProgramText, is_elsewhere, value_of
from nlp_oldcadre.rules import ProgramRule
from nlp_oldcadre.tables import Tables

# Whatever the shapes ``composed`` and ``made_of`` match holds one of the first, ``belongs_to_noun`` one of the second.
_COMPOSING, _POINTING = frozenset("成务汇凝串"), frozenset("该这此")


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
            if whole.rule == ProgramRule.NATIONAL or is_elsewhere(programs.text, whole, part):
                continue
            yield names[value_of(part).name], names[value_of(whole).name]
    yield from by_name(names)
    yield from by_stem(programs.named_first(), names, tables)


class _Discourse(ProgramLists):
    """The text, asked for what each programme is part of or holds."""

    def around(self, index: int) -> Iterator[tuple[Mention, Mention]]:
        """``(part, whole)`` where the programme is one of the two."""
        mention = self._programs[index]
        if not self._map.continues_list(index):
            for part in self._held(index):
                yield part, mention
            if whole := self._spawning(index):
                yield from ((part, whole) for part in self.listed(index))
        elif not self._map.is_listed_on(index):
            yield from ((part, mention) for part in self._held_behind(index))
        if whole := self._named_by_noun(index):
            yield mention, whole
        if match := self._shapes.enrolled_by_noun.match(self._text, mention.end):
            yield from self._enrolled(index, match["noun"] or match["kin"])
        elif self._shapes.in_this_frame.match(self._text, mention.end):
            yield from self._enrolled(index, None)

    def _held(self, index: int) -> Iterator[Mention]:
        shapes, text, mention = self._shapes, self._text, self._programs[index]
        after = text[mention.end : mention.end + 40]
        yield from self._held_behind(index)
        if self.led(shapes.member_lead, mention, 22) and self._is_member(mention, after):
            yield from self._members(index)
        if self.led(shapes.around, mention, 8) and shapes.around_after.match(after):
            yield from self.made(index, self._map.sentence_end(mention.end))
            yield from self.enumerated(index)
        if self._is_field(mention, after):
            yield from self.clause_made(index)
        composes = not _COMPOSING.isdisjoint(text[max(0, mention.start - 48) : mention.start])
        if composes and (self.led(shapes.composed, mention, 48) or self.led(shapes.made_of, mention, 44)):
            yield from self.list_before(index)
        elif not self._map.is_listed_on(index) and shapes.counts_parts.search(
            text, mention.end, self._map.sentence_end(mention.end)
        ):
            yield from self.lines_below(index)
        # 打造“甲”“乙”“丙”三大品牌, 一是打造“甲”: what is enumerated further on is not of 甲.
        if self.led(shapes.launch, mention, 12) and not (self._map.is_listed_on(index) or self._is_item(mention)):
            yield from self.enumerated(index)
            yield from self.itemised(index)
            yield from self.announced(index)
            if shapes.brand_after.match(after):
                yield from self.made(index, self._map.sentence_end(mention.end))

    def _is_item(self, mention: Mention) -> bool:
        """Whether the programme stands in a sentence that is one of an enumeration."""
        return self._shapes.enumerated.match(self._text, self._map.sentence_start(mention.start)) is not None

    def _held_behind(self, index: int) -> Iterator[Mention]:
        """“甲”的王牌项目“乙”, “甲”：“乙”…, “甲”每月举办“乙”: what stands straight behind."""
        end = self._programs[index].end
        after = self._text[end : end + 40]
        if "“" in after and (
            self._shapes.own_part.match(after) or self._shapes.colon.match(after) or self._shapes.holds.match(after)
        ):
            yield from self.listed(index + 1)

    def _is_member(self, mention: Mention, after: str) -> bool:
        return bool(self._shapes.member_tail.match(after)) or self.led(self._shapes.belongs_by_verb, mention, 22)

    def _is_field(self, mention: Mention, after: str) -> bool:
        """在“甲”这一块，…; “甲”品牌建设中，“乙”…."""
        before = self._text[max(0, mention.start - 2) : mention.start]
        is_field = before.endswith(("在“", "在")) and self._shapes.in_field.match(after)
        return bool(is_field or self._shapes.in_work.match(after))

    def _enrolled(self, index: int, noun: str | None) -> Iterator[tuple[Mention, Mention]]:
        """“乙”“丙”先后纳入该品牌, 在此框架下设立: the programmes of the clause, and what the noun or 此 stands for."""
        mention = self._programs[index]
        start = self._map.sentence_start(mention.start)
        clause = max(start, self._text.rfind("，", start, mention.start) + 1, self._text.rfind("；", start, mention.start) + 1)
        first = self._map.index_at(clause)
        whole = self._antecedent(first - 1, noun) if noun else self._leader_before(clause, first)
        if whole:
            yield from ((part, whole) for part in self._programs[first : index + 1])

    def _leader_before(self, position: int, index: int) -> Mention | None:
        """The first programme of the sentence before: 以“甲”为统领，推行“乙”. … 此框架."""
        first = self._map.index_at(self._map.sentence_start(position - 1))
        return self._programs[first] if first < index else None

    def _members(self, index: int) -> Iterator[Mention]:
        """What is said to belong: the sentence's first programme, else what its noun stands for; and those beside it."""
        mention = self._programs[index]
        start = self._map.sentence_start(mention.start)
        first = self._map.index_at(start)
        if first < index:
            yield from self.joined_up_to(index - 1)
        elif self._text.startswith("作为", start):
            yield from self.listed(index + 1)
        elif match := self._shapes.counted_subject.match(self._text, start, mention.start):
            yield from self.last_named(first, match["count"])
        elif earlier := self._subject(start, first):
            yield earlier
        if match := self._shapes.alongside.match(self._text, mention.end):
            yield from self.listed(self._map.index_at(match.end()))

    def _subject(self, start: int, index: int) -> Mention | None:
        """The programme that the noun with which the sentence opens stands for."""
        match = self._shapes.opening_noun.match(self._text, start)
        if not match or not index:
            return None
        found = self._antecedent(index - 1, match["noun"])
        # 此项活动 is the programme named last, whatever it is called.
        return found or (self._programs[index - 1] if match["pointing"] else None)

    def _antecedent(self, index: int, noun: str) -> Mention | None:
        noun = noun.removeprefix("该").removeprefix("总")
        for at in range(index, max(-1, index - 10), -1):
            mention = self._programs[at]
            value = value_of(mention)
            if value.name.endswith(noun) or self._is_called(mention, noun) or value.kind == self._kinds.get(noun):
                return mention
        return None

    def _named_as(self, index: int, end: str) -> Mention | None:
        """The last programme before this one whose name ends so."""
        earlier = reversed(self._programs[max(0, index - 10) : index])
        return next((mention for mention in earlier if value_of(mention).name.endswith(end)), None)

    def _is_called(self, mention: Mention, noun: str) -> bool:
        """Whether the noun follows the name in its clause."""
        return noun in self._text[mention.end : mention.end + 12].split("，")[0].split("。")[0]

    def _spawning(self, index: int) -> Mention | None:
        """What brings it forth: the first programme of the sentence, else what the sentence's noun stands for."""
        if not self.led(self._shapes.spawned, self._programs[index], 44):
            return None
        start = self._map.sentence_start(self._programs[index].start)
        first = self._map.index_at(start)
        # 工程在原有“…”基础上，新增“…”: the noun before the names, where the sentence opens with one.
        return self._subject(start, first) or (self._programs[first] if first < index else None)

    def _named_by_noun(self, index: int) -> Mention | None:
        """驿站里，“乙”…; 该工程先后建成“乙”: what opens a clause or is made in a sentence about the noun."""
        mention = self._programs[index]
        start = self._map.sentence_start(mention.start)
        if as_part := self._shapes.as_part_of_noun.match(self._text, start, mention.start):
            opens = self.led(self._shapes.clause_opened, mention, 2)
            return self._antecedent(self._map.index_at(start) - 1, as_part["noun"]) if opens else None
        start = max(start, self._text.rfind("；", start, mention.start) + 1)
        before = self._text[start : mention.start]
        points = not _POINTING.isdisjoint(before)
        if points and (
            belongs := self._shapes.belongs_to_noun.search(self._text, max(start, mention.start - 20), mention.start)
        ):
            return self._antecedent(index - 1, belongs["noun"])
        if "基础上" in before and (
            base := self._shapes.on_base.search(self._text, max(start, mention.start - 24), mention.start)
        ):
            return self._named_as(index, base["base"])
        if self._shapes.by_this.match(self._text, start, mention.start):
            last = self._map.index_at(start) - 1
            return self._programs[last] if last >= 0 and self._is_brought(index) else None
        match = self._shapes.opened_by.match(self._text, start, mention.start)
        if not match or not (self._is_brought(index) or self._continues(index, start)):
            return None
        return self._antecedent(self._map.index_at(start) - 1, match["noun"])

    def _is_brought(self, index: int) -> bool:
        """Whether the programme is made, or opens a clause."""
        mention = self._programs[index]
        opens = self.led(self._shapes.clause_opened, mention, 2)
        return opens or self.led(self._shapes.made, mention, 44)

    def _continues(self, index: int, start: int) -> bool:
        """Whether it stands in a list whose first member opens a clause or is made."""
        mention, last = self._programs[index], self._programs[index - 1]
        if index == 0 or last.start < start or not self._shapes.joint.fullmatch(self._text, last.end, mention.start):
            return False
        return self._is_brought(index - 1) or self._continues(index - 1, start)
