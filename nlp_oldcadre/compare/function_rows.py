"""Which region does what: a row for each programme under each job that it does, with its teams, volunteers and sessions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp_oldcadre.compare.amounts import Yardstick
from nlp_oldcadre.compare.evidence import EVIDENCE, Sided, evidence
from nlp_oldcadre.compare.functions import Functions
from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.profile_rows import Profiles
from nlp_oldcadre.compare.program_rows import about
from nlp_oldcadre.compare.told import told
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.tables import Tables

AMOUNTS = ("teams", "volunteers", "sessions", "places", "users")
FUNCTIONS = (
    "function", "program", "share", "kind", "level", "parent", "run_by", "since", "since_from", *AMOUNTS, "others", "names",
    "documents", "mentions",
)  # fmt: skip
_COMMAS = re.compile(r"[,，、;；\s]+")
# An amount that no programme claims is of the job that a defining word of its indicator tells.
_DEFINING = 3.0


class Columns:
    """In which column an amount stands, by ``data/function_amounts.toml``."""

    def __init__(self, tables: Tables) -> None:
        self._rules = [(c["key"], re.compile(c["indicator"]), c["unit"]) for c in tables.record("function_amounts")["column"]]
        self._yardstick = Yardstick.of(tables)

    @classmethod
    def of(cls, tables: Tables) -> Columns:
        columns: Columns = tables.keep(cls, lambda: cls(tables))
        return columns

    def of_fact(self, fact: Row) -> str:
        """One of :data:`AMOUNTS`, else ``others``."""
        units = {fact["unit"], self._yardstick.unit(fact["unit"])}
        fitting = (
            key for key, indicator, unit in self._rules if (not unit or units & {*unit}) and indicator.search(fact["object"])
        )
        return "others" if fact["change"] or fact["share_of"] else next(fitting, "others")


def functions(groups: Groups, *, function: str | None = None, kind: str | None = None) -> list[Sided]:
    """Programmes under the jobs that they do, the main one and those spoken for half as much; then what no programme claims.

    A row without ``program`` has the amounts that a document gives of such a job without naming a programme.
    """
    known = Functions.of(groups.tables)
    wanted = wanted_functions(function, known)
    rows = [*_named(groups, known, kind), *([] if kind else _unnamed(groups, known))]
    order = [one.key for one in known.all]
    chosen = [(group, row) for group, row in rows if row["function"] in wanted]
    return sorted(chosen, key=lambda r: (order.index(r[1]["function"]), r[0], -(r[1]["share"] or 0), r[1]["program"] or ""))


def _named(groups: Groups, known: Functions, kind: str | None) -> Iterator[Sided]:
    columns = Columns.of(groups.tables)
    for group, profile in Profiles.of_groups(groups):
        if kind not in (None, profile.kind):
            continue
        amounts = _amounts(groups, columns, profile.stated("has_result"))
        for key, share in known.shares(known.of_profile(profile)).items():
            yield group, about(groups, profile) | amounts | {"function": key, "share": share}


def _unnamed(groups: Groups, known: Functions) -> Iterator[Sided]:
    """The amounts that name no programme, by group and the job that their indicators tell."""
    columns = Columns.of(groups.tables)
    found: dict[tuple[Group, str], list[Row]] = {}
    for fact in groups.facts("has_result"):
        said = known.of_text(fact["object"])
        best = known.best(said)
        if (
            best
            and not fact["program"]
            and said.max() >= _DEFINING
            and columns.of_fact(fact) != "others"
            and groups.keeps(fact)
        ):
            found.setdefault((groups.of(fact), best.key), []).append(fact)
    for (group, key), facts in found.items():
        blank = dict.fromkeys((*FUNCTIONS, *EVIDENCE))
        counted = {"documents": len({fact["document_id"] for fact in facts}), "mentions": len(facts), "run_by": [], "names": []}
        yield group, blank | evidence(groups, facts[0]) | counted | _amounts(groups, columns, facts) | {"function": key}


def _amounts(groups: Groups, columns: Columns, facts: Iterable[Row]) -> Row:
    found: Row = {name: [] for name in (*AMOUNTS, "others")}
    for fact, said in told(groups, facts):
        found[columns.of_fact(fact)].append(said)
    return found


def wanted_functions(names: str | None, known: Functions) -> frozenset[str]:
    """The keys of functions, given by key or Chinese name, several with commas between; of all of them without a name.

    Raises
    ------
    QueryError : for a name that is none.
    """
    given = [name for name in _COMMAS.split(names or "") if name]
    return frozenset(_wanted(name, known) for name in given) or frozenset(one.key for one in known.all)


def _wanted(name: str, known: Functions) -> str:
    found = known.named(name)
    if found is None:
        listed = "、".join(f"{one.zh}（{one.key}）" for one in known.all)
        raise QueryError(
            f"--function {name[:40]}", zh="没有这种功能", en="no such function", remedy_zh=f"可用的有 {listed}",
            remedy_en=f"use one of {' '.join(one.key for one in known.all)}",
        )  # fmt: skip
    return found.key
