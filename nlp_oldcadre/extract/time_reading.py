"""What a span of text may mean as a time, before the document says which year it is in."""

from __future__ import annotations

from typing import NamedTuple

from nlp_oldcadre.extract.moments import Moment
from nlp_oldcadre.extract.numbers import chinese_value

_ZEROS = str.maketrans("0Oo", "〇〇〇")


class Reading(NamedTuple):
    """A span that may be a time: its ISO value, or the moments that :mod:`..time` resolves; ``is_open`` for 以来."""

    start: int
    end: int
    rule: str
    value: str | None = None
    moments: tuple[Moment, ...] = ()
    is_open: bool = False


def number(text: str | None) -> int | None:
    """A whole number in digits or Chinese numerals, or in both as print mixes them (二0二一); None for none.

    Examples
    --------
    >>> number("12"), number("二十三"), number("二0二一"), number(None)
    (12, 23, 2021, None)
    """
    if not text:
        return None
    value = float(text) if text[0].isascii() else chinese_value(text.translate(_ZEROS))
    return None if value is None else int(value)
