"""The comparison of measures: what was done or will be done."""

from __future__ import annotations

from nlp_oldcadre.compare.evidence import Sided, evidence
from nlp_oldcadre.compare.groups import Groups

MEASURES = ("topic", "status", "strength", "deadline", "verb", "object", "beneficiaries", "measure", "program")


def measures(groups: Groups) -> list[Sided]:
    """What was done or will be done."""
    stated = {fact["mention_ids"][0]: fact for fact in groups.facts("has_measure")}
    rows = []
    for row in groups.corpus.table("measures").to_pylist():
        fact = stated.get(row["id"], {})
        scope = {name: fact.get(name) for name in ("adcode", "region", "program")}
        if not groups.keeps(row | scope):
            continue
        named = {name: row[name] for name in ("topic", "status", "strength", "deadline", "verb", "object")}
        named["beneficiaries"] = "、".join(row["beneficiaries"])
        shown = {**named, "measure": "".join(row["quote"].split()), "program": scope["program"], **evidence(groups, row)}
        rows.append((groups.of(row | scope), shown))
    return sorted(rows, key=lambda r: (r[0], r[1]["topic"], r[1]["status"]))
