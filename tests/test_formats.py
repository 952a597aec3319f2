"""Known text in, known text out, in every format: the table of how much comes back, and what that does to the extraction.

``pytest -s tests/test_formats.py`` prints the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from nlp_oldcadre.evaluate import Scores
from nlp_oldcadre.read import read

from conftest import clean_documents  # isort: skip
from formats import RICH  # isort: skip
from known_text import score_of, share_in_order  # isort: skip

GOLD = clean_documents()
_NUMBER = re.compile(r"\d[\d,.]*")
_PAGE_NUMBER = re.compile(r"^ *[-—] ?\d{1,3} ?[-—] *$", re.MULTILINE)
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[条章])\S+", re.MULTILINE
)


class Row(NamedTuple):
    """Shares of characters, numbers and numbered headings that came back, in order; mean F1 of the extraction, in points."""

    form: str
    characters: float
    worst: float
    numbers: float
    headings: float
    overlap: float
    full: float


def share(wanted: list[str], got: list[str]) -> tuple[int, int]:
    left = list(got)
    hits = 0
    for item in wanted:
        if item in left:
            left.remove(item)
            hits += 1
    return hits, len(wanted)


@pytest.fixture(scope="module")
def plain() -> Scores:
    scores = Scores()
    for gold in GOLD:
        document = read(gold.path)
        score_of(document, document.source_text, gold.record(), scores)
    return scores


@pytest.fixture(scope="module")
def table(plain: Scores) -> dict[str, Row]:
    rows = {row.form: row for row in _rows(plain)}
    print("\n| form | characters % | worst document % | numbers % | headings % | overlap F1 | full F1 |")
    print("|---|---|---|---|---|---|---|")
    for row in rows.values():
        shares = " | ".join(f"{100 * value:.2f}" for value in row[1:5])
        print(f"| {row.form} | {shares} | {100 * row.overlap:.1f} | {100 * row.full:.1f} |")
    return rows


def _rows(plain: Scores) -> Iterator[Row]:
    yield Row("text", 1, 1, 1, 1, plain.mean("overlap") or 0, plain.mean("full") or 0)
    for name, form in RICH.items():
        scores, shares, numbers, headings = Scores(), [], [], []
        for gold in GOLD:
            text = read(gold.path).source_text
            document = read(form.make(text))
            # A text out of a PDF may hold the number of a page, which a reader of pages rightly leaves out.
            known, got = _PAGE_NUMBER.sub("", form.known(text)), _PAGE_NUMBER.sub("", document.source_text)
            shares.append(share_in_order(known, got))
            numbers.append(share(_NUMBER.findall(known), _NUMBER.findall(got)))
            headings.append(share(_HEADING.findall(known), _HEADING.findall(got)))
            score_of(document, text, gold.record(), scores)
        yield Row(
            name, sum(shares) / len(shares), min(shares), *map(_ratio, (numbers, headings)),
            scores.mean("overlap") or 0, scores.mean("full") or 0,
        )  # fmt: skip


def _ratio(pairs: list[tuple[int, int]]) -> float:
    return sum(hits for hits, _ in pairs) / sum(total for _, total in pairs)


@pytest.mark.parametrize("form", RICH)
def test_the_text_comes_back(table: dict[str, Row], form: str) -> None:
    row = table[form]
    assert row.characters >= 0.998
    assert row.numbers >= 0.999
    assert row.headings >= 0.999


@pytest.mark.parametrize("form", RICH)
def test_extraction_is_as_good_as_from_text(table: dict[str, Row], form: str) -> None:
    for measure in ("overlap", "full"):
        assert getattr(table[form], measure) >= getattr(table["text"], measure) - 0.01
