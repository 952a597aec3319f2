"""Fits the weights of the measure model to annotated documents: ``python -m nlp_oldcadre.train_measures corpora/gold``.

Reads the documents that ``manifest.csv`` puts into the split ``dev`` and no others, and writes ``measure_weights.csv`` and
``measure_model.toml`` (digest of what was read, figures) among the built-in tables. Logistic regression whose weights are
drawn to the column ``prior`` of the table, which is written by hand: a feature that the documents don't show keeps what was
expected of it. For the figures each document in turn is left out.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nlp_oldcadre.extract.clauses import clauses, masked
from nlp_oldcadre.extract.measure import skipped
from nlp_oldcadre.extract.measure_phrase import Phrases
from nlp_oldcadre.extract.measure_verbs import Verb
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import BUILT_IN, Row, Tables, load_tables
from nlp_oldcadre.trained_tables import write_record, write_table

TABLE, RECORD = BUILT_IN / "measure_weights.csv", BUILT_IN / "measure_model.toml"
# How far documents may draw a weight from its prior (a variance), and how often a feature without a prior must be seen.
SPREAD = 0.1
RAREST = 3
# F1 on left-out documents is flat from 0.4 to 0.48; below its middle the plain acts of plans and reports are kept (落实…政策).
THRESHOLD = 0.405
# Of a candidate in a document of a later batch, whose readers took smaller steps of a story for measures than the guidelines'
# own documents do: F1 on those is best with it.
LATER = 0.15
# Of a measure whose verb was hidden; texts of elsewhere hold about one measure in ten whose verb no table lists.
DRILLED = 0.15
_STEPS = 12

Matrix = NDArray[np.float64]


class Example(NamedTuple):
    """A candidate phrase of a document, at its place in the source text; ``drill``: of a verb hidden from the lexicon."""

    document: str
    start: int
    end: int
    verb: str
    features: tuple[str, ...]
    is_measure: bool
    drill: bool = False


class _Half(Tables):
    """The built-in tables without one half of the verbs."""

    def __init__(self, half: int) -> None:
        super().__init__()
        self.half = half

    def _read_rows(self, name: str, row_type: type[Row]) -> tuple[Row, ...]:
        rows = super()._read_rows(name, row_type)
        if name != "measure_verbs":
            return rows
        return tuple(row for row in rows if row.group == "noun" or crc32(row.verb.encode()) % 2 != self.half)  # type: ignore[attr-defined]


class Model(NamedTuple):
    """What training gives: the rows of the table and the record beside it."""

    rows: list[tuple[str, float, float]]
    record: dict[str, str | float | int]


def train(folder: Path) -> Model:
    """The model that the ``dev`` documents of ``folder`` give.

    Parameters
    ----------
    folder : texts (``.txt``), their annotations (``.json``) and ``manifest.csv`` (columns ``file``, ``split``, ``batch``).
    """
    texts = development_texts(folder)
    gold = {text.stem: measures(text.with_suffix(".json")) for text in texts}
    tables = (load_tables(), _Half(0), _Half(1))
    examples = [example for text in texts for example in read(text, gold[text.stem], tables)]
    names, prior = features(examples)
    x, y = matrix(examples, names), np.array([e.is_measure for e in examples], float)
    first = {text.stem for text in development_texts(folder, batch=1)}
    counts = np.array([(DRILLED if e.drill else 1.0) * (1.0 if e.document in first else LATER) for e in examples])
    weights = fit(x, y, prior, counts)
    wanted = sum(len(spans) for spans in gold.values())
    figures = cross_validated(examples, wanted, x, y, prior, counts)
    record: dict[str, str | float | int] = {
        "data_digest": digest(texts),
        "documents": len(texts),
        "measures": wanted,
        "candidates": sum(not e.drill for e in examples),
    }
    rows = [(name, float(p), round(float(w), 6)) for name, p, w in zip(names, prior, weights, strict=True)]
    return Model(sorted(rows), {**record, **figures, "spread": SPREAD, "threshold": THRESHOLD})


def development_texts(folder: Path, *, batch: int | None = None) -> list[Path]:
    """The texts of the split ``dev``, or those of one batch of them: of a folder without that column all are of the first."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["split"] == "dev"]
    return sorted(folder / row["file"] for row in rows if batch in (None, int(row.get("batch") or 1)))


def digest(texts: Iterable[Path]) -> str:
    """sha256 over texts and annotations."""
    total = hashlib.sha256()
    for path in (p for text in texts for p in (text, text.with_suffix(".json"))):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def measures(annotation: Path) -> dict[int, int]:
    """The measures of an annotation: start → end, in the source text."""
    mentions = json.loads(annotation.read_text(encoding="utf-8"))["mentions"]
    return {m["start"]: m["end"] for m in mentions if m["type"] == "MEASURE"}


