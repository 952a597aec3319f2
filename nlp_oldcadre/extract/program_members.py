"""Members of lists that a count sums up, without quotation marks: 甲、乙、丙三个子项目; 六大行动，即甲、乙…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.enumeration import items_before, number_of
from nlp_oldcadre.extract.program_decided import Name
from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.program_patterns import any_of
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_tables import is_known
from nlp_oldcadre.known_programs import kind_nouns
from nlp_oldcadre.model import Span
from nlp_oldcadre.rules import ProgramRule
from nlp_oldcadre.tables import Tables

_COLLECTIVE = re.compile(
    r"[二三四五六七八九十两\d]+[大个项张支][\u4e00-\u9fff]{0,4}?(品牌|行动|工程|计划|项目|平台|网|活动|阵地|课堂|驿站)"
)
# “六大银龄服务团”, “两护”分队
_TEAM = (
    "(?:志愿)?(?:服务|宣讲|讲师|顾问|智囊|专家|帮扶|帮帮|先锋|突击|巡护|巡逻|调解|文艺|艺术|义诊|医疗|护航|助力|行动|巡讲|报告|观察|监督)"
    "(?:总|支|分|小)?[队团]|分队|小队|支队|小分队|轻骑兵|智囊团|参谋团"
)
_TEAMS = re.compile(f"[二三四五六七八九十两]大[\u4e00-\u9fff]{{0,4}}?({_TEAM})")
_TEAMS_BEHIND = re.compile(f"”(?:银龄|银发|特色|老党员|老干部)?({_TEAM})(?!伍)")
_LONGEST_TEAM = 8
_COUNT = r"[二三四五六七八九十两\d]{1,3}余?[个大项支张类]"
_ITEM = "[一-龥A-Za-z0-9+·]"
_NAME = re.compile(f"{_ITEM}{{3,12}}")
# What is said of things, or done: no name.
_SAID = re.compile(
    "[的了和与及着过]|^(?:先后|陆续|相继|[开举组实推建成创][展办织施进立建设]|一[是批]|[一两二三四五六七八九十0-9]+[支个批名座处家类])|为[^老民你您]|[在是被从]|把(?![式脉关手])"
)
# A team's or place's last word behind plain ones makes a sort.
_SORT_END = "[队团组社室站点班校会院园角栏群厅所展赛节课]|中心|协会|学会|之家|行动|工程|计划|项目|活动"
_FOUNDED = re.compile(
    f"(?:组建|成立|打造|建成|创建|设立|推出|开设|建立)[了起出]?((?:{_ITEM}{{4,12}}、){{1,5}}{_ITEM}{{4,12}}(?:[和与及]{_ITEM}{{4,12}})?)(?=[，。；]|等[，。；])"
)
_FOUNDED_KINDS = frozenset({"team", "platform"})
_SHORTEST, _LONGEST = 2, 18


class _Lists(NamedTuple):
    """``program_members.toml`` compiled."""

    summed: re.Pattern[str]
    opened: re.Pattern[str]
    plain: re.Pattern[str]
    strong: frozenset[str]

    @classmethod
    def of(cls, tables: Tables) -> _Lists:
        lists: _Lists = tables.keep(cls, lambda: cls._compile(tables))
        return lists

    @classmethod
    def _compile(cls, tables: Tables) -> _Lists:
        record = tables.record("program_members")
        strong, plain = record["strong"], "|".join(record["plain"])
        nouns = any_of(sorted([*strong, *record["weak"]], key=len, reverse=True))
        return cls(
            re.compile(
                f"、({_ITEM}{{2,14}}?(?:[和与及]{_ITEM}{{2,12}}?)?)(等)?(一批|一系列|{_COUNT})([一-龥]{{0,4}}?)({nouns})"
            ),
            re.compile(
                f"({_COUNT})[一-龥]{{0,4}}?({any_of(strong)})”?(?:，?(?:即|分别[是为]|(?:主要)?(?:包括|包含|涵盖)|具体[是为])：?|：|——)"
                "((?:[^，。；：、！？\n“”（）]{3,14}、){1,11}[^，。；：、！？\n“”（）]{3,28})(?=[，。；\n]|$)"
            ),
            re.compile(f"(?:{plain})+(?:{_SORT_END})?"),
            frozenset(strong),
        )


def members(scan: Scan) -> Iterator[Name]:
    """The names that stand in counted lists.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "现有浪花义诊队、灯塔巡逻队、政策宣讲队等9支队伍。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [(text[n.span.start : n.span.end], n.kind) for n in members(scan)]
    [('浪花义诊队', 'team'), ('灯塔巡逻队', 'team')]
    """
    yield from _of_formulas(scan)
    if "、" in scan.text:
        yield from _summed(scan)
        yield from _opened(scan)
        yield from _founded(scan)


def _of_formulas(scan: Scan) -> Iterator[Name]:
    """甲、乙、丙“三大行动”: members of a counted list of programmes."""
    lexicon = Lexicon.of(scan.tables)
    for mention in scan.mentions("SLOGAN"):
        form = scan.text[mention.start : mention.end]
        collective = _COLLECTIVE.fullmatch(form)
        count = number_of(form)
        teams = None if collective else _TEAMS.fullmatch(form) or _TEAMS_BEHIND.match(scan.text, mention.end)
        if not (collective or teams) or not count or count < 2 or is_known(mention.rule):
            continue
        end = mention.start - (scan.text[mention.start - 1 : mention.start] == "“")
        if teams:
            yield from _teams(scan, items_before(scan.text, end, count=count), teams[1])
            continue
        assert collective is not None
        kind = kind_nouns(scan.tables).get(collective[1])
        for item in items_before(scan.text, end, count=count):
            item = _inside_marks(scan.text, item)
            name = scan.text[item.start : item.end]
            if _SHORTEST <= len(name) <= _LONGEST:
                yield Name(item, kind or lexicon.kind_inside(name) or "platform", ProgramRule.MEMBER)


def _inside_marks(text: str, item: Span) -> Span:
    """What stands in the marks: “甲”助企服务、“乙”护绿行动三大品牌; one pair may hold the whole list: “甲、乙”两大工程."""
    start = item.start + (text[item.start] == "“")
    close = text.find("”", start, item.end)
    return Span(start, close if close > start else item.end)


def _teams(scan: Scan, items: list[Span], noun: str) -> Iterator[Name]:
    """下设护山、护水“两护”分队: 护山分队, 护水分队; each bears the noun or shares that of the count."""
    for item in items:
        item = _inside_marks(scan.text, item)
        name = scan.text[item.start : item.end]
        if _SHORTEST <= len(name) <= _LONGEST_TEAM and not _SAID.search(name):
            yield Name(item, "team", ProgramRule.MEMBER, "" if name.endswith(noun[-1]) else noun)


def _summed(scan: Scan) -> Iterator[Name]:
    """甲、乙、丙三个子项目, 甲、乙等14支队伍."""
    lists, lexicon = _Lists.of(scan.tables), Lexicon.of(scan.tables)
    for match in lists.summed.finditer(scan.text):
        count = None if match[2] or match[3].startswith("一") else number_of(match[3])
        items = items_before(scan.text, match.end(1), count=count)
        strong = match[5] in lists.strong and (count == len(items) or match[2] is not None)
        # 下设甲讲堂、乙先锋、丙智库三个项目: projects, whatever their own last words.
        kind = "project" if match[5] == "项目" and count == len(items) else None
        for name in _names(scan, lists, lexicon, items, match[5], strong=strong):
            yield name._replace(kind=kind) if kind else name


def _opened(scan: Scan) -> Iterator[Name]:
    """六大行动，即甲行动、乙行动…: the list that the count opens."""
    lists, lexicon = _Lists.of(scan.tables), Lexicon.of(scan.tables)
    for match in lists.opened.finditer(scan.text):
        items = items_before(scan.text, match.end(3), count=number_of(match[1]))
        if items:
            items[0] = Span(match.start(3), items[0].end)
            yield from _names(scan, lists, lexicon, items, match[2], strong=True)


def _founded(scan: Scan) -> Iterator[Name]:
    """组建甲服务队、乙义诊队，…: teams and places that a verb brings into being, each of them coined."""
    lists, lexicon = _Lists.of(scan.tables), Lexicon.of(scan.tables)
    for match in _FOUNDED.finditer(scan.text):
        items = items_before(scan.text, match.end(1), count=None)
        if items and items[0].start < match.start(1):
            items[0] = Span(match.start(1), items[0].end)
        words = [scan.text[a:b] for a, b in items]
        if all(lexicon.kind_inside(word) in _FOUNDED_KINDS and lists.plain.fullmatch(word) is None for word in words):
            yield from _names(scan, lists, lexicon, items, "", strong=False)


def _headings(scan: Scan) -> frozenset[str]:
    """The text of all headings below the titles; read once."""
    found: frozenset[str] = scan.once(
        "headings_below", lambda: frozenset(scan.text[slice(*s.heading)].strip("“”。 ") for s in scan.sections if s.level > 1)
    )
    return found


def _names(scan: Scan, lists: _Lists, lexicon: Lexicon, items: list[Span], noun: str, *, strong: bool) -> Iterator[Name]:
    """Those of a list that are coined, or all of them where the noun counts programmes and one is coined."""
    words = [scan.text[a:b] for a, b in items]
    may = [_NAME.fullmatch(word) is not None and not _SAID.search(word) for word in words]
    coined = [ok and lists.plain.fullmatch(word) is None for ok, word in zip(may, words, strict=True)]
    # Each member has a paragraph of its own: 打造甲、乙、丙三个特色项目, and below （一）甲.
    strong = strong or (len(words) > 1 and _headings(scan).issuperset(words))
    if sum(coined) < 2 or not all(may if strong else [True]):
        return
    kind = kind_nouns(scan.tables).get(noun)
    kinds = [lexicon.kind_of_tail(word) for word in words]
    usual = next(filter(None, kinds), None)
    # In a list of teams and places what ends as neither is one only if it is alone.
    alike = kinds.count(None) <= 1 and len(kinds) > 2
    for item, own, is_coined in zip(items, kinds, coined, strict=True):
        if strong or (is_coined and (own or alike)):
            yield Name(item, (kind if strong else own) or own or usual or "project", ProgramRule.MEMBER)
