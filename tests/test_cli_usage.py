"""A command line that can't be used is answered in the user's language, with what to do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def answer(*arguments: str, lang: str = "zh") -> tuple[int, str]:
    """Exit code and standard error of ``python -m nlp_oldcadre``."""
    done = subprocess.run(
        [sys.executable, "-m", "nlp_oldcadre", *arguments],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "OLDCADRE_LANG": lang}, check=False,
    )  # fmt: skip
    assert not done.stdout
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("arguments", "message", "help_of"),
    [
        (["run"], "少写了一项：PATHS", "oldcadre run"),
        (["serch"], "没有“serch”这个命令，是不是“search”？", "oldcadre"),
        (["run", "--workrs", "3"], "没有 --workrs 这个选项，是不是 --workers？", "oldcadre run"),
        (["explain", "a.txt", "--at", "x"], "--at 要写整数", "oldcadre explain"),
        (["explain", "a.txt", "--at"], "选项 --at 后面要写上内容", "oldcadre"),
        (["explain", "a", "b", "c"], "多写了：b c", "oldcadre explain"),
        (["run", "x", "--engine", "foo"], "--engine 只能是：local, spark", "oldcadre run"),
        (["run", "x", "--workers", "-2"], "--workers 不能小于 1", "oldcadre run"),
    ],
)
def test_told_in_chinese(arguments: list[str], message: str, help_of: str) -> None:
    assert answer(*arguments) == (2, f"{message}\n用法见：{help_of} --help\n")


def test_told_in_english_when_asked_for() -> None:
    code, told = answer("serch", lang="en")
    assert code == 2
    assert told.endswith("see: oldcadre --help\n")
    assert told.startswith("No such command")
