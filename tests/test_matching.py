"""Patterns looked for by an anchor give what ``finditer`` gives."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from nlp_oldcadre.clean import layout
from nlp_oldcadre.extract import org_media, parts, person
from nlp_oldcadre.extract.person_names import PersonNames
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.tables import load_tables

CORPORA = Path(__file__).parents[1] / "corpora"
ANCHORED = {
    "foreign names": (PersonNames.of(load_tables()).foreign, person._POINT, 6, "阿凡提·木沙的，"),
    "ratios": (parts._RATIO, parts._COLON, 3, "123:：.的"),
    "parts": (parts._PART, parts._SLASH, 3, "12/的，"),
    "media": (org_media._REPORTED, org_media._JOINED, org_media._LONGEST, "日报网、和新闻报道网、晚电视台"),
    "markup": (layout._DROPPED, layout._FIRST, 0, " \n#*-_>a。《"),
}


def random_texts(alphabet: str) -> list[str]:
    rng = random.Random(1)
    return ["".join(rng.choices(alphabet, k=60)) for _ in range(300)]


@pytest.mark.parametrize("name", ANCHORED)
def test_an_anchor_loses_and_adds_no_match(name: str) -> None:
    pattern, anchor, back, alphabet = ANCHORED[name]
    texts = [*random_texts(alphabet), *(path.read_text(encoding="utf-8") for path in CORPORA.glob("*.txt"))]
    wanted = [[m.span() for m in pattern.finditer(text) if m[0]] for text in texts]
    assert any(wanted)
    assert [[m.span() for m in find_near(pattern, anchor, text, back=back) if m[0]] for text in texts] == wanted


def test_the_leftmost_start_near_an_anchor_wins() -> None:
    pattern, anchor = re.compile("a{1,3}b"), re.compile("b")
    assert [m[0] for m in find_near(pattern, anchor, "aaaabab", back=3)] == ["aaab", "ab"]
