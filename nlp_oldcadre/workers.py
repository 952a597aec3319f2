"""Jobs over processes, results in the order of the jobs; a process that dies costs only its own job."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

# Jobs under way or waiting for their turn to be taken, per process: enough to bridge a long one, few enough for memory.
_AHEAD = 4


def in_order(
    function: Callable[[Job], Result], jobs: Iterable[Job], workers: int, crashed: Callable[[Job], Result]
) -> Iterator[Result]:
    """``function`` of every job, in order, by ``workers`` processes (1: in this one).

    Parameters
    ----------
    function : importable by name, does not raise.
    crashed : gives the result of a job whose process died.

    Examples
    --------
    >>> list(in_order(abs, [-2, 1], 1, crashed=int))
    [2, 1]
    """
    if workers <= 1:
        yield from map(function, jobs)
        return
    waiting = iter(jobs)
    lost: list[Any] | None = []
    while lost is not None:
        lost = None
        with _pool(workers) as pool:
            for result in _through(pool, function, waiting, workers):
                if isinstance(result, _Lost):
                    lost = result.jobs
                    break
                yield result
        # Any of these may have been the one that killed its process: alone, each answers for itself.
        for job in lost or []:
            yield _alone(function, job, crashed)


class _Lost:
    """The jobs that were under way or waiting when a process died."""

    def __init__(self, jobs: list[Any]) -> None:
        self.jobs = jobs


def _through(
    pool: ProcessPoolExecutor, function: Callable[[Job], Result], jobs: Iterator[Job], workers: int
) -> Iterator[Result | _Lost]:
    queue: deque[tuple[Job, Future[Result]]] = deque()
    with _interrupts_held():
        # The first jobs start the processes, which are to leave Ctrl-C to this one.
        broken = not _submit(pool, function, islice(jobs, workers), queue)
    while queue:
        broken = broken or not _submit(pool, function, islice(jobs, workers * _AHEAD - len(queue)), queue)
        try:
            yield queue[0][1].result()
        except BrokenProcessPool:
            yield _Lost([job for job, _ in queue])
            return
        queue.popleft()


def _submit(
    pool: ProcessPoolExecutor,
    function: Callable[[Job], Result],
    jobs: Iterator[Job],
    queue: deque[tuple[Job, Future[Result]]],
) -> bool:
    """Hand over jobs; False once the pool is broken. A job that it refuses waits with the others."""
    for job in jobs:
        try:
            queue.append((job, pool.submit(function, job)))
        except BrokenProcessPool as error:
            refused: Future[Result] = Future()
            refused.set_exception(error)
            queue.append((job, refused))
            return False
    return True


def _alone(function: Callable[[Job], Result], job: Job, crashed: Callable[[Job], Result]) -> Result:
    with _pool(1) as pool:
        with _interrupts_held():
            future = pool.submit(function, job)
        try:
            return future.result()
        except BrokenProcessPool:
            return crashed(job)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose processes are gone when the block ends, however it ends."""
    # Spawned, not forked: the same on every system, and safe beside the threads of Arrow and tantivy.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    try:
        yield pool
    except BaseException:
        # Nobody waits for what is under way: the results are thrown away.
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started in this block ignore Ctrl-C from their first instruction on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
