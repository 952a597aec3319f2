"""JSON that other programs read: Cytoscape (``.cyjs``, also the ``elements`` of Cytoscape.js) and node-link (D3, networkx)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from nlp_oldcadre.graph.export_values import Export

# Names that Cytoscape.js has a meaning of its own for: ``parent`` would put a node into another one.
_CYTOSCAPE_NODES = frozenset({"id", "name", "value", "parent"})
_CYTOSCAPE_EDGES = frozenset({"id", "source", "target", "key", "interaction", "parent"})


def write_cytoscape(graph: nx.MultiDiGraph, path: Path) -> None:
    """Cytoscape JSON: ``elements.nodes[].data`` and ``elements.edges[].data``, every id its own.

    ``interaction`` is what Cytoscape calls the kind of an edge; ``value`` and ``key`` are what networkx reads.
    """
    export = Export(graph, reserved_of_nodes=_CYTOSCAPE_NODES, reserved_of_edges=_CYTOSCAPE_EDGES)
    nodes = ({"data": {"id": node, "value": node, "name": data.get("label", node)} | data} for node, data in export.nodes())
    edges = (
        {
            "data": {"id": edge.id, "source": edge.source, "target": edge.target, "key": edge.id}
            | {"interaction": edge.data.get("kind", "")}
            | edge.data
        }
        for edge in export.edges()
    )
    head = {"data": list(export.about().items()), "directed": True, "multigraph": True}
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(f'{_line(head)[:-1]},\n"elements": {{\n')
        handle.writelines(_array("nodes", nodes))
        handle.write(",\n")
        handle.writelines(_array("edges", edges))
        handle.write("}}\n")


def write_node_link(graph: nx.MultiDiGraph, path: Path) -> None:
    """Node-link JSON, which ``networkx.node_link_graph(data, edges="edges")`` reads back."""
    export = Export(graph, reserved_of_nodes={"id"}, reserved_of_edges={"source", "target", "key"})
    nodes = (data | {"id": node} for node, data in export.nodes())
    edges = (edge.data | {"source": edge.source, "target": edge.target, "key": edge.id} for edge in export.edges())
    head = {"directed": True, "multigraph": True, "graph": export.about()}
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(f"{_line(head)[:-1]},\n")
        handle.writelines(_array("nodes", nodes))
        handle.write(",\n")
        handle.writelines(_array("edges", edges))
        handle.write("}\n")


def _array(name: str, items: Iterable[Any]) -> Iterator[str]:
    """An array with a line for each item."""
    yield f'"{name}": ['
    before = "\n"
    for item in items:
        yield before + _line(item)
        before = ",\n"
    yield "\n]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
