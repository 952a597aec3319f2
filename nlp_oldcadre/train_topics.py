"""Fits the model of measures' topics: ``python -m nlp_oldcadre.train_topics corpora``.

Reads the sentences of ``measures.csv`` and the documents that ``gold/manifest.csv`` puts into the split ``dev``. Writes
``topic_weights.csv``, ``topic_model.toml`` (digest of what was read, figures) and the column ``weight`` of
``topic_sources.csv`` among the built-in tables. Multinomial logistic regression: each part of the document has one weight for
the votes of its words, which whole documents may have otherwise than sentences with a heading, and each character or pair has
a weight for every topic. For the figures a sixth of the documents and sentences is left out at a time.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.topic import BROAD, NEAR, PARTS, TopicReader
from nlp_oldcadre.extract.topic_model import NAMES, UNIT, Topics
from nlp_oldcadre.model import Document, Metadata, Section, Span
from nlp_oldcadre.tables import BUILT_IN, load_tables
from nlp_oldcadre.train_measures import development_texts, digest
from nlp_oldcadre.trained_tables import write_record, write_table

WEIGHTS, SOURCES, RECORD = (BUILT_IN / name for name in ("topic_weights.csv", "topic_sources.csv", "topic_model.toml"))
# Penalties of the weights of letters and of parts; figures are flat around these.
PENALTY, PENALTY_OF_PARTS = 10.0, 0.1
# In how many documents or headings a character or a pair must stand, and how much it must weigh to have a row.
RAREST, LIGHTEST = 3, 0.03
FOLDS = 6
_HAN = re.compile("[一-鿿]{1,2}")

Matrix = NDArray[np.float64]


class Text(NamedTuple):
    """Something to learn from: a document, or a heading with its sentences; measures with their topics, in order."""

    name: str
    kind: str
    scan: Scan
    measures: dict[Span, str]


class Example(NamedTuple):
    """A measure: what the words of each part say for each topic, and how often its letters stand in the parts."""

    text: str
    kind: str
    votes: Matrix
    letters: Counter[str]
    topic: int


class Fitted(NamedTuple):
    """Weights of parts in whole documents and in sentences, of each topic, of letters by topic."""

    parts: Matrix
    parts_of_sentences: Matrix
    bias: Matrix
    letters: Matrix


def texts(folder: Path) -> list[Text]:
    """What ``folder`` has to learn from."""
    development = development_texts(folder / "gold")
    return [*of_sentences(folder / "measures.csv"), *map(of_document, development)]


def of_sentences(path: Path) -> Iterator[Text]:
    """Neighbouring rows under one heading make one text."""
    with path.open(encoding="utf-8", newline="") as handle:
        groups = groupby(csv.DictReader(handle), lambda row: row["heading"] or row["sentence"])
        for number, (_, group) in enumerate(groups):
            rows = list(group)
            heading = rows[0]["heading"]
            text, at = (heading + "\n" if heading else ""), {}
            for sentence in dict.fromkeys(row["sentence"] for row in rows):
                at[sentence] = len(text)
                text += sentence
            spans = {}
            for row in rows:
                start = at[row["sentence"]] + row["sentence"].index(row["measure"])
                spans[Span(start, start + len(row["measure"]))] = row["topic"]
            sections = [_section(0, len(heading), 1)] if heading else []
            yield Text(f"{path.name}:{number:04}", rows[0]["set"], _scan(text, sections, None), spans)


def of_document(path: Path) -> Text:
    """A document with its annotated headings and measures."""
    annotation = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    with path.open(encoding="utf-8", newline="") as handle:
        text = handle.read()
    sections = [_section(h["start"], h["end"], h["level"]) for h in annotation["headings"]]
    spans = {Span(m["start"], m["end"]): m["attrs"]["topic"] for m in annotation["mentions"] if m["type"] == "MEASURE"}
    return Text(path.name, "document", _scan(text, sections, annotation["metadata"].get("title")), spans)


def _section(start: int, end: int, level: int) -> Section:
    return Section("plain", "", Span(start, end), Span(end, end), level)


def _scan(text: str, sections: list[Section], title: str | None) -> Scan:
    doc = Document.from_text(text)
    metadata = Metadata(title=title)
    return Scan(
        Document(doc.id, doc.source, text, text, doc.offsets, metadata=metadata, sections=tuple(sections)), load_tables()
    )


def examples(text: Text) -> Iterator[Example]:
    """The measures of a text as the model sees them."""
    reader, shares = TopicReader(text.scan), Topics.of(load_tables()).shares
    sums = reader.sums()
    for measure, place in reader.places(sorted(text.measures)):
        stretches = reader.parts(measure, place)
        starts, ends = np.array(stretches).T
        letters = Counter[str]()
        for part, (start, end) in zip(PARTS[:-1], stretches, strict=False):  # of a section only the words are read
            # Where a measure goes on behind its sentence (at a semicolon), the letters there are not learned from.
            last = min(end, place.sentence.end) if part in NEAR else end
            for gram in _grams(reader.text[start:last]):
                letters[gram] += shares[part][1]
        votes = np.concatenate([sums.of_words(starts, ends), reader.broad(sums, [place])[0]]) / UNIT
        yield Example(text.name, text.kind, votes, letters, NAMES.index(text.measures[measure]))


def _grams(surface: str) -> Iterator[str]:
    for at in range(len(surface)):
        yield surface[at]
        if at + 1 < len(surface):
            yield surface[at : at + 2]


class Design(NamedTuple):
    """Examples as matrices: votes (example, part, topic), letters (example, gram), and whether each is of a whole document."""

    votes: Matrix
    letters: Any
    whole: Matrix
    topics: NDArray[np.int64]


def design(found: list[Example], grams: list[str]) -> Design:
    """The matrices of examples."""
    column = {gram: i for i, gram in enumerate(grams)}
    cells = [(i, column[g], n / 100) for i, e in enumerate(found) for g, n in e.letters.items() if n and g in column]
    rows, columns, counts = zip(*cells, strict=True)
    letters = csr_matrix((counts, (rows, columns)), shape=(len(found), len(grams)))
    whole = np.array([e.kind == "document" for e in found], float)
    return Design(np.stack([e.votes for e in found]), letters, whole, np.array([e.topic for e in found]))


def known_grams(found: list[Example]) -> list[str]:
    """Characters and pairs that enough texts have."""
    texts_with: dict[str, set[str]] = {}
    for example in found:
        for gram in example.letters:
            texts_with.setdefault(gram, set()).add(example.text)
    return sorted(g for g, names in texts_with.items() if len(names) >= RAREST and _HAN.fullmatch(g))


def fit(x: Design) -> Fitted:
    """The weights with the least penalised loss."""
    topics, parts, grams = len(NAMES), x.votes.shape[1], x.letters.shape[1]
    votes = np.concatenate([x.votes, x.votes * x.whole[:, None, None]], axis=1).transpose(0, 2, 1)
    truth, back = np.eye(topics)[x.topics], x.letters.T.tocsr()
    penalties = np.repeat([PENALTY_OF_PARTS, 1.0, PENALTY], [2 * parts, topics, grams * topics])

    def loss(w: Matrix) -> tuple[float, Matrix]:
        of_parts, bias, of_letters = np.split(w, [2 * parts, 2 * parts + topics])
        scores = votes @ of_parts + bias + x.letters @ of_letters.reshape(grams, topics)
        scores -= scores.max(axis=1, keepdims=True)
        log_odds = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        missed = np.exp(log_odds) - truth
        gradient = [np.einsum("ntp,nt->p", votes, missed), missed.sum(axis=0), (back @ missed).ravel()]
        return -(log_odds * truth).sum() + (penalties * w * w).sum() / 2, np.concatenate(gradient) + penalties * w

    w = minimize(loss, np.zeros(len(penalties)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    of_parts, bias, of_letters = np.split(w, [2 * parts, 2 * parts + topics])
    return Fitted(of_parts[:parts] + of_parts[parts:], of_parts[:parts], bias, of_letters.reshape(grams, topics))


def scores(x: Design, fitted: Fitted) -> Matrix:
    """Log-odds of each topic, example by example."""
    parts = np.where(x.whole[:, None] > 0, fitted.parts, fitted.parts_of_sentences)
    total: Matrix = np.einsum("npt,np->nt", x.votes, parts) + fitted.bias + x.letters @ fitted.letters
    return total


def cross_validated(found: list[Example]) -> dict[str, float]:
    """Percentage of right topics, by kind of text, where each sixth is judged by what the others give."""
    x, fold = design(found, known_grams(found)), folds(found)
    right = np.zeros(len(found), bool)
    for number in range(FOLDS):
        others = [e for e, f in zip(found, fold, strict=True) if f != number]
        grams = known_grams(others)
        fitted = fit(design(others, grams))
        held_out = fold == number
        judged = design([e for e, f in zip(found, fold, strict=True) if f == number], grams)
        right[held_out] = scores(judged, fitted).argmax(axis=1) == x.topics[held_out]
    kinds = np.array([e.kind for e in found])
    return {f"right_{kind}": round(100 * float(right[kinds == kind].mean()), 1) for kind in sorted(set(kinds))}


def folds(found: list[Example]) -> NDArray[np.int64]:
    """The fold of each example: a text is never split, and neighbouring headings, often of one idea, stay together."""
    fold: dict[str, int] = {}
    for kind in dict.fromkeys(e.kind for e in found):
        together = 1 if kind == "document" else 3
        for i, name in enumerate(dict.fromkeys(e.text for e in found if e.kind == kind)):
            fold[name] = i // together % FOLDS
    return np.array([fold[e.text] for e in found])


class Model(NamedTuple):
    """What training gives: rows of the table of letters, weights of parts, and the record beside them."""

    rows: list[tuple[str, ...]]
    parts: dict[str, str]
    record: dict[str, Any]


def train(folder: Path, *, with_figures: bool = True) -> Model:
    """The model that the texts of ``folder`` give.

    Parameters
    ----------
    folder : ``measures.csv``, and ``gold`` with texts, annotations and ``manifest.csv``.
    with_figures : judge it on left-out texts too, which takes as long as training six times.
    """
    found = [example for text in texts(folder) for example in examples(text)]
    grams = known_grams(found)
    fitted = fit(design(found, grams))
    kept = [(g, w) for g, w in zip(grams, fitted.letters, strict=True) if np.abs(w).max() >= LIGHTEST]
    rows = [("bias", fitted.bias), *kept]
    record: dict[str, Any] = {"data_digest": _digest(folder), "measures": len(found)}
    if with_figures:
        record |= cross_validated(found)
    parts = {part: f"{weight:.2f}" for part, weight in zip((*PARTS, *BROAD), fitted.parts, strict=True)}
    return Model([(gram, *(f"{w:.3f}" for w in weights)) for gram, weights in rows], parts, record)


def _digest(folder: Path) -> str:
    total = hashlib.sha256((folder / "measures.csv").read_bytes())
    total.update(digest(development_texts(folder / "gold")).encode())
    return total.hexdigest()


def write(model: Model) -> None:
    """Puts the model among the built-in tables."""
    write_table(WEIGHTS, ("letters", *NAMES), model.rows)
    with SOURCES.open(encoding="utf-8", newline="") as handle:
        sources = list(csv.DictReader(handle))
    write_table(
        SOURCES, tuple(sources[0]), ((s["source"], model.parts.get(s["source"], s["weight"]), s["letters"]) for s in sources)
    )
    comment = "Written by python -m nlp_oldcadre.train_topics; figures in percent, each sixth of the texts left out in turn."
    write_record(RECORD, [comment], model.record)


def main(arguments: list[str]) -> None:
    """Trains on the folder that is the only argument."""
    if len(arguments) != 1:
        sys.exit("用法 usage: python -m nlp_oldcadre.train_topics corpora")
    model = train(Path(arguments[0]))
    write(model)
    print("\n".join(f"{name}: {value}" for name, value in model.record.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
