"""Which quoted phrases are names of programmes: the evidence around each phrase, in the order of its strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.program_heads import Head, Lexicon
from nlp_oldcadre.extract.quoted import QuoteGroup, is_likened, is_metaphor, is_speech, parts, read_quotes
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_motto
from nlp_oldcadre.extract.slogan_tables import formula_kinds
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span
from nlp_oldcadre.tables import Tables

# After a name that a verb brings in: the clause's end, a count, or a word that says nothing of the name.
_CLAUSE_END = re.compile(
    r"$|[，。；、！？：）》（]|等|[\d一二三四五六七八九十百千两]|建设|和|并|与|及|为|以|工作$|作为|共|近|后|上线|嵌入|接入"
)
_APPOSED = re.compile(
    r"(?:(?:阵地|平台|品牌|活动|项目|工程|行动|计划|模式|机制|公众号|视频号|工作法|名片|团队|队伍|栏目|专栏|课程|基地|小程序|微信群|网站|载体|主题)(?:——|—|：|为)?"
    r"|命名为|取名为?|名为|定名为|冠名)$"
)
_LONGEST_APPOSED = 5
_ACCOUNT_BEFORE = ("公众号", "视频号", "微信号", "抖音号", "小程序", "网站", "客户端", "APP", "公众号——", "视频号——")
# “…”是市里打造的服务平台
_DEFINED = re.compile(
    r"(?:是|为|作为)[^，。；“”]{2,30}?((?:展示|服务|学习|活动|志愿服务|党建|特色|工作|活动|重要|实践|教育)*(?:平台|品牌|载体|项目|活动|阵地|机制|模式|行动|工程|队伍|团队|栏目))(?=[，。；、]|之一|$)"
)
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
_NOT_A_PLACE_NAME = re.compile(r"(?:单位|机构|组织|企业|公司|协会)$")
_ONLINE_AFTER = re.compile("嵌入|上线|接入|正式运行|投入使用|开通|揭牌|启用")
# Titles to be won, adjectives, news platforms and other bodies: no names of programmes on their own.
_TITLE = re.compile(
    r"(?:全国|全省|全市|国家级|省级|市级)[\u4e00-\u9fff]{2,20}|最美[\u4e00-\u9fff]{2,8}|十[佳大优]|百[佳优]|[\u4e00-\u9fff]{2,8}(?:之星|标兵|能手|模范|先进|楷模|榜样|达人|功臣|冠军|大使|党员|干部|者|家庭|单位|集体|个人)"
)
_LEVELLED = re.compile(
    "(?:全国|全省|全市|全县|全区|全州|国家级|省级|市级|县级|区级|[\u4e00-\u9fff]{2,6}[省市县区州旗盟])[\u4e00-\u9fff]{0,8}"
    "(?:示范|先进|优秀|文明|模范|十佳|最美|标兵|[五四三]星级?)"
)
# What is won is no programme: 被评为“…”, 荣获“…”称号.
_WON_BEFORE = re.compile(
    "(?:评为|获评|荣获|获得|喜获|授予|荣膺|评选为|表彰为|评定为|认定为|入选|当选|摘得|捧得|夺得|荣登|获颁|评上|争创|争当|争做|当好)"
    "(?:了|为|全[国省市县区州]的?|国家级|[省市县区]级)?[“”、和\u4e00-\u9fff]{0,1}$"
)
_ADJECTIVE = re.compile(
    r"十[佳大优强]|百[佳优强]|[一二三四五六七八九十][星好型化类级有强]级?|[\u4e00-\u9fff]{1,4}[式型化性]|优秀|示范|先进|模范|特色|标准|创新|智慧|数字|红旗|精品|高龄|低龄|"
    r"[\d０-９]{1,2}后?|(?:19|20)\d\d|[\d]+[年月日][^，]{0,2}|[\u4e00-\u9fff]|(?:[三四五六七八十][一四八]|十一|重阳|九九重阳|敬老月|春节|元旦|国庆|中秋|端午)节?|线上|线下|云端|指尖|掌上|云|快闪|互联网\+|智慧\+"
)
_BODY = re.compile(
    r"学习强国|共产党员网?|人民网|新华网|央视频?|抖音|微信|快手|今日头条|微博|腾讯会议|钉钉|哔哩哔哩|喜马拉雅|共产党员教育平台|支付宝|健康码|"
    "一把手|一号|民心|德政|世纪|头号|[\u4e00-\u9fff]{1,4}(?:[—-]+[\u4e00-\u9fff]{1,6}){2,}"
)
_GENERIC_TAIL = re.compile(
    r"(?:清单|台账|目录|力量|智慧|人才|优势|精神|需求|问题|难题|经济|时代|效应|作用|现象|理念|意识|情怀|资源|群体|生活|气象|关系|原则|目标|标准|要求|方针|思想|观念|能力|水平|"
    r"责任|使命|任务|方向|道路|格局|局面|氛围|环境|条件|风险|矛盾|压力|动力|活力|合力|魅力|底色|故事|印记|记忆|足迹|身影|声音|之火|之路|之花|名师|老人|"
    r"老干部|干部|党员|老师|专家|市民|居民|群众|同志|朋友|会议)$"
)
_DIRECT_HEADS = {"campaign", "action", "project", "brand"}
# A team or room may be called after a figure of speech (“老班长”宣讲团); a force or a platform only is one (“主力军”队伍).
_NAMED_AFTER = re.compile("(?:[团社室站队]|课堂|讲堂|驿站|书屋|论坛|专栏|栏目|热线|公众号)$")
_ACTS = {"campaign", "action", "project", "mechanism"}
# National formulas that name people or thoughts head no programme (“五老”宣讲团, “四个意识”教育).
_NEVER_NAMES = {"people", "thought"}
_COLLECTIVE = re.compile(r"[二三四五六七八九十两百\d][大项个][\u4e00-\u9fff]{0,4}?(行动|工程|计划|实事|项目|专项)")
# 支部+团队 before 组织形式, 党建+ before 工作 only combine.
_COMBINING = re.compile(r"(?![\dN+＋]+$)[^“”]{0,8}[+＋][^“”]{0,8}")
# “一户一卡”管理 deals out.
_DEALS = re.compile("一[\u4e00-\u9fff]{1,3}[一多][\u4e00-\u9fff]{1,3}")
# Words of which this work makes its names.
_SIGNED = re.compile("银[发龄辉晖耀领霞雁]|桑榆|夕阳|霞|枫|金[晖辉秋]|秋韵|乐龄|老干$|老党员|老兵|五老")
# “银辉石榴红”走进社区: the name is the clause's subject.
_SUBJECT_BEFORE = frozenset({"", "；", "：", "，"})
_ACTS_AFTER = re.compile(
    "走进|服务(?=[\u4e00-\u9fff]{2})|把|深入|组织|开展|启动|覆盖|吸引|已|活跃|作为|下设|聚焦|立足|围绕|以来|自"
)
_THEME = re.compile("主题(?!教育|活动|实践|党日|宣讲)")
# “…”短视频24集
_SERIES = re.compile(
    "(?:系列)?(?:短视频|微视频|视频|微课|音频|广播剧|动画|专题片|访谈录)(?:共|近|约)?[\\d一二三四五六七八九十百]+余?[集期部条讲个]"
)
# 举办百场“…”, 开展16期“…”
_SO_MANY_TIMES = re.compile("[\\d十百千万]余?(?:场次?|期|堂|讲|轮)$")
_SHORTENED = ("简称", "简称为")
_SO_MANY = re.compile("[二三四五六七八九十两]大")
_PUSHED = re.compile("(?:推进|开展|实施|深化|落实|探索|推行|启动)[^，。；]{0,16}$")
_LISTED_HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,2}[）).、．][\u4e00-\u9fff]{1,4}“([^“”\n]{2,20})”(?=[。\n]|$)", re.M
)
# Where such a heading has its mark, at most three characters after its start.
_LISTED_MARK = re.compile("[）).、．][\u4e00-\u9fff]{1,4}“")


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
    if not any(found):
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
    if head is None or is_speech(phrase) or _BODY.fullmatch(phrase) or _LEVELLED.match(phrase):
        return None
    direct = group.after.startswith(head.word) or (
        _SO_MANY.match(group.after) is not None and group.after.startswith(head.word, 2)
    )
    # “六有”工程 is a name, “六有”支部 only has them.
    counted = direct and head.strong and head.kind in _ACTS and phrase[-1:] == "有"
    if _ADJECTIVE.fullmatch(phrase) and not counted:
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
        named = near and head.kind in ("team", "platform") and _NAMED_AFTER.search(head.word) is not None
        called = named or (direct and head.kind in _DIRECT_HEADS)
        return (head.kind, "head") if called and head.strong and len(phrase) > 2 else None
    if not head.strong:
        return _by_weak_head(lexicon, phrase, head, group)
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


def _by_weak_head(lexicon: Lexicon, phrase: str, head: Head, group: QuoteGroup) -> tuple[str, str] | None:
    """深化“…”建设, 探索“…”服务: a plain noun follows, a verb that brings names into being goes before."""
    if _GENERIC_TAIL.search(phrase) or _TITLE.fullmatch(phrase) or group.after.startswith("的") or _DEALS.fullmatch(phrase):
        return None
    if head.word == "建设" and not is_formula(phrase) and (kind := lexicon.kind_of_tail(phrase)) in ("platform", "team"):
        return kind, "weak-head"
    verb = lexicon.verb_before(group.before)
    if verb and verb[1] == "campaign" and phrase.endswith("课堂") and head.kind == "campaign":
        return "event", "weak-head"
    if verb and verb[2]:
        return lexicon.kind_inside(phrase) or (verb[1] if head.word == "服务" else head.kind), "weak-head"
    # A coined formula before 工作 is one, whatever stands between it and its verb: 推进看病就医“四有一落地”工作.
    if is_formula(phrase) and group.after.startswith("工作") and _PUSHED.search(group.before):
        return head.kind, "coined"
    return None


def _by_context(scan: Scan, lexicon: Lexicon, phrase: str, group: QuoteGroup, listed: bool) -> tuple[str, str] | None:
    """No head follows: the verb before, a noun in apposition, the name's own last word."""
    if listed and not is_likened(group) and not is_metaphor(phrase, scan.tables) and phrase not in formula_kinds(scan.tables):
        return lexicon.kind_inside(phrase) or "brand", "heading"
    # An account may be called after people, as nothing else is: 公众号“湖城老干部”.
    if group.before.endswith(_ACCOUNT_BEFORE) and 3 <= len(phrase) <= 12 and not is_metaphor(phrase, scan.tables):
        return "platform", "apposition"
    if not may_be_name(scan.tables, phrase):
        return None
    if kind := _by_whole(phrase, group):
        return lexicon.kind_inside(phrase) or kind, "part"
    if group.after.startswith("的") or group.before.endswith(_SHORTENED) or _WON_BEFORE.search(group.before[-10:]):
        return None
    found = _by_signs(scan, lexicon, phrase, group)
    # Few phrases get so far, and what looks for a likeness is the dearest test.
    return None if found and is_likened(group) else found


