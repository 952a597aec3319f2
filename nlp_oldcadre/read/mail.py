"""E-mails (``.eml``) and web pages saved as one file (``.mht``): the body as a document, attachments as files.

Names are decoded as mail programs write them: RFC 2047 and 2231, and raw GB 18030 as old Chinese ones do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from nlp_oldcadre.errors import TooLarge
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.mail_body import MEDIA_TYPE, body, filename_of, leaves, payload, shown, sound
from nlp_oldcadre.read.walk import distinct

# Of a message and of those in it together; a saved page has a part for each of its pictures.
MAX_PARTS = 5_000
# Mails are taken apart whole, while files are listed; mail servers take 20 to 50 million bytes.
MAX_BYTES = 50_000_000
BODY = "正文"
_HEAD_WITHIN = 65_536
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?")
_TELLING = frozenset((b"from", b"mime-version", b"received", b"return-path", b"message-id", b"delivered-to"))
_USUAL = _TELLING | frozenset((b"to", b"cc", b"subject", b"date", b"content-type", b"snapshot-content-location", b"reply-to"))
_CLEAN = re.compile(r"[\x00-\x1f\x7f/\\]+")


class Attached(NamedTuple):
    """An attachment: its name and its bytes as sent."""

    name: str
    part: Message

    def data(self, where: str) -> bytes:
        """Its bytes.

        Raises
        ------
        ReadError : it is a message that can't be written out again.
        """
        if self.part.get_content_type() != MEDIA_TYPE:
            return payload(self.part)
        inner = _inner(self.part)
        with sound(where):
            return inner.as_bytes() if inner is not None else b""


def recognises(data: bytes) -> bool:
    """Whether the bytes begin with the head of a message."""
    head = data[:_HEAD_WITHIN].lstrip(b"\xef\xbb\xbf\r\n")
    if not _FIELD.match(head):
        return False
    fields = set()
    for line in re.split(rb"\r?\n", re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0])[:400]:
        if match := _FIELD.match(line):
            fields.add(match[1].lower())
        elif line[:1] not in (b" ", b"\t"):
            return False
    return len(fields & _USUAL) >= 2 and bool(fields & _TELLING)


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """The body of a message: of the page in it, where it has one, otherwise its text.

    Raises
    ------
    EmptyDocument : it has no text.
    ReadError : it is damaged; as the reader of pages and texts says otherwise.

    Examples
    --------
    >>> mail = "From: a@b.cn\\nSubject: =?utf-8?B?6YCa55+l?=\\nMIME-Version: 1.0\\n\\n各市委老干部局：\\n请报送材料。"
    >>> content = read(mail.encode(), "a.eml", 1000)
    >>> content.text, [(e.kind, e.value) for e in content.elements]
    ('各市委老干部局：\\n请报送材料。', [('subject', '通知'), ('sender', 'a@b.cn')])
    """
    message = parse(data, where)
    content = body(message, where, max_bytes)
    return content._replace(elements=(*_told(message), *content.elements))


def parse(data: bytes, where: str) -> Message:
    """The message with its parts.

    Raises
    ------
    TooLarge : it has more than ``MAX_PARTS`` or ``MAX_BYTES``.
    ReadError : it is built in a way that can't be read.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(
            where, zh=f"邮件有 {len(data):,} 字节，上限 {MAX_BYTES:,} 字节",
            en=f"the message has {len(data):,} bytes, more than the limit of {MAX_BYTES:,}",
            remedy_zh="请在邮件程序中另存正文和附件", remedy_en="save its text and attachments in a mail program",
        )  # fmt: skip
    if data.count(b"\n--") > 4 * MAX_PARTS or data.lower().count(b"boundary") > MAX_PARTS:
        raise _too_many(where)
    with sound(where):
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        parts = sum(1 for _ in message.walk())
    if parts > MAX_PARTS:
        raise _too_many(where)
    return message


def attachments(message: Message, where: str) -> list[Attached]:
    """The files that come with a message, each under a name of its own; pictures that are shown in it are none.

    Raises
    ------
    ReadError : the message is built in a way that can't be read.
    """
    with sound(where):
        return _attachments(message)


def _attachments(message: Message) -> list[Attached]:
    in_body = set(map(id, shown(message)))
    parts = [part for part in leaves(message) if id(part) not in in_body and not _is_picture_shown(part)]
    names = [_name(part) or f"附件{number}" for number, part in enumerate(parts, start=1)]
    # A file may be called as the body is.
    _, *names = distinct((BODY, *names))
    return [Attached(name, part) for name, part in zip(names, parts, strict=True)]


def _is_picture_shown(part: Message) -> bool:
    if part.get_content_maintype() != "image" or part.get_content_disposition() == "attachment":
        return False
    return bool(part.get("Content-ID") or part.get("Content-Location"))


def _name(part: Message) -> str:
    for field in ("Content-Disposition", "Content-Type"):
        if (raw := _raw(part, field)) and not raw.isascii():
            part.replace_header(field, decoded(raw))
    name = filename_of(part)
    if not name and part.get_content_type() == MEDIA_TYPE:
        inner = _inner(part)
        name = (_header(inner, "Subject") if inner is not None else "") + ".eml"
    return _CLEAN.sub("_", decoded(name)).strip(" .")[:200]


def _inner(part: Message) -> Message | None:
    """The message that a part of the kind message/rfc822 holds."""
    held = part.get_payload()
    first = held[0] if isinstance(held, list) and held else None
    return first if isinstance(first, Message) else None


def _header(message: Message, name: str) -> str:
    return " ".join(decoded(_raw(message, name)).split())


def _raw(message: Message, name: str) -> str:
    """A field as it stands there, bytes beyond ASCII as surrogates."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def decoded(value: str) -> str:
    """The words of a header.

    Examples
    --------
    >>> decoded("=?gb2312?B?zajWqg==?= (1)")
    '通知 (1)'
    """
    pieces = []
    try:
        for piece, charset in decode_header(value):
            data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
            pieces.append(_text(data, charset))
    except (ValueError, LookupError, MessageError):
        return _text(value.encode("utf-8", "surrogateescape"), None)
    return "".join(pieces)


def _text(data: bytes, charset: str | None) -> str:
    wide = "gb18030" if (charset or "").lower() in ("gb2312", "gbk") else charset
    for encoding in (wide, "utf-8", "gb18030"):
        try:
            return data.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def _told(message: Message) -> Iterator[Element]:
    for kind, name in (("subject", "Subject"), ("sender", "From")):
        if value := _header(message, name):
            yield Element(kind, value, rule="mail." + name)
    try:
        sent = parsedate_to_datetime(str(message.get("Date") or ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return
    yield Element("sent_on", sent.date().isoformat(), rule="mail.Date")


def _too_many(where: str) -> TooLarge:
    return TooLarge(
        where, zh=f"邮件超过 {MAX_PARTS:,} 个部分", en=f"the message has more than {MAX_PARTS:,} parts",
        remedy_zh="请在邮件程序中另存需要的附件", remedy_en="save the attachments that are needed in a mail program",
    )  # fmt: skip
