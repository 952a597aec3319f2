"""What a formula stands for, where the document spells it out."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from nlp_oldcadre.extract.enumeration import items_before, number_of, numbers_in
from nlp_oldcadre.extract.formula_counts import member_count
from nlp_oldcadre.extract.members import (
    as_long_as_others,
    clauses,
    headed,
    numbered,
    paired,
    pieces_of,
    shared_words,
    sibling_headings,
    standing,
)
from nlp_oldcadre.extract.quoted import bare
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_tables import is_known
from nlp_oldcadre.model import Mention, Span

_BRACKET = re.compile(r"”?[^，。；：、！？\n“”（）]{0,12}（(?:即|指|包括|即：|指的是)?([^（）]{4,160})）")
_COLON = re.compile(
    r"”?[^，。；：、！？\n“”（）]{0,12}(?:：|——|[，。]?即|，?是指|，包括|，分别是|，分别为|，就是)((?:[^。；：！？\n、]{2,24}、){1,9}[^，。；：！？\n、]{2,24})[。；，！]"
)
_OPENING = re.compile("”?[^，。；：、！？\n“”（）]{0,8}(?:：|——)")
_LABEL = re.compile("([\u4e00-\u9fff]{2,8})[，：]")
_LED = re.compile("(?<=\n)([一二三四五六七八九十])是([\u4e00-\u9fff]{2,12})[。：]")
_FREQUENCY = re.compile("每|定期|平均|人均|至少|不少于")
# 甲、乙、丙（简称“三联”）
_OPENED = re.compile("（(?:以下)?(?:简称|统称|合称|并称|称为|称|即)?“?$")
_ORDINALS = "一二三四五六七八九十"
_LABELLED_WITHIN, _LED_WITHIN = 400, 2000
_ORDINAL = re.compile(r"(?:^|[。；，：])([一二三四五六七八九十]{1,2})是([^。；]{4,90})")
# A document spells a formula out where it first uses it, at the latest in its first sections.
_TRIES = 40
# The dearer shapes are looked for where a formula is new.
_FIRST, _MOST = 2, 12
# These say that what follows is what the formula means, so a wrong count is the text's.
_DEFINED = re.compile("”?[^，。；：、！？\n“”（）]{0,4}(?:（(?:即|指)|[，。]?即|，?是指|，?指的是)")
_DEALS = re.compile("一[\u4e00-\u9fff]{1,3}一[\u4e00-\u9fff]{1,3}")
_ONES = re.compile("([二三四五六七八九十])个一$")
_COUNTED_OFF = re.compile("^[一二三四五六七八九十两][\u4e00-\u9fff]{1,3}(?:即|是指|指)")
_TOGETHER = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:(?:共同|一起|联合|协同|齐心)[\u4e00-\u9fff]{1,4}|共[帮助护管育教带扶建包联][\u4e00-\u9fff]{0,8})$"
)
# 按照“一支部一船歌、…”的思路（简称“四个一”）
_IN_SHORT = re.compile("”的?[\u4e00-\u9fff]{0,6}（(?:以下)?简称为?“$")
_LINES = re.compile("\n[ 　]*(?:[-—•●·*▪][ 　]*)?(一[\u4e00-\u9fff]{2,7})[：。]")
_N_PART = re.compile("(?:提供|联系|结对|帮扶|带动|服务|开展|组织)(?=N)")
_SCALE = re.compile(r"[十百千万]")
_SCALED = re.compile(r"(?:[一二三四五六七八九\d]*[十百千万][大个名场堂支项次件篇位家条份][^，。；、\n]{2,24})")


class Expansion(NamedTuple):
    """A formula's members as the text gives them, and whether they are as many as it counts (None: it counts nothing)."""

    members: tuple[str, ...]
    is_complete: bool | None


def expansions(scan: Scan, mentions: Iterable[Mention], known: Mapping[str, tuple[str, ...]]) -> dict[str, Expansion]:
    """Formula, without marks → its members, by the first place that spells them out.

    ``known`` holds the members of national formulas that are fixed; they help to read the text, and replace nothing in it.
    """
    out: dict[str, Expansion] = {}
    tried: Counter[str] = Counter()
    headings: dict[int, list[list[str]]] | None = None
    for mention in mentions:
        key = bare(scan.text[mention.start : mention.end])
        tried[key] += 1
        if mention.value.kind != "formula" or key in out or tried[key] > _TRIES:  # type: ignore[union-attr]
            continue
        if headings is None:
            headings = sibling_headings(scan)
        count = member_count(scan.text[mention.start : mention.end])
        found = _spelled(scan, mention, count)
        if found is None and tried[key] <= _FIRST:
            found = _counted(scan, mention, count, known.get(key, ()), headings)
        if found:
            out[key] = found
    return out


