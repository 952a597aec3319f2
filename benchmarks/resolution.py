"""Today's figures of resolution: the annotated documents with those of the provinces, and names that were made hard.

usage: python benchmarks/resolution.py [dev|test|all]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from nlp_oldcadre.evaluate.resolution import MODES, PairScores, evaluate_hard_cases, evaluate_resolution

CORPORA = Path(__file__).parents[1] / "corpora"


def main() -> None:
    """Print a table."""
    print("| documents | names | type | mentions | pairs | precision | recall | B³ precision | B³ recall |")
    print("| --- | --- | --- | --: | --: | --: | --: | --: | --: |")
    for split in sys.argv[1:] or ["dev", "test"]:
        for mode in MODES:
            with tempfile.TemporaryDirectory() as place:
                show(
                    split,
                    mode,
                    evaluate_resolution(CORPORA, Path(place) / "results", split=None if split == "all" else split, mode=mode),
                )
    for mode in ("baseline", "resolved"):
        show("hard", mode, evaluate_hard_cases(CORPORA / "resolution" / "hard.csv", letters=mode == "baseline"))


def show(split: str, mode: str, found: dict[str, PairScores]) -> None:
    """Print a row for each type."""
    for kind, row in found.items():
        cells = " | ".join(f"{100 * x:.1f}" for x in (row.precision, row.recall, row.b_precision, row.b_recall))
        print(f"| {split} | {mode} | {kind} | {row.mentions} | {row.pairs} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
