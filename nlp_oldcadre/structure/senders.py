"""Who issued a document and when: its letterhead, its signature with the date, its imprint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from nlp_oldcadre.model import Span
from nlp_oldcadre.pages import Element
from nlp_oldcadre.structure.dates import date_span, find_date, find_month
from nlp_oldcadre.structure.lines import FRONT, Line
from nlp_oldcadre.structure.parts import LABELLED, PLACED, WORDED, part, within
from nlp_oldcadre.structure.titles import Outline
from nlp_oldcadre.structure.vocabulary import Vocabulary, side_by_side

_PARTY = re.compile(r"^(?:中共|中国共产党)(?!中央)")
# 中共某学院委员会 is its party committee, 中共某市委员会 the city's.
_COMMITTEE = re.compile("^(?:中共|中国共产党)(?P<of>[\u4e00-\u9fff（）]{2,30}?)(?P<unit>[省市县区旗州盟]?)委员会$")
# Committees that are no party committee of what stands before: a branch has one as well.
_OTHER_COMMITTEES = ("纪律检查", "工作", "监察", "支部", "总支", "总支部")
# ——某局经验交流材料, 某局在某会上的发言: what the body hands in.
_HANDED_IN = re.compile(
    "(?:在[^，。]{2,40}[上中]的?(?:典型|交流|经验|表态)*(?:发言|汇报|介绍)"
    "|(?:典型|先进|工作|经验|情况|事迹|做法)*(?:交流|汇报|发言|总结|介绍|推荐|申报|事迹|经验)(?:发言)?材料"
    "|(?:典型|交流|经验|书面)+(?:发言|交流))(?:（[^（）]{2,12}）)?$"
)
_GROUP = re.compile("(?:联合|专题|专项)?(?:调研|课题|研究|调查|写作|考察)(?:小)?组$")
_DATE_TAIL = re.compile(r" *[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日.*$")
_LETTERHEAD_TAIL = re.compile(r" ?文 ?件| ?[（(](?:通知|函|便函|请示|报告|会议纪要)[)）]$")
_REPORTED = re.compile(r"([\u4e00-\u9fff（）·]{4,40}?)(?:(?:19|20)\d\d年|关于|[上下]半年|第?[一二三四]季度)")
_EDITED = re.compile(r"^(?:主办|编印|编发|承办)(?:单位|机关)?[：:]\s*|(?: *主办| *编印?)$")
# 倡议单位：甲 乙: a label before those who sign.
_SIGNED = re.compile("^(?:倡议|发起|联合发起|联合倡议|落款|发文|签发|报告|汇报|填报|报送)(?:单位|机关|人|部门|支部)[：:] ?")
_SOURCE = re.compile(r"(?:来源|发布单位|发布机构|供稿)[：:] ?([\u4e00-\u9fff（）]{4,40})")
# 125团党总支 is named like a body without the number.
_TROOP = re.compile(r"\d{1,4}(?=[团连师旅营中号厂])")
_MONTH_LINE = re.compile(r"[（(]?[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[）)]?")
_SIGNED_BY = re.compile(r"[ ]*签 ?发 ?人?[：:].*$")
_STAMP = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}")
_OFFICE = re.compile("办公室$")
_OFFICE_OF_BODY = re.compile("(?<=[局委部])办公室$")


def plain_name(name: str) -> str:
    """A body's name without 中共.

    Examples
    --------
    >>> plain_name("中共丽水市委老干部局"), plain_name("中共中央组织部")
    ('丽水市委老干部局', '中共中央组织部')
    >>> plain_name("中共丽水学院委员会"), plain_name("中国共产党丽水市委员会")
    ('丽水学院党委', '丽水市委')
    """
    name = name.strip()
    if (match := _COMMITTEE.match(name)) and not match["of"].endswith(_OTHER_COMMITTEES):
        return f"{match['of']}{match['unit']}{'委' if match['unit'] else '党委'}"
    return _PARTY.sub("", name)


def find_letterhead(lines: Sequence[Line], start: int, words: Vocabulary) -> Iterator[Element]:
    """The senders above the number: 中共某省委组织部 文件 中共某省委老干部局, on one line or several."""
    for line in lines[: max(start, 1)]:
        if line.role == "letterhead":
            names = side_by_side(_LETTERHEAD_TAIL.sub(" ", line.text))
            yield from _named("letterhead", line, names, "line_roles.toml:letterhead", LABELLED)
        elif line.is_red and line.is_large and not line.role:
            yield from _named("letterhead", line, side_by_side(_LETTERHEAD_TAIL.sub(" ", line.text)), "red_and_large", PLACED)
        elif not line.role and (names := words.bodies(line.text)):
            yield from _named("letterhead", line, names, "above_title", PLACED)
        elif line.role == "number":
            return


def _named(kind: str, line: Line, names: Iterable[str], rule: str, score: float) -> Iterator[Element]:
    at = 0
    for name in names:
        span = within(line, name.strip(), at)
        at = span.end - line.start
        yield part(kind, plain_name(name), span, rule, score)


def find_signature(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> tuple[list[Element], Element | None]:
    """The senders above the date that ends a notice, and that date."""
    start = outline.main.last + 1 if outline.main else 0
    for line in lines[start:]:
        if line.role == "date" and "印" not in line.text and line.index > start:
            return _senders_above(lines, line.index, start, words), dated("date", line, "line_roles.toml:date", LABELLED)
        if line.role or len(line.text) >= 50:
            continue
        name = _DATE_TAIL.sub("", line.text)
        if name != line.text and words.body.match(name):
            signed = _named("signature", line, [name], "before_date", LABELLED)
            return list(signed), dated("date", line, "after_sender", LABELLED)
    return [], None


def dated(kind: str, line: Line, rule: str, score: float) -> Element | None:
    """An element for the first full date of a line."""
    date, span = find_date(line.text), date_span(line.text)
    if date is None or span is None:
        return None
    return part(kind, date, Span(line.start + span[0], line.start + span[1]), rule, score)


def _senders_above(lines: Sequence[Line], index: int, start: int, words: Vocabulary) -> list[Element]:
    found: list[Element] = []
    for line in reversed(lines[max(start, index - 8) : index]):
        names = _SIGNED.sub("", line.text).split()
        if line.role or len(line.text) > 80 or not names or not all(words.body.match(_TROOP.sub("", name)) for name in names):
            break
        found = [*_named("signature", line, names, "above_date", PLACED), *found]
    return found


def find_contributor(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> list[Element]:
    """The body that hands a report in: its name stands alone below the title or the subtitle."""
    start = outline.main.last + 1 if outline.main else 0
    for line in lines[start : start + 2]:
        # ——中共某盟委老干部局: the subtitle may be its name.
        name = _GROUP.sub("", line.text.lstrip("—-─ ") if line.role == "subtitle" else line.text)
        name = _HANDED_IN.sub("", name)
        # ——记某支部: it is only told of.
        is_named = line.role in ("", "subtitle") and not name.startswith("记")
        if is_named and len(line.text) <= 40 and words.body.match(name):
            return list(_named("signature", line, side_by_side(name), "below_title", PLACED))
        if line.role not in ("subtitle", "date"):
            break
    return []


def find_reporter(outline: Outline, title: str, words: Vocabulary) -> list[Element]:
    """The body whose name a report's title begins with: 某某局2023年工作总结."""
    match = _REPORTED.match(title)
    if outline.main is None or not match or not words.body.match(match[1]):
        return []
    span = outline.main.span
    return [part("issuer", plain_name(match[1]), Span(span.start, span.start + len(match[1])), "title_before_year", WORDED)]


