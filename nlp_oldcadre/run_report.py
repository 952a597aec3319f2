"""What a run tells: how far it is, and what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.jobs import Tally


class Progress(NamedTuple):
    """How far a run is; ``done`` counts the documents that an earlier run had done, the others only those of this one."""

    done: int
    total: int
    characters: int
    failures: int
    pages: int = 0


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did.

    ``counts`` are rows by table, ``failures`` the errors of the files that were not read, ``replaced`` how many documents
    older results at the same place held (None: there were none).
    ``unread`` are pages that are pictures and were not read, the extra ``ocr`` being absent, by path.
    ``kept`` of the documents (and failures) were done already by an earlier run, ``changed`` says whether that made the
    results any different.
    """

    output: Path
    documents: int
    characters: int
    seconds: float
    counts: dict[str, int]
    genres: Counter[str | None]
    regions: Counter[str | None]
    programs: int
    measures: Counter[str]
    duplicates: int
    failures: tuple[OldcadreError, ...]
    written: bool = True
    replaced: int | None = None
    markings: Counter[str] = field(default_factory=Counter)
    unread: dict[str, tuple[int, ...]] = field(default_factory=dict)
    kept: int = 0
    changed: bool = True
    pages: int = 0

    @property
    def exit_code(self) -> int:
        """0 all well, 3 some documents failed."""
        return 3 if self.failures else 0


@dataclass(slots=True)
class Sum:
    """The report while it grows."""

    documents: int = 0
    characters: int = 0
    genres: Counter[str | None] = field(default_factory=Counter)
    regions: Counter[str | None] = field(default_factory=Counter)
    programs: set[str] = field(default_factory=set)
    measures: Counter[str] = field(default_factory=Counter)
    failures: list[OldcadreError] = field(default_factory=list)
    markings: Counter[str] = field(default_factory=Counter)
    unread: dict[str, tuple[int, ...]] = field(default_factory=dict)
    pages: int = 0

    def add(self, tally: Tally, uri: str) -> None:
        """Count in a document, which lies at ``uri``."""
        self.documents += 1
        self.characters += tally.characters
        self.pages += tally.pages
        self.genres[tally.genre] += 1
        self.regions[tally.region] += 1
        self.programs |= tally.programs
        self.measures += tally.measures
        if tally.marking:
            self.markings[tally.marking] += 1
        if tally.unread:
            self.unread[uri] = tally.unread

    def report(self, output: Path, seconds: float, counts: dict[str, int], duplicates: int) -> RunReport:
        return RunReport(
            output=output,
            documents=self.documents,
            characters=self.characters,
            seconds=seconds,
            counts=counts,
            genres=self.genres,
            regions=self.regions,
            programs=len(self.programs),
            measures=self.measures,
            duplicates=duplicates,
            failures=tuple(sorted(self.failures, key=lambda error: error.where)),
            markings=self.markings,
            unread=self.unread,
            pages=self.pages,
        )
