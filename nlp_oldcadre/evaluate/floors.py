"""Floors under the figures of extraction: they rise by themselves and fall only when somebody says so by name.

A floors file records, for each set of documents, the digest of its texts and annotations and the best figures so far.
Figures of other documents are no floors: after a change of the corpus the old ones are replaced, again only when asked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp_oldcadre.evaluate.gold import annotated, digest
from nlp_oldcadre.evaluate.scores import Scores

# Figures are kept to a hundredth of a percent, so that rounding is no fall.
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """How today's figures stand to the floors: ``fallen`` figure → (floor, today), ``risen`` likewise."""

    is_same_corpus: bool
    fallen: dict[str, tuple[float, float]]
    risen: dict[str, tuple[float, float]]


def compare(
    path: Path, name: str, folder: Path, scores: Scores, *, split: str | None = None, gold: Path | None = None
) -> Verdict:
    """Today's figures beside the floors of ``name`` in the file ``path`` (which may not exist yet).

    Parameters
    ----------
    name : of the set of documents in the floors file, such as ``test``.
    folder, split, gold : where those documents are, for their digest.
    scores : today's.
    """
    own = digest(annotated(folder, split=split, gold=gold))
    recorded = _load(path).get(name, {"digest": own, "figures": {}})
    today, floors = _rounded(scores), recorded["figures"]
    both = {figure: (floors[figure], value) for figure, value in today.items() if figure in floors}
    gone = {figure: (floor, 0.0) for figure, floor in floors.items() if figure not in today}
    return Verdict(
        recorded["digest"] == own,
        gone | {figure: pair for figure, pair in both.items() if pair[1] < pair[0]},
        {figure: (floors.get(figure, 0.0), value) for figure, value in today.items() if value > floors.get(figure, 0.0)},
    )


def record(
    path: Path,
    name: str,
    folder: Path,
    scores: Scores,
    *,
    split: str | None = None,
    gold: Path | None = None,
    allow_lower: bool = False,
) -> Verdict:
    """Raise the floors to today's figures and write them; nothing is written where a figure fell, unless ``allow_lower``.

    A changed corpus counts as a fall of everything: its floors are replaced with ``allow_lower`` only.
    """
    verdict = compare(path, name, folder, scores, split=split, gold=gold)
    if allow_lower or (verdict.is_same_corpus and not verdict.fallen):
        entry = {"digest": digest(annotated(folder, split=split, gold=gold)), "figures": _rounded(scores)}
        merged = _load(path) | {name: entry}
        path.write_text(json.dumps(merged, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return verdict


def _rounded(scores: Scores) -> dict[str, float]:
    return {figure: round(value, _DIGITS) for figure, value in scores.summary().items() if value is not None}


def _load(path: Path) -> dict[str, Any]:
    floors: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return floors
