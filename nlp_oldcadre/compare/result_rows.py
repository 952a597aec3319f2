"""The comparison of amounts: like beside like, each with its bound and all the places that give it."""

from __future__ import annotations

from decimal import Decimal

from nlp_oldcadre.compare.amounts import Yardstick, aspect, each, written
from nlp_oldcadre.compare.evidence import Sided, evidence, place
from nlp_oldcadre.compare.groups import COUNTRY, Group, Groups, Row

RESULTS = (
    "concept", "indicator", "amount", "aspect", "low", "high", "unit", "modifier", "bound", "change", "baseline",
    "compared_with", "check", "per", "share_of", "part_of", "problem", "uncertain", "status", "modality", "region", "program",
    "time", "comparable", "documents", "evidence",
)  # fmt: skip
# Amounts of like things are one where these are the same …
_SAME = ("low", "high", "modifier", "bound", "change", "per")
# … and one of the places that give it may leave these unsaid.
_SAID_ONCE = ("baseline", "compared_with", "check", "share_of", "part_of", "problem")


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
    for fact in filter(groups.keeps, groups.facts("has_result")):
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
        "amount": amount_of(fact),
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


def amount_of(fact: Row) -> str:
    """The amount, after the word that makes it a change, a share or an amount for each."""
    amount = written(fact["low"], fact["high"], fact["unit"], fact["modifier"], fact["bound"])
    word = aspect(fact)
    return f"{word} {amount}" if word and word not in fact["object"] else amount


def doubt(fact: Row) -> str:
    """What stands behind an amount that was not recognised for certain."""
    return "（识别存疑）" if fact["uncertain"] else ""
