"""Nodes and edges go into a graph through here: each once, each allowed by the schema, each in as little memory as can be."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import networkx as nx

from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.graph.sole import Sole


class Thing(NamedTuple):
    """A node to be: its kind, stable key, label and what else is known of it (None and empty: not known)."""

    kind: str
    key: str
    label: str
    attributes: Mapping[str, Any] = {}


class Evidence(NamedTuple):
    """Where an edge is said: the document, the place in its source text, the characters there."""

    document: str
    uri: str
    start: int
    end: int
    quote: str
    page: int | None = None
    modality: str = "reported"
    time: str = ""


class _Edge:
    """What every edge carries. The dictionaries of a class's instances share one table of keys: half of their memory."""

    def __init__(self, kind: str, evidence: Evidence) -> None:
        self.kind = kind
        self.document, self.uri, self.start, self.end, self.quote, page, self.modality, self.time = evidence
        if page is not None:
            self.page = page


class _Node:
    """The same for nodes, whose attributes depend on their kind."""


class Store:
    """A graph that changes: ``touched`` nodes and ``changed`` kinds of edges are what must be looked at again afterwards."""

    def __init__(self, network: nx.MultiDiGraph, schema: Schema) -> None:
        inside: Any = network
        # What networkx keeps a graph in; `network.add_edge` would copy every dictionary into one of its own keys.
        self._nodes, self._succ, self._pred = inside._node, inside._succ, inside._pred
        self.schema = schema
        self._joins = {(s, kind.name, t) for kind in schema.edges.values() for s in kind.sources for t in kind.targets}
        self._node_classes: dict[str, type[_Node]] = {kind: type(kind, (_Node,), {}) for kind in schema.nodes}
        self._edge_classes: dict[str, type[_Edge]] = {kind: type(kind, (_Edge,), {}) for kind in schema.edges}
        self.network = network
        self.touched: set[str] = set()
        self.changed: set[str] = set()

    def add_node(self, thing: Thing) -> None:
        """Add a node unless it is there."""
        kind, key, label, attributes = thing
        if key in self._nodes:
            return
        node: Any = self._node_classes[kind]()
        node.kind, node.label = kind, label
        for name, value in attributes.items():
            if value is not None and value != "":
                setattr(node, name, value)
        self._nodes[key] = vars(node)
        self._succ[key], self._pred[key] = Sole(), Sole()
        if kind == "Region":
            self.touched.add(key)

    def add_edge(
        self, source: Thing, kind: str, target: Thing, key: str, evidence: Evidence, more: Mapping[str, Any] | None = None
    ) -> None:
        """Add an edge and the nodes at its ends, unless they are there.

        Raises
        ------
        GraphError : when the schema doesn't let such an edge join such nodes.
        """
        if (source.kind, kind, target.kind) not in self._joins:
            self.schema.allowed_kind(f"{source.key} -[{kind}]-> {target.key}", kind, source.kind, target.kind)
        self.add_node(source)
        self.add_node(target)
        self.changed.add(kind)
        edge = self._edge_classes[kind](kind, evidence)
        for name, value in more.items() if more else ():
            if value is not None and value != "":
                setattr(edge, name, value)
        between = self._succ[source.key].get(target.key)
        if between is None:
            between = Sole(key, vars(edge))
            _put(self._succ, source.key, target.key, between)
            _put(self._pred, target.key, source.key, between)
        elif key not in between:
            between[key] = vars(edge)

    def remove_statements(self, documents: Collection[str]) -> None:
        """Remove all edges that these documents state."""
        found = [
            (source, target, key, data["kind"])
            for source, near in self._succ.items()
            for target, between in near.items()
            for key, data in between.items()
            if data["document"] in documents
        ]
        self.network.remove_edges_from([edge[:3] for edge in found])
        self.touched.update(node for edge in found for node in edge[:2])
        self.changed.update(edge[3] for edge in found)


def _put(adjacency: dict[str, Any], node: str, neighbour: str, between: Sole) -> None:
    """Set an item; what holds several becomes a dictionary."""
    near = adjacency[node]
    if len(near) == 1 and type(near) is Sole:
        adjacency[node] = near = near.copy()
    near[neighbour] = between


@contextmanager
def many_changes(graph: nx.MultiDiGraph) -> Iterator[None]:
    """No search for garbage while millions of dictionaries are made, none of which is any; caches are emptied afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        getattr(graph, "__networkx_cache__", {}).clear()
