"""What ``ORG`` knows of organs: the list, the parts that hang on an organ, the heads that end a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import rjieba

from nlp_oldcadre.extract.org_parts import ABBREVIATION, BEGINS_PART, COMMUNITY, any_of, part_pattern
from nlp_oldcadre.extract.sizes import sizes_at, sizes_by_opening
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.owners import Owners
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class OrganRow:
    """An organ's name, its written-out form where that differs, and how it is built in.

    ``kind`` is ``national`` (stands alone), ``party`` (hangs on a committee: 市委老干部局), ``committee`` (委 itself),
    ``state`` or ``mass`` (hang on a place: 市教育局, 市关工委).
    """

    name: str
    full: str
    kind: str


class Organ(NamedTuple):
    name: str
    kind: str


# What can't follow an organ, by its last character: 委员, 组织部门, 政府采购, 局长, 人大代表, 共产党员.
_NOT_AFTER = {
    "委": re.compile("各|[员托婉屈任靡]|派(?![员驻出人救医车专了0-9一二三两]|工作)|会(?![议同商场员])"),
    "部": re.compile("[门分署件队位]"),
    "局": re.compile("[长面势限级]|[（(].{1,3}[）)]长"),
    "府": re.compile("采购|购买|性|部门|主导|间|工作报告"),
    "大": re.compile("代表|的|力|[^常机办会教财法离、，。]?代表"),
    "协": re.compile("委员|[助商议调同定理力]|作(?![出为报])|办(?!公)|会(?![长员])"),
    "党": re.compile("[员人章派性史]"),
    "团": re.compile("[员队结体]"),
    "室": re.compile("[内外]"),
    "办": re.compile("[事公理法学好成起得了案证有校医节展实厂班会刊报]"),
    "联": re.compile("[系合络动谊防播结席名欢建盟手赛通网]"),
    "厅": re.compile("[长]"),
    "组": re.compile("织|成(?!员)|长"),
    "院": re.compile("[长校系士]"),
    "盟": re.compile("[员]"),
    "建": re.compile(".*"),
    "会": re.compile("[员议长]"),
}


_SEAT = re.compile("(?<=大学)（[\u4e00-\u9fff]{2,3}）")


class OrgLexicon:
    """The tables of organs as dictionaries and patterns.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> lexicon = OrgLexicon.of(load_tables())
    >>> lexicon.longest_at("市委老干部局办公室", 2)
    Organ(name='老干部局', kind='party')
    >>> lexicon.extend("市委老干部局办公室印发", 6)
    9
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("organs", OrganRow)
        grammar = tables.record("org_grammar")
        families = _of_families(grammar["head_families"])
        of_place = [*families, *_of_families(grammar["place_head_families"])]
        self.owners = Owners.of_tables(tables)
        self.owned = re.compile(f"({'|'.join(self.owners.nouns)}){BEGINS_PART}")
        fulls = {r.full: Organ(r.full, r.kind) for r in rows if r.full}
        self.organs = fulls | {r.name: Organ(r.name, r.kind) for r in rows}
        self._sizes = sizes_by_opening(self.organs)
        self.bodies = tuple(grammar["bodies"])
        self.literals = Matcher({name: organ for name, organ in self.organs.items() if len(name) > 1})
        self.heads = Matcher.of(dict.fromkeys([*grammar["heads_with_name"], *grammar["community_heads"], *families]))
        self.community_heads = frozenset(grammar["community_heads"])
        presses = (stem + "社" for stem in grammar["head_families"]["社"] if stem not in ("供销", "信用"))
        self.media_heads = frozenset([*grammar["media_heads"], *presses])
        self.company_heads = frozenset(grammar["company_heads"])
        self.general_words = frozenset(grammar["general_words"]) | frozenset(grammar["section_words"])
        self.school_names = frozenset(grammar["school_names"])
        self.posts = frozenset(grammar["posts"])
        self.stop_words = self.posts.union(grammar["stop_words"])
        self.false_heads = tuple(grammar["false_heads"])
        # The dictionary's words in names of organs, verbs among them (巡视, 督查, 信访): what names are made of.
        self.field_words = frozenset(word for name in self.organs for word in rjieba.cut(name))
        self.committee_head = re.compile(f"(?:{any_of([*grammar['heads_of_committee'], *of_place])})$")
        self.abbreviation = re.compile(ABBREVIATION)
        self.open_head = re.compile(f"(?:{any_of([*grammar['heads_after_place'], *of_place])})")
        self._part = re.compile(part_pattern(grammar))
        self._community = re.compile(COMMUNITY)

    @classmethod
    def of(cls, tables: Tables) -> OrgLexicon:
        """The lexicon of these tables, built once."""
        lexicon: OrgLexicon = tables.keep(cls, lambda: cls(tables))
        return lexicon

    def longest_at(self, text: str, position: int) -> Organ | None:
        """The longest organ of the list that begins at ``position`` and is not the start of another word."""
        organs = self.organs
        for size in sizes_at(self._sizes, text, position):
            name = text[position : position + size]
            if name in organs and len(organs[name].name) == size and self.may_end(text, position + size):
                return organs[name]
        return None

    def may_end(self, text: str, end: int) -> bool:
        """Whether an organ may end there: 市委 but not 市委员."""
        last = text[end - 1]
        return last not in _NOT_AFTER or _NOT_AFTER[last].match(text, end) is None

    def community_end(self, text: str, start: int) -> int | None:
        """The end of a community, village or development zone behind a place, when an organ of it follows."""
        match = self._community.match(text, start)
        return match.end() if match else None

    def extend(self, text: str, end: int) -> int:
        """Where the name ends once the parts of the organ that follow it are taken in."""
        if text[end : end + 1] == "（" and (seat := _SEAT.match(text, end)):  # 某大学（北京）
            end = seat.end()
        for _ in range(_MOST_PARTS):
            if text[end : end + 1] in _NO_PART:
                break
            part = self._part.match(text, end)
            organ = self.longest_at(text, end)
            reach = max(part.end() if part else end, end + len(organ.name) if organ and organ.kind in _PARTS else end)
            if reach == end:
                return end
            end = reach
        return end


def _of_families(table: dict[str, list[str]]) -> list[str]:
    return [stem + final for final, stems in table.items() for stem in stems]


_PARTS = frozenset({"party", "mass", "state", "committee"})
# No name has more; a text that repeats one part must stay cheap.
_MOST_PARTS = 10
# What no part and no organ begins with, and the text's end.
_NO_PART = frozenset(["", *"，。、；：！？\n”》）（—…·的"])
