"""Fits the weights of the model of quotations: ``python -m nlp_oldcadre.train_quotes corpora/gold``.

Reads the documents that ``manifest.csv`` puts into the split ``dev`` and the first batch, no others (with the second, motto
and programme are told apart less well elsewhere), and the sentences of ``quotes.csv`` beside them, whose quoted phrases end in
a mark: ``|P`` programme, ``|M`` motto, ``|F`` formula, ``|O`` none of these. Writes ``quote_weights.csv`` and
``quote_model.toml`` (digest of what was read, figures) among the built-in tables. For the figures each document in turn is
left out; rules alone are measured on the same phrases.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlp_oldcadre.extract import program_decided, program_quoted, slogan
from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.quote_model import Thresholds
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import BUILT_IN, load_tables
from nlp_oldcadre.train_measures import development_texts, digest
from nlp_oldcadre.trained_tables import write_record, write_table

TABLE, RECORD = BUILT_IN / "quote_weights.csv", BUILT_IN / "quote_model.toml"
CLASSES = ("programme", "motto", "formula")
# Inverse strength of the penalty; figures on left-out documents are flat from 0.2 to 2.
STRENGTH = 0.5
# How often a feature must be seen.
RAREST = 3
# A bare phrase that no rule takes needs the best odds; of slogans only shapes are weighed.
THRESHOLDS = Thresholds(take=0.45, take_tailed=0.33, keep=0.4, tailed=0.1, keep_slogan=0.2)
_LABELLED = re.compile("“([^“”|]+)\\|([PMFO]+)”")
_MARKS = {"P": "programme", "M": "motto", "F": "formula"}


class Example(NamedTuple):
    """A quoted phrase: its features for programmes and for slogans, the classes that it is in, and what the rules say.

    ``threshold`` is what the model must give for a programme.
    """

    document: str
    programme_features: tuple[str, ...]
    slogan_features: tuple[str, ...]
    labels: frozenset[str]
    by_rules: frozenset[str]
    open_classes: frozenset[str]
    threshold: float


def train(folder: Path) -> tuple[list[tuple[str, ...]], dict[str, Any]]:
    """Rows of the table of weights, and the record beside it."""
    texts = development_texts(folder, batch=1)
    examples = [e for text in texts for e in of_document(text)]
    more = list(of_sentences(folder / "quotes.csv"))
    names, models = fit([*examples, *more])
    columns = [models[c].coef_[0] for c in CLASSES]
    rows = [(name, *(f"{column[i]:.6f}" for column in columns)) for i, name in enumerate(names)]
    record = {
        "data_digest": digest([*texts]),
        "sentences_digest": _digest_of(folder / "quotes.csv"),
        "documents": len(texts),
        "phrases": len(examples),
        "sentence_phrases": len(more),
        **figures(examples, more),
        "strength": STRENGTH,
        **THRESHOLDS._asdict(),
    }
    return sorted(rows), record


def of_document(path: Path) -> Iterator[Example]:
    """The quoted phrases of an annotated document."""
    with path.open(encoding="utf-8", newline="") as handle:
        doc = process(Document.from_text(handle.read(), uri=path.name))
    marked: dict[tuple[int, int], set[str]] = {}
    for mention in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["mentions"]:
        if mention["type"] in ("PROGRAM", "SLOGAN"):
            name = "programme" if mention["type"] == "PROGRAM" else mention["attrs"]["kind"]
            marked.setdefault((mention["start"], mention["end"]), set()).add(name)
    yield from _examples(path.stem, doc, lambda a, b: marked.get((doc.to_source(a, b).start, doc.to_source(a, b).end), set()))


def of_sentences(path: Path) -> Iterator[Example]:
    """The quoted phrases of single sentences."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            labels = [{_MARKS[c] for c in m[2] if c != "O"} for m in _LABELLED.finditer(row["text"])]
            doc = process(_LABELLED.sub(r"“\1”", row["text"]))
            places = {tuple(span): marks for span, marks in zip(Scan(doc, load_tables()).quotes, labels, strict=True)}
            yield from _examples("", doc, lambda a, b, places=places: places[a, b])  # type: ignore[misc]


