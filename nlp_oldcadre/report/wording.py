"""How a report puts things: amounts with their bounds in words, names in quotation marks, lists of Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nlp_oldcadre.frames import is_missing
from nlp_oldcadre.report.brief import Line, Run

# Bounds in words: a figure of its own is an exact one.
_BOUNDS = {">": "超过", "≥": "至少", "<": "不到", "≤": "不超过", "≈": "约"}
_SAID = str.maketrans(_BOUNDS)  # type: ignore[arg-type]
_SOME = re.compile(r"(?<![\d.,])([\d,]+)–([\d,]+)(?![\d.,])")
_TENS = {10: "十", 100: "百", 1_000: "千", 10_000: "万", 100_000: "十万", 1_000_000: "百万"}
DOUBT = "（识别存疑）"
PLANNED = "planned"


def amount(row: Mapping[str, Any]) -> str:
    """The amount of a row of ``compare.results`` in words.

    Examples
    --------
    >>> [amount({"amount": text, "uncertain": False}) for text in ("≥860万元", ">460人", "同比增长 ≈12%", "20–99条")]
    ['至少860万元', '超过460人', '同比增长约12%', '数十条']
    >>> amount({"amount": "≈3000名", "uncertain": True})
    '约3000名（识别存疑）'
    """
    text = spoken(str(row["amount"])).replace(" ", "")
    return text + (DOUBT if given(row, "uncertain") else "")


def spoken(text: str) -> str:
    """The signs of bounds in words.

    >>> spoken("“五老”宣讲员 >3000名")
    '“五老”宣讲员 超过3000名'
    """
    return _SOME.sub(_some, text).translate(_SAID)


def _some(match: re.Match[str]) -> str:
    """数万名 is from 20,000 to 99,999 of them; a reader gets the word back."""
    low, high = (int(number.replace(",", "")) for number in match.groups())
    tens = high + 1
    return f"数{_TENS[tens // 10]}" if tens // 10 in _TENS and low * 5 == tens else match[0]


def given(row: Mapping[str, Any], name: str) -> Any:
    """A cell, None where it is empty."""
    value = row.get(name)
    return None if is_missing(value) else value


def listed(names: Iterable[str], most: int | None = None, counted: str = "") -> str:
    """A list of Chinese, with how many they are where some are left out.

    >>> listed(["辽宁省", "浙江省", "江苏省"]), listed(["辽宁省", "浙江省", "江苏省"], 2, "个省")
    ('辽宁省、浙江省、江苏省', '辽宁省、浙江省等3个省')
    """
    every = list(names)
    if most is None or len(every) <= most:
        return "、".join(every)
    return f"{'、'.join(every[:most])}等{len(every)}{counted}"


def joined(lines: Sequence[Line], between: str = "；", end: str = "。") -> Line:
    """Lines after each other as one sentence."""
    out: list[Run] = []
    for number, line in enumerate(lines):
        out += [Run(between)] if number else []
        out += line
    return (*out, Run(end)) if out else ()


def quoted(name: str) -> str:
    """A name in quotation marks; those inside become single ones.

    >>> quoted("晚霞护苗"), quoted("“晚霞”行动")
    ('“晚霞护苗”', '“‘晚霞’行动”')
    """
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


def place_of(row: Mapping[str, Any]) -> str:
    """What narrows an amount: place (where it isn't the group), programme and time, in brackets; empty where nothing does.

    >>> place_of({"group": "辽宁省", "region": "大连市", "program": "晚霞护苗", "time": "2019/.."})
    '（大连市，“晚霞护苗”，2019年起）'
    """
    region, program = given(row, "region"), given(row, "program")
    inner = [region if region and region != row["group"] else "", quoted(program) if program else "", when(given(row, "time"))]
    words = "，".join(word for word in inner if word)
    return f"（{words}）" if words else ""


def when(time: str | None) -> str:
    """An ISO 8601 time in Chinese; what has no short form stays as it is.

    >>> [when(time) for time in ("2020", "2020-06", "2020-06-23", "2017/..", "2018/2019", "P3Y", None)]
    ['2020年', '2020年6月', '2020年6月23日', '2017年起', '2018年至2019年', 'P3Y', '']
    """
    if not time:
        return ""
    first, slash, last = time.partition("/")
    if slash:
        if not first or first == "..":
            return f"至{_day(last)}"
        return f"{_day(first)}起" if last in ("..", "") else f"{_day(first)}至{_day(last)}"
    return _day(time)


def _day(time: str) -> str:
    parts = time.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return time
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


_DIGITS = "零一二三四五六七八九"


def chapter(number: int) -> str:
    """The number of a heading.

    >>> [chapter(n) for n in (1, 10, 12, 20, 31)]
    ['一', '十', '十二', '二十', '三十一']
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
