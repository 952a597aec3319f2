"""The comparison of set phrases: formulas and mottos, how often and since when."""

from __future__ import annotations

from nlp_oldcadre.compare.evidence import Sided, count_documents, evidence, mentions_of
from nlp_oldcadre.compare.groups import Group, Groups, Row

SLOGANS = ("slogan", "kind", "documents", "mentions", "first_date")


def slogans(groups: Groups) -> list[Sided]:
    """Set phrases with how often and since when they are used; the first use is the evidence."""
    uses: dict[tuple[Group, str], list[Row]] = {}
    for row in mentions_of(groups, "SLOGAN"):
        if groups.keeps(row):
            uses.setdefault((groups.of(row), row["name"]), []).append(row)
    out = []
    for (group, name), rows in uses.items():
        dates = [date for row in rows if (date := groups.documents[row["document_id"]]["date"])]
        first = min(rows, key=lambda row: groups.documents[row["document_id"]]["date"] or "~")
        counts = {"documents": count_documents(rows), "mentions": len(rows), "first_date": min(dates, default=None)}
        out.append((group, {"slogan": name, "kind": first["kind"], **counts, **evidence(groups, first)}))
    return sorted(out, key=lambda r: (r[0], -r[1]["documents"], -r[1]["mentions"], r[1]["slogan"]))