def _examples(name: str, doc: Document, labels: Any) -> Iterator[Example]:
    scan, lexicon = Scan(doc, load_tables()), Lexicon.of(load_tables())
    for mention in doc.mentions:
        scan.found.setdefault(mention.type, []).append(mention)
    slogans = {span: (group, found) for group, span, found in slogan.outcomes(scan)}
    for outcome in program_quoted.outcomes(scan):
        group, found = slogans[outcome.span]
        by_rules = {found.kind} if found else set()
        open_classes = {"motto", "formula"} if found is None or found.rule == "shape" else set()
        if outcome.named:
            by_rules.add("programme")
        if program_decided.is_open(scan, outcome):
            open_classes.add("programme")
        yield Example(
            name,
            tuple(program_decided.model_features(scan, outcome)),
            tuple(slogan.model_features(scan, group, outcome.span, found)),
            frozenset(labels(*outcome.span)),
            frozenset(by_rules),
            frozenset(open_classes),
            program_decided.threshold(THRESHOLDS, outcome, lexicon.kind_of_tail(scan.text[slice(*outcome.span)])),
        )


def _features(example: Example, wanted: str) -> tuple[str, ...]:
    return example.programme_features if wanted == "programme" else example.slogan_features


def fit(examples: list[Example]) -> tuple[list[str], dict[str, Any]]:
    """One logistic regression a class, over the phrases that the rules leave to it."""
    count = Counter(name for e in examples for name in {*e.programme_features, *e.slogan_features})
    names = sorted(name for name, n in count.items() if n >= RAREST)
    models = {}
    for wanted in CLASSES:
        own = [e for e in examples if wanted in e.open_classes]
        model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=2000)
        models[wanted] = model.fit(_matrix(own, names, wanted), np.array([wanted in e.labels for e in own]))
    return names, models


def _matrix(examples: Iterable[Example], names: list[str], wanted: str) -> Any:
    column = {name: i for i, name in enumerate(names)}
    rows = [[column[f] for f in _features(e, wanted) if f in column] for e in examples]
    x = np.zeros((len(rows), len(names)))
    for row, columns in enumerate(rows):
        x[row, columns] = 1
    return x


def figures(examples: list[Example], more: list[Example]) -> dict[str, float]:
    """F1 of rules alone and of rules with the model, each document left out in turn."""
    documents = list(dict.fromkeys(e.document for e in examples))
    decided: list[tuple[Example, frozenset[str]]] = []
    for name in documents:
        names, models = fit([e for e in examples if e.document != name] + more)
        left_out = [e for e in examples if e.document == name]
        decided += [(e, _decide(e, names, models)) for e in left_out]
    out = {}
    for wanted in CLASSES:
        out[f"{wanted}_rules"] = _f1((wanted in e.labels, wanted in e.by_rules) for e, _ in decided)
        out[f"{wanted}_rules_and_model"] = _f1((wanted in e.labels, wanted in found) for e, found in decided)
        own = [e for e, _ in decided if wanted in e.open_classes]
        out[f"{wanted}_left_to_model"] = len(own)
    return out


def _decide(example: Example, names: list[str], models: dict[str, Any]) -> frozenset[str]:
    found = set(example.by_rules)
    for wanted in example.open_classes:
        p = models[wanted].predict_proba(_matrix([example], names, wanted))[0][1]
        if p < (example.threshold if wanted == "programme" else THRESHOLDS.keep_slogan):
            found.discard(wanted)
        elif wanted == "programme":
            found.add(wanted)
    return frozenset(found)


def _f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    counts = Counter(pairs)
    hits = counts[True, True]
    return round(200 * hits / max(1, 2 * hits + counts[True, False] + counts[False, True]), 1)


def _digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(rows: list[tuple[str, ...]], record: dict[str, Any]) -> None:
    """Puts the model among the built-in tables."""
    write_table(TABLE, ["feature", *CLASSES], rows)
    comment = "Written by python -m nlp_oldcadre.train_quotes; F1 in percent, each document left out in turn."
    write_record(RECORD, [comment], record)


def main(arguments: list[str]) -> None:
    """Trains on the folder that is the only argument."""
    if len(arguments) != 1:
        sys.exit("用法 usage: python -m nlp_oldcadre.train_quotes corpora/gold")
    rows, record = train(Path(arguments[0]))
    write(rows, record)
    print("\n".join(f"{name}: {value}" for name, value in record.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
