"""Runs that go on where they were: what is done is kept, whatever ends them, and the tables are the same to the byte."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import nlp_oldcadre as oc
from nlp_oldcadre import again, batch, engine, jobs, work
from nlp_oldcadre.cli import app
from nlp_oldcadre.corpus.parts import Parts
from nlp_oldcadre.corpus.writer import mend_place
from nlp_oldcadre.errors import Busy, NotFound, NotWritable
from nlp_oldcadre.jobs import Job

TEXT = "{n}月{n}日，大连市委老干部局开展“晚霞护苗”行动，组建{n}支志愿服务队，服务老干部{n}00余人次。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for n in range(1, 10):
        (place / f"{n}.txt").write_text(TEXT.format(n=n) * n, encoding="utf-8")
    return place


def digests(results: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(results.glob("*.parquet"))}


def from_nothing(folder: Path, place: Path) -> dict[str, str]:
    """What a run makes that has nothing to go on from."""
    oc.run(folder, place)
    return digests(place)


def test_a_second_run_does_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    first = oc.run(folder, tmp_path / "out", workers=2)
    stamps = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()}
    second = oc.run(folder, tmp_path / "out")
    assert (first.kept, first.changed, second.kept, second.changed) == (0, True, 10, False)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()} == stamps
    assert [str(e) for e in second.failures] == [str(e) for e in first.failures]
    assert (second.counts["mentions"], second.programs, second.measures, second.genres, second.regions) == (
        first.counts["mentions"], first.programs, first.measures, first.genres, first.regions,
    )  # fmt: skip


def test_only_what_is_new_or_changed_is_worked_on(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    (folder / "3.txt").write_text(TEXT.format(n=4) * 3, encoding="utf-8")
    (folder / "5.txt").unlink()
    (folder / "0.txt").write_text("全市举办学习班2期。", encoding="utf-8")
    (folder / "again.txt").write_bytes((folder / "9.txt").read_bytes())
    report = oc.run(folder, tmp_path / "out")
    # 9.txt has a duplicate now, which its row tells.
    assert (report.documents, report.kept, report.duplicates) == (9, 6, 1)
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


def test_a_change_that_leaves_size_and_second_is_seen(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    (folder / "1.txt").write_text(TEXT.format(n=2), encoding="utf-8")
    report = oc.run(folder, tmp_path / "out")
    assert report.kept == 8
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


def test_files_of_long_ago_are_not_read_again(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))
    oc.run(folder, tmp_path / "out")
    (folder / "1.txt").chmod(0)
    seen = work._read_seen(tmp_path / ".out.work" / "seen.jsonl")
    assert len(dict(seen)) == 9
    with work.opened(tmp_path / "out") as opened:
        status = (folder / "1.txt").stat()
        assert opened._seen[str(folder / "1.txt")][:2] == (status.st_size, status.st_mtime_ns)


def test_other_options_are_another_result(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "regions.csv").write_text("adcode,name\n210200,渤海市\n", encoding="utf-8")
    assert oc.run(folder, tmp_path / "out", tables=tmp_path / "own").kept == 0
    assert oc.run(folder, tmp_path / "out", tables=tmp_path / "own", mask=True).kept == 0
    oc.run(folder, tmp_path / "out")
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


def test_killed_runs_go_on_and_come_to_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Here a few kills; benchmarks/runs.py does fifty."""
    for n in range(60):
        (folder / f"more-{n}.txt").write_text(TEXT.format(n=n % 9 + 1) * (20 + n), encoding="utf-8")
    wanted = from_nothing(folder, tmp_path / "fresh")
    code = "import sys, nlp_oldcadre as oc; oc.run(sys.argv[1], sys.argv[2], workers=2)"
    chance = random.Random(5)
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", code, str(folder), str(tmp_path / "out")], stderr=subprocess.DEVNULL)
        time.sleep(0.5 + chance.random() * 3)
        process.send_signal(signal.SIGKILL)
        process.wait()
    report = oc.run(folder, tmp_path / "out", workers=2)
    assert report.documents == 69
    assert digests(tmp_path / "out") == wanted
    assert not [p for p in tmp_path.iterdir() if p.name.startswith((".out.new", ".out.old"))]


