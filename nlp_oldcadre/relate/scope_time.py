"""The time that an amount holds for: named in its sentence before it, in its clause after it, or in its heading."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, Quantity
from nlp_oldcadre.relate.scope_launch import is_of_launch
from nlp_oldcadre.relate.scope_period import PERIOD, is_level, of_survey, under_heading, value_of
from nlp_oldcadre.relate.surroundings import Surroundings

# 成立于2004年6月, 过完春节: the time of something else.
_OTHER_EVENT_BEFORE = re.compile(
    "(?:成立|始建|创建|创办|组建|建|生|出生|毕业|退休|离休|入党|参军|始|源)于$|过完$|早在$|[较比]$"
)
_OTHER_EVENT_AFTER = re.compile(
    "[^，。；]{0,12}?(?:成立|出生|离休|退休|入党|参加革命|参军|入伍|参加工作|毕业|创办|任职)[^，。；]{0,6}[，。；]|[^，。；]{0,10}后，"
)
# A length tells when only as 近三年 or 连续五年; 为期三天 is the length of something.
_SPAN_OF_WORK = re.compile("^(?:近|连续|过去|最近|今后|未来)|来$|间$")
# 三年记下11本: a length straight before its verb; 为期三天, 三年规划, 工龄十年 are none.
_LENGTH_OF = re.compile("(?:为期|历时|用时|耗时|工龄|党龄|军龄|任期|满|第|超过?|每|前|后|隔|约|距|龄)$")
_NO_WORK = re.compile("的|后|前|内|以上|以下|时间|制|期|规划|计划|行动|一|左右|多?时|之|、|，|。|；|~|—|-|至|“|如一日")
# No real sentence names more times; a run of them must stay cheap.
_MOST = 12
_CURRENT = re.compile("(?<![由从])现有|目前|截至目前|如今|眼下")
_RUN_FOR = re.compile(
    "[ ]*(?:短短|不到|近|仅|头|最初|前|这|开[站馆班课办讲]|[建成]立|组建|运行|运营|启动|实施|推行|试点|上线|开展)?(?:以来)?"
)
_ALONE = re.compile("(?:多|余)?(?:时间)?(?:来|间|下来)?[，,]|(?:多|余)?来")
# 创办于1992年，最初只有教室1间: the other event's time after all.
_AT_FIRST = re.compile("[，。](?:最初|起初|当初|当时|初期|建[校馆园会]之初|成立之初|创办之初)")
_MEAN = re.compile("日均|月均|年均|人均|户均|场均|平均")
# 户均4900元 is of the same time as the money that it divides; a mean age or a daily mean tells how things are.
_MEAN_LEVEL = re.compile("平均|日均|月均|年均|场均")
_AT_EVENT = re.compile("(?:仪式|会议|大会|会|活动|比赛|展演|演出|汇演)(?:上|现场)，|现场，|当天")
# 今年3月揭牌的新校: the time tells of what follows, not of the amount.
_OF_NOUN = re.compile(
    "(?:揭牌|揭幕|启用|投用|建成|落成|新建|打造|确定|部署|安排|提出|制定|下达|推出|创立|设立|印发|出台|下发|发布|开馆|开通|上线|组建|修建|挂牌|成立|创办|退休|考入|入职|离休)的"
)
# 从2014年办到今天, 一天之内凑齐: when it began, how fast it was.
_TO_THIS_DAY = re.compile("[^，。；、]{0,6}(?:到今天|到现在|至今[，,])")
# 对“十五五”规划的建议
_OF_PLAN = re.compile("[”’]?(?:发展)?(?:规划|纲要)")
_LEADS_IN = re.compile(
    "[，,]?(?:力争|争取|计划|预计|确保|并|在|到|截至|截止|自|从|于|至|仅|其中|今后|另外|同时|据统计，?|据不完全统计，?|仅仅|目前，?|通知要求，?)*"
)
# 市老促会全年撰写…；协调…: all that a sentence sums up.
_WHOLE_YEARS = frozenset("全年 一年来 年内 今年以来 去年以来 上半年 前三季度 本年度 全年度".split())
# 2025年打算：（一）上半年…；（二）…
_LISTS = re.compile("[^。；\\n]{0,16}：")
_NUMBERED = re.compile("[ \u3000]*(?:[（(][一二三四五六七八九十\\d]+[）)]|[一二三四五六七八九十]是|[①-⑳]|\\d{1,2}[.．、])")
# 抗战时期参加革命工作的离休干部, 1978年前退休的, 解放战争时期的每人1500元: who they are.
_OF_PERSONS = re.compile(
    "(?:及?以?[前后]|之[前后]|底前?|期间|时期|间)*(?:及以前|及以后)?(?:(?:从事|参加|入党|入伍|出生|退休|离休|参军|加入|毕业|转业|退役|入职|参战|任职|提拔|办理)"
    "[^，。；]{0,10}的|的(?=每[人户名]|老|离休|退休))"
)
_OWN_SUBJECT = re.compile(
    "[^，。；、\\d“”]{2,8}?(?:街道|镇|乡|社区|村|县|区|市|局|委|公司|学校|大学|医院)(?:老干部局|关工委|退休办)?(?:还|也|则)?[成组建开举设创]"
)
# 与“十三五”末相比
_HELD_AGAINST = re.compile("[”’]?(?:年?[末底初]|同期)?(?:相比|相较)")
_SAME_YEAR = re.compile("(?:当年|同年|那一?年|这一?年|同期)[，,]?")
# 驿站于2020年建成，面积320平方米: how large it is does not hold for that year.
_BUILT = re.compile("[^，。；]{0,8}?(?:建成|落成|启用|投用|开馆|揭牌|挂牌|成立|创建|组建)[^，。；]{0,6}[，；]")
# 截至9月底，讲解队义务讲解5217场: what was done until then, not what there was.
_DONE_SINCE = re.compile(
    "[，,]?(?!全|现|已?有|共有|设|建|入库|注册|在册)[^，。；有达]{0,10}?(?:开展|组织|举办|讲解|宣讲|开讲|授课|走访|慰问|调解|调处|化解|受理|接待|服务|帮助|促成"
    "|转接|培训|巡诊|义诊|演出|巡讲|诊疗|解决|发放|资助|推动)"
)
_COUNTED_UP = re.compile("[，,]?(?:已|先后|总)?(?:共(?!有|产)|累计)|[，,]?[^，。；有达]{0,4}过[ ]?\\d")
# 2024年，重点做好以下工作：一是…。二是…: the year of all of them.
_MEMBER = re.compile("(?:[一二三四五六七八九十]|其[一二三四五])[是要]")
_YEAR = re.compile("\\d{4}")
_SURVEY = re.compile("(?:完成的|开展的|进行的)?(?:摸底|排摸|摸排|排查|统计|普查|调查|测算)")
_POINT = re.compile("\\d{4}(?:-\\d{2}){0,2}")
_PARAGRAPH, _DAY = 600, 10
_LONGEST_SUBJECT = 10


def time_of(around: Surroundings, amount: Mention) -> str | None:
    """The ISO value of the time that the amount holds for."""
    start, end = amount.start, amount.end
    sentence = around.sentence(start)
    kind = amount.value.unit_kind if isinstance(amount.value, Quantity) else ""
    # 80岁以上 is a limit, whenever.
    if kind == "age" and not _MEAN.search(around.text, max(sentence.start, start - 12), start):
        return None
    if isinstance(amount.value, Quantity) and amount.value.change == "from":
        return _own_of_first_end(around, start)
    found = around.between("TIME", sentence.start, start)[-_MOST:]
    value = amount.value if isinstance(amount.value, Quantity) else None
    found = [m for m in found if not _is_of_first_end(around, m, start)]
    if value and (value.change or value.per or value.compared_with):
        found = [m for m in found if not _is_of_other(around, m, amount, value)]
    before = [m for m in found if _is_scope(around, m, start) and _reaches(around, m, sentence.start, start)]
    if chosen := _choose(around, before, start):
        if kind == "area" and _BUILT.match(around.text, chosen.end, start):
            return None
        is_state = value is not None and _is_state(value)
        return (
            None
            if is_state and (value_of(chosen) or "").startswith("P")
            else _open(around, chosen, start, is_level=is_level(value, around, start))
        )
    if _SAME_YEAR.match(around.text, sentence.start) and (
        earlier := around.between("TIME", sentence.start - 60, sentence.start)
    ):
        return (value_of(earlier[-1]) or "")[:4] or None
    after = around.between("TIME", end, around.clause_end(end))
    points = [m for m in after if not (value_of(m) or "P").startswith(("P", "R"))]
    if points:
        return value_of(points[0])
    return (
        _of_note(around, end)
        or _of_event(around, sentence.start, start)
        or of_survey(around, sentence.start, start)
        or _of_lead(around, sentence.start)
        or under_heading(around, value, sentence.start, start)
    )


def _is_state(value: Quantity) -> bool:
    """Whether it tells how things are, which no length of time dates; how much of what was done came off does have one."""
    if value.change in ("from", "to") or value.unit_kind in ("area", "age"):
        return True
    is_rate = (value.indicator or "").endswith("率") and not value.compared_with
    return value.unit_kind in ("ratio", "point") and not is_rate


def _own_of_first_end(around: Surroundings, start: int) -> str | None:
    """The time of what a change began from, which only 由 and the number enclose (由2020年底的38%)."""
    text, clause = around.text, around.clause_start(start)
    begin = max(text.rfind("由", clause, start), text.rfind("从", clause, start))
    found = around.between("TIME", begin, start) if begin >= 0 else []
    return value_of(found[-1]) if found else None


def _is_of_other(around: Surroundings, mention: Mention, amount: Mention, value: Quantity) -> bool:
    """Whether the time is that of the other end of a change (由2020年的410人增加到…), or 每月 of what each one gets."""
    if (value_of(mention) or "").startswith("R"):
        return (value_of(mention) or "") == "R/P1D" and len(value.per) > 1
    if value.change == "from" or mention.end > amount.start - 2:
        return value.unit_kind == "times" and value.change is None
    other = around.between("QUANTITY", mention.end, mention.end + 12)
    if not other or other[0].start > mention.end + 1 or other[0].start >= amount.start:
        return False
    return isinstance(other[0].value, Quantity) and other[0].value.change == "from"


def _is_of_first_end(around: Surroundings, mention: Mention, start: int) -> bool:
    """Whether the time only tells what a change began from (由2021年的45支…), which no later amount shares."""
    if not around.text.startswith("的", mention.end):
        return False
    other = around.between("QUANTITY", mention.end, min(start, mention.end + 12))
    return bool(other) and isinstance(other[0].value, Quantity) and other[0].value.change in ("from", "to")


def _reaches(around: Surroundings, mention: Mention, sentence: int, start: int) -> bool:
    """Whether the time goes as far as the amount: past a ； only from the sentence's beginning, to a mean not at all."""
    text = around.text
    if "；" in text[mention.end : start]:
        part = text.rfind("；", mention.end, start) + 1
        if (value_of(mention) or "").startswith("P") and _OWN_SUBJECT.match(text, part):
            # 一年来，调解室化解纠纷124起；某街道成立了…
            return False
        # What opens the sentence holds for all of it, unless a part of it has a time of its own.
        later = [
            m
            for m in around.between("TIME", _own_part(text, mention.end, start), start)
            if not (value_of(m) or "R").startswith("R") and text[m.start - 1 : m.start] not in ("比", "较")
        ]
        is_whole_year = text[mention.start : mention.end] in _WHOLE_YEARS and text[mention.start - 1] not in "）)"
        if later or not (
            is_whole_year or _LEADS_IN.fullmatch(text, sentence, mention.start) or _SURVEY.match(text, mention.end)
        ):
            return False
    clause = around.clause_start(start)
    return (
        mention.start >= clause or not _MEAN_LEVEL.search(text, clause, start) or _SURVEY.match(text, mention.end) is not None
    )


