"""Which office program's file the bytes are: by the streams of an OLE file, by marks of RTF, Word XML and ODT."""

from __future__ import annotations

import struct
from typing import NamedTuple

from nlp_oldcadre.errors import ReadError
from nlp_oldcadre.read.zipped import Package, is_package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
_WORD_XML = b'<?mso-application progid="Word.Document"?>'
_ODT = b"application/vnd.oasis.opendocument.text"
_ENTRY = 128
_ENCRYPTED_WORD = 0x0100


class Kind(NamedTuple):
    """The suffix and media type of a format, and whether the file is encrypted."""

    suffix: str
    media_type: str
    locked: bool = False


def kind_of(data: bytes) -> Kind | None:
    """The kind of a file that LibreOffice can turn into a DOCX; None for everything else.

    Examples
    --------
    >>> kind_of(b"{\\\\rtf1 }"), kind_of(b"text")
    (Kind(suffix='.rtf', media_type='application/rtf', locked=False), None)
    """
    if data.startswith(OLE):
        return _of_ole(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(RTF):
        return Kind(".rtf", "application/rtf")
    if _WORD_XML in data[:1_000]:
        return Kind(".xml", "application/msword")
    return _of_package(data) if is_package(data) and data[30:38] == b"mimetype" else None


def has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE file has a stream or storage of this name."""
    return _entry(data, name) is not None


def _of_ole(data: bytes) -> Kind | None:
    """DOC and WPS (both hold a WordDocument); an encrypted DOCX hides in an OLE file too."""
    if has_stream(data, "EncryptedPackage"):
        return Kind(".docx", "application/msword", locked=True)
    entry = _entry(data, "WordDocument")
    return Kind(".doc", "application/msword", locked=_is_encrypted(data, entry)) if entry is not None else None


def _entry(data: bytes, name: str) -> int | None:
    """Where the directory's entry of this name stands: entries are of 128 bytes, at multiples of that.

    The directory is not followed through the table of sectors, so that damaged files are told too.
    """
    wanted = name.encode("utf-16-le") + b"\0\0"
    # The length of the name, and the kind: a storage or a stream.
    tails = [struct.pack("<HB", len(wanted), kind) for kind in (1, 2)]
    at = data.find(wanted)
    while at >= 0:
        if at % _ENTRY == 0 and data[at + 64 : at + 67] in tails:
            return at
        at = data.find(wanted, at + 1)
    return None


def _is_encrypted(data: bytes, entry: int) -> bool:
    """The flag in the head of the WordDocument stream, which always has sectors of its own."""
    if len(data) < entry + _ENTRY:
        return False
    shift, sector = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, entry + 116)[0]
    at = (sector + 1) << min(shift, 12)
    if len(data) < at + 12:
        return False
    return bool(struct.unpack_from("<H", data, at + 10)[0] & _ENCRYPTED_WORD)


def _of_package(data: bytes) -> Kind | None:
    """ODT, whose first member names the format."""
    try:
        package = Package(data, "")
        if not (package.get("mimetype", 200) or b"").startswith(_ODT):
            return None
        manifest = package.get("META-INF/manifest.xml", 10_000_000) or b""
    except ReadError:
        return None
    return Kind(".odt", _ODT.decode(), locked=b"encryption-data" in manifest)
