"""The numbers of ordered lists, which a browser sets before each item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp_oldcadre.read.docx_numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_STYLE = re.compile(r"(?i)list-style(?:-type)?\s*:[^;]*?\b([a-z-]+)")
_STYLES = {
    "none": "none",
    "disc": "none",
    "circle": "none",
    "square": "none",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "chineseCounting",
    "cjk-heavenly-stem": "ideographTraditional",
}
_IDEOGRAPHIC = frozenset(("chineseCountingThousand", "chineseCounting", "ideographTraditional"))
_NUMBERED = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[）)、.．]|第[一二三四五六七八九十百\d]{1,4}[条章节]|[①-⑳]"
)


class _List:
    def __init__(self, element: _Element) -> None:
        self.style = _style(element)
        items = sum(child.tag == "li" for child in element)
        self.step = -1 if element.get("reversed") is not None else 1
        self.next = _whole(element.get("start"), items if self.step < 0 else 1)


class Numbers:
    """The lists that are open at a place of the page, and the number that the next line begins with."""

    def __init__(self) -> None:
        self._lists: list[_List | None] = []
        self._items = 0
        self._due = ""

    @property
    def is_item(self) -> bool:
        """Whether the place is in an item of an ordered list."""
        return bool(self._items and self._lists and self._lists[-1])

    def open(self, element: _Element, tag: str) -> None:
        if tag == "ol":
            self._lists.append(_List(element))
        elif tag in ("ul", "menu", "dir"):
            self._lists.append(None)
        elif tag == "li":
            self._items += 1
            self._due = self._label(element)

    def close(self, tag: object) -> None:
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._items -= 1
            self._due = ""

    def take(self, text: str) -> str:
        """The number for the line ``text``; none where it has one already."""
        number, self._due = self._due, ""
        return "" if not number or _NUMBERED.match(text) else number

    def _label(self, item: _Element) -> str:
        inner = self._lists[-1] if self._lists else None
        if inner is None:
            return ""
        count = _whole(item.get("value"), inner.next)
        inner.next = count + inner.step
        style = _TYPES.get(item.get("type") or "", inner.style)
        if style == "none":
            return ""
        return numeral(count, style) + ("、" if style in _IDEOGRAPHIC else ".")


def _style(element: _Element) -> str:
    found = _STYLE.search(element.get("style") or "")
    if found and (style := _STYLES.get(found[1].lower())):
        return style
    return _TYPES.get(element.get("type") or "", "decimal")


def _whole(told: str | None, other: int) -> int:
    return int(told) if told and re.fullmatch(r"-?[0-9]{1,6}", told.strip()) else other
