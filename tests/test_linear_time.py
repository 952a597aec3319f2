"""Hostile text costs the whole pipeline linear time: four times the text, about four times the processor's time."""

from __future__ import annotations

import random
import time
from itertools import chain, repeat

import pytest
from conftest import CORPORA, texts

from nlp_oldcadre.pipeline import process

REAL = "".join(path.read_text(encoding="utf-8") for path in texts(CORPORA))
WORDS = "".join(c for c in REAL if c.isalnum())
SHUFFLED = "".join(random.Random(0).sample(REAL, len(REAL)))
MEGABYTE = 350_000  # characters of Chinese in UTF-8
HOSTILE = {
    "digits": ("1", 100_000),
    "hanzi numerals": ("三", 100_000),
    "opening quotation marks": ("“", 100_000),
    "nested quotation marks": ("“‘", 100_000),
    "unclosed titles": ("《", 100_000),
    "a title opened in every quotation": ("“《", 60_000),
    "brackets": ("（", 100_000),
    "amounts": ("3名", 40_000),
    "percentages": ("1%", 40_000),
    "bodies": ("市委", 60_000),
    "1 MB without punctuation": (WORDS, MEGABYTE),
    "every character quoted": ("".join(f"“{c}" for c in WORDS), 60_000),
    "shuffled text": (SHUFFLED, 60_000),
    "commas for every mark": ("".join("，" if c in "。；、：\n" else c for c in REAL), 60_000),
}


def text_of(unit: str, size: int) -> str:
    return "".join(chain.from_iterable(repeat(unit, size // len(unit) + 1)))[:size]


def seconds(text: str) -> float:
    start = time.process_time()
    process(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_takes_four_times_the_time(name: str) -> None:
    """Quadratic work would take sixteen times as long; tried again before it fails, since other processes only add time."""
    unit, size = HOSTILE[name]
    process(text_of(unit, 1000))
    quarter, whole = text_of(unit, size // 4), text_of(unit, size)
    tries = ((seconds(quarter), seconds(whole)) for _ in range(3))
    assert any(much < 8 * max(little, 0.03) for little, much in tries)
