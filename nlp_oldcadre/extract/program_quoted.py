"""Which quoted phrases are names of programmes: the evidence around each phrase, in the order of its strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.program_heads import Head, Lexicon
from nlp_oldcadre.extract.quoted import QuoteGroup, is_likened, is_metaphor, is_speech, parts, read_quotes
from nlp_oldcadre.extract.quoted_words import QuotedWords
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_motto
from nlp_oldcadre.extract.slogan_tables import formula_kinds
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span
from nlp_oldcadre.tables import Tables

# No noun or verb before an apposition, with its dash, is longer.
_LONGEST_APPOSED = 5
# “作风提升年”, “志愿服务月”
_SEASON = re.compile(r"[\u4e00-\u9fff]{3,8}(?<![老青少中周百晚当多两])[年月季]")
# 以“…”为龙头，组建…: what leads is a brand.
_LEADS_BEFORE = re.compile("(?:以|把|将)(?:打造|创建|擦亮)?$")
_LEADS_AFTER = re.compile("为(?:统领|龙头|牵引|总?品牌|母品牌|旗帜|统揽|引领|总揽|核心|主体|主线)[，、]")
# “…”是“甲”品牌的一支; “甲”品牌下设“…”; “甲”由“…”“…”组成: a programme's parts are programmes.
_WHOLE = "(?:品牌|行动|工程|项目|计划|平台|活动|体系|矩阵)"
_BELONGS = re.compile(
    f"(?:是|作为|属于|隶属于)[^，。；“”]{{0,6}}“[^“”]{{2,20}}”{_WHOLE}[^，。；“”]{{0,6}}(?:组成部分|一部分|一支|分支|子品牌|子项目|之一|一环)"
)
_PART_OF = re.compile(f"”{_WHOLE}?(?:旗下|下设|框架下|体系下|统领下|涵盖|包括|包含|分为)[的了有]?[^，。；“”]{{0,10}}：?$")
_COMPOSED = re.compile(r"(?:等[\u4e00-\u9fff\d]{0,6}|[二三四五六七八九十\d][大个]?[\u4e00-\u9fff]{0,4})?(?:组成|构成)")
_MADE_UP = re.compile(f"”[\u4e00-\u9fff]{{0,6}}{_WHOLE}?由$")
_DIRECT_HEADS = {"campaign", "action", "project", "brand"}
_ACTS = {"campaign", "action", "project", "mechanism"}
# National formulas that name people or thoughts head no programme (“五老”宣讲团, “四个意识”教育).
_NEVER_NAMES = {"people", "thought"}
_COLLECTIVE = re.compile(r"[二三四五六七八九十两百\d][大项个][\u4e00-\u9fff]{0,4}?(行动|工程|计划|实事|项目|专项)")
# 支部+团队 before 组织形式, 党建+ before 工作 only combine.
_COMBINING = re.compile(r"(?![\dN+＋]+$)[^“”]{0,8}[+＋][^“”]{0,8}")
# “一户一卡”管理 deals out.
_DEALS = re.compile("一[\u4e00-\u9fff]{1,3}[一多][\u4e00-\u9fff]{1,3}")
# 开设“扎染”“古筝”等课程: what is taught.
_COURSES = re.compile("(?:等)?(?:[\\d一二三四五六七八九十多余]+[门类])?(?:特色|精品|热门|新|传统)?(?:课程|专业|科目)(?!体系)")
# What stands before a name that is its clause's subject.
_SUBJECT_BEFORE = frozenset({"", "；", "：", "，"})
_THEME = re.compile("主题(?!教育|活动|实践|党日|宣讲)")
# 举办百场“…”, 开展16期“…”
_SO_MANY_TIMES = re.compile("[\\d十百千万]余?(?:场次?|期|堂|讲|轮)$")
_SHORTENED = ("简称", "简称为")
_SO_MANY = re.compile("[二三四五六七八九十两]大")
_LISTED_HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,2}[）).、．][\u4e00-\u9fff]{0,4}“([^“”\n]{2,20})”(?=[。\n]|$)", re.M
)
# Where such a heading has its mark, at most three characters after its start.
_LISTED_MARK = re.compile("[）).、．][\u4e00-\u9fff]{0,4}“")


class Outcome(NamedTuple):
    """What the rules make of one quoted phrase: ``(kind, rule)`` of a programme, or None; and the head noun that follows."""

    group: QuoteGroup
    span: Span
    named: tuple[str, str] | None
    head: Head | None


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
    lexicon = Lexicon.of(scan.tables)
    listed = {Span(*m.span(1)) for m in find_near(_LISTED_HEADING, _LISTED_MARK, scan.text, back=3)}
    documents = frozenset(scan.covered("DOCUMENT"))
    for group in read_quotes(scan):
        if documents.isdisjoint(group.spans):
            yield from _read_group(scan, lexicon, group, listed if len(listed) > 1 else set())


def _read_group(scan: Scan, lexicon: Lexicon, group: QuoteGroup, listed: set[Span]) -> Iterator[Outcome]:
    phrases = [scan.text[a:b] for a, b in group.spans]
    after = _unquoted_modifiers(group.after)
    head = lexicon.head_after(after)
    if head and (head.word.endswith("机制") and re.match("长效|常态化", after)):
        head = None
    if head and (_THEME.match(after, head.end) or after.startswith("精神")):
        head = None
    found = [_by_head(scan.tables, lexicon, phrase, head, group) for phrase in phrases]
    if _COURSES.match(after):
        found = [named if named and lexicon.kind_inside(phrase) else None for named, phrase in zip(found, phrases, strict=True)]
    elif not any(found):
        found = [
            _by_context(scan, lexicon, phrase, group, span in listed) for phrase, span in zip(phrases, group.spans, strict=True)
        ]
        found = _spread(scan.tables, lexicon, phrases, found)
    yield from (Outcome(group, span, named, head) for span, named in zip(group.spans, found, strict=True))


def _unquoted_modifiers(after: str) -> str:
    """A short quoted modifier before the head is no mark to stop at: “…”离退休干部“快闪”活动."""
    return re.sub(r"^([\u4e00-\u9fff]{0,8})“([^“”]{1,4})”", r"\1\2", after) if "“" in after else after


def _by_head(tables: Tables, lexicon: Lexicon, phrase: str, head: Head | None, group: QuoteGroup) -> tuple[str, str] | None:
    """A head noun follows: “…”行动, “…”主题实践活动."""
    words = QuotedWords.of(tables)
    if head is None or is_speech(phrase) or words.body.fullmatch(phrase) or words.levelled.match(phrase):
        return None
    direct = group.after.startswith(head.word) or (
        _SO_MANY.match(group.after) is not None and group.after.startswith(head.word, 2)
    )
    # “六有”工程 is a name, “六有”支部 only has them.
    counted = direct and head.strong and head.kind in _ACTS and phrase[-1:] == "有"
    if words.adjective.fullmatch(phrase) and not counted:
        return None
    if _COMBINING.fullmatch(phrase) and not (direct and head.strong and head.kind in _ACTS):
        return None
    if kind := formula_kinds(tables).get(phrase):
        acts = _ACTS - {"mechanism"} if kind == "rule" else _ACTS
        # “三个一”联系机制: of sets of work two words may stand before the head.
        near = direct or (kind == "work" and re.match(f"[\u4e00-\u9fff]{{2,4}}?{re.escape(head.word)}", group.after))
        allowed = head.strong and head.kind in acts and bool(near) and kind not in _NEVER_NAMES
        allowed = allowed or (kind == "campaign" and (head.strong or lexicon.verb_before(group.before) is not None))
        return (head.kind, "head" if head.strong else "weak-head") if allowed else None
    if is_metaphor(phrase, tables):
        near = direct or group.after.startswith(head.word, 2)
        named = near and head.kind in ("team", "platform") and words.named_after.search(head.word) is not None
        called = named or (direct and head.kind in _DIRECT_HEADS)
        return (head.kind, "head") if called and head.strong and len(phrase) > 2 else None
    if not head.strong:
        return _by_weak_head(words, lexicon, phrase, head, group)
    inside = lexicon.kind_inside(phrase)
    # “…秀”才艺展示活动 is an event; “…对话”活动 and their like stay campaigns.
    shown = inside == "event" and head.kind == "campaign" and re.search("[秀展赛会节]$", phrase)
    # What is held and called a meeting is an event: 举办“…”议事会.
    held = head.kind in ("mechanism", "platform") and head.word.endswith("会") and group.before.endswith(("举办", "召开"))
    if held:
        return "event", "head"
    # “护航月”专项服务 is a month of acts.
    if head.kind in ("action", "project") and _SEASON.fullmatch(phrase) and not head.word.endswith(("行动", "工程", "计划")):
        return "campaign", "head"
    return ("event" if shown else head.kind), "head"


def _by_weak_head(words: QuotedWords, lexicon: Lexicon, phrase: str, head: Head, group: QuoteGroup) -> tuple[str, str] | None:
    """深化“…”建设, 探索“…”服务: a plain noun follows, a verb that brings names into being goes before."""
    if (
        words.generic_tail.search(phrase)
        or words.title.fullmatch(phrase)
        or group.after.startswith("的")
        or _DEALS.fullmatch(phrase)
    ):
        return None
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


def _by_context(scan: Scan, lexicon: Lexicon, phrase: str, group: QuoteGroup, listed: bool) -> tuple[str, str] | None:
    """No head follows: the verb before, a noun in apposition, the name's own last word."""
    words = QuotedWords.of(scan.tables)
    if listed and not is_likened(group) and not is_metaphor(phrase, scan.tables) and phrase not in formula_kinds(scan.tables):
        return lexicon.kind_inside(phrase) or "brand", "heading"
    # An account may be called after people, as nothing else is: 公众号“湖城老干部”.
    if words.account.search(group.before) and 3 <= len(phrase) <= 12 and not is_metaphor(phrase, scan.tables):
        return "platform", "apposition"
    if not may_be_name(scan.tables, phrase):
        return None
    if kind := _by_whole(words, phrase, group):
        return lexicon.kind_inside(phrase) or kind, "part"
    if group.after.startswith("的") or group.before.endswith(_SHORTENED) or words.won.search(group.before[-10:]):
        return None
    found = _by_signs(scan.tables, lexicon, phrase, group)
    # Few phrases get so far, and what looks for a likeness is the dearest test.
    return None if found and is_likened(group) else found


