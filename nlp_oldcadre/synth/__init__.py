"""Synthetic documents of veteran-cadre work, with all that they say known: for tests, benchmarks and demonstrations.

Offices of all provinces, cities and counties write circulars, bulletins, reports and news about programmes of their own, in
the sentences of ``data/synth.toml``. An office keeps its programmes and its numbers from document to document: what a circular
plans for a year, the report of that year can be held against. No document describes anything real; the manifest marks
each as 合成文本.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.errors import NotWritable, OldcadreError, system_reason
from nlp_oldcadre.synth.make import Synthetic, documents
from nlp_oldcadre.synth.truth import COLUMNS, Amount, Programme, Truth
from nlp_oldcadre.synth.writer import A_FOLDER, FORMATS, Filled, Task, fill

__all__ = ["FORMATS", "Amount", "Programme", "SynthReport", "Synthetic", "Truth", "documents", "synth"]

MANIFEST = "manifest.csv"


class SynthReport(NamedTuple):
    """What was written where; ``characters`` are those of the texts."""

    output: Path
    documents: int
    characters: int


def synth(
    n: int,
    output: str | Path,
    *,
    seed: int = 7,
    formats: Sequence[str] = ("txt",),
    workers: int = 1,
    tables: str | Path | None = None,
) -> SynthReport:
    """Write synthetic documents and ``manifest.csv``, which tells what each of them says.

    Parameters
    ----------
    n : how many documents.
    output : the folder, new or empty; the documents lie in folders of 1,000 in it.
    seed : of another seed all is different; document 5 of a seed is the same however many are made.
    formats : of :data:`FORMATS`; document after document takes the next one.
    workers : processes that write.
    tables : a folder of rule tables to lay over the built-in ones, with a grammar of its own.

    Returns
    -------
    SynthReport
        The columns of the manifest are :data:`nlp_oldcadre.synth.truth.COLUMNS`; its cells ``programs`` and ``amounts`` are
        JSON lists of [name, kind, job] and of :class:`Amount`.

    Raises
    ------
    NotWritable : the folder holds something already, or can't be written.
    OldcadreError : a format that is not made here.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = synth(3, Path(folder) / "corpus")
    ...     sorted(p.name for p in report.output.rglob("*.*"))
    ['0000000.txt', '0000001.txt', '0000002.txt', 'manifest.csv']
    """
    formats = _checked(formats)
    folder = Path(output)
    above = (Path(tables),) if tables else ()
    tasks = [Task(folder, first, min(A_FOLDER, n - first), seed, formats, above) for first in range(0, n, A_FOLDER)]
    try:
        _make_empty(folder)
        with _pool(tasks, workers) as filled:
            return _listed(folder, filled)
    except OSError as error:
        zh, en = system_reason(error)
        raise _not_writable(folder, f"写不进去（{zh}）", f"can't be written ({en})") from error


@contextmanager
def _pool(tasks: list[Task], workers: int) -> Iterator[Iterable[Filled]]:
    """The folders of the tasks in their order, filled in so many processes."""
    if workers == 1 or len(tasks) < 2:
        yield map(fill, tasks)
    else:
        with ProcessPoolExecutor(workers) as pool:
            yield pool.map(fill, tasks)


def _listed(folder: Path, filled: Iterable[Filled]) -> SynthReport:
    documents = characters = 0
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="") as manifest:
        csv.writer(manifest, lineterminator="\n").writerow(COLUMNS)
        for one in filled:
            manifest.write(one.lines)
            documents += one.documents
            characters += one.characters
    return SynthReport(folder, documents, characters)


def _make_empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if next(folder.iterdir(), None):
        raise _not_writable(folder, "文件夹里已有文件", "the folder holds something already")


def _checked(formats: Sequence[str]) -> tuple[str, ...]:
    unknown = [format for format in formats if format not in FORMATS]
    if unknown or not formats:
        known = ", ".join(FORMATS)
        name = unknown[0] if unknown else ""
        raise OldcadreError(
            "--formats", zh=f"没有这种格式：{name!r}", en=f"unknown format {name!r}", remedy_zh=f"可用：{known}",
            remedy_en=f"use some of {known}",
        )  # fmt: skip
    return tuple(formats)


def _not_writable(folder: Path, zh: str, en: str) -> NotWritable:
    return NotWritable(
        folder.as_posix(), zh=zh, en=en, remedy_zh="请另选一个新的或空的文件夹", remedy_en="name a new or an empty folder"
    )


make_verb(__name__)
