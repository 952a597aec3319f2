"""The verbs that process documents: run, retry, annotate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nlp_oldcadre import console
from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.options import (
    Conf,
    EngineName,
    Engines,
    File,
    LogFile,
    Mask,
    Master,
    MaxBytes,
    MemoryLimit,
    Output,
    Paths,
    Places,
    Results,
    TablesFolder,
    TimeLimit,
    Wait,
    Watch,
    Workers,
)
from nlp_oldcadre.read import MAX_BYTES
from nlp_oldcadre.workers import LIMITS, Limits

if TYPE_CHECKING:
    from nlp_oldcadre.run_report import RunReport

# Part of the one command line: cli.py joins it to its own verbs.
app = typer.Typer()


@app.command(help="处理文件，写出结果文件夹；只做新的和改过的 · process what is new or changed into a results folder")
def run(
    paths: Places,
    output: Output,
    workers: Workers = None,
    tables: TablesFolder = None,
    max_bytes: MaxBytes = MAX_BYTES,
    time_limit: TimeLimit = LIMITS.seconds,
    memory_limit: MemoryLimit = LIMITS.memory >> 20,
    mask: Mask = False,
    wait: Wait = False,
    watch: Watch = None,
    log: LogFile = None,
    engine: EngineName = Engines.local,
    master: Master = None,
    conf: Conf = None,
) -> None:
    from nlp_oldcadre import again, batch, engines, job_list, progress

    limits = Limits(time_limit, memory_limit << 20)

    def once() -> RunReport:
        with engines.chosen(engine.value, master, conf or []) as cluster, progress.progress_bar(log) as show:
            return batch.run(
                paths,
                output,
                workers=workers or job_list.suggested_workers(paths) if cluster is None else 1,
                tables=tables,
                max_bytes=max_bytes,
                limits=limits,
                mask=mask,
                wait=wait,
                progress=show,
                engine=cluster,
            )

    def waiting(error: OldcadreError) -> None:
        console.warn(error)
        progress.log_waiting(error, log)

    _told(again.watch(paths, once, every=watch, on_error=waiting) if watch else iter([once()]), output, log)


@app.command(help="再试一次失败的文件 · try again the documents that failed")
def retry(
    results: Results,
    workers: Workers = None,
    time_limit: TimeLimit = LIMITS.seconds,
    memory_limit: MemoryLimit = LIMITS.memory >> 20,
    wait: Wait = False,
    log: LogFile = None,
    engine: EngineName = Engines.local,
    master: Master = None,
    conf: Conf = None,
) -> None:
    from nlp_oldcadre import again, engines, progress

    limits = Limits(time_limit, memory_limit << 20)
    with engines.chosen(engine.value, master, conf or []) as cluster, progress.progress_bar(log) as show:
        report = again.retry(results, workers=workers or 1, limits=limits, wait=wait, progress=show, engine=cluster)
    _told(iter([report]), results, log)


def _told(reports: Iterator[RunReport], output: Path, log: Path | None) -> None:
    """Sum up each run; the exit code is that of the last one."""
    from nlp_oldcadre import progress, summary

    code = 0
    for report in reports:
        summary.summarise(report, output.as_posix())
        progress.log_report(report, log)
        code = report.exit_code
    raise typer.Exit(code)


@app.command(
    help="逐份输出标注（JSON Lines） · one JSON record a document\n\n"
    "属性 · attrs  QUANTITY: value 或 low、high，unit 单位，indicator 指标，bound 界限（> >= < <= ~），change 增减（from to "
    "increase decrease），baseline 基数，compared_with 比较对象，check 验算，per 每，share_of 占，part_of 其中，problem 不足，"
    "uncertain 识别存疑；"
    "PERSON: post 职务，organisation 单位；DOCUMENT: kind，number 文号，level 层级；MEASURE: status，topic，verb，object，"
    "strength 力度，deadline 时限，beneficiaries 受益对象。其余见 nlp_oldcadre/values.py · the others: nlp_oldcadre/values.py"
)
def annotate(
    paths: Paths,
    output: File = None,
    workers: Workers = None,
    tables: TablesFolder = None,
    max_bytes: MaxBytes = MAX_BYTES,
    time_limit: TimeLimit = LIMITS.seconds,
    memory_limit: MemoryLimit = LIMITS.memory >> 20,
    mask: Mask = False,
) -> None:
    from nlp_oldcadre import batch, job_list

    failures: list[OldcadreError] = []
    records = batch.annotate(
        paths,
        workers=workers or job_list.suggested_workers(paths),
        tables=tables,
        max_bytes=max_bytes,
        limits=Limits(time_limit, memory_limit << 20),
        mask=mask,
        on_error=console.collector(failures),
    )
    written = console.write_json_lines(records, output)
    if not written and all(error.code == "not-found" for error in failures):
        raise typer.Exit(2)
    raise typer.Exit(3 if failures else 0)
