"""Many documents on this machine's cores: into a results folder, or as annotation records.

Documents are worked on in parallel and taken in the order of their paths, so results are the same to the byte whatever the
number of workers. A document that fails is reported and costs nobody else anything.
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import nlp_oldcadre
from nlp_oldcadre.corpus.rows import document_rows, error_row
from nlp_oldcadre.corpus.schemas import FORMAT_VERSION
from nlp_oldcadre.corpus.writer import (
    Batches,
    TablesWriter,
    check_place,
    fresh_folder,
    is_corpus,
    put_in_place,
    to_batches,
    write_record,
)
from nlp_oldcadre.errors import NotFound, OldcadreError, ProcessingError, WorkerCrashed
from nlp_oldcadre.model import Document, MeasureValue, ProgramValue
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import MAX_BYTES, paths, read
from nlp_oldcadre.records import annotation
from nlp_oldcadre.tables import Tables, load_tables
from nlp_oldcadre.workers import in_order

logger = logging.getLogger("nlp_oldcadre")

Paths = str | Path | Iterable[str | Path]
Result = TypeVar("Result")

# Set in the environment, so that worker processes see it too: a document's fault is printed with its traceback.
DEBUG = "OLDCADRE_DEBUG"
_BYTES_A_WORKER = 2_000_000
# Whose versions may change results.
_LIBRARIES = ("ahocorasick_rs", "pyarrow", "pypdfium2", "rjieba", "scikit-learn", "tantivy")


class Options(NamedTuple):
    """What decides about the results of a document."""

    tables_folder: Path | None = None
    max_bytes: int = MAX_BYTES

    def tables(self) -> Tables:
        return load_tables(self.tables_folder) if self.tables_folder else load_tables()


class Job(NamedTuple):
    """One file to work on; ``duplicates`` are other paths with the same content."""

    path: Path
    options: Options
    duplicates: tuple[str, ...] = ()


class Tally(NamedTuple):
    """What the report tells about one document."""

    characters: int
    genre: str | None
    region: str | None
    programs: frozenset[str]
    measures: Counter[str]


class Worked(NamedTuple):
    """A document's rows, ready to be written."""

    batches: Batches
    tally: Tally


class Progress(NamedTuple):
    """How far a run is."""

    done: int
    total: int
    characters: int
    failures: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. ``counts`` are rows by table, ``failures`` the errors of the files that were not read."""

    output: Path
    documents: int
    characters: int
    seconds: float
    counts: dict[str, int]
    genres: Counter[str | None]
    regions: Counter[str | None]
    programs: int
    measures: Counter[str]
    duplicates: int
    failures: tuple[OldcadreError, ...]
    written: bool = True

    @property
    def exit_code(self) -> int:
        """0 all well, 3 some documents failed."""
        return 3 if self.failures else 0


@dataclass(slots=True)
class _Sum:
    """The report while it grows."""

    documents: int = 0
    characters: int = 0
    genres: Counter[str | None] = field(default_factory=Counter)
    regions: Counter[str | None] = field(default_factory=Counter)
    programs: set[str] = field(default_factory=set)
    measures: Counter[str] = field(default_factory=Counter)
    failures: list[OldcadreError] = field(default_factory=list)

    def add(self, tally: Tally) -> None:
        self.documents += 1
        self.characters += tally.characters
        self.genres[tally.genre] += 1
        self.regions[tally.region] += 1
        self.programs |= tally.programs
        self.measures += tally.measures


def run(
    named: Paths,
    output: str | Path,
    *,
    workers: int = 1,
    tables: str | Path | None = None,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[Progress], None] | None = None,
) -> RunReport:
    """Process files and folders into a results folder.

    Parameters
    ----------
    named : files, and folders with all that is below them.
    output : the results folder; an older one there is replaced when the run has succeeded.
    workers : processes. With more than one, a script needs ``if __name__ == "__main__":`` around its call.
    tables : a folder of rule tables to lay over the built-in ones.
    max_bytes : limit for the text of one document.
    progress : called after every document.

    Returns
    -------
    RunReport
        Its ``failures`` say which files could not be read and why; they also stand in the table ``errors``. When not a
        single document could be read, an older results folder is left as it is (``written`` is False).

    Raises
    ------
    NotFound : no path that was named exists, or none holds a file.
    NotWritable, NotACorpus : the results can't be put at ``output``.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    options = _options(tables, max_bytes)
    jobs, missing = _jobs(named, options)
    output = Path(output).absolute()
    check_place(output)
    total = _Sum(failures=list(missing))
    with fresh_folder(output) as folder:
        with TablesWriter(folder) as writer:
            for state in _write(jobs, workers, writer, total):
                if progress:
                    progress(state)
            failures = sorted(total.failures, key=lambda error: error.where)
            writer.add(to_batches({"errors": [error_row(error) for error in failures]}))
        is_kept = not total.documents and is_corpus(output)
        report = RunReport(
            output=output,
            documents=total.documents,
            characters=total.characters,
            seconds=time.perf_counter() - clock,
            counts=writer.counts,
            genres=total.genres,
            regions=total.regions,
            programs=len(total.programs),
            measures=total.measures,
            duplicates=sum(len(job.duplicates) for job in jobs),
            failures=tuple(failures),
            written=not is_kept,
        )
        if report.written:
            write_record(folder, _record(report, options, workers, started))
            _build_index(folder)
            put_in_place(folder, output)
    return report


