"""The fields of the index and what an answer shows of a record.

A record (see :mod:`nlp_oldcadre.search.records`) is found by its terms (:mod:`nlp_oldcadre.search.terms`): a mention by
``names`` (what it is called), ``scope`` (of an amount: the same, and its programmes) and ``context`` (the same, and its
sentence), a passage by its ``body``, with ``words`` for the ranking. Conditions are one term each, amounts and times numbers.
"""

from __future__ import annotations

import json
from typing import Any

import tantivy

# Conditions: one term each, not cut; those that answers are counted by (facets) also as columns.
CONDITIONS = ("document", "regions", "unit", "exact")
FACETS = ("type", "genre", "province", "year", "topic", "program", "status")
# Fields of strings of one to three characters.
GRAMS = ("names", "scope")
AMOUNT_ENDS = ("least", "most")
DAYS = ("first_day", "last_day")
_PLACE = ("start", "end", "page")
# Texts and JSON that an answer shows: about the document, about the mention, its own words and its sentence.
_STORED = ("about", "said", "surface", "sentence")

Row = dict[str, Any]


def schema() -> tantivy.Schema:
    """The fields of a record: those that hold what an answer shows (see :func:`shown`), and those that are only looked up."""
    builder = tantivy.SchemaBuilder()
    for name in _STORED:
        builder.add_bytes_field(name, stored=True)
    for name in _PLACE:
        builder.add_integer_field(name, stored=True)
    for name in AMOUNT_ENDS:
        builder.add_float_field(name, fast=True, indexed=False)
    for name in DAYS:
        builder.add_integer_field(name, fast=True, indexed=False)
    for name in CONDITIONS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, stored=name == "type", fast=True, tokenizer_name="raw", index_option="basic")
    # Pairs of characters; only those of passages with their positions: mentions show whether a string stands there.
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="position")
    for name in (*GRAMS, "context"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def shown(record: tantivy.Document) -> Row:
    """What an answer shows of a record; what it does not have is not there."""
    row: Row = json.loads(bytes(record["about"][0]))
    if record["said"]:
        row |= json.loads(bytes(record["said"][0]))
    row["type"] = record["type"][0]
    row |= {name: bytes(record[name][0]).decode() if record[name] else None for name in ("surface", "sentence")}
    return row | {name: record.get_first(name) for name in _PLACE}
