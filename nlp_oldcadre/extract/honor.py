"""Awards, titles and rankings that somebody received.

An award follows its verb (荣获…、…和…称号), stands in quotation marks with its level (“全省先进集体”), or is a standing
title with a level word (全国劳动模范). A ranking counts when it names the place in which it holds (全省第一).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp_oldcadre.extract.honor_items import clause_end, items, trim, without_giver
from nlp_oldcadre.extract.honor_plans import CHOOSING, PROMISED, is_planned
from nlp_oldcadre.extract.honor_rolls import medals, merits, praised_by_level, roll_titles
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import HonorValue, Mention, Span
from nlp_oldcadre.tables import Tables

_LEVEL = (
    r"(?:(?:全国|全省|全市|全县|全区|全州|全盟|全旗|全系统|中央|国家|国家级|国家、省级|省级|省部级|市级|县级|区级|州级|厅级|部级|省、市|国家、省、市|市、区|省市|省直|市直|区直|"
    r"省|市|县|区|州|中国|世界|全球|全军|兵团|(?:师|团|校|院|公司|集团)(?=级)|[\u4e00-\u9fff]{2,5}部(?=第)|[\u4e00-\u9fff]{2,7}(?:省|市|县|区|州|自治区))级?(?:以上)?)"
)
_RANK = re.compile(
    r"([全省市县区州](?:(?<=全)(?:[国省市县区州盟]|系统|军)|(?<!全)[直属级]?)[^\W的了给\d]{0,6}?第[一二三四五六七八九十\d]{1,2}(?![一二三四五六七八九十百\d])(?:名|位)?)"
    r"((?:与|和|、)(第[一二三四五六七八九十\d]{1,2}(?:名|位)?))?"
)
_RANK_NOT_AFTER = re.compile(
    r"医院|[初高]?中[学心]|幼儿园|工程|分[校院局]|监狱|戒毒|干休|福利|水厂|[渡桥村楼碑枪店井岛城期次届批条章节部个中人民党离干休]|的[，、]|季度|总支|高级|疗养|殡仪|产业|书记|医院|师范|实验|[小大中]?学|课|张|轮|阶段|时间|线|梯队|步|支|例|家|场|部"
)
_NOT_RECEIVED_BEFORE = re.compile(
    "(?:争创|争当|创建|推荐|推选|评选|申报|开展|争取|力争|努力|参评|学习|选树一批|候选)[^，。；\n]{0,4}$|[拟将要可应]$|(?:不得|优先)$"
)
_NOT_RECEIVED_AFTER = re.compile(
    "”?(?:(?:和|、)?(?:先进个人|先进集体))?(?:表彰大会|表彰会|表彰活动|评选|推荐|申报|创建|候选|代表座谈|座谈会|条件|标准|评比|名额|名单|的通知|的公示|的公告|的意见|报告团|事迹报告)"
)
_EXCELLENT = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8})(?:优秀|最佳|十佳|先进|杰出)(?!事迹|传统|作风|品质|品格|文化|成果|的|儿女|基因)[^\W\d的]{2,5}"
)
# How titles end, those that no list holds; no sentence's words stand inside.
_UNLISTED = re.compile(
    "[^，。；：的了在是和与对把被]{2,24}[家户校区村院站点奖章旗兵范星手师牌例目次庭位体部号岗关模者员人园店物团室队会]"
)
# What a level and a word of praise make a title, behind any verb of awarding: 市级示范支部, 省级典型案例.
_WITHIN = "(?:参与|[^，。；：、的了在是和与对把被\\d])"
_EXEMPLARY = re.compile(
    f"{_WITHIN}{{0,12}}(?:示范|先进|优秀|典型|模范|最美|十[佳大]|百[佳强]|标杆|文明|星级|楷模|标兵){_WITHIN}{{0,8}}"
    "(?<!水平|成绩|成效|经验|做法|样板|作用|效应|位次|行列|地位)"
)
_INVERTED = re.compile("的(?:分别)?(?:有|是|为)(?=[\u4e00-\u9fff])")
# 东城区“金牌调解室”, 街道“最美邻里人”, 喀什地区“石榴籽”奖, 中国老科协奖
_NAMED_TITLE = re.compile(
    "[\u4e00-\u9fff]{0,12}“[^“”]{2,16}”(?:奖|提名|提名奖|[\u4e00-\u9fff]{0,4}(?:人物|候选人|提名人|工匠|案例|项目|单位|支部|党委|党总支|党组织|关工委|机关|集体|团队|品牌|家庭|个人|基地|社区))?|[\u4e00-\u9fff]{2,14}(?<![颁获评受授大发领])奖|[\u4e00-\u9fff]{4,14}大奖"
)
# 十大创新项目, 优秀示范项目: chosen among many, so no mere list of projects.
_BEST = re.compile("[十百千][大佳优强]|优秀|最佳")
_TITLED_INSIDE = re.compile(
    "“(?:最美|十佳|[^“”]+(?:者|人|员|星|手|卫士|标兵|先锋|集体|个人|单位|家庭|案例|项目|品牌|支部)”)|奖$"
)
# 学校是全国示范老年大学。
_BEING = re.compile(
    "[是为]((?:全国|全省|全市|国家级|省级|市级|[\u4e00-\u9fff]{2,6}[省市区县])(?:级)?[\u4e00-\u9fff]{0,4}(?:示范|先进|模范|文明|标杆|五星级)[\u4e00-\u9fff]{2,8})(?=[，。；])"
)
_NO_TITLE = re.compile("作用|工程|项目|建设|创建|区$|[点带]$|水平|引领|经验|工作$|活动$|的")
_COMMENDED = re.compile(
    "(?:(?:给予|予以)了?|(?:受到|得到|被)[^，。；、“”\n]{0,16}?)(通报表扬|通报表彰|通报嘉奖|通令嘉奖|集体嘉奖|嘉奖)(?!的)"
)
# 授予“…”, 授予省级“…”, 授予某县“…”; who receives it stands there else.
_LEVELS_ONLY = re.compile(f"{_LEVEL}|全[国省市县区州]|[\u4e00-\u9fff]{{2,4}}(?:省|市|县|区|州)|其|为|了")
_SAID = re.compile(r"(?:荣誉|称号|奖项)(?:称号)?(?:[\d一二两三四五六七八九十]+余?[个项次])?$")
# 获全区老年文艺汇演金奖: the contest is none of the prize.
_CONTEST = re.compile(
    "(?:[^“”，。；]{4,24}?|[^“”，。；]{0,8}“[^“”]{2,16}”[^“”，。；]{0,12}?)(?:汇演|会演|展演|大赛|比赛|竞赛|联赛|邀请赛|锦标赛|擂台赛|展评|书画展|摄影展|书法展|作品展|美术展|大展|运动会|[\u4e00-\u9fff]{1,2}节|大比武|博览会|双年展|挑战赛|[歌舞演棋牌球拳书画影诗诵讲射泳跑剧]赛|书画赛|征文|展播|评选|评比|展评|联展|巡展|春晚|联欢会|晚会|诗会|雅集|联谊赛|友谊赛|对抗赛|表演赛|挑战杯|征集|(?:征集|创作|展示|推选|评选|竞答|宣讲)活动)"
    "(?=[上中里]?(?:[金银铜]奖|特?[一二三]?等奖|[一二三]、|优[秀胜]奖|最佳[\u4e00-\u9fff]{2,6}奖|组织奖|优秀组织奖|入围奖|冠军|亚军|季军|第[一二三四五六]名))"
)
# 被省委老干部局确定为“…”示范团队
_PASSIVE = re.compile("[被经由][^，。；]{2,30}$")
_ONLY_PASSIVE = frozenset({"确定为", "列为", "定为"})
_LEVELLED = re.compile("(?:全国|全省|全市|全县|全区|国家级|省级|市级|县级)[\u4e00-\u9fff“”]{2,20}$")
_TITLING = frozenset({"命名为", "认定为", "评定为", "表彰为"})
_MODALS = tuple("将拟可应要")
_LOOK_BACK = 45
_MANY_PRAISED = re.compile(r"对([^，。；]{4,60}?)(?:进行|予以|给予)了?(?:通报)?(?:表彰|表扬)")


@dataclass(frozen=True, slots=True)
class _Honors:
    """The lists of ``data/honors.toml``, compiled."""

    verb: re.Pattern[str]
    loose: frozenset[str]
    certain: frozenset[str]
    title: re.Pattern[str]
    plain: re.Pattern[str]
    standing: re.Pattern[str]


def find(scan: Scan) -> Iterator[Mention]:
    """Every award, title and ranking that the text says somebody received.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "支部先后荣获全省先进基层党组织、市级文明单位等称号，总分列全省第二，走在前列。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [text[m.start : m.end] for m in find(scan)]
    ['全省先进基层党组织', '市级文明单位', '全省第二']
    """
    honors: _Honors = scan.tables.keep("honors_compiled", lambda: _compile(scan.tables))
    found: dict[Span, str] = {}
    finders = [finder(scan, honors) for finder in (_awarded, _praised, _standing, _quoted, _ranked, _being)]
    for finder in (*finders, roll_titles(scan), medals(scan), merits(scan), praised_by_level(scan)):
        for span, rule in finder:
            if span not in found and not scan.is_inside(span.start, scan.titles):
                found[span] = rule
    for span in _outermost(found):
        yield Mention("HONOR", span.start, span.end, HonorValue(), found[span])


def _compile(tables: Tables) -> _Honors:
    lists = tables.record("honors")
    return _Honors(
        verb=re.compile(_any(lists["awarding"])),
        loose=frozenset(lists["loose"]),
        certain=frozenset(lists["certain"]),
        title=re.compile(f"(?:{_any(lists['titles'])})$"),
        plain=re.compile(f"(?:{_any(lists['plain'])})$"),
        standing=re.compile(
            rf"(全国|全省|全市|全县|全区|全州|省级?|市级?|县级?|中国|全军|省直|市直|国家级)(?:(?!全[国省市县])[^，。；：、！？\s“”的了和与在为被获评荣次\d委]){{0,12}}?"
            rf"(?:{_any(lists['standing'])})"
        ),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _outermost(found: dict[Span, str]) -> Iterator[Span]:
    end = -1
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if span.start >= end:
            end = span.end
            yield span


def _awarded(scan: Scan, honors: _Honors) -> Iterator[tuple[Span, str]]:
    """What follows a verb of awarding, up to the clause's end."""
    text = scan.text
    for match in honors.verb.finditer(text):
        if honors.verb.match(text, match.end()):
            continue
        end = clause_end(text, match.end())
        # 获得一等奖的有甲、乙: who received it follows.
        end = inverted.start() if (inverted := _INVERTED.search(text, match.end(), end)) else end
        tail = text[match.end() : end]
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if _NOT_RECEIVED_BEFORE.search(before[-10:]) or PROMISED.search(before):
            continue
        if match[0] in CHOOSING and is_planned(scan, match.start()):
            continue
        passive = match[0].endswith("为") and _PASSIVE.search(before) is not None
        if match[0] in _ONLY_PASSIVE and not passive:
            continue
        # 获得…等荣誉 says itself that titles are meant.
        # 被省委命名为“…”: nobody is named so but to honour him.
        titled = passive and match[0] in _TITLING
        loose = match[0] in honors.loose and not titled and not _SAID.search(tail)
        # 授予甲、乙“…”称号: who receives it stands before the mark.
        quote = tail.find("“") if match[0].endswith(("授予", "颁发", "追授", "颁授")) and "”" in tail else 0
        skip = quote if quote > 4 or (quote > 1 and not _LEVELS_ONLY.fullmatch(tail, 0, quote)) else 0
        for start, stop in items(tail[skip:]):
            span = trim(text, match.end() + skip + start, match.end() + skip + stop)
            # 表彰…和追授“…”: the second verb has its own turn.
            if span is None or honors.verb.match(text, span.start):
                continue
            # 已获评全省示范党支部的某学院支部: the title ends where its bearer is told.
            span = without_giver(scan, _before_bearer(text, span, honors), honors.title)
            if contest := _CONTEST.match(text, span.start, span.end):
                span = Span(contest.end(), span.end)
            certain = passive or match[0] in honors.certain
            if _is_honor(text, span, honors, loose=loose) or _is_title(text, span, is_certain=certain):
                yield span, "awarded"
            else:
                scan.reject("HONOR", *span, f"honors.toml:{match[0]}", "context")


