"""E-mails (``.eml``) and web pages saved as one file (``.mht``): the body as a document, attachments as files.

Names are decoded as mail programs write them: RFC 2047 and 2231, and raw GB 18030 as old Chinese ones do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from nlp_oldcadre.errors import EmptyDocument, ReadError, TooLarge
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read import html, plain
from nlp_oldcadre.read.content import Content

MEDIA_TYPE = "message/rfc822"
# Of a message and of those in it together; a saved page has a part for each of its pictures.
MAX_PARTS = 5_000
BODY = "正文"
_NAMELESS = "附件"
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
            return _payload(self.part)
        inner = _inner(self.part)
        with _sound(where):
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
    TooLarge : it has more than ``MAX_PARTS``.
    ReadError : it is built in a way that can't be read.
    """
    if data.count(b"\n--") > 4 * MAX_PARTS or data.lower().count(b"boundary") > MAX_PARTS:
        raise _too_many(where)
    with _sound(where):
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        parts = sum(1 for _ in message.walk())
    if parts > MAX_PARTS:
        raise _too_many(where)
    return message


@contextmanager
def _sound(where: str) -> Iterator[None]:
    """Whatever the standard library raises about a message is an error of that message."""
    try:
        yield
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise ReadError(
            where, zh="邮件的结构不正常", en=f"the message is built in a way that can't be read ({type(error).__name__})",
            remedy_zh="请在邮件程序中打开后另存正文和附件",
            remedy_en="open it in a mail program and save its text and attachments",
        ) from error  # fmt: skip


def body(message: Message, where: str, max_bytes: int) -> Content:
    """The text of a message, without its attachments."""
    with _sound(where):
        texts = {part.get_content_type(): part for part in reversed(list(_shown(message)))}
    page, text = texts.get("text/html"), texts.get("text/plain")
    if page is not None:
        try:
            return html.read(_payload(page), where, max_bytes, _charset(page))
        except EmptyDocument:
            if text is None:
                raise
    if text is None:
        raise EmptyDocument(
            where, zh="邮件没有正文", en="the message has no text",
            remedy_zh="请另存邮件的附件", remedy_en="save its attachments",
        )  # fmt: skip
    data = _payload(text)
    return plain.read(data, where, max_bytes) if data.strip() else Content("", "text/plain")


def attachments(message: Message, where: str) -> list[Attached]:
    """The files that come with a message, each under a name of its own; pictures that are shown in it are none.

    Raises
    ------
    ReadError : the message is built in a way that can't be read.
    """
    with _sound(where):
        return _attachments(message)


def _attachments(message: Message) -> list[Attached]:
    found: list[Attached] = []
    used: set[str] = set()
    shown = set(map(id, _shown(message)))
    for part in _leaves(message):
        if id(part) in shown or _is_picture_shown(part):
            continue
        name = base = _name(part) or f"附件{len(found) + 1}"
        number = 2
        while name in used:
            stem, dot, suffix = base.rpartition(".")
            name = f"{stem}({number}).{suffix}" if dot else f"{base}({number})"
            number += 1
        used.add(name)
        found.append(Attached(name, part))
    return found


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a message in the message is one. Of a saved page only the page."""
    if message.get_content_type() == MEDIA_TYPE or not message.is_multipart():
        yield message
        return
    parts = [part for part in message.get_payload() if isinstance(part, Message)]  # type: ignore[union-attr]
    is_page = message.get_content_type() == "multipart/related"
    for index, part in enumerate(parts):
        if not is_page or index == 0 or part.get_content_disposition() == "attachment":
            yield from _leaves(part)


def _shown(message: Message) -> Iterator[Message]:
    """The parts with the text of the message."""
    for part in _leaves(message):
        is_text = part.get_content_type() in ("text/plain", "text/html")
        if is_text and part.get_content_disposition() != "attachment" and not _filename(part):
            yield part


def _is_picture_shown(part: Message) -> bool:
    if part.get_content_maintype() != "image" or part.get_content_disposition() == "attachment":
        return False
    return bool(part.get("Content-ID") or part.get("Content-Location"))


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def _charset(part: Message) -> str | None:
    told = part.get_param("charset")
    return told if isinstance(told, str) else None


def _name(part: Message) -> str:
    for field in ("Content-Disposition", "Content-Type"):
        if (raw := _raw(part, field)) and not raw.isascii():
            part.replace_header(field, decoded(raw))
    name = _filename(part)
    if not name and part.get_content_type() == MEDIA_TYPE:
        inner = _inner(part)
        name = (_header(inner, "Subject") if inner is not None else "") + ".eml"
    return _CLEAN.sub("_", decoded(name)).strip(" .")[:200]


def _filename(part: Message) -> str:
    """The name that a part gives itself; one that can't be decoded is a name too, so that the part is a file."""
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return _NAMELESS


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
