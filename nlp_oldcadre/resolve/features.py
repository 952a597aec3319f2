"""What speaks for and against two names being one thing: features, whose weights are in ``data/resolution_weights.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Named:
    """An item with its name, its owners and its parents taken apart."""

    item: Item
    text: str
    org: OrgName
    program: ProgramName
    owner_keys: frozenset[str]
    owner_codes: frozenset[str]
    parent_keys: frozenset[str]
    is_national: bool = False


_NO_PROGRAM = ProgramName("", "", "", "", (), None, 0)
_NO_ORG = OrgName(None, "")


def named(item: Item, tables: Tables) -> Named:
    """Take the names of an item apart."""
    orgs, programs = OrgNames.of(tables), ProgramNames.of(tables)
    if item.kind == ORGANIZATION:
        org = orgs.parse(item.name, adcode=item.home, near=item.home)
        return Named(item, org.body, org, _NO_PROGRAM, frozenset(), frozenset(), frozenset())
    owners = [orgs.parse(owner, near=item.home) for owner in item.owners]
    program = programs.parse(item.name, near=item.home)
    return Named(
        item,
        program.folded,
        _NO_ORG,
        program,
        frozenset(f"{o.adcode}{o.body}" for o in owners),
        frozenset(o.adcode for o in owners if o.adcode),
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
        self._places = Places.of(tables)
        # Core of a name → in how many provinces the corpus has it.
        self.spread = spread or {}

    def of(self, a: Named, b: Named) -> Iterator[str]:
        """The features of a pair."""
        yield from self._organizations(a, b) if a.item.kind == ORGANIZATION else self._programs(a, b)
        if set(a.item.documents) & set(b.item.documents):
            yield "together"

    def _organizations(self, a: Named, b: Named) -> Iterator[str]:
        yield "organization"
        yield f"org_name={_organization_relation(a.text, b.text)}"
        region = self._places.relation(a.item.home, b.item.home)
        # A body of the same name in no region is one of the country, or one that its document alone explains.
        both_nowhere = a.item.home is None and b.item.home is None
        yield "org_region=none" if both_nowhere else f"org_region={region}"
        if a.item.scope != b.item.scope:
            yield "scope"

    def _programs(self, a: Named, b: Named) -> Iterator[str]:
        yield "program"
        relation = program_relation(a.program, b.program)
        yield f"name={relation}"
        yield self._commonness(a, b)
        yield "national" if a.is_national and b.is_national else f"region={self._places.relation(a.item.home, b.item.home)}"
        yield f"owner={self._owners(a, b)}"
        yield f"parent={_shared(a.parent_keys, b.parent_keys)}"
        if a.item.results & b.item.results:
            yield "results"
        if a.item.years and b.item.years and min(abs(x - y) for x in a.item.years for y in b.item.years) >= _LONG:
            yield "years"

    def _commonness(self, a: Named, b: Named) -> str:
        """Whether the name is made of words that are used everywhere, or has characters of its own."""
        core = a.program if len(a.program.core) <= len(b.program.core) else b.program
        if core.place:
            return "rare"
        own = core.rest
        return "common" if own == 0 or self.spread.get(core.core, 0) > 2 else "plain" if own == 1 else "rare"

    def _owners(self, a: Named, b: Named) -> str:
        relation = _shared(a.owner_keys, b.owner_keys)
        if relation != "other":
            return relation
        codes = ((x, y) for x in a.owner_codes for y in b.owner_codes)
        return "line" if any(x != y and self._places.relation(x, y) == "within" for x, y in codes) else "other"


def _shared(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return "unknown"
    return "same" if a & b else "other"


def _organization_relation(a: str, b: str) -> str:
    """How two bodies stand, region aside."""
    short, long = sorted((a, b), key=len)
    if a == b:
        return "same"
    if len(short) > 3 and long.endswith(short):
        return "end"
    if long.startswith(short):
        return "begin"
    if one_apart(a, b):
        return "slip"
    return "alike" if likeness(a, b) >= _ALIKE else "unlike"


def program_relation(a: ProgramName, b: ProgramName) -> str:
    """How two names of programmes stand.

    ``same``; ``place`` (but for the region before it); ``head`` (but for a noun that names it again); ``team`` (one adds
    a noun that makes it another thing); ``head_variant`` and ``other_head`` (both end in such nouns); ``part`` (one is a part
    of the other at a dot); ``inside``; ``slip`` (a character is another); ``added`` (one more); ``alike``; ``unlike``.
    """
    if a.folded == b.folded:
        return "same"
    if a.core == b.core:
        return _heads(a, b)
    if (len(a.core) >= _SHORTEST_PART and a.core in b.parts) or (len(b.core) >= _SHORTEST_PART and b.core in a.parts):
        return "part" if {a.head_kind, b.head_kind} <= {"", "light"} or a.head_kind == b.head_kind else "team"
    short, long = sorted((a.folded, b.folded), key=len)
    if one_apart(a.folded, b.folded):
        return "slip" if len(short) == len(long) else "added"
    if len(short) > 2 and short in long:
        return "inside"
    return "alike" if likeness(a.folded, b.folded) >= _ALIKE else "unlike"


def _heads(a: ProgramName, b: ProgramName) -> str:
    if a.head == b.head:
        return "place"
    kinds = {a.head_kind, b.head_kind}
    if kinds <= {"", "light"}:
        return "head"
    if len(kinds) == 1:
        return "head_variant" if likeness(a.head, b.head) >= _ALIKE else "other_head"
    return "team"
