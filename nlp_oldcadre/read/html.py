"""Web pages, saved from sites of governments and newspapers: the text in order, and what the page says of it.

Reading guide: :mod:`html_encoding` finds the encoding, :mod:`html_tree` parses and takes out what nobody sees,
:mod:`html_main` finds the element with the text and :mod:`html_title` that with the title, :mod:`html_lines` gives the
lines of the page as a browser shows them, :mod:`html_facts` reads the table of metadata, and :mod:`html_beside` keeps what
names a degree of secrecy elsewhere on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import EmptyDocument
from nlp_oldcadre.model import Metadata
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.html_beside import beside_in_body, beside_in_head, not_shown
from nlp_oldcadre.read.html_content import packed
from nlp_oldcadre.read.html_encoding import decoded
from nlp_oldcadre.read.html_facts import Pair, facts_of, head_pairs, loose_pairs, pairs_of, says_of_itself
from nlp_oldcadre.read.html_lines import Line, is_note, lines_of
from nlp_oldcadre.read.html_main import Counts, count, drop_asides, main_of
from nlp_oldcadre.read.html_names import Names
from nlp_oldcadre.read.html_title import Told, around_title, title_of
from nlp_oldcadre.read.html_tree import dense, drop_unseen, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "text/html"
_START = re.compile(
    # Atomic, so that no comment is read again once it has ended.
    rb"(?i)\s*+(?:(?><!--.{0,2000}?-->)\s*+|(?><\?xml[^>]{0,200}\?>)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|article)\b",
    re.DOTALL,
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_FILE = re.compile(r"(?i)\.(?:docx?|wps|wpt|pdf|ofd|xlsx?|et|pptx?|rtf|txt|zip|rar|7z)(?:$|[?#&])")
# The line under a title, where it stands in the text, is one of the first lines; names of editors one of the last.
_TOP, _BOTTOM = 6, 2
_AT_END = re.compile(r"[（(【\[]?\s*(?:责任编辑|责编|网络编辑|信息来源|文章来源|稿件来源|来源|稿源)\s*[:：][^:：\d]{1,16}")
_OWN_DATE = re.compile(r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月")
_RELATED = re.compile(r"(?:相关|延伸阅读|推荐|热点|热门|猜你|为您)")


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as a web page."""
    head = data[:8_192]
    if head.startswith(_MARKS[1:]) or b"\0" in head[:16]:
        head = head.replace(b"\0", b"")
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return _START.match(head) is not None


def read(data: bytes, where: str, max_bytes: int, charset: str | None = None) -> Content:
    """The title and main text of a page, and the metadata that stands beside them.

    Raises
    ------
    EmptyDocument : the page is a list of links, or has no text.
    TooLarge : the page, or its text, is larger than its limit.
    ReadError : it declares entities or nests too deep; its encoding can't be told.

    Examples
    --------
    >>> page = "<html><body><h1>工作通知</h1><div id=zoom><p>各市委老干部局：<p>现通知如下。</div></body></html>"
    >>> read(page.encode(), "a.html", 1000).text
    '工作通知\\n各市委老干部局：\\n现通知如下。\\n'
    """
    text, encoding = decoded(data, where, charset)
    names = Names.of()
    root = parse(text, where)
    told, meta = _told(root), list(head_pairs(root, names))
    told = told._replace(article=next((pair.value for pair in meta if pair.field == "title"), ""))
    beside = list(beside_in_head(root))
    drop_unseen(root)
    body = next(root.iter("body"), root)
    beside += beside_in_body(body)
    drop_asides(body, names, count(body))
    counted = count(body)
    main = main_of(body, names, counted)
    title = title_of(body, main, names, told)
    zones = _zones(body, main, title, names)
    lines = lines_of(body, zones)
    shown, pairs = _sorted_out(lines, names, title)
    if _is_directory(counted.whole[main], shown):
        raise _directory(where)
    metadata, elements = facts_of([*pairs, *meta])
    metadata = _dated(metadata, elements, shown)
    content = packed(shown, f"{MEDIA_TYPE}; charset={encoding}", where, max_bytes)
    return content._replace(metadata=metadata, elements=(*elements, *_attachments(body), *not_shown(beside, shown)))


def _told(root: _Element) -> Told:
    title = next(root.iter("title"), None)
    return Told("".join(title.itertext()) if title is not None else "")


