"""The dates of letterheads, signatures and web pages, as ISO 8601."""

from __future__ import annotations

import datetime
import re

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "o": 0,
    "0": 0,
}
_SHORT = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(
    rf"(?<!\d)(\d{{4}}|[〇○零O一二三四五六七八九]{{4}}) ?(?:年/?|[.\-/]) ?{_SHORT} ?(?:月/?|[.\-/]) ?{_SHORT}(?!\d)"
)

_MONTH = re.compile(rf"(?<!\d)(\d{{4}}|[〇○零一二三四五六七八九]{{4}})年{_SHORT}月(?:号|刊)?(?![\d一二三四五六七八九十])")


def find_date(text: str) -> str | None:
    """The first full date of a text.

    Examples
    --------
    >>> find_date("二〇二〇年十月三日印发"), find_date("发布时间：2023-05-06"), find_date("2023年5月")
    ('2020-10-03', '2023-05-06', None)
    """
    found = _first(text)
    return found[0] if found else None


def find_month(text: str) -> tuple[str, tuple[int, int]] | None:
    """The first month of a year, where no day is said, and where it stands.

    Examples
    --------
    >>> find_month("《晚霞》2021年3月号"), find_month("二〇二一年三月"), find_month("2021年第3期")
    (('2021-03', (4, 12)), ('2021-03', (0, 7)), None)
    """
    match = _MONTH.search(text)
    if match is None or not 1 <= (month := _number(match[2])) <= 12:
        return None
    return f"{_number(match[1])}-{month:02d}", match.span()


def date_span(text: str) -> tuple[int, int] | None:
    """Where the first full date of a text stands, with its 日.

    Examples
    --------
    >>> date_span("（2020年10月3日印发）")
    (1, 11)
    """
    found = _first(text)
    return found[1] if found else None


def _first(text: str) -> tuple[str, tuple[int, int]] | None:
    for match in _DATE.finditer(text):
        year, month, day = (_number(part) for part in match.groups())
        try:
            date = datetime.date(year, month, day).isoformat()
        except ValueError:
            continue
        return date, (match.start(), match.end() + (text[match.end() : match.end() + 1] == "日"))
    return None


def _number(text: str) -> int:
    """A number as dates write it: 12, 二〇二〇, 十二, 二十三."""
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    value = 0
    for char in text:
        value = 10 * value + _DIGITS.get(char, 0)
    return value
