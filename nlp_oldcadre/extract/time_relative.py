"""Words that count years, months and days from another one: 去年, 次年, 上月, 昨日, 过去的一年."""

from __future__ import annotations

from datetime import date

# By their first characters: from the document's year, and from the one that was named last.
YEARS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "来": 1}
NAMED_YEARS = {"同": 0, "当": 0, "次": 1, "翌": 1}
PAST, AHEAD_YEARS = frozenset("去上前"), frozenset("明来次翌")
MONTHS, DAYS = {"本月": 0, "上月": -1, "下月": 1}, {"今日": 0, "昨日": -1}
# What points back to a day or month that was named: 当日, 同月, and a day without its month.
ECHOES = frozenset({"同日", "同月", "该月"})
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
