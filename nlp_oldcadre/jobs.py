"""The unit of work of a batch: one file, worked on in whatever process, whose faults stay with it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from nlp_oldcadre.corpus.at_place import At
from nlp_oldcadre.corpus.packed import Packed, pack, to_batches
from nlp_oldcadre.corpus.rows import document_rows
from nlp_oldcadre.errors import (
    Changed,
    NotFound,
    OldcadreError,
    OutOfMemory,
    ProcessingError,
    TimedOut,
    TooLarge,
    WorkerCrashed,
)
from nlp_oldcadre.model import Document, MeasureValue, ProgramValue
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import MAX_BYTES, Place, archive, read
from nlp_oldcadre.records import annotation
from nlp_oldcadre.tables import Tables, load_tables
from nlp_oldcadre.workers import LIMITS, Failure, Limits

Paths = str | Path | Iterable[str | Path]
Result = TypeVar("Result")


class Options(NamedTuple):
    """What decides about the results of a document."""

    tables_folder: Path | None = None
    max_bytes: int = MAX_BYTES
    limits: Limits = LIMITS
    mask: bool = False

    def tables(self) -> Tables:
        return load_tables(self.tables_folder) if self.tables_folder else load_tables()


class Job(NamedTuple):
    """One document to work on: a file, or a member ``inside`` it; ``duplicates`` are other places with the same content.

    ``digest`` is the sha256 of its bytes; None for a file that could not be looked into. ``stored`` is where the bytes lie,
    when not at ``path``.
    """

    path: Path
    options: Options
    duplicates: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    digest: str | None = None
    stored: Path | None = None

    @property
    def place(self) -> Place:
        return Place(self.path, self.inside)

    @property
    def at(self) -> At:
        return At(self.place.uri, self.duplicates)


class Tally(NamedTuple):
    """What the report tells about one document; ``unread`` are the pages that are pictures nobody read."""

    characters: int
    genre: str | None
    region: str | None
    programs: frozenset[str]
    measures: Counter[str]
    marking: str | None
    unread: tuple[int, ...] = ()
    pages: int = 0


class Worked(NamedTuple):
    """A document's rows, ready to be written but for its path."""

    packed: Packed
    tally: Tally


# A sentence with something of every type, so that every table is read.
_SAMPLE = (
    "2023年5月，沈阳市委老干部局印发《关于开展“银龄”行动的通知》，组建“枫叶红”志愿服务队30余支，增强“四个意识”，"
    "荣获全省先进集体。张建国同志参加活动。"
)


def make_options(tables: str | Path | None, max_bytes: int, limits: Limits, *, mask: bool) -> Options:
    folder = Path(tables).absolute() if tables else None
    if folder and not folder.is_dir():
        raise NotFound(
            str(tables), zh="没有这个表格文件夹", en="there is no such folder of tables", remedy_zh="请检查 --tables 的路径",
            remedy_en="check the path given with --tables",
        )  # fmt: skip
    options = Options(folder, max_bytes, limits, mask)
    if folder:
        # A slip in the user's own tables is one error now, not one for every document.
        process(_SAMPLE, tables=options.tables())
    return options


def work_on(job: Job) -> Worked | OldcadreError:
    """The rows of one file, or the error that says why there are none."""
    return _guarded(job, _rows_of)


def annotate_one(job: Job) -> dict[str, Any] | OldcadreError:
    """The annotation record of one file, or the error that says why there is none."""
    return _guarded(job, _record_of)


def _rows_of(job: Job) -> Worked:
    tables = job.options.tables()
    doc = process(_read_unchanged(job), tables=tables)
    # Rows are the same wherever the document lies.
    doc = replace(doc, source=replace(doc.source, uri=""))
    return Worked(pack(to_batches(document_rows(doc, tables))), _tally(doc))


def _read_unchanged(job: Job) -> Document:
    """The document; what becomes of it is kept under its digest, so that of another content must never stand there."""
    try:
        doc = _read(job)
    except TooLarge:
        raise
    except OldcadreError as error:
        if job.digest and _digest_now(job) != job.digest:
            raise _changed(job) from error
        raise
    if job.digest and doc.source.id != job.digest:
        raise _changed(job)
    return doc


def _digest_now(job: Job) -> str | None:
    file = job.stored or job.path
    with suppress(OSError, OldcadreError):
        if job.inside:
            return hashlib.sha256(archive.member(file.read_bytes(), job.place).data).hexdigest()
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    return None


def _record_of(job: Job) -> dict[str, Any]:
    return annotation(process(_read(job), tables=job.options.tables()))


def _read(job: Job) -> Document:
    return read(job.place, max_bytes=job.options.max_bytes, mask=job.options.mask, stored=job.stored)


def _guarded(job: Job, function: Callable[[Job], Result]) -> Result | OldcadreError:
    """Whatever happens to one document stays with it."""
    try:
        return function(job)
    except OldcadreError as error:
        return error
    except Exception as error:
        return ProcessingError.of(job.place.uri, error)


def lost(job: Job, why: Failure) -> ProcessingError:
    """The error of a job whose process had to be given up."""
    where, limits = job.place.uri, job.options.limits
    if why == "timeout":
        return TimedOut(
            where,
            zh=f"处理超过 {limits.seconds:g} 秒的时限，已停止",
            en=f"processing took longer than the limit of {limits.seconds:g} seconds and was stopped",
            remedy_zh="请拆成几份，或用 --time-limit 放宽时限",
            remedy_en="split it, or raise the limit with --time-limit",
        )
    if why == "memory":
        megabytes = limits.memory >> 20
        return OutOfMemory(
            where,
            zh=f"处理所用内存超过 {megabytes:,} MB 的上限，已停止",
            en=f"processing took more memory than the limit of {megabytes:,} MB and was stopped",
            remedy_zh="请拆成几份，或用 --memory-limit 放宽上限",
            remedy_en="split it, or raise the limit with --memory-limit",
        )
    return WorkerCrashed(
        where,
        zh="处理这个文件的进程意外退出（文件异常，或系统内存不足）",
        en="the process that worked on this file died (a malformed file, or the system is out of memory)",
        remedy_zh="请单独处理这个文件，或用阅读器打开后另存一份",
        remedy_en="process this file alone, or open it in a viewer and save a copy",
    )


def _changed(job: Job) -> Changed:
    return Changed(
        job.place.uri, zh="文件在运行期间被改动", en="the file changed while the run was at it",
        remedy_zh="请在写完后再运行一次", remedy_en="run again when it has been written",
    )  # fmt: skip


def _tally(doc: Document) -> Tally:
    measures = Counter(m.value.status for m in doc.mentions if isinstance(m.value, MeasureValue))
    programs = frozenset(m.value.name for m in doc.mentions if isinstance(m.value, ProgramValue))
    pages = tuple(element.page for element in doc.elements if element.kind == "unread_page" and element.page)
    return Tally(
        len(doc.source_text),
        doc.metadata.genre,
        doc.metadata.region,
        programs,
        measures,
        doc.metadata.marking,
        pages,
        len(doc.pages),
    )
