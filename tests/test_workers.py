"""Jobs over processes: in order, each within its limits, and nobody pays for another's fault."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from nlp_oldcadre.errors import ProcessingError
from nlp_oldcadre.workers import Failure, Limits, in_order


def why(job: int, failure: Failure) -> str:
    return f"{job} {failure}"


def late_when_small(number: int) -> int:
    time.sleep(0.3 if number == 0 else 0)
    return number


def die_when_odd(number: int) -> int:
    if number % 2:
        os._exit(1)
    return number


def hang_when_odd(number: int) -> int:
    time.sleep(600 if number % 2 else 0)
    return number


def grow_when_odd(number: int) -> int:
    held = []
    while number % 2:
        held.append(bytearray(os.urandom(1 << 20) * 8))
        time.sleep(0.005)
    return number


def start_a_program(number: int) -> int:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", f"left behind {os.getppid()}"])
    time.sleep(600)
    return number


def start_one_that_grows(number: int) -> int:
    code = "import os, time; held = bytearray(os.urandom(1 << 20) * 700); time.sleep(600)"
    subprocess.run([sys.executable, "-c", code], check=False)
    return number


class Unreadable:
    """What can be sent but not taken."""

    def __reduce__(self) -> tuple[object, ...]:
        return int, ("no number", "no base")


def answer_nonsense(number: int) -> object:
    return Unreadable()


def print_much(number: int) -> int:
    print("noise of a library")
    return number


def children() -> list[psutil.Process]:
    return [p for p in psutil.Process().children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]


def test_results_come_in_order_though_the_first_is_late() -> None:
    assert list(in_order(late_when_small, range(60), 3, why)) == list(range(60))


def test_deaths_cost_only_their_own_jobs() -> None:
    assert list(in_order(die_when_odd, range(5), 2, why)) == [0, "1 crashed", 2, "3 crashed", 4]


def test_a_job_that_hangs_is_given_up() -> None:
    assert list(in_order(hang_when_odd, range(4), 2, why, Limits(seconds=0.5))) == [0, "1 timeout", 2, "3 timeout"]


def test_a_job_that_grows_is_given_up() -> None:
    limits = Limits(memory=400 << 20)
    assert list(in_order(grow_when_odd, range(3), 1, why, limits)) == [0, "1 memory", 2]


def test_a_program_that_a_job_started_ends_with_it() -> None:
    assert list(in_order(start_a_program, [1], 1, why, Limits(seconds=1))) == ["1 timeout"]
    mark = f"left behind {os.getpid()}"
    assert not [p for p in psutil.process_iter(["cmdline"]) if mark in (p.info["cmdline"] or ())]


def test_what_a_program_of_a_job_holds_counts() -> None:
    assert list(in_order(start_one_that_grows, [1], 1, why, Limits(seconds=60, memory=500 << 20))) == ["1 memory"]


def test_an_answer_that_can_not_be_taken_is_a_crash_at_once() -> None:
    begun = time.monotonic()
    assert list(in_order(answer_nonsense, [1], 1, why, Limits(seconds=120))) == ["1 crashed"]
    assert time.monotonic() - begun < 60


def test_a_program_that_goes_while_it_is_ended_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    family = [psutil.Process(gone.pid)]
    gone.wait()
    monkeypatch.setattr("nlp_oldcadre.processes.family", lambda pid: family)
    assert list(in_order(die_when_odd, range(3), 1, why)) == [0, "1 crashed", 2]


def test_no_more_processes_than_jobs() -> None:
    results = in_order(late_when_small, [-1, -2], 99_999, why)
    assert next(results) == -1
    assert len(children()) == 2
    assert list(results) == [-2]


def test_jobs_are_made_while_processes_start() -> None:
    started = []

    def jobs() -> Iterator[int]:
        started.append(len(children()))
        yield from (-1, -2, -3)

    assert list(in_order(late_when_small, jobs(), 2, why)) == [-1, -2, -3]
    assert started == [2]


def test_processes_are_gone_when_nobody_wants_more() -> None:
    results = in_order(late_when_small, range(1000), 2, why)
    assert next(results) == 0
    assert len(children()) == 2
    results.close()
    assert children() == []


def test_what_a_library_prints_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(in_order(print_much, range(3), 1, why)) == [0, 1, 2]
    output, errors = capfd.readouterr()
    assert output == ""
    assert errors.count("noise") == 3


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from nlp_oldcadre.workers import in_order\nprint(list(in_order(abs, [-1, -2], 2, failed=max)))\n", encoding="utf-8"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[1, 2]\n"


def test_processes_that_can_not_start_are_an_error_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp_oldcadre.workers._BOOT", "raise SystemExit(1)")
    with pytest.raises(ProcessingError, match="can't start"):
        list(in_order(abs, [1, 2], 2, why))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
def test_the_death_of_whoever_asks_is_the_end(tmp_path: Path) -> None:
    code = "from test_workers import *\nprint(list(in_order(hang_when_odd, [1], 1, why)))"
    asking = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parent)
    deadline = time.monotonic() + 30
    while not (born := psutil.Process(asking.pid).children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    asking.kill()
    asking.wait()
    gone, alive = psutil.wait_procs(born, timeout=10)
    assert (len(gone), alive) == (1, [])
