"""What a document says of itself: kind, title, senders, number, date, receivers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import pairwise

from nlp_oldcadre.model import Document, Genre, Metadata
from nlp_oldcadre.structure.dates import find_date
from nlp_oldcadre.structure.headings import Heading
from nlp_oldcadre.structure.lines import FRONT, Line
from nlp_oldcadre.structure.titles import Outline
from nlp_oldcadre.structure.vocabulary import Vocabulary

_NUMBER = re.compile(r"([\u4e00-\u9fffA-Za-z]{1,15}) ?[〔\[（(【〈［] ?(\d{4}) ?[〕\]）)】〉］] ?第? ?0{0,3}(\d{1,5}) ?号")
_ISSUE = re.compile(r"(?<!总)第 ?([\d〇零一二三四五六七八九十百]{1,5}) ?期")
_TOTAL = re.compile(r"总第? ?([\d〇零一二三四五六七八九十百]{1,6}) ?期")
_CHINESE = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
# 2020年工作总结及2021年工作计划 is a report.
_OUTLOOK = re.compile("(?:计划|安排|打算|思路|规划|要点)$")
_PARTY = re.compile(r"^(?:中共|中国共产党)(?!中央)")
_DATE_TAIL = re.compile(r" *[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日.*$")
_LETTERHEAD_TAIL = re.compile(r" ?文 ?件")
_RECEIVER = re.compile(r"各|局|委|部|厅|办|院|校|公司|单位|中心|政府|学会|协会|处|室|工会|妇联|机关")
_COPIES_LABEL = re.compile(r"^[\u4e00-\u9fff ]{1,5}[：:]")
# 、 parts two full names (市委办公厅、市纪委机关), not the posts or bodies under one (各市、县委老干部局).
_FULL_NAMES = re.compile(
    r"(?<=[局厅部委会室处组院社校长记导员位人大协团署])、(?=(?:中央|中组部|国家|全国|省|市|县|区|州|盟|旗|自治|各)[\u4e00-\u9fff]{0,4}"
    r"(?:委|政府|政协|人大|纪|直|军区|关工|财政|民政|人社|卫|教育|机关|部门|单位|市|县|区|老干))"
)
_EDITED = re.compile(r"^(?:主办|编印|编发|承办)(?:单位|机关)?[：:]\s*|(?: *主办| *编印?)$")


def read_metadata(
    doc: Document, lines: Sequence[Line], outline: Outline, headings: Sequence[Heading], words: Vocabulary
) -> Metadata:
    """The metadata without the region; fields that the reader has set already stay."""
    title = doc.text[outline.main.span.start : outline.main.span.end].replace("\n", "") if outline.main else None
    genre = doc.metadata.genre or find_genre(lines, outline, title, headings, words)
    found = Metadata(genre=genre, title=title)
    if genre == "bulletin":
        found = replace(found, **_bulletin(lines, outline, words))
    elif genre == "circular":
        found = replace(found, **_circular(lines, outline, title, words))
    else:
        senders, date = _signature(lines, outline, words)
        found = replace(found, issuers=tuple(senders), date=_published(lines) or date)
    return merge(doc.metadata, found)


def merge(known: Metadata, found: Metadata) -> Metadata:
    """``found`` with every field that ``known`` has."""
    given = {f.name: value for f in fields(known) if (value := getattr(known, f.name)) not in (None, ())}
    return replace(found, **given)


def find_genre(
    lines: Sequence[Line], outline: Outline, title: str | None, headings: Sequence[Heading], words: Vocabulary
) -> Genre | None:
    """The genre by the strongest sign; None for a text too short to have one."""
    front = {line.role for line in lines[:FRONT]}
    if "issue" in front:
        return "bulletin"
    if ({"number", "letterhead"} & front and _receivers_line(lines, outline)) or "number" in front:
        return "circular"
    head = _head(lines, outline)
    if title and words.report.search(title) and _OUTLOOK.search(title):
        return "report"
    if title and words.circular.search(title) and not words.news.search(head[len(title) :][:40]):
        return "circular"
    if any(line.role == "byline" for line in lines) or words.news.search(head):
        return "news"
    if words.report.search(head) or _is_contributed(lines, outline, words):
        return "report"
    if title is None and len(lines) < 4:
        return None
    if {"credit", "crumb"} & {line.role for line in lines}:
        return "news"
    return "report" if sum(h.rank == 4 for h in headings) >= 2 else "news"


def _is_contributed(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> bool:
    """Whether a body or the deeds of somebody stand below the title: —记某某, 中共某市委老干部局."""
    below = lines[outline.main.last + 1 : outline.main.last + 2] if outline.main else []
    return any(words.body.match(line.text) or re.match("[—-]+[记访]", line.text) for line in below)


def _head(lines: Sequence[Line], outline: Outline) -> str:
    """The title with what stands around it: subtitle, and the beginning of the text."""
    if outline.main is None:
        return lines[0].text[:30] if lines else ""
    around = lines[outline.main.first : outline.main.last + 3]
    return "\n".join(line.text if not line.is_prose else line.text[:20] for line in around if line.role != "credit")


def _circular(lines: Sequence[Line], outline: Outline, title: str | None, words: Vocabulary) -> dict[str, object]:
    start = outline.main.first if outline.main else 0
    signed = _signature(lines, outline, words)
    issuers = _letterhead(lines, start, words) or signed[0] or _title_sender(lines, outline, title or "") or _imprint(lines)
    return {
        "issuers": tuple(issuers),
        "number": _number(lines),
        "date": signed[1] or _front_date(lines) or _imprint_date(lines) or _published(lines),
        "recipients": tuple(_recipients(lines, outline)),
        "copies_to": tuple(_copies(lines)),
    }


def _bulletin(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> dict[str, object]:
    issue_lines = [line for line in lines[:FRONT] if line.role == "issue"]
    text = " ".join(line.text for line in issue_lines)
    end = next((line.index for line in lines if line.role in ("contents", "column") or line.is_prose), FRONT)
    near = min(end, (issue_lines[-1].index if issue_lines else 0) + 4)
    issuers = [name for line in lines[:near] if (name := _editor(line, words))]
    return {
        "issue": _count(_ISSUE.search(text)),
        "total_issue": _count(_TOTAL.search(text)),
        "issuers": tuple(dict.fromkeys(issuers)),
        "recipients": tuple(_main_receivers(lines)),
        "date": next((d for line in lines[:FRONT] if line.role in ("date", "issue", "") and (d := _line_date(line))), None),
        "copies_to": tuple(_copies(lines)),
    }


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
        name = _DATE_TAIL.sub("", line.text)
        if not line.role and name != line.text and len(line.text) < 50 and words.body.match(name):
            return [plain_name(name)], find_date(line.text)
    return [], None


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
        if line.role in ("credit", "date") and (date := find_date(line.text)):
            return date
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


def _receivers_line(lines: Sequence[Line], outline: Outline) -> Line | None:
    """主送: the line below the title that ends in a colon and names bodies."""
    start = outline.main.last + 1 if outline.main else 0
    for line in lines[start : start + 5]:
        if line.text.startswith(("主送：", "主送:")):
            return line
        if line.text.endswith(("：", ":")) and "。" not in line.text and len(line.text) <= 400 and not line.role:
            return line if _RECEIVER.search(line.text) else None
        if line.is_prose:
            return None
    return None


def _recipients(lines: Sequence[Line], outline: Outline) -> Iterator[str]:
    line = _receivers_line(lines, outline)
    if line is None:
        yield from _main_receivers(lines)
    else:
        yield from split_list(re.sub("^主送[：:]", "", line.text).rstrip("：:"))


def _main_receivers(lines: Sequence[Line]) -> Iterator[str]:
    """Those that 主送 names in a bulletin's tail."""
    for line in lines:
        if line.text.startswith("主送："):
            yield from split_list(line.text.removeprefix("主送："))


def _copies(lines: Sequence[Line]) -> Iterator[str]:
    """Those of 抄报, 抄送, 报, 送, 发; a list that ends in ； or ， goes on in the next line."""
    goes_on = False
    for line in lines:
        if line.role == "copies" or (goes_on and not line.role):
            for member in split_list(_COPIES_LABEL.sub("", line.text) if line.role else line.text):
                yield from _FULL_NAMES.split(member)
            goes_on = line.text.endswith(("；", "，", "、", ";", ","))
        else:
            goes_on = False


def split_list(text: str) -> Iterator[str]:
    """The members of a list that ， and ； part, outside brackets.

    Examples
    --------
    >>> list(split_list("各市、县（市，区）委老干部局，省直各单位。"))
    ['各市、县（市，区）委老干部局', '省直各单位']
    """
    depth, member = 0, ""
    for char in text:
        depth += (char in "（(《") - (char in "）)》")
        if char in "，；,;。" and depth <= 0:
            if member.strip():
                yield member.strip()
            member = ""
        else:
            member += char
    if member.strip():
        yield member.strip()
