"""Runs over files and folders that misbehave, and over results of another version: nothing is silently left out."""

from __future__ import annotations

import errno
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from small_runs import digests, make_folder

import nlp_oldcadre as oc
from nlp_oldcadre import engine, jobs
from nlp_oldcadre.corpus import FORMAT_KEY, FORMAT_VERSION, TABLES
from nlp_oldcadre.errors import NotACorpus, NotWritable
from nlp_oldcadre.jobs import Job
from nlp_oldcadre.read import paths

NEW, OLD = "全市举办学习班2期。\n", "全市举办学习班3期。\n"
LONG_AGO = (1_500_000_000, 1_500_000_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "in", 3)


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


def move_first(job: Job) -> Any:
    """For worker processes: the file is gone when it is read."""
    if (job.path.parent / "go.tmp").exists():
        job.path.rename(job.path.with_name("moved.txt"))
    return jobs.work_on(job)


def test_a_file_that_goes_under_the_run_costs_its_content_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in (2, 3):
        (folder / f"{n}.txt").unlink()
    (folder / "go.tmp").touch()
    monkeypatch.setattr(engine, "work_on", move_first)
    assert [error.code for error in oc.run(folder, tmp_path / "out").failures] == ["changed"]
    (folder / "go.tmp").unlink()
    report = oc.run(folder, tmp_path / "out")
    assert (report.documents, report.failures) == (1, ())


def test_what_was_too_large_in_its_archive_is_tried_again_elsewhere(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w") as packed:
        packed.writestr("a.txt", OLD)
        packed.writestr("noise.txt", "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(20_000)))
    report = oc.run(folder, tmp_path / "out", max_bytes=1_000)
    assert {error.code for error in report.failures} == {"too-large"} and len(report.failures) == 2
    (folder / "all.zip").unlink()
    (folder / "a.txt").write_text(OLD, encoding="utf-8")
    report = oc.run(folder, tmp_path / "out", max_bytes=1_000)
    assert (report.documents, report.failures) == (4, ())


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


def test_each_table_tells_its_format(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    told = {p.stem: pq.read_metadata(p).metadata[FORMAT_KEY] for p in (tmp_path / "out").glob("*.parquet")}
    assert told == dict.fromkeys(TABLES, str(FORMAT_VERSION).encode())


def test_a_table_of_an_older_format_is_told_and_made_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    oc.run(folder, out)
    before = digests(out)
    table = pq.read_table(out / "measures.parquet")
    pq.write_table(table.replace_schema_metadata({FORMAT_KEY: "2"}).drop_columns(["strength"]), out / "measures.parquet")
    corpus = oc.open(out)
    with pytest.raises(NotACorpus, match=r"this table has format 2; .* format 3; run again"):
        corpus.frame("measures", ["strength"])
    with pytest.raises(NotACorpus, match="format 2"):
        list(corpus.batches("measures", ["id"]))
    with pytest.raises(NotACorpus, match="format 2") as caught:
        list(corpus.rows_between("measures", ["id"], 0, None, size=10))
    assert "表会重新生成" in caught.value.remedy_zh
    # The rows are in the work folder: nothing is worked on.
    assert oc.run(folder, out).kept == 3
    assert digests(out) == before
    # Tables from before they told their format have the same columns.
    pq.write_table(table.replace_schema_metadata({}), out / "measures.parquet")
    assert len(oc.open(out).measures) == table.num_rows


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
