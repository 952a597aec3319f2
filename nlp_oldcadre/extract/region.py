"""``REGION``: administrative regions of China, from province to township, by name.

Reading guide. Three steps: every name of the tables is looked up; names that mean one region only vote on what the
text is about; then each name is taken or left, from left to right, and one that several regions bear gets the one that
the words before it, the neighbourhood or the text's own region point at. A short form counts only where it stands as a
word of its own, a county's only where the text has something to do with its province; names that are everyday words
as well (和平 合作 新城区) need the region above straight before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract import region_towns, town_lists
from nlp_oldcadre.extract.person_candidates import closes
from nlp_oldcadre.extract.person_names import PersonNames
from nlp_oldcadre.extract.region_names import Name, RegionNames
from nlp_oldcadre.extract.scan import Scan, merge
from nlp_oldcadre.extract.time_reading import number
from nlp_oldcadre.model import Mention, RegionValue, Span
from nlp_oldcadre.regions import Region

# How far back a region may stand that settles a name; an article's lead is rarely further from its details.
NEARBY = 400
# What stands behind a member of a list: the next one, the list's end, or how many there are and of what kind.
_LIST_GOES_ON = re.compile("[、，。；和及与等）\n]|[两三四五六七八九十]{1,2}个?[县市区城州地旗]")
_COUNTED = re.compile(
    "((?:[\u4e00-\u9fff]{2,4}、){1,14}[\u4e00-\u9fff]{2,4}?)(\\d{1,2}|[两三四五六七八九十]{1,2})个?(?:主?城|区|县|市)?[县市区旗](?![级直域属])"
)
# The dictionary's tags of a surname that stands alone.
_SURNAME_TAGS = ("nr", "zg", "j", "ns")
# 养老, 敬老 before a place are words of their own.
_FOR_THE_OLD = tuple("养敬助为爱扶孝惠尊涉适")
_ORDER = {"province": 0, "prefecture": 1, "county": 2, "township": 3}


class _Match(NamedTuple):
    start: int
    end: int
    name: Name


def find(scan: Scan) -> Iterator[Mention]:
    """The regions named in the text, outside titles, programmes and slogans."""
    known = list(_known(scan))
    listed = town_lists.find(scan, known)
    # In 东桥、江源两镇 the towns, though a district elsewhere is called so too.
    inside = {at for town in listed for at in range(town.start, town.end)}
    known = [m for m in known if inside.isdisjoint(range(m.start, m.end))] + listed if listed else known
    yield from known
    yield from region_towns.find(scan, known)


def _known(scan: Scan) -> Iterator[Mention]:
    """The regions of the gazetteer."""
    names = RegionNames.of(scan.tables, scan.regions)
    matches = _matches(scan, names)
    chooser = _Chooser(scan, matches)
    end = 0
    for match in matches:
        if match.start < end:
            scan.reject("REGION", match.start, match.end, f"regions:{match.name.text}", "overlap")
            continue
        region = chooser.choose(match)
        if region is None:
            scan.reject("REGION", match.start, match.end, f"regions:{match.name.text}", "context")
        else:
            end = match.end
            yield Mention("REGION", match.start, end, RegionValue(region.adcode or None), match.name.kind)


def _matches(scan: Scan, names: RegionNames) -> list[_Match]:
    """Names that may stand where they stand, leftmost and longest first."""
    text = scan.text
    found = [_Match(start, end, name) for start, end, name in scan.find(names.matcher)]
    phrases = [Span(m.start, m.end) for m in found if m.name.use == "phrase"]
    closed = merge([*scan.closed, *phrases]) if phrases else scan.closed
    towns = [_Match(start, end, name) for start, end, name in names.townships_in(text)]
    kept = (
        m
        for m in found + towns
        if m.name.use != "phrase" and not scan.is_inside(m.start, closed) and names.may_stand(text, m.start, m.end, m.name)
    )
    persons = PersonNames.of(scan.tables)
    return sorted((m for m in kept if not _is_given_name(scan, persons, m)), key=lambda m: (m.start, -m.end))


def _is_given_name(scan: Scan, persons: PersonNames, match: _Match) -> bool:
    """Whether a short form is part of a person's name: 尼玛次仁, 局长尼玛, 主任金昌武; nor does 老白山 name one."""
    if match.name.kind != "short":
        return False
    text, start = scan.text, match.start
    if start and text[start - 1] == "老" and text[start - 2 : start - 1] not in _FOR_THE_OLD:
        return True
    if persons.given_parts.fullmatch(text, start, match.end):
        given = persons.given_parts.match(text, start)
        before = persons.given_parts.fullmatch(text, max(0, start - 2), start)
        return bool(given and given.end() > match.end) or before is not None or persons.has_title_before(text, start)
    if text[start - 1 : start] in persons.surnames and text[start - 1] not in persons.wordlike:
        word, tag = scan.word_from(start - 1)
        if len(word) == 1 and tag.startswith(_SURNAME_TAGS) and scan.is_word_edge(match.end):
            return True
    if text[start] in persons.surnames and persons.has_title_before(text, start):
        name = text[start : match.end + 1]
        return persons.looks_like_name(name) and closes(text, persons, match.end + 1)
    return False


