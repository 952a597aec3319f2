"""The full names of organisations: place added, short forms written out, partial repeats brought together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from nlp_oldcadre.model import Document, Mention, OrgValue, RegionValue
from nlp_oldcadre.owners import Owners
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.corps import Corps
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.relate.org_forms import OrgForms
from nlp_oldcadre.relate.org_owners import Named, OrgOwners, ResolvedName, position_of
from nlp_oldcadre.relate.org_patterns import FOR_THE_OLD, NUMBERED, NUMBERED_BODY, OFFSHOOT, WHOLE_COMMITTEE, ZONE
from nlp_oldcadre.relate.org_short import OrgShorts
from nlp_oldcadre.rules import OrgRule, RegionRule
from nlp_oldcadre.tables import Tables

_LEVEL = re.compile("自治区|自治州|自治县|兵团|地区|[省市县区州盟旗地]")
_AUTONOMOUS = ("自治州", "自治县", "自治旗")
_TOWN = re.compile("镇|乡|街道")
# As many regions as are looked at backwards for the town of 镇党委.
_MOST_PLACES = 60
_BLANK = re.compile(r"\s+")


def _nearest(named: list[Named], position: int) -> ResolvedName:
    """What stands last before ``position``, else what stands soonest after it."""
    index = bisect_left(named, position, key=position_of)
    return named[index - 1 if index else 0][1]


def resolve_orgs(doc: Document, tables: Tables, homes: Homes | None = None) -> Document:
    """The document with the full name and the region of every ``ORG`` mention."""
    resolver = _Resolver(doc, tables, homes or Homes(doc, Regions.of(tables)))
    values = iter(resolver.names())
    return replace(
        doc,
        mentions=tuple(
            [Mention("ORG", m.start, m.end, next(values), m.rule, m.score) if m.type == "ORG" else m for m in doc.mentions]
        ),
    )


class _Resolver:
    def __init__(self, doc: Document, tables: Tables, homes: Homes) -> None:
        self._doc, self._regions, self._homes = doc, Regions.of(tables), homes
        self._corps = Corps(doc, tables)
        self._forms, self._answers = OrgForms.of(tables), Owners.of_tables(tables)
        self._places = [m for m in doc.mentions if m.type == "REGION" and isinstance(m.value, RegionValue)]
        self._speaks_of_cadres = "老干部局" in doc.text or "老干局" in doc.text
        self._placed: list[tuple[int, ResolvedName]] = []
        # Names with their positions: companies and schools by their last noun, fuller names by the short name that they
        # end with, those with a place by its code as well.
        self._owners = OrgOwners(doc, tables, self._places)
        self._shorts = OrgShorts(doc, tables)
        self._fuller: dict[str, list[Named]] = {}
        self._placed_fuller: dict[tuple[str, str | None], list[Named]] = {}
        self._ends: dict[int, str | None] = {}
        self._names_at: dict[int, str] = {}
        self._place_starts = [m.start for m in self._places]

    def names(self) -> list[OrgValue]:
        """The values of all mentions in order: those with a place first, since the others are repeats of them."""
        orgs = [m for m in self._doc.mentions if m.type == "ORG"]
        found = [(m, self._with_place(m)) for m in orgs]
        self._placed = [(m.start, name) for m, name in found if name.is_placed]
        self._index([(m.start, name) for m, name in found])
        self._names_at = {m.end: name.text for m, name in found if name.is_placed}
        self._ends = {m.end: name.adcode for m, name in found if name.is_placed}
        self._know_shorts(found)
        out: list[OrgValue] = []
        for mention, name in found:
            if (mention.rule in (OrgRule.OWNED, OrgRule.HEAD) or name.text[1:3].find("师") >= 0) and (
                whole := self._corps.full(name.text)
            ):
                name = ResolvedName(self._forms.write_out(whole), name.adcode, False)
            elif mention.rule == OrgRule.OWNED and (owned := self._owners.named(mention)):
                name = owned
            elif mention.rule == OrgRule.SHORT:
                surface = _BLANK.sub("", self._doc.text[mention.start : mention.end])
                name = self._shorts.named(surface, mention.start) or self._owners.of_employer(name)
            elif mention.rule == OrgRule.OWN:
                name = self._owners.of_own(name)
            elif mention.rule == OrgRule.EMPLOYER:
                name = self._owners.of_employer(name)
            elif mention.rule == OrgRule.SECTION:
                name = self._resolved_as(name, out) or self._first_naming(name, mention.start)
            elif not name.is_placed and (mention.rule in (OrgRule.BARE, OrgRule.HEAD) or NUMBERED.match(name.text)):
                name = self._repeat(name, mention) or self._at_home(name, mention)
                if self._listed_with(mention.start):
                    self._ends[mention.end] = name.adcode
            if mention.rule == OrgRule.HEAD and OFFSHOOT.match(name.text) and not self._names_place(name.text):
                name = self._owners.of_employer(name)
            out.append(OrgValue(name.text, name.adcode))
        return out

    def _names_place(self, text: str) -> bool:
        """Whether a region's short name stands in it: 东航江西分公司 is no branch of whoever is named first."""
        return any(text[at : at + 2] in self._regions.by_short_name for at in range(len(text) - 1))

    def _know_shorts(self, found: list[tuple[Mention, ResolvedName]]) -> None:
        if any(mention.rule == OrgRule.SHORT for mention, _ in found):
            for mention, name in found:
                if mention.rule not in (OrgRule.SHORT, OrgRule.OWNED, OrgRule.EMPLOYER, OrgRule.SECTION, OrgRule.OWN):
                    self._shorts.add(mention.start, mention.end, name)

    def _with_place(self, mention: Mention) -> ResolvedName:
        """The name as its own words give it."""
        surface = _BLANK.sub("", self._doc.text[mention.start : mention.end])
        body, surface = self._forms.split_body(surface)
        start = mention.start + len(body)
        chain = [] if mention.rule == OrgRule.NATIONAL else list(self._chain(start, mention.end))
        if chain:
            return self._behind_region(chain, surface, body)
        if town := _TOWN.match(surface):
            return self._in_town(town[0], surface, mention.start)
        level = _LEVEL.match(surface)
        if level and (mention.rule == OrgRule.PLACE or level[0] == "自治区" or surface.startswith("第", level.end())):
            code = self._homes.resolve(level[0], mention.start)
            if level[0] == "区" and surface.startswith("区党委"):  # that of an autonomous region
                code = self._homes.resolve("自治区", mention.start) or code
            rest = self._forms.write_out(surface[level.end() :], is_placed=True, speaks_of_cadres=self._speaks_of_cadres)
            prefix = self._regions.full_name(code) if code else level[0]
            if rest == "医院":  # 县医院
                rest = "人民医院"
            if level[0] == "兵团":
                prefix = "新疆生产建设兵团"
            return ResolvedName(self._forms.join_body(body, prefix + rest), code, code is not None)
        if mention.rule == OrgRule.PLACE and ZONE.match(surface) and (home := self._homes.at(mention.start)):
            zone = self._regions.full_name(home.adcode) + self._forms.write_out(surface, is_placed=True)
            return ResolvedName(self._forms.join_body(body, zone), home.adcode, True)
        if mention.rule == OrgRule.HEAD:
            # The name itself stays as it is; what hangs on it is written out.
            ends = {end for _, end in self._answers.of(surface)}
            own = max(ends - {len(surface)}, default=len(surface))  # 某大学|老科协
            if body:  # 中共某学院委员会
                surface = WHOLE_COMMITTEE.sub("党委", surface, count=1)
            name = surface[:own] + self._forms.write_out(surface[own:])
            return ResolvedName(self._forms.join_body(body, name), None, False)
        return ResolvedName(self._forms.join_body(body, self._forms.write_out(surface)), self._region_of(surface), False)

    def _region_of(self, surface: str) -> str | None:
        """The region with whose official name a name opens that holds no mention of one: 钦州市老年大学."""
        for size in range(min(len(surface), 8), 2, -1):
            regions = self._regions.by_name.get(surface[:size], ())
            if len(regions) == 1:
                return regions[0].adcode
        return None

    def _in_town(self, word: str, surface: str, start: int) -> ResolvedName:
        """镇党委: of the town that was named last."""
        last = bisect_left(self._place_starts, start)
        for place in reversed(self._places[max(0, last - _MOST_PLACES) : last]):
            name = self._doc.text[place.start : place.end]
            if (
                place.rule == RegionRule.TOWNSHIP
                and name.endswith(word)
                and isinstance(place.value, RegionValue)
                and place.value.adcode
            ):
                rest = self._forms.write_out(surface[len(word) :], is_placed=True)
                return ResolvedName(self._regions.full_name(place.value.adcode) + name + rest, place.value.adcode, True)
        return ResolvedName(self._forms.write_out(surface), None, False)

    def _chain(self, start: int, end: int) -> Iterable[Mention]:
        """The regions that the name begins with."""
        index = bisect_left(self._place_starts, start)
        while index < len(self._places) and self._places[index].start == start and self._places[index].end <= end:
            yield self._places[index]
            start = self._places[index].end
            index += 1

    def _behind_region(self, chain: list[Mention], surface: str, body: str) -> ResolvedName:
        last = chain[-1]
        code = last.value.adcode if isinstance(last.value, RegionValue) else None
        length = sum(m.end - m.start for m in chain)
        rest = self._forms.write_out(
            surface[length:],
            is_placed=True,
            speaks_of_cadres=self._speaks_of_cadres,
            of_autonomous=surface[:length].endswith("自治区"),
        )
        place = self._place_name(last, code, rest) if code else surface[:length]
        # 河北省滦平县: the province that stands there stays.
        if len(chain) > 1 and code and not code.endswith("0000"):
            above = surface[: chain[0].end - chain[0].start]
            place = place if above in place else above + place
        return ResolvedName(self._forms.join_body(body, place + rest), code, True)

    def _place_name(self, mention: Mention, code: str, rest: str) -> str:
        """The region as the name should have it: a former name stays, a district gets its city, 毕节老干局 its 市."""
        surface = self._doc.text[mention.start : mention.end]
        if mention.rule == RegionRule.TOWNSHIP:
            return self._regions.full_name(code) + surface
        if mention.rule == RegionRule.SHORT:
            return self._regions.full_name(code) if self._forms.is_of_government(rest) else surface
        full = self._regions.full_name(code)
        if surface not in self._regions.by_name and surface[-1] == "旗":  # 科右中旗
            return full
        # 延边州, 丰宁县: the peoples' names left out.
        if full.endswith(_AUTONOMOUS) and not surface.endswith(_AUTONOMOUS):
            return full
        return full[: len(full) - len(self._regions.name(code))] + surface

    def _index(self, named: list[Named]) -> None:
        """Lays out the names by what they end with, so that each look-up is one bisection."""
        short = {name.text for _, name in named if not name.is_placed}
        sizes = sorted({len(text) for text in short if len(text) > 1})
        for at, name in named:
            self._owners.add(at, name)
            for size in sizes:
                ending = name.text[-size:]
                if size < len(name.text) and ending in short:
                    self._fuller.setdefault(ending, []).append((at, name))
                    if name.is_placed:
                        self._placed_fuller.setdefault((ending, None), []).append((at, name))
                        self._placed_fuller.setdefault((ending, name.adcode or ""), []).append((at, name))
        self._owners.add_communities()

    def _repeat(self, name: ResolvedName, mention: Mention) -> ResolvedName | None:
        """The fuller name that the text has elsewhere: at home if there is one, else the nearest before.

        县委老干部局与组织部 are of one county, whatever 组织部 the text names elsewhere.
        """
        if self._forms.is_part(name.text):
            return None
        if beside := self._listed_with(mention.start):
            fuller = self._placed_fuller.get((name.text, beside))
            return _nearest(fuller, mention.start) if fuller else None
        home = self._homes.at(mention.start)
        at_home = self._placed_fuller.get((name.text, home.adcode)) if home else None
        fuller = at_home or self._placed_fuller.get((name.text, None))
        return _nearest(fuller, mention.start) if fuller else None

    def _listed_with(self, start: int) -> str | None:
        """The region of the organisation that stands straight before in a list: 省委组织部、老干部局."""
        at = start - 3 if self._doc.text.startswith("常委、", start - 3) else start
        return self._ends.get(at) or self._ends.get(start - 1) or self._ends.get(start - 2)

    def _owner(self, position: int) -> ResolvedName | None:
        """The organisation named last before ``position``, whose 机关 this is."""
        index = bisect_left(self._placed, position, key=position_of)
        return self._placed[index - 1][1] if index else None

    def _resolved_as(self, name: ResolvedName, resolved: list[OrgValue]) -> ResolvedName | None:
        """The last full name of a section among those resolved so far."""
        late = (value for value in reversed(resolved[-_MOST_PLACES:]) if value.name and value.name != name.text)
        return next((ResolvedName(v.name, v.adcode, False) for v in late if v.name and v.name.endswith(name.text)), None)

    def _first_naming(self, name: ResolvedName, start: int) -> ResolvedName:
        """The full name under which the text introduced a section that stands alone later."""
        fuller = self._fuller.get(name.text, [])
        index = bisect_left(fuller, start, key=position_of)
        return fuller[index - 1][1] if index else name

    def _at_home(self, name: ResolvedName, mention: Mention) -> ResolvedName:
        """The name with the region that the text speaks from, where bodies of that kind belong to one."""
        speaks_from = self._homes.at(mention.start)
        home = self._listed_with(mention.start) or (speaks_from.adcode if speaks_from else None)
        if (name.text.startswith("机关") or NUMBERED.match(name.text)) and (
            owner := self._owners.issuer() or self._owner(mention.start)
        ):
            return ResolvedName(owner.text + name.text, owner.adcode, False)
        if home is None or (mention.rule == OrgRule.HEAD and not self._forms.is_local(name.text)):
            return name
        if committee := self._committee_before(mention.start, name.text):
            return ResolvedName(committee + name.text, home, False)
        if mention.rule == OrgRule.BARE and FOR_THE_OLD.match(name.text):
            if employer := self._owners.issuer():
                return ResolvedName(employer.text + name.text, employer.adcode, False)
            home = self._told_of(mention.start, home) or home
        rest = self._forms.write_out(name.text, is_placed=True) if mention.rule == OrgRule.BARE else name.text
        place = self._regions.full_name(home)
        place = place if NUMBERED_BODY.match(rest) else self._corps.with_division(place)
        return ResolvedName(place + rest, home, False)

    def _told_of(self, position: int, home: str) -> str | None:
        """The county or city in ``home`` that the sentence names last before ``position``: 某区改建老干部活动中心."""
        opening = max(self._doc.text.rfind(mark, 0, position) for mark in "。；\n")
        index = bisect_left(self._place_starts, position) - 1
        if index < 0 or self._places[index].start < opening:
            return None
        value = self._places[index].value
        code = value.adcode if isinstance(value, RegionValue) else None
        return code if code and code != home and self._regions.contains(home, code) else None

    def _committee_before(self, start: int, text: str) -> str | None:
        """The committee of the organ that stands straight before in a list: 兵团党委办公厅、组织部."""
        before = self._names_at.get(start - 3 if self._doc.text.startswith("常委、", start - 3) else start - 1)
        return self._forms.committee_of(before) if before and self._forms.is_of_government(text) else None
