"""Acts beside an amount: told apart from who does them and from their objects, and what is left of them in a name."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import split_words, strip_links

# 牧区儿童免费查视力
_FREELY = re.compile("^.{2,}(?:免费|义务)(?=.{2,}$)")
_ADVERB = re.compile("^(?:现场|当场|就近|一起|免费|义务|累计)(?=..)")
# 开展调研 is one word to jieba.
_LIGHT = re.compile("^(?:开展|举办|组织|进行|奖励(?!资金|金|基金|办法|经费|措施|标准|对象))(?=..)")
_OF_TRAINED = re.compile("^离退休干部(?=(?:党支部|党务|党组织).{0,10}(?:培训班|研修班|示范班|轮训班|读书班)$)")
_SIDE_BY_SIDE = re.compile("^(?:“[^“”]+”[、和]?){2,}(?:等)?(?=[^“”]{2,})")
# 直接受教育矿工, 现场听众, 所需经费
_HOW_NEAR = re.compile("^(?:直接|间接|所需|需(?=经费|资金|费用))(?=..)|^现场(?=听众|观众)")
# 深入牧区巡诊, 文艺小分队下乡演出: where and who.
_GOING = re.compile("(?:深入|走进|奔赴|前往|赴|进驻)$")
_TEAM = re.compile(
    "(?:小?分?队|[^小]{2}组|艺术团|讲师团|宣讲团|报告团|服务团|文工团|专家团|队伍|小组|支部|总支|党委|大学|学校|中心|社团|协会|[团队组]”)$"
)
# What any of these begins with, and what a phrase with a loose end ends with.
_LOOSE_BEGINNINGS = frozenset("直间所需现开举组进离奖“")
_LOOSE_ENDS = frozenset("各送设建配派发办评均皆都此场程流同愿动发务费接纷部后别遍自中有级造质容设建修缮升")
_DUE = re.compile(r"(?:应|已|实|拟|需|未)([^，。；、\d]{2,4})$")
_STAYING = frozenset("学校职岗读编册")
# Acts that have no object: who does them, and under what name, is told apart.
_OPENED = re.compile("^.{2,}(开班|开诊|开讲|开课|开播|上线)$")
_SIGNED_UP = re.compile(
    "^.{2,}?((?:报名|参加|参训|在校|受益|获奖|入学|毕业|注册)人数|注册(?:用户|会员)|招生(?:名额|计划|人数)|(?<=[期划年季])招生)$"
)
# 一年宣讲412场, 参加“四服务”活动6次
_LASTING = re.compile("^.{0,8}?[一两二三四五六七八九十]年(?=[^，。；、级期制]{2,}$)")
_TOOK_PART = re.compile("^参加(?=[^，。；、]{0,8}活动$)")
# “…”短视频播放量, “…”公众号粉丝
_WATCHED = re.compile(
    "^.*[”》][^，。；、“”]{0,6}?(?=(?:(?:播放|点击|浏览|阅读|点赞|转发|收看|收听|访问|下载|关注)(?:总?量|数|人数|人次)|粉丝(?:量|数)?)$)"
)
# 送书680册
_GIVEN_THINGS = frozenset("送书 捐书 赠书 购书 发书 送衣 捐衣 送米 送菜 送油 送花 献花 赠画 捐画".split())
_FILM = re.compile(
    "^《[^《》]{2,30}》(?:系列|主题|专题)?(?=(?:短视频|微视频|视频|微课|专题片|纪录片|宣传片|微电影|动画片?|音频|专栏|栏目|短视频专栏|节目|广播剧)$)"
)
_EDITION = re.compile("《([^《》]{2,30})》(?:大字版|大字本|双语版|盲文版|精装本|合订本|简装本|图文版|有声版|汇编本|单行本)")
_LEFT_OVER = re.compile(
    "(?<=[村县区市镇乡街道社校部站])[均皆都]$|(?<=..)(?:因此|由此|从此|当场|现场|全程|轮流|共同|自愿|主动|自发|义务|免费|直接|纷纷|全部|先后|分别|普遍|各自)$|(?<=..)各[送设建配派发办评]?$|(?<=..)(?<![初高])中有?$"
)
_TAKING_PART = re.compile(
    "(参加|参与|出席|到会|参训|参会|受益|受惠|受助|受教育|听讲|听课|受训|受训练|到课|入馆|参观|观展|观看|就诊|就餐|用餐|入住|咨询|增收|脱贫|获奖|入选|在职|在岗|在校|在读)(?:各族|各类|广大|各界)?$"
)
_CAUSED = re.compile("(?:组织|动员|吸引|发动|引导|邀请|号召|安排|选派|指导)[^，。；]{0,8}(?:参加|参与)")
_INTO_WORK = re.compile("^(?:[^，。；]{0,4}?)(?:吸纳|带动|促进|帮助|实现|安置|解决|推动|新增)?(就业|创业|上岗|务工)$")
_TOUCHED = frozenset(
    {
        "培训",
        "结业",
        "毕业",
        "签约",
        "录取",
        "录用",
        "入会",
        "上岗",
        "持证",
        "参评",
        "报到",
        "在岗",
        "在编",
        "到岗",
        "惠及",
        "受益",
        "参加",
        "参与",
        "到会",
        "参训",
        "参会",
        "受教育",
    }
)
_MEASURED = frozenset("金额 人数 人次 时长 时间 次数 场次 规模 内容".split())
_MEASURED_OF = re.compile(
    "(?:关注|阅读|点赞|浏览|观看|收看|听课|注册|办理|涉及|涉案|成交|签约|合同|募捐|参加|参与|参训|报名|受益|服务|培训|参观|到会|出席|在校|就业|帮扶|走访|惠及|覆盖|入学|招生|授课|学习|宣讲)$"
)
_ONLINE = re.compile(
    "^(?:网上|网络|线上|直播|在线|全网|云端|平台)+(?=(?:播放|点击|浏览|观看|阅读|收看|点赞|转发|访问)(?:量|人数|人次))"
)
_PUBLISHED = re.compile("(?<=报|刊|讯|息|章|稿)(?:刊发|编发|印发|发行|发放|推送|播出|上线)$")
_SERVED = re.compile("^(?:管理服务|服务管理|共?管理)(?=离|老|退)")
_PART_OF_NAME = frozenset(
    (
        "巡回 听课 受训 结业 "
        "就医 就诊 就餐 招生 应急 减免 增收 突发 到位 军休 干休 结余 节约 存量 注册 登记 入库 报名 参加 参与 参训 参会 "
        "参赛 参展 参选 获奖 入选 入围 返乡 返聘 毕业 留守 空巢 独居 困难 志愿 联系 结对 包联 "
        "包保 驻村 下派 外派 流动 移动 固定 合作 联合 共建 共享 示范 试点 达标 优秀 创新 创业 "
        "学习 活动 阅读 观看 播放 点击 浏览 平均 累计 占地 建筑 使用 展示 展览 教学 科研 办公 "
        "健身 休闲 娱乐 养老 助老 助餐 助学 敬老 扶贫 脱贫 帮教 调解 监督 评议 检查 考核 表彰 "
        "奖励 补助 补贴 救助 资助 捐款 捐赠 投资 就业 务工 劳动 工作 服务 培训 宣讲 宣传 巡讲 "
        "讲座 演出 慰问 走访 采纳 批示 转化 整改 签约 意向 合计 专利 发明 建议 提案 调研 课题 "
        "咨询 会诊 互助 自助 自治 自管 挂牌 联络 指导 辅导 顾问 督导 巡视 巡逻 值班 值守 执勤 "
        "下乡 入户 进村 上门 实地 外出 外聘 特聘 续聘 应聘 参保 失能 失智 失业 下岗 致富 信访 上访 举报 投诉 求助 "
        "疏导 防控 防疫 抗疫 抗战 参战 伤残 残疾 在读 寄宿 走读 住院 门诊 出生 死亡 "
    ).split()
)
_ALWAYS_ACTS = frozenset("创作 提升 安装 编写 编纂 编印 撰写 录制 拍摄 修理 改造 维修 翻修 聆听 协助 帮助".split())
# 改造提升工程 is a name.
_WORKS = ("工程", "项目", "行动", "计划", "方案")
# 在册, 受益, 退休 and what no verb begins with.
_NO_VERB_BEGINS = frozenset("在受离退失老“《")
_OFFICE = re.compile("^(?:受聘)?(?:担任|出任|兼任|充任|当选为|被聘为|聘为)(?=..)")
_TAKING_OFFICE = re.compile(
    "(?:分别|均|全部|都|共同|到[^，。；]{1,10}?|在[^，。；]{1,10}?|受聘)*(?:担任|出任|兼任|充任|任(?!职资)|担当|充当|被?聘[为任]|作为|为|当(?!选|场|天|年|地|日))(?=..)"
)
_BUILDING = re.compile(
    "(?<=..)(?:提档升级|升级改造|改造升级|提质改造|提档改造|提质升级|扩容提质)$"
    "|(?<=点|心|地|站|室|校|场|部|堂|园|区|家|屋|伍|库|廊|馆|院|楼|所|房|厅)"
    "(?:建设|新建|改造|修缮|维修|维修改造|修缮改造|改造提升|改扩建|扩建|装修)$"
)


def bare_act(phrases: NounPhrases, phrase: str, before: str) -> str:
    """The act alone, without who does it or how (离退休干部集中学习, 社区医生现场义诊).

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> phrases = NounPhrases.of(load_tables())
    >>> [bare_act(phrases, phrase, phrase) for phrase in ("社区医生现场义诊", "红色故事宣讲")]
    ['义诊', '红色故事宣讲']
    """
    phrase = _FREELY.sub("", phrase)
    if not (phrases.is_act(phrase[-2:]) or phrases.is_doing(phrase[-2:])):
        return phrase
    tokens = split_words(phrase)
    begin = before.rfind(phrase)
    if begin > 0 and before[begin - 1] in "用与以下" and len(tokens) > 1:
        return tokens[-1].text
    if len(tokens) > 1 and _GOING.search(before[:begin]):
        return tokens[-1].text
    if begin >= 2 and phrases.is_doing(before[begin - 2 : begin]):
        return before[begin - 2 : begin] + phrase
    for i in range(len(tokens) - 1, 0, -1):
        if phrases.is_person(phrase[: tokens[i].start]) or _TEAM.search(phrase[: tokens[i].start]):
            return _ADVERB.sub("", phrase[tokens[i].start :])
    return _ADVERB.sub("", phrase)


def past_verb(phrases: NounPhrases, before: str) -> str | None:
    """The text before the verb that an amount follows, where its object stands ahead (建言专报刊发9期)."""
    piece = strip_links(before)
    if len(piece) < 4 or not phrases.is_act(piece[-2:]):
        return None
    tokens = split_words(piece)
    if len(tokens) < 2 or not phrases.is_act(tokens[-1].text) or tokens[-2].tag[0] != "n":
        return None
    return piece[: tokens[-1].start]


def without_verb(phrases: NounPhrases, phrase: str) -> str:
    """The object of a verb that no table knows (摸排困难党员, 疏通管道); a verb that is part of a name stays (注册志愿者).

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> phrases = NounPhrases.of(load_tables())
    >>> without_verb(phrases, "烹制营养餐"), without_verb(phrases, "注册志愿者"), without_verb(phrases, "体检率")
    ('营养餐', '注册志愿者', '体检率')
    """
    opening = phrase[:2]
    is_name = opening in _PART_OF_NAME or opening[:1] in _NO_VERB_BEGINS or phrases.is_doing(opening)
    if len(phrase) < 4 or (is_name and opening not in _ALWAYS_ACTS):
        return phrase
    tokens = split_words(phrase)
    if len(tokens) < 2 or len(tokens[0].text) < 2:
        return phrase
    verb, rest = tokens[0].text, phrase[tokens[0].end :]
    if verb in _ALWAYS_ACTS and len(rest) > 1 and not phrase.endswith(_WORKS):
        return rest
    if tokens[0].tag != "v":
        return phrase
    return phrase if len(rest) < 2 or tokens[1].tag[0] in "vk" else rest


def participle(phrase: str, before: str) -> str:
    """参加学生, 受益各族青少年: what those counted do stands before them."""
    ahead = before[: before.rfind(phrase)] if phrase in before else ""
    found = _TAKING_PART.search(ahead)
    return f"{found[1]}{phrase}" if found and not _CAUSED.search(ahead) else phrase


def named(phrase: str, before: str) -> str:
    """参加人数 and 服务时长 in full, 播放量 without 网上, 离退休职工 without 管理服务."""
    if phrase in _MEASURED:
        found = _MEASURED_OF.search(before[: before.rfind(phrase)])
        return f"{found[0]}{phrase}" if found else phrase
    if phrase[:1] in _STAYING and before.endswith("在" + phrase):
        return f"在{phrase}"
    if phrase[:1] in _LOOSE_BEGINNINGS:
        phrase = _HOW_NEAR.sub("", phrase)
        phrase = _SIDE_BY_SIDE.sub("", _OF_TRAINED.sub("", _LIGHT.sub("", phrase)))
    phrase = _WATCHED.sub("", phrase)
    if phrase in _GIVEN_THINGS:
        return phrase[1:]
    phrase = _LASTING.sub("", _TOOK_PART.sub("", phrase))
    if phrase[:1] == "库" and before.endswith("在" + phrase):
        phrase = phrase[1:]
    if alone := _OPENED.match(phrase) or _SIGNED_UP.match(phrase):
        return alone[1]
    return _PUBLISHED.sub("", _SERVED.sub("", _ONLINE.sub("", phrase)))


def untitled(phrase: str) -> str:
    """短视频 of 《山里科普》短视频, and the title of an edition of it (《学习摘编》大字版)."""
    if edition := _EDITION.fullmatch(phrase):
        return edition[1]
    return _FILM.sub("", phrase)


def touched(phrase: str) -> str:
    """Persons who are told of by a verb alone (惠及874人, 吸纳就业1860人)."""
    if phrase == "入库":
        return "入库人才"
    found = _INTO_WORK.match(phrase)
    return f"{found[1]}人员" if found else f"{phrase}人员" if phrase in _TOUCHED else phrase


def due(phrases: NounPhrases, before: str) -> str | None:
    """Those something is to be done to or was (应采集8624人，已采集8391人)."""
    found = _DUE.fullmatch(before)
    return f"{found[0]}人员" if found and phrases.is_act(found[1]) else None


def office(after: str, *, is_told: bool) -> str:
    """Without the verb that leads to an office; without the office too, where those who take it are told before.

    Examples
    --------
    >>> office("担任校外辅导员", is_told=False), office("担任校外辅导员", is_told=True)
    ('校外辅导员', '')
    """
    return "" if is_told and _TAKING_OFFICE.match(after) else _OFFICE.sub("", after)


def tidied(phrase: str) -> str:
    """Without an adverb that belongs to what follows (爱心企业当场), or the building of what is counted.

    Examples
    --------
    >>> tidied("爱心企业当场"), tidied("志愿服务站点建设")
    ('爱心企业', '志愿服务站点')
    """
    return _BUILDING.sub("", _LEFT_OVER.sub("", phrase)) if phrase[-1:] in _LOOSE_ENDS else phrase
