"""What money is: given as, given for, taken from, or spent on a piece of work."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.changes import EACH
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import strip_links

_FUND = re.compile("(?:投入|帮扶|补助|补贴|资助|扶持|救助|慰问|奖励|活动|培训|建设)(?:资金|经费|金额|标准)$")
_SUBJECT = re.compile("(?:由|从)(?:[原最]来的?|最初的?)?$")
_GIVEN = re.compile(
    "(捐款捐物|捐资捐物|总投资|总投入|捐款|捐资|捐物|募捐|筹款|捐赠|投资|筹资|出资|集资|融资|拨款|创收|增收|补贴|补助|资助|减免|报销|收费|投入)$"
)
_TO_GIVE = ("给予", "发放", "财政")
_SPENT = frozenset({"投入", "投资", "总投资", "总投入", "筹资", "出资", "集资", "融资", "拨款"})
_BUILT = {"建起": "建设", "建成": "建设", "建好": "建设", "盖起": "建设"}
_ALLOTTED = re.compile("(?:拨付|安排|列支|争取|筹措|筹集|拿出|支出|花费|耗资|斥资|出资)$")
_GIVEN_AS = re.compile(r"(?:人民币|现金|积蓄|存款)?作为([^，。；、的\d]{2,8}?)(?=上?交|捐|送|给|，|。|$)")
# 从党费中划拨10万元
_TAKEN_FROM = re.compile(
    "从(?:[^，。；、\\d]{0,6}的)?([^，。；、\\d的]{2,10}?)中(?:划拨|列支|拿出|安排|支出|提取|拨出|切块|单列|解决)$"
)
_FUNDS = re.compile("^(?:[^，。；]{0,6}?(?:投入|安排|拨付|列支|争取))(?:专项|财政|各类)?(资金|经费)$")
_WORK = re.compile(
    "[，,]?(?:用于|重新|(?P<on>对[^，。；]{1,12}?进行)|先后|全面|在[^，。；]{1,10}?(?=[建盖修新改]))?"
    "(?P<work>(?:建起|建成|建好|盖起|改造|改扩建|扩建|新建|建设|改建|维修|修缮|装修|翻修|升级改造|升级|购置|修建|兴建|提升改造|提升)+)(?:(?=[^，。；])|(?(on)|(?!)))"
)
# 出资15万元，把闲置车棚改建成书屋; 投入50万元对活动室进行适老化改造
_LAID_OUT = re.compile(
    "(?:投入|投资|筹资|出资|拿出|拨付|安排|列支|花费|耗资|斥资|自筹|筹集|争取|拨款|掏腰包|资金|挤出|凑出|拨来|匀出|腾出|掏出|投了|花了|募集|筹措|协调|下拨|划拨)$"
)
# 拨来6.8万元，把仓库腾成活动室
_TURNED = re.compile("，?(?:把|将)[^，。；]{2,24}?(?:腾成|改成|改作|改为|变成|变为|辟为|腾改)")
# 街道凑出3万元: money, and no more is said.
_GOT = re.compile("(?:挤出|凑出|拨来|匀出|掏出|拿出|筹得|筹到|募得|募来|要来|投下)$")
_WORK_ON = re.compile(
    "[，,]?(?:(?:用于|用来|把|将|对|为|给)[^，。；、]{2,20}?(?:进行|实施|做)?)((?:适老化|无障碍|提升|升级|节能)?(?:改造|改建|扩建|装修|维修|翻修|修缮|修复|重建|更换|加装|换装))|[，,]?(修复|重建|疏通|硬化|铺设)"
)
_BOUGHT = re.compile(
    "(购买|购置|添置|安装|维修|改造|翻修|装修|修缮|印制|制作)[^，。；、\\d]{1,12}(?:共|一共|总共)?(?:花去|花了|花费|用去|用了|耗资|花)(?:了|近|约)?$"
)
_OWN_POCKET = re.compile("(?:自?掏腰包|自筹|自费|个人拿出|自己拿出)$")
_PAID_AS = re.compile(
    "(?!，?(?:累计|共|已|先后|全年|分别))(?:的)?(?:标准|额度)?(?:，)?(?:发放|给予|安排|列支|拨付|落实|支付|核拨|核定|进行)?(?:的)?"
    r"([^，。；、的\d列按由从]{0,6}?(?:以奖代补|奖金|经费|慰问金|津贴|助学金|工资|退休金|养老金|救助金|补助金|补贴金|奖励金|奖补|补助|补贴|奖励|救助))"
    # 1000元，交通补贴每人200元: the next name has an amount of its own.
    r"(?!标准|额度|由|从|按|每|为|各|[人户年月]均|[近约达共\d一二两三四五六七八九十百千万])"
)
_STANDARD = re.compile("(?:标准|额度|金额|上限|按|年|月|学年|[人户场次生]均?)$")
_MONEY_NOUN = re.compile(
    "(?:护理|医疗|交通|误餐|生活|困难|特困|帮扶|活动|学习|公用|特需|运行|工作|培训|慰问|专项|助学|奖励|救助|党建)*"
    "(?:补助|补贴|经费|慰问金|帮扶金|救助金|助学金|奖学金|津贴|奖金|工资|党费|资金|善款|捐款|奖补|护理费|学费|课酬|酬金|稿酬|稿费|[讲授]课费|劳务费|保险?费|会费|租金|餐费|误工费|交通费|报酬|学杂费|住宿费|体检费|医药费|门票)|(?:慰问|补助|补贴|奖励|资助|救助|帮扶)标准"
)
# 每人1000元、每个支部3000元的标准列支经费
_LISTED_AS = re.compile(
    f"(?:[、，][^，。；、]{{2,24}}元)+的?(?:标准|额度)(?:发放|给予|安排|列支|拨付|落实|支付)?([^，。；、的\\d]{{0,6}}?{_MONEY_NOUN.pattern})"
)
# 发放困难补助: a noun, though 补助 alone would be the verb.
_NAMED_MONEY = re.compile(
    "(?:护理|医疗|交通|误餐|生活|困难|特困|大病|临时|取暖|高龄|丧葬|遗属|财政|省级|市级|县级|一次性)+(?:补助|补贴|奖励|救助)$"
)
_EACH_ONE = re.compile(f"(?<=[准费价标金贴助资品额酬薪险])[由从按]?(?:{EACH})+(?:不得?[超高]过|不得?[高低多少]于)?$")
# 医药费统筹标准，由每人每年3.2万元…
_FUND_CHANGED = re.compile(
    f"([^，。；、\\d]{{2,14}}(?:费|金|标准|补贴|补助|津贴|额度)[^，。；、\\d]{{0,2}})，(?:由|从)(?:{EACH})*$"
)
# 补贴图书购置费, 返还活动经费: the verb is no part of the name.
_PAID_NOUN = re.compile(
    "(?:补助|补贴|安排|列支|返还|申请|拨付|发放|发给|支付|落实|划拨|下拨|核拨|拨给|争取|承担|缴纳|收取|支出|提取|奖励|(?<![颁研启激开分下核拨印制])发)"
    "((?![给予到至放了])[^，。；、的\\d每各]{1,12}?(?:费|补助|补贴|津贴|资金|[费助励问扶贷酬奖学]金))$"
)
_LONGEST_NAME = 8
_STOPS = frozenset({"，", "。", "；", "、", "\n", ""})
# 奖励创新做法10个，每个2万元
_GIVEN_EACH = re.compile(
    "(奖励|补助|补贴|奖补|资助|救助)(?![金费款])[^，。；]{2,18}，每(?![^，。；]{0,3}[奖补])[^，。；\\d]{1,4}$"
)
_RATE_ONLY = re.compile(
    "(?:[按以])?(?:每(?![^，。；]{0,3}(?:奖|补|资助|救助|慰问))[^，。；、\\d每]{1,4}|[人户]均)+(?:不超过|最高|给予)?"
)
# 离休干部护理费: whose it is.
_WHOSE_FUND = re.compile(
    "^.*(?:离休干部|退休干部|离退休干部|老干部|老同志|老党员|支部书记|志愿者|讲解员|党员)(?=(?!活动|工作|党|服务)[^，。；、]{2,}(?:费|标准|补贴|补助|津贴|限额|额度)$)"
)
# 给每个支部核拨活动经费: what is handed out.
HANDED = re.compile("^.*(?:核拨|发给|给予|拨付|下拨|下达|下发|补发|颁发|按标准发放)(?:了)?(?=[^，。；、\\d]{2,})")
_FOR_ACT = re.compile(
    "[，,]?(?:全部|专项|主要|重点)?(?:用于|用来|用以|来)(奖励|表彰|慰问|帮扶|救助|资助|补助|补贴|扶持|改造|维修|购置|采购|建设|修缮|装修|培训|助学|扩建|新建|保障)(?=[^，。；、]{2})"
)
# 按每名党员300元、支部书记200元的标准落实党建经费和工作补贴: each has its own.
_RESPECTIVE = re.compile(
    "(?P<more>[、，][^，。；、]{2,24}元)?的?(?:标准|额度)(?:分别)?(?:发放|给予|安排|列支|落实|拨付|支付|核拨)(?P<first>[^，。；、和\\d]{2,10}?(?:经费|补贴|补助|津贴|资金|奖励|[费金]))和"
    "(?P<second>[^，。；、和\\d]{2,10}?(?:经费|补贴|补助|津贴|资金|奖励|[费金]))(?=[，。；、]|$)"
)
_AFTER_ONE = re.compile("元[、，][^，。；、元]{2,24}$")
_FOR = re.compile("[，,]?(?:全部|专项|主要)?用于([^，。；、的\\d]{2,6})(?=[，。；、]|$)")
_LAID_BY = re.compile("(?:安排|列支|下拨|拨付|核拨|划拨)$")
# 按每名800元的标准列支
_AT_RATE = re.compile("的(?:标准|额度)(?:安排|列支|列入预算|落实|拨付|核拨)(?=[，。；、]|$)")
_VALUED = re.compile("(?:保额|保费|单价|总价|限额)$")
_MEAN_MONEY = re.compile("(?:约|，)?([人户年月]均)(?:约|达|为)?")


def of_money(phrases: NounPhrases, text: str, start: int, end: int, before: str, last: str | None) -> str | None:
    """Money by what it is given for or as, where no plain noun says it."""
    stripped = strip_links(before)
    if of_each := _RESPECTIVE.match(text, end, min(len(text), end + 70)):
        if of_each["more"]:
            return of_each["first"]
        if _AFTER_ONE.search(text, max(0, start - 30), start):
            return of_each["second"]
    if act := _FOR_ACT.match(text, end, min(len(text), end + 16)):
        return f"{act[1]}资金"
    if before.endswith("总价值"):
        return "总价值"
    if (named := _NAMED_MONEY.search(stripped)) is not None:
        return named[0]
    if (valued := _VALUED.search(stripped)) is not None:
        return valued[0]
    if (priced := _EACH_ONE.search(stripped)) and (phrase := phrases.before(stripped[: priced.start()])):
        whole = _MONEY_NOUN.search(stripped, max(0, priced.start() - _LONGEST_NAME), priced.start())
        is_longer = whole is not None and whole.end() == priced.start() and len(whole[0]) > len(phrase)
        return whole[0] if whole and is_longer else _WHOSE_FUND.sub("", phrase)
    if _LAID_OUT.search(stripped) and (on := _WORK_ON.match(text, end, min(len(text), end + 34))):
        return f"{on[1] or on[2]}资金"
    if _LAID_OUT.search(stripped) and _TURNED.match(text, end, min(len(text), end + 40)):
        return "改造资金"
    if paid_noun := _PAID_NOUN.search(stripped):
        return _short_name(paid_noun[1])
    if given := _GIVEN.search(stripped):
        work = _WORK.match(text, end, min(len(text), end + 16)) if given[1] in _SPENT else None
        if work or given[1] not in ("补贴", "补助"):
            return f"{_BUILT.get(work['work'], work['work'])}资金" if work else given[1]
        phrase = phrases.before(stripped)
        return phrase if phrase and phrase.endswith(given[1]) and not phrase.startswith(_TO_GIVE) else given[1]
    if bought := _BOUGHT.search(before):
        return f"{bought[1]}资金"
    if _OWN_POCKET.search(stripped):
        return "资金"
    if _ALLOTTED.search(stripped) and (work := _WORK.match(text, end, min(len(text), end + 16))):
        return f"{work['work']}资金"
    if given_as := _GIVEN_AS.match(text, end, min(len(text), end + 20)):
        return given_as[1]
    if (spent := _FUNDS.search(stripped)) and (work := _WORK.match(text, end, min(len(text), end + 16))):
        return f"{work['work']}{spent[1]}"
    if source := _TAKEN_FROM.search(before):
        return source[1]
    if fund := changed_fund(before):
        phrase = phrases.before(before)
        return phrase if phrase and phrase.endswith(fund) else fund
    if paid := _PAID_AS.match(text, end, min(len(text), end + 24)):
        return paid[1]
    if stripped.endswith("标准") and (phrase := phrases.before(before)) and len(phrase) > len("标准"):
        return phrase
    if stripped.endswith("金额") and (sum_of := phrases.before(stripped)) and len(sum_of) > len("金额"):
        return sum_of
    if _AT_RATE.match(text, end):
        return _fund_of(text, start)
    if _STANDARD.search(stripped) or not stripped or _RATE_ONLY.fullmatch(stripped):
        line = text[max(0, start - 60) : start].rpartition("\n")[2]
        near = line[max(line.rfind(mark) for mark in "。；") + 1 :]
        if paid_for := _FUND_CHANGED.search(near):
            return phrases.before(paid_for[1])
        if said := _MONEY_NOUN.findall(near):
            return str(said[-1])
        if each := _GIVEN_EACH.search(near):
            return each[1]
        if paid := _LISTED_AS.match(text, end, min(len(text), end + 60)):
            return paid[1]
        # 慰问标准。离休干部每人2000元: the sentence before says what it is.
        said = _MONEY_NOUN.findall(line)
        return said[-1] if said else last
    if stripped.endswith(("经费", "资金", "费用")) and (phrase := phrases.before(HANDED.sub("", stripped))):
        return phrase.removeprefix("所").removeprefix("需")
    if purpose := _FOR.match(text, end):
        return f"{purpose[1]}资金"
    if _LAID_BY.search(stripped):
        return _fund_of(text, start)
    if _GOT.search(stripped) and text[end : end + 1] in _STOPS:
        return "资金"
    return last if _MEAN_MONEY.fullmatch(before) else None


def _short_name(name: str) -> str:
    """专项经费 of 老干部发挥作用专项经费; a short name stays whole (带徒津贴)."""
    short = _MONEY_NOUN.search(name) if len(name) > _LONGEST_NAME else None
    return short[0] if short and short.end() == len(name) else name


def _fund_of(text: str, start: int) -> str:
    """The money that the paragraph tells of, when the clause only lays it out (所需经费分级负担，市财政安排120万元)."""
    line = text[max(0, start - 120) : start].rpartition("\n")[2]
    said = _MONEY_NOUN.findall(line[max(line.rfind(mark) for mark in "。；") + 1 :])
    return said[-1] if said else "经费" if "经费" in line or "预算" in line else "资金"


def changed_fund(before: str) -> str | None:
    """The fund that a change is told of (投入资金由80万元…)."""
    fund = _FUND.search(strip_links(before)) if _SUBJECT.search(before) else None
    return fund[0] if fund else None
