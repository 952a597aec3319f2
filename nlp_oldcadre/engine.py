"""What works on the documents of a run: the cores of this machine, or a cluster. All else is the same, so results are too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.job_list import make_jobs
from nlp_oldcadre.jobs import Job, Options, Paths, Worked, lost, work_on
from nlp_oldcadre.work import Work
from nlp_oldcadre.workers import LIMITS, as_done

Numbered = tuple[int, Worked | OldcadreError]


class Engine(Protocol):
    """What a run asks for. ``name`` and ``workers`` (documents at a time) stand in the run record."""

    @property
    def name(self) -> str: ...

    @property
    def workers(self) -> int: ...

    def jobs(self, named: Paths, options: Options, work: Work) -> tuple[list[Job], tuple[OldcadreError, ...]]:
        """A job for every content, in the order of the paths, and what can't be got at."""

    def results(self, jobs: list[Job], *, alone: bool = False) -> Iterator[Numbered]:
        """What becomes of each job, with its number, in any order; one after the other when they are to be ``alone``."""

    def finish(self, folder: Path) -> None:
        """Add to fresh tables what is made of them."""

    def complete(self, folder: Path) -> None:
        """Add to older tables, which stay as they are, what an earlier run has not made of them."""


class Cores(NamedTuple):
    """Processes of this machine."""

    workers: int = 1

    @property
    def name(self) -> str:
        return "local"

    def jobs(self, named: Paths, options: Options, work: Work) -> tuple[list[Job], tuple[OldcadreError, ...]]:
        return make_jobs(named, options, work.look)

    def results(self, jobs: list[Job], *, alone: bool = False) -> Iterator[Numbered]:
        limits = jobs[0].options.limits if jobs else LIMITS
        return as_done(work_on, jobs, 1 if alone else self.workers, lost, limits)

    def finish(self, folder: Path) -> None:
        from nlp_oldcadre.search.index import build_index

        build_index(folder, workers=self.workers)

    def complete(self, folder: Path) -> None:
        """Nothing: the index comes with the tables."""
