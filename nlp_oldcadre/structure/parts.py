"""Elements of a document made from its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp_oldcadre.model import Document, Span
from nlp_oldcadre.pages import Element
from nlp_oldcadre.structure.lines import Line

_BRACKETS = str.maketrans("()", "（）")
# How sure a part is: by a label or a form of its own, by its place among others, by its words alone.
LABELLED, PLACED, WORDED = 1.0, 0.9, 0.7


def part(kind: str, value: str, span: Span, rule: str, score: float, ordinal: int | None = None) -> Element:
    """An element that stands in the text."""
    return Element(kind, value, span, rule=rule, score=score, ordinal=ordinal)


def within(line: Line, piece: str, after: int = 0) -> Span:
    """The span of a piece of a line, looked for behind the first ``after`` characters.

    Examples
    --------
    >>> within(Line(0, 10, 15, "签发人王明"), "王明")
    Span(start=13, end=15)
    """
    start = line.start + max(line.text.find(piece, after), 0)
    return Span(start, start + len(piece))


def members(kind: str, line: Line, values: Iterable[str], rule: str, score: float) -> Iterator[Element]:
    """An element for each of the values that a line lists in order."""
    at = 0
    for value in values:
        span = within(line, value, at)
        at = span.end - line.start
        yield part(kind, value, span, rule, score)


def as_written(doc: Document, element: Element) -> Element:
    """The element with the brackets of the source: a list of receivers stays as it was written."""
    if element.span is None or "（" not in element.value:
        return element
    source = doc.source_text[slice(*doc.to_source(*element.span))]
    return replace(element, value=source) if source.translate(_BRACKETS) == element.value else element