def _own_part(text: str, end: int, start: int) -> int:
    """Where the part of a sentence begins that can have a time of its own: the numbered item, where a lead-in stands above."""
    item = text.rfind("；", end, start) + 1
    return item if _LISTS.match(text, end) and _NUMBERED.match(text, item) else end


def _of_note(around: Surroundings, end: int) -> str | None:
    """The date that the paragraph gives for all its numbers: （以上数据截至2024年1月）."""
    if not around.has_note:
        return None
    line = around.text.find("\n", end, end + _PARAGRAPH)
    ceiling = line if line >= 0 else min(len(around.text), end + _PARAGRAPH)
    at = around.text.find("数据截", end, ceiling)
    found = around.between("TIME", at, min(at + 24, ceiling + 1)) if at >= 0 else []
    return value_of(found[0]) if found else None


def _of_event(around: Surroundings, sentence: int, start: int) -> str | None:
    """The day of the event that the sentence is still telling of: 启动仪式上, 活动现场."""
    if not _AT_EVENT.search(around.text, sentence, start):
        return None
    article = around.sections(start)[-1:]
    floor = max(article[0].heading.start if article else 0, start - _PARAGRAPH)
    days = [value for m in around.between("TIME", floor, sentence) if len(value := value_of(m) or "") == _DAY]
    return days[-1] if days else None


