"""What a row of the tables becomes in the graph: mentions become nodes, facts become edges. Two registries, read last."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nlp_oldcadre.graph.names import Speaker
from nlp_oldcadre.graph.rows import FactRow, MentionRow
from nlp_oldcadre.graph.store import Thing
from nlp_oldcadre.resolve.model import one_line

Edge = tuple[Thing, str, Thing]


def _issued_by(s: Speaker, fact: FactRow) -> Iterator[Edge]:
    if organ := _organ(s, fact.object):
        yield s.document(fact.subject) if fact.subject else s.itself, "issued_by", organ


def _part_of(s: Speaker, fact: FactRow) -> Iterator[Edge]:
    if fact.subject and fact.object:
        part, whole = s.program(fact.subject), s.program(fact.object)
        if part.key != whole.key:
            yield part, "part_of", whole
        else:
            s.note("part_of_itself", f"{part.label}（{fact.subject} → {fact.object}）")


def _run_by(s: Speaker, fact: FactRow) -> Iterator[Edge]:
    organ = _organ(s, fact.object)
    if fact.subject and organ:
        yield s.program(fact.subject), "run_by", organ


def _in_region(s: Speaker, fact: FactRow) -> Iterator[Edge]:
    region = s.region(fact.object)
    if fact.subject and region:
        yield s.program(fact.subject), "in_region", region


def _awarded(s: Speaker, fact: FactRow) -> Iterator[Edge]:
    recipient = _recipient(s, fact.subject)
    # A document is not awarded: what names nobody is noted, no more.
    if fact.object and recipient:
        yield recipient, "awarded", s.names.named("Honor", fact.object)


def _recipient(s: Speaker, name: str | None) -> Thing | None:
    """The programme or person that the document names so, else an organisation."""
    if name and name in s.programs:
        return s.program(name)
    if name and name in s.persons:
        return s.person(name)
    return _organ(s, name)


def _organ(s: Speaker, name: str | None) -> Thing | None:
    """The organisation of that name; a statement that names none is noted."""
    organ = s.organization(name)
    if organ is None:
        s.note("unknown_organ", s.itself.label)
    return organ


def _expands_to(s: Speaker, fact: FactRow) -> Iterator[Edge]:
    if fact.subject and fact.object:
        yield s.names.named("Slogan", fact.subject), "expands_to", s.names.named("Slogan", fact.object)


def _has_result(s: Speaker, fact: FactRow) -> Iterator[Edge]:
    if not fact.mention_ids:
        return
    region = s.region(fact.region)
    owner = s.program(fact.program) if fact.program else region or s.itself
    # One number in memory where both ends are the same.
    high = fact.low if fact.high == fact.low else fact.high
    numbers = {"low": fact.low, "high": high, "unit": fact.unit, "modifier": fact.modifier}
    scope = {"indicator": fact.object, "region": fact.region, "time": fact.time, "modality": fact.modality}
    label = one_line(f"{fact.object or ''} {s.amounts.get(fact.mention_ids[0], fact.quote or '')}")
    yield owner, "has_result", Thing("Result", f"Result:{fact.mention_ids[0]}", label, scope | numbers)


def _has_measure(s: Speaker, fact: FactRow) -> Iterator[Edge]:
    row = s.rows.measures.get(fact.mention_ids[0]) if fact.mention_ids else None
    if row is None:
        return
    said = {"status": row.status, "topic": row.topic, "verb": row.verb, "object": row.object, "modality": fact.modality}
    # One string in memory where both are the same.
    label = fact.quote if fact.quote == fact.object else fact.object
    measure = Thing("Measure", f"Measure:{row.id}", one_line(label or row.verb or ""), said)
    yield s.place(fact.subject) or _organ(s, fact.subject) or s.itself, "has_measure", measure
    if fact.program:
        yield s.program(fact.program), "has_measure", measure
    if row.topic:
        topic = s.names.topic(row.topic)
        yield measure, "has_topic", topic
        if fact.program:
            yield s.program(fact.program), "has_topic", topic


# Types of mentions that are things, each with the maker of its node (None: in no table of regions).
MENTION_THINGS: dict[str, Callable[[Speaker, MentionRow], Thing | None]] = {
    "REGION": lambda s, row: s.region(row.adcode),
    "ORG": lambda s, row: s.organization(row.name),
    "PERSON": lambda s, row: s.person(row.name or ""),
    "DOCUMENT": lambda s, row: s.document(row.name or ""),
    "PROGRAM": lambda s, row: s.program(row.name or ""),
    "SLOGAN": lambda s, row: s.names.named("Slogan", row.name or ""),
    "HONOR": lambda s, row: s.names.named("Honor", row.name or ""),
}

# Predicates of facts, each with the edges that a statement of it becomes.
FACT_EDGES: dict[str, Callable[[Speaker, FactRow], Iterator[Edge]]] = {
    "issued_by": _issued_by,
    "part_of": _part_of,
    "run_by": _run_by,
    "in_region": _in_region,
    "awarded": _awarded,
    "expands_to": _expands_to,
    "has_result": _has_result,
    "has_measure": _has_measure,
}
