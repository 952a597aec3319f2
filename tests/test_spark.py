"""A cluster gives the bytes that one machine gives, whatever is among the files and whichever executor dies."""

from __future__ import annotations

import hashlib
import io
import operator
import os
import shutil
import tarfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq
import pytest

import nlp_oldcadre as oc
from nlp_oldcadre import engines
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.compare.readings import readings
from nlp_oldcadre.errors import MissingExtra, NotFound, OldcadreError, QueryError, ReadError
from nlp_oldcadre.graph import flat
from nlp_oldcadre.search import index

pytest.importorskip("pyspark", reason="the extra spark is not installed")

from nlp_oldcadre.spark import connect, engine
from nlp_oldcadre.spark.files import File, Hadoop

needs_java = pytest.mark.skipif(
    not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="Spark needs Java, which is not installed"
)
# A session takes ten seconds and two gigabytes: ``make test`` runs this file alone, in one process.

TEXT = "{n}月{n}日，大连市委老干部局开展“晚霞护苗”行动，组建{n}支志愿服务队，服务老干部{n}00余人次。\n"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with connect.session("local-cluster[2,1,1024]") as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("in") / "收文"
    (place / "下级").mkdir(parents=True)
    for n in range(1, 9):
        (place / "下级" / f"{n}号 文%20件.txt").write_text(TEXT.format(n=n) * n, encoding="utf-8")
    (place / "again.txt").write_bytes((place / "下级" / "3号 文%20件.txt").read_bytes())
    # What Spark's reader passes over, can't name, or takes for a pattern.
    for name in ("_a.txt", "c:d.txt", "[x]{y}*.txt"):
        (place / name).write_text(TEXT.format(n=len(name)), encoding="utf-8")
    (place / "bad.pdf").write_bytes(b"%PDF-1.4 bad")
    (place / "empty.txt").touch()
    (place / "noise.bin").write_bytes(bytes(range(256)) * 9)
    (place / ".hidden.txt").write_text("不读", encoding="utf-8")
    _archives(place)
    return place


