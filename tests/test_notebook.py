"""The notebooks run from top to bottom in the Python that runs the tests, and are stored without what they print.

One test a notebook: two of one notebook might run in two processes, each of which would execute it.
"""

from __future__ import annotations

import csv
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPORA

import nlp_oldcadre as oc

nbformat = pytest.importorskip("nbformat", reason="the extra [notebook] is not installed")
nbclient = pytest.importorskip("nbclient", reason="the extra [notebook] is not installed")
pytest.importorskip("ipykernel", reason="the extra [notebook] is not installed")
pytest.importorskip("matplotlib", reason="the extra [notebook] is not installed")

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
# Seconds that a process waits for another one to make the results.
PATIENCE = 600

Run = Callable[[str], "Shown"]


class Shown:
    """What the cells of a notebook put out."""

    def __init__(self, outputs: list[Any]) -> None:
        data = [output.data for output in outputs if "data" in output]
        self.tables = [d["text/html"] for d in data if "<table" in d.get("text/html", "")]
        self.html = "".join(d.get("text/html", "") for d in data)
        self.said = [d["text/markdown"] for d in data if "text/markdown" in d]
        self.pictures = sum("image/png" in d for d in data)
        self.printed = "".join(output.text for output in outputs if output.output_type == "stream")


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """The folder, made by the first process that asks; the others wait for it."""
    done = folder.with_suffix(".done")
    try:
        folder.with_suffix(".lock").mkdir()
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not done.exists():
            assert time.monotonic() < end, "another process did not make the results of the notebooks"
            time.sleep(0.1)
        return folder
    make(folder)
    done.touch()
    return folder


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the demonstration documents, made once for all notebooks and processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (CORPORA / "manifest.csv").open(encoding="utf-8-sig", newline="") as handle:
        files = [CORPORA / row["file"] for row in csv.DictReader(handle)]
    return made_once(shared / "notebook_results", lambda folder: oc.run(files, folder))


@pytest.fixture
def run(finished: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Execute a notebook over the finished results."""
    monkeypatch.setenv("OLDCADRE_RESULTS", str(finished))

    def executed(name: str) -> Shown:
        notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
        resources = {"metadata": {"path": str(FOLDER)}}
        nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
        shown = Shown([output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs])
        # A character without a glyph is a warning of matplotlib.
        assert "Glyph" not in shown.printed and "Warning" not in shown.printed
        return shown

    return executed


def assert_told(shown: Shown, *, tables: int, pictures: int) -> None:
    """Tables that have rows and links, pictures, and an answer whose quotes were compared with their sources."""
    assert len(shown.tables) == tables
    assert all("<td" in table for table in shown.tables)
    assert shown.pictures == pictures
    assert 'href="http' in shown.html
    checked = re.search(r"(\d+) 处引文与原文逐字相同", shown.said[-1])
    assert checked and int(checked[1]) > 0


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_without_outputs(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_first_look(run: Run) -> None:
    shown = run("01_first_look")
    assert ">PROGRAM<" in shown.html.replace("\n", "").replace(" ", "")
    assert shown.html.count('class="dataframe"') >= 8
    assert shown.pictures == 1


def test_compare_provinces(run: Run) -> None:
    shown = run("02_compare_provinces")
    assert_told(shown, tables=6, pictures=4)
    answer = shown.tables[-1]
    assert all(name in answer for name in ("志愿服务", "支部活动阵地", "线上平台", "没有读到文件"))
    assert "北京市" in shown.said[0] and "北京市" in answer


def test_graph(run: Run) -> None:
    shown = run("03_graph")
    assert_told(shown, tables=7, pictures=1)
    assert "青海省委老干部局" in shown.said[-1] and "“”" not in shown.said[-1]
    assert sum("Program:老党员驿站@" in table for table in shown.tables) == 1


def test_numbers_and_sources(run: Run) -> None:
    shown = run("04_numbers_and_sources")
    assert_told(shown, tables=7, pictures=2)
    assert "互相矛盾" in shown.html and "取整一致" in shown.html
    assert "已完成" in shown.html and "未见报告" in shown.html


def test_slogans_over_time(run: Run) -> None:
    shown = run("05_slogans_over_time")
    assert_told(shown, tables=5, pictures=3)
    copied = [re.findall(r"<td>(.*?)</td>", row) for row in shown.tables[-1].split("<tr>")]
    assert ["浙江省", "1", "1", "", "辽宁省", "", ""] in copied
    assert "之后依次是" in shown.said[-1]
