"""What an organ promised beside what was reported of it, in the same year and the next.

A planned measure is set beside the done measures of its region that the model of alignment takes for the same job (see
:mod:`nlp_oldcadre.compare.likeness`), a planned amount beside the reported ones of the same concept, unit and brand. What
becomes of a promise is said with its reason; without any later document of the region it can't be said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from nlp_oldcadre.compare.align_rows import Aligner
from nlp_oldcadre.compare.evidence import PLACE, Sided, evidence
from nlp_oldcadre.compare.groups import COUNTRY, UNKNOWN, Groups, Row
from nlp_oldcadre.compare.measure_list import Listed, list_measures, one_line
from nlp_oldcadre.compare.promises import Outcome, begins, outcome_of, plan_year, report_year
from nlp_oldcadre.compare.readings import Reading, readings
from nlp_oldcadre.compare.result_rows import amount_of

PLANS = (
    "state", "reason", "topic", "plan", "target", "result", "reached", "concept", "region", "year", "deadline", "program",
    "score", "shared", *(f"other_{name}" for name in PLACE),
)  # fmt: skip
# How sure the model must be; found on the examples of tests/plan_pairs.toml.
LEAST = 0.6
_ORDER = ("early", "reached", "reported", "partly", "undecided", "unreported")


# What a planned measure and a done one share, in words.
_Reasons = Callable[[int, int], str]


def _no_reasons(plan: int, report: int) -> str:
    return ""


@dataclass(slots=True)
class _Region:
    """What was planned and what was reported of one region, as indices of measures and as amounts."""

    planned: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    # By what they count.
    amounts: dict[tuple[str, ...], list[Reading]] = field(default_factory=dict)
    # The documents that report something.
    read: set[str] = field(default_factory=set)
    # Of each plan and year of its promises, whether any of them is late enough.
    followed: dict[tuple[str, int | None], bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Match:
    """The best report of a promise: a measure with its score, or an amount."""

    outcome: Outcome
    row: Row | None = None
    reading: Reading | None = None
    score: float | None = None


def plan_vs_result(groups: Groups) -> list[Sided]:
    """One row a promise: a planned measure, once for each amount that it sets as a target."""
    plans = _Plans(groups)
    return sorted(plans.rows(), key=lambda r: (r[0], r[1]["document"], r[1]["start"], _ORDER.index(r[1]["state"])))


class _Plans:
    """The promises and reports of a corpus by region."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self.measures = list_measures(groups)
        self.regions: dict[str, _Region] = {}
        for index, measure in enumerate(self.measures):
            side = self._region(measure.row)
            if side is not None and measure.row["status"] == "planned":
                side.planned.append(index)
            elif side is not None:
                side.done.append(index)
                side.read.add(measure.document)
        self.targets: dict[str, list[Reading]] = {}
        for reading in readings(groups):
            self._add(reading)

    def _add(self, reading: Reading) -> None:
        """A planned amount is a target of the measure that holds it; a reported one may reach one."""
        fact = reading.fact
        if reading.interval is None or reading.is_context:
            return
        if reading.status == "planned":
            self.targets.setdefault(fact["document_id"], []).append(reading)
        elif (side := self._region(fact)) is not None:
            side.amounts.setdefault(_thing(reading), []).append(reading)
            side.read.add(fact["document_id"])

    def _region(self, row: Row) -> _Region | None:
        code = self.groups.adcode(row)
        if code is None or row.get("region") == COUNTRY.name or self.groups.province(row) == UNKNOWN:
            return None
        return self.regions.setdefault(self.groups.place_name(row) or code, _Region())

    def rows(self) -> Iterator[Sided]:
        for side in self.regions.values():
            found, reasons = self._aligned(side)
            for index in side.planned:
                yield from self._promise(index, side, found.get(index, []), reasons)

    def _aligned(self, side: _Region) -> tuple[dict[int, list[tuple[int, float]]], _Reasons]:
        """The reports of each planned measure that are late enough to be reports of it, the likest first; and why.

        Each region has a space of its own: the likeness of two measures is the same in any.
        """
        found: dict[int, list[tuple[int, float]]] = {}
        # A plan is no report of itself.
        if not side.planned or len({self.measures[index].document for index in (*side.planned, *side.done)}) < 2:
            return found, _no_reasons
        here = [*side.planned, *side.done]
        aligner, border = Aligner(self.groups, [self.measures[index] for index in here]), len(side.planned)
        for one, other, score in aligner.pairs(np.arange(border), np.arange(border, len(here))):
            plan, report = here[one], here[other]
            if score >= LEAST and self._follows(self.measures[plan].row, self.measures[report].row):
                found.setdefault(plan, []).append((report, score))
        numbers = {index: number for number, index in enumerate(here)}
        return found, lambda plan, report: aligner.reasons(numbers[plan], numbers[report])

    def _follows(self, plan: Row, report: Row) -> bool:
        """Whether a report of another document, of the year of the plan or the next, may tell what became of it."""
        if plan["document_id"] == report["document_id"]:
            return False
        documents = self.groups.documents
        planned, reported = documents[plan["document_id"]], documents[report["document_id"]]
        year, later = plan_year(planned, plan), report_year(report, reported)
        if year is None or later is None or not year <= later <= year + 1:
            return False
        # A bulletin of the day of the plan tells the plan.
        return not (planned["date"] and reported["date"]) or begins(plan, planned["date"]) < reported["date"]

    def _promise(self, index: int, side: _Region, found: list[tuple[int, float]], reasons: _Reasons) -> Iterator[Sided]:
        plan = self.measures[index]
        targets = [reading for reading in self.targets.get(plan.document, []) if _holds(plan.row, reading.fact)]
        shared = reasons(index, found[0][0]) if found else ""
        for target in targets or [None]:  # type: ignore[list-item]
            yield plan.group, self._row(plan, target, self._best(plan, target, side, found), shared)

    def _best(self, plan: Listed, target: Reading | None, side: _Region, found: list[tuple[int, float]]) -> _Match:
        """The report that says most of the promise: an amount of the same thing, else a measure that does the same job."""
        deadline, documents = plan.row["deadline"], self.groups.documents
        reading = next(self._amounts(plan.row, target, side, found), None) if target else None
        if target and reading:
            score = next((score for other, score in found if _holds(self.measures[other].row, reading.fact)), None)
            outcome = outcome_of(target.interval, reading.interval, deadline, _day(reading.fact, documents))
            return _Match(outcome, reading.fact, reading, score)
        if found:
            row, score = self.measures[found[0][0]].row, found[0][1]
            outcome = Outcome("undecided", "no_amount") if target else outcome_of(None, None, deadline, _day(row, documents))
            return _Match(outcome, row, None, score)
        was_read = self._was_read(plan.row, side)
        return _Match(Outcome("unreported", "not_found") if was_read else Outcome("undecided", "nothing_read"))

    def _amounts(self, plan: Row, target: Reading, side: _Region, found: list[tuple[int, float]]) -> Iterator[Reading]:
        """Reported amounts of the thing that the target counts, those in measures of the same job first, then the latest."""
        like = [other for other in side.amounts.get(_thing(target), []) if self._follows(plan, other.fact)]
        near = {id(other) for other in like for index, _ in found if _holds(self.measures[index].row, other.fact)}
        # Another number of the same thing counts where the brand is the same, or the thing is counted as a whole.
        kept = [other for other in like if id(other) in near or (target.scope == other.scope and _is_total(target, other))]
        yield from sorted(kept, key=lambda o: (id(o) in near, _day(o.fact, self.groups.documents) or ""), reverse=True)

    def _was_read(self, plan: Row, side: _Region) -> bool:
        """Whether any document was read that might have reported it."""
        when = plan["document_id"], plan_year(self.groups.documents[plan["document_id"]], plan)
        if when not in side.followed:
            side.followed[when] = any(self._follows(plan, {"document_id": id}) for id in side.read)
        return side.followed[when]

    def _row(self, plan: Listed, target: Reading | None, match: _Match, shared: str) -> Row:
        report = match.row
        against: Mapping[str, object] = evidence(self.groups, report) if report else dict.fromkeys(PLACE)
        return {
            "state": match.outcome.state,
            "reason": match.outcome.reason,
            "topic": plan.row["topic"],
            "plan": one_line(plan.row["quote"]),
            "target": f"{target.fact['object']} {amount_of(target.fact)}" if target else None,
            "result": one_line(report["sentence"] or report["quote"]) if report else None,
            "reached": f"{match.reading.fact['object']} {amount_of(match.reading.fact)}" if match.reading else None,
            "concept": target.concept if target else None,
            "region": self.groups.place_name(plan.row),
            "year": plan_year(self.groups.documents[plan.document], plan.row),
            "deadline": plan.row["deadline"],
            "program": plan.row["program"],
            "score": round(match.score, 3) if match.score is not None else None,
            "shared": shared if match.score is not None else None,
            **{f"other_{name}": against[name] for name in PLACE},
            **evidence(self.groups, plan.row),
        }


def _holds(measure: Row, fact: Row) -> bool:
    same = measure["document_id"] == fact["document_id"]
    return bool(same and measure["start"] <= fact["start"] < measure["end"])


def _thing(reading: Reading) -> tuple[str, ...]:
    return reading.concept, reading.unit_class, reading.aspect


def _is_total(target: Reading, other: Reading) -> bool:
    """Whether a number outside any report of the measure may still be the one that was promised: of a brand, or a stock."""
    return bool(target.scope) or (target.counted.nature == "stock" and other.period.kind in ("level", "cumulative"))


def _day(row: Row, documents: Mapping[str, Row]) -> str | None:
    day: str | None = documents[row["document_id"]]["date"]
    return day
