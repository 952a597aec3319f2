"""A document's text in parts that are found one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nlp_oldcadre.search.terms import DROPPED, fold

# A passage reaches on over this many characters, so that what lies across two passages is found in the first.
OVERLAP = 64
# Longer paragraphs are cut, at the end of a sentence where there is one; shorter ones are put together, so that what
# passages share stays small beside what they hold.
_LONGEST, _SHORTEST = 500, 100
_PARAGRAPH = re.compile(rf"[^\n]{{1,{_LONGEST - 1}}}(?:[。！？；][”’]?|\n+|\Z)|[^\n]{{1,{_LONGEST}}}|\n+")
# Possessive: what is dropped is never read twice.
_NEXT = re.compile(f"(?:[{re.escape(''.join(sorted(DROPPED)))}]*+[^{re.escape(''.join(sorted(DROPPED)))}]){{0,{OVERLAP}}}")


class Passage(NamedTuple):
    """A part of a document's text: hits begin in ``[start, end)``, the text of the record reaches to ``reach``."""

    start: int
    end: int
    reach: int


def passages(text: str) -> Iterator[Passage]:
    """The text's paragraphs, long ones cut, short ones together; they cover it without a gap.

    Examples
    --------
    >>> [(p.start, p.end, p.reach) for p in passages("甲" * 120 + "\\n乙。")]
    [(0, 121, 123), (121, 123, 123)]
    """
    starts, held = [0], 0
    for match in _PARAGRAPH.finditer(text):
        held += len(fold(match[0]))
        if held >= _SHORTEST and match.end() < len(text):
            starts.append(match.end())
            held = 0
    for start, end in pairwise([*starts, len(text)]):
        reach = _NEXT.match(text, end)
        yield Passage(start, end, reach.end() if reach else end)
