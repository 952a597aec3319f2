"""Numbers that contradict each other: one thing, region, brand, time and status, and amounts that can't be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nlp_oldcadre.compare.evidence import PLACE, Sided, evidence
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.compare.intervals import Interval, is_rounded
from nlp_oldcadre.compare.periods import before
from nlp_oldcadre.compare.readings import Reading, readings
from nlp_oldcadre.compare.result_rows import amount_of

CONFLICTS = (
    "state", "concept", "indicator", "amount", "other_indicator", "other_amount", "status", "region", "program", "time",
    "period_kind", *(f"other_{name}" for name in PLACE),
)  # fmt: skip
_ORDER = ("conflict", "part_exceeds", "parts_exceed", "undated", "rounding")
# What says that a number is all of it: a region's, a brand's or a year's total.
_WHOLE = re.compile("全[省市区县州盟旗校院系局年]|[我本][省市区县州]|各级|各地|[总合一]?共计?|[总合]计|累计")
# A document that has more numbers of one thing than this lists many things under one name.
_MANY = 12


class _Said(NamedTuple):
    """A reading and what must be one for a contradiction: ``time`` is its own, else the date or id of its document."""

    reading: Reading
    interval: Interval
    time: str


def conflicts(groups: Groups) -> list[Sided]:
    """Pairs of amounts that don't meet, and parts that are more than their whole, side by side."""
    found = list(readings(groups))
    rows = [*_between(groups, found), *_parts(groups, found)]
    return sorted(rows, key=lambda r: (_ORDER.index(r[1]["state"]), r[0], r[1]["concept"], r[1]["document"], r[1]["start"]))


def _between(groups: Groups, found: list[Reading]) -> Iterator[Sided]:
    """Numbers of one thing, each beside the next greater one."""
    things: dict[tuple[object, ...], list[_Said]] = {}
    for reading in found:
        if reading.interval is not None and _is_whole(reading):
            time = _time(groups, reading)
            things.setdefault(_thing(reading), []).append(_Said(reading, reading.interval, time))
    for said in things.values():
        for one, other in _neighbours(said):
            if state := _state(groups, one, other):
                yield _row(groups, state, one.reading, other.reading)


def _is_whole(reading: Reading) -> bool:
    """Whether it is the number of its thing: a level, a total; not one of many occasions."""
    if reading.is_context or reading.region is None or reading.fact["change"] or reading.fact["part_of"]:
        return False
    has_whole = bool(_WHOLE.search(before(reading.fact)[-40:] + reading.fact["object"]))
    if reading.counted.nature == "stock" and not reading.counted.is_named:
        return has_whole or reading.period.kind in ("level", "cumulative") or bool(reading.scope)
    # Of people and of what happens there are many numbers that are all right.
    return has_whole and reading.period.kind in ("level", "cumulative", "flow")


def _thing(reading: Reading) -> tuple[object, ...]:
    fact, period = reading.fact, reading.period
    # There are so many teams, or there now are so many: both are the number of them.
    kind = "level" if reading.counted.nature == "stock" and not period.kind else period.kind
    thing = reading.concept, reading.unit_class, reading.status, reading.aspect, kind, period.length
    return (*thing, reading.region, reading.scope, tuple(fact["per"] or ()), fact["share_of"], fact["compared_with"])


def _time(groups: Groups, reading: Reading) -> str:
    """Its own calendar time; else the date of the document, from which 一年来 is counted as well; its id where it has none."""
    said, id = reading.fact["time"] or "", reading.fact["document_id"]
    return said if said and not said.startswith("P") else str(groups.documents[id]["date"] or id)


