"""All parts of an official document (GB/T 9704-2012) and of a bulletin, as elements with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp_oldcadre.model import Document, Metadata, Section, Span
from nlp_oldcadre.pages import Element
from nlp_oldcadre.structure.bulletin import item_of
from nlp_oldcadre.structure.carried import closing_line, find_carried_parts, find_note
from nlp_oldcadre.structure.labelled import find_labelled, patterns, read_line
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.metadata import Head
from nlp_oldcadre.structure.parts import PLACED, part
from nlp_oldcadre.structure.titles import Outline, key
from nlp_oldcadre.tables import Tables

# What stands between the title and the text.
_OPENING = frozenset({"subtitle", "byline", "credit", "date", "crumb", "secrecy", "series", "number", "banner", "contents"})
# What ends the text.
_ENDING = frozenset({"attachment_note", "attachment", "forwarded", "signature", "copies_to", "printer", "print_run", "note"})


def find_elements(
    doc: Document, lines: Sequence[Line], outline: Outline, head: Head, sections: Sequence[Section], tables: Tables
) -> tuple[Element, ...]:
    """The elements in the order of the text, behind those that the reader saw beside it."""
    found = list(head.elements())
    closing = closing_line(lines)
    found += find_labelled(lines, min(closing, _after_text(lines, outline)), tables)
    if head.genre == "bulletin":
        found += _bulletin(doc, lines, outline, sections, closing)
    else:
        note = find_note(lines, outline)
        found += note
        found += find_carried_parts(lines, outline, note)
        found += _body(lines, outline, found, closing)
    found += [part("footnote", line.text, line.span, "block", PLACED) for line in lines if line.role == "footnote"]
    beside = [element for element in doc.elements if element.span is None]
    return (*beside, *sorted(dict.fromkeys(found), key=lambda e: (e.span or (0, 0), e.kind)))


def with_marking(metadata: Metadata, elements: Iterable[Element], tables: Tables) -> Metadata:
    """The metadata with what the elements say of the circle that the document is meant for."""
    if metadata.marking:
        return metadata
    pattern = next(pattern for pattern in patterns(tables) if pattern.kind == "marking")
    words: list[str] = []
    for element in elements:
        if element.kind == "marking":
            words.append(element.value)
        elif element.span is None:
            words += [found.value for found in read_line(pattern, element.value)]
    return replace(metadata, marking=" ".join(dict.fromkeys(words)) or None)


def _after_text(lines: Sequence[Line], outline: Outline) -> int:
    """The line of the date that ends the text."""
    start = outline.main.last + 1 if outline.main else 0
    return next((line.index for line in lines[start + 1 :] if line.role == "date"), len(lines))


def _bulletin(
    doc: Document, lines: Sequence[Line], outline: Outline, sections: Sequence[Section], closing: int
) -> Iterator[Element]:
    """The contents list, and each article with everything under its headline; those of one title have one number."""
    numbers: dict[str, int] = {}
    for line in (lines[index] for index in outline.listed):
        if line.role != "column" and (item := item_of(line.text)):
            numbers[key(item)] = len(numbers) + 1
            start = line.start + line.text.index(item)
            yield part("contents", item, Span(start, start + len(item)), "contents", PLACED, len(numbers))
    roles = {line.start: line.role for line in lines}
    end = lines[closing].start if closing < len(lines) else len(doc.text)
    for section in sections:
        at = doc.text.rfind("\n", 0, section.heading.start) + 1
        if section.kind != "article" or roles.get(at, "") in ("contents", "column") or section.heading.start >= end:
            continue
        title = doc.text[slice(*section.heading)].replace("\n", "")
        whole = Span(section.heading.start, max(section.heading.end, min(section.body.end, end)))
        text = doc.text[slice(*whole)].rstrip()
        number = numbers.setdefault(key(title), len(numbers) + 1)
        yield part("article", title, Span(whole.start, whole.start + len(text)), "headline", PLACED, number)


def _body(lines: Sequence[Line], outline: Outline, found: Iterable[Element], closing: int) -> Iterator[Element]:
    """The text between the receivers, or the title, and what stands below it."""
    begin = outline.main.last + 1 if outline.main else 0
    placed = [element for element in found if element.span]
    receivers = [e.span.end for e in placed if e.span and e.kind == "recipients" and e.rule == "below_title"]
    while begin < len(lines) and (lines[begin].role in _OPENING or (receivers and lines[begin].start < max(receivers))):
        begin += 1
    if begin >= len(lines):
        return
    start = lines[begin].start
    ends = [e.span.start for e in placed if e.span and e.kind in _ENDING and e.span.start > start]
    dates = [line.start for line in lines[begin + 1 :] if line.role in ("date", "attachment")]
    end = min([*ends, *dates, lines[closing].start if closing < len(lines) else lines[-1].end])
    last = max((line.end for line in lines[begin:] if line.end <= end or line.start < end), default=0)
    if start < last:
        yield part("body", "", Span(start, last), "between", PLACED)
