"""The verbs that measures begin with, and where in a clause a verb may stand as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_words import EACH, FOR_ACTIVITIES, MODALS, Words
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of ``measure_verbs.csv``.

    ``group`` says what kind of act it is, and with it how far the verb alone speaks for a measure: ``strong`` (组建, 印发)
    does so nearly always, ``never`` (凝聚, 彰显) hardly, the others (``hold``, ``improve``, ``speak`` …) by their objects.
    ``noun`` marks words that are nouns as often (培训, 服务), ``pivot`` those whose object acts itself (组织老同志开展…),
    and ``moved`` those whose object often stands before them with 把 or 将.
    """

    verb: str
    group: str
    noun: bool = False
    pivot: bool = False
    moved: bool = False

    @property
    def stands(self) -> bool:
        """Whether one clean edge tells that the verb is a word of its own."""
        return self.group in ("strong", "noun") and not self.noun


@dataclass(frozen=True, slots=True)
class _Word:
    word: str


class Head(NamedTuple):
    """Verbs that stand side by side (制定出台, 培育、选树) and share one object; ``place`` tells what stands before them.

    ``group`` is the kind of act; verbs that only prepare another (研究制定, 探索建立) leave it to that one. ``pivots`` and
    ``moves``: whether the object of one of the verbs may act itself, or often stands before it.
    """

    start: int
    end: int
    verbs: tuple[Verb, ...]
    place: str
    group: str
    pivots: bool
    moves: bool

    @classmethod
    def of(cls, start: int, end: int, verb: Verb, place: str) -> Head:
        """One verb."""
        return cls(start, end, (verb,), place, verb.group, verb.pivot, verb.moved)

    def joined(self, end: int, verb: Verb) -> Head:
        """These verbs and the next."""
        verbs = (*self.verbs, verb)
        group = next((v.group for v in verbs if v.verb not in _PREPARING), verb.group)
        return Head(self.start, end, verbs, self.place, group, self.pivots or verb.pivot, self.moves or verb.moved)


_PREPARING = frozenset(("研究", "探索", "谋划", "统筹", "调研", "推动", "协调", "争取", "发现"))
_LINK = re.compile("(?:了|、|和|并|与|及|或|、并)?")
_FARTHEST_LINK = 2
_LONGEST_ADVERB = 4
_NUMBER = LETTERS["QUANTITY"]
_BLANKS = frozenset(" \t\u3000")
# What an adverb table can't list: numbered points (一是, 其二), and pronouns and particles that end a subject.
_POINT = re.compile(
    r"(?:[一二三四五六七八九十]+[是要]|其[一二三四]|第[一二三四五六]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、])\s*$"
)
_SPAN = itemgetter(0, 1)
# Whatever _POINT matches ends in one of these.
_POINT_ENDS = frozenset("是要一二三四五六）).．、")


class VerbLexicon:
    """The tables of verbs and adverbs, compiled."""

    def __init__(self, tables: Tables) -> None:
        verbs = tables.rows("measure_verbs", Verb)
        self.matcher = Matcher({row.verb: (row, row.stands) for row in verbs}, overlapping=True)
        self.plain_verbs = frozenset(row.verb for row in verbs if not row.noun and row.group != "noun")
        self.adverbs = frozenset(row.word for row in tables.rows("measure_adverbs", _Word))
        # How long the adverbs are that end in a character.
        self._sizes = {
            word[-1]: sorted({len(w) for w in self.adverbs if w[-1] == word[-1]}, reverse=True) for word in self.adverbs
        }
        # Before a verb, only these may be more than their last character tells.
        self.frame_ends = self._sizes.keys() | _POINT_ENDS | _BLANKS | _OPENER_ENDS | {_NUMBER}

    @classmethod
    def of(cls, tables: Tables) -> VerbLexicon:
        """The lexicon of these tables, built once."""
        lexicon: VerbLexicon = tables.keep(cls, lambda: cls(tables))
        return lexicon

    def ends_in_adverb(self, text: str, start: int, end: int) -> int:
        """How many characters before ``end`` are an adverb (0: none)."""
        last = text[end - 1 : end]
        if last in self._sizes:
            for size in self._sizes[last]:
                if size <= end - start and text[end - size : end] in self.adverbs:
                    return size
        return 0


