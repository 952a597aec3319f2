"""A graph as two tables, for engines that hold no networks; and what follows from a whole graph, worked out from few rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

from nlp_oldcadre.graph.derived import add_region_tree, join_titles, mark_circles, titles
from nlp_oldcadre.graph.names import Names
from nlp_oldcadre.graph.schema import EVIDENCE, Schema
from nlp_oldcadre.graph.store import Store
from nlp_oldcadre.tables import Tables

# Attributes that differ from kind to kind stand in one column, as JSON with sorted keys.
NODE = ("id", "kind", "label", "attributes")
EDGE = ("source", "target", "id", "kind", *EVIDENCE, "page", "says", "attributes")
Row = tuple[Any, ...]


def node_rows(network: nx.MultiDiGraph) -> Iterator[Row]:
    """A row a node, in the columns :data:`NODE`."""
    for key, data in network.nodes(data=True):
        yield key, data["kind"], data["label"], _rest(data, NODE)


def edge_rows(network: nx.MultiDiGraph) -> Iterator[Row]:
    """A row an edge, in the columns :data:`EDGE`."""
    for source, target, key, data in network.edges(keys=True, data=True):
        yield source, target, key, *(data.get(name) for name in EDGE[3:-1]), _rest(data, EDGE)


def _rest(data: Mapping[str, Any], columns: tuple[str, ...]) -> str:
    return json.dumps({k: v for k, v in data.items() if k not in columns}, ensure_ascii=False, sort_keys=True)


def with_vote(row: Row, schema: Schema, *, is_mentioned: bool, vote: str | None) -> Row:
    """A node with the value that most documents say; one that documents name without saying any has none."""
    key, kind, label, attributes = row
    voted = schema.nodes[kind].voted
    if not voted or not is_mentioned:
        return row
    data = json.loads(attributes)
    data.pop(voted, None)
    if vote is not None:
        data[voted] = vote
    return key, kind, label, json.dumps(data, ensure_ascii=False, sort_keys=True)


def titles_of(row: Row, schema: Schema) -> set[str]:
    """What the document of a node may be cited by."""
    return titles({"label": row[2], **json.loads(row[3])}, schema)


def follows(nodes: Iterable[Row], edges: Iterable[Row], tables: Tables) -> tuple[list[Row], list[Row]]:
    """What follows from all documents together: the tree of regions, equal titles, circles.

    Parameters
    ----------
    nodes : the regions, the documents that share a title with another, and the programmes that are part of others.
    edges : those of kind ``part_of``.

    Returns
    -------
    nodes that were not there, and edges: new ones, and those of kind ``part_of`` with their marks.
    """
    network: nx.MultiDiGraph = nx.MultiDiGraph()
    for key, kind, label, attributes in nodes:
        network.add_node(key, kind=kind, label=label, **json.loads(attributes))
    known = set(network)
    for row in edges:
        source, target, key, *values, rest = row
        told = {name: value for name, value in zip(EDGE[3:-1], values, strict=True) if value is not None}
        network.add_edge(source, target, key, **told, **json.loads(rest))
    store = Store(network, Schema.of(tables))
    add_region_tree(store, [node for node in known if node.startswith("Region:")], Names(tables, None))
    join_titles(store, [node for node in known if node.startswith("Document:")])
    list(mark_circles(network))
    return [row for row in node_rows(network) if row[0] not in known], list(edge_rows(network))
