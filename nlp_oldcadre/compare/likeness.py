"""How sure it is that two measures do the same job: a logistic regression over their likenesses, with the reasons.

Its weights are the rows of ``alignment_weights.csv``, written by ``python -m nlp_oldcadre.train_alignment corpora`` from pairs
that a person judged; the figures stand in ``alignment_model.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from nlp_oldcadre.compare.measure_space import Indices, MeasureSpace, MeasureText, Numbers
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.tables import Tables

COSINES = ("words", "letters", "concepts", "around", "object", "programs", "beneficiaries")
FEATURES = (*COSINES, "same_topic", "other_matter")
# Words named as a reason, the rarest first.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class _WeightRow:
    feature: str
    weight: Decimal


class Likeness:
    """The model of pairs."""

    def __init__(self, tables: Tables) -> None:
        weights = {row.feature: float(row.weight) for row in tables.rows("alignment_weights", _WeightRow)}
        self._bias, self._weights = weights["bias"], np.array([weights[name] for name in FEATURES])
        self.threshold = float(tables.record("alignment_model")["threshold"])
        self._topics = labels(tables, "topic")

    @classmethod
    def of(cls, tables: Tables) -> Likeness:
        """The model of these tables, built once."""
        likeness: Likeness = tables.keep(cls, lambda: cls(tables))
        return likeness

    def scores(self, space: MeasureSpace, left: Indices, right: Indices) -> Numbers:
        """The probability of each pair, 0 to 1."""
        odds = features(space, left, right) @ self._weights + self._bias
        return np.asarray(1 / (1 + np.exp(-odds)))

    def reasons(self, space: MeasureSpace, left: int, right: int) -> str:
        """What two measures share, in words: matters, rare words, programmes, topic."""
        one, other, wording = space.measures[left], space.measures[right], space.wording
        matters = [name for name in wording.concepts(one.text) if name in wording.concepts(other.text)]
        shared = wording.words(one.text).keys() & wording.words(other.text).keys()
        words = sorted(shared, key=lambda word: (-wording.weight(word), word))[:_NAMED]
        programs = [name for name in one.programs if name in other.programs]
        topic = [self._topics.get(one.topic or "", "")] if one.topic and one.topic == other.topic else []
        found = {"事项": matters, "项目": programs, "用词": words, "主题": topic}
        return "；".join(f"{name}：{'、'.join(values)}" for name, values in found.items() if values)


def features(space: MeasureSpace, left: Indices, right: Indices) -> Numbers:
    """One row a pair, in the order of :data:`FEATURES`."""
    cosines = [space.cosine(name, left, right) for name in COSINES]
    both_named = _has(space, "concepts", left) * _has(space, "concepts", right)
    other_matter = both_named * (cosines[COSINES.index("concepts")] == 0)
    return np.column_stack([*cosines, space.same("topic", left, right), other_matter])


def _has(space: MeasureSpace, view: str, rows: Indices) -> Numbers:
    return (np.diff(space.views[view].indptr)[rows] > 0).astype(float)


__all__ = ["FEATURES", "Likeness", "MeasureText", "features"]
