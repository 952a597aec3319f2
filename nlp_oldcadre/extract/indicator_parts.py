"""Parts of the things counted, named by what became of them (5条被采纳), and acts told apart from who does them."""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp_oldcadre.extract.phrases import strip_links

_TAKEN = (
    "采纳|采用|选用|录用|收藏|转发|转载|刊用|刊发|吸收|选拔|提拔|聘用|推广|命名|退回|取消|评为优秀|评优|列入|纳入|认定|立项"
    "|批转|收录|选中"
)
_TAKEN_PART = re.compile(f"^被(?:{_TAKEN})(?=..)")
# 全部, 都: all of them are no part.
_SINCE = "(?:已经?|己|先后|还|曾|陆续|相继|现)*"
_PASSIVE = re.compile(f"{_SINCE}被[^，。；\\d]{{0,20}}?({_TAKEN})")
_PASSIVE_BEFORE = re.compile(f"(?:^|其中|[已己有])被[^，。；、\\d]{{0,10}}?({_TAKEN})(?:整改|实施|落实)?$")
_TAKEN_AGAIN = re.compile(f"[^，。；、\\d]{{2,10}}({_TAKEN})")
_ENTERED = re.compile("(?:已|先后|均)*(入选|入围|入展|参展|获奖)")
_WON = re.compile(
    "(?:在[^，。；\\d]{1,16}[中上里])?(?:先后|还|分别|荣)*(获奖|入围|入选|展演|获(?:国家|全[国省市区县]|自治区|[省市区县部厅]级?)[^，。；、\\d]{0,5}(?:表彰|奖励?|批示)|获(?:得|[省市州盟区县旗党]委?)[^，。；、\\d]{0,8}批示)(?=[，。；、]|$)"
)
# 20篇在《老年报》发表
_ISSUED = re.compile("在[^，。；\\d]{2,20}?(发表|刊发|刊登|刊载|播出|展出|上刊)(?=[，。；、]|$)")
_BECAME = re.compile(
    "(?:已|己|先后|成功|顺利|自主)*(考[入取上]了?[^，。；、\\d]{2,6}|返乡创业|创业|就业|脱贫|入党|参军|入伍|升学|晋升[^，。；、]{2,8}|走上[^，。；、]{0,6}岗位)(?=[，。；、]|$)"
)
_AMONG = re.compile("^(?:其中|内有)?(?:今年|去年|当年|已|己|现)?有?")
# 副高以上职称57名 of the teachers.
_GRADE = re.compile(
    "(?:职称|学历|文化程度|以上|以下|职级|级别|类|资格|专业|背景|失能|半失能|失智|独居|空巢|卧床|患病|高龄|残疾|失独|孤寡|安置"
    "|居外|特困|低保|行动不便|住院|少数民族|女性|男性|党龄|工龄|军龄|教龄)$"
)
_ATTAINED = re.compile("^(?:考[入取上]|晋升|达到|取得|具有|获得|通过|拥有|持有|从事|患|年满)")
_DONE_SINCE = re.compile("中?(?:已经?|己|现已|有)((?!有)[^，。；的]{2})")
# 宣讲对象覆盖23万人
_COVERING = re.compile("(?<=[^，。；、已共可能均])(?:覆盖|辐射|涉及)(?:面)?$")
_HANDLED = re.compile(
    "(?:已|均|全部|及时|现已)*((?:当场|现场)?(?:没办成|未办结|未解决|办成|调成|谈成|促成|批准|不予批准|暂缓|退回|完工|竣工|开工|交付|停诊|停用|启用|失效|到期|支取|实现|兑现|点亮|办结|完成|整改|落实|办理|化解|解决|处置|调处|调解|报送|上报|转办|交办)(?:到位|完毕|完成|成功)?)"
)
# 其中入选省级以上展览27幅, 获省级领导批示2篇
_GOT = re.compile("(?:其中)?(?:有|先后|还)?(?:(入选|入展|参展|入围)[^，。；、\\d]{2,12}|(获(?:得)?[^，。；、\\d]{0,10}?批示))")
_PRINTED = frozenset("发行 印发 印制 印刷 编印 派发 寄送 赠阅 征订".split())
# 全镇共培养43名
_IN_ALL = re.compile("(?:全(?:[省市县区州旗盟镇乡村校院局]|系统|集团))?(?:共|累计|总共|一共|合计)[^，。；、的同享建]{2}")
_NEXT_LOT = re.compile("第[一二三四五六七八九十]+[批期轮]?[^，。；、的]{0,2}")
_OUTLET = re.compile("(?:媒体|报刊|报纸|日报|晚报|网站|公众号|电视台|以上|级|平台|杂志|期刊|网)$")
_TEXTS = re.compile("(?:稿件|信息|文章|新闻|报道|简报|作品|视频|论文|调研报告|建议|案例)$")
ARTS = re.compile("书法|国画|绘画|美术|油画|篆刻|摄影|剪纸|手工|诗词|征文")
PAID = frozenset("拨付 支付 兑付 下达 到位 交纳 缴纳 上交 捐出".split())
PARTY_BODIES = frozenset("党工委 党委 党总支 党支部 党小组 总支 支部".split())
_BODY = "(?:党工委|党委|党总支|党支部|党小组|总支|支部|基层党组织|党组织)"
_LISTING = re.compile("^(?:、|其中|其中有|含|包括)")
OF_BODY = re.compile(f"(.{{2,6}}?){_BODY}")
_UNDER_BODY = re.compile(
    f"(离退休(?:干部|职工|教职工|人员|老干部)?|离休干部|退休干部){_BODY}(?:现|目前|共)*(?:下[辖设]|辖|设|有)有?{_BODY}$"
)
_INCLUSION = re.compile("（(?:不?含|包括|包含|其中)[^（）]{1,20}）$")
INCLUDING = re.compile(r"^(?:含|包括|其中)([^，。；、（）有\d]{2,6})$")
_TITLED = re.compile(
    "(?:已|先后|分别|均)*被?(?:评为|命名为|授予|认定为|确定为|表彰为|评选为)(?:了)?([^，。；、“”]{0,8}(?:“[^“”]{1,12}”)?[^，。；、“”]{2,12}?)(?=称号|[，。；、]|$)"
)
SPLIT_UP = re.compile("(?<![积得学评百满])分(?:成|为|作)?了?$")
# 分8批赴外地疗养: what follows is no noun.
SPLIT_THEN = re.compile("$|进行|举办|开展|实施|完成|组织|[赴到对为在]|前往|分赴|奔赴|参加|参观|外出|深入|走进|轮流|集中|陆续")
_SORTED = re.compile(
    "(?:纠纷|矛盾|难题|问题|困难|案件|诉求|事项|难事|实事|隐患|专家|人才|技术|课程|讲座|培训|项目|比赛|赛事|服务|活动|班)$"
)
_FIGURE = re.compile(r"^[\d一二两三四五六七八九十]+")
ADVERBS = frozenset("免费 义务 当场 现场 上门 集中 直接 自主 自愿 主动 自发 轮流 共同".split())
# Who holds such bodies, and the bodies.
_HOLDER = re.compile(
    "(?:(?:[省市县区州师]直)?(?:单位|机关|部门|企业)|乡镇|镇街|街镇|乡镇（街道）|街道|镇|乡|村|社区|村（社区）|学校|中小学|高校|医院|园区|团场|连队|国有企业|国企|民营企业)"
)
_HELD = re.compile(
    "(?:关工委|工作室|驿站|服务队|宣讲团|服务团|活动室|党支部|党总支|支部|老年大学|教学点|教学班|志愿队|服务站|工作站|服务点|分队|分会|协会)$"
)
_MEMBERS_OF = re.compile("((?:“[^“”]{1,10}”)?[^，。；、“”\\d]{0,6}[^，。；、“”\\d]{2}[团队组])$")


