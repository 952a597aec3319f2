"""Numbers of OFD: lists of them, boxes, matrices, runs of offsets, colours. What is no number counts as nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

# OFD counts in millimetres.
POINTS = 72 / 25.4
# Millimetres: nothing on a page lies farther out (100 m), and what is damaged overflows.
FARTHEST = 100_000.0
# In one attribute; a page of fine print has 5,000 characters.
MOST_NUMBERS = 100_000

# a b c d e f: x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]
Rect = tuple[float, float, float, float]
Colour = tuple[int, int, int]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def number(text: str | None, default: float = 0.0) -> float:
    """One number; ``default`` for none, for NaN and for what lies beyond any page.

    Examples
    --------
    >>> number("5.6"), number("NaN"), number("1e300", 3.0), number(None)
    (5.6, 0.0, 3.0, 0.0)
    """
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if abs(value) <= FARTHEST else default


def numbers(text: str | None) -> list[float]:
    """The numbers of a list with blanks (some programs write commas) between.

    Examples
    --------
    >>> numbers("0 0  210,297")
    [0.0, 0.0, 210.0, 297.0]
    """
    return [number(part) for part in islice((text or "").replace(",", " ").split(), MOST_NUMBERS)]


def rect(text: str | None) -> Rect | None:
    """A box as ``x y width height``; None for what is none.

    Examples
    --------
    >>> rect("10 20 30 5"), rect("10 20")
    ((10.0, 20.0, 30.0, 5.0), None)
    """
    parts = numbers(text)
    return (parts[0], parts[1], parts[2], parts[3]) if len(parts) >= 4 and parts[2] >= 0 and parts[3] >= 0 else None


def matrix(text: str | None) -> Matrix:
    """A ``CTM``; the identity for none."""
    parts = numbers(text)
    return (parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]) if len(parts) >= 6 else IDENTITY


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """First ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def at(moved: Matrix, x: float, y: float) -> tuple[float, float]:
    """The place of a point."""
    a, b, c, d, e, f = moved
    return a * x + c * y + e, b * x + d * y + f


def bounds(moved: Matrix, x0: float, y0: float, x1: float, y1: float) -> Rect:
    """The upright rectangle (``x0, y0, x1, y1``) around a moved one."""
    points = [at(moved, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def deltas(text: str | None, most: int) -> list[float]:
    """The offsets from each character to the next, ``g n v`` written out; ``most`` at the most, whatever ``n`` says.

    Examples
    --------
    >>> deltas("g 3 5.2 4", 10), deltas("g 1000000000 1", 4)
    ([5.2, 5.2, 5.2, 4.0], [1.0, 1.0, 1.0, 1.0])
    """
    return list(islice(_deltas((text or "").replace(",", " ").split()), most))


def _deltas(parts: list[str]) -> Iterator[float]:
    index = 0
    while index < len(parts):
        if parts[index] in ("g", "G") and index + 2 < len(parts):
            value = number(parts[index + 2])
            for _ in range(_count(parts[index + 1])):
                yield value
            index += 3
        else:
            yield number(parts[index])
            index += 1


def _count(text: str) -> int:
    try:
        value = float(text)
    except ValueError:
        return 0
    return int(min(MOST_NUMBERS, value)) if value > 0 else 0


@lru_cache(maxsize=256)
def colour(value: str | None) -> Colour | None:
    """A colour of one (grey), three (RGB) or four (CMYK) parts; None for what is none.

    Examples
    --------
    >>> colour("255 0 0"), colour("#FF #00 #80"), colour("0"), colour("0 255 255 0")
    ((255, 0, 0), (255, 0, 128), (0, 0, 0), (255, 0, 0))
    """
    parts = [_level(part) for part in (value or "").replace(",", " ").split()]
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 4:
        black = 255 - parts[3]
        return tuple((255 - part) * black // 255 for part in parts[:3])  # type: ignore[return-value]
    return None


def _level(text: str) -> int:
    try:
        value = int(text[1:], 16) if text.startswith("#") else float(text)
    except ValueError:
        return 0
    return int(min(255.0, max(0.0, value))) if math.isfinite(value) else 0
