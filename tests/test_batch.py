"""Many documents: the same bytes however many workers, and nobody pays for another's fault."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

import nlp_oldcadre as oc
from nlp_oldcadre import batch, engine, job_list, jobs
from nlp_oldcadre.errors import NotFound, OldcadreError, ProcessingError, TableError
from nlp_oldcadre.jobs import Job
from nlp_oldcadre.records import annotation

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


def test_results_are_the_same_bytes_whatever_the_workers(folder: Path, tmp_path: Path) -> None:
    (folder / "0.bin").write_bytes(bytes(range(256)))
    found = []
    for name, workers in (("one", 1), ("again", 1), ("three", 3)):
        oc.run([folder], tmp_path / name, workers=workers)
        found.append(digests(tmp_path / name))
    assert len(found[0]) == 8
    assert found[0] == found[1] == found[2]


def test_documents_stand_in_the_order_of_their_paths(folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.iterdir(), reverse=True)
    oc.run(files, tmp_path / "out", workers=2)
    uris = list(oc.open(tmp_path / "out").documents["uri"])
    assert uris == sorted(p.as_posix() for p in files)


def test_the_same_content_counts_once_under_its_first_path(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_bytes((folder / "3.txt").read_bytes())
    report = oc.run(folder, tmp_path / "out")
    documents = oc.open(tmp_path / "out").documents.set_index("uri")
    assert (report.documents, report.duplicates, len(documents)) == (9, 1, 9)
    assert list(documents.loc[(folder / "3.txt").as_posix(), "duplicates"]) == [(folder / "a.txt").as_posix()]
    assert (folder / "a.txt").as_posix() not in documents.index


def test_a_file_that_is_named_in_two_ways_is_one_file(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    named = [folder, "in", folder / ".." / "in" / "1.txt"]
    report = oc.run(named, tmp_path / "out")
    assert (report.documents, report.duplicates) == (9, 0)
    assert len(list(oc.annotate(named))) == 9


def test_every_copy_of_a_bad_file_is_reported(folder: Path, tmp_path: Path) -> None:
    for name in ("x.txt", "y.txt"):
        (folder / name).touch()
    report = oc.run(folder, tmp_path / "out")
    assert [(Path(e.where).name, e.code) for e in report.failures] == [("x.txt", "empty"), ("y.txt", "empty")]
    assert list(oc.open(tmp_path / "out").errors["code"]) == ["empty", "empty"]


def test_the_report_counts_what_the_tables_hold(folder: Path, tmp_path: Path) -> None:
    seen: list[batch.Progress] = []
    report = oc.run(folder, tmp_path / "out", progress=seen.append)
    opened = oc.open(tmp_path / "out")
    assert report.characters == opened.documents["characters"].sum() == seen[-1].characters
    assert report.counts == {name: len(getattr(opened, name)) for name in report.counts}
    assert report.programs == opened.mentions.query("type == 'PROGRAM'")["name"].nunique()
    assert report.measures.total() == len(opened.measures)
    assert [p.done for p in seen] == list(range(1, 10))
    assert report.exit_code == 0


def test_tables_of_an_office_lie_over_the_built_in_ones(folder: Path, tmp_path: Path) -> None:
    for name, rows in (("empty", None), ("renamed", "210200,渤海市"), ("bad", "210200,渤海市,一格太多")):
        (tmp_path / name).mkdir()
        if rows:
            (tmp_path / name / "regions.csv").write_text(f"adcode,name\n{rows}\n", encoding="utf-8")
    oc.run(folder, tmp_path / "out")
    digest = oc.open(tmp_path / "out").record["tables_digest"]
    oc.run(folder, tmp_path / "out-empty", tables=tmp_path / "empty")
    assert digests(tmp_path / "out") == digests(tmp_path / "out-empty")
    oc.run(folder, tmp_path / "out-renamed", tables=tmp_path / "renamed")
    assert oc.open(tmp_path / "out-renamed").record["tables_digest"] != digest
    with pytest.raises(TableError, match=r"regions.csv:2"):
        oc.run(folder, tmp_path / "out-bad", tables=tmp_path / "bad")
    with pytest.raises(NotFound):
        oc.run(folder, tmp_path / "out-bad", tables=tmp_path / "nowhere")
    assert not (tmp_path / "out-bad").exists()


def test_annotate_gives_a_record_for_every_file(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4")
    errors: list[OldcadreError] = []
    for workers in (1, 2):
        records = list(oc.annotate(folder, workers=workers, on_error=errors.append))
        assert [r["source"] for r in records] == [f"{n}.txt" for n in range(1, 10)]
    assert [e.code for e in errors] == ["unreadable", "unreadable"]
    source = (folder / "2.txt").read_text(encoding="utf-8")
    record = records[1]
    assert set(record) == {"source", "metadata", "elements", "headings", "mentions", "facts"}
    assert record["mentions"]
    for mention in record["mentions"]:
        assert set(mention) == {"type", "start", "end", "text", "attrs"}
        assert source[mention["start"] : mention["end"]] == mention["text"]


def test_offsets_count_carriage_returns(tmp_path: Path) -> None:
    data = "标题\r\n\r\n2020年6月23日，辽宁省委老干部局\r\n印发通知。".encode()
    (tmp_path / "a.txt").write_bytes(data)
    (record,) = oc.annotate(tmp_path / "a.txt")
    spans = {m["text"]: m["start"] for m in record["mentions"]}
    assert spans["2020年6月23日"] == data.decode().index("2020年")


def test_annotate_logs_what_it_can_not_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert list(oc.annotate(tmp_path / "none.txt")) == []
    assert "none.txt" in caplog.text
    with pytest.raises(NotFound):
        list(oc.annotate(tmp_path))


def test_a_record_is_that_of_the_guidelines() -> None:
    record = annotation(oc.process("# 工作简报\n辽宁省。"))
    assert [m["text"] for m in record["mentions"] if m["type"] == "REGION"] == ["辽宁省"]


# Functions for worker processes, found by name there.


def die_at_five(job: Job) -> Any:
    if job.path.name == "5.txt":
        os._exit(9)
    return jobs.work_on(job)


def fail_at_five(job: Job) -> Any:
    if job.path.name == "5.txt":
        return jobs._guarded(job, lambda job: 1 / 0)
    return jobs.work_on(job)


@pytest.mark.parametrize(("function", "code"), [(die_at_five, "crashed"), (fail_at_five, "internal")])
def test_what_happens_to_one_document_stays_with_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: Any, code: str
) -> None:
    monkeypatch.setattr(engine, "work_on", function)
    report = oc.run(folder, tmp_path / "out", workers=2)
    assert [(Path(e.where).name, e.code) for e in report.failures] == [("5.txt", code)]
    assert [Path(u).name for u in oc.open(tmp_path / "out").documents["uri"]] == [f"{n}.txt" for n in range(1, 10) if n != 5]
    assert report.exit_code == 3


def test_an_error_crosses_to_another_process_whole() -> None:
    import pickle

    error = ProcessingError("a", zh="甲", en="b", remedy_zh="乙", remedy_en="c")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.message("zh"), str(copy)) == (ProcessingError, "a：甲。乙。", "a: b; c")


def test_workers_are_suggested_by_size(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 100)
    assert job_list.suggested_workers(tmp_path) == 1
    (tmp_path / "b.txt").write_bytes(b"x" * 5_000_000)
    assert 1 <= job_list.suggested_workers(tmp_path) <= 3


def test_a_second_run_tells_what_it_replaced(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"全市开展活动{n + 2}场。", encoding="utf-8")
    output = tmp_path / "out"
    assert oc.run([tmp_path / "0.txt", tmp_path / "1.txt"], output).replaced is None
    assert oc.run([tmp_path / "2.txt"], output).replaced == 2