def is_one_list(phrase: str, is_person: Callable[[str], bool], of_people: bool) -> bool:
    """Whether members of a list share the number: persons, or sorts of one thing (山林、邻里、赡养纠纷)."""
    *sorts, last = phrase.split("、")
    if of_people and all(map(is_person, [*sorts, last])):
        return True
    head = _SORTED.search(last)
    if head is None and not (of_people and is_person(last)):
        return False
    return all(1 < len(sort) < 5 and not is_person(sort) for sort in sorts)


def unit_alone(amount: str) -> str:
    """分三批 counts 批."""
    return _FIGURE.sub("", amount)


def marked(after: str, phrase: str) -> str | None:
    """The things after an amount of which something is told that holds for that many only.

    Examples
    --------
    >>> marked("作品被永久收藏", "作品"), marked("节目在全省展演中获奖", "节目")
    ('被收藏作品', '获奖节目')
    >>> marked("作品全部被收藏", "作品") is None
    True
    """
    at = len(phrase)
    if not ("被" in after or "获" in after or "入" in after or "展演" in after or after.startswith("在", at)):
        return None
    if passive := _PASSIVE.match(after, at):
        return f"被{passive[1]}{phrase}"
    # 个人荣获…表彰 is read with the name of the honour.
    found = None if phrase in ("个人", "集体", "单位") else _WON.match(after, at) or _ISSUED.match(after, at)
    if found is None:
        return None
    got = "获批示" if found[1].endswith("批示") else "获奖" if found[1].endswith("奖励") else found[1]
    return f"{got}{phrase}"


