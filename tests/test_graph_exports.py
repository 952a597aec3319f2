"""Graph files: read back by others equal to what was written, whatever stands in the texts; nothing half written."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
import small_corpus
from office import converted, needs_libreoffice
from test_bad_input import oldcadre

import nlp_oldcadre as oc
from nlp_oldcadre.errors import NotWritable
from nlp_oldcadre.graph import GraphError, export
from nlp_oldcadre.graph.neo4j_check import Problem, problems

LONG = "老同志“发挥作用”，\n" * 100_000
HOSTILE = {
    "controls": "上页\x0c下页\x00\x1b[31m\ufffe",
    "surrogate": "半个字\ud83d",
    "quotes": '他说"好"，\'行\'，“可以”，,;\\"',
    "lines": "第一行\r\n第二行\r第三行\n\t末尾 ",
    "formula": "=cmd|' /C calc'!A0",
    "right_to_left": "\u202e文件\u202c\u200f",
    "markup": "<b>&amp;</b>]]>",
    "empty": "",
    "list": ["甲", "乙"],
    "yes": True,
    "whole": 3,
    "part": 0.1,
    "huge": 2**70,
    "nothing": None,
    "id": "own",
    "parent": "own",
    "source": "own",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    return oc.graph(small_corpus.small_corpus(tmp_path_factory.mktemp("corpus")))


@pytest.fixture(scope="module")
def hostile() -> nx.MultiDiGraph:
    """A graph that no corpus gives: every text that breaks a format, as key, as label and as attribute."""
    graph = nx.MultiDiGraph(title="谁\ud83d", problems=[{"kind": "x"}], _cache=object())
    keys = [f"Region:{name}{value}" for name, value in HOSTILE.items()]
    for key in [*keys, "Region:a\x00", "Region:a ", "Region:a\x01"]:
        graph.add_node(key, **{"kind": "Region", "label": key} | HOSTILE)
    graph.add_node("Region:plain", kind="Region", label="plain", part=3, whole=0.5)
    for key in graph:
        graph.add_edge(key, "Region:plain", key="e1", kind="in_region", **HOSTILE)
    graph.add_edge("Region:plain", keys[0], key="e1", kind="part_of", start=0, end=1, quote=LONG)
    graph.nodes[keys[0]]["long"] = LONG
    return graph


Edges = dict[tuple[str, str, str], dict[str, Any]]


def edges_of(graph: nx.MultiDiGraph) -> Edges:
    return {(source, target, key): data for source, target, key, data in graph.edges(keys=True, data=True)}


def typed(values: Any) -> Any:
    return {key: {name: (type(v), v) for name, v in data.items()} for key, data in values}


def read_graphml(path: Path) -> nx.MultiDiGraph:
    return nx.read_graphml(path, force_multigraph=True)


def read_node_link(path: Path) -> nx.MultiDiGraph:
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


@pytest.mark.parametrize(("name", "read"), [("g.graphml", read_graphml), ("g.json", read_node_link)])
def test_networkx_reads_back_what_was_written(graph: nx.MultiDiGraph, tmp_path: Path, name: str, read: Any) -> None:
    """Nodes, keys and attributes are equal, and of the same type."""
    again = read(oc.graph.write(graph, tmp_path / name))
    assert typed(again.nodes(data=True)) == typed(graph.nodes(data=True))
    assert typed(edges_of(again).items()) == typed(edges_of(graph).items())


@pytest.mark.parametrize(("name", "read"), [("g.graphml", read_graphml), ("g.json", read_node_link)])
def test_no_text_breaks_a_file(hostile: nx.MultiDiGraph, tmp_path: Path, name: str, read: Any) -> None:
    again = read(oc.graph.write(hostile, tmp_path / name))
    assert (len(again), again.number_of_edges()) == (len(hostile), hostile.number_of_edges())
    data = next(data for _, data in again.nodes(data=True))
    assert data["controls"].startswith("上页 下页")
    assert data["surrogate"] == "半个字\ufffd"
    assert data["list"] == '["甲", "乙"]'
    assert data["huge"] == str(2**70)
    for same in ("quotes", "lines", "formula", "right_to_left", "markup", "empty", "yes", "whole", "part"):
        assert (type(data[same]), data[same]) == (type(HOSTILE[same]), HOSTILE[same]), same
    assert data["long"] == LONG and "nothing" not in data
    assert [type(again.nodes["Region:plain"][name]) for name in ("part", "whole")] == [int, float]
    assert again.graph["title"] == "谁\ufffd" and "_cache" not in again.graph


def test_keys_that_a_file_cannot_tell_apart_stay_two(hostile: nx.MultiDiGraph, tmp_path: Path) -> None:
    again = read_graphml(oc.graph.write(hostile, tmp_path / "g.graphml"))
    assert len([node for node in again if node.startswith("Region:a ")]) == 3


def test_gexf_opens_again(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    again = nx.read_gexf(oc.graph.write(graph, tmp_path / "g.gexf"), version="1.3")
    assert {node: data["label"] for node, data in again.nodes(data=True)} == dict(graph.nodes(data="label"))
    assert {(source, target, key) for source, target, key in again.edges(keys=True)} == edges_of(graph).keys()
    starts = sorted(data["start"] for _, _, data in graph.edges(data=True))
    assert sorted(data["start_"] for _, _, data in again.edges(data=True)) == starts
    assert {data["label"] for _, _, data in again.edges(data=True)} >= {"隶属", "主办"}


def test_gexf_has_nothing_that_gephi_refuses(hostile: nx.MultiDiGraph, tmp_path: Path) -> None:
    """Every edge has an id of its own, and no attribute the name of a column that Gephi has itself."""
    path = oc.graph.write(hostile, tmp_path / "g.gexf")
    assert len(nx.read_gexf(path, version="1.3")) == len(hostile)
    elements = list(ElementTree.parse(path).iter())
    ids = [element.get("id") for element in elements if element.tag.endswith("}edge")]
    assert len(set(ids)) == len(ids) == hostile.number_of_edges()
    titles = {"node": set(), "edge": set()}
    for group in (element for element in elements if element.tag.endswith("}attributes")):
        titles[group.get("class") or ""] = {attribute.get("title") for attribute in group}
    assert not {"id", "label", "start", "end"} & titles["node"]
    assert not {"id", "label", "start", "end", "source", "target", "kind", "type", "weight"} & titles["edge"]


def test_cytoscape_has_its_schema(hostile: nx.MultiDiGraph, tmp_path: Path) -> None:
    written = json.loads(oc.graph.write(hostile, tmp_path / "g.cyjs").read_text(encoding="utf-8"))
    nodes, edges = ([element["data"] for element in written["elements"][group]] for group in ("nodes", "edges"))
    ids = [data["id"] for data in nodes + edges]
    assert len(set(ids)) == len(ids) == len(hostile) + hostile.number_of_edges()
    assert {end for data in edges for end in (data["source"], data["target"])} <= {data["id"] for data in nodes}
    assert not [data for data in nodes + edges if "parent" in data]
    assert {data["interaction"] for data in edges} == {"in_region", "part_of"}


def test_networkx_reads_cytoscape_back(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    written = json.loads(oc.graph.write(graph, tmp_path / "g.cyjs").read_text(encoding="utf-8"))
    again = nx.cytoscape_graph(written)
    assert set(again) == set(graph)
    assert edges_of(again).keys() == edges_of(graph).keys()


def test_neo4j_folder_is_what_the_importer_takes(hostile: nx.MultiDiGraph, graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    for name, network in {"a": graph, "b": hostile}.items():
        folder = oc.graph.write(network, tmp_path / name, format="neo4j")
        assert list(problems(folder)) == []
        script = (folder / "import.sh").read_text(encoding="utf-8")
        assert "neo4j-admin database import full" in script
        assert all(path.name in script for path in folder.glob("*.csv"))
        assert subprocess.run(["sh", "-n", folder / "import.sh"], check=False).returncode == 0
    header = (tmp_path / "a" / "edges_has_result.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.startswith(":START_ID,:END_ID,key,document:string,") and header.endswith(":TYPE")
    assert ",start:long," in header


def test_neo4j_script_runs_where_the_command_is(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    """With a command that only writes down what it is asked for."""
    folder = oc.graph.write(graph, tmp_path / "n", format="neo4j")
    (tmp_path / "neo4j-admin").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    (tmp_path / "neo4j-admin").chmod(0o755)
    done = subprocess.run(
        [folder / "import.sh", "work"], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=True
    )
    asked = done.stdout.splitlines()
    assert asked[:3] == ["database", "import", "full"] and asked[-1] == "work"
    assert {f"--nodes={path.name}" for path in folder.glob("nodes_*.csv")} < set(asked)


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("nodes_Region.csv", "key:ID", "key", ":ID is missing"),
        ("nodes_Region.csv", "adcode:string", "adcode:text", "field 'adcode:text' is none that the importer knows"),
        ("nodes_Region.csv", "\nRegion:210000,", "\nRegion:210001,", None),
        ("edges_run_by.csv", ",:TYPE", "", ":TYPE is missing"),
        ("edges_run_by.csv", "start:long", "start:boolean", "start:boolean can't be"),
        ("edges_run_by.csv", "银龄", '银"龄', None),
        ("nodes_Program.csv", "Program:晚霞护苗@330000", "Program:晚霞护苗@210000", "is there twice"),
    ],
)
def test_a_broken_folder_is_told(
    graph: nx.MultiDiGraph, tmp_path: Path, file: str, old: str, new: str, reason: str | None
) -> None:
    folder = oc.graph.write(graph, tmp_path / "n", format="neo4j")
    text = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = list(problems(folder))
    if reason:
        assert any(reason in problem.reason for problem in found), found
        assert all(isinstance(problem, Problem) for problem in found)
    elif old != new and old in text and file.startswith("nodes"):
        assert any("'Region:210000' is no node" in problem.reason for problem in found)


def test_workbook_keeps_types_and_runs_nothing(hostile: nx.MultiDiGraph, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book = openpyxl.load_workbook(oc.graph.write(hostile, tmp_path / "g.xlsx"))
    assert book.sheetnames == ["节点", "关系"]
    for sheet, count in zip(book, (len(hostile), hostile.number_of_edges()), strict=True):
        head, *rows = sheet.iter_rows()
        assert len(rows) == count
        cells = {str(top.value): cell for top, cell in zip(head, rows[0], strict=True)}
        assert {name: cells[name].data_type for name in ("formula", "whole", "part")} == {
            "formula": "s", "whole": "n", "part": "n"
        }  # fmt: skip
        assert cells["类型" if "类型" in cells else "关系"].value in ("地区", "所在地区")
        assert cells["list"].value == "甲；乙"
    assert book["节点"]["A2"].value.startswith("Region:")
    told = f"……（全文 {len(LONG)} 字，超出单元格上限）"
    assert [sum(told in str(cell.value) for row in sheet for cell in row) for sheet in book] == [1, 1]


@needs_libreoffice
def test_workbook_opens_in_libreoffice_with_numbers_typed(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    saved = converted(oc.graph.write(graph, tmp_path / "g.xlsx"), "ods")
    book = openpyxl.load_workbook(converted(saved, "xlsx"))
    head, *rows = book["节点"].iter_rows(values_only=True)
    lows = [row[head.index("数字（起）")] for row in rows]
    assert {type(low) for low in lows if low is not None} <= {int, float}
    wanted = [data["low"] for _, data in graph.nodes(data=True) if "low" in data]
    assert [low for low in lows if low is not None] == wanted


def test_bad_places_formats_and_suffixes(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"unknown suffix '.xyz'; use one of .graphml"):
        oc.graph.write(graph, tmp_path / "g.xyz")
    with pytest.raises(GraphError, match=r"dot: unknown format of graphs; use one of graphml"):
        oc.graph.write(graph, tmp_path / "g.graphml", format="dot")
    with pytest.raises(NotWritable, match="folder"):
        oc.graph.write(graph, tmp_path / "no" / "g.graphml")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NotWritable, match="another folder"):
        oc.graph.write(graph, tmp_path / "notes", format="neo4j")
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", list(export.FORMATS))
def test_nothing_is_left_half_written(
    graph: nx.MultiDiGraph, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export that breaks off leaves the older one as it was; a second one takes its place."""
    path = oc.graph.write(graph, tmp_path / f"g{export.FORMATS[name].suffix}", format=name)
    before = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    broken = nx.MultiDiGraph(graph)
    broken.add_node("Region:x", kind="Region", label=Unwritable())
    with pytest.raises(ZeroDivisionError):
        oc.graph.write(broken, path, format=name)
    assert {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    oc.graph.write(graph, path, format=name)
    assert {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


class Unwritable:
    def __str__(self) -> str:
        raise ZeroDivisionError


@pytest.mark.parametrize(("arguments", "name"), [((), "g.gexf"), (("--format", "neo4j"), "folder")])
def test_the_command_writes_them(tmp_path: Path, arguments: tuple[str, ...], name: str) -> None:
    small_corpus.small_corpus(tmp_path / "corpus")
    done = oldcadre("graph", tmp_path / "corpus", "-o", tmp_path / name, *arguments)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).exists() and str(tmp_path / name) in done.stderr


def test_the_command_refuses_before_any_work(tmp_path: Path) -> None:
    small_corpus.small_corpus(tmp_path / "corpus")
    done = oldcadre("graph", tmp_path / "corpus", "-o", tmp_path / "g.xyz")
    assert (done.returncode, done.stdout) == (2, "")
    assert "不认识的后缀" in done.stderr


def test_the_command_wants_a_file_for_its_format(tmp_path: Path) -> None:
    small_corpus.small_corpus(tmp_path / "corpus")
    done = oldcadre("graph", tmp_path / "corpus", "--format", "gexf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "-o" in done.stderr
    done = oldcadre("graph", tmp_path / "corpus", "-o", tmp_path / "g.ttl", "--base", "here")
    assert (done.returncode, done.stdout) == (2, "")
    assert "https://example.org/id/" in done.stderr