def _by_signs(tables: Tables, lexicon: Lexicon, phrase: str, group: QuoteGroup) -> tuple[str, str] | None:
    """What stands straight around the phrase, and its last word."""
    words = QuotedWords.of(tables)
    inside = "campaign" if _SEASON.fullmatch(phrase) else lexicon.kind_inside(phrase)
    if (defined := words.defined.match(group.after)) and (head := lexicon.head_after(defined[1])):
        return head.kind, "defined"
    if words.series.match(group.after) and len(phrase) >= 4:
        return "project", "series"
    collective = _COLLECTIVE.fullmatch(phrase)
    if collective:
        return lexicon.kind_inside(phrase) or "project", "collective"
    if words.apposed.search(group.before, max(0, len(group.before) - _LONGEST_APPOSED)):
        before = lexicon.head_after(group.before[-4:].lstrip("的").rstrip("—：为"))
        return inside or (before.kind if before else "brand"), "apposition"
    if words.opened.match(group.after):
        return inside or "platform", "online"
    if formula_kinds(tables).get(phrase) or _COMBINING.fullmatch(phrase):
        return None
    if (
        (group.before[-1:] in _SUBJECT_BEFORE)
        and words.acts.match(group.after)
        and words.signed.search(phrase)
        and len(phrase) >= 4
    ):
        return (inside or "brand", "subject") if not words.generic_tail.search(phrase) else None
    verb = lexicon.verb_before(group.before)
    tailed = inside or lexicon.kind_of_tail(phrase)
    if verb and words.signed.search(phrase) and len(phrase) >= 4 and not words.generic_tail.search(phrase):
        return tailed or verb[1], "signed"
    if verb and _brings_in(words, phrase, verb, inside, group.after):
        return tailed or verb[1], "verb"
    if _SO_MANY_TIMES.search(group.before[-4:]) and len(phrase) >= 4 and not words.generic_tail.search(phrase):
        return tailed or "event", "counted"
    # “两个阵地” only counts.
    named = inside and inside != "brand" and len(phrase) >= 4 and not is_formula(phrase)
    return (inside, "inside") if named and inside and not words.body_before.search(group.before) else None


