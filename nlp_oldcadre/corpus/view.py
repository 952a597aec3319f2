"""What the rows of one document share: sentences, sections, places, ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any

from nlp_oldcadre.model import Document, Mention, Span, hash_id
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import Tables

Row = dict[str, Any]

SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’]?")
# Characters of context on each side: a text without punctuation must not be repeated on every row.
_NEAR = 300


class View:
    """A document with what its rows share, worked out once."""

    def __init__(self, doc: Document, tables: Tables) -> None:
        self.doc, self.regions = doc, Regions.of(tables)
        self._mention_ids: dict[tuple[str, int, int], str] = {}

    @cached_property
    def _sentences(self) -> list[Span]:
        return [Span(*m.span()) for m in SENTENCE.finditer(self.doc.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self._sentences]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [s.heading.start for s in self.doc.sections]

    @cached_property
    def modalities(self) -> dict[str, str]:
        """Id of the amount → whether the text reports, plans or requires it."""
        stated = (fact for fact in self.doc.facts if fact.predicate == "has_result")
        return {self.mention_id(self.doc.mentions[i]): fact.modality for fact in stated for i in fact.evidence}

    @cached_property
    def head(self) -> Span | None:
        """The title, or the first sentence where no title was found."""
        title = next((s.heading for s in self.doc.sections if s.kind == "title"), None)
        return title or next((s for s in self._sentences if self.doc.text[slice(*s)].strip()), None)

    def has_source(self, mention: Mention) -> bool:
        """Whether any character of the source stands behind a mention."""
        span = self.doc.to_source(mention.start, mention.end)
        return span.start < span.end

    def place(self, start: int, end: int) -> Row:
        span = self.doc.to_source(start, end)
        quote = self.doc.source_text[span.start : span.end]
        return {"start": span.start, "end": span.end, "page": self.doc.page_of(start), "quote": quote}

    def boxes(self, start: int, end: int) -> list[Row]:
        """Where a span stands on its pages, a box for each printed line."""
        return [{"page": page, **box._asdict()} for page, box in self.doc.boxes(start, end)]

    def sentence(self, start: int, end: int) -> str:
        """The sentence at ``start``, as far as the one at the end of the span; of an endless one what is near."""
        first = min(self.sentence_span(start).start, start)
        last = max(self.sentence_span(max(start, end - 1)).end, end)
        return self.doc.text[max(first, start - _NEAR) : min(last, end + _NEAR)].strip()

    def sentence_span(self, position: int) -> Span:
        """The sentence that holds ``position``."""
        index = bisect_right(self._sentence_starts, position) - 1
        if index >= 0 and position < self._sentences[index].end:
            return self._sentences[index]
        return Span(position, position)

    @cached_property
    def section_ids(self) -> list[str]:
        return [hash_id(self.doc.id, "section", s.level, *s.heading) for s in self.doc.sections]

    def mention_id(self, mention: Mention) -> str:
        """Asked for by every row of a mention and by every fact that rests on it."""
        key = (mention.type, mention.start, mention.end)
        if key not in self._mention_ids:
            self._mention_ids[key] = self.doc.mention_id(mention)
        return self._mention_ids[key]

    def section_at(self, position: int) -> str | None:
        index = bisect_right(self._section_starts, position) - 1
        return self.section_ids[index] if index >= 0 else None
