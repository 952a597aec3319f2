"""Set phrases of policy language: formulas that count or combine, and mottos.

Known national ones come from tables; coined ones are found by their shape, within quotation marks, in headlines and in
lines of verse. What a formula stands for is read from the document itself (:mod:`.expansion`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.expansion import Expansion, expansions
from nlp_oldcadre.extract.formula_counts import member_count
from nlp_oldcadre.extract.quote_features import features
from nlp_oldcadre.extract.quote_model import WEIGHTS, QuoteModel
from nlp_oldcadre.extract.quoted import QuoteGroup, bare, is_metaphor, is_speech, parts, read_quotes
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_lines import called, calls, headlines, spelled, verse
from nlp_oldcadre.extract.slogan_shapes import (
    CALLING_TAIL,
    COUNTING,
    DEALING,
    FRAMED,
    KEPT,
    Phrase,
    is_creed,
    is_formula,
    is_motto,
    is_parallel_group,
)
from nlp_oldcadre.extract.slogan_tables import FormulaRow, formula_kinds, formula_rows, known_members, known_phrases, known_rule
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Mention, SloganValue, Span
from nlp_oldcadre.tables import Tables

# Longer phrases of such a shape are hardly ever anything else.
_DOUBTFUL = 8
_NUMERALS = "第零一二三四五六七八九十百千万两0123456789"
_INNER = re.compile("‘([^‘’“”\n]{2,12})’")
# 老人们讲，“船不用坐了，号也不用抢了”: what somebody said
_SAYS = re.compile("(?:[说讲道问喊叹笑答念]|感慨|感叹|嘱咐|常言)(?:道|着)?[，：]?$")
_COLLOQUIAL = re.compile("[了我你您他她咱俺吗呢吧啊呀嘛啦]|的[^，。]{0,3}$|做的")
_ONE = re.compile("一")
_NOT = re.compile("不[离褪退丢忘老言出]")
# 不忘初心、牢记使命、永远奋斗: a known call of pieces of four goes on.
_GOES_ON = re.compile("(?:、[\u4e00-\u9fff]{4}){1,2}(?=[，。；的”])")
_ONLY_QUOTED = frozenset({"十佳", "百佳", "十优", "双十佳"})
_THEMSELVES = frozenset({"people", "thought", "policy"})
# “积分+评议五步工作法”: the head noun is no part of the formula.
_HEADED = re.compile(
    "(?<=[+＋])([\u4e00-\u9fff]{2,6}?)(?:[一二三四五六七八九十]步)?(?:工作法|工作机制|工作模式|模式|机制|行动|工程|计划)$"
)


_COURSES = re.compile(
    "”(?:[、和及与]?“[^“”]{1,12}”){0,8}等?[^，。；、：“”\n]{0,6}?(?:课程|特色课|兴趣班|社团|专业|舞蹈|曲目|技艺|非遗|小吃)"
)


def find(scan: Scan) -> Iterator[Mention]:
    """Every set phrase of the text, with what it stands for where the document says so.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "增强“四个意识”，做到“两个维护”，当好“智囊团”，唱响“银龄心向党、奋进新时代”主题。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [(text[m.start : m.end], m.value.kind) for m in find(scan)]
    [('四个意识', 'formula'), ('两个维护', 'formula'), ('银龄心向党、奋进新时代', 'motto')]
    """
    found: dict[Span, Phrase] = {}
    for finder in (_quoted, _inner, _known, _kept, _counting, _dealing, headlines, verse, calls, called, spelled):
        for candidate in finder(scan):
            found.setdefault(candidate.span, candidate)
    mentions = [Mention("SLOGAN", *p.span, SloganValue(p.kind), p.rule, p.score) for p in _outermost(found)]
    rows = formula_rows(scan.tables)
    members = expansions(scan, mentions, known_members(scan.tables))
    for mention in mentions:
        phrase = scan.text[mention.start : mention.end]
        if mention.rule == "shape" and bare(phrase) not in members and _is_course(scan.text, mention):
            scan.reject("SLOGAN", mention.start, mention.end, "shape", "context")
            continue
        value = _value(phrase, mention.value.kind, members.get(bare(phrase)), rows)  # type: ignore[union-attr]
        yield Mention("SLOGAN", mention.start, mention.end, value, mention.rule, mention.score)


def _value(phrase: str, kind: str, expansion: Expansion | None, rows: dict[str, FormulaRow]) -> SloganValue:
    """The value with what the formula counts, whether the text names all of that, and the year of a national one."""
    if kind != "formula":
        return SloganValue(kind)
    row = rows.get(bare(phrase))
    count = len(row.members) if row and row.members else member_count(phrase)
    members, is_complete = expansion or ((), None)
    return SloganValue(kind, members, count, is_complete, row.year or None if row else None)


def _is_course(text: str, mention: Mention) -> bool:
    """Whether a phrase is one of several names before 课程 and the like (“三道茶”“八段锦”等特色课程)."""
    if not (found := _COURSES.match(text, mention.end)):
        return False
    return "“" in found[0] or text.endswith(("”“", "”、“", "”和“"), 0, mention.start)


def _outermost(found: dict[Span, Phrase]) -> Iterator[Phrase]:
    """The phrases that stand in no other phrase."""
    end = -1
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if span.start >= end:
            end = span.end
            yield found[span]


def _quoted(scan: Scan) -> Iterator[Phrase]:
    model = QuoteModel.of(scan.tables)
    for group, span, found in outcomes(scan):
        if found and found.rule == "shape" and found.span.end - found.span.start <= _DOUBTFUL:
            yield from _weighed(scan, model, group, found)
        elif found:
            yield found
        elif "——" in (phrase := scan.text[span.start : span.end]):
            yield from _titled(phrase, span)


def outcomes(scan: Scan) -> Iterator[tuple[QuoteGroup, Span, Phrase | None]]:
    """What the rules make of each quoted phrase."""
    kinds = known_phrases(scan.tables).kinds
    calls = _parallel_calls(scan)
    for group in read_quotes(scan):
        for span in group.spans:
            phrase = scan.text[span.start : span.end]
            found = None
            if kind := kinds.get(bare(phrase)):
                found = Phrase(span, kind, known_rule(kind, bare(phrase)))
            elif _SAYS.search(group.before) and _COLLOQUIAL.search(phrase):
                pass
            elif kind := _shape(phrase, scan.tables):
                found = Phrase(Span(span.start, span.start + len(_HEADED.sub(r"\1", phrase))), kind, "shape")
            elif is_creed(phrase, group.after):
                found = Phrase(span, "motto", "creed")
            elif span in calls and not is_metaphor(phrase, scan.tables):
                found = Phrase(span, "motto", "list")
            yield group, span, found


def model_features(scan: Scan, group: QuoteGroup, span: Span, found: Phrase | None) -> list[str]:
    """What the model is asked with: the phrase, its place, and what the rules say."""
    return ["bias", f"shape={found.kind if found else 'none'}", *features(scan, group, span)]


def _weighed(scan: Scan, model: QuoteModel, group: QuoteGroup, found: Phrase) -> Iterator[Phrase]:
    """A phrase that has the shape of a slogan, unless the model holds that it is none."""
    odds = model.odds(model_features(scan, group, _quote_of(group, found), found))
    score = round(odds.formula if found.kind == "formula" else odds.motto, 4)
    if score >= model.thresholds.keep_slogan:
        yield found._replace(score=score)
    else:
        scan.reject("SLOGAN", *found.span, f"{WEIGHTS}:shape", "score")


def _quote_of(group: QuoteGroup, found: Phrase) -> Span:
    """The quotation of which the phrase is the beginning."""
    return next(span for span in group.spans if span.start == found.span.start)


def _parallel_calls(scan: Scan) -> set[Span]:
    """Quoted calls in parallel within one sentence: “网上办”“掌上办”“马上办”."""
    sentences: dict[tuple[Span, str, int], list[Span]] = {}
    for span in scan.quotes:
        if span.end - span.start <= 8 and (tail := scan.text[span.end - 1]) in CALLING_TAIL:
            shape = scan.sentence_at(span.start), tail, span.end - span.start
            sentences.setdefault(shape, []).append(span)
    groups = (spans for spans in sentences.values() if is_parallel_group([scan.text[a:b] for a, b in spans]))
    return {span for spans in groups for span in spans}


def _titled(phrase: str, span: Span) -> Iterator[Phrase]:
    """A motto before or after the dash of a title: “唱出精彩、唱响晚晴——银龄合唱赛”."""
    at = span.start
    for piece in phrase.split("——"):
        if len(parts(piece)) > 1 and is_motto(piece):
            yield Phrase(Span(at, at + len(piece)), "motto", "titled")
        at += len(piece) + 2


def _shape(phrase: str, tables: Tables) -> str | None:
    if is_formula(phrase):
        return None if is_metaphor(phrase, tables) else "formula"
    if is_speech(phrase) or is_metaphor(phrase, tables):
        return None
    return "motto" if is_motto(phrase) else None


def _inner(scan: Scan) -> Iterator[Phrase]:
    """Formulas in single marks inside a quoted name: “‘三有’标准+”."""
    for match in _INNER.finditer(scan.text):
        if is_formula(match[1]) and not is_metaphor(match[1], scan.tables):
            yield Phrase(Span(*match.span(1)), "formula", "shape")


def _known(scan: Scan) -> Iterator[Phrase]:
    """National phrases without quotation marks."""
    text = scan.text
    for start, end, kind in scan.find(known_phrases(scan.tables).matcher):
        # 五老 is itself in “桥头五老工作室”; 十佳 in “十佳家庭” is but a word of the title.
        if _inside_name(scan, start, end) and formula_kinds(scan.tables).get(text[start:end]) not in _THEMSELVES:
            scan.reject("SLOGAN", start, end, known_rule(kind, bare(text[start:end])), "inside")
            continue
        # 十佳品牌 is a title: its count is a formula only in marks.
        if text[start:end] in _ONLY_QUOTED and text[start - 1 : start] != "“":
            continue
        cut = start > 0 and text[start - 1] in _NUMERALS and text[start] in _NUMERALS
        if not cut and not (text[start:end] == "两会" and text[end : end + 1] in set("议员场计")):
            more = _GOES_ON.match(text, end) if kind == "motto" and text[end - 5 : end - 4] == "、" else None
            yield Phrase(Span(start, more.end() if more else end), kind, known_rule(kind, bare(text[start:end])))


def _kept(scan: Scan) -> Iterator[Phrase]:
    """退休不褪色 and its like, wherever they stand."""
    for match in find_near(KEPT, _NOT, scan.text, back=4):
        yield Phrase(Span(*match.span()), "motto", "kept")
    for match in FRAMED.finditer(scan.text):
        yield Phrase(Span(match.start() - 4, match.end()), "motto", "framed")


def _inside_name(scan: Scan, start: int, end: int) -> bool:
    """Whether a phrase is only a part of a quoted name: 五老 in “桥头五老工作室”."""
    quote = scan.quote_at(start)
    return (
        quote is not None and end - start < quote.end - quote.start <= 20 and not is_speech(scan.text[quote.start : quote.end])
    )


def _dealing(scan: Scan) -> Iterator[Phrase]:
    """一户一方案, 一年一题、一题一策: a clause of its own, or behind 坚持 and its like."""
    for match in find_near(DEALING, _ONE, scan.text):
        if not scan.is_inside(match.start(), scan.titles):
            yield Phrase(Span(*match.span()), "formula", "dealing")


def _counting(scan: Scan) -> Iterator[Phrase]:
    """三大品牌, 五大主题活动: a count of named things."""
    for match in COUNTING.finditer(scan.text):
        if not scan.is_inside(match.start(), scan.titles):
            yield Phrase(Span(*match.span()), "formula", "counting")
