"""A web page as a tree: parsed safely, and what nobody sees taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import ReadError, TooLarge

if TYPE_CHECKING:
    from lxml.etree import HTMLParser, _Element

# Of markup, pictures that are written into it aside. A tree takes about ten times the bytes.
MAX_MARKUP = 20_000_000
MAX_ELEMENTS = 1_000_000
_PICTURE = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%\s]{100,}")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_HIDDEN = re.compile(
    r"(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$))"
)
# Their content is never shown as text of the page.
_UNSEEN = frozenset(
    "script style noscript template iframe frame object embed applet svg math canvas audio video map select option textarea "
    "input button head title link meta base rp rt datalist dialog progress".split()
)
# Numbers from 0x80 on mean, in pages, the characters of Windows.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def parse(text: str, where: str) -> _Element:
    """The root element of a page.

    Raises
    ------
    TooLarge : there is more markup than ``MAX_MARKUP`` or ``MAX_ELEMENTS``.
    ReadError : it declares entities, or nests deeper than the parser goes (2,000).
    """
    from lxml import etree

    text = _PICTURE.sub("", text)
    if len(text) > MAX_MARKUP or text.count("<") > 3 * MAX_ELEMENTS:
        raise TooLarge(
            where, zh=f"网页的代码超过 {MAX_MARKUP:,} 个字符", en=f"the page has more than {MAX_MARKUP:,} characters of markup",
            remedy_zh="请把正文另存为纯文本", remedy_en="save its text as plain text",
        )  # fmt: skip
    if _ENTITY.search(text):
        raise _refused(where, "网页自己定义了实体，可能是恶意文件", "the page declares entities, as a hostile file does")
    parser = _parser()
    try:
        root = etree.fromstring(_CONTROL.sub("", text).encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise _refused(where, "网页的代码已损坏", f"the page's markup is damaged ({type(error).__name__})") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _refused(where, "网页的嵌套层次过深", "the page nests too deep")
    return root if root is not None else etree.Element("html")


def _parser() -> HTMLParser:
    from lxml import etree

    # Without huge_tree the parser stops silently at a depth of 256, which old pages with unclosed tags reach.
    return etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
    )


def drop_unseen(root: _Element) -> None:
    """Take out what a browser does not show."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN or is_hidden(element):
            drop(element)


def is_hidden(element: _Element) -> bool:
    """Whether an element says of itself that it isn't shown."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def drop(element: _Element) -> None:
    """Take an element out, with all that is in it but not the text that follows."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def own_texts(element: _Element) -> Iterator[str]:
    """All text in an element, piece by piece."""
    return (piece for piece in element.itertext() if piece)


def dense(text: str) -> str:
    """Without blanks: for comparing."""
    return re.sub(r"\s+", "", text)


def as_shown(text: str) -> str:
    """Characters that pages write by the numbers of Windows."""
    return text.translate(_WINDOWS)


def _refused(where: str, zh: str, en: str) -> ReadError:
    return ReadError(
        where,
        zh=zh,
        en=en,
        remedy_zh="请在浏览器中打开后另存，或复制正文存为纯文本",
        remedy_en="open it in a browser and save it again",
    )
