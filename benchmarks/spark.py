"""What a cluster costs beside a pool of processes of the same machine: the same files, the same number of processes, both warm.

usage: python benchmarks/spark.py [-n DOCUMENTS] [--executors N] [--seed SEED]
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

import nlp_oldcadre as oc
from nlp_oldcadre.batch import RunReport
from nlp_oldcadre.engine import Cores, Engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("-n", "--documents", type=int, default=3_000)
    parser.add_argument("--executors", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    if not shutil.which("java"):
        print("no Java: the cluster is not measured")
        sys.exit()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        oc.synth(chosen.documents, folder / "in", seed=chosen.seed)
        # Few files first, so that each process has its tables.
        oc.synth(40 * chosen.executors, folder / "warm", seed=chosen.seed + 1)
        compare(folder, chosen.executors)


def compare(folder: Path, executors: int) -> None:
    local = timed(folder, "local", Cores(executors))
    start = time.perf_counter()
    with oc.spark.session(f"local-cluster[{executors},1,1024]") as spark:
        from nlp_oldcadre.spark.engine import Cluster

        print(f"{'session':<12}{time.perf_counter() - start:>8.1f} s until it is up")
        cluster = timed(folder, "spark", Cluster(spark))
    same = digests(folder / "local") == digests(folder / "spark")
    shutil.rmtree(folder / "local")
    timed(folder, "tables", TablesAlone(1), warm=False)
    print(f"overhead of the cluster: {cluster / local - 1:+.0%}; tables {'the same to the byte' if same else 'DIFFER'}")
    sys.exit(not same)


class TablesAlone(Cores):
    """Makes the tables of what is done already: the part of a run that is the driver's alone."""

    def finish(self, folder: Path) -> None:
        """No index: the cluster makes it."""


def timed(folder: Path, name: str, engine: Engine, *, warm: bool = True) -> float:
    if warm:
        oc.run(folder / "warm", folder / f"{name}-warm", engine=engine)
    start = time.perf_counter()
    # The work that is kept for "local" is that which "tables" goes on from.
    report: RunReport = oc.run(folder / "in", folder / ("local" if name == "tables" else name), engine=engine)
    seconds = time.perf_counter() - start
    rate, characters = report.documents / seconds, report.characters / seconds
    print(f"{name:<12}{seconds:>8.1f} s  {rate:>8.1f} documents/s  {characters:>10,.0f} characters/s")
    return seconds


def digests(results: Path) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(results.glob("*.parquet"))]


if __name__ == "__main__":
    main()
