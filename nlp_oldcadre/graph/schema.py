"""What the graph may hold: the kinds of ``data/graph.toml``, and a check of a whole graph against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.tables import Tables

# What every edge carries, so that it can be followed back to the characters that it rests on.
EVIDENCE = ("document", "uri", "start", "end", "quote", "modality", "time")


class GraphError(OldcadreError):
    """A node or edge that the declared schema does not allow, or a schema that contradicts itself."""

    code = "graph"


@dataclass(frozen=True, slots=True)
class NodeKind:
    name: str
    zh: str
    en: str
    key: str


@dataclass(frozen=True, slots=True)
class EdgeKind:
    name: str
    zh: str
    en: str
    sources: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Schema:
    """The declared kinds of nodes and edges.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> schema = Schema.of(load_tables())
    >>> sorted(schema.edges["run_by"].sources), schema.nodes["Program"].zh
    (['Program'], '项目品牌')
    """

    nodes: dict[str, NodeKind]
    edges: dict[str, EdgeKind]

    @classmethod
    def of(cls, tables: Tables) -> Schema:
        """The schema of these tables."""
        schema: Schema = tables.keep(cls, lambda: cls.from_record(tables.record("graph")))
        return schema

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Schema:
        """A schema from its TOML record.

        Raises
        ------
        GraphError : when a key is missing or an edge joins a kind that is not declared.
        """
        nodes = {n: NodeKind(n, *_texts(f"nodes.{n}", r, ("zh", "en", "key"))) for n, r in record["nodes"].items()}
        edges = {}
        for name, row in record["edges"].items():
            sources, targets = frozenset(row.get("from", ())), frozenset(row.get("to", ()))
            for unknown in sorted((sources | targets) - nodes.keys()):
                raise _bad_schema(f"edges.{name}", f"没有声明节点类型 {unknown}", f"node kind {unknown!r} is not declared")
            zh, en = _texts(f"edges.{name}", row, ("zh", "en"))
            edges[name] = EdgeKind(name, zh, en, sources, targets)
        return cls(nodes, edges)

    def check(self, graph: nx.MultiDiGraph) -> None:
        """Check every node and edge.

        Raises
        ------
        GraphError : naming the first node or edge that is not allowed, and why.
        """
        for node, data in graph.nodes(data=True):
            kind = data.get("kind")
            if kind not in self.nodes or not str(node).startswith(f"{kind}:"):
                raise _bad_node(node, kind, self)
        for source, target, name, data in graph.edges(keys=True, data=True):
            self._check_edge(graph, source, target, name, data)

    def _check_edge(self, graph: nx.MultiDiGraph, source: str, target: str, name: Any, data: Mapping[str, Any]) -> None:
        kind = self.edges.get(data.get("kind", ""))
        where = f"{source} -[{data.get('kind', name)}]-> {target}"
        if kind is None:
            allowed = "、".join(self.edges)
            raise _bad_edge(where, f"没有这种关系；可用的有 {allowed}", f"no such kind; declared are {', '.join(self.edges)}")
        ends = graph.nodes[source]["kind"], graph.nodes[target]["kind"]
        if ends[0] not in kind.sources or ends[1] not in kind.targets:
            raise _bad_edge(
                where, f"{kind.zh}不能连接 {ends[0]} 与 {ends[1]}", f"{kind.name} can't join {ends[0]} to {ends[1]}"
            )
        for missing in (key for key in EVIDENCE if key not in data):
            raise _bad_edge(where, f"缺少出处 {missing}", f"evidence {missing!r} is missing")


def _texts(where: str, row: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    for key in keys:
        if not isinstance(row.get(key), str):
            raise _bad_schema(where, f"缺少 {key}", f"{key!r} is missing")
    return [row[key] for key in keys]


def _bad_schema(where: str, zh: str, en: str) -> GraphError:
    return GraphError(f"data/graph.toml:{where}", zh=zh, en=en, remedy_zh="请改正该表", remedy_en="correct that table")


def _bad_node(node: Any, kind: Any, schema: Schema) -> GraphError:
    return GraphError(
        str(node),
        zh=f"节点类型 {kind!r} 不合要求；可用的有 {'、'.join(schema.nodes)}，键以“类型:”开头",
        en=f"node kind {kind!r} is not allowed; declared are {', '.join(schema.nodes)}, and a key starts with its kind",
        remedy_zh="请改正该节点，或在 data/graph.toml 中声明",
        remedy_en="correct the node, or declare its kind in data/graph.toml",
    )


def _bad_edge(where: str, zh: str, en: str) -> GraphError:
    return GraphError(
        where,
        zh=zh,
        en=en,
        remedy_zh="请改正该关系，或在 data/graph.toml 中声明",
        remedy_en="correct the edge, or declare it in data/graph.toml",
    )
