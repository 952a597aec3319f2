"""Finished documents, kept on disk until (and after) the tables are made of them: what a run that breaks off has done stays.

A part is a file ``000012.part`` of some hundred documents. It is written under another name, forced to disk and renamed, so a
part is there whole or not at all, wherever the run ends: kill -9, power, a full disk. What is lost are the documents of the
last seconds, which the next run does again. Documents stand in parts in the order in which they were finished; the tables are
made of them in the order of their paths, so their bytes depend neither on that order nor on interruptions.

A record is a head (key, lengths, check sum), what is known about the document as JSON (``about``), and its rows (``data``). The
key says all that decides about the rows: another content, version or option is another key, another path is not. A later record
of a key takes the place of an earlier one. Records that no key of the last run names go when they take more room than the
others.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

from nlp_oldcadre.corpus.durable import force_folder
from nlp_oldcadre.corpus.part_files import HEAD, Damaged, PartFiles, part_of, place_of, record_of

# A part is written when it has so many bytes, or when its first document has waited so many seconds.
_BYTES, _SECONDS = 8_000_000, 5.0


class Parts:
    """The parts of a folder, read when it is made; what is added can be read after :meth:`flush`.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> parts = Parts(folder)
    >>> parts.add(b"k" * 16, {"n": 1}, b"rows")
    >>> parts.flush()
    >>> Parts(folder).about(b"k" * 16)
    {'n': 1}
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = PartFiles(folder)
        self._buffer, self._since = bytearray(), 0.0
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.tmp"):
            left.unlink()
        numbers = sorted(int(path.stem) for path in self._files.paths())
        # A later record of a key takes the place of an earlier one.
        self._places = {key: place for number in numbers for key, place in self._files.keys(number)}
        self._next = numbers[-1] + 1 if numbers else 0

    def __contains__(self, key: bytes) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def place(self, key: bytes) -> int:
        """Where the record of a document lies, for :class:`PartFiles`."""
        return self._places[key]

    def add(self, key: bytes, about: dict[str, Any], data: bytes) -> None:
        """Keep a document; it is on disk within seconds."""
        if not self._buffer:
            self._since = time.monotonic()
        self._places[key] = place_of(self._next, len(self._buffer))
        self._buffer += record_of(key, about, data)
        if len(self._buffer) >= _BYTES or time.monotonic() - self._since >= _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what was added to disk."""
        if not self._buffer:
            return
        fresh = self.folder / f"{self._next:06d}.tmp"
        try:
            with fresh.open("wb") as handle:
                handle.write(self._buffer)
                handle.flush()
                os.fsync(handle.fileno())
        except OSError:
            # On a full disk half a part only takes room.
            fresh.unlink(missing_ok=True)
            raise
        fresh.rename(self._files.path(self._next))
        force_folder(self.folder)
        self._next += 1
        self._buffer = bytearray()

    def drop_damaged(self) -> int:
        """Give up all parts that hold a damaged record; how many documents are to be done again."""
        damaged = {part_of(place) for key, place in self._places.items() if not self._is_whole(key)}
        lost = [key for key, place in self._places.items() if part_of(place) in damaged]
        self.close()
        for number in damaged:
            self._files.path(number).unlink(missing_ok=True)
        for key in lost:
            del self._places[key]
        return len(lost)

    def about(self, key: bytes) -> dict[str, Any]:
        """What is known about a document.

        Raises
        ------
        Damaged : that can't be read. The check sum is that of :meth:`record`.
        """
        return self._files.about(self._places[key])

    def record(self, key: bytes) -> tuple[dict[str, Any], bytes]:
        """What is known about a document, and its rows.

        Raises
        ------
        Damaged : the part is not what was written.
        """
        return self._files.record(self._places[key])

    def compact(self, keep: Collection[bytes], *, at_once: bool = False) -> None:
        """Let go of the records that are not to be kept, when they take more room than the others, or ``at_once``."""
        self.flush()
        live = {key for key in keep if key in self._places}
        extents = (self._files.extent(self._places[key]) for key in live)
        kept = sum(HEAD.size + extent.told + extent.size for extent in extents)
        old = self._files.paths()
        if sum(path.stat().st_size for path in old) <= (kept if at_once else 2 * kept):
            return
        for key in sorted(live, key=self._places.__getitem__):
            self.add(key, *self.record(key))
        self.flush()
        self.close()
        for path in old:
            path.unlink()
        for key in [key for key in self._places if key not in live]:
            del self._places[key]

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()

    def _is_whole(self, key: bytes) -> bool:
        try:
            self.record(key)
        except Damaged:
            return False
        return True
