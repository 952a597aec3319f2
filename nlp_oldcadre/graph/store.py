"""Nodes and edges go into a graph through here: each is added once, and takes as little memory as networkx allows."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import networkx as nx


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
    """What every edge carries. The dictionaries of instances share one table of keys, which saves a third of their memory."""

    def __init__(self, kind: str, evidence: Evidence) -> None:
        self.kind = kind
        self.document, self.uri, self.start, self.end, self.quote, page, self.modality, self.time = evidence
        if page is not None:
            self.page = page


class _Node:
    """The same for nodes."""

    def __init__(self, thing: Thing) -> None:
        self.kind, self.label = thing.kind, thing.label
        for name, value in thing.attributes.items():
            if value is not None and value != "":
                setattr(self, name, value)


def add_node(graph: nx.MultiDiGraph, thing: Thing) -> None:
    """Add a node unless it is there."""
    inside: Any = graph
    if thing.key not in inside._node:
        inside._node[thing.key] = vars(_Node(thing))
        inside._succ[thing.key], inside._pred[thing.key] = {}, {}


def add_edge(
    graph: nx.MultiDiGraph, source: Thing, kind: str, target: Thing, key: str, evidence: Evidence, more: Mapping[str, Any]
) -> None:
    """Add an edge and the nodes at its ends, unless they are there.

    The same as ``graph.add_edge``, which would copy every dictionary of attributes into one without shared keys.
    """
    add_node(graph, source)
    add_node(graph, target)
    inside: Any = graph
    between = inside._succ[source.key].get(target.key)
    if between is None:
        inside._succ[source.key][target.key] = inside._pred[target.key][source.key] = between = {}
    if key not in between:
        edge = _Edge(kind, evidence)
        for name, value in more.items():
            if value is not None and value != "":
                setattr(edge, name, value)
        between[key] = vars(edge)


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
