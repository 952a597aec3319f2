"""The index beside the tables: one record for every mention and every passage of every document.

A record is found by its terms (see :mod:`nlp_oldcadre.search.terms`): ``names`` (what a mention is called) and ``body`` (its
sentence, or the passage) as pairs with positions, ``name_chars`` and ``chars`` as single characters, ``words`` for the ranking.
It holds what a row of an answer shows, so that a search opens the index alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tantivy

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.search.passages import passages
from nlp_oldcadre.search.terms import fold, joined, pairs, words
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "index"
PASSAGE = "TEXT"
# Of a sentence that never ends this much around the mention is kept.
_AROUND = 400
# An exact name is compared up to this length.
_LONGEST_NAME = 200
_HEAP = 64_000_000

_ABOUT = ("uri", "title", "region", "adcode", "genre", "date")
# Conditions: one term each, not cut.
_FACETS = ("type", "genre", "regions", "exact")
_POSITIONED = ("names", "body", "words")
_CHARACTERS = ("name_chars", "chars")

Record = dict[str, Any]


def schema() -> tantivy.Schema:
    """The fields of a record. ``row`` holds, as JSON, what an answer shows; the others are only looked up."""
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("row", stored=True)
    for name in ("low", "high"):
        builder.add_float_field(name, fast=True, indexed=True)
    for name in _FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _POSITIONED:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _CHARACTERS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def build_index(corpus_dir: str | Path) -> Path:
    """Make the index of a results folder, in its folder ``index``; one that stands there is replaced.

    Raises
    ------
    NotACorpus : when the folder holds no results.
    """
    corpus = Corpus(corpus_dir)
    folder = corpus.path / FOLDER
    fresh = corpus.path / f".{FOLDER}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    _fill(tantivy.Index(schema(), path=str(fresh)), corpus)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return folder


def _fill(index: tantivy.Index, corpus: Corpus) -> None:
    # One thread: records keep their order, so equal scores keep it too.
    writer = index.writer(_HEAP, num_threads=1)
    cut = _Cut()
    for record in records(corpus):
        writer.add_document(_document(record, cut))
    writer.commit()
    writer.wait_merging_threads()


def records(corpus: Corpus) -> Iterator[Record]:
    """Everything that can be found: what is shown of it, the regions that it lies in, a number's ends."""
    places = _Places()
    documents = {}
    for row in _rows(corpus.table("documents", ["id", "text", *_ABOUT])):
        about = {"document": row["id"]} | {name: row[name] for name in _ABOUT}
        documents[row["id"]] = about
        yield from _passage_records(about, row["text"], places)
    amounts = {row["id"]: row for row in _rows(corpus.table("quantities", ["id", "low", "high", "adcode"]))}
    columns = ["id", "document_id", "type", "quote", "name", "adcode", "sentence", "start", "end", "page"]
    for row in _rows(corpus.table("mentions", columns)):
        yield _mention_record(documents[row["document_id"]], row, amounts.get(row["id"], {}), places)


def _rows(table: pa.Table) -> Iterator[Record]:
    """The rows as dicts, some at a time: the dicts are far larger than the table."""
    for batch in table.to_batches(max_chunksize=1000):
        yield from batch.to_pylist()


def _passage_records(about: Record, text: str, places: _Places) -> Iterator[Record]:
    for start, end, reach in passages(text):
        shown = about | {"type": PASSAGE, "sentence": text[start:reach], "start": start, "end": end}
        yield {"row": shown, "regions": places.above(about["adcode"])}


def _mention_record(about: Record, row: Record, amount: Record, places: _Places) -> Record:
    shown = {
        "type": row["type"],
        "surface": row["quote"],
        "name": row["name"],
        "sentence": around(row["sentence"] or "", row["quote"]),
        "start": row["start"],
        "end": row["end"],
        "page": row["page"],
    }
    regions = places.above(about["adcode"]) | places.above(row["adcode"] or amount.get("adcode"))
    return {"row": about | shown, "regions": regions, "low": amount.get("low"), "high": amount.get("high")}


def around(sentence: str, quote: str) -> str:
    """The sentence, of a very long one the part with the quote."""
    at = max(0, sentence.find(quote)) if len(sentence) > 2 * _AROUND else 0
    return sentence[max(0, at - _AROUND) : at + len(quote[:_AROUND]) + _AROUND]


class _Places:
    """The codes under which something is found: its own and those of the regions that it lies in."""

    def __init__(self) -> None:
        self._regions = Regions.of(load_tables())
        self._above: dict[str | None, frozenset[str]] = {None: frozenset()}

    def above(self, adcode: str | None) -> frozenset[str]:
        if adcode not in self._above:
            found, code = [], adcode
            while code:
                found.append(code)
                code = self._regions.parent(code)
            self._above[adcode] = frozenset(found)
        return self._above[adcode]


class _Cut:
    """The terms of a text; those of the last one are kept, for the mentions of a sentence come one after the other."""

    def __init__(self) -> None:
        self._last: tuple[str, dict[str, str]] = ("", {"body": "", "chars": "", "words": ""})

    def of(self, text: str) -> dict[str, str]:
        if self._last[0] != text:
            folded = fold(text)
            terms = {"body": pairs(folded), "chars": dict.fromkeys(folded), "words": words(folded)}
            self._last = text, {name: joined(found) for name, found in terms.items()}
        return self._last[1]


def _document(record: Record, cut: _Cut) -> tantivy.Document:
    row = record["row"]
    doc = tantivy.Document()
    doc.add_bytes("row", json.dumps(row, ensure_ascii=False).encode())
    doc.add_text("type", row["type"])
    if row["genre"]:
        doc.add_text("genre", row["genre"])
    for code in sorted(record["regions"]):
        doc.add_text("regions", code)
    for name in ("low", "high"):
        if record.get(name) is not None:
            doc.add_float(name, float(record[name]))
    for field, terms in cut.of(row["sentence"]).items():
        doc.add_text(field, terms)
    _add_names(doc, row)
    return doc


def _add_names(doc: tantivy.Document, row: Record) -> None:
    """What a mention is called, as written and by its canonical name: apart, so that no pair runs across them."""
    for name in dict.fromkeys(fold(row[key]) for key in ("surface", "name") if row.get(key)):
        doc.add_text("names", joined(pairs(name)))
        doc.add_text("name_chars", joined(dict.fromkeys(name)))
        doc.add_text("exact", name[:_LONGEST_NAME])
