"""Runs over disks, files and folders that misbehave: nothing wrong is kept, nothing is silently left out."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_runs import TEXT, digests, from_nothing
from typer.testing import CliRunner

import nlp_oldcadre as oc
from nlp_oldcadre import engine, jobs, progress, work
from nlp_oldcadre.cli import app
from nlp_oldcadre.corpus.parts import Damaged, Parts
from nlp_oldcadre.corpus.writer import mend_place
from nlp_oldcadre.errors import NotACorpus, NotWritable
from nlp_oldcadre.jobs import Job
from nlp_oldcadre.read import paths
from nlp_oldcadre.run_report import Progress

NEW, OLD = "全市举办学习班2期。\n", "全市举办学习班3期。\n"
LONG_AGO = (1_500_000_000, 1_500_000_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for n in range(1, 4):
        (place / f"{n}.txt").write_text(TEXT.format(n=n) * n, encoding="utf-8")
    return place


# What the disk does.


@pytest.mark.parametrize("lost", ["facts.parquet", "documents.parquet", "index"])
def test_results_that_lost_something_are_made_again(folder: Path, tmp_path: Path, lost: str) -> None:
    """After a power failure a file may be there by its name alone."""
    oc.run(folder, tmp_path / "out")
    before = digests(tmp_path / "out")
    if lost == "index":
        shutil.rmtree(tmp_path / "out" / "index")
    else:
        (tmp_path / "out" / lost).write_bytes(b"")
    report = oc.run(folder, tmp_path / "out")
    assert (report.kept, report.changed) == (3, True)
    assert digests(tmp_path / "out") == before and (tmp_path / "out" / "index").is_dir()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the names of open files are told by Linux")
def test_results_are_on_disk_before_they_are_put_in_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def forced(file: int) -> None:
        steps.append(str(Path(f"/proc/self/fd/{file}").readlink()))
        fsync(file)

    def renamed(path: Path, to: Path) -> Path:
        steps.append(f"{path} -> {to}")
        return rename(path, to)

    monkeypatch.setattr(os, "fsync", forced)
    monkeypatch.setattr(Path, "rename", renamed)
    oc.run(folder, tmp_path / "out")
    fresh = tmp_path / ".out.new"
    moved = steps.index(f"{fresh} -> {tmp_path / 'out'}")
    tables = {str(fresh / path.name) for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert tables | {str(fresh)} <= set(steps[:moved])
    assert str(tmp_path) in steps[moved:]
    assert str(tmp_path / ".out.work" / "parts") in steps[:moved]


@pytest.mark.parametrize("at", ["about", "rows", "gone"])
def test_damaged_parts_are_done_again_at_once(folder: Path, tmp_path: Path, at: str) -> None:
    (folder / "3.txt").unlink()
    oc.run(folder, tmp_path / "out")
    (part,) = (tmp_path / ".out.work" / "parts").glob("*.part")
    data = bytearray(part.read_bytes())
    # The head is 28 bytes long; JSON follows.
    data[{"about": 28, "rows": -3, "gone": 0}[at]] ^= 255
    part.write_bytes(data)
    (folder / "1.txt").unlink()
    report = oc.run(folder, tmp_path / "out")
    assert report.documents == 1
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")
    assert oc.run(folder, tmp_path / "out").changed is False


def test_strange_files_among_the_parts_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.part").write_bytes(b"notes")
    parts = Parts(tmp_path)
    parts.add(b"a" * 16, {}, b"1")
    parts.compact([b"a" * 16])
    assert (tmp_path / "mine.part").exists()
    parts.close()
    (tmp_path / "000000.part").unlink()
    with pytest.raises(Damaged):
        parts.record(b"a" * 16)


def test_no_room_for_tidying_up_harms_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(parts: Parts, keep: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Parts, "compact", full)
    assert oc.run(folder, tmp_path / "out").documents == 3


def test_half_a_part_does_not_stay_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    parts = Parts(tmp_path)
    parts.add(b"a" * 16, {}, b"1")
    with pytest.raises(OSError, match="No space"):
        parts.flush()
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_in_the_place_of_results_costs_them_nothing(folder: Path, tmp_path: Path) -> None:
    """The run was killed between two renames, then somebody made the folder anew."""
    oc.run(folder, tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.old")
    (tmp_path / "out").mkdir()
    mend_place(tmp_path / "out")
    assert len(oc.open(tmp_path / "out").documents) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
def test_a_file_system_without_locks_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(handle: Any, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(work.fcntl, "flock", refused)
    with pytest.raises(NotWritable, match="can't lock files") as caught:
        oc.run(folder, tmp_path / "out")
    assert "本机磁盘" in caught.value.remedy_zh


# A child that ends itself at the first step on a file of this name, as kill -9 does.
KILLED_AT = """
import os, signal, sys
import nlp_oldcadre as oc

