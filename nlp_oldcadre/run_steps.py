"""The two steps of a run: documents are worked on, and tables are made of what became of them.

First the documents that are not done yet are worked on, in any order, and what becomes of each is kept in the work folder
(:mod:`nlp_oldcadre.work`); then the tables are made of what is kept there, in the order of the paths. So results are the same
to the byte whatever the number of workers, and whatever was done by earlier runs or cut short.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nlp_oldcadre.corpus.at_place import At
from nlp_oldcadre.corpus.packed import to_batches
from nlp_oldcadre.corpus.rows import error_row
from nlp_oldcadre.corpus.tables_writer import TablesWriter
from nlp_oldcadre.corpus.writer import documents_in, fresh_folder, put_in_place, write_record
from nlp_oldcadre.engine import Engine
from nlp_oldcadre.errors import OldcadreError, ProcessingError
from nlp_oldcadre.filling import fill_tables
from nlp_oldcadre.finished import finished, keep, outcome, stands
from nlp_oldcadre.jobs import Job, Worked
from nlp_oldcadre.run_record import counted, standing_record
from nlp_oldcadre.run_report import Progress, RunReport, Sum
from nlp_oldcadre.work import Work, fingerprint
from nlp_oldcadre.workers import Limits

Keyed = list[tuple[Job, bytes]]


@dataclass(frozen=True, slots=True)
class Steps:
    """What a run works with; ``clock`` is when it began."""

    keyed: Keyed
    errors: tuple[OldcadreError, ...]
    work: Work
    engine: Engine
    output: Path
    record: dict[str, Any]
    clock: float
    progress: Callable[[Progress], None] | None = None

    def done(self, limits: Limits, *, retry: bool) -> RunReport:
        """Both steps.

        Raises
        ------
        Damaged : what is kept of a document is not what was written.
        """
        parts = self.work.parts
        todo = [(job, key) for job, key in self.keyed if not stands(parts, key, job.place.uri, limits, retry=retry)]
        self._work_off(todo)
        self.work.seen.remember()
        report = self._results()
        # The results are in place; what there is no room for now is done by a later run.
        with suppress(OSError):
            # What was read before without a mask is not to stay.
            parts.compact([key for _, key in self.keyed], at_once=self.record["options"]["mask"])
        return replace(report, kept=len(self.keyed) - len(todo))

    def _work_off(self, todo: Keyed) -> None:
        """Work on what is not done, keep what becomes of it; what broke off is tried once more, alone."""
        again: Keyed = []
        kept, total = len(self.keyed) - len(todo), len(self.keyed)
        characters = pages = failures = 0
        try:
            for done, (number, result) in enumerate(self._results_of(todo), 1):
                if isinstance(result, Worked):
                    characters += result.tally.characters
                    pages += result.tally.pages
                failures += isinstance(result, OldcadreError)
                if isinstance(result, ProcessingError):
                    again.append(todo[number])
                else:
                    self._keep(todo[number], result)
                self._tell(Progress(kept + done, total, characters, failures, pages))
            for number, result in self._results_of(again, alone=True):
                self._keep(again[number], result)
        finally:
            self.work.parts.flush()
        if not todo:
            self._tell(Progress(kept, total, 0, 0))

    def _tell(self, state: Progress) -> None:
        if self.progress:
            self.progress(state)

    def _results_of(self, keyed: Keyed, *, alone: bool = False) -> Iterator[tuple[int, Worked | OldcadreError]]:
        return self.engine.results([job for job, _ in keyed], alone=alone)

    def _keep(self, one: tuple[Job, bytes], result: Worked | OldcadreError) -> None:
        job, key = one
        keep(self.work.parts, key, result, job.options.limits)

    def _results(self) -> RunReport:
        """Make the tables and put them in place, unless they are there already."""
        replaced = documents_in(self.output)
        outcomes = (outcome(self.work.parts, key, job.at) for job, key in self.keyed)
        self.record["fingerprint"] = fingerprint(outcomes, self.errors)
        total = Sum(failures=list(self.errors))
        places, found_at, sizes = self._add_up(total)
        if standing := standing_record(self.output, self.record["fingerprint"]):
            self.engine.complete(self.output)
            return replace(self._report(total, standing["counts"]), replaced=replaced, changed=False)
        with fresh_folder(self.output) as folder:
            processes = min(self.engine.workers, os.cpu_count() or 1)
            counts = fill_tables(self.work.parts.folder, places, found_at, sizes, folder, processes=processes)
            report = self._report(total, counts | _write_errors(folder, total.failures))
            report = replace(report, replaced=replaced, written=bool(total.documents) or replaced is None)
            if report.written:
                write_record(folder, self.record | counted(report))
                self.engine.finish(folder)
                put_in_place(folder, self.output)
        return report

    def _report(self, total: Sum, counts: dict[str, int]) -> RunReport:
        duplicates = sum(len(job.duplicates) for job, _ in self.keyed)
        return total.report(self.output, time.perf_counter() - self.clock, counts, duplicates)

    def _add_up(self, total: Sum) -> tuple[list[int], list[At], Counter[str]]:
        """Sum up what is kept, in the order of the paths.

        Returns the places of the documents' rows, where the documents lie, and the bytes of the rows by table.
        """
        places, found_at, sizes = list[int](), list[At](), Counter[str]()
        for job, key in self.keyed:
            one, at = finished(self.work.parts, key), job.at
            if one.error:
                total.failures += [one.error.at(place) for place in (at.uri, *at.duplicates)]
            elif one.tally:
                total.add(one.tally, at.uri)
                found_at.append(at)
                sizes.update(one.sizes)
                places.append(self.work.parts.place(key))
        return places, found_at, sizes


def _write_errors(folder: Path, failures: Iterable[OldcadreError]) -> dict[str, int]:
    with TablesWriter(folder, ["errors"]) as writer:
        writer.add(to_batches({"errors": [error_row(error) for error in sorted(failures, key=lambda error: error.where)]}))
    return writer.counts
