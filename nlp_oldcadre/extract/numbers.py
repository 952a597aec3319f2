"""The number grammar: digits, Chinese numerals and their mixtures, with the vagueness that they carry.

``20余万`` is 200,000 ``about``; ``几十`` is 20 to 99; ``三四百`` is 300 to 400; ``三分之二`` is a ratio. Values are exact
:class:`~decimal.Decimal`. Units, bounds before the number (近 超) and after the unit (以上) are not the number's and are
read in :mod:`nlp_oldcadre.extract.quantity`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "仨": 3}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_SCALE = {**_SMALL, **_LARGE}
_SINGLE = {char: Decimal(value) for char, value in (_DIGIT | _SCALE).items()}
_SINGLE |= {figure: Decimal(i) for i, figure in enumerate("0123456789")} | {
    f: Decimal(i) for i, f in enumerate("０１２３４５６７８９")
}
# Scales that are no amount by themselves but before some units.
_BARE = frozenset("百千万亿")
# Ratios are kept to four decimals (三分之二 is 0.6667).
_RATIO_STEP = Decimal("0.0001")

_H = "〇零一二两三四五六七八九十百千万亿"
# A wide comma between groups of three (1，234人) is read only before a counter: elsewhere it ends a clause.
_COUNTER = "[余多]?万?(?:[名人个元份册件场次位支户篇条幅亩棵株只项家本]|平方米)"
_WIDE = rf"(?<![\d.，,、:：/第表图件号分条款页栏])[1-9]\d{{0,2}}(?:，\d{{3}})+(?={_COUNTER})"
_FIGURES = _WIDE + r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_TAIL_SCALE = "[十百千]?[万亿]亿?|[百千]"
NUMBER = re.compile(
    rf"(?P<fraction>(?:百|千|万|[{_H}]{{1,4}}|\d{{1,4}})分之(?:(?P<top>\d+(?:\.\d+)?|[{_H}]+(?:点[{_H}]+)?)))"
    rf"|(?P<figures>{_FIGURES}) ?(?P<more1>[余多几])?(?P<scale>{_TAIL_SCALE})?"
    rf"(?P<rest>(?:\d{{1,4}}[百千]?[万千百])*)(?P<more2>[余多](?!种多样|样化|元化|方面|角度|渠道|形式|层次|年))?"
    rf"|(?P<vague>[数几])(?P<scale1>[十百千万亿]{{1,3}})(?P<more3>[余多])?"
    rf"|(?P<at_least>上)(?P<scale2>[百千万亿]{{1,2}})"
    rf"|(?P<hanzi>[{_H}]+(?:点[〇零一二三四五六七八九]+)?)(?P<more4>[余多几来])?(?P<scale3>[百千]?[万亿])?(?P<more5>[余多])?"
)
# Where a number can begin. Most are one character or figures alone, which need no look at the whole grammar.
_FIRST = re.compile("[0-9０-９〇零一二两三四五六七八九十百千万亿数几上]")
_FIGURES_ALONE = re.compile("[0-9]{1,20}(?![0-9.,， 余多几十百千万亿分])")
_GOES_ON = frozenset("0123456789０１２３４５６７８９.,， 点余多几来分" + _H)
# A lone 一 that is part of a common word (统一, 一些) is no number.
_ONE_OF_WORD = frozenset("统唯专")
_WORD_OF_ONE = frozenset("些样定般直旦切致贯律向并同旁，。、；）”")
_VAGUE_SCALES = {"数": frozenset("十百千万亿"), "几": frozenset("十百千万亿"), "上": frozenset("百千万亿")}
_GROUPING = re.compile("[,， ]")
_SEGMENT = re.compile(r"(\d+)([百千万]+)")
# No figure of these texts has more digits or characters; longer runs are codes or noise.
_LONGEST = 20
# 千千万万 is no number.
_REPEATED = re.compile(r"([十百千万亿])\1")
_NEIGHBOURS = {(a, a + 1) for a in range(1, 9)} | {(3, 5)}


class Number(NamedTuple):
    """A number in a text. ``modifier`` is what the number itself says (余 多 来: about, 上百: over).

    ``bare`` marks a scale without a figure (百, 千, 万), which counts only before some units.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    modifier: str | None = None
    is_ratio: bool = False
    bare: bool = False


