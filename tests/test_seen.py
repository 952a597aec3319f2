"""What is remembered of files: nothing that has not changed is opened again, whatever it holds."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import pytest
from small_runs import digests, files_opened, from_nothing, make_folder

import nlp_oldcadre as oc
from nlp_oldcadre.errors import Locked, OldcadreError, ProcessingError
from nlp_oldcadre.read import Listed, Place
from nlp_oldcadre.seen import Seen, look_into

LONG_AGO = 1_500_000_000
STAMP = (9, LONG_AGO, LONG_AGO)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = make_folder(tmp_path / "in", 2)
    pack(place / "材料.zip", "辽宁省委老干部局举办培训班12期。")
    (place / "坏.zip").write_bytes((place / "材料.zip").read_bytes()[:-9])
    return place


def pack(path: Path, text: str) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("内/独有.txt", text)
        packed.writestr("内/又一份.txt", text * 2)
    os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.mark.skipif(os.name == "nt", reason="paths are told otherwise there")
def test_what_has_not_changed_is_not_opened(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))
    oc.run(folder, tmp_path / "out")
    assert files_opened(folder, tmp_path / "out") == []
    # The same size and the same time of content: the time of the entry is another.
    pack(folder / "材料.zip", "吉林省委老干部局举办培训班13期。")
    assert files_opened(folder, tmp_path / "out") == ["材料.zip"]
    assert digests(tmp_path / "out") == from_nothing(folder, tmp_path / "fresh")
    # With other eyes files are looked into again.
    report = oc.run(folder, tmp_path / "out", mask=True)
    assert (report.kept, report.documents, len(report.failures)) == (0, 4, 1)


def test_documents_and_errors_are_kept_as_they_were_found(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    locked = Locked("a.zip!/b", zh="加密", en="encrypted", remedy_zh="请解密", remedy_en="decrypt it")
    found: list[Listed | OldcadreError] = [Listed(Place(path, ("c\ud800.txt",)), 3, "12"), locked]
    seen = Seen(tmp_path / "seen.jsonl", "1")
    seen.note(path, STAMP, found)
    assert seen.listing(path, STAMP) is None
    seen.remember()
    again = Seen(tmp_path / "seen.jsonl", "1")
    first, second = again.listing(path, STAMP) or ()
    assert first == found[0] and isinstance(second, Locked) and str(second) == str(locked)
    assert Seen(tmp_path / "seen.jsonl", "2").listing(path, STAMP) is None


def test_the_digest_of_a_file_outlasts_a_version(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("全市举办学习班2期。", encoding="utf-8")
    seen = Seen(tmp_path / "seen.jsonl", "1")
    seen.note(path, STAMP, look_into(path))
    seen.remember()
    again = Seen(tmp_path / "seen.jsonl", "2")
    assert again.listing(path, STAMP) is None
    assert again.digest(path, STAMP) == look_into(path)[0].digest  # type: ignore[union-attr]
    assert again.digest(path, (9, LONG_AGO, 0)) is None


def test_what_may_be_otherwise_next_time_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    fault = ProcessingError("a.zip", zh="内存不足", en="out of memory", remedy_zh="", remedy_en="")
    seen = Seen(tmp_path / "seen.jsonl", "1")
    seen.note(path, STAMP, [fault])
    seen.note(path, STAMP, look_into(tmp_path / "gone.txt"))
    seen.note(path, (9, time.time_ns(), 0), [Listed(Place(path), 9, "12")])
    seen.remember()
    assert Seen(tmp_path / "seen.jsonl", "1").listing(path, STAMP) is None


@pytest.mark.parametrize("damage", ["", "[1", '{"version": 3}\n[1, 2]', '["a.txt", 1, 2, 3, "9f"]\n'])
def test_a_damaged_list_costs_a_look(folder: Path, tmp_path: Path, damage: str) -> None:
    oc.run(folder, tmp_path / "out")
    (tmp_path / ".out.work" / "seen.jsonl").write_text(damage, encoding="utf-8")
    assert oc.run(folder, tmp_path / "out").changed is False
