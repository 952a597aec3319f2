"""Fits the model of programmes that do the same job: ``python -m nlp_oldcadre.train_counterparts corpora``.

Reads the programmes, measures and results of ``facts/`` and the groups of ``facts/counterparts.csv``; how rare pairs of
characters are is counted in the documents beside them. Writes ``counterpart_idf.csv``, ``counterpart_weights.csv`` and
``counterpart_model.toml`` (digests, threshold, figures) among the built-in tables. The figures are of groups that were held
out, see :mod:`nlp_oldcadre.counterpart_scores`; ``benchmarks/counterparts.py`` prints them beside simpler ways.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from nlp_oldcadre.compare.clusters import odds
from nlp_oldcadre.compare.pair_features import Matrix, PairFeatures
from nlp_oldcadre.compare.profiles import Profile
from nlp_oldcadre.counterpart_scores import FOLDS, REPEATS, Judged, Model, best_threshold, cross_validate
from nlp_oldcadre.tables import BUILT_IN, Tables
from nlp_oldcadre.trained_tables import write_record, write_table

IDF, WEIGHTS, RECORD = (BUILT_IN / f"counterpart_{name}" for name in ("idf.csv", "weights.csv", "model.toml"))
# Inverse strength of the penalty; figures on held-out groups are flat from 0.1 to 10.
STRENGTH = 1.0
# In how many paragraphs a pair of characters must stand to be listed.
RAREST = 5
# The features of the model that is stored: with text, topics and kinds beside the functions, groups that were held out are told
# no better (benchmarks/counterparts.py prints both), and the threshold is less certain.
USED = ("function",)
# What the kind of programme that a row describes says of its topic, beside one for each measure.
_OWN_TOPIC = 2.0


def judged(facts: Path) -> Judged:
    """The programmes of ``counterparts.csv`` that ``programs.csv`` describes, with their groups."""
    groups: dict[str, set[str]] = {}
    for row in rows(facts / "counterparts.csv"):
        groups.setdefault(row["program_id"], set()).add(row["group_id"])
    profiles = {name: profile for name, profile in profiles_of_facts(facts).items() if name in groups}
    return Judged(list(profiles.values()), [frozenset(groups[name]) for name in profiles])


def profiles_of_facts(facts: Path) -> dict[str, Profile]:
    """The programmes by id, as the tables of facts describe them."""
    measures, results = _by_program(facts / "measures.csv"), _by_program(facts / "results.csv")
    return {
        row["id"]: _profile(row, measures.get(row["id"], []), results.get(row["id"], []))
        for row in rows(facts / "programs.csv")
    }


def _profile(program: Mapping[str, str], measures: list[dict[str, str]], results: list[dict[str, str]]) -> Profile:
    return Profile(
        name=program["program"],
        adcode=program["city_adcode"] or program["province_adcode"],
        kind=program["kind"],
        purpose=(program["purpose"],),
        measures=tuple(f"{m['verb']}{m['object']}，{m['clause']}" for m in measures),
        results=tuple(f"{r['indicator']} {r['unit']}" for r in results),
        topics=Counter(m["topic"] for m in measures) + Counter({program["topic"]: _OWN_TOPIC}),  # type: ignore[operator]
    )


def _by_program(path: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(path):
        found.setdefault(row["program_id"], []).append(row)
    return found


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as dicts."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def paragraphs(folder: Path) -> list[str]:
    """What letters are counted in: the paragraphs of the documents, and the sentences of ``measures.csv``."""
    lines = [
        line for path in sorted(folder.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    return [*lines, *(row["sentence"] for row in rows(folder / "measures.csv"))]


def rarity(texts: Sequence[str]) -> dict[str, float]:
    """How rare each pair of characters is: log of (1 + n) / (1 + texts that have it), plus 1."""
    counted = Counter(pair for text in texts for pair in {a + b for a, b in pairwise(text)})
    return {pair: log((1 + len(texts)) / (1 + n)) + 1 for pair, n in sorted(counted.items()) if n >= RAREST and pair.isalnum()}


def fit(features: PairFeatures, truth: Any, train: Any, names: Iterable[str] = USED) -> dict[str, float]:
    """The weights of the features for pairs of the programmes numbered ``train``.

    Logistic regression in which true pairs, rare as they are, weigh as much as the others together, and no weight is
    negative: being alike in anything speaks against no pair.
    """
    first, second = np.triu_indices(len(train), 1)
    pairs = (train[first], train[second])
    names = list(names)
    x = np.stack([features.matrix(name)[pairs] for name in names], axis=-1)
    weights = _logistic(x, truth[pairs])
    return {"bias": float(weights[-1])} | dict(zip(names, map(float, weights), strict=False))


def _logistic(x: Any, y: Any) -> Any:
    """Coefficients, none below 0, and the constant: the least weighed loss with the penalty of :data:`STRENGTH`."""
    rows_, signs = np.column_stack([x, np.ones(len(x))]), np.where(y, 1.0, -1.0)
    share = np.where(y, 0.5 / max(1, y.sum()), 0.5 / max(1, (~y).sum())) * len(y)

    def loss(w: Any) -> tuple[float, Any]:
        margins = signs * (rows_ @ w)
        pull = -share * signs / (1 + np.exp(np.clip(margins, -500, 500)))
        penalty = w[:-1] @ w[:-1] / (2 * STRENGTH)
        return float(share @ np.logaddexp(0, -margins) + penalty), rows_.T @ pull + np.append(w[:-1] / STRENGTH, 0)

    bounds = [(0.0, None)] * x.shape[1] + [(None, None)]
    return minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B").x


def learned(data: Judged, tables: Tables, names: Iterable[str] = USED, *, mirrored: bool = True) -> Model:
    """The model as cross-validation asks for it; without ``mirrored``, functions of the held-out groups are taken away."""
    truth, whole = data.truth(), PairFeatures(data.profiles, tables)

    def chances(train: Any, held: frozenset[str]) -> Matrix:
        features = (
            whole if mirrored else PairFeatures(data.profiles, tables, without=[MIRRORS[g] for g in held if g in MIRRORS])
        )
        return odds(features, fit(features, truth, train, names))

    return chances


# Which function mirrors which group, for the measurement without them.
MIRRORS = {
    "G01": "volunteer", "G02": "party_building", "G03": "venue", "G04": "online", "G05": "classroom", "G06": "next_generation",
    "G07": "lecture_team", "G08": "expertise", "G09": "governance", "G10": "university", "G11": "retirement", "G12": "care",
    "G13": "performance", "G14": "epidemic", "G16": "visits",
}  # fmt: skip


def train(folder: Path) -> tuple[dict[str, float], dict[str, Any]]:
    """The weights, and the record beside them."""
    data, tables = judged(folder / "facts"), Tables()
    features, everybody = PairFeatures(data.profiles, tables), np.arange(len(data.profiles))
    weights = fit(features, data.truth(), everybody)
    scores = cross_validate(data, learned(data, tables))
    record = {
        "data_digest": digest(folder),
        "programmes": len(data.profiles),
        "groups": len(set().union(*data.groups)),
        "folds": FOLDS,
        "repeats": REPEATS,
        **{name: list(score) for name, score in scores.items()},
        "strength": STRENGTH,
        "threshold": round(best_threshold(odds(features, weights), data.truth()), 4),
    }
    return weights, record


def digest(folder: Path) -> str:
    """sha256 over the tables of facts, which the weights are learned from."""
    paths = sorted((folder / "facts").glob("*.csv"))
    return hashlib.sha256(b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in paths)).hexdigest()


def main(arguments: list[str]) -> None:
    """Trains on the folder that is the only argument."""
    if len(arguments) != 1:
        sys.exit("用法 usage: python -m nlp_oldcadre.train_counterparts corpora")
    folder = Path(arguments[0])
    found = rarity(paragraphs(folder))
    write_table(IDF, ("letters", "weight"), ((pair, f"{weight:.4f}") for pair, weight in found.items()))
    weights, record = train(folder)
    write_table(WEIGHTS, ("feature", "weight"), ((name, f"{weight:.6f}") for name, weight in weights.items()))
    comment = [
        "Written by python -m nlp_oldcadre.train_counterparts; F1 of pairs in percent with interval, groups held out in turn",
        "(protocol: nlp_oldcadre/counterpart_scores.py; simpler ways beside it: benchmarks/counterparts.py).",
    ]
    write_record(RECORD, comment, record)
    print("\n".join(f"{name}: {value}" for name, value in record.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
