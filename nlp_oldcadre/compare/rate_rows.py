"""So much for each: rates of two amounts that one text gives together, with the evidence of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.compare.evidence import Sided, evidence, place
from nlp_oldcadre.compare.groups import Groups, Row
from nlp_oldcadre.compare.intervals import Interval, plain
from nlp_oldcadre.compare.readings import Reading, readings
from nlp_oldcadre.compare.result_rows import amount_of

RATES = (
    "rate", "value", "low", "high", "unit", "numerator", "denominator", "basis", "status", "period_kind", "region", "program",
    "time", "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _RateRow:
    numerator: str
    numerator_kind: str
    denominator: str
    denominator_kind: str
    rate: str


class _Thing(NamedTuple):
    concept: str
    kind: str


# What must be one for both amounts: document, region, brand, status.
_Field = tuple[str, str | None, str, str]


def rates(groups: Groups) -> list[Sided]:
    """Amounts of ``data/rates.csv`` over what they are for, where one document gives both for one region, brand and time.

    Both stand in one sentence (``basis`` sentence), or the document has one amount only of either (``document``): where
    several might belong together, nothing is divided.
    """
    rows = []
    fields = _fields(groups)
    for rule in groups.tables.rows("rates", _RateRow):
        over = _Thing(rule.numerator, rule.numerator_kind), _Thing(rule.denominator, rule.denominator_kind)
        for things in fields.values():
            for one, other, basis in _pairs(things.get(over[0], []), things.get(over[1], [])):
                if rate := _rate(groups, rule.rate, one, other, basis):
                    rows.append((one.group, rate))
    return sorted(rows, key=lambda r: (r[1]["rate"], r[1]["status"], r[0], r[1]["region"] or "", r[1]["start"]))


def _fields(groups: Groups) -> dict[_Field, dict[_Thing, list[Reading]]]:
    """The levels of a document that may be divided, by what they have in common and by what they count."""
    fields: dict[_Field, dict[_Thing, list[Reading]]] = {}
    for reading in readings(groups):
        # A narrower thing is another one; a change or a share has no rate.
        if reading.interval is None or reading.aspect or reading.counted.narrowing:
            continue
        fact = reading.fact
        field = fields.setdefault((fact["document_id"], reading.region, fact["program"] or "", reading.status), {})
        field.setdefault(_Thing(reading.concept, reading.unit_class), []).append(reading)
    return fields


def _pairs(numerators: list[Reading], denominators: list[Reading]) -> Iterator[tuple[Reading, Reading, str]]:
    if len(numerators) == len(denominators) == 1:
        one, other = numerators[0], denominators[0]
        basis = "sentence" if _is_together(one, other) else "document"
        if _is_of_one_time(one, other, said_together=basis == "sentence"):
            yield one, other, basis
        return
    for one in numerators:
        near = [other for other in denominators if _is_together(one, other)]
        rivals = [rival for rival in numerators if _is_together(one, rival)]
        if len(near) == len(rivals) == 1 and _is_of_one_time(one, near[0], said_together=True):
            yield one, near[0], "sentence"


def _is_together(one: Reading, other: Reading) -> bool:
    return bool(one.fact["sentence"]) and one.fact["sentence"] == other.fact["sentence"]


def _is_of_one_time(one: Reading, other: Reading, *, said_together: bool) -> bool:
    """Whether the periods agree: what happens in a year is no rate of what happened in ten.

    Where only one of them has a time, it holds for the other too in the same sentence, and nowhere else.
    """
    if "flow" not in (one.counted.nature, other.counted.nature):
        times = one.fact["time"], other.fact["time"]
        return times[0] == times[1] or (said_together and not all(times))
    kinds = {reading.period.kind for reading in (one, other) if reading.counted.nature == "flow"}
    return len(kinds) == 1 and (one.fact["time"] == other.fact["time"] or "stock" in (one.counted.nature, other.counted.nature))


def _rate(groups: Groups, label: str, one: Reading, other: Reading, basis: str) -> Row | None:
    if one.interval is None or other.interval is None or not (value := one.interval.over(other.interval)):
        return None
    fact, base = one.fact, other.fact
    unit = "" if one.unit_class == other.unit_class else f"{one.unit_class}/{other.unit_class}"
    return {
        "rate": label,
        "value": shown(value) + unit,
        "low": float(value.low),
        "high": None if value.high is None else float(value.high),
        "unit": unit or "1",
        "numerator": f"{fact['object']} {amount_of(fact)}",
        "denominator": f"{base['object']} {amount_of(base)}",
        "basis": basis,
        "status": one.status,
        "period_kind": one.period.kind or None,
        "region": fact["region"],
        "program": fact["program"],
        "time": fact["time"] or base["time"],
        **evidence(groups, fact),
        "evidence": [
            {"role": role} | place(evidence(groups, said)) for role, said in (("numerator", fact), ("denominator", base))
        ],
    }


def shown(value: Interval) -> str:
    """An interval for people, to three digits.

    Examples
    --------
    >>> shown(Interval(Decimal(25), Decimal("33.3333"), True, True)), shown(Interval(Decimal(25), None)), shown(
    ...     Interval(Decimal("14.18439"), Decimal("14.18440"))
    ... )
    ('25–33.3', '≥25', '14.2')
    """
    low = _three_digits(value.low)
    if value.high is None:
        return f"{'>' if value.low_open else '≥'}{low}"
    high = _three_digits(value.high)
    return low if low == high else f"{low}–{high}"


def _three_digits(value: Decimal) -> str:
    return plain(value.quantize(Decimal(1)) if abs(value) >= 100 else Decimal(f"{value:.3g}"))