class Heads:
    """Finds the verb heads of a clause.

    Parameters
    ----------
    scan : the document.
    mask : its masked text (:func:`nlp_oldcadre.extract.clauses.masked`).
    """

    def __init__(self, scan: Scan, mask: str) -> None:
        self.mask, self.words = mask, Words(scan)
        self.lexicon = VerbLexicon.of(scan.tables)
        self._found = list(self._verbs(scan.find(self.lexicon.matcher)))
        self._verb_ends = {end for _, end, _ in self._found}
        self._at = 0

    def _verbs(self, listed: list[tuple[int, int, tuple[Verb, bool]]]) -> Iterator[tuple[int, int, Verb]]:
        """Verbs that are words of their own, the longest of several at one place (组织生活 is no 组织)."""
        cuts, mask = self.words.cuts, self.mask
        matches = []
        for start, end, (verb, stands) in listed:
            before = mask[start - 1 : start]
            begins = (
                start in cuts or before in EACH or (before in MODALS and self._is_torn(start, end)) or mask[start - 2] == "逐"
            )
            # The dictionary doesn't know each compound of this register: one clean edge is enough for a strong verb.
            closes = end in cuts or mask[end : end + 1] in _NAMES  # 报|市委: a name's edge is one whatever the dictionary says
            closes = closes or (verb.verb[0] == "新" and start + 1 in cuts)  # 新|建工|坊
            is_word = stands or closes or self._has_result(end) if begins else stands and closes
            if is_word and mask[start:end] == verb.verb and not (verb.group == "noun" and FOR_ACTIVITIES.match(mask, end - 2)):
                matches.append((start, -end, verb))
        matches.sort(key=_SPAN)
        at = 0
        for (start, minus_end, verb), (following, other_end, _) in zip(matches, [*matches[1:], _NO_MATCH], strict=False):
            # 新|开设, not 新开|设.
            if verb.verb[0] == "新" and following == start + 1 and other_end < minus_end:
                continue
            if start >= at:
                at = -minus_end
                if verb.group != "noun" and not (mask[at : at + 1] in _MAKERS and self._makes_noun(at, verb)):
                    yield start, at, verb

    def _is_torn(self, start: int, end: int) -> bool:
        """Whether the dictionary took the verb's first character for a word with the modal before it: 要用|好 for 要|用好."""
        cuts = self.words.cuts
        return end - start > 1 and end in cuts and start - 1 in cuts

    def _has_result(self, end: int) -> bool:
        """Whether the dictionary's word goes on with what the verb comes to (发掘出, 转发给, 聘了)."""
        return self.mask[end : end + 1] in _RESULTS and end + 1 in self.words.cuts

    def _makes_noun(self, end: int, verb: Verb) -> bool:
        """Whether what follows the verb makes a noun of it (播放量, 帮扶金, 培训班)."""
        following = self.mask[end : end + 1]
        if following in _NOUN_MAKERS:
            return True
        return verb.noun and following in _THING_MAKERS and end + 1 in self.words.cuts

    def acts(self, head: Head) -> bool:
        """Whether a head is surely a verb here: not a noun as often, or with an object that only a verb has (捐款4万元)."""
        if not head.verbs[0].noun or self.mask[head.end : head.end + 1] in _OBJECT_STARTS:
            return True
        # 讲祖辈耕海的故事: what is told stands behind what it is about.
        return head.end - head.start == 1 and self.mask.find("的", head.end + 1, head.end + _FARTHEST_OF) > 0

    def of(self, start: int, end: int) -> list[Head]:
        """The heads of the clause ``[start, end)``; clauses must be asked for in order."""
        found, at, last = self._found, self._at, len(self._found)
        while at < last and found[at][0] < start:
            at += 1
        heads: list[Head] = []
        reached = start - _FARTHEST_LINK - 1
        while at < last and found[at][1] <= end:
            first, reach, verb = found[at]
            if first - reached <= _FARTHEST_LINK and self._joins(heads[-1], first, verb):
                heads.append(self._join(heads.pop(), first, reach, verb))
            else:
                heads.append(Head.of(first, reach, verb, self.place(start, first) if first > start else "start"))
            reached = reach
            at += 1
        self._at = at
        return heads

    def _join(self, last: Head, start: int, end: int, verb: Verb) -> Head:
        """One head of two, or the second where the first was no verb."""
        nominal = all(v.noun for v in last.verbs)
        fronted = verb.moved and self.mask[last.start - 1 : last.start] in ("把", "将")  # 把助餐服务送到…
        if nominal and (fronted or (last.end == start and not verb.noun and last.place in _NOUN_PLACES)):
            return Head.of(start, end, verb, "subject")
        if last.end == start and last.verbs[-1].verb in self.lexicon.adverbs:
            return Head.of(start, end, verb, "adverb")
        return last.joined(end, verb)

    def _joins(self, last: Head, start: int, verb: Verb) -> bool:
        if last.place in ("number", "object"):
            return False
        if start == last.end:
            return True
        if last.verbs[-1].noun and last.place in _NOUN_PLACES:
            return False
        return bool(_LINK.fullmatch(self.mask, last.end, start))

    def place(self, clause: int, start: int) -> str:
        """What stands before ``start`` in its clause, as a word of grammar."""
        if start == clause:
            return "start"
        last = self.mask[start - 1]
        if last == "的" and _CONDITION.search(self.mask, max(clause, start - _LONGEST_CONDITION), start):
            return "after"
        if last in _SITE_ENDS and _SITE.search(self.mask, max(clause, start - _LONGEST_SITE), start):
            return "after"
        if last in _EACH_ENDS and _EACH_ONE.search(self.mask, max(clause, start - 6), start):
            return "adverb"
        if last in self.lexicon.frame_ends:
            return self._framed(clause, start)
        return _PLACES.get(last) or self.words.place_behind(start)

    def _framed(self, clause: int, start: int) -> str:
        """The place where blanks, a point, an adverb or an amount may stand before it."""
        before = self.mask[clause:start].rstrip()
        last = before[-1:]
        if not last or (last in _POINT_ENDS and _POINT.search(before)):
            return "start"
        if last in _OPENER_ENDS and before.endswith(_OPENERS):
            return "means"
        end = clause + len(before)
        if self.lexicon.ends_in_adverb(self.mask, clause, end):
            return "adverb"
        if last == _NUMBER:
            counted = clause + len(before.rstrip(_NUMBER).rstrip("了出"))
            # 投资260万元改建活动室: the money is in the verb, the amount isn't the next one's subject.
            spent = self.mask[counted - 1 : counted] in _MONEY
            return "number" if not spent and (counted == clause or counted in self._verb_ends) else "after"
        return _PLACES.get(last) or self.words.place_behind(end)