def find_title_sender(lines: Sequence[Line], outline: Outline, title: str) -> list[Element]:
    """The sender before 关于 in a title."""
    name, found, _ = title.partition("关于")
    if not found or outline.main is None or not 4 <= len(name) <= 40 or "《" in name or name.endswith(("印发", "转发")):
        return []
    start = outline.main.span.start
    below = [line.start for line in lines[outline.main.first + 1 : outline.main.last + 1]]
    end = start + len(name)
    end += sum(first <= end for first in below)  # the name may run over a line's end
    return [part("issuer", plain_name(name), Span(start, end), "title_before_关于", WORDED)]


def find_imprint(lines: Sequence[Line]) -> list[Element]:
    """The office that printed the document: 某局办公室 2021年3月5日印发, on one line or two."""
    for line in reversed(lines):
        if line.role == "imprint":
            name = _DATE_TAIL.sub("", line.text).strip()
            return list(_named("printer", line, [name], "line_roles.toml:imprint", LABELLED))
    for above, line in pairwise(lines):
        if line.role == "date" and "印" in line.text and not above.role:
            return list(_named("printer", above, [above.text], "above_date_印发", PLACED))
    return []


def issuer_of_imprint(printer: Element) -> str:
    """Whose office it is that printed a document which nobody signed."""
    office = _OFFICE if printer.rule.endswith("imprint") else _OFFICE_OF_BODY
    return office.sub("", printer.value)


