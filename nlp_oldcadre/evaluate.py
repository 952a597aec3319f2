"""Scores of the extraction against annotated documents.

A folder of annotated documents holds pairs ``name.txt`` and ``name.json``; the JSON has ``metadata``, ``headings``
(level, start, end), ``mentions`` (type, start, end, attrs) and ``facts`` (head, relation, tail), with offsets in code points
into the text file. Two spans are a pair when they share at least half of their union; ``full`` asks for the right key
attributes as well, the figure a knowledge graph lives on. All figures are F1 but those of metadata (share right).
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from nlp_oldcadre.errors import NotFound, ReadError
from nlp_oldcadre.model import MENTION_TYPES
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from nlp_oldcadre.records import annotation
from nlp_oldcadre.tables import Tables

# The attributes that must be right for a pair to count as full.
KEYS = {
    "REGION": ("adcode",),
    "ORG": ("name",),
    "PERSON": (),
    "DOCUMENT": ("kind",),
    "PROGRAM": ("name",),
    "SLOGAN": ("kind",),
    "QUANTITY": ("amount", "unit", "modifier"),
    "TIME": ("value",),
    "MEASURE": ("status", "topic"),
    "HONOR": (),
}
_SEPARATORS = re.compile(r"[\s“”\"'‘’《》〈〉「」·•・,，、。；;:：()（）\-—]+")
Span = tuple[int, int]


@dataclass
class Tally:
    """Counts of one type: annotated, predicted, same span, overlapping pairs, pairs with the right attributes."""

    gold: int = 0
    predicted: int = 0
    exact: int = 0
    overlap: int = 0
    full: int = 0

    def f1(self, figure: str) -> float | None:
        """The F1 of ``exact``, ``overlap`` or ``full`` hits; None where there is nothing to find or found."""
        total = self.gold + self.predicted
        return 2 * float(getattr(self, figure)) / total if total else None


@dataclass
class Scores:
    """Tallies over documents; ``types`` by mention type, and headings, facts and metadata."""

    types: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in MENTION_TYPES})
    headings: Tally = field(default_factory=Tally)
    facts: Tally = field(default_factory=Tally)
    metadata_right: int = 0
    metadata_all: int = 0
    documents: int = 0

    def mean(self, figure: str) -> float | None:
        """The mean over the types that the annotation has."""
        values = [t.f1(figure) or 0.0 for t in self.types.values() if t.gold]
        return sum(values) / len(values) if values else None

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a type, then the mean, headings, facts and metadata: what the command prints. Figures lie in [0, 1]."""
        for kind, tally in (*self.types.items(), ("mean", None), ("headings", self.headings), ("facts", self.facts)):
            yield {
                "type": kind,
                "gold": tally.gold if tally else None,
                "predicted": tally.predicted if tally else None,
                "exact": tally.f1("exact") if tally else self.mean("exact"),
                "overlap": self._f1(kind, "overlap"),
                "full": self._f1(kind, "full"),
            }
        right = self.metadata_right / self.metadata_all if self.metadata_all else None
        yield {"type": "metadata", "gold": self.metadata_all, "predicted": None, "exact": right, "overlap": None, "full": None}

    def _f1(self, kind: str, figure: str) -> float | None:
        return self.mean(figure) if kind == "mean" else self.types[kind].f1(figure) if kind in self.types else None


def markdown(scores: Scores) -> str:
    """The rows as a Markdown table, figures in %."""
    lines = [f"| F1, % ({scores.documents} documents) | gold | found | exact | overlap | full |", "| --- |" + " ---: |" * 5]
    for row in scores.rows():
        counts = ["" if row[name] is None else str(row[name]) for name in ("gold", "predicted")]
        figures = ["" if row[name] is None else f"{100 * row[name]:.1f}" for name in ("exact", "overlap", "full")]
        lines.append(f"| {' | '.join([row['type'], *counts, *figures])} |")
    return "\n".join(lines)


def evaluate(folder: Path | str, *, tables: Tables | None = None, split: str | None = None) -> Scores:
    """Run the pipeline over a folder of annotated documents and score it.

    Parameters
    ----------
    folder : holds ``name.txt`` and ``name.json`` pairs.
    split : only the documents that ``manifest.csv`` in the folder puts into this split (``dev`` or ``test``); all by default.

    Raises
    ------
    NotFound : when the folder holds no annotated document.
    """
    scores = Scores()
    for path in _annotated(Path(folder), split):
        doc = process(read(path), tables=tables)
        gold = _gold(path.with_suffix(".json"))
        compare_records(scores, gold, annotation(doc), doc.source_text)
    if not scores.documents:
        raise NotFound(
            str(folder), zh="没有标注文件", en="no annotated documents",
            remedy_zh="请给出含有同名 .txt 和 .json 的目录", remedy_en="name a folder with pairs of .txt and .json files",
        )  # fmt: skip
    return scores


