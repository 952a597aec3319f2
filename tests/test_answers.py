"""The verbs graph, compare and search on the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import pytest
import small_corpus

from nlp_oldcadre import cli
from nlp_oldcadre.console import LANGUAGE
from nlp_oldcadre.model import DocumentValue, Metadata, PersonValue
from nlp_oldcadre.spreadsheet import write_csv
from nlp_oldcadre.wrapping import display_width


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
    for text in ("辽宁省 · 2 份文件", "项目品牌", "浙江省", "志愿者 ≈3000名", "已做 1 · 计划 1", "晚霞工作简报"):
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
    assert "without type:ORG" in run("search", folder, "护苗行动", "--type", "ORG", "--region", "浙江").err


def sheet(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("what", ["overview", "programs", "results", "measures", "slogans", "search"])
def test_a_table_for_excel(run: Run, folder: Path, tmp_path: Path, what: str) -> None:
    arguments = {"overview": ["compare", folder], "search": ["search", folder, "护苗"]}
    path = tmp_path / "表.csv"
    answer = run(*arguments.get(what, ["compare", folder, "--what", what]), "-o", path)
    assert answer.code == 0 and str(path) in answer.err
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = sheet(path)
    assert rows and all(row["文件"] and row["原文"] and row["文件路径"].endswith(".txt") for row in rows)
    # Words of the office in every cell: neither JSON nor codes; headers without Latin letters.
    cells = [text for row in rows for name, text in row.items() if name != "文件路径"]
    assert not [text for text in (*cells, *rows[0]) if "{" in text or re.fullmatch(r"[A-Za-z_]+", text)]
    assert run(*arguments.get(what, ["compare", folder, "--what", what]), "-o", tmp_path / "none" / "a.csv").code == 2


def test_changes_shares_and_bounds_have_columns_for_excel(run: Run, folder: Path, tmp_path: Path) -> None:
    d = small_corpus.Draft(
        "甲", "甲\n党员由200人增至240人，占60%，其中缺书记3人，每人每月补助不少于50元。\n", Metadata(title="甲")
    )
    d.amount("240人", "240", "人", "党员", change="to", baseline=Decimal(200), compared_with="上年", check="agrees")
    d.amount("60%", "0.6", "1", "党员", share_of="职工")
    d.amount("3人", "3", "人", "书记", part_of="党员", problem=True)
    d.amount("50元", "50", "元", "补助", per=("人", "月"), bound=">=", modifier="over")
    corpus = small_corpus.write_corpus(tmp_path / "corpus", d.finished())
    run("compare", corpus.path, "--what", "results", "-o", tmp_path / "a.csv")
    rows = {row["原指标"] + row["数值"]: row for row in sheet(tmp_path / "a.csv")}
    assert set(rows) == {"党员240人", "党员占 60%", "书记3人", "补助每人每月 ≥50元"}
    names = ("界限", "增减", "基数", "比较对象", "验算", "每", "占", "其中属于", "不足")
    assert [[row[name] for name in names] for _, row in sorted(rows.items())] == [
        ["", "", "", "", "", "", "", "党员", "是"],
        ["", "达到", "200", "上年", "相符", "", "", "", ""],
        ["", "", "", "", "", "", "职工", "", ""],
        ["不少于", "", "", "", "", "人、月", "", "", ""],
    ]
    run("compare", folder, "--what", "results", "-o", tmp_path / "b.csv")
    # A column that no row fills is left out.
    assert not set(names) & set(sheet(tmp_path / "b.csv")[0])


@pytest.mark.parametrize("verb", [("compare",), ("compare", "--what", "results"), ("search", "护苗")])
@pytest.mark.parametrize(("place", "said"), [("a.ods", ".xlsx"), ("a", ".csv"), ("none/a.csv", "不存在")])
def test_a_table_is_a_workbook_or_csv_file_in_a_folder_that_exists(
    run: Run, folder: Path, tmp_path: Path, verb: tuple[str, ...], place: str, said: str
) -> None:
    answer = run(verb[0], folder, *verb[1:], "-o", tmp_path / place)
    assert answer.code == 2 and answer.out == ""
    assert said in answer.err and answer.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_issues_of_a_bulletin_are_told_apart(run: Run, tmp_path: Path) -> None:
    drafts = []
    for issue in (3, 4):
        text = f"银龄工作简报\n第{issue}期，志愿者{issue}0人。\n"
        d = small_corpus.Draft(str(issue), text, Metadata("bulletin", "银龄工作简报", issue=issue))
        d.amount(f"{issue}0人", f"{issue}0", "人", "志愿者")
        drafts.append(d.finished())
    corpus = small_corpus.write_corpus(tmp_path / "corpus", *drafts)
    for verb in (("compare",), ("compare", "--what", "results"), ("search", "志愿者")):
        out = run(verb[0], corpus.path, *verb[1:]).out
        assert "银龄工作简报 第3期" in out and "银龄工作简报 第4期" in out


def test_posts_and_levels_have_columns_for_excel(run: Run, tmp_path: Path) -> None:
    d = small_corpus.Draft("甲", "甲\n局长王守望宣读《余热办法》。\n", Metadata(title="甲"))
    d.add("PERSON", "王守望", PersonValue("局长", "辽宁省委老干部局"))
    d.add("DOCUMENT", "余热办法", DocumentValue("policy", level="province"))
    corpus = small_corpus.write_corpus(tmp_path / "corpus", d.finished())
    for query, name, words in (
        ("王守望", "职务", "局长"),
        ("王守望", "所在单位", "辽宁省委老干部局"),
        ("余热", "层级", "省级"),
    ):
        run("search", corpus.path, query, "-o", tmp_path / "a.csv")
        assert sheet(tmp_path / "a.csv")[0][name] == words
    found = json.loads(run("search", corpus.path, "王守望", "--json").out)[0]
    assert (found["post"], found["organisation"], found["level"]) == ("局长", "辽宁省委老干部局", None)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_brief_overview_has_a_line_a_group(run: Run, folder: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("compare", folder, "--brief").out.splitlines()
    assert [line.split()[1] for line in lines[3:-1]] == ["辽宁省", "浙江省"]
    assert max(map(display_width, lines)) <= width
    assert lines[3].split()[3:10:2] == ["2", "1", "1", "4"]
    assert "晚霞护苗" in lines[3] and ("86场次" in lines[3]) == (width > 80)


def test_the_brief_overview_is_for_people(run: Run, folder: Path) -> None:
    assert run("compare", folder, "--brief", "--json").out == run("compare", folder, "--json").out
    assert run("compare", folder, "--brief", "--region", "天津市").out.count("│") == 0


def test_the_overview_for_excel_has_a_row_for_each_thing(run: Run, folder: Path, tmp_path: Path) -> None:
    run("compare", folder, "-o", tmp_path / "a.csv")
    told = [(row["分组"], row["类别"], row["状态"], row["内容"]) for row in sheet(tmp_path / "a.csv")]
    assert ("辽宁省", "数字", "计划", "志愿者 500名") in told
    assert ("辽宁省", "举措", "已做", "组建了120支志愿服务队") in told
    assert sum(group == "浙江省" for group, *_ in told) == 4


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("what", [(), ("--what", "results"), ("--what", "programs"), ("--what", "measures")])
def test_lines_keep_to_the_width(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, columns: int, what: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run("compare", folder, *what).out
    assert max(map(display_width, out.splitlines())) <= columns
    for whole in ("≈3000名", "120支") if columns > 40 and what in ((), ("--what", "results")) else ():
        assert whole in out


def test_codes_in_words(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = run("graph", folder).out
    assert "机构" in out and "Organization" not in out
    gold = Path(__file__).parent.parent / "corpora" / "gold"
    out = run("evaluate", gold).out
    assert all(word in out for word in ("机构", "举措", "平均", "文件要素")) and "ORG" not in out
    monkeypatch.setenv(LANGUAGE, "en")
    assert "Organization" in run("graph", folder).out


def test_no_cell_of_a_table_for_excel_is_a_formula(tmp_path: Path) -> None:
    write_csv(
        [{"quote": "=HYPERLINK(1)", "n": -2.5}, {"quote": "@老干部", "n": None}],
        {"quote": "原文", "n": "数"},
        tmp_path / "a.csv",
    )
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").split()
    assert lines == ["原文,数", "'=HYPERLINK(1),-2.5", "'@老干部,"]


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
        (("compare", "--what", "people"), "programs functions"),
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


@pytest.mark.parametrize("what", ["results", "programs", "measures", "functions", "slogans", "plan_vs_result"])
def test_the_screen_shows_so_many_rows_and_says_how_many_there_are(run: Run, folder: Path, tmp_path: Path, what: str) -> None:
    all_rows = len(json.loads(run("compare", folder, "--what", what, "--json").out))
    assert all_rows > 1
    answer = run("compare", folder, "--what", what, "--limit", 1, "-o", tmp_path / "all.csv")
    assert f"共 {all_rows} 行，这里是要紧的 1 行" in answer.err and "--limit 0" in answer.err
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert len(list(csv.DictReader(handle))) == all_rows
    whole = run("compare", folder, "--what", what, "--limit", 0)
    assert "--limit" not in whole.err and len(whole.out) > len(answer.out)
    assert len(json.loads(run("compare", folder, "--what", what, "--limit", 1, "--json").out)) == all_rows


def test_less_than_no_rows_cannot_be_shown(run: Run, folder: Path) -> None:
    assert run("compare", folder, "--what", "results", "--limit", -1).code == 2
