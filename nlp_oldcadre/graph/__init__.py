"""The knowledge graph of a corpus: :func:`graph` builds it, :func:`add` and :func:`withdraw` keep it up to date,
:func:`write` exports it, :func:`count` counts it, :func:`problems` tells what could not be taken as it stood;
:func:`evidence`, :func:`neighbours` and :func:`path` ask it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.graph.build import add, withdraw
from nlp_oldcadre.graph.derived import told_problems
from nlp_oldcadre.graph.export import check, write
from nlp_oldcadre.graph.questions import evidence, neighbours, path
from nlp_oldcadre.graph.schema import GraphError, Schema
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    import pandas as pd

    from nlp_oldcadre.corpus import Corpus
    from nlp_oldcadre.resolve import Resolution

__all__ = [
    "GraphError", "Schema", "add", "check", "count", "evidence", "graph", "neighbours", "path", "problems", "withdraw", "write",
]  # fmt: skip


def graph(corpus: Corpus, *, resolution: Resolution | None = None, tables: Tables | None = None) -> nx.MultiDiGraph:
    """The graph of a corpus.

    Parameters
    ----------
    corpus : as :func:`nlp_oldcadre.open` gives it.
    resolution : which names stand for one organisation or programme, as :func:`nlp_oldcadre.resolve` finds it; without it
        equal names are one (of programmes, those of one province).

    Returns
    -------
    networkx.MultiDiGraph
        Nodes under stable keys (``Region:210000``, ``Program:NAME@210000``, ``Document:ID``) with ``kind`` and ``label``; each
        edge with its ``kind`` and its evidence: ``document``, ``uri``, ``start`` and ``end`` (half-open, in the source
        text), ``quote``, ``modality``, ``time``. A statement at two places is two edges. Kinds and attributes are those
        of ``data/graph.toml``; what is not known is absent. Regions form the official tree under ``Region:100000``.
        ``graph.graph["problems"]`` lists what could not be taken as it stood, see :func:`problems`.

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
    >>> network = oc.graph(corpus)
    >>> network.nodes["Region:210000"]["label"]
    '辽宁省'

    Withdrawn and added again, the document leaves the graph as it was:

    >>> nodes = len(network)
    >>> len(oc.graph.withdraw(network, corpus.documents["id"])), len(oc.graph.add(network, corpus)) == nodes
    (0, True)
    """
    return add(nx.MultiDiGraph(), corpus, resolution=resolution, tables=tables)


def count(network: nx.MultiDiGraph, *, tables: Tables | None = None) -> pd.DataFrame:
    """How many nodes and edges of each kind: columns ``what`` (node or edge), ``kind``, ``zh``, ``count``."""
    import pandas as pd

    schema = Schema.of(tables or load_tables())
    nodes = Counter(data["kind"] for _, data in network.nodes(data=True))
    edges = Counter(data["kind"] for _, _, data in network.edges(data=True))
    rows = [("node", k.name, k.zh, nodes[k.name]) for k in schema.nodes.values()]
    rows += [("edge", k.name, k.zh, edges[k.name]) for k in schema.edges.values()]
    return pd.DataFrame(rows, columns=["what", "kind", "zh", "count"])


def problems(network: nx.MultiDiGraph, *, tables: Tables | None = None) -> pd.DataFrame:
    """What could not be taken as it stood, a row each.

    Returns
    -------
    pandas.DataFrame
        ``code`` (see ``[problems]`` of ``data/graph.toml``), ``zh`` and ``en`` (what it means), ``about`` (the region,
        programme or documents concerned), ``document`` and ``uri`` (who says it; empty where several documents together do).

    Examples
    --------
    >>> import networkx as nx
    >>> problems(nx.MultiDiGraph(problems=[{"code": "unknown_region", "about": "瀛洲市", "document": "", "uri": ""}]))["zh"][0]
    '地区不在行政区划表中，未入图'
    """
    import pandas as pd

    texts = Schema.of(tables or load_tables()).problems
    rows = [(p["code"], *texts[p["code"]], p["about"], p["document"], p["uri"]) for p in told_problems(network)]
    return pd.DataFrame(rows, columns=["code", "zh", "en", "about", "document", "uri"])


make_verb(__name__)
