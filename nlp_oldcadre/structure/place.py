"""The region that a document speaks for: of its senders, its number, its title, or the one its text is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import Metadata
from nlp_oldcadre.regions import Region, Regions
from nlp_oldcadre.tables import Tables

_OWN = re.compile("[全我自](?:(?<!自)[省市县区州盟旗]|(?<=自)治区党委)")
# 全市 speaks of a prefecture or a county-level city.
_LEVELS = {
    "省": "province",
    "市": "prefecture county",
    "州": "prefecture",
    "盟": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}
# 某省某市某县 in one breath names all three as often: what is told is mostly a city's.
_TIES = ("province", "county", "prefecture")
_BODY_AFTER = re.compile("老干|离退休|关工委|老年|老科协|老促会|组织部|日报|晚报|新闻|[市县区]?委|(?:高新|经开|开发)区")
# 三明、宁德两市: a list that counts its places.
_COUNTED_AFTER = re.compile("[、和与及][\u4e00-\u9fff、]{2,14}?[两二三四五六七八九十][省市州县区盟旗]")
_EARLY = 400
# A body of a county or city: the first character of its numbers is its own (青老干: 青田县), not its province's.
_LOCAL_BODY = re.compile(
    "(?:[市县州盟旗]|(?<!自治)区)(?:委|人民政府|政府|老干|关工|直)|[镇乡](?:党委|政府)|各(?:乡镇|镇街|镇乡|街道|乡、镇|镇、|乡（镇|镇（)|街道"
)
# A body whose name tells no place, and where it is: 寄昆明市呈贡区…, 地址：….
_SEATED = re.compile("大学|学院|学校|集团|公司|医院|研究[院所]|设计院|[厂矿]|油田|海关|银行|报社|出版社|干休所|疗养院")
_ADDRESS = re.compile(
    "(?:地 ?址|校址|住址|寄至?|邮寄[至到]?|[寄送报交]至|送达|位于)[：: ]{0,2}(?=[\u4e00-\u9fff]{2,7}[省市区州盟])"
)
_LONGEST_ADDRESS = 24
# 满洲里海关, 博乐铁路: an office that has its seat in a county or city of whose name it bears the short form.
_OFFICE = re.compile(
    "海关|边检|边境管理|口岸|铁路|[车机工电]务段|火车站|机场|港务|法院|检察院|税务局|公安局|监狱|供电|电业局|邮政|气象局|烟草|水文|矿务局"
)
# Below the title of a speech: 某市某区某街道党工委副书记 张某.
_SPEECH = re.compile("讲话|发言|致辞|主持词|演讲|宣讲稿")
_SPEAKER = re.compile(
    "(?<=\n)[^\n，。；：“《]{4,40}?(?:书记|主任|局长|部长|会长|团长|队长|校长|院长|处长|科长|理事长|组长|党员|干部|代表|教师)"
    "(?:[^\n。；：]{0,20})[ \u3000][\u4e00-\u9fff·]{2,8}(?=\n)"
)
# 全省 in passing (全省率先) says nothing of whose text it is.
_OFTEN = 3
_MANY = 3
_LISTED = frozenset("、和与及")
_TOWNSHIP = re.compile("[\u4e00-\u9fff](?:街道|镇|乡|苏木)")


@dataclass(frozen=True, slots=True)
class _MarkRow:
    """The character by which document numbers name a province (辽老通字: 辽)."""

    mark: str
    adcode: str


@dataclass(frozen=True, slots=True)
class _WordRow:
    """A place's name that is an everyday word (安康, 和平), or a phrase that holds one (长治久安)."""

    word: str
    use: str


class _Hit(NamedTuple):
    start: int
    end: int
    regions: tuple[Region, ...]
    is_full: bool


