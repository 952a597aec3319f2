"""The index beside the tables: one record for every mention and every passage of every document.

A record is found by its terms (see :mod:`nlp_oldcadre.search.terms`): ``names`` (what a mention is called) and ``body`` (its
sentence, or the passage) as pairs with positions, ``words`` for the ranking.
It holds what a row of an answer shows, so that a search opens the index alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.titles import full_title
from nlp_oldcadre.corpus.writer import INDEX
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.search.passages import passages
from nlp_oldcadre.search.terms import fold, joined, joined_pairs, words
from nlp_oldcadre.tables import load_tables

PASSAGE = "TEXT"
# Of a sentence that never ends this much around the mention is kept.
_AROUND = 400
# An exact name is compared up to this length.
_LONGEST_NAME = 200
_HEAP = 64_000_000

_ABOUT = ("uri", "title", "region", "adcode", "genre", "date", "marking")
# Conditions: one term each, not cut.
_FACETS = ("type", "genre", "regions", "exact")
_POSITIONED = ("names", "body")
# What an answer shows of a record, beside its type and what it says about the document (as JSON, made once a document).
_TEXTS = ("uncertain", "surface", "name", "post", "organisation", "level", "sentence")
_NUMBERS = ("start", "end", "page")

Row = dict[str, Any]


def schema() -> tantivy.Schema:
    """The fields of a record: those that hold what an answer shows (see :func:`shown`), and those that are only looked up."""
    builder = tantivy.SchemaBuilder()
    for name in ("about", *_TEXTS):
        builder.add_bytes_field(name, stored=True)
    for name in _NUMBERS:
        builder.add_integer_field(name, stored=True)
    for name in ("low", "high"):
        builder.add_float_field(name, fast=True, indexed=True)
    for name in _FACETS:
        builder.add_text_field(name, stored=name == "type", tokenizer_name="raw", index_option="basic")
    for name in _POSITIONED:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build_index(corpus_dir: str | Path) -> Path:
    """Make the index of a results folder, in its folder ``index``; one that stands there is replaced.

    Raises
    ------
    NotACorpus : when the folder holds no results.
    """
    corpus = Corpus(corpus_dir)
    folder = corpus.path / INDEX
    fresh = corpus.path / f".{INDEX}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    _fill(tantivy.Index(schema(), path=str(fresh)), corpus)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return folder


def _fill(index: tantivy.Index, corpus: Corpus) -> None:
    # One thread: records keep their order, so equal scores keep it too.
    writer = index.writer(_HEAP, num_threads=1)
    for record in records(corpus):
        writer.add_document(record)
    writer.commit()
    writer.wait_merging_threads()


def records(corpus: Corpus) -> Iterator[tantivy.Document]:
    """Everything that can be found: the passages of all documents, then the mentions."""
    regions = _Places()
    abouts = {}
    for id, text, issue, total, *values in _rows(corpus, "documents", ("id", "text", "issue", "total_issue", *_ABOUT)):
        told = dict(zip(_ABOUT, values, strict=True))
        title = full_title({"title": told["title"], "issue": issue, "total_issue": total})
        abouts[id] = about = _About(id, told | {"title": title})
        yield from _passages(about, text, regions.above(about.adcode))
    amounts = {id: rest for id, *rest in _rows(corpus, "quantities", ("id", "low", "high", "adcode", "uncertain", "indicator"))}
    last = _Sentence("")
    for row in map(_Mention._make, _rows(corpus, "mentions", _Mention._fields)):
        about, amount = abouts[row.document_id], amounts.get(row.id, (None, None, None, False, None))
        low, high, adcode, unsure, indicator = amount
        record = _record(about, row.type, regions.above(about.adcode, row.adcode or adcode), row.start, row.end)
        _add_amount(record, low, high, unsure)
        _add_names(record, row, indicator)
        # The mentions of a sentence come one after the other.
        sentence = around(row.sentence or "", row.quote)
        last = last if last.text == sentence else _Sentence(sentence)
        _add_sentence(record, last)
        yield record


class _Mention(NamedTuple):
    """The columns of a mention that the index needs."""

    id: str
    document_id: str
    type: str
    quote: str
    name: str | None
    adcode: str | None
    post: str | None
    organisation: str | None
    level: str | None
    sentence: str | None
    start: int
    end: int
    page: int | None


class _About:
    """What all records of a document share, written out once."""

    def __init__(self, id: str, row: Row) -> None:
        self.adcode, self.genre = row["adcode"], row["genre"]
        self.stored = json.dumps({"document": id} | row, ensure_ascii=False).encode()


def _rows(corpus: Corpus, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows, some at a time: as Python values they are far larger than in the table."""
    for batch in corpus.table(table, list(columns)).to_batches(max_chunksize=1000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _passages(about: _About, text: str, regions: Sequence[str]) -> Iterator[tantivy.Document]:
    for start, end, reach in passages(text):
        record = _record(about, PASSAGE, regions, start, end)
        _add_sentence(record, _Sentence(text[start:reach], end - start))
        yield record


def _record(about: _About, type: str, regions: Sequence[str], start: int, end: int) -> tantivy.Document:
    record = tantivy.Document()
    record.add_bytes("about", about.stored)
    record.add_integer("start", start)
    record.add_integer("end", end)
    record.add_text("type", type)
    if about.genre:
        record.add_text("genre", about.genre)
    for code in regions:
        record.add_text("regions", code)
    return record


def _add_amount(record: tantivy.Document, low: Decimal | None, high: Decimal | None, uncertain: bool) -> None:
    if uncertain:
        record.add_bytes("uncertain", b"1")
    if low is not None:
        record.add_float("low", float(low))
    if high is not None:
        record.add_float("high", float(high))


def _add_names(record: tantivy.Document, row: _Mention, indicator: str | None) -> None:
    """What a mention is found by: what it says, its canonical name, and what an amount counts."""
    record.add_bytes("surface", row.quote.encode())
    for name in ("name", "post", "organisation", "level"):
        if text := getattr(row, name):
            record.add_bytes(name, text.encode())
    if row.page is not None:
        record.add_integer("page", row.page)
    # Apart, so that no pair runs across them.
    for exact, terms in dict.fromkeys(_name_terms(name) for name in (row.quote, row.name, indicator) if name):
        record.add_text("names", terms)
        record.add_text("exact", exact)


@lru_cache(maxsize=1 << 14)
def _name_terms(name: str) -> tuple[str, str]:
    """What goes into the fields ``exact`` and ``names``; the same few thousand names stand everywhere."""
    folded = fold(name)
    return folded[:_LONGEST_NAME], joined_pairs(folded)


def around(sentence: str, quote: str) -> str:
    """The sentence, of a very long one the part with the quote."""
    at = max(0, sentence.find(quote)) if len(sentence) > 2 * _AROUND else 0
    return sentence[max(0, at - _AROUND) : at + len(quote[:_AROUND]) + _AROUND]


class _Places:
    """The codes under which something is found: its own and those of the regions that it lies in."""

    def __init__(self) -> None:
        self._regions = Regions.of(load_tables())
        self._above: dict[tuple[str | None, ...], tuple[str, ...]] = {}

    def above(self, *adcodes: str | None) -> tuple[str, ...]:
        """The codes of these regions and of all that they lie in, in order, each once."""
        if adcodes not in self._above:
            self._above[adcodes] = tuple(sorted({found for code in adcodes for found in self._upwards(code)}))
        return self._above[adcodes]

    def _upwards(self, code: str | None) -> Iterator[str]:
        while code:
            yield code
            code = self._regions.parent(code)


class _Sentence:
    """The text of a record with its terms, to be shared by the mentions of a sentence.

    Parameters
    ----------
    own : the characters whose words count in the ranking; what follows them is the next passage's.
    """

    def __init__(self, text: str, own: int | None = None) -> None:
        self.text, self.stored = text, text.encode()
        folded = fold(text)
        self.body = joined_pairs(folded)
        self.words = joined(words(folded if own is None else fold(text[:own])))


def _add_sentence(record: tantivy.Document, sentence: _Sentence) -> None:
    record.add_bytes("sentence", sentence.stored)
    record.add_text("body", sentence.body)
    record.add_text("words", sentence.words)


def shown(record: tantivy.Document) -> Row:
    """What an answer shows of a record; None for what it does not have."""
    row: Row = json.loads(bytes(record["about"][0]))
    row["type"] = record["type"][0]
    row |= {name: bytes(record[name][0]).decode() if record[name] else None for name in _TEXTS}
    row["uncertain"] = bool(row["uncertain"])
    return row | {name: record.get_first(name) for name in _NUMBERS}
