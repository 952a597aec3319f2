"""What the graph may hold: the kinds and attributes of ``data/graph.toml``, and a check of a whole graph against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.tables import Tables

# What every edge carries, so that it can be followed back to the characters that it rests on.
EVIDENCE = ("document", "uri", "start", "end", "quote", "modality", "time")
TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,), "whole": (int,), "number": (float, int), "flag": (bool,),
}  # fmt: skip


class GraphError(OldcadreError):
    """A node or edge that the declared schema does not allow, or a schema that contradicts itself."""

    code = "graph"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a node or edge: its type (a key of :data:`TYPES`) and meaning."""

    name: str
    type: str
    zh: str
    en: str


Attributes = dict[str, Attribute]


@dataclass(frozen=True, slots=True)
class NodeKind:
    """``voted`` is the attribute whose value most documents decide; empty where there is none."""

    name: str
    zh: str
    en: str
    key: str
    voted: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class EdgeKind:
    name: str
    zh: str
    en: str
    sources: frozenset[str]
    targets: frozenset[str]
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Schema:
    """The declared kinds of nodes and edges, each with its attributes, and the kinds of problems.

    ``carrying`` are verbs before the title of a document that another one carries (印发).

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> schema = Schema.of(load_tables())
    >>> sorted(schema.edges["run_by"].sources), schema.nodes["Program"].zh
    (['Program'], '项目品牌')
    >>> schema.nodes["Result"].attributes["low"].en, schema.edges["run_by"].attributes["quote"].type
    ('lower end, in base units', 'text')
    """

    nodes: dict[str, NodeKind]
    edges: dict[str, EdgeKind]
    problems: dict[str, tuple[str, str]]
    carrying: tuple[str, ...] = ()

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
        GraphError : when a key is missing, a type is unknown or an edge joins a kind that is not declared.
        """
        of_nodes = _attributes("node", record.get("node", {}))
        of_edges = _attributes("edge", record.get("edge", {}) | record.get("edge_optional", {}))
        nodes = {name: _node_kind(name, row, of_nodes) for name, row in record["nodes"].items()}
        edges = {name: _edge_kind(name, row, of_edges, nodes) for name, row in record["edges"].items()}
        found = record.get("problems", {}).items()
        problems = {name: (row["zh"], row["en"]) for name, row in found if _texts(f"problems.{name}", row, ("zh", "en"))}
        return cls(nodes, edges, problems, tuple(record.get("carried", {}).get("verbs", ())))

    def check(self, graph: nx.MultiDiGraph) -> None:
        """Check every node and edge, and the names and types of their attributes.

        Raises
        ------
        GraphError : naming the first node or edge that is not allowed, and why.
        """
        self._check_nodes(graph)
        seen: set[object] = set()
        kinds = dict(graph.nodes(data="kind"))
        for source, target, name, data in graph.edges(keys=True, data=True):
            # A million edges have a handful of shapes.
            shape = (kinds[source], kinds[target], data.get("kind"), *data, *map(type, data.values()))
            if shape not in seen:
                self._check_edge(kinds, source, target, name, data)
                seen.add(shape)

    def _check_nodes(self, graph: nx.MultiDiGraph) -> None:
        seen: set[object] = set()
        for node, data in graph.nodes(data=True):
            kind = data.get("kind")
            if kind not in self.nodes or not str(node).startswith(f"{kind}:"):
                raise _bad_node(node, kind, self)
            shape = (kind, *data, *map(type, data.values()))
            if shape not in seen:
                for zh, en in _misfits(data, self.nodes[kind].attributes):
                    raise _bad_attribute(str(node), zh, en)
                seen.add(shape)

    def _check_edge(self, kinds: Mapping[str, str], source: str, target: str, name: Any, data: Mapping[str, Any]) -> None:
        where = f"{source} -[{data.get('kind', name)}]-> {target}"
        kind = self.allowed_kind(where, data.get("kind", ""), kinds[source], kinds[target])
        for missing in (key for key in EVIDENCE if key not in data):
            raise _bad_edge(where, f"缺少出处 {missing}", f"evidence {missing!r} is missing")
        for zh, en in _misfits(data, kind.attributes):
            raise _bad_attribute(where, zh, en)

    def allowed_kind(self, where: str, name: str, source: str, target: str) -> EdgeKind:
        """The kind of an edge; an error where it is not declared or can't join nodes of these kinds."""
        kind = self.edges.get(name)
        if kind is None:
            allowed = "、".join(self.edges)
            raise _bad_edge(where, f"没有这种关系；可用的有 {allowed}", f"no such kind; declared are {', '.join(self.edges)}")
        if source not in kind.sources or target not in kind.targets:
            raise _bad_edge(where, f"{kind.zh}不能连接 {source} 与 {target}", f"{name} can't join {source} to {target}")
        return kind


def _attributes(where: str, record: Mapping[str, Any]) -> Attributes:
    out = {}
    for name, row in record.items():
        kind, zh, en = _texts(f"{where}.{name}", row, ("type", "zh", "en"))
        if kind not in TYPES:
            allowed = ", ".join(TYPES)
            raise _bad_schema(f"{where}.{name}", f"类型 {kind} 不存在；可用的有 {allowed}", f"no type {kind!r}; use {allowed}")
        out[name] = Attribute(name, kind, zh, en)
    return out


def _node_kind(name: str, row: Mapping[str, Any], common: Attributes) -> NodeKind:
    zh, en, key = _texts(f"nodes.{name}", row, ("zh", "en", "key"))
    attributes = common | _attributes(f"nodes.{name}", row.get("attributes", {}))
    voted = row.get("voted", "")
    if voted and voted not in attributes:
        raise _bad_schema(f"nodes.{name}", f"没有声明属性 {voted}", f"attribute {voted!r} is not declared")
    return NodeKind(name, zh, en, key, voted, attributes)


def _edge_kind(name: str, row: Mapping[str, Any], common: Attributes, nodes: Mapping[str, NodeKind]) -> EdgeKind:
    sources, targets = frozenset(row.get("from", ())), frozenset(row.get("to", ()))
    for unknown in sorted((sources | targets) - nodes.keys()):
        raise _bad_schema(f"edges.{name}", f"没有声明节点类型 {unknown}", f"node kind {unknown!r} is not declared")
    zh, en = _texts(f"edges.{name}", row, ("zh", "en"))
    return EdgeKind(name, zh, en, sources, targets, common | _attributes(f"edges.{name}", row.get("attributes", {})))


def _misfits(data: Mapping[str, Any], declared: Attributes) -> Iterator[tuple[str, str]]:
    """What is wrong with the names and types of these attributes, in Chinese and English."""
    for name, value in data.items():
        if name not in declared:
            yield f"没有声明属性 {name}", f"attribute {name!r} is not declared"
        elif type(value) not in TYPES[declared[name].type]:
            kind = declared[name].type
            yield f"属性 {name} 应为 {kind}，不是 {value!r}", f"attribute {name!r} must be {kind}, got {value!r}"


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


def _bad_attribute(where: str, zh: str, en: str) -> GraphError:
    return GraphError(
        where,
        zh=zh,
        en=en,
        remedy_zh="请改正该属性，或在 data/graph.toml 中声明",
        remedy_en="correct the attribute, or declare it in data/graph.toml",
    )
