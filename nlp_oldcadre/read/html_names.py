"""What web pages of governments and newspapers call their parts: the tables ``web_names``, ``web_labels``, ``web_chrome``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANK = re.compile(r"\s+")
_MARGIN = re.compile(r"^[\s【\[（(〔]+|[\s:：】\]）)〕]+$")


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of the class or id of an element, in small letters, and what such elements hold."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What stands before a value beside the text (索引号：…), or the name of a ``meta`` element."""

    label: str
    field: str


@dataclass(frozen=True, slots=True)
class ChromeRow:
    """A line that belongs to the page, not to the text."""

    pattern: str
    example: str


class Names:
    """The three tables, ready to ask.

    Examples
    --------
    >>> names = Names.of()
    >>> names.field("发文字号："), names.field("索 引 号"), names.field("老干部")
    ('number', 'index_number', None)
    >>> names.is_chrome("上一篇：关于表彰先进的通知"), names.is_chrome("字号大小要统一。")
    (True, False)
    """

    def __init__(self, tables: Tables) -> None:
        self.roles = {row.name: row.role for row in tables.rows("web_names", NameRow)}
        self._fields = {row.label: row.field for row in tables.rows("web_labels", LabelRow)}
        self._chrome = re.compile("|".join(f"(?:{row.pattern})" for row in tables.rows("web_chrome", ChromeRow)))
        labels = sorted(self._fields, key=lambda label: (-len(label), label))
        # Blanks may stand between the letters, so that labels of different length end at one place.
        spaced = "|".join(r"\s*".join(map(re.escape, label)) for label in labels)
        self.beginning = re.compile(rf"({spaced})(?=\S)")
        self.labelled = re.compile(rf"(?<![\u4e00-\u9fff])[【\[〔]?({spaced})\s*[】\]〕]?\s*[:：]\s*")

    @classmethod
    def of(cls, tables: Tables | None = None) -> Names:
        used = tables or load_tables()
        return used.keep(cls, lambda: cls(used))

    def role(self, element: _Element) -> frozenset[str]:
        """The roles that the names of an element's class and id give it."""
        told = f"{element.get('class') or ''} {element.get('id') or ''}"
        tag = element.tag
        if isinstance(tag, str) and "-" in tag:
            told += " " + tag
        if told == " ":
            return frozenset()
        return frozenset(role for name in told.lower().split() if (role := self.roles.get(name)))

    def field(self, label: str) -> str | None:
        """What a label says that its value is; None for what is no label."""
        return self._fields.get(_BLANK.sub("", _MARGIN.sub("", label)).lower()) if len(label) <= 40 else None

    def is_chrome(self, line: str) -> bool:
        """Whether a line is a button or a notice of the page."""
        return len(line) <= 120 and self._chrome.fullmatch(line) is not None and not line.endswith("。")
