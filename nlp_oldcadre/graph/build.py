"""From the tables of a corpus to the graph and back out of it. Read :func:`add` first: it names the steps in their order.

A graph is the sum of what its documents say: nothing of a document depends on another one. What does (the tree of regions,
what most documents say, circles, equal titles and numbers) is worked out from the graph itself (:mod:`.derived`), so that
adding and withdrawing documents in any order leads to the same graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import networkx as nx

from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.graph.derived import derive, drop_unsupported, told_problems
from nlp_oldcadre.graph.names import Names, Speaker
from nlp_oldcadre.graph.rows import MentionRow, by_document
from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.graph.statements import FACT_EDGES, MENTION_THINGS
from nlp_oldcadre.graph.store import Evidence, Store, Thing, many_changes
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus
    from nlp_oldcadre.resolve import Resolution


def add(
    network: nx.MultiDiGraph,
    corpus: Corpus,
    documents: Iterable[str] | None = None,
    *,
    resolution: Resolution | None = None,
    tables: Tables | None = None,
) -> nx.MultiDiGraph:
    """Add what documents say to a graph, in place; the graph is the same as one built from all of them at once.

    Parameters
    ----------
    network : a graph that :func:`nlp_oldcadre.graph` made.
    documents : ids of documents of the corpus, or the paths they were read from; without it all that the graph lacks.
        One that the graph holds already is replaced.
    resolution : the one that the graph was built with.

    Raises
    ------
    QueryError : for a document that the corpus does not hold.
    """
    tables = tables or load_tables()
    known = own_documents(network)
    wanted = _in_corpus(corpus, documents) if documents is not None else None
    if wanted is None and known:
        wanted = frozenset(corpus.table("documents", ["id"]).column("id").to_pylist()) - known
    if again := known & (wanted or frozenset()):
        withdraw(network, again, tables=tables)
    names, store = Names(tables, resolution), Store(network, Schema.of(tables))
    problems = network.graph["problems"] = told_problems(network)
    with many_changes(network):
        problems += _say(store, names, corpus, wanted)
        derive(store, names)
    return network


def said(corpus: Corpus, tables: Tables) -> nx.MultiDiGraph:
    """The graph of what the documents say one by one, without what follows from all of them together."""
    store = Store(nx.MultiDiGraph(), Schema.of(tables))
    with many_changes(store.network):
        store.network.graph["problems"] = [*_say(store, Names(tables, None), corpus, None)]
    return store.network


def _say(store: Store, names: Names, corpus: Corpus, wanted: frozenset[str] | None) -> Iterator[dict[str, str]]:
    """Let documents speak one by one; what could not be taken as it stood is given back."""
    for rows in by_document(corpus, documents=wanted):
        speaker = Speaker(names, rows)
        _add_document(store, speaker)
        yield from (asdict(problem) for problem in speaker.problems)


def withdraw(network: nx.MultiDiGraph, documents: Iterable[str], *, tables: Tables | None = None) -> nx.MultiDiGraph:
    """Take what documents say out of a graph, in place: their edges, and the nodes that nothing else speaks of.

    Parameters
    ----------
    documents : ids of documents of the graph, or the paths they were read from.

    Raises
    ------
    QueryError : for a document that the graph does not hold.
    """
    tables = tables or load_tables()
    uris = {data["uri"]: node[len("Document:") :] for node, data in _own(network)}
    gone = _chosen(documents, own_documents(network), uris, zh="图谱中没有这份文件", en="the graph holds no such document")
    store = Store(network, Schema.of(tables))
    with many_changes(network):
        store.remove_statements(gone)
        network.remove_nodes_from([f"Document:{document}" for document in gone])
        drop_unsupported(network, store.touched)
        network.graph["problems"] = [p for p in told_problems(network) if p["document"] not in gone]
        derive(store, Names(tables, None))
    return network


def own_documents(network: nx.MultiDiGraph) -> frozenset[str]:
    """Ids of the documents whose statements the graph holds."""
    return frozenset(node[len("Document:") :] for node, _ in _own(network))


def _own(network: nx.MultiDiGraph) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((node, data) for node, data in network.nodes(data=True) if data.get("in_corpus"))


# What one document says


def _add_document(store: Store, speaker: Speaker) -> None:
    store.add_node(speaker.itself)
    if region := speaker.region(speaker.rows.document.adcode):
        store.add_edge(speaker.itself, "in_region", region, f"e{speaker.id[:16]}.region", speaker.evidence)
    _add_mentions(store, speaker)
    _add_facts(store, speaker)


def _add_mentions(store: Store, speaker: Speaker) -> None:
    """One edge to each thing that the document names, with the first place."""
    places: dict[str, tuple[Thing, list[MentionRow]]] = {}
    for row in speaker.rows.mentions:
        make = MENTION_THINGS.get(row.type)
        if make and (row.name or row.type == "REGION") and (thing := make(speaker, row)):
            places.setdefault(thing.key, (thing, []))[1].append(row)
    for thing, rows in places.values():
        first = rows[0]
        evidence = _place(speaker, first)
        if thing.key != speaker.itself.key:
            more = {"count": len(rows), "says": _says(speaker, thing, rows)}
            store.add_edge(speaker.itself, "mentions", thing, f"e{first.id}.named", evidence, more)
            store.touched.add(thing.key)
        if thing.kind == "Organization" and (region := speaker.place(first.adcode)):
            store.add_edge(thing, "in_region", region, f"e{first.id}.region", evidence)


def _says(speaker: Speaker, thing: Thing, rows: list[MentionRow]) -> str | None:
    """What the document says of the thing, which its attribute is voted from: the first time it says anything."""
    if thing.key in speaker.resolved_codes:
        return speaker.resolved_codes[thing.key]
    if thing.kind == "Organization":
        places = (speaker.place(row.adcode) for row in rows)
        return next((place.attributes["adcode"] for place in places if place), None)
    return next((row.kind for row in rows if row.kind), None) if thing.kind in _VOTED else None


_VOTED = frozenset({"Program", "Slogan", "Document"})


def _add_facts(store: Store, speaker: Speaker) -> None:
    """The edges of each statement."""
    for fact in speaker.rows.facts:
        edges = FACT_EDGES.get(fact.predicate)
        if edges is None:
            continue
        time, modality = fact.time or "", fact.modality or "reported"
        if fact.start is None or fact.end is None:
            evidence = speaker.evidence._replace(modality=modality, time=time)
        else:
            place = (fact.start, fact.end, fact.quote or "", fact.page)
            evidence = Evidence(speaker.id, speaker.uri, *place, modality, time)
            _look_for_controls(speaker, evidence.quote)
        more = {"region": fact.region} if fact.region else None
        # The letter keeps readers of GraphML from taking a hash of digits alone for a number.
        for number, (source, kind, target) in enumerate(edges(speaker, fact)):
            store.add_edge(source, kind, target, f"e{fact.id}.{number}", evidence, more)


def _place(speaker: Speaker, row: MentionRow) -> Evidence:
    _look_for_controls(speaker, row.quote)
    return Evidence(speaker.id, speaker.uri, row.start, row.end, row.quote, row.page)


def _look_for_controls(speaker: Speaker, quote: str) -> None:
    if not quote.isprintable() and any(c < " " and not c.isspace() for c in quote):
        speaker.note("control_characters", speaker.itself.label)


# Which documents are meant


def _in_corpus(corpus: Corpus, documents: Iterable[str]) -> frozenset[str]:
    table = corpus.table("documents", ["id", "uri"])
    ids, uris = table.column("id").to_pylist(), table.column("uri").to_pylist()
    by_uri = dict(zip(uris, ids, strict=True))
    return _chosen(documents, frozenset(ids), by_uri, zh="结果中没有这份文件", en="the results hold no such document")


def _chosen(documents: Iterable[str], ids: Collection[str], uris: dict[str, str], *, zh: str, en: str) -> frozenset[str]:
    found = set()
    for name in [documents] if isinstance(documents, str) else documents:
        if name not in ids and name not in uris:
            raise QueryError(
                name, zh=zh, en=en, remedy_zh="请用文件编号（documents 表的 id 列）或其路径",
                remedy_en="name it by its id (column id of documents) or its path",
            )  # fmt: skip
        found.add(name if name in ids else uris[name])
    return frozenset(found)
