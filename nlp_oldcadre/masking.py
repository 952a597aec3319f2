"""Masking: identity numbers, telephone numbers and bank accounts are hidden before anything else sees them.

Digit by digit, so every offset stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from nlp_oldcadre.model import Document
from nlp_oldcadre.tables import Tables, load_tables

# Not an asterisk, which is a mark of Markdown.
HIDDEN = "×"
_HALF_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("－"): "-", ord("\u3000"): " ", ord("\xa0"): " "}
_SIGN = re.compile("[0-9Xx]")
# What is printed after it is no number of a person.
_CREDIT_CODE = re.compile(r"(?:信用代码|机构代码|注册号)[^\d\n]{0,6}[0-9A-Z]{8,18}")


class _Pattern(NamedTuple):
    regex: re.Pattern[str]
    needs_check_digit: bool


def mask(document: Document, tables: Tables | None = None) -> Document:
    """The document, not processed yet, with those numbers hidden in its text and its elements.

    Examples
    --------
    >>> mask(Document.from_text("联系电话：024-23456789，共3人。")).text
    '联系电话：×××-××××××××，共3人。'
    """
    text = mask_text(document.source_text, tables)
    elements = tuple(replace(element, value=mask_text(element.value, tables)) for element in document.elements)
    return replace(document, source_text=text, text=text, elements=elements)


def mask_text(text: str, tables: Tables | None = None) -> str:
    """A text with those numbers hidden; as long as before.

    Examples
    --------
    >>> mask_text("210203 19500101 123X")
    '×××××× ×××××××× ××××'
    """
    tables = tables or load_tables()
    patterns: tuple[_Pattern, ...] = tables.keep("masking.patterns", lambda: tuple(_compile(tables)))
    plain = text.translate(_HALF_WIDTH)
    spared = [match.span() for match in _CREDIT_CODE.finditer(plain)]
    characters = list(text)
    for pattern in patterns:
        for start, end in _spans(pattern, plain):
            if not any(first < end and start < last for first, last in spared):
                characters[start:end] = _SIGN.sub(HIDDEN, plain[start:end])
    return "".join(characters)


def _spans(pattern: _Pattern, text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.regex.finditer(text):
        if not pattern.needs_check_digit or _has_check_digit(match["hidden"]):
            yield match.span("hidden")


def _has_check_digit(number: str) -> bool:
    """The check of ISO/IEC 7812-1, annex B (Luhn)."""
    digits = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _compile(tables: Tables) -> Iterator[_Pattern]:
    for record in tables.record("masking")["pattern"]:
        # A number in the middle of a longer one, or after its decimal point, is none.
        yield _Pattern(re.compile(rf"(?<![\d.])(?:{record['pattern']})(?![\dA-Za-z])"), record.get("check") == "luhn")
