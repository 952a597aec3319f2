"""A processed document as rows of the tables of :mod:`nlp_oldcadre.corpus.schemas`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal

from nlp_oldcadre.corpus.element_rows import element_rows
from nlp_oldcadre.corpus.view import Row, View
from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.model import (
    Document,
    Fact,
    MeasureValue,
    Mention,
    OrgValue,
    ProgramValue,
    Quantity,
    RegionValue,
    Section,
    attributes,
    hash_id,
)
from nlp_oldcadre.records import metadata_record
from nlp_oldcadre.tables import Tables

Rows = dict[str, list[Row]]

# As fine as the column type; a number that is too long for it is left out.
_FINEST = Decimal("1e-10")
_LARGEST = Decimal(10) ** 28
_WIDE = Context(prec=38)
# Types whose surface is a name where no other canonical name is known.
_NAMED = frozenset({"REGION", "ORG", "PERSON", "DOCUMENT", "PROGRAM", "SLOGAN", "HONOR"})


def document_rows(doc: Document, tables: Tables, *, duplicates: Iterable[str] = ()) -> Rows:
    """All rows that a document gives, by table.

    Parameters
    ----------
    duplicates : other paths with the same content.
    """
    view = View(doc, tables)
    found = [(m, _found(view, m)) for m in doc.mentions if view.has_source(m)]
    return {
        "documents": [_document(view, tuple(duplicates))],
        "sections": [_section(view, i, s) for i, s in enumerate(doc.sections)],
        "elements": list(element_rows(doc)),
        "mentions": [_mention(view, m, row) for m, row in found],
        "quantities": [_quantity(view, m, m.value, row) for m, row in found if isinstance(m.value, Quantity)],
        "measures": [_measure(view, m, m.value, row) for m, row in found if isinstance(m.value, MeasureValue)],
        "facts": list(_facts(view)),
    }


def error_row(error: OldcadreError) -> Row:
    """The row of a file that failed."""
    return {
        "uri": error.where,
        "code": error.code,
        "error_zh": error.zh,
        "remedy_zh": error.remedy_zh,
        "error_en": error.en,
        "remedy_en": error.remedy_en,
    }


def _document(view: View, duplicates: tuple[str, ...]) -> Row:
    doc, regions = view.doc, view.regions
    adcode = doc.metadata.adcode
    province = regions.by_code.get(regions.province(adcode)) if adcode else None
    return {
        "id": doc.id,
        "uri": doc.source.uri,
        "duplicates": list(duplicates),
        "sha256": doc.source.id,
        "media_type": doc.source.media_type,
        "issuers": [],
        "recipients": [],
        "copies_to": [],
        "province": province.name if province else None,
        "characters": len(doc.source_text),
        "pages": len(doc.pages),
        "text": doc.source_text,
        **metadata_record(doc.metadata),
    }


def _section(view: View, index: int, section: Section) -> Row:
    doc = view.doc
    body = doc.to_source(*section.body)
    return {
        "id": view.section_ids[index],
        "document_id": doc.id,
        "parent_id": view.section_ids[section.parent] if section.parent is not None else None,
        "kind": section.kind,
        "number": section.number,
        "level": section.level,
        **view.place(*section.heading),
        "heading": doc.text[slice(*section.heading)],
        "body_start": body.start,
        "body_end": body.end,
    }


def _found(view: View, mention: Mention) -> Row:
    """What every row of a mention has."""
    return {
        "id": view.mention_id(mention),
        "document_id": view.doc.id,
        **view.place(mention.start, mention.end),
        "boxes": view.boxes(mention.start, mention.end),
        "sentence": view.sentence(mention.start, mention.end),
    }


def _mention(view: View, mention: Mention, found: Row) -> Row:
    attrs = attributes(mention.value)
    adcode = getattr(mention.value, "adcode", None)
    return {
        **found,
        "section_id": view.section_at(mention.start),
        "type": mention.type,
        "name": _name(view, mention),
        "kind": attrs.get("kind"),
        "adcode": adcode,
        "value": attrs.get("value") if mention.type == "TIME" else None,
        "level": attrs.get("level"),
        "post": attrs.get("post"),
        "organisation": attrs.get("organisation"),
        "attributes": json.dumps(attrs, ensure_ascii=False, sort_keys=True),
        "rule": mention.rule,
        "score": mention.score,
        "confidence": mention.confidence,
    }


def _name(view: View, mention: Mention) -> str | None:
    if mention.type not in _NAMED:
        return None
    value = mention.value
    if isinstance(value, RegionValue) and value.adcode in view.regions.by_code:
        surface = view.doc.text[mention.start : mention.end]
        meanings = view.regions.by_name.get(surface, ()) + view.regions.by_short_name.get(surface, ())
        # A township has its county's code: the county's name would be wrong for it.
        return view.regions.full_name(value.adcode) if any(r.adcode == value.adcode for r in meanings) else surface
    if isinstance(value, OrgValue) and value.name:
        return value.name
    return getattr(value, "name", None) or view.doc.text[mention.start : mention.end]


def _quantity(view: View, mention: Mention, value: Quantity, found: Row) -> Row:
    scope = _scope(view, value.region, value.program, value.time)
    modality = view.modalities.get(found["id"])
    return {**found, **_amount(value), **scope, "modality": modality, "confidence": mention.confidence}


def _amount(value: Quantity) -> Row:
    low, high = _exact(value.low), _exact(value.high)
    return {
        "value": float(low) if value.is_point and low is not None else None,
        "low": low,
        "high": high,
        "unit": value.unit,
        "unit_kind": value.unit_kind,
        "modifier": value.modifier,
        "indicator": value.indicator,
        "bound": value.bound,
        "change": value.change,
        "baseline": None if value.baseline is None else _exact(value.baseline),
        "compared_with": value.compared_with,
        "check": value.check,
        "per": list(value.per),
        "share_of": value.share_of,
        "part_of": value.part_of,
        "problem": value.problem,
        "uncertain": value.uncertain,
    }


def _exact(value: Decimal) -> Decimal | None:
    return value.quantize(_FINEST, context=_WIDE) if abs(value) < _LARGEST else None


def _scope(view: View, region: str | None, program: str | None, time: str | None) -> Row:
    return {
        "region": region,
        "adcode": view.regions.by_full_name.get(region) if region else None,
        "program": program,
        "time": time,
    }


def _measure(view: View, mention: Mention, value: MeasureValue, found: Row) -> Row:
    inside = view.doc.within(mention, "QUANTITY", "PROGRAM")
    return {
        **found,
        "status": value.status,
        "topic": value.topic,
        "verb": value.verb,
        "object": value.object,
        "strength": value.strength,
        "deadline": value.deadline,
        "beneficiaries": list(value.beneficiaries),
        "quantity_ids": [view.doc.mention_id(m) for m in inside if m.type == "QUANTITY" and view.has_source(m)],
        "programs": list(dict.fromkeys(m.value.name for m in inside if isinstance(m.value, ProgramValue))),
    }


def _facts(view: View) -> Iterator[Row]:
    """A row per distinct statement: one that a document repeats word for word at one place is one."""
    seen = set()
    for fact in view.doc.facts:
        row = _fact(view, fact)
        if row["id"] not in seen:
            seen.add(row["id"])
            yield row


def _fact(view: View, fact: Fact) -> Row:
    doc = view.doc
    evidence = [doc.mentions[i] for i in fact.evidence]
    scope = _scope(view, fact.region, fact.program, fact.time)
    amount = _amount(fact.quantity) if fact.quantity else {}
    place = _evidence_place(view, evidence)
    statement = (fact.subject, fact.predicate, fact.object, fact.modality, *amount.values(), *scope.values())
    return {
        "id": hash_id(doc.id, *statement, place.get("start"), place.get("end")),
        "document_id": doc.id,
        "uri": doc.source.uri,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        **amount,
        **scope,
        "modality": fact.modality,
        "mention_ids": [view.mention_id(m) for m in evidence],
        **place,
    }


def _evidence_place(view: View, evidence: list[Mention]) -> Row:
    """From the first to the last mention of the sentence that holds the first one.

    What rests on no mention (who issued the document) was read from its head: the title stands for it.
    """
    if not evidence:
        span = view.head
        return {**view.place(*span), "sentence": view.sentence(*span)} if span else {}
    first = evidence[0]
    sentence = view.sentence_span(first.start)
    near = [m for m in evidence if sentence.start <= m.start < sentence.end] or [first]
    start, end = min(m.start for m in near), max(m.end for m in near)
    return {**view.place(start, end), "sentence": view.sentence(start, end)}
