"""Quotation marks paired: straight and wrong-way ones, single ones that stand for double ones, double ones inside double ones.

A line is settled by itself, and only where it leaves no doubt how its marks pair.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from nlp_oldcadre.offsets import Edit
from nlp_oldcadre.tables import Tables

_HAN = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e“”…—·]")
_LINE = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[\"“”]")
# 12' and it's are no quotation marks: a straight one stands between a letter or digit and Chinese at most on one side.
_SINGLE = re.compile(r"[‘’'](?:(?<=[‘’])|(?<![A-Za-z0-9].)|(?![A-Za-z0-9]))")
_CURLY = re.compile("[“”\n]")
_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2}")
_LONGEST = 120

Pair = tuple[int, int]


def pair_quotes(text: str, tables: Tables) -> Iterator[Edit]:
    """Make quotation marks “ and ”, and ‘ and ’ inside these.

    Examples
    --------
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> for text in ('实施"头雁"工程', "实施‘头雁’工程", "走出“支部+“五老”+医生”的路子"):
    ...     apply_edits(text, pair_quotes(text, None))[0]
    '实施“头雁”工程'
    '实施“头雁”工程'
    '走出“支部+‘五老’+医生”的路子'
    """
    if _is_settled(text):
        return
    for line in _LINE.finditer(text):
        start, end = line.span()
        marks = "".join(_DOUBLE.findall(text, start, end))
        if marks == "“”" * (len(marks) // 2) and not _SINGLE.search(text, start, end):
            continue
        doubles = [mark.start() for mark in _DOUBLE.finditer(text, start, end)]
        singles = [mark.start() for mark in _SINGLE.finditer(text, start, end)]
        if (doubles or singles) and _HAN.search(text, start, end):
            yield from sorted(_settle(text, doubles, singles))


def _is_settled(text: str) -> bool:
    """Whether “ and ” take turns in every line, and no other quotation mark stands anywhere."""
    if any(mark in text for mark in "\"'‘’"):
        return False
    return not "".join(_CURLY.findall(text)).replace("“”", "").replace("\n", "")


def _settle(text: str, doubles: list[int], singles: list[int]) -> Iterator[Edit]:
    """The edits of one line."""
    inner = _nested(text, doubles) or _straight_inside(text, doubles)
    taken = {at for pair in inner for at in pair}
    pairs = _alternate([at for at in doubles if at not in taken])
    if pairs is None:
        return
    yield from _written(text, pairs, "“”")
    yield from _written(text, inner, "‘’")
    for pair in _alternate(singles) or ():
        first, last = _holding(pairs, pair[0]), _holding(pairs, pair[1])
        if first == last:
            yield from _written(text, [pair], "“”" if first is None else "‘’")


def _holding(pairs: list[Pair], at: int) -> Pair | None:
    """The pair that ``at`` lies between."""
    index = bisect_right(pairs, (at, at)) - 1
    return pairs[index] if index >= 0 and at < pairs[index][1] else None


def _straight_inside(text: str, doubles: list[int]) -> list[Pair]:
    """“把"甲"办好”: straight pairs inside curly ones that are right by themselves."""
    curly = [at for at in doubles if text[at] != '"']
    straight = [at for at in doubles if text[at] == '"']
    pairs, inner = _alternate(curly), _alternate(straight)
    if not curly or not pairs or not inner or any(text[a] + text[b] != "“”" for a, b in pairs):
        return []
    held = [(_holding(pairs, a), _holding(pairs, b)) for a, b in inner]
    return inner if all(first is not None and first == last for first, last in held) else []


def _nested(text: str, doubles: list[int]) -> list[Pair]:
    """“甲“乙”丙”: the pairs that open inside another one, when all marks of the line pair so."""
    opened: list[int] = []
    inner: list[Pair] = []
    for at in doubles:
        if text[at] == "“":
            opened.append(at)
        elif text[at] != "”" or not opened:
            return []
        elif len(opened) == 2:
            inner.append((opened.pop(), at))
        else:
            opened.pop()
        if len(opened) > 2:
            return []
    # Two marks the wrong way round (甲“、”乙) hold no word.
    return inner if not opened and all(_LETTER.search(text, a, b) for a, b in inner) else []


def _alternate(places: list[int]) -> list[Pair] | None:
    """Opening and closing in turn; None where one is left over or a quotation would be too long to be one."""
    pairs = list(zip(places[::2], places[1::2], strict=False))
    return pairs if len(places) % 2 == 0 and all(end - start <= _LONGEST for start, end in pairs) else None


def _written(text: str, pairs: list[Pair], marks: str) -> Iterator[Edit]:
    for pair in pairs:
        yield from (Edit(at, at + 1, mark) for at, mark in zip(pair, marks, strict=True) if text[at] != mark)
