"""Which quoted phrases are programmes, once rules and model have spoken: rules that are sure decide, the model the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.enumeration import number_of
from nlp_oldcadre.extract.program_context import is_manned, is_no_name
from nlp_oldcadre.extract.program_heads import Head, Lexicon
from nlp_oldcadre.extract.program_kin import Decision, rescued
from nlp_oldcadre.extract.program_quoted import Outcome, outcomes
from nlp_oldcadre.extract.quote_features import features
from nlp_oldcadre.extract.quote_model import WEIGHTS, QuoteModel, Thresholds
from nlp_oldcadre.extract.quoted import QuoteGroup, is_metaphor
from nlp_oldcadre.extract.quoted_words import QuotedWords
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_motto
from nlp_oldcadre.model import Span

# Rules that rest on weak signs; all others are sure.
UNSURE = frozenset({"weak-head", "inside", "verb", "signed", "subject", "online", "list", "counted", "titled"})
_NO_MODIFIER = re.compile("[等系列“]|支|优秀|骨干|旗下|离退休|老干部|老党员|老同志")
_LONGEST = 24
# “数字老家”激活率64.5%
_USED = re.compile("(?:平均|总)?(?:激活|登录|注册|下载|访问|点击|浏览|使用)(?:率|量|数|用户|人数)")
# “约课、排课、送课、评课”四步流程: steps of one.
_STEPS = re.compile("[\u4e00-\u9fff\\d]{1,2}(?:步|字|环|方|级|位|段|部曲|重奏)|[\u4e00-\u9fff\\d]部曲|[\u4e00-\u9fff\\d]重奏")
_OWNED = re.compile("[省市县区镇乡州旗道村校局会]的?$")


class Name(NamedTuple):
    """A phrase taken as a programme's name: where, what kind, by which rule, the head noun that follows, the model's score."""

    span: Span
    kind: str
    rule: str
    head: str = ""
    score: float | None = None


def quoted_names(scan: Scan) -> Iterator[Name]:
    """The quoted phrases of a document that are names of programmes.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "擦亮“泉城银龄”服务品牌，当好“智囊团”，开设“榕荫讲堂”，建成“茶乡书屋”12个。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [(text[n.span.start : n.span.end], n.kind, n.rule) for n in quoted_names(scan)]
    [('泉城银龄', 'brand', 'head'), ('榕荫讲堂', 'event', 'verb'), ('茶乡书屋', 'platform', 'verb')]
    """
    lexicon, model = Lexicon.of(scan.tables), QuoteModel.of(scan.tables)
    decided = [(outcome, _decide(scan, lexicon, model, outcome)) for outcome in outcomes(scan)]
    for outcome, decision in rescued(scan, decided):
        yield from _names(scan, lexicon, outcome, decision)


def model_features(scan: Scan, outcome: Outcome) -> list[str]:
    """What the model is asked with: the phrase, its place, and what the rules say."""
    rule = outcome.named[1] if outcome.named else "none"
    return ["bias", f"rule={rule}", *features(scan, outcome.group, outcome.span)]


def is_open(scan: Scan, outcome: Outcome) -> bool:
    """Whether the rules leave it to the model: a rule that is not sure, or none and nothing that forbids a name."""
    if outcome.named:
        return outcome.named[1] in UNSURE
    start, end = outcome.span
    phrase = scan.text[start:end]
    if not outcome.allowed or not 2 < end - start <= _LONGEST or is_formula(phrase):
        return False
    # “向榜样看齐”的长效机制: a call is of what follows.
    if outcome.group.after.startswith("的") and is_motto(phrase):
        return False
    return not is_no_name(QuotedWords.of(scan.tables), outcome.group)


def _decide(scan: Scan, lexicon: Lexicon, model: QuoteModel, outcome: Outcome) -> Decision | None:
    """``(kind, rule, score)`` of a programme; no kind where the score is too low, None where rules forbid a name."""
    span = outcome.span
    if not is_open(scan, outcome):
        if outcome.named is None and scan.rejected is not None:
            metaphor = is_metaphor(scan.text[span.start : span.end], scan.tables)
            scan.reject("PROGRAM", *span, *(("metaphors.csv", "listed") if metaphor else ("quoted", "context")))
        return (*outcome.named, None) if outcome.named else None
    score = round(model.programme(model_features(scan, outcome)), 4)
    phrase = scan.text[span.start : span.end]
    kind = lexicon.kind_of_tail(phrase)
    if score < threshold(model.thresholds, outcome, kind):
        scan.reject("PROGRAM", *span, f"{WEIGHTS}:{outcome.named[1]}" if outcome.named else WEIGHTS, "score")
        return "", WEIGHTS, score
    if outcome.named:
        return (*outcome.named, score)
    # “护泉岗”的62名老党员: its people
    if kind == "platform" and is_manned(phrase, outcome.group):
        kind = "team"
    if kind is None and _USED.match(outcome.group.after):
        kind = "platform"
    verb = lexicon.verb_before(outcome.group.before)
    kind = kind or (outcome.head.kind if outcome.head else verb[1] if verb else "brand")
    return kind, WEIGHTS, score


def threshold(least: Thresholds, outcome: Outcome, kind: str | None) -> float:
    """What the model must give: less where the name's own last word tells a kind, and least behind a place or body."""
    if outcome.named:
        return least.keep - least.tailed if kind else least.keep
    if kind:
        return least.take_tailed - least.tailed if _OWNED.search(outcome.group.before) else least.take_tailed
    return least.take


def _full_head(group: QuoteGroup, head: Head) -> str:
    """The head noun with a short modifier before it: “…”助老服务队."""
    whole = group.after[: head.end]
    modifier = whole.removesuffix(head.word)
    return whole if len(modifier) <= 4 and not _NO_MODIFIER.search(modifier) else head.word


def _names(scan: Scan, lexicon: Lexicon, outcome: Outcome, decision: Decision) -> Iterator[Name]:
    """The name, or its members when one pair of marks holds a list of names (“甲课堂、乙课堂”, “强基、聚力”两大工程)."""
    group, span, _, head, _ = outcome
    kind, rule, score = decision
    phrase = scan.text[span.start : span.end]
    pieces = phrase.split("、") if "、" in phrase else []
    alike = all(lexicon.kind_inside(p) for p in pieces) and len({p[-2:] for p in pieces}) == 1 and len(pieces[0]) > 2
    # “三部曲” counts what is done in turn; 村头网、船头网、心头网 end alike.
    alike = alike or (len(pieces) > 2 and all(lexicon.kind_inside(p) for p in pieces) and len({p[-1] for p in pieces}) == 1)
    if len(pieces) > 1 and (alike or (number_of(group.after) == len(pieces) and not _STEPS.match(group.after))):
        at = span.start
        for piece in pieces:
            yield Name(Span(at, at + len(piece)), lexicon.kind_inside(piece) or kind, "list")
            at += len(piece) + 1
        return
    # “田园工作室”“江畔银辉”宣讲团: one with a noun of its own shares no head with the last.
    own = lexicon.kind_inside(phrase) if span != group.spans[-1] and kind == "team" else None
    if own and own != kind:
        yield Name(span, own, "inside", "", score)
    else:
        yield Name(span, kind, rule, _full_head(group, head) if head and rule == "head" else "", score)
