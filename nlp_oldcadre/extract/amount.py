"""An amount before it is known what it counts, and what two amounts side by side make of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

_LINKS = ("、", "和", "及", "与")
_IN_ORDER = re.compile("分别|依次")


class Amount(NamedTuple):
    """A number with its unit, before it is known what it counts."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    kind: str
    modifier: str | None
    number_start: int
    unit_start: int
    bound: str | None = None


def as_points(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """The amounts, where 同比分别提高3个和2.1个百分点 tells of points twice."""
    for amount, following in pairwise(amounts):
        is_listed = amount.unit == "个" and following.kind == "point" and text[amount.end : following.start] in _LINKS
        if is_listed and _IN_ORDER.search(text, max(0, amount.start - 10), amount.start):
            amount = amount._replace(unit=following.unit, kind=following.kind)
        yield amount
    yield from amounts[-1:]


def between(amounts: list[Amount]) -> Iterator[Amount]:
    """50人以上100人以下 is one range."""
    last: Amount | None = None
    for amount in amounts:
        if last and last.end == amount.start and last.bound == ">=" and amount.bound == "<=" and last.unit == amount.unit:
            last = amount._replace(start=last.start, low=last.low, modifier=None, bound=None, number_start=last.number_start)
            continue
        if last:
            yield last
        last = amount
    if last:
        yield last