def _neighbours(said: list[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Unequal numbers of one time, and undated ones of one year, in their order; each number once."""
    times: dict[str, dict[Interval, _Said]] = {}
    for one in said:
        times.setdefault(one.time, {}).setdefault(one.interval, one)
    for known in times.values():
        if len(known) <= _MANY:
            yield from pairwise(known[interval] for interval in sorted(known, key=_by_low))
    undated: dict[str, dict[Interval, _Said]] = {}
    for one in said:
        if not one.reading.fact["time"] and one.time[:4].isdigit() and "-" in one.time:
            undated.setdefault(one.time[:4], {}).setdefault(one.interval, one)
    for known in undated.values():
        ordered = [known[interval] for interval in sorted(known, key=_by_low)]
        if len(ordered) <= _MANY:
            yield from ((a, b) for a, b in pairwise(ordered) if a.time != b.time)


def _by_low(interval: Interval) -> tuple[object, ...]:
    return interval.low, interval.low_open, interval.high is None, interval.high or 0


def _state(groups: Groups, one: _Said, other: _Said) -> str | None:
    """What two unequal numbers are: a contradiction, a rounding, or nothing to report."""
    if one.reading.fact["sentence"] == other.reading.fact["sentence"] or one.interval.meets(other.interval):
        return None
    if _is_in_one_text(one, other) and one.reading.fact["object"] != other.reading.fact["object"]:
        return None
    if _is_rounding(one.interval, other.interval):
        return "rounding"
    return "conflict" if one.time == other.time else "undated"


def _is_rounding(one: Interval, other: Interval) -> bool:
    """Whether 3.2万 stands beside 31,956, or 30余 beside 30."""
    if one.is_exact and other.is_exact:
        return is_rounded(one.low, other.low)
    return one.high == other.low or other.high == one.low


def _is_in_one_text(one: _Said, other: _Said) -> bool:
    return bool(one.reading.fact["document_id"] == other.reading.fact["document_id"])


def _parts(groups: Groups, found: list[Reading]) -> Iterator[Sided]:
    """A part (其中) that is greater than its whole, and parts that together are more than it."""
    sentences: dict[tuple[str, str], list[Reading]] = {}
    for reading in found:
        sentences.setdefault((reading.fact["document_id"], reading.fact["sentence"] or ""), []).append(reading)
    for together in sentences.values():
        parts = [part for part in together if part.fact["part_of"]]
        for name in dict.fromkeys(part.fact["part_of"] for part in parts):
            whole = next((one for one in together if one.fact["object"] == name and not one.fact["part_of"]), None)
            if whole is not None and whole.interval is not None:
                mine = [part for part in parts if part.fact["part_of"] == name and _may_add(part, whole)]
                yield from _exceeding(groups, whole, whole.interval, mine)


def _may_add(part: Reading, whole: Reading) -> bool:
    return part.unit_class == whole.unit_class and part.fact["start"] > whole.fact["start"] and not part.aspect


def _exceeding(groups: Groups, whole: Reading, total: Interval, parts: list[Reading]) -> Iterator[Sided]:
    sizes = [(part, part.interval) for part in parts if part.interval is not None]
    greater = [part for part, size in sizes if size.surely_exceeds(total)]
    if greater:
        yield _row(groups, "part_exceeds", greater[0], whole)
    elif len(sizes) > 1:
        added = sizes[0][1]
        for _, size in sizes[1:]:
            added = added.plus(size)
        if added.surely_exceeds(total):
            said = "、".join(f"{part.fact['object']} {amount_of(part.fact)}" for part, _ in sizes)
            group, row = _row(groups, "parts_exceed", sizes[0][0], whole)
            yield group, row | {"amount": said}


def _row(groups: Groups, state: str, one: Reading, other: Reading) -> Sided:
    fact, against = one.fact, evidence(groups, other.fact)
    return one.group, {
        "state": state,
        "concept": one.concept,
        "indicator": fact["object"],
        "amount": amount_of(fact),
        "other_indicator": other.fact["object"],
        "other_amount": amount_of(other.fact),
        "status": one.status,
        "region": one.region,
        "program": fact["program"],
        "time": fact["time"],
        "period_kind": one.period.kind or None,
        **{f"other_{name}": against[name] for name in PLACE},
        **evidence(groups, fact),
    }
