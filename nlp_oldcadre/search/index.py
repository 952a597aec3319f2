"""The index beside the tables: one record for every mention and every passage of every document.

Records hold what a row of an answer shows, so that a search opens the index alone. A record is found by three fields of
terms (see :mod:`nlp_oldcadre.search.terms`): ``names`` (what a mention is called), ``body`` (its sentence, or the passage), as
pairs with positions, and ``words`` for the ranking; single characters go into ``chars``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tantivy

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.search.terms import DROPPED, fold, joined, pairs, words
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "index"
PASSAGE = "TEXT"
# A passage reaches on over this many characters, so that what lies across two passages is found in the first.
OVERLAP = 64
# Longer paragraphs are cut, at the end of a sentence where there is one.
_LONGEST = 500
_PARAGRAPH = re.compile(rf"[^\n]{{1,{_LONGEST - 1}}}(?:[。！？；][”’]?|\n+|\Z)|[^\n]{{1,{_LONGEST}}}|\n+")
_NEXT = re.compile(f"(?:[{re.escape(''.join(sorted(DROPPED)))}]*.){{0,{OVERLAP}}}", re.S)
# Of a sentence that never ends this much around the mention is kept.
_AROUND = 400
_HEAP = 64_000_000

_ABOUT = ("uri", "title", "region", "adcode", "genre", "date")
_STORED = ("document", *_ABOUT, "type", "surface", "name", "sentence")
_NUMBERS = ("start", "end", "page")
_TERMS = ("names", "body", "words")

Record = dict[str, Any]


class Passage(NamedTuple):
    """A part of a document's text: hits begin in ``[start, end)``, the text of the record reaches to ``reach``."""

    start: int
    end: int
    reach: int


def schema() -> tantivy.Schema:
    """The fields of a record."""
    builder = tantivy.SchemaBuilder()
    for name in _STORED:
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in _NUMBERS:
        builder.add_integer_field(name, stored=True, fast=True)
    for name in ("low", "high"):
        builder.add_float_field(name, fast=True, indexed=True)
    builder.add_text_field("regions", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("exact", tokenizer_name="raw", index_option="basic")
    for name in _TERMS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("name_chars", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("chars", tokenizer_name="whitespace", index_option="basic")
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
    for record in records(corpus):
        writer.add_document(_document(record))
    writer.commit()
    writer.wait_merging_threads()


def records(corpus: Corpus) -> Iterator[Record]:
    """Everything that can be found, as plain dicts."""
    places = _Places()
    documents = {}
    for row in _rows(corpus.table("documents", ["id", "text", *_ABOUT])):
        about = {"document": row["id"]} | {name: row[name] for name in _ABOUT}
        documents[row["id"]] = about
        yield from _passage_records(about, row["text"], places)
    amounts = {row["id"]: row for row in _rows(corpus.table("quantities", ["id", "low", "high", "adcode"]))}
    for row in _rows(corpus.table("mentions")):
        yield _mention_record(documents[row["document_id"]], row, amounts.get(row["id"], {}), places)


def _rows(table: pa.Table) -> Iterator[Record]:
    """The rows as dicts, some at a time: the dicts are far larger than the table."""
    for batch in table.to_batches(max_chunksize=1000):
        yield from batch.to_pylist()


def _passage_records(about: Record, text: str, places: _Places) -> Iterator[Record]:
    for start, end, reach in passages(text):
        place = {"sentence": text[start:reach], "start": start, "end": end, "regions": places.above(about["adcode"])}
        yield about | {"type": PASSAGE} | place


def _mention_record(about: Record, row: Record, amount: Record, places: _Places) -> Record:
    own = row["adcode"] or amount.get("adcode")
    return about | {
        "type": row["type"],
        "surface": row["quote"],
        "name": row["name"],
        "sentence": around(row["sentence"] or "", row["quote"]),
        "start": row["start"],
        "end": row["end"],
        "page": row["page"],
        "low": amount.get("low"),
        "high": amount.get("high"),
        "regions": places.above(about["adcode"]) | places.above(own),
    }


def passages(text: str) -> Iterator[Passage]:
    """The text's paragraphs, long ones cut; together they cover it without a gap.

    Examples
    --------
    >>> [(p.start, p.end, p.reach) for p in passages("甲\\n乙。")]
    [(0, 2, 4), (2, 4, 4)]
    """
    starts, holds_text = [0], False
    for match in _PARAGRAPH.finditer(text):
        holds_text = holds_text or bool(match[0].strip())
        if holds_text and match.end() < len(text):
            starts.append(match.end())
            holds_text = False
    for start, end in pairwise([*starts, len(text)]):
        reach = _NEXT.match(text, end)
        yield Passage(start, end, reach.end() if reach else end)


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


def _document(record: Record) -> tantivy.Document:
    doc = tantivy.Document()
    for name in _STORED:
        if record.get(name):
            doc.add_text(name, record[name])
    for name in _NUMBERS:
        if record.get(name) is not None:
            doc.add_integer(name, record[name])
    for name in ("low", "high"):
        if record.get(name) is not None:
            doc.add_float(name, float(record[name]))
    for code in sorted(record["regions"]):
        doc.add_text("regions", code)
    _add_terms(doc, record)
    return doc


def _add_terms(doc: tantivy.Document, record: Record) -> None:
    """The record's texts as terms. Surface and canonical name stand apart, so that no pair runs across them."""
    called = dict.fromkeys(fold(record[key]) for key in ("surface", "name") if record.get(key))
    body = fold(record["sentence"])
    for name in called:
        doc.add_text("names", joined(pairs(name)))
        doc.add_text("name_chars", joined(dict.fromkeys(name)))
        doc.add_text("exact", name[:_LONGEST])
    doc.add_text("body", joined(pairs(body)))
    doc.add_text("chars", joined(dict.fromkeys(body)))
    doc.add_text("words", joined(word for text in (*called, body) for word in words(text)))
