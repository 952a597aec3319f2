"""What a document says of itself: kind, title, senders, number, date, receivers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise

from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.structure.dates import find_date
from nlp_oldcadre.structure.genre import find_genre
from nlp_oldcadre.structure.headings import Heading
from nlp_oldcadre.structure.lines import FRONT, Line
from nlp_oldcadre.structure.receivers import find_copies, find_recipients, named_receivers
from nlp_oldcadre.structure.titles import Outline
from nlp_oldcadre.structure.vocabulary import Vocabulary

_NUMBER = re.compile(r"([\u4e00-\u9fffA-Za-z]{1,15}) ?[〔\[（(【〈［] ?(\d{4}) ?[〕\]）)】〉］] ?第? ?0{0,3}(\d{1,5}) ?号")
_ISSUE = re.compile(r"(?<!总)第 ?([\d〇零一二三四五六七八九十百]{1,5}) ?期")
_TOTAL = re.compile(r"总第? ?([\d〇零一二三四五六七八九十百]{1,6}) ?期")
_CHINESE = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_STAMP = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}")
_PARTY = re.compile(r"^(?:中共|中国共产党)(?!中央)")
_DATE_TAIL = re.compile(r" *[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日.*$")
_LETTERHEAD_TAIL = re.compile(r" ?文 ?件")
_EDITED = re.compile(r"^(?:主办|编印|编发|承办)(?:单位|机关)?[：:]\s*|(?: *主办| *编印?)$")


def read_metadata(
    doc: Document, lines: Sequence[Line], outline: Outline, headings: Sequence[Heading], words: Vocabulary
) -> Metadata:
    """The metadata without the region; fields that the reader has set already stay."""
    title = doc.text[outline.main.span.start : outline.main.span.end].replace("\n", "") if outline.main else None
    genre = doc.metadata.genre or find_genre(lines, outline, title, headings, words)
    if genre == "bulletin":
        found = _bulletin(lines, title, words)
    elif genre == "circular":
        found = _circular(lines, outline, title, words)
    else:
        senders, date = _signature(lines, outline, words)
        if genre == "report":
            senders = senders or _contributor(lines, outline, words)
        found = Metadata(genre=genre, title=title, issuers=tuple(senders), date=_published(lines) or date)
    return merge(doc.metadata, found)


def merge(known: Metadata, found: Metadata) -> Metadata:
    """``found`` with every field that ``known`` has."""
    given = {f.name: value for f in fields(known) if (value := getattr(known, f.name)) not in (None, ())}
    return replace(found, **given)


def _circular(lines: Sequence[Line], outline: Outline, title: str | None, words: Vocabulary) -> Metadata:
    start = outline.main.first if outline.main else 0
    signed = _signature(lines, outline, words)
    issuers = _letterhead(lines, start, words) or signed[0] or _title_sender(lines, outline, title or "") or _imprint(lines)
    return Metadata(
        genre="circular",
        title=title,
        issuers=tuple(issuers),
        number=_number(lines),
        date=signed[1] or _front_date(lines) or _imprint_date(lines) or _published(lines),
        recipients=tuple(find_recipients(lines, outline)),
        copies_to=tuple(find_copies(lines)),
    )


def _bulletin(lines: Sequence[Line], title: str | None, words: Vocabulary) -> Metadata:
    issue_lines = [line for line in lines[:FRONT] if line.role == "issue"]
    text = " ".join(line.text for line in issue_lines)
    end = next((line.index for line in lines if line.role in ("contents", "column") or line.is_prose), FRONT)
    near = min(end, (issue_lines[-1].index if issue_lines else 0) + 4)
    issuers = [name for line in lines[:near] if (name := _editor(line, words))]
    return Metadata(
        genre="bulletin",
        title=title,
        issue=_count(_ISSUE.search(text)),
        total_issue=_count(_TOTAL.search(text)),
        issuers=tuple(dict.fromkeys(issuers)),
        recipients=tuple(named_receivers(lines)),
        date=next(
            (d for line in lines[:FRONT] if line.role in ("date", "issue", "crumb", "") and (d := _line_date(line))), None
        ),
        copies_to=tuple(find_copies(lines)),
    )


def _line_date(line: Line) -> str | None:
    """The date of a line of the head: a letterhead's, never one of the text's."""
    return find_date(line.text) if len(line.text) < 60 and not line.is_prose else None


def _editor(line: Line, words: Vocabulary) -> str | None:
    """The body that a bulletin's head names, with or without the date beside it."""
    text = _DATE_TAIL.sub("", line.text)
    if line.role == "issue":
        text = text.rpartition("期")[2].lstrip("）) ")
    elif line.role not in ("", "crumb"):
        return None
    name = _EDITED.sub("", text).strip()
    plausible = (words.body.match(name) and not words.masthead.search(name)) or name.startswith("中共")
    return plain_name(name) if plausible and 4 <= len(name) <= 40 and "，" not in name else None


