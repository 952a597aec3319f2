"""What was read, so that silence is not taken for absence: a row for every province, with or without documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp_oldcadre.compare.evidence import Sided
from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.readings import readings
from nlp_oldcadre.corpus.labels import labels

_GENRES = ("circular", "bulletin", "report", "news")
COVERAGE = (
    "documents", *_GENRES, "unknown_genre", "years", "undated", "characters", "programs", "measures", "amounts", "topics",
    "silent_topics", "concepts", "evidence",
)  # fmt: skip
# The provinces that the tables of regions hold without a body of veteran-cadre work.
_LEFT_OUT = frozenset({"710000", "810000", "820000"})
# 兵团 reports to the centre for itself; its documents stand in 新疆 as well.
_CORPS = "新疆生产建设兵团"
_CORPS_GROUP = Group("650000~", _CORPS)


@dataclass(slots=True)
class _Read:
    """What was read of a group."""

    documents: list[Row] = field(default_factory=list)
    characters: int = 0
    programs: set[str] = field(default_factory=set)
    measures: int = 0
    amounts: int = 0
    topics: Counter[str] = field(default_factory=Counter)
    concepts: Counter[str] = field(default_factory=Counter)


def coverage(groups: Groups) -> list[Sided]:
    """Documents, programmes, measures and amounts of each group; by province every province has a row."""
    sides: dict[Group, _Read] = {group: _Read() for group in _expected(groups)}
    _add_documents(groups, sides)
    _add_contents(groups, sides)
    topics = labels(groups.tables, "topic")
    wanted = groups.only.topics or tuple(topics)
    return [(group, _row(sides[group], wanted, topics)) for group in sorted(sides)]


def without_documents(groups: Groups) -> list[str]:
    """The provinces of which nothing was read."""
    sides: dict[Group, _Read] = {}
    _add_documents(groups, sides)
    return [group.name for group in _expected(groups) if group not in sides and group != _CORPS_GROUP]


def _expected(groups: Groups) -> list[Group]:
    """All provinces, or those that are chosen, and the Corps beside 新疆."""
    if groups.by != "province":
        return []
    regions, chosen = groups.regions, {groups.regions.province(code) for code in groups.only.regions}
    codes = [code for code in regions.by_code if code.endswith("0000") and code not in _LEFT_OUT]
    kept = [code for code in codes if not chosen or code in chosen]
    return [Group(code, regions.full_name(code)) for code in kept] + ([_CORPS_GROUP] if "650000" in kept else [])


def _add_documents(groups: Groups, sides: dict[Group, _Read]) -> None:
    columns = groups.corpus.table("documents", ["id", "characters", "issuers"]).to_pylist()
    more = {row["id"]: row for row in columns}
    for document in groups.chosen_documents():
        group = groups.of({"document_id": document["id"], "start": None})
        for side in (group, *_corps(groups, more[document["id"]]["issuers"])):
            read = sides.setdefault(side, _Read())
            read.documents.append(document)
            read.characters += more[document["id"]]["characters"]


def _corps(groups: Groups, issuers: Iterable[str] | None) -> list[Group]:
    is_theirs = any(name.startswith(_CORPS) for name in issuers or ())
    return [_CORPS_GROUP] if groups.by == "province" and is_theirs else []


def _add_contents(groups: Groups, sides: dict[Group, _Read]) -> None:
    """What the documents of a group speak of, by the groups of the things themselves."""
    stated = {fact["mention_ids"][0]: fact for fact in groups.facts("has_measure")}
    for row in groups.corpus.table("measures", ["id", "document_id", "start", "topic"]).to_pylist():
        fact = stated.get(row["id"], {})
        placed = row | {name: fact.get(name) for name in ("adcode", "region", "program", "time")}
        if groups.keeps(placed):
            read = sides.setdefault(groups.of(placed), _Read())
            read.measures += 1
            read.topics[row["topic"]] += 1
            read.programs |= {placed["program"]} - {None}
    for fact in filter(groups.keeps, groups.facts("in_region")):
        sides.setdefault(groups.of(fact), _Read()).programs.add(fact["subject"])
    for reading in readings(groups):
        read = sides.setdefault(reading.group, _Read())
        read.amounts += 1
        if reading.counted.nature not in ("", "context"):
            read.concepts[reading.counted.concept] += 1


def _row(read: _Read, wanted: tuple[str, ...], topics: dict[str, str]) -> Row:
    genres = Counter(document["genre"] for document in read.documents)
    dates = [document["date"] for document in read.documents]
    years = Counter(date[:4] for date in dates if date)
    return {
        "documents": len(read.documents),
        **{genre: genres[genre] for genre in _GENRES},
        "unknown_genre": len(read.documents) - sum(genres[genre] for genre in _GENRES),
        "years": [f"{year}（{count}）" for year, count in sorted(years.items())],
        "undated": dates.count(None),
        "characters": read.characters,
        "programs": len(read.programs),
        "measures": read.measures,
        "amounts": read.amounts,
        "topics": [f"{topics[code]}（{read.topics[code]}）" for code in wanted if read.topics[code]],
        # Of whom nothing was read nobody knows what they are silent about.
        "silent_topics": [topics[code] for code in wanted if not read.topics[code]] if read.documents else None,
        "concepts": [f"{name}（{count}）" for name, count in read.concepts.most_common()],
        "evidence": [
            {"document": row["id"]} | {name: row[name] for name in ("title", "uri", "date", "genre", "marking")}
            for row in read.documents
        ],
    }
