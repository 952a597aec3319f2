"""Files that hold several documents (ZIP, TAR, gzip, e-mails, OFD with several): each member is a document of its own.

A :class:`Place` names a document, :func:`listing` goes over those of a file in a fixed order, and :func:`member` gets one.
Nothing is unpacked to the disk, and what may come out of one file is bounded: depth, number, bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nlp_oldcadre.errors import EmptyDocument, NotFound, OldcadreError, ProcessingError, TooLarge
from nlp_oldcadre.read.archive_kinds import Member, holder_of, may_hold
from nlp_oldcadre.read.walk import is_document_name, printable

# An archive in an archive in an archive; a file that holds itself ends here.
MAX_DEPTH = 3
# Of one file, with all that is in its archives.
MAX_DOCUMENTS = 20_000
MAX_TOTAL_BYTES = 1_000_000_000
_HEAD = 65_536


class Place(NamedTuple):
    """Where a document is: a file, or a member inside it (``inside`` goes from the outermost archive inwards).

    Examples
    --------
    >>> Place(Path("收文/a.zip"), ("材料/b.zip", "c.docx")).uri
    '收文/a.zip!/材料/b.zip!/c.docx'
    """

    path: Path
    inside: tuple[str, ...] = ()

    @classmethod
    def of(cls, named: str | Path) -> Place:
        """The place that a path or a :attr:`uri` names.

        Examples
        --------
        >>> Place.of("收文/a.zip!/b.docx").inside
        ('b.docx',)
        """
        path = Path(named)
        outer, *inside = str(named).split("!/")
        if not inside or path.exists():
            return cls(path)
        # A folder's name too may end so.
        while len(inside) > 1 and not Path(outer).is_file() and Path(outer + "!").is_dir():
            outer += "!/" + inside.pop(0)
        return cls(Path(outer), tuple(inside))

    @property
    def uri(self) -> str:
        return "!/".join((printable(self.path), *self.inside))


class Listed(NamedTuple):
    """A document of a listing; ``digest`` (sha256 of its bytes) is None for a file that holds no others."""

    place: Place
    size: int
    digest: str | None = None


class _Budget:
    """What may still come out of a file."""

    def __init__(self, where: str) -> None:
        self._where, self.documents, self.bytes = where, MAX_DOCUMENTS, MAX_TOTAL_BYTES

    def take(self, size: int) -> None:
        self.documents -= 1
        self.bytes -= size
        if self.documents < 0 or self.bytes < 0:
            raise _Spent(
                self._where,
                zh=f"压缩包里的文件超过 {MAX_DOCUMENTS:,} 个，或解开后超过 {MAX_TOTAL_BYTES:,} 字节，其余未读",
                en=f"there are more than {MAX_DOCUMENTS:,} files or {MAX_TOTAL_BYTES:,} bytes in the archive; the rest is left",
                remedy_zh="请确认文件来源可靠；如属正常文件，请拆成几份",
                remedy_en="make sure of where it comes from; split it if it is in order",
            )


class _Spent(TooLarge):
    """Ends a listing."""


def places(path: str | Path) -> Iterator[Place]:
    """The documents of a file in a fixed order: the file itself, or the members of an archive.

    Members that can't be got at (encrypted, damaged) are places too: reading them says why.
    """
    for one in listing(Path(path)):
        yield one.place if isinstance(one, Listed) else Place(Path(path), _inside(one))


def listing(path: Path, *, stored: Path | None = None) -> Iterator[Listed | OldcadreError]:
    """The documents of a file with their sizes and digests, and an error for each member that can't be got at.

    Parameters
    ----------
    stored : where the bytes lie, when not at ``path``.
    """
    place, file = Place(path), stored or path
    try:
        with file.open("rb") as handle:
            holds = may_hold(handle.read(_HEAD))
        size = file.stat().st_size
        data = file.read_bytes() if holds and size <= MAX_TOTAL_BYTES else None
    except OSError:
        # Reading the file will say so.
        yield Listed(place, -1)
        return
    try:
        holds = data is not None and holder_of(data) is not None
    except Exception as error:
        yield ProcessingError.of(place.uri, error)
        return
    if data is None or not holds:
        yield Listed(place, size)
        return
    yield from listing_of(data, place)


def listing_of(data: bytes, place: Place) -> Iterator[Listed | OldcadreError]:
    """As :func:`listing`, of bytes that hold documents."""
    try:
        yield from _guarded(_walk(data, place, _Budget(place.uri)), place)
    except _Spent as error:
        yield error


def _guarded(found: Iterator[Listed | OldcadreError], place: Place) -> Iterator[Listed | OldcadreError]:
    """A fault of ours in one file costs no other."""
    try:
        yield from found
    except OldcadreError:
        raise
    except Exception as error:
        yield ProcessingError.of(place.uri, error)


def _walk(data: bytes, place: Place, budget: _Budget) -> Iterator[Listed | OldcadreError]:
    holder = holder_of(data)
    if holder is None:
        yield Listed(place, len(data), hashlib.sha256(data).hexdigest())
        return
    if len(place.inside) >= MAX_DEPTH:
        yield _too_deep(place)
        return
    found = False
    try:
        members = holder(data, place.uri)
        names = sorted(name for name in members.names() if is_document_name(name))
        for name in names:
            inner = Place(place.path, (*place.inside, name))
            found = True
            try:
                member = members.read(name)
            except OldcadreError as error:
                yield error.at(inner.uri)
                continue
            except Exception as error:
                yield ProcessingError.of(inner.uri, error)
                continue
            budget.take(len(member.data))
            if member.read:
                yield Listed(inner, len(member.data), hashlib.sha256(member.data).hexdigest())
                continue
            yield from _guarded(_walk(member.data, inner, budget), inner)
    except _Spent:
        raise
    except OldcadreError as error:
        yield error
        return
    if not found:
        yield _nothing_in(place)


def member(data: bytes, place: Place) -> Member:
    """The document at a place in the file whose bytes are ``data``.

    Raises
    ------
    NotFound : there is no such member.
    ReadError : an archive on the way is damaged or encrypted, or too deep.
    """
    found = Member(data)
    for depth, name in enumerate(place.inside):
        outer = Place(place.path, place.inside[:depth])
        holder = holder_of(found.data)
        if holder is None or found.read or depth >= MAX_DEPTH:
            raise _no_member(place)
        try:
            found = holder(found.data, outer.uri).read(name)
        except NotFound as error:
            raise _no_member(place) from error
    return found


def _inside(error: OldcadreError) -> tuple[str, ...]:
    return tuple(error.where.split("!/")[1:])


def _no_member(place: Place) -> NotFound:
    return NotFound(
        place.uri, zh="压缩包里没有这个文件", en="there is no such member of the archive",
        remedy_zh="请检查名称", remedy_en="check the name",
    )  # fmt: skip


def _too_deep(place: Place) -> TooLarge:
    return TooLarge(
        place.uri, zh=f"压缩包套了超过 {MAX_DEPTH} 层", en=f"archives are nested more than {MAX_DEPTH} deep",
        remedy_zh="请先解开外层压缩包", remedy_en="unpack the outer archives first",
    )  # fmt: skip


def _nothing_in(place: Place) -> EmptyDocument:
    return EmptyDocument(
        place.uri, zh="压缩包里没有可处理的文件", en="the archive holds no documents",
        remedy_zh="请检查压缩包的内容", remedy_en="look into the archive",
    )  # fmt: skip
