"""Many documents on this machine's cores: into a results folder, or as annotation records.

A run goes in two steps. First the documents that are not done yet are worked on, in any order, and what becomes of each is kept
in the work folder (:mod:`nlp_oldcadre.work`); then the tables are made of what is kept there, in the order of the paths. So
results are the same to the byte whatever the number of workers, and whatever was done by earlier runs or cut short. A
document that fails is tried once more alone, then reported; it costs nobody else anything.
"""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nlp_oldcadre.corpus.at_place import At
from nlp_oldcadre.corpus.packed import to_batches
from nlp_oldcadre.corpus.part_files import Damaged
from nlp_oldcadre.corpus.rows import error_row
from nlp_oldcadre.corpus.tables_writer import TablesWriter
from nlp_oldcadre.corpus.writer import (
    check_place,
    documents_in,
    fresh_folder,
    mend_place,
    put_in_place,
    write_record,
)
from nlp_oldcadre.engine import Cores, Engine
from nlp_oldcadre.errors import NotWritable, OldcadreError, ProcessingError, system_reason
from nlp_oldcadre.filling import fill_tables
from nlp_oldcadre.finished import finished, keep, outcome, stands
from nlp_oldcadre.job_list import every_job
from nlp_oldcadre.jobs import Job, Paths, Worked, annotate_one, lost, make_options
from nlp_oldcadre.read import MAX_BYTES
from nlp_oldcadre.run_record import counted, record_of, standing_record
from nlp_oldcadre.run_report import Progress, RunReport, Sum
from nlp_oldcadre.work import Work, fingerprint, key_of, opened, version_of
from nlp_oldcadre.workers import LIMITS, Limits, in_order

logger = logging.getLogger("nlp_oldcadre")

Keyed = list[tuple[Job, bytes]]


