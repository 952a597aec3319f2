"""Words that count years, months and days from another one: 去年, 次年, 上月, 昨日, 过去的一年."""

from __future__ import annotations

from datetime import date, timedelta

from nlp_oldcadre.days import day

# By their first characters: from the document's year, and from the one that was named last.
YEARS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "来": 1}
NAMED_YEARS = {"同": 0, "当": 0, "那": 0, "次": 1, "翌": 1, "第": 1}
# What comes before the last day that a sum reaches.
UP_TO = ("截至", "截止", "截至到", "截止到", "截止至")
PAST, AHEAD_YEARS = frozenset("去上前"), frozenset("明来次翌第")
MONTHS, DAYS = {"本月": 0, "上月": -1, "下月": 1}, {"今日": 0, "今天": 0, "昨日": -1}
# What points back to a day or month that was named: 当日, 同月, a day without its month, 同一天.
ECHOES = frozenset({"同日", "同月", "该月", "该日"})
# 过去的一年, 新的一年: said at the end of a year or at its beginning.
OVER_AND_NEW, _LATE_MONTH = frozenset("过新"), 10


def over_or_new(word: str, today: date | None) -> str:
    """Which year 过去的一年 or 新的一年 is, as the first character of 去年, 本年 or 明年.

    Examples
    --------
    >>> over_or_new("过", date(2023, 12, 29)), over_or_new("新", date(2023, 12, 29))
    ('本', '明')
    >>> over_or_new("过", date(2024, 1, 8)), over_or_new("新", date(2024, 1, 8))
    ('去', '本')
    """
    is_late = today is not None and today.month >= _LATE_MONTH
    if is_late == (word == "过"):
        return "本"
    return "明" if word == "新" else "去"


def stepped(base: date, step: str) -> str:
    """The year, month or day that lies a step like -4Y, -6M, -10D, +1D from a day.

    Examples
    --------
    >>> stepped(date(2024, 10, 11), "-4Y"), stepped(date(2024, 3, 1), "-6M"), stepped(date(2024, 5, 6), "+1D")
    ('2020', '2023-09', '2024-05-07')
    """
    count, unit = int(step[:-1]), step[-1]
    if unit == "Y":
        return str(base.year + count)
    if unit == "M":
        months = 12 * base.year + base.month - 1 + count
        return f"{months // 12}-{months % 12 + 1:02d}"
    return (base + timedelta(days=count * (7 if unit == "W" else 1))).isoformat()


def near(relative: str, today: date) -> str:
    """本月, 昨日 or a step back, by the document's date.

    Examples
    --------
    >>> near("上月", date(2024, 1, 8)), near("昨日", date(2024, 3, 1)), near("-4Y", date(2024, 3, 1))
    ('2023-12', '2024-02-29', '2020')
    """
    if relative[0] == "-":
        return stepped(today, relative)
    return stepped(today, f"{DAYS[relative]}D" if relative in DAYS else f"{MONTHS[relative]}M")


def echo(relative: str, last: str) -> str | None:
    """同日, 同月 or a step on (次日), by the value that was named last; None where that is no day or month.

    Examples
    --------
    >>> echo("同月", "2024-05-06"), echo("+1D", "2024-05-06"), echo("+1D", "2024-05")
    ('2024-05', '2024-05-07', None)
    """
    size = 7 if relative == "同月" else 10
    if len(last) < size or "/" in last or "Q" in last:
        return None
    if relative[0] != "+":
        return last[:size]
    base = day(last)
    return stepped(base, relative) if base else None
