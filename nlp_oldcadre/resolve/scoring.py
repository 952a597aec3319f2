"""The probability that two names are one thing: a logistic regression over the features of the pair.

The weights and thresholds are written by ``python -m nlp_oldcadre.train_resolution corpora/resolution``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.resolve.model import DIFFERENT, SAME, UNSURE
from nlp_oldcadre.tables import Tables

_REASONS = 3


@dataclass(frozen=True, slots=True)
class _WeightRow:
    feature: str
    weight: Decimal


class Thresholds(NamedTuple):
    """From ``same`` on two names are one thing; below ``different`` they are two; between them it is unsure."""

    same: float
    different: float


class Scorer:
    """Weighs features.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> scorer = Scorer.of(load_tables())
    >>> scorer.verdict(scorer.score(["program", "name=same", "rare", "region=same", "owner=same"]))
    'same'
    """

    def __init__(self, tables: Tables) -> None:
        self._weights = {row.feature: float(row.weight) for row in tables.rows("resolution_weights", _WeightRow)}
        record = tables.record("resolution_model")
        self._thresholds = Thresholds(record["same"], record["different"])

    @classmethod
    def of(cls, tables: Tables) -> Scorer:
        """The scorer of these tables, built once."""
        scorer: Scorer = tables.keep(cls, lambda: cls(tables))
        return scorer

    def score(self, features: Iterable[str]) -> float:
        """The probability; a feature that was never seen in training weighs nothing."""
        total = sum(self._weights.get(name, 0.0) for name in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def verdict(self, score: float) -> str:
        """``same``, ``different`` or ``unsure``."""
        if score >= self._thresholds.same:
            return SAME
        return DIFFERENT if score < self._thresholds.different else UNSURE

    def reasons(self, features: Iterable[str], verdict: str) -> tuple[str, ...]:
        """The features that speak most for the verdict, the weightiest first; of an unsure one, those of most weight."""
        sign = {SAME: 1, DIFFERENT: -1}.get(verdict, 0)
        weighed = [(self._weights.get(name, 0.0), name) for name in features if name not in _KINDS]
        chosen = [(abs(weight), name) for weight, name in weighed if weight * sign > 0 or (sign == 0 and weight)]
        return tuple(name for _, name in sorted(chosen, key=lambda pair: (-pair[0], pair[1]))[:_REASONS])


# The constant terms of the two kinds.
_KINDS = frozenset({"organization", "program"})
