"""Persons: what must not be taken for a name, and what a sure name brings."""

from __future__ import annotations

import csv

import pytest
from conftest import assert_linear

from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import BUILT_IN


def persons(text: str) -> list[str]:
    doc = process(Document.from_text(text))
    return [doc.quote(m.start, m.end) for m in doc.mentions if m.type == "PERSON"]


def test_surnames_stand_once() -> None:
    with (BUILT_IN / "surnames.csv").open(encoding="utf-8", newline="") as handle:
        surnames = [row["surname"] for row in csv.DictReader(handle)]
    assert len(set(surnames)) == len(surnames) > 300
    assert "欧阳" in surnames


@pytest.mark.parametrize(
    "word", ["高龄", "金融", "和谐", "常态", "方便", "华诞", "金秋", "安康", "高兴", "关切", "余热", "成长"]
)
def test_everyday_words_are_no_names(word: str) -> None:
    assert persons(f"老干部{word}，老同志{word}，退休干部{word}。") == []


def test_a_sure_name_counts_everywhere() -> None:
    assert persons("离休干部陈玉珍，今年九十岁。街坊都说陈玉珍热心。") == ["陈玉珍", "陈玉珍"]


def test_a_name_without_any_evidence_is_left() -> None:
    assert persons("高明的办法来自基层。") == []


@pytest.mark.parametrize("piece", ["记者 ", "张", "干部", "干部王建国", "·", "等同志", "——记", "扎西"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert_linear(persons, piece)