class _Chooser:
    """Decides name by name; what was taken so far helps to settle what follows."""

    def __init__(self, scan: Scan, matches: list[_Match]) -> None:
        self._text, self._regions = scan.text, scan.regions
        self._scan, self._joined = scan, RegionNames.of(scan.tables, scan.regions).joined
        self._by_start = {m.start: m for m in reversed(matches)}
        sure = [(m.start, m.name.regions[0].adcode) for m in matches if self._is_sure(m)]
        self._seen = {code for _, code in sure}
        self._home = scan.metadata.adcode or self._regions.dominant(code for _, code in sure)
        self._taken: list[tuple[int, int, str]] = []
        self._codes: set[str] = set()

    def _is_sure(self, match: _Match) -> bool:
        """Whether the name alone tells the region."""
        name = match.name
        if name.kind == "township" or name.use or len({r.adcode for r in name.regions}) > 1:
            return False
        if name.kind == "full":
            return match.end - match.start > 2
        return name.regions[0].level != "county" and self._is_word(match)

    def _is_word(self, match: _Match) -> bool:
        return self._is_edge(match.start) and self._is_edge(match.end)

    def _is_edge(self, position: int) -> bool:
        """Whether a word of the dictionary begins or ends there, or joins a name with what follows: 广西南宁, 台湾同胞."""
        scan = self._scan
        if scan.is_word_edge(position):
            return True
        index = scan.word_index(position)
        word, size = scan.words[index][0], position - scan.word_edges[index]
        return size in (2, 3) and len(word) > size + 1 and word[:size] in self._joined

    def choose(self, match: _Match) -> Region | None:
        """The region meant (its code empty where several remain), or None where the words mean none."""
        if region := self._below(match) or self._listed(match):
            return self._take(match, region)
        if not self._may_stand_alone(match):
            return None
        region = self._settle(match)
        return self._take(match, region) if region else None

    def _below(self, match: _Match) -> Region | None:
        """The region of this name in the one that ends straight before it."""
        above = self._ending_at(match.start)
        inside = [r for r in match.name.regions if above and self._contains(above, r)]
        if match.name.use:  # 辽宁振兴 speaks of no 振兴区
            inside = [r for r in inside if self._regions.parent(r.adcode) == above or r.level == "township"]
        return inside[0] if inside else None

    def _listed(self, match: _Match) -> Region | None:
        """The region of this name beside the one before it in a list (历下区、市中区), or one named before."""
        if not match.name.use and (match.name.kind != "short" or self._is_word(match) or not self._closes_item(match)):
            return None
        known: set[str] = self._codes if match.name.use == "full" else set()
        before = self._ending_at(match.start - 1) if self._text[match.start - 1 : match.start] in ("、", "和") else None
        for region in match.name.regions:
            parent = self._regions.parent(region.adcode)
            is_beside = before and (parent == self._regions.parent(before) or self._are_prefectures(before, region))
            if region.adcode in known or is_beside:
                return region
        return None

    def _are_prefectures(self, code: str, region: Region) -> bool:
        """Whether both are cities of the same rank, in whatever province: 三亚、北海."""
        return region.level == "prefecture" and self._regions.level(code) == "prefecture"

    def _closes_item(self, match: _Match) -> bool:
        """Whether a list goes on or ends behind the name, whatever words the dictionary makes of it: 雁峰、蒸湘|四城区."""
        return _LIST_GOES_ON.match(self._text, match.end) is not None

    def _ending_at(self, position: int) -> str | None:
        """The code of the region that was taken last, if it ends there."""
        return self._taken[-1][2] if self._taken and self._taken[-1][1] == position else None

    def _contains(self, outer: str, region: Region) -> bool:
        if region.level == "township":
            return self._regions.contains(outer, region.adcode)
        return outer != region.adcode and self._regions.contains(outer, region.adcode)

    def _take(self, match: _Match, region: Region) -> Region:
        self._taken.append((match.start, match.end, region.adcode))
        self._codes.add(region.adcode)
        return region

    def _may_stand_alone(self, match: _Match) -> bool:
        """Whether the name can be a region without the one above it straight before."""
        kind, use = match.name.kind, match.name.use
        if kind == "full":
            is_free = use != "full" or (self._is_edge(match.start) and self._lies_at_home(match))
            return is_free and (match.end - match.start > 3 or self._is_plausible(match))
        if kind == "township":
            return use != "full" and self._is_edge(match.start)
        if not self._is_word(match):
            return self._closes_item(match) and self._heads_list(match)
        return not use or self._heads_list(match) or any(self._is_at_home(r, match.start) for r in match.name.regions)

    def _lies_at_home(self, match: _Match) -> bool:
        """Whether the text speaks from the prefecture that the region lies in."""
        home = self._home or ""
        return not home.endswith("0000") and any(
            r.adcode != home and self._regions.contains(home, r.adcode) for r in match.name.regions if home
        )

    def _heads_list(self, match: _Match) -> bool:
        """Whether a prefecture of the same province follows in a list (朝阳、阜新、铁岭), or a county of the text's own one."""
        following = self._by_start.get(match.end + 1) if self._text[match.end : match.end + 1] in ("、", "和") else None
        if following is None or (following.name.use and not self._begins_counted(match.start)):
            return False
        pairs = ((a, b) for a in match.name.regions for b in following.name.regions)
        return any(a.level == b.level and self._are_side_by_side(a.level, a.adcode, b.adcode) for a, b in pairs)

    def _begins_counted(self, start: int) -> bool:
        """Whether the list that begins there says how many regions it has, and has as many: 铁东、铁西、立山三区."""
        counted = _COUNTED.match(self._text, start)
        return counted is not None and counted[1].count("、") + 1 == number(counted[2])

    def _are_side_by_side(self, level: str, code: str, other: str) -> bool:
        if level == "prefecture":
            return code[:2] == other[:2]
        above = self._regions.parent(code)
        if level != "county" or above is None or above.endswith("0000") or above != self._regions.parent(other):
            return False
        return above in self._seen or above in self._codes or (self._home or "").startswith(above[:4])

    def _is_plausible(self, match: _Match) -> bool:
        """Whether a short full name is more than the ends of other words (闻|名山区): it begins a word, or is near."""
        size = match.end - match.start
        if self._is_edge(match.start) and (size > 2 or self._is_edge(match.end)):
            return True
        near = self._home and size > 2
        return bool(near) and any(
            self._regions.contains(self._regions.province(self._home or ""), r.adcode) for r in match.name.regions
        )

    def _is_at_home(self, region: Region, start: int) -> bool:
        """Whether the text speaks from this region; for a county's short form the dictionary must know it as a place."""
        known = region.level == "prefecture" or self._scan.word_from(start)[1] == "ns"
        if region.adcode in self._seen or region.adcode in self._codes:
            return known
        return known and self._home is not None and self._regions.contains(region.adcode, self._home)

    def _settle(self, match: _Match) -> Region | None:
        regions = sorted(match.name.regions, key=lambda r: _ORDER[r.level])
        if match.name.kind == "short" and regions[0].level == "province":
            return regions[0]
        for circle in (self._nearby(match.start), self._home_circles()):
            for code in circle:
                if region := _highest([r for r in regions if self._touches(code, r)]):
                    return region
        return self._without_support(match, regions)

    def _touches(self, code: str, region: Region) -> bool:
        """Whether the region lies in ``code``, or holds it."""
        contains = self._regions.contains
        return contains(code, region.adcode) or (region.level != "township" and contains(region.adcode, code))

    def _nearby(self, start: int) -> Iterator[str]:
        for at, _, code in reversed(self._taken):
            if start - at > NEARBY:
                return
            if code and (not code.endswith("0000") or code == self._regions.at_level(code, "prefecture")):
                yield code

    def _home_circles(self) -> Iterator[str]:
        """The text's own region, then the wider ones around it, then others that it names in full."""
        code = self._home
        while code:
            yield code
            code = self._regions.parent(code)
        yield from sorted(self._seen, reverse=True)

    def _without_support(self, match: _Match, regions: list[Region]) -> Region | None:
        codes = {r.adcode for r in regions}
        if match.name.kind == "township":
            return regions[0] if len(codes) == 1 and match.end - match.start >= 4 and self._home is None else None
        if match.name.kind == "full":
            return _highest(regions) or Region("", match.name.text, "county")
        # 格尔木, 满洲里: a county's short form of three characters is no other word.
        is_long = len(codes) == 1 and len(match.name.text) > 2 and self._scan.word_from(match.start) == (match.name.text, "ns")
        return regions[0] if regions[0].level == "prefecture" or is_long else None


def _highest(regions: list[Region]) -> Region | None:
    """The one region of the highest level; None where two share it."""
    if not regions:
        return None
    top = [r for r in regions if r.level == regions[0].level]
    return top[0] if len({r.adcode for r in top}) == 1 else None
