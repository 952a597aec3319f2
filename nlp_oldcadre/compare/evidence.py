"""What all comparisons share: the columns of the evidence, a row with its group, the mentions of a type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from nlp_oldcadre.compare.groups import Group, Groups, Row, rows_where

# Where a row comes from; the last columns of every comparison.
EVIDENCE = ("document", "title", "uri", "date", "marking", "page", "start", "end", "quote", "sentence")
PLACE = ("document", "title", "uri", "date", "marking", "page", "start", "end", "quote")

_MENTION = ("id", "document_id", "section_id", "type", "name", "kind", "start", "end", "page", "quote", "sentence")

Sided = tuple[Group, Row]


def evidence(groups: Groups, row: Row) -> Row:
    """The evidence columns of a mention or fact."""
    document = groups.documents[row["document_id"]]
    about = {"document": document["id"], **{name: document[name] for name in ("title", "uri", "date", "marking")}}
    return about | {name: row[name] for name in ("page", "start", "end", "quote", "sentence")}


def place(row: Row) -> Row:
    """Where a row is said, without the sentence."""
    return {name: row[name] for name in PLACE}


def count_documents(rows: Iterable[Row]) -> int:
    """How many documents the rows come from."""
    return len({row["document_id"] for row in rows})


def mentions_of(groups: Groups, kind: str) -> Iterator[dict[str, Any]]:
    """Mentions of a type; a name is written as one line."""
    for row in rows_where(groups.corpus, "mentions", "type", kind, list(_MENTION)):
        # Only a region's own code says where a mention holds; others go by their document or facts.
        yield row | {"name": " ".join(row["name"].split()), "adcode": None}