def _zones(body: _Element, main: _Element, title: _Element | None, names: Names) -> dict[_Element, str]:
    zones = {element: "meta" for element in body.iter("table", "dl", "ul") if _is_facts(element, names)}
    zones |= {element: "main" for element in body.iter("div", "li", "aside", "p") if is_note(element)}
    zones[main] = "main"
    if title is not None:
        zones |= dict.fromkeys(around_title(title, main, names), "title")
        zones[title] = "title"
    return zones


def _is_facts(element: _Element, names: Names) -> bool:
    """Whether an element is a table of metadata: three labels in few words."""
    found: set[str] = set()
    size = 0
    for text in element.itertext():
        size += len(text)
        if size > 3_000:
            return False
        label = names.field(text)
        labelled = [label] if label else [names.field(match[1]) for match in names.labelled.finditer(text)]
        found.update(field for field in labelled if field)
    return len(found) >= 3 and bool(found & {"index_number", "number", "issuers", "validity"})


def _sorted_out(lines: list[Line], names: Names, title: _Element | None) -> tuple[list[Line], list[Pair]]:
    """The lines of the document, and what the others say of it: those nearest to the text first."""
    heads = [line for line in lines if line.zone == "title"]
    main = _without_chrome([line for line in lines if line.zone == "main"], names)
    main, said = _without_own_words(main, names)
    if heads and _begins_with(main, heads):
        heads = []
    first = next((i for i, line in enumerate(lines) if line.zone == "title"), 0)
    text = next((i for i, line in enumerate(lines) if line.zone == "main"), 0)
    between = [line for line in lines[first if title is not None else max(0, text - _TOP) : text] if not line.zone]
    others = [line for line in lines if not line.zone and line not in between]
    pairs = [
        *pairs_of([line for line in lines if line.zone == "meta"], names),
        *pairs_of(between, names),
        *pairs_of(said, names),
        *pairs_of(others, names),
        *loose_pairs([*between, *said]),
    ]
    for line in heads:
        line.kind, line.level = "heading", line.level or 1
    return [*heads, *main], pairs


def _begins_with(main: Sequence[Line], heads: Sequence[Line]) -> bool:
    """Whether the text has the title among its own first lines, in one or several of them."""
    title = max((dense(line.text) for line in heads), key=len)
    first = [dense(line.text) for line in main[:_TOP]]
    return any(title == "".join(first[i:j]) for i in range(len(first) // 2) for j in range(i + 1, len(first) + 1))


def _without_chrome(lines: list[Line], names: Names) -> list[Line]:
    kept: list[Line] = []
    in_related = False
    for line in lines:
        in_related = in_related and line.links > 0.8
        if in_related or names.is_chrome(line.text):
            in_related = in_related or bool(_RELATED.match(line.text))
            continue
        kept.append(line)
    return kept


def _without_own_words(lines: list[Line], names: Names) -> tuple[list[Line], list[Line]]:
    """The text without the line under the title and the editors' names, and these."""
    said = [line for line in lines[:_TOP] if says_of_itself(line, names)]
    said += [line for line in lines[max(_TOP, len(lines) - _BOTTOM) :] if _AT_END.fullmatch(line.text)]
    return [line for line in lines if not any(line is one for one in said)], said


def _dated(metadata: Metadata, elements: Sequence[Element], lines: Sequence[Line]) -> Metadata:
    """News has the date of its publication; what bears a number or a date of its own (in its head or under it) has that."""
    ends = [*lines[:_TOP], *lines[-_TOP:]]
    if metadata.date or metadata.number or any(len(line.text) <= 40 and _OWN_DATE.search(line.text) for line in ends):
        return metadata
    return replace(metadata, date=next((e.value for e in elements if e.kind == "publish_date"), None))


def _is_directory(counts: Counts, lines: Sequence[Line]) -> bool:
    """Whether what was found is a list of links rather than a text."""
    if not lines:
        return counts.links > 0
    linked = sum(len(line.text) for line in lines if line.links > 0.5)
    return counts.stops < 3 and linked > 0.6 * sum(len(line.text) for line in lines)


def _directory(where: str) -> EmptyDocument:
    return EmptyDocument(
        where,
        zh="这是目录页（只有链接，没有正文）",
        en="this page is a list of links without a text of its own",
        remedy_zh="请打开要用的文章，逐篇另存",
        remedy_en="open the articles and save each of them",
    )


def _attachments(body: _Element) -> list[Element]:
    """The files that the page gives to download."""
    found: dict[str, Element] = {}
    for link in body.iter("a"):
        name = " ".join("".join(link.itertext()).split())
        if name and _FILE.search(link.get("href") or "") and len(name) <= 200:
            found.setdefault(name, Element("attachment", name, rule="html.link"))
    return list(found.values())
