"""What every extractor may look at: the text, its quotation marks and sentences, and what was found before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import Any

import rjieba

from nlp_oldcadre.matching import JointMatcher, Matcher, Payload
from nlp_oldcadre.model import Document, Mention, Metadata, Rejection, Section, Span
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import Tables

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》){1,150}?)》")
_QUOTE = re.compile(r"“([^“”]{1,80})”")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’]?")
_PARAGRAPH = re.compile(r"[^\n]+")

# What Span(*pair) comes to, without the call in between: there are many.
_span = tuple.__new__


class Scan:
    """A document as extractors see it. Spans are half-open, in the document's cleaned text, in order.

    ``found`` grows as extractors run: mentions by type, sorted; an extractor sees the types that come before its own
    in :data:`nlp_oldcadre.extract.EXTRACTORS`.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> scan = Scan(Document.from_text("实施“头雁工程”。印发《办法》。"), load_tables())
    >>> scan.quotes, scan.titles, scan.is_inside(4, scan.quotes)
    ([Span(start=3, end=7)], [Span(start=12, end=14)], True)
    """

    def __init__(self, doc: Document, tables: Tables) -> None:
        self.doc, self.tables = doc, tables
        self.text = doc.text
        self.regions = Regions.of(tables)
        self.found: dict[str, list[Mention]] = {}
        self._once: dict[str, Any] = {}
        # A list only where somebody asked why; recording costs nothing else.
        self.rejected: list[Rejection] | None = None

    def find(self, matcher: Matcher[Payload]) -> list[tuple[int, int, Payload]]:
        """What ``matcher.find(scan.text)`` gives; all matchers asked for so far go over the text together."""
        found: list[tuple[int, int, Payload]] | None = self._found_jointly.get(matcher)
        if found is None:
            self._joint.join(matcher)
            found = list(matcher.find(self.text))
        return found

    @cached_property
    def _joint(self) -> JointMatcher:
        joint: JointMatcher = self.tables.keep(JointMatcher, JointMatcher)
        return joint

    @cached_property
    def _found_jointly(self) -> dict[Matcher[Any], list[tuple[int, int, Any]]]:
        return self._joint.find_all(self.text)

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """What ``make`` reads from this document, read for the first extractor that asks for it."""
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]

    def reject(self, kind: str, start: int, end: int, rule: str, reason: str, *, by: Mention | None = None) -> None:
        """Note, when tracing, that a candidate for ``kind`` was dropped; ``reason`` is a code of ``data/reasons.csv``."""
        if self.rejected is not None:
            self.rejected.append(Rejection(kind, start, end, rule, reason, by))

    @property
    def metadata(self) -> Metadata:
        """What the structure stage read from the document; region and adcode may be there already."""
        return self.doc.metadata

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.doc.sections

    @cached_property
    def titles(self) -> list[Span]:
        """What stands inside 《》, the outermost pair."""
        return [_span(Span, m.span(1)) for m in _TITLE.finditer(self.text)]

    @cached_property
    def quotes(self) -> list[Span]:
        """What stands inside “”."""
        return [_span(Span, m.span(1)) for m in _QUOTE.finditer(self.text)]

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Non-empty lines of the cleaned text, where a broken line was joined already."""
        return [_span(Span, m.span()) for m in _PARAGRAPH.finditer(self.text)]

    @cached_property
    def sentences(self) -> list[Span]:
        """Runs up to and with 。！？； or the line's end."""
        return [_span(Span, m.span()) for m in _SENTENCE.finditer(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def words(self) -> list[tuple[str, str]]:
        """``(word, part of speech)`` of jieba's dictionary over the whole text."""
        pairs: list[tuple[str, str]] = rjieba.tag(self.text)
        return pairs

    @cached_property
    def word_edges(self) -> list[int]:
        """Where the words of :attr:`words` begin, in order, and at last where the text ends."""
        return list(accumulate(map(len, map(itemgetter(0), self.words)), initial=0))

    @cached_property
    def word_at(self) -> dict[int, int]:
        """Where a word begins → which of :attr:`words`; the text's end → one past the last."""
        return dict(zip(self.word_edges, range(len(self.word_edges)), strict=True))

    def is_word_edge(self, position: int) -> bool:
        """Whether a word begins or ends at ``position``."""
        return position in self.word_at

    def word_index(self, position: int) -> int:
        """Which of :attr:`words` holds ``position``; one past the last for the text's end."""
        return bisect_right(self.word_edges, position) - 1

    def word_from(self, position: int) -> tuple[str, str]:
        """The word that begins at ``position`` with its part of speech; two empty strings where none begins."""
        index = self.word_at.get(position, len(self.words))
        return self.words[index] if index < len(self.words) else ("", "")

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds ``position``."""
        index = bisect_right(self._sentence_starts, position) - 1
        if index >= 0 and position < self.sentences[index].end:
            return self.sentences[index]
        return Span(position, position)

    def paragraph_at(self, position: int) -> Span:
        """The paragraph that holds ``position``."""
        return _holding(self.paragraphs, position) or Span(position, position)

    def quote_at(self, position: int) -> Span | None:
        """The quotation that holds ``position``, if one does."""
        return _holding(self.quotes, position)

    def is_inside(self, position: int, spans: list[Span]) -> bool:
        """Whether ``position`` lies in one of ``spans`` (sorted, without overlap)."""
        return _holding(spans, position) is not None

    def mentions(self, *types: str) -> list[Mention]:
        """Mentions of these types found so far, in the order of the text."""
        chosen = [m for t in types for m in self.found.get(t, ())]
        return sorted(chosen, key=lambda m: (m.start, -m.end)) if len(types) > 1 else chosen

    @cached_property
    def closed(self) -> list[Span]:
        """Titles, programmes and slogans, which hold no name of their own: for the types that come after these."""
        return merge([*self.titles, *self.covered("PROGRAM", "SLOGAN")])

    def covered(self, *types: str) -> list[Span]:
        """The spans of these types, merged and sorted: what a later extractor must keep out of."""
        return merge([_span(Span, (m.start, m.end)) for kind in types for m in self.found.get(kind, ())])


def _holding(spans: list[Span], position: int) -> Span | None:
    # The first span that begins behind the position has the place of (position + 1,), whatever its end.
    index = bisect_left(spans, (position + 1,)) - 1
    return spans[index] if index >= 0 and position < spans[index][1] else None


def merge(spans: Iterable[Span]) -> list[Span]:
    """Overlapping and touching spans made one, sorted."""
    out: list[Span] = []
    last = -1
    for span in sorted(spans):
        start, end = span
        if start > last:
            out.append(span)
            last = end
        elif end > last:
            out[-1] = Span(out[-1][0], end)
            last = end
    return out
