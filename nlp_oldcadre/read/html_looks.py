"""What the looks of an element say: bold, red, in the middle, the size of its letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOLD_TAGS = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
_WEIGHT = re.compile(r"(?i)font(?:-weight)?\s*:[^;]*?\b(bold|bolder|[6-9]00|normal|[1-5]00|lighter)\b")
_ALIGN = re.compile(r"(?i)text-align\s*:\s*(\w+)")
_COLOR = re.compile(r"(?i)(?<![\w-])color\s*:\s*([^;]+)")
_SIZE = re.compile(r"(?i)font(?:-size)?\s*:[^;]*?(\d{1,3}(?:\.\d+)?)\s*(pt|px)")
_SHORT, _LONG = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])$"), re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\D+(\d{1,3})\D+(\d{1,3})")
_POINTS = {"pt": 1.0, "px": 0.75}


class Look(NamedTuple):
    """Inherited by what is inside; ``is_kept`` for text whose blanks count, ``is_link`` for what leads elsewhere."""

    bold: bool = False
    red: bool = False
    centered: bool = False
    size: float | None = None
    is_kept: bool = False
    is_link: bool = False


PLAIN = Look()


def look_of(element: _Element, outer: Look) -> Look:
    """The look of an element within ``outer``.

    Examples
    --------
    >>> from lxml import etree
    >>> look_of(etree.fromstring('<p style="text-align:center;color:#f00;font-size:16pt"/>'), PLAIN)
    Look(bold=False, red=True, centered=True, size=16.0, is_kept=False, is_link=False)
    """
    tag = element.tag
    changed: dict[str, object] = {}
    if tag in _BOLD_TAGS:
        changed["bold"] = True
    elif tag == "center":
        changed["centered"] = True
    elif tag == "pre":
        changed["is_kept"] = True
    elif leads_away(element):
        changed["is_link"] = True
    if element.attrib:
        _attributes(element, changed)
    return outer._replace(**changed) if changed else outer  # type: ignore[arg-type]


def leads_away(element: _Element) -> bool:
    """Whether an element is a link to another page; a note's mark leads to a place of its own page."""
    if element.tag != "a":
        return False
    target = element.get("href")
    return bool(target) and (target == "#" or not target.startswith("#"))


def _attributes(element: _Element, changed: dict[str, object]) -> None:
    if align := element.get("align"):
        changed["centered"] = align.strip().lower() == "center" and element.tag != "table"
    if element.tag == "font" and (color := element.get("color")):
        changed["red"] = is_red(color)
    style = element.get("style")
    if not style:
        return
    if weight := _WEIGHT.search(style):
        changed["bold"] = weight[1].lower().startswith(("bold", "6", "7", "8", "9"))
    if aligned := _ALIGN.search(style):
        changed["centered"] = aligned[1].lower() == "center"
    if colored := _COLOR.search(style):
        changed["red"] = is_red(colored[1])
    if sized := _SIZE.search(style):
        changed["size"] = float(sized[1]) * _POINTS[sized[2].lower()]


def is_red(color: str) -> bool:
    """Whether a colour as pages write it is the red of letterheads.

    Examples
    --------
    >>> [is_red(color) for color in ("red", "#FF0000", "#c00", "rgb(230, 0, 18)", "#333", "#ff9900")]
    [True, True, True, True, False, False]
    """
    color = color.strip().lower()
    if color == "red":
        return True
    if found := _LONG.match(color):
        red, green, blue = (int(part, 16) for part in found.groups())
    elif found := _SHORT.match(color):
        red, green, blue = (17 * int(part, 16) for part in found.groups())
    elif found := _RGB.match(color):
        red, green, blue = (int(part) for part in found.groups())
    else:
        return False
    return red >= 160 and green <= 70 and blue <= 70
