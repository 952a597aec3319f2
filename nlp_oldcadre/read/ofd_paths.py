"""Paths of OFD: their short notation (``M 0 0 L 10 0 C``) as lines of points, curves broken into short straight ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from nlp_oldcadre.read.ofd_numbers import number

Point = tuple[float, float]
# Operators and numbers of one path; points of one curve.
_MOST_TOKENS, _STEPS = 200_000, 12
_LENGTHS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


class Line(NamedTuple):
    """A connected part of a path in its own coordinates."""

    points: list[Point]
    closed: bool
    curved: bool


def lines(data: str) -> list[Line]:
    """The parts of a path.

    Examples
    --------
    >>> lines("M 0 0 L 10 0 L 10 5 C M 1 1 L 2 2")
    [Line(points=[(0.0, 0.0), (10.0, 0.0), (10.0, 5.0)], closed=True, curved=False), \
Line(points=[(1.0, 1.0), (2.0, 2.0)], closed=False, curved=False)]
    """
    found: list[Line] = []
    points: list[Point] = []
    curved = False
    for operator, values in _operations(data):
        if operator in "SM":
            _end(found, points, False, curved)
            points, curved = [(values[0], values[1])], False
        elif operator == "C":
            _end(found, points, True, curved)
            points, curved = points[:1], False
        elif points:
            points += _drawn(operator, points[-1], values)
            curved = curved or operator != "L"
    _end(found, points, False, curved)
    return found


def _end(found: list[Line], points: list[Point], closed: bool, curved: bool) -> None:
    if len(points) > 1:
        found.append(Line(points, closed, curved))


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    tokens = islice(iter(data.replace(",", " ").split()), _MOST_TOKENS)
    for token in tokens:
        if (length := _LENGTHS.get(token)) is not None:
            values = [number(value) for value in islice(tokens, length)]
            if len(values) == length:
                yield token, values


def _drawn(operator: str, start: Point, v: list[float]) -> Iterator[Point]:
    if operator == "L":
        yield v[0], v[1]
    elif operator == "Q":
        third = 2 / 3
        one = start[0] + third * (v[0] - start[0]), start[1] + third * (v[1] - start[1])
        two = v[2] + third * (v[0] - v[2]), v[3] + third * (v[1] - v[3])
        yield from _curve(start, one, two, (v[2], v[3]))
    elif operator == "B":
        yield from _curve(start, (v[0], v[1]), (v[2], v[3]), (v[4], v[5]))
    elif operator == "A":
        yield from _arc(start, v)


def _curve(p: Point, q: Point, r: Point, s: Point) -> Iterator[Point]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1]


def _arc(start: Point, v: list[float]) -> Iterator[Point]:
    """``rx ry turn large clockwise x y``: a part of an ellipse, by its centre (SVG 1.1, appendix F.6.5)."""
    rx, ry, end = abs(v[0]), abs(v[1]), (v[5], v[6])
    turn = v[2] * pi / 180
    if rx < 1e-6 or ry < 1e-6 or start == end:
        yield end
        return
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos(turn) * dx + sin(turn) * dy, -sin(turn) * dx + cos(turn) * dy
    grown = max(1.0, sqrt((x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grown, ry * grown
    rest = max(0.0, (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2) / max(1e-12, (rx * y) ** 2 + (ry * x) ** 2)
    sign = -1 if bool(v[3]) == bool(v[4]) else 1
    cx, cy = sign * sqrt(rest) * rx * y / ry, -sign * sqrt(rest) * ry * x / rx
    yield from _swept(
        (cx, cy), (rx, ry), turn, ((x - cx) / rx, (y - cy) / ry), ((-x - cx) / rx, (-y - cy) / ry), start, end, v[4]
    )


def _swept(
    centre: Point, radii: Point, turn: float, first: Point, last: Point, start: Point, end: Point, clockwise: float
) -> Iterator[Point]:
    from math import atan2

    begin, sweep = atan2(first[1], first[0]), atan2(last[1], last[0]) - atan2(first[1], first[0])
    if clockwise and sweep < 0:
        sweep += 2 * pi
    elif not clockwise and sweep > 0:
        sweep -= 2 * pi
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    steps = 2 * _STEPS
    for step in range(1, steps):
        angle = begin + sweep * step / steps
        x, y = centre[0] + radii[0] * cos(angle), centre[1] + radii[1] * sin(angle)
        yield cos(turn) * x - sin(turn) * y + middle[0], sin(turn) * x + cos(turn) * y + middle[1]
    yield end
