"""Finished documents, kept on disk until (and after) the tables are made of them: what a run that breaks off has done stays.

A part is a file ``000012.part`` of some hundred documents. It is written under another name, forced to disk and renamed, so a
part is there whole or not at all, wherever the run ends: kill -9, power, a full disk. What is lost are the documents of the
last seconds, which the next run does again. Documents stand in parts in the order in which they were finished; the tables are
made of them in the order of their paths, so their bytes depend neither on that order nor on interruptions.

A record is a head (key, lengths, check sum), what is known about the document as JSON (``about``), and its rows (``data``). The
key says all that decides about the rows: another content, path, version or option is another key. A later record of a key
takes the place of an earlier one. Records that no key of the last run names go when they take more room than the others.
"""

from __future__ import annotations

import json
import os
import struct
import time
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from nlp_oldcadre.corpus.durable import force_folder
from nlp_oldcadre.corpus.schemas import SCHEMAS
from nlp_oldcadre.corpus.writer import Batches

# Key, length of ``about``, length of ``data``, check sum of both.
_HEAD = struct.Struct(">16sIII")
# A part is written when it has so many bytes, or when its first document has waited so many seconds.
_BYTES, _SECONDS = 8_000_000, 5.0
_OFFSET_BITS = 40
_CODEC = "zstd"


class Packed(NamedTuple):
    """The rows of a document, ready for disk: ``sizes`` are the bytes of each table before they were compressed."""

    sizes: dict[str, int]
    data: bytes


def pack(batches: Batches) -> Packed:
    """Rows as bytes: record batches one after the other, without their schemas, which are those of the tables."""
    plain = {name: batch.serialize() for name, batch in batches.items()}
    joined = b"".join(plain.values())
    return Packed({name: len(data) for name, data in plain.items()}, pa.Codec(_CODEC).compress(joined, asbytes=True))


def unpack(packed: Packed) -> Batches:
    """The rows that :func:`pack` made bytes of.

    Examples
    --------
    >>> unpack(pack({}))
    {}
    """
    if not packed.sizes:
        return {}
    joined = pa.Codec(_CODEC).decompress(packed.data, sum(packed.sizes.values()), asbytes=True)
    batches, start = {}, 0
    for name, size in packed.sizes.items():
        # Bytes of its own: one small table that waits to be written must not hold on to the rows of all others.
        batches[name] = pa.ipc.read_record_batch(pa.py_buffer(joined[start : start + size]), SCHEMAS[name])
        start += size
    return batches


class Damaged(ValueError):
    """A record that can't be read or whose check sum is wrong: the disk has lost something."""


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
        self._places: dict[bytes, int] = {}
        self._buffer, self._since = bytearray(), 0.0
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.tmp"):
            left.unlink()
        self._open: dict[int, int] = {}
        numbers = sorted(int(path.stem) for path in self._files())
        for number in numbers:
            self._load(number)
        self._next = numbers[-1] + 1 if numbers else 0

    def __contains__(self, key: bytes) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def add(self, key: bytes, about: dict[str, Any], data: bytes) -> None:
        """Keep a document; it is on disk within seconds."""
        if not self._buffer:
            self._since = time.monotonic()
        told = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self._places[key] = self._next << _OFFSET_BITS | len(self._buffer)
        self._buffer += _HEAD.pack(key, len(told), len(data), zlib.crc32(data, zlib.crc32(told))) + told + data
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
        fresh.rename(self._path(self._next))
        force_folder(self.folder)
        self._next += 1
        self._buffer = bytearray()

    def drop_damaged(self) -> int:
        """Give up all parts that hold a damaged record; how many documents are to be done again."""
        damaged = {self._places[key] >> _OFFSET_BITS for key in self._places if not self._is_whole(key)}
        lost = [key for key, place in self._places.items() if place >> _OFFSET_BITS in damaged]
        self.close()
        for number in damaged:
            self._path(number).unlink(missing_ok=True)
        for key in lost:
            del self._places[key]
        return len(lost)

    def about(self, key: bytes) -> dict[str, Any]:
        """What is known about a document.

        Raises
        ------
        Damaged : that can't be read. The check sum is that of :meth:`record`.
        """
        file, offset, told, _, _ = self._record(key)
        return _told(_read(file, told, offset))

    def record(self, key: bytes) -> tuple[dict[str, Any], bytes]:
        """What is known about a document, and its rows.

        Raises
        ------
        Damaged : the part is not what was written.
        """
        file, offset, told, size, check = self._record(key)
        body = _read(file, told + size, offset)
        if zlib.crc32(body) != check:
            raise Damaged(key.hex())
        return _told(body[:told]), body[told:]

    def compact(self, keep: Collection[bytes]) -> None:
        """Let go of the records that are not to be kept, when they take more room than the others."""
        self.flush()
        live = {key for key in keep if key in self._places}
        kept = sum(_HEAD.size + told + size for _, _, told, size, _ in map(self._record, live))
        old = self._files()
        if sum(path.stat().st_size for path in old) <= 2 * kept:
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
        for file in self._open.values():
            os.close(file)
        self._open.clear()

    def _files(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*.part") if path.stem.isdecimal())

    def _is_whole(self, key: bytes) -> bool:
        try:
            self.record(key)
        except Damaged:
            return False
        return True

    def _load(self, number: int) -> None:
        with self._path(number).open("rb") as handle:
            for key, offset in _heads(handle.fileno()):
                self._places[key] = number << _OFFSET_BITS | offset

    def _record(self, key: bytes) -> tuple[int, int, int, int, int]:
        """File, offset of ``about``, both lengths and the check sum."""
        place = self._places[key]
        number, offset = place >> _OFFSET_BITS, place & ((1 << _OFFSET_BITS) - 1)
        file = self._file(number)
        _, told, size, check = _HEAD.unpack(_read(file, _HEAD.size, offset))
        return file, offset + _HEAD.size, told, size, check

    def _file(self, number: int) -> int:
        if number not in self._open:
            # Documents are asked for in nearly the order of the parts.
            if len(self._open) >= 64:
                self.close()
            try:
                self._open[number] = os.open(self._path(number), os.O_RDONLY)
            except FileNotFoundError as error:
                raise Damaged(self._path(number).name) from error
        return self._open[number]

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06d}.part"


def _read(file: int, size: int, offset: int) -> bytes:
    try:
        data = os.pread(file, size, offset)
    except OSError as error:
        raise Damaged(str(error)) from error
    if len(data) < size:
        raise Damaged("cut short")
    return data


def _told(data: bytes) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    except ValueError as error:
        raise Damaged(str(error)) from error
    return about


def _heads(file: int) -> Iterator[tuple[bytes, int]]:
    """Keys and offsets of the records of a part."""
    offset, end = 0, os.fstat(file).st_size
    while offset + _HEAD.size <= end:
        key, told, size, _ = _HEAD.unpack(os.pread(file, _HEAD.size, offset))
        after = offset + _HEAD.size + told + size
        if after > end:
            return
        yield key, offset
        offset = after