def _gold(path: Path) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ReadError(
            path.as_posix(), zh=f"标注文件读不出来（{error}）", en=f"the annotation can't be read ({error})",
            remedy_zh="请改正这个文件", remedy_en="correct that file",
        ) from error  # fmt: skip
    return record


def _annotated(folder: Path, split: str | None) -> list[Path]:
    found = [p for p in sorted(folder.glob("*.txt")) if p.with_suffix(".json").is_file()]
    if split is None or not (folder / "manifest.csv").is_file():
        return [] if split else found
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        chosen = {row["file"] for row in csv.DictReader(handle) if row["split"] == split}
    return [p for p in found if p.name in chosen]


def compare_records(scores: Scores, gold: dict[str, Any], predicted: dict[str, Any], text: str) -> None:
    """Add one document's counts. White space does not count in spans."""
    at = [0, *accumulate(not c.isspace() for c in text)]
    scores.documents += 1
    for kind, tally in scores.types.items():
        g, p = ([m for m in record["mentions"] if m["type"] == kind] for record in (gold, predicted))
        _count_mentions(tally, KEYS[kind], g, p, at)
    _count_same(
        scores.headings, *({(h["level"], at[h["start"]], at[h["end"]]) for h in r["headings"]} for r in (gold, predicted))
    )
    _count_same(scores.facts, *({(plain(a), r, plain(b)) for a, r, b in record["facts"]} for record in (gold, predicted)))
    for key, value in gold["metadata"].items():
        scores.metadata_all += 1
        scores.metadata_right += _same_value(value, predicted["metadata"].get(key), ordered=False)


def _count_same(tally: Tally, gold: set[Any], predicted: set[Any]) -> None:
    tally.gold += len(gold)
    tally.predicted += len(predicted)
    tally.exact += len(gold & predicted)


def _count_mentions(
    tally: Tally, keys: tuple[str, ...], gold: list[dict[str, Any]], predicted: list[dict[str, Any]], at: list[int]
) -> None:
    g, p = ([(at[m["start"]], at[m["end"]]) for m in rows] for rows in (gold, predicted))
    tally.gold += len(g)
    tally.predicted += len(p)
    tally.exact += (Counter(g) & Counter(p)).total()
    for i, j in pairs(g, p):
        tally.overlap += 1
        tally.full += all(same_attribute(key, gold[i].get("attrs", {}), predicted[j].get("attrs", {})) for key in keys)


def pairs(gold: list[Span], predicted: list[Span]) -> Iterator[tuple[int, int]]:
    """One-to-one pairs whose intersection is at least half of their union, best first.

    Examples
    --------
    >>> list(pairs([(0, 4)], [(1, 4), (0, 4)]))
    [(0, 1)]
    """
    found = []
    for i, (gold_start, gold_end) in enumerate(gold):
        for j, (start, end) in enumerate(predicted):
            shared = min(gold_end, end) - max(gold_start, start)
            union = max(gold_end, end) - min(gold_start, start)
            if shared > 0 and 2 * shared >= union:
                found.append((-shared / union, i, j))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j in sorted(found):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            yield i, j


def same_attribute(name: str, gold: dict[str, Any], predicted: dict[str, Any]) -> bool:
    """Whether an attribute is right; ``amount`` compares value or low and high."""
    if name == "amount":
        return _amount(gold) == _amount(predicted)
    return _same_value(gold.get(name), predicted.get(name), ordered=True)


def _same_value(gold: Any, predicted: Any, *, ordered: bool) -> bool:
    empty: tuple[Any, ...] = (None, "", [])
    if gold in empty or predicted in empty:
        return gold in empty and predicted in empty
    if isinstance(gold, list):
        if not isinstance(predicted, list):
            return False
        g, p = ([plain(v) for v in values] for values in (gold, predicted))
        return g == p if ordered else sorted(g) == sorted(p)
    return plain(gold) == plain(predicted)


def _amount(attrs: dict[str, Any]) -> tuple[float | None, ...]:
    ends = (attrs.get("value"),) * 2 if attrs.get("value") is not None else (attrs.get("low"), attrs.get("high"))
    return tuple(None if end is None else round(float(end), 6) for end in ends)


def plain(value: Any) -> str:
    """A name without white space, quotation marks and separators, in lower case."""
    return _SEPARATORS.sub("", str(value)).lower()
