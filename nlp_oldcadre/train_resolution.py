"""Fits the weights by which names are resolved: ``python -m nlp_oldcadre.train_resolution corpora/resolution``.

Reads ``pairs.csv``: two names with region, owner and parent programme, whether one document names both (``tie`` together) or
the same numbers are told of both (results), and whether they are one thing (yes, no, unsure). Writes ``resolution_weights.csv``
and ``resolution_model.toml`` (digest of what was read, thresholds, figures) among the built-in tables. For the figures the
pairs of a name (column ``group``) are left out together, in ten parts.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlp_oldcadre.resolve.features import Features, named
from nlp_oldcadre.resolve.model import ORGANIZATION, PROGRAM, Item
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.tables import BUILT_IN, Tables, load_tables
from nlp_oldcadre.trained_tables import write_record, write_table

TABLE, RECORD = BUILT_IN / "resolution_weights.csv", BUILT_IN / "resolution_model.toml"
# Inverse strength of the penalty; left-out figures are flat from 0.5 to 5.
STRENGTH = 2.0
PARTS = 10
RAREST = 3
# A wrong merge is harder to see than a missing one. Left-out precision is flat from 0.7 to 0.9, recall falls from there.
SAME, DIFFERENT = 0.8, 0.3
_LABELS = {"yes": True, "no": False, "unsure": None}
_KINDS = {"organization": ORGANIZATION, "program": PROGRAM}


class Pair(NamedTuple):
    """A labelled pair: its features, whether it is one thing (None: nobody can tell), the names that are left out together."""

    kind: str
    features: tuple[str, ...]
    same: bool | None
    group: str


def read_pairs(path: Path, tables: Tables) -> list[Pair]:
    """The pairs of a table."""
    features, places = Features(tables), Places.of(tables)
    with path.open(encoding="utf-8", newline="") as handle:
        return [_pair(row, features, places, tables) for row in csv.DictReader(handle)]


def _pair(row: dict[str, str], features: Features, places: Places, tables: Tables) -> Pair:
    a, b = (named(_item(row, side, places), tables) for side in ("a", "b"))
    return Pair(row["kind"], tuple(features.of(a, b)), _LABELS[row["same"]], row["group"])


def _item(row: dict[str, str], side: str, places: Places) -> Item:
    documents = ("both",) if row["tie"] == "together" else (side,)
    results = frozenset({("志愿者", "1234", "人")}) if row["tie"] == "results" else frozenset()
    return Item(
        _KINDS[row["kind"]],
        row[f"name_{side}"],
        places.code(row[f"region_{side}"]),
        documents=documents,
        owners=frozenset(filter(None, [row[f"owner_{side}"]])),
        parents=frozenset(filter(None, [row[f"parent_{side}"]])),
        results=results,
    )


def fit(pairs: list[Pair]) -> dict[str, float]:
    """Weights of the features that are seen often enough."""
    count = Counter(name for pair in pairs for name in pair.features)
    names = sorted(name for name, n in count.items() if n >= RAREST)
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=5000)
    # What nobody can tell is told both ways, by half.
    told = [(pair, same) for pair in pairs for same in ((True, False) if pair.same is None else (pair.same,))]
    weights = [0.5 if pair.same is None else 1.0 for pair, _ in told]
    model.fit(_matrix([pair for pair, _ in told], names), np.array([same for _, same in told]), sample_weight=weights)
    return dict(zip(names, map(float, model.coef_[0]), strict=True))


def _matrix(pairs: list[Pair], names: list[str]) -> Any:
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(pairs), len(names)))
    for row, pair in enumerate(pairs):
        x[row, [column[name] for name in pair.features if name in column]] = 1
    return x


def left_out_scores(pairs: list[Pair]) -> list[float]:
    """The score of each pair by a model that has not seen its name."""
    part = {group: n % PARTS for n, group in enumerate(sorted({pair.group for pair in pairs}))}
    scores = [0.0] * len(pairs)
    for left_out in range(PARTS):
        weights = fit([pair for pair in pairs if part[pair.group] != left_out])
        for n, pair in enumerate(pairs):
            if part[pair.group] == left_out:
                scores[n] = 1 / (1 + float(np.exp(-sum(weights.get(name, 0.0) for name in pair.features))))
    return scores


def _figures(pairs: Iterable[Pair], scores: Iterable[float], threshold: float) -> tuple[float, float]:
    """Precision and recall of merging, over the pairs that can be told."""
    told = ((pair, score) for pair, score in zip(pairs, scores, strict=True) if pair.same is not None)
    counts = Counter((pair.same, score >= threshold) for pair, score in told)
    hits = counts[True, True]
    return hits / max(1, hits + counts[False, True]), hits / max(1, hits + counts[True, False])


def train(folder: Path) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """Rows of the table of weights, and the record beside it."""
    path = folder / "pairs.csv"
    pairs = read_pairs(path, load_tables())
    scores = left_out_scores(pairs)
    same, different = SAME, DIFFERENT
    record: dict[str, Any] = {
        "data_digest": hashlib.sha256(path.read_bytes()).hexdigest(),
        "pairs": len(pairs),
        "names": len({pair.group for pair in pairs}),
        "strength": STRENGTH,
        "same": same,
        "different": different,
    }
    for kind in _KINDS:
        own = [(pair, score) for pair, score in zip(pairs, scores, strict=True) if pair.kind == kind]
        precision, recall = _figures([pair for pair, _ in own], [score for _, score in own], same)
        unsure = sum(different <= score < same for _, score in own) / len(own)
        record |= {
            f"{kind}_precision": _percent(precision),
            f"{kind}_recall": _percent(recall),
            f"{kind}_unsure": _percent(unsure),
        }
    return [(name, f"{weight:.4f}") for name, weight in sorted(fit(pairs).items())], record


def _percent(share: float) -> float:
    return round(100 * share, 1)


def write(rows: list[tuple[str, str]], record: dict[str, Any]) -> None:
    """Puts the model among the built-in tables."""
    write_table(TABLE, ["feature", "weight"], rows)
    comment = "Written by python -m nlp_oldcadre.train_resolution; percent, the pairs of each name left out together."
    write_record(RECORD, [comment], record)


def main(arguments: list[str]) -> None:
    """Trains on the folder that is the only argument."""
    if len(arguments) != 1:
        sys.exit("用法 usage: python -m nlp_oldcadre.train_resolution corpora/resolution")
    rows, record = train(Path(arguments[0]))
    write(rows, record)
    print("\n".join(f"{name}: {value}" for name, value in record.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
