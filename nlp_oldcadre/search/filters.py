"""What a type or a region may be called in a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus


def type_name(given: str) -> str:
    """A type of mentions, or ``TEXT`` for passages, by code (capitals don't matter) or Chinese name.

    Raises
    ------
    QueryError : for another word, naming those allowed.

    Examples
    --------
    >>> type_name("program"), type_name("机构")
    ('PROGRAM', 'ORG')
    """
    names = labels(load_tables(), "type")
    by_zh = {zh: code for code, zh in names.items()}
    code = by_zh.get(given.strip(), given.strip().upper())
    if code in names:
        return code
    raise QueryError(
        f"--type {given[:40]}", zh="没有这个类型", en="there is no such type",
        remedy_zh=f"可用的类型：{' '.join(f'{code}（{zh}）' for code, zh in names.items())}",
        remedy_en=f"use one of {' '.join(names)}",
    )  # fmt: skip


def region_codes(given: str, corpus: Corpus) -> list[str]:
    """The codes of every region that a name (official, short, former, or with its city) or a code may mean.

    Raises
    ------
    QueryError : for a name in no table, naming the regions of the corpus.
    """
    regions = Regions.of(load_tables())
    name = given.strip()
    if name in regions.by_code:
        return [name]
    found = [*regions.by_name.get(name, ()), *regions.by_short_name.get(name, ())]
    if found:
        return sorted({region.adcode for region in found})
    if name in regions.by_full_name:
        return [regions.by_full_name[name]]
    known = sorted({row["region"] for row in corpus.table("documents", ["region"]).to_pylist() if row["region"]})
    raise QueryError(
        f"--region {given[:40]}", zh="不认识这个地区", en="this region is not known",
        remedy_zh=f"请用省、市、县的名称或行政区划代码；本文件夹中的地区：{'、'.join(known[:40]) or '无'}",
        remedy_en=f"give the name or GB/T 2260 code of a province, city or county; here are {', '.join(known[:40]) or 'none'}",
    )  # fmt: skip