def _of_lead(around: Surroundings, sentence: int) -> str | None:
    """The year with which the paragraph begins whose points are listed (明年，重点抓好四件事：一是…。二是…)."""
    if not _MEMBER.match(around.text, sentence):
        return None
    begin = around.paragraph_start(sentence)
    times = around.between("TIME", begin, min(begin + 16, sentence))
    value = value_of(times[0]) if times and times[0].start - begin <= 4 else None
    return value if value and _YEAR.fullmatch(value) else None


def _open(around: Surroundings, chosen: Mention, start: int, *, is_level: bool) -> str | None:
    """The value, open to one side where the text counts up to the time (截至…累计) or from it on (自9月起)."""
    text, value = around.text, value_of(chosen) or ""
    if is_level and (period := PERIOD.fullmatch(value)):
        return period[1]
    if not _POINT.fullmatch(value):
        return value_of(chosen)
    before = text[max(0, chosen.start - 3) : chosen.start].rstrip()
    told = text[chosen.end : start]
    if before.endswith(("截至", "截止", "止到")) and ("累计" in told or _DONE_SINCE.match(told)):
        return f"../{value}"
    if before.endswith(("到", "至")) and not before.endswith("截至") and _COUNTED_UP.match(told):  # 至6月底共授课96学时
        return f"../{value}"
    return f"{value}/.." if before.endswith("自") and text.startswith(("起", "开始"), chosen.end) else value


