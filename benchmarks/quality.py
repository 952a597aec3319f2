"""Today's figures of extraction: printed, raised as floors, and put into the READMEs (the splits that no rule is written from).

usage: python benchmarks/quality.py [--allow-lower]
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
OLDCADRE = [sys.executable, "-m", "nlp_oldcadre.cli"]
GOLD = ROOT / "corpora" / "gold"
SETS = [(GOLD, "--split", split) for split in ("dev", "test", "fresh")]
REAL = (SHARED / "seeds", "--gold", SHARED / "evaluation" / "gold")


def evaluate(*arguments: object) -> str:
    """What the command prints; an error of it ends the run."""
    done = subprocess.run([*OLDCADRE, "evaluate", *map(str, arguments)], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout.strip()


def main() -> None:
    lowers = ["--allow-lower"] if "--allow-lower" in sys.argv[1:] else []
    for chosen in [*SETS, REAL] if SHARED.is_dir() else SETS:
        print(f"== {' '.join(str(part).removeprefix(f'{ROOT}/') for part in chosen)}")
        print(evaluate(*chosen, "--markdown", "--floors", ROOT / "tests" / "floors.json", *lowers), end="\n\n", flush=True)
    for column in ("genre", "province"):
        print(evaluate(GOLD, "--by", column), end="\n\n", flush=True)
    for split in ("test", "fresh"):
        show(split, evaluate(GOLD, "--split", split, "--markdown"))


def show(split: str, table: str) -> None:
    """Put the table into the READMEs, between the marks of its split."""
    marks = re.compile(rf"(<!-- quality {split} -->\n).*?(\n<!-- /quality {split} -->)", re.DOTALL)
    for path in ROOT.glob("README*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(marks.sub(lambda m: m[1] + table + m[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
