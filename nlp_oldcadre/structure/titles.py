"""Titles: of the document, of what it carries, of the articles of a bulletin. All but sub-articles are of level 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp_oldcadre.model import Span
from nlp_oldcadre.structure.lines import FRONT, Line
from nlp_oldcadre.structure.vocabulary import Vocabulary

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.是]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:、|[.．](?!\d))|[①-⑳㈠-㈩]|第[一二三四五六七八九十百\d]{1,4}[条章节编部])"
)
_NOISE = re.compile(r"[\s“”\"‘’《》〈〉「」『』【】\[\]·•・,，、。:：!！?？—\-…_.（）()]+")
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》){2,120})》")
_OPENING = re.compile(r"关于|印发|转发|批转|对.{2,40}的(?:答复|复函)|(?:19|20)\d\d年")
_DATED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_LABEL = re.compile("(?:标 ?题|题 ?目)[：:] ?(?=.)")
_BRACKETED_REST = re.compile(
    r"[（(](?:\d{4}年?(?:[—–\-~～至到]{1,2}\d{4}年?)?度?|试行|修订(?:版|稿)?|暂行|草案|(?:征求意见|送审|讨论|审议)稿|\d{4}年(?:修订|版))[）)]"
)
# The lines of a title differ by less than so many points, and are so many.
_SAME_SIZE = 0.6
_MOST_LINES = 4
# 会议纪要, 倡议书: no longer.
_KIND_ALONE = 4


class Title(NamedTuple):
    """A title: the lines it takes, its span, ``title`` or ``article``, and its level."""

    first: int
    last: int
    span: Span
    kind: str
    level: int


class Outline(NamedTuple):
    """What the titles tell: the document's own, all in order, and the lines of a contents list (no headings there)."""

    main: Title | None
    titles: tuple[Title, ...]
    listed: range


def key(text: str) -> str:
    """A title for comparing: without blanks and marks.

    Examples
    --------
    >>> key("汲取力量 践行使命") == key("“汲取力量”　践行使命")
    True
    """
    return _NOISE.sub("", text)


def title_of(lines: Sequence[Line], first: int, last: int, kind: str = "title", level: int = 1) -> Title:
    """A title over whole lines, without 标题： before it."""
    label = _LABEL.match(lines[first].text)
    return Title(first, last, Span(lines[first].start + (label.end() if label else 0), lines[last].end), kind, level)


def is_numbered(line: Line) -> bool:
    return _NUMBERED.match(line.text) is not None


def find_main(lines: Sequence[Line], words: Vocabulary) -> Title | None:
    if len(lines) < 2:
        return None
    return _set_large(lines, words) or _marked(lines) or _front(lines, words) or _before_byline(lines)


def _set_large(lines: Sequence[Line], words: Vocabulary) -> Title | None:
    """The largest lines of the head, the red letterhead aside, where letters there are larger than those of the text."""
    opening = next((line.index for line in lines if line.is_prose), len(lines))
    large = [line for line in lines[: min(opening, FRONT)] if line.is_large and not line.is_red and not line.role]
    named = [line for line in large if not is_numbered(line) and not words.body.match(line.text)]
    if not named:
        return None
    size = max(line.size or 0 for line in named)
    alike = {line.index for line in large if abs((line.size or 0) - size) <= _SAME_SIZE}
    first = last = next(line.index for line in named if line.size == size)
    # A sender's name above, as large as the title, is its first line.
    while first - 1 in alike and last - first < _MOST_LINES - 1:
        first -= 1
    while last + 1 in alike and last - first < _MOST_LINES - 1:
        last += 1
    return title_of(lines, first, last) if last + 1 < len(lines) else None


def _marked(lines: Sequence[Line]) -> Title | None:
    """The first of the highest Markdown headings, unless numbers run through them."""
    marked = [line for line in lines if line.markup and not line.role and not is_numbered(line)]
    if not marked:
        return None
    top = min(line.markup for line in lines if line.markup)
    first = next((line for line in marked if line.markup == top), None)
    return title_of(lines, first.index, first.index) if first and first.index + 1 < len(lines) else None


def _front(lines: Sequence[Line], words: Vocabulary) -> Title | None:
    """The first headline before the text begins; the sender's name may be its first line."""
    found: list[Line] = []
    for line in lines[:FRONT]:
        if line.role in ("contents", "copies") or (line.role == "attachment" and line.index > 2):
            break
        if line.is_red and line.is_large:
            continue
        if line.role:
            # Credits and dates stand below the title; above it may stand only its sender.
            if line.role in ("subtitle", "byline", "credit", "date") and not all(words.body.match(f.text) for f in found):
                break
            continue
        if len(line.text) <= 3 and found and words.circular.fullmatch(line.text.replace(" ", "")):
            found.append(line)  # 通 知 on a line of its own
            break
        if len(line.text) < 3:
            continue
        if not line.is_headline or is_numbered(line):
            break
        found.append(line)
    return _choose(lines, found, words)


