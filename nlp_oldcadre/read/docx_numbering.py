"""Automatic numbers of a DOCX: 一、 （一） 第一条 1.1, which stand in no run and are counted from ``numbering.xml``.

A paragraph names a list (``w:num``), which stands for a definition (``w:abstractNum``) of nine levels and may override some
of them. Lists of one definition go on with each other's counting; an override of the start begins anew where its list is
first used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nlp_oldcadre.read.docx_names import FALLBACK, RPR, VAL, W, is_on, number, value_of
from nlp_oldcadre.read.docx_numerals import numeral
from nlp_oldcadre.read.docx_styles import Format, Styles
from nlp_oldcadre.read.docx_symbols import shown

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
_PLACE = re.compile("%([1-9])")
_MOST = 10**8


class Level(NamedTuple):
    """How a level counts and is written; ``restart`` is the level (from 1) after which it begins anew, 0 for never."""

    start: int = 1
    writing: str = "decimal"
    text: str = ""
    gap: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class _List(NamedTuple):
    """A list's definition, its levels, and the starts that it sets itself."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The automatic numbers of one document, counted as its paragraphs are read in order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        found = root.findall(W + "num") if root is not None else []
        self._lists = {n.get(W + "numId"): n for n in found}
        found = root.findall(W + "abstractNum") if root is not None else []
        self._definitions = {a.get(W + "abstractNumId"): a for a in found}
        self._known: dict[str, _List | None] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Format) -> str:
        """The number in front of a paragraph and what stands between them; the counting goes on. Empty for none."""
        if paragraph.number is None:
            return ""
        found = self._list(paragraph.number)
        if found is None:
            return ""
        depth = paragraph.depth if paragraph.depth is not None else _depth_of(found, paragraph.style)
        level = found.levels.get(depth)
        if level is None:
            return ""
        counts = self._count(paragraph.number, found, depth, level)
        text = _PLACE.sub(lambda place: _written(int(place[1]) - 1, level, found.levels, counts), level.text)
        return text + _gap(text, level.gap)

    def _count(self, key: str, found: _List, depth: int, level: Level) -> list[int | None]:
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        start = found.starts.get(depth, level.start)
        now = counts[depth]
        if depth in found.starts and (key, depth) not in self._begun:
            self._begun.add((key, depth))
            now = None
        counts[depth] = start if now is None else now + 1
        for below in range(depth + 1, LEVELS):
            after = found.levels[below].restart if below in found.levels else None
            if after is None or 0 < depth + 1 <= after:
                counts[below] = None
        return counts

    def _list(self, key: str) -> _List | None:
        if key not in self._known:
            self._known[key] = self._resolved(key, set())
        return self._known[key]

    def _resolved(self, key: str | None, seen: set[str | None]) -> _List | None:
        """The list's levels; a definition that only names a style of lists is looked up there."""
        element = self._lists.get(key)
        if element is None or key in seen:
            return None
        seen.add(key)
        name = value_of(element, "abstractNumId")
        definition = self._definitions.get(name)
        if definition is None or name is None:
            return None
        link = value_of(definition, "numStyleLink")
        if link is not None:
            base = self._resolved(self._styles.number_of(link), seen)
            if base is None:
                return None
            levels, name = dict(base.levels), base.definition
        else:
            if name not in self._levels:
                self._levels[name] = dict(_levels(definition))
            levels = dict(self._levels[name])
        starts: dict[int, int] = {}
        for override in element.findall(W + "lvlOverride"):
            depth = number(override.get(W + "ilvl"), 0) or 0
            levels.update(_levels(override))
            start = number(value_of(override, "startOverride"))
            if start is not None:
                starts[depth] = _bounded(start)
        return _List(name, levels, starts)


def _levels(parent: _Element) -> list[tuple[int, Level]]:
    return [(number(level.get(W + "ilvl"), 0) or 0, _level(level)) for level in parent.findall(W + "lvl")][:LEVELS]


def _level(element: _Element) -> Level:
    text = element.find(W + "lvlText")
    fonts = element.find(f"{RPR}/{W}rFonts")
    font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi") if fonts is not None else None
    hidden = is_on(element.find(f"{RPR}/{W}vanish")) or text is None
    return Level(
        start=_bounded(number(value_of(element, "start"), 0) or 0),
        writing=_writing(element),
        text="" if hidden else shown(text.get(VAL) or "", font),
        gap="nothing" if hidden else value_of(element, "suff") or "tab",
        restart=number(value_of(element, "lvlRestart")),
        legal=is_on(element.find(W + "isLgl")),
        style=value_of(element, "pStyle"),
    )


def _writing(level: _Element) -> str:
    """The kind of number; newer kinds stand in alternate content, with an older one to fall back on."""
    told = value_of(level, "numFmt")
    if told is None:
        older = level.find(f".//{FALLBACK}/{W}numFmt")
        told = older.get(VAL) if older is not None else None
    return told or "decimal"


def _written(depth: int, level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    other = levels.get(depth)
    if other is None:
        return ""
    count = counts[depth]
    writing = "decimal" if level.legal and other.writing != "none" else other.writing
    return numeral(other.start if count is None else count, writing) if writing != "bullet" else ""


def _gap(text: str, gap: str) -> str:
    """What stands between number and text: a tab is layout, and after a mark (一、 1. （一）) nothing."""
    if not text or gap == "nothing" or text[-1].isspace():
        return ""
    return " " if gap == "space" or text[-1].isalnum() else ""


def _depth_of(found: _List, style: str | None) -> int:
    """The level that a style stands for, where the paragraph names none."""
    return next((depth for depth, level in found.levels.items() if style is not None and level.style == style), 0)


def _bounded(count: int) -> int:
    return max(0, min(count, _MOST))
