"""Lengths of time, recurrences and decades: what has its ISO value without the document's date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.moments import Moment
from nlp_oldcadre.extract.time_reading import Reading, number
from nlp_oldcadre.matching import find_at, places_of

# The last word of a length → its ISO form.
_LENGTHS = {
    "工作日": "{}D", "年头": "{}Y", "春秋": "{}Y", "载": "{}Y", "世纪": "{}00Y", "季度": "{}Q", "学期": "{}S", "星期": "{}W",
    "礼拜": "{}W", "小时": "T{}H", "分钟": "T{}M", "秒钟": "T{}S",
    "秒": "T{}S", "年度": "{}Y", "学年": "{}Y", "年": "{}Y", "季": "{}Q", "月": "{}M",
    "周": "{}W",
    "晚上": "{}D", "夜晚": "{}D", "通宵": "{}D", "白天": "{}D", "昼夜": "{}D", "夜": "{}D", "天": "{}D", "日": "{}D",
}  # fmt: skip
_HALVES = {"{}Y": "6M", "{}00Y": "50Y", "T{}H": "T30M", "{}M": "15D", "{}D": "T12H"}
# Hours by the hundred are an amount of service, not a length (QUANTITY).
_LONGEST_HOURS = 100

# What can open a match of the patterns below, with a look at what must follow near (see ``time_grammar``).
_DURATION_OPENING = re.compile(
    "[0-9一二三四五六七八九十两俩仨半近连过最未今将为历满上本](?=.{0,11}?[年月星礼周天昼日季时分秒学工春载世晚夜通白])"
)
_RECURRENCE_OPENING = re.compile("[每隔按年月周天日一两三四五](?=(?<=[每隔按])|[年月周天日季]|个?[月星])")

_COUNT = r"\d{1,3}(?:\.\d)?|[一二三四五六七八九十两]{1,3}|半|[俩仨](?=月)"
_TO = r"(?:至|到|—{1,2}|–|-|~|～)"
# No lengths: 三年级, 三年行动计划, 15分钟生活圈.
_LENGTH = (
    "年(?!轮(?![换训岗流])|[级代度龄货检会报鉴青轻份年初底终中节画糕制]|末(?![位])|限(?!内)|行动|规划|计划|攻坚|提升)|个[多半]?月|(?<=[俩仨])月|个?星期(?![一二三四五六日天])|个?礼拜"
    "|周(?![年岁边期围刊报末一二三四五六日到转延密全])|天[一二三四五六七八九十两]夜|个(?:晚上|夜晚|通宵|白天)|天(?![津下安文然空气涯使府])|昼夜|日(?=[内间以])|个?季度|个?[多半]?小时(?!以?外)(?![^，。；、]{0,6}圈)"
    "|个?学期(?![末初])|秒钟?(?![杀针变])"
    "|分钟(?![^，。；、]{0,6}圈)|个?工作日|个年头|个春秋|载(?![体入歌重誉客货人])|个?世纪(?!\\d)"
)
DURATION = re.compile(
    rf"(?<![\d.第〇十百千万○×xX*+])(?<!光荣在党)(?<![数几](?=十))"
    rf"(?P<lead>近|连续|过去|最近|未来|今后|将近)?(?:(?P<low>\d{{1,3}}|[一二三四五六七八九十两]{{1,3}})个?{_TO})?(?P<count>{_COUNT})"
    rf"(?P<more>[余多几]|来(?=[天年]))?(?P<length>{_LENGTH})"
    rf"(?P<half>半(?![个年数])|多(?![次名个年样种项人层]))?(?:零(?P<plus>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})个月)?"
    rf"(?:(?P<tail>以来|来(?![到自访源临])|间|之内|(?<=年)内(?!容|部|外|离|退)|(?<=年)里(?![程面外]))|(?=(?P<bound>以内|之内|内(?!容|部|外)|以上|左右)))?"
)
# 聘期一年, 陪护了一星期; 一年下来, 一年里.
_MEASURED_BEFORE = re.compile(
    "(?:聘期|任期|期限|有效期|试用期|租期|工期|周期|学制|为期|历时|长达|时长|满|不足|已有|用时|耗时|只用|仅用|只需|仅需|(?<![为除])了)$"
)
# 这一学期, 第一学期, 每一学期: which one.
_OF_ONE = frozenset("这那每同第新前后头上下哪任")
_MEASURED_AFTER = re.compile("下来|到头|里(?![程面外])|之久|有余|左右|的时间")
# 四年前; no 前期, 前往.
_STEP, _NO_STEP = re.compile(r"P\d{1,3}[YMWD]"), re.compile("前[来往进去台夕后期沿任置景端线途列言提年]")
# 一年讲了690场, 一年不足六十天: what a year yields.
_YIELDS = re.compile(
    r"(?<![这那同每头第新的有哪])一年(?:[\u4e00-\u9fff]{0,4}?了?\d{1,5}(?:[.余多万]|\d)*(?:个|场|课|次|堂|期|人|件|门|名|篇|项|户|册|里|公里)"
    r"|[^，。；、“”]{0,6}(?:不足|不少于|不低于|不超过|不多于)[\d一二三四五六七八九十百两])"
)
_HALF_YEARLY = re.compile("工作|总结|小结|考核|分析|督查|报告?|会|述职|形势")
_DAYS = "[一二三四五六日天](?:(?:[、和—-](?:周|星期)?|[至到](?:周|星期|(?!天)))[一二三四五六日天])*"
_EVERY_MONTH = (
    "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|[初底末]|[上中下]旬"
    "|的?(?:第[一二三四五1-5]个?|首个?|最后一?个?|头一?个)(?:星期|周|礼拜)[一二三四五六日天]"
)
_LUNAR_DAY = (
    "(?:农历|阴历)?(?:[正腊冬]|十[一二]?|[一二三四五六七八九])月"
    "(?:初[一二三四五六七八九十]|(?:二?十|廿)[一二三四五六七八九]?|三十)"
)
# 一天要来三四十个人: as often.
_RATE = r"(?=(?:要|能|得|就|光|可以|最多|至少|少说|平均)[^，。；]{0,8}?[\d一二三四五六七八九十百几两])"
# 每周一 is Monday before a verb or a mark, once a week before a counter.
_MONDAY = (
    "一(?:[，。、；）)上下晚早至和与及—“]|[到来](?![两三四五六七八九十\\d])|开展|组织|举办|集中|[在去都由有为是的]|固定|定期|准时|坐班|值班|值守|例会"
    "|安排|召开|进行|义诊|巡|走|讲|教|排练|学习|轮|升旗)"
)
_OTHER_DAY = (
    "[二三四五六日天](?![次场节堂期个名人项批课篇条轮回台部本]|[一二三四五六七八九十两]"
    "|[至到][\\d一二三四五六七八九十两]{1,3}[次场节堂期个名人项批课篇条轮回])"
)
_HOURS = "(?:[上下]午|晚上?|傍晚|中午|清晨|早[上晨])?"
# 每周一三五
_SEVERAL_DAYS = "[一二三四五六日]{2,3}(?=[上下]午|[，。；、]|开放|开课|坐|值|上课|授课|活动|到|在|组织|开展)"
_WEEKDAY = f"(?:{_SEVERAL_DAYS}|(?:(?={_MONDAY})|(?={_OTHER_DAY})){_DAYS}){_HOURS}"
_WORK_DAYS = re.compile("周(?<![每上下本这]周)一(?:至|到|—|-)周?[五六日]")
DECADE = re.compile(
    r"(?P<century>\d{1,2}世纪|[一二]?十[一二三四五六七八九]?世纪|上世纪|上个世纪|本世纪)?"
    r"(?:(?P<first>[1-9]0)、|(?P<han>[二三四五六七八])(?=[三四五六七八九]十))?(?P<decade>[1-9]0|[一二三四五六七八九]十)年代(?:[初末]|[初中后]期)?"
)


# 按季度报送, 按月自动归集; not 按年龄.
_BY_RHYTHM = (
    "(?![底初末份])[^，。；]{0,4}(?:报|发|核|归集|通报|统计|公布|公示|评|考核|调度|汇总|兑现|拨|结算|轮|开展|推送|更新|走访|组织|召开"
    "|支付|补助|检查|督查|分析|研判|交|缴|列出|制定|梳理|安排)"
)


def compile_recurrence(festivals: str) -> re.Pattern[str]:
    """每年, 每月15日, 每周三, 每逢重阳节, 年年, 一年一次."""
    return re.compile(
        rf"(?:(?:每逢?|每隔)(?P<count>{_COUNT})?(?:(?P<length>学年|个?学期|年度?|季度?|个?月份?|个?星期|个?礼拜|周|天|日|个?季度)"
        rf"(?:(?<=[周期拜])(?:{_WEEKDAY})|(?<=天)(?:{_HOURS})|(?<=年)的?(?:{_LUNAR_DAY}|(?:1[0-2]|0?[1-9])月(?:份|\d{{1,2}}日|[初底])?(?:{_TO}(?:次年|翌年)?(?:1[0-2]|0?[1-9])月(?:份|[初底])?)?|{festivals}|[初底末终])|(?<=月)(?:{_EVERY_MONTH})|(?<=度)[初末])?"
        rf"|(?<=逢)[“‘]?(?P<festival>{festivals}))"
        rf"|(?P<other>隔(?=[周天日月年](?:[一二三四五六日天](?![次场])|[一两]次|开|组|轮|举|召|上|到|去|送|巡|都|就|，)))(?P<spared>[周天日月年])(?:(?<=周){_DAYS}{_HOURS})?"
        rf"|(?<![逐一未不])按(?P<rhythm>季度?|月|周|学期|年度?|天)(?={_BY_RHYTHM})"
        r"|(?<![一每])(?P<each>年年|月月|周周|天天|日日)"
        r"|(?P<once>[一两三四五])(?P<per>年|季度?|月|周|天)一(?:次|度|届|轮|评)"
        rf"|(?<![第有那这某每同头前后整])一(?P<rate>天|年|周|个月|个?星期){_RATE})"
    )


def lengths(text: str, recurrence: re.Pattern[str]) -> Iterator[Reading]:
    """Every length, recurrence and decade of the text."""
    places = places_of(_DURATION_OPENING, text)
    for match in find_at(DURATION, places, text):
        if (value := _duration(match)) is not None:
            yield Reading(*match.span(), "duration", value or None)
            if text.startswith("前", match.end()) and (ago := _ago(match, value)):
                yield Reading(match.start(), match.end() + 1, "near", moments=(Moment(relative=ago),))
    for match in find_at(recurrence, places_of(_RECURRENCE_OPENING, text), text):
        yield Reading(*match.span(), "recurrence", f"R/{_recurrence(match)}")
    for match in _WORK_DAYS.finditer(text):
        yield Reading(*match.span(), "recurrence", "R/P1W")
    yield from _decades(text, places)


def _ago(match: re.Match[str], value: str) -> str | None:
    """四年前, 半年前: the step back from the document's date."""
    said_whole = not any(match.group("lead", "low", "more", "half", "plus", "tail"))
    if not said_whole or not _STEP.fullmatch(value) or _NO_STEP.match(match.string, match.end()):
        return None
    return f"-{value[1:]}"


