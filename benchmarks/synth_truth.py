"""What the pipeline reads in synthetic documents, beside what is known to stand in them.

usage: python benchmarks/synth_truth.py [--documents N] [--seed N] [--misses N]

Counts are of (document, programme name) and of (document, value, bound, unit), each as often as the document says it;
the last figures are shares of the amounts that were found, and of the documents. The sentences are simpler than those of real
documents, so this shows that nothing is broken, not how well real documents are read (``make quality`` does).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from nlp_oldcadre import synth
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.records import annotation

_STATUS = {"reported": "done", "target": "planned", "required": "planned"}


def said(document: synth.Synthetic) -> tuple[Counter[Any], Counter[Any]]:
    """Programmes and amounts of a document."""
    programs = Counter({program.name: 1 for program in document.truth.programs})
    return programs, Counter((Decimal(a.value), a.bound, a.unit) for a in document.truth.amounts)


def read(record: dict[str, Any]) -> tuple[Counter[Any], Counter[Any]]:
    """Programmes and amounts that the pipeline finds."""
    programs = {m["attrs"]["name"]: 1 for m in record["mentions"] if m["type"] == "PROGRAM"}
    return Counter(programs), Counter(map(amount, quantities(record)))


def quantities(record: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return (m["attrs"] for m in record["mentions"] if m["type"] == "QUANTITY")


def amount(attrs: dict[str, Any]) -> tuple[Decimal, str, str]:
    value = next((attrs[name] for name in ("value", "low", "high") if name in attrs), "NaN")
    return Decimal(str(value)), attrs.get("bound", ""), attrs.get("unit", "")


def named(document: synth.Synthetic, record: dict[str, Any]) -> tuple[int, int]:
    """How many of the amounts that were found carry the indicator that the document gives them, and how many there are."""
    wanted = Counter((Decimal(a.value), a.unit, a.indicator) for a in document.truth.amounts)
    known = {key[:2] for key in wanted}
    found = Counter((*(amount(q)[i] for i in (0, 2)), q.get("indicator", "")) for q in quantities(record))
    found = Counter({key: n for key, n in found.items() if key[:2] in known})
    return (wanted & found).total(), found.total()


def score(wanted: Counter[str], right: Counter[str], found: Counter[str], what: str) -> str:
    precision, recall = right[what] / max(1, found[what]), right[what] / max(1, wanted[what])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{what:<10} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({wanted[what]:,} in the documents)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", type=int, default=0, help="print so many of what was missed or made up")
    options = parser.parse_args()
    wanted, right, found, misses = Counter[str](), Counter[str](), Counter[str](), list[str]()
    for document in synth.documents(options.documents, seed=options.seed):
        record = annotation(process(document.text))
        for what, truth, answer in zip(("programmes", "amounts"), said(document), read(record), strict=True):
            wanted[what] += truth.total()
            found[what] += answer.total()
            right[what] += (truth & answer).total()
            misses += [f"{document.truth.id} missed {m}" for m in truth - answer]
            misses += [f"{document.truth.id} made up {m}" for m in answer - truth]
        hits, there = named(document, record)
        right["indicator"] += hits
        found["indicator"] += there
        right["genre"] += record["metadata"].get("genre") == document.truth.genre
        right["region"] += record["metadata"].get("adcode") == document.truth.adcode
    for what in ("programmes", "amounts"):
        print(score(wanted, right, found, what))
    print(f"indicator of the amounts found: {right['indicator'] / max(1, found['indicator']):.3f} the same words")
    for what in ("genre", "region"):
        print(f"{what}: {right[what] / options.documents:.3f} of {options.documents} documents")
    print("\n".join(misses[: options.misses]))


if __name__ == "__main__":
    main()
