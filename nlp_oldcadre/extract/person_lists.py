"""Names in lists: what stands beside a name that is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp_oldcadre.extract.person_names import HAN, PersonNames
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

# The next of a list of names: two to four characters, or two set apart, up to the next joint or edge.
_NEXT = re.compile(
    f"(?:（[^（）\n]{{1,10}}）)?[、和与及]([{HAN}]{{2,4}}?|[{HAN}] [{HAN}])"
    "(?=[、，。；（）和与及等\n]|同志|老师|是|为|被|先后|分别|应邀|参加|出席|一同|一起|荣获|双双|[两二三四五六七八九十][位名人]|$)"
)
# What stands before a sure name in a list, and what opens the list.
_BEFORE_NEXT = re.compile(f"(?<=[，。；：、\n由为向与和对请给的])([{HAN}]{{2,3}})、$")
_LIST_OPENS = re.compile("[，。；：\n由为向与和对请给的]$")


def listed_behind(scan: Scan, names: PersonNames, found: Iterable[tuple[int, int]]) -> Iterator[tuple[Span, str]]:
    """What stands behind a sure name in a list, whatever words the dictionary makes of it: 吴秀英、司马南山、郑好等."""
    text = scan.text
    for _, end in sorted(found):
        while match := _NEXT.match(text, end):
            name = match[1].replace(" ", "")
            start, end = match.span(1)
            is_word = name[0] in names.wordlike and (len(name) == 2 or begins_word(scan, start))
            if not (names.looks_like_name(name) or names.given_parts.fullmatch(name)):
                break
            if is_word or (text[start - 1] != "、" and len(name) == 2 and name[0] in names.surnames):
                break
            if len(name) == 4 and names.surname_of(name) == name[0]:
                break
            yield Span(start, end), "list"


def listed_before(scan: Scan, names: PersonNames, found: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """What stands before a sure name in a list that an edge or a preposition opens: 为蔡仁义、吴坤雄、许秀兰等颁发."""
    begins = {start for start, _ in found}
    for at in sorted(begins):
        listed: list[Span] = []
        while match := _BEFORE_NEXT.search(scan.text, max(0, at - 5), at):
            start, end = match.span(1)
            if not names.looks_like_name(match[1]) or begins_word(scan, start):
                break
            listed.append(Span(start, end))
            at = start
        if listed and _LIST_OPENS.search(scan.text, max(0, at - 1), at):
            yield from listed


def begins_word(scan: Scan, start: int) -> bool:
    """Whether the dictionary has a word there that is no name (老干部|高兴); it knows places that are none (唐国|祥)."""
    word, tag = scan.word_from(start)
    return len(word) > 1 and not tag.startswith("nr") and not (tag == "ns" and word not in scan.regions.by_name)
