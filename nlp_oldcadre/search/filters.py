"""What the values of conditions may be called in a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.search.periods import FIRST, LAST, period
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

_TO = re.compile(r"\.\.+|…+|/|—+|至|到")
_DATE_WORDS = re.compile(r"^(\d{4})年?(?:(\d{1,2})月?)?(?:(\d{1,2})[日号]?)?$")


@dataclass(frozen=True, slots=True)
class _ValueRow:
    field: str
    value: str
    names: tuple[str, ...]


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
    return code("type", given.strip().upper() if given.isascii() else given)


def code(field: str, given: str) -> str:
    """A value of ``type``, ``genre``, ``topic`` or ``status`` by code or by a Chinese name of it.

    Raises
    ------
    QueryError : for another word, naming those allowed.

    Examples
    --------
    >>> code("genre", "简报"), code("topic", "关心下一代"), code("status", "planned"), code("topic", "党建")
    ('bulletin', 'next_generation', 'planned', 'organisation')
    """
    tables = load_tables()
    names = labels(tables, field)
    called = dict(_called(tables, field)) | {zh: value for value, zh in names.items()} | {value: value for value in names}
    if found := called.get(given.strip()):
        return found
    raise QueryError(
        f"{field}:{given[:40]}", zh="没有这个值", en="there is no such value",
        remedy_zh=f"可用的有：{' '.join(f'{value}（{zh}）' for value, zh in names.items())}",
        remedy_en=f"use one of {' '.join(names)}",
    )  # fmt: skip


def _called(tables: Tables, field: str) -> Iterator[tuple[str, str]]:
    for row in tables.rows("search_values", _ValueRow):
        if row.field == field:
            yield from ((name, row.value) for name in row.names)


def days(given: str) -> tuple[int, int]:
    """The days ``[first, last)`` of a year, month, day, quarter or period.

    Raises
    ------
    QueryError : for what is no time, and a period that ends before it begins.

    Examples
    --------
    >>> days("2020..2021") == days("2020-01-01..2021年12月31日") == days("2020至2021")
    True
    >>> days("2020年5月") == days("2020-05"), days("2021..")[1] == LAST
    (True, True)
    """
    text = given.strip()
    found = period(_iso(text))
    if found is None and (to := _TO.search(text)):
        ends = text[: to.start()].strip(), text[to.end() :].strip()
        first = period(_iso(ends[0])) if ends[0] else (FIRST, FIRST)
        last = period(_iso(ends[1])) if ends[1] else (LAST, LAST)
        found = (first[0], last[1]) if first and last and any(ends) else None
    if found is None or found[0] >= found[1]:
        raise QueryError(
            f"time:{given[:40]}", zh="看不懂这个时间", en="this is no time",
            remedy_zh="请写成 2020、2020-05、2020-05-01、2020-Q2，或起止 2020..2021、2020..",
            remedy_en="write 2020, 2020-05, 2020-05-01 or 2020-Q2, or from..to as 2020..2021 or 2020..",
        )  # fmt: skip
    return found


def _iso(text: str) -> str:
    """2020年5月1日 as ISO 8601; other texts as they are."""
    found = _DATE_WORDS.match(text) if "年" in text else None
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else text


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
        f"region:{given[:40]}", zh="不认识这个地区", en="this region is not known",
        remedy_zh=f"请用省、市、县的名称或行政区划代码；本文件夹中的地区：{'、'.join(known[:40]) or '无'}",
        remedy_en=f"give the name or GB/T 2260 code of a province, city or county; here are {', '.join(known[:40]) or 'none'}",
    )  # fmt: skip
