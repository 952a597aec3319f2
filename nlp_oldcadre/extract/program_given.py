"""Quoted names shown by what is done with the thing: a sign hung out, a card handed out, a day held, a rule followed."""

from __future__ import annotations

import re

from nlp_oldcadre.coined_names import Coins
from nlp_oldcadre.extract.program_rules import QuotedRules
from nlp_oldcadre.extract.quoted import QuoteGroup
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_motto
from nlp_oldcadre.rules import ProgramRule

# ``(kind, rule)`` of a programme.
Named = tuple[str, str]
_HUNG_BEFORE = re.compile("(?:挂(?:上|起|出|牌|好|着)?|亮出|竖起|立起|换上)(?:了|一块|一个|一副)?$")
_HUNG_AFTER = re.compile("的?(牌子|木牌|小?招牌|门牌|吊牌|灯箱|门匾)|的?(?:牌匾|标牌)")
# 挂上“光荣之家”的牌子: what is honoured, or what the house is for
_HONOURING = re.compile("光荣|示范|先进|优秀|最美|文明|模范|标兵|红旗|明星|荣誉|达标|五好")
_HOUSE = re.compile("先锋|之家$|中心户|家庭$|党员户|责任区|单位$")
# 学习推广某市“门槛会”、某县调解室等做法
_PRACTICE_BEFORE = re.compile("(?:推广|学习|借鉴|复制)[^，。；“”]{0,12}$")
_PRACTICE_AFTER = re.compile("(?:、[^，。；“”]{2,14})?等?(?:地方?|好|先进|成熟|典型|特色)*(?:做法|经验)")
_TERMS = re.compile("[\\d一二三四五六七八九十]+余?期")
_PAIR_AFTER = re.compile("(?:包联|联系|结对|帮扶|帮带|包保|联户|服务|管理|模式)")
_PAIR = re.compile("\\d{1,2}(?:\\+[\\dNX]{1,2}){1,2}")
# “1+5”方式, “自我申报、集体评议、张榜公布”办法: a rule of work put into a formula, not a mere way (“面对面”方式).
_WAY_AFTER = re.compile("[\u4e00-\u9fff]{0,5}(?:方式|办法|形式)(?![\u4e00-\u9fff]*的(?:通知|意见))")
_PUT_AS_RULE = re.compile(
    "[\\dN一二三四五六七八九][+＋×][\\dN一二三四五六七八九Xx]{1,2}(?:[+＋×][\\dNXx]{1,2})?|[^、]{2,8}(?:、[^、]{2,8}){2,5}"
)
_RULED = re.compile("(?:推行|探索|实行|采取|采用|创新|建立|形成|实施|推广|落实|运用)[^，。；]{0,6}$")
# “适老改造八小件”, “助老十件实事”: so many things, each of which is done.
_THINGS = re.compile(
    "[\u4e00-\u9fff]{2,8}(?:[三四五六七八九十]|十二|二十)(?:[大小]?件(?:[小实大好]?事|套)?|[小实好]事|件套|礼|问)"
)
# 给独居户装上“守夜铃”, 人手一张“就医绿卡”, 第三次办“脱下白衣日”
_MADE = re.compile(
    "(?<![信明龄委公叫当看网政])(?:办|做|搞|过|装|接|发|印|送|建(?=“?$)|[装接架配]起|[装接送发用印配]上|[办印送发]出|结成|发放|配发|配备|配置|接通|安装|加装|"
    "印制|制作|制发|赠送|颁发|领到|派发|人手|每[人户家])(?:了|一[个张套份块条部本枚次回场]|首[个张]|\\d+[余多]?[个张套份条部台本枚场次]|免费|专门|统一|的)*$"
)
_ENDS = re.compile("$|[，。；、！？：）]|等|[\\d一二三四五六七八九十百千两]|并|让|为|以|后|上[，。]")
# What everybody hands out or holds is a sort: 明白卡, 便民箱.
_SORT = re.compile(
    "(?:政治|红色|金色|亲情|温情|便民|爱民|为民|惠民|利民|服务|联系|明白|健康|体检|贺|祝福|生日|慰问|信息|登记|优待|老年|公交|就诊|爱心|暖心|温馨|平安|福|大?礼|红|小|急救|医药|防疫|防护|温暖|联络|文化|政策|学习|满意|评议|评分|积分|管理|工作|任务|责任|问题|需求|项目|订|账|菜|清|名)+[卡包箱单码线网件]|[大小红黑]{1,2}榜|大?礼包|春联|口罩|"
    ".*(?:贺卡|请柬|礼包|名单|清单|表单|订单|传单|账单|菜单|保单|单据|病历|银行卡|身份证|社保卡|医保卡|胸卡|名片|工牌|座谈会|茶话会|联欢会|报告会|培训班|研讨班|生日会|节日|假日)"
)
_LEAST_MADE = 3
# 结成“隔代书伴”, but “互助对子” of any sort
_PAIRED = re.compile("(?<!总)结(?:成|为)(?:了|[\\d一二三四五六七八九十百千余多]+[余多]?对|一[批对])*$")
_PLAIN_PAIR = re.compile(
    "一[\u4e00-\u9fff]一|(?:帮扶|帮带|互助|亲情|结对|友好|师徒|共建|帮教|学习|红色|爱心|连心)*对子|忘年.|一家[人亲]|.?亲戚|好?邻居|.?闺蜜|.?伙伴|.?朋友|.?兄弟"
)
# 用“粤银通”办理; 推动“甲”与“乙”对接: what is used on line
_USED = re.compile("(?:登录|打开|进入|使用|扫|通过|借助|[上能可会]用)(?:了|一下)?$")
_ONLINE = re.compile("[\u4e00-\u9fffA-Za-z]{2,6}(?<!一卡)(?<!一码)(?<!村村)(?<!户户)(?<!路路)(?:通|码|云|在线|掌厅)")
_JOINED_BEFORE = re.compile("(?:推动|实现|促进|完成|打通|将|把)$")
_JOINED_AFTER = re.compile(
    "(?:系统|平台|数据|信息)?(?:之间)?(?:的?(?:无缝|有效|全面|深度))?(?:对接|互通|互联|贯通|联通|并网|共享)"
)


