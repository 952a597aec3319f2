"""Batch runs over synthetic documents: rates by workers, memory against size, a second run, and runs that are killed.

usage: python benchmarks/runs.py [--documents N] [--workers 1 2 4] [--kills N] [--cache DIR]

Memory is what the process that leads the run holds (resident set): when half of the documents are done, at its most after
that, and at its most of all, while the tables are made. With ``--kills`` a run is killed (kill -9) at random moments, begun
again each time, and its tables are compared with those of the uninterrupted run, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import shutil
import subprocess
import sys
import time
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
    """One run; prints its seconds and the memory of this process as JSON."""
    import nlp_oldcadre as oc

    held: dict[str, int] = {"half": 0, "most": 0}
    me = psutil.Process()

    def look(state: Progress) -> None:
        if state.done == state.total // 2:
            held["half"] = me.memory_info().rss
        if state.done >= state.total // 2 and state.done % 100 == 0:
            held["most"] = max(held["most"], me.memory_info().rss)

    start = time.perf_counter()
    report = oc.run(folder, results, workers=workers, progress=look)
    seconds = time.perf_counter() - start
    print(
        json.dumps({"seconds": seconds, "documents": report.documents, "characters": report.characters, "peak": peak(), **held})
    )


def peak() -> int:
    """The most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1 << 10)


def started(folder: Path, results: Path, workers: int) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--child", str(folder), str(results), str(workers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def figures(folder: Path, results: Path, workers: int) -> dict[str, float]:
    """A run in a process of its own."""
    told, _ = (process := started(folder, results, workers)).communicate()
    if process.returncode:
        sys.exit("the run failed")
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


def digests(results: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(results.glob("*.parquet"))}


def clear(results: Path) -> None:
    for place in (results, results.parent / f".{results.name}.work"):
        shutil.rmtree(place, ignore_errors=True)


def rates(folder: Path, results: Path, workers: list[int]) -> None:
    names = ("workers", "seconds", "documents/s", "characters/s", "MB at half", "MB after", "MB tables")
    print("".join(f"{name:>14}" for name in names))
    for number in workers:
        clear(results)
        f = figures(folder, results, number)
        rate, characters = f["documents"] / f["seconds"], f["characters"] / f["seconds"]
        memory = "".join(f"{f[name] / 1e6:>14,.0f}" for name in ("half", "most", "peak"))
        print(f"{number:>14}{f['seconds']:>14.1f}{rate:>14,.0f}{characters:>14,.0f}{memory}", flush=True)
    print(f"again, nothing new: {figures(folder, results, workers[-1])['seconds']:.1f} s", flush=True)


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
