"""Noun phrases that end in an organisation's head, measured in dictionary words."""

from __future__ import annotations

from bisect import bisect_right

from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan

# Parts of speech that a name may hold: nouns, verbal nouns, adjectives, abbreviations, numerals of schools, locations.
NOMINAL = ("n", "vn", "a", "b", "j", "l", "s", "f", "i", "ns", "nz", "eng", "v", "g", "t")
_NOT_FIRST = frozenset("级直内属里外域场民情长值容际区县市的在和与及对把被为从到向由以等各是")
# 直机关工委, 级机关党工委: what stands under the level as a whole has organs of its own.
_DIRECTLY_UNDER = (
    "直机关",
    "直属机关",
    "直单位",
    "级机关",
    "省直机关",
    "市直机关",
    "区直机关",
    "县直机关",
    "州直机关",
    "市级机关",
    "省级机关",
)
_RETIRED = ("军人", "干部", "教师", "职工", "人员", "教职工", "工人", "医")
# Deeds before a head are what a body is for: 技术|指导|中心, 教师|培训|中心.
_DEEDS = frozenset(
    {"指导", "培训", "改造", "建设", "组织", "协调", "联系", "服务于", "实施", "推进", "引导", "协助", "帮助", "支持", "调研"}
)
LONGEST = 18
LONGEST_OF_COMMITTEE = 12
# Parts of speech that a short name's words don't have.
_NO_PART = ("v", "d", "p", "c", "u", "r", "q", "m", "y")


class WordLine:
    """The text's words with their places."""

    def __init__(self, scan: Scan) -> None:
        self.text, self.words = scan.text, scan.words
        self._edges = scan.word_edges
        self.starts = self._edges[:-1]

    def index_at(self, position: int) -> int:
        """The word that holds ``position``."""
        return bisect_right(self.starts, position) - 1

    def end(self, index: int) -> int:
        """Where the word ends."""
        return self._edges[index + 1]


def noun_phrase_end(line: WordLine, text: str, lexicon: OrgLexicon, start: int, *, is_committee: bool = False) -> int | None:
    """The end of the first head that a noun phrase from ``start`` reaches: 老干部活动中心, 新闻传媒中心.

    Behind a committee (``is_committee``) only its own organs are heads, and deeds are no part of them: 省委党史研究室.
    """
    if start >= len(text) or (text[start] in _NOT_FIRST and not text.startswith(_DIRECTLY_UNDER, start)):
        return None
    if text[start] == "设" and text[start + 1 : start + 2] not in ("计", "备", "施"):  # 关区|设离退休党委1个
        return None
    index = line.index_at(start)
    if line.starts[index] < start:
        index += 1
        if index >= len(line.starts) or line.starts[index] - start > 3:
            return None
    elif line.words[index][0] == "退休" and text.startswith(_RETIRED, start + 2):
        pass
    elif line.words[index][1] == "v" and len(line.words[index][0]) > 1 and line.words[index][0] not in lexicon.field_words:
        return None
    longest = start + (LONGEST_OF_COMMITTEE if is_committee else LONGEST)
    while index < len(line.words):
        word, tag = line.words[index]
        end = line.end(index)
        if word == "退休" and text.startswith(_RETIRED, end):  # 市|退休|军人活动中心
            index += 1
            continue
        if end > longest or not is_nominal(word, tag):
            return None
        if word in lexicon.stop_words and not (word in _DEEDS and end - start > 2 and _goes_on(line, index, lexicon)):
            return None
        if is_committee and tag == "v" and word not in lexicon.field_words and end - start > 2:
            return None
        if end - start >= 3 and _is_head(lexicon, text, start, end, is_committee) and not _goes_on(line, index, lexicon):
            return end
        index += 1
    return None


def abbreviation_end(line: WordLine, text: str, lexicon: OrgLexicon, start: int) -> int | None:
    """The end of an organ's short name that no list need hold: 农经委, 教体局, 文旅委, 编办, 老促会."""
    if start >= len(text) or text[start] in _NOT_FIRST:
        return None
    match = lexicon.abbreviation.match(text, start)
    if match is None or not lexicon.may_end(text, match.end()):
        return None
    if match["elders"]:
        return match.end()
    index = line.index_at(start)
    while index < len(line.words) and line.starts[index] < match.end():
        word, tag = line.words[index]
        if word in lexicon.stop_words or (len(word) > 1 and tag.startswith(_NO_PART) and word not in lexicon.field_words):
            return None
        index += 1
    # The organ's last character ends a word: 县农|办公|会 is no 农办.
    return match.end() if line.starts[line.index_at(match.end())] == match.end() or match.end() == len(text) else None


def _is_head(lexicon: OrgLexicon, text: str, start: int, end: int, is_committee: bool) -> bool:
    """Whether a head ends at ``end`` with something of the name before it."""
    if text[start:end].endswith(lexicon.false_heads) or not lexicon.may_end(text, end):
        return False
    if is_committee:
        return bool(lexicon.committee_head.search(text, start, end))
    return any(lexicon.open_head.fullmatch(text, end - size, end) for size in range(1, 7) if end - size > start)


def _goes_on(line: WordLine, index: int, lexicon: OrgLexicon) -> bool:
    """Whether the next word is a head as well (志愿者|协会|联合会)."""
    return index + 1 < len(line.words) and bool(lexicon.open_head.fullmatch(line.words[index + 1][0]))


def is_nominal(word: str, tag: str) -> bool:
    """Whether the word may be part of a name."""
    return tag.startswith(NOMINAL) and tag not in ("vd", "ad", "vi") and "\u4e00" <= word[0] <= "\u9fff"
