"""What makes a quoted phrase a programme's name where no head noun follows it, and what forbids that it is one."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.program_given import Named, handled, hung
from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.program_rules import COMBINING, COURSES, DEALS, SEASON, QuotedRules
from nlp_oldcadre.extract.quoted import QuoteGroup, is_likened, is_metaphor, parts
from nlp_oldcadre.extract.quoted_words import QuotedWords
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_motto

# No noun or verb before an apposition, with its dash, is longer.
_LONGEST_APPOSED = 5
# 以“…”为龙头，组建…: what leads is a brand.
_LEADS_BEFORE = re.compile("(?:以|把|将)(?:打造|创建|擦亮)?$")
_LEADS_AFTER = re.compile("为(?:统领|龙头|牵引|总?品牌|母品牌|旗帜|统揽|引领|总揽|核心|主体|主线)[，、]")
# 以“…银龄…”为抓手
_BASED_AFTER = re.compile("为(?:主要|重要|总|有效|有力|重点)?(?:抓手|载体|依托|平台|支点|阵地)[，、]")
# “…”是“甲”品牌的一支; “甲”品牌下设“…”; “甲”由“…”“…”组成: a programme's parts are programmes.
_WHOLE = "(?:品牌|行动|工程|项目|计划|平台|活动|体系|矩阵)"
_BELONGS = re.compile(
    f"(?:是|作为|属于|隶属于)[^，。；“”]{{0,6}}“[^“”]{{2,20}}”{_WHOLE}[^，。；“”]{{0,6}}(?:组成部分|一部分|一支|分支|子品牌|子项目|之一|一环)"
)
_PART_OF = re.compile(f"”{_WHOLE}?(?:旗下|下设|框架下|体系下|统领下|涵盖|包括|包含|分为)[的了有]?[^，。；“”]{{0,10}}：?$")
_COMPOSED = re.compile(r"(?:等[\u4e00-\u9fff\d]{0,6}|[二三四五六七八九十\d][大个]?[\u4e00-\u9fff]{0,4})?(?:组成|构成)")
_MADE_UP = re.compile(f"”[\u4e00-\u9fff]{{0,6}}{_WHOLE}?由$")
_COLLECTIVE = re.compile(
    r"[二三四五六七八九十两百\d](?:[大项个][\u4e00-\u9fff]{0,4}?(行动|工程|计划|实事|项目|专项)|大[\u4e00-\u9fff]{0,4}?[\u4e00-\u9fff]{2}(?:团(?!队)|(?<!团)(?<!支)队(?!伍)))"
)
# What stands before a name that is its clause's subject.
_SUBJECT_BEFORE = frozenset({"", "；", "：", "，"})
# The phrase ends its clause: nothing is said of it.
_ENDS = frozenset({"", "，", "。", "、", "；"})
_BROUGHT_BY = ("这样的", "）", "发起的", "创办的", "主办的", "牵头的", "打造的", "组织的", "开办的", "张罗的")
# 坚持了11年; 一讲就是八年; 每周开讲; 已办了46次; 还剩两讲
_HELD_OFTEN = re.compile(
    "(?:本学期|今年|上半年|全年|已|共|累计|还|先后|每次)*(?:[办过开讲剩搞走演]|举办|开展|组织|开讲|举行)了?\\d*[\\d一二三四五六七八九十两][余多]?(?:[场次期回讲趟站课]|个[周月])|每(?:逢|[周月季年天]|个?[周月季]度?)(?![\u4e00-\u9fff]?人)|一[周月季]一|开[讲课播演营馆市张]"
)
_HONOURED = re.compile("(?:先后|还|成功|也)?(?:入选|获评|荣获|被评为|被命名为|被授予|获得?全|上榜)")
# 某街道“…”脱颖而出
_STOOD_OUT = re.compile("(?:品牌|项目|案例)?(?:脱颖而出|拔得头筹|榜上有名|位居榜首|名列其中|崭露头角)")
_OWNED = re.compile("(?:[省市县区州旗镇乡村局校院]|街道|社区|大学|公司)的?$")
_AS_PART = re.compile("作为(?:该|这一|这个|此)[^，。；“”]{2,6}的[^，。；“”]{0,4}(?:项目|内容|活动|抓手|板块|组成部分|一环)，$")
_CUP = re.compile("[\u4e00-\u9fff]{1,8}杯")
_CUP_AFTER = re.compile("[^，。；：、“”]{0,16}?(?:赛|展|比武|联谊|交流会|汇演|展演|运动会|征文)")
# “…”等活动主题, “强富美高”新江城: a theme, an attribute
_NO_NAME_AFTER = re.compile(
    "[^，。；“”]{0,10}主题(?!教育|活动|实践|党日|宣讲|调研|宣传|征文)|新[\u4e00-\u9fff]{2,3}(?:建设)?(?:[，。、]|$)"
)
_MATTER = re.compile(
    "(?:实施|工作|建设|项目)?(?:方案|进展情况|推进情况|筹备情况|开展情况|运行情况|负责人|发起人|创始人|主理人|队员)(?=[，。、；由的]|$)"
)
# “单打独斗”变“联合作战”, “要我学”变为“我要学”: how it was, and how it is.
_BECOMES = re.compile("(?:变|变成|变为|转变为|转为|化为|化作)“")
_BECAME = re.compile("”(?:变|变成|变为|转变为|转为|化为|化作)$")
_PLACED = re.compile("(?:开|办|设|建|搭|扎)在[^，。；“”]{2,16}的$")
# 把“…”作为品牌来抓
_RUN_BEFORE = re.compile("(?:把|将)$")
_RUN_AFTER = re.compile("(?:作为|当作|当成)[\u4e00-\u9fff]{0,6}?(品牌|项目|工程|活动|行动|载体)(?:来|去|抓|做|推|[，。；])")
# 一支名为“江城银哨”的老年巡防队
_ENTITLED = re.compile("[被由经][^，。；“”]{2,20}(?:命名|授牌|授予|确定|认定|评定)为?$")
_NAMED_AS = re.compile("(?:名为|取名为?|起名为?|名叫|定名为|冠名)$")
# 签约“银发工程师”86名
_SO_MANY_PEOPLE = re.compile("[\\d一二三四五六七八九十百千两余多]+[名位人]")
_TITLE_AFTER = frozenset("：—:")
# 举办百场“…”, 开展16期“…”
_SO_MANY_TIMES = re.compile("[\\d十百千万]余?(?:场次?|期|堂|讲|轮)$")
# “光荣在党50年”纪念章 is given.
AWARDED = ("纪念章", "奖章", "勋章", "荣誉章", "称号", "荣誉称号", "证书", "奖牌", "牌匾")
_SHORTENED = ("简称", "简称为")
_PAPERS = re.compile("[一二三四五六七八九十两][本张份条笔把根杆盏道个][\u4e00-\u9fff]{1,3}")
_MANNED = re.compile("的?\\d+[余多]?[名位人]|由[^，。；]{0,6}\\d+[余多]?[名位人]")
_POSTS = ("岗", "哨", "哨所", "营", "班", "桥")


def by_context(rules: QuotedRules, phrase: str, group: QuoteGroup, *, allowed: bool, listed: bool) -> Named | None:
    """No head follows: the verb before, a noun in apposition, the name's own last word.

    Parameters
    ----------
    allowed : nothing in the phrase itself forbids that it is a name.
    listed : the phrase is the heading of a numbered paragraph, one of several such.

    Examples
    --------
    >>> from nlp_oldcadre.model import Span
    >>> from nlp_oldcadre.tables import load_tables
    >>> group = QuoteGroup((Span(3, 7),), "开设", "，每月一讲")
    >>> by_context(QuotedRules.of(load_tables()), "榕荫讲堂", group, allowed=True, listed=False)
    ('event', 'verb')
    """
    words, lexicon = rules.words, rules.lexicon
    if listed and not is_likened(group) and not is_metaphor(phrase, rules.tables) and phrase not in rules.formulas:
        return lexicon.kind_inside(phrase) or "brand", "heading"
    if found := _by_sort(rules, phrase, group, allowed=allowed):
        return found
    if not allowed:
        return None
    run = _RUN_AFTER.match(group.after) if _RUN_BEFORE.search(group.before) else None
    if run and len(phrase) >= 4 and not is_formula(phrase):
        head = lexicon.head_after(run[1])
        return head.kind if head else "brand", "defined"
    if found := handled(rules, phrase, group):
        return None if is_likened(group) else found
    if kind := _by_whole(words, phrase, group):
        return lexicon.kind_inside(phrase) or kind, "part"
    # 以“一支部一品牌”为抓手
    if phrase.endswith(("品牌", "特色")) and _BASED_AFTER.match(group.after) and _LEADS_BEFORE.search(group.before):
        return "project", "part"
    if found := _by_standing(rules, phrase, group):
        return found
    # “夕阳暖巢”进展情况
    is_own = len(phrase) >= 4 and words.signed.search(phrase) and not words.generic_tail.search(phrase)
    if is_own and _MATTER.match(group.after):
        is_set = is_formula(phrase) or is_motto(phrase)
        return None if is_set else (lexicon.kind_of_tail(phrase) or "project", "matter")
    # 被省委老干部局命名为“…”: a title
    if _ENTITLED.search(group.before):
        return None
    if _NAMED_AS.search(group.before):
        head = lexicon.head_after(group.after.removeprefix("的"))
        return lexicon.kind_inside(phrase) or (head.kind if head else "brand"), "apposition"
    if group.after.startswith("的") or group.before.endswith(_SHORTENED) or words.won.search(group.before[-10:]):
        return None
    found = _by_signs(rules, phrase, group)
    # Few phrases get so far, and what looks for a likeness is the dearest test.
    # … and 靠的是“江城银辉·护苗行动” likens nothing: the name tells what it is.
    own = found is not None and "·" in phrase and found[1] == "inside"
    return None if found and not own and is_likened(group) else found


def _by_sort(rules: QuotedRules, phrase: str, group: QuoteGroup, *, allowed: bool) -> Named | None:
    """A year of work, a cup, a place or an account: what the phrase is shows in it and straight beside it."""
    words, lexicon = rules.words, rules.lexicon
    # 我局确定的“阵地建设攻坚年”
    if SEASON.fullmatch(phrase) and phrase[-1] == "年" and len(phrase) >= 5 and not group.after.startswith("的"):
        return "campaign", "season"
    # “重阳杯”书画赛
    if _CUP.fullmatch(phrase) and _CUP_AFTER.match(group.after):
        return "event", "cup"
    # 总队开在某街道的“阿姐修伞铺”; 挂上“渔港红驿”的牌子
    placed = lexicon.kind_of_tail(phrase) == "platform" and _PLACED.search(group.before)
    if allowed and (placed or hung(rules, phrase, group)):
        return "platform", "placed"
    # An account may be called after people, as nothing else is: 公众号“湖城老干部”.
    if words.account.search(group.before) and 3 <= len(phrase) <= 12 and not is_metaphor(phrase, rules.tables):
        return "platform", "apposition"
    return None


def _by_standing(rules: QuotedRules, phrase: str, group: QuoteGroup) -> Named | None:
    """深圳站“老班长茶吧”入选…; 作为该计划的重点项目，“口述校史”采访…."""
    if len(phrase) < 4 or rules.words.generic_tail.search(phrase) or is_motto(phrase):
        return None
    if _STOOD_OUT.match(group.after) and _OWNED.search(group.before):
        return rules.lexicon.kind_of_tail(phrase) or "brand", "honoured"
    if _HONOURED.match(group.after) and (kind := rules.lexicon.kind_of_tail(phrase)):
        return kind, "honoured"
    return (rules.lexicon.kind_of_tail(phrase) or "project", "part") if _AS_PART.search(group.before) else None


def _by_signs(rules: QuotedRules, phrase: str, group: QuoteGroup) -> Named | None:
    """What stands straight around the phrase, and its last word."""
    words, lexicon = rules.words, rules.lexicon
    inside = "campaign" if SEASON.fullmatch(phrase) else lexicon.kind_inside(phrase)
    ends = group.after[:1] in _ENDS
    if not ends and (defined := words.defined.match(group.after)) and (head := lexicon.head_after(defined[1])):
        return head.kind, "defined"
    if not ends and words.series.match(group.after) and len(phrase) >= 4:
        return "project", "series"
    collective = _COLLECTIVE.fullmatch(phrase)
    if collective:
        return lexicon.kind_inside(phrase) or "project", "collective"
    if words.apposed.search(group.before, max(0, len(group.before) - _LONGEST_APPOSED)):
        before = lexicon.head_after(group.before[-4:].lstrip("的").rstrip("—：为"))
        return inside or (before.kind if before else "brand"), "apposition"
    if not ends and words.opened.match(group.after):
        return inside or "platform", "online"
    if rules.formulas.get(phrase) or COMBINING.fullmatch(phrase):
        return None
    if (
        not ends
        and group.before[-1:] in _SUBJECT_BEFORE
        and words.acts.match(group.after)
        and words.signed.search(phrase)
        and len(phrase) >= 4
    ):
        return (inside or lexicon.kind_of_tail(phrase) or "brand", "subject") if not words.generic_tail.search(phrase) else None
    # “政策送上门”每季一次
    opens = group.before[-1:] in _SUBJECT_BEFORE or group.before.endswith(_BROUGHT_BY)
    if not ends and opens and _HELD_OFTEN.match(group.after) and len(phrase) >= 4:
        return inside or lexicon.kind_of_tail(phrase) or "campaign", "subject"
    verb = lexicon.verb_before(group.before)
    tailed = inside or lexicon.kind_of_tail(phrase)
    # 退休教师组成“银发护校岗”, “护泉岗”的62名老党员: its people
    if tailed == "platform" and is_manned(phrase, group):
        tailed = inside = "team"
    if verb and verb[1] == "team" and tailed == "platform" and phrase.endswith(_POSTS):
        tailed = inside = "team"
    if verb and words.signed.search(phrase) and len(phrase) >= 4 and not words.generic_tail.search(phrase):
        return tailed or verb[1], "signed"
    if verb and _brings_in(words, phrase, verb, inside, group.after):
        return tailed or verb[1], "verb"
    if _SO_MANY_TIMES.search(group.before[-4:]) and len(phrase) >= 4 and not words.generic_tail.search(phrase):
        return tailed or "event", "counted"
    # “两个阵地” only counts.
    named = inside and inside != "brand" and len(phrase) >= 4 and not is_formula(phrase)
    if named and inside and not words.body_before.search(group.before):
        return inside, "inside"
    # 《“霞映青山”：让老同志有为有位》
    titled = group.before.endswith("《") and group.after[:1] in _TITLE_AFTER and words.signed.search(phrase)
    return (tailed or "brand", "titled") if titled and len(phrase) >= 4 and not words.generic_tail.search(phrase) else None


def _by_whole(words: QuotedWords, phrase: str, group: QuoteGroup) -> str | None:
    """What leads other programmes, and what the sentence makes part of one."""
    before, after = group.before, group.after
    if len(phrase) >= 4 and _LEADS_AFTER.match(after) and _LEADS_BEFORE.search(before):
        kind = "brand"
    elif _BELONGS.match(after) or ("”" in before and (_is_composed(before, after) or _PART_OF.search(before))):
        kind = "project"
    elif len(phrase) >= 4 and words.signed.search(phrase) and _BASED_AFTER.match(after) and _LEADS_BEFORE.search(before):
        return None if is_formula(phrase) or is_motto(phrase) else "project"
    else:
        return None
    # “学、帮、乐” only counts them up.
    counts_up = "、" in phrase and all(len(piece) == 1 for piece in phrase.split("、"))
    return None if counts_up or is_formula(phrase) or is_motto(phrase) or words.generic_tail.search(phrase) else kind


def _is_composed(before: str, after: str) -> bool:
    return _MADE_UP.search(before) is not None and _COMPOSED.match(after) is not None


def _brings_in(words: QuotedWords, phrase: str, verb: tuple[str, str, bool], inside: str | None, after: str) -> bool:
    """Whether the verb before a phrase makes it a name."""
    if not (verb[2] or inside) or words.generic_tail.search(phrase) or DEALS.fullmatch(phrase):
        return False
    # 用活“三本账”, 列出“四张清单” only count.
    if _PAPERS.fullmatch(phrase):
        return False
    if is_motto(phrase):
        # 推进 and 坚持 go with principles, 开展 and 打造 with what is held or made.
        return verb[1] == "campaign" or (verb[1] == "brand" and words.clause_end.match(after) is not None)
    return words.clause_end.match(after) is not None


def is_change(group: QuoteGroup) -> bool:
    """Whether the phrase tells how something was or has become: “一枝独秀”变“百花齐放”."""
    return _BECOMES.match(group.after) is not None or _BECAME.search(group.before) is not None


def is_no_name(words: QuotedWords, group: QuoteGroup) -> bool:
    """Whether the words around make it a title received (被评为“…”), a body (单位“…”), a short form, a likeness or a course."""
    before = group.before
    forbidden = words.won.search(before[-10:]) or words.body_before.search(before) or before.endswith(_SHORTENED)
    if forbidden or _SO_MANY_PEOPLE.match(group.after) or group.after.startswith(("式", *AWARDED)):
        return True
    return is_likened(group) or COURSES.match(group.after) is not None or _NO_NAME_AFTER.match(group.after) is not None


def is_manned(phrase: str, group: QuoteGroup) -> bool:
    """Whether a post is spoken of as those who stand there: “护泉岗”的62名老党员."""
    return phrase.endswith(_POSTS) and _MANNED.match(group.after) is not None


def spread(lexicon: Lexicon, phrases: list[str], allowed: list[bool], found: list[Named | None]) -> list[Named | None]:
    """One name in a list makes the others names too."""
    first = next((f for f in found if f), None)
    if first is None:
        return found
    if first[1] == "inside":
        # A room beside a room: “家门口课堂”和“半小时活动点”.
        alike = [
            may and lexicon.kind_of_tail(p) == first[0] and not is_formula(p) for p, may in zip(phrases, allowed, strict=True)
        ]
        return [f or ((first[0], "list") if same else None) for f, same in zip(found, alike, strict=True)]
    return [
        f or ((lexicon.kind_inside(p) or first[0], "list") if may and len(parts(p)) <= 3 else None)
        for f, p, may in zip(found, phrases, allowed, strict=True)
    ]
