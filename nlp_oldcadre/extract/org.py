"""``ORG``: identifiable organisations, the longest name that stands in the text.

Reading guide. A name is found in one of four ways: a place (a ``REGION``, or 省 市 县 区 alone) with an organ behind
it (毕节市委老干部局, 市财政厅, 市老干部活动中心); an organ of the list that needs no place (国务院, 中组部); an organ
without its place that the document resolves (老干局, 商务局); a head with a proper name before it (顺达化工有限公司).
Groups (各级关工委) are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from nlp_oldcadre.extract import (
    org_bare,
    org_dictionary,
    org_employer,
    org_heads,
    org_media,
    org_own,
    org_owned,
    org_places,
    org_repeats,
    org_short,
    org_troops,
)
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.org_phrases import WordLine
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Mention, OrgValue, Span


def find(scan: Scan) -> Iterator[Mention]:
    """The organisations named in the text, outside titles, programmes and slogans; names are resolved later."""
    lexicon = OrgLexicon.of(scan.tables)
    taken = Taken(scan, scan.closed, lexicon)
    found: list[tuple[Span, str]] = []
    for rule, finder in (
        ("place", org_places.find),
        ("owned", org_troops.find),
        ("head", org_heads.find),
        ("head", org_short.of_group),
        ("national", org_bare.national),
        ("owned", org_owned.find),
        ("short", org_short.find),
        ("employer", org_employer.find),
        ("section", org_repeats.find),
        ("own", org_own.find),
        ("bare", org_bare.find),
        ("bare", org_repeats.local),
        ("media", org_media.find),
    ):
        found += ((span, rule) for span in finder(scan, lexicon, taken) if taken.add(span))
        if rule == "head":
            found = [(s, "employer" if r == "head" and org_heads.is_college(scan, taken, s) else r) for s, r in found]
    for span, rule in _joined(scan, sorted(found)):
        if (
            _NO_NAME.match(scan.text, span.start)
            or _TITLE.search(scan.text, *span)
            or _DOCUMENT_NUMBER.match(scan.text, span.end)
        ):
            continue
        if scan.text.startswith("中共", span.start) and scan.text.startswith("委员会", span.end):  # 中共某学院|委员会
            span = Span(span.start, lexicon.extend(scan.text, span.end + 3))
        yield Mention("ORG", span.start, span.end, OrgValue(), rule)


# 乡镇关工委 are many; 黔州委老干〔2022〕9号 is a document's number.
_NO_NAME = re.compile("[各该此]|乡镇|镇街|街镇|县乡|市县|县市|县区|区县")
# 区直机关先进党支部, 市离退休干部示范党支部: what a branch is awarded.
_TITLE = re.compile(
    "四套班子|五大班子|(?:先进|示范|优秀|红旗|标兵|模范|最强|星级|过硬|标杆|样板|品牌|五好|四好|六好|双好|好)”?(?:基层|离退休干部|离退休|老干部)?"
    "(?:党支部|党总支|党委|党组织|支部)$"
)
_DOCUMENT_NUMBER = re.compile("[\u4e00-\u9fff]{0,5}[〔［][0-9]{4}")
# A whole whose part may follow it directly with its place: 军区|某干休所, 银行|某省分行.
_WHOLE = (
    "中科院",
    "军区",
    "银行",
    "科学院",
    "总局",
    "总公司",
    "集团",
    "公司",
    "总医院",
    "医院",
    "大学",
    "学院",
    "钢",
    "石油",
    "石化",
    "移动",
    "电信",
    "联通",
)


def _joined(scan: Scan, found: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """The organisations with those made one that stand side by side as whole and part."""
    held: tuple[Span, str] | None = None
    for span, rule in found:
        if held and held[0].end == span.start and scan.text.endswith(_WHOLE, held[0].start, span.start):
            held = (Span(held[0].start, span.end), "place" if held[1] == "place" else "head")
            continue
        if held:
            yield held
        held = (span, rule)
    if held:
        yield held


class Taken:
    """The spans taken so far, those closed to any organisation, and the words that the finders measure names in."""

    def __init__(self, scan: Scan, closed: list[Span], lexicon: OrgLexicon) -> None:
        self._text, self._owners = scan.text, lexicon.owners
        self.line = WordLine(scan)
        # Looked up once for the finders of national and of bare organs.
        self.organs = org_dictionary.with_unlisted(scan.find(lexicon.literals), self.line, lexicon.false_heads)
        # Where a body was first named that its parts call 校, 集团 and so on; townships own parts as well.
        self._first_with: dict[str, int] = {}
        for town in scan.found.get("REGION", ()):
            if town.rule == "township":
                self._name_owner(town.start, town.end)
                if community := self._owners.community.match(scan.text, town.end):
                    self._name_owner(town.start, community.end())
        self._spans = list(closed)
        self._organisations: list[Span] = []
        self._ends: set[int] = set()
        self._group_ends: set[int] = set()

    def is_free(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` overlaps nothing that is taken."""
        index = bisect_left(self._spans, (start, start))
        before = index > 0 and self._spans[index - 1].end > start
        return not before and not (index < len(self._spans) and self._spans[index].start < end)

    def organisations(self) -> tuple[Span, ...]:
        """The organisations taken so far."""
        return tuple(self._organisations)

    def ends_at(self, position: int) -> bool:
        """Whether an organisation that was taken ends there."""
        return position in self._ends

    def has_named(self, noun: str, position: int) -> bool:
        """Whether a body that its parts call ``noun`` was named before ``position``."""
        return self._first_with.get(noun, position) < position

    def first_named(self, noun: str) -> int:
        """Where a body that its parts call ``noun`` was named first; the text's end where none was."""
        return self._first_with.get(noun, len(self._text))

    def _name_owner(self, start: int, end: int) -> None:
        for noun, _ in self._owners.of(self._text[start:end]):
            self._first_with[noun] = min(start, self._first_with.get(noun, start))

    def refuse(self, end: int) -> None:
        """Remember that a group of organisations ends there."""
        self._group_ends.add(end)

    def is_group_end(self, position: int) -> bool:
        """Whether a group that was refused ends there."""
        return position in self._group_ends

    def add(self, span: Span) -> bool:
        """Take the span unless something overlaps it."""
        if not self.is_free(*span):
            return False
        self._spans.insert(bisect_left(self._spans, span), span)
        self._organisations.append(span)
        self._ends.add(span.end)
        self._name_owner(*span)
        return True