def entered(after: str, last: str) -> str | None:
    """Those of the things counted before that got somewhere (60幅入展省级展览)."""
    found = _ENTERED.match(after)
    return f"{found[1]}{whole_of(last)}" if found else None


def titled(after: str, phrase: str) -> str | None:
    """The honour that so many got (21个被命名为示范党支部), where it is one for such things.

    Examples
    --------
    >>> titled("被命名为示范党支部", "离退休干部党支部"), titled("支部被评为“五好”党支部", "支部"), titled("被采纳", "建议")
    ('示范党支部', '“五好”党支部', None)
    """
    if "为" not in after and "授予" not in after:
        return None
    found = _TITLED.match(after, len(phrase) if after.startswith(phrase) else 0)
    return found[1] if found and found[1].endswith(phrase[-2:]) else None


def without_inclusion(before: str) -> str:
    """Without a bracket that tells what is counted with it (工作室（含流动工作室）), or the verb of reach (对象覆盖)."""
    return _INCLUSION.sub("", before) if before.endswith("）") else _COVERING.sub("", before)


def party_body(phrase: str, before: str, last: str | None) -> str:
    """A party body with the attribute of the one that it is under or listed with.

    Examples
    --------
    >>> party_body("党支部", "、党支部", "离退休党总支"), party_body("党总支", "集团离退休党委下辖党总支", None)
    ('离退休党支部', '离退休党总支')
    """
    if under := _UNDER_BODY.search(before):
        return f"{under[1]}{phrase}"
    listed = OF_BODY.fullmatch(last) if last and _LISTING.sub("", strip_links(before)) == phrase else None
    return f"{listed[1]}{phrase}" if listed else phrase


def whole_of(part: str) -> str:
    """What a part was taken of: 3份获批示 are of the reports, not of 被采纳咨询报告."""
    art = ARTS.match(part)
    return "作品" if art and part == f"{art[0]}作品" else _TAKEN_PART.sub("", part)


