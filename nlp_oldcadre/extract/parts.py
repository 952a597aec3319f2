"""Parts of a whole that are no number with a unit: proportions (1:3, 1/3) and words (一半以上, 过半数)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.tables import Tables

_RATIO_VERB = re.compile("比例|之比|配比|按|比为")
_RATIO = re.compile(r"(?<![\d:：.])(\d{1,3}(?:\.\d{1,2})?)[:：∶](\d{1,4}(?:\.\d{1,2})?)(?![\d:：.])")
_COLON = re.compile("[:：∶]")
_PART = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?=的|以上|左右|以下|[，。；、])(?![\d/])")
_SLASH = re.compile("/")

# 年过半百, 过半个世纪, 近半年.
_OTHER_HALF = re.compile("[百个年月天边山生途辈夜]")


class Part(NamedTuple):
    """A part with its value; ``is_word`` when its bound is in the word itself."""

    start: int
    end: int
    value: Decimal
    is_word: bool = False
    modifier: str | None = None
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class AmountWordRow:
    """A word that is an amount by itself: a part of the whole."""

    word: str
    value: Decimal
    modifier: str = ""
    bound: str = ""


def parts(scan: Scan) -> Iterator[Part]:
    """Proportions where the text says that they are, and the words of ``amount_words.csv``.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> [str(p.value) for p in parts(Scan(Document.from_text("按1:4的比例，近半数老同志"), load_tables()))]
    ['0.2500', '0.5']
    """
    for pattern, mark in ((_RATIO, _COLON), (_PART, _SLASH)):
        for match in find_near(pattern, mark, scan.text, back=3):
            start, end = match.span()
            near = scan.text[max(0, start - 8) : start] + scan.text[end : end + 5]
            if Decimal(match[2]) and (pattern is _PART or _RATIO_VERB.search(near)):
                yield Part(start, end, (Decimal(match[1]) / Decimal(match[2])).quantize(Decimal("0.0001")))
    pattern, rows = scan.tables.keep("quantity.words", lambda: _amount_words(scan.tables))
    for match in pattern.finditer(scan.text):
        if not _OTHER_HALF.match(scan.text, match.end()):
            row = rows[match[0]]
            start, end = match.span()
            yield Part(start, end, row.value, True, row.modifier or None, row.bound or None)


def _amount_words(tables: Tables) -> tuple[re.Pattern[str], dict[str, AmountWordRow]]:
    """The words, the longest first: so few that a pattern is faster than a matcher."""
    rows = {row.word: row for row in tables.rows("amount_words", AmountWordRow)}
    return re.compile("|".join(sorted(map(re.escape, rows), key=len, reverse=True))), rows
