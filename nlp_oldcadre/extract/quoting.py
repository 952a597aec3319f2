"""Where numbers and dates are part of something else: quoted names (not quoted speech) and idioms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import Span

# Longest quoted name seen in this register (two parallel clauses of a motto with their marks); speech runs longer.
_LONGEST_NAME = 26
_WHOLE = ("DOCUMENT", "PROGRAM", "SLOGAN", "TIME", "REGION", "PERSON")
_SPEECH = re.compile("[。！？；：]|我[们的都]?|他们?|她们?")


def name_quotes(scan: Scan) -> list[Span]:
    """The quotations that hold a name or a set phrase, not somebody's words.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> scan = Scan(Document.from_text("“五个一”工程。他说：“今年我们办了三次讲座。”"), load_tables())
    >>> name_quotes(scan)
    [Span(start=1, end=4)]
    """
    names: list[Span] = scan.once("quoting.names", lambda: _name_quotes(scan))
    return names


def _name_quotes(scan: Scan) -> list[Span]:
    text = scan.text
    return [q for q in scan.quotes if q.end - q.start <= _LONGEST_NAME and not _SPEECH.search(text, q.start, q.end)]


@dataclass(frozen=True, slots=True)
class IdiomRow:
    """A phrase whose numerals count nothing (三番五次, 千家万户)."""

    idiom: str


def idioms(scan: Scan) -> list[Span]:
    """The idioms of a text, in order.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> idioms(Scan(Document.from_text("三番五次走进千家万户"), load_tables()))
    [Span(start=0, end=4), Span(start=6, end=10)]
    """
    found: list[Span] = scan.once("quoting.idioms", lambda: _idioms(scan))
    return found


def _idioms(scan: Scan) -> list[Span]:
    rows = scan.tables.rows("number_idioms", IdiomRow)
    matcher: Matcher[str] = scan.tables.keep("quoting.idioms", lambda: Matcher.of(row.idiom for row in rows))
    return [Span(start, end) for start, end, _ in scan.find(matcher)]


def closed_edges(scan: Scan) -> list[int]:
    """Where names, titles, dates and set phrases begin and end, in turn; overlapping ones are one.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> closed_edges(Scan(Document.from_text("“五个一”工程，三番五次。"), load_tables()))
    [1, 4, 8, 12]
    """
    spans = [(m.start, m.end) for kind in _WHOLE for m in scan.found.get(kind, ())]
    # A name may begin with a number that it does not own (3个社区党支部), so only its inside is closed.
    spans += [(m.start + 1, m.end) for m in scan.found.get("ORG", ()) if m.end - m.start > 1]
    spans += [*scan.titles, *name_quotes(scan), *idioms(scan)]
    spans.sort()
    edges: list[int] = []
    for start, end in spans:
        if not edges or start > edges[-1]:
            edges += (start, end)
        elif end > edges[-1]:
            edges[-1] = end
    return edges