def _choose(lines: Sequence[Line], found: list[Line], words: Vocabulary) -> Title | None:
    named = [line for line in found if words.circular.search(line.text.replace(" ", ""))]
    # 会议纪要 at the head of 某某会议纪要 only names the kind.
    if named:
        line = next((line for line in named if len(line.text) > _KIND_ALONE), named[0])
        return title_of(lines, _first_of(lines, line, words), line.index)
    for line in found:
        if words.report_end.search(line.text) and line.index + 1 < len(lines):
            return title_of(lines, _first_of(lines, line, words), line.index)
    if len(found) > 1 and found[-1].gap > 1 and _has_subtitle(lines, found[-1]) and not _has_subtitle(lines, found[0]):
        return title_of(lines, found[-1].index, found[-1].index)
    rest = [line for line in found if not words.body.match(line.text)] or (found if len(found) == 1 else [])
    if not rest or rest[0].index + 1 >= len(lines):
        return None
    first, after = rest[0], lines[rest[0].index + 1]
    paired = len(rest) > 1 and rest[1] is after and abs(len(first.text) - len(after.text)) <= 1 and len(first.text) >= 5
    return title_of(lines, first.index, after.index if paired else first.index)


def _has_subtitle(lines: Sequence[Line], line: Line) -> bool:
    return line.index + 1 < len(lines) and lines[line.index + 1].role == "subtitle"


def _first_of(lines: Sequence[Line], line: Line, words: Vocabulary) -> int:
    """The line on which a title begins that ends on ``line``: above it may stand its sender or its first half."""
    first = line.index
    while first > 0 and line.index - first < 3:
        above = lines[first - 1]
        if (
            above.role
            or is_numbered(above)
            or _DATED.search(above.text)
            or not above.is_headline
            or words.circular.search(above.text)
        ):
            break
        is_sender = (
            words.body.match(above.text) and _OPENING.match(lines[first].text) and not _is_letterhead(lines, first, words)
        )
        # A sender that stands by itself, a blank line above the title, is no part of it either.
        if lines[first].gap > 1 if is_sender else not _OPENING.search(above.text):
            break
        first -= 1
    return first


def _is_letterhead(lines: Sequence[Line], first: int, words: Vocabulary) -> bool:
    """Whether several bodies stand above the title, so that the last of them is no part of it."""
    return first > 1 and not lines[first - 2].role and bool(words.bodies(lines[first - 2].text))


def _before_byline(lines: Sequence[Line]) -> Title | None:
    """Columns may be interleaved: the headline then stands before 本报记者, in the middle of the text."""
    for line in lines:
        if line.role != "byline":
            continue
        first = line.index
        while first > 0 and line.index - first < 3 and (lines[first - 1].is_headline or lines[first - 1].role == "subtitle"):
            first -= 1
        while first < line.index and lines[first].role:
            first += 1
        return title_of(lines, first, first) if first < line.index else None
    return None


def quoted_names(lines: Sequence[Line], main: Title) -> set[str]:
    """The keys of the documents that a title names in 《》."""
    return {key(name) for name in _QUOTED.findall("".join(line.text for line in lines[main.first : main.last + 1]))}


def find_carried(lines: Sequence[Line], main: Title, words: Vocabulary) -> Iterator[Title]:
    """Titles of the documents that a notice carries: named in its title, or headlines after its date or 附件."""
    names = quoted_names(lines, main)
    awaited = ""
    skip = -1
    for line in lines[main.last + 1 :]:
        if line.index <= skip:
            continue
        if line.role in ("date", "attachment"):
            # 附件：1.… only lists what is enclosed; 附件1 on its own stands before it.
            awaited = line.role if line.role == "date" or len(line.text) <= 6 else ""
            continue
        if last := _ends(lines, line, names, awaited, words):
            yield title_of(lines, line.index, last)
            skip, awaited = last, ""
        elif line.is_prose:
            awaited = ""


def _ends(lines: Sequence[Line], line: Line, names: set[str], awaited: str, words: Vocabulary) -> int:
    """The last line of a carried document's title that begins on ``line``; 0 where none does."""
    if line.role or len(line.text) > 80 or is_numbered(line):
        return 0
    after = lines[line.index + 1] if line.index + 1 < len(lines) else None
    # 某某实施方案 / （2025—2027年）
    if after and _BRACKETED_REST.fullmatch(after.text) and (key(line.text + after.text) in names or key(line.text) in names):
        return after.index
    if key(line.text) in names:
        return line.index
    if after and not after.role and len(after.text) <= 60 and key(line.text + after.text) in names:
        return after.index
    if not awaited or not line.is_headline or words.body.match(line.text):
        return 0
    # What stands straight below 附件2 is its title, whatever it is called.
    is_below = line.index > 0 and lines[line.index - 1].role == "attachment"
    enclosed = awaited == "attachment" and (is_below or words.enclosure.search(line.text))
    if words.circular.search(line.text) or line.markup or enclosed:
        return line.index
    return after.index if after and after.is_headline and words.circular.search(after.text) and not is_numbered(after) else 0
