"""The graph as a workbook for office people, a sheet of nodes and one of edges. Needs the extra ``report``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import networkx as nx

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.graph.export_values import Data, Export, Plain, columns
from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.tables import Tables
from nlp_oldcadre.workbook import Sheet, write_workbook

_Row = Mapping[str, Plain]


def write_excel(graph: nx.MultiDiGraph, path: Path, tables: Tables) -> None:
    """The sheets 节点 and 关系; what of it Excel can't hold is said in the cell, and further rows go on in another sheet."""
    export = Export(graph, reserved_of_nodes={"key"}, reserved_of_edges={"key", "source", "target"})
    schema = Schema.of(tables)
    heads = labels(tables, "graph_column")
    nodes = _headed(heads, ("key", "label", "kind"), (data for _, data in export.nodes()))
    first = ("source_label", "kind", "target_label", "quote", "uri", "page", "modality", "time")
    edges = _headed(heads, (*first, "source", "target", "key"), (edge.data for edge in export.edges()))
    sheets = [Sheet("节点", nodes, _nodes(export, schema)), Sheet("关系", edges, _edges(export, schema))]
    write_workbook(path, sheets, title="知识图谱")


def _headed(heads: Mapping[str, str], first: Iterable[str], rows: Iterable[Data]) -> dict[str, str]:
    """The columns with their headers, those that people read first at the left."""
    found = columns(rows)
    made = {"key", "source", "target", "source_label", "target_label"}
    names = [name for name in first if name in found or name in made]
    return {name: heads.get(name, name) for name in [*names, *(name for name in found if name not in names)]}


def _nodes(export: Export, schema: Schema) -> Iterator[_Row]:
    names = {kind.name: kind.zh for kind in schema.nodes.values()}
    for node, data in export.nodes():
        yield data | {"key": node, "kind": names.get(str(data.get("kind")), data.get("kind", ""))}


def _edges(export: Export, schema: Schema) -> Iterator[_Row]:
    names = {kind.name: kind.zh for kind in schema.edges.values()}
    labelled = {export.ids[node]: str(label) for node, label in export.graph.nodes(data="label")}
    for edge in export.edges():
        ends = {"source": edge.source, "target": edge.target, "key": edge.id}
        said = {"source_label": labelled[edge.source], "target_label": labelled[edge.target]}
        yield edge.data | ends | said | {"kind": names.get(str(edge.data.get("kind")), edge.data.get("kind", ""))}