def _by_whole(words: QuotedWords, phrase: str, group: QuoteGroup) -> str | None:
    """What leads other programmes, and what the sentence makes part of one."""
    before, after = group.before, group.after
    if len(phrase) >= 4 and _LEADS_AFTER.match(after) and _LEADS_BEFORE.search(before):
        kind = "brand"
    elif _BELONGS.match(after) or ("”" in before and (_is_composed(before, after) or _PART_OF.search(before))):
        kind = "project"
    else:
        return None
    # “学、帮、乐” only counts them up.
    counts_up = "、" in phrase and all(len(piece) == 1 for piece in phrase.split("、"))
    return None if counts_up or is_formula(phrase) or is_motto(phrase) or words.generic_tail.search(phrase) else kind


def _is_composed(before: str, after: str) -> bool:
    return _MADE_UP.search(before) is not None and _COMPOSED.match(after) is not None


def _brings_in(words: QuotedWords, phrase: str, verb: tuple[str, str, bool], inside: str | None, after: str) -> bool:
    """Whether the verb before a phrase makes it a name."""
    if not (verb[2] or inside) or words.generic_tail.search(phrase):
        return False
    if is_motto(phrase):
        # 推进 and 坚持 go with principles, 开展 and 打造 with what is held or made.
        return verb[1] == "campaign" or (verb[1] == "brand" and words.clause_end.match(after) is not None)
    return words.clause_end.match(after) is not None


