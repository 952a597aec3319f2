"""What the last look at each file found: its digest or, of a file that holds several documents, theirs.

It is good as long as the file bears the stamp of that look. A file that changed so shortly before the look that a second change
could bear the same time is looked into again. Which documents a file holds also depends on the version of this package.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nlp_oldcadre.error_records import error_of, error_told
from nlp_oldcadre.errors import OldcadreError, ProcessingError
from nlp_oldcadre.read import Listed, Place, listing

# The times of some file systems are as coarse as this, in nanoseconds.
_COARSE = 2_000_000_000

# Size of a file, and the times (nanoseconds) of its last change and of its last touch; 0 where it is not known.
Stamp = tuple[int, int, int]
Found = list[Listed | OldcadreError]


class _Entry(NamedTuple):
    """``told`` is the digest of a file that is one document; else its documents as ``[inside, size, digest]``, or errors."""

    size: int
    changed: int
    touched: int
    told: str | list[list[object]]


def stamp_of(status: os.stat_result) -> Stamp:
    """What tells whether a file has changed."""
    # Copies may bear the time of another content (cp -p, archives of one time for all); the second time can't be set.
    return status.st_size, status.st_mtime_ns, 0 if sys.platform == "win32" else status.st_ctime_ns


def look_into(path: Path, *, stored: Path | None = None, digest: str | None = None) -> Found:
    """The documents of a file with their digests, and the errors of those that can't be got at.

    Parameters
    ----------
    stored : where the bytes lie, when not at ``path``.
    digest : of the file, where it is known.
    """
    return [_with_digest(one, stored or path, digest) for one in listing(path, stored=stored)]


def _with_digest(one: Listed | OldcadreError, file: Path, digest: str | None) -> Listed | OldcadreError:
    """A file that holds no others gets its digest here."""
    if isinstance(one, OldcadreError) or one.digest or one.size < 0:
        return one
    if digest:
        return one._replace(digest=digest)
    with suppress(OSError), file.open("rb") as handle:
        return one._replace(digest=hashlib.file_digest(handle, "sha256").hexdigest())
    return one


class Seen:
    """What looks found, kept in a file from run to run.

    Parameters
    ----------
    file : where it is kept; one that is gone or damaged costs a look into every file, nothing else.
    version : of all that decides about rows.

    Examples
    --------
    >>> import tempfile
    >>> seen = Seen(Path(tempfile.mkdtemp()) / "seen.jsonl", "1")
    >>> seen.note(Path("a.txt"), (6, 1, 1), [Listed(Place(Path("a.txt")), 6, "9f86")])
    >>> seen.remember()
    >>> seen.listing(Path("a.txt"), (6, 1, 1))[0].digest, seen.listing(Path("a.txt"), (7, 2, 2))
    ('9f86', None)
    """

    def __init__(self, file: Path, version: str) -> None:
        self._file, self._version = file, version
        self._old_version, self._old = _read(file)
        self._fresh: dict[str, _Entry] = {}

    def digest(self, path: Path, stamp: Stamp) -> str | None:
        """The digest of a file that is one document and still bears its stamp; else None."""
        known = self._old.get(str(path))
        return known.told if known and known[:3] == stamp and isinstance(known.told, str) else None

    def listing(self, path: Path, stamp: Stamp) -> Found | None:
        """What the last look found in a file, where it still bears its stamp and is looked at with the same eyes; else None."""
        known = self._old.get(str(path))
        if known is None or known[:3] != stamp or self._old_version != self._version:
            return None
        if isinstance(known.told, str):
            return [Listed(Place(path), known.size, known.told)]
        return [_found(path, one) for one in known.told]

    def note(self, path: Path, stamp: Stamp, found: Found) -> None:
        """Keep what this look found, unless the file changed so lately that it may change again at the same time."""
        if found and time.time_ns() - stamp[1] > _COARSE and all(map(_is_lasting, found)):
            self._fresh[str(path)] = _Entry(*stamp, _told(found))

    def remember(self) -> None:
        """Keep what this look found for the next one."""
        if self._fresh == self._old and self._version == self._old_version:
            return
        fresh = self._file.with_name(f"{self._file.name}.tmp")
        with fresh.open("w", encoding="utf-8", errors="surrogatepass") as handle:
            handle.write(json.dumps({"version": self._version}) + "\n")
            for path, entry in self._fresh.items():
                handle.write(json.dumps([path, *entry], ensure_ascii=False) + "\n")
        fresh.replace(self._file)
        self._old, self._old_version = dict(self._fresh), self._version


def _is_lasting(one: Listed | OldcadreError) -> bool:
    """Not what could not be read, nor a fault of ours, which may be for want of memory."""
    return one.digest is not None if isinstance(one, Listed) else not isinstance(one, ProcessingError)


def _told(found: Found) -> str | list[list[object]]:
    first = found[0]
    if len(found) == 1 and isinstance(first, Listed) and not first.place.inside and first.digest:
        return first.digest
    return [[list(one.place.inside), one.size, one.digest] if isinstance(one, Listed) else [*error_told(one)] for one in found]


def _found(path: Path, told: Sequence[object]) -> Listed | OldcadreError:
    if isinstance(told[0], str):
        return error_of([str(word) for word in told])
    inside, size, digest = told
    return Listed(Place(path, tuple(inside)), size, digest)  # type: ignore[arg-type]


def _read(file: Path) -> tuple[str, dict[str, _Entry]]:
    entries: dict[str, _Entry] = {}
    version = ""
    with suppress(OSError, ValueError, TypeError, KeyError), file.open(encoding="utf-8", errors="surrogatepass") as handle:
        version = str(json.loads(next(handle, "{}"))["version"])
        for line in handle:
            path, *entry = json.loads(line)
            entries[path] = _Entry(*entry)
    return version, entries
