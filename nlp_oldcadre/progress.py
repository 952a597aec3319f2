"""How far a run is: a bar on a terminal, a plain line now and then elsewhere, a JSON log where one is wanted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from nlp_oldcadre.console import check_folder, not_writable, say
from nlp_oldcadre.errors import NotWritable, OldcadreError

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
    pace = _Pace()
    tell = _lines(lambda p: _log(log, "progress", p._asdict() | pace.told(p)))

    def both(p: Progress) -> None:
        show(p)
        pace.note(p)
        tell(p)

    return both


def log_report(report: RunReport, log: Path | None) -> None:
    """Tell a log, where there is one, what a run did and what failed."""
    if not log:
        return
    for error in report.failures:
        _log(log, "failed", _error(error))
    counts = {"documents": report.documents, "characters": report.characters, "pages": report.pages}
    done = {"kept": report.kept, "failures": len(report.failures), "seconds": round(report.seconds, 3)}
    _log(log, "finished", {"output": str(report.output), **counts, **done})


def log_waiting(error: OldcadreError, log: Path | None) -> None:
    """Tell a log, where there is one, what is in the way of a watched folder until the next look."""
    if log:
        # On a full disk the log can't be written either.
        with suppress(NotWritable):
            _log(log, "waiting", _error(error))


def _error(error: OldcadreError) -> dict[str, object]:
    return {"where": error.where, "code": error.code, "error": error.en, "remedy": error.remedy_en}


def _log(log: Path | None, event: str, told: dict[str, object]) -> None:
    line = json.dumps({"time": datetime.now(UTC).isoformat(timespec="seconds"), "event": event, **told}, ensure_ascii=False)
    assert log
    try:
        with log.open("a", encoding="utf-8", errors="backslashreplace") as handle:
            handle.write(line + "\n")
    except OSError as error:
        raise not_writable(log, error, "--log") from error


def _open_log(log: Path) -> None:
    """See, before any work, that the log can be written."""
    check_folder(log, "--log")
    try:
        log.open("a", encoding="utf-8").close()
    except OSError as error:
        raise not_writable(log, error, "--log") from error


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
            pace.note(p)
            bar.update(
                task,
                completed=p.done,
                total=p.total,
                characters=p.characters,
                pages=p.pages,
                failures=p.failures,
                rate=pace.documents(p),
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
        self._first: tuple[Progress, float] | None = None
        self._seconds = 0.0

    def note(self, p: Progress) -> None:
        """Take in how far the run is; each counts, also those that no line tells."""
        self._first = self._first or (p, monotonic())
        self._seconds = max(0.1, monotonic() - self._first[1])

    def documents(self, p: Progress) -> float:
        """Documents a second."""
        return (p.done - self._first[0].done) / self._seconds if self._first else 0.0

    def characters(self, p: Progress) -> float:
        """Characters a second."""
        return (p.characters - self._first[0].characters) / self._seconds if self._first else 0.0

    def left(self, p: Progress) -> float | None:
        """Seconds until the end; None where nothing is known about them."""
        rate = self.documents(p)
        return (p.total - p.done) / rate if rate else 0.0 if p.done >= p.total else None

    def told(self, p: Progress) -> dict[str, float | None]:
        """All three for a log."""
        left = self.left(p)
        return {
            "documents_per_second": round(self.documents(p), 2),
            "characters_per_second": round(self.characters(p), 1),
            "seconds_left": None if left is None else round(left, 1),
        }


def _printer() -> Show:
    pace = _Pace()
    tell = _lines(lambda p: _print(p, pace))

    def show(p: Progress) -> None:
        pace.note(p)
        tell(p)

    return show


def _print(p: Progress, pace: _Pace) -> None:
    seconds, rate = pace.left(p), pace.documents(p)
    left = "?" if seconds is None else timedelta(seconds=round(seconds))
    zh = f"{p.done}/{p.total} 份  {p.characters:,} 字  {p.pages:,} 页  {rate:,.1f} 份/秒  剩余 {left}  失败 {p.failures}"
    en = f"{p.done}/{p.total} documents  {p.characters:,} characters  {p.pages:,} pages  {rate:,.1f}/s  {left} left"
    print(say(zh, f"{en}  {p.failures} failed"), file=sys.stderr, flush=True)
