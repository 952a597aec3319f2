"""Who does the same job elsewhere: groups of programmes, each with what joins them and where that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from nlp_oldcadre.compare.amounts import Yardstick
from nlp_oldcadre.compare.clusters import clusters, odds
from nlp_oldcadre.compare.evidence import Sided
from nlp_oldcadre.compare.function_rows import wanted_functions
from nlp_oldcadre.compare.functions import Functions
from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.pair_features import Matrix, PairFeatures
from nlp_oldcadre.compare.profile_rows import Profiles
from nlp_oldcadre.compare.profiles import Profile
from nlp_oldcadre.compare.program_rows import about
from nlp_oldcadre.tables import Tables

COUNTERPARTS = (
    "relation", "counterparts", "function", "program", "groups_with", "others", "nearest", "nearest_group", "score", "object",
    "measures", "beneficiaries", "wording", "results", "kind", "level", "parent", "run_by", "since", "since_from", "names",
    "documents", "mentions",
)  # fmt: skip
# So many programmes are compared all with all; of more, those of one main function.
LIMIT = 3000
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Weight:
    feature: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Member:
    """A programme in its group: the others of that group, the chance that it and each does one job."""

    number: int
    others: tuple[int, ...]
    chances: tuple[float, ...]


def counterparts(groups: Groups, *, function: str | None = None, kind: str | None = None) -> list[Sided]:
    """Programmes by the group that does their job, the groups of most regions first; then those without a counterpart."""
    known = Functions.of(groups.tables)
    chosen = wanted_functions(function, known)
    profiles, sides = _profiles(groups, kind)
    rows = []
    for name, members in _named_groups(profiles, groups.tables):
        with_ = len({sides[member.number] for member in members})
        shared = Shared([profiles[m.number] for m in members], groups.tables)
        for member in members:
            row = _row(groups, profiles, sides, member, shared)
            rows.append(
                (
                    sides[member.number],
                    row
                    | {
                        "counterparts": name if with_ > 1 else None,
                        "groups_with": with_,
                        "relation": "matched" if with_ > 1 else "alone",
                    },
                )
            )
    found = [(group, row) for group, row in rows if function is None or row["function"] in chosen]
    return sorted(found, key=lambda r: (-r[1]["groups_with"], r[1]["counterparts"] or "~", r[0], r[1]["program"]))


class Shared:
    """What the programmes of a group have in common with another one of it."""

    def __init__(self, profiles: Sequence[Profile], tables: Tables) -> None:
        self._functions, self._yardstick = Functions.of(tables), Yardstick.of(tables)
        total = sum((self._functions.of_profile(p) for p in profiles), np.zeros(len(self._functions.all)))
        self.function = self._functions.best(total)
        self._counted = Counter(one for p in profiles for one in {*self._all(p)})

    def reasons(self, profile: Profile) -> dict[str, list[str]]:
        """Object, measures, beneficiaries, wording and results that another programme of the group has too."""
        found: dict[str, list[str]] = {name: [] for name in ("object", "measures", "beneficiaries", "wording", "results")}
        for name, said in self._all(profile):
            if self._counted[name, said] > 1 and said not in found[name]:
                found[name].append(said)
        return {name: said[:_SHOWN] for name, said in found.items()}

    def _all(self, profile: Profile) -> Iterator[tuple[str, str]]:
        key = self.function.key if self.function else None
        shares = self._functions.shares(self._functions.of_profile(profile))
        yield from (("object", one.zh) for one in self._functions.all if one.key in shares)
        yield from (("measures", measure) for measure in profile.acts)
        yield from (("beneficiaries", one) for one in profile.beneficiaries)
        yield from (("wording", word) for word in (self._functions.words(profile.text, key) if key else ()))
        for result in profile.results:
            indicator, _, unit = result.rpartition(" ")
            yield "results", f"{self._yardstick.concept(indicator)}（{unit}）"


def member_groups(profiles: Sequence[Profile], tables: Tables) -> Iterator[list[Member]]:
    """The groups of programmes, a lone one is a group too."""
    weights = {row.feature: float(row.weight) for row in tables.rows("counterpart_weights", _Weight)}
    threshold = tables.record("counterpart_model")["threshold"]
    for block in _blocks(profiles, tables):
        chances = odds(PairFeatures([profiles[i] for i in block], tables), weights)
        numbers = clusters(chances, threshold)
        for number in range(numbers.max() + 1 if len(numbers) else 0):
            yield list(_members(block, np.flatnonzero(numbers == number), chances))


def _members(block: Sequence[int], inside: np.ndarray, chances: Matrix) -> Iterator[Member]:
    for i in inside:
        others = [j for j in inside if j != i]
        yield Member(block[i], tuple(block[j] for j in others), tuple(float(chances[i, j]) for j in others))


def _blocks(profiles: Sequence[Profile], tables: Tables) -> Iterator[list[int]]:
    """All programmes together, or those of each main function where all with all is too many; without any, each alone."""
    if len(profiles) <= LIMIT:
        yield from [list(range(len(profiles)))] if profiles else []
        return
    functions, blocks = Functions.of(tables), dict[str, list[int]]()
    for i, profile in enumerate(profiles):
        best = functions.best(functions.of_profile(profile))
        blocks.setdefault(best.key if best else f"~{i}", []).append(i)
    for block in blocks.values():
        yield from (block[at : at + LIMIT] for at in range(0, len(block), LIMIT))


def _named_groups(profiles: Sequence[Profile], tables: Tables) -> Iterator[tuple[str, list[Member]]]:
    """The groups with their names: that of what they do most; several of one name are numbered, the greatest first."""
    seen: Counter[str] = Counter()
    for members in sorted(member_groups(profiles, tables), key=lambda g: (-len(g), g[0].number)):
        function = Shared([profiles[m.number] for m in members], tables).function
        name = function.zh if function else "其他"
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}（{seen[name]}）", members


def _profiles(groups: Groups, kind: str | None) -> tuple[list[Profile], list[Group]]:
    maker = Profiles(groups)
    found = [p for p in maker.all if kind in (None, p.kind)]
    return found, [maker.group_of(p.mentions[0]) for p in found]


def _row(groups: Groups, profiles: Sequence[Profile], sides: Sequence[Group], member: Member, shared: Shared) -> Row:
    profile, own = profiles[member.number], sides[member.number]
    elsewhere = [(chance, i) for chance, i in zip(member.chances, member.others, strict=True) if sides[i] != own]
    best = max(elsewhere, key=lambda found: (found[0], -found[1]), default=None)
    names = list(dict.fromkeys(f"{sides[i].name}“{profiles[i].name}”" for _, i in sorted(elsewhere, reverse=True)))
    return (
        about(groups, profile)
        | shared.reasons(profile)
        | {
            "function": shared.function.key if shared.function else None,
            "others": names,
            "nearest": profiles[best[1]].name if best else None,
            "nearest_group": sides[best[1]].name if best else None,
            "score": round(best[0], 3) if best else None,
        }
    )
