"""Verb phrases that may be measures: each verb of the lexicon with its object, before it or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_features import Features
from nlp_oldcadre.extract.measure_object import Objects
from nlp_oldcadre.extract.measure_open import OpenVerbs, points
from nlp_oldcadre.extract.measure_told import Told
from nlp_oldcadre.extract.measure_verbs import Head, Heads
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span


class Phrase(NamedTuple):
    """A candidate: its span, its object's span, its verb head, the names of its features, and the clause that it stands in.

    ``acted`` is the inner object where the object acts itself (组织老同志开展志愿服务: 志愿服务).
    """

    start: int
    end: int
    object: Span
    head: Head
    features: list[str]
    clause: Span
    acted: Span | None = None


# Those who take an office are the object of a verb, not the office (聘请教授担任顾问: 教授).
_OFFICES = frozenset(("担任", "兼任", "出任"))
# 上门看望: how it is done, and part of it.
_TO_THE_DOOR = frozenset(("上门", "登门"))
# 进机关、进校园、进楼宇宣讲80场
_ENTERS = re.compile("(?<![推促引改跟增])(?:进[^，、进]{1,4}、){2,}进[^，、进]{1,5}$")
_ENTERED_ENDS = frozenset("园区关村企校营户队场社宇店厂所站院矿家桥寺庙楼头巷点")
_WAY_PLACES = frozenset(("start", "adverb", "org", "subject", "after"))
# What follows tells where the next verb acts.
_WHERE = frozenset("在于赴")
_ONLY_THOSE = re.compile(f"[{LETTERS['QUANTITY']}]+(?:$|、)")
# 已推广到7个县, 办成121件: done with so many.
_SPREADING = frozenset(("推广到", "扩充到", "扩编到", "扩展到", "拓展到", "延伸到", "扩到", "办成"))
_SO_MANY = re.compile(f"[^，。；、]{{0,5}}[{LETTERS['QUANTITY']}百千]")
# 验收合格的每个奖补1.2万元: the first verb tells of whom the other holds.
_CONDITION_STARTS = frozenset("合达优通成不")
_SHARED_CONDITION = re.compile("(?:合格|达标|优秀|通过|成功|不力)的")
# After a verb these tell when something else was done (组建之初, 成立当天).
_WHEN = ("之初", "之前", "之后", "之际", "之时", "当天", "当日", "当年", "伊始", "以来", "期间", "过程中", "时遇", "时发现")
_WHEN_STARTS = frozenset(word[0] for word in _WHEN)
_MOVED = re.compile("[把将](?![要会继进在于从对为与向以按])")
_ABOUT = re.compile("对(?![接标照口])")
# What a verb behind 把 may come to: an object that 把 moved stands before any verb (把书架搬到楼下, 把岗位配齐).
_RESULT = re.compile("[到至成为给在进入上下出回齐好完满了]|起来|出来|过来|使用$|$")
_GOES = "到赴去"
# Behind the verb nothing but how often or how long.
_ONLY_COUNT = re.compile(
    f"[了过]?(?:不[少低]于|不超过|至少|约|近|各)?[{LETTERS['QUANTITY']}{LETTERS['TIME']}]*(?:余|以上|左右)?"
)
# The place is no more where the verb acts, or another act stands between.
_AWAY = re.compile("[，的地得]|来|开展|参加|举办|组织")
# Where somebody goes to do what follows (到乡镇卫生院带教, 赴团场调研).
_SITE = re.compile(f"[到赴去](?![位达会场底期{LETTERS['TIME']}])")
_LIGHT = frozenset(("进行", "给予", "予以", "加以", "开展", "实施"))
# Behind 将 these are the verb (将完成适老化改造).
_CARRYING = frozenset(("完成", "开展", "举办", "召开", "建成"))
# Who acts, behind a verb that is as often a noun.
_ACTORS = re.compile(
    "(?:[一-鿿]{0,2}(?:单位|部门|乡镇|社区|街道|学校|支部|干部|人员|专员|队员|分队|小队|小组|中心|团队)|[团队组科处股])"
)
_NEVER = frozenset(("never", "weak"))
_MAIN = frozenset(("strong", "hold", "give"))
# No clause of the language has more verbs; a text that does isn't worth the time.
_MOST_HEADS = 24
# After these, a word that may be a noun is one.
_NOUN_PLACES = frozenset(("number", "name", "verb", "other", "purpose", "subject"))


class Phrases:
    """The candidate phrases of a document, clause by clause."""

    def __init__(self, scan: Scan, mask: str) -> None:
        self.mask = mask
        self.heads = Heads(scan, mask)
        self.open = OpenVerbs(scan, mask, self.heads)
        self.objects = Objects(mask, scan.tables)
        self.features = Features(mask, self.heads, scan.tables)
        self.told = Told.of(scan.tables)
        self.taken = 0

    def of(self, clause: Span) -> Iterator[Phrase]:
        """Every phrase that could be a measure, in the order of its verb; they may overlap.

        While reading, ``taken`` may be set to the end of a phrase that was accepted: no verb before it is looked at again.
        """
        heads = self.open.add(clause, self.heads.of(*clause)[:_MOST_HEADS])
        goes = heads and _SITE.search(self.mask, clause.start, heads[-1].start) is not None
        for i, head in enumerate(heads, start=1):
            if head.group in _NEVER or head.place == "object" or (head.start < self.taken and not _may_be_fronted(head)):
                continue
            later = heads[i:]
            site = self._site(clause, head) if goes else None
            if self._is_possible(clause, head, later, site):
                phrase = self._phrase(clause, head, heads[: i - 1], later, site)
                if head.group != "open" or points(phrase.features):
                    yield phrase

    def _is_possible(self, clause: Span, head: Head, later: list[Head], site: int | None) -> bool:
        """Whether it's worth looking at: the 开展 of 开展的活动 begins no measure, nor does a noun such as 党员培训."""
        group, following = head.group, self.mask[head.end : head.end + 1]
        if (
            following == "的"
            or (following == "了" and self.mask.startswith("了又", head.end))
            or (following in _WHEN_STARTS and self.mask.startswith(_WHEN, head.end))
        ):
            return False
        if head.place == "purpose" and self._is_served(head, later):
            return False
        if group == "turn":  # 提高到, 改成: an act where the object stands before it with 把
            spreads = head.verbs[-1].verb in _SPREADING and _SO_MANY.match(self.mask, head.end) is not None
            return spreads or bool(_MOVED.search(self.mask, clause.start, head.start))
        if following in _CONDITION_STARTS and _SHARED_CONDITION.match(self.mask, head.end):
            return False
        if site is not None:
            return True
        if self._is_told(clause, head) or (head.verbs[0].noun and self._is_of_noun(head, later)):
            return False
        return group in _MAIN or head.place not in _NOUN_PLACES or self.heads.acts(head) or head.pivots

    def _is_of_noun(self, head: Head, later: list[Head]) -> bool:
        """Whether a verb that may be a noun is one: 总投资, or what stands behind 将 before its verb (将体检名单报送)."""
        if later and self._is_of_actor(head, later[0]):
            return True
        before = self.mask[head.start - 1] if head.start else ""
        return before == "总" or (before in ("把", "将") and any(other.moves for other in later))

    def _is_of_actor(self, head: Head, other: Head) -> bool:
        """Whether the verb only describes those who do what the next one tells (试点乡镇建成驿站, 包联干部代买药品)."""
        if head.pivots or other.verbs[0].noun or other.group not in _MAIN:
            return False
        between = self.mask[head.end : other.start]
        size = self.heads.lexicon.ends_in_adverb(between, 0, len(between))
        return _ACTORS.fullmatch(between, 0, len(between) - size) is not None

    def _is_told(self, clause: Span, head: Head) -> bool:
        """Whether the clause only tells how large, when or on what terms it is, or by how much something grew."""
        first, last, told = head.verbs[0].verb, head.verbs[-1], self.told
        # 基层关工委组织126个: bodies are counted.
        if (
            last.verb == "组织"
            and self.mask[head.start - 1] in "委会协党"
            and _ONLY_THOSE.match(self.mask, head.end, clause.end)
        ):
            return True
        if first in told.arriving and told.is_scene(self.mask, head.start):
            return True
        may_be_noun = (last.noun or last.group == "join") and len(head.verbs) == 1
        if told.is_subject(self.mask, head.end, clause.end, noun=may_be_noun):
            return True
        if told.is_other(head.verbs[0].verb, self.mask, head.end, clause.end):
            return True
        if last.verb in told.ruling and self.mask.startswith("由", head.end):
            return True
        if last.verb in told.coming and told.is_turnout(last.verb, self.mask, head.end, clause.end):
            return True
        if first == "利用" and told.is_means(self.mask, head.end, clause.end):
            return True
        grows = last.verb in told.growing and told.is_amount(self.mask, head.end, clause.end)
        return grows and not _MOVED.search(self.mask, clause.start, head.start)

    def _is_served(self, head: Head, later: list[Head]) -> bool:
        """Whether the verb only describes those whom another one serves (为结对村党支部捐赠资料柜)."""
        if self.mask[head.start - 1] not in "为向给":
            return False
        return any(other.place in ("subject", "other", "adverb") and other.verbs[0].group in _MAIN for other in later)

    def _phrase(self, clause: Span, head: Head, before: list[Head], later: list[Head], site: int | None) -> Phrase:
        end = self.objects.end(head, later, clause)
        start, form, obj = head.start, "plain", Span(head.end, end)
        place = head.place
        if start > clause.start and (fronted := self._fronted(clause, head, before, end)):
            start, form, obj = fronted
            place, site = self.heads.place(clause.start, start), None
        elif site is not None:
            start, place = site, self.heads.place(clause.start, site)
        elif start > clause.start and (way := self._way(clause, head)) is not None:
            start, place = way, self.heads.place(clause.start, way) if way > clause.start else "start"
        marks = self.features.of(clause, head, form, place, obj, end, (before, later), sited=site is not None)
        placed = head.group == "motion" or (self.mask[head.end : head.end + 1] in _WHERE and form == "plain")
        return Phrase(start, end, obj, head, marks, clause, _acted(head, later, end, placed=placed))

    def _fronted(self, clause: Span, head: Head, before: list[Head], end: int) -> tuple[int, str, Span] | None:
        """The object before its verb: 把…纳入, 对…进行表彰; what follows a 将 of the future is a verb (将抓好落实)."""
        moves = head.moves or self._completes(clause, head)
        if moves and (found := self._last(_MOVED, clause, head)) and not self._is_future(found[1], before):
            verb = head.end - len(head.verbs[-1].verb)  # in 补贴纳入 the first is part of the object
            return found[0], "moved", Span(found[1].start, verb)
        if self._may_be_about(head, end) and (found := self._last(_ABOUT, clause, head)):
            return found[0], "about", found[1]
        return None

    def _completes(self, clause: Span, head: Head) -> bool:
        """Whether 把 stands before the verb, and behind it only what becomes of the object."""
        if self.mask.find("把", clause.start, head.start) < 0:
            return False
        return _RESULT.match(self.mask, head.end, clause.end) is not None

    def _site(self, clause: Span, head: Head) -> int | None:
        """Where the place begins that the one who acts goes to, when the verb has no object but a number (到校授课2次)."""
        mask, words = self.mask, self.heads.words
        at = max((mask.rfind(char, clause.start, head.start - 2) for char in _GOES), default=-1)
        if at < 0 or head.group in _NEVER or not _SITE.match(mask, at) or not _ONLY_COUNT.fullmatch(mask, head.end, clause.end):
            return None
        if not words.is_word(at, at + 1) or words.is_verb_before(at) or mask.startswith("的", head.end):
            return None
        return None if _AWAY.search(mask, at, head.start) else at

    def _way(self, clause: Span, head: Head) -> int | None:
        """Where the phrase begins when one goes to somebody's door to do it (上门巡诊2次; not 提供上门服务)."""
        mask, at = self.mask, head.start - 2
        if mask[at + 1] != "门":
            if mask[at + 1] not in _ENTERED_ENDS or mask.find("、进", clause.start, at) < 0:
                return None
            entered = _ENTERS.search(mask, clause.start, head.start)
            return entered.start() if entered else None
        if at < clause.start or mask[at : head.start] not in _TO_THE_DOOR or head.verbs[0].verb in _TO_THE_DOOR:
            return None
        before = self.heads.place(clause.start, at) if at > clause.start else "start"
        return at if before in _WAY_PLACES else None

    def _may_be_about(self, head: Head, end: int) -> bool:
        """Whether what the verb is about may stand before it: 对…进行表彰, 对…授牌."""
        if head.verbs[0].verb in _LIGHT:
            return len(head.verbs) > 1 or end - head.end <= 6
        return end == head.end and head.group == "strong"

    def _is_future(self, moved: Span, before: list[Head]) -> bool:
        """Whether between 将 and the verb there is only another verb or an adverb."""
        if self.mask[moved.start - 1] != "将":
            return False
        verb = any(h.start == moved.start and (h.end >= moved.end or h.verbs[0].verb in _CARRYING) for h in before)
        return verb or self.mask[moved.start : moved.end] in self.heads.lexicon.adverbs

    def _last(self, preposition: re.Pattern[str], clause: Span, head: Head) -> tuple[int, Span] | None:
        """Where the last preposition before the verb stands, and the object between them."""
        found = list(preposition.finditer(self.mask, clause.start, head.start))
        if not found or head.start - found[-1].end() < (1 if preposition is _MOVED else 2):
            return None
        return found[-1].start(), Span(found[-1].end(), head.start)


