"""The engines by name, as the command line asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nlp_oldcadre.engine import Engine
from nlp_oldcadre.errors import QueryError


@contextmanager
def chosen(name: str, master: str | None, conf: list[str]) -> Iterator[Engine | None]:
    """The cluster for as long as the block lasts; None for this machine.

    Parameters
    ----------
    name : ``local`` or ``spark``.
    master, conf : of Spark; the settings as ``NAME=VALUE``.

    Examples
    --------
    >>> with chosen("local", None, []) as engine:
    ...     print(engine)
    None
    """
    if name == "local":
        if master or conf:
            raise _only_for_spark("--master" if master else "--conf")
        yield None
        return
    from nlp_oldcadre.spark import session

    with session(master, dict(map(_setting, conf))) as spark:
        from nlp_oldcadre.spark.engine import Cluster

        yield Cluster(spark)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.startswith("spark."):
        raise QueryError(
            f"--conf {text[:60]}", zh="不是 Spark 设置", en="this is no setting of Spark",
            remedy_zh="请写成 名=值，如 spark.executor.memory=4g", remedy_en="write NAME=VALUE, as spark.executor.memory=4g",
        )  # fmt: skip
    return name, value


def _only_for_spark(option: str) -> QueryError:
    return QueryError(
        option, zh="只用于 Spark", en="this is for Spark only", remedy_zh="请加 --engine spark", remedy_en="add --engine spark",
    )  # fmt: skip