def _is_measured(match: re.Match[str]) -> bool:
    """Whether 一年, 一星期 is a length (聘期一年, 陪护了一星期, 一年下来), not an article."""
    text = match.string
    return _MEASURED_BEFORE.search(text, max(0, match.start() - 5), match.start()) is not None or (
        _MEASURED_AFTER.match(text, match.end()) is not None or _YIELDS.match(text, match.start()) is not None
    )


def _duration(match: re.Match[str]) -> str | None:
    """The ISO length; empty where it is one without a value, None where the match is no length."""
    lead, count, more, length, half, tail, bound = match.group("lead", "count", "more", "length", "half", "tail", "bound")
    marked = lead or tail or bound or half or more or match["plus"] or {"多", "半", "夜"} & set(length)
    is_term = length.endswith("学期") and match.string[match.start() - 1 : match.start()] not in _OF_ONE
    if count == "一" and not marked and not is_term and not _is_measured(match):
        return None
    if count == "一" and match.string[match.start() - 1 : match.start()] == "比":
        return None  # 一年比一年多
    if more == "几":
        return ""  # 十几年 is no number
    if count == "半" and length == "年" and _HALF_YEARLY.match(match.string, match.end()):
        return None  # 半年工作会
    if count == "半" and length == "天" and match.string[match.start() - 1 : match.start()] == "了":
        return None  # 看了半天: a good while
    if length == "日" and not lead and not tail and not bound:
        return None
    if count == "半":
        form = _HALVES.get(_form(length))
        return f"P{form}" if form else None
    value = number(count)
    if value is None or (value >= _LONGEST_HOURS and length.endswith("小时")):
        return None
    if match["plus"] and length == "年":
        return f"P{12 * value + (number(match['plus']) or 0)}M"
    whole = iso_length(value, length, plus_half=half == "半" or "半" in length)
    low = number(match["low"])
    return whole if low is None else f"{iso_length(low, length)}/{whole}"


