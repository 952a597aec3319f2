#!/usr/bin/env python3
"""Fit the weights of the measure model from annotated documents and print the table and its cross-validated figures.

usage: train_measures.py [--write] TEXTS[:GOLD] ...

TEXTS   a folder of .txt files; with a manifest.csv in it only the files of the split ``dev`` are read
GOLD    the folder of their annotations (.json of the same name); TEXTS itself by default

Logistic regression whose weights are drawn to the column ``prior`` of ``measure_weights.csv``: a feature that the documents
don't show keeps what was expected of it. Cross-validation leaves out a whole document at a time.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nlp_oldcadre.extract.clauses import clauses, masked
from nlp_oldcadre.extract.measure import THRESHOLD, skipped
from nlp_oldcadre.extract.measure_phrase import Phrases
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import BUILT_IN, load_tables

TABLE = BUILT_IN / "measure_weights.csv"
# Swept over 0.1, 0.2, 0.4, 0.8: 86.1, 85.4, 85.4, 85.4.
SPREAD = 0.1
RAREST = 3


class Example(NamedTuple):
    document: str
    start: int
    end: int
    features: tuple[str, ...]
    is_measure: bool


def main(arguments: list[str]) -> None:
    folders = [a for a in arguments if a != "--write"]
    if not folders:
        sys.exit(__doc__)
    examples, gold = [], Counter()
    for texts, gold_folder in (folder.partition(":")[::2] for folder in folders):
        for text, annotation in documents(Path(texts), Path(gold_folder or texts)):
            spans = measures(annotation)
            gold[text.stem] = len(spans)
            examples += read(text, spans)
    names, prior = features(examples)
    x, y = matrix(examples, names), np.array([e.is_measure for e in examples], float)
    report(examples, gold, x, y, prior)
    rows = sorted(zip(names, prior, fit(x, y, prior), strict=True))
    if "--write" in arguments:
        write(rows)


def documents(texts: Path, annotations: Path) -> Iterator[tuple[Path, Path]]:
    manifest = texts / "manifest.csv"
    chosen = None
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as handle:
            chosen = {row["file"] for row in csv.DictReader(handle) if row["split"] == "dev"}
    for text in sorted(texts.glob("*.txt")):
        if chosen is None or text.name in chosen:
            yield text, annotations / f"{text.stem}.json"


def measures(annotation: Path) -> dict[int, int]:
    """The measures of an annotation: start → end, in the source text."""
    mentions = json.loads(annotation.read_text(encoding="utf-8"))["mentions"]
    return {m["start"]: m["end"] for m in mentions if m["type"] == "MEASURE"}


def read(path: Path, gold: dict[int, int]) -> Iterator[Example]:
    """Every phrase of a document; it is a measure when it begins like one and shares half of their union."""
    with path.open(encoding="utf-8", newline="") as handle:
        doc = process(Document.from_text(handle.read(), uri=path.name))
    scan = Scan(doc, load_tables())
    for mention in doc.mentions:
        scan.found.setdefault(mention.type, []).append(mention)
    mask, used = masked(scan), set()
    phrases = Phrases(scan, mask)
    for clause in clauses(mask, skipped(scan)):
        for phrase in phrases.of(clause):
            start, end = doc.to_source(phrase.start, phrase.end)
            other = gold.get(start, start)
            right = start not in used and 2 * (min(end, other) - start) >= max(end, other) - start
            used |= {start} if right else set()
            yield Example(path.stem, start, end, phrase.features, right)


def features(examples: list[Example]) -> tuple[list[str], np.ndarray]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        prior = {row["feature"]: float(row["prior"]) for row in csv.DictReader(handle)}
    count = Counter(name for e in examples for name in set(e.features))
    expected = {name for name, value in prior.items() if value}
    names = ["bias", *sorted(({name for name, n in count.items() if n >= RAREST} | expected) - {"bias"})]
    return names, np.array([prior.get(name, 0.0) for name in names])


def matrix(examples: list[Example], names: list[str]) -> np.ndarray:
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(examples), len(names)))
    x[:, 0] = 1
    for row, example in enumerate(examples):
        x[row, [column[name] for name in example.features if name in column]] = 1
    return x


def fit(x: np.ndarray, y: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Newton's method on the penalised likelihood, which is convex: a dozen steps are plenty."""
    w = prior.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + (w - prior) / SPREAD
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.eye(len(w)) / SPREAD
        w = w - np.linalg.solve(curvature, gradient)
    return w


def report(examples: list[Example], gold: Counter[str], x: np.ndarray, y: np.ndarray, prior: np.ndarray) -> None:
    names = np.array([e.document for e in examples])
    total = Counter()
    for name in sorted(gold):
        w = fit(x[names != name], y[names != name], prior)
        p = 1 / (1 + np.exp(-x[names == name] @ w))
        taken = list(decode([e for e in examples if e.document == name], p))
        total.update(hits=sum(e.is_measure for e in taken), taken=len(taken), gold=gold[name])
    f1 = 2 * total["hits"] / (total["taken"] + total["gold"])
    print(f"{len(gold)} documents, {total['gold']} measures, left out one by one: found {total['taken']}, F1 {100 * f1:.1f}")


def decode(examples: list[Example], p: np.ndarray) -> Iterator[Example]:
    """Phrases that pass, from left to right, without overlap."""
    end = 0
    for example, probability in zip(examples, p, strict=True):
        if probability >= THRESHOLD and example.start >= end:
            end = example.end
            yield example


def write(rows: list[tuple[str, float, float]]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(["feature", "prior", "weight"])
        out.writerows((name, f"{p:g}", f"{w:.2f}") for name, p, w in rows if p or abs(w) >= 0.02)


if __name__ == "__main__":
    main(sys.argv[1:])
