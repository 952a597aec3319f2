"""Development zones, new areas and the like: places that no list of regions holds and that have organs of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.word_uses import words_of

_HEAD = re.compile("(?:开发|度假|试验|示范|合作|保税|管理|综保|自贸|高新|经开|园|新)区")
# Those that stand without a name of their own as a district does (经开区老干部局); 园区, 示范区 are common nouns then.
_BARE = ("开发区", "经济合作区", "经开区", "高新区", "新区", "度假区", "综保区")
_LONGEST_NAME = 4
_NAME_TAGS = ("n", "s", "a", "m", "d", "j", "b", "z", "i", "l")


def find(scan: Scan) -> Iterator[tuple[int, int, bool]]:
    """``(start, end, has a name)`` of zones: 洋浦经济开发区, 净月高新技术产业开发区, 经开区."""
    for match in _HEAD.finditer(scan.text):
        if not scan.is_word_edge(match.end()):
            continue
        start = _kind_start(scan, match.start())
        named = _name_start(scan, start)
        if named is not None:
            yield named, match.end(), True
        elif scan.text.endswith(_BARE, start, match.end()):
            yield start, match.end(), False


def _kind_start(scan: Scan, start: int) -> int:
    """Where the words begin that say what kind of zone it is: 国家级经济技术|开发区."""
    kinds = _kinds(scan)
    while (size := next((len(kind) for kind in kinds if scan.text.endswith(kind, 0, start)), 0)) > 0:
        start -= size
    return start


def _name_start(scan: Scan, start: int) -> int | None:
    """Where the name before it begins: words of two to four characters in all."""
    at, general = start, words_of(scan.tables, "zone_words", "general")
    while start - at < _LONGEST_NAME and scan.is_word_edge(at) and at:
        word, tag = scan.words[scan.word_index(at - 1)]
        if not tag.startswith(_NAME_TAGS) or len(word) > _LONGEST_NAME - (start - at) or word in general:
            break
        at -= len(word)
        if start - at >= 2:
            return at
    return None


def _kinds(scan: Scan) -> tuple[str, ...]:
    """The longest first."""
    kinds: tuple[str, ...] = scan.tables.keep(
        "org.zone_kinds",
        lambda: tuple(sorted(words_of(scan.tables, "zone_words", "kind"), key=lambda word: (-len(word), word))),
    )
    return kinds
