"""The title of a web page where it stands outside the text: which element holds it, and what belongs to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nlp_oldcadre.read.html_lines import BLOCKS, HEADINGS
from nlp_oldcadre.read.html_names import Names
from nlp_oldcadre.read.html_tree import dense

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHORTEST, _LONGEST = 2, 200
# What a site's own head says, not an article's.
_SITE = re.compile(r"(?:人民政府|委员会|网|网站|门户|平台|报|在线|局|厅|部|首页)$")


class Told(NamedTuple):
    """What the page's head says of the title: the ``title`` element's text, and a ``meta`` element's."""

    page: str = ""
    article: str = ""


def title_of(root: _Element, main: _Element, names: Names, told: Told) -> _Element | None:
    """The element with the title, where it is not in the text itself; None where there is none."""
    page, article = dense(told.page), dense(told.article)
    before = True
    found: list[tuple[int, int, _Element]] = []
    inside = set(main.iter())
    for element in root.iter():
        before = before and element is not main
        rank = _rank(element, names) if element not in inside else 0
        if not rank:
            continue
        text = _short_text(element)
        if len(text) < _SHORTEST:
            continue
        if text == article or (page.startswith(text) and not page[len(text) : len(text) + 1].isalnum()):
            found.append((4 + before, rank, element))
        elif rank == 1:
            continue
        elif before and len(text) > 5 and text in page:
            found.append((3, rank, element))
        elif before and (element.tag == "h1" or "-" in element.tag) and not _SITE.search(text) and not _leads_away(element):
            found.append((1, rank, element))
    best = max(found, key=lambda one: one[:2], default=None)
    return best[2] if best else None


def _rank(element: _Element, names: Names) -> int:
    """How much an element by its kind is a title's: headings, what is named so, and any block at all."""
    tag = element.tag
    if tag in HEADINGS:
        return 5 - min(HEADINGS[tag], 3)
    if tag in ("a", "html", "body") or not isinstance(tag, str):
        return 0
    return 2 if tag != "td" and "title" in names.role(element) else int(tag in BLOCKS)


def _short_text(element: _Element) -> str:
    """The text of an element without blanks; none when it is longer than a title."""
    text = ""
    for piece in element.itertext():
        text += dense(piece)
        if len(text) > _LONGEST:
            return ""
    return text


def _leads_away(element: _Element) -> bool:
    return any(True for _ in element.iter("a"))


def around_title(title: _Element, main: _Element, names: Names) -> list[_Element]:
    """The lines above and below a title (引题 副题): headings beside it, and what is named so."""
    found = []
    for neighbours in (title.itersiblings(preceding=True), title.itersiblings()):
        for element in neighbours:
            if element is main or not _is_beside(element, names):
                break
            found.append(element)
    return found


def _is_beside(element: _Element, names: Names) -> bool:
    if "subtitle" in names.role(element):
        return True
    return element.tag in HEADINGS and bool(_short_text(element)) and not _leads_away(element)