_PRINTED = re.compile(
    r"[\u4e00-\u9fff（）]{4,40} ?[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月"
    r"[\d一二三四五六七八九十]{1,3}日(?:印发|编印|印制|印)$"
)


def find_printed_on(lines: Sequence[Line]) -> Element | None:
    """The date of the imprint."""
    for line in reversed(lines):
        if line.role == "imprint" or ("印" in line.text[-2:] and (line.role == "date" or _PRINTED.search(line.text))):
            return dated("printed_on", line, f"line_roles.toml:{line.role}", LABELLED)
    return None


def find_front_date(lines: Sequence[Line], words: Vocabulary) -> Element | None:
    """A date that stands alone among the first lines, or beside a body's name."""
    for line in lines[:FRONT]:
        if line.role == "date":
            return dated("date", line, "line_roles.toml:date", PLACED)
        name = _DATE_TAIL.sub("", line.text) if len(line.text) < 60 and not line.role else ""
        if name and name != line.text and words.body.match(name):
            return dated("date", line, "beside_body", PLACED)
    return None


def find_published(lines: Sequence[Line]) -> Element | None:
    """The date of a web page's credits, or one that stands alone."""
    for line in lines:
        kind = "date" if line.role == "date" else "publish_date"
        if line.role in ("credit", "date", "banner") and (found := dated(kind, line, f"line_roles.toml:{line.role}", PLACED)):
            return found
        if line.role == "banner" and (month := find_month(line.text)):
            span = Span(line.start + month[1][0], line.start + month[1][1])
            return part("publish_date", month[0], span, "line_roles.toml:banner", PLACED)
        if line.is_prose or len(line.text) >= 60:
            continue
        if line.index < FRONT // 2 and _STAMP.search(line.text):
            return dated(kind, line, "stamp", PLACED)
        if (
            len(line.text) < 40
            and re.match(r"[*\[（(]*\d{4}[-/.年]", line.text)
            and (found := dated(kind, line, "line", WORDED))
        ):
            return found
    return None


def find_month_line(lines: Sequence[Line], start: int) -> Element | None:
    """The month that stands alone below the title or at the end: （2024年4月）."""
    for line in [*lines[start : start + 3], *lines[-3:]]:
        if _MONTH_LINE.fullmatch(line.text) and (month := find_month(line.text)):
            return part("date", month[0], Span(line.start + month[1][0], line.start + month[1][1]), "month_alone", PLACED)
    return None


def find_editors(lines: Sequence[Line], words: Vocabulary) -> list[Element]:
    """The bodies that a bulletin's head names, with or without the date beside them."""
    found: dict[str, Element] = {}
    for line in lines:
        for element in _editor(line, words):
            found.setdefault(element.value, element)
    return list(found.values())


def find_source(lines: Sequence[Line], words: Vocabulary) -> list[Element]:
    """The body that a web page names as the source of a bulletin."""
    for line in lines:
        match = _SOURCE.search(line.text) if line.role == "credit" else None
        if match and words.body.match(match[1]):
            return list(_named("issuer", line, [match[1]], "source", WORDED))
    return []


def _editor(line: Line, words: Vocabulary) -> Iterator[Element]:
    text = _SIGNED_BY.sub("", _DATE_TAIL.sub("", line.text))
    if line.role == "issue":
        text = text.rpartition("期")[2].lstrip("）) ")
    elif line.role not in ("", "crumb"):
        return
    name = _EDITED.sub("", text).strip()
    plausible = (words.body.match(name) and not words.masthead.search(name)) or name.startswith("中共")
    if plausible and 4 <= len(name) <= 40 and "，" not in name:
        yield from _named("issuer", line, [name], "head_of_bulletin", PLACED)