def _may_be_fronted(head: Head) -> bool:
    """Whether its object may stand before it, so that the phrase begins earlier than the verb."""
    return head.verbs[0].verb in _LIGHT or head.moves


def _acted(head: Head, later: list[Head], end: int, *, placed: bool) -> Span | None:
    """The inner verb's object (组织老同志开展志愿服务: 志愿服务), or those who act where it has none (选派干部驻村: 干部).

    Parameters
    ----------
    head, later, end : the verb, those after it, the end of the phrase.
    placed : what follows the verb tells where the inner one acts (探索在养老机构建立党支部: 党支部).
    """
    if not later or later[0].end > end:
        return None
    inside = [inner for inner in later if inner.end <= end]
    if office := next((inner for inner in inside if inner.verbs[0].verb in _OFFICES), None):
        return Span(head.end, office.start)
    acting = [inner for inner in inside if inner.place != "object" and inner.group not in _NEVER]
    if not acting or not (head.pivots or placed):
        return None
    inner = acting[0 if head.pivots else -1]
    goes = head.pivots and inner.group == "motion"  # 组织老干部赴…参观: 老干部
    if inner.end == end and placed and len(acting) > 1 and acting[-2].verbs[0].verb in _LIGHT:  # 深入村里开展专项督导
        return Span(acting[-2].end, end)
    return Span(inner.end, end) if inner.end < end and not goes else Span(head.end, inner.start)