def _spelled(scan: Scan, mention: Mention, count: int | None) -> Expansion | None:
    form = scan.text[mention.start : mention.end]
    numbers = numbers_in(form)
    counts = {number_of(form), sum(numbers), count}
    if "+" in form:
        counts = {form.count("+") + 1}
    # 荣休四个一: what goes before says of what.
    if ones := _ONES.search(form):
        counts.add(number_of(ones[1]))
    partial: list[str] = []
    for finder in (_in_bracket, _paired, _bracketed, _before, _labelled, _led, _after_colon, _ordinals, _scaled, _quoted_set):
        if not (found := finder(scan, mention)):
            continue
        # One pair of marks around the whole list leaves one mark with its first member and one with its last.
        members = [m.strip("“”") if len(m) - len(m.strip("“”")) == 1 and m.count("“") + m.count("”") == 1 else m for m in found]
        if len(members) >= 2 and (len(members) in counts or finder is _scaled or not (numbers or "+" in form)):
            return Expansion(tuple(_tidy(form, members)), True if numbers or "+" in form else None)
        apart = [piece for member in members for piece in member.split("，")]
        if finder is _after_colon and len(apart) > len(members) and len(apart) == count:
            return Expansion(tuple(_tidy(form, apart)), True)
        if finder in (_in_bracket, _after_colon) and len(members) >= 2 and _DEFINED.match(scan.text, mention.end):
            partial = partial or [m.removesuffix("等") for m in members if "，" not in m]
    return Expansion(tuple(partial), False) if len(partial) >= 2 else None


def _counted(
    scan: Scan, mention: Mention, count: int | None, known: tuple[str, ...], headings: dict[int, list[list[str]]]
) -> Expansion | None:
    """Members in other shapes, taken only when there are as many as the formula counts."""
    if count is None or not 2 <= count <= _MOST:
        return None
    members = (
        shared_words(scan, mention, count)
        or clauses(scan, mention, count)
        or numbered(scan, mention, count)
        or headed(scan, mention, headings.get(count, []))
        or _bulleted(scan, mention, count)
        or standing(scan, mention, known)
    )
    return Expansion(tuple(members), True) if members else None


def _bulleted(scan: Scan, mention: Mention, count: int) -> list[str]:
    """“三个一”：with a line for each below it (- 一批阵地：…)."""
    if not scan.text.endswith("个一", mention.start, mention.end):
        return []
    found = _LINES.findall(scan.text, mention.end, mention.end + _LED_WITHIN)
    return found if len(found) == count else []


def _tidy(form: str, members: list[str]) -> Iterator[str]:
    """Members in full: a verb said once goes to all (统一内容、主题 → 统一主题); 每月一期 loses 每月 in 三个一."""
    members = as_long_as_others(members)
    shared = form[1:] if len(form) == 3 and members[0].startswith(form[1:]) else ""
    for member in members:
        if form.endswith("个一") and (at := member.find("一")) > 0 and _FREQUENCY.match(member):
            member = member[at:]
        yield shared + member if shared and not member.startswith(shared) else member


def _in_bracket(scan: Scan, mention: Mention) -> list[str]:
    """“五老”（甲、乙、丙、丁、戊）."""
    match = _BRACKET.match(scan.text, mention.end)
    if not match:
        return []
    members = [_COUNTED_OFF.sub("", m) for m in pieces_of(match[1])]
    # （老法官、老支书、老邻居共同帮教）: what they do together is said of all.
    return [*members[:-1], _TOGETHER.sub("", members[-1])] if members else []


def _paired(scan: Scan, mention: Mention) -> list[str]:
    """“1+3”方式（1名甲带3名乙）."""
    match = _BRACKET.match(scan.text, mention.end) if "+" in scan.text[mention.start : mention.end] else None
    return paired(match[1]) if match else []


def _bracketed(scan: Scan, mention: Mention) -> list[str]:
    """甲、乙、丙、丁、戊（“五老”）."""
    text = scan.text
    if short := _IN_SHORT.search(text, max(0, mention.start - 16), mention.start):
        quote = scan.quote_at(short.start() - 1) if short.start() else None
        return text[quote.start : quote.end].split("、") if quote else []
    opened = _OPENED.search(text, max(0, mention.start - 10), mention.start)
    if opened is None:
        return []
    return _texts(scan, items_before(text, opened.start(), count=number_of(text[mention.start : mention.end])))


def _before(scan: Scan, mention: Mention) -> list[str]:
    """甲、乙、丙“三大行动”."""
    text = scan.text
    end = mention.start - (text[mention.start - 1 : mention.start] == "“")
    count = number_of(text[mention.start : mention.end])
    unmarked = text[mention.start - 1 : mention.start] != "“"
    # 一人一策, 一支部一品牌 deal out, they sum up nothing.
    if _DEALS.fullmatch(text, mention.start, mention.end):
        return []
    if count is None or (unmarked and is_known(mention.rule)) or "+" in text[mention.start : mention.end]:
        return []
    if quoted := _quoted_before(scan, end, count):
        return quoted
    # Two nouns joined by 和 before a national formula (全国、全省“双先”) seldom are its members.
    if (
        count == 2
        and is_known(mention.rule)
        and not re.search("(?:实行|推行|实施)[^，。]*$|内容的$", text[max(0, end - 40) : end])
    ):
        return []
    return _nested(scan, mention, end) or _texts(scan, items_before(text, end, count=count))


