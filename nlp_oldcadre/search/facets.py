"""How the answer to a query is spread: by type, province, genre, year, topic, programme, status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.search.fields import FACETS
from nlp_oldcadre.search.find import Finder
from nlp_oldcadre.search.query import Query
from nlp_oldcadre.tables import load_tables

Row = dict[str, Any]


def facet_rows(finder: Finder, query: Query, *, by: Sequence[str], size: int, synonyms: bool = True) -> Iterator[Row]:
    """The values of each facet with the number of records, most first: ``facet``, ``value``, ``label``, ``count``.

    Counted by the engine, over all records that it proposes, with its columns: nothing is read but them.
    """
    for name in by:
        if name not in FACETS:
            raise _unknown_facet(name)
    engine_query = finder.engine.query(query, finder.words(query, synonyms=synonyms))
    # Of each part of the index more than is wanted, so that the sum over parts is right for what is shown.
    wanted = {name: {"terms": {"field": name, "size": max(1000, 10 * size)}} for name in by}
    counts: dict[str, Counter[str]] = {name: Counter() for name in by}
    for searcher in finder.searchers:
        for name, found in searcher.aggregate(engine_query, wanted).items():
            counts[name].update({bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]})
    for name in by:
        shown = _names(name)
        ordered = sorted(counts[name].items(), key=lambda item: (-item[1], item[0]))[:size]
        yield from ({"facet": name, "value": v, "label": shown.get(v, v), "count": n} for v, n in ordered)


def _names(facet: str) -> dict[str, str]:
    tables = load_tables()
    if facet == "province":
        regions = Regions.of(tables)
        return {code: regions.full_name(code) for code in regions.by_code if code.endswith("0000")}
    return labels(tables, facet) if facet in ("type", "genre", "topic", "status") else {}


def _unknown_facet(name: str) -> QueryError:
    return QueryError(
        f"facet {name[:40]}", zh="没有这个分面", en="there is no such facet",
        remedy_zh=f"可用的有 {' '.join(FACETS)}", remedy_en=f"use {' '.join(FACETS)}",
    )  # fmt: skip