def test_what_was_done_before_an_interruption_is_kept(folder: Path, tmp_path: Path) -> None:
    def stop(state: batch.Progress) -> None:
        if state.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        oc.run(folder, tmp_path / "out", progress=stop)
    assert not (tmp_path / "out").exists()
    assert oc.run(folder, tmp_path / "out").kept == 5
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


# Functions for worker processes, found by name there.


def fail_once(job: Job) -> Any:
    mark = job.path.with_suffix(".mark.tmp")
    if job.path.name == "5.txt" and not mark.exists():
        mark.touch()
        os._exit(9)
    return jobs.work_on(job)


def fail_while_marked(job: Job) -> Any:
    if job.path.name == "5.txt" and job.path.with_suffix(".tmp").exists():
        os._exit(9)
    return jobs.work_on(job)


def test_a_document_that_breaks_off_is_tried_once_more_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "work_on", fail_once)
    report = oc.run(folder, tmp_path / "out", workers=2)
    assert (report.documents, report.failures) == (9, ())
    monkeypatch.undo()
    (folder / "5.mark.tmp").unlink()
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


def test_what_failed_is_tried_again_only_when_that_is_wanted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "work_on", fail_while_marked)
    (folder / "5.tmp").touch()
    assert [e.code for e in oc.run(folder, tmp_path / "out").failures] == ["crashed"]
    (folder / "5.tmp").unlink()
    second = oc.run(folder, tmp_path / "out")
    assert [e.code for e in second.failures] == ["crashed"] and not second.changed
    report = oc.run(folder, tmp_path / "out", retry=True)
    assert (report.failures, report.kept, report.documents) == ((), 8, 9)
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


def test_two_runs_do_not_write_the_same_results(folder: Path, tmp_path: Path) -> None:
    with work.opened(tmp_path / "out"), pytest.raises(Busy, match=f"process {os.getpid()}"):
        oc.run(folder, tmp_path / "out")
    assert oc.run(folder, tmp_path / "out").documents == 9


def test_the_lock_goes_with_its_process(folder: Path, tmp_path: Path) -> None:
    code = "import sys, time; from nlp_oldcadre import work; from pathlib import Path\nwith work.opened(Path(sys.argv[1])):\n"
    code += "    print('locked', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "out")], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"locked\n"
    with pytest.raises(Busy):
        oc.run(folder, tmp_path / "out")
    process.kill()
    process.wait()
    process.stdout.close()
    assert oc.run(folder, tmp_path / "out", wait=True).documents == 9


def test_a_full_disk_is_told_and_harms_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    oc.run(folder, tmp_path / "out")
    before = digests(tmp_path / "out")
    (folder / "1.txt").write_text("全市举办学习班2期。", encoding="utf-8")

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritable, match="No space left on device") as caught:
        oc.run(folder, tmp_path / "out")
    assert "磁盘已满" in caught.value.message("zh")
    assert digests(tmp_path / "out") == before
    monkeypatch.undo()
    oc.run(folder, tmp_path / "out")
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("only root may mount a small file system")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is a file system of Linux")
def test_a_disk_that_fills_up_leaves_a_corpus_that_opens(folder: Path, small_disk: Path) -> None:
    oc.run(folder / "1.txt", small_disk / "out")
    for n in range(40):
        # Text that can't be pressed together.
        noise = "".join(chr(0x4E00 + b * 37 % 20000) for b in random.Random(n).randbytes(40_000))
        (folder / f"more-{n}.txt").write_text(TEXT.format(n=3) + noise, encoding="utf-8")
    with pytest.raises(NotWritable, match="No space left on device"):
        oc.run(folder, small_disk / "out", workers=2)
    assert len(oc.open(small_disk / "out").documents) == 1
    assert sorted(p.name for p in small_disk.iterdir()) == [".out.work", "out"]


