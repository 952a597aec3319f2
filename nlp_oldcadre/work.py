"""The folder beside the results in which a run keeps what it has done: a lock, what it saw of the files, parts.

``results/`` is made of ``.results.work/``. One run at a time: the lock is the operating system's, so it is gone with its
process, however that ends. What decides about the rows of a document beside its content is the version: of the code, the rule
tables, the libraries and the options.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

import nlp_oldcadre
from nlp_oldcadre.corpus import FORMAT_VERSION
from nlp_oldcadre.corpus.parts import Parts
from nlp_oldcadre.errors import Busy, NotWritable, system_reason
from nlp_oldcadre.jobs import Job, Options
from nlp_oldcadre.seen import Found, Seen, look_into, stamp_of

if sys.platform != "win32":
    import fcntl

logger = logging.getLogger("nlp_oldcadre")

# Whose versions may change results.
LIBRARIES = ("ahocorasick_rs", "pyarrow", "pypdfium2", "rjieba", "scikit-learn", "tantivy")
# What documents go through: a change in any of these files may change rows.
_ROOMS = ("read", "clean", "structure", "extract", "relate", "corpus")
# Readers that are not always there.
_EXTRAS = ("rapidocr", "onnxruntime", "opencv-python", "opencv-python-headless")
_OFFICES = ("soffice", "libreoffice")
_LOCK = "lock"


class Work:
    """The work folder of a results folder, while the lock is held; made by :func:`opened`."""

    def __init__(self, folder: Path, version: str = "") -> None:
        self.folder = folder
        self.parts = Parts(folder / "parts")
        self.seen = Seen(folder / "seen.jsonl", version)

    def look(self, path: Path) -> Found:
        """The documents of a file with their digests, and the errors of those that can't be got at.

        A file that has not changed since the last look is not opened.
        """
        try:
            stamp = stamp_of(path.stat())
        except OSError:
            return look_into(path)
        found = self.seen.listing(path, stamp)
        if found is None:
            found = look_into(path, digest=self.seen.digest(path, stamp))
        self.seen.note(path, stamp, found)
        return found


def key_of(job: Job, version: str) -> bytes:
    """What names the rows of a document in the parts, wherever it lies; what could not be read gets a new one each time."""
    if job.digest is None:
        return os.urandom(16)
    return hashlib.sha256(f"{version} {job.digest}".encode()).digest()[:16]


def fingerprint(outcomes: Iterable[bytes], errors: Iterable[object]) -> str:
    """What the tables depend on, in one word."""
    total = hashlib.sha256(b"\n".join(outcomes))
    total.update(json.dumps([str(error) for error in errors]).encode())
    return total.hexdigest()


def version_of(options: Options) -> str:
    """All that decides about rows beside the documents themselves."""
    package = Path(nlp_oldcadre.__file__).parent
    total = hashlib.sha256()
    for path in sorted([*package.glob("*.py"), *(p for room in _ROOMS for p in (package / room).rglob("*.py"))]):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    told = [
        FORMAT_VERSION,
        nlp_oldcadre.__version__,
        platform.python_version_tuple()[:2],
        [version(name) for name in LIBRARIES],
        [_version_if_any(name) for name in _EXTRAS],
        any(shutil.which(name) for name in _OFFICES),
        options.tables().digest(),
        [options.max_bytes, options.mask],
    ]
    total.update(json.dumps(told).encode())
    return total.hexdigest()


def _version_if_any(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


@contextmanager
def opened(output: Path, version: str = "", *, wait: bool = False) -> Iterator[Work]:
    """The work folder of the results at ``output``, locked; it goes when nothing is left in it.

    Parameters
    ----------
    version : as :func:`version_of` tells it.
    wait : for the end of another run.

    Raises
    ------
    Busy : another run is at it, and ``wait`` is False.
    """
    folder = output.parent / f".{output.name}.work"
    with _locked(folder, wait=wait):
        work = Work(folder, version)
        try:
            yield work
        finally:
            work.parts.close()
            if not len(work.parts):
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[None]:
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / _LOCK).open("a+", encoding="utf-8") as handle:
            _lock(handle, folder, wait=wait)
            # The one who had it may have removed the folder: then it is no lock any more.
            if _is_there(handle, folder / _LOCK):
                handle.truncate(0)
                handle.write(json.dumps(_holder()))
                handle.flush()
                yield
                return


def _is_there(handle: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle.fileno()), path.stat())
    except OSError:
        return False


def _lock(handle: IO[str], folder: Path, *, wait: bool) -> None:
    if sys.platform == "win32":
        # Two runs at once are not kept apart there.
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        handle.seek(0)
        busy = _busy(folder, handle.read())
        if not wait:
            raise busy from error
        logger.warning(f"{busy.where}: {busy.en}; waiting for its end")
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        raise _lockless(folder, error) from error


def _holder() -> dict[str, Any]:
    # On a shared disk a number of a process says nothing without its machine.
    return {"process": os.getpid(), "host": platform.node() or "?", "since": time.strftime("%Y-%m-%d %H:%M:%S")}


def _busy(folder: Path, told: str) -> Busy:
    holder = {"process": "?", "host": "?", "since": "?"}
    with suppress(ValueError):
        holder |= json.loads(told)
    return Busy(
        folder.as_posix(),
        zh=f"另一次运行正在写这个结果文件夹（{holder['host']} 上的进程 {holder['process']}，始于 {holder['since']}）",
        en=f"another run is writing these results (process {holder['process']} on {holder['host']}, since {holder['since']})",
        remedy_zh="请等它结束，或加 --wait 排队",
        remedy_en="wait for its end, or queue with --wait",
    )


def _lockless(folder: Path, error: OSError) -> NotWritable:
    zh, en = system_reason(error)
    return NotWritable(
        folder.as_posix(),
        zh=f"这个文件系统不支持加锁（{zh}）",
        en=f"this file system can't lock files ({en})",
        remedy_zh="请把结果放在本机磁盘上，完成后再复制过去",
        remedy_en="put the results on a disk of this machine and copy them there afterwards",
    )
