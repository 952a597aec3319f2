"""Headings inside a paragraph: 1、补贴。… 2、场所。… on one line, and paragraphs that 一是 二是 count.

A guide for newcomers. Numbers inside a paragraph mostly count the members of a sentence; they head something when each has
a name before a full stop and a text of its own behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp_oldcadre.model import Span
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.vocabulary import Vocabulary

_HAN = "一二三四五六七八九十"
# The families of numbering by their markers, the first of all first.
_MARKERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "circled": tuple((chr(ord("①") + n),) for n in range(12)),
    "arabic": tuple((f"{n}、", f"{n}.", f"{n}．") for n in range(1, 13)),
    "arabic_paren": tuple((f"（{n}）", f"{n}）") for n in range(1, 13)),
    "han_paren": tuple((f"（{n}）",) for n in _HAN),
    "han": tuple((f"{n}、",) for n in _HAN),
}
_SECOND = re.compile("|".join(re.escape(form) for markers in _MARKERS.values() for form in markers[1]))
_NAME = re.compile("[\u4e00-\u9fff“”、·—]{2,16}(?=。)")
# A paragraph's shortest text behind such a name.
_SHORTEST = 6
_BEFORE = frozenset("。；：:;")
# 一是党建上补短板。关区设…: a name and the text below it.
_COUNTED = re.compile(f"([{_HAN}])是([\u4e00-\u9fff“”、·]{{2,24}}(?:，[\u4e00-\u9fff“”、·]{{2,14}})?)。(?=.{{12}}|$)")
_NEXT_INSIDE = re.compile(f"[；。，][{_HAN}]是")
_PLAN = re.compile(
    r"((?:(?:19|20)\d\d年|明年|下(?:一)?(?:步|年)|今后|下半年)(?:的)?(?:工作)?(?:主要)?(?:打算|计划|安排|思路|设想|考虑|任务))[：:](?=.{12})"
)
_FEWEST = 2


def inside_paragraph(line: Line, words: Vocabulary) -> Iterator[tuple[str, str, Span]]:
    """``(family, marker, span)`` of the headings that stand in one paragraph."""
    if not _SECOND.search(line.text):  # most paragraphs hold no second marker
        return
    for family, markers in _MARKERS.items():
        found = list(_series(line.text, markers, words))
        if len(found) >= _FEWEST:
            for marker, start, end in found:
                yield family, marker, Span(line.start + start, line.start + end)
            return


def _series(text: str, markers: Sequence[Sequence[str]], words: Vocabulary) -> Iterator[tuple[str, int, int]]:
    """The names behind markers that follow each other from the first on; none where one of them has no name."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for forms in markers:
        marker, place = _find(text, forms, at)
        if place < 0:
            break
        name = _NAME.match(text, place + len(marker))
        if name is None or words.narrative.search(name[0]) or (found and place - found[-1][2] < _SHORTEST):
            return
        found.append((marker, *name.span()))
        at = name.end()
    if found and len(text) - found[-1][2] > _SHORTEST:
        yield from found


def _find(text: str, forms: Sequence[str], at: int) -> tuple[str, int]:
    """The first of the forms that stands at a sentence's start."""
    places = ((form, text.find(form, at)) for form in forms)
    return min(
        ((form, place) for form, place in places if place >= 0 and (place == 0 or text[place - 1] in _BEFORE)),
        key=lambda pair: pair[1], default=("", -1),
    )  # fmt: skip


def counted_paragraphs(free: Sequence[Line]) -> Iterator[tuple[Line, str, Span]]:
    """Paragraphs that begin 一是….: in a text without numbered headings they divide it, with the plans behind them."""
    found = [(line, match) for line in free if (match := _COUNTED.match(line.text)) and not _NEXT_INSIDE.search(line.text)]
    if len(found) <= _FEWEST or [match[1] for _, match in found] != list(_HAN[: len(found)]):
        return
    for line, match in found:
        yield line, f"{match[1]}是", Span(line.start + match.start(2), line.start + match.end(2))
    for line in free:
        if line.index > found[-1][0].index and (match := _PLAN.match(line.text)):
            yield line, "", Span(line.start, line.start + match.end(1))
