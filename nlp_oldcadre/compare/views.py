"""The comparisons: each gives rows with the place in the source that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from nlp_oldcadre.compare.amounts import Yardstick, aspect, each, written
from nlp_oldcadre.compare.groups import COUNTRY, Group, Groups, Row

# Where a row comes from; the last columns of every comparison.
EVIDENCE = ("document", "title", "uri", "date", "marking", "page", "start", "end", "quote", "sentence")
PROGRAMS = ("program", "kind", "parent", "run_by", "results", "measures_done", "measures_planned", "documents", "mentions")
RESULTS = (
    "concept", "indicator", "amount", "aspect", "low", "high", "unit", "modifier", "bound", "change", "baseline",
    "compared_with", "check", "per", "share_of", "part_of", "problem", "uncertain", "status", "modality", "region", "program",
    "time", "comparable", "documents", "evidence",
)  # fmt: skip
# Amounts of like things are one where these are the same …
_SAME = ("low", "high", "modifier", "bound", "change", "per")
# … and one of the places that give it may leave these unsaid.
_SAID_ONCE = ("baseline", "compared_with", "check", "share_of", "part_of", "problem")
MEASURES = ("topic", "status", "strength", "deadline", "verb", "object", "beneficiaries", "measure", "program")
SLOGANS = ("slogan", "kind", "documents", "mentions", "first_date")

Sided = tuple[Group, Row]


def evidence(groups: Groups, row: Row) -> Row:
    """The evidence columns of a mention or fact."""
    document = groups.documents[row["document_id"]]
    about = {"document": document["id"], **{name: document[name] for name in ("title", "uri", "date", "marking")}}
    return about | {name: row[name] for name in ("page", "start", "end", "quote", "sentence")}


PLACE = ("document", "title", "uri", "date", "marking", "page", "start", "end", "quote")


def place(row: Row) -> Row:
    """Where a row is said, without the sentence."""
    return {name: row[name] for name in PLACE}


def results(groups: Groups) -> list[Sided]:
    """Amounts with what they count; one that several places give stands once, with all of them as evidence.

    ``comparable`` tells how many groups have the same concept, unit and status, the country not among them.
    """
    yardstick = Yardstick.of(groups.tables)
    rows = _merged(groups, yardstick)
    sides: dict[tuple[str, ...], set[Group]] = {}
    for group, row in rows:
        sides.setdefault(_like(row, yardstick), set()).update({group} - {COUNTRY})
    for group, row in rows:
        row["comparable"] = 0 if group == COUNTRY else len(sides[_like(row, yardstick)])
    # What most groups can be compared on first, like beside like; the country at the end.
    return sorted(rows, key=lambda r: (-r[1]["comparable"], _like(r[1], yardstick), r[0], -(r[1]["high"] or 0)))


def _merged(groups: Groups, yardstick: Yardstick) -> list[Sided]:
    """One row for equal amounts of one thing, status and region in a group."""
    rows: dict[tuple[object, ...], Sided] = {}
    for fact in groups.facts("has_result"):
        group, row = groups.of(fact), _result(groups, fact, yardstick)
        key = (group, *_like(row, yardstick), *(row[name] for name in _SAME), groups.place_name(fact))
        _, first = rows.setdefault(key, (group, row))
        first |= {name: row[name] for name in _SAID_ONCE if row[name] and not first[name]}
        # One place that is certain is enough.
        first["uncertain"] = first["uncertain"] and row["uncertain"]
        first["evidence"].append(place(row))
    for _, row in rows.values():
        row["documents"] = len({said["document"] for said in row["evidence"]})
    return list(rows.values())


def _like(row: Row, yardstick: Yardstick) -> tuple[str, ...]:
    return row["concept"], yardstick.unit(row["unit"]), row["status"], row["aspect"] or ""


def _result(groups: Groups, fact: Row, yardstick: Yardstick) -> Row:
    # A circular requires, but the measure that holds the number may be one that is done already.
    status = groups.measure_at(fact["document_id"], fact["start"]).get("status")
    return {
        "concept": _concept(fact, yardstick),
        "indicator": fact["object"],
        "amount": _amount(fact),
        "aspect": aspect(fact),
        "low": _plain(fact["low"]),
        "high": _plain(fact["high"]),
        "baseline": _plain(fact["baseline"]),
        "per": "、".join(fact["per"] or ()),
        "status": status or ("done" if fact["modality"] == "reported" else "planned"),
        **{name: fact[name] for name in ("unit", "modifier", "bound", "change", "compared_with", "check")},
        **{name: fact[name] for name in ("share_of", "part_of", "problem", "uncertain")},
        **{name: fact[name] for name in ("modality", "region", "program", "time")},
        **evidence(groups, fact),
        "evidence": [],
    }


def _plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _concept(fact: Row, yardstick: Yardstick) -> str:
    """What is counted; what each one gets is another thing than what all get together."""
    concept, word = yardstick.concept(fact["object"]), each(fact)
    return f"{concept}（{word}）" if word else concept


def _amount(fact: Row) -> str:
    """The amount, after the word that makes it a change, a share or an amount for each."""
    amount = written(fact["low"], fact["high"], fact["unit"], fact["modifier"], fact["bound"])
    word = aspect(fact)
    return f"{word} {amount}" if word and word not in fact["object"] else amount


def doubt(fact: Row) -> str:
    """What stands behind an amount that was not recognised for certain."""
    return "（识别存疑）" if fact["uncertain"] else ""


def measures(groups: Groups) -> list[Sided]:
    """What was done or will be done."""
    stated = {fact["mention_ids"][0]: fact for fact in groups.facts("has_measure")}
    rows = []
    for row in groups.corpus.table("measures").to_pylist():
        fact = stated.get(row["id"], {})
        named = {name: row[name] for name in ("topic", "status", "strength", "deadline", "verb", "object")}
        named["beneficiaries"] = "、".join(row["beneficiaries"])
        scope = {name: fact.get(name) for name in ("adcode", "region", "program")}
        shown = {**named, "measure": "".join(row["quote"].split()), "program": scope["program"], **evidence(groups, row)}
        rows.append((groups.of(row | scope), shown))
    return sorted(rows, key=lambda r: (r[0], r[1]["topic"], r[1]["status"]))


def slogans(groups: Groups) -> list[Sided]:
    """Set phrases with how often and since when they are used; the first use is the evidence."""
    uses: dict[tuple[Group, str], list[Row]] = {}
    for row in _mentions(groups, "SLOGAN"):
        uses.setdefault((groups.of(row), row["name"]), []).append(row)
    out = []
    for (group, name), rows in uses.items():
        dates = [date for row in rows if (date := groups.documents[row["document_id"]]["date"])]
        first = min(rows, key=lambda row: groups.documents[row["document_id"]]["date"] or "~")
        counts = {"documents": _documents(rows), "mentions": len(rows), "first_date": min(dates, default=None)}
        out.append((group, {"slogan": name, "kind": first["kind"], **counts, **evidence(groups, first)}))
    return sorted(out, key=lambda r: (r[0], -r[1]["documents"], -r[1]["mentions"], r[1]["slogan"]))


def programs(groups: Groups) -> list[Sided]:
    """Named programmes with owner, parent, results and measures; what says whose they are is the evidence, if anything."""
    facts = _Programs(groups)
    uses: dict[tuple[Group, str], list[Row]] = {}
    for row in _mentions(groups, "PROGRAM"):
        uses.setdefault((groups.of(row | facts.home(row)), row["name"]), []).append(row)
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
            "results": list(dict.fromkeys(f"{fact['object']} {_amount(fact)}{doubt(fact)}" for fact in results)),
            "measures_done": statuses.count("done"),
            "measures_planned": statuses.count("planned"),
            "documents": _documents(mentions),
            "mentions": len(mentions),
            **evidence(self.groups, owners[0] if owners and owners[0]["quote"] else mentions[0]),
        }


def _documents(rows: Iterable[Row]) -> int:
    return len({row["document_id"] for row in rows})


def _mentions(groups: Groups, kind: str) -> Iterator[dict[str, Any]]:
    """Mentions of a type; a name is written as one line."""
    for row in groups.corpus.table("mentions").to_pylist():
        if row["type"] == kind:
            # Only a region's own code says where a mention holds; others go by their document or facts.
            yield row | {"name": " ".join(row["name"].split()), "adcode": None}
