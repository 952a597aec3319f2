"""A name of an organisation taken apart: its region, and the body without it in one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.resolve.folding import LONGEST, plain
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.tables import Tables

_PARTY = re.compile("^(?:中国共产党|中共)(?!中央)")
_LEVELS = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("county", "prefecture", "province"),
    "州": ("prefecture",),
    "盟": ("prefecture",),
    "县": ("county",),
    "区": ("county", "province"),
    "旗": ("county",),
}
_RELATIVE = re.compile(
    "^(自治区|[省市州盟县区旗])(?=[委直政人纪关老离退党妇工科文教卫民财组宣统福社融档检法公司审农林水交住体残侨团]|委员会)"
)
# A township or community, whose name is known near it alone.
_TOWN = re.compile("^[\u4e00-\u9fff]{1,8}?(?:街道|社区|苏木|[镇乡村](?![村镇]))")
_SHORTEST_NAME = 4
# No name of a region is longer in the tables.
_LONGEST_REGION = 15


@dataclass(frozen=True, slots=True)
class _Organ:
    name: str
    full: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A spelling of a body's part, as a regular expression, and the one that stands for all."""

    pattern: str
    form: str


class OrgName(NamedTuple):
    """The code of the region that the name tells (None: none), and the rest in one spelling.

    ``is_relative``: only its document tells which one it is (市委老干部局, 区福利院, 老干部活动中心).
    """

    adcode: str | None
    body: str
    is_relative: bool = False


class OrgNames:
    """Reads names of organisations.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> names = OrgNames.of(load_tables())
    >>> names.parse("中共辽宁省委老干部局") == names.parse("省委老干局", near="210200") == names.parse("辽宁省委老干部局")
    True
    >>> names.parse("大连市沙河口区关工委")
    OrgName(adcode='210204', body='关心下一代工作委员会', is_relative=False)
    """

    def __init__(self, tables: Tables) -> None:
        self.places = Places.of(tables)
        rows = tables.rows("organs", _Organ)
        self._national = {plain(row.name): plain(row.full or row.name) for row in rows if row.kind == "national"}
        self._generic = {plain(row.full or row.name) for row in rows if row.kind != "national"}
        short = sorted({row.name: row.full for row in rows if row.full and row.kind != "national"}.items(), key=_longest_first)
        self._full = {plain(name): plain(full) for name, full in short}
        self._abbreviations = re.compile(f"(?<![宗党])(?:{'|'.join(map(re.escape, self._full))})(?![员合])")
        self._after_short = tuple(tables.record("resolution_words")["after_short_regions"])
        self._bare = tuple(tables.record("resolution_words")["bare"])
        self._spellings = [(re.compile(row.pattern), row.form) for row in tables.rows("resolution_spellings", _Spelling)]

    @classmethod
    def of(cls, tables: Tables) -> OrgNames:
        """The reader of these tables, built once."""
        names: OrgNames = tables.keep(cls, lambda: cls(tables))
        return names

    def parse(self, name: str, *, adcode: str | None = None, near: str | None = None) -> OrgName:
        """Take a name apart.

        Parameters
        ----------
        adcode : code of the region that the text gives the organisation.
        near : code of the document's region, by which 省委 and 市委 are told.
        """
        text = plain(name)
        if national := self._national.get(text):
            return OrgName(None, national)
        text = _PARTY.sub("", text)
        if national := self._national_of(text):
            return OrgName(None, national)
        code, rest = self._peel(text, adcode, near)
        if code:
            return OrgName(code, self._body(rest))
        return self._without_region(text, adcode, near)

    def _national_of(self, text: str) -> str | None:
        """The full name where an organ of the country stands at the beginning (中组部老干部局)."""
        for end in range(min(len(text), LONGEST), 1, -1):
            if full := self._national.get(text[:end]):
                return full + self._body(text[end:])
        return None

    def _without_region(self, text: str, adcode: str | None, near: str | None) -> OrgName:
        if match := _RELATIVE.match(text):
            code = adcode or self._near(match[1], near)
            return OrgName(code, self._body(text[match.end() :]), is_relative=code is None)
        body = self._body(text)
        if adcode is None and near and (town := _TOWN.match(text)):
            return OrgName(self._of_town(town[0], near), body)
        if adcode is None and body not in self._generic and not self._is_bare(text):
            return OrgName(None, body)
        return OrgName(adcode, body, is_relative=adcode is None)

    def _is_bare(self, text: str) -> bool:
        """Whether a name begins like one that only its document explains."""
        return len(text) < _SHORTEST_NAME or text.startswith(self._bare)

    def _of_town(self, town: str, near: str) -> str:
        """The county of a township in the document's region; the document's region where it is in no table."""
        regions = self.places.regions
        found = {r.adcode for r in regions.townships.get(town, ()) if regions.contains(near, r.adcode)}
        return found.pop() if len(found) == 1 else near

    def _near(self, word: str, near: str | None) -> str | None:
        """The region that 省, 市 or 县 means in a document of the region ``near``."""
        regions = self.places.regions
        if near not in regions.by_code:
            return None
        for level in _LEVELS[word]:
            code = regions.at_level(near, level)
            if code and regions.level(code) == level and regions.name(code).endswith(word):
                return code
        return None

    def _peel(self, text: str, adcode: str | None, near: str | None) -> tuple[str | None, str]:
        """The innermost of the regions at the beginning, and what follows them."""
        code: str | None = None
        while len(text) > 2:
            found = self._first_region(text, code, adcode, near)
            if found is None:
                return code, text
            code, text = found[0], text[found[1] :]
        return code, text

    def _first_region(self, text: str, outer: str | None, adcode: str | None, near: str | None) -> tuple[str, int] | None:
        regions = self.places.regions
        for end in range(min(len(text) - 1, _LONGEST_REGION), 1, -1):
            named = regions.by_name.get(text[:end], ())
            # A short form is a region where the text says so: 宜宾老干部活动中心, and not 北京大学.
            short = regions.by_short_name.get(text[:end], ()) if outer is None and end < len(text) - 1 else ()
            told = adcode or (near if text.startswith(self._after_short, end) else None)
            codes = {r.adcode for r in named} or {r.adcode for r in short if self._is_near(r.adcode, told)}
            if codes and (code := self._choose(codes, outer, adcode, near)):
                return code, end
        return None

    def _is_near(self, code: str, told: str | None) -> bool:
        return told is not None and self.places.relation(code, told) in ("same", "within")

    def _choose(self, codes: set[str], outer: str | None, adcode: str | None, near: str | None) -> str | None:
        """Of regions of one name the one in what stands before, in the mention's region or near the document's."""
        inside = [c for c in codes if outer is None or (c != outer and self.places.regions.contains(outer, c))]
        if len(inside) == 1:
            return inside[0]
        for known in (adcode, near):
            close = [c for c in inside if known and self.places.relation(c, known) in ("same", "within")]
            same_province = [c for c in inside if known and c[:2] == known[:2]]
            if len(close) == 1 or len(same_province) == 1:
                return (close if len(close) == 1 else same_province)[0]
        return None

    def _body(self, text: str) -> str:
        """The body in one spelling: short forms at its ends written out."""
        text = _replaced(text, self._full, self._abbreviations)
        for pattern, form in self._spellings:
            text = pattern.sub(form, text)
        return text


def _replaced(text: str, full: dict[str, str], short: re.Pattern[str]) -> str:
    return short.sub(lambda m: full[m[0]], text)


def _longest_first(pair: tuple[str, str]) -> int:
    return -len(pair[0])
