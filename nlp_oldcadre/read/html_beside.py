"""What a page says beside its text and names a degree of secrecy, so that the gate sees it wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.html_lines import Line, lines_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEGREE = re.compile(r"[绝絕机機秘][\s\xad\u200b-\u200f\u2060\ufeff]*密")


def beside_in_head(root: _Element) -> Iterator[Element]:
    """The page's title and what its ``meta`` elements say, as far as they name a degree."""
    for title in root.iter("title"):
        yield from _if_named("".join(title.itertext()), "html.title")
    for meta in root.iter("meta"):
        yield from _if_named(meta.get("content") or "", "html.meta")


def beside_in_body(body: _Element) -> Iterator[Element]:
    """The lines of all that is seen, as far as they name a degree; a row of a table is one line."""
    if _DEGREE.search("".join(body.itertext())):
        for line in lines_of(body):
            yield from _if_named(line.text, "html.line")


def not_shown(elements: Iterable[Element], shown: Iterable[Line]) -> list[Element]:
    """Without what stands in the text, each once."""
    seen = {line.text for line in shown}
    return [element for element in dict.fromkeys(elements) if element.value not in seen]


def _if_named(text: str, rule: str) -> Iterator[Element]:
    if _DEGREE.search(text):
        yield Element("beside", " ".join(text.split()), rule=rule)
