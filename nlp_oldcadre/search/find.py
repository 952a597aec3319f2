"""From a query to the rows of its answer. The engine proposes records; what each shows is worked out here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from itertools import islice, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import tantivy

from nlp_oldcadre.corpus.view import SENTENCE
from nlp_oldcadre.corpus.writer import INDEX
from nlp_oldcadre.errors import NotACorpus
from nlp_oldcadre.search.filters import region_codes, type_name
from nlp_oldcadre.search.index import PASSAGE, schema, shown
from nlp_oldcadre.search.passages import OVERLAP
from nlp_oldcadre.search.terms import fold, kept, pairs, words

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

Row = dict[str, Any]

MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should
# A mention that is called just so stands before one that only holds the word, and that before a sentence.
_EXACT_BOOST = 8.0
_NAME_BOOST = 3.0


class Finder:
    """An open index with the corpus beside it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.schema = schema()
        self._links: TemporaryDirectory[str] | None = None
        self.searcher = self._open(corpus.path / INDEX)

    def _open(self, folder: Path) -> tantivy.Searcher:
        if not (folder / "meta.json").is_file():
            raise _no_index(self.corpus, "没有检索索引", "there is no search index")
        for place in (folder, None):
            # The engine wants to write a lock; where the results may only be read, links to them lie where it can.
            with suppress(ValueError):
                return tantivy.Index(self.schema, path=str(place or self._linked(folder)), reuse=True).searcher()
        raise _no_index(self.corpus, "检索索引损坏，打不开", "the search index is damaged and can't be opened")

    def _linked(self, folder: Path) -> str:
        self._links = TemporaryDirectory(prefix="oldcadre-")
        for file in folder.iterdir():
            if file.suffix != ".lock":
                (Path(self._links.name) / file.name).symlink_to(file.resolve())
        return self._links.name

    def rows(self, looked_for: tuple[str, ...], *, type: str | None, region: str | None, limit: int) -> Iterator[Row]:
        """The best ``limit`` rows that hold all the strings, best first."""
        engine_query = self.filtered(self.holding(looked_for), type=type, region=region)
        given, seen, total = 0, 0, self.searcher.num_docs
        wanted = 2 * min(limit, total)
        # Passages overlap, so some hits are another passage's: ask for more until there are enough.
        while given < limit and seen < total:
            hits = self.searcher.search(engine_query, limit=wanted, count=False).hits
            for score, address in hits[seen:]:
                row = self._row(score, self.shown(address), looked_for)
                if row and given < limit:
                    given += 1
                    yield row
            seen, wanted, total = len(hits), wanted * 4, total if len(hits) == wanted else 0

    # The engine's query

    def holding(self, looked_for: tuple[str, ...]) -> tantivy.Query:
        """Records that hold every string: passages in their text; mentions in name or sentence, one of them in the name."""
        query = tantivy.Query
        named = [self._contains("names", word) for word in looked_for]
        every = [query.boolean_query([(SHOULD, name), (SHOULD, self._contains("body", word))])
                 for name, word in zip(named, looked_for, strict=True)]  # fmt: skip
        anchors = [self._is("type", PASSAGE), *(query.boost_query(name, _NAME_BOOST) for name in named)]
        parts = [(MUST, part) for part in every]
        parts.append((MUST, query.boolean_query([(SHOULD, anchor) for anchor in anchors])))
        parts += [(SHOULD, query.boost_query(query.term_query(self.schema, "exact", w), _EXACT_BOOST)) for w in looked_for]
        parts += [(SHOULD, query.term_query(self.schema, "words", w)) for word in looked_for for w in words(word[:OVERLAP])]
        return query.boolean_query(parts)

    def _contains(self, field: str, word: str) -> tantivy.Query:
        terms: list[str | tuple[int, str]] = [*pairs(word[:OVERLAP])]
        if len(word) == 1:
            char = re.escape(word)
            return tantivy.Query.regex_query(self.schema, field, f"{char}.?|.{char}")
        if len(terms) == 1:
            return tantivy.Query.term_query(self.schema, field, word)
        return tantivy.Query.phrase_query(self.schema, field, terms)

    def _is(self, field: str, value: str) -> tantivy.Query:
        """A condition that adds nothing to the score."""
        return tantivy.Query.const_score_query(tantivy.Query.term_query(self.schema, field, value), 0.0)

    def filtered(self, query: tantivy.Query, *, type: str | None, region: str | None) -> tantivy.Query:
        parts = [(MUST, query)]
        if type is not None:
            parts.append((MUST, self._is("type", type_name(type))))
        if region is not None:
            codes = [(SHOULD, self._is("regions", code)) for code in region_codes(region, self.corpus)]
            parts.append((MUST, tantivy.Query.boolean_query(codes)))
        return tantivy.Query.boolean_query(parts)

    # The rows of the answer

    def shown(self, address: tantivy.DocAddress) -> Row:
        """What a record shows."""
        return shown(self.searcher.doc(address))

    def _row(self, score: float, found: Row, looked_for: tuple[str, ...]) -> Row | None:
        place = self._passage(found, looked_for) if found["type"] == PASSAGE else _mention(found, looked_for)
        if place is None:
            return None
        return {"score": score} | {name: found.get(name) for name in _COLUMNS} | place

    def _passage(self, found: Row, looked_for: tuple[str, ...]) -> Row | None:
        """The first hit of a passage; None where all hits begin in the next one, or a long phrase turns out other."""
        text, start = found["sentence"], found["start"]
        hits = [self._hit(found, word) for word in looked_for]
        places = [hit for hit in hits if hit]
        if len(places) < len(hits) or start + min(places)[0] >= found["end"]:
            return None
        first, last = min(places)
        sentence = next((s for s in SENTENCE.finditer(text) if s.end() > first), None)
        shown = text[min(sentence.start(), first) : max(sentence.end(), last)] if sentence else text
        surface = text[first:last]
        return {"surface": surface, "start": start + first, "end": start + last, "sentence": _one_line(shown), "quote": surface}

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
    "type", "surface", "name", "post", "organisation", "level", "uncertain", "region", "document", "title", "uri", "marking",
    "page", "sentence", "start", "end",
)  # fmt: skip


def _stands(word: str, text: str, at: int) -> bool:
    """Whether the folded text from ``at`` on begins with the word."""
    following = (folded for char in islice(text, at, None) if (folded := fold(char)))
    return all(a == b for a, b in zip_longest(word, islice(following, len(word))))


def _mention(found: Row, looked_for: tuple[str, ...]) -> Row | None:
    """A mention as it is; None where a string that is longer than what the index compares is not there."""
    texts = [fold(found.get(key) or "") for key in ("surface", "name", "sentence")]
    if any(len(word) > OVERLAP and not any(word in text for text in texts) for word in looked_for):
        return None
    return {"quote": found["surface"], "sentence": _one_line(found["sentence"])}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _no_index(corpus: Corpus, zh: str, en: str) -> NotACorpus:
    return NotACorpus(
        str(corpus.path),
        zh=zh,
        en=en,
        remedy_zh="请重新运行 oldcadre run，或调用 nlp_oldcadre.search.build_index(目录)",
        remedy_en="run oldcadre run again, or call nlp_oldcadre.search.build_index(folder)",
    )
