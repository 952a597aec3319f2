"""The files of :mod:`nlp_oldcadre.corpus.parts`, read record by record, by whoever knows the places."""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

# Key, length of ``about``, length of ``data``, check sum of both.
HEAD = struct.Struct(">16sIII")
_OFFSET_BITS = 40
# Documents are asked for in nearly the order of the parts.
_MOST_OPEN = 64
# On Windows bytes are changed otherwise.
_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class Damaged(ValueError):
    """A record that can't be read or whose check sum is wrong: the disk has lost something."""


class Extent(NamedTuple):
    """Where a record lies: file, offset of ``about``, the lengths of ``about`` and ``data``, and their check sum."""

    file: int
    offset: int
    told: int
    size: int
    check: int


def place_of(number: int, offset: int) -> int:
    """A place as one number: of the part, and of the record in it."""
    return number << _OFFSET_BITS | offset


def part_of(place: int) -> int:
    """The number of the part that a place is in."""
    return place >> _OFFSET_BITS


def record_of(key: bytes, about: dict[str, Any], data: bytes) -> bytes:
    """A record as it stands in a part."""
    told = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return HEAD.pack(key, len(told), len(data), zlib.crc32(data, zlib.crc32(told))) + told + data


class PartFiles:
    """The parts of a folder; files are opened when they are asked for, and closed by :meth:`close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[int, int] = {}

    def __enter__(self) -> PartFiles:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def paths(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*.part") if path.stem.isdecimal())

    def path(self, number: int) -> Path:
        return self.folder / f"{number:06d}.part"

    def keys(self, number: int) -> Iterator[tuple[bytes, int]]:
        """The keys of the records of a part, with their places."""
        with self.path(number).open("rb") as handle:
            for key, offset in _heads(handle.fileno()):
                yield key, place_of(number, offset)

    def about(self, place: int) -> dict[str, Any]:
        """What is known about a document.

        Raises
        ------
        Damaged : that can't be read. The check sum is that of :meth:`record`.
        """
        found = self.extent(place)
        return _told(_read(found.file, found.told, found.offset))

    def record(self, place: int) -> tuple[dict[str, Any], bytes]:
        """What is known about a document, and its rows.

        Raises
        ------
        Damaged : the part is not what was written.
        """
        found = self.extent(place)
        body = _read(found.file, found.told + found.size, found.offset)
        if zlib.crc32(body) != found.check:
            raise Damaged(f"{self.path(part_of(place)).name}: wrong check sum")
        return _told(body[: found.told]), body[found.told :]

    def extent(self, place: int) -> Extent:
        offset = place & ((1 << _OFFSET_BITS) - 1)
        file = self._file(part_of(place))
        _, told, size, check = HEAD.unpack(_read(file, HEAD.size, offset))
        return Extent(file, offset + HEAD.size, told, size, check)

    def close(self) -> None:
        """Let go of the files."""
        for file in self._open.values():
            os.close(file)
        self._open.clear()

    def _file(self, number: int) -> int:
        if number not in self._open:
            if len(self._open) >= _MOST_OPEN:
                self.close()
            try:
                self._open[number] = os.open(self.path(number), _READ_ONLY)
            except FileNotFoundError as error:
                raise Damaged(self.path(number).name) from error
        return self._open[number]


def _bytes_at(file: int, size: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file, size, offset)
    # On Windows there is no such call.
    os.lseek(file, offset, os.SEEK_SET)
    return os.read(file, size)


def _read(file: int, size: int, offset: int) -> bytes:
    try:
        data = _bytes_at(file, size, offset)
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
    while offset + HEAD.size <= end:
        key, told, size, _ = HEAD.unpack(_bytes_at(file, HEAD.size, offset))
        after = offset + HEAD.size + told + size
        if after > end:
            return
        yield key, offset
        offset = after
