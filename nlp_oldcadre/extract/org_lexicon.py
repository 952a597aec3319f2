"""What ``ORG`` knows of organs: the list, the parts that hang on an organ, the heads that end a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.matching import Matcher
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
    "委": re.compile("[员托婉屈任靡]|派(?![员驻出人])|会(?![议同商场员])"),
    "部": re.compile("[门分署件队位]"),
    "局": re.compile("[长面势限级]|[（(].{1,3}[）)]长"),
    "府": re.compile("采购|购买|性|部门|主导|间|工作报告"),
    "大": re.compile("代表|的|力|[^常机办会教财法离、，。]?代表"),
    "协": re.compile("委员|[助商议调同定理力]|作(?![出为报])|办(?!公)|会(?!长)"),
    "党": re.compile("[员人章派性史]"),
    "团": re.compile("[员队结体]"),
    "室": re.compile("[内外]"),
    "厅": re.compile("[长]"),
    "组": re.compile("织|成(?!员)|长"),
    "院": re.compile("[长校系士]"),
    "盟": re.compile("[员]"),
    "建": re.compile(".*"),
    "会": re.compile("[员议长]"),
}


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
        self.organs = {r.name: Organ(r.name, r.kind) for r in rows}
        self._sizes: dict[str, list[int]] = {}
        for name in self.organs:
            self._sizes.setdefault(name[0], []).append(len(name))
        self._sizes = {first: sorted(set(sizes), reverse=True) for first, sizes in self._sizes.items()}
        self.bodies = tuple(grammar["bodies"])
        self.literals = Matcher({name: organ for name, organ in self.organs.items() if len(name) > 1})
        self.heads = Matcher.of(dict.fromkeys([*grammar["heads_with_name"], *grammar["community_heads"]]))
        self.community_heads = frozenset(grammar["community_heads"])
        self.media_heads = frozenset(grammar["media_heads"])
        self.company_heads = frozenset(grammar["company_heads"])
        self.general_words = frozenset(grammar["general_words"]) | frozenset(grammar["section_words"])
        self.stop_words = frozenset(grammar["stop_words"])
        self.false_heads = tuple(grammar["false_heads"])
        self.open_head = re.compile(f"(?:{_any(grammar['heads_after_place'])})")
        self._part = re.compile(_part_pattern(grammar))
        self._community = re.compile(_COMMUNITY)

    @classmethod
    def of(cls, tables: Tables) -> OrgLexicon:
        """The lexicon of these tables, built once."""
        lexicon: OrgLexicon = tables.keep(cls, lambda: cls(tables))
        return lexicon

    def longest_at(self, text: str, position: int) -> Organ | None:
        """The longest organ of the list that begins at ``position`` and is not the start of another word."""
        for size in self._sizes.get(text[position : position + 1], ()):
            organ = self.organs.get(text[position : position + size])
            if organ and len(organ.name) == size and self.may_end(text, position + size):
                return organ
        return None

    def may_end(self, text: str, end: int) -> bool:
        """Whether an organ may end there: 市委 but not 市委员."""
        bad = _NOT_AFTER.get(text[end - 1])
        return not (bad and bad.match(text, end))

    def community_end(self, text: str, start: int) -> int | None:
        """The end of a community, village or development zone behind a place, when an organ of it follows."""
        match = self._community.match(text, start)
        return match.end() if match else None

    def extend(self, text: str, end: int) -> int:
        """Where the name ends once the parts of the organ that follow it are taken in."""
        while True:
            part = self._part.match(text, end)
            organ = self.longest_at(text, end)
            reach = max(part.end() if part else end, end + len(organ.name) if organ and organ.kind in _PARTS else end)
            if reach == end:
                return end
            end = reach


_PARTS = frozenset({"party", "mass", "state", "committee"})
_HAN = "[\u4e00-\u9fff]"


# 星火巷社区 党委, 经济技术开发区（头屯河区） 老干部局: at most one level more, and only when an organ follows.
_COMMUNITY = (
    f"(?:(?![的了在与和及对把被等为从到向由是以将]|各|举办|开展|组织){_HAN}|[0-9]){{1,12}}?"
    "(?:社区|村|小区|街道|苏木|嘎查|开发区|高新区|新区|园区|管理区|示范区|旅游区|保税区|农场|林场)(?:（[^（）]{2,8}）)?"
    "(?=党|关工委|关心下一代|离退休|老干部|老年|居委会|村委会|管委会|工委|社会事务)"
)


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _part_pattern(grammar: dict[str, list[str]]) -> str:
    """Party branches, sections, posts of supervision and branches of schools and banks below an organ."""
    people = "(?:机关|直属|系统)?(?:离退休|离休|退休|老)?(?:老?干部|老?党员|职工|人员|教职工|教师|党的)?(?:工作)?"
    first = "(?:第[一二三四五六七八九十0-9]+)?"
    order = "(?:第?[一二三四五六七八九十0-9]+|联合|综合|流动|网络|临时|功能型|特色)?"
    branch = f"{first}{people}{order}(?:党总支|党支部|支部|党小组|党委|党组(?!织|书记|成员)|党工委|总支)(?![书部]?记?员)"
    words = _any([w for w in grammar["section_words"] if len(w) > 1])
    section = f"(?:(?:{words}){{1,5}}|第?[一二三四五六七八九十])(?:{_any(grammar['section_heads'])})(?![理长于分级罚所置技学普研门员织内外])"
    post = f"(?:派驻|驻)(?:(?![，。、；：]){_HAN}){{2,14}}?(?:纪检监察组|纪检组|工作组|办事处|离退休(?:干部)?(?:流动)?党?支部|流动党支部|党支部|联络处)"
    campus = f"{_HAN}{{2,4}}校区|(?:第[一二三四五六]+)?附属{_HAN}{{0,4}}(?:医院|中学|小学|学校)|分公司|(?:离?退休)(?:教师|教育工作者|干部|职工)协会|分校|分院|分会|分局|支行|分行|纪检监察组|领导小组(?:办公室)?"
    return f"(?:{branch}|{section}|{post}|{campus})"