def is_no_name(tables: Tables, group: QuoteGroup) -> bool:
    """Whether the words around make it a title received (被评为“…”), a body (单位“…”), a short form, a likeness or a course."""
    words, before = QuotedWords.of(tables), group.before
    forbidden = words.won.search(before[-10:]) or words.body_before.search(before) or before.endswith(_SHORTENED)
    return bool(forbidden) or is_likened(group) or _COURSES.match(group.after) is not None


def may_be_name(tables: Tables, phrase: str) -> bool:
    """Whether nothing in the phrase itself forbids that it names a programme."""
    if not 2 <= len(phrase) <= 30 or is_speech(phrase) or is_metaphor(phrase, tables):
        return False
    words = QuotedWords.of(tables)
    return not (
        words.body.fullmatch(phrase)
        or words.title.fullmatch(phrase)
        or words.adjective.fullmatch(phrase)
        or words.levelled.match(phrase)
    )


def _spread(
    tables: Tables, lexicon: Lexicon, phrases: list[str], found: list[tuple[str, str] | None]
) -> list[tuple[str, str] | None]:
    """One name in a list makes the others names too."""
    first = next((f for f in found if f), None)
    if first is None or len(phrases) == 1:
        return found
    if first[1] == "inside":
        # A room beside a room: “家门口课堂”和“半小时活动点”.
        alike = [lexicon.kind_of_tail(p) == first[0] and may_be_name(tables, p) and not is_formula(p) for p in phrases]
        return [f or ((first[0], "list") if same else None) for f, same in zip(found, alike, strict=True)]
    return [
        f or ((lexicon.kind_inside(p) or first[0], "list") if may_be_name(tables, p) and len(parts(p)) <= 3 else None)
        for f, p in zip(found, phrases, strict=True)
    ]
