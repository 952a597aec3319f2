"""Whatever is handed in: a clear line that names the file and the remedy, the others unharmed, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import nlp_oldcadre as oc

GOOD = "2020年6月23日，辽宁省委老干部局组织老同志开展志愿服务。\n"
LONE_SURROGATE = "辽宁省".encode() + b"\xed\xa0\x80" + "通知".encode()
BAD: dict[str, tuple[bytes, str, str]] = {
    "empty.txt": (b"", "empty", "空"),
    "blank.txt": (b"\xef\xbb\xbf \r\n\t\n", "empty", "空"),
    "junk.bin": (bytes(range(256)) * 20, "format", "不是文本文件"),
    "random.bin": (b"\x93\xfe\x07\x81\xc3\x28\x9d\x11\xff\x02" * 50, "format", "不是文本文件"),
    "nul.txt": ("老干部\0工作".encode(), "format", "不是文本文件"),
    "surrogate.txt": (LONE_SURROGATE, "unreadable", "第 9 字节"),
    "surrogate16.txt": (
        b"\xff\xfe" + "老干".encode("utf-16-le") + b"\x00\xd8" + "部".encode("utf-16-le"),
        "unreadable",
        "代理",
    ),
    "mixed.txt": (GOOD.encode() + GOOD.encode("gb18030"), "encoding", "混用"),
    "cut.txt": (GOOD.encode()[:-2], "encoding", "字节起"),
    "latin.txt": ("résumé für café".encode("latin-1"), "encoding", "编码"),
    "scan.html": (b"<!DOCTYPE html><html></html>", "empty", "空"),
    "list.html": (b"<!DOCTYPE html><ul><li><a href='1'>\xe9\x80\x9a\xe7\x9f\xa5</a></ul>", "empty", "目录页"),
    "broken.pdf": (b"%PDF-1.4\n1 0 obj", "unreadable", "损坏"),
}


def oldcadre(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nlp_oldcadre.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    (place / "good.txt").write_text(GOOD, encoding="utf-8")
    return place


@pytest.fixture
def good(folder: Path) -> Path:
    return folder / "good.txt"


def test_bad_files_are_reported_and_harm_nobody(folder: Path, good: Path, tmp_path: Path) -> None:
    oc.run(good, tmp_path / "alone")
    for name, (data, _, _) in BAD.items():
        (folder / name).write_bytes(data)
    done = oldcadre("run", folder, tmp_path / "missing", "-o", tmp_path / "out", OLDCADRE_LANG="zh")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr + done.stdout
    for name, (_, _, words) in BAD.items():
        (line,) = [line for line in done.stdout.splitlines() if f"/{name}：" in line]
        assert words in line
        assert line.count("。") >= 2, "the fault and the remedy"
    errors = oc.open(tmp_path / "out").errors.set_index("uri")
    for name, (_, code, _) in BAD.items():
        row = errors.loc[(folder / name).as_posix()]
        assert row["code"] == code, name
        assert row["remedy_zh"] and row["remedy_en"]
    assert errors.loc[(tmp_path / "missing").as_posix(), "code"] == "not-found"
    assert len(errors) == len(BAD) + 1
    for table in ("documents", "mentions", "facts"):
        name = f"{table}.parquet"
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "alone" / name).read_bytes()


def test_a_line_of_fifty_megabytes_is_refused_before_it_is_read(folder: Path, tmp_path: Path) -> None:
    (folder / "long.txt").write_bytes("老".encode() * (50_000_000 // 3))
    started = time.perf_counter()
    report = oc.run(folder, tmp_path / "out")
    assert time.perf_counter() - started < 10
    assert [(e.code, "--max-bytes" in e.remedy_zh) for e in report.failures] == [("too-large", True)]
    assert report.documents == 1


def test_a_long_line_within_the_limit_is_worked_on(folder: Path) -> None:
    (folder / "good.txt").write_text(GOOD.strip() * 3000, encoding="utf-8")
    (record,) = oc.annotate(folder)
    assert sum(m["type"] == "DOCUMENT" or m["type"] == "TIME" for m in record["mentions"]) == 3000


def test_a_missing_path_alone_is_a_slip_of_usage(tmp_path: Path) -> None:
    for verb in (("run", "-o", tmp_path / "out"), ("annotate",)):
        done = oldcadre(*verb, tmp_path / "none.txt", OLDCADRE_LANG="zh")
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{tmp_path / 'none.txt'}：没有这个文件或文件夹。请检查路径是否写对。" in done.stderr
    (tmp_path / "empty").mkdir()
    assert oldcadre("run", tmp_path / "empty", "-o", tmp_path / "out").returncode == 2
    assert oldcadre("annotate", tmp_path / "empty").returncode == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", ["in/good.txt", "in/good.txt/out", "in", "/proc/out", "/dev/full"])
def test_a_place_that_can_not_be_written_costs_no_work(good: Path, tmp_path: Path, place: str) -> None:
    done = oldcadre("run", good, "-o", tmp_path / place, OLDCADRE_LANG="zh")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "请用 -o 另指定" in done.stderr
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["good.txt", "in"]


@pytest.mark.parametrize("place", ["in", "in/good.txt/pred.jsonl", "/proc/pred.jsonl", "/dev/full"])
def test_annotations_that_can_not_be_written(good: Path, tmp_path: Path, place: str) -> None:
    done = oldcadre("annotate", good, "-o", tmp_path / place, OLDCADRE_LANG="zh")
    assert done.returncode == 2
    assert "请用 -o 另指定一个可写的位置" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_older_corpus_survives_a_run_that_reads_nothing(folder: Path, tmp_path: Path) -> None:
    oc.run(folder, tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").glob("*.*")}
    (tmp_path / "empty.txt").touch()
    done = oldcadre("run", tmp_path / "empty.txt", "-o", tmp_path / "out", OLDCADRE_LANG="zh")
    assert done.returncode == 3
    assert "原有的结果保持不变" in done.stdout
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").glob("*.*")} == before
    assert oldcadre("run", tmp_path / "empty.txt", "-o", tmp_path / "new").returncode == 3
    assert list(oc.open(tmp_path / "new").errors["code"]) == ["empty"]


def test_an_older_annotation_survives_too(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "pred.jsonl").write_text("{}\n", encoding="utf-8")
    assert oldcadre("annotate", tmp_path / "empty.txt", "-o", tmp_path / "pred.jsonl").returncode == 3
    assert (tmp_path / "pred.jsonl").read_text(encoding="utf-8") == "{}\n"


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_nothing_half_written(folder: Path, tmp_path: Path, workers: int, told: signal.Signals) -> None:
    for n in range(300):
        (folder / f"{n}.txt").write_text(GOOD * 400 + str(n), encoding="utf-8")
    command = [sys.executable, "-m", "nlp_oldcadre.cli", "run", folder, "-o", tmp_path / "out", "--workers", str(workers)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True,
        # Whoever runs the tests in the background has it ignored, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        env=os.environ | {"OLDCADRE_LANG": "zh"},
    )  # fmt: skip
    wait_for(lambda: any(tmp_path.glob(".out.work/parts/*.part")), process)
    # A terminal tells the whole group of processes, `kill` only the first.
    tell = os.killpg if told == signal.SIGINT else os.kill
    tell(process.pid, told)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output) == (130, "")
    assert "已中断" in errors
    assert "Traceback" not in errors, errors
    # What was done by then is kept for the next run.
    assert sorted(p.name for p in tmp_path.iterdir()) == [".out.work", "in"]
    assert not list(tmp_path.glob(".out.work/parts/*.tmp"))


def wait_for(happened: object, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not happened():  # type: ignore[operator]
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems store file names as text")
def test_a_file_name_that_is_not_utf8(folder: Path, tmp_path: Path) -> None:
    for name, text in (("意见.txt", GOOD + "第二份。"), ("空.txt", "")):
        (folder / os.fsdecode(name.encode("gb18030"))).write_text(text, encoding="utf-8")
    done = oldcadre("run", folder, "-o", tmp_path / "out", "--workers", "2", OLDCADRE_LANG="zh")
    assert done.returncode == 3
    assert f"{folder}/空.txt：文件是空的" in done.stdout
    assert list(oc.open(tmp_path / "out").documents["uri"]) == [f"{folder}/good.txt", f"{folder}/意见.txt"]
    assert [r["source"] for r in oc.annotate(folder, on_error=lambda error: None)] == ["good.txt", "意见.txt"]


def test_debug_shows_where_a_fault_of_ours_comes_from(good: Path, tmp_path: Path) -> None:
    done = oldcadre("run", tmp_path / "none", "-o", tmp_path / "out", "--debug")
    assert "Traceback" in done.stderr
    assert "NotFound" in done.stderr
