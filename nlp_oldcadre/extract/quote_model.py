"""A linear model of quotations: how likely a quoted phrase is a programme, a motto, a formula.

Rules that are sure decide first; the model is asked about the rest. ``python -m nlp_oldcadre.train_quotes corpora/gold``
fits its weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.tables import Tables

WEIGHTS = "quote_weights.csv"


@dataclass(frozen=True, slots=True)
class _WeightRow:
    feature: str
    programme: Decimal
    motto: Decimal
    formula: Decimal


class Odds(NamedTuple):
    """Probabilities, each by itself: a phrase can be programme and motto."""

    programme: float
    motto: float
    formula: float


class Thresholds(NamedTuple):
    """What the model must give: to a phrase that no rule takes, and to one that a rule proposes.

    ``take`` is for a phrase without a word of its own that tells a kind, ``take_tailed`` for one with it; ``tailed`` comes off
    where such a name stands behind its place or body, or a rule proposes it; ``keep_slogan`` is for shapes of slogans.
    """

    take: float
    take_tailed: float
    keep: float
    tailed: float
    keep_slogan: float


class QuoteModel:
    """The weights of ``data/quote_weights.csv`` and the thresholds of ``data/quote_model.toml``.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> model = QuoteModel.of(load_tables())
    >>> subject, figure = ["before=", "sign", "heading"], ["rule=none", "after=，", "object"]
    >>> model.odds(["bias", *subject]).programme > model.odds(["bias", *figure]).programme
    True
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("quote_weights", _WeightRow)
        self._weights = {r.feature: (float(r.programme), float(r.motto), float(r.formula)) for r in rows}
        record = tables.record("quote_model")
        self.thresholds = Thresholds(*(float(record[name]) for name in Thresholds._fields))

    @classmethod
    def of(cls, tables: Tables) -> QuoteModel:
        """The model of these tables, read once."""
        model: QuoteModel = tables.keep(cls, lambda: cls(tables))
        return model

    def odds(self, names: Iterable[str]) -> Odds:
        """The probabilities that these features give; a feature without weight adds nothing."""
        programme = motto = formula = 0.0
        weights = self._weights
        for name in names:
            if name in weights:
                a, b, c = weights[name]
                programme, motto, formula = programme + a, motto + b, formula + c
        return Odds(_logistic(programme), _logistic(motto), _logistic(formula))

    def programme(self, names: Iterable[str]) -> float:
        """The first of these probabilities alone."""
        total, weights = 0.0, self._weights
        for name in names:
            if name in weights:
                total += weights[name][0]
        return _logistic(total)


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
