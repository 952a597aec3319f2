"""No document's own vocabulary carries its score: the tables without the words that one real document alone attests.

A word of a table counts as that document's own when it occurs in it and in nothing else that is at hand: no other real
document, none of our own texts, none of the collected facts. Closed classes are left alone: gazetteers, surnames, characters,
units, festivals and eras.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPORA, SHARED

from nlp_oldcadre.evaluate import Scores, compare_records
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from nlp_oldcadre.records import annotation
from nlp_oldcadre.tables import BUILT_IN, Tables, load_tables, read_record

CLOSED = {
    "regions", "townships", "region_history", "region_spoken", "region_words", "province_marks", "surnames", "fold", "numerals",
    "units", "eras", "festivals", "lunar_festivals", "five_year_plans",
}  # fmt: skip
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
MOST = 0.03


class Without(Tables):
    """The built-in tables without some words: no row for them, and none of them in a list."""

    def __init__(self, removed: set[str]) -> None:
        super().__init__()
        self.removed = removed

    def _read_rows(self, name: str, row_type: type) -> tuple:
        rows = super()._read_rows(name, row_type)
        word = fields(row_type)[0].name
        return rows if name in CLOSED else tuple(row for row in rows if getattr(row, word) not in self.removed)

    def _read_record(self, name: str) -> dict[str, Any]:
        return self._kept_of(super()._read_record(name))

    def _kept_of(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._kept_of(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._kept_of(inner) for inner in value if not (isinstance(inner, str) and inner in self.removed)]
        return value


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def table_words() -> set[str]:
    words: set[str] = set()
    for path in BUILT_IN.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            words |= {row[0] for row in csv.reader(handle) if row and path.stem not in CLOSED}
    for path in BUILT_IN.glob("*.toml"):
        words |= set(strings(read_record(path)))
    return {word for word in words if re.search("[一-鿿]{2}", word)}


def solid(path: Path) -> str:
    return "".join(path.read_text(encoding="utf-8").split())


def score(seed: Path, tables: Tables) -> Scores:
    doc, scores = process(read(seed), tables=tables), Scores()
    gold = json.loads((SHARED / "evaluation" / "gold" / f"{seed.stem}.json").read_text(encoding="utf-8"))
    compare_records(scores, gold, annotation(doc), doc.source_text)
    return scores


@pytest.mark.skipif(not SEEDS, reason="needs ../shared/seeds, which is not part of the repository")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.stem[:3])
def test_a_document_does_without_its_own_words(seed: Path) -> None:
    own_texts = [*CORPORA.rglob("*.txt"), *(Path(__file__).parent / "data").rglob("*.txt")]
    others = [*(p for p in SEEDS if p != seed), *own_texts, *(SHARED / "facts").glob("*.csv")]
    elsewhere = "\n".join(map(solid, others))
    own = {word for word in table_words() if word in solid(seed) and word not in elsewhere}
    assert own, "a document without a word of its own would make this test one of nothing"
    whole, without = score(seed, load_tables()), score(seed, Without(own))
    assert (without.mean("overlap") or 0) > (whole.mean("overlap") or 0) - MOST
    assert (without.mean("full") or 0) > (whole.mean("full") or 0) - MOST