def _nested(scan: Scan, mention: Mention, end: int) -> list[str]:
    """一读三谈: as many members as its numerals add up to."""
    numbers = numbers_in(scan.text[mention.start : mention.end])
    return _texts(scan, items_before(scan.text, end, count=sum(numbers))) if len(numbers) >= 2 else []


def _quoted_before(scan: Scan, end: int, count: int) -> list[str]:
    """“甲”“乙”“丙”三大品牌: the last ``count`` quoted phrases, side by side."""
    ends = attrgetter("end")
    spans = scan.quotes[bisect_left(scan.quotes, end - 120, key=ends) : bisect_left(scan.quotes, end, key=ends)][-count:]
    if len(spans) != count or not spans:
        return []
    edges = [q.start - 1 for q in spans[1:]] + [end]
    gaps = [scan.text[q.end + 1 : edge] for q, edge in zip(spans, edges, strict=True)]
    return _texts(scan, spans) if all(g in ("", "、", "和", "与", "等") for g in gaps) else []


def _after_colon(scan: Scan, mention: Mention) -> list[str]:
    """“四统一”：甲、乙、丙、丁。"""
    match = _COLON.match(scan.text, mention.end)
    if not match:
        return []
    members = match[1].split("、")
    # 1+1+N，即1名甲、1名乙提供N项服务: the last part follows its verb.
    return [*members[:-1], *_N_PART.split(members[-1])] if "N" in scan.text[mention.start : mention.end] else members


def _labelled(scan: Scan, mention: Mention) -> list[str]:
    """“三张网”：组织网，把…；联络网，选聘…；关爱网，对…。: what stands before each part's first comma."""
    opening = _OPENING.match(scan.text, mention.end)
    if not opening:
        return []
    parts = scan.text[opening.end() : _end_of_sentence(scan.text, opening.end())].split("；")
    labels = [_LABEL.match(part) for part in parts]
    return [label[1] for label in labels if label] if len(parts) > 1 and all(labels) else []


def _led(scan: Scan, mention: Mention) -> list[str]:
    """存在“三难”：, and paragraphs below that open 一是人难聚。 二是书记难选。"""
    opening = _OPENING.match(scan.text, mention.end)
    if not opening or not scan.text.startswith("\n", opening.end()):
        return []
    led = _LED.finditer(scan.text, opening.end(), opening.end() + _LED_WITHIN)
    return [match[2] for match, ordinal in zip(led, _ORDINALS, strict=False) if match[1] == ordinal]


def _end_of_sentence(text: str, start: int) -> int:
    """Where the sentence ends, within what a list of parts may take."""
    end = text.find("。", start, start + _LABELLED_WITHIN)
    line = text.find("\n", start, start + _LABELLED_WITHIN)
    return min((at for at in (end, line) if at >= 0), default=start)


def _ordinals(scan: Scan, mention: Mention) -> list[str]:
    """推进“十大实事”：一是…。二是…。"""
    end = scan.paragraph_at(mention.start).end
    head = scan.text[mention.end : min(mention.end + 24, end)]
    if "一是" not in head:
        return []
    return [m[2] for m in _ORDINAL.finditer(scan.text, mention.end, end)]


def _quoted_set(scan: Scan, mention: Mention) -> list[str]:
    """三联 where the text has “联学、联做、联创”: as many parts in marks, all with its second word at one end."""
    form = scan.text[mention.start : mention.end]
    count = number_of(form)
    if len(form) != 2 or count is None or count < 2:
        return []
    lists: list[str] = scan.once("quoted lists", lambda: _quoted_lists(scan))
    for phrase in lists:
        if form[1] in phrase:
            members = phrase.split("、")
            if len(members) == count and (all(m[0:1] == form[1] for m in members) or all(m[-1:] == form[1] for m in members)):
                return members
    return []


def _quoted_lists(scan: Scan) -> list[str]:
    phrases = (scan.text[start:end] for start, end in itertools.islice(scan.quotes, _TRIES * 10))
    return [phrase for phrase in phrases if "、" in phrase]


def _scaled(scan: Scan, mention: Mention) -> list[str]:
    """“十百千”工程，建十个…、办百场…、访千名…: one member for each order of magnitude."""
    form = scan.text[mention.start : mention.end]
    scales = _SCALE.findall(form)
    if len(scales) < 2 or len(scales) != len(form):
        return []
    end = scan.sentence_at(mention.start).end
    found = [m[0] for m in _SCALED.finditer(scan.text, mention.end, end)]
    return found if len(found) == len(scales) and all(s in f for s, f in zip(scales, found, strict=True)) else []


def _texts(scan: Scan, spans: Iterable[Span]) -> list[str]:
    return [scan.text[s.start : s.end] for s in spans]
