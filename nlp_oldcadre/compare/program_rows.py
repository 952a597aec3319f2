"""The comparison of programmes: what for, owner, level, parent, since when, results and measures of each."""

from __future__ import annotations

from nlp_oldcadre.compare.evidence import Sided, count_documents, evidence
from nlp_oldcadre.compare.functions import Functions
from nlp_oldcadre.compare.groups import Groups, Row
from nlp_oldcadre.compare.profile_rows import Profiles
from nlp_oldcadre.compare.profiles import Profile, first_of
from nlp_oldcadre.compare.told import told
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import QueryError

PROGRAMS = (
    "program", "names", "kind", "function", "topic", "level", "parent", "run_by", "since", "since_from", "results",
    "measures_done", "measures_planned", "documents", "mentions",
)  # fmt: skip


def programs(groups: Groups, *, kind: str | None = None) -> list[Sided]:
    """Named programmes, the spellings of one together; what says whose they are is the evidence, if anything."""
    functions = Functions.of(groups.tables)
    statuses = {row["id"]: row["status"] for row in groups.corpus.table("measures", ["id", "status"]).to_pylist()}
    rows = [
        (group, _row(groups, profile, functions, statuses))
        for group, profile in Profiles.of_groups(groups)
        if kind in (None, profile.kind)
    ]
    return sorted(rows, key=lambda r: (r[0], -r[1]["documents"], -r[1]["mentions"], r[1]["program"]))


def known_kind(groups: Groups, kind: str | None) -> str | None:
    """The code of a kind of programmes, given by code or Chinese name.

    Raises
    ------
    QueryError : for another word.
    """
    known = labels(groups.tables, "program")
    if kind is None or kind in known:
        return kind
    for code, zh in known.items():
        if kind == zh:
            return code
    listed = "、".join(f"{zh}（{code}）" for code, zh in known.items())
    raise QueryError(
        f"--kind {kind[:40]}", zh="没有这种类型", en="no such kind", remedy_zh=f"可用的有 {listed}",
        remedy_en=f"use one of {' '.join(known)}",
    )  # fmt: skip


def about(groups: Groups, profile: Profile) -> Row:
    """What every comparison of programmes tells of one, with its evidence."""
    return {
        "program": profile.name,
        "names": [name for name in profile.names if name != profile.name],
        "kind": profile.kind,
        "level": profile.level or None,
        "parent": profile.parent,
        "run_by": list(profile.owners),
        "since": profile.since,
        "since_from": profile.since_from or None,
        "documents": count_documents(profile.mentions),
        "mentions": len(profile.mentions),
        **evidence(groups, source_of(profile)),
    }


def source_of(profile: Profile) -> Row:
    """The row that says whose the programme is, else its first mention."""
    owner = next(iter(profile.stated("run_by")), None)
    return owner if owner and owner["quote"] else profile.mentions[0]


def _row(groups: Groups, profile: Profile, functions: Functions, statuses: dict[str, str]) -> Row:
    found = functions.best(functions.of_profile(profile))
    measures = [statuses.get(fact["mention_ids"][0]) for fact in profile.stated("has_measure")]
    topic = first_of(topic for topic, count in profile.topics.items() for _ in range(int(count)))
    return about(groups, profile) | {
        "function": found.key if found else None,
        "topic": topic,
        "results": [said for _, said in told(groups, profile.stated("has_result"))],
        "measures_done": measures.count("done"),
        "measures_planned": measures.count("planned"),
    }
