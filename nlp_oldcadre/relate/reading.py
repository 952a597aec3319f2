"""A document as the rules of facts read it: mentions by type, sentences, whose text it is at any place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property

from nlp_oldcadre.model import Document, MeasureValue, Mention, Modality, OrgValue, ProgramValue, RegionValue, Section, Span
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.tables import Tables

Indexed = tuple[int, Mention]

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’]?")
_DONE = re.compile(r"截至|截止|目前|已|累计|现有|去年|以来|先后|共有|建成|达到了")
_REQUIRED = re.compile(r"要|必须|应当|应|须|务必|不得")
# How far below a headline its organisation may stand: a subtitle (——记某某支部) or the first words.
_HEADLINE_REACH = 60


class Reading:
    """What the rules share; built once a document.

    ``organ`` is the one body whose document this is: its only issuer, the organisation of its headline, or the one that an
    undated report about its own work names most; None where several or none qualify.
    """

    def __init__(self, doc: Document, tables: Tables) -> None:
        self.doc, self.tables, self.text = doc, tables, doc.text
        self.regions = Regions.of(tables)
        self.homes = Homes(doc, self.regions)

    @cached_property
    def by_type(self) -> dict[str, list[Indexed]]:
        """Mentions with their position in the document's list, by type."""
        out: dict[str, list[Indexed]] = {}
        for index, mention in enumerate(self.doc.mentions):
            out.setdefault(mention.type, []).append((index, mention))
        return out

    def of(self, kind: str) -> list[Indexed]:
        """The mentions of one type, in the order of the text."""
        return self.by_type.get(kind, [])

    def within(self, kind: str, span: Span) -> list[Indexed]:
        """Those that lie in a span."""
        starts = self._starts.get(kind, [])
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [(i, m) for i, m in self.of(kind)[first:last] if m.end <= span.end]

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {kind: [m.start for _, m in found] for kind, found in self.by_type.items()}

    @cached_property
    def _sentences(self) -> list[Span]:
        return [Span(*m.span()) for m in _SENTENCE.finditer(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self._sentences]

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds ``position``."""
        index = bisect_right(self._sentence_starts, position) - 1
        return self._sentences[index] if index >= 0 else Span(position, position)

    @cached_property
    def organ(self) -> str | None:
        """The canonical name of the body whose document this is."""
        if issuers := self.doc.metadata.issuers:
            return issuers[0] if len(issuers) == 1 else None
        titles = (s for s in self.doc.sections if s.level == 1)
        return next((name for s in titles if (name := self._organ_of_headline(s))), None) or self._most_named()

    def _organ_of_headline(self, section: Section) -> str | None:
        """The organisation in a headline or in the subtitle below it."""
        lines = self.text[section.heading.start : min(section.heading.end + _HEADLINE_REACH, section.body.end)].split("\n")
        subtitle = [line for line in lines[1:3] if line.startswith(("——", "—", "--"))]
        end = section.heading.end + (len("\n".join(lines[:3])) - len(lines[0]) if subtitle else 0)
        return next((name for _, m in self.within("ORG", Span(section.heading.start, end)) if (name := org_name(m))), None)

    def _most_named(self) -> str | None:
        home = self.doc.metadata.adcode
        names = Counter(org_name(m) for _, m in self.of("ORG") if isinstance(m.value, OrgValue) and m.value.adcode == home)
        best = names.most_common(1)
        return best[0][0] if best and best[0][1] > 1 else None

    def organ_at(self, position: int) -> str | None:
        """The body that the text at ``position`` is about: that of the nearest headline above, else the document's own."""
        if self.doc.metadata.genre != "bulletin":
            return self.organ
        above = [s for s in self.doc.sections if s.level <= 2 and s.heading.start <= position < s.body.end]
        for section in reversed(above):
            if named := self._organ_of_headline(section):
                return named
        return self.organ if self.homes.at(position) == self.doc.metadata.adcode else None

    @cached_property
    def region_names(self) -> frozenset[str]:
        """Full names of all regions that the document names."""
        codes = {m.value.adcode for _, m in self.of("REGION") if isinstance(m.value, RegionValue)}
        codes |= {self.doc.metadata.adcode}
        return frozenset(self.regions.full_name(c) for c in codes if c in self.regions.by_code)

    @cached_property
    def _lower_headings(self) -> list[Span]:
        return sorted(s.heading for s in self.doc.sections if s.level > 1)

    def in_lower_heading(self, position: int) -> bool:
        """Whether ``position`` stands in a heading below the titles."""
        index = bisect_right(self._lower_headings, position, key=lambda h: h.start) - 1
        return index >= 0 and position < self._lower_headings[index].end

    def region_name(self, position: int) -> str | None:
        """The full name of the region that the text at ``position`` is about."""
        code = self.homes.at(position)
        return self.regions.full_name(code) if code in self.regions.by_code else None

    def modality(self, position: int) -> Modality:
        """Whether the text reports, sets a target, or requires.

        What a measure says of itself comes first; a circular looks ahead unless the words before say that it is done.
        """
        if status := self._status_of_measure(position):
            done = status == "done"
        else:
            sentence = self.sentence_at(position)
            done = self.doc.metadata.genre != "circular" or bool(_DONE.search(self.text[sentence.start : position]))
        if done:
            return "reported"
        return "required" if _REQUIRED.search(self.text[self.sentence_at(position).start : position]) else "target"

    def _status_of_measure(self, position: int) -> str | None:
        measures = self.of("MEASURE")
        index = bisect_right(self._starts.get("MEASURE", []), position) - 1
        if index < 0:
            return None
        mention = measures[index][1]
        return mention.value.status if position < mention.end and isinstance(mention.value, MeasureValue) else None


def org_name(mention: Mention) -> str | None:
    return mention.value.name if isinstance(mention.value, OrgValue) else None


def program_name(mention: Mention) -> str:
    assert isinstance(mention.value, ProgramValue)
    return mention.value.name