def _by_signs(scan: Scan, lexicon: Lexicon, phrase: str, group: QuoteGroup) -> tuple[str, str] | None:
    """What stands straight around the phrase, and its last word."""
    inside = "campaign" if _SEASON.fullmatch(phrase) else lexicon.kind_inside(phrase)
    if (defined := _DEFINED.match(group.after)) and (head := lexicon.head_after(defined[1])):
        return head.kind, "defined"
    if _SERIES.match(group.after) and len(phrase) >= 4:
        return "project", "series"
    collective = _COLLECTIVE.fullmatch(phrase)
    if collective:
        return lexicon.kind_inside(phrase) or "project", "collective"
    if _APPOSED.search(group.before, max(0, len(group.before) - _LONGEST_APPOSED)):
        before = lexicon.head_after(group.before[-4:].lstrip("的").rstrip("—：为"))
        return inside or (before.kind if before else "brand"), "apposition"
    if _ONLINE_AFTER.match(group.after):
        return inside or "platform", "online"
    if formula_kinds(scan.tables).get(phrase) or _COMBINING.fullmatch(phrase):
        return None
    if (
        (group.before[-1:] in _SUBJECT_BEFORE)
        and _ACTS_AFTER.match(group.after)
        and _SIGNED.search(phrase)
        and len(phrase) >= 4
    ):
        return (inside or "brand", "subject") if not _GENERIC_TAIL.search(phrase) else None
    verb = lexicon.verb_before(group.before)
    tailed = inside or lexicon.kind_of_tail(phrase)
    if verb and _SIGNED.search(phrase) and len(phrase) >= 4 and not _GENERIC_TAIL.search(phrase):
        return tailed or verb[1], "signed"
    if verb and _brings_in(phrase, verb, inside, group.after):
        return tailed or verb[1], "verb"
    if _SO_MANY_TIMES.search(group.before[-4:]) and len(phrase) >= 4 and not _GENERIC_TAIL.search(phrase):
        return tailed or "event", "counted"
    # “两个阵地” only counts.
    named = inside and inside != "brand" and len(phrase) >= 4 and not is_formula(phrase)
    return (inside, "inside") if named and inside and not _NOT_A_PLACE_NAME.search(group.before) else None


