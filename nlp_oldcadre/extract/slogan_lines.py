"""Set phrases that stand as lines: headlines, lines of verse, what closes a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.enumeration import number_of
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import Phrase, is_couplet, is_headline, may_be_headline
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span

_SENTENCE_VERSE = re.compile(r"(?![现供请特兹由在对以])([\u4e00-\u9fff]{5,10})，([\u4e00-\u9fff]{5,10})[。！]")
_UP_TO_SENTENCE = re.compile(".*[。！？]")
_LONGEST_VERSE = 22
# Bullets, and the place that a line of a table of contents names first (江宁区：…).
_LINE_LEAD = re.compile("[-—•·●◆■★ 　*#]*([\u4e00-\u9fff]{2,8}：)?")
_SUBTITLE = re.compile("\n[ 　]*——?")
_CRY = re.compile("(?<![^。！？\n])([\u4e00-\u9fff]{4,8})，([\u4e00-\u9fff]{4,8})！$")
_CALLED = re.compile(
    "(?:口号|誓言|誓词|校训|家训|对联|座右铭|标语|宗旨|理念|信条)(?:就?是|为)?：?([\u4e00-\u9fff]{4,12})，([\u4e00-\u9fff]{4,12})(?=[。！”；\n])"
)
_CALLING = re.compile("[号言词训联铭语旨念条]")
_SPELLED = re.compile(
    "(?<![第一二三四五六七八九十百千万\\d“])([二三四五六七八九十](?:个(?:到位|坚持|必须|确保|强化|提升|统一|结合|突出|优先|注重|不放松|加强|带头|落实|同步|转变|一样|不变|延伸|满意|放心|围绕|聚焦|走访|不忘)|[必有化访送进清定到上带讲统帮联促][\u4e00-\u9fff]?))(?:，即：?|，就是|（即?：?|：)"
    "((?:[\u4e00-\u9fff]{2,12}[、，]){1,9}[\u4e00-\u9fff]{2,12})(?=[。；）\n])"
)
_LAST_PARAGRAPHS = 12
_LAST_CLAUSE = re.compile(r"，([\u4e00-\u9fff]{5,8}、[\u4e00-\u9fff]{5,8})[。！]$")


def headlines(scan: Scan) -> Iterator[Phrase]:
    """Titles and lines of a table of contents that are parallel phrases."""
    lines = [s.heading for s in scan.sections if s.level == 1] + [p for p in scan.paragraphs if p.end - p.start <= 36]
    for line in lines:
        text = scan.text[line.start : line.end]
        # A title set in two lines, with its subtitle below, runs in parallel over the line's end.
        if "\n" in text and _SUBTITLE.match(scan.text, line.end):
            text = text.replace("\n", " ")
        if not may_be_headline(text):
            continue
        match = _LINE_LEAD.match(text)
        lead = match.end() if match else 0
        # After a lead (传艺：) two clauses are a run-in heading; a blank is the mark of a headline.
        if match and match[1] and "，" in text:
            continue
        is_subtitled = _SUBTITLE.match(scan.text, line.end) is not None
        if is_headline(text[lead:].rstrip(), is_subtitled=is_subtitled):
            yield Phrase(Span(line.start + lead, line.start + len(text.rstrip())), "motto", "headline")


def verse(scan: Scan) -> Iterator[Phrase]:
    """A line of verse that opens or closes a paragraph, and the parallel clause that ends the document."""
    body = [p for p in scan.paragraphs if p.end - p.start >= 40]
    # A sentence that heads its paragraph is verse only where no heading was seen in it.
    headings = {s.heading.start for s in scan.sections if s.level > 1}
    for paragraph in body:
        for match in (_SENTENCE_VERSE.match(scan.text, paragraph.start, paragraph.end), _last_sentence(scan, paragraph)):
            if match and match.start(1) in headings:
                scan.reject("SLOGAN", match.start(1), match.end(2), "verse", "context")
            elif match and is_couplet(match[1], match[2]):
                yield Phrase(Span(match.start(1), match.end(2)), "motto", "verse")
    if body and (match := _LAST_CLAUSE.search(scan.text, body[-1].start, body[-1].end)) and is_headline(match[1]):
        yield Phrase(Span(*match.span(1)), "motto", "closing")


def _last_sentence(scan: Scan, paragraph: Span) -> re.Match[str] | None:
    text, end = scan.text, paragraph.end
    if text[end - 1] not in "。！":
        return None
    # A longer sentence is no line of verse.
    before = _UP_TO_SENTENCE.match(text, max(paragraph.start, end - _LONGEST_VERSE - 1), end - 1)
    return _SENTENCE_VERSE.fullmatch(text, before.end(), end) if before else None


def calls(scan: Scan) -> Iterator[Phrase]:
    """胡杨不老，薪火不熄！: the cry with which a short last paragraph ends.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "让我们行动起来。青松不老，灯火不熄！"
    >>> [text[slice(*p.span)] for p in calls(Scan(Document.from_text(text), load_tables()))]
    ['青松不老，灯火不熄']
    """
    for paragraph in scan.paragraphs[-_LAST_PARAGRAPHS:]:
        match = _CRY.search(scan.text, paragraph.start, paragraph.end)
        if match and set(match[1]) & set(match[2]) and is_couplet(match[1], match[2]):
            yield Phrase(Span(match.start(1), match.end(2)), "motto", "closing")


def called(scan: Scan) -> Iterator[Phrase]:
    """口号是：有困难找支部，有本事献社会！: what is said to be a motto."""
    for match in find_near(_CALLED, _CALLING, scan.text, back=2):
        if len(match[1]) != len(match[2]):
            continue
        yield Phrase(Span(match.start(1), match.end(2)), "motto", "called")


def spelled(scan: Scan) -> Iterator[Phrase]:
    """做到四个到位，即组织到位、责任到位…: a count whose word stands in each of as many members."""
    for match in _SPELLED.finditer(scan.text):
        members = re.split("[、，]", match[2])
        tail = match[1][-2:] if len(match[1]) > 2 else match[1][-1:]
        if len(members) == number_of(match[1]) and all(tail in member for member in members):
            yield Phrase(Span(*match.span(1)), "formula", "spelled")
