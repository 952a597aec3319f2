"""What speaks for and against two names being one thing: features, whose weights are in ``data/resolution_weights.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nlp_oldcadre.resolve.folding import likeness, one_apart, plain
from nlp_oldcadre.resolve.model import ORGANIZATION, Item
from nlp_oldcadre.resolve.org_names import OrgName, OrgNames
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.resolve.program_names import ProgramName, ProgramNames
from nlp_oldcadre.tables import Tables

# Years apart from which the same name may have been given anew.
_LONG = 6
_ALIKE = 0.6
_SHORTEST_PART = 2
_ALMOST_SAME = frozenset({"same", "place", "head", "head_variant", "part"})
# A body with a name of its own (星火巷社区, 歌笛湖小学), which its city and its district can't both have.
_OWN_NAME = re.compile(
    "(?!委|政府|老年|老干部|离退休|关心|人民|党|市|县|区|第|实验|中心|中医|妇幼|职业|机关|直属)[\u4e00-\u9fff]{2,}?(?:社区|村|学校|大学|学院|中学|小学|医院|公司|集团|厂)"
)
# 志愿服务队, 志愿者服务队 and 志愿服务团 are one team; 总队 and 分队 are not.
_SIZE_OF_TEAM = re.compile("[者团队伍]")
_COMMUNITY = re.compile("(?!委|老)[\u4e00-\u9fff]{1,8}?(?:社区|村|居委会|小区)")
_TOWNSHIP = re.compile("[\u4e00-\u9fff]{1,8}(?:街道|镇|乡|苏木)(?:办事处|办)?")


@dataclass(frozen=True, slots=True)
class Named:
    """An item with its name, its owners and its parents taken apart."""

    item: Item
    text: str
    org: OrgName
    program: ProgramName
    owners: frozenset[tuple[str | None, str]]
    parent_keys: frozenset[str]
    is_national: bool = False


_NO_PROGRAM = ProgramName("", "", "", "", (), None, 0)
_NO_ORG = OrgName(None, "")


def named(item: Item, tables: Tables) -> Named:
    """Take the names of an item apart."""
    orgs, programs = OrgNames.of(tables), ProgramNames.of(tables)
    if item.kind == ORGANIZATION:
        org = orgs.parse(item.name, adcode=item.home, near=item.home)
        return Named(item, org.body, org, _NO_PROGRAM, frozenset(), frozenset())
    owners = [orgs.parse(owner, near=item.home) for owner in item.owners]
    program = programs.parse(item.name, near=item.home)
    return Named(
        item,
        program.folded,
        _NO_ORG,
        program,
        frozenset((o.adcode, o.body) for o in owners),
        frozenset(plain(parent) for parent in item.parents),
        programs.is_national(item.name),
    )


class Features:
    """Makes the features of pairs.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> features = Features(load_tables())
    >>> a, b = (named(Item("Program", "红枫行动", code), load_tables()) for code in ("210000", "210200"))
    >>> list(features.of(a, b))
    ['program', 'name=same', 'rare', 'region=within', 'owner=unknown', 'parent=unknown']
    """

    def __init__(self, tables: Tables, spread: dict[str, int] | None = None) -> None:
        self._places, self._programs_names = Places.of(tables), ProgramNames.of(tables)
        # Core of a name → in how many provinces the corpus has it.
        self.spread = spread or {}

    def of(self, a: Named, b: Named) -> Iterator[str]:
        """The features of a pair."""
        return self._organizations(a, b) if a.item.kind == ORGANIZATION else self._programs(a, b)

    def _organizations(self, a: Named, b: Named) -> Iterator[str]:
        yield "organization"
        yield f"org_name={organization_relation(a.text, b.text)}"
        region = self._places.relation(a.item.home, b.item.home)
        if has_own_name(min(a.text, b.text, key=len)):
            yield "org_own"
            region = "within_own" if region == "within" else region
        # A body of the same name in no region is one of the country, or one that its document alone explains.
        both_nowhere = a.item.home is None and b.item.home is None
        yield "org_region=none" if both_nowhere else f"org_region={region}"

    def _programs(self, a: Named, b: Named) -> Iterator[str]:
        yield "program"
        relation = program_relation(a.program, b.program, self._programs_names)
        relation = "other_place" if relation == "place" and self._is_elsewhere(a, b) else relation
        commonness, owner = self._commonness(a, b), self._owners(a, b)
        parent = _shared(a.parent_keys, b.parent_keys)
        # Two things that one programme has as its parts are two, unless they go by one name.
        parent = "siblings" if parent == "same" and relation not in _ALMOST_SAME else parent
        yield f"name={relation}"
        yield commonness
        if a.is_national and b.is_national:
            yield "national"
        else:
            region = self._places.relation(a.item.home, b.item.home)
            is_joined = region in ("province", "other") and "same" in (owner, parent)
            is_plural = region == "province" and commonness == "common"
            yield f"region={'joined' if is_joined else 'province_common' if is_plural else region}"
        yield f"owner={owner}"
        yield f"parent={parent}"
        yield from self._evidence(a.item, b.item)

    def _is_elsewhere(self, a: Named, b: Named) -> bool:
        """Whether one name opens with a place that has nothing to do with where the other one is used."""
        pairs = ((one.program.place, other.item.home) for one, other in ((a, b), (b, a)))
        return any(self._places.relation(place, home) in ("province", "other") for place, home in pairs if place)

    def _evidence(self, a: Item, b: Item) -> Iterator[str]:
        # A document that has two names for programmes means two; of bodies it uses short names beside full ones.
        if not set(a.documents).isdisjoint(b.documents):
            yield "together"
        if a.results & b.results:
            yield "results"
        if a.years and b.years and min(abs(x - y) for x in a.years for y in b.years) >= _LONG:
            yield "years"

    def _commonness(self, a: Named, b: Named) -> str:
        """Whether the name is made of words that are used everywhere, or has characters of its own."""
        core = a.program if len(a.program.core) <= len(b.program.core) else b.program
        if core.place:
            return "rare"
        own = core.rest
        return "common" if own == 0 or self.spread.get(core.core, 0) > 2 else "plain" if own == 1 else "rare"

    def _owners(self, a: Named, b: Named) -> str:
        """Whether one body runs both, or the same organ one level up."""
        relation = _shared(a.owners, b.owners)
        if relation != "other":
            return relation
        in_line = (x[1] == y[1] and self._places.relation(x[0], y[0]) == "within" for x in a.owners for y in b.owners)
        return "line" if any(in_line) else "other"


def _shared(a: frozenset[Any], b: frozenset[Any]) -> str:
    if not a or not b:
        return "unknown"
    return "same" if a & b else "other"


def has_own_name(body: str) -> bool:
    """Whether a body of an organisation has a name of its own.

    >>> has_own_name("星火巷社区党委"), has_own_name("委老干部局")
    (True, False)
    """
    return _OWN_NAME.match(body) is not None


def organization_relation(a: str, b: str) -> str:
    """How two bodies stand, region aside.

    ``same``; ``party`` (one leaves out 委 or 政府 before it); ``town`` (one leaves out the township before a community);
    ``end`` (a body inside another one: 教育局关工委); ``begin`` (one is an office of the other); ``slip``, ``added``, ``alike``
    and ``unlike``.
    """
    short, long = sorted((a, b), key=len)
    if a == b:
        return "same"
    if len(short) > 2 and long.endswith(short):
        before = long[: -len(short)]
        if before in ("委", "政府"):
            return "party"
        return "town" if _TOWNSHIP.fullmatch(before) and _COMMUNITY.match(short) else "end"
    if long.startswith(short):
        return "begin"
    if one_apart(a, b):
        return "slip" if len(a) == len(b) else "added"
    return "alike" if likeness(a, b) >= _ALIKE else "unlike"


def program_relation(a: ProgramName, b: ProgramName, names: ProgramNames) -> str:
    """How two names of programmes stand.

    ``same``; ``place`` (but for the region before it); ``other_place`` (two regions before it); ``head`` (but for a noun
    that names it again); ``team`` (one adds a noun that makes it another thing); ``head_variant`` and ``other_head`` (both
    end in such nouns); ``part`` (one is a part of the other at a dot); ``inside``; ``slip`` (a character is another);
    ``added`` (one more); ``alike``; ``unlike``.
    """
    if a.folded == b.folded:
        return "same"
    if a.core == b.core:
        return _heads(a, b)
    short, long = sorted((a.folded, b.folded), key=len)
    if long.startswith(short) and (kind := names.head_kind(long[len(short) :])):
        return "head" if kind == "light" else "team"
    if (len(a.core) >= _SHORTEST_PART and a.core in b.parts) or (len(b.core) >= _SHORTEST_PART and b.core in a.parts):
        return "part" if {a.head_kind, b.head_kind} <= {"", "light"} or a.head_kind == b.head_kind else "team"
    if one_apart(a.folded, b.folded):
        return "slip" if len(short) == len(long) else "added"
    if len(short) > 2 and short in long:
        return "inside"
    return "alike" if likeness(a.folded, b.folded) >= _ALIKE else "unlike"


def _heads(a: ProgramName, b: ProgramName) -> str:
    if a.head == b.head:
        return "other_place" if a.place and b.place and a.place != b.place else "place"
    kinds = {a.head_kind, b.head_kind}
    if kinds <= {"", "light"}:
        return "head"
    if len(kinds) == 1:
        is_variant = kinds == {"team"} and _SIZE_OF_TEAM.sub("", a.head) == _SIZE_OF_TEAM.sub("", b.head)
        return "head_variant" if is_variant else "other_head"
    return "team"
