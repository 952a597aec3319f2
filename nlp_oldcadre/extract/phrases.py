"""Pieces of a clause: cut at marks, split into words with brackets kept whole, trimmed of what links them to a number."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

import rjieba

_CLOSERS = {"”": "“", "》": "《", "）": "（", "’": "‘"}
_OPENERS = {opener: closer for closer, opener in _CLOSERS.items()}
_MARKS = set("，。；！？：\n…—")
_OPENER = re.compile("[“《（‘]")
_BRACKET = re.compile("[“”《》（）‘’]")
_MARK = re.compile("[，。；！？：\n…—]")
_STOP = re.compile("[，。；！？：\n…—、]")
# Verbs that lead from one value to the next (由300扩大到800平方米).
CHANGE_VERB = (
    "(?:扩[大建展充容增]?|增[加长至]?|提[高升]|上[升调涨]|调[整增高升减]|发展|壮大|改扩?建|升|涨"
    "|下[降调]|降低?|减少?|压减|缩[减小短]|回落)"
)
_LINKS = re.compile(
    f"{CHANGE_VERB}(?:到|至|为|成)了?$|(?<=[量率度额数])争取$|(?<=[金费贴助资额准薪款])最[高低多少]$|(?<=[率比重度量数额])在$|[保维]持$|翻$|不得?超过$|不得?[少低高多]于$|(?<=[率比重度量数额面])(?:要|应当?|需|可|将|能)$|"
    "须|必须|力争|确保|(?:达到了?|(?<!表)达|(?<![行作成认以])为|是|有|共|共计|累计|总计|合计|一共|总共|(?<![签邀预节合制相])约|近|已|已有|原则上|一般|等|仅|仅有|了|至|由|从|到|分别|依次|一式|总数|增至|增加到?|提升|提高|上升|下降|增长|减少|降至"
    "|同比|环比|[较比](?:上年|去年|上一年)?(?:同期)?|[保维]持在|稳定在|控制在|始终|一直|持续|历年|折合|折款|共?价值|合|就|各|每|还有|另有|其中|含|占|(?<![人户亩村])均|都|超|实现|最初|原来|原先|原有|当初|去年|上年|现在|目前|如今|年初|人民币|分成|分为|(?<![积得学评百满高总加工])分|也|人均|共有|现有|建成|多达|高达|不足|只|：|的)$"
)


# The last characters of all of them: most phrases end in none.
_LINK_ENDS = frozenset(
    "取低多到至为成在持翻过于了达是有共计总约近已等仅由从别次式数加升高降长少比期较年终直续合款值就各每中含占均都超现初来先前今币分也足只上：的须争保要应当需可将能般"
)


class Token(NamedTuple):
    """A word of a piece, with jieba's tag; ``group`` for something in brackets."""

    start: int
    end: int
    text: str
    tag: str


# Thousands are made of a document: without the keywords of the class.
_token = partial(tuple.__new__, Token)


def split_words(piece: str) -> list[Token]:
    """Words with their tags; a bracketed group is one token (tag ``group``), a lone bracket is a mark."""
    if not _OPENER.search(piece):
        return _tagged(piece, 0)
    tokens: list[Token] = []
    position = 0
    while position < len(piece):
        char = piece[position]
        if char in _OPENERS:
            close = piece.find(_OPENERS[char], position)
            end = close + 1 if close >= 0 else position + 1
            tokens.append(Token(position, end, piece[position:end], "group" if close >= 0 else "x"))
        else:
            opener = _OPENER.search(piece, position)
            end = opener.start() if opener else len(piece)
            tokens += _tagged(piece[position:end], position)
        position = end
    return tokens


def _tagged(piece: str, at: int) -> list[Token]:
    tokens = []
    for word, tag in rjieba.tag(piece):
        end = at + len(word)
        tokens.append(_token((at, end, word, tag)))
        at = end
    return tokens


def until_mark(piece: str) -> str:
    """The piece up to the first mark outside brackets, or a bracket that it did not open.

    Examples
    --------
    >>> until_mark("“桑榆，红”服务队，走访")
    '“桑榆，红”服务队'
    """
    if not _BRACKET.search(piece):
        return _STOP.split(piece, 1)[0]
    depth = 0
    for i, char in enumerate(piece):
        depth += (char in _OPENERS) - (char in _CLOSERS)
        if depth < 0 or (depth == 0 and (char in _MARKS or char == "、")):
            return piece[:i]
    return piece


def from_mark(piece: str) -> str:
    """The piece after its last mark outside brackets."""
    if not _BRACKET.search(piece):
        return _MARK.split(piece)[-1]
    depth = 0
    for i in range(len(piece) - 1, -1, -1):
        depth += (piece[i] in _CLOSERS) - (piece[i] in _OPENERS)
        if depth < 0 or (depth == 0 and piece[i] in _MARKS):
            return piece[i + 1 :]
    return piece


def strip_links(piece: str) -> str:
    """Without the words that lead from a noun to its number (浏览总量已达 → 浏览总量)."""
    while piece and piece[-1] in _LINK_ENDS and (match := _LINKS.search(piece)):
        piece = piece[: match.start()]
    return piece


def trim(phrase: str) -> str | None:
    """Without marks at the ends, and without the quotation marks of a phrase that is a quotation whole."""
    phrase = phrase.strip(" 、的")
    if phrase[-1:] in _CLOSERS and _CLOSERS[phrase[-1]] not in phrase:
        phrase = phrase[:-1]
    if len(phrase) > 2 and phrase[0] in _OPENERS and phrase.find(_OPENERS[phrase[0]]) == len(phrase) - 1:
        phrase = phrase[1:-1]
    if len(phrase) > 3 and phrase.endswith("中") and not phrase.endswith(("初中", "高中")):
        phrase = phrase[:-1]
    return phrase or None
