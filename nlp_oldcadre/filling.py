"""The tables of a run, made of what its parts hold: of a large one by several processes, each with some of the tables."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from nlp_oldcadre.corpus import TABLES
from nlp_oldcadre.corpus.at_place import WITH_PATH, At
from nlp_oldcadre.corpus.packed import unpack
from nlp_oldcadre.corpus.part_files import PartFiles
from nlp_oldcadre.corpus.tables_writer import TablesWriter
from nlp_oldcadre.errors import ProcessingError
from nlp_oldcadre.finished import packed_of
from nlp_oldcadre.workers import UNLIMITED, in_order

# Less than this is sooner done than other processes are started; in bytes of rows.
_SMALL = 50_000_000
# Each process reads all that is kept: more of them than this only read.
_MOST_PROCESSES = 4

Counts = dict[str, int]


def fill_tables(
    parts: Path, places: Sequence[int], found_at: Sequence[At], sizes: Mapping[str, int], folder: Path, *, processes: int
) -> Counts:
    """Write the tables of finished documents; the errors are written by others.

    Parameters
    ----------
    parts : the folder of the parts.
    places : of the documents' records, in the order of the rows.
    found_at : where each document lies.
    sizes : about how many bytes of rows each table will have.
    folder : where the tables go.
    processes : how many may be at it; what they write is the same.

    Returns
    -------
    dict
        Rows of each table.

    Raises
    ------
    Damaged : a part is not what was written. OSError : the disk is full, or the like.
    ProcessingError : a process died.
    """
    is_small = sum(sizes.values()) < _SMALL
    groups = _groups(sizes, 1 if is_small else min(processes, _MOST_PROCESSES))
    jobs = [_Job(parts, array("Q", places), found_at if WITH_PATH & set(tables) else (), tables, folder) for tables in groups]
    told = map(_try, jobs) if is_small else in_order(_try, jobs, processes, _lost, UNLIMITED)
    return {name: count for counts in map(_or_raise, told) for name, count in counts.items()}


class _Job(NamedTuple):
    parts: Path
    places: array[int]
    found_at: Sequence[At]
    tables: tuple[str, ...]
    folder: Path


def _fill(job: _Job) -> Counts:
    with PartFiles(job.parts) as files, TablesWriter(job.folder, job.tables) as writer:
        for place, at in zip_longest(job.places, job.found_at):
            writer.add_messages(unpack(packed_of(*files.record(place)), job.tables), at)
    return writer.counts


def _try(job: _Job) -> Counts | Exception:
    """Fill tables in a process of its own; what goes wrong is the answer."""
    try:
        return _fill(job)
    except Exception as error:
        return error


def _or_raise(told: Counts | Exception) -> Counts:
    if isinstance(told, Exception):
        raise told
    return told


def _groups(sizes: Mapping[str, int], count: int) -> list[tuple[str, ...]]:
    """The tables in groups of about the same size.

    Examples
    --------
    >>> _groups({"facts": 9, "mentions": 8, "measures": 4, "quantities": 3, "elements": 2}, 2)
    [('facts', 'quantities', 'elements'), ('mentions', 'measures', 'documents', 'sections')]
    """
    groups: list[list[str]] = [[] for _ in range(count)]
    loads: Counter[int] = Counter()
    filled = [name for name in TABLES if name != "errors"]
    for name in sorted(filled, key=lambda name: -sizes.get(name, 0)):
        least = min(range(count), key=lambda number: (loads[number], number))
        groups[least].append(name)
        loads[least] += sizes.get(name, 0)
    return [tuple(group) for group in groups if group]


def _lost(job: _Job, why: str) -> Exception:
    return ProcessingError(
        job.folder.as_posix(), zh="生成数据表的进程意外结束", en=f"a process that made tables ended ({why})",
        remedy_zh="请释放内存后重试，或减少 --workers", remedy_en="free memory and try again, or use fewer --workers",
    )  # fmt: skip