def read(path: Path, gold: dict[int, int], tables: Iterable[Tables]) -> Iterator[Example]:
    """Every phrase of a document; it is a measure when it begins like one and shares half of their union.

    The first of ``tables`` are the full ones. The others lack verbs: what is found of those teaches what an unknown
    verb is worth.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        doc = process(Document.from_text(handle.read(), uri=path.name))
    full, *halves = tables
    yield from _examples(path.stem, doc, gold, full)
    known = {row.verb for row in full.rows("measure_verbs", Verb)}
    for half in halves:
        for example in _examples(path.stem, doc, gold, half):
            if "verb=open" in example.features and example.verb in known:
                yield example._replace(drill=True)


def _examples(name: str, doc: Document, gold: dict[int, int], tables: Tables) -> Iterator[Example]:
    scan = Scan(doc, tables)
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
            yield Example(name, start, end, phrase.head.verbs[0].verb, tuple(phrase.features), right)


def features(examples: list[Example]) -> tuple[list[str], Matrix]:
    """The names of the model's features, and their priors: those seen often enough, and those with a prior."""
    with TABLE.open(encoding="utf-8", newline="") as handle:
        prior = {row["feature"]: float(row["prior"]) for row in csv.DictReader(handle)}
    count = Counter(name for e in examples for name in set(e.features))
    expected = {name for name, value in prior.items() if value}
    names = ["bias", *sorted(({name for name, n in count.items() if n >= RAREST} | expected) - {"bias"})]
    return names, np.array([prior.get(name, 0.0) for name in names])


def matrix(examples: list[Example], names: list[str]) -> Matrix:
    """One row an example, one column a feature; the first column is the bias."""
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(examples), len(names)))
    x[:, 0] = 1
    for row, example in enumerate(examples):
        x[row, [column[name] for name in example.features if name in column]] = 1
    return x


def fit(x: Matrix, y: Matrix, prior: Matrix, counts: Matrix) -> Matrix:
    """Newton's method on the penalised likelihood, which is convex: a dozen steps are plenty."""
    w = prior.copy()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (counts * (p - y)) + (w - prior) / SPREAD
        curvature = (x * (counts * p * (1 - p))[:, None]).T @ x + np.eye(len(w)) / SPREAD
        w = w - np.linalg.solve(curvature, gradient)
    return w


def cross_validated(
    examples: list[Example], wanted: int, x: Matrix, y: Matrix, prior: Matrix, counts: Matrix
) -> dict[str, float]:
    """Precision, recall and F1 in percent over documents that the weights haven't seen."""
    documents = np.array([e.document for e in examples])
    hits = found = 0
    for name in dict.fromkeys(documents):
        held_out = documents == name
        p = 1 / (1 + np.exp(-x[held_out] @ fit(x[~held_out], y[~held_out], prior, counts[~held_out])))
        taken = list(decode([e for e in examples if e.document == name], p))
        hits, found = hits + sum(e.is_measure for e in taken), found + len(taken)
    figures = {"precision": hits / found, "recall": hits / wanted, "f1": 2 * hits / (found + wanted)}
    return {name: round(100 * value, 1) for name, value in figures.items()}


def decode(examples: list[Example], p: Matrix) -> Iterator[Example]:
    """Phrases that pass, from left to right, without overlap; chosen as :mod:`measure` does."""
    best, score, free = None, 0.0, 0
    for example, probability in zip(examples, p, strict=True):
        if example.drill or probability < THRESHOLD:
            continue
        if best and example.start >= best.end:
            yield best
            best, score, free = example, probability, best.end
        elif best is None or (free <= example.start <= best.start and probability > score):
            best, score = example, probability
    if best:
        yield best


def write(model: Model) -> None:
    """Puts the model among the built-in tables."""
    rows = ((name, f"{prior:g}", f"{weight:.6f}") for name, prior, weight in model.rows)
    write_table(TABLE, ["feature", "prior", "weight"], rows)
    comment = "Written by python -m nlp_oldcadre.train_measures; figures in percent, each document left out in turn."
    write_record(RECORD, [comment], model.record)


def main(arguments: list[str]) -> None:
    """Trains on the folder that is the only argument."""
    if len(arguments) != 1:
        sys.exit("用法 usage: python -m nlp_oldcadre.train_measures corpora/gold")
    model = train(Path(arguments[0]))
    write(model)
    print("\n".join(f"{name}: {value}" for name, value in model.record.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
