"""Runs after the first one: a folder watched, failures tried again, and what is told while they go on."""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from small_runs import make_folder
from typer.testing import CliRunner

import nlp_oldcadre as oc
from nlp_oldcadre import again, progress
from nlp_oldcadre.cli import app
from nlp_oldcadre.errors import NotFound, NotWritable
from nlp_oldcadre.run_report import Progress


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "in", 9)


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