def step(event, told):
    if event == sys.argv[3] and str(told[0]).endswith(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
oc.run(sys.argv[1], sys.argv[2])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize(
    ("event", "name"),
    [
        ("os.rmdir", ".out.probe"),
        ("os.rename", ".tmp"),
        ("os.rename", "/out"),
        ("os.rename", ".out.new"),
        ("os.rmdir", ".out.old"),
    ],
)
def test_a_kill_at_any_step_leaves_the_older_or_the_newer_results(folder: Path, tmp_path: Path, event: str, name: str) -> None:
    oc.run(folder / "1.txt", tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    call = [sys.executable, "-c", KILLED_AT, str(folder), str(tmp_path / "out"), event, name]
    assert subprocess.run(call, capture_output=True).returncode == -signal.SIGKILL
    oc.run(folder, tmp_path / "out")
    assert len(oc.open(tmp_path / "out").documents) == 3
    assert (tmp_path / "out" / "notes.txt").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.work", "in", "out"]
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


# What files and folders do.


def change_first(job: Job) -> Any:
    """For worker processes, found by name there: a file is written anew after the run has looked at it."""
    if (job.path.parent / "go.tmp").exists():
        job.path.write_text(NEW, encoding="utf-8")
    return jobs.work_on(job)


def test_a_file_that_changes_under_the_run_is_told_and_never_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in (2, 3):
        (folder / f"{n}.txt").unlink()
    (folder / "1.txt").write_text(OLD, encoding="utf-8")
    (folder / "go.tmp").touch()
    monkeypatch.setattr(engine, "work_on", change_first)
    assert [error.code for error in oc.run(folder, tmp_path / "out").failures] == ["changed"]
    (folder / "go.tmp").unlink()
    # The older content again: what was worked on under its digest must not stand for it.
    (folder / "1.txt").write_text(OLD, encoding="utf-8")
    report = oc.run(folder, tmp_path / "out")
    assert (report.documents, report.failures) == (1, ())
    assert oc.open(tmp_path / "out").documents["text"].tolist() == [OLD]


@pytest.mark.skipif(sys.platform == "win32", reason="the time of an entry is that of its creation there")
def test_another_content_of_the_same_size_and_time_is_seen(folder: Path, tmp_path: Path) -> None:
    """As out of an archive whose members all bear one time."""
    path = folder / "1.txt"
    for text in (OLD, NEW):
        path.write_text(text, encoding="utf-8")
        os.utime(path, LONG_AGO)
        oc.run(folder, tmp_path / "out")
    assert NEW in oc.open(tmp_path / "out").documents["text"].tolist()


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
def test_names_that_are_not_utf_8_and_have_line_breaks(folder: Path, tmp_path: Path) -> None:
    strange = tmp_path / os.fsdecode("收\n文".encode("gb18030"))
    try:
        folder.rename(strange)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    bad = strange / os.fsdecode("坏\n件.pdf".encode("gb18030"))
    bad.write_bytes(b"%PDF-1.4")
    out = tmp_path / "收\n果"
    with pytest.raises(NotWritable, match="not UTF-8"):
        oc.run(strange, strange / "out")
    assert len(oc.run(strange, out).failures) == 1
    assert oc.open(out).documents["uri"].str.contains("收\n文").all()
    bad.write_text(NEW, encoding="utf-8")
    report = oc.retry(out)
    assert (report.documents, report.failures) == (4, ())


def test_a_folder_that_cannot_be_opened_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "share").mkdir()
    scandir = os.scandir

    def stale(path: Any) -> Any:
        if str(path).endswith("share"):
            raise OSError(errno.EIO, "Input/output error", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", stale)
    report = oc.run(folder, tmp_path / "out")
    assert report.documents == 3
    assert [(error.code, Path(error.where).name) for error in report.failures] == [("unreadable", "share")]
    with pytest.raises(oc.errors.ReadError, match="can't be opened"):
        oc.run(folder / "share", tmp_path / "out2")


@pytest.mark.skipif(sys.platform == "win32", reason="links take special rights there")
def test_links_in_circles_end(folder: Path) -> None:
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    found = paths(folder)
    assert [path.name for path in found.files] == ["1.txt", "2.txt", "3.txt"]


# Other versions.


def test_results_of_an_older_format_are_told_and_made_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    oc.run(folder, out)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    # Format 2 had no such table.
    (out / "elements.parquet").unlink()
    (out / "run.json").write_text(json.dumps(record | {"format": 2, "fingerprint": "older"}), encoding="utf-8")
    with pytest.raises(NotACorpus, match="in format 2; this one reads 3; run again") as caught:
        oc.open(out)
    assert "再运行一次" in caught.value.remedy_zh
    assert oc.run(folder, out).replaced == 3
    assert len(oc.open(out).documents) == 3
    (out / "run.json").write_text(json.dumps(record | {"format": 99}), encoding="utf-8")
    with pytest.raises(NotACorpus, match="upgrade"):
        oc.open(out)


# What is told.


def test_a_log_that_cannot_be_written_is_told_before_the_work(folder: Path, tmp_path: Path) -> None:
    call = ["run", str(folder), "-o", str(tmp_path / "out"), "--log", str(tmp_path / "nowhere" / "log.jsonl")]
    told = CliRunner().invoke(app, call)
    assert isinstance(told.exception, NotWritable) and "nowhere" in told.exception.where
    assert not (tmp_path / "out").exists() and not (tmp_path / ".out.work").exists()


def test_plain_lines_tell_pages_rate_and_time_left(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 6))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(clock)))
    monkeypatch.setenv("OLDCADRE_LANG", "en")
    with progress.progress_bar() as show:
        show(Progress(101, 200, 500, 0, 3))
        show(Progress(131, 200, 5000, 1, 12))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("101/200 documents  500 characters  3 pages  0.0/s  ? left")
    assert re.fullmatch(r"131/200 documents  5,000 characters  12 pages  0\.[1-9]/s  0:0\d:\d\d left  1 failed", second)
