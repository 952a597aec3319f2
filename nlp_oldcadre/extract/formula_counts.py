"""How many members a formula promises: 五老 five, 三有一落实 three and one, 两不愁三保障 two and three."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.enumeration import number_of

_N = "一二三四五六七八九十两双"
_CLASSIFIER = "个大项条张支类级种名件位步字堂本场"
_SEGMENT = re.compile(rf"([{_N}]{{1,3}}|\d{{1,2}})([{_CLASSIFIER}]?)([^{_N}\d]*)")
# 1+N, 百千万, 第二个结合 count nothing that could be listed.
_COUNTS_NOTHING = re.compile(r"[N百千万亿第+＋×]|^\d{3,}$")
# 五位一体: the one body has no members of its own.
_UNITED = re.compile(rf"([{_N}])[位维方]一体")


def member_count(form: str) -> int | None:
    """The sum of a formula's numerals; None where it counts nothing or deals out (一人一策).

    Examples
    --------
    >>> [member_count(form) for form in ("五老", "三有一落实", "两不愁三保障", "三个一", "一看二访三谈", "五位一体")]
    [5, 4, 5, 3, 3, 5]
    >>> [member_count(form) for form in ("1+N", "一人一策", "百千万工程", "最多跑一次")]
    [None, None, None, None]
    """
    form = form.replace("一般", "般")
    if _COUNTS_NOTHING.search(form):
        return None
    if united := _UNITED.fullmatch(form):
        return number_of(united[1])
    segments = [(_value(m[1]), m[2], m[3]) for m in _SEGMENT.finditer(form)]
    if not segments or not form.startswith(tuple(_N + "0123456789")):
        return None
    numbers = [number for number, _, _ in segments]
    if segments[0][1] == "个" and not segments[0][2]:
        # 三个一, 两个一百年: the rest is what there are three of.
        return numbers[0]
    if len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1)):
        return len(numbers)
    return None if set(numbers) == {1} or not "".join(segments[-1][1:]) else sum(numbers)


def _value(numeral: str) -> int:
    """十, 十四, 二十, 二十四 besides single digits."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return number_of(numeral) or 0
    return (number_of(tens) or 1) * 10 + (number_of(ones) or 0 if ones else 0)
