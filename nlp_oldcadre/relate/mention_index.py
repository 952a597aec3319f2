"""The mentions of a document by type and place, its sentences and its headings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from sys import maxsize

from nlp_oldcadre.model import Document, Mention, OrgValue, ProgramValue, Span

Indexed = tuple[int, Mention]

# No sentence of these texts is longer; a text without marks must stay cheap.
_SENTENCE = re.compile(r"[^。！？；\n]{1,400}[。！？；]?[”’]?")


class MentionIndex:
    """What lies where; built once a document.

    Examples
    --------
    >>> doc = Document.from_text("东湖区委老干部局走访。西湖区委老干部局慰问。")
    >>> orgs = Mention("ORG", 0, 8, OrgValue()), Mention("ORG", 11, 19, OrgValue())
    >>> from dataclasses import replace
    >>> index = MentionIndex(replace(doc, mentions=orgs))
    >>> [position for position, _ in index.within("ORG", *index.sentence_at(20))]
    [1]
    """

    def __init__(self, doc: Document) -> None:
        self.doc, self.text = doc, doc.text
        self._by_type: dict[str, list[Indexed]] = defaultdict(list)
        for pair in enumerate(doc.mentions):
            self._by_type[pair[1].type].append(pair)
        # Each list ends with a place behind all of the text, so that there is always a next one.
        self._starts: dict[str, list[int]] = defaultdict(lambda: [maxsize])
        for kind, found in self._by_type.items():
            self._starts[kind] = [m.start for _, m in found]
            self._starts[kind].append(maxsize)

    def of(self, kind: str) -> list[Indexed]:
        """The mentions of one type with their position in the document's list, in the order of the text."""
        return self._by_type.get(kind, [])

    def within(self, kind: str, start: int, end: int) -> list[Indexed]:
        """Those that lie in ``[start, end)``."""
        starts = self._starts[kind]
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return []
        return [pair for pair in self._by_type[kind][first : bisect_left(starts, end, first)] if pair[1].end <= end]

    @cached_property
    def _sentences(self) -> list[Span]:
        return [Span(*m.span()) for m in _SENTENCE.finditer(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s[0] for s in self._sentences]

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds ``position``."""
        index = bisect_right(self._sentence_starts, position) - 1
        return self._sentences[index] if index >= 0 else Span(position, position)

    @cached_property
    def _headings(self) -> list[tuple[int, int]]:
        return sorted((section.heading.start, index) for index, section in enumerate(self.doc.sections))

    @cached_property
    def _lower_headings(self) -> list[Span]:
        return sorted(s.heading for s in self.doc.sections if s.level > 1)

    def section_at(self, position: int) -> int | None:
        """Which section's heading stands last before ``position``."""
        at = bisect_left(self._headings, (position + 1,)) - 1
        return self._headings[at][1] if at >= 0 else None

    def in_heading(self, position: int) -> bool:
        """Whether ``position`` stands in any heading."""
        index = self.section_at(position)
        return index is not None and position < self.doc.sections[index].heading.end

    def in_lower_heading(self, position: int) -> bool:
        """Whether ``position`` stands in a heading below the titles."""
        index = bisect_left(self._lower_headings, (position + 1,)) - 1
        return index >= 0 and position < self._lower_headings[index].end


def org_name(mention: Mention) -> str | None:
    """The canonical name of an organisation; None for what is none."""
    return mention.value.name if isinstance(mention.value, OrgValue) else None


def program_name(mention: Mention) -> str:
    """The canonical name of a programme; the mention must be one."""
    assert isinstance(mention.value, ProgramValue)
    return mention.value.name
