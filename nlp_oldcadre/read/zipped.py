"""ZIP packages (DOCX, OFD, archives) opened with limits, so that no file can fill the memory or lead out of itself.

Nothing is ever unpacked to the disk. What a member may cost is checked against what the package says of it *and* against
what really comes out; :meth:`Package.read` gives bytes, and the sum of all that was read is bounded too.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NoReturn

from nlp_oldcadre.errors import Locked, NotFound, ReadError, TooLarge
from nlp_oldcadre.read.walk import distinct, name_within

MARK = b"PK\x03\x04"
# A DOCX has about twenty members, one with a thousand pictures a thousand; the office's archives a few thousand.
MAX_MEMBERS = 20_000
# A member, and all that is read of one package together. The XML of a book of 3 million characters has about 60 MB.
MAX_MEMBER_BYTES = 100_000_000
MAX_TOTAL_BYTES = 400_000_000
# XML with many equal tags comes to about 100; deflate can't give more than 1,032, and only on purpose more than this.
MAX_RATIO = 500
_RATIO_COUNTS_FROM = 2_000_000
MAX_NAME = 1_000
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
# Every way in which zipfile tells that a package is damaged or of a kind that it can't read.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, KeyError, IndexError,
    NotImplementedError, RuntimeError, OverflowError, MemoryError,
)  # fmt: skip


def is_package(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP package with something in it."""
    return data.startswith(MARK)


def member_names(data: bytes) -> frozenset[str]:
    """The members' names; none for what is no ZIP package or a damaged one. For telling formats apart."""
    if not is_package(data):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(_name(info) for info in archive.infolist()[:MAX_MEMBERS])
    except _DAMAGED:
        return frozenset()


class Package:
    """The members of a ZIP package by name.

    Parameters
    ----------
    data : the package's bytes.
    where : what to call it in an error.

    Raises
    ------
    TooLarge : it has more than ``MAX_MEMBERS``.
    ReadError : it is damaged.

    Examples
    --------
    >>> out = io.BytesIO()
    >>> with zipfile.ZipFile(out, "w") as archive:
    ...     archive.writestr("word/document.xml", "<a/>")
    >>> package = Package(out.getvalue(), "a.docx")
    >>> package.names, package.read("/Word/document.xml"), "b.xml" in package
    (('word/document.xml',), b'<a/>', False)
    """

    def __init__(self, data: bytes, where: str) -> None:
        self._data, self._where = data, where
        self._left = MAX_TOTAL_BYTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            _damaged(where, error)
        infos = self._archive.infolist()
        if len(infos) > MAX_MEMBERS:
            _too_large(
                where, f"压缩包里有 {len(infos):,} 个文件，上限 {MAX_MEMBERS:,}", f"the package has {len(infos):,} members"
            )
        files = [info for info in infos if not info.is_dir()]
        self._members = dict(zip(distinct(map(_name, files)), files, strict=True))
        # Names of parts differ in case between programs that write and programs that refer to them.
        self._parts = {_key(name): info for name, info in self._members.items()}
        self.names = tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return self._info(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def _info(self, name: str) -> zipfile.ZipInfo | None:
        return self._members.get(name) or self._parts.get(_key(name))

    def size(self, name: str) -> int:
        """How many bytes the package says that the member has; 0 where it is missing."""
        info = self._info(name)
        return info.file_size if info else 0

    def read(self, name: str, limit: int = MAX_MEMBER_BYTES) -> bytes:
        """The member's bytes.

        Raises
        ------
        NotFound : there is no such member (it derives from no ReadError: callers ask ``in`` first or want ``get``).
        Locked : it is encrypted.
        TooLarge : it has more than ``limit`` bytes, shrinks beyond belief, or too much was read of this package.
        ReadError : it is damaged.
        """
        info = self._info(name)
        if info is None:
            raise NotFound(
                f"{self._where}/{name}", zh="压缩包里没有这个文件", en="there is no such member of the package",
                remedy_zh="请重新导出或下载", remedy_en="export or download it again",
            )  # fmt: skip
        self._check(info, limit)
        try:
            data = self._unpacked(info, min(limit, self._left) + 1)
        except _DAMAGED as error:
            _damaged(self._where, error)
        self._left -= len(data)
        if len(data) > limit or self._left < 0:
            self._refuse(info)
        return data

    def _unpacked(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """The member's first bytes; deflated ones that agree with what the package says of them without zipfile's detours."""
        if info.compress_type == zipfile.ZIP_DEFLATED:
            at = info.header_offset
            name, extra = struct.unpack_from("<HH", self._data, at + 26)
            start = at + 30 + name + extra
            packed = self._data[start : start + info.compress_size]
            data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit)
            if len(data) == info.file_size and zlib.crc32(data) == info.CRC and self._data.startswith(MARK, at):
                return data
        with self._archive.open(info) as member:
            return member.read(limit)

    def get(self, name: str, limit: int = MAX_MEMBER_BYTES) -> bytes | None:
        """The member's bytes; None where there is no such member."""
        return self.read(name, limit) if name in self else None

    def _check(self, info: zipfile.ZipInfo, limit: int) -> None:
        if info.flag_bits & _ENCRYPTED:
            raise Locked(
                self._where, zh="压缩包已加密，需要密码", en="the package is encrypted and needs a password",
                remedy_zh="请先去掉密码，另存一份", remedy_en="save a copy without the password",
            )  # fmt: skip
        if info.file_size > min(limit, self._left):
            self._refuse(info)
        if info.file_size > max(_RATIO_COUNTS_FROM, MAX_RATIO * info.compress_size):
            self._refuse(info)

    def _refuse(self, info: zipfile.ZipInfo) -> NoReturn:
        name = _name(info)
        _too_large(self._where, f"压缩包里的 {name} 解开后过大", f"the member {name} of the package is too large when unpacked")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _name(info: zipfile.ZipInfo) -> str:
    """The name as text within the package: no way up or to a drive, nothing that can't be printed, GB18030 where it is that."""
    name = info.filename[:MAX_NAME]
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        name = _decoded(name)
    return name_within(re.sub(r"[\x00-\x1f\x7f]", "", name).replace("\\", "/"))


def _decoded(name: str) -> str:
    """A name that zipfile took for code page 437, as nearly every old program leaves it unmarked."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Some names in GB18030 (通知一) are valid UTF-8 too: of letters that no Chinese name has.
        if encoding == "gb18030" or not any("\x80" <= character < "\u0800" for character in text):
            return text
    return name


def _damaged(where: str, error: Exception) -> NoReturn:
    raise ReadError(
        where,
        zh="文件（ZIP 结构）已损坏",
        en=f"the file (a ZIP package) is damaged ({type(error).__name__})",
        remedy_zh="请重新下载，或用办公软件打开后另存一份",
        remedy_en="download it again, or open it in its program and save a copy",
    ) from error


def _too_large(where: str, zh: str, en: str) -> NoReturn:
    raise TooLarge(
        where,
        zh=zh,
        en=en,
        remedy_zh="请确认文件来源可靠；如属正常文件，请拆成几份",
        remedy_en="make sure of where it comes from; split it if it is in order",
    )
