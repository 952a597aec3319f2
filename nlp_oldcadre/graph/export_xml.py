"""GraphML and GEXF, written line by line, so that a large graph is never in memory a second time.

GraphML: http://graphml.graphdrawing.org; GEXF 1.3: https://gexf.net. networkx reads both back, Gephi opens both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from nlp_oldcadre.graph.export_values import Data, Export, Plain, columns, one_type, type_of, written
from nlp_oldcadre.graph.schema import Schema

Lines = Iterator[str]
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# A reader of XML turns a bare carriage return into a line feed.
_RETURN = {"\r": "&#13;"}
# Columns that Gephi has itself; an attribute of that name is refused or takes the place of the column.
_GEPHI_NODES = frozenset({"id", "label", "timeset", "interval", "start", "end", "x", "y", "z", "size", "color"})
_GEPHI_EDGES = _GEPHI_NODES | {"source", "target", "type", "kind", "weight"}


def write_graphml(graph: nx.MultiDiGraph, path: Path) -> None:
    """GraphML: reading it back with networkx gives the same nodes, keys and attributes, each of its type."""
    _write(_graphml(Export(graph)), path)


def write_gexf(graph: nx.MultiDiGraph, path: Path, schema: Schema) -> None:
    """GEXF: the label of an edge is its kind in Chinese, and parallel edges of different kinds stay apart in Gephi."""
    _write(_gexf(Export(graph, reserved_of_nodes=_GEPHI_NODES - {"label"}, reserved_of_edges=_GEPHI_EDGES), schema), path)


def _write(lines: Lines, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.writelines(lines)


# GraphML. A key is made for each name and type, so that values of two types under one name keep theirs.


def _graphml(export: Export) -> Lines:
    yield _DECLARATION
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    about = export.about()
    found = {
        "graph": columns([about]),
        "node": columns(data for _, data in export.nodes()),
        "edge": columns(edge.data for edge in export.edges()),
    }
    keys: dict[tuple[str, str, str], str] = {}
    for scope, names in found.items():
        for name, type_ in ((name, type_) for name, types in names.items() for type_ in sorted(types)):
            keys[scope, name, type_] = key = f"d{len(keys)}"
            yield f'<key id="{key}" for="{scope}" attr.name={quoteattr(name)} attr.type="{type_}"/>\n'
    yield '<graph edgedefault="directed">\n'
    yield from _values(about, "graph", keys)
    for node, data in export.nodes():
        yield f"<node id={quoteattr(node)}>{''.join(_values(data, 'node', keys))}</node>\n"
    for edge in export.edges():
        ends = f"id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f"<edge {ends}>{''.join(_values(edge.data, 'edge', keys))}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _values(data: Data, scope: str, keys: Mapping[tuple[str, str, str], str]) -> Lines:
    for name, value in data.items():
        yield f'<data key="{keys[scope, name, type_of(value)]}">{escape(written(value), _RETURN)}</data>'


# GEXF. An attribute has one type; its id is its name, which Gephi shows.


def _gexf(export: Export, schema: Schema) -> Lines:
    yield _DECLARATION
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<graph defaultedgetype="directed" mode="static">\n'
    nodes = columns(data for _, data in export.nodes())
    edges = columns(edge.data for edge in export.edges())
    nodes.pop("label", None)
    yield from _attributes("node", nodes)
    yield from _attributes("edge", edges)
    yield "<nodes>\n"
    for node, data in export.nodes():
        label = written(data.pop("label", node))
        yield f"<node id={quoteattr(node)} label={quoteattr(label)}>{_attvalues(data)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in export.edges():
        kind = written(edge.data.get("kind_", ""))
        named = schema.edges[kind].zh if kind in schema.edges else kind
        ends = f"id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f"<edge {ends} label={quoteattr(named)} kind={quoteattr(kind)}>{_attvalues(edge.data)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(scope: str, names: Mapping[str, set[str]]) -> Lines:
    yield f'<attributes class="{scope}" mode="static">\n'
    for name, types in names.items():
        yield f'<attribute id={quoteattr(name)} title={quoteattr(name)} type="{one_type(types)}"/>\n'
    yield "</attributes>\n"


def _attvalues(data: Data) -> str:
    if not data:
        return ""
    values = (f"<attvalue for={quoteattr(name)} value={quoteattr(_scalar(value))}/>" for name, value in data.items())
    return "".join(chain(("<attvalues>",), values, ("</attvalues>",)))


def _scalar(value: Plain) -> str:
    return written(value)
