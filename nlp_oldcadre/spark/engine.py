"""A run on a cluster: files come to the executors by ``binaryFile`` and ``mapInArrow``, what becomes of them to the driver.

Work goes in waves of some thousand files. What a wave has made is kept by the driver as a local run keeps it, so a run that
is broken off, driver and all, goes on where it was, and the tables are made by the same code in the same order. An executor
that dies costs Spark the work of its last seconds. What Spark can't name or open, the driver reads by itself.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from nlp_oldcadre.engine import Numbered
from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.job_list import nothing_there, one_a_content
from nlp_oldcadre.jobs import Job, Options, Paths, work_on
from nlp_oldcadre.read import Listed, Remote
from nlp_oldcadre.read.archive import MAX_TOTAL_BYTES
from nlp_oldcadre.seen import look_into
from nlp_oldcadre.spark import tasks
from nlp_oldcadre.spark.connect import ClusterError, await_executors, no_cluster
from nlp_oldcadre.spark.derived import write_derived
from nlp_oldcadre.spark.files import File, Hadoop, find, first_line
from nlp_oldcadre.spark.tasks import Shipment
from nlp_oldcadre.work import Work, version_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# A wave: long enough to keep a cluster busy, small enough for the driver's memory; two are under way at a time.
_WAVE_FILES, _WAVE_BYTES, _WAVES = 10_000, 256_000_000, 2
# A task: some seconds of work, which is what a lost executor costs. Opening a file counts as so many bytes.
_TASK_BYTES, _OPENING_BYTES = 4_000_000, 10_000
_SETTINGS = {
    "spark.sql.files.maxPartitionBytes": str(_TASK_BYTES),
    "spark.sql.files.openCostInBytes": str(_OPENING_BYTES),
    # Files that can't be opened are looked at again by the driver, which tells why.
    "spark.sql.files.ignoreCorruptFiles": "true",
    "spark.sql.files.ignoreMissingFiles": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "1000",
}

Rows = list[Any]
Result = TypeVar("Result")


class Cluster:
    """A Spark cluster as the engine of a run.

    Parameters
    ----------
    spark : the session; its settings stay as they are.
    """

    name = "spark"

    def __init__(self, spark: SparkSession) -> None:
        await_executors(spark)
        self.spark = spark.newSession()
        for name, value in _SETTINGS.items():
            self.spark.conf.set(name, value)
        # Spark's own 200 would be 200 tasks for a handful of rows.
        self.spark.conf.set("spark.sql.shuffle.partitions", str(4 * spark.sparkContext.defaultParallelism))
        self.context: Any = spark.sparkContext
        self.hadoop = Hadoop(self.context)
        self._files: dict[Path, File] = {}
        self._shipment = Shipment(Options())
        self._tag = f"oldcadre-{uuid4().hex}"

    @property
    def workers(self) -> int:
        """Documents at a time."""
        return int(self.context.defaultParallelism)

    def jobs(self, named: Paths, options: Options, work: Work) -> tuple[list[Job], tuple[OldcadreError, ...]]:
        """A job for every content: the executors look into what is new or changed."""
        self._shipment = Shipment.of(options)
        self._check_version(options)
        files, missing = find(self.context, named)
        if missing and not files:
            raise missing[0]
        if not files:
            raise nothing_there(named)
        self._files = {file.path: file for file in files}
        errors, listed = [*missing], list[Listed]()
        for file, found in self._listings(files, work):
            listed += [one for one in found if isinstance(one, Listed)]
            errors += [one for one in found if isinstance(one, OldcadreError)]
            work.seen.note(file.path, file.stamp, found)
        return one_a_content(listed, options), tuple(errors)

    def results(self, jobs: list[Job], *, alone: bool = False) -> Iterator[Numbered]:
        """What becomes of each job; there is one at a time in each process anyway."""
        wanted: dict[Path, list[tuple[int, Job]]] = {}
        for number, job in enumerate(jobs):
            wanted.setdefault(job.path, []).append((number, job))
        files = [self._files[path] for path in wanted]
        for found in self._in_waves(files, lambda wave: self._worked(wave, wanted)):
            yield from found

    def finish(self, folder: Path) -> None:
        """The index, the graph and the table of indicators."""
        with self._told():
            write_derived(self.spark, folder)

    def complete(self, folder: Path) -> None:
        """The graph and the table of indicators, where a local run has made the tables."""
        with self._told():
            write_derived(self.spark, folder, only_missing=True)

    def _check_version(self, options: Options) -> None:
        """Executors that would give other rows are of no use."""
        count, shipment = max(1, self.workers), self._shipment
        with self._told():
            found = self.context.parallelize(range(count), count).map(lambda _: tasks.version(shipment)).collect()
        if set(found) != {version_of(options)}:
            raise _other_version(self.context.master)

    def _listings(self, files: list[File], work: Work) -> Iterator[tuple[File, list[Listed | OldcadreError]]]:
        """The documents in each file, in the order of the files."""
        known = {file: found for file in files if (found := work.seen.listing(file.path, file.stamp)) is not None}
        fresh = [file for file in files if file not in known]
        looked: dict[str, list[Listed | OldcadreError]] = {}
        for of_wave in self._in_waves(fresh, self._looked):
            looked |= of_wave
        for file in files:
            yield file, known[file] if file in known else looked[file.uri]

    def _looked(self, wave: list[File]) -> dict[str, list[Listed | OldcadreError]]:
        paths = {file.uri: file.path for file in wave}
        rows = self._mapped(wave, partial(tasks.look, paths), tasks.LOOKED)
        found = {row.uri: pickle.loads(row.told) for row in rows}
        for file in (file for file in wave if file.uri not in found):
            found[file.uri] = self._by_driver(file, lambda path, stored: look_into(path, stored=stored))
        return found

    def _worked(self, wave: list[File], wanted: dict[Path, list[tuple[int, Job]]]) -> list[Numbered]:
        jobs = {file.uri: wanted[file.path] for file in wave}
        rows = self._mapped(wave, partial(tasks.work, self._shipment, jobs), tasks.WORKED)
        found: list[Numbered] = [(row.number, pickle.loads(row.told)) for row in rows]
        done = {number for number, _ in found}
        for file in wave:
            for number, job in jobs[file.uri]:
                if number not in done:
                    found.append((number, self._worked_here(file, job)))
        return found

    def _worked_here(self, file: File, job: Job) -> Any:
        return self._by_driver(file, lambda path, stored: work_on(job._replace(stored=stored)))

    def _by_driver(self, file: File, function: Callable[[Path, Path | None], Result]) -> Result | Any:
        """Do something with a file that Spark could not give to the executors."""
        if not isinstance(file.path, Remote):
            return function(file.path, None)
        with tempfile.TemporaryDirectory(prefix="oldcadre-") as folder:
            stored = Path(folder) / "document"
            try:
                self.hadoop.fetch(file.uri, stored)
            except OldcadreError:
                # Reading what is not there would say something else.
                stored = Path(folder) / "nothing"
            return function(file.path, stored)

    def _mapped(self, wave: list[File], function: Callable[..., Any], schema: str) -> Rows:
        """The rows that ``function`` makes of the files, as far as Spark can read them."""
        from pyspark.errors import AnalysisException

        wave = [file for file in wave if not file.is_overlooked and 0 <= file.size <= MAX_TOTAL_BYTES]
        if not wave:
            return []
        with self._told():
            try:
                frame = self.spark.read.format("binaryFile").load([file.pattern for file in wave])
            except AnalysisException as error:
                # A file that has gone since it was listed would cost all the others.
                left = [file for file in wave if self.hadoop.exists(file.uri)]
                if "PATH_NOT_FOUND" not in str(error) or len(left) == len(wave):
                    raise
                return self._mapped(left, function, schema)
            # Each wave has a thread of its own, and the tag holds for this one.
            self.context.addJobTag(self._tag)
            return frame.select("path", "content").mapInArrow(function, schema).collect()

    def _in_waves(self, files: list[File], function: Callable[[list[File]], Result]) -> Iterator[Result]:
        """``function`` of some thousand files after the other, two waves at a time."""
        waves = _waves(files)
        with ThreadPoolExecutor(_WAVES) as pool:
            running = deque(pool.submit(function, wave) for wave in islice(waves, _WAVES))
            try:
                while running:
                    done = running.popleft().result()
                    running.extend(pool.submit(function, wave) for wave in islice(waves, 1))
                    yield done
            except BaseException:
                for waiting in running:
                    waiting.cancel()
                self.context.cancelJobsWithTag(self._tag)
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong on the cluster is one line, not a hundred of Java."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            yield
        except PySparkException as error:
            raise _broken(self.context.master, str(error)) from error
        except (Py4JError, ConnectionError) as error:
            raise no_cluster(self.context.master, first_line(error)) from error


def _waves(files: Iterable[File]) -> Iterator[list[File]]:
    wave: list[File] = []
    size = 0
    for file in files:
        wave.append(file)
        size += max(file.size, 0)
        if len(wave) >= _WAVE_FILES or size >= _WAVE_BYTES:
            yield wave
            wave, size = [], 0
    if wave:
        yield wave


def _broken(master: str, text: str) -> ClusterError:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = next((line for line in reversed(lines) if "Error" in line and "SQLSTATE" not in line), lines[0] if lines else "?")
    return ClusterError(
        f"--master {master}", zh=f"集群上的任务失败（{told[:300]}）", en=f"a job on the cluster failed ({told[:300]})",
        remedy_zh="请确认各节点装有同一版本的本软件（见 docs/spark.md），再运行一次；已处理的部分不会重做",
        remedy_en="make sure that all nodes have this version of the package (docs/spark.md), run again; what was done is kept",
    )  # fmt: skip


def _other_version(master: str) -> ClusterError:
    return ClusterError(
        f"--master {master}", zh="执行节点上的软件、程序库或规则表与本机不同，结果会不一致",
        en="the package, its libraries or rule tables on the executors are not those of this machine; results would differ",
        remedy_zh="请用同一个打包环境或镜像（见 docs/spark.md）",
        remedy_en="use one packed environment or image (docs/spark.md)",
    )  # fmt: skip
