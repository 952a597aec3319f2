"""What a document says of itself: the elements of its head and tail, and the metadata that they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from nlp_oldcadre.model import Document, Genre, Metadata, Span
from nlp_oldcadre.pages import Element
from nlp_oldcadre.structure import senders
from nlp_oldcadre.structure.genre import find_genre
from nlp_oldcadre.structure.headings import Heading
from nlp_oldcadre.structure.lines import FRONT, Line
from nlp_oldcadre.structure.parts import LABELLED, PLACED, as_written, part
from nlp_oldcadre.structure.receivers import find_addressees, find_copies, find_recipients, named_receivers
from nlp_oldcadre.structure.titles import Outline
from nlp_oldcadre.structure.vocabulary import Vocabulary

_NUMBER = re.compile(r"([\u4e00-\u9fffA-Za-z]{1,15}) ?[〔\[（(【〈［] ?(\d{4}) ?[〕\]）)】〉］] ?第? ?0{0,3}(\d{1,5}) ?号")
_ISSUE = re.compile(r"(?<!总)第 ?([\d〇零一二三四五六七八九十百]{1,5}) ?期")
_TOTAL = re.compile(r"总第? ?([\d〇零一二三四五六七八九十百]{1,6}) ?期")
_CHINESE = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(slots=True)
class Head:
    """The elements of which the metadata are the values; ``issuers`` and ``date`` are the ones that count.

    ``beside`` are the others of the kinds that were looked for: the office that printed what another body signed.
    """

    genre: Genre | None = None
    title: Element | None = None
    issuers: Sequence[Element] = ()
    number: Element | None = None
    issue: Element | None = None
    total_issue: Element | None = None
    date: Element | None = None
    recipients: Sequence[Element] = ()
    copies: Sequence[Element] = ()
    beside: Sequence[Element | None] = ()

    def elements(self) -> Iterator[Element]:
        """All of them, each once."""
        alone = (self.title, self.number, self.issue, self.total_issue, self.date, *self.beside)
        found = (*self.issuers, *self.recipients, *self.copies, *(e for e in alone if e))
        yield from dict.fromkeys(found)

    def metadata(self) -> Metadata:
        """Their values; the region is found later."""
        issuers = tuple(senders.issuer_of_imprint(e) if e.kind == "printer" else e.value for e in self.issuers)
        return Metadata(
            genre=self.genre,
            title=self.title.value if self.title else None,
            issuers=tuple(dict.fromkeys(issuers)) if self.genre == "bulletin" else issuers,
            number=self.number.value if self.number else None,
            issue=int(self.issue.value) if self.issue else None,
            total_issue=int(self.total_issue.value) if self.total_issue else None,
            date=self.date.value if self.date else None,
            recipients=tuple(e.value for e in self.recipients),
            copies_to=tuple(e.value for e in self.copies),
        )


def read_head(doc: Document, lines: Sequence[Line], outline: Outline, headings: Sequence[Heading], words: Vocabulary) -> Head:
    """The elements that the metadata come from, by the document's genre."""
    head = _head_of_genre(doc, lines, outline, headings, words)
    head.recipients = [as_written(doc, element) for element in head.recipients]
    head.copies = [as_written(doc, element) for element in head.copies]
    return head


def _head_of_genre(
    doc: Document, lines: Sequence[Line], outline: Outline, headings: Sequence[Heading], words: Vocabulary
) -> Head:
    title = _title(doc, outline)
    genre = doc.metadata.genre or find_genre(lines, outline, title.value if title else None, headings, words)
    if genre == "bulletin":
        return _bulletin(lines, outline, title, words)
    if genre == "circular":
        return _circular(lines, outline, title, words)
    if genre == "report":
        return _report(lines, outline, title, words)
    signed, date = senders.find_signature(lines, outline, words)
    published = senders.find_published(lines)
    return Head(genre, title, signed, date=published or date, beside=[date])


def merge(known: Metadata, found: Metadata) -> Metadata:
    """``found`` with every field that ``known`` has."""
    given = {f.name: value for f in fields(known) if (value := getattr(known, f.name)) not in (None, ())}
    return replace(found, **given)


def _title(doc: Document, outline: Outline) -> Element | None:
    if outline.main is None:
        return None
    span = outline.main.span
    return part("title", doc.text[span.start : span.end].replace("\n", ""), span, "outline", PLACED)


