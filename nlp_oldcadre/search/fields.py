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
CONDITIONS = ("document", "unit", "exact")
FACETS = ("type", "genre", "province", "year", "topic", "program", "status")
# Fields of strings of one to three characters.
GRAMS = ("names", "scope")
AMOUNT_ENDS = ("least", "most")
DAYS = ("first_day", "last_day")

Row = dict[str, Any]


def schema() -> tantivy.Schema:
    """The fields of a record: what an answer shows (see :func:`shown`), and those that are only looked up."""
    builder = tantivy.SchemaBuilder()
    # JSON: the document, the place, the words and the sentence of a mention and what is said of it.
    builder.add_bytes_field("shown", stored=True)
    for name in AMOUNT_ENDS:
        builder.add_float_field(name, fast=True, indexed=False)
    for name in DAYS:
        builder.add_integer_field(name, fast=True, indexed=False)
    for name in CONDITIONS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    # Pairs of characters; only those of passages with their positions: mentions show whether a string stands there.
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="position")
    for name in (*GRAMS, "context", "regions"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def shown(record: tantivy.Document) -> Row:
    """What an answer shows of a record; what it does not have is not there."""
    row: Row = json.loads(bytes(record["shown"][0]))
    return row
