"""Named brands, campaigns, projects, platforms, mechanisms, teams and events of veteran-cadre work.

A name is found by what stands around it, never by a list of names: quoted names (:mod:`.program_quoted`), names without
marks (:mod:`.program_unquoted`), and then every other place where a name found so stands in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from nlp_oldcadre.coined_names import Coins
from nlp_oldcadre.extract.enumeration import number_of
from nlp_oldcadre.extract.program_decided import Name, quoted_names
from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.program_paired import paired_names
from nlp_oldcadre.extract.program_unquoted import unquoted_names
from nlp_oldcadre.extract.quoted import bare, bare_quotes, is_metaphor
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.known_programs import fixed_kind
from nlp_oldcadre.matching import find_near, find_words
from nlp_oldcadre.model import Mention, ProgramValue, SloganValue, Span
from nlp_oldcadre.rules import ProgramRule
from nlp_oldcadre.tables import Tables

# 湖城老干部 is an account's name in marks, and people without them.
_ORDINARY = re.compile("(?:老干部?|干部|党员|工作)$")
_CLOSING = frozenset("”’，。；：、！？）》\n ")
_HEADING_ENDS = frozenset("。，：\n")
# “百名晚霞先锋” are chosen.
_TO_BE_WON = re.compile("“(?:十佳|百佳|百名|十大|最美|优秀|金牌|五星)$")
_SURE = frozenset({ProgramRule.HEAD, ProgramRule.BRANDED, ProgramRule.APPOSITION, ProgramRule.DEFINED, ProgramRule.HEADING})
_PLAIN_HEAD = re.compile("(?:平台|阵地|基地|网|系统|站点|中心|志愿者|党支部)$")
_LONGEST_HEAD = 7
_PROPER_KINDS = {"brand", "platform", "team"}
_WITH_HEAD = {"platform", "team"}
_LONGEST_SHORT, _LEAST_KIN = 8, 4
_THOUGHT = re.compile("(?:精神|思想|理念|意识|情怀|力量)$")
_JOINT = re.compile("[·—]+")
_ALIAS = re.compile(
    "”?[\u4e00-\u9fff]{0,10}，?(?:（?(?:以下|下文|下称|以下统称)?简称为?：?“([^“”\n]{2,16})”|"
    "(?P<open>（)(?:以下|下文|下)?[统简]?称为?：?([\u4e00-\u9fff]{3,12})）)"
)
# “甲”（本地人叫“乙”）, 甲。又称“乙”; 甲（孩子们都叫它乙班）
_CALLED = re.compile(
    "”?(?:[\u4e00-\u9fff]{2,6})?(?:（[^（）“”\n]{0,8}?(?:叫|称)(?:它|他们|作|做|为|之为)?|[，。（]?(?:又称|又名|又叫|也叫|也称|俗称|昵称)(?:作|做|为)?)(?:“([^“”\n]{2,10})”|([\u4e00-\u9fff]{2,8}?)(?=[）]))"
)
_SHORT = re.compile("称")
_BRACKETED = re.compile("”?（“([^“”\n]{3,10})”）")
_JOINS = ("、", "和", "与", "及")
_LONGEST_COUNT = 12
_GRADE = re.compile("(?:示范|先进|优秀|模范|标杆|样板|星级|十佳|最美)(?:[\u4e00-\u9fff]{1,4})$")
# 全市第九届老年人运动会 is one of those held every year.
_NTH = re.compile("(?<=[\u4e00-\u9fff])第[一二三四五六七八九十百\\d]{1,3}届")
_MARKS = str.maketrans("", "", "‘’")


def find(scan: Scan) -> Iterator[Mention]:
    """Every place where a programme is named.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "启动“霞映青山”志愿服务品牌。“霞映青山”的影响越来越大。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [(text[m.start : m.end], m.value.kind) for m in find(scan)]
    [('霞映青山', 'brand'), ('霞映青山', 'brand')]
    """
    names = _without_grades(scan.text, _outermost([*paired_names(scan), *quoted_names(scan), *unquoted_names(scan)]))
    aliases = {alias.span: alias for alias in _aliases(scan, names)}
    names = [name for name in names if name.span not in aliases] + [*aliases.values()]
    names += _elsewhere(scan, names)
    for name in sorted(_outermost(_without_grades(scan.text, names))):
        yield Mention("PROGRAM", name.span.start, name.span.end, _value(scan, name), name.rule, name.score)


def _value(scan: Scan, name: Name) -> ProgramValue:
    surface = scan.text[name.span.start : name.span.end]
    kind = fixed_kind(scan.tables, surface) or name.kind
    canonical = surface.translate(_MARKS)
    canonical = _NTH.sub("", canonical) if kind == "event" else canonical
    # “甲”“乙”两支队伍 go on as 甲队, 乙队.
    if name.head == "队伍" and canonical + "队" in scan.text.replace(canonical + "队伍", ""):
        return ProgramValue(kind, canonical + "队")
    if kind == "team" and name.head and Lexicon.of(scan.tables).kind_inside(canonical) != "team":
        canonical += name.head
    return ProgramValue(kind, canonical)


def _without_grades(text: str, names: list[Name]) -> list[Name]:
    """“枫桥书屋示范点” is a place of 枫桥书屋, where the document knows that: the grade is none of the name."""
    known = {text[slice(*name.span)] for name in names}
    graded = ((name, _GRADE.search(text, *name.span)) for name in names)
    return [
        name._replace(span=Span(name.span.start, grade.start()), head="")
        if grade and text[name.span.start : grade.start()] in known
        else name
        for name, grade in graded
    ]


def _outermost(names: Iterable[Name]) -> list[Name]:
    """The names that stand in no other name; of two over one span the first found."""
    out: list[Name] = []
    for name in sorted(names, key=lambda n: (n.span.start, -n.span.end)):
        if not out or name.span.start >= out[-1].span.end:
            out.append(name)
    return out


def _aliases(scan: Scan, names: list[Name]) -> Iterator[Name]:
    """“银龄助力乡村振兴行动”（以下简称“银龄助农”）: the short name that the document goes on to use."""
    full = {name.span.end: name for name in names}
    for end, called in full.items():
        match = _CALLED.match(scan.text, end)
        bracket = _BRACKETED.match(scan.text, end)
        if bracket and _shortens(bracket[1], scan.text[slice(*called.span)]):
            yield Name(Span(*bracket.span(1)), called.kind, ProgramRule.ALIAS)
        if match and not _counts_list(scan.text, called, match[1] or match[2]):
            yield Name(Span(*match.span(1 if match[1] else 2)), called.kind, ProgramRule.ALIAS)
    for match in find_near(_ALIAS, _SHORT, scan.text, back=20):
        # Without marks it stands straight behind the name: 银潮护港专项行动（以下称银潮行动）.
        is_bare = match["open"] is not None
        name = full.get(match.start("open") if is_bare else match.start())
        if name and not _counts_list(scan.text, name, match[3] or match[1]):
            yield Name(Span(*match.span(3 if is_bare else 1)), name.kind, "alias")


def _shortens(short: str, full: str) -> bool:
    """“千企联万户帮扶工程”（“千万工程”）: some of its characters in their order, the last word kept."""
    rest = iter(full)
    return 3 <= len(short) < len(full) and short[-2:] == full[-2:] and all(char in rest for char in short)


def _counts_list(text: str, name: Name, short: str) -> bool:
    """甲、乙、丙三个子品牌（以下简称“三银”）: what counts up a list is no other name of its last member."""
    count = number_of(short)
    return (
        count is not None
        and 1 < count <= _LONGEST_COUNT
        and text[max(0, name.span.start - 2) : name.span.start].rstrip("“").endswith(_JOINS)
    )


def _elsewhere(scan: Scan, names: list[Name]) -> Iterator[Name]:
    """Other places of the names: quoted ones whatever they are, unquoted ones where the name can't be ordinary words."""
    if not names:
        return
    known = {piece: n for n in names for piece in _pieces(scan.text[n.span.start : n.span.end])}
    # 兴庆红柳 goes on as “红柳” in a text of that place.
    known |= {
        piece: n
        for n in names
        if n.kind == "brand" and n.rule in _SURE and (piece := _without_place(scan, scan.text[n.span.start : n.span.end]))
    }
    known |= {bare(scan.text[n.span.start : n.span.end]): n for n in names}
    taken, slogans = {n.span for n in names}, {m.span: m.value for m in scan.mentions("SLOGAN")}
    for span, phrase in zip(scan.quotes, bare_quotes(scan), strict=True):
        name = known.get(phrase)
        # A figure of speech or a thought (铁人精神) that names something elsewhere may be itself here.
        # So may a call: “不忘初心、牢记使命”的长效机制.
        value = slogans.get(span)
        called = isinstance(value, SloganValue) and value.kind == "motto" and scan.text.startswith("的", span.end + 1)
        if name and not called and span not in taken and _is_proper(scan.tables, scan.text[span.start : span.end]):
            yield Name(span, name.kind, "again", name.head if name.kind == "team" else "")
    yield from _dotted(scan, known, taken)
    literals, lexicon, coins = {}, Lexicon.of(scan.tables), Coins.of(scan.tables)
    heads = "\n" + "\n".join(scan.text[slice(*s.heading)] for s in scan.sections if s.level > 1) + "\n"
    for name in names:
        phrase, size = scan.text[name.span.start : name.span.end], name.span.end - name.span.start
        kind = lexicon.kind_inside(phrase)
        is_kind = name.kind in _PROPER_KINDS or name.rule == ProgramRule.MEMBER or kind == "project"
        proper = size >= 6 or name.rule == ProgramRule.ALIAS
        proper = proper or (size >= 4 and (is_kind or (kind is not None and coins.is_coined(phrase, ()))))
        # What the language knows by name is found wherever it stands.
        proper = proper and name.rule != ProgramRule.NATIONAL
        # 红帆领航，组织更强。 as a lead sentence
        led = size >= _LEAST_KIN and "\n" + phrase in heads
        proper = proper or led or (size == 3 and is_kind and "\n" + phrase + "\n" in heads)
        if proper and name.span not in slogans and not _ORDINARY.search(phrase) and not _THOUGHT.search(phrase):
            literals[phrase] = name
        # “茶把式”大院 goes on as 茶把式大院; 护山、护水“两护”分队 go on as 护山分队.
        own = name.kind in _WITH_HEAD and 2 <= size <= _LONGEST_SHORT and scan.text.startswith("”", name.span.end)
        if name.head and (own or name.rule == ProgramRule.MEMBER):
            literals[phrase + name.head] = name._replace(head="")
    headings = {section.heading.start for section in scan.sections}
    stems = Counter(scan.text[n.span.start : n.span.start + 2] for n in names if n.rule == ProgramRule.MEMBER)
    for start, end, name in find_words(literals, scan.text):
        if Span(start, end) in taken or _TO_BE_WON.search(scan.text, max(0, start - 3), start):
            continue
        # （一）银辉护绿。 as one of three that a list named; 上半年，银辉护绿… in a list of one stem.
        member = name.rule == ProgramRule.MEMBER
        headed = start in headings and (member or scan.text[end : end + 1] in _HEADING_ENDS)
        kin = member and end - start >= _LEAST_KIN and stems[scan.text[start : start + 2]] > 1
        if headed or (kin and _opens(scan.text, start)):
            yield Name(Span(start, end), name.kind, ProgramRule.AGAIN)
        elif again := _unquoted(scan, lexicon, Span(start, end), name):
            yield again