def _before_bearer(text: str, span: Span, honors: _Honors) -> Span:
    """The title without who bears it: 市级文明单位的某局."""
    at = text.find("的", span.start + 4, span.end)
    # 获评“…”的，给予奖补: nobody's yet.
    if at < 0 or at + 1 == span.end:
        return span
    title = text[span.start : at]
    level = re.match(_LEVEL, title)
    levelled = level is not None and (honors.title.search(title) or _EXEMPLARY.fullmatch(title, level.end()))
    ends = levelled or ("”" in title[:-1] and _NAMED_TITLE.fullmatch(title))
    return Span(span.start, at) if ends else span


def _is_title(text: str, span: Span, *, is_certain: bool) -> bool:
    """Whether a phrase behind a verb of awarding may be a title that no list holds: 市级模范职工之家, 市级示范支部."""
    phrase = text[span.start : span.end]
    if _NOT_RECEIVED_AFTER.match(text, span.end):
        return False
    level = re.match(_LEVEL, phrase)
    if is_certain and _NAMED_TITLE.fullmatch(phrase) and _EXEMPLARY.fullmatch(phrase.rpartition("”")[2]):
        return True
    if level and _EXEMPLARY.fullmatch(phrase, level.end()):
        return True
    return is_certain and (level is not None or len(phrase) <= 8) and _UNLISTED.fullmatch(phrase) is not None


