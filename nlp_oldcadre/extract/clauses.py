"""Clauses over masked text: what a name, title, number or quotation holds is hidden, so that grammar sees only the frame.

Reading guide. Every protected character is replaced by a letter of its kind from the private use area (one for one, so
offsets stay). ``开展“头雁工程”活动`` becomes ``开展“PPPP”活动``; verbs, commas and 的 inside the name are out of the way, and
a test such as "there is a programme in the object" is a substring test.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

# The order is the priority: a later kind paints over an earlier one.
LETTERS = {
    "BRACKET": "\ue000", "QUOTE": "\ue001", "TITLE": "\ue002", "REGION": "\ue003", "PERSON": "\ue004", "ORG": "\ue005",
    "TIME": "\ue006", "QUANTITY": "\ue007", "SLOGAN": "\ue008", "DOCUMENT": "\ue009", "PROGRAM": "\ue00a",
}  # fmt: skip
_MENTIONS = ("REGION", "PERSON", "ORG", "TIME", "QUANTITY", "SLOGAN", "DOCUMENT", "PROGRAM")
# A long quotation, or one that holds a full stop, is direct speech, not a name: its clauses count.
_LONGEST_QUOTED_NAME = 40
_CODEC = "utf-32-le"
_SPEECH = re.compile("[。！？!?]")
_BRACKET = re.compile("[（(〔]([^（()）〔〕\n]{1,80})[）)〕]")
# A run without a comma longer than this is no clause of the language; it is read in pieces, so that no text takes long.
_CLAUSE = re.compile("[^，。；：！？…,;:!?\n\t]{1,300}")


def masked(scan: Scan) -> str:
    """The text with everything hidden that is a name or an aside.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> masked(Scan(Document.from_text("印发《办法》。"), load_tables())) == "印发《" + LETTERS["TITLE"] * 2 + "》。"
    True
    """
    # With four bytes for each character, whatever it is.
    codes = bytearray(scan.text, _CODEC, "surrogatepass")
    for kind, spans in _protected(scan):
        letter = LETTERS[kind].encode(_CODEC)
        for start, end in spans:
            codes[4 * start : 4 * end] = letter * (end - start)
    return codes.decode(_CODEC, "surrogatepass")


def _protected(scan: Scan) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
    yield "BRACKET", (m.span(1) for m in _BRACKET.finditer(scan.text))
    yield "QUOTE", (q for q in scan.quotes if is_name(scan.text, q))
    yield "TITLE", scan.titles
    for kind in _MENTIONS:
        yield kind, [(m.start, m.end) for m in scan.mentions(kind)]


def is_name(text: str, quote: Span) -> bool:
    """Whether what is quoted may be a name or set phrase, not somebody's speech."""
    start, end = quote
    return end - start <= _LONGEST_QUOTED_NAME and not _SPEECH.search(text, start, end)


def clauses(mask: str, skipped: list[Span]) -> Iterator[Span]:
    """Runs between commas and stops outside names, those that touch ``skipped`` (headings, sorted) left out."""
    at, count = 0, len(skipped)
    for match in _CLAUSE.finditer(mask):
        start, end = match.span()
        while at < count and skipped[at].end <= start:
            at += 1
        if at == count or end <= skipped[at].start:
            yield Span(start, end)
