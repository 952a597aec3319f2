"""The model of measures' topics: what words and letters say, summed up once, so that any stretch of a text is a difference.

Words have the votes of ``topics.csv``, single characters and pairs the weights of ``topic_weights.csv``; how much each part of
the document counts stands in ``topic_sources.csv``. ``python -m nlp_oldcadre.train_topics corpora`` fits the last two.
Whatever is summed is a row of whole numbers, one a topic, in the order of ``NAMES``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables

Scores = list[float]
Rows = NDArray[np.int64]
Indices = NDArray[np.signedinteger[Any]]
# Votes and weights are whole thousandths, weights of parts whole hundredths.
UNIT, HUNDRED = 1000, 100
# A vote of this weight in ``topics.csv`` counts one.
_VOTE = 4
# Letters of the table have codes below this.
_CODES = 1 << 16


@dataclass(frozen=True, slots=True)
class _TopicWord:
    """A word that speaks for a topic; a word may stand in several rows."""

    word: str
    topic: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Source:
    """How much a part of the document counts for the topic of a measure: its words' votes, and its characters."""

    source: str
    weight: Decimal
    letters: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Letters:
    """What a character or a pair speaks for; the row ``bias`` holds for every measure."""

    letters: str
    contribution: Decimal
    care: Decimal
    culture: Decimal
    digital: Decimal
    epidemic: Decimal
    general: Decimal
    next_generation: Decimal
    organisation: Decimal
    political: Decimal
    publicity: Decimal
    workforce: Decimal


# Of topics with the same score the first is taken: the fallback comes first.
NAMES = tuple(f.name for f in fields(_Letters))[1:]


class LetterTable:
    """The weights of single characters and of pairs; the first row is that of the letters that no row lists."""

    def __init__(self, rows: dict[str, list[int]]) -> None:
        self.weights: Rows = np.array([[0] * len(NAMES), *rows.values()], np.int64)
        self._single = np.zeros(_CODES, np.int16)
        # A pair's row by the numbers of its two letters; letters that are in no pair have the number 0.
        self._first, self._second = np.zeros(_CODES, np.int32), np.zeros(_CODES, np.int32)
        pairs = [letters for letters in rows if len(letters) > 1]
        for number, of_pairs in ((self._first, {p[0] for p in pairs}), (self._second, {p[1] for p in pairs})):
            for i, letter in enumerate(sorted(of_pairs), start=1):
                number[ord(letter)] = i
        pair = np.zeros((len(pairs) + 1, len(pairs) + 1), np.int16)
        for row, letters in enumerate(rows, start=1):
            if len(letters) > 1:
                pair[self._first[ord(letters[0])], self._second[ord(letters[1])]] = row
            else:
                self._single[ord(letters)] = row
        self._pair = pair.ravel()
        self._first *= len(pair)

    def rows_of(self, text: str) -> tuple[Indices, Indices]:
        """The row of every character, and of the pair that ends in it."""
        codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
        if len(codes) != len(text):  # some letter has two codes: none of the table does
            codes = np.array([min(ord(letter), _CODES - 1) for letter in text], np.uint16)
        pairs = np.zeros(len(text), np.int16)
        pairs[1:] = self._pair.take(self._first.take(codes[:-1]) + self._second.take(codes[1:]))
        return self._single.take(codes), pairs


class Topics:
    """The model of the tables.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> Topics.of(load_tables()).best([("measure", "老年大学新校区")])
    'culture'
    """

    def __init__(self, tables: Tables) -> None:
        votes: dict[str, dict[str, int]] = {}
        for row in tables.rows("topics", _TopicWord):
            # A word of weight 0 only keeps the words inside it from counting (干部 in 老干部).
            said = votes.setdefault(row.word, {})
            said[row.topic] = said.get(row.topic, 0) + row.weight
        self.votes = votes
        self.words = Matcher({word: number for number, word in enumerate(votes)})
        self.word_votes: Rows = np.array(
            [[UNIT * said.get(name, 0) // _VOTE for name in NAMES] for said in votes.values()], np.int64
        )
        weights = {
            row.letters: [round(getattr(row, name) * UNIT) for name in NAMES] for row in tables.rows("topic_weights", _Letters)
        }
        self.bias = HUNDRED * np.array(weights.pop("bias", [0] * len(NAMES)), np.int64)
        self.letters = LetterTable(weights)
        sources = tables.rows("topic_sources", _Source)
        self.weights = {row.source: float(row.weight) for row in sources}
        self.shares = {row.source: (round(row.weight * HUNDRED), round(row.letters * HUNDRED)) for row in sources}

    @classmethod
    def of(cls, tables: Tables) -> Topics:
        """The topics of these tables, compiled once."""
        topics: Topics = tables.keep(cls, lambda: cls(tables))
        return topics

    def best(self, sources: Iterable[tuple[str, str]]) -> str:
        """The topic for which the sources, pairs of kind and text, say most."""
        total = self.bias
        for kind, text in sources:
            sums, (weight, letters) = Sums(self, text, self.words.find(text)), self.shares[kind]
            whole = np.array([0]), np.array([len(text)])
            total = total + weight * sums.of_words(*whole)[0] + letters * sums.of_letters(*whole)[0]
        return NAMES[int(total.argmax())]


class Sums:
    """What the words and the letters of a text say, added up from its beginning.

    Parameters
    ----------
    topics : the model.
    text : any text.
    words : the words of the model in it, in order: start, end, number.
    """

    def __init__(self, topics: Topics, text: str, words: Iterable[tuple[int, int, int]]) -> None:
        self._weights = topics.letters.weights
        # A last character that no row lists, so that every position has a row.
        singles, self._pairs = topics.letters.rows_of(text + "\0")
        self._letters: Rows = np.zeros((len(text) + 2, len(NAMES)), np.int64)
        np.add(_rows(self._weights, singles), _rows(self._weights, self._pairs), out=self._letters[1:])
        np.cumsum(self._letters, axis=0, out=self._letters)
        found = list(words)
        self._starts: Indices = np.array([start for start, _, _ in found], np.intp)
        self._words: Rows = np.zeros((len(found) + 1, len(NAMES)), np.int64)
        if found:
            np.cumsum(_rows(topics.word_votes, np.array([row for _, _, row in found])), axis=0, out=self._words[1:])

    def of_words(self, starts: Indices, ends: Indices) -> Rows:
        """What the words that begin in each stretch say."""
        return _rows(self._words, self._starts.searchsorted(ends)) - _rows(self._words, self._starts.searchsorted(starts))

    def of_letters(self, starts: Indices, ends: Indices) -> Rows:
        """What the letters in each stretch say; the pair that ends in the first of them stands only half in it."""
        halves = self._pairs.take(starts) * (starts < ends)
        return _rows(self._letters, ends) - _rows(self._letters, starts) - _rows(self._weights, halves)


def _rows(table: Rows, numbers: Indices) -> Rows:
    """These rows of a table; ``take`` is several times as fast as an index."""
    return table.take(numbers, axis=0)
