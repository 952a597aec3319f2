"""The comparison of amounts: like beside like, each with its bound, its period, its rank and all the places that give it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import reduce

from nlp_oldcadre.compare.amounts import Yardstick, aspect, written
from nlp_oldcadre.compare.evidence import Sided, evidence, place
from nlp_oldcadre.compare.groups import COUNTRY, Group, Groups, Row
from nlp_oldcadre.compare.intervals import Interval, ranks
from nlp_oldcadre.compare.periods import before
from nlp_oldcadre.compare.readings import Reading, in_class, readings
from nlp_oldcadre.compare.selection import years_of

RESULTS = (
    "concept", "indicator", "amount", "aspect", "low", "high", "unit", "modifier", "bound", "change", "baseline",
    "compared_with", "check", "per", "share_of", "part_of", "problem", "uncertain", "status", "modality", "region", "program",
    "time", "period_kind", "comparable", "rank_low", "rank_high", "ranked", "documents", "evidence",
)  # fmt: skip
# Amounts of like things are one where these are the same …
_SAME = ("low", "high", "modifier", "bound", "change", "per", "time", "program")
# … and one of the places that give it may leave these unsaid.
_SAID_ONCE = ("baseline", "compared_with", "check", "share_of", "part_of", "problem")

# The level of region that a grouping compares.
_LEVELS = {"province": "province", "city": "prefecture"}
# What says that a number is one of a whole province (自治区, 直辖市) or city.
_WHOLE = {
    "province": re.compile("全[省区市]|[我本]省|各级|各地|省内"),
    "prefecture": re.compile("全[市州盟]|[我本][市州]|各级|各地|市内"),
}
# How much of what makes amounts alike comes before their period.
_PERIOD = 4

# One that is ranked: a group, with the brand whose number it is, if it is one's.
_Ranked = tuple[Group, str]


def results(groups: Groups) -> list[Sided]:
    """Amounts with what they count; one that several places give stands once, with all of them as evidence.

    ``comparable`` tells how many groups have the same concept, class of unit, status and kind of period, the country not
    among them.
    """
    merged = _merged(groups)
    sides: dict[tuple[str, ...], set[Group]] = {}
    for reading, _ in merged:
        if reading.is_comparable:
            sides.setdefault(reading.like, set()).update({reading.group} - {COUNTRY})
    for reading, row in merged:
        is_alone = reading.group == COUNTRY or not reading.is_comparable
        row["comparable"] = 0 if is_alone else len(sides[reading.like])
    _rank(groups, merged)
    # What most groups can be compared on first, like beside like; the country at the end.
    merged.sort(key=lambda m: (-m[1]["comparable"], m[0].like, m[0].group, -(m[1]["high"] or 0)))
    return [(reading.group, row) for reading, row in merged]


def _merged(groups: Groups) -> list[tuple[Reading, Row]]:
    """One row for equal amounts of one thing, status, time and region in a group."""
    yardstick = Yardstick.of(groups.tables)
    rows: dict[tuple[object, ...], list[tuple[Reading, Row]]] = {}
    for reading in readings(groups):
        row = _result(groups, reading, yardstick)
        key = (reading.group, *reading.like[:_PERIOD], *(row[name] for name in _SAME), reading.region)
        _join(rows.setdefault(key, []), reading, row)
    merged = [pair for found in rows.values() for pair in found]
    for _, row in merged:
        row["documents"] = len({said["document"] for said in row["evidence"]})
    return merged


def _join(found: list[tuple[Reading, Row]], reading: Reading, row: Row) -> None:
    """Add an amount to the equal one whose period is the same, or said by one of the two only; else as one of its own."""
    for index, (other, first) in enumerate(found):
        if other.period.kind == reading.period.kind or not (other.period.kind and reading.period.kind):
            found[index] = (other if other.period.kind else reading, first)
            break
    else:
        first = row
        found.append((reading, row))
    first |= {name: row[name] for name in (*_SAID_ONCE, "period_kind") if row[name] and not first[name]}
    # One place that is certain is enough.
    first["uncertain"] = first["uncertain"] and row["uncertain"]
    first["evidence"].append(place(row))


def _result(groups: Groups, reading: Reading, yardstick: Yardstick) -> Row:
    fact, unit = reading.fact, reading.fact["unit"]
    is_converted = yardstick.in_class(Decimal(1), unit) != 1
    return {
        "concept": reading.concept,
        "indicator": fact["object"],
        "amount": amount_of(fact),
        "aspect": reading.aspect or None,
        **{end: _plain(in_class(yardstick, fact[end], unit)) for end in ("low", "high", "baseline")},
        "unit": reading.unit_class if is_converted else unit,
        "per": "、".join(fact["per"] or ()),
        "status": reading.status,
        **{name: fact[name] for name in ("modifier", "bound", "change", "compared_with", "check")},
        **{name: fact[name] for name in ("share_of", "part_of", "problem", "uncertain")},
        **{name: fact[name] for name in ("modality", "region", "program", "time")},
        "period_kind": reading.period.kind or None,
        **dict.fromkeys(("rank_low", "rank_high", "ranked")),
        **evidence(groups, fact),
        "evidence": [],
    }


def _plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _rank(groups: Groups, merged: list[tuple[Reading, Row]]) -> None:
    """Give the rows that speak for a whole group their places among their like, from the greatest down."""
    fields: dict[tuple[object, ...], dict[_Ranked, list[tuple[Reading, Row]]]] = {}
    for reading, row in merged:
        if _speaks_for_group(groups, reading) and reading.interval is not None and (token := _period_token(reading)):
            field = fields.setdefault((reading.like, token, bool(reading.scope)), {})
            field.setdefault((reading.group, reading.scope), []).append((reading, row))
    for field in fields.values():
        latest = {who: _latest(groups, found) for who, found in field.items()}
        if len({group for group, _ in latest}) > 1:
            places = ranks([_together(found) for found in latest.values()])
            for (best, worst), found in zip(places, latest.values(), strict=True):
                for _, row in found:
                    row |= {"rank_low": best, "rank_high": worst, "ranked": len(latest)}


def _speaks_for_group(groups: Groups, reading: Reading) -> bool:
    """Whether the amount is said of the whole province (city): no county's number, nor one of an organ or event in it."""
    if groups.by not in ("province", "city") or reading.aspect or reading.is_context:
        return False
    code = reading.group.order
    # A province's own numbers are no city's, but those of a municipality.
    if code not in groups.regions.by_code or groups.regions.at_level(code, _LEVELS[groups.by]) != code:
        return False
    whole = _WHOLE[groups.regions.level(code)]
    is_own = reading.fact["adcode"] == code and reading.region == groups.regions.full_name(code)
    return is_own and bool(whole.search(before(reading.fact) + reading.fact["object"]))


