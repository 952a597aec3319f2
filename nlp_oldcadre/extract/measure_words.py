"""Words of the dictionary around a verb: where they begin, and what they are."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp_oldcadre.extract.scan import Scan

# What the part of speech of the word before a verb says of the verb's place.
_BY_TAG = {
    "subject": "nrijls",
    "verb": "v",
    "purpose": "p",
    "number": "mq",
    "after": "f",
    "adverb": "td",
    "other": "a",
    "and": "c",
}
_TAGS = {tag: place for place, tags in _BY_TAG.items() for tag in tags}
_NOMINAL = frozenset("nmjir")
# With these before it a verb of one character is one word for the dictionary (各建, 另设, 还放).
EACH = frozenset("各另拟还再又也")
# What the dictionary may join with the first character of a verb: 要用|好.
MODALS = frozenset("要应须需可")
# 捐赠|活动经费: no 捐赠活动.
FOR_ACTIVITIES = re.compile(
    "活动(?:经费|资金|器材|用品|设备|设施|场地|场所|阵地|物资|服装|道具|室|中心|站|点|基地|手册|指南|资料)"
)


class Words:
    """Where the words of a text begin and what they are."""

    def __init__(self, scan: Scan) -> None:
        self._words, self._edges = scan.words, scan.word_at
        # 深入开展 is one word of the dictionary; its second half is a verb too.
        halves = [start + 2 for start, end in pairwise(scan.word_edges) if end - start > 3]
        #: Where a word begins or ends, or the second half of a long one begins.
        self.cuts = {*self._edges, *halves}

    def is_word(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` is one word of the dictionary."""
        index = self._edges.get(start)
        return index is not None and end in self._edges and len(self._words[index][0]) == end - start

    def begins_noun(self, position: int) -> bool:
        """Whether the word that begins here is a noun, a name or a number."""
        index = self._edges.get(position)
        return index is not None and index < len(self._words) and self._words[index][1][:1] in _NOMINAL

    def is_verb_before(self, position: int) -> bool:
        """Whether the word that ends here is a verb (送|到)."""
        index = self._edges.get(position, 0)
        return index > 0 and self._words[index - 1][1].startswith("v")

    def place_behind(self, position: int) -> str:
        """What the part of speech of the word that ends here says of what follows."""
        if position not in self._edges:
            return "other"
        tag = self._words[self._edges[position] - 1][1]
        return "subject" if tag in ("vn", "an") else _TAGS.get(tag[0], "other")
