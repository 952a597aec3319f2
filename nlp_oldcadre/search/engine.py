"""From a query to the engine's own: what must be there, what counts for the ranking, the conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

import pyarrow.compute as pc
import tantivy

from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.search.amounts import AmountRange
from nlp_oldcadre.search.fields import GRAMS
from nlp_oldcadre.search.filters import code, region_codes, type_name
from nlp_oldcadre.search.passages import OVERLAP
from nlp_oldcadre.search.query import Condition, Query, at
from nlp_oldcadre.search.records import PASSAGE
from nlp_oldcadre.search.synonyms import simplified
from nlp_oldcadre.search.terms import DROPPED, fold, longest_grams, pairs, words
from nlp_oldcadre.search.written_times import days

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should
# A mention that is called just so stands before one that only holds the word, and that before a sentence.
_EXACT_BOOST = 8.0
_NAME_BOOST = 3.0
# What only a synonym finds stands behind what the word itself finds.
_OTHER_BOOST = 0.3
# Up to so many words each may be the one in the name; clauses grow with their square.
_MOST_ANCHORS = 6
# No name of a programme is longer, and longer expressions the engine refuses.
_LONGEST_PROGRAM = 60
# No title is longer.
_LONGEST_TITLE = 200


class Word(NamedTuple):
    """A string of the query with the others that may stand for it."""

    text: str
    others: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.text, *self.others)

    def stands_in(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts holds the string or one that may stand for it."""
        return any(form in text for text in texts for form in self.forms)


