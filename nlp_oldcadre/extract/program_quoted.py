"""Which quoted phrases are names of programmes: the evidence around each phrase, in the order of its strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.program_context import AWARDED, by_context, is_change, spread
from nlp_oldcadre.extract.program_given import Named
from nlp_oldcadre.extract.program_heads import Head, Lexicon
from nlp_oldcadre.extract.program_rules import COMBINING, COURSES, DEALS, SEASON, QuotedRules
from nlp_oldcadre.extract.quoted import QuoteGroup, is_metaphor, is_speech, read_quotes
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_motto
from nlp_oldcadre.model import Span

_DIRECT_HEADS = {"campaign", "action", "project", "brand"}
_ACTS = {"campaign", "action", "project", "mechanism"}
# National formulas that name people or thoughts head no programme (“五老”宣讲团, “四个意识”教育).
_NEVER_NAMES = {"people", "thought"}
_THEME = re.compile("主题(?!教育|活动|实践|党日|宣讲)")
_SO_MANY = re.compile("[二三四五六七八九十两]大")
_MODIFIER = re.compile(r"([\u4e00-\u9fff]{0,8})“([^“”]{1,4})”")
# “四式”工程, “五化”行动
_COUNTS = frozenset("二三四五六七八九十两")
_NTH = re.compile(r"第[一二三四五六七八九十\d]{1,3}届$")
_WAYS = re.compile("线[上下]|集中|分散|自学|定期|统一|个人|固定|流动")
_NUMBER_BEFORE = re.compile(r"[一二三四五六七八九十\d][）).、．][\u4e00-\u9fff]{0,4}“$")
_GRADED = (
    "示范党支部",
    "示范支部",
    "示范党组织",
    "示范点",
    "示范户",
    "示范岗",
    "示范站",
    "示范村",
    "示范社区",
    "党支部创建",
    "星级党支部",
)
# “甲”十佳志愿者: those who are praised are no programme.
_NO_HEAD = (*AWARDED, "精神", "式", "十佳", "最美", "优秀", "先进", "杰出", "明星", "领导小组", "工作领导小组", *_GRADED)
_ENDS = frozenset({"", "，", "。", "、", "；", "："})
# “甲”离退休干部示范党支部: a grade that bodies reach.
_GRADED_AFTER = re.compile(
    "(?:[省市县区]级|离退休|离休|退休|老|干部|党员|同志|教师|职工|五星级?|星级|标准化|规范化)*(?:示范|先进|模范|标杆|样板|红旗|过硬|优秀|五星|星级)"
    "(?:离退休|干部|基层|老年)*(?:党支部|支部|党组织|党总支|党小组|党委|集体|单位|家庭|户|个人|机关|社区|村)"
)
_NUMBER = "(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\\d]{1,3}[）)]|\\d{1,2}[.．、])"
_LED = re.compile(f"(?:^|\n)[ 　]*{_NUMBER}[ 　]*[\u4e00-\u9fff]{{1,3}}“$")
_HEADING_ENDS = frozenset({"。", "\n", ""})
_TAUGHT = re.compile("(?:巡回|专题|主题|系列|流动)?(?:宣讲|巡讲)|教学|培训|授课")
_PEOPLE = frozenset({"志愿者", "义工", "讲解员"})
_LONGEST_PLAN = 8
_SERVED = re.compile("(?:推出|推行|开展|实施|深化|探索|创新|实行|打造|提供)[^，。；]{0,24}$")


class Outcome(NamedTuple):
    """What the rules make of one quoted phrase.

    ``named`` is ``(kind, rule)`` of a programme, or None; ``head`` the head noun that follows; ``allowed`` whether nothing in a
    phrase that is not named forbids that it is.
    """

    group: QuoteGroup
    span: Span
    named: Named | None
    head: Head | None
    allowed: bool = True


def outcomes(scan: Scan) -> Iterator[Outcome]:
    """What the rules make of each quoted phrase of a document.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "擦亮“泉城银龄”服务品牌，当好“智囊团”，开设“榕荫讲堂”，建成“茶乡书屋”12个。"
    >>> [o.named for o in outcomes(Scan(Document.from_text(text), load_tables()))]
    [('brand', 'head'), None, ('event', 'verb'), ('platform', 'verb')]
    """
    if not (groups := read_quotes(scan)):
        return
    rules = QuotedRules.of(scan.tables)
    listed = _listed_headings(scan)
    documents = frozenset(scan.covered("DOCUMENT"))
    for group in groups:
        if documents.isdisjoint(group.spans):
            yield from _read_group(scan.text, rules, group, listed)


def _listed_headings(scan: Scan) -> frozenset[Span]:
    """The quoted phrases that are whole headings of numbered paragraphs (（二）“霞映青山”), two at least."""
    text = scan.text
    # （一）抓“霞映青山”，建强堡垒。 is one too where several headings are so.
    led = frozenset(
        span
        for span in scan.quotes
        if text[span.end + 1 : span.end + 2] == "，"
        and 4 <= span.end - span.start <= 12
        and _LED.search(text, max(0, span.start - 9), span.start)
        and not is_formula(text[slice(*span)])
        and not is_motto(text[slice(*span)])
    )
    found = frozenset(
        span
        for span in scan.quotes
        if text[span.end + 1 : span.end + 2] in _HEADING_ENDS
        and 2 <= span.end - span.start <= 20
        and _NUMBER_BEFORE.search(text, max(0, span.start - 7), span.start)
        and "\n" not in text[span.start : span.end]
    )
    return (found if len(found) > 1 else frozenset()) | (led if len(led) > 1 else frozenset())


def _read_group(text: str, rules: QuotedRules, group: QuoteGroup, listed: frozenset[Span]) -> list[Outcome]:
    if is_change(group):
        return [Outcome(group, span, None, None, allowed=False) for span in group.spans]
    if _GRADED_AFTER.match(group.after):
        return [Outcome(group, span, None, None, allowed=False) for span in group.spans]
    after = group.after
    # 依托“甲”小程序开通“乙”: the head stands before the next marks.
    if (head := _head(rules, after)) is None:
        after = _unquoted_modifiers(after)
        head = _head(rules, after)
    phrases: list[str] = []
    found: list[Named | None] = []
    allowed: list[bool] = []
    for start, end in group.spans:
        phrase = text[start:end]
        named = _by_head(rules, phrase, head, group) if head else None
        phrases.append(phrase)
        found.append(named)
        allowed.append(named is not None or rules.may_be_name(phrase))
    if after[:1] not in _ENDS and COURSES.match(after):
        found = [named if rules.lexicon.kind_inside(phrase) else None for named, phrase in zip(found, phrases, strict=True)]
    elif not any(found):
        for at, span in enumerate(group.spans):
            found[at] = by_context(rules, phrases[at], group, allowed=allowed[at], listed=span in listed)
        if len(phrases) > 1:
            found = spread(rules.lexicon, phrases, allowed, found)
    return [Outcome(group, span, found[at], head, allowed[at]) for at, span in enumerate(group.spans)]


def _head(rules: QuotedRules, after: str) -> Head | None:
    """The head noun that counts: no 长效机制, no theme, no spirit."""
    head = rules.lexicon.head_after(after)
    if head is None or after.startswith(_NO_HEAD) or _THEME.match(after, head.end):
        return None
    return None if head.word.endswith("机制") and after.startswith(("长效", "常态化")) else head


def _unquoted_modifiers(after: str) -> str:
    """A short quoted modifier before the head is no mark to stop at: “…”离退休干部“快闪”活动."""
    return f"{match[1]}{match[2]}{after[match.end() :]}" if "“" in after and (match := _MODIFIER.match(after)) else after


def _by_head(rules: QuotedRules, phrase: str, head: Head, group: QuoteGroup) -> Named | None:
    """A head noun follows: “…”行动, “…”主题实践活动."""
    words, lexicon = rules.words, rules.lexicon
    # 被授予“最美守护者”团队: a title to be won
    if words.title.fullmatch(phrase) and words.won.search(group.before[-10:]):
        return None
    # “一林一策”管护法 deals out
    if head.word.endswith("法") and not head.word.endswith("工作法") and DEALS.fullmatch(phrase):
        return None
    if is_speech(phrase) or words.body.fullmatch(phrase) or words.levelled.match(phrase):
        return None
    direct = group.after.startswith(head.word) or (
        _SO_MANY.match(group.after) is not None and group.after.startswith(head.word, 2)
    )
    # “六有”工程 is a name, “六有”支部 only has them.
    # “两单式”送教模式: two words may stand between.
    styled = phrase[0] in _COUNTS and phrase[-1] in "式法" and head.end - len(head.word) <= 2
    counted = (direct or styled) and head.strong and head.kind in _ACTS and (phrase[-1:] == "有" or phrase[0] in _COUNTS)
    if words.adjective.fullmatch(phrase) and not counted:
        return None
    if COMBINING.fullmatch(phrase) and not (direct and head.strong and head.kind in _ACTS):
        return (head.kind, "head") if _is_scheme(rules, phrase, head, group) else None
    if kind := rules.formulas.get(phrase):
        acts = _ACTS - {"mechanism"} if kind == "rule" and not head.word.endswith("法") else _ACTS
        # “三个一”联系机制: of sets of work two words may stand before the head.
        near = direct or (kind == "work" and re.match(f"[\u4e00-\u9fff]{{2,4}}?{re.escape(head.word)}", group.after))
        allowed = head.strong and head.kind in acts and bool(near) and kind not in _NEVER_NAMES
        # “访惠聚”驻村工作, “双联双促”下沉服务
        posted = group.after.startswith(("驻", "下沉", "包村", "蹲点"))
        allowed = allowed or (kind == "campaign" and (head.strong or posted or lexicon.verb_before(group.before) is not None))
        return (head.kind, "head" if head.strong or posted else "weak-head") if allowed else None
    if is_metaphor(phrase, rules.tables):
        near = direct or group.after.startswith(head.word, 2)
        named = near and head.kind in ("team", "platform") and words.named_after.search(head.word) is not None
        # “排头兵”能力提升计划
        planned = (
            head.kind in ("project", "action") and head.end <= _LONGEST_PLAN and head.word.endswith(("计划", "工程", "行动"))
        )
        called = named or planned or (direct and head.kind in _DIRECT_HEADS)
        near = near or planned
        return (head.kind, "head") if called and head.strong and (named or len(phrase) > 2) else None
    if not head.strong:
        return _by_weak_head(rules, phrase, head, group)
    inside = lexicon.kind_inside(phrase)
    # “…秀”才艺展示活动 is an event; “…对话”活动 and their like stay campaigns.
    shown = inside == "event" and head.kind == "campaign" and re.search("[秀展赛会节]$", phrase)
    # So does “…讲堂”巡回宣讲; “…驿站”志愿者 are the people of a place.
    taught = inside in ("event", "platform") and _TAUGHT.match(head.word) is not None
    peopled = inside not in (None, "team") and head.word in _PEOPLE
    # 在“银龄大舞台”展演6场: where it is shown
    placed = inside == "platform" and head.kind == "event" and group.before.endswith("在")
    if inside and (taught or peopled or placed):
        return inside, "head"
    # What is held and called a meeting is an event: 举办“…”议事会.
    held = head.kind in ("mechanism", "platform") and head.word.endswith("会") and group.before.endswith(("举办", "召开"))
    # 举办第七届“…”活动
    if held or (head.kind == "campaign" and _NTH.search(group.before)):
        return "event", "head"
    # “护航月”专项服务 is a month of acts.
    if head.kind in ("action", "project") and SEASON.fullmatch(phrase) and not head.word.endswith(("行动", "工程", "计划")):
        return "campaign", "head"
    # 推广“马背送药队”经验做法: what the practice is of.
    if head.word.endswith(("做法", "经验")):
        # “环湖”地区先进做法: of a place
        if "地区" in group.after[: head.end]:
            return None
        own = inside or _kind_before(lexicon, group.after[: head.end - len(head.word)])
        return (own, "head") if own else (head.kind, "coined")
    return ("event" if shown else head.kind), "head"


def _kind_before(lexicon: Lexicon, between: str) -> str | None:
    """“…”工作室做法: what stands between name and head tells the kind."""
    head = lexicon.head_after(between)
    return head.kind if head and head.strong else None


def _is_scheme(rules: QuotedRules, phrase: str, head: Head, group: QuoteGroup) -> bool:
    """推广“屋场会+银龄说”宣讲模式: a combination run as a rule of work, not one that only tells ways (线上+线下)."""
    near = head.strong and head.kind == "mechanism" and head.end - len(head.word) <= 4
    return near and _WAYS.search(phrase) is None and rules.lexicon.verb_before(group.before) is not None


def _by_weak_head(rules: QuotedRules, phrase: str, head: Head, group: QuoteGroup) -> Named | None:
    """深化“…”建设, 探索“…”服务: a plain noun follows, a verb that brings names into being goes before."""
    words, lexicon = rules.words, rules.lexicon
    if (
        words.generic_tail.search(phrase)
        or words.title.fullmatch(phrase)
        or group.after.startswith("的")
        or DEALS.fullmatch(phrase)
    ):
        return None
    if words.series.match(group.after) and len(phrase) >= 4:
        return "project", "series"
    if head.word == "建设" and not is_formula(phrase) and (kind := lexicon.kind_of_tail(phrase)) in ("platform", "team"):
        return kind, "weak-head"
    verb = lexicon.verb_before(group.before)
    if verb and verb[1] == "campaign" and phrase.endswith("课堂") and head.kind == "campaign":
        return "event", "weak-head"
    is_service = group.after.startswith("服务")
    if is_service and is_formula(phrase) and _SERVED.search(group.before):
        return "mechanism", "coined"
    if verb and verb[2]:
        made = head.kind if verb[0] == "推出" or head.word != "服务" else verb[1]
        return lexicon.kind_inside(phrase) or made, "weak-head"
    # A coined formula before 工作 is one, whatever stands between it and its verb: 推进看病就医“四有一落地”工作.
    if is_formula(phrase) and group.after.startswith("工作") and words.pushed.search(group.before):
        return head.kind, "coined"
    return None
