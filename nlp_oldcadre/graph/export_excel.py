"""The graph as a workbook for office people, a sheet of nodes and one of edges. Needs the extra ``report``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import networkx as nx

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.graph.export_values import Data, Export, Plain, columns
from nlp_oldcadre.graph.schema import EdgeKind, NodeKind, Schema
from nlp_oldcadre.tables import Tables
from nlp_oldcadre.workbook import Sheet, write_workbook

_Row = Mapping[str, Plain]
_Words = Mapping[str, Mapping[str, str]]
# Attributes whose values are codes, each with its group of labels.
_CODED = {
    "genre": "genre", "topic": "topic", "status": "status", "modality": "modality", "level": "level", "modifier": "modifier",
    "program_kind": "program", "slogan_kind": "slogan",
}  # fmt: skip


def write_excel(graph: nx.MultiDiGraph, path: Path, tables: Tables) -> None:
    """The sheets 节点 and 关系; what of it Excel can't hold is said in the cell, and further rows go on in another sheet."""
    export = Export(graph, reserved_of_nodes={"key"}, reserved_of_edges={"key", "source", "target"}, joined_by="；")
    schema = Schema.of(tables)
    words = _words(schema, tables)
    own = labels(tables, "graph_column")
    nodes = _headed(_heads(schema.nodes.values()) | own, ("key", "label", "kind"), (data for _, data in export.nodes()))
    first = ("source_label", "kind", "target_label", "quote", "uri", "page", "modality", "time")
    edges = _headed(
        _heads(schema.edges.values()) | own, (*first, "source", "target", "key"), (edge.data for edge in export.edges())
    )
    sheets = [Sheet("节点", nodes, _nodes(export, words)), Sheet("关系", edges, _edges(export, words))]
    write_workbook(path, sheets, title="知识图谱")


def _heads(kinds: Iterable[NodeKind | EdgeKind]) -> dict[str, str]:
    """The Chinese names of the declared attributes."""
    return {name: attribute.zh for kind in kinds for name, attribute in kind.attributes.items()}


def _headed(heads: Mapping[str, str], first: Iterable[str], rows: Iterable[Data]) -> dict[str, str]:
    """The columns with their headers, those that people read first at the left."""
    found = columns(rows)
    made = {"key", "source", "target", "source_label", "target_label"}
    names = [name for name in first if name in found or name in made]
    return {name: heads.get(name, name) for name in [*names, *(name for name in found if name not in names)]}


def _nodes(export: Export, words: _Words) -> Iterator[_Row]:
    for node, data in export.nodes():
        yield _in_words(data, words) | {"key": node}


def _edges(export: Export, words: _Words) -> Iterator[_Row]:
    labelled = {export.ids[node]: str(label) for node, label in export.graph.nodes(data="label")}
    for edge in export.edges():
        ends = {"source": edge.source, "target": edge.target, "key": edge.id}
        said = {"source_label": labelled[edge.source], "target_label": labelled[edge.target]}
        yield _in_words(edge.data, words) | ends | said


def _words(schema: Schema, tables: Tables) -> _Words:
    """What codes are called, by the attribute that holds them."""
    kinds = {name: kind.zh for name, kind in schema.nodes.items()} | {name: kind.zh for name, kind in schema.edges.items()}
    return {"kind": kinds} | {name: labels(tables, of) for name, of in _CODED.items()}


def _in_words(data: Data, words: _Words) -> dict[str, Plain]:
    return {name: words.get(name, {}).get(str(value), value) for name, value in data.items()}
