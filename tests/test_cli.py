"""The commands: output for people and for machines, exit codes, two languages, quick help."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from test_bad_input import GOOD, oldcadre

import nlp_oldcadre as oc
from nlp_oldcadre import console


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_run_tells_what_was_found_and_where_it_is(good: Path, tmp_path: Path) -> None:
    done = oldcadre("run", good, "-o", tmp_path / "out", OLDCADRE_LANG="zh")
    assert done.returncode == 0
    for words in ("读取 1 份文件", "文种", "地区", "数据", "项目", "举措", f"结果在 {tmp_path / 'out'}"):
        assert words in done.stdout
    assert "1/1 份" in done.stderr
    assert len(oc.open(tmp_path / "out").documents) == 1


def test_english_is_an_option_wherever_it_stands(good: Path, tmp_path: Path) -> None:
    for arguments in (("--lang", "en", "run"), ("run", "--lang=en")):
        done = oldcadre(*arguments, good, "-o", tmp_path / "out", OLDCADRE_LANG="zh")
        assert done.stdout.startswith("documents read: 1")
    assert "documents read: 1" in oldcadre("run", good, "-o", tmp_path / "out", OLDCADRE_LANG="en").stdout
    missing = oldcadre("annotate", tmp_path / "none", OLDCADRE_LANG="en")
    assert "there is no such file or folder; check the path" in missing.stderr


def test_annotate_writes_json_lines(good: Path, tmp_path: Path) -> None:
    done = oldcadre("annotate", good)
    assert (done.returncode, done.stderr) == (0, "")
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["source"] == "good.txt"
    assert [m["text"] for m in record["mentions"] if m["type"] == "TIME"] == ["2020年6月23日"]
    assert oldcadre("annotate", good, "-o", tmp_path / "pred.jsonl").stdout == ""
    assert (tmp_path / "pred.jsonl").read_text(encoding="utf-8") == done.stdout
    assert oldcadre("annotate", good, "-o", "/dev/stdout").stdout == done.stdout


def test_the_scorer_reads_the_annotations(seeds: Path, tmp_path: Path) -> None:
    oldcadre("annotate", seeds, "-o", tmp_path / "pred.jsonl")
    evaluation = seeds.parent / "evaluation"
    command = [sys.executable, evaluation / "score.py", evaluation / "gold", seeds, tmp_path / "pred.jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "no prediction" not in done.stdout
    assert "mean" in done.stdout


@pytest.mark.parametrize("arguments", [("run",), ("nonsense",), ("run", "x", "-o", "y", "--workers", "0"), ("run", "x")])
def test_slips_of_usage(arguments: tuple[str, ...]) -> None:
    done = oldcadre(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_help_comes_at_once() -> None:
    """Nothing heavy is imported for it."""
    assert "annotate" in oldcadre("--help").stdout
    code = "import nlp_oldcadre.cli, sys; print(sorted({'pandas', 'pyarrow', 'rjieba', 'spacy', 'tantivy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    for n in range(30):
        (tmp_path / f"{n}.txt").write_text(GOOD * 200, encoding="utf-8")
    command = f"{sys.executable} -m nlp_oldcadre.cli annotate {tmp_path} | head -c 100"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev/full and no >&-")
@pytest.mark.parametrize(
    ("redirected", "code", "said"),
    [
        (">&-", 0, ""),
        ("2>&-", 0, ""),
        (">/dev/full", 1, "✗ 输出写不出去（磁盘已满）。"),
        ("| head -c 5 >&2; exit ${PIPESTATUS[0]}", 0, None),
    ],
)
def test_output_that_goes_nowhere(good: Path, tmp_path: Path, redirected: str, code: int, said: str | None) -> None:
    oc.run(good, tmp_path / "out")
    for verb in ("compare {} --csv", "compare {} --by city", "search {} 老 --json", "run {}/../good.txt -o {}/../again"):
        command = f"{sys.executable} -m nlp_oldcadre.cli {verb.replace('{}', str(tmp_path / 'out'))} {redirected}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, env=os.environ | {"OLDCADRE_LANG": "zh"})
        errors = done.stderr.decode("utf-8", "replace")
        assert done.returncode == code, errors
        assert said is None or verb.startswith("run") or errors.strip() == said
        assert "Traceback" not in errors and "程序出错" not in errors


ROWS = [
    {"region": "辽宁省", "n": 3.0, "low": Decimal("0.9700"), "quote": "[红]色", "names": ["甲", "乙"], "none": None},
    {"region": "浙江省", "n": 2.5, "low": Decimal("12"), "quote": "一\n二", "names": [], "none": float("nan")},
]
COLUMNS = {"region": "地区", "n": "数", "low": "下限", "quote": "原文", "names": "名称", "none": "空"}


def test_tables_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    console.show(ROWS, COLUMNS, title="比较")
    out = capsys.readouterr().out
    for words in ("比较", "地区", "辽宁省", "[红]色", "甲；乙"):
        assert words in out
    assert "nan" not in out and "None" not in out and "3.0" not in out and "0.9700" not in out


def test_tables_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame({"page": pd.array([1, None], dtype="Int32"), "n": [1.5, float("nan")], "name": ["a", None]})
    console.show(frame.to_dict("records"), list(frame), as_json=True)
    assert json.loads(capsys.readouterr().out) == [{"page": 1, "n": 1.5, "name": "a"}, {"page": None, "n": None, "name": None}]
    console.show(ROWS, COLUMNS, as_json=True)
    assert json.loads(capsys.readouterr().out)[0] == {
        "region": "辽宁省", "n": 3.0, "low": 0.97, "quote": "[红]色", "names": ["甲", "乙"], "none": None,
    }  # fmt: skip
    console.show(ROWS, COLUMNS, as_csv=True)
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[1] == {"region": "浙江省", "n": "2.5", "low": "12", "quote": "一\n二", "names": "", "none": ""}


def test_version() -> None:
    assert oldcadre("--version").stdout.startswith("oldcadre 0.")
