"""Towns of the text's own county by their short names: 从东港讲到西河, 下达东港 5 万元、西河 3 万元, 东港派出所.

A short name counts beside another of the same county in one sentence, behind a word that leads to a place, and before
what stands in a town (派出所 分校 渔港). One that is an everyday word as well counts only beside others that are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Mention, RegionValue
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import Tables

_SUFFIX = re.compile("(?:镇|乡|街道|苏木)$")
# Other places and words that only begin with the town's name.
_GOES_ON = re.compile(
    "[镇乡街村县市区州省路桥站湖河江山峡岛沟寨庄屯]|社区|大[街道桥]|公社|[小中完]学|完小|学校|幼儿园|同志|精神|革命|纪念馆|公园|景区|战役|[一-龥]{1,3}族乡"
)
_EDGE = frozenset("、，。：；（和与及以\n")
_LEADS_THERE = re.compile(
    "(?:[在到赴从往给对经]|[来出]自|走[进到遍]|深入|前往|抵达|奔赴|回到|[推讲跑设送办延建开搬传扩][到在至]|遍及|覆盖|辐射|依托|下达|安排|拨付|落户|途经|(?<!扶)扎根)$"
)
_IN_TOWN = re.compile(
    "派出所|司法所|卫生院|敬老院|养老院|福利院|法庭|供销社|供电所|粮站|邮政|分校|校区|渔港|港区|码头|片区|工坊|集市|大集|赶集|老街|古街|古镇|渡口|水库|水厂|"
    "林场|农场|茶场|牧场|灌区|煤矿|矿区|工业园|产业园|开发区|一带|籍(?!贯)|境内|的(?:[乡老农渔牧茶果]|群众|百姓|居民|村民|娃|孩子|学生|人)"
)
# Parts of speech of everyday words.
_COMMON = ("n", "v", "a", "d", "t", "l", "b", "s", "f", "m", "q", "r", "p", "c", "i", "j", "z", "u", "y")
_PROPER = ("ns", "nr", "nz", "nt", "ng")


class _Place(NamedTuple):
    start: int
    end: int
    name: str
    is_common: bool


def find(scan: Scan, home: str | None, in_full: dict[str, str], taken: set[int]) -> Iterator[Mention]:
    """Where towns of the county ``home`` stand, and those that the text names ``in_full``; none overlaps what is taken."""
    named = {_SUFFIX.sub("", full): code for full, code in in_full.items()}
    codes = named | dict.fromkeys(_short_names(scan.tables).get(home or "", ()), home or "")
    places = sorted(_places(scan, [name for name in codes if len(name) > 1], named, taken))
    sure = set(_placed(scan, places)) | set(_beside_others(scan, places))
    for place in places:
        if place in sure and taken.isdisjoint(range(place.start, place.end)):
            taken.update(range(place.start, place.end))
            yield Mention("REGION", place.start, place.end, RegionValue(codes[place.name]), "township")


def _short_names(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Codes of counties → the short names of their towns, of two characters or more."""

    def read() -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for full, regions in Regions.of(tables).townships.items():
            short = _SUFFIX.sub("", full)
            for region in regions if 2 <= len(short) < len(full) else ():
                found.setdefault(region.adcode, set()).add(short)
        return {code: tuple(sorted(names)) for code, names in found.items()}

    names: dict[str, tuple[str, ...]] = tables.keep(_short_names, read)
    return names


def _places(scan: Scan, names: Iterable[str], named: Collection[str], taken: set[int]) -> Iterator[_Place]:
    """Where the names stand free and are no part of another word."""
    text = scan.text
    for name in names:
        end = 0
        while (start := text.find(name, end)) >= 0:
            end = start + len(name)
            is_free = taken.isdisjoint(range(start, end)) and not scan.is_inside(start, scan.closed)
            if is_free and _is_whole(scan, start, end) and not _GOES_ON.match(text, end):
                word, tag = scan.word_from(start)
                yield _Place(start, end, name, name not in named and _is_common(word == name, tag))


def _is_whole(scan: Scan, start: int, end: int) -> bool:
    """Whether words begin and end there, or what stands around it does, whatever the dictionary makes of the name."""
    text = scan.text
    is_begun = scan.is_word_edge(start) or _opens(text, start)
    return is_begun and (scan.is_word_edge(end) or text[end : end + 1] in _EDGE or text[end : end + 1].isdigit())


def _opens(text: str, start: int) -> bool:
    """Whether an edge or a word that leads to a place stands before."""
    return start == 0 or text[start - 1] in _EDGE or _LEADS_THERE.search(text, max(0, start - 3), start) is not None


def _is_common(is_word: bool, tag: str) -> bool:
    return is_word and tag.startswith(_COMMON) and not tag.startswith(_PROPER)


def _placed(scan: Scan, places: list[_Place]) -> Iterator[_Place]:
    """Those that what stands around them places."""
    text = scan.text
    for place in places:
        # 清水江码头: a water's or a hill's own.
        stands_in = _IN_TOWN.match(text, place.end) and place.name[-1] not in "江河湖山岭"
        if not place.is_common and (stands_in or _LEADS_THERE.search(text, max(0, place.start - 3), place.start)):
            yield place


def _beside_others(scan: Scan, places: list[_Place]) -> Iterator[_Place]:
    """Two or more of one sentence that each open a clause, a member of a list or what a preposition governs."""
    text = scan.text
    groups: dict[int, list[_Place]] = {}
    for place in places:
        if _opens(text, place.start) or text[place.start - 1] in "把由将向":
            groups.setdefault(_sentence_of(text, place.start), []).append(place)
    for group in groups.values():
        if len({place.name for place in group if not place.is_common}) > 1:
            yield from group


def _sentence_of(text: str, position: int) -> int:
    """Where the sentence of a place begins."""
    return max(text.rfind("。", 0, position), text.rfind("\n", 0, position))
