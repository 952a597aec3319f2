"""Characters a second of the whole text pipeline, one process, beside jieba on the same text in the same run.

usage: python benchmarks/text_pipeline.py [FOLDER] [--characters N] [--rounds N]

The text is that of the ``.txt`` files of FOLDER, by default ``corpora/`` (documents of this project), document by document,
repeated until it has about ``--characters`` characters. Each contestant goes over it ``--rounds`` times, in turn, and its
median counts. What lasts are the ratios; the rates are this machine's.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import jieba.posseg

from nlp_oldcadre.pipeline import process

TARGET = 0.5


def texts(folder: Path, characters: int) -> list[str]:
    """The folder's documents, repeated up to about that many characters."""
    documents = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))]
    total = sum(map(len, documents))
    return documents * max(1, round(characters / total))


def seconds(work: Callable[[str], object], documents: list[str]) -> float:
    start = time.perf_counter()
    for text in documents:
        work(text)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "corpora")
    parser.add_argument("--characters", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    contestants: dict[str, Callable[[str], object]] = {
        "pipeline": process,
        "jieba.cut": lambda text: list(jieba.cut(text)),
        "jieba.posseg": lambda text: list(jieba.posseg.cut(text)),
    }
    documents = texts(options.folder, options.characters)
    size = sum(map(len, documents))
    for work in contestants.values():
        seconds(work, documents[:1])
    rounds = [{name: seconds(work, documents) for name, work in contestants.items()} for _ in range(options.rounds)]
    rate = {name: size / statistics.median(r[name] for r in rounds) for name in contestants}
    print(f"{size:,} characters in {len(documents)} documents, {options.rounds} rounds, medians, one process")
    for name, value in rate.items():
        ratio = "" if name == "pipeline" else f"   pipeline / {name}: {rate['pipeline'] / value:.2f}"
        print(f"{name:<14}{value:>12,.0f} characters/s{ratio}")
    reached = "reached" if rate["pipeline"] >= TARGET * rate["jieba.cut"] else "NOT reached"
    print(f"target: pipeline / jieba.cut >= {TARGET}: {reached}")


if __name__ == "__main__":
    main()