def _without_place(scan: Scan, name: str) -> str | None:
    return name[2:] if len(name) > 4 and name[:2] in scan.regions.by_short_name else None


def _opens(text: str, start: int) -> bool:
    """Whether a clause begins there: 上半年，霞韵调处化解纠纷…."""
    return text[start - 1 : start] in ("，", "。", "；", "：", "\n", "")


def _dotted(scan: Scan, known: dict[str, Name], taken: set[Span]) -> Iterator[Name]:
    """“霞映青山·最美家庭”推选: what is held under a name of the document."""
    lexicon = Lexicon.of(scan.tables)
    for span in scan.quotes:
        first, dot, rest = scan.text[slice(*span)].partition("·")
        if dot and rest and first in known and span not in taken:
            head = lexicon.head_after(scan.text[span.end + 1 : span.end + 12])
            yield Name(span, lexicon.kind_inside(rest) or (head.kind if head else "campaign"), "dotted")


def _is_proper(tables: Tables, phrase: str) -> bool:
    return not is_metaphor(phrase, tables) and not _THOUGHT.search(phrase)


def _pieces(name: str) -> list[str]:
    """The parts of a name that may stand for it later: 支部力量·红枫行动 as 红枫行动."""
    pieces = _JOINT.split(name)
    return [piece for piece in pieces if len(piece) >= 4] if len(pieces) > 1 else []


