"""The folder beside the results in which a run keeps what it has done: a lock, digests of files, parts.

``results/`` is made of ``.results.work/``. One run at a time: the lock is the operating system's, so it is gone with its
process, however that ends. A file that has the size and times of the last look has its digest of the last look; one that
changed so shortly before the look that a second change could bear the same time is looked into again. What decides about the
rows of a document beside its content is the version: of the code, the rule tables, the libraries and the options.
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
from nlp_oldcadre.read import Place

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
_SEEN, _LOCK = "seen.jsonl", "lock"
# The times of some file systems are as coarse as this, in nanoseconds.
_COARSE = 2_000_000_000


# Size, time of the content, time of the entry, sha256.
Seen = tuple[int, int, int, str]

# Size of a file, and the times (nanoseconds) of its last change and of its last touch; 0 where it is not known.
Stamp = tuple[int, int, int]


class Work:
    """The work folder of a results folder, while the lock is held; made by :func:`opened`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = Parts(folder / "parts")
        self._seen = dict(_read_seen(folder / _SEEN))
        self._fresh: dict[str, Seen] = {}

    def digest(self, place: Place) -> str | None:
        """sha256 of a file, from the last look where it has not changed since; None when it can't be read."""
        path = str(place.path)
        try:
            status = place.path.stat()
            digest = self.seen(path, stamp_of(status))
            if digest is None:
                with place.path.open("rb") as handle:
                    digest = hashlib.file_digest(handle, "sha256").hexdigest()
        except OSError:
            return None
        self.note(path, stamp_of(status), digest)
        return digest

    def seen(self, path: str, stamp: Stamp) -> str | None:
        """The digest of the last look, of a file that still bears its stamp; else None."""
        known = self._seen.get(path)
        return known[3] if known and known[:3] == stamp else None

    def note(self, path: str, stamp: Stamp, digest: str) -> None:
        """Keep the digest of this look, unless the file changed so lately that it may change again at the same time."""
        if time.time_ns() - stamp[1] > _COARSE:
            self._fresh[path] = (*stamp, digest)

    def remember(self) -> None:
        """Keep the digests of this look for the next one."""
        if self._fresh == self._seen:
            return
        fresh = self.folder / f"{_SEEN}.tmp"
        with fresh.open("w", encoding="utf-8", errors="surrogatepass") as handle:
            for path, seen in self._fresh.items():
                handle.write(json.dumps([path, *seen], ensure_ascii=False) + "\n")
        fresh.rename(self.folder / _SEEN)
        self._seen, self._fresh = self._fresh, {}


def stamp_of(status: os.stat_result) -> Stamp:
    """What tells whether a file has changed."""
    # Copies may bear the time of another content (cp -p, archives of one time for all); the second time can't be set.
    return status.st_size, status.st_mtime_ns, 0 if sys.platform == "win32" else status.st_ctime_ns


def key_of(job: Job, version: str) -> bytes:
    """What names the rows of a document in the parts, wherever it lies; one that could not be read gets a new name each time."""
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
def opened(output: Path, *, wait: bool = False) -> Iterator[Work]:
    """The work folder of the results at ``output``, locked; it goes when nothing is left in it.

    Raises
    ------
    Busy : another run is at it, and ``wait`` is False.
    """
    folder = output.parent / f".{output.name}.work"
    with _locked(folder, wait=wait):
        work = Work(folder)
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


def _read_seen(path: Path) -> Iterator[tuple[str, Seen]]:
    # A list that is gone or damaged costs a look into every file, nothing else.
    with suppress(OSError, ValueError, TypeError), path.open(encoding="utf-8", errors="surrogatepass") as handle:
        for line in handle:
            name, size, changed, touched, digest = json.loads(line)
            yield name, (size, changed, touched, digest)
