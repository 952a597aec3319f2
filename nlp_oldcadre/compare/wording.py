"""What a measure is about, in terms that can be compared: its words, pairs of letters and matters.

A matter is a row of ``measure_concepts.csv``: words that name the same piece of work (绿色通道, 优先就诊). How rare words
and pairs of letters are in this register is told by ``alignment_terms.csv``, counted once in sentences of our own, so that
the likeness of two measures is the same in a small corpus and in a large one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import rjieba

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables

_HAN = re.compile("[一-鿿A-Za-z]+")
# Longer texts are cut: a measure is a clause, and a hostile one must not cost more.
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class _ConceptRow:
    concept: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _TermRow:
    """In how many of the sentences that were counted a term stands; the row ``*`` has the number of the sentences."""

    term: str
    sentences: int


class Wording:
    """The terms of a text with their weights.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> wording = Wording.of(load_tables())
    >>> sorted(wording.concepts("为离休干部开通就医绿色通道"))
    ['就医便利']
    >>> wording.weight("绿色通道") > wording.weight("开展")
    True
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("measure_concepts", _ConceptRow)
        named: dict[str, list[str]] = {}
        for row in rows:
            for word in row.words:
                named.setdefault(word, []).append(row.concept)
        self._concepts = Matcher({word: tuple(names) for word, names in named.items()}, overlapping=True)
        counts = {row.term: row.sentences for row in tables.rows("alignment_terms", _TermRow)}
        total = counts.pop("*", 1)
        self._weights = {term: math.log((1 + total) / (1 + n)) + 1 for term, n in counts.items()}
        self._rarest = math.log(1 + total) + 1

    @classmethod
    def of(cls, tables: Tables) -> Wording:
        """The wording of these tables, built once."""
        wording: Wording = tables.keep(cls, lambda: cls(tables))
        return wording

    def weight(self, term: str) -> float:
        """Inverse document frequency; that of a term never seen is the highest."""
        return self._weights.get(term, self._rarest)

    def words(self, text: str) -> Counter[str]:
        """Words of two letters or more."""
        return Counter(words(text[:_LONGEST]))

    def pairs(self, text: str) -> Counter[str]:
        """Pairs of neighbouring letters."""
        return Counter(pairs(text[:_LONGEST]))

    def concepts(self, text: str) -> Counter[str]:
        """Matters that a measure names, each once."""
        return Counter(self.all_concepts(text[:_LONGEST]).keys())

    def all_words(self, text: str) -> Counter[str]:
        """Words of two letters or more of a text of any length."""
        return Counter(words(text))

    def all_concepts(self, text: str) -> Counter[str]:
        """Matters that a text of any length names, and how often."""
        return Counter(name for _, _, names in self._concepts.find(text) for name in names)

    def weighed(self, terms: Iterable[tuple[str, int]], prefix: str = "") -> dict[str, float]:
        """Terms with the logarithm of their number times their weight, of length 1 as a vector."""
        found = {term: (1 + math.log(n)) * self.weight(prefix + term) for term, n in terms}
        length = math.sqrt(sum(value * value for value in found.values()))
        return {term: value / length for term, value in found.items()}


def words(text: str) -> Iterator[str]:
    """The words of two letters or more.

    Examples
    --------
    >>> list(words("开通就医绿色通道"))
    ['开通', '就医', '绿色通道']
    """
    for piece in _HAN.findall(text):
        yield from (word for word in rjieba.cut(piece) if len(word) > 1)


def pairs(text: str) -> Iterator[str]:
    """The pairs of neighbouring letters.

    Examples
    --------
    >>> list(pairs("就医，通道"))
    ['就医', '通道']
    """
    for piece in _HAN.findall(text):
        yield from (piece[i : i + 2] for i in range(len(piece) - 1))
