"""From the tables to what the index holds: one record for every passage and every mention of every document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import tantivy

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.portion import Part
from nlp_oldcadre.corpus.titles import full_title
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.search.passages import passages
from nlp_oldcadre.search.periods import period
from nlp_oldcadre.search.said import DocumentRow, MentionRow, Said, documents
from nlp_oldcadre.search.terms import fold, grams, joined, joined_pairs, words
from nlp_oldcadre.tables import load_tables

PASSAGE = "TEXT"
# Of a sentence that never ends this much around the mention is kept.
_AROUND = 400
# An exact name is compared up to this length.
LONGEST_NAME = 200


# Made once: ``json.dumps`` would make an encoder for every record.
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_ABOUT = ("uri", "title", "region", "adcode", "genre", "date", "marking")


def records(corpus: Corpus, part: Part | None = None) -> Iterator[tantivy.Document]:
    """Everything that can be found, document by document: its passages, then its mentions."""
    places = _Places()
    for row, mentions, said in documents(corpus, part):
        about = _About(row, places)
        yield from _passages(about, row.text)
        last = _Sentence("")
        for mention in mentions:
            # The mentions of a sentence come one after the other.
            sentence = around(mention.sentence or "", mention.quote)
            last = last if last.text == sentence else _Sentence(sentence)
            yield _mention(about, mention, said, last)


class _About:
    """What all records of a document share, written out once."""

    def __init__(self, row: DocumentRow, places: _Places) -> None:
        title = full_title({"title": row.title, "issue": row.issue, "total_issue": row.total_issue})
        told = {name: getattr(row, name) for name in _ABOUT} | {"title": title}
        self.id, self.adcode, self.genre = row.id, row.adcode, row.genre
        self.places = places
        self.days = period(row.date)
        self.year = (row.date or "")[:4]
        self.stored = _as_json({"document": row.id} | told).encode()


def _passages(about: _About, text: str) -> Iterator[tantivy.Document]:
    for start, end, reach in passages(text):
        record = _record(about, PASSAGE, about.adcode, start, end, about.days)
        record.add_bytes("sentence", text[start:reach].encode())
        record.add_text("body", joined_pairs(fold(text[start:reach])))
        # For the ranking; what follows the passage is the next one's.
        record.add_text("words", joined(words(fold(text[start:end]))))
        yield record


def _mention(about: _About, row: MentionRow, said: Said, sentence: _Sentence) -> tantivy.Document:
    told, amount = said.of(row), said.amount(row.id)
    adcode = (amount.adcode if amount else row.adcode) or about.adcode
    record = _record(about, row.type, adcode, row.start, row.end, said.days(row) or about.days, own=row.adcode)
    if row.page is not None:
        record.add_integer("page", row.page)
    names = dict.fromkeys(filter(None, (row.quote, row.name, amount.indicator if amount else None)))
    if programs := said.programs(row):
        told["programs"] = programs
    _add_names(record, "names", names)
    for name in names:
        record.add_text("exact", _name_terms(name).exact)
    for program in programs:
        record.add_text("program", program)
    if amount:
        _add_names(record, "scope", dict.fromkeys((*names, *programs)))
        _add_amount(record, *said.measured(amount))
    elif programs:
        _add_names(record, "scope", programs)
    for name in ("status", "topic"):
        if name in told:
            record.add_text(name, told[name])
    record.add_bytes("surface", row.quote.encode())
    record.add_bytes("said", _as_json(told).encode())
    record.add_bytes("sentence", sentence.stored)
    record.add_text("context", sentence.pairs)
    # Names that the sentence does not write out: what a mention is called belongs to its context.
    for name in names:
        if name not in sentence.text:
            record.add_text("context", _name_terms(name).pairs)
    return record


def _record(
    about: _About, type: str, adcode: str | None, start: int, end: int, days: tuple[int, int] | None, own: str | None = None
) -> tantivy.Document:
    record = tantivy.Document()
    record.add_bytes("about", about.stored)
    record.add_integer("start", start)
    record.add_integer("end", end)
    record.add_text("type", type)
    record.add_text("document", about.id)
    if about.genre:
        record.add_text("genre", about.genre)
    if about.year:
        record.add_text("year", about.year)
    if days:
        record.add_integer("first_day", days[0])
        record.add_integer("last_day", days[1])
    # A region that is named in a document of another one is found under both.
    codes = about.places.above(adcode, about.adcode if own else None)
    for code in codes:
        record.add_text("regions", code)
    if codes and adcode:
        record.add_text("province", about.places.province(adcode))
    return record


def _add_amount(record: tantivy.Document, ends: tuple[float, float] | None, unit: str | None) -> None:
    if ends:
        record.add_float("least", ends[0])
        record.add_float("most", ends[1])
    if unit:
        record.add_text("unit", unit)


def _add_names(record: tantivy.Document, field: str, names: Iterable[str]) -> None:
    """What a mention is found by; each name apart, so that no string runs across two."""
    for name in names:
        record.add_text(field, _name_terms(name).grams)


class _NameTerms(NamedTuple):
    exact: str
    grams: str
    pairs: str


@lru_cache(maxsize=1 << 14)
def _name_terms(name: str) -> _NameTerms:
    """What stands for a name in the index; the same few thousand names stand everywhere."""
    folded = fold(name)
    return _NameTerms(folded[:LONGEST_NAME], joined(grams(folded)), joined_pairs(folded))


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

    def province(self, adcode: str) -> str:
        return self._regions.province(adcode)

    def _upwards(self, code: str | None) -> Iterator[str]:
        while code:
            yield code
            code = self._regions.parent(code)


class _Sentence:
    """The text of a record with its pairs of characters, to be shared by the mentions of a sentence."""

    def __init__(self, text: str) -> None:
        self.text, self.stored = text, text.encode()
        self.pairs = joined_pairs(fold(text))
