"""Quoted names against quoted speech: numbers and dates inside a name are part of it, in speech they are said."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

# Longest quoted name seen in this register (two parallel clauses of a motto with their marks); speech runs longer.
_LONGEST_NAME = 26
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
    text = scan.text
    return [q for q in scan.quotes if q.end - q.start <= _LONGEST_NAME and not _SPEECH.search(text, q.start, q.end)]
