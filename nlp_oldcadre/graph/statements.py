"""What a row of the tables becomes in the graph: mentions become nodes, facts become edges. Two registries, read last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp_oldcadre.graph.build import Builder

Row = dict[str, Any]
Edge = tuple[str, str, str]


def _organization(b: Builder, row: Row) -> str:
    code = b.keys.adcode(row["adcode"])
    return b.named("Organization", row["name"], adcode=code)


def _document(b: Builder, row: Row) -> str:
    node = b.document(row["name"], row["document_id"])
    if row["kind"]:
        b.graph.nodes[node].setdefault("document_kind", row["kind"])
    return node


def _issued_by(b: Builder, fact: Row) -> Iterator[Edge]:
    yield b.document(fact["subject"], fact["document_id"]), "issued_by", b.named("Organization", fact["object"])


def _part_of(b: Builder, fact: Row) -> Iterator[Edge]:
    part, whole = (b.program(fact[side], fact["document_id"]) for side in ("subject", "object"))
    if part != whole:
        yield part, "part_of", whole


def _run_by(b: Builder, fact: Row) -> Iterator[Edge]:
    yield b.program(fact["subject"], fact["document_id"]), "run_by", b.named("Organization", fact["object"])


def _in_region(b: Builder, fact: Row) -> Iterator[Edge]:
    if region := b.region(fact["object"]):
        yield b.program(fact["subject"], fact["document_id"]), "in_region", region


def _awarded(b: Builder, fact: Row) -> Iterator[Edge]:
    yield _recipient(b, fact["subject"], fact["document_id"]), "awarded", b.named("Honor", fact["object"])


def _recipient(b: Builder, name: str, document: str) -> str:
    """The programme or person that the document names so, else an organisation."""
    program = b.keys.program(name, b.home(name, document))
    person = b.keys.person(name, b.documents[document]["adcode"])
    return next((key for key in (program, person) if key in b.graph), None) or b.named("Organization", name)


def _expands_to(b: Builder, fact: Row) -> Iterator[Edge]:
    yield b.named("Slogan", fact["subject"]), "expands_to", b.named("Slogan", fact["object"])


def _has_result(b: Builder, fact: Row) -> Iterator[Edge]:
    owner = b.program(fact["program"], fact["document_id"]) if fact["program"] else b.region(fact["region"])
    mention = fact["mention_ids"][0]
    if owner and mention in b.mentions:
        names = ("low", "high", "unit", "modifier", "region", "time", "modality")
        label = f"{fact['object']} {b.mentions[mention]['quote']}"
        node = b.add_node("Result", f"Result:{mention}", label, indicator=fact["object"], **{n: fact[n] for n in names})
        yield owner, "has_result", node


def _has_measure(b: Builder, fact: Row) -> Iterator[Edge]:
    mention = fact["mention_ids"][0]
    row = b.measures.get(mention)
    if row is None:
        return
    named = {name: row[name] for name in ("status", "topic", "verb", "object")}
    node = b.add_node("Measure", f"Measure:{mention}", fact["object"], **named, modality=fact["modality"])
    place = b.region(fact["subject"]) if b.keys.adcode(fact["subject"]) else None
    yield place or b.named("Organization", fact["subject"]), "has_measure", node
    if fact["program"]:
        yield b.program(fact["program"], fact["document_id"]), "has_measure", node


# Types of mentions that are things, each with the maker of its node (None: in no table of regions).
MENTION_NODES: dict[str, Callable[[Builder, Row], str | None]] = {
    "REGION": lambda b, row: b.region(row["adcode"]),
    "ORG": _organization,
    "PERSON": lambda b, row: b.person(row["name"], row["document_id"]),
    "DOCUMENT": _document,
    "PROGRAM": lambda b, row: b.program(row["name"], row["document_id"], program_kind=row["kind"]),
    "SLOGAN": lambda b, row: b.named("Slogan", row["name"], slogan_kind=row["kind"]),
    "HONOR": lambda b, row: b.named("Honor", row["name"]),
}

# Predicates of facts, each with the edges that a statement of it becomes.
FACT_EDGES: dict[str, Callable[[Builder, Row], Iterator[Edge]]] = {
    "issued_by": _issued_by,
    "part_of": _part_of,
    "run_by": _run_by,
    "in_region": _in_region,
    "awarded": _awarded,
    "expands_to": _expands_to,
    "has_result": _has_result,
    "has_measure": _has_measure,
}
