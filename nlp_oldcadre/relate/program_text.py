"""The programmes of a document with the text around each, as the rules of what is part of what read it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from operator import attrgetter

from nlp_oldcadre.model import Mention, ProgramValue
from nlp_oldcadre.tables import Tables

_HAN = "[\u4e00-\u9fff]"
_BREAK = re.compile("[。！？\n]")
_NAME_OF_LIST = re.compile("{([a-z_]+)}")
_SEPARATORS = dict.fromkeys(map(ord, " \t\n\r\f\v\u00a0\u3000“”‘’·•、，,；;—-"))
_LISTED, _GOES_ON = "”、“", ("”、", "”“", "、")
# No sentence that names parts runs longer; a paragraph is read back as far.
REACH = 300
# ``(part, whole)``, by name.
Pairs = Iterable[tuple[str, str]]

# A place with which a clause begins.
_PLACE = "[\u4e00-\u9fff]{1,5}(?:[市县区旗州盟镇乡]|街道|社区)"
_OF_PLACE = re.compile(f"(?:^|[，。；：\n])(?:在|其中，)?{_PLACE}[^，。；\n]{{0,12}}$")
_NEXT_PLACE = re.compile(f"；{_PLACE}(?=[^，。；]{{2}})")
_NEAR_PLACE = 26


class ProgramText:
    """The ``PROGRAM`` mentions of a text, in order.

    Examples
    --------
    >>> text = "推出“晚晴”。开办“银笔”，建“银哨”。"
    >>> found = [Mention("PROGRAM", a, a + 2, ProgramValue("team", text[a : a + 2])) for a in (3, 10, 16)]
    >>> programs = ProgramText(text, found)
    >>> programs.sentence_start(10), programs.sentence_end(10), programs.index_at(8)
    (7, 19, 1)
    """

    def __init__(self, text: str, programs: list[Mention]) -> None:
        self.text, self.programs = text, programs
        self.starts = [m.start for m in programs]

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in _BREAK.finditer(self.text)]

    def continues_list(self, index: int) -> bool:
        """Whether a member of a list stands straight before (“甲”、“乙”; 甲、乙): no word before is said of it alone."""
        start, text = self.starts[index], self.text
        return text.startswith("、", start - 1) or text.startswith(_LISTED, start - 3) or text.startswith("”“", start - 2)

    def is_listed_on(self, index: int) -> bool:
        """Whether a list goes on straight behind the programme: nothing there is said of it alone."""
        return self.text.startswith(_GOES_ON, self.programs[index].end)

    def named_first(self) -> list[Mention]:
        """The first mention of each programme, in order."""
        first: dict[str, Mention] = {}
        for mention in self.programs:
            first.setdefault(value_of(mention).name, mention)
        return list(first.values())

    def index_at(self, position: int) -> int:
        """Which programme is the first that starts at ``position`` or behind."""
        return bisect_left(self.starts, position)

    def sentence_start(self, position: int) -> int:
        """Behind the last 。！？ or line's end before ``position``."""
        at = bisect_left(self._breaks, position)
        start = self._breaks[at - 1] + 1 if at else 0
        return start if position - start <= REACH else position - REACH

    def sentence_end(self, position: int) -> int:
        """The next 。！？ or line's end from ``position`` on."""
        at = bisect_left(self._breaks, position)
        end = self._breaks[at] if at < len(self._breaks) else len(self.text)
        return end if end - position <= REACH else position + REACH

    def part_end(self, position: int) -> int:
        """The sentence's end, or the ； before it."""
        end = self.sentence_end(position)
        part = self.text.find("；", position, end)
        return part if part >= 0 else end

    def following(self, index: int, end: int) -> list[Mention]:
        """The programmes behind that of ``index`` which start before ``end``."""
        return self.programs[index + 1 : bisect_left(self.starts, end)]


def value_of(mention: Mention) -> ProgramValue:
    """The value of a PROGRAM mention."""
    assert isinstance(mention.value, ProgramValue)
    return mention.value


def relation_patterns(tables: Tables, section: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a section of ``program_relations.toml``, their lists of words written out.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> bool(relation_patterns(load_tables(), "frames")["led_before"].search("以“"))
    True
    """
    record = tables.record("program_relations")
    lists = {name: f"(?:{'|'.join(words)})" for name, words in record["words"].items()} | {"han": _HAN}
    return {
        name: re.compile(_NAME_OF_LIST.sub(lambda match: lists[match[1]], pattern)) for name, pattern in record[section].items()
    }


def programs_in(programs: list[Mention], start: int, end: int) -> list[Mention]:
    """The mentions, sorted by place, that start in ``[start, end)``."""
    return programs[bisect_left(programs, start, key=attrgetter("start")) : bisect_left(programs, end, key=attrgetter("start"))]


def name_key(name: str) -> str:
    """The name without marks and separators, for comparing."""
    return name.translate(_SEPARATORS)


def is_elsewhere(text: str, whole: Mention, part: Mention) -> bool:
    """Whether another place has its turn between the two: 甲县打造“…”；乙县成立“…”."""
    at_place = _OF_PLACE.search(text, max(0, whole.start - _NEAR_PLACE), whole.start)
    return at_place is not None and _NEXT_PLACE.search(text, whole.end, part.start) is not None
