"""Runs after the first one: failed documents tried again, a folder watched for what is dropped into it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from nlp_oldcadre.batch import run
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import NotACorpus, NotFound
from nlp_oldcadre.jobs import Paths
from nlp_oldcadre.read import paths
from nlp_oldcadre.run_report import Progress, RunReport
from nlp_oldcadre.workers import LIMITS, Limits

Look = dict[Path, tuple[int, int]]


def retry(
    output: str | Path,
    *,
    workers: int = 1,
    limits: Limits = LIMITS,
    wait: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> RunReport:
    """Try the documents again that failed, with the paths and options of the run that made the results.

    Parameters
    ----------
    output : the results folder, as :func:`nlp_oldcadre.run` made it.
    workers, limits, wait, progress : as in :func:`nlp_oldcadre.run`.

    Raises
    ------
    NotACorpus : the folder holds no results, or of a version that did not note its paths.
    NotFound : a path of that run is not there, seen from this folder.
    """
    record = Corpus(output).record
    if "named" not in record:
        raise _unnamed(output)
    named = [Path(name) for name in record["named"]]
    if missing := [path for path in named if not path.exists()]:
        raise _elsewhere(missing[0])
    options = record["options"]
    return run(
        named,
        output,
        workers=workers,
        tables=options["tables"],
        max_bytes=options["max_bytes"],
        mask=options["mask"],
        limits=limits,
        retry=True,
        wait=wait,
        progress=progress,
    )


def watch(
    named: Paths, run_once: Callable[[], RunReport], *, every: float = 5.0, sleep: Callable[[float], None] = time.sleep
) -> Iterator[RunReport]:
    """Run at once, and again whenever files have come, changed or gone and have been still for one look.

    A folder may be empty: then there is nothing to do yet.

    Parameters
    ----------
    named : the files and folders to look at.
    run_once : processes them.
    every : seconds between two looks.
    sleep : waits so many seconds.

    Examples
    --------
    >>> reports = watch("no/such/folder", lambda: "a report", sleep=lambda seconds: None)
    >>> next(reports)
    'a report'
    """
    before = done = _look(named)
    yield from _ran(named, run_once)
    while True:
        sleep(every)
        now = _look(named)
        # Something that is still being copied differs from look to look.
        if now != done and now == before:
            done = now
            yield from _ran(named, run_once)
        before = now


def _ran(named: Paths, run_once: Callable[[], RunReport]) -> Iterator[RunReport]:
    try:
        yield run_once()
    except NotFound:
        if paths(named).missing:
            raise


def _look(named: Paths) -> Look:
    seen: Look = {}
    for path in paths(named).files:
        try:
            status = path.stat()
        except OSError:
            continue
        seen[path] = (status.st_size, status.st_mtime_ns)
    return seen


def _unnamed(output: str | Path) -> NotACorpus:
    return NotACorpus(
        str(output),
        zh="运行记录里没有当时的文件路径",
        en="the run record does not tell the paths of its run",
        remedy_zh="请用 oldcadre run 文件… -o 文件夹 再运行一次",
        remedy_en="run again: oldcadre run PATHS -o FOLDER",
    )


def _elsewhere(path: Path) -> NotFound:
    return NotFound(
        path.as_posix(),
        zh="当时处理的文件不在这里",
        en="what was processed then is not there",
        remedy_zh="请在当时的文件夹里运行，或用 oldcadre run 重新指定路径",
        remedy_en="run this in the folder of that run, or name the paths with oldcadre run",
    )