def plain_name(name: str) -> str:
    """A body's name without 中共.

    Examples
    --------
    >>> plain_name("中共丽水市委老干部局"), plain_name("中共中央组织部")
    ('丽水市委老干部局', '中共中央组织部')
    """
    return _PARTY.sub("", name.strip())


def _letterhead(lines: Sequence[Line], start: int, words: Vocabulary) -> list[str]:
    """The senders above the number: 中共某省委组织部 文件 中共某省委老干部局, on one line or several."""
    names: list[str] = []
    has_head = False
    for line in lines[: max(start, 1)]:
        if line.role == "letterhead":
            has_head = True
            names += _split_names(_LETTERHEAD_TAIL.sub(" ", line.text))
        elif not line.role and words.body.match(line.text):
            names += _split_names(line.text)
        elif line.role == "number":
            break
    return [plain_name(name) for name in names] if has_head or names else []


def _split_names(text: str) -> list[str]:
    """Names side by side, parted by blanks or by the next one's 中共."""
    return [name for part in text.split() for name in re.split(r"(?<=\S)(?=中共(?!中央))", part) if len(name) > 1]


def _signature(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> tuple[list[str], str | None]:
    """The senders above the date that ends a notice, and that date."""
    start = outline.main.last + 1 if outline.main else 0
    for line in lines[start:]:
        if line.role == "date" and "印" not in line.text and line.index > start:
            return _senders_above(lines, line.index, start, words), find_date(line.text)
        if line.role or len(line.text) >= 50:
            continue
        name = _DATE_TAIL.sub("", line.text)
        if name != line.text and words.body.match(name):
            return [plain_name(name)], find_date(line.text)
    return [], None


def _contributor(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> list[str]:
    """The body that hands a report in: its name stands alone below the title or the subtitle."""
    start = outline.main.last + 1 if outline.main else 0
    for line in lines[start : start + 2]:
        if not line.role and len(line.text) <= 40 and words.body.match(line.text):
            return [plain_name(name) for name in _split_names(line.text)]
        if line.role not in ("subtitle", "date"):
            break
    return []


def _senders_above(lines: Sequence[Line], index: int, start: int, words: Vocabulary) -> list[str]:
    names: list[str] = []
    for line in reversed(lines[max(start, index - 8) : index]):
        parts = line.text.split()
        if line.role or len(line.text) > 80 or not parts or not all(words.body.match(part) for part in parts):
            break
        names = parts + names
    return [plain_name(name) for name in names]


def _title_sender(lines: Sequence[Line], outline: Outline, title: str) -> list[str]:
    """The sender before 关于 in a title."""
    name, found, _ = title.partition("关于")
    return (
        [plain_name(name)]
        if found and 4 <= len(name) <= 40 and "《" not in name and not name.endswith(("印发", "转发"))
        else []
    )


def _imprint(lines: Sequence[Line]) -> list[str]:
    """The office that printed the document, where nobody signed it."""
    for line in reversed(lines):
        if line.role == "imprint":
            return [plain_name(re.sub(r"办公室$", "", _DATE_TAIL.sub("", line.text).strip()))]
    for above, line in pairwise(lines):
        if line.role == "date" and "印" in line.text and not above.role:
            return [plain_name(re.sub(r"(?<=[局委部])办公室$", "", above.text))]
    return []


def _imprint_date(lines: Sequence[Line]) -> str | None:
    return next(
        (
            find_date(line.text)
            for line in reversed(lines)
            if line.role == "imprint" or ("印" in line.text[-2:] and line.role == "date")
        ),
        None,
    )


def _front_date(lines: Sequence[Line]) -> str | None:
    return next((find_date(line.text) for line in lines[:FRONT] if line.role == "date"), None)


def _published(lines: Sequence[Line]) -> str | None:
    """The date of a web page's credits, or one that stands alone."""
    for line in lines:
        if line.role in ("credit", "date", "banner") and (date := find_date(line.text)):
            return date
        if line.index < FRONT // 2 and not line.is_prose and len(line.text) < 60 and _STAMP.search(line.text):
            return find_date(line.text)
        if (
            len(line.text) < 40
            and not line.is_prose
            and re.match(r"[*\[（(]*\d{4}[-/.年]", line.text)
            and (date := find_date(line.text))
        ):
            return date
    return None


def _number(lines: Sequence[Line]) -> str | None:
    for line in lines[: FRONT + 8]:
        if line.role in ("number", "credit", "crumb") and (match := _NUMBER.search(line.text)):
            return f"{match[1]}〔{match[2]}〕{match[3]}号"
    return None


def _count(match: re.Match[str] | None) -> int | None:
    """An issue's number, in digits or Chinese."""
    if match is None:
        return None
    text = match[1]
    if text.isascii():
        return int(text)
    value = 0
    for unit, weight in (("百", 100), ("十", 10)):
        if unit in text:
            head, _, text = text.partition(unit)
            value += weight * _CHINESE.get(head[-1:], 1)
    digits = [_CHINESE[char] for char in text if char in _CHINESE]
    return value + int("".join(map(str, digits)) or 0)
