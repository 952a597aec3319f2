"""Runs on a Spark cluster: the same results as on one machine, to the byte, from any file system that Hadoop reads.

What may not be missing on the nodes, how large they have to be and how long it takes stands in ``docs/spark.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from nlp_oldcadre import batch
from nlp_oldcadre.jobs import Paths
from nlp_oldcadre.read import MAX_BYTES
from nlp_oldcadre.run_report import Progress, RunReport
from nlp_oldcadre.spark.connect import ClusterError, session
from nlp_oldcadre.workers import LIMITS, Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["ClusterError", "run", "session"]


def run(
    named: Paths,
    output: str | Path,
    *,
    spark: SparkSession | None = None,
    master: str | None = None,
    conf: Mapping[str, str] | None = None,
    tables: str | Path | None = None,
    max_bytes: int = MAX_BYTES,
    limits: Limits = LIMITS,
    mask: bool = False,
    retry: bool = False,
    wait: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> RunReport:
    """Process files into a results folder on a cluster; all that :func:`nlp_oldcadre.run` promises holds.

    Parameters
    ----------
    named : paths as Hadoop knows them: ``hdfs://…``, ``s3a://…``, ``file:/…``; without scheme on Hadoop's default file system.
    output : a folder of the driver's machine. The graph, the table of indicators and the index are made by the
        executors where they see it too (a common mount).
    spark : the session to use; by default the one there is, else one for ``master`` with the settings ``conf``.
    tables, max_bytes, limits, mask, retry, wait, progress : as in :func:`nlp_oldcadre.run`; limits hold on the executors.

    Raises
    ------
    MissingExtra : there is no pyspark or no Java.
    ClusterError : the cluster can't be reached, or a job broke off; what was done until then is kept.
    NotFound, NotWritable, NotACorpus, Busy : as in :func:`nlp_oldcadre.run`.
    """
    with nullcontext(spark) if spark else session(master, dict(conf or {})) as found:
        from nlp_oldcadre.spark.engine import Cluster

        return batch.run(
            named,
            output,
            tables=tables,
            max_bytes=max_bytes,
            limits=limits,
            mask=mask,
            retry=retry,
            wait=wait,
            progress=progress,
            engine=Cluster(found),
        )