def _by_whole(phrase: str, group: QuoteGroup) -> str | None:
    """What leads other programmes, and what the sentence makes part of one."""
    before, after = group.before, group.after
    if len(phrase) >= 4 and _LEADS_AFTER.match(after) and _LEADS_BEFORE.search(before):
        kind = "brand"
    elif _BELONGS.match(after) or ("”" in before and (_is_composed(before, after) or _PART_OF.search(before))):
        kind = "project"
    else:
        return None
    return None if is_formula(phrase) or is_motto(phrase) or _GENERIC_TAIL.search(phrase) else kind


def _is_composed(before: str, after: str) -> bool:
    return _MADE_UP.search(before) is not None and _COMPOSED.match(after) is not None


def _brings_in(phrase: str, verb: tuple[str, str, bool], inside: str | None, after: str) -> bool:
    """Whether the verb before a phrase makes it a name."""
    if not (verb[2] or inside) or _GENERIC_TAIL.search(phrase):
        return False
    if is_motto(phrase):
        # 推进 and 坚持 go with principles, 开展 and 打造 with what is held or made.
        return verb[1] == "campaign" or (verb[1] == "brand" and _CLAUSE_END.match(after) is not None)
    return _CLAUSE_END.match(after) is not None


def is_no_name(group: QuoteGroup) -> bool:
    """Whether the words before make it a title received (被评为“…”), a body (单位“…”), a short form or a likeness."""
    before = group.before
    forbidden = _WON_BEFORE.search(before[-10:]) or _NOT_A_PLACE_NAME.search(before) or before.endswith(_SHORTENED)
    return bool(forbidden) or is_likened(group)


def may_be_name(tables: Tables, phrase: str) -> bool:
    """Whether nothing in the phrase itself forbids that it names a programme."""
    if not 2 <= len(phrase) <= 30 or is_speech(phrase) or is_metaphor(phrase, tables):
        return False
    return not (_BODY.fullmatch(phrase) or _TITLE.fullmatch(phrase) or _ADJECTIVE.fullmatch(phrase) or _LEVELLED.match(phrase))


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