def _is_honor(text: str, span: Span, honors: _Honors, *, loose: bool) -> bool:
    phrase = text[span.start : span.end]
    if _NOT_RECEIVED_AFTER.match(text, span.end) or re.search(
        "[，：]|点赞|认可|好评|肯定|支持|重视|成效|进展|批示|关注", phrase
    ):
        return False
    quoted = text[span.start - 1] == "“" and text[span.end : span.end + 1] == "”"
    titled = honors.title.search(phrase.replace("”", "").replace("“", ""))
    levelled = re.match(_LEVEL, phrase) is not None
    inside = phrase[1 : phrase.rfind("”")] if phrase.startswith("“") else ""
    called = _TITLED_INSIDE.search(phrase) or honors.title.search(inside)
    if _NAMED_TITLE.fullmatch(phrase) and (not loose or levelled or called):
        return True
    if titled:
        if loose and not quoted and honors.plain.search(phrase) and phrase.endswith("项目") and not _BEST.search(phrase):
            return False
        return levelled or quoted or not honors.plain.search(phrase)
    if _EXCELLENT.fullmatch(phrase):
        return True
    if phrase.startswith("最美") or phrase.startswith("“十佳") or phrase.endswith("之星"):
        return True
    return quoted and not loose


def _praised(scan: Scan, honors: _Honors) -> Iterator[tuple[Span, str]]:
    """对…进行表彰, 受表彰的…: titles with their counts."""
    for match in _MANY_PRAISED.finditer(scan.text):
        if scan.text[match.start() - 1 : match.start()] in _MODALS:
            continue
        for start, stop in items(match[1]):
            span = trim(scan.text, match.start(1) + start, match.start(1) + stop)
            if span and _is_honor(scan.text, span, honors, loose=True):
                yield span, "praised"


