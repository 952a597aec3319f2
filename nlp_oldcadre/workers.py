"""Jobs over processes, results in the order of the jobs; a process that dies, hangs or grows costs only its own job.

Each process is a Python of its own that is asked over a pipe, one job at a time. Two things of
:mod:`concurrent.futures` are in the way here: there one death breaks the pool with every job under way, and a script
has to guard its own code by ``if __name__ == "__main__":``, which no user of a notebook knows.
"""

from __future__ import annotations

import json
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from nlp_oldcadre.errors import ProcessingError
from nlp_oldcadre.processes import end, memory

Job = TypeVar("Job")
Result = TypeVar("Result")
Failure = Literal["crashed", "timeout", "memory"]

# Results that wait for an earlier one, per process: enough to bridge a long job, few enough for memory.
_AHEAD = 4
# How often, in seconds, running jobs are looked at (which takes a while); memory grows by less than a gigabyte between.
_LOOK = 0.1
# A slow disk and a cold cache; whoever has not come up by then never will.
_START_SECONDS = 180
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from nlp_oldcadre.serving import serve; serve()"


class Limits(NamedTuple):
    """What one job may take: seconds, and bytes of memory with all that its process holds."""

    seconds: float = 600
    memory: int = 4 << 30


LIMITS = Limits()
# Of work on a corpus as a whole, which takes what it takes.
UNLIMITED = Limits(seconds=1e9, memory=1 << 62)


class _Answer(NamedTuple):
    """What a process said; ``value`` is None when its pipe ended."""

    process: subprocess.Popen[bytes]
    value: tuple[Any] | None


def in_order(
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    workers: int,
    failed: Callable[[Job, Failure], Result],
    limits: Limits = LIMITS,
) -> Iterator[Result]:
    """``function`` of every job, in order, by ``workers`` processes beside this one.

    Parameters
    ----------
    function : importable by name, does not raise.
    jobs : a collection, or an iterator, which is first asked when processes start.
    workers : at least one; never more are started than a collection has jobs.
    failed : gives the result of a job whose process died (``crashed``), took too long (``timeout``) or too much (``memory``).
    limits : of each job.

    Raises
    ------
    ProcessingError : when processes can't start at all.

    Examples
    --------
    >>> list(in_order(abs, [-2, 1], 2, failed=lambda job, why: 0))
    [2, 1]
    """
    finished: dict[int, Result] = {}
    taken = 0
    # One that is far ahead waits, so that finished results do not pile up behind a long job.
    for number, result in as_done(function, jobs, workers, failed, limits, may_start=lambda: len(finished) < workers * _AHEAD):
        finished[number] = result
        while taken in finished:
            yield finished.pop(taken)
            taken += 1


def as_done(
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    workers: int,
    failed: Callable[[Job, Failure], Result],
    limits: Limits = LIMITS,
    *,
    may_start: Callable[[], bool] = lambda: True,
) -> Iterator[tuple[int, Result]]:
    """As :func:`in_order`, each result with the number of its job as soon as it is there.

    Parameters
    ----------
    may_start : asked before another job is begun.
    """
    waiting = enumerate(jobs)
    needed = min(max(1, workers), len(jobs)) if isinstance(jobs, Collection) else max(1, workers)
    with _crew(function, needed, limits) as (crew, answers):
        while True:
            for worker in crew:
                if worker.is_idle and may_start() and (job := next(waiting, None)):
                    worker.start(*job)
            if all(worker.is_idle for worker in crew):
                return
            yield from _settled(crew, answers, failed)


@contextmanager
def one_by_one(
    function: Callable[[Job], Result], failed: Callable[[Job, Failure], Result], limits: Limits
) -> Iterator[Callable[[Job], Result]]:
    """``function`` as :func:`as_done` does it, asked job by job; its process stays until the block ends."""
    with _crew(function, 1, limits) as (crew, answers):

        def ask(job: Job) -> Result:
            crew[0].start(0, job)
            while not (found := [*_settled(crew, answers, failed)]):
                pass
            return found[0][1]

        yield ask


def _settled(
    crew: list[_Worker[Job, Result]], answers: queue.Queue[_Answer], failed: Callable[[Job, Failure], Result]
) -> Iterator[tuple[int, Result]]:
    """The jobs that ended within one look: answered, or broken off."""
    with suppress(queue.Empty):
        answer = answers.get(timeout=_LOOK)
        # What a process said before it was stopped is of no use any more.
        for worker in crew:
            if worker.process is answer.process:
                yield from worker.take(answer, failed)
    now = time.monotonic()
    for worker in crew:
        if now >= worker.next_look and (why := worker.overdraft()):
            yield worker.give_up(why, failed)


