"""The patterns of dates, periods and recurrences; :mod:`nlp_oldcadre.extract.time` reads what they match.

Names of groups carry a suffix (``year_a``, ``year_b``) where a pattern holds two points. Blanks were dropped by cleaning.
"""

from __future__ import annotations

import re

H = "〇零○一二三四五六七八九"
YEAR_NUMBER = rf"(?:(?:1[6-9]|2[01])\d\d|[一二][{H}]{{3}})"
# 目前年, 以前年, 如今年轻 and the like hold no year.
_RELATIVE = "(?<![如当])今年(?!轻|龄)|去年|(?<![目之以])前年(?!度)|明年|本年度?(?!龄)|上一?年度|同年|当年|次年|翌年"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_DAY_MARK = "(?:日|号(?!文|召|线|楼|院))"
_EDGE = "(?:年?初(?![中级心步任创次始衷期])|年?底(?![层色线蕴气数])|年?末(?![端位]))"
_SEASON = "上半年|下半年|第?[一二三四1-4]季度|前[二三两]个?季度"
# What a point can begin with: looked at first, so that most characters cost one test.
_BEGIN = "(?=[0-9一二三四五六七八九十今去前明本上同当次翌])"
SEPARATOR = r"(?:—{1,2}|–|－|-|~|～|至|到)"


def year(suffix: str) -> str:
    """A year with 年, or a relative one."""
    return rf"(?:(?P<year{suffix}>{YEAR_NUMBER})年(?:度(?!假))?|(?P<relative{suffix}>{_RELATIVE}))"


def month(suffix: str) -> str:
    # 十月革命, 五月花, 三月三 are names.
    return rf"(?P<month{suffix}>{_MONTH})月(?![革花龄饼嫂子])份?"


def day(suffix: str) -> str:
    return rf"(?P<day{suffix}>{_DAY}){_DAY_MARK}"


def point(suffix: str, festivals: str) -> str:
    """A point that begins with a year, a month, or is a part of the year."""
    in_month = rf"(?:{day(suffix)}|(?P<third{suffix}>[上中下])旬|[初底末])?"
    part = rf"(?P<part{suffix}>{_EDGE}|{_SEASON}|全年)|(?P<festival{suffix}>{festivals})"
    with_year = rf"{year(suffix)}(?:{month(suffix)}{in_month}|{part})?"
    bare = rf"{month(suffix + 'm')}(?:{day(suffix + 'm')}|(?P<third{suffix}m>[上中下])旬|[初底末])?"
    return rf"(?:{with_year}|{bare})"


def compile_point(festivals: str) -> re.Pattern[str]:
    # 三个月, 每月 and 第三月 are no months; a digit before means that the number began earlier.
    return re.compile(rf"{_BEGIN}(?<![\d第])(?<![十二三四五六七八九〇]){point('', festivals)}")


SEASON = re.compile(
    r"(?=[第一二三四1-4前上下全年])(?<![每\d一二三四])(?P<part>(?:第?[一二三四1-4]|前[二三两]个?)季度|[上下]半年"
    r"|(?<![安健今去前])全年(?![龄轻度])|(?<![\d一二三四五六七八九十两半几今去])年[初底末](?![中级])"
    r"|(?<![\d一二三四五六七八九十两半几])年内)"
)
NUMERIC = re.compile(
    r"(?=[12])(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.])"
)

# Ranges, by the unit at which the second point begins; what the first leaves out it takes from the second, and back.
RANGES = (
    re.compile(
        rf"{_BEGIN}(?<!\d)(?P<year_a>{YEAR_NUMBER})年?(?:{month('_a')}(?:{day('_a')})?)?{SEPARATOR}"
        rf"(?P<year_b>{YEAR_NUMBER})年(?:{month('_b')}(?:{day('_b')})?)?"
    ),
    re.compile(
        rf"{_BEGIN}(?<![\d第个])(?:{year('_a')})?(?P<month_a>{_MONTH})(?:月份?(?:{day('_a')})?)?{SEPARATOR}{month('_b')}(?:{day('_b')})?"
    ),
    re.compile(rf"{_BEGIN}(?<!\d)(?:{year('_a')})?{month('_a')}(?P<day_a>{_DAY})日?{SEPARATOR}{day('_b')}"),
)

