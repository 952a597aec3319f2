"""What a quoted phrase and its surroundings show, as names of features: the model of quotations adds up their weights."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.quoted import QuoteGroup, bare, bare_quotes, parts
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_motto
from nlp_oldcadre.model import Span

_NUMERALS = frozenset("一二三四五六七八九十百千万两双0123456789")
# Characters of which this work makes its names.
_SIGN = re.compile("[银霞枫晖红]|桑榆|夕阳|金秋|乐龄|老干|老党员|老兵|五老")
_ENDS = frozenset("，；：、。！？（）》")
_ACTS = re.compile(
    "走进|走遍|上门|启动|开张|开课|开讲|上线|成立|揭牌|覆盖|服务|吸引|每|已|先后|由|在|用|把|让|自|项目|活动|志愿|帮助|开进|错落|成为|搭建|广泛|持续|深入"
)
_SIZES = (2, 3, 4, 5, 6, 8, 12, 20)
_SIZE_NAMES = (*(f"size<={size}" for size in _SIZES), "size>20")


def features(scan: Scan, group: QuoteGroup, span: Span) -> list[str]:
    """The features of a quoted phrase, worked out once.

    Examples
    --------
    >>> from nlp_oldcadre.extract.quoted import read_quotes
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> scan = Scan(Document.from_text("开设“银龄茶座”，当好“智囊团”。"), load_tables())
    >>> group = read_quotes(scan)[0]
    >>> features(scan, group, group.spans[0])[:5]
    ['size<=4', 'parts=1', 'tail=座', 'tail=茶座', 'inside=platform']
    """
    known: dict[Span, list[str]] = scan.once("quote_features", dict)
    if span not in known:
        phrase = scan.text[span.start : span.end]
        known[span] = [*_of_phrase(scan, phrase), *_of_place(scan, group), *_of_document(scan, phrase, span)]
    return known[span]


def _of_phrase(scan: Scan, phrase: str) -> list[str]:
    pieces = parts(phrase)
    out = [
        _SIZE_NAMES[bisect_left(_SIZES, len(phrase))],
        f"parts={min(len(pieces), 3)}",
        f"tail={phrase[-1:]}",
        f"tail={phrase[-2:]}",
        f"inside={Lexicon.of(scan.tables).kind_inside(phrase)}",
    ]
    if len(pieces) > 1 and len({len(p) for p in pieces}) == 1:
        out.append("even")
    if phrase[:1] in _NUMERALS:
        out.append("numeral")
    if "+" in phrase:
        out.append("plus")
    if _SIGN.search(phrase):
        out.append("sign")
    if is_formula(phrase):
        out.append("formula")
    if is_motto(phrase):
        out.append("motto")
    return out


def _of_place(scan: Scan, group: QuoteGroup) -> list[str]:
    lexicon = Lexicon.of(scan.tables)
    before, after = group.before, group.after
    out = [f"before={before[-1:]}", f"before={before[-2:]}", f"after={after[:1]}", f"after={after[:2]}"]
    out.append(f"list={min(len(group.spans), 3)}")
    ends = not after or after[0] in _ENDS
    # A name can be its clause's subject, a figure of speech seldom is.
    opens = not before or before[-1] in _ENDS
    if opens and not ends:
        out.append("subject acts" if _ACTS.match(after) else "subject")
    elif not opens and ends:
        out.append("object")
    if verb := lexicon.verb_before(before):
        out += [f"verb={verb[1]}", "creates" if verb[2] else "goes on"]
    if head := lexicon.head_after(after):
        out += [f"head={head.kind}", "strong head" if head.strong else "weak head"]
        if head.end == len(head.word):
            out.append("head at once")
    return out


def _of_document(scan: Scan, phrase: str, span: Span) -> list[str]:
    counts: Counter[str] = scan.once("quote_counts", lambda: Counter(bare_quotes(scan)))
    headings: list[Span] = scan.once("quote_headings", lambda: sorted(s.heading for s in scan.sections))
    out = ["again"] if counts[bare(phrase)] > 1 else []
    return [*out, "heading"] if scan.is_inside(span.start, headings) else out
