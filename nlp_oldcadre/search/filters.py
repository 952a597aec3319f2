"""What the values of conditions may be called in a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus


# Names that look like one that is not known: so many are shown, and longer ones are not compared.
_ALIKE, _LONGEST_NAME = 3, 20


@dataclass(frozen=True, slots=True)
class _MarkRow:
    mark: str
    adcode: str


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


def region_codes(given: str, corpus: Corpus) -> list[str]:
    """The codes of every region that a name (official, short, former, or with its city), a mark (苏) or a code may mean.

    Raises
    ------
    QueryError : for a name in no table, naming those that look alike and the provinces of the corpus.
    """
    tables = load_tables()
    regions = Regions.of(tables)
    name = given.strip()
    if name in regions.by_code:
        return [name]
    found = [*regions.by_name.get(name, ()), *regions.by_short_name.get(name, ())]
    if found:
        return sorted({region.adcode for region in found})
    if name in regions.by_full_name:
        return [regions.by_full_name[name]]
    if mark := next((row.adcode for row in tables.rows("province_marks", _MarkRow) if row.mark == name), None):
        return [mark]
    raise _unknown_region(name, regions, corpus)


def _unknown_region(name: str, regions: Regions, corpus: Corpus) -> QueryError:
    rows = corpus.table("documents", ["region", "province"]).to_pylist()
    present = {row["province"] for row in rows}
    provinces = [region.name for region in regions.by_code.values() if region.name in present]
    names = dict.fromkeys([*provinces, *(row["region"] for row in rows if row["region"]), *regions.by_full_name])
    # Longer names are no region, and comparing them takes time.
    alike = list(islice(_alike(name, names), _ALIKE)) if len(name) <= _LONGEST_NAME else []
    zh = f"是不是要查 {'、'.join(alike)}？" if alike else ""
    en = f"did you mean {', '.join(alike)}? " if alike else ""
    return QueryError(
        f"region:{name[:40]}", zh="不认识这个地区", en="this region is not known",
        remedy_zh=f"{zh}请用省、市、县的名称或行政区划代码；本文件夹中的省份：{'、'.join(provinces) or '无'}",
        remedy_en=f"{en}give the name or GB/T 2260 code of a province, city or county; "
        f"the provinces here are {', '.join(provinces) or 'none'}",
    )  # fmt: skip


def _alike(name: str, names: Iterable[str]) -> Iterator[str]:
    """Names that begin so, then those that look like it."""
    beginning = [other for other in names if other.startswith(name)]
    yield from dict.fromkeys([*beginning, *get_close_matches(name, names, n=_ALIKE)])
