"""Many documents on this machine's cores: into a results folder, or as annotation records.

A document that fails is tried once more alone, then reported; it costs nobody else anything.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nlp_oldcadre.corpus.part_files import Damaged
from nlp_oldcadre.corpus.writer import (
    check_place,
    mend_place,
)
from nlp_oldcadre.engine import Cores, Engine
from nlp_oldcadre.errors import NotWritable, OldcadreError, system_reason
from nlp_oldcadre.job_list import every_job
from nlp_oldcadre.jobs import Paths, annotate_one, lost, make_options
from nlp_oldcadre.read import MAX_BYTES
from nlp_oldcadre.run_record import record_of
from nlp_oldcadre.run_report import Progress, RunReport
from nlp_oldcadre.run_steps import Steps
from nlp_oldcadre.work import Work, key_of, opened, version_of
from nlp_oldcadre.workers import LIMITS, Limits, in_order

logger = logging.getLogger("nlp_oldcadre")


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
        record = record_of(named, options, pipeline, (engine.name, engine.workers), started)
        steps = Steps([(job, key_of(job, pipeline)) for job in jobs], errors, work, engine, output, record, clock, progress)
        return _undamaged(lambda: steps.done(limits, retry=retry), work)


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
