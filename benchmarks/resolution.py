"""Today's figures of resolution, on the annotated documents together with the documents of the provinces.

usage: python benchmarks/resolution.py [dev|test]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from nlp_oldcadre.evaluate.resolution import MODES, evaluate_resolution

CORPORA = Path(__file__).parents[1] / "corpora"


def main() -> None:
    """Print a table."""
    print("| split | names | type | mentions | pairs | precision | recall | B³ precision | B³ recall |")
    print("| --- | --- | --- | --: | --: | --: | --: | --: | --: |")
    for split in sys.argv[1:] or ["dev", "test"]:
        for mode in MODES:
            with tempfile.TemporaryDirectory() as place:
                found = evaluate_resolution(CORPORA, Path(place) / "results", split=split, mode=mode)
            for kind, row in found.items():
                figures = " | ".join(f"{100 * x:.1f}" for x in (row.precision, row.recall, row.b_precision, row.b_recall))
                print(f"| {split} | {mode} | {kind} | {row.mentions} | {row.pairs} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
