"""What of a message is its body: the parts with text in their order, one of several alternatives, no files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from email.errors import MessageError
from email.message import Message

from nlp_oldcadre.errors import EmptyDocument, ReadError
from nlp_oldcadre.pages import Block, Table
from nlp_oldcadre.read import html, plain
from nlp_oldcadre.read.content import Content

MEDIA_TYPE = "message/rfc822"
_NAMELESS = "附件"
# What a page is shown with.
_OF_A_PAGE = frozenset(("css", "javascript", "x-javascript"))


@contextmanager
def sound(where: str) -> Iterator[None]:
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
    """The text of a message, without its attachments.

    Raises
    ------
    EmptyDocument : it has none.
    ReadError : a part can't be read.
    """
    empty: list[EmptyDocument] = []
    with sound(where):
        has_text = any(True for _ in shown(message))
        contents = _contents(message, where, max_bytes, empty)
    if not has_text:
        raise EmptyDocument(
            where, zh="邮件没有正文", en="the message has no text",
            remedy_zh="请另存邮件的附件", remedy_en="save its attachments",
        )  # fmt: skip
    if not contents and empty:
        raise empty[0]
    return joined(contents) if contents else Content("", "text/plain")


def _contents(message: Message, where: str, max_bytes: int, empty: list[EmptyDocument]) -> list[Content]:
    """The texts below a part in their order; pages that hold none are told in ``empty``."""
    if _is_leaf(message):
        try:
            return _text_of(message, where, max_bytes)
        except EmptyDocument as error:
            empty.append(error)
            return []
    is_choice = message.get_content_type() == "multipart/alternative"
    # Of alternatives the page tells more than the text.
    members = sorted(_members(message), key=_has_no_page) if is_choice else _members(message)
    found: list[Content] = []
    for part in members:
        found += _contents(part, where, max_bytes, empty)
        if is_choice and found:
            break
    return found


def _text_of(part: Message, where: str, max_bytes: int) -> list[Content]:
    data = payload(part) if _is_shown(part) else b""
    if not data.strip():
        return []
    is_page = part.get_content_type() == "text/html"
    content = html.read(data, where, max_bytes, _charset(part)) if is_page else plain.read(data, where, max_bytes)
    return [content] if content.text.strip() else []


def _has_no_page(message: Message) -> bool:
    return all(part.get_content_type() != "text/html" for part in shown(message))


def joined(contents: Sequence[Content]) -> Content:
    """One after the other, each from a line of its own; of texts among pages the lines are paragraphs.

    Examples
    --------
    >>> joined([Content("甲", "text/plain"), Content("乙\\n", "text/plain")]).text
    '甲\\n乙\\n'
    """
    if len(contents) == 1:
        return contents[0]
    has_blocks = any(content.blocks for content in contents)
    at, texts, blocks, tables = 0, list[str](), list[Block](), list[Table]()
    for content in contents:
        texts.append(content.text if content.text.endswith("\n") else content.text + "\n")
        own = content.blocks or (_paragraphs(content.text) if has_blocks else ())
        blocks += [replace(block, start=block.start + at, end=block.end + at) for block in own]
        tables += [_moved(table, at) for table in content.tables]
        at += len(texts[-1])
    first = next((content for content in contents if content.blocks), contents[0])
    elements = tuple(element for content in contents for element in content.elements if element.span is None)
    return first._replace(text="".join(texts), blocks=tuple(blocks), tables=tuple(tables), elements=elements)


def _paragraphs(text: str) -> Iterator[Block]:
    at = 0
    for line in text.splitlines(keepends=True):
        if shown_of := line.strip():
            start = at + line.index(shown_of)
            yield Block(start, start + len(shown_of))
        at += len(line)


def _moved(table: Table, by: int) -> Table:
    cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in table.cells)
    return replace(table, cells=cells)


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a message in the message is one. Of a saved page only the page and its files."""
    if _is_leaf(message):
        yield message
        return
    for part in _members(message):
        yield from leaves(part)


def shown(message: Message) -> Iterator[Message]:
    """The parts with the text of the message, alternatives too."""
    return filter(_is_shown, leaves(message))


def _is_leaf(message: Message) -> bool:
    return message.get_content_type() == MEDIA_TYPE or not message.is_multipart()


def _members(message: Message) -> list[Message]:
    parts = [part for part in message.get_payload() if isinstance(part, Message)]  # type: ignore[union-attr]
    if message.get_content_type() != "multipart/related":
        return parts
    return [part for index, part in enumerate(parts) if index == 0 or not _is_of_a_page(part)]


def _is_of_a_page(part: Message) -> bool:
    """Whether a later part of a page is its picture, frame or style and no file or text beside it."""
    if part.get_content_disposition() == "attachment":
        return False
    if part.get_content_maintype() in ("image", "font") or part.get_content_subtype() in _OF_A_PAGE:
        return True
    return not filename_of(part) and bool(part.get("Content-ID") or part.get("Content-Location"))


def _is_shown(part: Message) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return is_text and part.get_content_disposition() != "attachment" and not filename_of(part)


def payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def _charset(part: Message) -> str | None:
    told = part.get_param("charset")
    return told if isinstance(told, str) else None


def filename_of(part: Message) -> str:
    """The name that a part gives itself; one that can't be decoded is a name too, so that the part is a file."""
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return _NAMELESS
