"""Everything at a glance: one row a group."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.views import Sided, measures, programs, results, slogans

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

    def saw(self, what: str, label: str, row: Row) -> None:
        """Keep where a thing that the row shows is said."""
        place = {name: row[name] for name in ("document", "uri", "start", "end", "quote")}
        self.evidence.append({"what": what, "label": label} | place)

    def row(self) -> Row:
        return {
            "documents": len(self.documents),
            "programs": self.programs,
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
        _side(sides, group, row).measures[row["status"]] += 1
    for group, row in results(groups):
        side = _side(sides, group, row)
        label = f"{row['indicator']} {row['amount']}"
        side.results[row["status"]].append(label)
        side.saw("result", label, row)
    for group, row in slogans(groups):
        side = _side(sides, group, row)
        if len(side.slogans) < _TOP_SLOGANS:
            side.slogans.append(row["slogan"])
            side.saw("slogan", row["slogan"], row)
    return [(group, sides[group].row()) for group in sorted(sides)]


def _add_documents(groups: Groups, sides: dict[Group, _Side]) -> None:
    """Documents in which nothing was found count as well, except by topic: a document as a whole has none."""
    if groups.by == "topic":
        return
    for id in groups.documents:
        group = groups.of({"document_id": id, "start": None})
        sides.setdefault(group, _Side()).documents.add(id)


def _side(sides: dict[Group, _Side], group: Group, row: Row) -> _Side:
    side = sides.setdefault(group, _Side())
    side.documents.add(row["document"])
    return side
