"""Questions to a graph, and the mapping that keeps it small."""

from __future__ import annotations

import copy
import pickle
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import small_corpus
from hypothesis import given
from hypothesis import strategies as st

import nlp_oldcadre as oc
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.graph.sole import Sole
from nlp_oldcadre.tables import load_tables

LIAONING = "Program:晚霞护苗@210000"
BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    return oc.graph(small_corpus.small_corpus(tmp_path_factory.mktemp("questions")))


def test_evidence_of_what_joins_two_nodes(graph: nx.MultiDiGraph) -> None:
    found = oc.graph.evidence(graph, LIAONING, "辽宁省委老干部局")
    assert found[["kind", "quote", "uri"]].to_numpy().tolist() == [["run_by", "辽宁省委老干部局实施“晚霞护苗", "liaoning.txt"]]
    assert oc.graph.evidence(graph, "辽宁省委老干部局", LIAONING).equals(found)
    assert len(oc.graph.evidence(graph, LIAONING)) == graph.degree(LIAONING)
    assert oc.graph.evidence(graph, LIAONING, "Program:晚霞护苗@330000").empty


def test_neighbours_are_counted(graph: nx.MultiDiGraph) -> None:
    found = oc.graph.neighbours(graph, LIAONING, kinds=["mentions", "has_topic"])
    assert found[["kind", "direction", "label", "documents"]].to_numpy().tolist() == [
        ["has_topic", "out", "发挥作用", 1],
        ["mentions", "in", "晚霞工作简报", 1],
        ["mentions", "in", "海港故事", 1],
    ]


def test_a_way_between_regions(graph: nx.MultiDiGraph) -> None:
    found = oc.graph.path(graph, "辽宁省", "大连市")
    assert found["step"].tolist() == sorted(found["step"])
    assert set(found["kind"]) == {"in_region", "part_of"}
    assert found["step"].max() == 3
    assert oc.graph.path(graph, "辽宁省", "浙江省").empty


def test_names_of_no_node_and_of_several(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(QueryError, match="has no such node"):
        oc.graph.neighbours(graph, "瀛洲市")
    with pytest.raises(QueryError, match=r"several nodes have this label \(Program:晚霞护苗@"):
        oc.graph.evidence(graph, "晚霞护苗")


@given(
    st.lists(
        st.tuples(st.sampled_from(["set", "delete", "pop"]), st.sampled_from(["a", "b", "c"]), st.integers(0, 3)), max_size=12
    )
)
def test_a_sole_is_a_dictionary(changes: list[tuple[str, str, int]]) -> None:
    sole, plain = Sole(), {}
    for what, key, value in changes:
        for mapping in (sole, plain):
            if what == "set":
                mapping[key] = value
            elif what == "delete" and key in mapping:
                del mapping[key]
            elif what == "pop":
                mapping.pop(key, None)
        assert (list(sole.items()), len(sole), list(sole)) == (list(plain.items()), len(plain), list(plain))
        assert sole == plain
        assert repr(sole) == repr(plain)
        assert all((key in sole, sole.get(key)) == (key in plain, plain.get(key)) for key in "abc")
    assert pickle.loads(pickle.dumps(sole)) == plain == copy.deepcopy(sole) == sole.copy()


def test_networkx_works_on_a_graph_as_on_one_of_its_own(graph: nx.MultiDiGraph) -> None:
    plain: nx.MultiDiGraph[Any] = nx.MultiDiGraph(**graph.graph)
    plain.add_nodes_from(graph.nodes(data=True))
    plain.add_edges_from(graph.edges(keys=True, data=True))
    for one in (graph, graph.copy(), copy.deepcopy(graph), pickle.loads(pickle.dumps(graph)), nx.MultiDiGraph(graph)):
        assert nx.utils.graphs_equal(one, plain)
    assert nx.pagerank(nx.DiGraph(graph)) == nx.pagerank(nx.DiGraph(plain))
    assert nx.utils.graphs_equal(graph.reverse(), plain.reverse())
    changed = graph.copy()
    changed.add_edge(LIAONING, "Region:210000", kind="in_region")
    changed.remove_node("Region:210200")
    assert changed.number_of_edges(LIAONING, "Region:210000") == graph.number_of_edges(LIAONING, "Region:210000") + 1


def test_the_tables_of_the_benchmark_are_true_to_their_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.delitem(sys.modules, "fact_tables", raising=False)
    import fact_tables

    fact_tables.make(tmp_path / "facts", facts=500)
    corpus = oc.open(tmp_path / "facts")
    graph = oc.graph(corpus)
    assert len(corpus.facts) == 500
    Schema.of(load_tables()).check(graph)
    texts = corpus.documents.set_index("id")["text"]
    said = [data for _, _, data in graph.edges(data=True) if data["document"]]
    assert all(texts[data["document"]][data["start"] : data["end"]] == data["quote"] for data in said)
