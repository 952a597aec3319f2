"""A results folder is written beside its place and put there whole: nobody ever sees half of one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nlp_oldcadre.corpus import FORMAT_KEY, FORMAT_VERSION, RECORD, TABLES
from nlp_oldcadre.corpus.durable import exchange, force_folder, force_tree
from nlp_oldcadre.errors import NotACorpus, NotWritable, system_reason

# What a results folder is made of; whatever else stands in one is its owner's.
INDEX = "index"
# Made of the tables by a cluster (nlp_oldcadre.spark): folders of Parquet files.
GRAPH_NODES, GRAPH_EDGES, INDICATORS = "graph_nodes", "graph_edges", "indicators"
PARTS = frozenset({RECORD, INDEX, GRAPH_NODES, GRAPH_EDGES, INDICATORS, *(f"{name}.parquet" for name in TABLES)})


def write_record(folder: Path, record: dict[str, Any]) -> None:
    """Write the run record: what was done, with what, how long it took."""
    told = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    # The bytes of a name that is no UTF-8 are escaped as JSON does it.
    (folder / RECORD).write_bytes(told.encode("utf-8", "backslashreplace"))


def is_corpus(folder: Path) -> bool:
    """Whether a folder holds results of this package, whatever its version: some had fewer tables."""
    return (folder / RECORD).is_file() and (folder / "documents.parquet").is_file()


def documents_in(folder: Path) -> int | None:
    """How many documents the results in a folder hold, 0 where their table is damaged; None where there are no results."""
    return (rows_in(folder, "documents") or 0) if is_corpus(folder) else None


def rows_in(folder: Path, name: str) -> int | None:
    """How many rows a table has; None where it is damaged or gone."""
    try:
        return int(pq.read_metadata(folder / f"{name}.parquet").num_rows)
    except (OSError, pa.ArrowException):
        return None


def is_current(folder: Path, name: str) -> bool:
    """Whether a table is there, can be opened and says that it has the format of this version."""
    try:
        told = (pq.read_metadata(folder / f"{name}.parquet").metadata or {}).get(FORMAT_KEY)
    except (OSError, pa.ArrowException):
        return False
    return bool(told == b"%d" % FORMAT_VERSION)


def check_place(output: Path) -> None:
    """Make sure, before any work, that results can be put at ``output``.

    Raises
    ------
    NotACorpus : a folder with something else in it stands there.
    NotWritable : a file stands there or above it, or the place can't be written.
    """
    if not _is_utf_8(output):
        # Arrow takes no other names.
        raise _not_writable(output, "文件夹名不是 UTF-8 编码", "its name is not UTF-8")
    try:
        if output.is_dir():
            if any(output.iterdir()) and not is_corpus(output):
                raise _not_ours(output)
        elif output.exists() or output.is_symlink():
            raise _not_writable(output, "那里已有一个同名文件", "a file stands there")
        if os.path.ismount(output):
            raise _not_writable(
                output, "这是一个挂载点，不能整体替换", "this is a mount point and can't be replaced as a whole"
            )
        output.parent.mkdir(parents=True, exist_ok=True)
        # One that a kill has left is taken over; two runs at once may take it from each other.
        probe = _beside(output, "probe")
        probe.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            probe.rmdir()
    except OSError as error:
        raise _not_writable(output, *system_reason(error)) from error


def _is_utf_8(path: Path) -> bool:
    try:
        path.as_posix().encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def fresh_folder(output: Path) -> Iterator[Path]:
    """A new folder beside ``output``, gone at the end of the block unless :func:`put_in_place` moved it."""
    fresh = _beside(output, "new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        yield fresh
    except BrokenPipeError:
        # Nothing is wrong with the place: whoever read the progress has gone.
        raise
    except OSError as error:
        raise _not_writable(output, *system_reason(error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def put_in_place(fresh: Path, output: Path) -> None:
    """Move a finished folder to ``output``; an older one gives way in the same moment, where the system can do that.

    What its owner has put beside the older results (a graph, notes, even the documents) stays there.
    """
    force_tree(fresh)
    if not output.exists():
        fresh.rename(output)
        force_folder(output.parent)
        return
    old = _beside(output, "old")
    shutil.rmtree(old, ignore_errors=True)
    # Under this name :func:`mend_place` finds whichever of the two is not wanted, before the step and after it.
    fresh.rename(old)
    if not exchange(old, output):
        old.rename(fresh)
        _change_places(fresh, output, old)
    force_folder(output.parent)
    _hand_over(old, output)


def _change_places(fresh: Path, output: Path, old: Path) -> None:
    """As :func:`exchange` would, in two steps; between them there are no results."""
    output.rename(old)
    try:
        fresh.rename(output)
    except BaseException:
        old.rename(output)
        raise


def mend_place(output: Path) -> None:
    """Finish what a run that was cut off in :func:`put_in_place` left half done; only for who holds the lock.

    Whatever happens, the older or the newer results stand at ``output``, with all that its owner has put there. What lies
    beside it are the older ones (or, right before they change places, the newer ones, which have nothing of the owner's yet).
    """
    old = _beside(output, "old")
    if not old.is_dir():
        return
    if is_corpus(output):
        _hand_over(old, output)
    else:
        if output.is_dir():
            # Somebody made an empty one since; anything else is refused before.
            output.rmdir()
        old.rename(output)


def _hand_over(old: Path, output: Path) -> None:
    """Move what is not ours from the older results to the newer ones, and let the older ones go."""
    for path in [path for path in old.iterdir() if path.name not in PARTS and not (output / path.name).exists()]:
        path.rename(output / path.name)
    shutil.rmtree(old, ignore_errors=True)


def _beside(output: Path, purpose: str) -> Path:
    return output.parent / f".{output.name}.{purpose}"


def _not_ours(output: Path) -> NotACorpus:
    return NotACorpus(
        output.as_posix(),
        zh="文件夹里有别的文件，不是本工具的结果，不会覆盖",
        en="the folder holds other files than results of this package and is not overwritten",
        remedy_zh="请用 -o 另指定一个新的或空的文件夹",
        remedy_en="name a new or empty folder with -o",
    )


def _not_writable(output: Path, zh: str, en: str) -> NotWritable:
    return NotWritable(
        output.as_posix(),
        zh=f"结果写不到这里（{zh}）",
        en=f"the results can't be written here ({en})",
        remedy_zh="请用 -o 另指定一个可写的位置，并确认磁盘有空间",
        remedy_en="name another place with -o that you may write to, and check the free space",
    )