def hung(rules: QuotedRules, phrase: str, group: QuoteGroup) -> bool:
    """挂出“老渡口”的牌子: on the door of what it names, unless it honours who lives there.

    Examples
    --------
    >>> from nlp_oldcadre.model import Span
    >>> from nlp_oldcadre.tables import load_tables
    >>> rules = QuotedRules.of(load_tables())
    >>> [hung(rules, name, QuoteGroup((Span(3, 6),), "门口挂出", "的牌子")) for name in ("老渡口", "光荣之家")]
    [True, False]
    """
    sign = _HUNG_AFTER.match(group.after) if _HUNG_BEFORE.search(group.before) else None
    if sign is None or rules.words.levelled.match(phrase) or _HONOURING.search(phrase):
        return False
    own = sign[1] is not None and len(phrase) > 2 and _HOUSE.search(phrase) is None and not is_formula(phrase)
    return own or rules.lexicon.kind_of_tail(phrase) == "platform"


def handled(rules: QuotedRules, phrase: str, group: QuoteGroup) -> Named | None:
    """What the phrase is by what is done with it: followed as a rule, counted up as things, made or handed out.

    Examples
    --------
    >>> from nlp_oldcadre.model import Span
    >>> from nlp_oldcadre.tables import load_tables
    >>> rules = QuotedRules.of(load_tables())
    >>> handled(rules, "1+5", QuoteGroup((Span(3, 6),), "采取", "方式，对接村庄"))
    ('mechanism', 'ruled')
    >>> handled(rules, "守夜铃", QuoteGroup((Span(5, 8),), "为独居户装上", "，一拉就响"))
    ('platform', 'given')
    """
    before, after, lexicon = group.before, group.after, rules.lexicon
    if _is_ruled(phrase, before, after):
        return "mechanism", "ruled"
    if _THINGS.fullmatch(phrase):
        return "project", "things"
    if len(phrase) < _LEAST_MADE:
        return None
    # 举办书记“领跑班”2期
    if phrase.endswith("班") and _TERMS.match(after):
        return "event", ProgramRule.GIVEN
    kind = lexicon.kind_of_ending(phrase)
    practice = _PRACTICE_AFTER.match(after) and _PRACTICE_BEFORE.search(before)
    joined = (
        len(group.spans) > 1
        and not phrase.startswith("老有所")
        and _JOINED_AFTER.match(after)
        and _JOINED_BEFORE.search(before)
    )
    used = _ONLINE.fullmatch(phrase) and _USED.search(before)
    if practice or joined or used:
        named = kind or ("mechanism" if practice else "platform"), ProgramRule.COINED if practice else ProgramRule.GIVEN
    elif "结" in before and _PAIRED.search(before) and not _PLAIN_PAIR.fullmatch(phrase):
        named = "project", ProgramRule.GIVEN
    elif kind and _is_made(rules, phrase, group):
        named = kind, ProgramRule.GIVEN
    else:
        return None
    return None if is_formula(phrase) or is_motto(phrase) else named


def _is_ruled(phrase: str, before: str, after: str) -> bool:
    """采取“1+5”方式, “1+2”包联."""
    if "+" not in phrase and "＋" not in phrase and "、" not in phrase:
        return False
    if _WAY_AFTER.match(after) and _PUT_AS_RULE.fullmatch(phrase) and _RULED.search(before):
        return True
    return _PAIR.fullmatch(phrase) is not None and _PAIR_AFTER.match(after) is not None


def _is_made(rules: QuotedRules, phrase: str, group: QuoteGroup) -> bool:
    """Whether somebody makes, holds or hands out what is called so, and it is no mere sort of thing."""
    if not _ENDS.match(group.after) or not _MADE.search(group.before) or _SORT.fullmatch(phrase):
        return False
    return Coins.of(rules.tables).is_coined(phrase, ()) and rules.words.generic_tail.search(phrase) is None