class Gazetteer:
    """Finds regions in a text: full names everywhere, short names of provinces and prefectures."""

    def __init__(self, tables: Tables) -> None:
        self.regions = Regions.of(tables)
        self.marks = {row.mark: row.adcode for row in tables.rows("province_marks", _MarkRow)}
        names: dict[str, tuple[tuple[Region, ...], bool]] = {}
        for name, found in self.regions.by_short_name.items():
            wide = tuple(r for r in found if r.level != "county")
            if wide:
                names[name] = (wide, False)
        names |= {name: (found, True) for name, found in self.regions.by_name.items() if len(name) > 2 or name[-1] in "县市"}
        words = tables.rows("region_words", _WordRow)
        names |= {row.word: ((), False) for row in words if row.use == "phrase"}
        self._everyday = frozenset(row.word for row in words if row.use != "phrase")
        self._matcher = Matcher(names)
        self._short = self.regions.by_short_name

    @classmethod
    def of(cls, tables: Tables) -> Gazetteer:
        """The gazetteer of these tables, built once."""
        gazetteer: Gazetteer = tables.keep(cls, lambda: cls(tables))
        return gazetteer

    def find(self, text: str) -> Iterator[_Hit]:
        """The names in the text; an everyday word only where it is that of a body's place (安康老干部局) or counted as one."""
        for start, end, (found, is_full) in self._matcher.find(text):
            is_plain = text[start:end] not in self._everyday
            if found and (is_plain or _BODY_AFTER.match(text, end) or _COUNTED_AFTER.match(text, end)):
                yield _Hit(start, end, found, is_full)

    def settle(self, hits: Iterable[_Hit], context: Counter[str] | None = None) -> Counter[str]:
        """Codes with their weight; of namesakes the one whose province or city is named as well, none where neither is."""
        hits = list(hits)
        sure = self.sure(hits)
        weights: Counter[str] = Counter()
        chosen: dict[tuple[Region, ...], str | None] = {}
        for hit in hits:
            if hit.regions not in chosen:
                chosen[hit.regions] = self._choose(hit, sure) or self._choose(hit, context or Counter())
            if code := chosen[hit.regions]:
                weights[code] += 3 if hit.is_full else 1
        return weights

    def sure(self, hits: Iterable[_Hit]) -> Counter[str]:
        """The regions that have no namesake."""
        return Counter(h.regions[0].adcode for h in hits if len(h.regions) == 1)

    def _choose(self, hit: _Hit, sure: Counter[str]) -> str | None:
        """The one of several that is spoken of; a short name that nothing settles is the widest region's (吉林省)."""
        if len(hit.regions) == 1:
            return hit.regions[0].adcode
        support = {r.adcode: self._support(r, sure) for r in hit.regions}
        best = max(support.values())
        codes = [code for code, n in support.items() if n == best]
        return codes[0] if len(codes) == 1 or not hit.is_full else None

    def _support(self, region: Region, sure: Counter[str]) -> int:
        parent, province = self.regions.parent(region.adcode), self.regions.province(region.adcode)
        siblings = sum(n for code, n in sure.items() if code[:4] == region.adcode[:4] and code != parent)
        return 2 * sure[parent or ""] + sure[province] + siblings

    def township(self, text: str, context: str) -> Region | None:
        """The street, town or township that a title or sender names, if the text names its county or it has no namesake."""
        if not _TOWNSHIP.search(text):
            return None
        named = {h.regions[0].adcode for h in self.find(context) if len(h.regions) == 1}
        above = {h.end: h.regions for h in self.find(text)}
        for start, _, meant in self._townships.find(text):
            found = [r for r in meant if self._may_lie_in(r, above.get(start))]
            near = [r for r in found if r.adcode in named or self.regions.parent(r.adcode) in named]
            if len(near or found) == 1:
                return (near or list(found))[0]
        return None

    def _may_lie_in(self, town: Region, above: tuple[Region, ...] | None) -> bool:
        """Whether the region that stands straight before the name, if any, can be the one that holds it."""
        return above is None or any(self.regions.contains(region.adcode, town.adcode) for region in above)

    @cached_property
    def _townships(self) -> Matcher[tuple[Region, ...]]:
        return Matcher(self.regions.townships)

    def deepest(self, text: str, context: Counter[str] | None = None) -> str | None:
        """The region of a body's name: the last of a chain 沈阳市和平区委; ``context`` tells namesakes apart."""
        hits = list(self.find(text))
        if not hits:
            return self._county_of(text)
        weights = self.settle(hits, context)
        if common := self._of_list(text, hits, weights):
            return common
        chain = [code for code in weights if any(self.regions.contains(outer, code) for outer in weights)]
        return max(chain, key=lambda code: sum(self.regions.contains(outer, code) for outer in weights), default=None)

    def _of_list(self, text: str, hits: list[_Hit], weights: Counter[str]) -> str | None:
        """The smallest region that holds those of a list: 三明、宁德两市 is a text of their province."""
        for one, other in pairwise(hits):
            if text[one.end : other.start] in _LISTED:
                a, b = (next((r.adcode for r in hit.regions if r.adcode in weights), "") for hit in (one, other))
                common = (self.regions.at_level(a, level) for level in ("prefecture", "province") if a and b)
                return next((code for code in common if code and a != code != b and self.regions.contains(code, b)), None)
        return None

    def has_namesakes(self, text: str) -> bool:
        """Whether a name of the text means several regions."""
        return any(len(hit.regions) > 1 and hit.is_full for hit in self.find(text))

    def _county_of(self, text: str) -> str | None:
        """A county by its short name where it stands first and its committee follows (义乌市委 is a full name already)."""
        for size in (4, 3, 2):
            found = self._short.get(text[:size])
            if found and len(found) == 1 and (text[size : size + 1] in "市县区旗州" or _OFFICE.match(text, size)):
                return found[0].adcode
        return None