def _unquoted(scan: Scan, lexicon: Lexicon, span: Span, name: Name) -> Name | None:
    """The name without marks, or the longer name of a team or place that it begins (霞映青山人才智库)."""
    phrase, after = scan.text[span.start : span.end], scan.text[span.end : span.end + 12]
    if name.rule == ProgramRule.ALIAS:
        return Name(span, name.kind, ProgramRule.AGAIN)
    head = None if after[:1] in _CLOSING else lexicon.head_after(after)
    if name.kind not in _PROPER_KINDS and not lexicon.kind_inside(phrase):
        # 助力乡村振兴 are ordinary words where no head noun follows.
        if head is None or head.end > _LONGEST_HEAD or not head.strong:
            return None
    elif name.kind == "team" and name.head == "队伍" and after[:1] == "队" and after[1:2] not in "伍员长":
        return Name(Span(span.start, span.end + 1), name.kind, "again", "")
    elif name.kind == "brand" and head and head.end <= _LONGEST_HEAD and head.kind in ("team", "platform"):
        longer = scan.text[span.start : span.end + head.end]
        if lexicon.kind_inside(longer) == head.kind and not _PLAIN_HEAD.search(longer):
            return Name(Span(span.start, span.end + head.end), head.kind, "extended")
    return Name(span, name.kind, "again", name.head if name.kind == "team" else "")
