"""Names of programmes without quotation marks: national ones, coined ones by verb and head, members of counted lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.coined_names import Coins, without_owner
from nlp_oldcadre.extract.program_decided import Name
from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.program_members import members
from nlp_oldcadre.extract.program_patterns import UnquotedPatterns
from nlp_oldcadre.extract.program_titled import titled_names
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.known_programs import needed_words, unquoted_programs
from nlp_oldcadre.matching import find_at
from nlp_oldcadre.model import Span

# 打造1至2个特色品牌: an amount names nothing.
_AMOUNT = re.compile(r"\d+(?:[至到—–~～-]\d+)?[余多]?[个项批支]$")
_CHOSEN = re.compile("十佳|百佳|百名|十大|最美|优秀|五星|示范")
_COUNTED = re.compile("[\\d一二三四五六七八九十两][余多]?[个处家座所间]$")
_COUNT_AFTER = re.compile(r"\d+余?[支个]")
_OWNER_ENDS = frozenset("省市县区州旗镇乡村局委校院部会协")
# 获评市级示范五老工作室: a title.
_WON = re.compile(
    "(?:获评|评为|命名为|认定为|授予|荣获|创成|创建|争创|评选)[^，。；“”、]{0,8}(?:级|示范|优秀|先进|十佳|标准化|规范化)[^，。；“”、]{0,3}$"
)
_LONGEST_BEFORE = 4
_TEAMS_AFTER = re.compile(r" ?\d+ ?余?支")
_SHORTEST_COINED = 4
_ACTS = ("行动", "计划", "工程")
_PLACE_ENDS = frozenset("省市区县")


def unquoted_names(scan: Scan) -> Iterator[Name]:
    """Names that stand without quotation marks.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "扎实开展党史学习教育，实施敬老暖心行动，打响彩霞满天服务品牌，实施活动中心改造工程。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [(text[n.span.start : n.span.end], n.kind) for n in unquoted_names(scan)]
    [('党史学习教育', 'campaign'), ('敬老暖心行动', 'action'), ('彩霞满天', 'brand')]
    """
    yield from members(scan)
    yield from titled_names(scan)
    quotes = set(scan.quotes)
    for name in (*_national(scan), *_coined(scan)):
        # A part of a quoted phrase is no name of its own.
        if name.span in quotes and _CHOSEN.match(scan.text, name.span.start):
            continue
        if name.span in quotes or not scan.is_inside(name.span.start, scan.quotes):
            yield name


def _national(scan: Scan) -> Iterator[Name]:
    held = {payload for _, _, payload in scan.find(needed_words(scan.tables))}
    for known in unquoted_programs(scan.tables):
        if known.needs and held.isdisjoint(known.needs):
            continue
        for match in known.pattern.finditer(scan.text):
            start = match.start()
            # 建成两处银龄驿站: a sort, unless it is named without a count too.
            if (
                known.kind == "platform"
                and scan.text.count(match[0]) == 1
                and _COUNTED.search(scan.text, max(0, start - 6), start)
            ):
                continue
            # “山海云”老干部信息平台: the head noun of what stands in the marks
            if _WON.search(scan.text, max(0, start - 16), start) or scan.text[start - 1 : start] == "”":
                continue
            if known.kind == "platform" and scan.text[start - 1 : start] in _PLACE_ENDS:
                sizes = (n for n in range(2, 9) if scan.text[max(0, start - n) : start] in scan.regions.by_name)
                start -= next(sizes, 0)
            yield Name(Span(start, match.end()), known.kind, "national")


def _coined(scan: Scan) -> Iterator[Name]:
    lexicon, patterns, coins = Lexicon.of(scan.tables), UnquotedPatterns.of(scan.tables), Coins.of(scan.tables)
    for row in patterns.rows:
        for match in row.find(scan):
            name = match[1]
            if _AMOUNT.match(name) or (row.unless and row.unless.search(name)):
                continue
            span = Span(*match.span(1))
            if row.coined:
                span = without_owner(scan.text, span)
                name = scan.text[slice(*span)]
                if len(name) < _SHORTEST_COINED or not coins.is_coined(name, row.words):
                    continue
                # 护林服务队13支: a sort.
                if _TEAMS_AFTER.match(scan.text, span.end) or (row.twice and scan.text.count(name) < 2):
                    continue
            yield Name(span, (row.by_tail and lexicon.kind_inside(name)) or row.kind, row.rule)
    yield from _signed(scan, lexicon, patterns)


def _at_word(scan: Scan, start: int, mark: int) -> int:
    """Where the word begins that stands before the mark, cut in two by what the pattern may take: 白马山银龄顾问团."""
    at = start
    while at > mark - _LONGEST_BEFORE and not scan.is_word_edge(at):
        at -= 1
    return at if scan.is_word_edge(at) else start


def _signed(scan: Scan, lexicon: Lexicon, patterns: UnquotedPatterns) -> Iterator[Name]:
    """Names that carry a word of this work's brands (银龄…宣讲团), unless one of its own verbs splits them."""
    marks = sorted({start for start, _, _ in scan.find(patterns.marks)})
    starts = [at for mark in marks for at in range(max(0, mark - 2), mark + 1)]
    for match in find_at(patterns.signed, starts, scan.text):
        start, end = match.span(1)
        for lead in patterns.leads.finditer(scan.text, start, end - 2):
            start = lead.end()
        mark = match.start(2)
        # 碧江区银发关爱团 is 银发关爱团 of 碧江区.
        if start < mark and (scan.text[mark - 1] in _OWNER_ENDS or lexicon.verb_before(scan.text[max(0, mark - 6) : mark])):
            start = mark
        start = _at_word(scan, start, mark) if start < mark else start
        founded = patterns.founded.search(scan.text, max(0, mark - 14), mark)
        if founded and not patterns.plain.fullmatch(founded[1]):
            start = founded.start(1)
        name = scan.text[start:end]
        # 银发志愿服务队13支: a sort of team, no team's name
        # and what follows the marks of a name is its head: “…”银发人才计划.
        # 各建1个银发议事工作室: a sort
        if _COUNTED.search(scan.text, max(0, start - 6), start) and scan.text.count(name) == 1:
            continue
        # 《银龄护水行动方案》 is a plan of what is to be done, 银龄护水 is not yet a name.
        if name.endswith(_ACTS) and scan.text.startswith(("方案", "规划"), end) and scan.is_inside(start, scan.titles):
            continue
        if _COUNT_AFTER.match(scan.text, end) or scan.text[start - 1 : start] == "”":
            continue
        if len(name) >= 4 and patterns.signed.search(name):
            yield Name(Span(start, end), lexicon.kind_inside(name) or "team", "signed")
