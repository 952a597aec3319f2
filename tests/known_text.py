"""Known text in, known text out: how much of it came back, in order, and what that does to the extraction."""

from __future__ import annotations

import difflib
import re
from itertools import accumulate
from typing import Any

from nlp_oldcadre.evaluate import Scores, compare_records
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.records import annotation


def share_in_order(known: str, got: str) -> float:
    """The share of characters (blanks and line ends aside) that two texts have in common, in order: 1 for equal ones."""
    a, b = _dense(known), _dense(got)
    if a == b:
        return 1.0
    return 2 * sum(block.size for block in _blocks(a, b)) / (len(a) + len(b))


def score_of(doc: Document, text: str, gold: dict[str, Any], scores: Scores) -> None:
    """Add the extraction from another form of ``text`` to the scores; its spans are led back to ``text``."""
    record = annotation(process(doc))
    at = _places(doc.source_text, text)
    for span in [*record["mentions"], *record["headings"]]:
        span["start"], span["end"] = at[span["start"]], at[span["end"]]
    compare_records(scores, gold, record, text)


def f1(scores: Scores) -> float:
    """Of all mentions together, spans only."""
    tallies = scores.types.values()
    found, gold, predicted = (sum(getattr(t, name) for t in tallies) for name in ("exact", "gold", "predicted"))
    return 2 * found / (gold + predicted)


def _places(source: str, target: str) -> list[int]:
    """For each position of one text the position of the other that has the same place."""
    a, b = _dense(source), _dense(target)
    found = [0] * (len(a) + 1)
    for block in _blocks(a, b):
        found[block.a : block.a + block.size + 1] = range(block.b, block.b + block.size + 1)
    found = list(accumulate(found, max))
    inked = [i for i, char in enumerate(target) if not char.isspace()] + [len(target)]
    dense_at = [0, *accumulate(not char.isspace() for char in source)]
    return [inked[found[i]] for i in dense_at]


def _blocks(a: str, b: str) -> list[difflib.Match]:
    return difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()


def _dense(text: str) -> str:
    return re.sub(r"\s+", "", text)
