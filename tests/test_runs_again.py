"""Runs after the first one: a folder watched, failures tried again, and what is told while they go on."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from small_runs import make_folder
from typer.testing import CliRunner

import nlp_oldcadre as oc
from nlp_oldcadre import again, engine, progress
from nlp_oldcadre.cli import app
from nlp_oldcadre.corpus.packed import unpack
from nlp_oldcadre.corpus.part_files import PartFiles
from nlp_oldcadre.errors import Busy, NotFound, NotWritable, OldcadreError, QueryError
from nlp_oldcadre.finished import packed_of
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


def away(seconds: float) -> None:
    """Nobody sleeps in a test."""


def test_what_may_pass_is_told_once_and_tried_at_the_next_look(folder: Path) -> None:
    told = {"zh": "", "en": "", "remedy_zh": "", "remedy_en": ""}
    full = NotWritable("out", **told)
    full.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    outcomes: list[Any] = [Busy("out", **told), Busy("out", **told), full, "first", Busy("out", **told)]
    errors: list[str] = []

    def once() -> Any:
        outcome = outcomes.pop(0) if outcomes else "second"
        if isinstance(outcome, str):
            (folder / f"{outcome}.txt").touch()
            return outcome
        raise outcome

    reports = again.watch(folder, once, sleep=away, on_error=lambda error: errors.append(error.code))
    assert list(islice(reports, 2)) == ["first", "second"]
    assert errors == ["busy", "not-writable", "busy"]


def test_a_watched_folder_that_can_not_be_reached_for_a_while(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    looks = iter([lambda: folder.rename(elsewhere), *[lambda: None] * 3, lambda: elsewhere.rename(folder), *[lambda: None] * 2])
    errors: list[OldcadreError] = []

    def once() -> Any:
        return oc.run(folder, tmp_path / "out")

    reports = again.watch(folder, once, sleep=lambda seconds: next(looks)(), on_error=errors.append)  # type: ignore[func-returns-value]
    first, second = islice(reports, 2)
    assert (first.documents, second.documents, second.changed) == (9, 9, False)
    assert [error.code for error in errors] == ["not-found"]
    (tmp_path / "out2").touch()
    with pytest.raises(NotWritable, match="a file stands there"):
        next(again.watch(folder, lambda: oc.run(folder, tmp_path / "out2"), sleep=away))


def test_what_is_not_on_this_machine_is_not_watched(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="only folders of this machine"):
        next(again.watch("hdfs://host/in", lambda: oc.run("hdfs://host/in", tmp_path / "out")))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_ctrl_c_ends_watching(folder: Path, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "nlp_oldcadre.cli", "run", str(folder), "-o", str(tmp_path / "out"), "--watch", "0.1"]
    # A test may run where Ctrl-C is ignored, which processes inherit.
    code = f"import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); sys.argv = {call[2:]!r}; "
    code += "from nlp_oldcadre.cli import main; main()"
    watching = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    until = time.monotonic() + 120
    while not (tmp_path / "out").is_dir() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1)
    watching.send_signal(signal.SIGINT)
    _, said = watching.communicate(timeout=60)
    assert watching.returncode == 130
    assert "已中断" in said and "Traceback" not in said
    assert len(oc.open(tmp_path / "out").documents) == 9


def test_failures_of_a_run_on_a_cluster_are_tried_again_there(folder: Path, tmp_path: Path) -> None:
    class Elsewhere(engine.Cores):
        """Knows a file system that this machine does not."""

        @property
        def name(self) -> str:
            return "spark"

        def jobs(self, named: Any, options: Any, work: Any) -> Any:
            assert named == ["hdfs://host/in"]
            return super().jobs(folder, options, work)

    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    oc.run(["hdfs://host/in"], tmp_path / "out", engine=Elsewhere())
    with pytest.raises(NotFound, match=r"oldcadre retry .*/out --engine spark --master ADDRESS") as caught:
        oc.retry(tmp_path / "out")
    assert "请在集群上重试" in caught.value.remedy_zh
    (folder / "bad.pdf").write_text("全市举办学习班2期。", encoding="utf-8")
    assert oc.retry(tmp_path / "out", engine=Elsewhere()).failures == ()


def test_the_command_line_goes_on_and_tries_again(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    call = ["run", str(folder), "-o", str(tmp_path / "out"), "--log", str(tmp_path / "log.jsonl")]
    assert CliRunner().invoke(app, call).exit_code == 3
    told = CliRunner().invoke(app, call)
    assert told.exit_code == 3 and "没有改动" in told.stdout
    events = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    # How often progress is told depends on the time that it takes.
    assert events[0]["event"] == "progress"
    assert events[0].keys() >= {"done", "total", "documents_per_second", "characters_per_second", "seconds_left"}
    events = [e for e in events if e["event"] != "progress"]
    assert (events[1]["pages"], events[1]["characters"]) == (0, sum(len(p.read_text("utf-8")) for p in folder.glob("*.txt")))
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
    assert "--log" in told.exception.remedy_zh and "-o" not in told.exception.remedy_zh
    assert not (tmp_path / "out").exists() and not (tmp_path / ".out.work").exists()


def test_the_log_tells_rates_and_the_time_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    log = tmp_path / "log.jsonl"
    show = progress._logged(lambda p: None, log)
    for now[0], state in ((1.0, Progress(100, 200, 1_000, 0)), (11.0, Progress(110, 200, 21_000, 0))):
        show(state)
    (told,) = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert (told["documents_per_second"], told["characters_per_second"], told["seconds_left"]) == (1.0, 2_000.0, 90.0)


def test_plain_lines_tell_pages_rate_and_time_left(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setenv("OLDCADRE_LANG", "en")
    with progress.progress_bar() as show:
        for now[0], state in ((6.0, Progress(101, 200, 500, 0, 3)), (36.0, Progress(131, 200, 5000, 1, 12))):
            show(state)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("101/200 documents  500 characters  3 pages  0.0/s  ? left")
    assert second == "131/200 documents  5,000 characters  12 pages  1.0/s  0:01:09 left  1 failed"


def test_nothing_that_was_read_without_a_mask_stays(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("联系人：张某，电话13800138000。\n", encoding="utf-8")
    oc.run(tmp_path / "in", tmp_path / "out")
    assert any(b"13800138000" in told for told in kept_rows(tmp_path))
    oc.run(tmp_path / "in", tmp_path / "out", mask=True)
    assert kept_rows(tmp_path) and not any(b"13800138000" in told for told in kept_rows(tmp_path))


def kept_rows(place: Path) -> list[bytes]:
    """The rows of every record in the work folder."""
    with PartFiles(place / ".out.work" / "parts") as files:
        numbers = [int(path.stem) for path in files.paths()]
        records = [files.record(at) for number in numbers for _, at in files.keys(number)]
    return [message.data for about, data in records for message in unpack(packed_of(about, data)).values()]
