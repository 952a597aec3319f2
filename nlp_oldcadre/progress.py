"""How far a run is: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from nlp_oldcadre.console import say

if TYPE_CHECKING:
    from nlp_oldcadre.run_report import Progress

# Seconds between plain lines.
_EVERY = 5.0


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A function that shows how far a run is: a bar on a terminal, a plain line now and then elsewhere."""
    if sys.stderr.isatty():
        yield from _bar()
    else:
        yield _lines()


def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TextColumn(say("{task.completed}/{task.total} 份", "{task.completed}/{task.total} documents")),
        TextColumn(say("{task.fields[characters]:,} 字", "{task.fields[characters]:,} characters")),
        TextColumn(say("失败 {task.fields[failures]}", "{task.fields[failures]} failed")),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, characters=0, failures=0)
        yield lambda p: bar.update(task, completed=p.done, total=p.total, characters=p.characters, failures=p.failures)


def _lines() -> Callable[[Progress], None]:
    last = monotonic()

    def line(p: Progress) -> None:
        nonlocal last
        if p.done == p.total or monotonic() - last >= _EVERY:
            last = monotonic()
            zh = f"{p.done}/{p.total} 份  {p.characters:,} 字  失败 {p.failures}"
            en = f"{p.done}/{p.total} documents  {p.characters:,} characters  {p.failures} failed"
            print(say(zh, en), file=sys.stderr, flush=True)

    return line
