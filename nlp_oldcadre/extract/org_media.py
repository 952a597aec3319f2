"""Media that no head tells: the source that a web page names, and lists of those that reported (南海网、新海南客户端报道)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

_HAN = "[\u4e00-\u9fff]"
_SOURCE = re.compile(
    f"来源[：:][ \u3000]*({_HAN}{{2,15}}?"
    "(?:报|网|台|社|局|部|委|中心|客户端|发布|在线|公众号|周刊|月刊|杂志|频道|办公室|会|大学|学院|云))"
    "(?=[ \u3000\n）)|【［\\[]|作者|日期|发布|时间|字[体号]|编辑|责任编辑|点击|浏览|阅读|$)"
)
# 某某新闻网＞…: the site whose page it is; 某某新闻网3月5日讯.
_PAGE = re.compile(
    f"(?:^|\n)[ \u3000]*({_HAN}{{2,9}}(?:网|在线|报|客户端))"
    f"(?:(?=[ \u3000]*[>＞»])|(?=[ \u3000]*\\d{{1,2}}月\\d{{1,2}}日[^，。\n]{{0,6}}[讯电]))"
)
_NAMED = (
    "(?:(?![和与及等在由被经的])[\u4e00-\u9fff]){2,8}"
    "(?:日报|晚报|晨报|时报|都市报|网|客户端|电视台|广播电视台|总台|频道|视频|新闻)"
)
_REPORTED = re.compile(
    f"((?:{_NAMED}[、和]){{1,8}}{_NAMED})(?=等?(?:多家|省级|市级|各级|中央|主流|新闻|官方){{0,3}}(?:媒体|平台)?"
    "(?:先后|相继|分别|对此|专题|同步|进行了?|作了|予以|给予|均|也|都){0,3}(?:报道|刊发|刊登|播出|转载|推介|采访|直播|转播|宣传))"
)
_JOINT = re.compile("[、和]")
_ITEM = re.compile(_NAMED)
_OPENING = re.compile("来")
# What joins two of them: the end of such a name stands before it.
_JOINED = re.compile("[、和](?<=[报网端台道频闻].)")
_LONGEST = 13
_SHORTEST_REPEATED = 3
_PERIODICALS = ("周刊", "月刊", "杂志", "报", "网")


def _again(text: str, name: str, at: int) -> Iterator[tuple[int, int]]:
    """The further places of a source's name, in page headers and the like."""
    while (at := text.find(name, at)) >= 0:
        yield at, at + len(name)
        at += len(name)


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """The media that are named as such."""
    for match in find_near(_SOURCE, _OPENING, scan.text):
        yield Span(*match.span(1))
        if match.end(1) - match.start(1) > _SHORTEST_REPEATED and match[1].endswith(_PERIODICALS):
            yield from (Span(*again) for again in _again(scan.text, match[1], match.end(1)))
    for match in _PAGE.finditer(scan.text):
        yield Span(*match.span(1))
    for match in find_near(_REPORTED, _JOINED, scan.text, back=_LONGEST):
        start = match.start(1)
        for joint in (*_JOINT.finditer(scan.text, *match.span(1)), None):
            end = joint.start() if joint else match.end(1)
            if _ITEM.fullmatch(scan.text, start, end):
                yield Span(start, end)
            start = end + 1
