"""What the executors do: look into files, and work on documents in a process of their own with limits, as a local run does.

Each Python process of an executor keeps one such process as long as it lives, so its tables are loaded once. It has no copy
of what the driver holds: what it needs comes as a :class:`Shipment`.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.jobs import Job, Options, Worked, lost, work_on
from nlp_oldcadre.seen import look_into
from nlp_oldcadre.work import version_of
from nlp_oldcadre.workers import Limits, one_by_one

if TYPE_CHECKING:
    import pyarrow as pa

LOOKED, WORKED = "uri string, told binary", "number long, told binary"
Ask = Callable[[Job], Worked | OldcadreError]


class Shipment(NamedTuple):
    """The options of a run, for machines that do not have its folder of tables: its files by name."""

    options: Options
    tables: dict[str, bytes] | None = None

    @classmethod
    def of(cls, options: Options) -> Shipment:
        folder = options.tables_folder
        if folder is None:
            return cls(options)
        files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
        return cls(options, files)

    def unpacked(self) -> Options:
        """The options with the folder of tables on this machine."""
        if self.tables is None:
            return self.options
        return self.options._replace(tables_folder=_laid_down(self.tables))


class _Kept:
    """What a Python process of an executor keeps from task to task."""

    folder: Path | None = None
    tables: ClassVar[dict[str, Path]] = {}
    asked: tuple[Limits, Ask, ExitStack] | None = None


def version(shipment: Shipment) -> str:
    """All that decides about rows beside the documents, as it is on this machine."""
    return version_of(shipment.unpacked())


def look(paths: dict[str, Path], batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The documents of each file with their digests, and the errors of those that can't be got at."""
    for uri, content in _rows(batches):
        stored = _store(content)
        found = look_into(paths[uri], stored=stored)
        stored.unlink(missing_ok=True)
        yield _batch(uri=uri, told=pickle.dumps(found))


def work(
    shipment: Shipment, wanted: dict[str, list[tuple[int, Job]]], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """What becomes of the jobs of each file, with their numbers."""
    options = shipment.unpacked()
    ask = _asked(options.limits)
    for uri, content in _rows(batches):
        stored = _store(content)
        for number, job in wanted[uri]:
            result = ask(job._replace(options=options, stored=stored))
            yield _batch(number=number, told=pickle.dumps(result))
        stored.unlink(missing_ok=True)


def _asked(limits: Limits) -> Ask:
    """Asks the process that works on documents; it is started when it is first asked for."""
    if _Kept.asked and _Kept.asked[0] != limits:
        _Kept.asked[2].close()
        _Kept.asked = None
    if not _Kept.asked:
        stack = ExitStack()
        _Kept.asked = (limits, stack.enter_context(one_by_one(work_on, lost, limits)), stack)
    return _Kept.asked[1]


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[str, memoryview]]:
    for batch in batches:
        for uri, content in zip(batch.column("path"), batch.column("content"), strict=True):
            yield uri.as_py(), memoryview(content.as_buffer())


def _store(content: memoryview) -> Path:
    """The bytes as a file: readers, and the process with the limits, want one."""
    if _Kept.folder is None:
        _Kept.folder = _own_folder()
    stored = _Kept.folder / "document"
    stored.write_bytes(content)
    return stored


def _laid_down(tables: dict[str, bytes]) -> Path:
    digest = hashlib.sha256(pickle.dumps(tables)).hexdigest()
    if digest not in _Kept.tables:
        folder = _own_folder()
        for name, content in tables.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        _Kept.tables[digest] = folder
    return _Kept.tables[digest]


def _own_folder() -> Path:
    """A folder that goes with the executor, however that ends."""
    from pyspark import SparkFiles

    return Path(tempfile.mkdtemp(prefix="oldcadre-", dir=SparkFiles.getRootDirectory()))


def _batch(**row: Any) -> pa.RecordBatch:
    import pyarrow as pa

    types = {"told": pa.binary(), "uri": pa.string(), "number": pa.int64()}
    return pa.RecordBatch.from_arrays([pa.array([value], types[name]) for name, value in row.items()], names=list(row))
