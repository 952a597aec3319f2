"""What is made of the tables on the cluster: shards of the index, nodes and edges of the graph, the table of indicators.

The executors read portions of the tables from the results folder, so it must be on a mount that they have too; else the index
is made by the driver alone, and the rest is left out, with a word about it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.portion import Portion, portions
from nlp_oldcadre.corpus.writer import GRAPH_EDGES, GRAPH_NODES, INDICATORS
from nlp_oldcadre.graph.flat import follows, titles_of, with_vote
from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

logger = logging.getLogger("nlp_oldcadre")

_NODES = "id string, kind string, label string, attributes string"
_EDGES = (
    "source string, target string, id string, kind string, document string, uri string, start long, end long, quote string, "
    "modality string, time string, page long, says string, attributes string"
)
_AMOUNTS = (
    "province string, concept string, unit string, status string, aspect string, period_kind string, period_length string, "
    "low double, high double, document string"
)
_LIKE = ("province", "concept", "unit", "status", "aspect", "period_kind", "period_length")


def write_derived(spark: SparkSession, folder: Path, *, only_missing: bool = False) -> None:
    """Add to a results folder what the cluster makes of its tables."""
    from nlp_oldcadre.search.index import build_index

    context = spark.sparkContext
    is_seen = _is_seen(spark, folder)
    if not only_missing:
        build_index(folder, side_by_side=partial(_side_by_side, context) if is_seen else None)
    if not is_seen:
        logger.warning("%s is not seen by the executors: no tables of graph and indicators are made", folder)
        return
    if only_missing and all((folder / name).is_dir() for name in (GRAPH_NODES, GRAPH_EDGES, INDICATORS)):
        return
    count = max(1, 2 * context.defaultParallelism)
    parts = list(enumerate(portions(Corpus(folder), [1] * count)))
    nodes, edges = graph_tables(spark, folder, parts)
    for name, frame in ((GRAPH_NODES, nodes), (GRAPH_EDGES, edges), (INDICATORS, indicator_table(spark, folder, parts))):
        frame.write.mode("overwrite").parquet(f"file:{(folder / name).absolute().as_posix()}")


def _is_seen(spark: SparkSession, folder: Path) -> bool:
    """Whether the executors see the folder."""
    token = folder / f".seen-{uuid4().hex}"
    token.touch()
    try:
        count = int(spark.sparkContext.defaultParallelism)
        return all(spark.sparkContext.parallelize(range(count), count).map(lambda _: token.is_file()).collect())
    finally:
        token.unlink()


def _side_by_side(context: Any, function: Callable[[Any], Any], items: list[Any]) -> Iterable[Any]:
    found: list[Any] = context.parallelize(items, len(items)).map(function).collect()
    return found


# The graph


def graph_tables(spark: SparkSession, folder: Path, parts: list[tuple[int, Any]]) -> tuple[DataFrame, DataFrame]:
    """Nodes and edges as :func:`nlp_oldcadre.graph` makes them.

    A node that several portions name is that of the first; what most documents say of it is counted over all of them.
    """
    from pyspark.sql import functions as f

    rows = _of_portions(spark, parts, partial(_said, folder), f"what string, part long, node struct<{_struct(_NODES)}>, "
                        f"edge struct<{_struct(_EDGES)}>").persist()  # fmt: skip
    named = rows.where("what = 'node'").groupBy("node.id").agg(f.min_by("node", "part").alias("node")).select("node.*")
    named = named.persist()
    edges = rows.where("what = 'edge'").select("edge.*")
    new_nodes, new_edges = _following(spark, named, edges)
    votes = _votes(edges)
    voted = named.join(votes, named.id == votes.target, "left").select(*(named[c] for c in named.columns), "named", "says")
    nodes = voted.mapInPandas(_vote, _NODES).union(new_nodes)
    edges = edges.where("kind <> 'part_of'").union(new_edges)
    return nodes.sortWithinPartitions("id"), edges.sortWithinPartitions("source", "target", "id")


def _struct(columns: str) -> str:
    return ", ".join(": ".join(column.rsplit(" ", 1)) for column in columns.split(", "))


def _said(folder: Path, number: int, part: Any) -> Iterator[dict[str, Any]]:
    from nlp_oldcadre.graph.build import said
    from nlp_oldcadre.graph.flat import EDGE, NODE, edge_rows, node_rows

    network = said(Portion(folder, part), load_tables())
    for row in node_rows(network):
        yield {"what": "node", "part": number, "node": dict(zip(NODE, row, strict=True)), "edge": None}
    for row in edge_rows(network):
        yield {"what": "edge", "part": number, "node": None, "edge": dict(zip(EDGE, row, strict=True))}


def _votes(edges: DataFrame) -> DataFrame:
    """For each thing that documents name: that they do, and what most of them say of it, the first in order among equals."""
    from pyspark.sql import functions as f

    named = edges.where("kind = 'mentions'").groupBy("target", "says").agg(f.count("*").alias("votes"))
    best = f.min(f.when(f.col("says").isNotNull(), f.struct(-f.col("votes"), f.col("says").alias("says"))))
    return named.groupBy("target").agg(best["says"].alias("says"), f.lit(True).alias("named"))


def _vote(frames: Iterable[Any]) -> Iterator[Any]:
    import pandas as pd

    schema = Schema.of(load_tables())
    for frame in frames:
        rows = [
            with_vote(row[:4], schema, is_mentioned=row[4] is True, vote=row[5] if isinstance(row[5], str) else None)
            for row in frame.itertuples(index=False, name=None)
        ]
        yield pd.DataFrame(rows, columns=list(frame.columns[:4]), dtype=object)


def _following(spark: SparkSession, nodes: DataFrame, edges: DataFrame) -> tuple[DataFrame, DataFrame]:
    """What follows from the whole, by the driver, from the few rows that it follows from."""
    from pyspark.sql import functions as f

    borne = nodes.where("kind = 'Document'").mapInPandas(_titles, f"{_NODES}, title string, own boolean").persist()
    shared = borne.groupBy("title").agg(f.count_distinct("own").alias("sides")).where("sides = 2").select("title")
    documents = borne.join(shared, "title").select(*nodes.columns).distinct()
    parts = edges.where("kind = 'part_of'")
    ends = parts.select(f.explode(f.array("source", "target")).alias("id")).distinct()
    wanted = nodes.where("kind = 'Region'").union(documents).union(nodes.join(ends, "id").select(*nodes.columns))
    new_nodes, new_edges = follows(map(tuple, wanted.collect()), map(tuple, parts.collect()), load_tables())
    return spark.createDataFrame(new_nodes, _NODES), spark.createDataFrame(new_edges, _EDGES)


def _titles(frames: Iterable[Any]) -> Iterator[Any]:
    import pandas as pd

    schema = Schema.of(load_tables())
    for frame in frames:
        rows = [
            (*row, title, json.loads(row[3])["in_corpus"])
            for row in frame.itertuples(index=False, name=None)
            for title in sorted(titles_of(row, schema))
        ]
        yield pd.DataFrame(rows, columns=[*frame.columns, "title", "own"])


# Indicators


def indicator_table(spark: SparkSession, folder: Path, parts: list[tuple[int, Any]]) -> DataFrame:
    """How often, in how many documents and between which ends each province gives an amount of a thing.

    Things are told apart as :func:`nlp_oldcadre.compare.results` does: concept, class of unit, status, aspect, period.
    """
    from pyspark.sql import functions as f

    amounts = _of_portions(spark, parts, partial(_amounts, folder), _AMOUNTS)
    grouped = amounts.groupBy(*_LIKE).agg(
        f.count("*").alias("amounts"),
        f.count_distinct("document").alias("documents"),
        f.min("low").alias("low"),
        f.max("high").alias("high"),
    )
    return grouped.sortWithinPartitions(*_LIKE)


def _amounts(folder: Path, number: int, part: Any) -> Iterator[dict[str, Any]]:
    from nlp_oldcadre.compare.groups import Groups
    from nlp_oldcadre.compare.readings import readings

    for reading in readings(Groups(Portion(folder, part), "province", load_tables())):
        told = dict(zip(_LIKE, (reading.group.name, *reading.like), strict=True))
        ends = {end: None if (value := reading.fact[end]) is None else float(value) for end in ("low", "high")}
        yield {**told, **ends, "document": reading.fact["document_id"]}


def _of_portions(spark: SparkSession, parts: list[tuple[int, Any]], function: Callable[..., Any], schema: str) -> DataFrame:
    """The rows that ``function`` makes of each portion of a corpus."""
    from pyspark.sql.pandas.types import to_arrow_schema

    arrow = to_arrow_schema(spark.createDataFrame([], schema).schema)
    numbered = spark.createDataFrame([(number, json.dumps(part)) for number, part in parts], "number long, part string")
    return numbered.repartition(max(1, len(parts)), "number").mapInArrow(partial(_each, function, arrow), schema)


def _each(function: Callable[..., Any], schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    for batch in batches:
        for row in batch.to_pylist():
            part = {name: tuple(rows) for name, rows in json.loads(row["part"]).items()}
            yield from pa.Table.from_pylist(list(function(row["number"], part)), schema).to_batches(max_chunksize=10_000)
