"""Names of programmes without quotation marks: national ones, coined ones by verb and head, members of counted lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.enumeration import items_before, number_of
from nlp_oldcadre.extract.program_decided import Name
from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_tables import is_known
from nlp_oldcadre.known_programs import kind_nouns, unquoted_patterns
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span

_WORD = r"[\u4e00-\u9fffA-Za-z0-9+·]"
_IMPLEMENTED = re.compile(
    rf"(?:实施|启动|推出|推行|部署|发起)(?:了|新一轮|好|“[^“”]{{1,8}}”)?({_WORD}{{2,14}}?(?:行动|工程|计划))(?![\u4e00-\u9fff]?(?:方案|规划|意见|纲要|力|能力|的意见|（\d))"
)
_BRANDED = re.compile(
    rf"(?:打造|打响|叫响|擦亮|唱响|创建|培育|做优|做亮|塑造|推出|形成)(?:了|出|好)?({_WORD}{{3,12}}?)(?:服务|志愿服务|工作|党建|志愿|特色|子)?品牌(?!“)"
)
_GREAT = re.compile(
    rf"(?:开展|组织|举办|参加|启动|举行|承办|召开|推进|第[一二三四五六七八九十\d]+[届次])(?:了|的)?({_WORD}{{2,16}}?(?:大讨论|大比武|大比拼|大赛|大走访|大家访|大宣讲|大展演|擂台赛|大练兵))"
)
# Of shows and festivals only those with a level are named by it.
_SHOWN = re.compile(
    rf"(?:在|参加|参演|荣获|承办)(?:了)?((?:全[国省市区县]|第[一二三四五六七八九十\d]+届){_WORD}{{2,14}}?(?:展演|汇演|艺术节|文化节|运动会|合唱节))"
)
# So are contests of a level or of the old: 全市党课大赛, 离退休干部微党课比赛.
_CONTEST = re.compile(
    rf"(?:开展|组织|举办|参加|启动|举行|承办|在|荣获得?|获得?|夺得|参与)了?((?:全[国省市县区州]|离退休干部|老干部|老党员|老同志|老年大学)"
    rf"{_WORD}{{2,14}}?(?:比赛|竞赛|大赛|联赛|锦标赛))"
)
# Rules that a body makes for those who need care are named by them: 特殊困难离退休干部帮扶机制.
_CARE = re.compile(
    r"((?:特困|特殊困难|困难|重病|高龄|独居|空巢|失能|流动)(?:离退休干部|离休干部|退休干部|老干部|老党员|老同志)(?:党员)?[\u4e00-\u9fff]{2,6}?(?:机制|制度))"
)
_ON_WECHAT = re.compile(
    rf"(?:开通|推出|运营|创办|建设|关注|依托)(?:了)?({_WORD}{{2,8}}(?:老干部?|银龄|银发|桑榆|夕阳红))微信公众号"
)
_SIGNED = re.compile(
    r"((?:[\u4e00-\u9fff]{0,2})(银发|银龄|银辉|银晖|银耀|银领|银霞|银雁|银曦|银光|银韵|银杏|金晖|金辉|桑榆|夕阳红|晚霞|霞光|枫叶|乐龄)[\u4e00-\u9fff]{0,6}?"
    r"(?:志愿服务队|志愿服务团|宣讲团|宣传队|指导队|指导团|督导团|艺术团|合唱团|宣讲队|服务团|服务队|先锋队|讲师团|讲堂|课堂|学堂|大讲堂|书屋|书院|工作室|小站|议事厅|会客厅|直播间|论坛|联盟|行动|工程|计划|调解室)(?![伍队]))"
)
_SIGN = re.compile("[银桑夕晚霞枫金乐]")
_COUNT_AFTER = re.compile(r"\d+余?[支个]")
_SIGNED_LEAD = re.compile("成立|组建|打造|开设|实施|开展|依托|组织|建立|启动|推出|深化|发挥|[的了个支和与及在由以]")
# Building works and plain work, no names.
_WORKS = re.compile(
    "改造|装修|建设|维修|修缮|扩建|新建|加固|翻修|搬迁|绿化|亮化|施工|采购|安装|招标|规划|[的和与了及]|一[批个系]|多[个项]|三年|五年|年度|工作|重大|重点|具体|系列"
)
_PLAIN = re.compile(
    "(?:志愿服务|专项|关爱|帮扶|走访慰问|走访|慰问|联合|统一|实际|具体|培训|宣讲|惠民|民生|敬老|助老|爱心|公益|系统|整治|攻坚|救助|救援|应急|党建|民心|实事|项目|基础|重点)(?:行动|工程|计划)"
)
_GENERIC = re.compile(
    "全[省市县区国州]|离退休干部|老干部|志愿服务|党建|工作|服务|特色|优秀|高质量|知名|响亮|地方|本地|区域|文化|教育|老年大学|老年|一批|一个|多个|系列|更多|自身|自己|具有|富有|鲜明|"
    "影响力|叫得响|有|影响|活动|个性|亮点|基层|支部|党支部|社区|单位|行业|市级|省级|县级|区级|示范|创新|品|新|的|各类|一支部一|红色|公益|养老|敬老|精品|项目|主题|团队"
)
_COLLECTIVE = re.compile(
    r"[二三四五六七八九十两\d]+[大个项张支][\u4e00-\u9fff]{0,4}?(品牌|行动|工程|计划|项目|平台|网|活动|阵地|课堂|驿站)"
)
_PLACE_ENDS = frozenset("省市区县")


def unquoted_names(scan: Scan) -> Iterator[Name]:
    """Names that stand without quotation marks.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "扎实开展党史学习教育，实施敬老暖心行动，打响彩霞满天服务品牌，实施活动中心改造工程。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [(text[n.span.start : n.span.end], n.kind) for n in unquoted_names(scan)]
    [('党史学习教育', 'campaign'), ('敬老暖心行动', 'action'), ('彩霞满天', 'brand')]
    """
    yield from _members(scan)
    quotes = set(scan.quotes)
    for name in (*_national(scan), *_coined(scan)):
        # A part of a quoted phrase is no name of its own.
        if name.span in quotes or not scan.is_inside(name.span.start, scan.quotes):
            yield name


def _national(scan: Scan) -> Iterator[Name]:
    for pattern, kind in unquoted_patterns(scan.tables):
        for match in pattern.finditer(scan.text):
            start = match.start()
            if kind == "platform" and scan.text[start - 1 : start] in _PLACE_ENDS:
                sizes = (n for n in range(2, 9) if scan.text[max(0, start - n) : start] in scan.regions.by_name)
                start -= next(sizes, 0)
            yield Name(Span(start, match.end()), kind, "national")


def _coined(scan: Scan) -> Iterator[Name]:
    lexicon = Lexicon.of(scan.tables)
    for match in _IMPLEMENTED.finditer(scan.text):
        name = match[1]
        if not _WORKS.search(name[:-2]) and not _PLAIN.fullmatch(name) and len(name) > 4:
            yield Name(Span(*match.span(1)), lexicon.kind_inside(name) or "action", "implemented")
    for match in _BRANDED.finditer(scan.text):
        if len(_GENERIC.sub("", match[1])) >= 2 and not re.search("[的和与及]|为", match[1]):
            yield Name(Span(*match.span(1)), "brand", "branded")
    for match in _GREAT.finditer(scan.text):
        if not re.search("[的了和与及]", match[1]):
            kind = "campaign" if re.search("讨论|走访|家访|宣讲", match[1]) else "event"
            yield Name(Span(*match.span(1)), kind, "great")
    for match in _SHOWN.finditer(scan.text):
        yield Name(Span(*match.span(1)), "event", "shown")
    for match in _CONTEST.finditer(scan.text):
        if not re.search("[的了和与及]|系统|业务|技能|体育", match[1]):
            yield Name(Span(*match.span(1)), "event", "contest")
    for match in _CARE.finditer(scan.text):
        if not re.search("[的了和与及]|健全|完善|长效", match[1]):
            yield Name(Span(*match.span(1)), "mechanism", "care")
    for match in _ON_WECHAT.finditer(scan.text):
        yield Name(Span(*match.span(1)), "platform", "wechat")
    yield from _signed(scan, lexicon)


def _signed(scan: Scan, lexicon: Lexicon) -> Iterator[Name]:
    """Names that carry a word of this work's brands (银龄…宣讲团), unless one of its own verbs splits them."""
    for match in find_near(_SIGNED, _SIGN, scan.text, back=2):
        start, end = match.span(1)
        for lead in _SIGNED_LEAD.finditer(scan.text, start, end - 2):
            start = lead.end()
        mark = match.start(2)
        if start < mark and lexicon.verb_before(scan.text[max(0, mark - 6) : mark]):
            start = mark
        name = scan.text[start:end]
        # 银发志愿服务队13支: a sort of team, no team's name
        if _COUNT_AFTER.match(scan.text, end):
            continue
        if len(name) >= 4 and _SIGNED.match(name):
            yield Name(Span(start, end), lexicon.kind_inside(name) or "team", "signed")


def _members(scan: Scan) -> Iterator[Name]:
    """甲、乙、丙“三大行动”: members of a counted list of programmes."""
    lexicon = Lexicon.of(scan.tables)
    for mention in scan.mentions("SLOGAN"):
        form = scan.text[mention.start : mention.end]
        collective = _COLLECTIVE.fullmatch(form)
        count = number_of(form)
        if not collective or not count or count < 2 or is_known(mention.rule):
            continue
        end = mention.start - (scan.text[mention.start - 1 : mention.start] == "“")
        kind = kind_nouns(scan.tables).get(collective[1])
        for item in items_before(scan.text, end, count=count):
            name = scan.text[item.start : item.end]
            if 2 <= len(name) <= 18:
                yield Name(item, kind or lexicon.kind_inside(name) or "platform", "member")
