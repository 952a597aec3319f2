"""Organs that the list lacks and the dictionary of words knows as organisations (its tag ``nt``): 国务院, 外经贸局."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

from nlp_oldcadre.extract.org_lexicon import Organ
from nlp_oldcadre.extract.org_phrases import WordLine

_NATIONAL = re.compile(
    "(?:国务院|(?:中央|中共中央|国家|全国|中国|中华|最高人民)[\u4e00-\u9fff]*(?:部|局|委|院|署|总局|办公厅|办公室|委员会|总会|协会|学会|联合会|基金会|大学|出版社|银行|志愿军))$"
)
_BUREAU = re.compile("[\u4e00-\u9fff]{2,6}[局厅]$")


def with_unlisted(
    listed: list[tuple[int, int, Organ]], line: WordLine, false_heads: tuple[str, ...]
) -> list[tuple[int, int, Organ]]:
    """The listed organs, and the dictionary's at places where the list has none, in order."""
    found: list[tuple[int, int, Organ]] = []
    for index in [i for i, (_, tag) in enumerate(line.words) if tag == "nt"]:
        word = line.words[index][0]
        if len(word) < 3 or word.endswith(false_heads):
            continue
        kind = "national" if _NATIONAL.match(word) else "state" if _BUREAU.match(word) else ""
        start, end = line.starts[index], line.starts[index] + len(word)
        near = bisect_right(listed, start, key=itemgetter(1))
        if kind and not (near < len(listed) and listed[near][0] < end):
            found.append((start, end, Organ(word, kind)))
    return sorted([*listed, *found]) if found else listed
