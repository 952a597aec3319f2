"""From a query to the rows of its answer. The engine proposes records; what each shows is worked out here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cached_property
from heapq import merge
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any

import tantivy

from nlp_oldcadre.corpus.view import SENTENCE
from nlp_oldcadre.search.amounts import Units, stated, times
from nlp_oldcadre.search.engine import Engine, Word
from nlp_oldcadre.search.fields import schema, shown
from nlp_oldcadre.search.page_marks import page_at
from nlp_oldcadre.search.passages import OVERLAP
from nlp_oldcadre.search.query import Query
from nlp_oldcadre.search.records import PASSAGE
from nlp_oldcadre.search.shards import Shards
from nlp_oldcadre.search.synonyms import Synonyms
from nlp_oldcadre.search.terms import fold, kept
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

Row = dict[str, Any]

# What rows may be sorted by, with the field of the engine and whether the largest comes first.
SORTS: dict[str, tuple[str, bool] | None] = {
    "score": None,
    "amount": ("most", True),
    "newest": ("first_day", True),
    "oldest": ("first_day", False),
}


class Finder:
    """An open index with the corpus beside it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.schema = schema()
        self.engine = Engine(self.schema, corpus)
        self._shards = Shards(corpus.path, self.schema)
        self.searchers = self._shards.searchers
        self._synonyms = Synonyms.of(load_tables())

    def words(self, query: Query, *, synonyms: bool) -> tuple[Word, ...]:
        """The strings of the query with those that may stand for them."""
        return tuple(Word(text, self._synonyms.others(text) if synonyms else ()) for text in query.words)

    def rows(self, query: Query, *, limit: int, synonyms: bool = True, sort: str = "score") -> Iterator[Row]:
        """The best ``limit`` rows that fulfil the query, best first."""
        looked_for = self.words(query, synonyms=synonyms)
        engine_query = self.engine.query(query, looked_for)
        parts = [self._hits(searcher, engine_query, limit, sort) for searcher in self.searchers]
        sign = 1 if sort == "oldest" else -1
        hits = merge(*parts, key=lambda hit: sign * hit[0]) if len(parts) > 1 else parts[0]
        found = (self._row(score, record, query, looked_for) for score, record in hits)
        yield from islice((row for row in found if row), min(limit, sys.maxsize))

    def count(self, query: Query, *, at_most: int, synonyms: bool = True) -> int:
        """How many rows there are; more than ``at_most`` are not counted."""
        return sum(1 for _ in self.rows(query, limit=at_most, synonyms=synonyms))

    def _hits(self, searcher: tantivy.Searcher, query: tantivy.Query, limit: int, sort: str) -> Iterator[tuple[float, Row]]:
        """Records, best first, ever more of them: passages overlap, so some hits are another passage's."""
        seen, total = 0, searcher.num_docs
        wanted = 2 * min(limit, total)
        order = SORTS[sort]
        while seen < total:
            if order is None:
                hits = searcher.search(query, limit=wanted, count=False).hits
            else:
                direction = tantivy.Order.Desc if order[1] else tantivy.Order.Asc
                hits = searcher.search(query, limit=wanted, count=False, order_by_field=order[0], order=direction).hits
            for score, address in hits[seen:]:
                yield float(score or 0), shown(searcher.doc(address))
            seen, wanted, total = len(hits), wanted * 4, total if len(hits) == wanted else 0

    # The rows of the answer

    def _row(self, score: float, found: Row, query: Query, looked_for: tuple[Word, ...]) -> Row | None:
        place = self._passage(found, looked_for) if found["type"] == PASSAGE else _mention(found, looked_for, query)
        if place is None:
            return None
        row = {"score": score} | {name: found.get(name) for name in _COLUMNS} | place
        row["uncertain"] = bool(row["uncertain"])
        row["certain"] = _is_certain(found, query)
        return row

    def _passage(self, found: Row, looked_for: tuple[Word, ...]) -> Row | None:
        """The first hit of a passage; None where all hits begin in the next one, or a long phrase turns out other."""
        text, start = found["sentence"], found["start"]
        hits = [self._first_hit(found, word) for word in looked_for]
        places = [hit for hit in hits if hit]
        if not hits:
            places = [(0, min(len(text), found["end"] - start))]
        if len(places) < len(hits) or start + min(places)[0] >= found["end"]:
            return None
        first, last = min(places)
        sentence = next((s for s in SENTENCE.finditer(text) if s.end() > first), None)
        shown = text[min(sentence.start(), first) : max(sentence.end(), last)] if sentence else text
        surface = text[first:last]
        return {
            "surface": surface, "start": start + first, "end": start + last, "sentence": _one_line(shown), "quote": surface,
            "page": page_at(found.get("pages", ()), start + first), "via": _via(looked_for, fold(text)),
        }  # fmt: skip

    def _first_hit(self, found: Row, word: Word) -> tuple[int, int] | None:
        """Where a word, else the first of those that stand for it, first stands in a passage."""
        return next((hit for form in word.forms if (hit := self._hit(found, form))), None)

    def _hit(self, found: Row, word: str) -> tuple[int, int] | None:
        """Where a string first stands in a passage; of one that is longer than what the index compares, its beginning."""
        folded, places, head = fold(found["sentence"]), kept(found["sentence"]), word[:OVERLAP]
        at = folded.find(head)
        while at >= 0:
            if len(word) <= OVERLAP or _stands(word, self._texts[found["document"]], found["start"] + places[at]):
                return places[at], places[at + len(head) - 1] + 1
            at = folded.find(head, at + 1)
        return None

    @cached_property
    def _texts(self) -> dict[str, str]:
        table = self.corpus.table("documents", ["id", "text"]).to_pylist()
        return {row["id"]: row["text"] for row in table}


