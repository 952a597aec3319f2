"""Where a measure's object ends, and what kind of thing its head is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_verbs import Head, VerbLexicon
from nlp_oldcadre.tables import Tables

_NUMBER, _TIME = LETTERS["QUANTITY"], LETTERS["TIME"]
_AFTER_NAME = frozenset("”》）)" + _NUMBER)
_LINK = re.compile("(?:并且|并|以及|及|和|、)$")
_STRONG_LINK = re.compile("(?:并且|并|以及|、)$")
# 以深化…工程为抓手: the frame isn't part of the object.
_FRAMES = (
    "抓手", "载体", "重点", "基础", "主线", "宗旨", "契机", "目标", "核心", "统领", "导向", "牵引", "保障", "切入点", "突破口",
    "主题", "平台", "依托", "纽带",
)  # fmt: skip
# 在命名12个支部的基础上: nor is what the act is the ground of.
_GROUNDS = ("的基础上", "基础上", "的同时", "的过程中", "的前提下", "的情况下", "的背景下")
_TAIL = re.compile(
    f"(?:等|为(?:{'|'.join(_FRAMES)})|{'|'.join(_GROUNDS)}|[（(][\ue000-\ue00a]*[）)]|[（(][^（）()，。]{{2,24}}号[）)])$"
)
# Whatever _TAIL matches ends in one of these; most objects don't.
_TAIL_ENDS = frozenset("等）)" + "".join(words[-1] for words in (*_FRAMES, *_GROUNDS)))
_TRIMMED = " 、\u3000"
_TRIMMED_ENDS = _TAIL_ENDS | frozenset(_TRIMMED)
# After 通过 and its like the list's name belongs to the frame (通过召开座谈会、走访等方式).
_LISTING = re.compile("通过|采取|采用|运用|以")
_LIST_NAME = re.compile("等(?:多种|各种|一系列)?(?:方式|形式|举措|途径|手段|措施|方法|工作|活动形式|渠道|办法|载体)$")
_ONLY_COUNT = re.compile(f"[{_NUMBER}]+")
# Behind an amount of money the next verb tells what it was spent on (投入8万元翻修屋顶, 安排5万元用于补助).
_MONEY_VERBS = frozenset(
    (
        "投入",
        "投资",
        "安排",
        "拨付",
        "下拨",
        "划拨",
        "拨款",
        "列支",
        "支出",
        "争取",
        "筹资",
        "筹集",
        "募集",
        "落实",
        "拿出",
        "出资",
        "自筹",
        "申请",
        "捐出",
        "捐资",
        "筹措",
        "筹得",
        "募得",
        "募捐",
        "斥资",
        "拨出",
        "垫付",
        "垫资",
        "自掏",
        "掏出",
    )
)
# 选聘专家33名成立技术团: who was chosen, and what was made of them.
_CHOOSES = frozenset(("遴选", "招募", "挑选", "选出", "挑出", "选聘", "聘请", "选拔", "招聘", "返聘", "吸纳", "招收"))
_FOUNDS = frozenset(("组建", "组成", "成立", "编成", "分成", "设立", "开设", "开办", "建立", "创办"))
_SPENT_ON = re.compile(f"[{_NUMBER}](?:全部|专项|主要|重点|专门)?用于")
# 投入9万元把仓库改造为书屋
_TURNED = re.compile(f"(?<=[{_NUMBER}])[把将](?=[^，]{{2}})")
_NEVER = frozenset(("never", "weak"))
# What was done with the object besides (编印画册并在全县展出).
_BESIDES = re.compile("并(?<=..并)(?:在|向|给|为|对|于|将|把|由|及时|积极|同步|予以)")
# The list goes on to a noun of its own: 阅读文件、参加会议等具体制度, 演出、书写春联等志愿服务.
_OF_SUCH = re.compile("等[^、“]{0,6}的|等(?:具体|各项|方面)")
# 岗位职责、服务流程等制度19项
_COUNTED_LIST = re.compile(f"等[^、，。的]{{1,8}}[{_NUMBER}]+$")
_SUCH_ACTS = re.compile("等[^、，“]{0,8}(?:服务|活动|工作|行动)")
# Whatever these make somebody do is one, however many acts (教孩子们认鸟、测水质).
_MAKES_ACT = frozenset(("教", "请", "帮", "教会", "帮着"))
_LIGHT = frozenset(("开展", "组织", "做好", "参与", "提供", "实施"))
_LONGEST_NOUN = 8
_NO_VERB = frozenset(("number", "object"))
_THINGS = frozenset(("thing", "event", "system"))
_SHARED = _THINGS | {"people"}
_WRAPPER = re.compile("(?:工作|建设|情况|等)$")
_MARKS = (("“", "”"), ("（", "）"))
_OPEN_MARKS = frozenset("“（")
_COUNTED = re.compile(f"[\\d{_NUMBER}余多近约个名支次场]+$")
# Whatever these two match ends in one of these, or in a digit.
_PACKED_ENDS = frozenset("作设况等余多近约个名支次场" + _NUMBER)
_CONCRETE_START = re.compile(f"了|“|《|[{_NUMBER}{LETTERS['PROGRAM']}{LETTERS['DOCUMENT']}]|[一两三四五六七八九十几\\d]")


@dataclass(frozen=True, slots=True)
class _Noun:
    noun: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Word:
    word: str


class Nouns:
    """What the heads of objects are: things (驿站, 资金), events, systems (办法), people … and abstractions (意识, 合力)."""

    def __init__(self, tables: Tables) -> None:
        self.kinds = {row.noun: row.kind for row in tables.rows("object_nouns", _Noun)}
        # How long the nouns are that end in a character, the longest first.
        sizes: dict[str, set[int]] = {}
        for noun in self.kinds:
            sizes.setdefault(noun[-1], set()).add(len(noun))
        self._sizes = {char: sorted(of_char, reverse=True) for char, of_char in sizes.items()}
        vague = [row.word for row in tables.rows("vague_words", _Word)]
        self.vague = re.compile("|".join(map(re.escape, vague)))
        self.vague_starts = frozenset(word[0] for word in vague)

    @classmethod
    def of(cls, tables: Tables) -> Nouns:
        """The nouns of these tables, read once."""
        nouns: Nouns = tables.keep(cls, lambda: cls(tables))
        return nouns

    def kind(self, phrase: str) -> str:
        """The kind of the longest known end of the phrase, or ``unknown``."""
        last, kinds = phrase[-1:], self.kinds
        if last in self._sizes:
            for size in self._sizes[last]:
                if phrase[-size:] in kinds:
                    return kinds[phrase[-size:]]
        return "unknown"

    def suffix(self, phrase: str) -> str | None:
        """The longest known end of the phrase."""
        return next((phrase[-n:] for n in self._sizes.get(phrase[-1:], ()) if phrase[-n:] in self.kinds), None)

    def shared(self, first: str, last: str) -> str | None:
        """The head that ends a list and belongs to all of it (红色教育、国防教育宣讲队: 宣讲队; 农业、水利老专家: 老专家)."""
        kind = self.kind(first)
        if kind == "people" or kind in _THINGS:
            return None
        sizes = range(min(_LONGEST_NOUN, len(last) - 2), 1, -1)
        found = next((last[-size:] for size in sizes if self.kinds.get(last[-size:]) in _SHARED), None)
        return found if found and (self.kinds[found] == "people" or len(last) >= len(found) + 2) else None


class Objects:
    """Finds where objects end in the masked text."""

    def __init__(self, mask: str, tables: Tables) -> None:
        self.mask = mask
        self.adverbs = VerbLexicon.of(tables)
        self.nouns = Nouns.of(tables)

    def end(self, head: Head, later: list[Head], clause: tuple[int, int]) -> int:
        """The end of the object of ``head``: before the next verb with an object of its own, else at the clause's end."""
        stop = clause[1]
        listing = head.start > clause[0] and _LISTING.search(self.mask, clause[0], head.start) is not None
        light = head.verbs[0].verb in _LIGHT and not listing
        for other in later:
            if other.start <= head.end or other.place in _NO_VERB or self.mask.startswith("的", other.end):
                continue
            if light and _SUCH_ACTS.search(self.mask, other.end, clause[1]):
                continue
            cut = self._cut(head, other, clause[1])
            if cut is not None and cut > head.end:
                stop = cut
                break
        within = self.mask[head.end : stop]
        if "并" in within and (besides := _BESIDES.search(self.mask, head.end, stop)):
            stop = besides.start()
        if "用于" in within and (spent := _SPENT_ON.search(self.mask, head.end, stop)):
            stop = spent.start() + 1
        if head.verbs[-1].verb in _MONEY_VERBS and (turned := _TURNED.search(self.mask, head.end, stop)):
            stop = turned.start()
        return trim(self.mask, head.end, stop, listing=listing)

    def _cut(self, head: Head, other: Head, end: int) -> int | None:
        """Where the object ends before ``other``, a later verb with perhaps an object of its own."""
        before = self.mask[head.end : other.start]
        if before[-1] == "边" and len(before) > 2:
            return other.start - 1
        if not _OPEN_MARKS.isdisjoint(before) and any(before.count(a) > before.count(b) for a, b in _MARKS):
            return None
        if other.end >= end:
            return self._about(head, other, before)
        return (
            self._linked(head, other, before, end) or self._serial(head, other, before, end) or self._about(head, other, before)
        )

    def _linked(self, head: Head, other: Head, before: str, end: int) -> int | None:
        """A new verb and object after 、 or 并, perhaps with an adverb between."""
        # 组织一次参观、每年开展一次体检: the time is the next act's.
        before = before.rstrip(_TIME)
        if before.endswith("、") and head.verbs[0].verb in _MAKES_ACT and len(before) > 2:
            return None
        link, size = _LINK.search(before), 0
        if not link and (size := self.adverbs.ends_in_adverb(before, 0, len(before))):
            link = _STRONG_LINK.search(before[: len(before) - size])
        if not link or self._modifies(head, other, end):
            return None
        return head.end + link.start() if size or self._has_object(other, end) else None

    def _modifies(self, head: Head, other: Head, end: int) -> bool:
        """Whether ``other`` stands in what modifies the object (节约用水、爱护公物的宣传)."""
        rest = self.mask[other.end : end]
        if _OF_SUCH.search(rest) or (other.verbs[0].noun and _COUNTED_LIST.search(rest)):
            return True
        nested = len(head.verbs) > 1 and head.verbs[0].noun is False and head.verbs[-1].noun
        return nested and head.verbs[0].verb not in ("组织",) and "的" in rest

    def _has_object(self, other: Head, end: int) -> bool:
        following = self.mask[other.end : end]
        if len(following.split("、", 1)[0]) < 2 or following[0] == "等":  # 解决就医、购药等困难: members of a list
            return False
        return not other.verbs[0].noun or bool(_CONCRETE_START.match(following)) or _ends_in_count(following)

    def _serial(self, head: Head, other: Head, before: str, end: int) -> int | None:
        """A next step without a link (投入资金20多万元维修活动中心; 下发文件全面启动活动; 组成调研组深入乡镇)."""
        verb = other.verbs[0]
        if head.verbs[0].verb in _CHOOSES and verb.verb in _FOUNDS and _NUMBER in before:
            return other.start
        if head.verbs[0].pivot or not before:
            return None
        size = self.adverbs.ends_in_adverb(before, 0, len(before))
        if head.verbs[-1].verb in _MONEY_VERBS and before[-size - 1 :][:1] == _NUMBER and verb.group not in _NEVER:
            return other.start - size
        if "的" in self.mask[other.end : end]:
            return None
        noun = before[: len(before) - size]
        if not noun:
            return None
        thing = self.nouns.kind(noun) in _THINGS
        if verb.group == "motion" and thing:
            return other.start - size
        # 投资260万元: the money is in the verb.
        counted = noun[-1] == _NUMBER and (head.verbs[-1].verb[-1] in "资款" or not _ONLY_COUNT.fullmatch(noun))
        counted = counted or (noun[-1] in _AFTER_NAME and (bool(size) or not verb.noun))
        if (verb.group == "strong" and counted and end - other.end > 2) or (size and thing and verb.group not in _NEVER):
            return other.start - size
        return None

    def _about(self, head: Head, other: Head, before: str) -> int | None:
        """A next step that begins with 对 (组成采访组对老战士进行专访)."""
        if other.verbs[0].verb != "进行" or (at := before.find("对")) < 2 or head.verbs[0].pivot:
            return None
        return head.end + at if self.nouns.kind(before[:at]) in _THINGS else None


