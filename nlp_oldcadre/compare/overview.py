"""Everything at a glance: one row a group."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp_oldcadre.compare.evidence import Sided, place
from nlp_oldcadre.compare.groups import COUNTRY, Group, Groups, Row
from nlp_oldcadre.compare.measure_rows import measures
from nlp_oldcadre.compare.program_rows import programs
from nlp_oldcadre.compare.result_rows import doubt, results
from nlp_oldcadre.compare.slogan_rows import slogans

OVERVIEW = ("documents", "programs", "measures_done", "measures_planned", "results", "targets", "slogans", "evidence")
_TOP_SLOGANS = 5


@dataclass(slots=True)
class _Side:
    """A group while it is put together."""

    documents: set[str] = field(default_factory=set)
    programs: list[str] = field(default_factory=list)
    measures: dict[str, int] = field(default_factory=lambda: {"done": 0, "planned": 0})
    results: dict[str, list[str]] = field(default_factory=lambda: {"done": [], "planned": []})
    slogans: list[str] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)

    def saw(self, what: str, label: str, *places: Row, status: str | None = None) -> None:
        """Keep where a thing that the row shows or counts is said."""
        self.evidence += ({"what": what, "label": label, "status": status} | place(said) for said in places)

    def shows(self, row: Row) -> None:
        """Add an amount; the same words for two regions of the group are shown once."""
        label, shown = f"{row['indicator']} {row['amount']}{doubt(row)}", self.results[row["status"]]
        if label not in shown:
            shown.append(label)
        self.saw("result", label, *row["evidence"], status=row["status"])
        self.documents |= {said["document"] for said in row["evidence"]}

    def row(self) -> Row:
        return {
            "documents": len(self.documents),
            "programs": list(dict.fromkeys(self.programs)),
            "measures_done": self.measures["done"],
            "measures_planned": self.measures["planned"],
            "results": self.results["done"],
            "targets": self.results["planned"],
            "slogans": self.slogans,
            "evidence": self.evidence,
        }


def overview(groups: Groups) -> list[Sided]:
    """Documents, programmes, measures, results reported and planned, most used slogans of each group."""
    sides: dict[Group, _Side] = {}
    _add_documents(groups, sides)
    for group, row in programs(groups):
        side = _side(sides, group, row)
        side.programs.append(row["program"])
        side.saw("program", row["program"], row)
    for group, row in measures(groups):
        side = _side(sides, group, row)
        side.measures[row["status"]] += 1
        side.saw("measure", row["measure"], row, status=row["status"])
    for group, row in results(groups):
        _side(sides, group, row).shows(row)
    for group, row in slogans(groups):
        side = _side(sides, group, row)
        if len(side.slogans) < _TOP_SLOGANS:
            side.slogans.append(row["slogan"])
            side.saw("slogan", row["slogan"], row)
    # What holds for the country is nobody's: only the comparison of results has it.
    return [(group, sides[group].row()) for group in sorted(sides) if group != COUNTRY]


def _add_documents(groups: Groups, sides: dict[Group, _Side]) -> None:
    """Documents in which nothing was found count as well, except by topic: a document as a whole has none."""
    if groups.by == "topic" or groups.only.topics:
        return
    for document in groups.chosen_documents():
        group = groups.of({"document_id": document["id"], "start": None})
        sides.setdefault(group, _Side()).documents.add(document["id"])


def _side(sides: dict[Group, _Side], group: Group, row: Row) -> _Side:
    side = sides.setdefault(group, _Side())
    side.documents.add(row["document"])
    return side
