"""Which document hands down which: along the tree of regions, by citation, or as plans of one time.

A document is handed down from another of a region that contains its own (what central organs issue contains all). It says so
where it names the other by title or number; two circulars of one time that agree in much are linked as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from nlp_oldcadre.compare.groups import Groups, Row, rows_where
from nlp_oldcadre.days import day_number
from nlp_oldcadre.tables import Tables

# A plan is carried out by plans of the fourteen months after it.
_DAYS = 430
_TITLE = re.compile("《(.+)》")
_BARE = re.compile(r"[\W_]+")
# A title that is so short (要点) names no document.
_SHORTEST = 6
LEVELS = {"country": 0, "province": 1, "prefecture": 2, "county": 3}


@dataclass(frozen=True, slots=True)
class _LevelRow:
    pattern: str
    level: str
    of: str


class Link(NamedTuple):
    """Two documents by id, and how they belong together: ``cites`` or ``region``."""

    upper: str
    lower: str
    basis: str


class Chains:
    """The links between the chosen documents."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self.documents = {row["id"]: row for row in groups.chosen_documents()}
        self._issuers = {
            row["id"]: row
            for row in groups.corpus.table("documents", ["id", "issuers", "number", "genre"]).to_pylist()
        }  # fmt: skip
        self._central = _central(groups.tables)

    def level(self, document: str) -> str | None:
        """``country``, ``province``, ``prefecture`` or ``county``; None where the region is not known."""
        code = self.documents[document]["adcode"]
        if code in self.groups.regions.by_code:
            return self.groups.regions.level(str(code))
        return "country" if any(self._central.search(name) for name in self._issuers[document]["issuers"]) else None

    def contains(self, upper: str, lower: str) -> bool:
        """Whether the region of one document contains that of the other and is not the same."""
        levels = [self.level(document) for document in (upper, lower)]
        if levels[0] is None or levels[1] is None or LEVELS[levels[0]] >= LEVELS[levels[1]]:
            return False
        codes = [str(self.documents[document]["adcode"]) for document in (upper, lower)]
        return levels[0] == "country" or self.groups.regions.contains(*codes)

    def cited(self) -> Iterator[Link]:
        """Documents that name another one of the corpus, of a region above theirs, by its title or number."""
        for row in rows_where(self.groups.corpus, "mentions", "type", "DOCUMENT", ["document_id", "type", "name", "quote"]):
            if row["document_id"] in self.documents:
                for upper in self._named.get(bare(row["name"]), ()):
                    if self.contains(upper, row["document_id"]):
                        yield Link(upper, row["document_id"], "cites")

    def of_one_time(self) -> Iterator[Link]:
        """Circulars with one of a region above theirs that is not later, and at most fourteen months older."""
        days = {id: day_number((row["date"] or "")[:10]) for id, row in self.documents.items()}
        plans = [id for id in self.documents if self._issuers[id]["genre"] == "circular" and days[id] and self.level(id)]
        # What contains a document is of its province or of the country.
        above: dict[str, list[tuple[int, str]]] = {}
        for id in plans:
            if self.level(id) != "county":
                above.setdefault(self._province(id), []).append((days[id], id))
        for found in above.values():
            found.sort()
        for lower in plans:
            for place in {self._province(lower), ""}:
                yield from self._near_in_time(lower, days[lower], above.get(place, []))

    def _near_in_time(self, lower: str, day: int, above: list[tuple[int, str]]) -> Iterator[Link]:
        first = bisect_left(above, (day - _DAYS, ""))
        for when, upper in above[first:]:
            if when > day:
                break
            if self.contains(upper, lower):
                yield Link(upper, lower, "region")

    def _province(self, document: str) -> str:
        """The first two digits of its code; nothing for central organs."""
        return str(self.documents[document]["adcode"] or "")[:2]

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """Bare names of titles, of what they hand on, and numbers → documents."""
        found: dict[str, list[str]] = {}
        for id, row in self.documents.items():
            for name in _names(row, self._issuers[id]["number"]):
                found.setdefault(name, []).append(id)
        return found


def bare(name: str) -> str:
    """A title without marks and blanks.

    Examples
    --------
    >>> bare("关于加强“银龄”工作的意见（试行）")
    '关于加强银龄工作的意见试行'
    """
    return _BARE.sub("", name)


def _names(row: Row, number: str | None) -> Iterator[str]:
    title = row["title"] or ""
    handed_on = _TITLE.search(title)
    for name in (title, handed_on[1] if handed_on else "", number or ""):
        if len(bare(name)) >= _SHORTEST:
            yield bare(name)


def _central(tables: Tables) -> re.Pattern[str]:
    rows = tables.rows("document_levels", _LevelRow)
    return re.compile("|".join(row.pattern for row in rows if row.of == "issuer" and row.level in ("central", "national")))
