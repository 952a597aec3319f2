"""Runs that go on where they were: what is done is kept, whatever ends them, and the tables are the same to the byte."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from small_runs import TEXT, digests, from_nothing, make_folder

import nlp_oldcadre as oc
from nlp_oldcadre import batch, engine, jobs
from nlp_oldcadre.jobs import Job


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "in", 9)


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
    assert (report.documents, report.kept, report.duplicates) == (9, 7, 1)
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


def test_what_is_renamed_or_moved_is_not_worked_on_again(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    with zipfile.ZipFile(folder / "材料.zip", "w") as packed:
        packed.writestr("内/9.txt", (folder / "9.txt").read_bytes())
        packed.writestr("内/独有.txt", "辽宁省委老干部局举办培训班12期。")
    oc.run(folder, tmp_path / "out")
    moved = folder.rename(tmp_path / "收文")
    (moved / "2.txt").rename(moved / "z.txt")
    (moved / "下级").mkdir()
    (moved / "材料.zip").rename(moved / "下级" / "材料.zip")
    # A duplicate more, and one less; the first place of a content is another one now.
    (moved / "0.txt").write_bytes((moved / "9.txt").read_bytes())
    (moved / "9.txt").unlink()
    worked: list[str] = []
    report = oc.run(moved, tmp_path / "out", progress=lambda state: worked.append(f"{state.done}"))
    assert (report.kept, report.documents, report.duplicates, report.changed) == (11, 10, 1, True)
    assert worked == ["11"] and [Path(error.where).name for error in report.failures] == ["bad.pdf"]
    assert digests(tmp_path / "out") == from_nothing(moved, tmp_path / "fresh")
    told = oc.open(tmp_path / "out")
    assert set(told.facts["uri"]) <= set(told.documents["uri"]) and str(moved / "0.txt") in set(told.documents["uri"])
    assert oc.run(moved, tmp_path / "out").changed is False


def test_a_name_alone_changes_results(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    (folder / "3.txt").rename(folder / "3号.txt")
    assert oc.run(folder, tmp_path / "out").changed is True
    (folder / "same.txt").write_bytes((folder / "4.txt").read_bytes())
    assert oc.run(folder, tmp_path / "out").changed is True
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


def test_a_change_that_leaves_size_and_second_is_seen(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    (folder / "1.txt").write_text(TEXT.format(n=2), encoding="utf-8")
    report = oc.run(folder, tmp_path / "out")
    assert report.kept == 8
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")


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


def test_what_nobody_needs_any_more_goes(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    place = tmp_path / ".out.work" / "parts"
    before = sum(p.stat().st_size for p in place.iterdir())
    for n in range(2, 10):
        (folder / f"{n}.txt").unlink()
    assert oc.run(folder, tmp_path / "out").kept == 1
    assert sum(p.stat().st_size for p in place.iterdir()) < before / 4
    assert oc.run(folder, tmp_path / "out").changed is False