_NAMES = frozenset(LETTERS[kind] for kind in ("ORG", "PROGRAM", "DOCUMENT", "REGION", "PERSON"))
_NO_MATCH = (-1, 0, None)
# The end of a list of places, or a place where something is done (在甲县、乙县等地开展, 在建设一线设立).
_SITE = re.compile(
    "(?:等(?:地|处|市州|州市|市县|县区|区县|县市|乡镇|镇村|街道|社区|村|县|市|区|州|盟|旗|国)|一线|前沿|现场|沿线|之际)$"
)
# 考试合格的颁发证书, 表现突出的予以表彰: of whom the act holds.
_CONDITION = re.compile(
    "(?:合格|达标|优秀|突出|显著|靠前|领先|明显|良好|到期|期满|届满|属实|成功|逾期|不力|滞后|落后|自愿|愿意|困难|不便|较[好差大]|以[上下]"
    "|(?:未|已|按期|按时)完成|符合条件|情节[严较轻]重?|[已未]获奖|入选|获评|排名(?:靠前|靠后|前[列\ue007]+))的$"
)
_LONGEST_CONDITION = 8
# 县财政每点补助8000元, 每个一次性奖补1万元.
_EACH_ONE = re.compile("每(?:[个点处站家户人名支队场期年月季校村县项件对位]|工作室|课时)$")
_EACH_ENDS = frozenset("个点处站家户人名支队场期年月季校村县项件对位室时")
_FARTHEST_OF = 14
_SITE_ENDS = frozenset("地处州市县区镇道社村盟旗国线沿场")
_LONGEST_SITE = 4
# A verb after these opens a phrase of its own.
_OPENERS = ("通过", "采取", "推动", "力推", "规定", "包括")
_OPENER_ENDS = frozenset(word[-1] for word in _OPENERS)
_MONEY = frozenset("资款入出金拨")
_RESULTS = frozenset("出给到至入成为了过起完")
# 播放量, 志愿者, 参与率: with these a verb is part of a noun.
_NOUN_MAKERS = frozenset("量率者员性")
# 帮扶金, 培训班, 服务站: so do these after a verb that is as often a noun.
_THING_MAKERS = frozenset("包箱袋金费款班会站点室栏卡券证岗台所馆团队组校网日周月季科处股岛棚房车船")
_MAKERS = _NOUN_MAKERS | _THING_MAKERS
_OBJECT_STARTS = frozenset("了每“《" + LETTERS["QUANTITY"])
# After these a word that may be a noun is one (文化交流、举办…).
_NOUN_PLACES = frozenset(("object", "number", "subject", "name", "verb", "other"))
# What the last character before a verb says of its place; where it says nothing, the last word's part of speech does.
_BY_CHARACTER = {
    "start": "-",
    "list": "、",
    "and": "并和及与或",
    "object": "的之所",
    "verb": "了着过",
    "name": "”》）)" + LETTERS["PROGRAM"] + LETTERS["SLOGAN"] + LETTERS["DOCUMENT"],
    "purpose": "为以由对在于",
    "passive": "被",
    "org": LETTERS["ORG"] + LETTERS["REGION"] + LETTERS["PERSON"] + "们他她",
    "adverb": LETTERS["TIME"],
    "after": "中上后",
}
_PLACES = {char: place for place, chars in _BY_CHARACTER.items() for char in chars}
