"""The index beside the tables. It holds what a row of an answer shows, so that a search opens the index alone."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq
import tantivy

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.portion import Part
from nlp_oldcadre.corpus.writer import INDEX
from nlp_oldcadre.errors import ProcessingError
from nlp_oldcadre.search.completion import write_names
from nlp_oldcadre.search.fields import schema
from nlp_oldcadre.search.records import records
from nlp_oldcadre.search.said import parts
from nlp_oldcadre.workers import UNLIMITED, in_order

_HEAP = 128_000_000
_BURST = 64
# A part is as large as one process makes in a few seconds; more parts than these would slow down each query.
_IN_A_PART, _MOST_PARTS = 64_000, 16
# Numbers of parts that two, three, four or six processes end with at about the same time.
_EVEN, _LEAST_EVEN = 4, 8
_LARGEST = 1.6
SideBySide = Callable[[Callable[[Any], Any], list[Any]], Iterable[Any]]


def build_index(corpus_dir: str | Path, *, workers: int | None = None, side_by_side: SideBySide | None = None) -> Path:
    """Make the index of a results folder, in its folder ``index``; one that stands there is replaced.

    A large corpus gets several parts, which are made side by side and searched together. How many depends on the corpus
    alone, so that an answer is the same whatever the number of workers.

    Parameters
    ----------
    workers : processes for the parts; as many as there are cores by default.
    side_by_side : does a function of each item of a list elsewhere, on machines that see the folder too.

    Raises
    ------
    NotACorpus : when the folder holds no results. ProcessingError : when a process that made a part died.
    """
    corpus = Corpus(corpus_dir)
    folder = corpus.path / INDEX
    fresh = corpus.path / f".{INDEX}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    wanted = shares(_mentions(corpus))
    if len(wanted) == 1:
        _fill(_Job(corpus.path, fresh))
        write_names(corpus, fresh)
    else:
        jobs, processes = _jobs(corpus, fresh, wanted), min(workers or os.cpu_count() or 1, len(wanted))
        for failure in side_by_side(_try, [*jobs]) if side_by_side else in_order(_try, jobs, processes, _lost, UNLIMITED):
            if failure:
                raise failure
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return folder


class _Job(NamedTuple):
    """What is made of a corpus and where: the records of a part (None: of all of it), or the list of its names."""

    corpus: Path
    folder: Path
    part: Part | None = None
    only_names: bool = False


def shares(mentions: int) -> list[float]:
    """What share of the mentions each part gets, as many as there are parts.

    They fall evenly, so that a process that is through with a large part finds a smaller one, and all end together.

    Examples
    --------
    >>> shares(60_000), shares(100_000), [round(share, 2) for share in shares(200_000)]
    ([1.0], [1.0, 1.0], [1.6, 1.43, 1.26, 1.09, 0.91, 0.74, 0.57, 0.4])
    """
    count = max(1, -(-mentions // _IN_A_PART))
    if count <= 2:
        return [1.0] * count
    count = min(_MOST_PARTS, max(_LEAST_EVEN, -(-count // _EVEN) * _EVEN))
    fall = 2 * (_LARGEST - 1) / (count - 1)
    return [_LARGEST - fall * number for number in range(count)]


def _jobs(corpus: Corpus, folder: Path, wanted: list[float]) -> Iterator[_Job]:
    """The names, which need no parts, then the parts; the corpus is cut when they are asked for, while processes start."""
    yield _Job(corpus.path, folder, only_names=True)
    for number, part in enumerate(parts(corpus, wanted)):
        yield _Job(corpus.path, folder / f"{number:02}", part)


def _fill(job: _Job) -> None:
    # Nothing of an earlier attempt may be added to.
    shutil.rmtree(job.folder, ignore_errors=True)
    job.folder.mkdir()
    # One thread: records keep their order, so equal scores keep it too.
    writer = tantivy.Index(schema(), path=str(job.folder)).writer(_HEAP, num_threads=1)
    made = records(Corpus(job.corpus), job.part)
    # In bursts: a thread that takes records one by one faster than they come sleeps and is woken for each.
    while some := list(islice(made, _BURST)):
        for record in some:
            writer.add_document(record)
    writer.commit()
    writer.wait_merging_threads()


def _try(job: _Job) -> Exception | None:
    """Make a part in a process of its own; what goes wrong is the answer."""
    # Records hold no circles; to look for some takes a tenth of the time.
    gc.disable()
    try:
        if job.only_names:
            write_names(Corpus(job.corpus), job.folder)
        else:
            _fill(job)
    except Exception as error:
        return error
    return None


def _lost(job: _Job, why: str) -> Exception | None:
    return ProcessingError(
        job.folder.as_posix(), zh="生成检索索引的进程意外结束", en=f"a process of the index ended ({why})",
        remedy_zh="请释放内存后重试，或减少 --workers", remedy_en="free memory and try again, or use fewer --workers",
    )  # fmt: skip


def _mentions(corpus: Corpus) -> int:
    return int(pq.read_metadata(corpus.path / "mentions.parquet").num_rows)
