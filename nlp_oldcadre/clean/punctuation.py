"""Punctuation: half-width marks beside Chinese characters made full-width, quotation marks paired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.clean.characters import FoldRow
from nlp_oldcadre.offsets import Edit
from nlp_oldcadre.tables import Tables

_WIDE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e“”‘’…—·]")
_BRACKET = re.compile(r"[()]")
_LONGEST_BRACKET = 200


class _Folding(NamedTuple):
    pattern: re.Pattern[str]
    table: dict[str, str]


def widen_marks(text: str, tables: Tables) -> Iterator[Edit]:
    """Fold the marks that ``fold.csv`` folds beside Chinese characters.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> apply_edits("全市,共1,000人", widen_marks("全市,共1,000人", load_tables()))[0]
    '全市，共1,000人'
    """
    folding: _Folding = tables.keep("clean.punctuation", lambda: _compile(tables))
    for match in folding.pattern.finditer(text):
        start, end = match.span()
        if _beside_wide(text, start, end):
            yield Edit(start, end, folding.table[match[0]])


def _compile(tables: Tables) -> _Folding:
    table = {row.char: row.folded for row in tables.rows("fold", FoldRow) if row.context == "cjk"}
    longest_first = sorted(table, key=len, reverse=True)
    return _Folding(re.compile("|".join(map(re.escape, longest_first))), table)


def _beside_wide(text: str, start: int, end: int) -> bool:
    """Whether a Chinese character or mark stands before, or after where no Latin letter or digit stands before.

    A digit before and a Chinese character after are enough for 2020,全省; 12:30 and http: keep their marks.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if _WIDE.match(before) if before else False:
        return True
    return bool(after and _WIDE.match(after)) and not (before.isascii() and before.isalpha() and text[start] in ":.")


def widen_brackets(text: str, tables: Tables) -> Iterator[Edit]:
    """Make ( and ) full-width: both of a pair where Chinese stands inside or beside it, a lone one where it stands beside.

    Examples
    --------
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> apply_edits("(一)县(市)f(x)", widen_brackets("(一)县(市)f(x)", None))[0]
    '（一）县（市）f(x)'
    """
    yield from sorted(_bracket_edits(text))


def _bracket_edits(text: str) -> Iterator[Edit]:
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match[0] == "(":
            opened.append(at)
        elif opened and at - opened[-1] <= _LONGEST_BRACKET:
            yield from _pair(text, opened.pop(), at)
        elif _beside_wide(text, at, at + 1):
            yield Edit(at, at + 1, "）")
    yield from (Edit(at, at + 1, "（") for at in opened if _beside_wide(text, at, at + 1))


def _pair(text: str, start: int, end: int) -> Iterator[Edit]:
    around = text[start - 1 : start] + text[start + 1 : end] + text[end + 1 : end + 2]
    if _WIDE.search(around):
        yield Edit(start, start + 1, "（")
        yield Edit(end, end + 1, "）")
