"""The comparison of set phrases: formulas and mottos, how often, since when, and behind whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nlp_oldcadre.compare.evidence import Sided, evidence
from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.slogan_uses import Use, dated, own, uses
from nlp_oldcadre.days import day

SLOGANS = (
    "slogan", "kind", "documents", "copied", "mentions", "first_date", "national_year", "lag_years", "first_group", "lag_days",
    "rank", "groups_with", "members",
)  # fmt: skip
SPREAD = (
    "slogan", "kind", "year", "documents", "mentions", "first", "groups_so_far", "national_year", "years_since",
)  # fmt: skip


def slogans(groups: Groups) -> list[Sided]:
    """Set phrases with how often and since when they are used; the first use is the evidence."""
    found = uses(groups)
    by_name = {str(name): own(same) for name, same in _by(found, name=True).items()}
    firsts = {name: _first_of_groups(dated(taken)) for name, taken in by_name.items()}
    out = []
    for same in _by(found, name=True, group=True).values():
        first = min(same, key=lambda use: (use.copied, *use.by_date))
        shown = {"slogan": first.name, "kind": first.row["kind"], **_counts(same), **_lag(same, firsts[first.name])}
        shown["groups_with"] = len({use.group for use in by_name[first.name]})
        shown["members"] = _members(same)
        out.append((first.group, shown | evidence(groups, first.row)))
    return sorted(out, key=lambda r: (r[0], -r[1]["documents"], -r[1]["mentions"], r[1]["slogan"]))


def spread(groups: Groups) -> list[Sided]:
    """Set phrases year by year: who took them up when, and how many groups had them by then."""
    out = []
    for same in _by(uses(groups), name=True).values():
        taken = dated(own(same))
        started = {group: use.year for group, use in _first_of_groups(taken).items()}
        national = _national_year(same)
        for in_year in _by(taken, group=True, year=True).values():
            first = in_year[0]
            so_far = sum(1 for year in started.values() if year and first.year and year <= first.year)
            shown: Row = {
                "slogan": first.name, "kind": first.row["kind"], "year": first.year,
                "documents": len({use.document for use in in_year}), "mentions": len(in_year),
                "first": started[first.group] == first.year, "groups_so_far": so_far, "national_year": national,
                "years_since": first.year - national if national and first.year else None,
            }  # fmt: skip
            out.append((first.group, shown | evidence(groups, first.row)))
    widest = {row["slogan"]: row["groups_so_far"] for _, row in sorted(out, key=lambda r: r[1]["groups_so_far"])}
    return sorted(out, key=lambda r: (-widest[r[1]["slogan"]], r[1]["slogan"], r[1]["year"], r[0]))


def _by(found: Iterable[Use], *, name: bool = False, group: bool = False, year: bool = False) -> dict[object, list[Use]]:
    out: dict[object, list[Use]] = {}
    for use in found:
        key = (use.name if name else None, use.group if group else None, use.year if year else None)
        out.setdefault(key[0] if name and not group and not year else key, []).append(use)
    return out


def _first_of_groups(taken: list[Use]) -> dict[Group, Use]:
    """The groups in the order in which they took a phrase up, each with its first use."""
    firsts: dict[Group, Use] = {}
    for use in taken:
        firsts.setdefault(use.group, use)
    return firsts


def _counts(same: list[Use]) -> Row:
    documents = {use.document for use in same}
    with_own = {use.document for use in same if not use.copied}
    dates = [use.date for use in same if use.date and not use.copied]
    return {
        "documents": len(documents), "copied": len(documents - with_own), "mentions": len(same),
        "first_date": min(dates, default=None),
    }  # fmt: skip


def _lag(same: list[Use], firsts: dict[Group, Use]) -> Row:
    """How far a group is behind the year of a national formula, and behind the first group that is dated."""
    national = _national_year(same)
    mine = firsts.get(same[0].group)
    first = next(iter(firsts.values()), None)
    began, earliest = (day(use.date) if use else None for use in (mine, first))
    return {
        "national_year": national,
        "lag_years": mine.year - national if mine and mine.year and national else None,
        "first_group": first.group.name if first else None,
        "lag_days": (began - earliest).days if began and earliest else None,
        # Groups of one date share a rank.
        "rank": 1 + sum((use.date or "") < (mine.date or "") for use in firsts.values()) if mine else None,
    }


def _national_year(same: list[Use]) -> int | None:
    return next((use.national_year for use in same if use.national_year), None)


def _members(same: list[Use]) -> list[str]:
    """What the texts count up for a phrase, the most frequent first: several where they differ."""
    counted = Counter("、".join(use.members) for use in same if use.members and use.complete)
    return [members for members, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
