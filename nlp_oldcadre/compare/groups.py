"""What a comparison sets side by side: provinces, cities, genres or topics."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from nlp_oldcadre.compare.selection import EVERYTHING, Selection, years_of
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.corpus.shared_values import rows_of
from nlp_oldcadre.corpus.titles import full_title
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.resolve import Resolution, resolve
from nlp_oldcadre.tables import Tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

Row = dict[str, Any]


class Group(NamedTuple):
    """A side of the comparison; ``order`` sorts them (codes of regions, the order of ``data/labels.csv``)."""

    order: str
    name: str


# The columns of statements that comparisons read; of amounts all, of others those that they can have.
_OF_AMOUNTS = (
    "low", "high", "unit", "modifier", "bound", "change", "baseline", "compared_with", "check", "per", "share_of", "part_of",
    "problem", "uncertain",
)  # fmt: skip
_STATED = [
    "document_id", "subject", "predicate", "object", *_OF_AMOUNTS, "region", "adcode", "program", "time", "modality",
    "mention_ids", "start", "end", "page", "quote", "sentence",
]  # fmt: skip

UNKNOWN = Group("~", "未判明")
# What holds for the country is no province's: it comes last and is compared with none.
COUNTRY = Group("~~", "全国")


class Groups:
    """The group of each row of a corpus.

    Parameters
    ----------
    by : ``province``, ``city``, ``genre`` or ``topic``.
    only : the regions, topics and years to compare; everything by default.

    Raises
    ------
    QueryError : for another ``by``.
    """

    def __init__(self, corpus: Corpus, by: str, tables: Tables, only: Selection | None = None) -> None:
        if by not in BY:
            raise _unknown_by(by)
        self.corpus, self.by, self.tables, self.only = corpus, by, tables, only or EVERYTHING
        self.regions = Regions.of(tables)
        self._find = BY[by]

    def of(self, row: Row) -> Group:
        """The group of a mention or fact; its own ``adcode``, ``region``, ``topic`` and ``program`` count where it has them."""
        return self._find(self, row)

    def keeps(self, row: Row) -> bool:
        """Whether a mention or fact is of the chosen regions, topics and years."""
        only = self.only
        return not only or (
            (not only.regions or self._in_regions(row))
            and (not only.years or self._in_years(row))
            and (not only.topics or self.topic_code(row) in only.topics)
        )

    def _in_regions(self, row: Row) -> bool:
        code = None if row.get("region") == COUNTRY.name else self.adcode(row)
        return code is not None and any(self.regions.contains(outer, code) for outer in self.only.regions)

    def _in_years(self, row: Row) -> bool:
        years = years_of(row.get("time"), self.documents[row["document_id"]]["date"])
        return years is not None and self.only.years is not None and _meet(years, self.only.years)

    def chosen_documents(self) -> Iterator[Row]:
        """The documents of the chosen regions and years, as far as their own region and date tell; topics choose none out."""
        for id, document in self.documents.items():
            row = {"document_id": id}
            if (not self.only.regions or self._in_regions(row)) and (not self.only.years or self._in_years(row)):
                yield document

    @cached_property
    def documents(self) -> dict[str, Row]:
        """The documents by id, without their text, their titles with the numbers of issues."""
        found: dict[str, Row] = self.corpus.keep("documents", self._read_documents)
        return found

    def _read_documents(self) -> dict[str, Row]:
        columns = ["id", "uri", "title", "issue", "total_issue", "genre", "date", "region", "adcode", "marking"]
        rows = self.corpus.table("documents", columns).to_pylist()
        return {row["id"]: row | {"title": full_title(row)} for row in rows}

    @cached_property
    def resolution(self) -> Resolution:
        """Which names of the corpus are one programme, one organisation."""
        found: Resolution = self.corpus.keep(("resolution", self.tables), lambda: resolve(self.corpus, self.tables))
        return found

    def adcode(self, row: Row) -> str | None:
        """The code of the row's own region, else of its document's."""
        return row.get("adcode") or self.documents[row["document_id"]]["adcode"]

    def place_name(self, row: Row) -> str | None:
        """The name of the row's own region, else of its document's."""
        return row.get("region") or self.documents[row["document_id"]]["region"]

    def province(self, row: Row) -> Group:
        return self._region(row, "province")

    def city(self, row: Row) -> Group:
        return self._region(row, "prefecture")

    def _region(self, row: Row, level: str) -> Group:
        if row.get("region") == COUNTRY.name:
            return COUNTRY
        place = self.adcode(row), level
        if place not in self._places:
            self._places[place] = self._place(*place)
        return self._places[place]

    @cached_property
    def _places(self) -> dict[tuple[str | None, str], Group]:
        """The groups of codes by level, filled as they are met: there are few codes and many rows."""
        return {}

    def _place(self, code: str | None, level: str) -> Group:
        if code is None or self.regions.province(code) not in self.regions.by_code:
            return UNKNOWN
        found = self.regions.province(code) if level == "province" else self.regions.at_level(code, level)
        if found is None:
            return Group(code, f"{self.regions.full_name(code)}（省级）")
        return Group(found, self.regions.full_name(found))

    def genre(self, row: Row) -> Group:
        return self._labelled("genre", self.documents[row["document_id"]]["genre"])

    def topic(self, row: Row) -> Group:
        return self._labelled("topic", self.topic_code(row))

    def topic_code(self, row: Row) -> str | None:
        """The topic of a measure; for others that of the measure that they stand in, else of their programme's measures."""
        document = row["document_id"]
        topic = row.get("topic") or self.measure_at(document, row.get("start")).get("topic")
        return topic or self._program_topics.get((document, row.get("program") or ""))

    def _labelled(self, of: str, value: str | None) -> Group:
        known = labels(self.tables, of)
        if value not in known:
            return UNKNOWN
        return Group(f"{list(known).index(value):02}", known[value])

    def measure_at(self, document: str, start: int | None) -> Row:
        """The measure that the character stands in; an empty row when it stands in none."""
        measures = self._measures.get(document, [])
        index = bisect_right(measures, start, key=lambda m: m["start"]) - 1 if start is not None else -1
        return measures[index] if index >= 0 and start is not None and start < measures[index]["end"] else {}

    @cached_property
    def _program_topics(self) -> dict[tuple[str, str], str]:
        """The most frequent topic of a programme's measures, by document and name."""
        found: dict[tuple[str, str], str] = self.corpus.keep("program_topics", self._count_program_topics)
        return found

    def _count_program_topics(self) -> dict[tuple[str, str], str]:
        topics = {row["id"]: row["topic"] for row in self.corpus.table("measures", ["id", "topic"]).to_pylist()}
        counts: dict[tuple[str, str], Counter[str]] = {}
        for fact in self.facts("has_measure"):
            if fact["program"] and fact["mention_ids"][0] in topics:
                counter = counts.setdefault((fact["document_id"], fact["program"]), Counter())
                counter[topics[fact["mention_ids"][0]]] += 1
        return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}

    @cached_property
    def _facts(self) -> dict[str, list[Row]]:
        """Facts by predicate, filled as they are asked for."""
        found: dict[str, list[Row]] = self.corpus.keep("facts", dict)
        return found

    def facts(self, predicate: str) -> list[Row]:
        """The facts of one predicate, in the order of the documents: all of them, chosen or not."""
        if predicate not in self._facts:
            columns = _STATED if predicate == "has_result" else [name for name in _STATED if name not in _OF_AMOUNTS]
            self._facts[predicate] = rows_where(self.corpus, "facts", "predicate", predicate, columns)
        return self._facts[predicate]

    @cached_property
    def _measures(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = self.corpus.keep("measures", self._read_measures)
        return found

    def _read_measures(self) -> dict[str, list[Row]]:
        out: dict[str, list[Row]] = {}
        for row in rows_of(self.corpus.table("measures", ["document_id", "start", "end", "topic", "status"])):
            out.setdefault(row["document_id"], []).append(row)
        return {document: sorted(found, key=lambda m: (m["start"], m["end"])) for document, found in out.items()}


def rows_where(corpus: Corpus, table: str, column: str, value: str, columns: list[str] | None = None) -> list[Row]:
    """The rows of a table with ``value`` in ``column``; the others never become Python objects."""
    import pyarrow.compute as pc

    found = corpus.table(table, columns)
    return rows_of(found.filter(pc.equal(found[column], value)))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


# The registry of what may be compared.
BY: dict[str, Callable[[Groups, Row], Group]] = {
    "province": Groups.province,
    "city": Groups.city,
    "genre": Groups.genre,
    "topic": Groups.topic,
}


def _unknown_by(by: str) -> QueryError:
    allowed = "、".join(BY)
    return QueryError(
        f"--by {by[:40]}", zh="不能这样分组", en="no such grouping", remedy_zh=f"可用的有 {allowed}",
        remedy_en=f"use one of {', '.join(BY)}",
    )  # fmt: skip
