"""Documents: what stands inside 《》, and documents that are named without title marks.

The kind comes from the head word at the end of the title (``data/document_kinds.csv``), unless the words around it say
more: 以《…》为题 is an article whatever its last word, and 《…》头版 is a newspaper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import DocumentValue, Mention, Span
from nlp_oldcadre.tables import Tables

# （试行） and years in brackets, quotation marks and blanks may follow the head word.
_TRAILING = re.compile(r"(?:[\s”’]|[（(〔][^（）()〔〕]{0,16}[）)〕])+$")
# 养生一百法, 身边的法: ways and subjects, no laws.
_NO_LAW = re.compile(r"[的百千十\d一二三四五六七八九招妙新][个种条]?法$")
_NUMBER = re.compile(r"[（(]?([\u4e00-\u9fff]{1,12}[〔\[（(【]\d{4}[〕\]）)】]\s?第?\d{1,5}\s?号)")
_ARTICLE_BEFORE = re.compile(
    r"(?:讲稿|征文|诗歌|散文|小说|诗作|画作|摄影|书法|剪纸|节目|小品|舞蹈|歌曲|图册|画册|相册|诗集|文集|连环画|绘本|剧本|唱词|快板|相声|情景剧|课件|纪录片|以|以为|题为|发表|撰写|题目|文章|歌曲|演唱|朗诵|合唱|作品|观看|视频|短片|书籍|图书|教材|读本|微党课|专题片)[“（]?$"
)
_ARTICLE_AFTER = re.compile(
    r"(?:先后|分别|还|并)?(?:刊登|刊发|刊载|发表|登载|登|播出|展出)(?:在|于)|(?:荣?获|入选|入展|夺得|摘得|捧回)|"
    r"”?(?:为题|一文|一书|一歌|为主题|的?(?:署名)?(?:文章|歌曲|舞蹈|节目|小品|快板|诗朗诵|合唱|快闪|视频|短片|微视频|微电影|读本|图书|画册|"
    r"电影|纪录片|专题片|教材|微党课|讲座))"
)
_MEDIA_AFTER = re.compile(
    r"(?:\d{4}年)?第?[\d一二三四五六七八九十]{1,4}(?:月号|期)|(?:总第|创刊|复刊|改版|停刊|编辑部)|"
    r"(?:等(?:中央|国家级|省级|市级|各级|主流|新闻|有关|多家|权威)*(?:媒体|报刊|刊物|报纸|杂志))|"
    r"(?:杂志|报|报纸|栏目|频道|专栏|专版|月刊|期刊|客户端|公众号|电视节目|节目)?(?:在?头版|在?头条|整版|专版|专题|专栏|第?[一二三四五六七八九十\d]+版)?"
    r"(?:[^，。；、]{0,6})(?:刊发|刊登|刊载|报道|推介|点赞|登载|转载|转发报道|专题介绍|采访|记者|提供）)|(?:杂志|月刊|期刊|报社|杂志社|栏目)"
)
# 编送《…》大字版9期, 整理成《…》31期, 被《…》采用, 以《…》报区委, 开设《…》短视频专栏: a periodical of one's own.
_ISSUES_AFTER = re.compile(
    r"(?:大字版|电子版|合订本|专刊|专报|简报|内刊|季刊|旬刊|周刊)?(?:近|超|逾|共)?[\d一二三四五六七八九十百余多两]{1,4}期|"
    r"(?:采用|刊用|录用|选用|采编|转发)|(?:短视频|微视频|视频|广播|电视|融媒体|系列)?(?:专栏|栏目)|(?:专报|专刊|特刊|内参|内刊|电子刊|手机报|会刊|刊物|月报|季报)|(?:电视|广播)(?!剧|稿|讲话)"
)
_REPORTED_AFTER = re.compile(r"(?:报|报送|呈报|呈送|报给)(?!名|道|告|刊)[一-鿿]{0,4}(?:委|政府|局|部|领导)")
_PERIODICAL = re.compile(
    "(?:信息|建言|建议|摘编|参考|内参|专报|直通车|要情|要报|情况|动态|简讯|通讯|资讯|之声|之窗|之友|之家|园地|天地|心声|晚霞|晚情|呼声|情况反映|社情民意|民意|参阅|参阅件|交流|学习|文摘|摘要|荟萃|选编)$"
)
_POLICY_BEFORE = re.compile(
    r"(?:印发|制定|出台|下发|颁布|修订|根据|按照|贯彻|落实|执行|依据|遵循|签订|转发|制发|通过|审议|实施|列入)了?(?:执行|落实|实施)?$"
)

_VERB = (
    r"(?:制定|出台|印发|下发|制发|修订|颁布|拟定|研究制定|起草|发布|转发|审议通过|即将出台的?)"
    r"(?:了|实施|印发|下发|出台|并印发|完善|并实施|发布)*"
)
_SUBJECT = (
    r"(?:关于|进一步|加强|深化|推进|做好|规范|改进|完善|建立|开展|促进|发挥|支持|鼓励|加快|全面|推动|提升|提高|健全|"
    r"落实|切实|贯彻)"
)
_HEAD = (
    r"(?:实施|若干|指导|工作|具体|暂行|管理|试行)*"
    r"(?:意见|通知|办法|决定|规定|方案|措施|细则|规划|条例|要点|标准|准则|制度|纲要|计划)"
)
_BODY = r"[^，。；：、！？\n《》（）]"
_UNMARKED = re.compile(
    rf"{_VERB}({_SUBJECT}{_BODY}{{6,44}}?的{_HEAD}(?:（试行）)?)(?![\u4e00-\u9fff]{{0,2}}(?:要求|精神|体系))"
)
_REGIONAL = re.compile(
    rf"{_VERB}((?:全|[\u4e00-\u9fff]{{2,9}}?)[省市县区州盟旗]{_BODY}{{4,36}}?{_HEAD})(?=[，。；、！？\n（]|并|和|及)"
)
_PLANNED = re.compile(
    rf"{_VERB}({_BODY}{{4,24}}?(?:三年|五年|年度|中长期|十年|[一二三四五六七八九十]+五)(?:发展|工作|建设)?(?:规划|行动计划|行动方案))"
)
_QUOTED_BEFORE = re.compile(rf"{_VERB}$")
_QUOTED = re.compile(rf"{_BODY}{{5,60}}{_HEAD}(?:（试行）)?")
_SHORTEST_QUOTED = 7
# A periodical's name is short.
_LONGEST_PERIODICAL = 12


@dataclass(frozen=True, slots=True)
class _HeadRow:
    """A last word of titles; with ``whole`` it must be the whole title (《求是》)."""

    head: str
    kind: str
    whole: bool = False


def find(scan: Scan) -> Iterator[Mention]:
    """Every document that the text names.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "印发《老干部活动中心管理办法》（辽老干〔2021〕3号），《中国老年报》报道。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [(text[m.start : m.end], m.value.kind, m.value.number) for m in find(scan)]
    [('老干部活动中心管理办法', 'policy', '辽老干〔2021〕3号'), ('中国老年报', 'media', None)]
    """
    for span in scan.titles:
        title = scan.text[span.start : span.end]
        if title.strip():
            yield _mention(scan, span, kind_of(title, scan.text, span, scan.tables), "title")
    yield from _unmarked(scan)


def kind_of(title: str, text: str, span: Span, tables: Tables) -> str:
    """``policy``, ``media`` or ``work`` of a title that stands at ``span``."""
    before, after = text[max(0, span.start - 12) : span.start - 1], text[span.end + 1 : span.end + 24]
    is_short = len(title) <= _LONGEST_PERIODICAL and "的" not in title
    if is_short and _PERIODICAL.search(title) and _REPORTED_AFTER.match(after):  # 以《…建言》报区委
        return "media"
    if _ARTICLE_AFTER.match(after) or _ARTICLE_BEFORE.search(before):
        return "work"
    kind = kind_of_title(title, tables)
    if kind in (None, "work") and is_short and _is_periodical(title, before, after):
        return "media"
    if kind is None and _MEDIA_AFTER.match(after) and len(title) <= 10:
        return "media"
    if kind is None and _POLICY_BEFORE.search(before):
        return "policy"
    return kind or "work"


def _is_periodical(title: str, before: str, after: str) -> bool:
    """Whether what stands around a title speaks of its issues or of whom it goes to."""
    if _ISSUES_AFTER.match(after):
        return True
    is_named_so = _PERIODICAL.search(title) is not None
    return is_named_so and (
        _REPORTED_AFTER.match(after) is not None or before.endswith(("在", "编发", "创办", "编印", "开办", "开设"))
    )


def kind_of_title(title: str, tables: Tables) -> str | None:
    """What the title alone says, by its longest known ending; None where it says nothing.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> [kind_of_title(t, load_tables()) for t in ("党支部工作条例（试行）", "晚晴报", "健康手册", "我的家乡")]
    ['policy', 'media', 'work', None]
    """
    heads: dict[str, _HeadRow] = tables.keep(
        "document_kinds", lambda: {r.head: r for r in tables.rows("document_kinds", _HeadRow)}
    )
    bare = _TRAILING.sub("", title)
    if _NO_LAW.search(bare):
        return None
    for size in range(min(8, len(bare)), 0, -1):
        row = heads.get(bare[-size:])
        if row and (not row.whole or size == len(bare)):
            return row.kind
    if bare.startswith("关于"):
        return "policy"
    row = heads.get(bare)
    return row.kind if row else None


def _mention(scan: Scan, span: Span, kind: str, rule: str) -> Mention:
    number = _NUMBER.match(scan.text, span.end + 1) if kind == "policy" else None
    return Mention("DOCUMENT", span.start, span.end, DocumentValue(kind, number[1] if number else None), rule)


def _unmarked(scan: Scan) -> Iterator[Mention]:
    """Documents without title marks: 制定加强…的意见, 制定实施某市…方案, 出台“…工作意见”."""
    inside = [*scan.titles]
    seen: set[int] = set()
    for pattern, rule in ((_UNMARKED, "subject"), (_REGIONAL, "regional"), (_PLANNED, "planned")):
        for match in pattern.finditer(scan.text):
            span = _without_notice(scan.text, match.start(), Span(*match.span(1)))
            if span.start in seen or scan.is_inside(span.start, inside) or not _is_named(scan, span, rule):
                continue
            seen.add(span.start)
            yield _mention(scan, span, "policy", rule)
    for span in scan.quotes:
        if span.end - span.start < _SHORTEST_QUOTED or not _QUOTED.fullmatch(scan.text, span.start, span.end):
            continue
        before = scan.text[max(0, span.start - 12) : span.start - 1]
        if _QUOTED_BEFORE.search(before) and not scan.is_inside(span.start, inside):
            yield _mention(scan, span, "policy", "quoted")


def _without_notice(text: str, verb: int, span: Span) -> Span:
    """关于印发某市实施方案的通知 passes on 某市实施方案."""
    is_passed_on = text.startswith("关于", max(0, verb - 2)) and text.endswith("的通知", 0, span.end)
    return Span(span.start, span.end - len("的通知")) if is_passed_on else span


def _is_named(scan: Scan, span: Span, rule: str) -> bool:
    """Whether a regional title starts with a region's name or with 全省, 全市 and is more than 全市工作方案."""
    if rule != "regional":
        return True
    title = scan.text[span.start : span.end]
    if re.match("全[省市县区州盟旗]", title):
        return len(title) >= 9
    return any(title[:size] in scan.regions.by_name for size in range(3, 12))
