"""What an amount counts: the noun phrase after the unit (141支“桑榆红”志愿服务队), else the one before it (捐款超540万元).

Phrases are cut at marks, at verbs that take a counted object (``object_verbs.csv``), at prepositions, adverbs and pronouns;
quotations, titles and brackets are units of their own. A guess that is short and clear is wanted, not a parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import rjieba

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span
from nlp_oldcadre.tables import Tables

_WINDOW = 40
_CLOSERS = {"”": "“", "》": "《", "）": "（", "’": "‘"}
_OPENERS = {opener: closer for closer, opener in _CLOSERS.items()}
_MARKS = set("，。；！？：\n…—")
_CUTTING_TAGS = {"d", "p", "u", "ud", "ug", "uj", "ul", "uv", "uz", "r", "y", "x", "m", "t"}
_AND = {"和", "及", "与", "以及", "暨", "或"}
_LINKS = re.compile(
    "(?:达到了?|达|为|是|有|共|共计|累计|总计|合计|一共|总共|约|近|已|已有|等|仅|仅有|了|至|由|从|到|分别|总数|增至|增加到?|提升|提高|上升|下降|增长|减少|降至"
    "|同比|环比|较上年|比上年|就|各|每|还有|另有|其中|含|占|均|都|超|实现|也|人均|共有|现有|建成|多达|高达|不足|只|：|的)$"
)
_RATE = re.compile("率$|占比$|比例$|比重$")
_SHARE = re.compile("占([^，。；：、]{1,14}?)的?$")
_VAGUE_SHARE = {"占比", "比例", "比重", "总数", "总量", "平均", "总额", "其中"}
_PERSON = re.compile(
    "(?:干部|党员|志愿者|同志|专家|群众|学生|青少年|人员|队员|会员|工作者|代表|老人|教师|战士|职工|居民|村民|学员|宣讲员|书记|儿童|团员|青年|师生|成员)$"
)
_GRADED = re.compile(
    "(?:个)?(?:创成|获评为?|被评为|评为|被命名为|命名为|升级为|成为|荣获|获得|获)((?:全[国省市区县]|国家级?|[省市区县]级?)[^，。；、\\d]{2,16})"
)
_PRAISED = {"集体", "个人", "单位", "先进个人", "先进集体"}
_AGE_AT = re.compile("(参加|加入|入党|入伍|从军|退休|离休|参军|结婚|从教)[^，。；]{0,6}")


@dataclass(frozen=True, slots=True)
class VerbRow:
    """A verb whose object an amount counts, or one that ends the noun phrase before it."""

    verb: str


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    tag: str


class IndicatorFinder:
    """Finds indicators in one document; ``amounts`` are the spans of all its amounts, sorted."""

    def __init__(self, scan: Scan, amounts: list[Span]) -> None:
        self._text = scan.text
        self._starts = {span.start: i for i, span in enumerate(amounts)}
        self._amounts = amounts
        self._verbs: frozenset[str] = scan.tables.keep("indicator.verbs", lambda: _verbs(scan.tables))
        self._last: str | None = None

    def find(self, start: int, end: int, kind: str) -> str | None:
        """The indicator of the amount at ``[start, end)``; amounts are asked for in the order of the text."""
        after, before = self._after_piece(start, end), self._before_piece(start)
        found = self._of_age(after, before) if kind == "age" else None
        if found is None and kind in {"ratio", "point"}:
            found = self._of_ratio(after, before)
        if found is None:
            found = self._general(after, before)
        self._last = found or self._last
        return found

    def _general(self, after: str, before: str) -> str | None:
        phrase = self._forward(after)
        if phrase:
            graded = _GRADED.match(after, len(phrase))
            if graded and (graded[1].endswith(phrase[-2:]) or phrase in _PRAISED):
                name = graded[1].removesuffix("称号")
                return name if name.endswith(phrase[-2:]) else name + phrase
            return phrase
        return self._backward(before)

    def _of_age(self, after: str, before: str) -> str | None:
        if before.endswith(("平均年龄", "平均年龄为", "平均年龄达")):
            return "平均年龄"
        event = _AGE_AT.match(after)
        if event:
            return f"{event[0]}年龄"
        phrase = self._forward(after.removeprefix("高龄"))
        return phrase if phrase and _PERSON.search(phrase) else "年龄"

    def _of_ratio(self, after: str, before: str) -> str | None:
        share = _SHARE.search(before)
        if share:
            return f"占{share[1]}"
        if after.startswith("的"):
            return self._forward(after)
        phrase = self._backward(before)
        if phrase and _RATE.search(phrase):
            return f"{self._last}{phrase}" if phrase in _VAGUE_SHARE and self._last else phrase
        done = re.match("(达标|覆盖|签约|入库|参与|完成|满意|参加|建成|落实|到位|就业|入会|接种|开通|挂牌|办结|兑现)", after)
        if done:
            return f"{phrase or self._last or ''}{done[1]}率"
        return phrase or self._forward(after)

    def _after_piece(self, start: int, end: int) -> str:
        """The text after the amount up to a mark or the next amount."""
        index = self._starts[start] + 1
        limit = min(len(self._text), end + _WINDOW)
        if index < len(self._amounts):
            limit = min(limit, max(end, self._amounts[index].start))
        return _until_mark(self._text[end:limit])

    def _before_piece(self, start: int) -> str:
        """The text before the amount from a mark or the end of the amount before it."""
        index = self._starts[start]
        first = max(0, start - _WINDOW)
        if index:
            first = max(first, min(start, self._amounts[index - 1].end))
        return _from_mark(self._text[first:start])

    def _forward(self, piece: str) -> str | None:
        """The noun phrase at the start of the piece; an attribute with 的 gives way to what follows it."""
        begin = end = 1 if piece.startswith("的") else 0
        tokens = list(_tokens(piece[begin:]))
        base = begin
        for i, token in enumerate(tokens):
            if token.text == "的" and 0 < end - base <= 8 and i + 1 < len(tokens):
                begin = end = base + token.end
                continue
            if token.text in _AND and end > begin and i + 1 < len(tokens) and self._is_nominal(tokens[i + 1]):
                continue
            if not self._continues(token, piece[begin:end]):
                break
            end = base + token.end
        return _trim(piece[begin:end])

    def _continues(self, token: _Token, phrase: str) -> bool:
        if not self._is_nominal(token):
            return False
        return not (token.tag == "v" and _PERSON.search(phrase))

    def _is_nominal(self, token: _Token) -> bool:
        if token.text in self._verbs or token.text[:2] in self._verbs or token.text in _AND or token.text == "、":
            return False
        return token.tag not in _CUTTING_TAGS or (token.tag == "m" and not token.text[0].isascii())

    def _backward(self, piece: str) -> str | None:
        """The noun phrase at the end of the piece, or the verb there when it has none (帮教856人)."""
        piece = _strip_links(piece)
        tokens = list(_tokens(piece))
        begin = end = len(piece)
        for token in reversed(tokens):
            joins = token.text in _AND or token.text == "、"
            if not joins and not self._is_nominal(token):
                break
            if not joins:
                begin = token.start
        if begin < end:
            return _trim(piece[begin:end])
        return tokens[-1].text if tokens and tokens[-1].text in self._verbs and len(tokens[-1].text) > 1 else None


def _verbs(tables: Tables) -> frozenset[str]:
    return frozenset(row.verb for row in tables.rows("object_verbs", VerbRow))


def _tokens(piece: str) -> Iterator[_Token]:
    """Words with their tags; a bracketed group is one token (tag ``group``), a lone bracket is a mark."""
    position = 0
    while position < len(piece):
        char = piece[position]
        if char in _OPENERS:
            close = piece.find(_OPENERS[char], position)
            end = close + 1 if close >= 0 else position + 1
            yield _Token(position, end, piece[position:end], "group" if close >= 0 else "x")
        else:
            end = next((i for i in range(position, len(piece)) if piece[i] in _OPENERS), len(piece))
            at = position
            for word, tag in rjieba.tag(piece[position:end]):
                yield _Token(at, at + len(word), word, tag)
                at += len(word)
        position = end


def _until_mark(piece: str) -> str:
    depth = 0
    for i, char in enumerate(piece):
        depth += (char in _OPENERS) - (char in _CLOSERS)
        if depth < 0 or (depth == 0 and (char in _MARKS or char == "、")):
            return piece[:i]
    return piece


def _from_mark(piece: str) -> str:
    depth = 0
    for i in range(len(piece) - 1, -1, -1):
        depth += (piece[i] in _CLOSERS) - (piece[i] in _OPENERS)
        if depth < 0 or (depth == 0 and piece[i] in _MARKS):
            return piece[i + 1 :]
    return piece


def _strip_links(piece: str) -> str:
    while match := _LINKS.search(piece):
        piece = piece[: match.start()]
    return piece


def _trim(phrase: str) -> str | None:
    """Without marks at the ends, and without the quotation marks of a phrase that is a quotation whole."""
    phrase = phrase.strip(" 、的")
    if len(phrase) > 2 and phrase[0] in _OPENERS and phrase.find(_OPENERS[phrase[0]]) == len(phrase) - 1:
        phrase = phrase[1:-1]
    return phrase or None
