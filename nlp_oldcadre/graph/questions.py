"""What people ask of a graph, each answer with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

from nlp_oldcadre.errors import QueryError

if TYPE_CHECKING:
    import pandas as pd

_EVIDENCE = ("document", "uri", "page", "start", "end", "quote", "modality", "time")
_ENDS = ("source", "source_label", "kind", "target", "target_label")
# Kinds whose nodes lead from one region to another; all regions meet in the whole country, all documents name the same bodies.
_WAY = frozenset({"Region", "Program", "Organization", "Honor", "Slogan"})
_NO_WAY = frozenset({"part_of_region"})


def evidence(network: nx.MultiDiGraph, u: str, v: str | None = None) -> pd.DataFrame:
    """Where the documents say what joins two nodes, in either direction; of one node all that joins it to others.

    Parameters
    ----------
    u, v : keys of nodes, such as ``Program:NAME@210000``, or labels that only one node has.

    Returns
    -------
    pandas.DataFrame
        A row for each edge: ``source``, ``source_label``, ``kind``, ``target``, ``target_label``, and where it is said:
        ``document``, ``uri``, ``page``, ``start``, ``end`` (half-open, in the source text), ``quote``, ``modality``, ``time``.

    Raises
    ------
    QueryError : for what is no node, or a label of several.

    Examples
    --------
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("Program:甲@210000", kind="Program", label="甲")
    >>> network.add_node("Organization:乙", kind="Organization", label="乙")
    >>> place = {"document": "d", "uri": "a.txt", "start": 3, "end": 9, "quote": "乙实施“甲”"}
    >>> _ = network.add_edge("Program:甲@210000", "Organization:乙", kind="run_by", **place, modality="reported", time="")
    >>> evidence(network, "甲", "乙")[["kind", "target_label", "quote"]].values.tolist()
    [['run_by', '乙', '乙实施“甲”']]
    """
    one = find(network, u)
    other = find(network, v) if v is not None else None
    pairs = [(one, near) for near in network.succ[one] if other in (None, near)]
    pairs += [(near, one) for near in network.pred[one] if other in (None, near) and near != one]
    return _table(network, pairs)


def neighbours(network: nx.MultiDiGraph, node: str, *, kinds: Iterable[str] | None = None) -> pd.DataFrame:
    """What a node is joined to, a row for each neighbour and kind of edge, the best attested first.

    Parameters
    ----------
    node : key of a node, or a label that only one node has.
    kinds : kinds of edges; without it all.

    Returns
    -------
    pandas.DataFrame
        ``kind``, ``direction`` (``out``: the node is the source), ``key``, ``label``, ``statements``, ``documents``.

    Raises
    ------
    QueryError : for what is no node, or a label of several.
    """
    import pandas as pd

    centre, wanted = find(network, node), None if kinds is None else frozenset(kinds)
    said: dict[tuple[str, str, str], list[str]] = {}
    for direction, near in (("out", network.succ[centre]), ("in", network.pred[centre])):
        for other, between in near.items():
            for data in between.values():
                if wanted is None or data["kind"] in wanted:
                    said.setdefault((data["kind"], direction, other), []).append(data["document"])
    label = network.nodes(data="label")
    rows = [(k, way, key, label[key], len(found), len(set(found))) for (k, way, key), found in said.items()]
    rows.sort(key=lambda row: (-row[4], row[0], row[3], row[2]))
    return pd.DataFrame(rows, columns=["kind", "direction", "key", "label", "statements", "documents"])


def path(network: nx.MultiDiGraph, u: str, v: str) -> pd.DataFrame:
    """What leads from one region (programme, body) to another over programmes, bodies, honours and formulas.

    The official tree and the mere mention in one document are no way.

    Returns
    -------
    pandas.DataFrame
        The edges of a shortest way with their evidence, as :func:`evidence` gives them, and the number of the ``step``;
        empty where there is no way.

    Raises
    ------
    QueryError : for what is no node, or a label of several.
    """
    start, goal = find(network, u), find(network, v)
    ways = nx.subgraph_view(
        network,
        filter_node=lambda node: node in (start, goal) or network.nodes[node]["kind"] in _WAY,
        filter_edge=lambda a, b, key: network.edges[a, b, key]["kind"] not in _NO_WAY,
    ).to_undirected(as_view=True)
    try:
        nodes = nx.shortest_path(ways, start, goal)
    except nx.NetworkXNoPath:
        nodes = [start]
    steps = list(pairwise(nodes))
    pairs = {step: [pair for pair in (step, step[::-1]) if network.has_edge(*pair)] for step in steps}
    table = _table(network, [pair for found in pairs.values() for pair in found if not _is_tree(network, pair)])
    number = {pair: place + 1 for place, found in enumerate(pairs.values()) for pair in found}
    table.insert(0, "step", [number[pair] for pair in zip(table["source"], table["target"], strict=True)])
    return table


def find(network: nx.MultiDiGraph, name: str) -> str:
    """The key of a node given by key or label.

    Raises
    ------
    QueryError : for what is no node, or a label of several.
    """
    if name in network:
        return name
    found = [node for node, label in network.nodes(data="label") if label == name]
    if len(found) == 1:
        return found[0]
    several = "、".join(found[:5])
    raise QueryError(
        name,
        zh=f"有多个节点叫这个名称（{several}）" if found else "图谱中没有这个节点",
        en=f"several nodes have this label ({several})" if found else "the graph has no such node",
        remedy_zh="请写出节点的键，如 Program:名称@210000",
        remedy_en="give the node's key, such as Program:NAME@210000",
    )


def _is_tree(network: nx.MultiDiGraph, pair: tuple[str, str]) -> bool:
    return all(data["kind"] in _NO_WAY for data in network.get_edge_data(*pair).values())


def _table(network: nx.MultiDiGraph, pairs: Iterable[tuple[str, str]]) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame(list(_rows(network, pairs)), columns=[*_ENDS, *_EVIDENCE])
    return table.astype({"page": pd.Int32Dtype()})


def _rows(network: nx.MultiDiGraph, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
    label = network.nodes(data="label")
    for source, target in pairs:
        for data in network.get_edge_data(source, target).values():
            yield source, label[source], data["kind"], target, label[target], *(data.get(name) for name in _EVIDENCE)
