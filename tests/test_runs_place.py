"""Results come to their place whole, by one run at a time, wherever a run is killed."""

from __future__ import annotations

import errno
import os
import platform
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_runs import digests, from_nothing, make_folder

import nlp_oldcadre as oc
from nlp_oldcadre import work
from nlp_oldcadre.corpus.durable import exchange
from nlp_oldcadre.corpus.writer import mend_place
from nlp_oldcadre.errors import Busy, NotWritable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "in", 3)


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


def test_an_empty_folder_in_the_place_of_results_costs_them_nothing(folder: Path, tmp_path: Path) -> None:
    """The run was killed between two renames, then somebody made the folder anew."""
    oc.run(folder, tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.old")
    (tmp_path / "out").mkdir()
    mend_place(tmp_path / "out")
    assert len(oc.open(tmp_path / "out").documents) == 3


# A child that ends itself, as kill -9 does, at the first step on a file of this name, or around the exchange of both results.
KILLED_AT = """
import os, signal, sys
import nlp_oldcadre as oc
from nlp_oldcadre.corpus import writer

folder, output, event, name = sys.argv[1:]
exchange = writer.exchange

def end(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def step(found, told):
    if found == event and str(told[0]).endswith(name):
        end()

sys.addaudithook(step)
if event == "before exchange":
    writer.exchange = end
elif event == "after exchange":
    writer.exchange = lambda one, other: exchange(one, other) and end()
elif name != ".out.old":
    writer.exchange = lambda one, other: False
oc.run(folder, output)
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
    killed(folder, tmp_path / "out", event, name)
    mended(folder, tmp_path / "out")


@pytest.mark.parametrize(("event", "documents"), [("before exchange", 1), ("after exchange", 3)])
def test_there_are_results_at_any_moment(folder: Path, tmp_path: Path, event: str, documents: int) -> None:
    for name in ("one", "other"):
        (tmp_path / "try" / name).mkdir(parents=True)
    if not exchange(tmp_path / "try" / "one", tmp_path / "try" / "other"):
        pytest.skip("this system can't let two folders change places")
    shutil.rmtree(tmp_path / "try")
    killed(folder, tmp_path / "out", event, "")
    assert len(oc.open(tmp_path / "out").documents) == documents
    mended(folder, tmp_path / "out")


def killed(folder: Path, output: Path, event: str, name: str) -> None:
    """Results of one document with a note beside them, and a run over all that was killed."""
    oc.run(folder / "1.txt", output)
    (output / "notes.txt").write_text("mine", encoding="utf-8")
    call = [sys.executable, "-c", KILLED_AT, str(folder), str(output), event, name]
    assert subprocess.run(call, capture_output=True).returncode == -signal.SIGKILL


def mended(folder: Path, output: Path) -> None:
    oc.run(folder, output)
    assert len(oc.open(output).documents) == 3
    assert (output / "notes.txt").is_file()
    assert sorted(path.name for path in output.parent.iterdir()) == [".out.work", "in", "out"]
    assert digests(output) == from_nothing(folder, output.with_name("fresh"))


def test_two_folders_change_places_where_the_system_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    done = exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / ("other" if done else "one")).exists()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert exchange(tmp_path / "one", tmp_path / "other") is False
    assert (tmp_path / "one" / ("other" if done else "one")).exists()


def test_two_runs_do_not_write_the_same_results(folder: Path, tmp_path: Path) -> None:
    with work.opened(tmp_path / "out"), pytest.raises(Busy, match=f"process {os.getpid()} on {platform.node()}") as caught:
        oc.run(folder, tmp_path / "out")
    assert f"{platform.node()} 上的进程 {os.getpid()}" in caught.value.zh
    assert oc.run(folder, tmp_path / "out").documents == 3


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
    assert oc.run(folder, tmp_path / "out", wait=True).documents == 3


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
def test_a_file_system_without_locks_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(handle: Any, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(work.fcntl, "flock", refused)
    with pytest.raises(NotWritable, match="can't lock files") as caught:
        oc.run(folder, tmp_path / "out")
    assert "本机磁盘" in caught.value.remedy_zh
