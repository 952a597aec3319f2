"""The verbs graph, compare and search on the command line."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import pytest
import small_corpus

from nlp_oldcadre import cli
from nlp_oldcadre.console import LANGUAGE
from nlp_oldcadre.spreadsheet import write_csv


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus")).path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.delenv(LANGUAGE, raising=False)
    # The verbs under test don't end early; pytest keeps its own handlers.
    monkeypatch.setattr("signal.signal", lambda *_: None)

    def call(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["oldcadre", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        code = end.value.code
        return Answer(code if isinstance(code, int) else 0, *capsys.readouterr())

    return call


def test_graph_counts_and_writes(run: Run, folder: Path, tmp_path: Path) -> None:
    answer = run("graph", folder, "-o", tmp_path / "g.graphml")
    assert answer.code == 0
    assert "项目品牌" in answer.out
    graph = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    counts = json.loads(run("graph", folder, "--json").out)
    assert sum(row["count"] for row in counts) == len(graph) + graph.number_of_edges()


def test_compare_for_people(run: Run, folder: Path) -> None:
    answer = run("compare", folder, "--by", "province")
    assert answer.code == 0
    for text in ("分组", "项目品牌", "辽宁省", "浙江省", "志愿者 ≈3000名", "已做 1 · 计划 1", "liaoning.txt"):
        assert text in answer.out


@pytest.mark.parametrize("what", ["programs", "results", "measures", "slogans"])
def test_compare_in_detail_shows_source_and_quote(run: Run, folder: Path, what: str) -> None:
    answer = run("compare", folder, "--what", what)
    assert answer.code == 0
    for text in ("晚霞工作简报", "原文", "文件"):
        assert text in answer.out
    rows = json.loads(run("compare", folder, "--what", what, "--json").out)
    assert all(row["document"] and row["quote"] and row["end"] > row["start"] >= 0 for row in rows)
    read = list(csv.DictReader(io.StringIO(run("compare", folder, "--what", what, "--csv").out)))
    assert [row["quote"] for row in read] == [row["quote"] for row in rows]


def test_compare_json_is_json_in_every_cell(run: Run, folder: Path) -> None:
    rows = json.loads(run("compare", folder, "--json").out, parse_constant=lambda name: pytest.fail(name))
    assert rows[0]["evidence"][0]["quote"] == "辽宁省委老干部局实施“晚霞护苗"
    first = next(csv.DictReader(io.StringIO(run("compare", folder, "--csv").out)))
    assert json.loads(first["evidence"]) == rows[0]["evidence"]


def test_english_keeps_the_codes(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "发挥作用" in run("compare", folder, "--what", "measures").out
    monkeypatch.setenv(LANGUAGE, "en")
    out = run("compare", folder, "--what", "measures").out
    assert "contribution" in out and "发挥作用" not in out
    assert "without --type ORG" in run("search", folder, "护苗行动", "--type", "ORG", "--region", "浙江").err


@pytest.mark.parametrize("arguments", [("compare",), ("compare", "--what", "slogans"), ("search", "护苗")])
def test_a_table_for_excel(run: Run, folder: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    verb, *rest = arguments
    path = tmp_path / "表.csv"
    answer = run(verb, folder, *rest, "-o", path)
    assert answer.code == 0 and str(path) in answer.err
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        written = list(csv.DictReader(handle))
    assert written == list(csv.DictReader(io.StringIO(run(verb, folder, *rest, "--csv").out)))
    assert run(verb, folder, *rest, "-o", tmp_path / "none" / "a.csv").code == 2


def test_no_cell_of_a_table_for_excel_is_a_formula(tmp_path: Path) -> None:
    write_csv([{"quote": "=HYPERLINK(1)", "n": -2.5}, {"quote": "@老干部", "n": None}], ["quote", "n"], tmp_path / "a.csv")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").split()
    assert lines == ["quote,n", "'=HYPERLINK(1),-2.5", "'@老干部,"]


def test_search_marks_the_hit(run: Run, folder: Path) -> None:
    answer = run("search", folder, "护苗", "--type", "PROGRAM", "--region", "浙江")
    assert answer.code == 0
    assert "【晚霞护苗】" in answer.out
    assert "银龄要点" in answer.out
    assert "晚霞工作简报" not in answer.out
    rows = json.loads(run("search", folder, "护苗", "--json", "--limit", "2").out)
    assert [(row["type"], row["quote"]) for row in rows] == [("PROGRAM", "晚霞护苗")] * 2
    assert run("search", folder, "护苗", "--type", "项目品牌", "--csv").out.count("PROGRAM") == 4


def test_search_that_finds_nothing_says_so(run: Run, folder: Path) -> None:
    answer = run("search", folder, "护苗方阵")
    assert (answer.code, answer.out) == (0, "")
    assert "没有找到“护苗方阵”" in answer.err
    assert "相近的名称：晚霞护苗" in answer.err
    assert run("search", folder, "护苗方阵", "--json").out == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search", "护苗", "--type", "BRAND"), "PROGRAM（项目品牌）"),
        (("search", "护苗", "--region", "瀛洲"), "不认识这个地区"),
        (("search", "“”"), "没有可以查找的文字"),
        (("compare", "--by", "planet"), "province、city、genre、topic"),
        (("compare", "--what", "people"), "programs results measures slogans"),
        (("graph", "-o", "g.xyz"), ".graphml .gexf"),
    ],
)
def test_errors_say_what_is_allowed(run: Run, folder: Path, arguments: tuple[str, ...], message: str) -> None:
    verb, *rest = arguments
    answer = run(verb, folder, *rest)
    assert answer.code == 2
    assert answer.err.startswith("✗")
    assert message in answer.err


@pytest.mark.parametrize("arguments", [("graph",), ("compare",), ("search", "护苗")])
def test_a_folder_that_is_no_corpus(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    verb, *rest = arguments
    answer = run(verb, tmp_path, *rest)
    assert answer.code == 2
    assert "不是结果文件夹" in answer.err
    assert "oldcadre run" in answer.err
