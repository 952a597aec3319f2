"""A processed document as one JSON record, with offsets into the source as it is on disk."""

from __future__ import annotations

from dataclasses import fields
from pathlib import PurePosixPath
from typing import Any

from nlp_oldcadre.model import Document, Metadata, attributes
from nlp_oldcadre.pages import Element

# The relations of the annotation guidelines; results and measures are attributes of mentions there.
RELATIONS = ("issued_by", "part_of", "run_by", "in_region", "awarded", "expands_to")


def annotation(doc: Document) -> dict[str, Any]:
    """The record of one document, as the annotation guidelines name things.

    Returns
    -------
    dict
        ``source`` (file name), ``metadata``, ``elements`` (kind and value; ordinal, start and end, or page, where they have
        them), ``headings`` (level, start, end), ``mentions`` (type, start, end, text, attrs)
        and ``facts`` (head, relation, tail). ``text`` is ``source[start:end]``.
        ``attrs`` are the fields of the type's value in :mod:`nlp_oldcadre.model`, those without a value left out; a
        quantity has ``value``, or ``low`` and ``high`` for a range, in base units. A mention of a scan has its
        ``confidence``, and an amount that was recognised with too little of it is ``uncertain``.

    Examples
    --------
    >>> from nlp_oldcadre.pipeline import process
    >>> record = annotation(process("今年培训支部书记 700 多人次。"))
    >>> [m["text"] for m in record["mentions"] if m["type"] == "QUANTITY"]
    ['700 多人次']
    """
    return {
        "source": PurePosixPath(doc.source.uri).name,
        "metadata": metadata_record(doc.metadata),
        "elements": _elements(doc),
        "headings": _headings(doc),
        "mentions": _mentions(doc),
        "facts": [list(triple) for triple in sorted(_triples(doc))],
    }


def metadata_record(metadata: Metadata) -> dict[str, Any]:
    """What the document says of itself; what it does not say is left out."""
    pairs = ((f.name, getattr(metadata, f.name)) for f in fields(metadata))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in pairs if value not in (None, ())}


def _elements(doc: Document) -> list[dict[str, Any]]:
    return [_element(doc, element) for element in doc.elements]


def _element(doc: Document, element: Element) -> dict[str, Any]:
    start, end = doc.to_source(*element.span) if element.span else (None, None)
    row = {
        "kind": element.kind,
        "value": element.value,
        "ordinal": element.ordinal,
        "start": start,
        "end": end,
        "page": element.page,
    }
    return {name: value for name, value in row.items() if value is not None}


def _headings(doc: Document) -> list[dict[str, Any]]:
    spans = ((section.level, doc.to_source(*section.heading)) for section in doc.sections)
    return [{"level": level, "start": span.start, "end": span.end} for level, span in spans if span.start < span.end]


def _mentions(doc: Document) -> list[dict[str, Any]]:
    spans = ((m, doc.to_source(m.start, m.end)) for m in doc.mentions)
    return [
        {
            "type": m.type,
            "start": span.start,
            "end": span.end,
            "text": doc.source_text[span.start : span.end],
            "attrs": attributes(m.value),
            **({} if m.confidence is None else {"confidence": m.confidence}),
        }
        for m, span in spans
        if span.start < span.end
    ]


def _triples(doc: Document) -> set[tuple[str, str, str]]:
    return {(f.subject, f.predicate, f.object) for f in doc.facts if f.predicate in RELATIONS and f.object}
