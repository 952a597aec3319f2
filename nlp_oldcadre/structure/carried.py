"""What a notice carries: the list of its attachments, the attachments themselves, and the document that it forwards."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp_oldcadre.model import Span
from nlp_oldcadre.pages import Element
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.parts import LABELLED, PLACED, WORDED, part
from nlp_oldcadre.structure.titles import Outline, Title, key, quoted_names

_MARK = re.compile(r"附 ?件 ?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})? ?[：:]? ?")
_ITEM = re.compile(r"(?:(?P<number>\d{1,2})[.．、](?:(?!\d)|(?=(?:19|20)\d\d年))|[（(](?P<bracketed>\d{1,2})[)）]) ?")
_FORWARDS = re.compile("转发|批转|印发|翻印")
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_LONGEST_TITLE = 80
# Roles of the lines that close a document, below everything that it carries.
_CLOSING = frozenset({"copies", "imprint", "print_run", "credit", "crumb"})


class _Unit(NamedTuple):
    """A document that another one carries: where it begins, its title, its number, whether it stands under 附件."""

    start: int
    title: str
    ordinal: int | None
    kind: str
    rule: str
    score: float


def closing_line(lines: Sequence[Line]) -> int:
    """The first of the lines that close a document (抄送, 印发, 共印), so many lines if there are none."""
    first = len(lines)
    for line in reversed(lines):
        if line.role in _CLOSING:
            first = line.index
        elif line.is_prose and not line.text.endswith(("，", "；", "、", ";", ",")):
            break
    return first


def find_note(lines: Sequence[Line], outline: Outline) -> list[Element]:
    """The items of 附件：1.… 2.…, an element for each, numbered; one without a number stands above the signature."""
    start = outline.main.last + 1 if outline.main else 0
    found: list[Element] = []
    is_signed = False
    for line in lines[start:]:
        is_signed = is_signed or line.role == "date"
        if line.role == "attachment":
            items = list(_items(lines, line))
            if len(items) > 1 or (items and not is_signed and not found):
                found += items
    return found


def _items(lines: Sequence[Line], first: Line) -> Iterator[Element]:
    mark = _MARK.match(first.text)
    rest = mark.end() if mark else 0
    if rest < len(first.text):
        yield from _listed(first, rest)
    elif mark and mark["number"]:
        return  # what stands before an attachment
    for line in lines[first.index + 1 :]:
        if line.role or line.is_prose or not _ITEM.match(line.text):
            return
        yield from _listed(line, 0)


def _listed(line: Line, start: int) -> Iterator[Element]:
    """The titles of a line of the list: one without a number, or several with."""
    marks = list(_ITEM.finditer(line.text, start))
    if not marks or marks[0].start() > start:
        yield from _item(line, start, len(line.text), 1)
        return
    for mark, after in zip(marks, [*(m.start() for m in marks[1:]), len(line.text)], strict=True):
        yield from _item(line, mark.end(), after, int(mark["number"] or mark["bracketed"]))


def _item(line: Line, start: int, end: int, ordinal: int) -> Iterator[Element]:
    title = line.text[start:end].strip(" 。；;，,")
    if title:
        first = line.start + line.text.index(title, start)
        span = Span(first, first + len(title))
        yield part("attachment_note", title.strip("《》") if title[0] == "《" else title, span, "附件：", LABELLED, ordinal)


def find_carried_parts(lines: Sequence[Line], outline: Outline, note: Sequence[Element]) -> Iterator[Element]:
    """The forwarded document and the attachments, each with its title as value and everything that it holds as span."""
    if outline.main is None:
        return
    listed = sorted(element.span.start for element in note if element.span)
    units = sorted({unit.start: unit for unit in _units(lines, outline, outline.main, note, listed)}.values())
    closing = closing_line(lines)
    end = lines[closing].start if closing < len(lines) else lines[-1].end
    for unit, after in zip(units, [*(u.start for u in units[1:]), end], strict=False):
        if unit.start < after:
            span = Span(unit.start, _trimmed(lines, unit.start, after))
            yield part(unit.kind, unit.title, span, unit.rule, unit.score, unit.ordinal)


def _trimmed(lines: Sequence[Line], start: int, end: int) -> int:
    """The end of the last line that begins in the span."""
    return max(start, lines[bisect_left(lines, end, key=lambda line: line.start) - 1].end)


def _units(lines: Sequence[Line], outline: Outline, main: Title, note: Sequence[Element], listed: list[int]) -> Iterator[_Unit]:
    titles = {title.first: title for title in outline.titles if title.first > main.last}
    names = quoted_names(lines, main)
    is_forwarding = _FORWARDS.search("".join(line.text for line in lines[main.first : main.last + 1])) is not None
    # Of several of one number the first.
    listed_titles = {element.ordinal: element.value for element in reversed(note)}
    claimed: set[int] = set()
    seen = 0
    for line in lines[main.last + 1 :]:
        if line.role == "attachment" and not _is_list(lines, line, listed):
            seen += 1
            unit, taken = _marked(lines, line, titles, listed_titles, seen)
            claimed.add(taken)
            yield unit
            title = titles.get(taken)
            if title and is_forwarding and key(unit.title) in names:
                yield unit._replace(start=title.span.start, kind="forwarded", rule="title_in_《》", ordinal=None)
        elif (title := titles.get(line.index)) and line.index not in claimed:
            text = _text(lines, title)
            is_named = key(text) in names
            kind = "forwarded" if is_named or is_forwarding else "attachment"
            rule, score = ("title_in_《》", LABELLED) if is_named else ("title_after_date", WORDED)
            yield _Unit(title.span.start, text, None, kind, rule, score)


def _is_list(lines: Sequence[Line], line: Line, listed: list[int]) -> bool:
    """Whether it begins the list of attachments, on its own line or above it."""
    if _holds(line, listed):
        return True
    below = lines[line.index + 1] if line.index + 1 < len(lines) else None
    return len(line.text) <= 4 and below is not None and _holds(below, listed)


def _holds(line: Line, starts: list[int]) -> bool:
    at = bisect_left(starts, line.start)
    return at < len(starts) and starts[at] < line.end


def _marked(
    lines: Sequence[Line], line: Line, titles: dict[int, Title], listed: dict[int | None, str], seen: int
) -> tuple[_Unit, int]:
    """The attachment that begins with a marker, and the line of its title."""
    mark = _MARK.match(line.text)
    number = mark["number"] if mark else None
    ordinal = (int(number) if number.isdigit() else _NUMERALS.get(number, seen)) if number else seen
    inline = line.text[mark.end() :].strip() if mark else ""
    below = line.index + 1
    named = listed.get(ordinal, "")
    if below in titles:
        return _Unit(line.start, _text(lines, titles[below]), ordinal, "attachment", "附件", LABELLED), below
    if inline:
        return _Unit(line.start, inline, ordinal, "attachment", "附件", LABELLED), -1
    if below < len(lines) and lines[below].is_headline and len(lines[below].text) <= _LONGEST_TITLE:
        return _Unit(line.start, named or lines[below].text, ordinal, "attachment", "附件", PLACED), below
    return _Unit(line.start, named, ordinal, "attachment", "附件", PLACED), -1


def _text(lines: Sequence[Line], title: Title) -> str:
    return "".join(line.text for line in lines[title.first : title.last + 1])
