"""Many documents on this machine's cores: into a results folder, or as annotation records.

Documents are worked on in parallel and taken in the order of their paths, so results are the same to the byte whatever the
number of workers. A document that fails is reported and costs nobody else anything.
"""

from __future__ import annotations

import logging
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import nlp_oldcadre
from nlp_oldcadre.corpus import FORMAT_VERSION
from nlp_oldcadre.corpus.rows import error_row
from nlp_oldcadre.corpus.writer import (
    TablesWriter,
    check_place,
    documents_in,
    fresh_folder,
    put_in_place,
    to_batches,
    write_record,
)
from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.jobs import Job, Options, Paths, Tally, annotate_one, every_job, lost, make_jobs, make_options, work_on
from nlp_oldcadre.read import MAX_BYTES
from nlp_oldcadre.workers import LIMITS, Limits, in_order

logger = logging.getLogger("nlp_oldcadre")

# Whose versions may change results.
_LIBRARIES = ("ahocorasick_rs", "pyarrow", "pypdfium2", "rjieba", "scikit-learn", "tantivy")


class Progress(NamedTuple):
    """How far a run is."""

    done: int
    total: int
    characters: int
    failures: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did.

    ``counts`` are rows by table, ``failures`` the errors of the files that were not read, ``replaced`` how many documents
    older results at the same place held (None: there were none).
    ``unread`` are pages that are pictures and were not read, the extra ``ocr`` being absent, by path.
    """

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
    replaced: int | None = None
    markings: Counter[str] = field(default_factory=Counter)
    unread: dict[str, tuple[int, ...]] = field(default_factory=dict)

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
    markings: Counter[str] = field(default_factory=Counter)
    unread: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def add(self, tally: Tally) -> None:
        self.documents += 1
        self.characters += tally.characters
        self.genres[tally.genre] += 1
        self.regions[tally.region] += 1
        self.programs |= tally.programs
        self.measures += tally.measures
        if tally.marking:
            self.markings[tally.marking] += 1
        if tally.unread:
            self.unread.update([tally.unread])

    def report(
        self,
        output: Path,
        seconds: float,
        counts: dict[str, int],
        duplicates: int,
        failures: tuple[OldcadreError, ...],
        *,
        written: bool,
    ) -> RunReport:
        return RunReport(
            output=output,
            documents=self.documents,
            characters=self.characters,
            seconds=seconds,
            counts=counts,
            genres=self.genres,
            regions=self.regions,
            programs=len(self.programs),
            measures=self.measures,
            duplicates=duplicates,
            failures=failures,
            written=written,
            markings=self.markings,
            unread=self.unread,
        )


def run(
    named: Paths,
    output: str | Path,
    *,
    workers: int = 1,
    tables: str | Path | None = None,
    max_bytes: int = MAX_BYTES,
    limits: Limits = LIMITS,
    mask: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> RunReport:
    """Process files and folders into a results folder.

    Parameters
    ----------
    named : files, archives and e-mails with what is in them, and folders with all that is below them.
    output : the results folder; an older one there is replaced when the run has succeeded.
    workers : processes that the documents are read and worked on in.
    tables : a folder of rule tables to lay over the built-in ones.
    max_bytes : limit for the text of one document.
    limits : seconds and bytes of memory that one document may take; one that takes more is given up and reported.
    mask : hide identity numbers, telephone numbers and bank accounts.
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
    options = make_options(tables, max_bytes, limits, mask=mask)
    jobs, errors = make_jobs(named, options)
    output = Path(output).resolve()
    check_place(output)
    total = _Sum(failures=list(errors))
    with fresh_folder(output) as folder:
        with TablesWriter(folder) as writer:
            for state in _write(jobs, workers, writer, total):
                if progress:
                    progress(state)
            failures = sorted(total.failures, key=lambda error: error.where)
            writer.add(to_batches({"errors": [error_row(error) for error in failures]}))
        replaced = documents_in(output)
        is_kept = not total.documents and replaced is not None
        duplicates = sum(len(job.duplicates) for job in jobs)
        seconds = time.perf_counter() - clock
        report = total.report(output, seconds, writer.counts, duplicates, tuple(failures), written=not is_kept)
        report = replace(report, replaced=replaced)
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
    limits: Limits = LIMITS,
    mask: bool = False,
    on_error: Callable[[OldcadreError], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """The annotation record of every file, in the order of the paths.

    Parameters
    ----------
    named : files, and folders with all that is below them.
    workers, tables, max_bytes, limits, mask : as in :func:`run`.
    on_error : called with the error of a file that can't be read; by default it is logged as a warning.

    Raises
    ------
    NotFound : the folders that were named hold no file.

    Examples
    --------
    >>> list(annotate(["no/such/file.txt"], on_error=lambda error: print(error.code)))
    not-found
    []
    """
    options = make_options(tables, max_bytes, limits, mask=mask)
    on_error = on_error or (lambda error: logger.warning(str(error)))
    jobs, errors = every_job(named, options)
    for error in errors:
        on_error(error)
    for result in in_order(annotate_one, jobs, workers, lost, options.limits):
        if isinstance(result, OldcadreError):
            on_error(result)
        else:
            yield result


def _write(jobs: list[Job], workers: int, writer: TablesWriter, total: _Sum) -> Iterator[Progress]:
    limits = jobs[0].options.limits if jobs else LIMITS
    results = in_order(work_on, jobs, workers, lost, limits)
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
            "mask": options.mask,
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