def _standing(scan: Scan, honors: _Honors) -> Iterator[tuple[Span, str]]:
    """Titles with a level word, without a verb: 「全国先进集体」某局, 全省劳动模范某某."""
    for match in honors.standing.finditer(scan.text):
        before = scan.text[max(0, match.start() - 12) : match.start()]
        if "表彰" in match[0] or _NOT_RECEIVED_AFTER.match(scan.text, match.end()) or _NOT_RECEIVED_BEFORE.search(before):
            continue
        yield Span(_with_region(scan, match.start()), match.end()), "standing"
        # The second of a pair shares the level: 全国先进集体、先进个人.
        if pair := re.compile("(?:、|和)(先进个人|先进集体|先进工作者)").match(scan.text, match.end()):
            yield Span(*pair.span(1)), "standing"


def _with_region(scan: Scan, start: int) -> int:
    """Where the region begins whose last character is the level word: 甘肃省先进集体."""
    return next((m.start for m in scan.found.get("REGION", ()) if m.start < start < m.end), start)


def _quoted(scan: Scan, honors: _Honors) -> Iterator[tuple[Span, str]]:
    """“全省示范党支部”: a title with its level in quotation marks."""
    for span in scan.quotes:
        phrase = scan.text[span.start : span.end]
        if not (_LEVELLED.match(phrase) and honors.title.search(phrase)):
            continue
        before = scan.text[max(0, span.start - 12) : span.start - 1]
        if not (_NOT_RECEIVED_BEFORE.search(before) or _NOT_RECEIVED_AFTER.match(scan.text, span.end)):
            yield span, "standing"


def _being(scan: Scan, honors: _Honors) -> Iterator[tuple[Span, str]]:
    """学校是全国示范老年大学: a title that a body has; 对“…”给予通报表扬."""
    for match in _BEING.finditer(scan.text):
        if honors.verb.search(scan.text[max(0, match.start() - 4) : match.start() + 1]):
            continue
        if not _NOT_RECEIVED_AFTER.match(scan.text, match.end()) and not _NO_TITLE.search(match[1]):
            yield Span(*match.span(1)), "being"
    for match in _COMMENDED.finditer(scan.text):
        if PROMISED.search(scan.text, max(0, match.start() - _LOOK_BACK), match.start()):
            continue
        if is_planned(scan, match.start()):
            continue
        yield Span(*match.span(1)), "commended"


def _ranked(scan: Scan, honors: _Honors) -> Iterator[tuple[Span, str]]:
    for match in _RANK.finditer(scan.text):
        if _RANK_NOT_AFTER.match(scan.text, match.end(1)):
            continue
        yield Span(*match.span(1)), "ranked"
        if match[3]:
            yield Span(*match.span(3)), "ranked"
