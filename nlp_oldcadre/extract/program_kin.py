"""Names that other names of the document vouch for: members of one list, kin by a word, what a programme brings forth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.program_quoted import Outcome
from nlp_oldcadre.extract.program_rules import COURSES, QuotedRules
from nlp_oldcadre.extract.quoted import QuoteGroup
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_motto
from nlp_oldcadre.rules import ProgramRule

Decision = tuple[str, str, float | None]
Decided = list[tuple[Outcome, Decision | None]]

_TOLD_BY_LIST = frozenset({ProgramRule.MODEL, ProgramRule.LIST})
_SHORTEST, _LONGEST = 3, 14
# Openings that many phrases of this work share, names or not.
_COMMON = frozenset(
    "老干 干部 党员 离退 退休 老年 老有 学习 服务 志愿 党史 宣讲 初心 永远 牢记 不忘 红色 全国 全省 全市 最美 优秀 先进 "
    "一个 我们 关心 五老 四个 三个 两个 智慧 网上 "
    "增添 党建 支部 中国 新时 时代 社区 老党 老同 青年 少年 爱心 文明 示范 和谐 敬老 助老 为老 乡村 基层 家门 身边".split()
)
# Verbs by which a programme brings forth its parts, straight before a list of them.
_SPAWNS = re.compile(
    "(?:孵化|衍生|派生|延伸|细化|分化|裂变|下设|下分|分设|内设|共设|新增|增设|开设|原有|突出|自办)(?:出|了|为|成|有)*[\u4e00-\u9fff]{0,2}$"
)
_COUNTED_PARTS = re.compile(
    "[二三四五六七八九十两\\d]+[个大项支](?:特色|具体)?(?:子品牌|子项目|抓手|频道|板块|栏目|专栏|分队|课堂|品牌|行动|项目)"
)
# 市关工委组织的“…”同期开营
_DONE_BY = re.compile("(?:组织|举办|主办|打造|推出|实施|开展|创办|发起|开发|承办)的$")
_BEARING = re.compile("推选|评选|同期|活动|正式|已|走进|启动|上线|开营|开班|征集|展演")
# A model that gives less than this says no.
_LEAST = 0.05
_SIGNED = re.compile("银[发龄辉晖耀领霞雁]|桑榆|夕阳|晚[霞晴]|课堂|讲堂|驿站|行动|工程|活动|品牌|之家|之声|队$|团$")
# “骑楼学堂1+N”体系
_SYSTEM = re.compile("[\u4e00-\u9fff]{2,8}[1一]\\+[NnXx\\d一二三四五六]{1,2}")
_SYSTEM_AFTER = re.compile("体系|模式|机制|工程|行动|平台|矩阵")
# … or items of a row: 一、深化“…”；二、扩面“…”
_LOOSE_LIST = re.compile(
    "”[\u4e00-\u9fff]{0,4}[、和][\u4e00-\u9fff]{2,12}“|”[\u4e00-\u9fff]{0,4}；(?:[一二三四五六七八九十](?:是|、))[\u4e00-\u9fff]{1,6}“"
)
# “甲”直播教学、“乙”亲子助学等系列活动
_EACH_WITH_WORK = re.compile("”[\u4e00-\u9fff]{2,8}、“")
_IN_SERIES = re.compile("”[^，。；]{0,50}等[^，。；“”、]{0,6}(?:活动|项目|品牌|行动|平台|载体)")
# 下分“评论组”“视频组”
_TEAMLET = re.compile("[\u4e00-\u9fff]{2,3}组")
# “甲”框架下, “甲”系列之一, “甲”的子品牌; 旗下的“乙”, 分别是“乙”; “乙”是“甲”的…: places of a whole and of a part.
_WHOLE_PLACE = re.compile(
    "(?:品牌|行动|工程|项目|计划|系列活动|系列|活动|体系|平台|志愿服务|总)*(?:框架下|统领下|旗下|体系下|系列之一|之一|之“|（“|(?:的)?(?:子|分)(?:品牌|项目|活动)|"
    "的(?:重要|主要)?组成部分|的延伸|的重要内容|"
    "的[二三四五六七八九十两][个大项]|(?:分别)?包括|包含|涵盖)"
)
# “甲”的子品牌: the whole is a brand.
_OF_BRAND = re.compile("(?:总|母)?品牌|的?[子分]品牌")
_PART_PLACE = re.compile(
    "”(?:品牌|行动|工程|项目|计划|系列活动|系列|活动|体系|平台|志愿服务|总)*(?:旗下的?|框架下，?[^，。；“”]{0,16}|"
    "之|（(?:含|即)?|的?[^，。；“”]{0,10}(?:分别)?(?:是|为|包括|包含|涵盖)：?)$"
)
_PART_VERB = re.compile("(?:是|作为|系|从属于?|隶属于?|纳入|列入|同属于?|归属于?)[^，。；“”]{0,12}“")
_OWNER = re.compile("[省市县区州盟旗镇乡村局院校]的?$|(?:街道|社区|大学|公司|集团)的?$")
_OWNED_NEXT = re.compile("、[\u4e00-\u9fff]{1,10}(?:[省市县区州盟旗镇乡村局院校]|街道|社区|大学|公司|集团)的?“")
_OWNED_LAST = re.compile("”、[\u4e00-\u9fff]{2,12}$")
_WON = re.compile("的?(?:牌子|牌匾|称号|荣誉|锦旗|奖牌|匾额|证书|奖)")


def rescued(scan: Scan, decided: Decided) -> Iterator[tuple[Outcome, Decision]]:
    """The phrases decided to be names, with those that they vouch for.

    Examples
    --------
    >>> from nlp_oldcadre.extract.program_quoted import outcomes
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "打造“江帆银辉”品牌。“江帆讲堂”常讲常新。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> first, second = outcomes(scan)
    >>> [decision[1] for _, decision in rescued(scan, [(first, ("brand", "head", None)), (second, ("", "", 0.2))])]
    ['head', 'kin']
    """
    found = {at: decision for at, (_, decision) in enumerate(decided) if decision and decision[0]}
    if len(decided) > 1:
        kin = _Kin(scan, decided)
        kin.vouch_for_all(found)
        kin.take_kinds(found)
    for at in sorted(found):
        yield decided[at][0], found[at]


class _Kin:
    """The names of a document that are sure, asked for others."""

    def __init__(self, scan: Scan, decided: Decided) -> None:
        self._scan, self._decided = scan, decided
        self._rules = QuotedRules.of(scan.tables)
        self._lexicon = self._rules.lexicon
        sure = [(outcome, decision[0]) for outcome, decision in decided if decision and decision[0]]
        self._lists = {outcome.group.spans: kind for outcome, kind in sure}
        self._kinds = {outcome.span: kind for outcome, kind in sure}
        self._names = frozenset(scan.text[slice(*outcome.span)] for outcome, _ in sure)
        ends = {word for name in self._names if len(name) > 3 for word in (name[:2], name[-2:])}
        self._words = {w for w in ends if w not in _COMMON and w not in scan.regions.by_name and not _SIGNED.search(w)}
        self._openings = {name[:2] for name in self._names if len(name) > 3} - _COMMON

    def vouch_for_all(self, found: dict[int, Decision]) -> None:
        """Adds to the names found those vouched for; who is vouched for vouches for its list, the one before it included."""
        undecided = [at for at in range(len(self._decided)) if at not in found]
        for order in (undecided, undecided[::-1]):
            by_list = False
            for at in order:
                if at not in found and (vouched := self.vouch(at)):
                    found[at] = vouched
                    outcome = self._decided[at][0]
                    self._kinds[outcome.span] = self._lists[outcome.group.spans] = vouched[0]
                    by_list = by_list or vouched[1] == "list" or len(outcome.group.spans) > 1
            if not by_list:
                break
        for at in undecided:
            if at not in found and (owned := self._owned(at)):
                found[at] = owned

    def take_kinds(self, found: dict[int, Decision]) -> None:
        """某集团“甲”、某集团“乙”等队伍: what only the model holds to be a name is of the kind that the list's noun tells."""
        for at in sorted(found, reverse=True):
            kind, rule, score = found[at]
            beside = self._behind(at) if kind == "brand" and rule in _TOLD_BY_LIST else None
            if beside and beside != kind:
                found[at] = beside, rule, score
                self._kinds[self._decided[at][0].span] = beside

    def _owned(self, at: int) -> Decision | None:
        """东山县“松涛银辉”、西山县“水韵桑榆”各有特色: what each of several places or bodies has."""
        outcome = self._decided[at][0]
        phrase, group = self._scan.text[slice(*outcome.span)], outcome.group
        if not outcome.allowed or not 4 <= len(phrase) <= _LONGEST or not _OWNER.search(group.before):
            return None
        owned = _OWNED_NEXT.match(group.after) or _OWNED_LAST.search(group.before)
        kind = self._lexicon.kind_of_tail(phrase) or "brand"
        return (kind, "owned", None) if owned and self._may_join(phrase, group) else None

    def vouch(self, at: int) -> Decision | None:
        """What a phrase is that neither rule nor model has taken for a name."""
        outcome = self._decided[at][0]
        phrase, group = self._scan.text[slice(*outcome.span)], outcome.group
        if _SYSTEM.fullmatch(phrase) and _SYSTEM_AFTER.match(group.after):
            return "mechanism", "system", None
        if not outcome.allowed or not _SHORTEST <= len(phrase) <= _LONGEST:
            return None
        found = self._reason(at, phrase)
        return found if found and self._may_join(phrase, group) else None

    def _reason(self, at: int, phrase: str) -> Decision | None:
        """What in the document speaks for the phrase."""
        outcome, decision = self._decided[at]
        group = outcome.group
        kind = self._lexicon.kind_of_tail(phrase)
        if beside := self._lists.get(group.spans) if len(group.spans) > 1 else self._beside(at):
            return kind or beside, "list", None
        if _SPAWNS.search(group.before) or (len(group.spans) > 1 and _COUNTED_PARTS.match(group.after)):
            return (kind or "project", "part", None) if self._names else None
        if self._is_part_or_whole(at):
            return kind or ("brand" if _OF_BRAND.match(group.after) else "project"), "part", None
        score = decision[2] if decision else None
        if score is None or score < _LEAST:
            return None
        if self._is_kin(phrase) and not group.after.startswith("的") and not group.before.endswith(("的", "位", "名", "群")):
            return kind or "brand", "kin", score
        if _DONE_BY.search(group.before) and _BEARING.match(group.after):
            return kind or "campaign", "made", score
        return None

    def _is_part_or_whole(self, at: int) -> bool:
        """Whether the phrase stands where a whole or a part does, with a name beside it in the sentence."""
        outcome = self._decided[at][0]
        group = outcome.group
        if not (_WHOLE_PLACE.match(group.after) or _PART_PLACE.search(group.before) or _PART_VERB.match(group.after)):
            return False
        near = [other for other in (at - 1, at + 1, at + len(group.spans)) if 0 <= other < len(self._decided)]
        beside = [self._decided[other][0].span for other in near]
        text = self._scan.text
        return any(
            "。" not in text[min(span.end, outcome.span.end) : max(span.start, outcome.span.start)]
            and (span in self._kinds or self._rules.may_be_name(text[slice(*span)]))
            for span in beside
        )

    def _is_kin(self, phrase: str) -> bool:
        """Whether a name of the document begins as the phrase does, or one has the other's end."""
        if len(phrase) < 4:
            return False
        return (phrase[:2] in self._openings and phrase[:2] not in self._scan.regions.by_name) or bool(
            self._words & {phrase[:2], phrase[-2:]}
        )

    def _beside(self, at: int) -> str | None:
        """甲县“…”、乙县“…”: the kind of the name before or behind, when only a place or body parts the two."""
        here = self._decided[at][0].span
        for other in (at - 1, at + 1):
            if not 0 <= other < len(self._decided):
                continue
            span = self._decided[other][0].span
            first, second = (span, here) if other < at else (here, span)
            kind = self._kinds.get(span)
            if kind and _LOOSE_LIST.fullmatch(self._scan.text, first.end, second.start):
                return kind
            if kind and self._is_series(first.end, second.start, second.end):
                return "campaign"
        return None

    def _behind(self, at: int) -> str | None:
        """The kind of the next name where a list joins it to this one."""
        if at + 1 >= len(self._decided):
            return None
        here, behind = self._decided[at][0].span, self._decided[at + 1][0].span
        return self._kinds.get(behind) if _LOOSE_LIST.fullmatch(self._scan.text, here.end, behind.start) else None

    def _is_series(self, start: int, end: int, second: int) -> bool:
        """Whether ``[start, end)`` parts two members of one series of activities, the second of which ends at ``second``."""
        text = self._scan.text
        return _EACH_WITH_WORK.fullmatch(text, start, end) is not None and _IN_SERIES.match(text, second) is not None

    def _may_join(self, phrase: str, group: QuoteGroup) -> bool:
        return (
            not is_formula(phrase)
            and not is_motto(phrase)
            and not _TEAMLET.fullmatch(phrase)
            and not self._rules.words.generic_tail.search(phrase)
            and not _WON.match(group.after)
            and not COURSES.match(group.after)
            and phrase not in self._rules.formulas
        )
