"""Set phrases that stand as lines: headlines, lines of verse, what closes a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import Phrase, is_couplet, is_headline, may_be_headline
from nlp_oldcadre.model import Span

_SENTENCE_VERSE = re.compile(r"(?![现供请特兹由在对以])([\u4e00-\u9fff]{5,10})，([\u4e00-\u9fff]{5,10})[。！]")
_UP_TO_SENTENCE = re.compile(".*[。！？]")
_LONGEST_VERSE = 22
# Bullets, and the place that a line of a table of contents names first (江宁区：…).
_LINE_LEAD = re.compile("[-—•·●◆■★ 　*#]*([\u4e00-\u9fff]{2,8}：)?")
_SUBTITLE = re.compile("\n[ 　]*——?")
_CRY = re.compile("(?<![^。！？\n])([\u4e00-\u9fff]{4,8})，([\u4e00-\u9fff]{4,8})！$")
_LAST_PARAGRAPHS = 12
_LAST_CLAUSE = re.compile(r"，([\u4e00-\u9fff]{5,8}、[\u4e00-\u9fff]{5,8})[。！]$")


def headlines(scan: Scan) -> Iterator[Phrase]:
    """Titles and lines of a table of contents that are parallel phrases."""
    lines = [s.heading for s in scan.sections if s.level == 1] + [p for p in scan.paragraphs if p.end - p.start <= 36]
    for line in lines:
        text = scan.text[line.start : line.end]
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
