"""The graph as RDF: parsed by rdflib, held to our SHACL shapes by pyshacl, each of which a broken graph fails."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import networkx as nx
import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.errors import MissingExtra
from nlp_oldcadre.graph import GraphError
from nlp_oldcadre.tables import BUILT_IN

rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
isomorphic = pytest.importorskip("rdflib.compare").isomorphic
# rdflib's own reader of JSON-LD uses what rdflib calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

OC = rdflib.Namespace("urn:oldcadre:vocabulary:")
ID = rdflib.Namespace("urn:oldcadre:")
PROV, SKOS, RDF, RDFS = rdflib.PROV, rdflib.SKOS, rdflib.RDF, rdflib.RDFS
SCHEMA = rdflib.Namespace("https://schema.org/")
ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
UNIT = rdflib.URIRef("http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure")


def node(key: str) -> rdflib.URIRef:
    from nlp_oldcadre.graph.rdf_terms import encoded

    return ID[encoded(key)]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    return oc.graph(small_corpus.small_corpus(tmp_path_factory.mktemp("corpus")))


@pytest.fixture(scope="module")
def turtle(graph: nx.MultiDiGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return oc.graph.write(graph, tmp_path_factory.mktemp("rdf") / "g.ttl")


@pytest.fixture(scope="module")
def triples(turtle: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(turtle)


def conforms(data: rdflib.Graph) -> tuple[bool, str]:
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    is_good, _, report = pyshacl.validate(data, shacl_graph=str(BUILT_IN / "shapes.ttl"))
    return is_good, report


def test_json_ld_says_the_same_as_turtle(graph: nx.MultiDiGraph, triples: rdflib.Graph, tmp_path: Path) -> None:
    again = rdflib.Graph().parse(oc.graph.write(graph, tmp_path / "g.jsonld"))
    assert isomorphic(again, triples)


def test_it_conforms_to_the_shapes(triples: rdflib.Graph) -> None:
    is_good, report = conforms(triples)
    assert is_good, report


STATEMENT = "SELECT ?s WHERE { ?s a rdf:Statement ; rdf:predicate oc:run_by }"
BREAKS = {
    "a statement without evidence": (STATEMENT, PROV.wasDerivedFrom, None),
    "a statement without its predicate": (STATEMENT, RDF.predicate, None),
    "a modality that there is not": (STATEMENT, OC.modality, rdflib.Literal("perhaps")),
    "a place that ends before it begins": ("SELECT ?s WHERE { ?s a oc:Part }", OC.end, rdflib.Literal(-1)),
    "a quote that is gone": ("SELECT ?s WHERE { ?s a oc:Part }", OC.quote, None),
    "a region with a wrong code": ("SELECT ?s WHERE { ?s a oc:Region }", SKOS.notation, rdflib.Literal("21")),
    "a programme run by a region": ("SELECT ?s WHERE { ?s oc:run_by ?o }", OC.run_by, node("Region:210000")),
    "a concept without a name": ("SELECT ?s WHERE { ?s a oc:Slogan }", SKOS.prefLabel, None),
    "an observation without a region": ("SELECT ?s WHERE { ?s a qb:Observation }", OC.ref_region, None),
    "an observation without its unit": ("SELECT ?s WHERE { ?s a qb:Observation }", UNIT, None),
    "a lower end above the upper one": (
        "SELECT ?s WHERE { ?s oc:low ?low ; oc:high ?high }", OC.low, rdflib.Literal(Decimal(10**9))
    ),
    "a number that is text": ("SELECT ?s WHERE { ?s oc:low ?low }", OC.low, rdflib.Literal("多")),
    "a structure without measures": ("SELECT ?s WHERE { ?s qb:measure oc:low }", QB.measure, None),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_graph_does_not_conform(triples: rdflib.Graph, name: str) -> None:
    query, predicate, value = BREAKS[name]
    broken = rdflib.Graph() + triples
    subject = sorted(row[0] for row in triples.query(query))[0]
    assert list(broken.objects(subject, predicate))
    broken.remove((subject, predicate, None))
    if value is not None:
        broken.add((subject, predicate, value))
    assert not conforms(broken)[0]


def test_a_statement_leads_to_the_characters(graph: nx.MultiDiGraph, triples: rdflib.Graph) -> None:
    source, target, key, data = next(e for e in graph.edges(keys=True, data=True) if e[3]["kind"] == "run_by")
    statement = node(f"Statement:{key}")
    assert (triples.value(statement, RDF.subject), triples.value(statement, RDF.object)) == (node(source), node(target))
    part = triples.value(statement, PROV.wasDerivedFrom)
    assert str(part).endswith(f"#char={data['start']},{data['end']}")
    assert triples.value(part, PROV.wasQuotedFrom) == node("Document:" + data["document"])
    assert triples.value(part, OC.quote).toPython() == data["quote"]


def test_every_edge_is_said_and_has_its_statement(graph: nx.MultiDiGraph, triples: rdflib.Graph) -> None:
    for source, target, key, data in graph.edges(keys=True, data=True):
        assert (node(source), OC[data["kind"]], node(target)) in triples
        assert triples.value(node(f"Statement:{key}"), PROV.wasDerivedFrom)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("Region:210200", SCHEMA.containedInPlace, node("Region:210000")),
        ("Region:210200", SKOS.notation, rdflib.Literal("210200")),
        ("Program:晚霞护苗@210000", SCHEMA.organizer, node("Organization:辽宁省委老干部局")),
        ("Program:晚霞护苗海港队@210000", RDF.type, SCHEMA.Organization),
        ("Program:晚霞护苗@330000", SCHEMA.location, node("Region:330000")),
        ("Organization:辽宁省委老干部局", RDF.type, SCHEMA.GovernmentOrganization),
        ("Slogan:五老", SKOS.narrower, node("Slogan:老干部")),
        ("Slogan:五老", SKOS.prefLabel, rdflib.Literal("五老", lang="zh")),
        ("Organization:大连市委老干部局", SCHEMA.award, node("Honor:全省先进集体")),
    ],
)
def test_things_are_said_in_public_vocabularies(
    triples: rdflib.Graph, subject: str, predicate: rdflib.URIRef, object_: rdflib.term.Node
) -> None:
    assert (node(subject), predicate, object_) in triples


def test_results_are_observations_with_open_ends_left_open(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    changed = nx.MultiDiGraph(graph)
    results = [key for key, data in changed.nodes(data=True) if data["kind"] == "Result"]
    changed.nodes[results[0]].update(modifier="over")
    changed.nodes[results[1]].update(modifier="under")
    for name in ("time", "region"):
        changed.nodes[results[2]].pop(name, None)
    changed.nodes[results[3]].update(region="瀛洲市")
    triples = rdflib.Graph().parse(oc.graph.write(changed, tmp_path / "g.ttl"))
    assert len(set(triples.subjects(RDF.type, QB.Observation))) == len(results)
    low, high = OC.low, OC.high
    ends = [(triples.value(node(key), low) is None, triples.value(node(key), high) is None) for key in results[:3]]
    assert ends == [(False, True), (True, False), (False, False)]
    assert triples.value(node(results[2]), OC.ref_region) == node("Place:not-stated")
    assert triples.value(node(results[3]), OC.ref_region) == node("Place:瀛洲市")
    assert conforms(triples)[0]


def test_no_two_observations_share_all_dimensions(triples: rdflib.Graph) -> None:
    """IC-12 of the Data Cube."""
    names = ("ref_region", "ref_indicator", "ref_period", "ref_status", "ref_source")
    found = [tuple(triples.value(o, OC[name]) for name in names) for o in triples.subjects(RDF.type, QB.Observation)]
    assert None not in {value for row in found for value in row}
    assert len(set(found)) == len(found)


def test_organisations_are_parts_where_their_names_say_so(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    names = ("辽宁省委", "辽宁省委老干部局", "辽宁省委老干部局综合处", "辽宁省委员会", "大连市委", "大连市委市政府", "银龄学会")
    for name in names:
        graph.add_node(f"Organization:{name}", kind="Organization", label=name)
    triples = rdflib.Graph().parse(oc.graph.write(graph, tmp_path / "g.ttl"))
    label = {node(f"Organization:{name}"): name for name in names}
    assert {(label[part], label[whole]) for part, whole in triples.subject_objects(ORG.subOrganizationOf)} == {
        ("辽宁省委老干部局", "辽宁省委"),
        ("辽宁省委老干部局综合处", "辽宁省委老干部局"),
    }


def test_no_text_breaks_the_files(tmp_path: Path) -> None:
    nasty = "“引”\"'\\n\n\r\t<b>\x00\x0c\ud83d\u202e=1+1 \\"
    graph = nx.MultiDiGraph()
    keys = [f"Slogan:{nasty}", "Slogan:" + "长" * 10_000, "Slogan:" + "长" * 10_001, "Slogan:<>{}|^` %41", "Slogan:A"]
    for key in keys:
        graph.add_node(key, kind="Slogan", label=nasty, names=[nasty, "别名"], own=[1, 2.5, True, None])
    place = {"document": "", "uri": nasty, "start": 0, "end": 1, "quote": "引" * 1_000_000, "modality": "reported", "time": ""}
    for key in keys:
        graph.add_edge(key, keys[0], key=f"e{key}", kind="expands_to", **place)
    found = [rdflib.Graph().parse(oc.graph.write(graph, tmp_path / name)) for name in ("g.ttl", "g.jsonld")]
    for triples in found:
        slogans = set(triples.subjects(RDF.type, OC.Slogan))
        assert len(slogans) == len(keys)
        assert max(len(str(slogan)) for slogan in slogans) < 1500
        names = {str(triples.value(slogan, RDFS.label)) for slogan in slogans}
        assert names == {nasty.replace("\x00", " ").replace("\x0c", " ").replace("\ud83d", "\ufffd")}
    assert isomorphic(*found)


@pytest.mark.parametrize("base", ["https://example.org/id/", "https://example.org/id#", "urn:x:"])
def test_uris_begin_with_a_base(graph: nx.MultiDiGraph, tmp_path: Path, base: str) -> None:
    triples = rdflib.Graph().parse(oc.graph.write(graph, tmp_path / "g.ttl", base=base))
    assert rdflib.URIRef(f"{base}Region:210000") in set(triples.subjects(RDF.type, OC.Region))
    assert conforms(triples)[0]


@pytest.mark.parametrize("base", ["example.org/", "https://example.org/id", "https://a b/", "://", "老干部:"])
def test_what_is_no_base_is_told(graph: nx.MultiDiGraph, tmp_path: Path, base: str) -> None:
    with pytest.raises(GraphError, match="give a whole URI that ends in"):
        oc.graph.write(graph, tmp_path / "g.ttl", base=base)
    assert not list(tmp_path.iterdir())


def test_without_rdflib_the_remedy_is_told(graph: nx.MultiDiGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nlp_oldcadre.graph.export_rdf", None)
    with pytest.raises(MissingExtra, match=r"nlp-oldcadre\[rdf\]"):
        oc.graph.write(graph, tmp_path / "g.ttl")


def test_an_empty_graph_is_a_file_too(tmp_path: Path) -> None:
    triples = rdflib.Graph().parse(oc.graph.write(nx.MultiDiGraph(), tmp_path / "g.ttl"))
    assert conforms(triples)[0]
