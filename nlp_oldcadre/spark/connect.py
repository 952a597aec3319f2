"""A Spark session for a run, and clear words where there can be none: no pyspark, no Java, a wrong or silent master."""

from __future__ import annotations

import locale
import os
import re
import shutil
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nlp_oldcadre
from nlp_oldcadre.errors import MissingExtra, OldcadreError
from nlp_oldcadre.packages import missing_extra
from nlp_oldcadre.spark.files import first_line

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_MASTER = re.compile(r"local(\[(\d+|\*)(,\d+)?\])?|local-cluster\[\d+,\d+,\d+\]|yarn|(spark|k8s)://.+")
# Executors of a busy cluster come late; a master that does not even answer is down.
_PATIENCE, _ANSWER = 300.0, 5.0
_CONF = {
    "spark.app.name": "oldcadre",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # Chinese names of files need a locale that has them.
    "spark.executorEnv.LC_ALL": "C.UTF-8",
    "spark.driver.maxResultSize": "4g",
}


class ClusterError(OldcadreError):
    """The cluster can't be used, or broke off."""

    code = "cluster"


@contextmanager
def session(master: str | None = None, conf: dict[str, str] | None = None) -> Iterator[SparkSession]:
    """A Spark session that ends with the block; one that there is already is taken as it is and stays.

    Parameters
    ----------
    master : ``local[2]``, ``local-cluster[2,1,1024]``, ``yarn``, ``spark://HOST:7077``, ``k8s://https://HOST:443``.
    conf : Spark's own settings, before those of this package.

    Raises
    ------
    MissingExtra : there is no pyspark, or no Java.
    ClusterError : the master is none, or doesn't answer.
    """
    _check_installed()
    from pyspark.sql import SparkSession

    if active := SparkSession.getActiveSession():
        yield active
        return
    master = master or (conf or {}).get("spark.master") or os.environ.get("MASTER") or "local[*]"
    _check_java()
    _check_master(master)
    with tempfile.TemporaryDirectory(prefix="oldcadre-spark-") as folder:
        spark = _started(master, _settings(master, folder) | (conf or {}))
        try:
            yield spark
        finally:
            name = spark.sparkContext.applicationId
            spark.stop()
            _sweep(name)


def _started(master: str, conf: dict[str, str]) -> SparkSession:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    builder = builder.master(master)
    for name, value in conf.items():
        builder = builder.config(name, value)
    try:
        spark: SparkSession = builder.getOrCreate()
    except (Py4JError, PySparkException) as error:
        raise no_cluster(master, first_line(error)) from error
    return spark


def _settings(master: str, folder: str) -> dict[str, str]:
    """What a session of our own needs; the environment too, for what is started before there are settings."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if locale.getpreferredencoding(False).upper() not in {"UTF-8", "UTF8"} or not os.environ.get("LC_ALL", "UTF-8").strip():
        os.environ["LC_ALL"] = "C.UTF-8"
    if not master.startswith("local"):
        return dict(_CONF)
    # One machine talks to itself: its name need not be known, its firewall not be open.
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    package = Path(nlp_oldcadre.__file__).parents[1].as_posix()
    # What this process has imported is what its executors are to import.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    return _CONF | {
        "spark.ui.enabled": "false",
        "spark.local.dir": folder,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executorEnv.PYTHONPATH": package,
        "spark.executorEnv.SPARK_LOCAL_IP": "127.0.0.1",
    }


def _sweep(application: str) -> None:
    """``local-cluster`` leaves a folder for each executor where Spark is installed."""
    import pyspark

    home = Path(os.environ.get("SPARK_HOME") or pyspark.__path__[0]) / "work"
    shutil.rmtree(home / application, ignore_errors=True)
    with suppress(OSError):
        home.rmdir()


def _check_installed() -> None:
    # It works with a later pandas than it has been told of.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise missing_extra("pyspark", "spark") from error


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") or (home and shutil.which("java", path=f"{home}/bin")):
        return
    raise MissingExtra(
        "java", zh="没有找到 Java，Spark 需要它", en="there is no Java, which Spark needs",
        remedy_zh="请安装 Java 17（Debian/Ubuntu：apt-get install openjdk-17-jre-headless），或设置 JAVA_HOME",
        remedy_en="install Java 17 (Debian, Ubuntu: apt-get install openjdk-17-jre-headless), or set JAVA_HOME",
    )  # fmt: skip


def _check_master(master: str) -> None:
    """Find out at once what Spark would tell after minutes, or in a hundred lines of Java."""
    if not _MASTER.fullmatch(master):
        raise ClusterError(
            f"--master {master[:60]}", zh="不是 Spark 的 master 地址", en="this is no master of Spark",
            remedy_zh="可用的有 local[2]、local-cluster[2,1,1024]、yarn、spark://主机:7077、k8s://https://主机:443",
            remedy_en="use local[2], local-cluster[2,1,1024], yarn, spark://HOST:7077 or k8s://https://HOST:443",
        )  # fmt: skip
    if master == "yarn" and not (os.environ.get("HADOOP_CONF_DIR") or os.environ.get("YARN_CONF_DIR")):
        raise no_cluster(master, "HADOOP_CONF_DIR")
    if found := re.search(r"://(?:https?://)?(\[[0-9a-fA-F:]+\]|[^:/,]+):(\d+)", master):
        try:
            socket.create_connection((found[1].strip("[]"), int(found[2])), _ANSWER).close()
        except OSError as error:
            raise no_cluster(master, error.strerror or str(error)) from error


def await_executors(spark: SparkSession, patience: float = _PATIENCE) -> None:
    """Wait for the first executor.

    Raises
    ------
    ClusterError : none has come in so many seconds.
    """
    context: Any = spark.sparkContext
    if re.match(r"local(\[|$)", context.master):
        return
    until = time.monotonic() + patience
    # The driver is one of those counted.
    while context._jsc.sc().getExecutorMemoryStatus().size() < 2:
        if context._jsc.sc().isStopped() or time.monotonic() > until:
            raise no_cluster(context.master, "no executors")
        time.sleep(0.2)


def no_cluster(master: str, reason: str) -> ClusterError:
    """The error of a cluster that can't be used."""
    return ClusterError(
        f"--master {master}", zh=f"集群用不了（{reason}）", en=f"the cluster can't be used ({reason})",
        remedy_zh="请检查 master 地址、网络、HADOOP_CONF_DIR、资源配额和 Java 版本（17）；已处理的部分不会重做",
        remedy_en="check the master, the network, HADOOP_CONF_DIR, your share and Java (17); what was done is kept",
    )  # fmt: skip
