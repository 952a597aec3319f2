"""What a ratio is of: a rate that is named, the part that 占 tells of, or those of whom something is true."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.indicator_parts import graded
from nlp_oldcadre.extract.indicator_told import by_clause
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import strip_links

_RATE = re.compile("(?:[率度量额值面]|占比|比例|比重|系数|指数|增速|增幅|降幅|比)$")
_SHARE = re.compile("占((?!比|有|地)[^，。；：、]{1,14}?)的?(?:比例|比重)?[为达约]?(?:分别)?$")
# 报名与录取比为3∶1
_BETWEEN = re.compile("([^，。；、按]{2,8}[与和跟][^，。；、]{2,8}(?:之比|比例|(?<!占)比))(?:[为是约]|达到?)*$")
_TAKES = re.compile("(?:所|共|约|均|都|分别|已|则|各|仅|只|也|就|还)*占(?:到|了|比)?[为达约近超]?(?:分别)?[为达]?$")
# 优秀等次不超过总数的20%
_LIMITED = re.compile("(?:不(?:得|能|应|宜|可)?|均?不)(?:超过|多于|高于|少于|低于)[^，。；、]{2,12}的$")
_QUOTA = re.compile("(?:占比|比例|比重|率)$")
_VAGUE = frozenset({"占比", "比例", "比重", "总数", "总量", "平均", "总额", "其中"})
_DONE = re.compile(
    "(?:的?(?:人员?|问题|事项|意见|建议))?(?:均|都|已|己|经|全部|基本|实现|得到了?|获得|圆满|顺利|按期|妥善|全面|了)*"
    "(达标|覆盖|签约|入库|参与|完成|满意|参加|建成|落实|到位|就业|入会|接种|开通|挂牌|办结|兑现|解决|化解|办理|采纳|答复|兑换|脱贫|入学|受益|使用|整改|认可|推广|转化)"
)
# 老同志关注率 is 关注率: whose it is tells the region.
_OF_PERSONS = re.compile(
    "^.*(?:干部|党员|同志|工作者|人员|学员|志愿者|书记|教师|教职工|职工|老人|群众|学生|青少年|儿童|农户|“五老”|五老)(?:（[^（）]{1,30}）)?"
    "(?=(?!满意|活动|大学|党|支部|工作|之家|阵地|学校|教育|局)[^，。；、度]{2,}率$)"
)
# “银辉通”注册率, 示范园优质果率: what the rate is read on.
_OF_THINGS = re.compile(
    "^.*(?:[”》]?(?:APP|App|小程序|平台|公众号|客户端|系统|热线)|[”》](?=(?:注册|激活|上线|使用|下载|关注|知晓)率)|示范[园区点]|断面|党支部)(?=[^，。；、”]{2,}(?:率|比例)$)"
)
# 高出全市平均水平11个百分点: by how much the rate before is above the level.
_AGAINST_LEVEL = re.compile(
    "(?:高出|高于|低于|超出|超过|领先|落后|好于|优于|比|较)[^，。；、]{1,12}(?:平均水平|平均值|平均|均值|水平|目标值?)(?:还?要?[高低多少]出?了?)?$"
)
# 半数以上的支部设立了党员示范岗
_DID = re.compile(
    "((?:希望|愿意|配齐|建起|设置|建有|设有|配有|拥有|组织|举办|实行|设立|建立|配备|开展|成立|参加|完成|实现|组建|开通|建成|达到|制定|落实|加入|开设))了?([^，。；、\\d]{2,10})$"
)
_COMPLETED = re.compile("(?:完成|占)([^，。；、\\d]{2,10}(?:任务|计划|目标|投资|总量|预算))的$")
_PAID_OUT = re.compile("(?:拨付|支付|兑付|发放|其余|剩余|余下)(?:的)?$")
# 按1:1比例配套, 按60%的比例报销: what is done in that proportion.
_IN_PROPORTION = re.compile(
    "的?比例(配[套备置]|分[担配]|承担|匹配|补[助贴]|奖[励补]|提取|计提|报销|缴[纳费存]|列支|安排|拨付|选派|推荐|录[取用]|淘汰)"
)
# 覆盖率由现在的58%: what it was
_FROM_NOW = re.compile("[率度量额](?:由|从)")
_RATED_NOW = re.compile(
    "(.{2,}[率度量])(?:(?:由|从)(?:现在|目前|起步时|当时)的?|平均(?:只有|仅为|仅有|为|达)?|曾?一度|曾?(?:最)?高达|曾|(?:目前|现在|如今|当时|眼下)(?:还|就|已经?)?(?:只有|仅有|仅为|是|为|达到?)|[0-9]{4}年底达到)$"
)
_VERBAL = re.compile("拿出|达到|超过|来自$")
_WHO = re.compile("的$")
# 居民对议事会工作的满意度: whose it is and what with.
_CONTENT = re.compile("[^，。；、对]{2,6}对[^，。；、的]{2,12}的满意[度率]$")
_OF_PLACES = re.compile("^(?:各|全)?(?:区县|县区|市县|县市区|市州|单位|部门|地)(?=[^，。；、]{2,}(?:率|比例)$)")
_AMONG = re.compile("^其中")
_GROWTH = frozenset("增产 增收 增效 减产 节本 节能 降耗 扩招".split())
# 反映看病难的占43%
_TELLS = re.compile("(?:反映|认为|希望|表示|愿意|选择|要求|觉得|担心|缺少|缺乏|没有|不会|不愿|患有?)[^，。；：、]{2,12}的")
# 其中农村不少于一半, 其中蒙古族占四成: a sort of what was counted before.
_SORT = re.compile(
    "((?:[^，。；、的]{0,4}族|女性?|男性?|少数民族|农村|城市|城镇|城区|乡村|牧区|山区|边境|[^，。；、的]{0,6}(?:自治)?[县区乡镇村州旗]|基层|机关|企业|社区|街道|空巢|独居|失能|高龄|[^，。；、的]{0,4}独居|异地)(?:居住)?)(?:的|占|占到|要占|应占)*"
)
_WHO_DO = re.compile("(?:住在?|居住在?|来自|患有?|参加过?|从事|当过|担任过?|分布在|集中在|生活在)[^，。；]{2,14}(?=[，。；]|$)")


def of_share(phrases: NounPhrases, after: str, before: str, last: str | None, aged: str | None, people: str = "") -> str | None:
    """The indicator of a ratio.

    Parameters
    ----------
    after, before : the pieces of text around it.
    last : what the amount before counts.
    aged : 80岁以上, where that stands right before.
    people : the persons counted before, whom an attribute tells apart (大专以上学历的占88%).

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> phrases = NounPhrases.of(load_tables())
    >>> [of_share(phrases, *pieces, "老党员", None) for pieces in (("", "占全市人数的"), ("", "占"), ("得到解决", "其中"))]
    ['占全市人数', '老党员占比', '老党员解决率']
    """
    if last and _AGAINST_LEVEL.fullmatch(before):
        return last
    whole = last if last and not last.endswith(("占比", "率")) else people
    if whole and _AMONG.match(before) and (sort := _SORT.fullmatch(strip_links(_AMONG.sub("", before)))):
        return f"{sort[1]}{whole}占比"
    if people and before.endswith("有") and (lives := _WHO_DO.match(after)):
        return f"{lives[0]}{people}占比"
    before = _AMONG.sub("", before)
    if content := _CONTENT.search(strip_links(before)):
        return content[0]
    if done := _IN_PROPORTION.match(after):
        return f"{done[1]}比例"
    if takes := _TAKES.search(before):
        subject = before[: takes.start()]
        if whole and aged is None and (sort := _SORT.fullmatch(subject)):
            return f"{sort[1]}{whole}占比"
        if people and aged is None and (part := graded(subject, people, True)):
            return f"{part}占比"
        if aged is None and (part := by_clause(subject, people or ("" if (last or "").endswith("占比") else last or ""))):
            return f"{part}占比"
        if aged is None and _TELLS.fullmatch(subject):
            return f"{subject[:-1]}占比"
        return _part(phrases, subject, last, aged)
    if limited := _LIMITED.search(before):
        return _part(phrases, before[: limited.start()], last, aged)
    if between := _BETWEEN.search(before):
        return between[1]
    if share := _SHARE.search(before):
        return f"占{share[1]}"
    if completed := _COMPLETED.search(before):
        return f"{completed[1]}完成率"
    if last and _PAID_OUT.search(before):
        return last
    if before.endswith("的") and 3 < len(before) < 20 and not _FROM_NOW.search(before):
        return f"{before[:-1]}占比"
    if after.startswith("的"):
        phrase = phrases.after(after)
        if phrase is None or _RATE.search(phrase):
            return phrase
        did = _DID.match(after, after.find(phrase) + len(phrase))
        return f"{did[1]}{did[2]}{phrase}占比" if did else f"{phrase}占比"
    return _rate(phrases, after, before, last)


def rate_name(phrase: str | None) -> str | None:
    """A rate without those whose it is (老同志关注率); anything else as it stands."""
    return _OF_PLACES.sub("", _OF_THINGS.sub("", _OF_PERSONS.sub("", phrase))) if phrase else phrase


def _part(phrases: NounPhrases, subject: str, last: str | None, aged: str | None) -> str | None:
    """Whose part is told of: 60岁以上的学员占一半, or of what was counted before."""
    if found := _subject(phrases, subject, aged):
        return found
    return f"{aged or ''}{last or ''}占比" if aged or last else None


def _subject(phrases: NounPhrases, subject: str, aged: str | None) -> str | None:
    phrase = phrases.before(_WHO.sub("", subject)) if subject.strip("的") else None
    if phrase is None or phrase in ("人员", "人", "约"):
        return None
    return f"{aged or ''}{phrase}" + ("" if _QUOTA.search(phrase) else "占比")


def _rate(phrases: NounPhrases, after: str, before: str, last: str | None) -> str | None:
    """A rate by its name, or of those of whom something is true (九成得到解决)."""
    phrase = phrases.before(before)
    stripped = strip_links(before)
    if rated := _RATED_NOW.match(before):
        return rate_name(phrases.before(rated[1])) or rated[1]
    if phrase is None and (quota := _QUOTA.search(stripped)):
        phrase = (phrases.before(stripped[: quota.start()]) or "") + quota[0]
    if phrase and _RATE.search(phrase):
        return f"{last}{phrase}" if phrase in _VAGUE and last else rate_name(phrase)
    if done := _DONE.match(after):
        return f"{phrase or last or ''}{done[1]}率"
    phrase = phrase or phrases.after(after)
    if phrase in _GROWTH:
        return phrase
    return f"{phrase}占比" if phrase and not _VERBAL.search(phrase) else phrase
