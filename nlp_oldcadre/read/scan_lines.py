"""Lines as read from a straight page → its characters with boxes, sizes and confidence, in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median

import numpy as np
import numpy.typing as npt

from nlp_oldcadre.read.layout_glyphs import PageGlyphs
from nlp_oldcadre.read.scan_engine import Line, Picture
from nlp_oldcadre.read.scan_text import is_wide

Ink = npt.NDArray[np.uint8]

# A line read with less confidence on the whole is a stain, a stamp or a drawing.
LEAST_MEAN = 0.5
# The ink of a line of Chinese is so much of the size of its letters high.
_INK_HEIGHT = 0.92
# Lines whose size differs by less than this from the page's usual one have it.
_SAME_SIZE = 0.12
# Neighbours whose middles stand further apart than this, in sizes of the letters, have a gap between them.
_APART = 1.55
# Letters whose ink is as red as this share of it are red.
_RED_SHARE, _RED = 0.5, 60


@dataclass(frozen=True, slots=True)
class Strip:
    """A line on the page, in pixels: its ink's box, the size of its letters, and the right edge of each character's box."""

    line: Line
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    lefts: list[float]
    rights: list[float]
    red: bool

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def make_strip(line: Line, box: Sequence[float], picture: Picture, ink: Ink) -> Strip | None:
    """The line with its characters' edges laid into the gaps of its ink; None for what is no line."""
    if not line.text.strip() or line.mean < LEAST_MEAN:
        return None
    x0, y0, x1, y1 = (round(edge) for edge in box)
    part = ink[y0:y1, x0:x1]
    rows, columns = _reach(part.sum(axis=1)), _reach(part.sum(axis=0))
    if rows is None or columns is None:
        return None
    size = _size(line, rows[1] - rows[0], y1 - y0)
    profile = part.sum(axis=0)
    lefts, rights = _edges(line, profile, columns, size)
    colour = picture[y0:y1, x0:x1][part > 0].astype(np.int16)
    reddish = colour[:, 2] - np.maximum(colour[:, 0], colour[:, 1]) > _RED
    return Strip(
        line,
        x0 + lefts[0],
        y0 + rows[0],
        x0 + rights[-1],
        y0 + rows[1],
        size,
        [x0 + x for x in lefts],
        [x0 + x for x in rights],
        bool(reddish.mean() > _RED_SHARE),
    )


def _reach(profile: npt.NDArray[np.integer]) -> tuple[int, int] | None:
    """From the first to behind the last place with ink."""
    drawn = np.flatnonzero(profile > 0)
    return (int(drawn[0]), int(drawn[-1]) + 1) if len(drawn) else None


def _size(line: Line, height: int, box: int) -> float:
    """The size of the letters: from the steps between Chinese characters, and from the height of the ink."""
    text, places = line.text, line.places
    steps = [b - a for a, b, i in zip(places, places[1:], range(len(text)), strict=False) if is_wide(text[i : i + 2])]
    by_height = (height if any(map(is_wide, text)) and len(text) > 1 else 0.7 * box) / _INK_HEIGHT
    if len(steps) < 3:
        return by_height
    # Places are those of columns as wide as a fifth of a letter; their mean is finer.
    usual = median(steps)
    return min(fmean(step for step in steps if step <= 1.4 * usual), 1.2 * by_height)


def _edges(
    line: Line, profile: npt.NDArray[np.integer], reach: tuple[int, int], size: float
) -> tuple[list[float], list[float]]:
    """The left and right edge of each character: neighbours share one, but where a gap stands between them."""
    shown = [i for i, char in enumerate(line.text) if char != " "]
    lefts, rights = [0.0] * len(line.text), [0.0] * len(line.text)
    lefts[shown[0]], rights[shown[-1]] = float(reach[0]), float(reach[1])
    for a, b in pairwise(shown):
        first, last = line.places[a], line.places[b]
        low, high = _gap(profile, first, last)
        wide = b > a + 1 or last - first > _APART * size
        if wide and high - low > 0.1 * size:
            rights[a], lefts[b] = low, high
        else:
            rights[a] = lefts[b] = (low + high) / 2
        for blank in range(a + 1, b):
            lefts[blank], rights[blank] = rights[a], max(rights[a], lefts[b])
    for i in set(range(len(line.text))) - set(shown):
        rights[i] = max(lefts[i], rights[i])
    return lefts, [max(right, left + 1.0) for left, right in zip(lefts, rights, strict=True)]


def _gap(profile: npt.NDArray[np.integer], first: float, last: float) -> tuple[float, float]:
    """The widest stretch with the least ink between the middles of two neighbours."""
    quarter = (last - first) / 5
    start, end = round(first + quarter), max(round(first + quarter) + 1, round(last - quarter))
    part = profile[start:end]
    if not len(part):
        return (first + last) / 2, (first + last) / 2
    least = part == part.min()
    bounds = np.flatnonzero(np.diff(np.concatenate(([0], least.astype(np.int8), [0]))))
    low, high = max(zip(bounds[::2].tolist(), bounds[1::2].tolist(), strict=True), key=lambda run: run[1] - run[0])
    low, high = low + start, high + start
    while low > first and profile[min(low, len(profile)) - 1] == 0:
        low -= 1
    while high < min(last, len(profile) - 1) and profile[high] == 0:
        high += 1
    return float(low), float(high)


def in_order(strips: Sequence[Strip]) -> list[Strip]:
    """From top to bottom, those of one row from left to right and on one foot; sizes near the usual one made equal to it."""
    usual = _usual(strips)
    strips = [replace(s, size=usual) if abs(s.size - usual) < _SAME_SIZE * usual else s for s in strips]
    found: list[Strip] = []
    for row in _rows(strips):
        long = max(row, key=lambda s: len(s.line.text))
        for strip in sorted(row, key=lambda s: s.x0):
            same = abs(strip.size - long.size) < 0.3 * long.size
            middle, size = (long.middle, long.size) if same else (strip.middle, strip.size)
            found.append(
                replace(strip, y0=min(strip.y0, middle - size / 2), y1=max(long.y1 if same else strip.y1, middle + size / 2))
            )
    return found


def _usual(strips: Sequence[Strip]) -> float:
    """The size that most characters have."""
    sizes = sorted((s.size, len(s.line.text)) for s in strips)
    half, passed = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        passed += count
        if passed >= half:
            return size
    return 0.0


def _rows(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    row: list[Strip] = []
    for strip in sorted(strips, key=lambda s: s.middle):
        if row and strip.middle - row[0].middle > 0.4 * min(strip.size, row[0].size):
            yield row
            row = []
        row.append(strip)
    if row:
        yield row


def glyphs(strips: Sequence[Strip], number: int, width: float, height: float, scale: float) -> PageGlyphs:
    """The characters of a straight page; ``scale`` is how many points a pixel has."""
    text = "".join(strip.line.text for strip in strips)
    counts = [len(strip.line.text) for strip in strips]
    edges = np.zeros((len(text), 4), np.float32)
    edges[:, 0] = [x for strip in strips for x in strip.lefts]
    edges[:, 2] = [x for strip in strips for x in strip.rights]
    edges[:, 1] = np.repeat([strip.y0 for strip in strips], counts)
    edges[:, 3] = np.repeat([strip.y1 for strip in strips], counts)
    return PageGlyphs(
        number,
        width,
        height,
        text,
        edges * np.float32(scale),
        np.repeat(np.array([strip.size * scale for strip in strips], np.float32), counts),
        red=np.repeat(np.array([strip.red for strip in strips], np.bool_), counts),
        confidence=np.array([sure for strip in strips for sure in strip.line.confidence], np.float32),
    )
