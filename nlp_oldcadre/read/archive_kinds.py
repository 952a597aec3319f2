"""The kinds of files that hold documents: how each is told, and how its members are got."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple, Protocol

from nlp_oldcadre.errors import NotFound, ReadError, TooLarge
from nlp_oldcadre.read import foreign, mail, ofd
from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.docx_parts import is_docx
from nlp_oldcadre.read.office_kinds import kind_of as office_kind_of
from nlp_oldcadre.read.walk import distinct, name_within, printable
from nlp_oldcadre.read.zipped import MAX_MEMBER_BYTES, MAX_MEMBERS, Package, is_package, member_names

_GZIP = b"\x1f\x8b\x08"
_TAR_MARK, _TAR_AT = b"ustar", 257
_EMPTY_LINES = 2


class Member(NamedTuple):
    """A member: its bytes and, where these are not a file of a format of their own, how they are read."""

    data: bytes
    read: Callable[[str, int], Content] | None = None


class Members(Protocol):
    """What an archive holds."""

    def names(self) -> Iterable[str]: ...

    def read(self, name: str) -> Member: ...


class ZipMembers:
    """The members of a ZIP archive."""

    def __init__(self, data: bytes, where: str) -> None:
        self._package = Package(data, where)

    def names(self) -> Iterable[str]:
        return self._package.names

    def read(self, name: str) -> Member:
        return Member(self._package.read(name))


class TarMembers:
    """The files of a TAR archive."""

    def __init__(self, data: bytes, where: str) -> None:
        self._where = where
        files: list[tarfile.TarInfo] = []
        try:
            self._archive = tarfile.TarFile(fileobj=io.BytesIO(data), encoding="utf-8", errors="surrogateescape")
            for number, info in enumerate(self._archive):
                if number >= MAX_MEMBERS:
                    raise _too_large(where)
                if info.isreg():
                    files.append(info)
        except (tarfile.TarError, OSError, ValueError, EOFError, OverflowError) as error:
            raise _damaged(where, "TAR", error) from error
        self._files = dict(zip(distinct(name_within(printable(info.name)) for info in files), files, strict=True))

    def names(self) -> Iterable[str]:
        return self._files

    def read(self, name: str) -> Member:
        if name not in self._files:
            raise _missing(self._where, name)
        try:
            handle = self._archive.extractfile(self._files[name])
            data = handle.read(MAX_MEMBER_BYTES + 1) if handle else b""
        except (tarfile.TarError, OSError, ValueError, EOFError, MemoryError, OverflowError) as error:
            raise _damaged(self._where, "TAR", error) from error
        if len(data) > MAX_MEMBER_BYTES:
            raise _too_large(self._where)
        return Member(data)


class GzipMembers:
    """The one file that gzip packed."""

    def __init__(self, data: bytes, where: str) -> None:
        self._data, self._where = data, where
        name = re.sub(r"(?i)\.t?gz$", "", re.split(r"[/\\]", where)[-1])
        self._name = name + ".tar" if where.lower().endswith(".tgz") else name

    def names(self) -> Iterable[str]:
        return (self._name or "data",)

    def read(self, name: str) -> Member:
        try:
            with gzip.open(io.BytesIO(self._data)) as handle:
                data = handle.read(MAX_MEMBER_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise _damaged(self._where, "gzip", error) from error
        if len(data) > MAX_MEMBER_BYTES:
            raise _too_large(self._where)
        return Member(data)


class MailMembers:
    """The attachments of a message, and its body where that holds more than a line."""

    def __init__(self, data: bytes, where: str) -> None:
        self._where = where
        self._message = mail.parse(data, where)
        self._files = {one.name: one for one in mail.attachments(self._message, where)}
        self._data = data

    def names(self) -> Iterable[str]:
        return (*([mail.BODY] if self._has_text() else []), *self._files)

    def read(self, name: str) -> Member:
        if name in self._files:
            return Member(self._files[name].data(self._where))
        if name != mail.BODY:
            raise _missing(self._where, name)
        return Member(self._data, partial(mail.read, self._data))

    def _has_text(self) -> bool:
        try:
            text = mail.body(self._message, self._where, MAX_MEMBER_BYTES).text
        except ReadError:
            return False
        return sum(bool(line.strip()) for line in text.splitlines()) >= _EMPTY_LINES


class OfdMembers:
    """The documents of an OFD package."""

    def __init__(self, data: bytes, where: str) -> None:
        self._data, self._where = data, where

    def names(self) -> Iterable[str]:
        return ofd.documents(self._data, self._where)

    def read(self, name: str) -> Member:
        return Member(self._data + name.encode(), partial(ofd.read_document, self._data, name))


def may_hold(head: bytes) -> bool:
    """Whether a file that begins so has to be looked into."""
    return is_package(head) or head.startswith(_GZIP) or _is_tar(head) or mail.recognises(head)


def holder_of(data: bytes) -> Callable[[bytes, str], Members] | None:
    """How the documents in these bytes are got; None for what is a document itself, or nothing of the kind."""
    if is_package(data):
        return _in_package(data)
    if data.startswith(_GZIP):
        return GzipMembers
    if _is_tar(data):
        return TarMembers
    if mail.recognises(data):
        try:
            return MailMembers if mail.attachments(mail.parse(data, ""), "") else None
        except ReadError:
            return None
    return None


def is_archive(data: bytes) -> bool:
    """Whether the bytes are no document themselves; a package of several OFD documents reads as its first."""
    return holder_of(data) not in (None, OfdMembers)


def _in_package(data: bytes) -> Callable[[bytes, str], Members] | None:
    if ofd.recognises(data):
        try:
            return OfdMembers if len(ofd.documents(data)) > 1 else None
        except ReadError:
            return None
    if is_docx(data) or office_kind_of(data) is not None or foreign.is_in_zip(member_names(data)):
        return None
    return ZipMembers


def _is_tar(data: bytes) -> bool:
    return data.startswith(_TAR_MARK, _TAR_AT)


def _missing(where: str, name: str) -> NotFound:
    return NotFound(
        f"{where}!/{name}", zh="压缩包里没有这个文件", en="there is no such member of the archive",
        remedy_zh="请检查名称", remedy_en="check the name",
    )  # fmt: skip


def _damaged(where: str, kind: str, error: Exception) -> ReadError:
    return ReadError(
        where, zh=f"{kind} 压缩包已损坏", en=f"the {kind} archive is damaged ({type(error).__name__})",
        remedy_zh="请重新下载", remedy_en="download it again",
    )  # fmt: skip


def _too_large(where: str) -> TooLarge:
    return TooLarge(
        where, zh="压缩包里的文件过多或解开后过大", en="the archive holds too many files or too large ones",
        remedy_zh="请确认文件来源可靠；如属正常文件，请拆成几份",
        remedy_en="make sure of where it comes from; split it if it is in order",
    )  # fmt: skip