def _archives(place: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("内/独有.txt", "辽宁省委老干部局举办培训班12期。")
        archive.writestr("内/同.txt", (place / "下级" / "5号 文%20件.txt").read_bytes())
    (place / "材料.zip").write_bytes(packed.getvalue())
    with tarfile.open(place / "套.tar", "w") as outer:
        outer.add(place / "材料.zip", "材料.zip")
        outer.add(place / "bad.pdf", "bad.pdf")


def digests(results: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(results.glob("*.parquet"))}


def record(results: Path) -> dict[str, Any]:
    told = dict(oc.open(results).record)
    told["options"] = {name: value for name, value in told["options"].items() if name not in ("engine", "workers")}
    return {name: value for name, value in told.items() if name not in ("started", "seconds")}


@pytest.fixture(scope="module")
def local(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("local") / "out"
    oc.run(folder, place)
    return place


@pytest.fixture
def index_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph takes Spark longer than all the documents of a test."""
    monkeypatch.setattr(engine, "write_derived", lambda spark, folder, **_: index.build_index(folder))


@needs_java
@pytest.mark.usefixtures("index_alone")
def test_a_cluster_gives_the_same_bytes(spark: Any, folder: Path, local: Path, tmp_path: Path) -> None:
    report = oc.spark.run(folder, tmp_path / "out", spark=spark)
    assert (report.documents, report.duplicates, len(report.failures)) == (12, 5, 4)
    assert digests(tmp_path / "out") == digests(local)
    assert record(tmp_path / "out") == record(local)
    assert oc.search(oc.open(tmp_path / "out"), "晚霞护苗").equals(oc.search(oc.open(local), "晚霞护苗"))


@needs_java
def test_graph_indicators_and_shards_are_made_on_the_cluster(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    for number, text in enumerate(SAID):
        (tmp_path / "in" / f"{number}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(index, "_IN_A_PART", 12)
    oc.spark.run(tmp_path / "in", tmp_path / "out", spark=spark)
    corpus = oc.open(tmp_path / "out")
    network = oc.graph(corpus)
    assert {data["kind"] for _, _, data in network.edges(data=True)} >= {"part_of_region", "part_of", "same_title", "mentions"}
    assert rows(tmp_path / "out" / "graph_nodes") == sorted(map(repr, flat.node_rows(network)))
    assert rows(tmp_path / "out" / "graph_edges") == sorted(map(repr, flat.edge_rows(network)))
    assert rows(tmp_path / "out" / "indicators") == sorted(map(repr, _indicators(corpus)))
    assert len(list((tmp_path / "out" / "index").glob("*/meta.json"))) > 1
    found = oc.search(corpus, "晚霞护苗")
    assert {Path(uri).name for uri in found["uri"]} == {f"{n}.txt" for n, text in enumerate(SAID) if "晚霞护苗" in text}


SAID = [
    "辽宁省委老干部局关于开展“晚霞护苗”行动的通知\n\n各市委老干部局：\n“晚霞护苗”行动是“银龄辽宁”品牌的子项目，"
    "计划组建志愿服务队30支。\n",
    "大连市老干部工作简报\n\n为落实《辽宁省委老干部局关于开展“晚霞护苗”行动的通知》，大连市委老干部局组建志愿服务队12支，服务老干部3000余人次。\n",
    "沈阳市老干部工作简报\n\n沈阳市委老干部局开展“晚霞护苗”行动，组建志愿服务队20支，举办培训班6期。\n",
    "江苏省委老干部局举办培训班12期，“银发生辉”志愿服务项目荣获全国先进集体称号。\n",
]


def rows(folder: Path) -> list[str]:
    return sorted(repr(row) for row in zip(*pq.read_table(folder).to_pydict().values(), strict=True))


def _indicators(corpus: Any) -> Iterator[tuple[Any, ...]]:
    found: dict[tuple[str, ...], list[Any]] = {}
    for reading in readings(Groups(corpus, "province", oc.load_tables())):
        found.setdefault((reading.group.name, *reading.like), []).append(reading.fact)
    for like, facts in found.items():
        low = min((float(fact["low"]) for fact in facts if fact["low"] is not None), default=None)
        high = max((float(fact["high"]) for fact in facts if fact["high"] is not None), default=None)
        yield *like, len(facts), len({fact["document_id"] for fact in facts}), low, high


@needs_java
@pytest.mark.usefixtures("index_alone")
def test_a_second_run_does_only_what_is_new(spark: Any, folder: Path, local: Path, tmp_path: Path) -> None:
    oc.spark.run(folder, tmp_path / "out", spark=spark)
    again = oc.spark.run(folder, tmp_path / "out", spark=spark)
    assert (again.kept, again.changed) == (15, False)
    # The two engines go on from each other's work.
    assert oc.run(folder, tmp_path / "out").changed is False


@needs_java
@pytest.mark.usefixtures("index_alone")
def test_an_executor_that_is_killed_costs_nothing(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    for n in range(60):
        (tmp_path / "in" / f"{n:02}.txt").write_text(TEXT.format(n=n % 12 + 1) * 20 + str(n), encoding="utf-8")
    oc.run(tmp_path / "in", tmp_path / "local")
    # A task for every other file.
    monkeypatch.setitem(engine._SETTINGS, "spark.sql.files.maxPartitionBytes", "10000")
    killed: list[int] = []
    thread = threading.Thread(target=_kill_one, args=(spark.sparkContext, killed))
    thread.start()
    oc.spark.run(tmp_path / "in", tmp_path / "out", spark=spark)
    thread.join()
    assert killed, "no executor was killed while it was at work"
    assert digests(tmp_path / "out") == digests(tmp_path / "local")


def _kill_one(context: Any, killed: list[int]) -> None:
    """Kill an executor in the middle of the stage that works on documents."""
    until = time.monotonic() + 60
    tracker = context.statusTracker()
    while time.monotonic() < until:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(s and s.numTasks > 20 and s.numActiveTasks and 2 < s.numCompletedTasks < s.numTasks - 10 for s in stages):
            executors = [p for p in psutil.process_iter(["cmdline"]) if _is_executor(p, context.applicationId)]
            executors[0].kill()
            killed.append(executors[0].pid)
            return
        time.sleep(0.002)


def _is_executor(process: psutil.Process, application: str) -> bool:
    line = process.info["cmdline"] or []
    return application in line and any(word.endswith("CoarseGrainedExecutorBackend") for word in line)


@needs_java
def test_a_file_that_is_gone_or_locked_is_an_error_of_its_own(spark: Any, tmp_path: Path) -> None:
    cluster = engine.Cluster(spark)
    gone = File(tmp_path / "gone.txt", f"file:{tmp_path}/gone.txt", (10, 0, 0))
    (found,) = cluster._looked([gone]).values()
    assert [one.size for one in found] == [-1]
    with pytest.raises(ReadError):
        Hadoop(spark.sparkContext).fetch("file:/no/such/file", tmp_path / "copy")


@needs_java
def test_paths_of_other_file_systems_keep_their_names(spark: Any, tmp_path: Path) -> None:
    hadoop = Hadoop(spark.sparkContext)
    assert [hadoop.here(p) for p in ("file:///a/b", "file:/a", "a", "hdfs://n/a")] == ["/a/b", "/a", "a", None]
    (tmp_path / "a.txt").write_text("辽宁省", encoding="utf-8")
    (tmp_path / "data.csv").touch()
    assert [file.uri for file in hadoop.files(f"file:{tmp_path}")] == [f"file:{tmp_path}/a.txt"]
    assert [file.uri for file in hadoop.files(f"file:{tmp_path}/*.txt")] == [f"file:{tmp_path}/a.txt"]
    with pytest.raises(NotFound):
        list(hadoop.files(f"file:{tmp_path}/none"))
    with pytest.raises(ReadError, match="unknown"):
        list(hadoop.files("unknown://host/a"))


@needs_java
def test_a_job_that_breaks_off_is_one_line(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("辽宁省", encoding="utf-8")
    monkeypatch.setattr(engine.tasks, "look", operator.truediv)
    with pytest.raises(connect.ClusterError, match="TypeError: unsupported operand") as caught:
        oc.spark.run(tmp_path / "a.txt", tmp_path / "out", spark=spark)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("master", ["bogus", "local[x]", "spark://", "spark://127.0.0.1:9", "yarn"])
def test_a_wrong_master_is_told_at_once(master: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HADOOP_CONF_DIR", raising=False)
    monkeypatch.delenv("YARN_CONF_DIR", raising=False)
    with pytest.raises(connect.ClusterError):
        connect._check_master(master)


def test_java_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(MissingExtra, match="Java 17"):
        connect._check_java()


@pytest.mark.parametrize(
    ("name", "master", "conf"), [("local", "yarn", []), ("local", None, ["spark.a=b"]), ("spark", None, ["a"])]
)
def test_options_of_spark_without_spark_or_sense(name: str, master: str | None, conf: list[str]) -> None:
    with pytest.raises(QueryError), engines.chosen(name, master, conf):
        pass


def test_errors_cross_to_the_driver() -> None:
    error = connect.ClusterError("a", zh="b", en="c", remedy_zh="d", remedy_en="e")
    assert isinstance(error, OldcadreError)
    assert error.code == "cluster"
