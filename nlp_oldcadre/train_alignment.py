"""Fits the model of pairs of measures: ``python -m nlp_oldcadre.train_alignment corpora``.

Reads ``alignment.csv`` (pairs of sentences that do the same job, or only look alike; ``dev`` to fit, ``test`` only for the
figures) and the sentences of ``measures.csv``, in which terms are counted. Writes ``alignment_terms.csv``,
``alignment_weights.csv`` and ``alignment_model.toml`` (digest, threshold, figures) among the built-in tables. The baseline is
the cosine of tf-idf over words and pairs of letters, its threshold chosen on ``dev`` in the same way.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from nlp_oldcadre.compare.likeness import FEATURES, features
from nlp_oldcadre.compare.measure_space import MeasureSpace, MeasureText
from nlp_oldcadre.compare.wording import Wording, pairs, words
from nlp_oldcadre.model import ProgramValue
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import BUILT_IN, load_tables
from nlp_oldcadre.trained_tables import write_record, write_table

TERMS, WEIGHTS, RECORD = (BUILT_IN / name for name in ("alignment_terms.csv", "alignment_weights.csv", "alignment_model.toml"))
# Inverse strength of the penalty; figures on folds of dev are flat from 0.5 to 10.
STRENGTH = 3.0
FOLDS = 5
# In how many sentences a term must stand to have a row.
RAREST = 3
# Each left side stands beside the right sides of the pairs so many rows further on too: they do another job.
SHIFTS = (7, 19, 31)

Numbers = NDArray[np.float64]


class Pairs(NamedTuple):
    """Judged pairs: how alike each is, and whether it does the same job."""

    features: Numbers
    same: NDArray[np.bool_]


class Model(NamedTuple):
    """What training gives."""

    weights: dict[str, float]
    record: dict[str, Any]


def terms(path: Path) -> list[tuple[str, int]]:
    """Words, pairs of letters and matters (marked #) with the number of sentences of ``measures.csv`` that have them."""
    with path.open(encoding="utf-8", newline="") as handle:
        measures = [row["measure"] for row in csv.DictReader(handle)]
    wording, counts = Wording.of(load_tables()), Counter[str]()
    for text in measures:
        counts.update({*words(text), *pairs(text), *(f"#{name}" for name in wording.concepts(text))})
    return [("*", len(measures)), *sorted((term, n) for term, n in counts.items() if n >= RAREST)]


def judged(path: Path, split: str) -> Pairs:
    """The pairs of a split as the model sees them."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["split"] == split]
    sides = [read_measure(row[side]) for side in ("left", "right") for row in rows]
    space, n = MeasureSpace(sides, Wording.of(load_tables())), len(rows)
    return Pairs(features(space, np.arange(n), np.arange(n, 2 * n)), np.array([row["same"] == "yes" for row in rows]))


def unrelated(path: Path, split: str) -> Pairs:
    """Sides of different pairs: what most pairs of a corpus are like."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["split"] == split and row["same"] == "yes"]
    sides = [read_measure(row[side]) for side in ("left", "right") for row in rows]
    space, n = MeasureSpace(sides, Wording.of(load_tables())), len(rows)
    left, shift = (a.ravel() for a in np.meshgrid(np.arange(n), np.array(SHIFTS)))
    return Pairs(features(space, left, n + (left + shift) % n), np.zeros(len(left), bool))


def read_measure(text: str) -> MeasureText:
    """A sentence as a measure, with what the pipeline finds in it."""
    doc = process(text)
    value: Any = next((m.value for m in doc.mentions if m.type == "MEASURE"), None)
    programs = tuple(str(m.value.name) for m in doc.mentions if isinstance(m.value, ProgramValue))
    if value is None:
        return MeasureText(text, text, programs=programs)
    return MeasureText(text, text, value.topic, value.verb, value.object, programs, value.beneficiaries)


def train(folder: Path) -> Model:
    """The model that the pairs of ``folder`` give."""
    path = folder / "alignment.csv"
    dev, test = judged(path, "dev"), judged(path, "test")
    mixed, test_mixed = _joined(dev, unrelated(path, "dev")), _joined(test, unrelated(path, "test"))
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(*mixed)
    cross = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    left_out = cross_val_predict(model, *mixed, cv=cross, method="predict_proba")[:, 1]
    threshold = best_threshold(left_out, mixed.same)
    record = {
        "data_digest": digest(folder),
        "pairs_dev": len(dev.same),
        "pairs_test": len(test.same),
        "threshold": threshold,
        "f1_dev_left_out": f1(left_out[: len(dev.same)] >= threshold, dev.same),
    }
    for name, fitted_on, judged_on in (("test", dev, test), ("test_mixed", mixed, test_mixed)):
        baseline = best_threshold(tfidf(fitted_on), fitted_on.same)
        found = model.predict_proba(judged_on.features)[:, 1] >= threshold
        record[f"f1_{name}"] = f1(found, judged_on.same)
        record[f"f1_{name}_tfidf_only"] = f1(tfidf(judged_on) >= baseline, judged_on.same)
    weights = dict(zip(FEATURES, (round(float(w), 4) for w in model.coef_[0]), strict=True))
    return Model({"bias": round(float(model.intercept_[0]), 4)} | weights, record)


def _joined(one: Pairs, other: Pairs) -> Pairs:
    return Pairs(np.vstack([one.features, other.features]), np.concatenate([one.same, other.same]))


def tfidf(found: Pairs) -> Numbers:
    """The baseline: the mean cosine of words and of pairs of letters."""
    mean: Numbers = found.features[:, [FEATURES.index("words"), FEATURES.index("letters")]].mean(axis=1)
    return mean


def best_threshold(scores: Numbers, same: NDArray[np.bool_]) -> float:
    """The middle one of the thresholds, in hundredths, whose F1 is the best or less than a point below it."""
    figures = {t / 100: f1(scores >= t / 100, same) for t in range(1, 100)}
    good = [t for t, figure in figures.items() if figure > max(figures.values()) - 1]
    return good[len(good) // 2]


def f1(found: NDArray[np.bool_], same: NDArray[np.bool_]) -> float:
    """F1 in percent."""
    return round(200 * float((found & same).sum()) / max(1, int(found.sum() + same.sum())), 1)


def digest(folder: Path) -> str:
    """Of what is learned from."""
    total = hashlib.sha256()
    for name in ("alignment.csv", "measures.csv"):
        total.update((folder / name).read_bytes())
    return total.hexdigest()


def write(model: Model) -> None:
    """Puts the model among the built-in tables."""
    write_table(WEIGHTS, ("feature", "weight"), model.weights.items())
    comment = [
        "Written by python -m nlp_oldcadre.train_alignment; F1 in percent: dev by folds, test never fitted,",
        "mixed: with pairs of unrelated measures among them.",
    ]
    write_record(RECORD, comment, model.record)


def main(arguments: list[str]) -> None:
    """Trains on the folder that is the only argument."""
    if len(arguments) != 1:
        sys.exit("用法 usage: python -m nlp_oldcadre.train_alignment corpora")
    folder = Path(arguments[0])
    counted = terms(folder / "measures.csv")
    write_table(TERMS, ("term", "sentences"), counted)
    load_tables.cache_clear()
    model = train(folder)
    write(model)
    print("\n".join(f"{name}: {value}" for name, value in (model.record | model.weights).items()))


if __name__ == "__main__":
    main(sys.argv[1:])
