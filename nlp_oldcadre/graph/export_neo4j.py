"""A folder for Neo4j: a CSV file for each kind of nodes and edges, and the command that imports them.

The headers are those of ``neo4j-admin database import full`` (Neo4j 5 and later):
https://neo4j.com/docs/operations-manual/current/import/. :mod:`nlp_oldcadre.graph.neo4j_check` reads such a folder as the
importer does and says what is wrong with it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import networkx as nx

from nlp_oldcadre.graph.export_values import Data, Export, one_type, type_of, written

SCRIPT = "import.sh"
# The importer holds a whole value in its buffer; a long quote must fit into it.
_BUFFER = "64m"
_NOT_A_NAME = re.compile(r"[\W]+")
_Row = tuple[dict[str, str], Data]


def write_neo4j(graph: nx.MultiDiGraph, folder: Path) -> None:
    """Write ``nodes_<Kind>.csv``, ``edges_<kind>.csv`` and ``import.sh`` into a folder that is there and empty."""
    export = Export(graph, reserved_of_nodes={"key"}, reserved_of_edges={"key"})
    nodes = _write_group(folder, "nodes", lambda: _nodes(export), ":LABEL")
    edges = _write_group(folder, "edges", lambda: _edges(export), ":TYPE")
    script = folder / SCRIPT
    script.write_text(_script(nodes, edges), encoding="utf-8")
    script.chmod(0o755)


def _nodes(export: Export) -> Iterator[_Row]:
    for node, data in export.nodes():
        yield {"key:ID": node}, data


def _edges(export: Export) -> Iterator[_Row]:
    for edge in export.edges():
        yield {":START_ID": edge.source, ":END_ID": edge.target, "key": edge.id}, edge.data


def _write_group(folder: Path, group: str, rows: Callable[[], Iterable[_Row]], label: str) -> list[str]:
    """The files of all nodes or all edges: first their columns, then their rows; the names of the files."""
    found, fixed = _columns(rows())
    names = {kind: f"{group}_{kind}.csv" for kind in found}
    with ExitStack() as stack:
        writers = {}
        for kind, types in found.items():
            handle = stack.enter_context((folder / names[kind]).open("w", encoding="utf-8", newline=""))
            writers[kind] = csv.writer(handle, lineterminator="\n")
            typed = [f"{_property(name)}:{one_type(types)}" for name, types in types.items()]
            writers[kind].writerow([*fixed, *typed, label])
        for own, data in rows():
            kind = _kind(data)
            cells = [written(data[name]) if name in data else "" for name in found[kind]]
            writers[kind].writerow([*own.values(), *cells, data.get("kind", kind)])
    return list(names.values())


def _columns(rows: Iterable[_Row]) -> tuple[dict[str, dict[str, set[str]]], list[str]]:
    """The attributes of each kind with their types, without the kind itself; and the fields that every row begins with."""
    found: dict[str, dict[str, set[str]]] = {}
    fixed: list[str] = []
    for own, data in rows:
        fixed = list(own)
        known = found.setdefault(_kind(data), {})
        for name, value in data.items():
            if name != "kind":
                known.setdefault(name, set()).add(type_of(value))
    return found, fixed


def _kind(data: Data) -> str:
    return _NOT_A_NAME.sub("_", str(data.get("kind") or "Thing"))


def _property(name: str) -> str:
    """A header's colon stands between name and type."""
    return _NOT_A_NAME.sub("_", name)


def _script(nodes: Iterable[str], edges: Iterable[str]) -> str:
    files = [f"  --nodes={name}" for name in nodes] + [f"  --relationships={name}" for name in edges]
    options = ["--id-type=string", "--multiline-fields=true", f"--read-buffer-size={_BUFFER}", "--bad-tolerance=0"]
    command = " \\\n".join(["neo4j-admin database import full", *(f"  {option}" for option in options), *files])
    return (
        "#!/bin/sh\n"
        "# 导入一个新的、已停止的数据库 · imports into a database that is new and stopped: ./import.sh [NAME]\n"
        'set -eu\ncd "$(dirname "$0")"\n'
        f'{command} \\\n  "${{1:-neo4j}}"\n'
    )
