"""Batch runs over synthetic documents: rates by workers, memory against size, a second run, and runs that are killed.

usage: python benchmarks/runs.py [--documents N] [--workers 1 2 4] [--kills N] [--cache DIR]

Memory is the resident set at its most: of the process that leads the run and of all its processes together, over the second
quarter of the documents (by then all have their tables), over the second half, and while the tables and the index are made.
Flat memory means that the second half takes no more than the second quarter. With ``--kills`` a run is killed (kill -9) at
random moments, begun again each time, and its tables are compared with those of the uninterrupted run, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil

from nlp_oldcadre.run_report import Progress

CACHE = Path(__file__).parents[1] / "build" / "bench"
SEED = 7


def texts(documents: int, cache: Path) -> Path:
    """The folder of so many synthetic documents, made when it is not there yet."""
    import nlp_oldcadre as oc

    folder = cache / f"synthetic-{SEED}-{documents}"
    if not (folder / "manifest.csv").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        oc.synth(documents, folder, seed=SEED, workers=4)
    return folder


def child(folder: Path, results: Path, workers: int) -> None:
    """One run; prints its seconds, and when it had worked on a quarter, a half and all of the documents, as JSON."""
    import nlp_oldcadre as oc

    times: dict[str, float] = {}

    def look(state: Progress) -> None:
        for name, part in (("quarter", 0.25), ("half", 0.5), ("worked", 1.0)):
            if state.done >= part * state.total:
                times.setdefault(name, time.time())

    start = time.perf_counter()
    report = oc.run(folder, results, workers=workers, progress=look)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "documents": report.documents, "characters": report.characters, **times}))


def started(folder: Path, results: Path, workers: int) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--child", str(folder), str(results), str(workers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


class Memory(threading.Thread):
    """Looks, again and again, how much a run holds: samples of the time, and bytes of its leading process and of all."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.run_process, self.samples = psutil.Process(pid), list[tuple[float, int, int]]()

    def run(self) -> None:
        with suppress(psutil.Error):
            while True:
                family = [self.run_process, *self.run_process.children(recursive=True)]
                held = [self._held(process) for process in family]
                self.samples.append((time.time(), held[0], sum(held)))
                time.sleep(0.2)

    @staticmethod
    def _held(process: psutil.Process) -> int:
        with suppress(psutil.NoSuchProcess):
            return int(process.memory_info().rss)
        return 0

    def most(self, since: float, until: float) -> tuple[int, int]:
        """The most that the leading process and all together held in that time; 0 when nobody looked."""
        found = [(leader, together) for at, leader, together in self.samples if since <= at <= until]
        return max((leader for leader, _ in found), default=0), max((together for _, together in found), default=0)


def figures(folder: Path, results: Path, workers: int) -> tuple[dict[str, float], Memory]:
    """A run in a process of its own."""
    process = started(folder, results, workers)
    memory = Memory(process.pid)
    memory.start()
    told, _ = process.communicate()
    if process.returncode:
        sys.exit("the run failed")
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found, memory


def digests(results: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(results.glob("*.parquet"))}


def clear(results: Path) -> None:
    for place in (results, results.parent / f".{results.name}.work"):
        shutil.rmtree(place, ignore_errors=True)


def rates(folder: Path, results: Path, workers: list[int]) -> None:
    heads = f"{'workers':>8}{'seconds':>10}{'documents/s':>13}{'characters/s':>14}"
    print(f"{heads}   MB leading + others: 2nd quarter, 2nd half, tables")
    rate: dict[int, float] = {}
    for number in workers:
        clear(results)
        f, memory = figures(folder, results, number)
        rate[number] = f["documents"] / f["seconds"]
        ends = [memory.most(f["quarter"], f["half"]), memory.most(f["half"], f["worked"]), memory.most(f["worked"], math.inf)]
        held = "".join(f"{leader / 1e6:>10,.0f} +{(together - leader) / 1e6:>6,.0f}" for leader, together in ends)
        print(
            f"{number:>8}{f['seconds']:>10.1f}{rate[number]:>13,.0f}{f['characters'] / f['seconds']:>14,.0f}{held}", flush=True
        )
        print(f"{'':>8}the second half takes {ends[1][1] / max(1, ends[0][1]) - 1:+.1%} of memory", flush=True)
    for number in workers[1:]:
        print(f"{number} workers / {workers[0]}: {rate[number] / rate[workers[0]]:.2f} times the rate")
    print(f"again, nothing new: {figures(folder, results, workers[-1])[0]['seconds']:.1f} s", flush=True)


def kill_often(folder: Path, results: Path, kills: int, workers: int) -> None:
    """Kill runs at random moments until there were enough of them, or one came to its end; then compare."""
    wanted = digests(results)
    broken = results.parent / f"{results.name}-killed"
    clear(broken)
    chance, done, ends = random.Random(SEED), 0, 0
    while done < kills:
        process = started(folder, broken, workers)
        try:
            process.communicate(timeout=0.3 + chance.random() * 8)
            # It came to its end: from nothing again.
            ends += 1
            assert digests(broken) == wanted, "the bytes differ"
            clear(broken)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            done += 1
    figures(folder, broken, workers)
    same = digests(broken) == wanted
    print(
        f"{done} kills, {ends + 1} runs that came to their end after them: the bytes are {'the same' if same else 'DIFFERENT'}"
    )
    clear(broken)
    sys.exit(not same)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(Path(options.child[0]), Path(options.child[1]), int(options.child[2]))
        return
    options.cache.mkdir(parents=True, exist_ok=True)
    folder, results = texts(options.documents, options.cache), options.cache / "runs"
    print(f"{options.documents:,} synthetic documents")
    rates(folder, results, options.workers)
    if options.kills:
        kill_often(folder, results, options.kills, options.workers[-1])
    clear(results)


if __name__ == "__main__":
    main()
