"""Measures as rows of sparse matrices: who is near whom, without comparing each with each.

Words and pairs of letters are weighted by tf-idf (Salton and Buckley 1988). The nearest neighbours come from products of
sparse matrices, a few hundred rows at a time, in which frequent terms are left out: they make everything near everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from nlp_oldcadre.compare.wording import Wording

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]

_CHUNK = 256
# A term that stands in more measures than this share (and than so many) finds no neighbours.
_COMMON_SHARE, _COMMON_LEAST = 0.02, 400


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What of a measure counts for its likeness to others.

    Attributes
    ----------
    text : the measure as written, on one line.
    sentence : the sentence around it.
    """

    text: str
    sentence: str = ""
    topic: str | None = None
    verb: str | None = None
    object: str | None = None
    programs: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()


class MeasureSpace:
    """The measures of a corpus as vectors.

    Parameters
    ----------
    measures : in the order that the indices of all methods count.
    """

    def __init__(self, measures: Sequence[MeasureText], wording: Wording) -> None:
        self.measures, self.wording = measures, wording
        weighed = wording.weighed
        views: dict[str, Callable[[MeasureText], dict[str, float]]] = {
            "words": lambda m: weighed(wording.words(m.text).items()),
            "letters": lambda m: weighed(wording.pairs(m.text).items()),
            "concepts": lambda m: weighed(wording.concepts(m.text).items(), "#"),
            "around": lambda m: weighed(wording.concepts(m.sentence or m.text).items(), "#"),
            "object": lambda m: weighed(wording.pairs(m.object or "").items()),
            "programs": lambda m: weighed((name, 1) for name in m.programs),
            "beneficiaries": lambda m: weighed(wording.pairs("，".join(m.beneficiaries)).items()),
        }
        self.views = {name: sparse_rows(map(view, measures)) for name, view in views.items()}

    def cosine(self, view: str, left: Indices, right: Indices) -> Numbers:
        """Of each pair; 0 where one of the two has nothing."""
        matrix = self.views[view]
        return np.asarray(matrix[left].multiply(matrix[right]).sum(axis=1)).ravel()

    def same(self, attribute: str, left: Indices, right: Indices) -> Numbers:
        """Of each pair: 1 where both have the same value, 0 elsewhere."""
        values = np.array([getattr(m, attribute) or f"\0{i}" for i, m in enumerate(self.measures)], dtype=object)
        return (values[left] == values[right]).astype(float)

    @cached_property
    def _for_neighbours(self) -> Any:
        return _without_common(hstack([self.views[name] for name in ("words", "letters", "concepts")], format="csr"))

    def neighbours(self, left: Indices, right: Indices, *, count: int, least: float) -> Iterator[tuple[Indices, Indices]]:
        """For a few of ``left`` at a time the nearest of ``right`` as pairs of indices.

        Parameters
        ----------
        count : of each at most.
        least : of the mean of the cosines of words, letters and matters.
        """
        both = self._for_neighbours
        columns = both[right].T.tocsr()
        for start in range(0, len(left), _CHUNK):
            some = left[start : start + _CHUNK]
            near = (both[some] @ columns).tocsr()
            near.data[near.data < 3 * least] = 0
            near.eliminate_zeros()
            yield _best(near, some, right, count)


def sparse_rows(rows: Iterable[dict[str, float]]) -> Any:
    """Dicts of terms as a sparse matrix; a column for each term in the order of their first appearance."""
    column: dict[str, int] = {}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in rows:
        columns += [column.setdefault(term, len(column)) for term in row]
        values += row.values()
        ends.append(len(columns))
    data = (np.array(values, np.float64), np.array(columns, np.int32), np.array(ends, np.int64))
    return csr_matrix(data, shape=(len(ends) - 1, max(1, len(column))))


def _without_common(matrix: Any) -> Any:
    counts = np.diff(matrix.tocsc().indptr)
    common = counts > max(_COMMON_LEAST, _COMMON_SHARE * matrix.shape[0])
    return matrix[:, ~common]


def _best(near: Any, left: Indices, right: Indices, count: int) -> tuple[Indices, Indices]:
    rows, columns = [], []
    for row in range(near.shape[0]):
        start, end = near.indptr[row], near.indptr[row + 1]
        # A stable order: equal ones in the order of the corpus.
        order = np.lexsort((near.indices[start:end], -near.data[start:end]))[:count]
        columns.append(near.indices[start:end][order])
        rows.append(np.full(len(order), row))
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return left[np.concatenate(rows)], right[np.concatenate(columns)]
