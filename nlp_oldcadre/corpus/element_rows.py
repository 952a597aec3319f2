"""The elements of a document as rows: what stands in the text with its place, what a reader saw beside it with its box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.model import Document, hash_id
from nlp_oldcadre.pages import Element

# Where a whole text stands on its pages is told by its characters; a box is for what fits on a few lines.
_LONGEST_BOXED = 200


def element_rows(doc: Document) -> Iterator[dict[str, Any]]:
    """A row for each element, in their order."""
    seen: Counter[tuple[object, ...]] = Counter()
    for element in doc.elements:
        place = _place(doc, element)
        same = (element.kind, element.value, element.ordinal, place["start"], place["end"], place["page"])
        seen[same] += 1
        yield {
            "id": hash_id(doc.id, "element", *same, seen[same]),
            "document_id": doc.id,
            "kind": element.kind,
            "ordinal": element.ordinal,
            "value": element.value,
            **place,
            "rule": element.rule,
            "score": element.score,
        }


def _place(doc: Document, element: Element) -> dict[str, Any]:
    if element.span is None:
        box = list(element.box) if element.box else None
        return {"start": None, "end": None, "page": element.page, "quote": None, "box": box}
    source = doc.to_source(*element.span)
    return {
        "start": source.start,
        "end": source.end,
        "page": doc.page_of(element.span.start),
        "quote": doc.source_text[source.start : source.end],
        "box": _box(doc, element),
    }


def _box(doc: Document, element: Element) -> list[float] | None:
    """Around the element on the page where it begins."""
    if element.span is None or element.span.end - element.span.start > _LONGEST_BOXED:
        return None
    found = doc.boxes(*element.span)
    whole: Box | None = None
    for page, box in found:
        if page == found[0][0]:
            whole = whole.union(box) if whole else box
    return list(whole) if whole else None
