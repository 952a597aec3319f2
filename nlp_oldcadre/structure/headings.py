"""Headings below the titles: numbered ones, lead sentences before the text, and lines of their own.

A guide for newcomers. A paragraph may begin with a sentence that is a heading (夯实基层基础。健全…). With a number before
it the shape of the sentence decides; without one, its siblings vote: a single short sentence at a paragraph's start is
narrative, several of one shape under one heading are headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from nlp_oldcadre.model import Span
from nlp_oldcadre.structure.inline import counted_paragraphs, inside_paragraph
from nlp_oldcadre.structure.leads import QUOTED, SIGN, is_call, lead_sentences
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.marked import bracketed, bulleted, list_heads, named_items
from nlp_oldcadre.structure.titles import Outline, is_numbered
from nlp_oldcadre.structure.vocabulary import Vocabulary
from nlp_oldcadre.tables import Tables

_LONGEST_LINE = 70
# 银龄讲席, 聘期: short, without a number and a word that makes a sentence.
_SHORT_NAME = re.compile(
    "(?!.*(?:应当|须|由|按|可以|不得|负责|实行|适用|是|指|各|坚持|执行|为|有|本|[一二三四五六七八九十年月日]))[\u4e00-\u9fff“”]{2,6}"
)
# Ranks below and above those of the numbered families.
PLAIN, HAN, ARABIC, LEAD = 0.5, 5.0, 7.0, 90.0
# 行动目标：到2023年…: a label before the text.
_LABEL = re.compile(r"([\u4e00-\u9fff“”、]{2,12})：(?=.)")


# Who asks and who answers in an interview.
_SPEAKER = re.compile("^(?:本报|本刊|本网)?(?:记者|主持人|编者|笔者|编辑|问|答|Q|A)[：:]")


class Family(NamedTuple):
    """A family of numbering; a higher ``rank`` is a lower heading."""

    name: str
    rank: float
    pattern: re.Pattern[str]
    lead: int
    siblings: int
    name_ends: re.Pattern[str] | None = None


class Heading(NamedTuple):
    """A heading: its line, its span, where its text begins, how it was found, its marker and its rank."""

    line: int
    span: Span
    body: int
    kind: str
    number: str
    rank: float


def families(tables: Tables) -> list[Family]:
    """The families of ``data/numbering.toml``, highest first.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> [f.name for f in families(load_tables())][3:6]
    ['article', 'han', 'han_paren']
    """
    found: list[Family] = tables.keep("structure.families", lambda: list(_compile(tables)))
    return found


def _compile(tables: Tables) -> Iterator[Family]:
    for rank, record in enumerate(tables.record("numbering")["family"], 1):
        name_ends = re.compile(record["name_ends"]) if "name_ends" in record else None
        yield Family(
            record["name"], rank, re.compile(record["pattern"] + r"\s*"), record["lead"], record["siblings"], name_ends
        )


def find_headings(lines: Sequence[Line], outline: Outline, words: Vocabulary, tables: Tables) -> list[Heading]:
    """The headings between the titles, in order."""
    ends = {t.last for t in outline.titles}
    taken = {index for t in outline.titles for index in range(t.first, t.last + 1)} | set(outline.listed)
    taken |= set(_enclosures(lines))
    free = [line for line in lines if line.index not in taken and not line.role]
    numbered = list(_confirmed(_numbered(free, lines, families(tables)), families(tables)))
    listed = _names_listed(numbered, lines)
    numbered = [heading for heading in numbered if heading.line not in listed]
    found = {heading.line: heading for heading in (*_marked(lines, free), *numbered)}
    if not any(heading.rank <= ARABIC for heading in numbered):
        counted = ((line, marker, span) for line, marker, span in counted_paragraphs(free))
        found |= {line.index: Heading(line.index, span, span.end + 1, "run_in", marker, HAN) for line, marker, span in counted}
    rank = HAN if any(h.rank == HAN for h in numbered) else PLAIN
    for scope in _scopes(free, ends | found.keys(), found):
        found |= {heading.line: heading for heading in _plain(lines, scope, ends, words, rank)}
    for scope in _scopes(free, ends | found.keys(), found):
        found |= {
            line.index: Heading(line.index, span, span.end + 1, "run_in", "", LEAD)
            for line, span in lead_sentences(scope, words)
        }
    taken_spans = {heading.span for heading in found.values()}
    return sorted([*found.values(), *(h for h in _inside(free, families(tables), words) if h.span not in taken_spans)])


def _marked(lines: Sequence[Line], free: Sequence[Line]) -> Iterator[Heading]:
    """Headings behind bullets, and those of lists."""
    for line, span in bulleted(lines, free):
        yield Heading(line.index, span, line.end, "plain", "", PLAIN)
    for line, span in (*named_items(free), *bracketed(free)):
        yield Heading(line.index, span, span.end + 1, "run_in", "", LEAD)
    for line, span, rank in list_heads(lines, free):
        yield Heading(line.index, span, line.end, "plain", "", rank)


def _inside(free: Iterable[Line], known: list[Family], words: Vocabulary) -> Iterator[Heading]:
    """1、补贴。… 2、场所。… in one paragraph."""
    ranks = {family.name: family.rank for family in known}
    for line in free:
        for name, marker, span in inside_paragraph(line, words):
            yield Heading(line.index, span, span.end + 1, "run_in", marker, ranks[name])


def _enclosures(lines: Sequence[Line]) -> Iterator[int]:
    """The lines that go on the list of 附件：1.… 2.…"""
    listing = False
    for line in lines:
        if line.role == "attachment":
            listing = len(line.text) > 6
        elif listing and not line.role and is_numbered(line) and not line.is_prose:
            yield line.index
        else:
            listing = False


def _scopes(free: Sequence[Line], ends: Iterable[int], found: Container[int]) -> Iterator[list[Line]]:
    """The lines between the places where headings end; lines that are or hold a heading are left out."""
    borders = sorted(ends)
    position = 0
    scope: list[Line] = []
    for line in free:
        if position < len(borders) and line.index >= borders[position]:
            while position < len(borders) and line.index >= borders[position]:
                position += 1
            yield scope
            scope = []
        if line.index not in found:
            scope.append(line)
    yield scope


def _numbered(free: Iterable[Line], lines: Sequence[Line], known: list[Family]) -> Iterator[Heading]:
    for line in free:
        if not is_numbered(line) and line.text[:1] != "第":
            continue
        for family in known:
            if match := family.pattern.match(line.text):
                below = lines[line.index + 1] if line.index + 1 < len(lines) else None
                yield from _after_marker(line, family, match, below)
                break


def _has_text(below: Line | None) -> bool:
    """Whether a numbered line is followed by a text of its own."""
    return below is not None and below.is_prose and not is_numbered(below)


def _after_marker(line: Line, family: Family, match: re.Match[str], below: Line | None) -> Iterator[Heading]:
    """The heading behind a marker: the whole line, or its first sentence."""
    start, marker = match.end(), match[0].strip()
    stop = line.text.find("。", start)
    whole = stop < 0
    rest = line.text[start : len(line.text) if whole else stop]
    if (label := _LABEL.match(rest)) and (not whole or _is_item(label[1])):
        end = line.start + start + label.end(1)
        yield Heading(line.index, Span(line.start + start, end), end + 1, "label", marker, family.rank)
        return
    limit = _LONGEST_LINE if whole else family.lead
    heading = rest.rstrip("：: ") if whole else rest
    if not heading or len(heading) > limit or not _is_heading_text(heading, whole):
        return
    if family.name_ends and (whole or "，" in heading or not _is_name(heading, family.name_ends)):
        return  # 第三条 阵地由专人负责。 is the article itself.
    alone = stop == len(line.text) - 1
    if alone and ("，" in heading or not _has_text(below)):
        return  # an item of a list: 三、本通知由某局负责解释。
    end = line.start + start + len(heading)
    body = line.end if whole else line.start + stop + 1
    kind = "numbered" if whole or alone else "run_in"
    yield Heading(line.index, Span(line.start + start, end), body, kind, marker, family.rank)


def _names_listed(numbered: Sequence[Heading], lines: Sequence[Line]) -> set[int]:
    """Lines that are nothing but the members of a list which a colon opens: 授予下列集体称号： 1．… 2．…"""
    whole = {h.line: h for h in numbered if h.kind == "numbered" and h.body == lines[h.line].end}
    found: set[int] = set()
    for heading in whole.values():
        if heading.line and lines[heading.line - 1].text.endswith(("：", ":")):
            last = heading.line
            while last + 1 in whole and whole[last + 1].rank == heading.rank:
                last += 1
            if last > heading.line and not _has_text(lines[last + 1] if last + 1 < len(lines) else None):
                found.update(range(heading.line, last + 1))
    return found


def _is_name(lead: str, ends: re.Pattern[str]) -> bool:
    """Whether the lead of an article is a name: it ends like one, or is short and says nothing (银龄讲席)."""
    return ends.search(lead) is not None or (_SHORT_NAME.fullmatch(lead) is not None and not is_call(lead))


def _is_item(label: str) -> bool:
    """活动时间 before a colon is an item of a plan; 黄石市 names whom a headline is about."""
    return len(label) <= 6 and label[-1] not in "省市县区州盟旗局委部校院镇乡"


def _is_heading_text(text: str, whole: bool) -> bool:
    bare = QUOTED.sub("", text)
    if whole:
        return not re.search(r"[；;，,、：:]$|；", bare)
    return bare.count("，") + bare.count(",") <= 1 and not re.search("[；：:;]", bare)


def _confirmed(found: Iterable[Heading], known: list[Family]) -> Iterator[Heading]:
    """Numbered headings that are no bare list: enough siblings, and text under some of them."""
    headings = list(found)
    lead = {family.rank: family.siblings for family in known}
    count = Counter(h.rank for h in headings)
    sure = {h.rank for h in headings if h.kind != "label"}
    for heading in headings:
        if heading.kind == "label":
            # 一、行动目标：… is a heading where 二、… is one.
            if heading.rank in sure and heading.rank <= ARABIC:
                yield heading._replace(kind="run_in")
        elif count[heading.rank] >= lead[heading.rank] or heading.kind == "numbered":
            yield heading


def _plain(lines: Sequence[Line], scope: list[Line], ends: set[int], words: Vocabulary, rank: float) -> Iterator[Heading]:
    """Lines of their own without a number: marked in the source, or several alike."""
    fit = [line for line in scope if _is_plain(lines, line, ends, words)]
    marked = [line for line in fit if line.markup or line.is_bold or line.is_large]
    alike = [line for line in fit if not line.markup and sum(_is_alike(line.text, other.text) for other in fit) >= 2]
    for line in marked or alike:
        yield Heading(line.index, line.span, line.end, "plain", "", rank)


def _is_alike(text: str, other: str) -> bool:
    """Whether two lines are built alike: as long, or each with a sign before a colon."""
    return abs(len(text) - len(other)) <= 3 or bool(SIGN.match(text) and SIGN.match(other))


def _is_plain(lines: Sequence[Line], line: Line, ends: set[int], words: Vocabulary) -> bool:
    if not line.is_headline or is_numbered(line) or not 4 <= len(line.text) <= 32 or line.index + 1 >= len(lines):
        return False
    below, above = lines[line.index + 1], lines[line.index - 1] if line.index else None
    if below.role or not (below.is_prose or is_numbered(below)) or (words.caption.search(line.text) and not line.is_bold):
        return False
    if words.body.match(line.text) or (line.gap > 2 and not line.markup) or _SPEAKER.match(line.text):
        return False
    return above is not None and (not above.is_open or above.role in ("subtitle", "byline", "caption") or above.index in ends)