def _ends_in_count(text: str) -> bool:
    """Whether the first of a list ends in an amount (清退21户、…)."""
    return text.split("、", 1)[0][-1:] == _NUMBER


def trim(mask: str, start: int, end: int, *, listing: bool) -> int:
    """``end`` without 等, an aside in brackets and the frame (为抓手) that follow the object."""
    dash = mask.find("——", start + 2, end)
    if dash > 0 and mask[dash + 2 : dash + 3] not in "“《" and mask.count("“", start, dash) == mask.count("”", start, dash):
        end = dash
    if listing and (found := _LIST_NAME.search(mask, start, end)):
        end = found.start()
    while mask[end - 1] in _TRIMMED_ENDS:
        stripped = mask[start:end].rstrip(_TRIMMED)
        found = _TAIL.search(stripped) if stripped[-1:] in _TAIL_ENDS else None
        cut = start + (found.start() if found else len(stripped))
        if cut == end:
            break
        end = cut
    return end


def head_phrase(obj: str) -> str:
    """The object without what is counted behind it and without wrappers such as 工作."""
    while obj[-1:] in _PACKED_ENDS or obj[-1:].isdecimal():
        short = _COUNTED.sub("", obj.rstrip("等"))
        short = _WRAPPER.sub("", short) if len(short) > 4 else short
        if short == obj:
            break
        obj = short
    return obj
