"""The comparison of programmes: owner, parent, results and measures of each."""

from __future__ import annotations

from collections.abc import Iterable

from nlp_oldcadre.compare.evidence import Sided, count_documents, evidence, mentions_of
from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.result_rows import amount_of, doubt

PROGRAMS = ("program", "kind", "parent", "run_by", "results", "measures_done", "measures_planned", "documents", "mentions")


def programs(groups: Groups) -> list[Sided]:
    """Named programmes with owner, parent, results and measures; what says whose they are is the evidence, if anything."""
    facts = _Programs(groups)
    uses: dict[tuple[Group, str], list[Row]] = {}
    for row in mentions_of(groups, "PROGRAM"):
        placed = row | facts.home(row)
        if groups.keeps(placed):
            uses.setdefault((groups.of(placed), row["name"]), []).append(row)
    rows = [(group, facts.row(name, mentions)) for (group, name), mentions in uses.items()]
    return sorted(rows, key=lambda r: (r[0], -r[1]["documents"], -r[1]["mentions"], r[1]["program"]))


# Predicates that speak of programmes, and where they name them.
_NAMED_BY = {
    "run_by": "subject", "part_of": "subject", "in_region": "subject", "has_result": "program", "has_measure": "program"
}  # fmt: skip


class _Programs:
    """The facts of programmes, by document and name."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self.stated: dict[tuple[str, str, str], list[Row]] = {}
        statuses = groups.corpus.table("measures", ["id", "status"]).to_pylist()
        self.statuses = {row["id"]: row["status"] for row in statuses}
        for predicate, key in _NAMED_BY.items():
            for fact in groups.facts(predicate):
                self.stated.setdefault((predicate, fact["document_id"], fact[key] or ""), []).append(fact)

    def home(self, mention: Row) -> Row:
        """The programme's name, and the region that the document gives it."""
        found = self.stated.get(("in_region", mention["document_id"], mention["name"]), [])
        return {"program": mention["name"]} | ({name: found[0][name] for name in ("region", "adcode")} if found else {})

    def of(self, predicate: str, name: str, mentions: Iterable[Row]) -> list[Row]:
        documents = dict.fromkeys(row["document_id"] for row in mentions)
        return [fact for document in documents for fact in self.stated.get((predicate, document, name), [])]

    def row(self, name: str, mentions: list[Row]) -> Row:
        owners = self.of("run_by", name, mentions)
        results = self.of("has_result", name, mentions)
        statuses = [self.statuses.get(fact["mention_ids"][0]) for fact in self.of("has_measure", name, mentions)]
        return {
            "program": name,
            "kind": mentions[0]["kind"],
            "parent": next((fact["object"] for fact in self.of("part_of", name, mentions)), None),
            "run_by": list(dict.fromkeys(fact["object"] for fact in owners)),
            "results": list(dict.fromkeys(f"{fact['object']} {amount_of(fact)}{doubt(fact)}" for fact in results)),
            "measures_done": statuses.count("done"),
            "measures_planned": statuses.count("planned"),
            "documents": count_documents(mentions),
            "mentions": len(mentions),
            **evidence(self.groups, owners[0] if owners and owners[0]["quote"] else mentions[0]),
        }
