"""What speaks for a phrase being a measure and what against it: the names of its features."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_marks import of_kind, of_verb
from nlp_oldcadre.extract.measure_object import Nouns, head_phrase
from nlp_oldcadre.extract.measure_purposes import purposes
from nlp_oldcadre.extract.measure_result import comes_to
from nlp_oldcadre.extract.measure_verbs import Head, Heads
from nlp_oldcadre.model import Span
from nlp_oldcadre.tables import Tables

_NUMBER = LETTERS["QUANTITY"]
_ARTICLE = re.compile("了?[出]?一(?:批|个|场|次|部|本|套|期|支|项)")
_PREPOSITION = re.compile("[为向与给对从]|围绕|针对|依托|面向|利用|借助|结合|[根依]据|按照|在(?!职)")
_ARTICLE_STARTS = frozenset("了出一")
_COMMAS = frozenset("，,")
_SERVING = ("为", "向", "给", "替")
_TEAMS = ("队", "团", "支部", "小组", "单位", "集体", "家庭")
_BEHIND_NOUN = frozenset(("subject", "org", "other"))
_LINKED = frozenset(("list", "and"))
# What stands between these and the next verb is only the frame of it (围绕发展开展调研).
_FRAMES = frozenset(("围绕", "依托", "立足", "紧扣", "聚焦", "着眼", "用", "结合", "利用", "运用", "突出"))
# With these a verb is part of a place (建设一线, 招商现场).
_SITES = ("一线", "前沿", "现场", "领域", "阵地", "战线", "沿线", "主战场")
_MAIN_PLACES = frozenset(("subject", "after", "org", "adverb", "name", "other"))
# What is done 不断 or 进一步 is seldom one thing.
_WISHES = ("不断", "进一步", "持续", "切实", "努力", "充分", "始终", "更加", "自觉")
_DENIED = re.compile("被|没有|未(?![来成])|不得|禁止|不能|不再|无法|难以")
# After these characters it was no verb phrase of its own (打造成…, 在…支持下), or one that is done (了).
_AFTER_VERB = frozenset("成为下中后时前和了又将把于之、")
# What became of an amount is no act (面积由2100平方米增至5600平方米, 扩大到1150平方米).
_TO = "(?:增加|扩大|提高|提升|上升|发展|壮大|下降|减少|缩短|增长|[增扩提升降减涨])[到至为]"
_CHANGE = re.compile(f"^了?[到至为]了?[^，]{{0,10}}{_NUMBER}|{_TO}[^，]{{0,10}}{_NUMBER}|达到?{_NUMBER}")
# One of these characters is in whatever _PREPOSITION, _DENIED and _COMPARED match.
_FRAME_CHARACTERS = frozenset("为向与给对从围针依面利借结根据按在被没未不禁比较其")
# A line without a stop is a headline or stands in a table of contents.
_HEADLINE = re.compile("^[^。；！？：，\n]{4,40}(?<![。；！？：，、,;!?:”）)])$", re.MULTILINE)
_SAYS = ("说", "介绍", "告诉记者", "坦言", "感慨", "表示")
_SAYS_ENDS = frozenset(word[-1] for word in _SAYS)
_NAMED_PLACES = re.compile(f"[{LETTERS['REGION']}{LETTERS['ORG']}]")
# Those who do something are no object (参加活动的老队员).
_RELATIVE = re.compile("^[^的]{2,12}的[^的]*$")
# 成熟一个推广一个, 办一件成一件: a saying on how to go about it.
_DOUBLED = re.compile("一(.)[^一，]{1,3}一\\1$")
_COMPARED = re.compile("(?:比|较|其中)[^，]{0,14}$")
# A clause that goes on with 要 or 是 speaks about the act (开展…活动，要坚持…).
_CLAIM = re.compile("[，,]\\s*(?:[要是须](?![求让])|必须|应|旨在|有利于|有助于|对于|关键|目的)")
_ADVERBIAL = ("中", "后", "时", "上", "下", "前", "当天", "当日", "以来", "之际", "期间", "同时", "过程中")
_ADVERBIAL_ENDS = frozenset(word[-1] for word in _ADVERBIAL)
# In somebody's home or hands is a place, no time (送到老人家中).
_INSIDE = ("家中", "手中", "手上", "身上", "心中", "网上", "线上", "之上")
_SEEN = {
    LETTERS[kind]: f"has={kind}" for kind in ("PROGRAM", "DOCUMENT", "TITLE", "SLOGAN", "QUOTE", "QUANTITY", "ORG", "TIME")
}
_SEEN_LETTERS = frozenset(_SEEN)
_EVIDENCE = frozenset(LETTERS[kind] for kind in ("PROGRAM", "DOCUMENT", "TITLE", "QUANTITY"))
_NAME_ENDS = frozenset(("”", "》", LETTERS["PROGRAM"], LETTERS["DOCUMENT"], LETTERS["ORG"]))
_LIGHT = frozenset(("完成", "予以", "给予", "实施", "组织", "做好", "开展", "举行"))
# Verbs that end in one of these have their object in them.
_NOUNS_INSIDE = frozenset("款旗牌课诊稿门压糖户票餐药医书信树血浴岗村会演展播诗歌舞文章画案卷款物资金力字")
# 补贴列入财政预算: where something was put, whatever stands before.
_PUT, _PLANS = (
    frozenset(("纳入", "列入", "编入", "计入")),
    ("预算", "考核", "规划", "计划", "清单", "体系", "目录", "名录", "范围", "保险"),
)
# 推广某街道的做法
_COPIES = frozenset(("推广", "学习", "借鉴", "学习推广", "复制推广", "总结推广"))
_GOES = re.compile("(?<=..)(?:到(?!位)|赴|前往|沿|走进|深入|奔赴)")
_SIZE_LIMITS = (1, 3, 6, 13, 31)
_SIZE_NAMES = ("size=0", "size=1-2", "size=3-5", "size=6-12", "size=13-30", "size=long")


class Features:
    """Names the features of phrases; their weights stand in ``measure_weights.csv``."""

    def __init__(self, mask: str, heads: Heads, tables: Tables) -> None:
        self.mask, self.heads = mask, heads
        self.nouns = Nouns.of(tables)
        self._purposes = list(purposes(mask, heads.words))
        self._headlines = [match.span() for match in _HEADLINE.finditer(mask)]

    def of(
        self,
        clause: Span,
        head: Head,
        form: str,
        place: str,
        obj: Span,
        end: int,
        others: tuple[list[Head], list[Head]],
        *,
        sited: bool = False,
    ) -> list[str]:
        """The features of one phrase.

        Parameters
        ----------
        clause, head, obj, end : where it stands, its verb, its object, its end.
        form : ``plain``, ``moved`` (把…纳入) or ``about`` (对…进行).
        place : what stands before the phrase (:meth:`Heads.place`).
        others : the heads before and after its own in the clause.
        sited : the phrase begins with the place that somebody goes to (到校授课2次).
        """
        before, later = others
        if before and form != "plain":  # what stands in an object that was moved before its verb isn't before the phrase
            before = [h for h in before if h.start < obj.start]
        serves = form == "plain" and head.start > clause.start and self._has_served(clause, head, place, before)
        if serves:
            before = [h for h in before if not (h.verbs[0].noun and self.mask.find("为", clause.start, h.start) >= 0)]
        acts, text = sited or serves or self.heads.acts(head), self.mask[obj.start : obj.end]
        seen = _SEEN_LETTERS.intersection(text)
        is_named = bool(seen) and not _EVIDENCE.isdisjoint(seen)
        # A name, an amount or, for a pivot, somebody who acts (引导老党员参加…) is the object of a verb.
        may_be_noun = form == "plain" and not (acts or is_named or (head.pivots and self._has_actor(obj, later)))
        out = [
            *of_verb(head.group, form, "adverb" if serves else place, may_be_noun),
            ("named/" if is_named else "unnamed/") + head.group,
        ]
        if form == "moved" and (result := comes_to(self.mask, head, end, self.nouns)):
            out.append(result)
        elif form == "plain" and head.verbs[-1].verb in _PUT and text.endswith(_PLANS):
            out.append("into")
        if len(head.verbs) > 1:
            out.append("second=" + head.verbs[1].group)
        if before:  # before a word that may be a noun all verbs count but those of a frame
            before = [h for h in before if (self._leads(h, obj.start) if acts else not self._is_frame(h))]
        if serves:
            out.append("serves")
        if sited:
            out.append("sited")
        self._frame(out, clause, head, place, before, later)
        self._object(out, head, text, seen)
        if later or head.pivots or head.group == "motion":
            self._inner(out, head, later, end)
        self._after(out, head, clause.end)
        return out

    def _has_actor(self, obj: Span, later: list[Head]) -> bool:
        """Whether somebody in the object does something (组织骨干到外县学习)."""
        goes = _GOES.search(self.mask, obj.start, obj.end)
        if goes and self.nouns.kind(self.mask[obj.start : goes.start()]) == "people":
            return True
        return any(h.start < obj.end and h.start > obj.start + 1 and self.heads.acts(h) for h in later)

    def _frame(self, out: list[str], clause: Span, head: Head, place: str, before: list[Head], later: list[Head]) -> None:
        """What stands before the phrase in its clause."""
        linked = not before or (place in _LINKED and not head.verbs[0].noun)
        out.append("before=none" if linked else "before=" + before[-1].group)
        if head.start > clause.start:
            self._front(out, clause, head, place, before, later)
        if self._headlines and self._is_headline(clause):
            out.append("headline")
        if self._purposes:
            at = bisect_left(self._purposes, (head.start + 1,)) - 1
            inside = at >= 0 and head.start < self._purposes[at].end
            if inside and "serves" not in out and not self._serves(clause, head, place, before):
                out.append("purpose")

    def _front(self, out: list[str], clause: Span, head: Head, place: str, before: list[Head], later: list[Head]) -> None:
        """The words before the phrase."""
        front = self.mask[clause.start : head.start]
        if place == "adverb" and front.endswith(_WISHES):
            out.append("wish")
        if _FRAME_CHARACTERS.isdisjoint(front):
            return
        opening = self.mask[before[-1].end : head.start] if before else front
        if _PREPOSITION.search(opening):
            # 从百余人中遴选: what the preposition opened is closed.
            is_open = place != "after" and "serves" not in out and any(self._is_main(h) for h in later)
            out.append("preposition=" + ("inside" if is_open else "before"))
        if _DENIED.search(front):
            out.append("denied")
        if _COMPARED.search(opening):
            out.append("compared")

    def _is_frame(self, head: Head) -> bool:
        """Whether a verb tells only by what or where the next one acts (利用两个月时间走访, 在建设一线设立)."""
        return head.verbs[0].verb in _FRAMES or self.mask.startswith(_SITES, head.end)

    def _leads(self, head: Head, until: int) -> bool:
        """Whether an earlier verb counts: it describes no noun (组成的服务队), is in none (志愿服务队), is no frame."""
        if self._is_frame(head) or self.mask.find("的", head.end, until) >= 0 or self.mask.startswith("过", head.end):
            return False
        return head.place in _MAIN_PLACES or self.heads.acts(head)

    def _serves(self, clause: Span, head: Head, place: str, before: list[Head]) -> bool:
        """Whether 为 tells for whom the verb does it (为老党员购买保险), not what for."""
        verb = head.verbs[0]
        served = place in _BEHIND_NOUN and verb.group in ("strong", "give", "hold") and not verb.noun and not before
        return served and self.mask.startswith("为", clause.start)

    def _has_served(self, clause: Span, head: Head, place: str, before: list[Head]) -> bool:
        """Whether those whom the verb serves stand straight before it (为留守老人购买保险, 向退休职工讲党课): it acts."""
        if place not in _BEHIND_NOUN:
            return False
        # In 为异地安置离休干部办理备案 the first verb only describes them.
        described = bool(before) and before[-1].verbs[0].noun and self.mask.find("为", clause.start, before[-1].start) >= 0
        front = self.mask[before[-1].end if before and not described else clause.start : head.start]
        at = max(map(front.rfind, _SERVING))
        return at >= 0 and (front.endswith(_TEAMS) or self.nouns.kind(front[at + 1 :]) == "people")

    def _is_headline(self, clause: Span) -> bool:
        at = bisect_left(self._headlines, (clause.start + 1,)) - 1
        return at >= 0 and self._headlines[at][1] >= clause.end

    def _is_main(self, later: Head) -> bool:
        """Whether a later verb may be the one that a prepositional phrase leads to."""
        return later.place in _MAIN_PLACES and self.heads.acts(later)

    def _object(self, out: list[str], head: Head, obj: str, seen: frozenset[str]) -> None:
        """The object: names and numbers in it, its head, its length."""
        if seen:
            out.extend([_SEEN[letter] for letter in sorted(seen)])
        self._head_noun(out, obj, head)
        if _NUMBER in seen:
            if _CHANGE.search(obj):
                out.append("changes")
        elif not self.nouns.vague_starts.isdisjoint(obj) and self.nouns.vague.search(obj):
            out.append("vague")
        if obj[:1] in _ARTICLE_STARTS:
            if _ARTICLE.match(obj):
                out.append("article")
            if _DOUBLED.match(obj):
                out.append("doubled")
        if obj[-1:] in _SAYS_ENDS and obj.endswith(_SAYS):
            out.append("says")
        out.append(_SIZE_NAMES[bisect_right(_SIZE_LIMITS, len(obj))])

    def _head_noun(self, out: list[str], obj: str, head: Head) -> None:
        phrase = head_phrase(obj)
        kind = "name" if phrase[-1:] in _NAME_ENDS else self.nouns.kind(phrase) if phrase else self._bare(obj, head)
        if kind == "abstract" and obj[-1:] == _NUMBER:  # 问题57件 are so many things
            kind = "counted"
        elif head.verbs[0].verb in _COPIES and phrase.endswith(("做法", "经验")) and len(phrase) > 4:
            kind = "example"
        out += of_kind(kind, head.group)
        if head.group == "join" and "的" in obj and (kind == "people" or phrase[-1:] == "”") and _RELATIVE.match(obj):
            out.append("relative")
        if phrase != obj and (wrapper := obj[len(phrase) : len(phrase) + 2]) in ("工作", "建设"):
            out.append("wrapper=" + wrapper)

    def _bare(self, obj: str, head: Head) -> str:
        """For an object without a head: an amount, a second verb (完成换届), or a noun in the verb (授旗)."""
        if _NUMBER in obj:
            return "amount"
        if len(head.verbs) > 1 and head.verbs[0].verb in _LIGHT and head.verbs[-1].noun:
            return "act"
        return "inside" if self.mask[head.end - 1] in _NOUNS_INSIDE else "empty"

    def _inner(self, out: list[str], head: Head, later: list[Head], end: int) -> None:
        """The first verb inside the object: in 组织老同志开展活动 it decides."""
        inner = [h for h in later if h.start < end]
        first = [*[h.verbs[0].group for h in inner if h.place not in ("object", "number")], "none"][0]
        if head.pivots:
            first = "motion" if first in ("none", "never") and _GOES.search(self.mask, head.end + 2, end) else first
            out.append(f"acts={first}")
            out.append(f"acts={first}/{head.group}")
        elif inner:
            out.append(f"inner={first}")
        if head.group == "motion":
            if (
                _NAMED_PLACES.search(self.mask, head.end, end)
                or self.nouns.kind(head_phrase(self.mask[head.end : end])) == "place"
            ):
                out.append("goes=place")
            counts = self.mask[end - 1] == _NUMBER  # 走进校园宣讲故事60场
            acting = (h for h in inner if h.verbs[0].group in ("strong", "hold", "speak"))
            act = next((h for h in acting if self.heads.acts(h) or (counts and h.place != "object")), None)
            if act:
                out.append(
                    "goes among"
                    if self.mask.endswith(("中", "里", "内", "一线", "基层"), head.end, act.start)
                    else "goes and acts"
                )

    def _after(self, out: list[str], head: Head, clause_end: int) -> None:
        """What follows the verb, and the clause."""
        verb_end = head.end
        following = self.mask[verb_end : verb_end + 1]
        # 提供助餐、助医服务: the second verb is the first of a list.
        is_item = following == "、" and len(head.verbs) > 1 and head.verbs[-1].noun and not head.verbs[0].noun
        if "becomes thing" in out:
            is_item = True
        if following in _AFTER_VERB and not is_item and (following == "了" or verb_end + 1 in self.heads.words.cuts):
            out.append(f"next={following}")
        if following == "出":
            out.append("next=了")
        if self.mask[clause_end : clause_end + 1] in _COMMAS and _CLAIM.match(self.mask, clause_end):
            out.append("then=claim")
        if (
            self.mask[clause_end - 1] in _ADVERBIAL_ENDS
            and self.mask.endswith(_ADVERBIAL, verb_end, clause_end)
            and not self.mask.endswith(_INSIDE, verb_end, clause_end)
        ):
            out.append("clause=adverbial")