def find_numbers(text: str, *, edges: Sequence[int] = (), leads_on: Container[str] | None = None) -> Iterator[Number]:
    """Every number of a text, leftmost and longest.

    Parameters
    ----------
    edges : where spans begin and end, in turn, in which no number is wanted.
    leads_on : the characters before which one below 百 of one character is wanted (None: before all).

    Examples
    --------
    >>> [(n.low, n.high, n.modifier) for n in find_numbers("近20余万名")][0]
    (Decimal('200000'), Decimal('200000'), 'about')
    >>> [str(n.low) for n in find_numbers("三分之二，116.05万，3亿5千万")]
    ['0.6667', '1160500', '350000000']
    >>> [n.start for n in find_numbers("三名和五三", edges=[0, 1], leads_on="名")]
    []
    """
    reached, last = 0, len(text) - 1
    for near in _FIRST.finditer(text):
        start = near.start()
        if start < reached:
            continue
        if (at := bisect_right(edges, start)) & 1:
            reached = edges[at]
            continue
        char, following = near[0], text[start + 1] if start < last else ""
        if following not in _GOES_ON:
            if char in _VAGUE_SCALES or (leads_on is not None and following not in leads_on and char not in _BARE):
                continue
            if char == "一" and (following in _WORD_OF_ONE or text[start - 1 : start] in _ONE_OF_WORD):
                continue
            value = _SINGLE[char]
            yield Number(start, start + 1, value, value, None, False, char in _BARE)
        elif figures := _FIGURES_ALONE.match(text, start):
            reached = figures.end()
            value = Decimal(figures[0])
            yield Number(start, reached, value, value)
        elif _begins(text, start, char, following) and (match := NUMBER.match(text, start)):
            reached = match.end()
            if number := _read(match):
                yield number


def _begins(text: str, start: int, char: str, following: str) -> bool:
    """Whether more than one character can be a number here (几十, 上百, 一百; not 几点, 统一十)."""
    if char == "一":
        return following not in _WORD_OF_ONE and text[start - 1 : start] not in _ONE_OF_WORD
    scales = _VAGUE_SCALES.get(char)
    return scales is None or following in scales


def _read(match: re.Match[str]) -> Number | None:
    span = match.span()
    if span[1] - span[0] > _LONGEST:
        return None
    if match["fraction"]:
        value = _fraction(match["fraction"])
        return None if value is None else Number(*span, value, value, None, is_ratio=True)
    if match["figures"]:
        return _mixed(match)
    if match["vague"]:
        scale = _multiply(match["scale1"])
        return Number(*span, 2 * scale, 10 * scale - 1, None) if scale else None
    if match["at_least"]:
        scale = _multiply(match["scale2"])
        return Number(*span, scale, scale, "over") if scale else None
    return _chinese(match)


def _mixed(match: re.Match[str]) -> Number:
    """116.05万, 20多万, 3亿5千万: figures and scales, the scales of the rest below the first."""
    modifier = "about" if match["more1"] or match["more2"] else None
    first = match["figures"]
    value = Decimal(_GROUPING.sub("", first)) * (_multiply(match["scale"] or "") or 1)
    for figures, scale in _SEGMENT.findall(match["rest"]):
        value += int(figures) * (_multiply(scale) or 1)
    value = Decimal(int(value)) if value == int(value) else value
    start, end = match.span()
    return Number(start, end - (match.string[end - 1] == " "), value, value, modifier)


def _chinese(match: re.Match[str]) -> Number | None:
    hanzi, scale = match["hanzi"], _multiply(match["scale3"] or "") or Decimal(1)
    bounds = chinese_bounds(hanzi)
    if bounds is None:
        return None
    low, high = bounds[0] * scale, bounds[1] * scale
    if match["more4"] == "几":
        return Number(*match.span(), low + scale, high + 9 * scale) if hanzi[-1] == "十" else None
    modifier = "about" if match["more4"] or match["more5"] else None
    bare = len(hanzi) == 1 and hanzi in _SCALE and hanzi != "十" and modifier is None
    return Number(*match.span(), low, high, modifier, bare=bare)


