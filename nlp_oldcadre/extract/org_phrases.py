"""Noun phrases that end in an organisation's head, measured in dictionary words."""

from __future__ import annotations

from bisect import bisect_right

from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan

# Parts of speech that a name may hold: nouns, verbal nouns, adjectives, abbreviations, numerals of schools, locations.
NOMINAL = ("n", "vn", "a", "b", "j", "l", "s", "f", "i", "ns", "nz", "eng", "v", "g", "t")
_NOT_FIRST = frozenset("级直内属里外域场民情长值容际区县市的在和与及对把被为从到向由以等各是")
LONGEST = 18


class WordLine:
    """The text's words with their places."""

    def __init__(self, scan: Scan) -> None:
        self.words = scan.words
        self._edges = scan.word_edges
        self.starts = self._edges[:-1]

    def index_at(self, position: int) -> int:
        """The word that holds ``position``."""
        return bisect_right(self.starts, position) - 1

    def end(self, index: int) -> int:
        """Where the word ends."""
        return self._edges[index + 1]


def noun_phrase_end(line: WordLine, text: str, lexicon: OrgLexicon, start: int) -> int | None:
    """The end of the first head that a noun phrase from ``start`` reaches: 老干部活动中心, 新闻传媒中心."""
    if start >= len(text) or text[start] in _NOT_FIRST:
        return None
    index = line.index_at(start)
    if line.starts[index] < start:
        index += 1
        if index >= len(line.starts) or line.starts[index] - start > 2:
            return None
    while index < len(line.words):
        word, tag = line.words[index]
        end = line.end(index)
        if end - start > LONGEST or word in lexicon.stop_words or not is_nominal(word, tag):
            return None
        if end - start >= 3 and _is_head(lexicon, text, start, end) and not _goes_on(line, index, lexicon):
            return end
        index += 1
    return None


def _is_head(lexicon: OrgLexicon, text: str, start: int, end: int) -> bool:
    """Whether a head ends at ``end`` with something of the name before it."""
    if text[start:end].endswith(lexicon.false_heads) or not lexicon.may_end(text, end):
        return False
    return any(lexicon.open_head.fullmatch(text, end - size, end) for size in range(1, 7) if end - size > start)


def _goes_on(line: WordLine, index: int, lexicon: OrgLexicon) -> bool:
    """Whether the next word is a head as well (志愿者|协会|联合会)."""
    return index + 1 < len(line.words) and bool(lexicon.open_head.fullmatch(line.words[index + 1][0]))


def is_nominal(word: str, tag: str) -> bool:
    """Whether the word may be part of a name."""
    return tag.startswith(NOMINAL) and tag not in ("vd", "ad", "vi") and "\u4e00" <= word[0] <= "\u9fff"