def annotate(
    named: Paths,
    *,
    workers: int = 1,
    tables: str | Path | None = None,
    max_bytes: int = MAX_BYTES,
    on_error: Callable[[OldcadreError], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """The annotation record of every file, in the order of the paths.

    Parameters
    ----------
    named : files, and folders with all that is below them.
    workers, tables, max_bytes : as in :func:`run`.
    on_error : called with the error of a file that can't be read; by default it is logged as a warning.

    Examples
    --------
    >>> list(annotate(["no/such/file.txt"], on_error=lambda error: print(error.code)))
    not-found
    []
    """
    options = _options(tables, max_bytes)
    on_error = on_error or (lambda error: logger.warning(str(error)))
    found = paths(named)
    for missing in found.missing:
        on_error(missing)
    for result in in_order(annotate_one, [Job(path, options) for path in found.files], workers, _crashed):
        if isinstance(result, OldcadreError):
            on_error(result)
        else:
            yield result


def suggested_workers(named: Paths) -> int:
    """A process for every two megabytes of input, as far as there are cores: starting one costs about a second."""
    size = sum(_size(path) or 0 for path in paths(named).files)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 1 + size // _BYTES_A_WORKER)


def work_on(job: Job) -> Worked | OldcadreError:
    """The rows of one file, or the error that says why there are none."""
    return _guarded(job, _rows_of)


def annotate_one(job: Job) -> dict[str, Any] | OldcadreError:
    """The annotation record of one file, or the error that says why there is none."""
    return _guarded(job, _record_of)


def _rows_of(job: Job) -> Worked:
    tables = job.options.tables()
    doc = process(read(job.path, max_bytes=job.options.max_bytes), tables=tables)
    batches = to_batches(document_rows(doc, tables, duplicates=job.duplicates))
    return Worked(batches, _tally(doc))


def _record_of(job: Job) -> dict[str, Any]:
    return annotation(process(read(job.path, max_bytes=job.options.max_bytes), tables=job.options.tables()))


def _guarded(job: Job, function: Callable[[Job], Result]) -> Result | OldcadreError:
    """Whatever happens to one document stays with it."""
    try:
        return function(job)
    except OldcadreError as error:
        return error
    except Exception as error:
        if os.environ.get(DEBUG):
            traceback.print_exc()
        at = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__}: {error} [{Path(at.filename).name}:{at.lineno}]"
        return ProcessingError(
            job.path.as_posix(),
            zh=f"处理时出错（{fault}）",
            en=f"processing failed ({fault})",
            remedy_zh="这是程序的缺陷，请用 --debug 重跑并反馈",
            remedy_en="this is a fault of the program; run again with --debug and report it",
        )


def _crashed(job: Job) -> WorkerCrashed:
    return WorkerCrashed(
        job.path.as_posix(),
        zh="处理这个文件的进程意外退出（可能内存不足，或文件异常）",
        en="the process that worked on this file died (out of memory, or a malformed file)",
        remedy_zh="请单独处理这个文件，或拆成几份",
        remedy_en="process this file alone, or split it",
    )


def _tally(doc: Document) -> Tally:
    measures = Counter(m.value.status for m in doc.mentions if isinstance(m.value, MeasureValue))
    programs = frozenset(m.value.name for m in doc.mentions if isinstance(m.value, ProgramValue))
    return Tally(len(doc.source_text), doc.metadata.genre, doc.metadata.region, programs, measures)


def _options(tables: str | Path | None, max_bytes: int) -> Options:
    folder = Path(tables).absolute() if tables else None
    if folder and not folder.is_dir():
        raise NotFound(
            str(tables), zh="没有这个表格文件夹", en="there is no such folder of tables", remedy_zh="请检查 --tables 的路径",
            remedy_en="check the path given with --tables",
        )  # fmt: skip
    options = Options(folder, max_bytes)
    if folder:
        # A slip in the user's own tables is one error now, not one for every document.
        process("。", tables=options.tables())
    return options


def _jobs(named: Paths, options: Options) -> tuple[list[Job], tuple[NotFound, ...]]:
    """A job for every content, under its first path; and the paths that do not exist."""
    found = paths(named)
    if not found.files:
        raise found.missing[0] if found.missing else _nothing_there(named)
    same: dict[object, list[Path]] = {}
    for path, key in zip(found.files, _contents(found.files), strict=True):
        same.setdefault(key, []).append(path)
    jobs = [Job(first, options, tuple(p.as_posix() for p in others)) for first, *others in same.values()]
    return jobs, found.missing


def _contents(files: Iterable[Path]) -> Iterator[object]:
    """A key for each file, equal for equal contents; only files of equal size are looked into."""
    sizes = {path: _size(path) for path in files}
    often = Counter(sizes.values())
    for path, size in sizes.items():
        yield _digest(path) if size is not None and often[size] > 1 else path


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _digest(path: Path) -> object:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return path


def _nothing_there(named: Paths) -> NotFound:
    where = "、".join(str(p) for p in ([named] if isinstance(named, str | Path) else named)) or "-"
    return NotFound(
        where, zh="里面没有可处理的文件", en="there are no files to process", remedy_zh="请指定含有 .txt 或 .pdf 文件的文件夹",
        remedy_en="name a folder that holds .txt or .pdf files",
    )  # fmt: skip


def _write(jobs: list[Job], workers: int, writer: TablesWriter, total: _Sum) -> Iterator[Progress]:
    results = in_order(work_on, jobs, workers, _crashed)
    for done, (job, result) in enumerate(zip(jobs, results, strict=True), 1):
        if isinstance(result, OldcadreError):
            places = (result.where, *job.duplicates)
            total.failures += [result.at(place) for place in places]
        else:
            writer.add(result.batches)
            total.add(result.tally)
        yield Progress(done, len(jobs), total.characters, len(total.failures))


def _record(report: RunReport, options: Options, workers: int, started: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT_VERSION,
        "package": {"nlp_oldcadre": nlp_oldcadre.__version__, "python": platform.python_version()},
        "libraries": {name: version(name) for name in _LIBRARIES},
        "tables_digest": options.tables().digest(),
        "options": {
            "tables": str(options.tables_folder) if options.tables_folder else None,
            "max_bytes": options.max_bytes,
            "workers": workers,
        },
        "counts": {
            **report.counts,
            "characters": report.characters,
            "programs": report.programs,
            "duplicates": report.duplicates,
        },
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 3),
    }


def _build_index(folder: Path) -> None:
    """The one hook from the tables to the search index that lies beside them."""
    if find_spec("nlp_oldcadre.search.index"):
        import_module("nlp_oldcadre.search.index").build_index(folder)