_COLUMNS = (
    "type", "surface", "name", "post", "organisation", "level", "indicator", "low", "high", "unit", "bound", "program", "time",
    "status", "topic", "uncertain", "region", "document", "title", "uri", "date", "marking", "page", "sentence", "start", "end",
)  # fmt: skip


def _stands(word: str, text: str, at: int) -> bool:
    """Whether the folded text from ``at`` on begins with the word."""
    following = (folded for char in islice(text, at, None) if (folded := fold(char)))
    return all(a == b for a, b in zip_longest(word, islice(following, len(word))))


def _mention(found: Row, looked_for: tuple[Word, ...], query: Query) -> Row | None:
    """A mention as it is; None where a string, of which the engine compares only parts, is not there as a whole."""
    names = [fold(found.get(key) or "") for key in ("surface", "name", "indicator")]
    names += [fold(name) for name in found.get("programs", ())] if query.amounts else []
    texts = [*names, fold(found["sentence"])]
    if not all(word.stands_in(texts) for word in looked_for) or (
        looked_for and not any(word.stands_in(names) for word in looked_for)
    ):
        return None
    return {"quote": found["surface"], "sentence": _one_line(found["sentence"]), "via": _via(looked_for, *texts)}


def _via(looked_for: tuple[Word, ...], *texts: str) -> str | None:
    """The synonyms that found a record where the words of the query themselves are not there."""
    found = [
        next((other for other in word.others if any(other in text for text in texts)), None)
        for word in looked_for
        if word.others and not any(word.text in text for text in texts)
    ]
    return "、".join(filter(None, found)) or None


def _is_certain(found: Row, query: Query) -> bool | None:
    """Whether an amount is as asked for whatever value in its range holds; None where no amount was asked for."""
    _, factor = Units.of(load_tables()).measure(found.get("unit"))
    low, high = (None if found.get(end) is None else times(found[end], factor) for end in ("low", "high"))
    ends = stated(low, high, found.get("bound"))
    return all(amount.holds(*ends) for amount in query.amounts) if query.amounts and ends else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
