"""Which quoted phrases are names of programmes: the evidence around each phrase, in the order of its strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.program_context import AWARDED, Named, by_context, spread
from nlp_oldcadre.extract.program_heads import Head
from nlp_oldcadre.extract.program_rules import COMBINING, COURSES, SEASON, QuotedRules
from nlp_oldcadre.extract.quoted import QuoteGroup, is_metaphor, is_speech, read_quotes
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import is_formula
from nlp_oldcadre.model import Span

_DIRECT_HEADS = {"campaign", "action", "project", "brand"}
_ACTS = {"campaign", "action", "project", "mechanism"}
# National formulas that name people or thoughts head no programme (“五老”宣讲团, “四个意识”教育).
_NEVER_NAMES = {"people", "thought"}
# “一户一卡”管理 deals out.
_DEALS = re.compile("一[\u4e00-\u9fff]{1,3}[一多][\u4e00-\u9fff]{1,3}")
_THEME = re.compile("主题(?!教育|活动|实践|党日|宣讲)")
_SO_MANY = re.compile("[二三四五六七八九十两]大")
_MODIFIER = re.compile(r"([\u4e00-\u9fff]{0,8})“([^“”]{1,4})”")
# “四式”工程, “五化”行动
_COUNTS = frozenset("二三四五六七八九十两")
_NTH = re.compile(r"第[一二三四五六七八九十\d]{1,3}届$")
_WAYS = re.compile("线[上下]|集中|分散|自学|定期|统一|个人|固定|流动")
_NUMBER_BEFORE = re.compile(r"[一二三四五六七八九十\d][）).、．][\u4e00-\u9fff]{0,4}“$")
# “甲”十佳志愿者: those who are praised are no programme.
_NO_HEAD = (*AWARDED, "精神", "式", "十佳", "最美", "优秀", "先进", "杰出", "明星")
_ENDS = frozenset({"", "，", "。", "、", "；", "："})
_HEADING_ENDS = frozenset({"。", "\n", ""})


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
    found = frozenset(
        span
        for span in scan.quotes
        if text[span.end + 1 : span.end + 2] in _HEADING_ENDS
        and 2 <= span.end - span.start <= 20
        and _NUMBER_BEFORE.search(text, max(0, span.start - 7), span.start)
        and "\n" not in text[span.start : span.end]
    )
    return found if len(found) > 1 else frozenset()


def _read_group(text: str, rules: QuotedRules, group: QuoteGroup, listed: frozenset[Span]) -> list[Outcome]:
    after = _unquoted_modifiers(group.after)
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
    if is_speech(phrase) or words.body.fullmatch(phrase) or words.levelled.match(phrase):
        return None
    direct = group.after.startswith(head.word) or (
        _SO_MANY.match(group.after) is not None and group.after.startswith(head.word, 2)
    )
    # “六有”工程 is a name, “六有”支部 only has them.
    counted = direct and head.strong and head.kind in _ACTS and (phrase[-1:] == "有" or phrase[0] in _COUNTS)
    if words.adjective.fullmatch(phrase) and not counted:
        return None
    if COMBINING.fullmatch(phrase) and not (direct and head.strong and head.kind in _ACTS):
        return (head.kind, "head") if _is_scheme(rules, phrase, head, group) else None
    if kind := rules.formulas.get(phrase):
        acts = _ACTS - {"mechanism"} if kind == "rule" and not head.word.endswith("法") else _ACTS
        # “三个一”联系机制: of sets of work two words may stand before the head.
        near = direct or (kind == "work" and re.match(f"[\u4e00-\u9fff]{{2,4}}?{re.escape(head.word)}", group.after))
        allowed = head.strong and head.kind in acts and bool(near) and kind not in _NEVER_NAMES
        allowed = allowed or (kind == "campaign" and (head.strong or lexicon.verb_before(group.before) is not None))
        return (head.kind, "head" if head.strong else "weak-head") if allowed else None
    if is_metaphor(phrase, rules.tables):
        near = direct or group.after.startswith(head.word, 2)
        named = near and head.kind in ("team", "platform") and words.named_after.search(head.word) is not None
        called = named or (direct and head.kind in _DIRECT_HEADS)
        return (head.kind, "head") if called and head.strong and (named or len(phrase) > 2) else None
    if not head.strong:
        return _by_weak_head(rules, phrase, head, group)
    inside = lexicon.kind_inside(phrase)
    # “…秀”才艺展示活动 is an event; “…对话”活动 and their like stay campaigns.
    shown = inside == "event" and head.kind == "campaign" and re.search("[秀展赛会节]$", phrase)
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
        return (inside, "head") if inside else (head.kind, "coined")
    return ("event" if shown else head.kind), "head"


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
        or _DEALS.fullmatch(phrase)
    ):
        return None
    if words.series.match(group.after) and len(phrase) >= 4:
        return "project", "series"
    if head.word == "建设" and not is_formula(phrase) and (kind := lexicon.kind_of_tail(phrase)) in ("platform", "team"):
        return kind, "weak-head"
    verb = lexicon.verb_before(group.before)
    if verb and verb[1] == "campaign" and phrase.endswith("课堂") and head.kind == "campaign":
        return "event", "weak-head"
    if verb and verb[2]:
        return lexicon.kind_inside(phrase) or (verb[1] if head.word == "服务" else head.kind), "weak-head"
    # A coined formula before 工作 is one, whatever stands between it and its verb: 推进看病就医“四有一落地”工作.
    if is_formula(phrase) and group.after.startswith("工作") and words.pushed.search(group.before):
        return head.kind, "coined"
    return None
