"""Graph files that other programs read: GraphML, GEXF, Cytoscape JSON, node-link JSON; the suffix says which."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from nlp_oldcadre.errors import NotWritable, system_reason
from nlp_oldcadre.graph.schema import GraphError

# What XML 1.0 can't hold: a page break in a quote would make the file unreadable.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# GEXF gives these names a meaning of its own (times); ours are places in the source text.
_GEXF_NAMES = {"start": "source_start", "end": "source_end"}


def write(graph: nx.MultiDiGraph, path: str | Path) -> Path:
    """Write the graph in the format of the path's suffix.

    Parameters
    ----------
    path : ``.graphml``, ``.gexf``, ``.cyjs`` (Cytoscape) or ``.json`` (node-link).

    Raises
    ------
    GraphError : for another suffix. NotWritable : when the file can't be written.
    """
    path = Path(path)
    if path.suffix.lower() not in WRITERS:
        raise _unknown_suffix(path)
    try:
        WRITERS[path.suffix.lower()](graph, path)
    except OSError as error:
        zh, en = system_reason(error)
        raise NotWritable(
            str(path), zh=f"不能写入（{zh}）", en=f"can't be written ({en})",
            remedy_zh="请检查目录是否存在、是否有写权限", remedy_en="check that the folder exists and may be written",
        ) from error  # fmt: skip
    return path


def flat(graph: nx.MultiDiGraph, *, rename: dict[str, str] | None = None) -> nx.MultiDiGraph:
    """The graph with values that XML formats can hold: texts, numbers, truth values; lists and mappings as JSON text."""
    names = rename or {}
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        out.add_node(_text(str(node)), **_flat(data, {}))
    for source, target, key, data in graph.edges(keys=True, data=True):
        out.add_edge(_text(str(source)), _text(str(target)), key=key, **_flat(data, names))
    return out


def _flat(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(name, name): _plain(value) for name, value in data.items() if value is not None}


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    return _text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def _text(text: str) -> str:
    return _NOT_XML.sub(" ", text)


def _graphml(graph: nx.MultiDiGraph, path: Path) -> None:
    nx.write_graphml(flat(graph), path, infer_numeric_types=True)


def _gexf(graph: nx.MultiDiGraph, path: Path) -> None:
    nx.write_gexf(flat(graph, rename=_GEXF_NAMES), path)


def _cytoscape(graph: nx.MultiDiGraph, path: Path) -> None:
    _json(nx.cytoscape_data(graph, name="label"), path)


def _node_link(graph: nx.MultiDiGraph, path: Path) -> None:
    _json(nx.node_link_data(graph, edges="edges"), path)


def _json(data: Any, path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, default=str), encoding="utf-8")


# The registry of formats.
WRITERS: dict[str, Callable[[nx.MultiDiGraph, Path], None]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".cyjs": _cytoscape,
    ".json": _node_link,
}


def _unknown_suffix(path: Path) -> GraphError:
    allowed = " ".join(WRITERS)
    return GraphError(
        str(path), zh=f"不认识的后缀 {path.suffix!r}", en=f"unknown suffix {path.suffix!r}",
        remedy_zh=f"请使用 {allowed}", remedy_en=f"use one of {allowed}",
    )  # fmt: skip
