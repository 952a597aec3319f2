"""Masking: identity numbers, telephone numbers and bank accounts are hidden before anything else sees them.

Digit by digit, so every offset stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.tables import Tables, load_tables

# Not an asterisk, which is a mark of Markdown.
HIDDEN = "×"
_HALF_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("－"): "-", ord("\u3000"): " ", ord("\xa0"): " "}
_SIGNS = frozenset("0123456789Xx")
# What nobody sees may stand inside a number.
_UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# What is printed after it is no number of a person.
_CREDIT_CODE = re.compile(r"(?:信用代码|机构代码|注册号)[^\d\n]{0,6}[0-9A-Z]{8,18}")


class _Pattern(NamedTuple):
    regex: re.Pattern[str]
    needs_check_digit: bool


def mask(document: Document, tables: Tables | None = None) -> Document:
    """The document, not processed yet, with those numbers hidden in its text, its metadata and its elements.

    Examples
    --------
    >>> mask(Document.from_text("联系电话：024-23456789，共3人。")).text
    '联系电话：×××-××××××××，共3人。'
    """
    text = mask_text(document.source_text, tables)
    elements = tuple(replace(element, value=mask_text(element.value, tables)) for element in document.elements)
    metadata = _masked(document.metadata, tables)
    return replace(document, source_text=text, text=text, elements=elements, metadata=metadata)


def _masked(metadata: Metadata, tables: Tables | None) -> Metadata:
    changed: dict[str, Any] = {}
    for name in (field.name for field in fields(metadata)):
        value = getattr(metadata, name)
        if isinstance(value, tuple):
            changed[name] = tuple(mask_text(one, tables) for one in value)
        elif isinstance(value, str) and (masked := mask_text(value, tables)) != value:
            changed[name] = masked
    return replace(metadata, **changed)


def mask_text(text: str, tables: Tables | None = None) -> str:
    """A text with those numbers hidden; as long as before.

    Examples
    --------
    >>> mask_text("210203 19500101 123X")
    '×××××× ×××××××× ××××'
    """
    tables = tables or load_tables()
    patterns: tuple[_Pattern, ...] = tables.keep("masking.patterns", lambda: tuple(_compile(tables)))
    places = [place for place, sign in enumerate(text) if not _UNSEEN.match(sign)] if _UNSEEN.search(text) else range(len(text))
    plain = _UNSEEN.sub("", text).translate(_HALF_WIDTH)
    spared = bytearray(len(plain))
    for match in _CREDIT_CODE.finditer(plain):
        spared[match.start() : match.end()] = b"\1" * len(match[0])
    characters = list(text)
    for pattern in patterns:
        for start, end in _spans(pattern, plain):
            if 1 not in spared[start:end]:
                _hide(characters, (places[place] for place in range(start, end) if plain[place] in _SIGNS))
    return "".join(characters)


def _hide(characters: list[str], places: Iterable[int]) -> None:
    for place in places:
        characters[place] = HIDDEN


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
        after = r"\d" if record.get("before_letters") else r"\dA-Za-z"
        yield _Pattern(re.compile(rf"(?<![\d.])(?:{record['pattern']})(?![{after}])"), record.get("check") == "luhn")