def _period_token(reading: Reading) -> str:
    """What must be the same for two numbers to be ranked; empty where a flow or total says no period."""
    kind, time = reading.period.kind, reading.fact["time"] or ""
    if kind == "level":
        return kind
    if kind == "flow":
        return reading.period.length
    if kind:
        return time
    return "unsaid" if reading.counted.nature == "stock" else ""


def _latest(groups: Groups, found: list[tuple[Reading, Row]]) -> list[tuple[Reading, Row]]:
    """The amounts of the last year that the group has any for."""

    def year(pair: tuple[Reading, Row]) -> int:
        years = years_of(pair[1]["time"], pair[1]["date"])
        return years[1] if years else 0

    last = max(map(year, found))
    return [pair for pair in found if year(pair) == last]


def _together(found: list[tuple[Reading, Row]]) -> Interval:
    """Where documents give different numbers for one thing, any of them may be the true one."""
    return reduce(Interval.hull, (reading.interval for reading, _ in found if reading.interval is not None))


def amount_of(fact: Row) -> str:
    """The amount, after the word that makes it a change, a share or an amount for each."""
    amount = written(fact["low"], fact["high"], fact["unit"], fact["modifier"], fact["bound"])
    word = aspect(fact)
    return f"{word} {amount}" if word and word not in fact["object"] else amount


def doubt(fact: Row) -> str:
    """What stands behind an amount that was not recognised for certain."""
    return "（识别存疑）" if fact["uncertain"] else ""
