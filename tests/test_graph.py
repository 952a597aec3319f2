"""The graph of a corpus whose mentions and facts are written by hand, its schema and its exports."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.graph import GraphError, Schema, draw
from nlp_oldcadre.graph.schema import EVIDENCE
from nlp_oldcadre.model import Metadata, ProgramValue
from nlp_oldcadre.tables import load_tables, read_record


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def graph(corpus: Corpus) -> nx.MultiDiGraph:
    return oc.graph(corpus)


def edges(graph: nx.MultiDiGraph, kind: str) -> set[tuple[str, str]]:
    return {(source, target) for source, target, data in graph.edges(data=True) if data["kind"] == kind}


def labelled(graph: nx.MultiDiGraph, kind: str) -> set[tuple[str, str]]:
    label = graph.nodes(data="label")
    return {(source, label[target]) for source, target in edges(graph, kind)}


def test_regions_form_the_official_tree(graph: nx.MultiDiGraph) -> None:
    tree = {("210204", "210200"), ("210200", "210000"), ("210000", "100000"), ("330000", "100000")}
    assert edges(graph, "part_of_region") == {(f"Region:{part}", f"Region:{whole}") for part, whole in tree}
    assert graph.nodes["Region:100000"] == {"kind": "Region", "label": "全国", "adcode": "100000", "level": "country"}


def test_same_name_in_two_provinces_stays_two(graph: nx.MultiDiGraph) -> None:
    assert {node for node in graph if node.startswith("Program:")} == {
        "Program:晚霞护苗@210000",
        "Program:晚霞护苗海港队@210000",
        "Program:晚霞护苗@330000",
    }


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("part_of", {("Program:晚霞护苗海港队@210000", "晚霞护苗")}),
        ("run_by", {("Program:晚霞护苗@210000", "辽宁省委老干部局"), ("Program:晚霞护苗@330000", "浙江省委老干部局")}),
        ("awarded", {("Organization:大连市委老干部局", "全省先进集体")}),
        ("expands_to", {("Slogan:五老", "老干部"), ("Slogan:五老", "老战士")}),
        (
            "has_result",
            {
                ("Program:晚霞护苗@210000", "志愿服务队 120 支"),
                ("Program:晚霞护苗@210000", "志愿者 3000 余名"),
                ("Region:210200", "宣讲 86 场次"),
                ("Region:210000", "志愿者 500 名"),
                ("Program:晚霞护苗@330000", "志愿者 5000 人"),
                ("Region:330000", "服务 2 万人次"),
            },
        ),
        (
            "has_measure",
            {
                ("Organization:辽宁省委老干部局", "组建了 120 支志愿服务队"),
                ("Program:晚霞护苗@210000", "组建了 120 支志愿服务队"),
                ("Organization:辽宁省委老干部局", "培训志愿者 500 名"),
                ("Organization:浙江省委老干部局", "建立《银龄志愿服务办法》"),
            },
        ),
    ],
)
def test_statements_become_edges(graph: nx.MultiDiGraph, kind: str, wanted: set[tuple[str, str]]) -> None:
    assert labelled(graph, kind) == wanted


def test_own_documents_go_by_id_and_cited_ones_by_title(corpus: Corpus, graph: nx.MultiDiGraph) -> None:
    own = {f"Document:{id}" for id in corpus.documents["id"]}
    assert {node for node in graph if node.startswith("Document:")} == own | {"Document:《银龄志愿服务办法》"}
    assert {source for source, _ in edges(graph, "issued_by")} < own


def test_every_edge_can_be_followed_to_its_source(corpus: Corpus, graph: nx.MultiDiGraph) -> None:
    sources = corpus.documents.set_index("id")["text"]
    for _, _, data in graph.edges(data=True):
        assert all(key in data for key in EVIDENCE)
        if data["kind"] == "part_of_region":
            assert data["uri"] == "GB/T 2260"
        else:
            assert sources[data["document"]][data["start"] : data["end"]] == data["quote"] != ""


def test_modality_and_time_are_kept(graph: nx.MultiDiGraph) -> None:
    modality = {graph.nodes[t]["label"]: d["modality"] for _, t, d in graph.edges(data=True) if d["kind"] == "has_result"}
    assert modality["志愿者 3000 余名"] == "reported"
    assert modality["志愿者 500 名"] == "target"
    assert modality["志愿者 5000 人"] == "required"
    times = {d["time"] for _, _, d in graph.edges(data=True) if d["kind"] == "issued_by"}
    assert times == {"2020-06-23", ""}


def test_regions_in_no_table_are_left_out_and_said(tmp_path: Path) -> None:
    d = small_corpus.Draft("x", "瀛洲纪事\n“晚霞护苗”行动走进瀛洲市和全国。\n", Metadata(genre="news", adcode="210000"))
    program = d.add("PROGRAM", "晚霞护苗", ProgramValue("action", "晚霞护苗"))
    for region in ("瀛洲市", "全国"):
        d.state("晚霞护苗", "in_region", region, program)
    graph = oc.graph(small_corpus.write_corpus(tmp_path / "corpus", d.finished()))
    assert oc.graph.problems(graph)[["code", "about", "uri"]].to_numpy().tolist() == [["unknown_region", "瀛洲市", "x.txt"]]
    assert {node for node in graph if node.startswith("Region:")} == {"Region:210000", "Region:100000"}


def test_building_twice_gives_the_same(corpus: Corpus, graph: nx.MultiDiGraph) -> None:
    again = oc.graph(corpus)
    assert list(again.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_count(graph: nx.MultiDiGraph) -> None:
    counted = oc.graph.count(graph)
    assert counted["count"].sum() == len(graph) + graph.number_of_edges()
    program = counted[(counted["what"] == "node") & (counted["kind"] == "Program")]
    assert program[["zh", "count"]].to_numpy().tolist() == [["项目品牌", 3]]


def evidence() -> dict[str, object]:
    return {"document": "d", "uri": "u", "start": 0, "end": 1, "quote": "q", "modality": "reported", "time": ""}


@pytest.mark.parametrize(
    ("edge", "message"),
    [
        (evidence() | {"kind": "run_by"}, r"Region:1 -\[run_by\]-> Program:2: run_by can't join Region to Program"),
        (evidence() | {"kind": "likes"}, r"Region:1 -\[likes\]-> Program:2: no such kind"),
        (evidence() | {"kind": None}, r"no such kind"),
        ({"kind": "has_result"}, r"has_result can't join Region to Program"),
    ],
)
def test_schema_names_the_edge_that_it_forbids(edge: dict[str, object], message: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("Region:1", kind="Region")
    graph.add_node("Program:2", kind="Program")
    graph.add_edge("Region:1", "Program:2", **edge)
    with pytest.raises(GraphError, match=message):
        Schema.of(load_tables()).check(graph)


def test_schema_wants_evidence_and_declared_nodes() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("Region:1", kind="Region")
    graph.add_edge("Region:1", "Region:1", kind="part_of_region", **{k: v for k, v in evidence().items() if k != "quote"})
    with pytest.raises(GraphError, match="evidence 'quote' is missing"):
        Schema.of(load_tables()).check(graph)
    graph = nx.MultiDiGraph()
    graph.add_node("Region:1", kind="Program")
    with pytest.raises(GraphError, match="Region:1: node kind 'Program' is not allowed"):
        Schema.of(load_tables()).check(graph)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[nodes]\nA={zh="a",en="a",key="a"}\n[edges.e]\nzh="e"\nen="e"\nfrom=["A"]\nto=["B"]', "'B' is not declared"),
        ('[nodes]\nA={zh="a",en="a"}\n[edges]', "nodes.A: 'key' is missing"),
    ],
)
def test_schema_checks_itself(tmp_path: Path, toml: str, message: str) -> None:
    (tmp_path / "graph.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(GraphError, match=message):
        Schema.from_record(read_record(tmp_path / "graph.toml"))


def test_drawing_is_the_same_each_time_and_needs_no_font(graph: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot", reason="matplotlib is not installed")
    monkeypatch.setattr(draw, "chinese_font", lambda: None)
    figure, axes = pyplot.subplots(1, 2)
    first, again = (draw.draw(graph, ax) for ax in axes)
    pyplot.close(figure)
    assert first == again
    assert first.font is None
    assert first.ids["P1"] == "晚霞护苗"
    assert {text.get_text() for text in axes[0].texts} == set(first.ids)
    assert all(text.isascii() for text in first.ids)


def test_drawing_around_a_node_holds_what_is_near_it(graph: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "chinese_font", lambda: None)
    centre = next(node for node, data in graph.nodes(data=True) if data["kind"] == "Program" and graph.degree(node))
    figure = pytest.importorskip("matplotlib.figure", reason="matplotlib is not installed").Figure()
    ax = figure.add_subplot()
    near = draw.draw(graph, ax, around=centre, reach=1).ids
    wanted = {
        n for n in (centre, *nx.all_neighbors(graph, centre)) if graph.nodes[n]["kind"] in ("Region", "Organization", "Program")
    }
    assert sorted(near.values()) == sorted(graph.nodes[n]["label"] for n in wanted)
