"""Every line of the READMEs does what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

READMES = ("README.md", "README.zh-CN.md")
_BLOCK = re.compile(r"```(bash|python)\n(.*?)```", re.S)
# What would call this test itself, or install into the environment that runs it. ``make -n`` proves that the targets are
# there; the continuous integration runs ``make run`` and ``make test`` from a clean checkout.
_NOT_HERE = {"make run": "make -n run", "make test": "make -n test", 'pip install -e ".[notebook]"': "pip --version"}


def blocks(name: str, language: str) -> list[str]:
    return [body for kind, body in _BLOCK.findall((ROOT / name).read_text(encoding="utf-8")) if kind == language]


@pytest.fixture(scope="module", params=READMES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A copy of what a newcomer has in the folder."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("corpora", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("Makefile", "setup.cfg", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return request.param, folder


def test_each_line_of_the_shell_blocks_runs(place: tuple[str, Path]) -> None:
    name, folder = place
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    lines = [line for block in blocks(name, "bash") for line in block.splitlines() if line.strip()]
    assert len(lines) > 8
    for line in lines:
        command = _NOT_HERE.get(line, line)
        done = subprocess.run(command, shell=True, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_each_python_block_runs(place: tuple[str, Path]) -> None:
    name, folder = place
    for block in blocks(name, "python"):
        (folder / "block.py").write_text(block, encoding="utf-8")
        done = subprocess.run([sys.executable, "block.py"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, f"{block}\n{done.stderr}"
        assert done.stdout.strip()


def test_both_readmes_show_the_same_lines() -> None:
    assert blocks(READMES[0], "bash") == blocks(READMES[1], "bash")
    assert blocks(READMES[0], "python") == blocks(READMES[1], "python")


@pytest.mark.parametrize("split", ["test", "fresh"])
def test_quality_table_is_todays(split: str) -> None:
    """The figures of the READMEs are those that the command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "nlp_oldcadre.cli", "evaluate", str(ROOT / "corpora" / "gold"), "--split", split, "--markdown"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        shown = text.split(f"<!-- quality {split} -->")[1].split(f"<!-- /quality {split} -->")[0].strip()
        assert shown == done.stdout.strip(), name


def test_benchmark_runs() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "text_pipeline.py"), "--characters", "2000", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "pipeline / jieba.cut" in done.stdout
