"""A process with all the programs that it has started: what they hold, and their end."""

from __future__ import annotations

import subprocess
from contextlib import suppress

import psutil


def family(pid: int) -> list[psutil.Process]:
    """The programs that a process has started."""
    with suppress(psutil.Error):
        return psutil.Process(pid).children(recursive=True)
    return []


def memory(pid: int) -> int:
    """The bytes of memory that a process and the programs that it has started hold; 0 for those that have gone.

    Examples
    --------
    >>> import os
    >>> memory(os.getpid()) > 1_000_000
    True
    """
    total = 0
    with suppress(psutil.Error):
        for process in (psutil.Process(pid), *family(pid)):
            with suppress(psutil.Error):
                total += process.memory_info().rss
    return total


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, whatever it and the programs that it started are at, and close its pipes."""
    # A process holds nothing that it would have to put in order, and this can't be put off.
    for started in family(process.pid):
        with suppress(psutil.Error):
            started.kill()
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()  # type: ignore[union-attr]
