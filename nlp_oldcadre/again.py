"""Runs after the first one: failed documents tried again, a folder watched for what is dropped into it."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from nlp_oldcadre.batch import run
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.engine import Engine
from nlp_oldcadre.errors import Busy, NotACorpus, NotFound, NotWritable, OldcadreError, QueryError, ReadError
from nlp_oldcadre.jobs import Paths
from nlp_oldcadre.read import paths
from nlp_oldcadre.run_report import Progress, RunReport
from nlp_oldcadre.workers import LIMITS, Limits

logger = logging.getLogger("nlp_oldcadre")

# Size and time of each file.
Look = dict[Path, tuple[int, int]]
# hdfs://…, s3a://…: two letters at least, for one is a drive.
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:/")


def retry(
    output: str | Path,
    *,
    workers: int = 1,
    limits: Limits = LIMITS,
    wait: bool = False,
    progress: Callable[[Progress], None] | None = None,
    engine: Engine | None = None,
) -> RunReport:
    """Try the documents again that failed, with the paths and options of the run that made the results.

    Parameters
    ----------
    output : the results folder, as :func:`nlp_oldcadre.run` made it.
    workers, limits, wait, progress, engine : as in :func:`nlp_oldcadre.run`.

    Raises
    ------
    NotACorpus : the folder holds no results, or of a version that did not note its paths.
    NotFound : a path of that run is not there, seen from this folder; one of a run on a cluster needs its ``engine``.
    """
    record = Corpus(output).record
    if "named" not in record:
        raise _unnamed(output)
    named, options = record["named"], record["options"]
    if engine is None and (missing := [name for name in named if not Path(name).exists()]):
        raise _on_cluster(missing[0], output) if options.get("engine") == "spark" else _elsewhere(missing[0])
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
        engine=engine,
    )


def watch(
    named: Paths,
    run_once: Callable[[], RunReport],
    *,
    every: float = 5.0,
    sleep: Callable[[float], None] = time.sleep,
    on_error: Callable[[OldcadreError], None] | None = None,
) -> Iterator[RunReport]:
    """Run at once, and again whenever files have come, changed or gone and have been still for one look.

    A folder may be empty: then there is nothing to do yet. What may pass (another run at the same results, a full disk, a
    folder that can't be reached for a while) is told and tried again at the next look.

    Parameters
    ----------
    named : the files and folders to look at.
    run_once : processes them.
    every : seconds between two looks.
    sleep : waits so many seconds.
    on_error : called with what may pass, once for as long as it lasts; by default it is logged as a warning.

    Raises
    ------
    NotFound, ReadError : a path that was named is not there, or can't be opened, at the first look.
    QueryError : a path is not one of this machine.

    Examples
    --------
    >>> reports = watch("no/such/folder", lambda: "a report", sleep=lambda seconds: None)
    >>> next(reports)
    'a report'
    """
    _check_local(named)
    tell = _Teller(on_error or (lambda error: logger.warning(str(error))))
    done: Look | None = None
    before, is_first = _look(named), True
    while True:
        now = _look(named)
        # Something that is still being copied differs from look to look.
        if is_first or (now != done and now == before):
            done = now
            try:
                yield run_once()
                tell.nothing()
            except OldcadreError as error:
                if _is_nothing_there(error, named):
                    pass
                elif _may_pass(error, is_first=is_first):
                    tell(error)
                    done = None
                else:
                    raise
        before, is_first = now, False
        sleep(every)


class _Teller:
    """Tells an error once for as long as it lasts."""

    def __init__(self, on_error: Callable[[OldcadreError], None]) -> None:
        self._on_error, self._last = on_error, ""

    def __call__(self, error: OldcadreError) -> None:
        if (told := f"{error.code} {error}") != self._last:
            self._last = told
            self._on_error(error)

    def nothing(self) -> None:
        self._last = ""


def _is_nothing_there(error: OldcadreError, named: Paths) -> bool:
    """Whether the folders are there, but empty."""
    try:
        return isinstance(error, NotFound) and not paths(named).missing
    except OSError:
        return False


def _may_pass(error: OldcadreError, *, is_first: bool) -> bool:
    if isinstance(error, NotWritable):
        # What the system refuses (a full disk) may pass; a file in the place of the results will not.
        return isinstance(error.__cause__, OSError)
    # A path that is wrong from the beginning is a slip of the pen.
    return isinstance(error, Busy) or (isinstance(error, NotFound | ReadError) and not is_first)


def _look(named: Paths) -> Look:
    seen: Look = {}
    # A share that is away can't even be looked at.
    with suppress(OSError):
        for path in paths(named).files:
            with suppress(OSError):
                status = path.stat()
                seen[path] = (status.st_size, status.st_mtime_ns)
    return seen


def _check_local(named: Paths) -> None:
    for path in [named] if isinstance(named, str | Path) else named:
        if _ELSEWHERE.match(str(path)):
            raise QueryError(
                f"--watch {path}", zh="只能看本机的文件夹", en="only folders of this machine can be watched",
                remedy_zh="请去掉 --watch，定时运行 oldcadre run", remedy_en="leave --watch out and run at set times",
            )  # fmt: skip


def _unnamed(output: str | Path) -> NotACorpus:
    return NotACorpus(
        str(output),
        zh="运行记录里没有当时的文件路径",
        en="the run record does not tell the paths of its run",
        remedy_zh="请用 oldcadre run 文件… -o 文件夹 再运行一次",
        remedy_en="run again: oldcadre run PATHS -o FOLDER",
    )


def _on_cluster(path: str, output: str | Path) -> NotFound:
    command = f"oldcadre retry {output} --engine spark --master"
    return NotFound(
        path,
        zh="这些结果是 Spark 从集群的文件系统处理的，本机读不到",
        en="these results were made by Spark, of files that this machine can't read",
        remedy_zh=f"请在集群上重试：{command} 当时的地址",
        remedy_en=f"try them again on the cluster: {command} ADDRESS",
    )


def _elsewhere(path: str) -> NotFound:
    return NotFound(
        path,
        zh="当时处理的文件不在这里",
        en="what was processed then is not there",
        remedy_zh="请在当时的文件夹里运行，或用 oldcadre run 重新指定路径",
        remedy_en="run this in the folder of that run, or name the paths with oldcadre run",
    )
