"""Parts of a programme that the text speaks of by its last words: 总队开办“乙”, 从中挑选…组建“乙”, one of the 工作室."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nlp_oldcadre.coined_names import Coins
from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.program_text import REACH, value_of
from nlp_oldcadre.rules import ProgramRule
from nlp_oldcadre.tables import Tables

_MAKES = frozenset("出展设织造建立起办成发通的了")
_LEAD = re.compile(r"(?:目前|如今|近年来|同时|此外|去年|今年|\d{1,4}[年月][起底初]?|\d{1,2}日|[，、])*(?:该|这[个支一])?")
# 总队开在某街道的“乙”, 驿站还推出“乙”
_MADE = re.compile(
    "(?:推出|开展|举办|开设|组织|打造|组建|成立|设立|办起|开办|创办|建起|新设|增设|编成|发起|开发|开通|办|开在[^，。；“”]{2,14}的)(?:了|起)?“?$"
)
# 又从中挑出退休教师33人，组建“乙”
_AMONG = re.compile("从中(?:[一-鿿]{0,2})(?:挑|选|遴选|抽|推)[^。；\n]{0,40}(?:组建|组成|成立|编成)(?:了|起)?“?$")
_ROOMS = ("工作室", "驿站", "志愿服务队", "宣讲团", "服务站", "调解室", "讲堂", "课堂", "书屋")
_WHOLE_KINDS = frozenset({"team", "platform", "brand", "event"})
_BACK = 24


def by_tail(text: str, programs: list[Mention], names: Mapping[str, str], tables: Tables) -> Iterator[tuple[str, str]]:
    """``(part, whole)``.

    Examples
    --------
    >>> from nlp_oldcadre.model import ProgramValue
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "红帆服务总队有队员40人。总队开办“渔嫂课堂”。"
    >>> spans = ((0, 6, "team"), (18, 22, "platform"))
    >>> found = [Mention("PROGRAM", a, b, ProgramValue(kind, text[a:b])) for a, b, kind in spans]
    >>> list(by_tail(text, found, {m.value.name: m.value.name for m in found}, load_tables()))
    [('渔嫂课堂', '红帆服务总队')]
    """
    is_among = "从中" in text
    for index, mention in enumerate(programs):
        # Hardly any is made here: the verb's last character tells.
        if text[max(0, mention.start - 2) : mention.start].rstrip("“")[-1:] not in _MAKES:
            continue
        part = names[value_of(mention).name]
        whole = _called(text, programs, index) or (_among(text, programs, index) if is_among else None)
        if whole and whole.rule != ProgramRule.NATIONAL:
            yield part, names[value_of(whole).name]
    yield from _of_sorts(text, programs, names, tables)


def _start_of_sentence(text: str, position: int) -> int:
    floor = max(0, position - REACH)
    return max(floor, *(text.rfind(mark, floor, position) + 1 for mark in "。；！？\n"))


def _called(text: str, programs: list[Mention], index: int) -> Mention | None:
    """The team or place with whose last words the sentence opens that makes the programme."""
    mention = programs[index]
    if not _MADE.search(text, max(0, mention.start - 24), mention.start):
        return None
    start = _start_of_sentence(text, mention.start)
    opening = _LEAD.match(text, start)
    at = opening.end() if opening else start
    for earlier in reversed(programs[max(0, index - _BACK) : index]):
        value = value_of(earlier)
        if earlier.start < start and value.kind in _WHOLE_KINDS and _opens(text, at, value.name):
            return earlier
    return None


def _opens(text: str, at: int, name: str) -> bool:
    """Whether the text goes on with the name's last words, and not with a longer word."""
    longest = len(name) - 1
    for size in (5, 4, 3, 2):
        end = at + size
        if size <= longest and text[at:end] == name[-size:] and text[end : end + 1] not in "伍员长者生活":
            return True
    return False


def _among(text: str, programs: list[Mention], index: int) -> Mention | None:
    """The team from which its members are chosen."""
    mention = programs[index]
    start = _start_of_sentence(text, mention.start)
    if not _AMONG.search(text, start, mention.start):
        return None
    return next((m for m in reversed(programs[:index]) if value_of(m).kind == "team" and m.start < start), None)


def _of_sorts(text: str, programs: list[Mention], names: Mapping[str, str], tables: Tables) -> Iterator[tuple[str, str]]:
    """“老船长”工作室 where the document speaks of the 老党员工作室 of its area: one of that sort."""
    coins = Coins.of(tables)
    for head in (room for room in _ROOMS if f"”{room}" in text):
        whole = {names[value_of(m).name] for m in programs if names[value_of(m).name].endswith(head)}
        sorts = {name for name in whole if len(name) >= len(head) + 2 and not coins.is_coined(name, (head,))}
        if len(sorts) == 1:
            sort = sorts.pop()
            for mention in programs:
                if text.startswith(f"”{head}", mention.end) and names[value_of(mention).name] != sort:
                    yield names[value_of(mention).name], sort