class _Worker(Generic[Job, Result]):
    """A process and the job that it is at. It answers once when it is ready and then once for every job."""

    def __init__(self, function: Callable[[Job], Result], limits: Limits, answers: queue.Queue[_Answer]) -> None:
        self.function, self.limits, self.answers = function, limits, answers
        self._launch()

    def _launch(self) -> None:
        try:
            self.process = self._born()
        except OSError as error:
            raise _cannot_start() from error
        self.is_ready, self.has_gone = False, False
        self.since = self.next_look = time.monotonic()
        self.job: tuple[int, Job] | None = None
        threading.Thread(target=_listen, args=(self.process, self.answers), daemon=True).start()
        self._send(self.function)

    @staticmethod
    def _born() -> subprocess.Popen[bytes]:
        # In a session of its own, so that Ctrl-C reaches this process alone, which then ends the others.
        return subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Where this process has no standard error, that of the other one must not become a pipe of answers.
            stderr=None if sys.__stderr__ else subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    @property
    def is_idle(self) -> bool:
        return self.job is None

    def start(self, number: int, job: Job) -> None:
        """Hand over a job."""
        if self.has_gone:
            self.stop()
            self._launch()
        self.job = (number, job)
        self.since = time.monotonic()
        self.next_look = self.since + _LOOK
        self._send(job)

    def _send(self, message: object) -> None:
        assert self.process.stdin
        # One that died this moment is told by the end of its pipe.
        with suppress(OSError):
            pickle.dump(message, self.process.stdin)
            self.process.stdin.flush()

    def take(self, answer: _Answer, failed: Callable[[Job, Failure], Result]) -> Iterator[tuple[int, Result]]:
        """What the process had to say: that it is ready, the result of its job, or nothing more."""
        if answer.value is None:
            self.has_gone = True
            if not self.is_ready:
                raise _cannot_start()
            if self.job is not None:
                yield self.give_up("crashed", failed)
        elif self.is_ready and self.job is not None:
            number, _ = self.job
            self.job = None
            yield number, answer.value[0]
        else:
            self.is_ready = True
            self.since = time.monotonic()

    def overdraft(self) -> Failure | None:
        """Which limit the running job is over."""
        self.next_look = time.monotonic() + _LOOK
        if self.is_idle:
            return None
        passed = time.monotonic() - self.since
        if not self.is_ready:
            if passed > _START_SECONDS:
                raise _cannot_start()
            return None
        if passed > self.limits.seconds:
            return "timeout"
        return "memory" if memory(self.process.pid) > self.limits.memory else None

    def give_up(self, why: Failure, failed: Callable[[Job, Failure], Result]) -> tuple[int, Result]:
        """End the process; the job's number and its result. The next job gets a new process."""
        assert self.job is not None
        number, job = self.job
        self.stop()
        self.job, self.has_gone = None, True
        return number, failed(job, why)

    def stop(self) -> None:
        """End the process, whatever it and the programs that it started are at."""
        end(self.process)


@contextmanager
def _crew(
    function: Callable[[Job], Result], workers: int, limits: Limits
) -> Iterator[tuple[list[_Worker[Job, Result]], queue.Queue[_Answer]]]:
    """Processes that are gone when the block ends, however it ends, and the queue of what they say."""
    crew: list[_Worker[Job, Result]] = []
    answers: queue.Queue[_Answer] = queue.Queue()
    try:
        for _ in range(workers):
            crew.append(_Worker(function, limits, answers))
        yield crew, answers
    finally:
        with ExitStack() as leaving:
            for worker in crew:
                leaving.callback(worker.stop)


def _listen(process: subprocess.Popen[bytes], answers: queue.Queue[_Answer]) -> None:
    """Put what a process says into the queue until its pipe ends."""
    # A pipe that breaks in the middle of a message, is closed under this thread or says what can't be read has ended too.
    with suppress(Exception):
        while True:
            answers.put(_Answer(process, (pickle.load(process.stdout),)))  # type: ignore[arg-type]
    answers.put(_Answer(process, None))


def _cannot_start() -> ProcessingError:
    return ProcessingError(
        "workers",
        zh="启动不了工作进程",
        en="worker processes can't start",
        remedy_zh="请检查内存和磁盘空间，或重新安装本软件",
        remedy_en="check memory and disk space, or install the package again",
    )
