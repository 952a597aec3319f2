"""Runs over disks that fill up, lose something or can not lock; parts of what is done."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_runs import TEXT, digests, from_nothing, make_folder

import nlp_oldcadre as oc
from nlp_oldcadre.corpus.parts import Damaged, Parts
from nlp_oldcadre.errors import NotWritable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "in", 3)


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


def test_no_room_for_tidying_up_harms_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(parts: Parts, keep: Any, *, at_once: bool) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Parts, "compact", full)
    assert oc.run(folder, tmp_path / "out").documents == 3


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


def test_parts_are_read_by_seeking_where_there_is_no_other_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = Parts(tmp_path)
    for n in range(9):
        parts.add(bytes([n]) * 16, {"n": n}, b"x" * n)
    parts.flush()
    monkeypatch.delattr(os, "pread")
    again = Parts(tmp_path)
    assert [again.record(bytes([n]) * 16) for n in (8, 0, 5)] == [({"n": n}, b"x" * n) for n in (8, 0, 5)]


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


def test_half_a_part_does_not_stay_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    parts = Parts(tmp_path)
    parts.add(b"a" * 16, {}, b"1")
    with pytest.raises(OSError, match="No space"):
        parts.flush()
    assert list(tmp_path.iterdir()) == []