def iso_length(count: int, length: str, *, plus_half: bool = False) -> str:
    """A length of time in ISO 8601.

    Examples
    --------
    >>> iso_length(5, "年"), iso_length(2, "个季度"), iso_length(1, "年", plus_half=True), iso_length(2, "小时")
    ('P5Y', 'P6M', 'P18M', 'PT2H')
    >>> iso_length(2, "个半小时", plus_half=True)
    'PT2H30M'
    """
    form = _form(length)
    if form == "{}Q":
        return f"P{3 * count}M"
    if form == "{}S":
        return f"P{count // 2}Y" if count % 2 == 0 else f"P{6 * count}M"
    if plus_half and form == "{}Y":
        return f"P{12 * count + 6}M"
    if plus_half and form == "{}M":
        return f"P{30 * count + 15}D"
    return "P" + form.format(count) + ("30M" if plus_half and form == "T{}H" else "")


def _form(length: str) -> str:
    return next(form for word, form in _LENGTHS.items() if length.endswith(word))


def _recurrence(match: re.Match[str]) -> str:
    if match["festival"]:
        return "P1Y"
    if match["count"] == "半":
        value = _HALVES.get(_form(match["length"]))
        return f"P{value}" if value else "P6M"
    if match["rhythm"]:
        return iso_length(1, match["rhythm"])
    if match["other"]:
        return iso_length(2, match["spared"])
    if match["each"]:
        return iso_length(1, match["each"][0])
    length: str = match["length"] or match["per"] or match["rate"]
    return iso_length(number(match["count"] or match["once"]) or 1, length.removesuffix("份"))


def _decades(text: str, places: list[int]) -> Iterator[Reading]:
    for match in find_at(DECADE, places, text):
        century = _century(match["century"]) * 100
        last = century + (number(match["decade"]) or 0)
        first = century + (number(match["first"]) or 10 * (number(match["han"]) or 0) or last - century)
        yield Reading(*match.span(), "decade", f"{first}/{last + 9}")


def _century(word: str | None) -> int:
    if word and word.startswith("本"):
        return 20
    digits = (word or "").removesuffix("世纪").removesuffix("个")
    return (number(digits) or 20) - 1 if digits not in {"", "上"} else 19