def _circular(lines: Sequence[Line], outline: Outline, title: Element | None, words: Vocabulary) -> Head:
    letterhead = list(senders.find_letterhead(lines, outline.main.first if outline.main else 0, words))
    signed, date = senders.find_signature(lines, outline, words)
    printer, printed_on = senders.find_imprint(lines), senders.find_printed_on(lines)
    named = [] if letterhead else senders.find_title_sender(lines, outline, title.value if title else "")
    # 离退休工作处 below, 某大学离退休工作处 in the title.
    is_fuller = len(signed) == 1 and any(name.value.endswith(signed[0].value) for name in named)
    dated = date or senders.find_front_date(lines, words)
    return Head(
        "circular",
        title,
        letterhead or (named if is_fuller else signed) or named or printer,
        number=_number(lines),
        date=dated or printed_on or senders.find_published(lines) or senders.find_month_line(lines, len(lines)),
        recipients=list(find_recipients(lines, outline, title.value if title else "")),
        copies=list(find_copies(lines)),
        beside=[*signed, *printer, printed_on],
    )


def _report(lines: Sequence[Line], outline: Outline, title: Element | None, words: Vocabulary) -> Head:
    """A report may be sent like a circular: with a letterhead, a number, and those whom it goes to."""
    signed, date = senders.find_signature(lines, outline, words)
    below = outline.main.last + 1 if outline.main else 0
    reporter = senders.find_reporter(outline, title.value if title else "", words)
    published = None if signed else senders.find_published(lines)
    return Head(
        "report",
        title,
        signed or senders.find_contributor(lines, outline, words) or reporter,
        number=_number(lines),
        date=published or date or senders.find_published(lines) or senders.find_month_line(lines, below),
        recipients=list(find_addressees(lines, outline, words)),
        copies=list(find_copies(lines)),
        beside=[date],
    )


def _of_first_article(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> Iterator[Element]:
    """Those whom a bulletin with one article addresses below its headline."""
    articles = [t for t in outline.titles if t.kind == "article" and lines[t.first].role == ""]
    if len(articles) == 1:
        yield from find_addressees(lines, outline._replace(main=articles[0]), words)


def _bulletin(lines: Sequence[Line], outline: Outline, title: Element | None, words: Vocabulary) -> Head:
    issue_lines = [line for line in lines[:FRONT] if line.role == "issue"]
    end = next((line.index for line in lines if line.role in ("contents", "column") or line.is_prose), FRONT)
    near = min(end, (issue_lines[-1].index if issue_lines else 0) + 4)
    return Head(
        "bulletin",
        replace(title, kind="masthead") if title else None,
        senders.find_editors(lines[:near], words) or senders.find_source(lines[:near], words),
        issue=_count("issue", _ISSUE, issue_lines),
        total_issue=_count("total_issue", _TOTAL, issue_lines),
        date=next(filter(None, map(_line_date, lines[:FRONT])), None) or senders.find_published(lines[:near]),
        recipients=list(named_receivers(lines)) or list(_of_first_article(lines, outline, words)),
        copies=list(find_copies(lines)),
        beside=[*senders.find_imprint(lines), senders.find_printed_on(lines)],
    )


def _line_date(line: Line) -> Element | None:
    """The date of a line of the head: a letterhead's, never one of the text's."""
    if line.role not in ("date", "issue", "crumb", "") or len(line.text) >= 60 or line.is_prose:
        return None
    return senders.dated("date", line, "head_of_bulletin", PLACED)


def _number(lines: Sequence[Line]) -> Element | None:
    for line in lines[: FRONT + 8]:
        if line.role in ("number", "credit", "crumb") and (match := _NUMBER.search(line.text)):
            span = Span(line.start + match.start(), line.start + match.end())
            return part("number", f"{match[1]}〔{match[2]}〕{match[3]}号", span, f"line_roles.toml:{line.role}", LABELLED)
    return None


def _count(kind: str, pattern: re.Pattern[str], lines: Iterable[Line]) -> Element | None:
    """An issue's number, in digits or Chinese."""
    for line in lines:
        if match := pattern.search(line.text):
            span = Span(line.start + match.start(), line.start + match.end())
            return part(kind, str(_value(match[1])), span, "line_roles.toml:issue", LABELLED)
    return None


def _value(text: str) -> int:
    if text.isascii():
        return int(text)
    value = 0
    for unit, weight in (("百", 100), ("十", 10)):
        if unit in text:
            head, _, text = text.partition(unit)
            value += weight * _CHINESE.get(head[-1:], 1)
    digits = [_CHINESE[char] for char in text if char in _CHINESE]
    return value + int("".join(map(str, digits)) or 0)
