"""The promise: every mention of every document leads back to the characters that it came from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from conftest import CORPORA, SHARED, texts

from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.records import annotation
from nlp_oldcadre.tables import BUILT_IN

PATHS = [*texts(CORPORA), *texts(CORPORA / "gold"), *texts(SHARED / "seeds")]


def folds() -> set[tuple[str, str]]:
    with (BUILT_IN / "fold.csv").open(encoding="utf-8", newline="") as handle:
        return {(row["char"], row["folded"]) for row in csv.DictReader(handle)}


# Brackets and quotation marks fold in pairs, by what stands around both, so they are no rows of the table.
FOLDS = (
    folds()
    | {("(", "（"), (")", "）"), ('"', "“"), ('"', "”"), ("“", "”"), ("”", "“"), ("-", "—")}
    | {(a, b) for a in "‘’“”'" for b in "‘’“”"}
)


def load(path: Path) -> Document:
    with path.open(encoding="utf-8", newline="") as handle:
        return process(Document.from_text(handle.read(), uri=path.name))


def test_there_are_documents() -> None:
    assert len(texts(CORPORA)) >= 6


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_source_slice_equals_the_surface_of_every_mention(path: Path) -> None:
    doc = load(path)
    record = annotation(doc)
    assert record["mentions"]
    for mention in record["mentions"]:
        assert 0 <= mention["start"] < mention["end"] <= len(doc.source_text)
        assert doc.source_text[mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_every_cleaned_character_is_the_sources_own_or_its_fold(path: Path) -> None:
    doc = load(path)
    for index, character in enumerate(doc.text):
        original = doc.quote(index, index + 1)
        same = original == character or (original, character) in FOLDS or (original.isspace() and character in " \n")
        assert same, f"{character!r} at {index} came from {original!r}"


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_facts_rest_on_mentions(path: Path) -> None:
    doc = load(path)
    assert all(0 <= i < len(doc.mentions) for fact in doc.facts for i in fact.evidence)
    bare = {fact.predicate for fact in doc.facts if not fact.evidence}
    assert bare <= {"issued_by"}, "only the document's own issue rests on its metadata"
