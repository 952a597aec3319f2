"""The bodies that a text names, by the nouns that their parts call them: 校 in 校党委, 集团 in 集团离退休中心."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.model import Document, Mention, RegionValue
from nlp_oldcadre.owners import Owners
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.org_forms import OrgForms
from nlp_oldcadre.rules import RegionRule
from nlp_oldcadre.tables import Tables

# Of as many bodies the one named most often answers to a noun that stands paragraphs later.
_LATE = 8
# Its name may open the text instead: 某大学离退休工作简报.
_HEAD = 20
_EMPLOYERS = frozenset({"大学", "学院", "学校", "公司", "集团", "医院", "研究院", "研究所", "厂", "关", "段", "矿"})
# Of these a text may be as well, though it is no employer of many.
_OWN = _EMPLOYERS | {"中心", "所", "院", "校", "社区"}
# The nouns that such a body goes by alone in its own texts.
_BARE = ("集团公司", "总公司", "集团")
_OWN_NOUNS = frozenset({"校", "院", "厂", "所", "学校", "医院", "公司"})
_BLANK = re.compile(r"\s+")


class ResolvedName(NamedTuple):
    """A resolved name, and whether the text gave the place."""

    text: str
    adcode: str | None
    is_placed: bool


Named = tuple[int, ResolvedName]


def position_of(named: Named) -> int:
    """Where it was named."""
    return named[0]


def _own_first(named: ResolvedName) -> tuple[bool, int]:
    """A university's hospital before the university, else the body that holds the others."""
    return (not named.text.endswith("医院"), len(named.text))


class OrgOwners:
    """Who owns the parts that the text names without their body; ``add`` the bodies in the order of the text first."""

    def __init__(self, doc: Document, tables: Tables, places: list[Mention]) -> None:
        self._doc, self._places, self._regions = doc, places, Regions.of(tables)
        self._answers, self._forms = Owners.of_tables(tables), OrgForms.of(tables)
        self._known: dict[str, list[Named]] = {}

    def add(self, at: int, name: ResolvedName) -> None:
        """Know a body under the nouns that it answers to."""
        for noun, end in self._answers.of(name.text):
            self._known.setdefault(noun, []).append((at, ResolvedName(name.text[:end], name.adcode, False)))

    def add_communities(self) -> None:
        """Know the communities that stand behind their township."""
        for noun, at, name in self._communities():
            insort(self._known.setdefault(noun, []), (at, name), key=position_of)

    def issuer(self) -> ResolvedName | None:
        """The school or company one of whose offices issued the document: its branches go by number alone."""
        issuers = self._doc.metadata.issuers
        ends = [end for noun, end in self._answers.of(issuers[0]) if noun in _EMPLOYERS] if len(issuers) == 1 else []
        if ends:
            return ResolvedName(issuers[0][: min(ends)], None, False)
        headed = (known[0] for noun, known in self._known.items() if noun in _EMPLOYERS and known[0][0] < _HEAD)
        return next((name for _, name in headed), None)

    def of_employer(self, name: ResolvedName) -> ResolvedName:
        """The section behind the company or school that the text names first."""
        noun = next((noun for noun in _BARE if name.text.startswith(noun)), "")  # 集团公司 alone
        nouns = frozenset({noun}) if noun else frozenset({"协会"}) if "分会" in name.text else _EMPLOYERS
        known = [known[0] for noun, known in self._known.items() if noun in nouns]
        if not known:
            return name
        first = min(at for at, _ in known)
        employer = min((named for at, named in known if at == first), key=_own_first)
        if employer.text.endswith(name.text):
            return employer
        return ResolvedName(employer.text + self._forms.write_out(name.text[len(noun) :]), employer.adcode, False)

    def of_own(self, name: ResolvedName) -> ResolvedName:
        """The body whose text it is, which the text names first, with a part of it."""
        known = [known[0] for noun, known in self._known.items() if noun in _OWN]
        if not known:
            return name
        first = min(at for at, _ in known)
        own = min((named for at, named in known if at == first), key=_own_first)
        if name.text.startswith("中心") and (centres := self._known.get("中心")):
            own = centres[0][1]
        rest = name.text.removeprefix("中心")
        return ResolvedName(own.text + self._forms.write_out(rest), own.adcode, False)

    def named(self, mention: Mention) -> ResolvedName | None:
        """The body that 校党委, 集团离退休中心 belongs to: the last one named that answers to the noun."""
        surface = _BLANK.sub("", self._doc.text[mention.start : mention.end])
        noun = self._answers.opening(surface)
        known = self._known.get(noun, [])
        index = bisect_left(known, mention.start, key=position_of)
        if not noun or not index:
            return None
        # Of several in one paragraph the first is what it is about; 该校 is the last.
        first = index - 1
        if noun != "机关" and self._doc.text[mention.start - 1] not in "该此":
            line = self._doc.text.rfind("\n", 0, mention.start)
            first = min(bisect_left(known, line, key=position_of), first)
            if first == index - 1 and known[first][0] < line:
                # None in the paragraph: the body that was named most of late.
                late = Counter(named.text for _, named in known[max(0, index - _LATE) : index])
                first = max(range(max(0, index - _LATE), index), key=lambda at: (late[known[at][1].text], at))
        name = known[first][1]
        issuing = self._own_of(noun) if self._doc.text[mention.start - 1] not in "该此" else None
        if issuing and not issuing.text.endswith(name.text):
            name = issuing
        # 校 is the university, whichever of its schools the paragraph names.
        if noun == "校" and name.text.endswith("学院") and known[0][1].text.endswith("大学"):
            name = known[0][1]
        part = surface[len(noun) :]
        own = noun if noun == "机关" or part.startswith("史馆") else ""  # 院史馆
        return ResolvedName(name.text + own + self._forms.write_out(part), name.adcode, False)

    def _own_of(self, noun: str) -> ResolvedName | None:
        """The body that issued the document where it answers to the noun: its own 校, whichever schools are named."""
        issuers = self._doc.metadata.issuers
        if noun not in _OWN_NOUNS or len(issuers) != 1:
            return None
        issuer = issuers[0].removeprefix("记")
        ends = [end for own, end in self._answers.of(issuer) if own == noun]
        if not ends:
            return None
        own = ResolvedName(issuer[: min(ends)], None, False)
        fuller = (named for _, named in self._known.get(noun, ()) if named.text.endswith(own.text))
        return max(fuller, key=lambda named: len(named.text), default=own)

    def _communities(self) -> Iterator[tuple[str, int, ResolvedName]]:
        """The communities named behind their township, as owners of parts: 柳陂镇卧龙岗社区 … 社区党总支."""
        for place in self._places:
            code = place.value.adcode if place.rule == RegionRule.TOWNSHIP and isinstance(place.value, RegionValue) else None
            community = self._answers.community.match(self._doc.text, place.end) if code else None
            if code and community:
                whole = self._regions.full_name(code) + self._doc.text[place.start : place.end] + community[0]
                for noun, end in self._answers.of(whole):
                    if end == len(whole):
                        yield noun, place.start, ResolvedName(whole, code, False)
