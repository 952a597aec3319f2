"""Formats that are known by their first bytes but not read: the error names them, and what to do."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

from nlp_oldcadre.errors import UnknownFormat
from nlp_oldcadre.read.zipped import member_names

_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "压缩包", "a ZIP archive"),
    (b"PK\x05\x06", "空的压缩包", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Excel、PPT 等（OLE）文件", "an old Excel, PowerPoint or other OLE file"),
    (b"Rar!\x1a\x07", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"),
    (b"PAR1", "Parquet 数据表", "a Parquet table"),
    (b"SQLite format 3\x00", "SQLite 数据库", "an SQLite database"),
    (b"\x7fELF", "程序文件", "a program"),
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf")
# A member that only this format has.
_IN_ZIP: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.xml", "Excel 表格（.xlsx）", "an Excel file (.xlsx)"),
    ("ppt/presentation.xml", "PPT 演示文稿", "a PowerPoint file"),
    ("content.xml", "ODF 文件", "an OpenDocument file"),
)


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as one of the formats that are known but not read."""
    return any(data.startswith(mark) for mark, _, _ in _MARKS)


def is_in_zip(members: Collection[str]) -> bool:
    """Whether a ZIP package with these members is a file of such a format."""
    return any(member in members for member, _, _ in _IN_ZIP)


def refuse(data: bytes, where: str, max_bytes: int) -> NoReturn:
    """Say what the file is and how its text can be read all the same."""
    zh, en = _name(data)
    is_packed = data.startswith(_ARCHIVES)
    raise UnknownFormat(
        where,
        zh=f"这是{' ' if zh[0].isascii() else ''}{zh}，不在可读的格式（文本、PDF、OFD、Word、网页、邮件、ZIP）之内",
        en=f"this is {en}; plain text, PDF, OFD, Word files, web pages, e-mails and ZIP archives are read",
        remedy_zh="请先解压，或改用 ZIP 压缩" if is_packed else "请另存为纯文本（.txt）或 PDF 再处理",
        remedy_en="unpack it, or pack it as ZIP" if is_packed else "save it as plain text (.txt) or PDF first",
    )


def _name(data: bytes) -> tuple[str, str]:
    zh, en = next((zh, en) for mark, zh, en in _MARKS if data.startswith(mark))
    if data.startswith(b"PK\x03\x04"):
        members = member_names(data)
        return next(((zh, en) for member, zh, en in _IN_ZIP if member in members), (zh, en))
    return zh, en
