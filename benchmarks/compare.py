"""Time and memory of the comparisons over a corpus of synthetic documents, each in a process of its own.

usage: python benchmarks/compare.py [--documents N] [--seed N] [--by province] [--workers N] [--cache DIR] [WHAT …]

The corpus is made once and kept in ``build/bench``. Seconds are from an opened corpus to the finished DataFrame; memory is the
most that the process held, libraries and all. ``report`` is the whole brief as ``.docx`` (its rows are bytes), ``report:辽宁``
that of one province.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

COMPARISONS = ("programs", "results", "measures", "slogans", "plan_vs_result", "report", "report:辽宁")
CACHE = Path(__file__).parents[1] / "build" / "bench"


def corpus(documents: int, seed: int, cache: Path, workers: int) -> Path:
    """The results folder of so many synthetic documents, made when it is not there yet."""
    import nlp_oldcadre as oc

    texts = cache / f"synthetic-{seed}-{documents}"
    results = cache / f"results-{seed}-{documents}-{oc.__version__}"
    if not (results / "run.json").is_file():
        cache.mkdir(parents=True, exist_ok=True)
        if not (texts / "manifest.csv").is_file():
            oc.synth(documents, texts, seed=seed)
        start = time.perf_counter()
        report = oc.run(texts, results, workers=workers)
        seconds = time.perf_counter() - start
        print(f"made: {report.documents:,} documents, {report.characters:,} characters in {seconds:.0f} s, {workers} workers")
    return results


def measured(results: Path, what: str, by: str) -> dict[str, float]:
    """What a comparison took in a process of its own."""
    command = [sys.executable, __file__, "--child", str(results), "--by", by, what]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def child(results: Path, what: str, by: str) -> None:
    """Run one comparison and print what it took."""
    import nlp_oldcadre as oc

    opened = oc.open(results)
    start = time.perf_counter()
    rows = written(opened, what.partition(":")[2]) if what.startswith("report") else len(oc.compare.view(opened, what, by=by))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(json.dumps({"rows": rows, "seconds": seconds, "megabytes": peak}))


def written(corpus: Corpus, regions: str) -> int:
    """Write a brief about these regions, all by default; how many bytes it has."""
    import nlp_oldcadre as oc

    with tempfile.TemporaryDirectory() as folder:
        return oc.report(corpus, Path(folder) / "brief.docx", regions=regions or None).stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=COMPARISONS)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--by", default="province")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.what[0], options.by)
        return
    results = corpus(options.documents, options.seed, options.cache, options.workers)
    print(f"{options.documents:,} synthetic documents by {options.by}")
    print(f"{'comparison':<16}{'rows':>12}{'seconds':>10}{'peak MB':>10}")
    for what in options.what:
        figures = measured(results, what, options.by)
        print(f"{what:<16}{figures['rows']:>12,}{figures['seconds']:>10.1f}{figures['megabytes']:>10,.0f}")


if __name__ == "__main__":
    main()
