"""How Word writes the number of a paragraph: ``w:numFmt``."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = {"simplified": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万"), "traditional": ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬")}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Beyond, Word too writes plain figures; and nobody's list is longer.
_MOST_ROMAN = 3_999
_MOST_LETTERS = 780


def numeral(count: int, style: str) -> str:
    """The number in the writing of a ``w:numFmt``; plain figures for a writing that is not known.

    Examples
    --------
    >>> [numeral(12, style) for style in ("chineseCounting", "decimalEnclosedCircle", "decimalZero", "upperRoman", "unheard")]
    ['十二', '⑫', '12', 'XII', '12']
    >>> numeral(105, "chineseCountingThousand"), numeral(105, "chineseCounting"), numeral(3, "ideographTraditional")
    ('一百零五', '一〇五', '丙')
    """
    write = _WRITINGS.get(style)
    return write(count) if write else str(count)


def _counting(count: int, digits: str, units: str, myriad: str) -> str:
    """一百零五: digits with their places, zeros between told once."""
    if count <= 0:
        return digits[0]
    if count >= 10_000:
        high, low = divmod(count, 10_000)
        if high >= 10_000:
            return str(count)
        tail = _counting(low, digits, units, myriad) if low else ""
        return _counting(high, digits, units, myriad) + myriad + (digits[0] if 0 < low < 1_000 else "") + tail
    out = ""
    for place in range(len(str(count)) - 1, -1, -1):
        digit = count // 10**place % 10
        if digit:
            out += digits[digit] + (units[place - 1] if place else "")
        elif out and not out.endswith(digits[0]):
            out += digits[0]
    return out.rstrip(digits[0])


def _thousand(count: int) -> str:
    """一, 十二, 一百零五."""
    text = _counting(count, "零一二三四五六七八九", "十百千", "万")
    return text[1:] if 10 <= count < 20 else text


def _below_hundred(count: int) -> str:
    """As the last, but digit by digit from a hundred on, as Word's 一、二、三 does."""
    return _thousand(count) if count < 100 else _digital(count)


def _digital(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count)) if count >= 0 else str(count)


def _legal(kind: str) -> Callable[[int], str]:
    digits, units, myriad = _LEGAL[kind]
    return lambda count: _counting(count, digits, units, myriad)


def _of(signs: str) -> Callable[[int], str]:
    """The signs in turn, plain figures beyond them."""
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else str(count)


def _sexagenary(count: int) -> str:
    return _STEMS[(count - 1) % 10] + _BRANCHES[(count - 1) % 12] if 0 < count <= 60 else str(count)


def _circled(count: int) -> str:
    for first, base, most in ((0, 0x24EA, 0), (1, 0x2460, 20), (21, 0x3251, 35), (36, 0x32B1, 50)):
        if first <= count <= most:
            return chr(base + count - first)
    return str(count)


def _roman(count: int) -> str:
    if not 0 < count <= _MOST_ROMAN:
        return str(count)
    out = ""
    for worth, sign in _ROMAN:
        out += sign * (count // worth)
        count %= worth
    return out


def _letters(count: int) -> str:
    """A to Z, then AA, BB, CC."""
    if not 0 < count <= _MOST_LETTERS:
        return str(count)
    return chr(ord("A") + (count - 1) % 26) * (1 + (count - 1) // 26)


def _full_width(count: int) -> str:
    return str(count).translate({ord("0") + i: ord("０") + i for i in range(10)})


def _run(first: str, most: int) -> Callable[[int], str]:
    """A row of signs that stand one after the other in Unicode."""
    return _of("".join(chr(ord(first) + i) for i in range(most)))


_WRITINGS: dict[str, Callable[[int], str]] = {
    "none": lambda count: "",
    "decimalZero": lambda count: f"{count:02}",
    "numberInDash": lambda count: f"- {count} -",
    "ordinal": str,
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseCounting": _below_hundred,
    "taiwaneseCounting": _below_hundred,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _thousand,
    "chineseLegalSimplified": _legal("simplified"),
    "ideographLegalTraditional": _legal("traditional"),
    "japaneseLegal": _legal("traditional"),
}
