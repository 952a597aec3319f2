"""Jobs over processes, results in the order of the jobs; a process that dies costs only its own job.

Each process has a pipe of its own. That is what :class:`concurrent.futures.ProcessPoolExecutor` lacks: there, one death
breaks the pool with every job under way, and a process that dies while it writes a large result blocks the others for good.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from nlp_oldcadre.errors import ProcessingError

Job = TypeVar("Job")
Result = TypeVar("Result")

# Results that wait for an earlier one, per process: enough to bridge a long job, few enough for memory.
_AHEAD = 4
_READY = "ready"


def in_order(
    function: Callable[[Job], Result], jobs: Iterable[Job], workers: int, crashed: Callable[[Job], Result]
) -> Iterator[Result]:
    """``function`` of every job, in order, by ``workers`` processes (1: in this one).

    Parameters
    ----------
    function : importable by name, does not raise.
    crashed : gives the result of a job whose process died.

    Raises
    ------
    ProcessingError : when processes can't start at all.

    Examples
    --------
    >>> list(in_order(abs, [-2, 1], 1, crashed=int))
    [2, 1]
    """
    jobs = list(jobs)
    # More processes than jobs would only cost their start.
    workers = min(workers, len(jobs))
    if workers <= 1:
        yield from map(function, jobs)
        return
    waiting = enumerate(jobs)
    finished: dict[int, Result] = {}
    taken = 0
    with _crew(function, workers) as crew:
        while True:
            for worker in crew:
                # One that is far ahead waits, so that finished results do not pile up behind a long job.
                if worker.is_idle and len(finished) < workers * _AHEAD and (job := next(waiting, None)):
                    worker.start(*job)
            busy = {worker.connection: worker for worker in crew if not worker.is_idle}
            if not busy:
                return
            for connection in wait(list(busy)):
                for number, result in busy[connection].receive(crashed):  # type: ignore[index]
                    finished[number] = result
            while taken in finished:
                yield finished.pop(taken)
                taken += 1


class _Worker(Generic[Job, Result]):
    """A process and the job that it is at. It answers once when it is ready and then once for every job."""

    def __init__(self, function: Callable[[Job], Result]) -> None:
        self.function = function
        self._launch()

    def _launch(self) -> None:
        # Spawned, not forked: the same on every system, and safe beside the threads of Arrow and tantivy.
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.function), daemon=True)
        with _signals_held():
            self.process.start()
        # Only the process holds its end now, so that its death is the end of the pipe.
        theirs.close()
        self.is_ready = False
        self.job: tuple[int, Job] | None = None

    @property
    def is_idle(self) -> bool:
        return self.job is None

    def start(self, number: int, job: Job) -> None:
        """Hand over a job."""
        if self.is_ready and not self.process.is_alive():
            self.stop()
            self._launch()
        self.job = (number, job)
        try:
            self.connection.send(job)
        except OSError:
            # It died this moment; the end of the pipe tells the same to receive().
            return

    def receive(self, crashed: Callable[[Job], Result]) -> Iterator[tuple[int, Result]]:
        """What the process has to say: nothing yet, or the result of its job."""
        assert self.job is not None
        number, job = self.job
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            if not self.is_ready:
                raise _cannot_start() from None
            self.stop()
            self.job = None
            yield number, crashed(job)
            return
        if self.is_ready:
            self.job = None
            yield number, answer
        self.is_ready = True

    def stop(self) -> None:
        """End the process, whatever it is at."""
        # A process holds nothing that it would have to put in order, and this can't be put off.
        self.process.kill()
        self.process.join()
        self.connection.close()


@contextmanager
def _crew(function: Callable[[Job], Result], workers: int) -> Iterator[list[_Worker[Job, Result]]]:
    """Processes that are gone when the block ends, however it ends."""
    crew: list[_Worker[Job, Result]] = []
    try:
        with _signals_held():
            crew.extend(_Worker(function) for _ in range(workers))
        yield crew
    finally:
        for worker in crew:
            worker.stop()


def _serve(connection: Connection, function: Callable[[Any], Any]) -> None:
    """What a process does: answer jobs until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        connection.send(_READY)
        while True:
            connection.send(function(connection.recv()))
    except (EOFError, OSError):
        return


_HELD = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def _signals_held() -> Iterator[None]:
    """Ctrl-C waits until the block ends; a process started in it never hears of Ctrl-C: this one decides."""
    arrived: list[int] = []
    with _deferred(arrived), _masked():
        yield
    for number in arrived[:1]:
        signal.raise_signal(number)


@contextmanager
def _deferred(arrived: list[int]) -> Iterator[None]:
    """Signals are noted. Python acts on them in the main thread alone, so elsewhere there is nothing to do."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda n, _: arrived.append(n)) for number in _HELD}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _masked() -> Iterator[None]:
    """A process started in this block is born with these signals blocked."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Started inside the block, the tracker of multiprocessing would let signals through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cannot_start() -> ProcessingError:
    return ProcessingError(
        "workers",
        zh="启动不了工作进程",
        en="worker processes can't start",
        remedy_zh='请用 workers=1，或把调用写在 if __name__ == "__main__": 之下',
        remedy_en='use workers=1, or put the call under if __name__ == "__main__":',
    )