def taken(before: str, last: str) -> str | None:
    """The part that was taken up: 被有关部门采纳12份."""
    found = _PASSIVE_BEFORE.search(strip_links(before))
    if found is None and last.startswith("被") and (again := _TAKEN_AGAIN.fullmatch(strip_links(before))):
        # 被中央媒体采用12条、省级媒体采用47条
        return f"被{again[1]}{whole_of(last)}"
    return f"被{found[1]}{last}" if found else None


def became(after: str, people: str) -> str | None:
    """Those of the people counted before who got on (其中9人考上大学)."""
    found = _BECAME.match(after)
    return f"{found[1].replace('了', '')}{people}" if found else None


def done_of(before: str, last: str) -> str | None:
    """So many of what was counted before are done (计划建设的150家学堂已建成103家; 其中达到标准的81个).

    Examples
    --------
    >>> done_of("银龄学堂已建成", "银龄学堂"), done_of("其中达到“五有”标准的", "关工委")
    ('建成银龄学堂', '达到“五有”标准关工委')
    """
    if got := _GOT.fullmatch(before):
        return f"{got[1] or '获批示'}{whole_of(last)}"
    if handled := _HANDLED.fullmatch(before):
        before_it = _HANDLED.match(last)
        return f"{handled[1]}{last[before_it.end() :] if before_it and before_it.end() < len(last) else last}"
    if before.startswith(last) and (found := _DONE_SINCE.fullmatch(before, len(last))):
        return f"{found[1]}{last}"
    said = _AMONG.sub("", before)
    return f"{said[:-1]}{last}" if said != before and said.endswith("的") and 3 < len(said) < 14 else None


def graded(before: str, people: str, is_among: bool) -> str | None:
    """Those of the people counted before whom an attribute tells apart (其中副高以上职称57名).

    Examples
    --------
    >>> graded("其中副高以上职称", "教师", False), graded("其中今年考入大学的有", "学生", False)
    ('副高以上职称教师', '考入大学学生')
    """
    said = strip_links(_AMONG.sub("", before)).removesuffix("的")
    if not 1 < len(said) < 14:
        return None
    return f"{said}{people}" if _GRADE.search(said) or (_ATTAINED.match(said) and (is_among or before != said)) else None


def again(phrase: str, last: str) -> str | None:
    """What the amount before counts, where only a verb or a lot is told of more of it (发行3200册, 第二批认定11所).

    Examples
    --------
    >>> again("发行", "内刊"), again("第二批认定", "老年大学"), again("宣讲", "讲座")
    ('内刊', '老年大学', None)
    """
    return last if phrase in _PRINTED or _NEXT_LOT.fullmatch(phrase) or _IN_ALL.fullmatch(phrase) else None


def by_outlet(phrase: str, last: str) -> str | None:
    """Those of the texts counted before that an outlet took (其中中央媒体23篇).

    Examples
    --------
    >>> by_outlet("中央媒体", "老干部工作稿件"), by_outlet("书画展", "稿件")
    ('中央媒体稿件', None)
    """
    text = _TEXTS.search(last)
    return f"{phrase}{text[0]}" if text and _OUTLET.search(phrase) else None


def member_of(before: str) -> str | None:
    """The team whose members the amount counts (“五老”报告团11名成员)."""
    found = _MEMBERS_OF.search(before)
    return f"{found[1]}成员" if found else None


def of_holder(phrase: str, whole: str) -> str | None:
    """The bodies told before, of those who hold them (关工委61个，其中乡镇7个).

    Examples
    --------
    >>> of_holder("乡镇", "关工委"), of_holder("团场", "银发工作室"), of_holder("乡镇", "党员")
    ('乡镇关工委', '团场银发工作室', None)
    """
    return f"{phrase}{whole}" if _HOLDER.fullmatch(phrase) and _HELD.search(whole) else None


def told_of(after: str) -> bool:
    """Whether something is told right behind an amount of those that it counts (274个考上了大学)."""
    return bool(marked(after, "") or entered(after, "") or _BECAME.match(after))
