"""Names without marks that stand as headings: 渔嫂帮扶队。, 建好解忧直通车。, ▲宁波·海上银帆。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.coined_names import Coins
from nlp_oldcadre.extract.program_decided import Name
from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.quoted_words import QuotedWords
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span
from nlp_oldcadre.rules import ProgramRule

_NAME = re.compile("[\u4e00-\u9fff·]{4,12}")
_LED = re.compile(
    "(?:建好|建强|建优|办好|办优|用好|用活|管好|打造|做[强优亮实大精细]|组建|擦亮|叫响|打响|唱响|开好|开设|搭建|设立|推行|深耕)(?=[\u4e00-\u9fff]{4})"
)
# What any body has, and how it is told: 现有驿站, 荣退仪式.
_SORTS = re.compile(
    "现有|原有|已有|各类|各级|荣退|荣休|光荣|驿站|传习|阵地|仪式|平台|品牌|载体|网络|小组|书屋|课堂|讲堂|学堂|食堂|餐厅|餐桌|热线|信箱|直通车?|窗口|中心|基地|站点|"
    "队$|团$|室$|站$|点$|会$|岗$|课$|制$|法$|日$|节$"
)
_KINDS = frozenset({"team", "platform", "event", "mechanism"})
_LONGEST_LED = 16
# Lines of several brands, each under its place.
_PLACED = re.compile(
    "(?<![^\n])[ 　]*[▲●■◆★◇▶•△▼○◎※]?[ 　]*([\u4e00-\u9fff]{2,4})·([\u4e00-\u9fff]{3,8})"
    "(?<![路街巷道村镇乡县区市州旗井桥寺塔山河江湖海岛港站园厂矿局])(?=[。：\n])"
)
_JOINT = re.compile("·")
_LONGEST_PLACED = 10
_LONGEST_STEMMED, _LEAST_STEMMED, _LONGEST_BRAND = 7, 3, 8


def titled_names(scan: Scan) -> Iterator[Name]:
    """Coined names that make up a heading, and brands that a list of headings puts behind their places.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "▲宁波·海上银帆。队员536人。\\n▲温州·瓯江晚晴。建驿站12个。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [(text[n.span.start : n.span.end], n.kind) for n in titled_names(scan)]
    [('海上银帆', 'brand'), ('瓯江晚晴', 'brand')]
    """
    lexicon, coins = Lexicon.of(scan.tables), Coins.of(scan.tables)
    for section in scan.sections:
        start, end = section.heading
        if section.level < 2 or end - start > _LONGEST_LED:
            continue
        led = _LED.match(scan.text, start, end)
        span = Span(led.end() if led else start, end)
        name = scan.text[slice(*span)]
        kind = lexicon.kind_inside(name)
        if kind not in _KINDS or not _NAME.fullmatch(name) or not coins.is_coined(_SORTS.sub("", name), ()):
            continue
        # A heading alone may only describe; a verb that makes it, or the text that goes on to name it, shows a name.
        if led or scan.text.count(name) > 1:
            yield Name(span, kind, "coined")
    yield from _placed(scan, lexicon)
    yield from _of_one_stem(scan)


def _of_one_stem(scan: Scan) -> Iterator[Name]:
    """（一）银帆宣讲。（二）银帆调解。（三）银帆助学。: headings that all begin with a word of such names."""
    groups: dict[tuple[int | None, str], list[Span]] = {}
    for section in scan.sections:
        start, end = section.heading
        if section.level > 1 and _NAME.fullmatch(scan.text, start, end) and end - start <= _LONGEST_STEMMED:
            groups.setdefault((section.parent, scan.text[start : start + 2]), []).append(section.heading)
    signed = QuotedWords.of(scan.tables).signed
    # … of which a name in marks is made too: “榕城银帆”.
    marked = [scan.text[slice(*span)] for span in scan.quotes if span.end - span.start <= _LONGEST_BRAND] if groups else []
    for (_, stem), headings in groups.items():
        if len(headings) >= _LEAST_STEMMED and signed.search(stem) and any(name.endswith(stem) for name in marked):
            yield from (Name(span, "project", ProgramRule.MEMBER) for span in headings)


def _placed(scan: Scan, lexicon: Lexicon) -> Iterator[Name]:
    found = [
        match
        for match in find_near(_PLACED, _JOINT, scan.text, back=_LONGEST_PLACED)
        if match[1] in scan.regions.by_short_name and match[2] not in scan.regions.by_short_name
    ]
    if len(found) > 1:
        yield from (Name(Span(*match.span(2)), lexicon.kind_inside(match[2]) or "brand", "coined") for match in found)