def _choose(around: Surroundings, before: list[Mention], start: int) -> Mention | None:
    """The last in the amount's own clause, else the last that opens a clause, else the last."""
    if not before:
        return None
    clause = around.clause_start(start)
    own = [m for m in before if m.start >= clause]
    opening = [m for m in before if _LEADS_IN.fullmatch(around.text, around.clause_start(m.start), m.start)]
    lasting = [m for m in opening if not (value_of(m) or "").startswith("R")]
    for group in (own, lasting):
        if group:
            return group[-1]
    others = [m for m in before if not (value_of(m) or "").startswith("R")]
    return others[-1] if others else None


def _is_scope(around: Surroundings, mention: Mention, start: int) -> bool:
    text = around.text
    if value_of(mention) is None or (value_of(mention) or "").startswith("PT"):
        return False
    if (value_of(mention) or "").endswith("/..") or _SURVEY.match(text, mention.end):
        return True
    if (value_of(mention) or "").startswith("P") and _is_run(around, mention):
        return True
    if (value_of(mention) or "").startswith("P") and not _SPAN_OF_WORK.search(text[mention.start : mention.end]):
        is_near = mention.start >= around.clause_start(start) or _leads_on(around, mention, start)
        is_work = is_near and not _NO_WORK.match(text, mention.end)
        return is_work and not _LENGTH_OF.search(text, max(0, mention.start - 2), mention.start)
    if _OF_NOUN.match(text, mention.end) or _TO_THIS_DAY.match(text, mention.end) or _OF_PLAN.match(text, mention.end):
        return False
    if _OTHER_EVENT_BEFORE.search(text, max(0, mention.start - 5), mention.start):
        return bool(_AT_FIRST.search(text, mention.end, start)) and not _CURRENT.search(text, mention.end, start)
    if _OF_PERSONS.match(text, mention.end, start):
        return False
    if is_of_launch(text, mention, start):
        return False
    if _OTHER_EVENT_AFTER.match(text, mention.end, start) or _HELD_AGAINST.match(text, mention.end, start):
        return False
    return not _CURRENT.search(text, mention.end, start)


def _leads_on(around: Surroundings, mention: Mention, start: int) -> bool:
    """Whether a length begins a sentence that goes on with what was done in it (三年走遍57个乡镇，宣讲1260场)."""
    text, clause = around.text, around.clause_start(mention.start)
    is_first = mention.start - clause <= _LONGEST_SUBJECT and not text[mention.end : mention.end + 1].isdigit()
    return is_first and "；" not in text[mention.end : start] and len(around.between("TIME", mention.end, start)) == 0


def _is_run(around: Surroundings, mention: Mention) -> bool:
    """Whether a length that stands as a clause of its own tells how long something has run: 开站一年半，; 半年多时间，."""
    clause = around.clause_start(mention.start)
    return bool(_RUN_FOR.fullmatch(around.text, clause, mention.start) and _ALONE.match(around.text, mention.end))
