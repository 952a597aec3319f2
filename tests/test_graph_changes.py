"""Documents that are added to a graph and withdrawn from it, in any order, and what the graph says of bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pytest
import small_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import NotACorpus, QueryError
from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.model import Document, DocumentValue, Metadata, OrgValue, ProgramValue, SloganValue
from nlp_oldcadre.tables import load_tables

CARE = "Program:松涛助学@370000"


def draft(name: str, text: str, *, adcode: str | None = "370000", number: str | None = None) -> small_corpus.Draft:
    metadata = Metadata(genre="circular", title=text.partition("\n")[0], adcode=adcode, number=number, date="2021-03-01")
    return small_corpus.Draft(name, text, metadata)


def circle(name: str, part: str, whole: str, *, number: str | None = None) -> Document:
    d = draft(name, f"松涛通知\n“{part}”纳入“{whole}”。\n", number=number)
    mentions = [d.add("PROGRAM", n, ProgramValue(kind, n)) for n, kind in ((part, "team"), (whole, "brand"))]
    d.state(part, "part_of", whole, *mentions)
    return d.finished()


def citing() -> Document:
    d = draft("citing", "学习松涛\n按照《松涛通知》开展“松涛助学”活动，中共山东省委老干部局牵头。\n")
    d.add("DOCUMENT", "松涛通知", DocumentValue("policy"))
    d.add("PROGRAM", "松涛助学", ProgramValue("action", "松涛助学"))
    d.add("ORG", "中共山东省委老干部局", OrgValue("中共山东省委老干部局", "370000"))
    return d.finished()


def odd() -> Document:
    """Regions in no table, a programme without a region, a NUL, statements of nobody, a programme that is its own part."""
    text = "瀛洲纪事\n“蓬壶”行动走进瀛洲市，山东省\x00委老干部局宣讲 30 场，服务 9 人。\n山东省委老干部局推进。\n"
    d = draft("odd", text, adcode=None)
    program = d.add("PROGRAM", "蓬壶", ProgramValue("action", "蓬壶"))
    d.add("ORG", "山东省委老干部局", OrgValue("山东省委老干部局", "370000"))
    d.add("SLOGAN", "山东省\x00委", SloganValue("motto"))
    d.amount("30 场", "30", "场", "宣讲", region="瀛洲市")
    d.amount("9 人", "9", "人", "服务")
    d.state("蓬壶", "part_of", "蓬壶", program)
    d.state("蓬壶", "run_by", " ", program)
    d.state("蓬壶", "in_region", "瀛洲市", program)
    return d.finished()


def documents() -> list[Document]:
    return [
        *(small_corpus.liaoning(), small_corpus.zhejiang(), small_corpus.dalian(), citing(), odd()),
        circle("one", "松涛助学", "松涛夜读", number="鲁老干〔2021〕5号"),
        circle("two", "松涛夜读", "松涛书院", number="鲁老干[2021]5号"),
        circle("three", "松涛书院", "松涛助学"),
    ]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.write_corpus(tmp_path_factory.mktemp("changes") / "corpus", *documents())


def content(graph: nx.MultiDiGraph) -> tuple[Any, ...]:
    edges = {(u, v, key): data for u, v, key, data in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), edges, graph.graph


@pytest.mark.parametrize("resolved", [False, True])
@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.integers(0, len(documents()) - 1), max_size=14))
def test_any_order_of_changes_leads_to_the_graph_of_what_is_left(corpus: Corpus, resolved: bool, changes: list[int]) -> None:
    """Each change adds the document, or withdraws it where the graph holds it."""
    resolution = oc.resolve(corpus) if resolved else None
    ids = list(corpus.documents["id"])
    held: set[str] = set()
    graph = oc.graph.add(nx.MultiDiGraph(), corpus, [], resolution=resolution)
    for change in changes:
        document = ids[change]
        if document in held:
            oc.graph.withdraw(graph, [document])
        else:
            oc.graph.add(graph, corpus, [document], resolution=resolution)
        held ^= {document}
    fresh = oc.graph.add(nx.MultiDiGraph(), corpus, held, resolution=resolution)
    assert content(graph) == content(fresh)
    Schema.of(load_tables()).check(graph)


def test_the_graph_of_some_documents_is_that_of_their_own_corpus(corpus: Corpus, tmp_path: Path) -> None:
    some = documents()[2:6]
    alone = oc.graph(small_corpus.write_corpus(tmp_path / "some", *some))
    assert content(oc.graph.add(nx.MultiDiGraph(), corpus, [doc.id for doc in some])) == content(alone)


def test_adding_again_changes_nothing_and_adding_all_adds_what_is_missing(corpus: Corpus) -> None:
    graph = oc.graph(corpus)
    whole = content(oc.graph(corpus))
    assert content(oc.graph.add(graph, corpus, ["citing.txt", "odd.txt"])) == whole
    oc.graph.withdraw(graph, ["citing.txt"])
    assert content(graph) != whole
    assert content(oc.graph.add(graph, corpus)) == whole


def test_documents_that_are_not_there_are_named(corpus: Corpus) -> None:
    graph = oc.graph(corpus)
    with pytest.raises(QueryError, match=r"^nowhere\.txt: the results hold no such document"):
        oc.graph.add(graph, corpus, ["nowhere.txt"])
    with pytest.raises(QueryError, match=r"^nowhere\.txt: the graph holds no such document"):
        oc.graph.withdraw(graph, "nowhere.txt")


def parts(graph: nx.MultiDiGraph) -> dict[tuple[str, str], bool]:
    label = graph.nodes(data="label")
    found = (edge for edge in graph.edges(data=True) if edge[2]["kind"] == "part_of")
    return {(label[u], label[v]): data.get("cyclic", False) for u, v, data in found}


def test_circles_are_marked_and_come_undone(corpus: Corpus) -> None:
    graph = oc.graph(corpus)
    ring = {("松涛助学", "松涛夜读"): True, ("松涛夜读", "松涛书院"): True, ("松涛书院", "松涛助学"): True}
    assert parts(graph) == ring | {("晚霞护苗海港队", "晚霞护苗"): False}
    about = [p["about"] for p in graph.graph["problems"] if p["code"] == "cyclic_part_of"]
    assert about == [" ⇄ ".join(sorted(["Program:松涛书院@370000", "Program:松涛夜读@370000", CARE]))]
    oc.graph.withdraw(graph, ["three.txt"])
    assert not any(parts(graph).values())


def test_a_cited_title_leads_to_every_document_that_bears_it(corpus: Corpus) -> None:
    graph = oc.graph(corpus)
    found = [(u, graph.nodes[v]["uri"], d["quote"]) for u, v, d in graph.edges(data=True) if d["kind"] == "same_title"]
    assert sorted(found) == [("Document:《松涛通知》", f"{name}.txt", "松涛通知") for name in ("one", "three", "two")]
    assert graph.nodes["Document:《松涛通知》"]["document_kind"] == "policy"


def test_a_document_that_carries_another_is_found_by_its_title(tmp_path: Path) -> None:
    notice = draft("notice", "关于印发《松涛通知》的通知\n现印发给你们。\n").finished()
    other = draft("other", "关于学习《松涛通知》的通知\n请认真学习。\n").finished()
    graph = oc.graph(small_corpus.write_corpus(tmp_path / "corpus", citing(), notice, other))
    assert edges_of(graph, "same_title") == [("Document:《松涛通知》", f"Document:{notice.id}")]


def edges_of(graph: nx.MultiDiGraph, kind: str) -> list[tuple[str, str]]:
    return [(u, v) for u, v, found in graph.edges(data="kind") if found == kind]


def test_what_most_documents_say_decides(corpus: Corpus) -> None:
    graph = oc.graph(corpus)
    # action in citing, team in one, brand in three: equal, so the first in order.
    assert graph.nodes[CARE]["program_kind"] == "action"
    assert oc.graph.withdraw(graph, ["citing.txt"]).nodes[CARE]["program_kind"] == "brand"


def test_bad_input_is_kept_apart_and_said(corpus: Corpus) -> None:
    graph = oc.graph(corpus)
    said = oc.graph.problems(graph)
    assert list(zip(said["code"], said["about"], said["uri"], strict=True)) == [
        ("control_characters", "瀛洲纪事", "odd.txt"),
        ("cyclic_part_of", "Program:松涛书院@370000 ⇄ Program:松涛助学@370000 ⇄ Program:松涛夜读@370000", ""),
        ("part_of_itself", "蓬壶（蓬壶 → 蓬壶）", "odd.txt"),
        ("program_without_region", "蓬壶", "odd.txt"),
        ("same_number", "鲁老干〔2021〕5号：one.txt、two.txt", ""),
        ("unknown_organ", "瀛洲纪事", "odd.txt"),
        ("unknown_region", "瀛洲市", "odd.txt"),
    ]
    own = next(node for node, data in graph.nodes(data=True) if data.get("uri") == "odd.txt")
    results = {graph.nodes[v]["label"] for _, v, d in graph.out_edges(own, data=True) if d["kind"] == "has_result"}
    assert results == {"宣讲 30 场", "服务 9 人"}
    assert "Slogan:山东省 委" in graph
    assert "Program:蓬壶@000000" in graph


def test_resolved_names_are_one_node(corpus: Corpus) -> None:
    graph = oc.graph(corpus, resolution=oc.resolve(corpus))
    organs = {node: data for node, data in graph.nodes(data=True) if data["kind"] == "Organization" and "山东" in node}
    assert organs == {
        "Organization:山东省委老干部局": {
            "kind": "Organization", "label": "山东省委老干部局", "adcode": "370000",
            "names": "中共山东省委老干部局|山东省委老干部局",
        }
    }  # fmt: skip


def test_graphml_gives_back_names_and_former_names(corpus: Corpus, tmp_path: Path) -> None:
    graph = oc.graph(corpus, resolution=oc.resolve(corpus))
    again = nx.read_graphml(oc.graph.write(graph, tmp_path / "g.graphml"), force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {n: list(again.adj[n]) for n in again} == {n: list(graph.adj[n]) for n in graph}


def test_a_region_knows_its_former_names(tmp_path: Path) -> None:
    d = draft("old", "旧县纪事\n沈阳市新城子区开展活动。\n", adcode="210113")
    graph = oc.graph(small_corpus.write_corpus(tmp_path / "corpus", d.finished()))
    assert graph.nodes["Region:210113"]["former"] == "新城子区（至2006年）"


def test_an_empty_corpus_is_an_empty_graph(tmp_path: Path) -> None:
    graph = oc.graph(small_corpus.write_corpus(tmp_path / "empty"))
    assert content(graph) == ({}, {}, {"problems": []})
    assert oc.graph.count(graph)["count"].sum() == 0


def test_tables_that_do_not_belong_together(tmp_path: Path) -> None:
    corpus = small_corpus.small_corpus(tmp_path / "corpus")
    path = tmp_path / "corpus" / "documents.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    with pytest.raises(NotACorpus, match=r"does not agree with documents\.parquet"):
        oc.graph(corpus)


def test_names_of_ten_thousand_characters(tmp_path: Path) -> None:
    name = "松" * 10_000
    d = draft("long", f"长名\n“{name}”行动。\n")
    program = d.add("PROGRAM", name, ProgramValue("action", name))
    d.state(name, "in_region", name, program)
    graph = oc.graph(small_corpus.write_corpus(tmp_path / "corpus", d.finished()))
    assert f"Program:{name}@370000" in graph
    assert [p["code"] for p in graph.graph["problems"]] == ["unknown_region"]


def test_a_graph_that_was_read_from_a_file_goes_on(corpus: Corpus, tmp_path: Path) -> None:
    graph = oc.graph(corpus)
    read = nx.read_graphml(oc.graph.write(graph, tmp_path / "g.graphml"), force_multigraph=True)
    assert oc.graph.problems(read).equals(oc.graph.problems(graph))
    for change in (lambda network: oc.graph.withdraw(network, ["odd.txt"]), lambda network: oc.graph.add(network, corpus)):
        assert content(change(read))[:2] == content(change(graph))[:2]
        assert oc.graph.problems(read).equals(oc.graph.problems(graph))


@pytest.mark.parametrize("name", ["党史学习教育", "不忘初心、牢记使命"])
def test_a_campaign_of_the_whole_party_wants_no_region(tmp_path: Path, name: str) -> None:
    d = draft("campaign", f"学习纪实\n开展{name}。\n", adcode=None)
    d.add("PROGRAM", name, ProgramValue("campaign", name))
    corpus = small_corpus.write_corpus(tmp_path / "corpus", d.finished())
    for resolution in (None, oc.resolve(corpus)):
        graph = oc.graph(corpus, resolution=resolution)
        assert f"Program:{name}@000000" in graph
        assert oc.graph.problems(graph).empty
    assert not oc.resolve(corpus).problems
