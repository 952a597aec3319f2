"""The patterns of dates and parts of the year; :mod:`nlp_oldcadre.extract.time_points` reads what they match.

Names of groups carry a suffix (``year_a``, ``year_b``) where a pattern holds two points. Blanks were dropped by cleaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

H = "〇零○0Oo一二三四五六七八九"
YEAR_NUMBER = rf"(?:(?:1[6-9]|2[01])\d\d|[一二][{H}]{{3}})"
# 目前年, 以前年, 如今年轻 and the like hold no year; 上年 is one beside what is compared with it (较上年增长), not in 网上年审.
_RELATIVE = (
    "(?<![如当])今年(?!轻|龄)|去年|(?<![目之以])前年(?!度)|明年|来年(?=[再将要继，、。]|的)|本年度?(?!龄)|上一年度?|上年度(?!假)"
    "|过去的?一年(?![来多级])|新的?一年(?![级度])|新一年(?![级度])"
    "|(?<=[较比从由与和同对])上年(?![纪岁龄])|上年(?=[同底末初])|同年(?![龄级])|(?<![想忆起在如])当年(?![的勇轻老那之])|次年|翌年|(?<![续入的是])第二年(?![级度份轮])|(?<![^，。；：\n“（])那年(?![月头代轮份])"
)
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_DAY_MARK = "(?:日|号(?!文|召|线|楼|院))"
# 年终考核 is what it is called.
_END = "终(?![奖总岁于述点止极身究]|考核|考评|测评|决算|结算|分红|盘点)"
_EDGE = "(?:年?初(?![中级心步任创次始衷期一二三四五六七八九十])|年?底(?![层色线蕴气数])|年?末(?![端位])|年?" + _END + ")"
_SEASON = "上半年|下半年|第?[一二三四1-4]季度|前[二三两]个?季度|暑[假期](?!档)|寒假|[春夏秋冬]天|[春秋]季学期"
# 今年前两个月 is of the calendar only behind its year.
_FIRST_MONTHS = r"[前头](?:1[01]|[2-9]|十一?|[二两三四五六七八九])个月"
SEPARATOR = r"(?:—{1,2}|–|－|-|~|～|至|到)"
_FESTIVAL_AFTER = (
    "前夕|前后|期间|当[天日晚]|[那这][天日]|之际|来临|到来|即将|将至|临近|假期|长假|前(?![往来进去台])"
    r"|后(?=[，,开上收])|(?<=[。；，\n].{3})，"
)


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
    # 旬, 初 and 底 stand for the month that they are part of; 九月初九 is a day of the lunar calendar.
    edge = "[上中下]旬|[初底末](?![一二三四五六七八九十])"
    in_month = rf"(?:{day(suffix)}|{edge})?"
    part = rf"(?P<part{suffix}>{_EDGE}|{_SEASON}|{_FIRST_MONTHS}|全年)|(?P<festival{suffix}>{festivals})"
    with_year = rf"{year(suffix)}(?:{month(suffix)}{in_month}|{part})?"
    bare = rf"{month(suffix + 'm')}(?:{day(suffix + 'm')}|{edge})?"
    return rf"(?:{with_year}|{bare})"


def compile_point(festivals: str) -> re.Pattern[str]:
    # 三个月, 每月 and 第三月 are no months; a digit before means that the number began earlier.
    return re.compile(rf"(?<![\d第])(?<![十二三四五六七八九〇]){point('', festivals)}")


def compile_festival(festivals: str) -> re.Pattern[str]:
    """A festival whose time is spoken of (春节前夕; 中秋、国庆期间), not one of many on which something is done."""
    chain = f"(?:[”’]?[、和及暨与]?[“‘]?(?:{festivals})){{0,4}}"
    return re.compile(
        rf"(?:“(?:三八|五[一四]|六一|七一|八一|十一|九九)”(?:国际)?)?(?P<festival>{festivals})(?={chain}[”’]?(?:{_FESTIVAL_AFTER}))"
    )


def festival_opening(festivals: Iterable[str]) -> re.Pattern[str]:
    """How a festival, or “七一” before one, can begin."""
    names = [name for name in festivals if name]
    firsts = "".join(sorted({name[0] for name in names}))
    # A name of one character would need no second one.
    seconds = "".join(sorted({name[1] for name in names if len(name) > 1})) if all(len(name) > 1 for name in names) else ""
    return re.compile(f"[{firsts}“](?=[{seconds}三五六七八十九])" if seconds else f"[{firsts}“]")


# The characters that can open a match of these patterns, with a look at what must follow near. Each begins with a set, so
# that re skips from one such character to the next, which no look-ahead at the head of a pattern lets it do.
POINT_OPENING = re.compile("[0-9一二三四五六七八九十今去前明来本上同当次翌农阴正腊过新第那](?=.{0,9}?[年月])")
SEASON_OPENING = re.compile(
    r"[第一二三四1-4前上下全年春秋暑](?=(?<=年)|(?<=暑)[假期]|.{0,3}?[年季]|(?<=前)[\d一二三四五六七八九十两]{1,2}个月)"
)
# Words without one of which no day of the lunar calendar and no two years are named.
LUNAR_WORDS = ("农历", "阴历", "正月", "腊月", "月初")
TWO_YEARS = "两年"
YEAR_OPENING = re.compile(r"[12](?=\d{3}[-./、学—–~～至到])")
NEAR_OPENING = re.compile("[本上下当同今昨月即次翌第](?=(?<=月)[底末]前|(?:个|一|[二三四五])?[月日天])")

SEASON = re.compile(
    # 前11个月 by itself is of the calendar where a clause begins with it and tells what was done in it.
    r"(?<![每\d一二三四])(?P<part>(?<=[，。；：\n])前(?:1[01]|[2-9]|十一?|[二两三四五六七八九])个月(?=[，,全我各共累该省市县区]|本[市县区州省])|(?:第?[一二三四1-4]|前[二三两]个?)季度(?!一)|[上下]半年|[春秋]季学期|(?<![^。；，\n])暑[假期](?=对|招|为|给|到|在|里|将|开[设办]|组织|举办|集中|安排)"
    rf"|(?<![安健今去前])全年(?![龄轻度])|(?<![\d一二三四五六七八九十两半几多今去岁末])年(?:[初底末](?![中级一二三四五六七八九十])|{_END})"
    r"|(?<![\d一二三四五六七八九十两半几])年内)"
)
NUMERIC = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.])"
    rf"|(?<=\.\d)(?P<to>{SEPARATOR}(?P<year_b>(?:19|20)\d\d)\.(?P<month_b>1[0-2]|0?[1-9]))(?![\d.])"
    rf"|(?<=\.\d\d)(?P<to2>{SEPARATOR}(?P<year_c>(?:19|20)\d\d)\.(?P<month_c>1[0-2]|0?[1-9]))(?![\d.]))"
)
# 2019、2020年; a year of two digits where a life is told; 2020—2021学年.
LISTED_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?=(?:、(?:19|20)\d\d){1,4}年)")
SHORT_YEAR = re.compile(
    r"(?<![\d.—\-至近])(?P<year>0\d|[4-9]\d)年(?=\d{1,2}月|参军|入伍|入党|参加|退休|离休|毕业|出生|退伍|转业|复员|下乡|考[上入])"
)
SCHOOL_YEAR = re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?:{SEPARATOR}(?P<year_b>(?:19|20)\d\d))?学年度?")
# Months and days that the document's date, or what was named before, tells.
NEAR = re.compile(
    r"(?:(?P<month>(?:(?<![日基资成根版样])本月|(?<![\d一二三四五六七八九十两几半每晚早路])[上下]个?月|(?<=[，。；\n])[当同]月)(?![刊报球])"
    r"|(?<![\d一二三四五六七八九十两几半每个本上下当同逐按该岁正腊])月(?=[底末]前))"
    rf"(?P<edge>[初底末]|[上中下]旬|{day('_of')})?"
    r"|(?P<day>(?<![^，。；：\n])(?:今[天日]|昨[天日])(?=[，上下早晚]|我们|在座)|(?P<spoken>(?<=[，。；！？\n])今天(?![的地气起之]))|(?<=[，。；\n])[同当][日天](?![地气])|即日(?=起))"
    r"|(?P<next>(?<![每逐])[次翌]日(?![报游])|(?<!的)第[二三四五]天(?![津堂])|同一天(?=[，上下早晚开举召成启挂在全他她有还])))"
)
# 3日上午 where a clause begins, the second of 5月29日、30日, and the days of a table: of the month that was named last.
_ONE_DAY = r"(?:3[01]|[12]\d|[1-9])"
_HOUR = "[上下]午|[早晚]上?|清晨|凌晨|中午|一早|当[天日晚]"
# The signs before the items of a chronicle.
_BULLET = "[○◎●▲△■□◆◇★☆▪•·※◦➤►▶]"
_ITEM = rf"(?:(?<=\n)|(?<=。)|(?<={_BULLET})|(?<={_BULLET}[ \u3000]))"
DAY_ALONE = re.compile(
    rf"(?:{_ITEM}(?P<first>{_ONE_DAY})日?{SEPARATOR}(?P<last>{_ONE_DAY})日(?={_HOUR}|，|起|前? )"
    rf"|{_ITEM}(?P<day>{_ONE_DAY})日(?={_HOUR}|，|起|前? )|(?<=[，；])(?P<later>{_ONE_DAY})日(?={_HOUR})"
    rf"|(?<=[日号][、和及与])(?P<next>{_ONE_DAY})日|(?<=\n)[上中下]旬(?=前? )|{_ITEM}[上中下]旬(?=，|起))"
)
DAY_OPENING = re.compile("[1-9上中下](?=旬|\\d?日|\\d?[—–－~～至到-]{1,2}[1-3]?\\d日)")
LUNAR = re.compile(
    r"(?:(?P<lunar>农历|阴历)(?P<month>[正腊冬]|十[一二]?|[一二三四五六七八九])月(?:(?P<day>初[一二三四五六七八九十]|"
    r"十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十)日?)?|(?<![一二三四五六七八九十])(?P<month2>正|腊)月"
    r"(?P<day2>初[一二三四五六七八九十]|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十)"
    r"|(?<![\d一二三四五六七八九十])(?P<month3>十[一二]?|[一二三四五六七八九])月(?P<day3>初[一二三四五六七八九十])(?![一二三四五六七八九十]))"
)

# Ranges, by the unit at which the second point begins; what the first leaves out it takes from the second, and back.
RANGES = (
    re.compile(
        rf"(?<!\d)(?P<year_a>{YEAR_NUMBER})年?(?:{month('_a')}(?:{day('_a')})?)?{SEPARATOR}"
        rf"(?P<year_b>{YEAR_NUMBER})年(?:{month('_b')}(?:{day('_b')})?)?"
    ),
    re.compile(
        rf"(?<![\d第个])(?:{year('_a')})?(?P<month_a>{_MONTH})(?:月份?(?:{day('_a')})?)?{SEPARATOR}{month('_b')}(?:{day('_b')})?"
    ),
    re.compile(rf"(?<!\d)(?:{year('_a')})?{month('_a')}(?P<day_a>{_DAY})日?{SEPARATOR}{day('_b')}"),
)
# What every range begins with: the characters of a point, then the separator.
RANGED = re.compile(rf"[\d〇零○Oo一二三四五六七八九十年度月份日号今去前明来本上同当次翌]{{1,16}}{SEPARATOR}")
THIS_AND_NEXT = re.compile("(?:(?P<now>今明)|(?P<past>去今))两年")
# The winter that is just over.
LAST_WINTER = re.compile("去冬今春")
# Between two points that are complete in themselves: 今年9月至明年6月, 即日起至4月30日.
BETWEEN = re.compile(rf"起?{SEPARATOR}")

# 9月试运行以来
_BEGUN = (
    "(?:正式|全面)?(?:试运行|试点|运行|启动|成立|实施|开展|开办|创办|设立|推行|推出|上线|组建|挂牌|建成"
    "|开馆|开课|退休|离休|建立|启用|投用|发起|施行|试行|开通|揭牌|创建|开放|换届|推广)"
)
SINCE = re.compile(rf"(?:{_BEGUN})?以来|至今|来(?=[，,])|起(?![来草步点到源义])(?:至今)?")
OPENED = re.compile(r"起(?![来草步点到源义])(?:至今)?|开始(?!至|到)|[^，。；！？、：“”《》\n]{0,14}?(?:以来|至今)")