class Engine:
    """Makes queries of one schema."""

    def __init__(self, schema: tantivy.Schema, corpus: Corpus) -> None:
        self.schema, self.corpus = schema, corpus

    def query(self, query: Query, looked_for: tuple[Word, ...]) -> tantivy.Query:
        """Records that fulfil the query."""
        # First, so that an error names the place of what is wrong.
        parts = [(MUST, self._condition(condition, query.text)) for condition in query.conditions]
        if looked_for:
            parts.append((MUST, self._holding(looked_for, query)))
        if query.amounts:
            parts.append((MUST, self._is("type", "QUANTITY")))
            parts += [(MUST, part) for amount in query.amounts for part in self._within(amount)]
        return tantivy.Query.boolean_query(parts)

    def _holding(self, looked_for: tuple[Word, ...], query: Query) -> tantivy.Query:
        """Records that hold every word: passages in their text; mentions in their context, one of them in the name."""
        types = {type_name(value) for c in query.conditions if c.field == "type" for value in c.values}
        found = []
        if not query.amounts and (not types or PASSAGE in types):
            found.append(tantivy.Query.boolean_query([(MUST, self._any(word, "body")) for word in looked_for]))
        if query.amounts or types != {PASSAGE}:
            found.append(self._mentions(looked_for, "scope" if query.amounts else "names"))
        either = found[0] if len(found) == 1 else tantivy.Query.boolean_query([(SHOULD, part) for part in found])
        parts = [(MUST, either)]
        for word in looked_for:
            exact = tantivy.Query.term_query(self.schema, "exact", word.text)
            parts.append((SHOULD, tantivy.Query.boost_query(exact, _EXACT_BOOST)))
            parts += [(SHOULD, tantivy.Query.term_query(self.schema, "words", w)) for w in words(word.text[:OVERLAP])]
        return tantivy.Query.boolean_query(parts)

    def _mentions(self, looked_for: tuple[Word, ...], named_in: str) -> tantivy.Query:
        query = tantivy.Query
        named = [query.boost_query(self._any(word, named_in), _NAME_BOOST) for word in looked_for]
        around = [(MUST, self._any(word, "context")) for word in looked_for]
        if len(looked_for) > _MOST_ANCHORS:
            return query.boolean_query([(MUST, query.boolean_query([(SHOULD, name) for name in named])), *around])
        # One part for each word that may stand in the name: names are few, so that contexts are looked at for those alone.
        anchored = [query.boolean_query([(MUST, name), *around[:at], *around[at + 1 :]]) for at, name in enumerate(named)]
        return anchored[0] if len(anchored) == 1 else query.boolean_query([(SHOULD, part) for part in anchored])

    def _any(self, word: Word, field: str) -> tantivy.Query:
        """The word or, for less, one that stands for it."""
        own = self._contains(field, word.text)
        others = [tantivy.Query.boost_query(self._contains(field, other), _OTHER_BOOST) for other in word.others]
        return tantivy.Query.boolean_query([(SHOULD, part) for part in (own, *others)]) if others else own

    def _contains(self, field: str, word: str) -> tantivy.Query:
        """Records whose field holds the string. A long one in a name or context may prove not to stand there as a whole."""
        if field in GRAMS:
            return self._all_of(field, longest_grams(word[:OVERLAP]))
        terms: list[str | tuple[int, str]] = [*pairs(word[:OVERLAP])]
        if len(word) == 1:
            char = re.escape(word)
            return tantivy.Query.regex_query(self.schema, field, f"{char}.?|.{char}")
        if len(terms) == 1:
            return tantivy.Query.term_query(self.schema, field, word)
        if field == "body":
            return tantivy.Query.phrase_query(self.schema, field, terms)
        return self._all_of(field, list(dict.fromkeys(pairs(word[:OVERLAP]))))

    def _all_of(self, field: str, terms: list[str]) -> tantivy.Query:
        queries = [tantivy.Query.term_query(self.schema, field, term) for term in terms]
        return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(MUST, query) for query in queries])

    # Conditions: they add nothing to the score

    def _is(self, field: str, *values: str) -> tantivy.Query:
        if len(values) == 1:
            query = tantivy.Query.term_query(self.schema, field, values[0])
        else:
            query = tantivy.Query.term_set_query(self.schema, field, list(values))
        return tantivy.Query.const_score_query(query, 0.0)

    def _condition(self, condition: Condition, text: str) -> tantivy.Query:
        """A condition of the query language, of several values one must hold; an error says at which character."""
        try:
            return CONDITIONS[condition.field](self, condition.values)
        except QueryError as error:
            raise (error if condition.at is None else error.at(at(text, condition.at))) from None

    def one_of(self, field: str, codes: Iterable[str]) -> tantivy.Query:
        found = list(dict.fromkeys(codes))
        return self._is(field, *found) if found else tantivy.Query.empty_query()

    def regions(self, values: tuple[str, ...]) -> tantivy.Query:
        return self.one_of("regions", (code for value in values for code in self._region(value)))

    def _region(self, value: str) -> list[str]:
        try:
            return region_codes(value, self.corpus)
        except QueryError:
            # 遼寧, of a keyboard that writes traditional characters.
            if simplified(value) == value:
                raise
            return region_codes(simplified(value), self.corpus)

    def times(self, values: tuple[str, ...]) -> tantivy.Query:
        """What overlaps one of the periods."""
        periods = [days(value) for value in values]
        query = tantivy.Query
        parts = [
            query.boolean_query([(MUST, self._from("last_day", first + 1)), (MUST, self._up_to("first_day", last - 1))])
            for first, last in periods
        ]
        return query.const_score_query(query.boolean_query([(SHOULD, part) for part in parts]), 0.0)

    def _from(self, field: str, least: int) -> tantivy.Query:
        kind = tantivy.FieldType.Integer
        return tantivy.Query.range_query(self.schema, field, kind, least, None)

    def _up_to(self, field: str, most: int) -> tantivy.Query:
        kind = tantivy.FieldType.Integer
        return tantivy.Query.range_query(self.schema, field, kind, None, most)

    def programs(self, values: tuple[str, ...]) -> tantivy.Query:
        """What belongs to a programme whose name holds one of the values."""
        forms = dict.fromkeys(fold(form) for value in values for form in (value, simplified(value)))
        # One expression each: the engine refuses large ones.
        query = tantivy.Query
        parts = [(SHOULD, self._in_program(form)) for form in forms if 0 < len(form) <= _LONGEST_PROGRAM]
        return query.const_score_query(query.boolean_query(parts), 0.0) if parts else query.empty_query()

    def _in_program(self, folded: str) -> tantivy.Query:
        """Programmes in whose name the characters stand, in any width and case, with or without blanks."""
        pattern = " ?".join(_any_width(char) for char in folded)
        return tantivy.Query.regex_query(self.schema, "program", f".*{pattern}.*")

    def titles(self, values: tuple[str, ...]) -> tantivy.Query:
        """Documents whose title holds one of the values."""
        folded = [fold(simplified(value)) for value in values]
        patterns = [_in_any_spelling(value) for value in folded if 0 < len(value) <= _LONGEST_TITLE]
        if not patterns:
            return tantivy.Query.empty_query()
        table = self.corpus.table("documents", ["id", "title"])
        holds = pc.match_substring_regex(table["title"], "|".join(patterns))
        return self.one_of("document", table["id"].filter(holds).to_pylist())

    def _within(self, amount: AmountRange) -> Iterable[tantivy.Query]:
        """Amounts of which some value is wanted, in this unit."""
        kind = tantivy.FieldType.Float
        if amount.low is not None:
            yield self._range("most", kind, amount.low, None, open_end=amount.low_open)
        if amount.high is not None:
            yield self._range("least", kind, None, amount.high, open_end=amount.high_open)
        if amount.unit is not None:
            yield self._is("unit", amount.unit)
        if amount.low is None and amount.high is None:
            yield tantivy.Query.exists_query("least", False)

    def _range(
        self, field: str, kind: tantivy.FieldType, low: float | None, high: float | None, *, open_end: bool
    ) -> tantivy.Query:
        found = tantivy.Query.range_query(
            self.schema, field, kind, low, high, include_lower=not (open_end and low is not None),
            include_upper=not (open_end and high is not None),
        )  # fmt: skip
        return tantivy.Query.const_score_query(found, 0.0)


def _in_any_spelling(folded: str) -> str:
    """An expression for texts that are folded to this, see :func:`~nlp_oldcadre.search.terms.fold`."""
    dropped = f"[{re.escape(''.join(sorted(DROPPED)))}]*"
    return dropped.join(map(_any_width, folded))


def _any_width(char: str) -> str:
    """An expression for a folded character and what it may have been."""
    wide = chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else ""
    return f"[{''.join(map(re.escape, dict.fromkeys((char, char.upper(), wide, wide.upper()))))}]" if wide else re.escape(char)


# The registry of conditions, by field of ``data/search_fields.csv``.
CONDITIONS: dict[str, Callable[[Engine, tuple[str, ...]], tantivy.Query]] = {
    "type": lambda engine, values: engine.one_of("type", map(type_name, values)),
    "region": Engine.regions,
    "genre": lambda engine, values: engine.one_of("genre", (code("genre", value) for value in values)),
    "time": Engine.times,
    "topic": lambda engine, values: engine.one_of("topic", (code("topic", value) for value in values)),
    "status": lambda engine, values: engine.one_of("status", (code("status", value) for value in values)),
    "program": Engine.programs,
    "title": Engine.titles,
}
