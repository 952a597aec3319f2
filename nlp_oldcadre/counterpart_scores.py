"""How well programmes that do the same job are found, on groups that the model has not seen.

The protocol: the groups of ``counterparts.csv`` are dealt into :data:`FOLDS` folds, :data:`REPEATS` times anew. For each fold
the model learns from pairs of programmes that are in none of its groups, and the threshold of the clustering is the one that
serves those training programmes best. Two things are judged, each by the F1 of pairs (same group or not):

- ``held_out``: the programmes of the fold's groups, clustered by themselves;
- ``against_all``: all programmes clustered together, judged on the pairs with one in the fold: the harder one, since most
  pairs are of different groups.

Names of groups and the reasons in that file are labels: no feature sees them. The interval is the 2.5th to 97.5th percentile
of bootstrap samples over the folds, which is to say over groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp_oldcadre.compare.clusters import clusters
from nlp_oldcadre.compare.pair_features import Matrix
from nlp_oldcadre.compare.profiles import Profile

FOLDS, REPEATS, SEED = 4, 10, 20
_SAMPLES = 2000
# Thresholds that are tried; the average linkage is asked for each.
_THRESHOLDS = 60
_SLACK = 2.0

Truth = NDArray[np.bool_]
# Of the numbers of training programmes and the groups held out, the chances of all pairs.
Model = Callable[[NDArray[np.intp], frozenset[str]], Matrix]


class Judged(NamedTuple):
    """Programmes and the groups that each is in."""

    profiles: Sequence[Profile]
    groups: Sequence[frozenset[str]]

    def truth(self) -> Truth:
        return np.array([[bool(a & b) for b in self.groups] for a in self.groups])


class Score(NamedTuple):
    """F1 of pairs in percent: the mean over the repeats, and its interval."""

    f1: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.f1:.1f} [{self.low:.1f}, {self.high:.1f}]"


class _Counts(NamedTuple):
    both: int
    found: int
    true: int


def cross_validate(judged: Judged, model: Model, *, folds: int = FOLDS, repeats: int = REPEATS) -> dict[str, Score]:
    """``held_out`` and ``against_all`` of a model, and ``one_group``: all held out taken for one group."""
    truth = judged.truth()
    counted: dict[str, list[list[_Counts]]] = {"held_out": [], "against_all": [], "one_group": []}
    for repeat in range(repeats):
        rounds = [_judge(judged, truth, model, held) for held in _deal(judged, folds, SEED + repeat)]
        for name, found in counted.items():
            found.append([one[name] for one in rounds])
    return {name: _score(rounds) for name, rounds in counted.items()}


def best_threshold(chances: Matrix, truth: Truth) -> float:
    """The middle one of the thresholds whose clusters are within :data:`_SLACK` of the best F1: the very best is chance."""
    pairs = np.triu_indices(len(truth), 1)
    tried = np.unique(np.quantile(chances[pairs], np.linspace(0.5, 0.995, _THRESHOLDS)))
    scores = np.array([_f1([count(_same(chances, t), truth, pairs)]) for t in tried])
    return float(np.median(tried[scores >= scores.max() - _SLACK]))


def count(same: Truth, truth: Truth, pairs: tuple[NDArray[np.intp], ...]) -> _Counts:
    """Of some pairs those found, those true, and those that are both."""
    found, true = same[pairs], truth[pairs]
    return _Counts(int((found & true).sum()), int(found.sum()), int(true.sum()))


def _judge(judged: Judged, truth: Truth, model: Model, held: frozenset[str]) -> dict[str, _Counts]:
    is_held = np.array([bool(groups & held) for groups in judged.groups])
    train, test = np.flatnonzero(~is_held), np.flatnonzero(is_held)
    chances = model(train, held)
    threshold = best_threshold(chances[np.ix_(train, train)], truth[np.ix_(train, train)])
    among = np.triu_indices(len(test), 1)
    own, true = chances[np.ix_(test, test)], truth[np.ix_(test, test)]
    touching = np.nonzero(np.triu(is_held[:, None] | is_held[None, :], 1))
    return {
        "held_out": count(_same(own, threshold), true, among),
        "against_all": count(_same(chances, threshold), truth, touching),
        "one_group": count(np.ones_like(true), true, among),
    }


def _deal(judged: Judged, folds: int, seed: int) -> list[frozenset[str]]:
    names = sorted({name for groups in judged.groups for name in groups})
    np.random.default_rng(seed).shuffle(names)
    return [frozenset(names[fold::folds]) for fold in range(folds)]


def _same(chances: Matrix, threshold: float) -> Truth:
    numbers = clusters(chances, threshold)
    same: Truth = numbers[:, None] == numbers[None, :]
    return same


def _f1(counts: Sequence[_Counts]) -> float:
    both, found, true = (sum(column) for column in zip(*counts, strict=True))
    return 200 * both / max(1, found + true)


def _score(rounds: list[list[_Counts]]) -> Score:
    """Counts of the folds are added up in each repeat; bootstrap samples draw as many folds as a repeat has."""
    random, every = np.random.default_rng(SEED), [counts for one in rounds for counts in one]
    sampled = [_f1([every[i] for i in random.integers(len(every), size=len(rounds[0]))]) for _ in range(_SAMPLES)]
    low, high = np.percentile(sampled, [2.5, 97.5])
    return Score(round(float(np.mean([_f1(one) for one in rounds])), 1), round(float(low), 1), round(float(high), 1))