def run(
    named: Paths,
    output: str | Path,
    *,
    workers: int = 1,
    tables: str | Path | None = None,
    max_bytes: int = MAX_BYTES,
    limits: Limits = LIMITS,
    mask: bool = False,
    retry: bool = False,
    wait: bool = False,
    progress: Callable[[Progress], None] | None = None,
    engine: Engine | None = None,
) -> RunReport:
    """Process files and folders into a results folder; what an earlier run there has done and has not changed is kept.

    Parameters
    ----------
    named : files, archives and e-mails with what is in them, and folders with all that is below them.
    output : the results folder; an older one there is replaced when the run has succeeded.
    workers : processes that the documents are read and worked on in.
    tables : a folder of rule tables to lay over the built-in ones.
    max_bytes : limit for the text of one document.
    limits : seconds and bytes of memory that one document may take; one that takes more is given up and reported.
    mask : hide identity numbers, telephone numbers and bank accounts.
    retry : try the documents again that failed in an earlier run.
    wait : wait for another run that is writing the same results.
    progress : called after every document.
    engine : does the work; by default so many processes of this machine.

    Returns
    -------
    RunReport
        Its ``failures`` say which files could not be read and why; they also stand in the table ``errors``. When not a
        single document could be read, an older results folder is left as it is (``written`` is False).

    Raises
    ------
    NotFound : no path that was named exists, or none holds a file.
    NotWritable, NotACorpus : the results can't be put at ``output``.
    Busy : another run is writing them.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    options = make_options(tables, max_bytes, limits, mask=mask)
    engine = engine or Cores(workers)
    output = Path(output).resolve()
    check_place(output)
    pipeline = version_of(options)
    with _disk(output), opened(output, pipeline, wait=wait) as work:
        mend_place(output)
        jobs, errors = engine.jobs(named, options, work)
        keyed = [(job, key_of(job, pipeline)) for job in jobs]
        record = record_of(named, options, pipeline, (engine.name, engine.workers), started)

        def attempt() -> RunReport:
            todo = [(job, key) for job, key in keyed if not stands(work.parts, key, job.place.uri, limits, retry=retry)]
            _work_off(todo, len(jobs), work, engine, progress)
            work.seen.remember()
            report = _results(keyed, errors, work, output, record, clock, engine)
            _compact(keyed, work)
            return replace(report, kept=len(jobs) - len(todo))

        return _undamaged(attempt, work)


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


def _work_off(todo: Keyed, total: int, work: Work, engine: Engine, progress: Callable[[Progress], None] | None) -> None:
    """Work on what is not done, keep what becomes of it; what broke off is tried once more, alone."""
    kept, again = total - len(todo), list[tuple[Job, bytes]]()
    characters = pages = failures = 0
    try:
        for done, (number, result) in enumerate(_results_of(todo, engine), 1):
            if isinstance(result, Worked):
                characters += result.tally.characters
                pages += result.tally.pages
            failures += isinstance(result, OldcadreError)
            if isinstance(result, ProcessingError):
                again.append(todo[number])
            else:
                _keep(work, todo[number], result)
            if progress:
                progress(Progress(kept + done, total, characters, failures, pages))
        for number, result in _results_of(again, engine, alone=True):
            _keep(work, again[number], result)
    finally:
        work.parts.flush()
    if progress and not todo:
        progress(Progress(kept, total, 0, 0))


def _results_of(keyed: Keyed, engine: Engine, *, alone: bool = False) -> Iterator[tuple[int, Worked | OldcadreError]]:
    return engine.results([job for job, _ in keyed], alone=alone)


def _keep(work: Work, one: tuple[Job, bytes], result: Worked | OldcadreError) -> None:
    job, key = one
    keep(work.parts, key, result, job.options.limits)


def _results(
    keyed: Keyed,
    errors: Iterable[OldcadreError],
    work: Work,
    output: Path,
    record: dict[str, Any],
    clock: float,
    engine: Engine,
) -> RunReport:
    """Make the tables and put them in place, unless they are there already."""
    replaced = documents_in(output)
    record["fingerprint"] = fingerprint((outcome(work.parts, key, job.at) for job, key in keyed), errors)
    total = Sum(failures=list(errors))
    duplicates = sum(len(job.duplicates) for job, _ in keyed)
    places, found_at, sizes = _add_up(keyed, work, total)
    if standing := standing_record(output, record["fingerprint"]):
        engine.complete(output)
        report = total.report(output, time.perf_counter() - clock, standing["counts"], duplicates)
        return replace(report, replaced=replaced, changed=False)
    with fresh_folder(output) as folder:
        counts = fill_tables(work.parts.folder, places, found_at, sizes, folder, processes=_processes(engine))
        counts |= _write_errors(folder, total.failures)
        report = total.report(output, time.perf_counter() - clock, counts, duplicates)
        report = replace(report, replaced=replaced, written=bool(total.documents) or replaced is None)
        if report.written:
            write_record(folder, record | counted(report))
            engine.finish(folder)
            put_in_place(folder, output)
    return report


def _add_up(keyed: Keyed, work: Work, total: Sum) -> tuple[list[int], list[At], Counter[str]]:
    """Sum up what is kept, in the order of the paths.

    Returns the places of the documents' rows, where the documents lie, and the bytes of the rows by table.
    """
    places, found_at, sizes = list[int](), list[At](), Counter[str]()
    for job, key in keyed:
        one, at = finished(work.parts, key), job.at
        if one.error:
            total.failures += [one.error.at(place) for place in (at.uri, *at.duplicates)]
        elif one.tally:
            total.add(one.tally, at.uri)
            found_at.append(at)
            sizes.update(one.sizes)
            places.append(work.parts.place(key))
    return places, found_at, sizes


def _processes(engine: Engine) -> int:
    """Those of this machine, which makes the tables whatever has done the work."""
    return min(engine.workers, os.cpu_count() or 1)


def _write_errors(folder: Path, failures: Iterable[OldcadreError]) -> dict[str, int]:
    with TablesWriter(folder, ["errors"]) as writer:
        writer.add(to_batches({"errors": [error_row(error) for error in sorted(failures, key=lambda error: error.where)]}))
    return writer.counts


def _compact(keyed: Keyed, work: Work) -> None:
    # The results are in place; what there is no room for now is done by a later run.
    with suppress(OSError):
        work.parts.compact([key for _, key in keyed])


def _undamaged(attempt: Callable[[], RunReport], work: Work) -> RunReport:
    """Where the disk has lost something of what is kept, those documents are done again."""
    try:
        return attempt()
    except Damaged:
        logger.warning(str(_damaged(work.folder, work.parts.drop_damaged())))
    try:
        return attempt()
    except Damaged as error:
        raise _damaged(work.folder, work.parts.drop_damaged()) from error


@contextmanager
def _disk(output: Path) -> Iterator[None]:
    """What the operating system refuses is told; what was done stays for the next run."""
    try:
        yield
    except BrokenPipeError:
        # Nothing is wrong with the place: whoever read the progress has gone.
        raise
    except OSError as error:
        zh, en = system_reason(error)
        raise NotWritable(
            output.as_posix(),
            zh=f"结果写不到这里（{zh}）",
            en=f"the results can't be written here ({en})",
            remedy_zh="请确认磁盘有空间、位置可写，再运行一次；已处理的部分不会重做",
            remedy_en="check the free space and the rights there and run again; what was done is kept",
        ) from error


def _damaged(folder: Path, documents: int) -> NotWritable:
    return NotWritable(
        folder.as_posix(),
        zh=f"工作文件夹中有损坏的数据，已清除，涉及 {documents} 份文件，会重新处理",
        en=f"damaged data in the work folder are removed; {documents} documents are done again",
        remedy_zh="请检查磁盘",
        remedy_en="check the disk",
    )
