"""Styles of a DOCX: what they and the direct formatting make of a run's and a paragraph's looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from nlp_oldcadre.read.docx_names import PPR, RPR, VAL, W, half_points, is_on, number, value_of
from nlp_oldcadre.read.docx_sheet import Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset(("title", "标题", "大标题", "文档标题", "公文标题", "主标题"))
_CAPTIONS = frozenset(("caption", "题注"))
# A chain of styles that goes on is a loop or a joke.
_MAX_CHAIN = 40
# Where a document says nothing, Word takes ten points.
_SIZE = 10.0
_COLOUR = re.compile(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")

_R_STYLE, _SIZE_TAG, _BOLD, _COLOUR_TAG, _VANISH = (W + name for name in ("rStyle", "sz", "b", "color", "vanish"))
_LOOKS = frozenset((_R_STYLE, _SIZE_TAG, _BOLD, _COLOUR_TAG, _VANISH))
_FORMATS = frozenset(W + name for name in ("pStyle", "outlineLvl", "jc", "numPr", "pageBreakBefore", "rPr"))
_LISTED = W + "numPr"
_GONE_MARKS = frozenset(W + name for name in ("del", "moveFrom", "vanish"))


class Look(NamedTuple):
    """What a run of characters looks like."""

    size: float = _SIZE
    bold: bool = False
    red: bool = False
    hidden: bool = False


class Format(NamedTuple):
    """What a paragraph looks like, by its style and by itself.

    ``number`` and ``depth`` are its list and level; it ``goes_on`` into the next one where its end was deleted or hidden.
    """

    look: Look = Look()
    style: str | None = None
    level: int | None = None
    centered: bool = False
    number: str | None = None
    depth: int | None = None
    caption: bool = False
    page_break: bool = False
    goes_on: bool = False


class Styles:
    """The styles by their id, resolved along ``basedOn`` when they are asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._default = Format()
        self._formats: dict[str | None, Format] = {}
        self._looks: dict[tuple[object, ...], Look] = {}
        self._told: dict[tuple[object, ...], Format] = {}
        root = sheet.root
        if root is not None:
            look = self.look(Look(), root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}"))
            self._default = _formatted(Format(look), root.find(f"{W}docDefaults/{W}pPrDefault/{PPR}"))

    def paragraph(self, style: str | None) -> Format:
        """The format that a paragraph of this style has by it; an unknown style counts as none."""
        found = self._formats.get(style)
        if found is None:
            found = self._default._replace(style=style)
            for element in self._chain(style if style in self._sheet else self._sheet.default):
                look = self.look(found.look, element.find(RPR))
                found = _formatted(_named(found, value_of(element, "name")), element.find(PPR))._replace(look=look)
            self._formats[style] = found
        return found

    def of(self, properties: _Element | None) -> Format:
        """The format of a paragraph with these ``w:pPr``."""
        if properties is None:
            return self.paragraph(None)
        told = tuple([_told(child) for child in properties if child.tag in _FORMATS])
        found = self._told.get(told)
        if found is None:
            found = _formatted(self.paragraph(value_of(properties, "pStyle")), properties)
            mark = properties.find(RPR)
            gone = mark is not None and any(is_on(child) for child in mark if child.tag in _GONE_MARKS)
            found = self._told[told] = found._replace(goes_on=gone)
        return found

    def look(self, look: Look, properties: _Element | None) -> Look:
        """``look`` as these ``w:rPr`` change it."""
        if properties is None:
            return look
        told = [(child.tag, child.get(VAL)) for child in properties if child.tag in _LOOKS]
        return self._look_of(look, told) if told else look

    def short_look(self, look: Look, told: str) -> Look:
        """``look`` as the attribute changes it that stands for plain ``w:rPr`` in a condensed part: ``sz=32 b``."""
        found = self._looks.get((look, told))
        if found is None:
            pairs = [piece.partition("=") for piece in told.split()]
            found = self._look_of(look, [(W + name, value if sign else None) for name, sign, value in pairs])
            self._looks[look, told] = found
        return found

    def _look_of(self, look: Look, told: Sequence[tuple[str, str | None]]) -> Look:
        key = (look, *told)
        found = self._looks.get(key)
        if found is None:
            found = look
            # Kept before the styles are followed, so that one which names itself ends.
            self._looks[key] = look
            for tag, value in told:
                found = self._changed(found, tag, value)
            self._looks[key] = found
        return found

    def number_of(self, style: str) -> str | None:
        """The list that a style of lists stands for."""
        element = self._sheet.get(style)
        return value_of(element.find(f"{PPR}/{W}numPr"), "numId") if element is not None else None

    def _changed(self, look: Look, tag: str, value: str | None) -> Look:
        if tag == _R_STYLE:
            for element in self._chain(value):
                look = self.look(look, element.find(RPR))
            return look
        if tag == _SIZE_TAG:
            return look._replace(size=half_points(value) or look.size)
        if tag == _COLOUR_TAG:
            return look._replace(red=_is_red(value))
        on = value not in ("0", "false", "off", "none")
        return look._replace(bold=on) if tag == _BOLD else look._replace(hidden=on)

    def _chain(self, style: str | None) -> list[_Element]:
        """The style's ancestors, the oldest first, and the style."""
        chain: list[_Element] = []
        seen: set[str] = set()
        while style is not None and style not in seen and len(chain) < _MAX_CHAIN:
            element = self._sheet.get(style)
            if element is None:
                break
            seen.add(style)
            chain.append(element)
            style = value_of(element, "basedOn")
        return chain[::-1]


def _told(element: _Element) -> tuple[object, ...]:
    """What an element of ``w:pPr`` says, as a key: paragraphs of which all of this is equal look alike."""
    tag = element.tag
    if tag == RPR:
        return (tag, *[(child.tag, child.get(VAL)) for child in element if child.tag in _GONE_MARKS])
    if tag == _LISTED:
        return (tag, *[(child.tag, child.get(VAL)) for child in element])
    return tag, element.get(VAL)


def _named(found: Format, name: str | None) -> Format:
    """What the name of a built-in style says, for programs that write no outline level."""
    name = (name or "").strip().lower()
    heading = _HEADING.fullmatch(name)
    if heading:
        return found._replace(level=int(heading[1]), caption=False)
    if name in _TITLES:
        return found._replace(level=1)
    return found._replace(caption=True) if name in _CAPTIONS else found


def _formatted(found: Format, properties: _Element | None) -> Format:
    if properties is None:
        return found
    outline = number(value_of(properties, "outlineLvl"))
    if outline is not None:
        found = found._replace(level=outline + 1 if 0 <= outline < 9 else None)
    side = value_of(properties, "jc")
    if side is not None:
        found = found._replace(centered=side == "center")
    listed = properties.find(W + "numPr")
    if listed is not None:
        found = found._replace(
            number=value_of(listed, "numId") or found.number, depth=number(value_of(listed, "ilvl"), found.depth)
        )
    before = properties.find(W + "pageBreakBefore")
    return found if before is None else found._replace(page_break=is_on(before))


def _is_red(colour: str | None) -> bool:
    match = _COLOUR.fullmatch(colour or "")
    if match is None:
        return False
    red, green, blue = (int(part, 16) for part in match.groups())
    return red >= 0xA0 and green < 0x60 and blue < 0x60
