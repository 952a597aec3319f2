"""Which part of a web page is its text.

The systems that Chinese governments and newspapers make pages with name the element that holds the text (TRS_Editor, zoom,
vsb_content …, table ``web_names``). Where such a name is found it is taken; where none is, or what bears it has little of
the page's sentences, the element around most of them is: running text has sentences that are no links, menus have links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nlp_oldcadre.read.html_lines import is_note
from nlp_oldcadre.read.html_looks import leads_away
from nlp_oldcadre.read.html_names import Names
from nlp_oldcadre.read.html_tree import drop

if TYPE_CHECKING:
    from lxml.etree import _Element

_STOPS = "。；！？"
_HOLDERS = frozenset("html body div td section article main blockquote center form fieldset".split())
# A named element is taken when it has this share of the sentences that the element around most of them has.
_ENOUGH = 0.5
# Around a text, what adds at least a twentieth to its sentences belongs to it, unless it adds mostly links.
_GAIN, _LINKS = 1.05, 0.3
# What names of asides bear is left alone when it holds so much of the page's sentences.
_TOO_MUCH = 0.4


class Counts(NamedTuple):
    """Characters outside links, in links, and ends of sentences outside links."""

    text: int = 0
    links: int = 0
    stops: int = 0

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]
        return Counts(self.text + other.text, self.links + other.links, self.stops + other.stops)

    @property
    def weight(self) -> int:
        """How much running text there is."""
        return self.text - 2 * self.links + 10 * self.stops


class Counted(NamedTuple):
    """The counts of each element with all that is in it, and of each holder without the holders in it."""

    whole: dict[_Element, Counts]
    own: dict[_Element, Counts]


def count(root: _Element) -> Counted:
    """Count all elements, in one pass without recursion."""
    from lxml import etree

    whole: dict[_Element, Counts] = {}
    own: dict[_Element, Counts] = {}
    open_links = 0
    sums, owns = [Counts()], [Counts()]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            open_links += leads_away(element)
            told = _count(element.text, open_links)
            sums.append(told)
            owns.append(told)
            continue
        open_links -= leads_away(element)
        tail = _count(element.tail, open_links)
        inner, mine = sums.pop(), owns.pop()
        whole[element] = inner
        sums[-1] = sums[-1] + inner + tail
        if element.tag in _HOLDERS:
            own[element] = mine
            mine = Counts()
        owns[-1] = owns[-1] + mine + tail
    return Counted(whole, own)


def _count(text: str | None, links: int) -> Counts:
    if not text or text.isspace():
        return Counts()
    size = len("".join(text.split()))
    return Counts(0, size, 0) if links else Counts(size, 0, sum(text.count(stop) for stop in _STOPS))


def drop_asides(root: _Element, names: Names, counted: Counted) -> None:
    """Take out menus, share bars and the like, unless they hold much of the page's text or the text itself."""
    all_stops = counted.whole[root].stops
    inside = _around(root, names)
    for element in list(counted.whole):
        if element is root or element in inside or element.tag in ("body", "html"):
            continue
        is_aside = element.tag in ("nav", "footer", "aside") or "aside" in names.role(element)
        if is_aside and counted.whole[element].stops <= max(3, _TOO_MUCH * all_stops):
            drop(element)


def _around(root: _Element, names: Names) -> set[_Element]:
    """The elements that hold one that is named as the text."""
    found: set[_Element] = set()
    for element in root.iter():
        if "main_sure" in names.role(element) or element.tag == "h1":
            parent: _Element | None = element
            while parent is not None and parent not in found:
                found.add(parent)
                parent = parent.getparent()
    return found


def main_of(root: _Element, names: Names, counted: Counted) -> _Element:
    """The element that holds the page's text."""
    whole = counted.whole
    holders = (element for element in counted.own if not is_note(element))
    dense = _grown(max(holders, key=lambda e: counted.own[e].weight, default=root), whole)
    for role in ("main_sure", "main_likely"):
        named = [e for e in whole if e.tag not in ("a", "body", "html") and role in names.role(e) and whole[e].text]
        best = max(named, key=lambda e: (whole[e].weight, -_depth(e)), default=None)
        if best is None or whole[best].weight <= 0 or whole[best].stops < _ENOUGH * whole[dense].stops:
            continue
        if role == "main_sure" or whole[best].links <= whole[dense].links + _LINKS * whole[best].text:
            return best
    return dense


def _grown(element: _Element, whole: dict[_Element, Counts]) -> _Element:
    """The element and, where its text goes on beside it, what is around both."""
    best = element
    while (element := element.getparent()) is not None and element in whole:  # type: ignore[assignment]
        now, more = whole[best], whole[element]
        gained = more.text - now.text
        if more.stops >= max(_GAIN * now.stops, now.stops + 1) and more.links - now.links <= _LINKS * gained:
            best = element
    return best


def _depth(element: _Element) -> int:
    return sum(1 for _ in element.iterancestors())
