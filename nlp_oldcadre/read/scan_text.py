"""What recognition confuses, told by what stands around it: digits and letters, half-width and full-width marks.

A character is only ever changed into one that looks the same, and only where its neighbours leave no doubt; a digit made
from a letter counts as doubtful from then on.
"""

from __future__ import annotations

import re
from operator import ne

from nlp_oldcadre.read.scan_engine import Line

# What a folded digit's confidence is at most: below every threshold.
DOUBTFUL = 0.5
# Two readings of a line that differ in more places than this are shifted against each other.
_SHIFTED = 2
_CHINESE_DIGIT = "一二三四五六七八九〇"
_ZEROS, _ONES = "OoQ〇○", "lI|丨"
_NUMERIC = re.compile(
    rf"(?:(?<=[0-9])|(?<=[0-9][.,])|(?<=[0-9]\s))[{_ZEROS}{_ONES}]+(?=[0-9.,%％年月日号人名个次万亿元岁所家])"
    rf"|(?<![0-9A-Za-z])[{_ONES}]+(?=[0-9])|(?<=[0-9])[{_ZEROS}]+(?![0-9A-Za-z{_CHINESE_DIGIT}])"
)
_CHINESE_ZERO = re.compile(rf"(?<=[{_CHINESE_DIGIT}])[O0oQ○](?=[{_CHINESE_DIGIT}])|(?<=[{_CHINESE_DIGIT}])[Oo○](?=年)")
_PAGE_NUMBER = re.compile(r"[-一—ー－─~]{1,2}\s?([0-9]{1,4})\s?[-一—ー－─~]{1,2}")
# A dash that is read as the numeral or as the kana of a long vowel.
_DASH = re.compile(r"ー|(?<=[0-9])一(?=[0-9])")
_HALF = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_WIDE = re.compile(r"[\u2e80-\u2fdf\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e\U00020000-\U0003ffff“”‘’…—·]")


def is_wide(text: str) -> bool:
    """Whether these are all characters as wide as high.

    Examples
    --------
    >>> is_wide("老干"), is_wide("老a"), is_wide("")
    (True, False, False)
    """
    return bool(text) and all("\u2e80" <= char <= "\u9fff" or char >= "\U00020000" for char in text)


def fold_digits(line: Line) -> Line:
    """Letters that stand for digits within a number as digits, doubtful ones.

    Examples
    --------
    >>> line = Line("2O24年共l20人，O型血", [0.0] * 14, [0.9] * 14)
    >>> fold_digits(line).text, fold_digits(line).confidence[1]
    ('2024年共120人，O型血', 0.5)
    >>> fold_digits(Line("二O二四年", [0.0] * 5, [0.9] * 5)).text
    '二〇二四年'
    """
    sure = list(line.confidence)

    def digit(match: re.Match[str]) -> str:
        for at in range(match.start(), match.end()):
            sure[at] = min(sure[at], DOUBTFUL)
        return "".join("0" if char in _ZEROS else "1" for char in match[0])

    text = _CHINESE_ZERO.sub("〇", _NUMERIC.sub(digit, line.text))
    return line._replace(text=text, confidence=sure)


def widen_marks(line: Line) -> Line:
    """Half-width marks as full-width ones where Chinese stands beside them: recognition can't tell their width; dashes.

    Examples
    --------
    >>> widen_marks(Line("全市,共1,000人(次):8:30ー9:30", [0.0] * 25, [0.9] * 25)).text
    '全市，共1,000人（次）：8:30—9:30'
    """
    text = list(_DASH.sub("—", line.text))
    for at, char in enumerate(text):
        if char in _HALF and _stands_in_chinese(text, at):
            text[at] = _HALF[char]
    return line._replace(text="".join(text))


def mend_page_number(line: Line) -> Line:
    """The dashes about a page number as dashes, which recognition takes for 一 or a hyphen.

    Examples
    --------
    >>> mend_page_number(Line("-12一", [0.0] * 4, [0.9] * 4)).text
    '—12—'
    """
    if match := _PAGE_NUMBER.fullmatch(line.text.strip()):
        first, last = line.text.index(match[1]), line.text.index(match[1]) + len(match[1])
        text = line.text[:first].replace(" ", ""), match[1], line.text[last:].replace(" ", "")
        if "".join(text) == line.text:
            return line._replace(text="—" * len(text[0]) + match[1] + "—" * len(text[2]))
    return line


def agreed(first: Line, second: Line) -> Line:
    """Of two readings of a line the surer one, character by character where they are alike but for a few.

    Where those differ the character is doubtful, whatever either says of its own.

    Examples
    --------
    >>> agreed(Line("3人", [0, 1], [0.6, 0.9]), Line("8人", [0, 1], [0.8, 0.8]))
    Line(text='8人', places=[0, 1], confidence=[0.5, 0.9])
    """
    if len(first.text) != len(second.text) or sum(map(ne, first.text, second.text)) > _SHIFTED:
        return first if first.mean >= second.mean else second
    text, sure = [], []
    for a, b, p, q in zip(first.text, second.text, first.confidence, second.confidence, strict=True):
        text.append(a if p >= q else b)
        sure.append(max(p, q) if a == b else min(max(p, q), DOUBTFUL))
    return first._replace(text="".join(text), confidence=sure)


def _stands_in_chinese(text: list[str], at: int) -> bool:
    before, after = text[at - 1] if at else "", text[at + 1] if at + 1 < len(text) else ""
    if before and _WIDE.match(before):
        return True
    if not after or not _WIDE.match(after):
        return False
    return text[at] != ":" or not (before.isascii() and before.isalpha())