def find_place(metadata: Metadata, subtitle: str, text: str, tables: Tables) -> Metadata:
    """The metadata with region and code, from the first of the signs that gives one."""
    if metadata.adcode or metadata.region:
        return _completed(metadata, tables)
    gazetteer = Gazetteer.of(tables)
    if township := gazetteer.township("\n".join([*metadata.issuers, metadata.title or "", subtitle]), text[:_EARLY]):
        name = gazetteer.regions.full_name(township.adcode) + township.name
        return replace(metadata, region=name, adcode=township.adcode)
    for code in _signs(metadata, subtitle, text, gazetteer):
        if code:
            return replace(metadata, region=gazetteer.regions.full_name(code), adcode=code)
    return metadata


def _completed(metadata: Metadata, tables: Tables) -> Metadata:
    """A region that is set already gets its code or name."""
    regions = Regions.of(tables)
    if metadata.adcode in regions.by_code and not metadata.region:
        return replace(metadata, region=regions.full_name(metadata.adcode or ""))
    if metadata.region and not metadata.adcode:
        code = Gazetteer.of(tables).deepest(metadata.region)
        return replace(metadata, adcode=code) if code else metadata
    return metadata


def _signs(metadata: Metadata, subtitle: str, text: str, gazetteer: Gazetteer) -> Iterator[str | None]:
    mark = gazetteer.marks.get((metadata.number or "")[:1])
    names = [*metadata.issuers, *metadata.recipients, *metadata.copies_to, metadata.title or "", subtitle]
    unsettled = [name for name in (*metadata.issuers, subtitle, metadata.title or "") if gazetteer.has_namesakes(name)]
    # What senders, receivers and title name, else what the text names, else the number's mark.
    contexts: list[Counter[str]] = [Counter()]
    if unsettled:
        found = (gazetteer.sure(gazetteer.find(part)) for part in ("\n".join(names), text))
        contexts = [*found, Counter({mark: 1} if mark else {})]
    for issuer in metadata.issuers:
        for context in contexts:
            yield gazetteer.deepest(issuer, context)
    if any(issuer in unsettled for issuer in metadata.issuers):
        return
    if not any(_LOCAL_BODY.search(name) for name in metadata.issuers or metadata.recipients):
        yield _seat(metadata, text, gazetteer)
        yield mark
    for name in (subtitle, metadata.title or ""):
        for context in contexts:
            yield gazetteer.deepest(name, context)
    if _SPEECH.search(metadata.title or "") and (speaker := _SPEAKER.search(text[:_EARLY])):
        yield gazetteer.deepest(speaker[0])
    yield _dominant(text, gazetteer)


def _seat(metadata: Metadata, text: str, gazetteer: Gazetteer) -> str | None:
    """The city of the address that a university, a company or their like gives."""
    if not any(_SEATED.search(name) for name in metadata.issuers):
        return None
    for match in _ADDRESS.finditer(text):
        code = gazetteer.deepest(text[match.end() : match.end() + _LONGEST_ADDRESS])
        if code:
            return gazetteer.regions.at_level(code, "prefecture") or gazetteer.regions.at_level(code, "province")
    return None


def _dominant(text: str, gazetteer: Gazetteer) -> str | None:
    """The region that is named most, early ones counted twice, at the level that 全市 or 我县 speaks of."""
    hits = list(gazetteer.find(text))
    weights = gazetteer.settle([*hits, *(h for h in hits if h.start < _EARLY)])
    if not weights:
        return None
    own = Counter("省" if match[0][0] == "自" else match[0][-1] for match in _OWN.finditer(text))
    unit, said = own.most_common(1)[0] if own else ("", 0)
    level = _LEVELS[unit] if said >= (_OFTEN if unit == "省" else 2) else ""
    fits = _at_level(weights, unit, level, gazetteer.regions)
    known = fits or weights
    best = max(known, key=lambda code: (known[code], _TIES.index(gazetteer.regions.by_code[code].level)))
    above = gazetteer.regions.parent(best)
    parts = [code for code in weights if above and gazetteer.regions.parent(code) == above]
    if not level and above in weights and len(parts) >= _MANY and 2 * weights[best] <= sum(weights[code] for code in parts):
        return above  # a round-up of a province's cities
    return best if known[best] >= 2 else None


def _at_level(weights: Counter[str], unit: str, level: str, regions: Regions) -> Counter[str]:
    """The regions at the level that is spoken of, each with the weight of those in it: of 全市 the city of its counties."""
    fits: Counter[str] = Counter()
    for code, weight in weights.items():
        region = regions.by_code[code]
        is_own = region.level in level.split() and (unit != "市" or region.name.endswith(("市", "州", "盟", "地区")))
        own = code if is_own else regions.at_level(code, level.split()[0]) if level else None
        if own in regions.by_code:
            fits[own] += weight
    return fits
