"""A document as the rules of facts read it: mentions by type, sentences, whose text it is at any place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import Document, MeasureValue, Mention, Modality, OrgValue, ProgramValue, RegionValue, Section, Span
from nlp_oldcadre.regions import Regions, short_names
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.relate.parts import Part, signed_parts
from nlp_oldcadre.relate.status_words import StatusWords
from nlp_oldcadre.tables import Tables

Indexed = tuple[int, Mention]

# No sentence of these texts is longer; a text without marks must stay cheap.
_SENTENCE = re.compile(r"[^。！？；\n]{1,400}[。！？；]?[”’]?")
_DONE = re.compile(r"截至|截止|目前|已|累计|现有|去年|以来|先后|共有|建成|达到了")
_CLAUSE_END = re.compile("[，；。：\n]")
_REQUIRED = re.compile(r"要(?<![主重概摘]要)(?![点闻素])|必须|应当|应|须|务必|不得")
# The office that prints a bulletin speaks for its body.
_OFFICE = re.compile(r"(?<=[局部会委])办公室$")
_ELSEWHERE = frozenset("与赴到向和")
_SECRETARIAT = re.compile("(?<=.{4})(?:秘书处|办公室)$")
# （某局供稿） at the end of a text that says 我局.
_CREDIT = re.compile("（[^（）\n]{4,30}）\\s*$")
_CREDIT_LENGTH = 40
_FIRST_PERSON = re.compile("[我本](?:局|校|院|办|委|会|厅|中心|公司|集团|社区|街道|支部|单位|部)|学校")
# How far below a headline its organisation may stand: a subtitle (——记某某支部) or the first words.
_HEADLINE_REACH = 60


class Reading:
    """What the rules share; built once a document.

    ``organ`` is the one body whose document this is: its only issuer, the organisation of its headline, or the one that an
    undated report about its own work names most; None where several or none qualify.
    """

    def __init__(self, doc: Document, tables: Tables, homes: Homes) -> None:
        self.doc, self.tables, self.text = doc, tables, doc.text
        self.regions, self.homes = Regions.of(tables), homes
        self.subjects: dict[int, Mention | None] = {}
        self._at: dict[int, Span] = {}
        self._verbs: dict[str, list[tuple[int, int]]] = {}
        self._organs: dict[int, str | None] = {}
        self._short_names: dict[str, list[str]] = {}

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
        starts = self._starts.get(kind)
        if starts is None:
            return []
        first = bisect_left(starts, span.start)
        last = bisect_left(starts, span.end, first)
        return [(i, m) for i, m in self.by_type[kind][first:last] if m.end <= span.end] if first < last else []

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
        if position not in self._at:
            index = bisect_right(self._sentence_starts, position) - 1
            self._at[position] = self._sentences[index] if index >= 0 else Span(position, position)
        return self._at[position]

    def last_verb(self, kind: str, verbs: Matcher[str], span: Span) -> Span | None:
        """The last of the verbs that stands in the span; all of a kind are looked up once a document."""
        if kind not in self._verbs:
            self._verbs[kind] = [(start, end) for start, end, _ in verbs.find(self.text)]
        found = self._verbs[kind]
        index = bisect_left(found, (span.end, 0)) - 1
        while index >= 0 and found[index][1] > span.end:
            index -= 1
        return Span(*found[index]) if index >= 0 and found[index][0] >= span.start else None

    @cached_property
    def organ(self) -> str | None:
        """The canonical name of the body whose document this is."""
        if issuers := self.doc.metadata.issuers:
            return self._in_full(_OFFICE.sub("", issuers[0])) if len(issuers) == 1 else None
        if self.credited:
            return self.credited
        titles = (s for s in self.doc.sections if s.level == 1)
        return next((name for s in titles if (name := self._organ_of_headline(s))), None) or self._most_named()

    @cached_property
    def credited(self) -> str | None:
        """The body that a text in the first person (我局, 我校) names in brackets at its end."""
        credit = _CREDIT.search(self.text, max(0, len(self.text) - _CREDIT_LENGTH))
        if credit is None or not _FIRST_PERSON.search(self.text):
            return None
        bodies = self.within("ORG", Span(credit.start(), len(self.text)))
        name = org_name(bodies[0][1]) if bodies else None
        return self._in_full(_SECRETARIAT.sub("", name)) if name else None

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

    def _in_full(self, name: str) -> str:
        """The name as the text's organisations have it, with what lies above it (渝北区委老干部局 → 重庆市渝北区委老干部局)."""
        names = (org_name(m) or "" for _, m in self.of("ORG"))
        return max((n for n in names if n.endswith(name)), key=len, default=name)

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
        """The body that the text at ``position`` is about.

        That which signed the attachment, that of the nearest headline above or of the article's first words, else the
        document's own.
        """
        for part in self._parts:
            if part.start <= position < part.end:
                return self._name_at(part.signer)
        if self.doc.metadata.genre != "bulletin":
            return self.organ
        for index in self._sections_above(position):
            if named := self._organ_of_section(index):
                return named
        return self.organ if self.homes.at(position) == self.homes.document else None

    @cached_property
    def _parts(self) -> list[Part]:
        return signed_parts(self.doc)

    def _name_at(self, signer: Mention) -> str | None:
        return next((org_name(m) for _, m in self.within("ORG", signer.span) if m.start == signer.start), None)

    @cached_property
    def _by_heading(self) -> list[tuple[int, int]]:
        return sorted((section.heading.start, index) for index, section in enumerate(self.doc.sections))

    def _sections_above(self, position: int) -> list[int]:
        """The titles and first-level headings that ``position`` stands under, the innermost first."""
        at = bisect_right(self._by_heading, (position, len(self.doc.sections))) - 1
        index = self._by_heading[at][1] if at >= 0 else None
        out: list[int] = []
        while index is not None and len(out) < 8:
            if self.doc.sections[index].level <= 2:
                out.append(index)
            index = self.doc.sections[index].parent
        return out

    def _organ_of_section(self, index: int) -> str | None:
        if index not in self._organs:
            section = self.doc.sections[index]
            named = self._organ_of_headline(section)
            self._organs[index] = named or (self._organ_of_lead(section) if section.level == 1 else None)
        return self._organs[index]

    def _organ_of_lead(self, section: Section) -> str | None:
        """The body with whose name the article begins, where it is of the region that the article is about."""
        home = self.homes.at(section.body.start)
        if home is None or home == self.homes.document:
            return None
        reach = min(section.body.start + _HEADLINE_REACH, section.body.end)
        found = next((m for _, m in self.within("ORG", Span(section.body.start, reach))), None)
        if found is None or not isinstance(found.value, OrgValue) or found.value.adcode != home.adcode:
            return None
        return found.value.name

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

    @cached_property
    def _lower_headings(self) -> list[Span]:
        return sorted(s.heading for s in self.doc.sections if s.level > 1)

    def in_heading(self, position: int) -> bool:
        """Whether ``position`` stands in any heading."""
        index = bisect_right(self._by_heading, (position, len(self.doc.sections))) - 1
        return index >= 0 and position < self.doc.sections[self._by_heading[index][1]].heading.end

    def in_lower_heading(self, position: int) -> bool:
        """Whether ``position`` stands in a heading below the titles."""
        index = bisect_right(self._lower_headings, position, key=lambda h: h.start) - 1
        return index >= 0 and position < self._lower_headings[index].end

    def region_name(self, position: int) -> str | None:
        """The full name of the region that the text at ``position`` is about."""
        place = self.homes.at(position)
        return place.name if place else None

    def modality(self, position: int) -> Modality:
        """Whether the text reports, sets a target, or requires.

        What is missing is reported; else what a measure says of itself comes first, then the words and the measure before in
        the sentence; a circular looks ahead unless it is one that reports.
        """
        if self._is_problem(position):
            return "reported"
        start = self.sentence_at(position).start
        if self._is_done(start, position):
            return "reported"
        return "required" if _REQUIRED.search(self.text, start, position) else "target"

    def _is_problem(self, position: int) -> bool:
        """Whether the clause tells what is missing (仍有3个支部未换届)."""
        problems, sentence = self._problems, self.sentence_at(position)
        # Most sentences have none, so their clauses need not be looked for.
        if bisect_left(problems, sentence.start) == bisect_left(problems, sentence.end):
            return False
        start = max(self.text.rfind(mark, sentence.start, position) for mark in "，；：") + 1
        clause = _CLAUSE_END.search(self.text, position, sentence.end)
        start, end = max(start, sentence.start), clause.start() if clause else sentence.end
        is_named = bisect_left(problems, start) < bisect_left(problems, end)
        return is_named and not _REQUIRED.search(self.text[start:end])

    def _is_done(self, start: int, position: int) -> bool:
        measure = self._measure_before(position)
        if measure and position < measure.end:
            return _is_done(measure)
        said = measure if measure and measure.start >= start else None
        since = said.start if said else start
        plan = 0
        for match in self._words.planned.finditer(self.text, since, position):
            plan = match.end()
        if plan or (said and not _is_done(said)):
            return bool(self._words.done_after_all.search(self.text, plan or since, position))
        if said or self._words.done.search(self.text, since, position):
            return True
        if self.doc.metadata.genre == "circular":
            told = _DONE.search(self.text, start, position)
            return self._is_report_at(position) or bool(told and not _REQUIRED.search(self.text, start, told.start()))
        return not any(body.start <= position < body.end for body in self._ahead)

    def _measure_before(self, position: int) -> Mention | None:
        """The last measure that begins before ``position`` or there."""
        index = bisect_right(self._starts.get("MEASURE", []), position) - 1
        return self.of("MEASURE")[index][1] if index >= 0 else None

    @cached_property
    def _words(self) -> StatusWords:
        return StatusWords.of(self.tables)

    @cached_property
    def _problems(self) -> list[int]:
        """Where words of what is missing stand."""
        return [match.start() for match in self._words.problem.finditer(self.text)]

    @cached_property
    def _ahead(self) -> list[Span]:
        return self._under(self._words.ahead_heading)

    @cached_property
    def _reports(self) -> bool:
        return bool(self._words.reporting_title.search(self.doc.metadata.title or ""))

    @cached_property
    def _other_parts(self) -> list[Span]:
        """What a circular that reports asks for, or the report in another."""
        return self._under(self._words.request_heading if self._reports else self._words.reporting_heading)

    def _under(self, heading: re.Pattern[str]) -> list[Span]:
        return [s.body for s in self.doc.sections if heading.search(self.text[s.heading.start : s.heading.end])]

    def _is_report_at(self, position: int) -> bool:
        """Whether this part of a circular reports."""
        if any(body.start <= position < body.end for body in self._ahead):
            return False
        return self._reports != any(body.start <= position < body.end for body in self._other_parts)


def _is_done(measure: Mention) -> bool:
    return isinstance(measure.value, MeasureValue) and measure.value.status == "done"


def org_name(mention: Mention) -> str | None:
    """The canonical name of an organisation; None for what is none."""
    return mention.value.name if isinstance(mention.value, OrgValue) else None


def program_name(mention: Mention) -> str:
    """The canonical name of a programme; the mention must be one."""
    assert isinstance(mention.value, ProgramValue)
    return mention.value.name
