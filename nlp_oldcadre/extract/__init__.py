"""Mentions: one file a type, each with one ``find(scan) -> Iterator[Mention]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from operator import attrgetter

from nlp_oldcadre.extract import document, honor, measure, org, person, program, quantity, region, slogan, time
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Document, Mention, Rejection
from nlp_oldcadre.tables import Tables

Finder = Callable[[Scan], Iterator[Mention]]
_PLACE = attrgetter("start", "end")

# The registry; its order is the order of work: each finder sees what those above it found.
EXTRACTORS: dict[str, Finder] = {
    "DOCUMENT": document.find,
    "TIME": time.find,
    "SLOGAN": slogan.find,
    "PROGRAM": program.find,
    "REGION": region.find,
    "ORG": org.find,
    "PERSON": person.find,
    "QUANTITY": quantity.find,
    "HONOR": honor.find,
    "MEASURE": measure.find,
}


def extract(doc: Document, tables: Tables, *, rejected: list[Rejection] | None = None) -> Document:
    """The document with its mentions, sorted by place; candidates that lost are added to ``rejected`` where it is given."""
    scan = Scan(doc, tables)
    scan.rejected = rejected
    for kind, find in EXTRACTORS.items():
        scan.found[kind] = sorted(find(scan), key=_PLACE)
    everything = chain.from_iterable(scan.found.values())
    return replace(doc, mentions=tuple(sorted(everything, key=lambda m: (m.start, -m.end, m.type))))
