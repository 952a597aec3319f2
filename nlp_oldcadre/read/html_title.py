"""The title of a web page where it stands outside the text: which element holds it, and what belongs to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nlp_oldcadre.read.html_lines import HEADINGS
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
        text = dense("".join(element.itertext()))
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        if text == article or (page.startswith(text) and not page[len(text) : len(text) + 1].isalnum()):
            found.append((4 + before, rank, element))
        elif before and len(text) > 5 and text in page:
            found.append((3, rank, element))
        elif before and element.tag == "h1" and not _SITE.search(text) and not _leads_away(element):
            found.append((1, rank, element))
    best = max(found, key=lambda one: one[:2], default=None)
    return best[2] if best else None


def _rank(element: _Element, names: Names) -> int:
    tag = element.tag
    if tag in HEADINGS:
        return 4 - min(HEADINGS[tag], 3)
    return 2 if tag not in ("a", "html", "body", "td") and "title" in names.role(element) else 0


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
    return element.tag in HEADINGS and len(dense("".join(element.itertext()))) <= _LONGEST and not _leads_away(element)
