"""What a web page says of its document beside the text: the table of metadata, the line under the title, the page's head.

All shapes of such a table (rows, definition lists, lines ``索引号：…``, two lines one under the other) come as lines, and
are read from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from nlp_oldcadre.model import Metadata
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.html_lines import Line
from nlp_oldcadre.read.html_names import Names

if TYPE_CHECKING:
    from lxml.etree import _Element

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_EDITION = re.compile(r"第?\s*([0-9A-Z]{1,4})\s*版(?!权)(?:\s*[:：]\s*([^\s（）()]{1,12}))?")
_NOTHING = re.compile(r"[\s\-—_/\\无暂.。*]*")
_ENDS = re.compile(r"[\u3000\xa0\t|｜]{1,}|\s{2,}")
_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,24}\s*[〔\[（(【［]\s*\d{4}\s*[〕\]）)】］]\s*第?\s*\d{1,5}\s*号|.{0,30}第\s*\d{1,5}\s*号"
)
_AUTHOR = re.compile(
    r"(?:本报|本网|本刊)?(?:特约)?(?:记者|通讯员)[\s:：]+([\u4e00-\u9fff·]{2,4}(?:[\s、][\u4e00-\u9fff·]{2,4})*)(?=\s|$|《|（)"
)
# What a value must be where no colon tells it from its label.
_PLAIN = {
    "index_number": re.compile(r"[A-Za-z0-9/\-_.]{3,40}"),
    "number": _NUMBER,
    "date": re.compile(_DATE.pattern + "日?"),
    "publish_date": re.compile(_DATE.pattern + r"日?(?:\s+[\d:]+)?"),
    "validity": re.compile("(?:现行)?有效|失效|废止|已废止|已失效|部分有效"),
}
_APART = re.compile(r"[、，,；;\s]+")
_RULES = {"td": "table", "th": "table", "table": "table", "dt": "dl", "dd": "dl", "dl": "dl", "li": "list", "ul": "list"}
_LONGEST_VALUE = 200
_ELEMENTS = ("index_number", "validity", "publish_date", "origin", "author", "edition")


class Pair(NamedTuple):
    """What a label says, and where it was found."""

    field: str
    value: str
    rule: str


def pairs_of(lines: Iterable[Line], names: Names) -> Iterator[Pair]:
    """The labels with their values, in order."""
    waiting = ""
    for text, rule in _pieces(lines):
        found = list(names.labelled.finditer(text))
        if not found:
            field = names.field(text)
            if field is None and (pair := _unseparated(text, rule, names)):
                yield pair
            elif waiting and field is None:
                yield from _pair(waiting, text, rule)
            waiting = field or ""
            continue
        waiting = ""
        for match, following in zip(found, [*found[1:], None], strict=True):
            value = text[match.end() : following.start() if following else len(text)]
            field = names.field(match[1]) or ""
            yield from _pair(field, _ENDS.split(value.strip(), maxsplit=1)[0] if following is None else value, rule)
            waiting = field if not value.strip() and following is None else ""


def _unseparated(text: str, rule: str, names: Names) -> Pair | None:
    """A label and a value in one line with nothing between them, as two elements side by side give it."""
    found = names.beginning.match(text)
    pattern = _PLAIN.get(names.field(found[1]) or "") if found else None
    value = text[found.end() :].strip() if found else ""
    if found is None or pattern is None or not pattern.fullmatch(value):
        return None
    return Pair(names.field(found[1]) or "", value, rule)


def _pieces(lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    for line in lines:
        rule = "html." + _RULES.get(line.tag, "line")
        if line.grid:
            yield from ((cell, rule) for cell in line.grid.rows[line.row] if cell)
        else:
            yield line.text, rule


def _pair(field: str, value: str, rule: str) -> Iterator[Pair]:
    value = value.strip(" \t\xa0\u3000【】[]|｜;；")
    if value and len(value) <= _LONGEST_VALUE and not _NOTHING.fullmatch(value):
        yield Pair(field, value, rule)


def loose_pairs(lines: Iterable[Line]) -> Iterator[Pair]:
    """What the line under a title says without labels: when and on which page it was printed."""
    for line in lines:
        if len(line.text) > 120:
            continue
        if edition := _EDITION.search(line.text):
            yield Pair("edition", edition[1] + (f" {edition[2]}" if edition[2] else ""), "html.line")
        if author := _AUTHOR.search(line.text):
            yield Pair("author", author[1], "html.line")
        if _DATE.search(line.text):
            yield Pair("publish_date", line.text, "html.line")


def head_pairs(root: _Element, names: Names) -> Iterator[Pair]:
    """What the ``meta`` elements say."""
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        field = names.field(name) if name else None
        if field:
            yield from _pair(field, meta.get("content") or "", "html.meta")


def facts_of(pairs: Iterable[Pair]) -> tuple[Metadata, tuple[Element, ...]]:
    """Metadata and elements; of what is told in several places, the first counts."""
    told: dict[str, Pair] = {}
    for pair in pairs:
        value = _value(pair)
        if value:
            told.setdefault(pair.field, pair._replace(value=value))
    get = {field: pair.value for field, pair in told.items()}.get
    metadata = Metadata(
        title=get("title"),
        number=get("number"),
        date=get("date"),
        issuers=tuple(name for name in _APART.split(get("issuers") or "") if name),
    )
    return metadata, tuple(Element(f, told[f].value, rule=told[f].rule) for f in _ELEMENTS if f in told)


def _value(pair: Pair) -> str | None:
    if pair.field in ("date", "publish_date"):
        found = _DATE.search(pair.value)
        return _iso(*found.groups()) if found else None
    if pair.field == "number":
        return pair.value if _NUMBER.fullmatch(pair.value) else None
    if pair.field == "title":
        return None if pair.value.endswith(("…", "...")) else pair.value
    if pair.field == "issuers":
        return pair.value if len(pair.value) >= 2 else None
    return pair.value


def _iso(year: str, month: str, day: str) -> str | None:
    if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}-{int(day):02}"
    return None


def says_of_itself(line: Line, names: Names) -> bool:
    """Whether a line at the top of the text is that under a title: where it is from, when it was put on the page.

    A circular has lines with labels of its own (时间：5月6日上午), so one label that such lines have too is not enough.
    """
    text = line.text
    if len(text) > 120 or text.endswith("。") or line.grid:
        return False
    found = list(names.labelled.finditer(text))
    fields = {names.field(match[1]) for match in found}
    if found and found[0].start() > 2 and not _DATE.match(text):
        return False
    if len(found) >= 2 or fields & {"origin", "index_number", "validity"}:
        return bool(fields)
    if fields:
        return found[0][1] not in ("时间", "日期", "名称", "标题", "作者", "记者", "编辑", "主题词", "关键词") or bool(
            _CLOCK.search(text) and _DATE.search(text)
        )
    return bool((when := _DATE.match(text)) and _CLOCK.fullmatch(text[when.end() :].strip()[:5]))
