"""A document as the rules of facts read it: its mentions and sentences, whose text it is and how it is put at any place."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import Document, Mention, RegionValue, Span
from nlp_oldcadre.regions import Regions, short_names
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.relate.mention_index import MentionIndex
from nlp_oldcadre.relate.modality import Modalities
from nlp_oldcadre.relate.organs import Organs
from nlp_oldcadre.tables import Tables

_ELSEWHERE = frozenset("与赴到向和")


class Reading(MentionIndex):
    """What the rules share; built once a document."""

    def __init__(self, doc: Document, tables: Tables, homes: Homes) -> None:
        super().__init__(doc)
        self.tables, self.homes, self.regions = tables, homes, Regions.of(tables)
        self.organs, self.modalities = Organs(self, homes, tables), Modalities(self, tables)
        # What the rules have read already, by place.
        self.subjects: dict[int, Mention | None] = {}
        self.running: dict[int, Span | None] = {}
        self._verbs: dict[Matcher[str], list[tuple[int, int, str]]] = {}
        self._short_names: dict[str, list[str]] = {}

    def last_verb(self, verbs: Matcher[str], start: int, end: int) -> Span | None:
        """The last of the verbs that stands in ``[start, end)``; all are looked up once a document."""
        found = self._verbs.get(verbs)
        if found is None:
            found = self._verbs[verbs] = list(verbs.find(self.text))
        index = bisect_left(found, (end, 0, "")) - 1
        while index >= 0 and found[index][1] > end:
            index -= 1
        return Span(found[index][0], found[index][1]) if index >= 0 and found[index][0] >= start else None

    @cached_property
    def tells_of_home(self) -> bool:
        """Whether the document's region is named by itself, and not only in a body's or honour's name."""
        home = self.homes.document
        held = [m for kind in ("ORG", "HONOR", "DOCUMENT") for _, m in self.of(kind)]
        return home is not None and any(
            isinstance(m.value, RegionValue)
            and m.value.adcode == home.adcode
            and self.text[m.start - 1 : m.start] not in _ELSEWHERE
            and not any(h.start <= m.start < h.end for h in held)
            for _, m in self.of("REGION")
        )

    @cached_property
    def spreads(self) -> bool:
        """Whether the text speaks of spreading something at all."""
        return "推广" in self.text or "推开" in self.text

    @cached_property
    def region_names(self) -> frozenset[str]:
        """Full names of all regions that the document names."""
        codes = {m.value.adcode for _, m in self.of("REGION") if isinstance(m.value, RegionValue)}
        codes |= {self.doc.metadata.adcode}
        return frozenset(self.regions.full_name(c) for c in codes if c in self.regions.by_code)

    def short_names(self, adcode: str) -> list[str]:
        """The forms in use of a region's name besides the official one."""
        if adcode not in self._short_names:
            self._short_names[adcode] = short_names(self.regions.name(adcode))
        return self._short_names[adcode]

    def region_name(self, position: int) -> str | None:
        """The full name of the region that the text at ``position`` is about."""
        place = self.homes.at(position)
        return place.name if place else None
