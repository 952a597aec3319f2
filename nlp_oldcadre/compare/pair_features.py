"""How alike two programmes are: similarities of their words, topics, kinds and functions, for all pairs at once.

Words are characters in pairs, weighed by how rare they are in documents of the field (``data/counterpart_idf.csv``); rare
names say little, so what programmes are for (:class:`~nlp_oldcadre.compare.functions.Functions`) stands beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp_oldcadre.compare.functions import Functions
from nlp_oldcadre.compare.profiles import Profile
from nlp_oldcadre.tables import Tables

Matrix = NDArray[np.float64]
# Measured on held-out groups: 2 and 3 are alike, 3 better for what the pipeline extracts.
_POWER = 3


@dataclass(frozen=True, slots=True)
class _Idf:
    letters: str
    weight: Decimal


class Vocabulary:
    """Pairs of characters with their weights; what no row lists (rare names) tells nothing of what programmes are for."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights

    @classmethod
    def of(cls, tables: Tables) -> Vocabulary:
        rows = lambda: {row.letters: float(row.weight) for row in tables.rows("counterpart_idf", _Idf)}  # noqa: E731
        vocabulary: Vocabulary = tables.keep(cls, lambda: cls(rows()))
        return vocabulary

    def similarity(self, texts: Sequence[str]) -> Matrix:
        """Cosines of the texts' weighed pairs, 1 + log of how often each stands."""
        number: dict[str, int] = {}
        rows, columns, values = [], [], []
        for row, text in enumerate(texts):
            pairs = (a + b for a, b in pairwise(text))
            for letters, count in Counter(pair for pair in pairs if pair in self.weights).items():
                rows.append(row)
                columns.append(number.setdefault(letters, len(number)))
                values.append((1 + log(count)) * self.weights[letters])
        return _cosines(csr_matrix((values, (rows, columns)), shape=(len(texts), max(1, len(number)))))


class PairFeatures:
    """The similarities of all pairs of some programmes.

    Parameters
    ----------
    profiles : n programmes.
    without : keys of functions that are left out of account.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> profiles = [Profile("晚霞驿站"), Profile("银辉驿站"), Profile("银辉宣讲团")]
    >>> PairFeatures(profiles, load_tables()).matrix("function").round(1).tolist()
    [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """

    def __init__(self, profiles: Sequence[Profile], tables: Tables, *, without: Sequence[str] = ()) -> None:
        self.profiles, self._vocabulary = profiles, Vocabulary.of(tables)
        functions = Functions.of(tables)
        self.functions = np.array([functions.of_profile(p) for p in profiles]).reshape(-1, len(functions.all))
        self.functions[:, [i for i, one in enumerate(functions.all) if one.key in without]] = 0

    def matrix(self, name: str) -> Matrix:
        """n × n values between 0 and 1 of the feature of that name, one of :data:`FEATURES`."""
        return FEATURES[name](self)

    def _text(self) -> Matrix:
        return self._vocabulary.similarity([p.text for p in self.profiles])

    def _topic(self) -> Matrix:
        names = sorted({topic for p in self.profiles for topic in p.topics})
        return _cosines(np.array([[p.topics.get(name, 0.0) for name in names] for p in self.profiles]))

    def _kind(self) -> Matrix:
        kinds = np.array([p.kind for p in self.profiles])
        return (kinds[:, None] == kinds[None, :]).astype(float)

    def _function(self) -> Matrix:
        """Cosines of powers: what a programme does most counts most."""
        return _cosines(self.functions**_POWER)


def _cosines(rows: csr_matrix | Matrix) -> Matrix:
    """Cosines between rows; a row of zeros is like none, itself included."""
    products = rows @ rows.T
    dense: Matrix = products.toarray() if isinstance(products, csr_matrix) else products
    sizes = np.sqrt(dense.diagonal())
    return dense / np.maximum(np.outer(sizes, sizes), 1e-12)


# The registry of features; those of WITHOUT_FUNCTIONS know nothing of data/program_functions.toml.
FEATURES: dict[str, Callable[[PairFeatures], Matrix]] = {
    "text": PairFeatures._text,
    "topic": PairFeatures._topic,
    "kind": PairFeatures._kind,
    "function": PairFeatures._function,
}
WITHOUT_FUNCTIONS = ("text", "topic", "kind")
