"""How far a run is: a bar on a terminal, a plain line now and then elsewhere, a JSON log where one is wanted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from nlp_oldcadre.console import check_folder, not_writable, say

if TYPE_CHECKING:
    from nlp_oldcadre.run_report import Progress, RunReport

# Seconds between plain lines.
_EVERY = 5.0


Show = Callable[["Progress"], None]


@contextmanager
def progress_bar(log: Path | None = None) -> Iterator[Show]:
    """A function that shows how far a run is: a bar on a terminal, a plain line now and then elsewhere.

    Parameters
    ----------
    log : a file to which it is told as well, as often as plain lines are: JSON with ``time``, ``event`` and counts.
    """
    if log:
        _open_log(log)
    if sys.stderr.isatty():
        with _bar() as show:
            yield _logged(show, log)
    else:
        yield _logged(_printer(), log)


def _logged(show: Show, log: Path | None) -> Show:
    if not log:
        return show
    tell = _lines(lambda p: _log(log, "progress", p._asdict()))

    def both(p: Progress) -> None:
        show(p)
        tell(p)

    return both


def log_report(report: RunReport, log: Path | None) -> None:
    """Tell a log, where there is one, what a run did and what failed."""
    if not log:
        return
    for error in report.failures:
        _log(log, "failed", {"where": error.where, "code": error.code, "error": error.en, "remedy": error.remedy_en})
    counts = {"documents": report.documents, "kept": report.kept, "failures": len(report.failures)}
    _log(log, "finished", {"output": str(report.output), **counts, "seconds": round(report.seconds, 3)})


def _log(log: Path | None, event: str, told: dict[str, object]) -> None:
    line = json.dumps({"time": datetime.now(UTC).isoformat(timespec="seconds"), "event": event, **told}, ensure_ascii=False)
    assert log
    try:
        with log.open("a", encoding="utf-8", errors="backslashreplace") as handle:
            handle.write(line + "\n")
    except OSError as error:
        raise not_writable(log, error) from error


def _open_log(log: Path) -> None:
    """See, before any work, that the log can be written."""
    check_folder(log)
    try:
        log.open("a", encoding="utf-8").close()
    except OSError as error:
        raise not_writable(log, error) from error


@contextmanager
def _bar() -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        TextColumn(say("{task.completed}/{task.total} 份", "{task.completed}/{task.total} documents")),
        TextColumn(say("{task.fields[characters]:,} 字", "{task.fields[characters]:,} characters")),
        TextColumn(say("{task.fields[pages]:,} 页", "{task.fields[pages]:,} pages")),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TextColumn(say("失败 {task.fields[failures]}", "{task.fields[failures]} failed")),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, characters=0, pages=0, failures=0, rate=0.0)
        pace = _Pace()

        def show(p: Progress) -> None:
            bar.update(
                task,
                completed=p.done,
                total=p.total,
                characters=p.characters,
                pages=p.pages,
                failures=p.failures,
                rate=pace.rate(p),
            )

        yield show


def _lines(tell: Show) -> Show:
    """Tells now and then, and at the end."""
    last = monotonic()

    def line(p: Progress) -> None:
        nonlocal last
        if p.done == p.total or monotonic() - last >= _EVERY:
            last = monotonic()
            tell(p)

    return line


class _Pace:
    """How fast a run is, from the first document that is told on: what an earlier run had done does not count."""

    def __init__(self) -> None:
        self._first: tuple[int, float] | None = None

    def rate(self, p: Progress) -> float:
        """Documents a second."""
        self._first = self._first or (p.done, monotonic())
        done, since = self._first
        return (p.done - done) / max(0.1, monotonic() - since)


def _printer() -> Show:
    pace = _Pace()
    tell = _lines(lambda p: _print(p, pace.rate(p)))

    def show(p: Progress) -> None:
        # Each counts, also those that no line tells.
        pace.rate(p)
        tell(p)

    return show


def _print(p: Progress, rate: float) -> None:
    left = timedelta(seconds=round((p.total - p.done) / rate)) if rate else "?"
    zh = f"{p.done}/{p.total} 份  {p.characters:,} 字  {p.pages:,} 页  {rate:,.1f} 份/秒  剩余 {left}  失败 {p.failures}"
    en = f"{p.done}/{p.total} documents  {p.characters:,} characters  {p.pages:,} pages  {rate:,.1f}/s  {left} left"
    print(say(zh, f"{en}  {p.failures} failed"), file=sys.stderr, flush=True)
