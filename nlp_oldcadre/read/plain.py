"""Plain text of any encoding that Chinese offices use, told apart by strict decoding and plausibility.

The encodings are tried from the one that gives itself away to the one that accepts nearly anything: a byte order mark,
UTF-8 (a text of another encoding is hardly ever valid UTF-8), UTF-16 without a mark, and then GB18030 against Big5,
where both may decode: the right one gives common characters, the wrong one rare ones.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from functools import cache

from nlp_oldcadre.errors import ReadError, UnknownEncoding, UnknownFormat
from nlp_oldcadre.read.content import Content

# UTF-32 first: its little-endian mark begins with that of UTF-16. A UTF-8 mark stays in the text as U+FEFF, as it does
# for whoever opens the file as UTF-8 to follow the offsets.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
)
_DOUBLE_BYTE = ("gb18030", "big5")
# The right reading of running Chinese has over 0.97 common characters, that of GB18030 as Big5 or the other way
# round at most 0.7 (measured on texts of both).
_PLAUSIBLE = 0.85
# Four common Chinese characters in UTF-8 in a row: by chance about once in 10^10 positions of GB18030.
_UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xef\xbc[\x80-\xbf]|\xe3\x80[\x80-\xbf]){4,}")
_HZ = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_LETTER = re.compile("[A-Za-z]")
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# So many control characters in a thousand are not slips of a converter any more.
_MAX_CONTROL = 5


def recognises(data: bytes) -> bool:
    """Plain text takes what no other format claims; :func:`read` refuses what is none."""
    return True


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """Decode a text.

    Raises
    ------
    UnknownFormat : binary data.
    UnknownEncoding : an encoding that can't be told, or several in one file; the byte position is named.
    ReadError : a lone surrogate, with its position.
    """
    encoding, text = decode(data, where)
    if (junk := _CONTROL.search(text)) and (junk[0] == "\0" or len(_CONTROL.findall(text)) * 1000 > _MAX_CONTROL * len(text)):
        raise _binary(where, f"第 {junk.start()} 个字符是控制字符", f"character {junk.start()} is a control character")
    return Content(text, f"text/plain; charset={encoding}")


def decode(data: bytes, where: str) -> tuple[str, str]:
    """The encoding and the text.

    Raises
    ------
    UnknownFormat, UnknownEncoding, ReadError : as :func:`read`.

    Examples
    --------
    >>> decode("老干部工作".encode("gb18030"), "a.txt")
    ('gb18030', '老干部工作')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, _decode_strictly(data, encoding, where)
    if byte_order := _unmarked_utf16(data):
        return byte_order, _decode_strictly(data, byte_order, where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _explain_near_utf8(data, error.start, where)
        return _decode_double_byte(data, where)
    return _seven_bits(data, text) or _chinese_as_latin(data, text) or ("utf-8", text)


def _seven_bits(data: bytes, text: str) -> tuple[str, str] | None:
    """HZ, the old writing of GB 2312 in plain letters (``~{VPND~}``), as it still stands in mail archives."""
    if not text.isascii() or not _HZ.search(data):
        return None
    with suppress(UnicodeDecodeError):
        other = data.decode("hz")
        if _plausibility(other, _common()) >= _PLAUSIBLE:
            return "hz", other
    return None


def _chinese_as_latin(data: bytes, text: str) -> tuple[str, str] | None:
    """A few words of GB18030 may be valid UTF-8 (通知 → U+0368 U+05AA), but then without one Chinese character.

    Accented letters stand among plain ones, so a text with any is left alone.
    """
    if text.isascii() or max(text) >= "\u0800" or _LETTER.search(text):
        return None
    with suppress(UnicodeDecodeError):
        other = data.decode("gb18030")
        if _plausibility(other, _common()) == 1:
            return "gb18030", other
    return None


def _decode_strictly(data: bytes, encoding: str, where: str) -> str:
    """Decode where the encoding is known: what does not fit is damage."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or _ENCODED_SURROGATE.match(data, error.start):
            _refuse_surrogate(data, encoding, error.start, where)
        raise _mixed(where, error.start, encoding.upper()) from error


def _refuse_surrogate(data: bytes, encoding: str, position: int, where: str) -> None:
    """Raise if the text decodes once surrogates are let through."""
    try:
        data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return
    raise ReadError(
        where,
        zh=f"第 {position} 字节处是孤立的代理码元，不是完整的字符",
        en=f"a lone surrogate, half a character, stands at byte {position}",
        remedy_zh="请用正确的编码重新导出该文件",
        remedy_en="export the file again with the right encoding",
    )


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order, where a text is UTF-16 without a mark: its even or odd bytes have few values, and it has line ends
    or digits whose other half is zero."""
    if len(data) % 2 or b"\0" not in data:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if _CONTROL.search(text) is None and _plausibility(text, _common()) >= _PLAUSIBLE:
            return encoding
    return None


def _explain_near_utf8(data: bytes, position: int, where: str) -> None:
    """Raise if a part of the text is UTF-8; return if it is something else altogether.

    ``position`` is the first byte that does not fit UTF-8.
    """
    if _ENCODED_SURROGATE.match(data, position):
        _refuse_surrogate(data, "utf-8", position, where)
    if run := _UTF8_RUN.search(data):
        if run.start() < position:
            raise _mixed(where, position, "UTF-8")
        before = data[: run.start()]
        likely = max(_DOUBLE_BYTE, key=lambda e: _plausibility(before.decode(e, "ignore"), _common()))
        raise _mixed(where, run.start(), likely.upper())


def _decode_double_byte(data: bytes, where: str) -> tuple[str, str]:
    readings = []
    for encoding in _DOUBLE_BYTE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            readings.append((0.0, encoding, data[: error.start].decode(encoding), error.start))
        else:
            readings.append((_plausibility(text, _common()), encoding, text, -1))
    # max() keeps the first of equals: GB18030, the encoding of the mainland.
    score, encoding, text, _ = max(readings, key=lambda r: r[0])
    if score >= _PLAUSIBLE:
        return encoding, text
    raise _reason(readings, data, where)


def _reason(readings: list[tuple[float, str, str, int]], data: bytes, where: str) -> ReadError:
    """Tell a text that breaks off in the middle from one that never was text."""
    for _, encoding, before, position in readings:
        if position > 0 and len(before) >= 8 and _plausibility(before, _common()) >= _PLAUSIBLE:
            return _mixed(where, position, encoding.upper())
    if _CONTROL.search(data.decode("latin-1")):
        return _binary(where, "内容是二进制数据", "its content is binary data")
    return UnknownEncoding(
        where,
        zh="看不出是什么文字编码",
        en="the text encoding can't be told",
        remedy_zh="请用记事本或 WPS 打开，另存为 UTF-8 编码",
        remedy_en="open it in an editor and save it as UTF-8",
    )


def _plausibility(text: str, common: frozenset[str]) -> float:
    """The share of common characters among those beyond ASCII."""
    beyond = [c for c in text if c > "\x7f"]
    return sum(c in common for c in beyond) / len(beyond) if beyond else 0.0


@cache
def _common() -> frozenset[str]:
    """Characters of the first level of GB 2312 and of Big5, with the punctuation of both."""
    gb = [(row, cell) for row in (*range(0xA1, 0xA4), *range(0xB0, 0xD8)) for cell in range(0xA1, 0xFF)]
    big5 = [
        (row, cell) for row in (*range(0xA1, 0xA4), *range(0xA4, 0xC7)) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    ]
    return frozenset(
        bytes(pair).decode(encoding, "ignore") for encoding, pairs in (("gb2312", gb), ("big5", big5)) for pair in pairs
    ) | {"·", "—", "\u3000", "\xa0", "“", "”", "‘", "’"}


def _mixed(where: str, position: int, encoding: str) -> UnknownEncoding:
    return UnknownEncoding(
        where,
        zh=f"第 {position} 字节起不是 {encoding} 编码，文件损坏或混用了几种编码",
        en=f"the bytes from position {position} are not {encoding} as the rest: the file is damaged or mixes encodings",
        remedy_zh="请找到原件，整份另存为 UTF-8 编码",
        remedy_en="find the original and save all of it as UTF-8",
    )


def _binary(where: str, zh: str, en: str) -> UnknownFormat:
    return UnknownFormat(
        where,
        zh=f"不是文本文件（{zh}），也不是可读的 PDF、OFD、Word 或网页",
        en=f"this is no text ({en}), nor a PDF, OFD, Word file or web page",
        remedy_zh="请另存为纯文本（.txt）或 PDF 再处理",
        remedy_en="save it as plain text (.txt) or PDF first",
    )
