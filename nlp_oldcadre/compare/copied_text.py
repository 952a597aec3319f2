"""Sentences that documents share, word for word or nearly: MinHash signatures of shingles, and buckets of equal bands.

Broder, "On the resemblance and containment of documents" (1997). The sentences of a corpus are compared by signatures, never
each with each; what stands in very many documents is a stock phrase of the register and no copy.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables

Numbers = NDArray[Any]

# Letters in a shingle; signature; bands and rows: the chance of a common bucket is one half at a resemblance of 0.32.
_SHINGLE, _HASHES, _BANDS, _ROWS = 3, 60, 20, 3
# Shorter sentences are alike by chance; longer ones are cut.
_LEAST, _MOST = 16, 200
# Neighbours in more documents than this are no copy of one another but a phrase of the register.
_TOO_MANY = 40
# In so many bands the neighbours must be too many.
_CROWDED = 3
_STOP = re.compile("[^。！？；!?;]+[。！？；!?;]?")
_UNSPOKEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _PhraseRow:
    phrase: str


class Sentence(NamedTuple):
    """A sentence: its document, its place in the source text, its number in the document, and what it says.

    ``own`` is bare of line ends, blanks, marks and stock phrases, in whose place stands a blank.
    """

    document: str
    start: int
    end: int
    number: int
    own: str

    @property
    def letters(self) -> int:
        return len(self.own) - self.own.count(" ")

    @property
    def shingles(self) -> frozenset[str]:
        """Made anew each time: those of a whole corpus would fill the memory."""
        return frozenset().union(*map(_shingles, self.own.split()))


class SentencePair(NamedTuple):
    """Two sentences, by index, and how alike they are (Jaccard, 0 to 1)."""

    one: int
    other: int
    resemblance: float


class StockPhrases:
    """Set phrases of the register, as ``stock_phrases.csv`` has them."""

    def __init__(self, tables: Tables) -> None:
        phrases = {bare(row.phrase): None for row in tables.rows("stock_phrases", _PhraseRow)}
        self._matcher = Matcher(phrases)

    @classmethod
    def of(cls, tables: Tables) -> StockPhrases:
        """The phrases of these tables, built once."""
        phrases: StockPhrases = tables.keep(cls, lambda: cls(tables))
        return phrases

    def without(self, text: str) -> str:
        """A bare text with a blank for each phrase."""
        edges = [0, *(edge for start, end, _ in self._matcher.find(text) for edge in (start, end)), len(text)]
        return " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)).strip()


def bare(text: str) -> str:
    """Letters and digits only, of usual width.

    Examples
    --------
    >>> bare("组建 １２ 支“银龄”\\n志愿队。")
    '组建12支银龄志愿队'
    """
    return _UNSPOKEN.sub("", unicodedata.normalize("NFKC", text))


def sentences(
    document: str, text: str, phrases: StockPhrases, *, without: Iterable[tuple[int, int]] = ()
) -> Iterator[Sentence]:
    """The sentences of a source text; those that are too short or nothing but stock phrases keep their number only.

    Parameters
    ----------
    without : spans of the text that are no part of what it says: recipients, imprint.
    """
    edges = [0, *(edge for span in _apart(without) for edge in span), len(text)]
    gaps = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
    number = 0
    for match in (m for gap in gaps for m in _STOP.finditer(text, *gap)):
        for start, end in _cut(match.start(), match.end()):
            whole = bare(text[start:end])
            own = phrases.without(whole)
            letters = len(own) - own.count(" ")
            if letters >= _LEAST and 2 * letters >= len(whole):
                stripped = text[start:end].strip()
                first = start + text[start:end].index(stripped)
                yield Sentence(document, first, first + len(stripped), number, own)
            number += 1


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    yield from pairwise([*range(start, max(end - _MOST // 2, start + 1), _MOST), end])


def _shingles(text: str) -> set[str]:
    if len(text) < _SHINGLE:
        return {text}
    # Slices beside one another: much faster than a slice for each place.
    return set(map("".join, zip(*(text[i:] for i in range(_SHINGLE)), strict=False)))


def near_copies(found: list[Sentence], *, least: float) -> Iterator[SentencePair]:
    """Pairs of sentences of different documents with a resemblance of ``least``, each pair once, in order."""
    documents = np.unique([sentence.document for sentence in found], return_inverse=True)[1]
    before, left = -1, frozenset[str]()
    for i, j in _candidates(_signatures(found), documents).tolist():
        if i != before:
            before, left = i, found[i].shingles
        right = found[j].shingles
        alike = len(left & right) / (len(left | right) or 1)
        if alike >= least:
            yield SentencePair(i, j, alike)


def _signatures(found: list[Sentence]) -> Numbers:
    """A row of minima for each sentence."""
    from datasketch import MinHash

    out = np.empty((len(found), _HASHES), np.uint32)
    coded = ([shingle.encode() for shingle in sentence.shingles] for sentence in found)
    for i, made in enumerate(MinHash.generator(coded, num_perm=_HASHES, seed=1, hashfunc=zlib.crc32)):
        out[i] = made.hashvalues
    return out


def _candidates(signatures: Numbers, documents: Numbers) -> Numbers:
    """Pairs of rows that are equal in a band, of different documents, without those that very many documents have."""
    pairs, crowded = [np.empty((0, 2), np.int64)], np.zeros(len(signatures), np.int64)
    for rows in _buckets(signatures):
        if len(set(documents[rows].tolist())) > _TOO_MANY:
            crowded[rows] += 1
            continue
        one, other = np.triu_indices(len(rows), 1)
        apart = documents[rows[one]] != documents[rows[other]]
        pairs.append(np.column_stack([rows[one][apart], rows[other][apart]]))
    found = np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0)
    return found[(crowded[found] < _CROWDED).all(axis=1)]


def _buckets(signatures: Numbers) -> Iterator[Numbers]:
    """For each band the rows that are equal in it, where there are two or more."""
    for band in np.split(signatures, _BANDS, axis=1) if len(signatures) else ():
        bucket = np.unique(band, axis=0, return_inverse=True)[1].ravel()
        order = np.argsort(bucket, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(bucket[order])) + 1)
        yield from (rows for rows in groups if len(rows) > 1)
