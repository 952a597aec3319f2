"""From the tables to what the index holds: one record for every passage and every mention of every document."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import NamedTuple

import tantivy

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.portion import Part
from nlp_oldcadre.corpus.titles import full_title
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.search.page_marks import Mark, marks
from nlp_oldcadre.search.page_marks import around as marks_around
from nlp_oldcadre.search.passages import passages
from nlp_oldcadre.search.periods import period
from nlp_oldcadre.search.said import DocumentRow, MentionRow, Row, Said, days_of, documents, programs_of, said_of
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
        yield from _passages(about, row.text, known_pages(row, mentions))
        last = _Sentence("")
        for mention in mentions:
            # The mentions of a sentence come one after the other.
            sentence = around(mention.sentence or "", mention.quote)
            last = last if last.text == sentence else _Sentence(sentence)
            yield _mention(about, mention, said, last)


class _About:
    """What records of a document share, written out once."""

    def __init__(self, row: DocumentRow, places: _Places) -> None:
        title = full_title({"title": row.title, "issue": row.issue, "total_issue": row.total_issue})
        told = {name: getattr(row, name) for name in _ABOUT} | {"title": title}
        self.id, self.adcode, self.genre = row.id, row.adcode, row.genre
        self.places = places
        self.days = period(row.date)
        self.year = (row.date or "")[:4]
        # An object of JSON without its end.
        self.shown = _as_json({"document": row.id} | told)[:-1].encode()
        self._begun: dict[tuple[object, ...], tantivy.Document] = {}

    def record(self, adcode: str | None, days: tuple[int, int] | None, *, elsewhere: bool = False) -> tantivy.Document:
        """A record with the conditions that it shares with others.

        Parameters
        ----------
        elsewhere : whether it names a region of its own: it is found under that and under the one of the document.
        """
        key = (adcode, days, elsewhere)
        if key not in self._begun:
            self._begun[key] = self._begin(adcode, days or self.days, self.adcode if elsewhere else None)
        return copy(self._begun[key])

    def _begin(self, adcode: str | None, days: tuple[int, int] | None, other: str | None) -> tantivy.Document:
        record = tantivy.Document()
        record.add_text("document", self.id)
        if self.genre:
            record.add_text("genre", self.genre)
        if self.year:
            record.add_text("year", self.year)
        if days:
            record.add_integer("first_day", days[0])
            record.add_integer("last_day", days[1])
        if codes := self.places.above(adcode, other):
            record.add_text("regions", joined(codes))
            if adcode:
                record.add_text("province", self.places.province(adcode))
        return record


def known_pages(row: DocumentRow, mentions: Iterable[MentionRow]) -> list[Mark]:
    """What the mentions of a document tell of its pages."""
    return marks(((mention.start, mention.page) for mention in mentions), length=len(row.text), pages=row.pages)


def _passages(about: _About, text: str, known: Sequence[Mark]) -> Iterator[tantivy.Document]:
    for start, end, reach in passages(text):
        record = about.record(about.adcode, None)
        record.add_text("type", PASSAGE)
        pages = f', "pages": {json.dumps(marks_around(known, start, end))}' if known else ""
        shown = f', "type": "{PASSAGE}", "start": {start}, "end": {end}, "sentence": {_quoted(text[start:reach])}{pages}}}'
        record.add_bytes("shown", about.shown + shown.encode())
        record.add_text("body", joined_pairs(fold(text[start:reach])))
        # For the ranking; what follows the passage is the next one's.
        record.add_text("words", joined(words(fold(text[start:end]))))
        yield record


def _mention(about: _About, row: MentionRow, said: Said, sentence: _Sentence) -> tantivy.Document:
    amount, measure = said.amount(row.id), said.measure(row.id)
    told, named = said_of(row, amount, measure), programs_of(row, amount, measure)
    adcode = (amount.adcode if amount else row.adcode) or about.adcode
    record = about.record(adcode, days_of(row, amount), elsewhere=bool(row.adcode))
    record.add_text("type", row.type)
    names = list(dict.fromkeys(filter(None, (row.quote, row.name, amount.indicator if amount else None))))
    _add_names(record, names, sentence)
    for program in named:
        record.add_text("program", program)
    if amount:
        record.add_text("scope", _all_grams(dict.fromkeys((*names, *named))))
        _add_amount(record, *said.measured(amount))
    elif named:
        record.add_text("scope", _all_grams(named))
    for name in ("status", "topic"):
        if name in told:
            record.add_text(name, told[name])
    record.add_bytes("shown", about.shown + sentence.shown + f"{_place(row)}{_members(told, named)}}}".encode())
    return record


def _add_names(record: tantivy.Document, names: list[str], sentence: _Sentence) -> None:
    """What a mention is called and what stands around it."""
    record.add_text("names", _all_grams(names))
    record.add_text("context", sentence.pairs)
    for name in names:
        record.add_text("exact", _name_terms(name).exact)
        # What the sentence does not write out belongs to the context too.
        if name not in sentence.text:
            record.add_text("context", joined_pairs(fold(name)))


def _all_grams(names: Collection[str]) -> str:
    """What a mention is found by; each name apart, so that no string runs across two."""
    return " ".join([_name_terms(name).grams for name in names])


def _add_amount(record: tantivy.Document, ends: tuple[float, float] | None, unit: str | None) -> None:
    if ends:
        record.add_float("least", ends[0])
        record.add_float("most", ends[1])
    if unit:
        record.add_text("unit", unit)


def _place(row: MentionRow) -> str:
    """The members of an object of JSON that say where a mention stands, as :func:`_members` of what is said."""
    page = "null" if row.page is None else row.page
    return f', "type": "{row.type}", "start": {row.start}, "end": {row.end}, "page": {page}, "surface": {_quoted(row.quote)}'


def _members(told: Row, programs: list[str]) -> str:
    shown = "".join([_member(name, value) for name, value in told.items()])
    return f'{shown}, "programs": {_as_json(programs)}' if programs else shown


# Typed: 1.0 is not true.
@lru_cache(maxsize=1 << 14, typed=True)
def _member(name: str, value: str | float) -> str:
    """A member of an object; units, regions, numbers are mostly the same."""
    return f', "{name}": {_as_json(value)}'


class _NameTerms(NamedTuple):
    exact: str
    grams: str


@lru_cache(maxsize=1 << 14)
def _name_terms(name: str) -> _NameTerms:
    """What stands for a name in the index; the same few thousand names stand everywhere."""
    folded = fold(name)
    return _NameTerms(folded[:LONGEST_NAME], joined(grams(folded)))


def around(sentence: str, quote: str) -> str:
    """The sentence, of a very long one the part with the quote."""
    if len(sentence) <= 2 * _AROUND:
        return sentence
    at = max(0, sentence.find(quote))
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
        self.text, self.shown = text, f', "sentence": {_quoted(text)}'.encode()
        self.pairs = joined_pairs(fold(text))
