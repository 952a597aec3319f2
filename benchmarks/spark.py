"""What a cluster costs beside a pool of processes of the same machine: the same files, the same number of processes, both warm.

usage: python benchmarks/spark.py [-n DOCUMENTS] [--executors N] [--seed SEED]

The steps are told apart: ``listing`` and ``documents`` are the same work on both sides. Of the tables (``tables``: the driver's
own part) the processes make the index alone, the cluster the index, the graph and the table of indicators.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nlp_oldcadre as oc
from nlp_oldcadre.batch import RunReport
from nlp_oldcadre.engine import Cores, Engine, Numbered
from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.jobs import Job, Options, Paths
from nlp_oldcadre.work import Work

STEPS = ("listing", "documents", "made of the tables", "tables")


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
    print(f"{'seconds':<10}" + "".join(f"{name:>20}" for name in (*STEPS, "all", "documents/s", "characters/s")))
    local = timed(folder, "local", Cores(executors))
    start = time.perf_counter()
    with oc.spark.session(f"local-cluster[{executors},1,1024]") as spark:
        from nlp_oldcadre.spark.engine import Cluster

        print(f"the session is up after {time.perf_counter() - start:.1f} s")
        cluster = timed(folder, "spark", Cluster(spark))
    same = digests(folder / "local") == digests(folder / "spark")
    for told, steps in (
        ("the same work (listing, documents)", STEPS[:2]),
        ("with graph and indicators, which it makes too", STEPS),
    ):
        overhead = sum(cluster[step] for step in steps) / sum(local[step] for step in steps) - 1
        print(f"overhead of the cluster, {told}: {overhead:+.0%}")
    print(f"tables {'the same to the byte' if same else 'DIFFER'}")
    sys.exit(not same)


class Clocked:
    """An engine that tells how long each of its steps took."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.name, self.workers = engine, engine.name, engine.workers
        self.seconds = dict.fromkeys(STEPS, 0.0)

    @contextmanager
    def _clock(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[step] += time.perf_counter() - start

    def jobs(self, named: Paths, options: Options, work: Work) -> tuple[list[Job], tuple[OldcadreError, ...]]:
        with self._clock("listing"):
            return self.engine.jobs(named, options, work)

    def results(self, jobs: list[Job], *, alone: bool = False) -> Iterator[Numbered]:
        with self._clock("documents"):
            yield from self.engine.results(jobs, alone=alone)

    def finish(self, folder: Path) -> None:
        with self._clock("made of the tables"):
            self.engine.finish(folder)

    def complete(self, folder: Path) -> None:
        self.engine.complete(folder)


def timed(folder: Path, name: str, engine: Engine) -> dict[str, float]:
    oc.run(folder / "warm", folder / f"{name}-warm", engine=engine)
    clocked = Clocked(engine)
    start = time.perf_counter()
    report: RunReport = oc.run(folder / "in", folder / name, engine=clocked)
    seconds = time.perf_counter() - start
    clocked.seconds["tables"] = seconds - sum(clocked.seconds.values())
    told = [*clocked.seconds.values(), seconds]
    rates = [report.documents / seconds, report.characters / seconds]
    print(f"{name:<10}" + "".join(f"{second:>20.1f}" for second in told) + "".join(f"{rate:>20,.0f}" for rate in rates))
    return clocked.seconds


def digests(results: Path) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(results.glob("*.parquet"))]


if __name__ == "__main__":
    main()