SINCE = re.compile(r"以来|至今|起(?![来草步点到源义])")
OPENED = re.compile(r"[^，。；！？、：“”《》\n]{0,14}?(?:以来|至今)|开始|起(?![来草步点到源义])")

_COUNT = r"\d{1,3}(?:\.\d)?|[一二三四五六七八九十两]{1,3}|半"
_LENGTH = (
    "年(?![级代度龄货检会报鉴轮青轻份年初底末中内节画糕]|限(?!内))|个[多半]?月|个?星期(?![一二三四五六日天])|个?礼拜"
    "|周(?![年岁边期围刊报末一二三四五六日到转延密全])|天(?![津下安文然空气涯使府])|日(?=[内间以])|个?季度|个?小时(?!以?外)|分钟|个?工作日|个年头|个春秋|载(?![体入歌重誉客货人])|个?世纪(?!\\d)"
)
# The characters that can open a match of these patterns, with a look at what must follow near. Each begins with a set, so
# that re skips from one such character to the next, which no look-ahead at the head of a pattern lets it do.
POINT_OPENING = re.compile("[0-9一二三四五六七八九十今去前明本上同当次翌](?=.{0,9}?[年月])")
SEASON_OPENING = re.compile("[第一二三四1-4前上下全年](?=(?<=年)|.{0,3}?[年季])")
NUMERIC_OPENING = re.compile(r"[12](?=\d{3}[-./])")
PLAN_OPENING = re.compile("[一二三四五六七八九十](?=[一二三四五六七八九十]?五|(?<=五))")
DURATION_OPENING = re.compile("[0-9一二三四五六七八九十两半近连过最未今将为历满](?=.{0,9}?[年月星礼周天日季时分工春载世])")
RECURRENCE_OPENING = re.compile("[每年月周天日一两三四五](?=(?<=每)|[年月周天日季])")
DECADE_OPENING = re.compile("[0-9一二三四五六七八九十上本](?=.{0,3}?[年世])")

DURATION = re.compile(
    rf"(?=[0-9一二三四五六七八九十两半近连过最未今将为历满])(?<![\d.第〇十百千万○])"
    rf"(?P<lead>近|连续|过去|最近|未来|今后|将近|为期|历时|满)?(?P<count>{_COUNT})(?P<more>[余多几])?"
    rf"(?P<length>{_LENGTH})(?P<half>半(?![个年数])|多(?![次名个年样种项人层]))?(?P<tail>以来|来(?![到自访源临])|间|以内|之内|内(?!容|部|外)|以上|左右)?"
)
RECURRENCE = re.compile(
    rf"(?=[每年月周天日一两三四五])"
    rf"(?:(?:每逢?|每隔)(?P<count>{_COUNT})?(?P<length>个?学期|年度?|季度?|个?月|个?星期|周|天|日|个?季度)"
    r"(?:[一二三四五六日](?=[，。、上下晚举开组])|(?<=年)的?(?:1[0-2]|0?[1-9])月(?:份|\d{1,2}日|[初底])?)?"
    r"|(?P<each>年年|月月|周周|天天|日日)"
    r"|(?P<once>[一两三四五])(?P<per>年|季度?|月|周|天)(?:一次|一度))"
)
DECADE = re.compile(
    r"(?=[0-9一二三四五六七八九十上本])"
    r"(?P<century>\d{1,2}世纪|[一二]?十[一二三四五六七八九]?世纪|上世纪|上个世纪|本世纪)?"
    r"(?P<decade>[1-9]0|[一二三四五六七八九]十)年代(?:[初末]|[初中后]期)?"
)
