"""The knowledge graph of a corpus: :func:`graph` builds it, :func:`write` exports it, :func:`count` counts it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.graph.build import build
from nlp_oldcadre.graph.export import check, write
from nlp_oldcadre.graph.schema import GraphError, Schema
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

__all__ = ["GraphError", "Schema", "check", "count", "graph", "write"]


def graph(corpus: Corpus, *, tables: Tables | None = None) -> nx.MultiDiGraph:
    """The graph of a corpus.

    Parameters
    ----------
    corpus : as :func:`nlp_oldcadre.open` gives it.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes under stable keys (``Region:210000``, ``Program:NAME@210000``, ``Document:ID``) with ``kind`` and ``label``; each
        edge with its ``kind`` and its evidence: ``document``, ``uri``, ``start`` and ``end`` (half-open, in the source
        text), ``quote``, ``modality``, ``time``. The kinds are those of ``data/graph.toml``.
        ``graph.graph["unknown_regions"]`` lists the regions that are in no table and so have no node.

    Raises
    ------
    GraphError : when an edge joins what the schema doesn't let it join.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.txt").write_text("辽宁省委老干部局组建志愿服务队12支。", encoding="utf-8")
    >>> _ = oc.run(place / "a.txt", place / "results")
    >>> corpus = oc.open(place / "results")
    >>> oc.graph(corpus).nodes["Region:210000"]["label"]
    '辽宁省'
    """
    return build(corpus, tables=tables)


def count(network: nx.MultiDiGraph, *, tables: Tables | None = None) -> pd.DataFrame:
    """How many nodes and edges of each kind: columns ``what`` (node or edge), ``kind``, ``zh``, ``count``."""
    schema = Schema.of(tables or load_tables())
    nodes = Counter(data["kind"] for _, data in network.nodes(data=True))
    edges = Counter(data["kind"] for _, _, data in network.edges(data=True))
    rows = [("node", k.name, k.zh, nodes[k.name]) for k in schema.nodes.values()]
    rows += [("edge", k.name, k.zh, edges[k.name]) for k in schema.edges.values()]
    return pd.DataFrame(rows, columns=["what", "kind", "zh", "count"])


make_verb(__name__)