def test_a_cut_between_two_renames_is_mended(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("批注", encoding="utf-8")
    (tmp_path / "out").rename(tmp_path / ".out.old")
    mend_place(tmp_path / "out")
    assert (tmp_path / "out" / "notes.txt").exists() and not (tmp_path / ".out.old").exists()
    (tmp_path / "out").rename(tmp_path / ".out.old")
    oc.run(folder, tmp_path / "new")
    (tmp_path / "new").rename(tmp_path / "out")
    mend_place(tmp_path / "out")
    assert (tmp_path / "out" / "notes.txt").read_text(encoding="utf-8") == "批注"


def test_a_watched_folder_is_run_when_it_is_still(folder: Path, tmp_path: Path) -> None:
    moments = iter((
        lambda: None,
        lambda: (folder / "new.txt").write_text("全市", encoding="utf-8"),
        lambda: (folder / "new.txt").write_text("全市举办学习班2期。", encoding="utf-8"),
        lambda: None,
        lambda: None,
        lambda: (folder / "1.txt").unlink(),
        lambda: None,
    ))  # fmt: skip
    seen: list[int] = []

    def sleep(seconds: float) -> None:
        next(moments)()

    with pytest.raises(RuntimeError):
        for _ in again.watch(folder, lambda: seen.append(len(list(folder.iterdir()))), sleep=sleep):  # type: ignore[arg-type,func-returns-value]
            pass
    assert seen == [9, 10, 9]


def test_an_empty_folder_is_watched_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    looks = iter(
        (lambda: None, lambda: (tmp_path / "in" / "a.txt").write_text("全市举办学习班2期。", encoding="utf-8"), lambda: None)
    )

    def once() -> Any:
        return oc.run(tmp_path / "in", tmp_path / "out")

    (report,) = islice(again.watch(tmp_path / "in", once, sleep=lambda seconds: next(looks)()), 1)  # type: ignore[func-returns-value]
    assert report.documents == 1
    with pytest.raises(NotFound):
        next(again.watch(tmp_path / "nowhere", lambda: oc.run(tmp_path / "nowhere", tmp_path / "out2")))


def test_the_command_line_goes_on_and_tries_again(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    call = ["run", str(folder), "-o", str(tmp_path / "out"), "--log", str(tmp_path / "log.jsonl")]
    assert CliRunner().invoke(app, call).exit_code == 3
    told = CliRunner().invoke(app, call)
    assert told.exit_code == 3 and "没有改动" in told.stdout
    events = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    # How often progress is told depends on the time that it takes.
    assert events[0]["event"] == "progress"
    events = [e for e in events if e["event"] != "progress"]
    assert [e["event"] for e in events] == ["failed", "finished"] * 2
    assert (events[0]["code"], events[1]["documents"], events[3]["kept"]) == ("unreadable", 9, 10)
    (folder / "bad.pdf").write_text("全市举办学习班2期。", encoding="utf-8")
    assert CliRunner().invoke(app, ["retry", str(tmp_path / "out")]).exit_code == 0
    assert oc.open(tmp_path / "out").record["counts"]["documents"] == 10
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(NotFound, match="was processed then"):
        oc.retry(tmp_path / "out")


# Parts.


def test_parts_hold_what_was_put_into_them(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    for n in range(40):
        parts.add(bytes([n]) * 16, {"n": n, "名": "文件\ud800"}, b"x" * n)
        if n % 7 == 0:
            parts.flush()
    parts.flush()
    again = Parts(tmp_path)
    assert len(again) == 40
    assert again.record(bytes([9]) * 16) == ({"n": 9, "名": "文件\ud800"}, b"x" * 9)
    again.add(bytes([9]) * 16, {"n": -9}, b"y")
    again.flush()
    assert Parts(tmp_path).record(bytes([9]) * 16) == ({"n": -9}, b"y")


def test_half_written_parts_are_no_parts(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts.add(b"a" * 16, {}, b"1")
    parts.flush()
    (tmp_path / "000001.tmp").write_bytes(b"half")
    whole = (tmp_path / "000000.part").read_bytes()
    (tmp_path / "000002.part").write_bytes(whole.replace(b"a" * 16, b"b" * 16)[:-1])
    again = Parts(tmp_path)
    assert b"a" * 16 in again and b"b" * 16 not in again
    assert not (tmp_path / "000001.tmp").exists()


def test_what_nobody_needs_any_more_goes(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    place = tmp_path / ".out.work" / "parts"
    before = sum(p.stat().st_size for p in place.iterdir())
    for n in range(2, 10):
        (folder / f"{n}.txt").unlink()
    assert oc.run(folder, tmp_path / "out").kept == 1
    assert sum(p.stat().st_size for p in place.iterdir()) < before / 4
    assert oc.run(folder, tmp_path / "out").changed is False