def chinese_bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """Low and high of a Chinese numeral; they differ for neighbours (三四十, 十七八, 两三).

    Examples
    --------
    >>> chinese_bounds("二千零二十"), chinese_bounds("三四十")
    ((Decimal('2020'), Decimal('2020')), (Decimal('30'), Decimal('40')))
    """
    if text in _SINGLE:
        return _SINGLE[text], _SINGLE[text]
    pairs = [i for i in range(len(text) - 1) if (_DIGIT.get(text[i]), _DIGIT.get(text[i + 1])) in _NEIGHBOURS]
    runs = re.findall("[一二两三四五六七八九]{2,}", text)
    if len(pairs) == 1 and len(runs) == 1 and len(runs[0]) == 2:
        i = pairs[0]
        low, high = chinese_value(text[: i + 1] + text[i + 2 :]), chinese_value(text[:i] + text[i + 1 :])
        return None if low is None or high is None else (low, high)
    value = chinese_value(text)
    return None if value is None else (value, value)


def chinese_value(text: str) -> Decimal | None:
    """The value of a Chinese numeral: with scales (两万三千), digit by digit (二〇二〇), or with 点; None for neither.

    Examples
    --------
    >>> chinese_value("一百二十"), chinese_value("二〇二〇"), chinese_value("三点五"), chinese_value("一二")
    (Decimal('120'), Decimal('2020'), Decimal('3.5'), None)
    """
    if text in _SINGLE:
        return _SINGLE[text]
    if _REPEATED.search(text):
        return None
    whole, _, decimals = text.partition("点")
    if decimals:
        value = chinese_value(whole)
        digits = "".join(str(_DIGIT[c]) for c in decimals)
        return None if value is None else value + Decimal(f"0.{digits}")
    if not any(c in _SCALE for c in text):
        return Decimal("".join(str(_DIGIT[c]) for c in text)) if len(text) == 1 or len(text) == 4 else None
    return _scaled(text)


def _scaled(text: str) -> Decimal | None:
    """Sum of sections: below 万 in ``section``, finished ones in ``total``."""
    total, section, digit, last = 0, 0, -1, 0
    for char in text:
        if char in _DIGIT:
            if digit > 0:
                return None
            digit = _DIGIT[char]
        elif char in _SMALL:
            section += (digit if digit > 0 else 1) * _SMALL[char]
            digit, last = -1, _SMALL[char]
        else:
            unit = _LARGE[char]
            section += max(digit, 0)
            total = total * unit if total and not section else total + (section or 1) * unit
            section, digit, last = 0, -1, unit
    if digit > 0:
        # 三万五 is 35,000: a digit straight after a scale above ten stands for the next lower one.
        section += digit * (last // 10 if last > 10 and text[-2] in _SCALE else 1)
    return Decimal(total + section)


def _multiply(scales: str) -> Decimal | None:
    """十万 → 100000; None for a run that is no number (千百)."""
    value = Decimal(1)
    for char in scales:
        value *= _SCALE[char]
    return value if scales else None


def _fraction(text: str) -> Decimal | None:
    below, _, above = text.partition("分之")
    bottom = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}.get(below) or _plain(below)
    top = _plain(above)
    if bottom is None or top is None or bottom == 0:
        return None
    return (top / bottom).quantize(_RATIO_STEP)


def _plain(text: str) -> Decimal | None:
    return Decimal(text) if text[:1].isascii() else chinese_value(text)


def shared_scale(text: str, first: Number, second: Number) -> Decimal:
    """The scale that 3 takes over from 5万 in 3至5万元."""
    if not text[first.start : first.end].replace(".", "").isdigit() or text[second.end - 1] not in "万亿":
        return Decimal(1)
    scale = {"万": 10**4, "亿": 10**8}[text[second.end - 1]]
    return Decimal(scale) if first.low < second.low / scale else Decimal(1)
