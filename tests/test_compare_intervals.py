"""Arithmetic of bounds, checked against all values that they leave open."""

from __future__ import annotations

import itertools
from decimal import Decimal
from random import Random

import pytest

from nlp_oldcadre.compare.intervals import Interval, interval_of, is_rounded, ranks
from nlp_oldcadre.compare.promises import outcome_of

# Between two whole numbers three others are tried, as many as there are intervals: open ends have room for all orders.
_STEP = Decimal("0.25")
_TOP = Decimal(9)


def values(interval: Interval) -> list[Decimal]:
    """Values of an interval on a grid; one without an upper end is tried as far as beyond all others."""
    high = interval.high if interval.high is not None else _TOP
    count = int((high - interval.low) / _STEP)
    grid = [interval.low + _STEP * i for i in range(count + 1)]
    if interval.low_open:
        grid = grid[1:]
    return grid[:-1] if interval.high_open and interval.high is not None else grid


def some_intervals(random: Random, count: int) -> list[Interval]:
    found = []
    while len(found) < count:
        low = Decimal(random.randint(0, 5))
        high = random.choice([low, low, low + random.randint(1, 3), None])
        is_point = high == low
        one = Interval(low, high, not is_point and random.random() < 0.4, bool(high) and not is_point and random.random() < 0.4)
        if values(one):
            found.append(one)
    return found


@pytest.mark.parametrize("seed", range(80))
def test_ranks_are_those_of_all_possible_values(seed: int) -> None:
    given = some_intervals(Random(seed), 3)
    best, worst = [9] * 3, [0] * 3
    for chosen in itertools.product(*map(values, given)):
        for i, value in enumerate(chosen):
            place = 1 + sum(other > value for other in chosen)
            best[i], worst[i] = min(best[i], place), max(worst[i], place)
    assert ranks(given) == list(zip(best, worst, strict=True))


@pytest.mark.parametrize("seed", range(60))
def test_sums_ratios_and_meetings_hold_all_values(seed: int) -> None:
    one, other = some_intervals(Random(1000 + seed), 2)
    pairs = list(itertools.product(values(one), values(other)))
    assert one.meets(other) is any(a == b for a, b in pairs)
    assert one.surely_exceeds(other) is all(a > b for a, b in pairs) or one.high is None or other.high is None
    added, ratio = one.plus(other), one.over(other)
    assert all(holds(added, a + b) for a, b in pairs)
    if ratio is None:
        assert other.low <= 0
    else:
        assert all(holds(ratio, a / b) for a, b in pairs if b)


def holds(interval: Interval, value: Decimal) -> bool:
    above = value > interval.low or (value == interval.low and not interval.low_open)
    return above and (interval.high is None or value < interval.high or (value == interval.high and not interval.high_open))


def test_many_values_are_ranked_in_reasonable_time() -> None:
    exact = [Interval(Decimal(n), Decimal(n)) for n in range(300)]
    assert ranks(exact)[299] == (1, 1)


def said(low: str | None, bound: str | None = None, modifier: str | None = None, high: str | None = None) -> str:
    number = Decimal(low) if low else None
    row = {"low": number, "high": Decimal(high) if high else number, "bound": bound, "modifier": modifier}
    return str(interval_of(row))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (said("120"), "[120, 120]"),
        (said("980", ">", "about"), "(980, 990)"),
        (said("1000", ">", "over"), "(1000, ∞)"),
        (said("1000", None, "over"), "[1000, ∞)"),
        (said("1000", "<", "under"), "[0, 1000)"),
        (said("28000", "<", "about"), "(27000, 28000)"),
        (said("500", None, "about"), "[450, 550]"),
        (said("20000", high="99999"), "[20000, 99999]"),
        (said("0.97"), "[0.97, 0.97]"),
        (said("0.65", ">", "about"), "(0.65, 0.66)"),
        (said("0"), "[0, 0]"),
        (said("-3"), "[-3, -3]"),
        (said(None), "None"),
    ],
)
def test_what_vague_words_leave_open(given: str, shown: str) -> None:
    assert given == shown


@pytest.mark.parametrize(
    ("one", "other", "rounded"),
    [("32000", "31956", True), ("31000", "31956", True), ("33000", "31956", False), ("31956", "32000", True),
     ("120", "115", True), ("120", "112", False), ("15", "20", False), ("300", "299", False), ("7", "8", False)],
)  # fmt: skip
def test_rounding_is_told_from_contradiction(one: str, other: str, rounded: bool) -> None:
    assert is_rounded(Decimal(one), Decimal(other)) is rounded


def exactly(number: int) -> Interval:
    return Interval(Decimal(number), Decimal(number))


@pytest.mark.parametrize(
    ("target", "reached", "state"),
    [
        (exactly(1000), exactly(1000), "reached"),
        (exactly(1000), exactly(1001), "reached"),
        (exactly(1000), exactly(999), "partly"),
        # 1000个以上 promises a thousand; 980余 is less, 超过900 may be more, 近1000 is less.
        (Interval(Decimal(1000), None), Interval(Decimal(980), Decimal(990), True, True), "partly"),
        (Interval(Decimal(1000), None), Interval(Decimal(900), None, True), "undecided"),
        (Interval(Decimal(1000), None), Interval(Decimal(900), Decimal(1000), True, True), "partly"),
        (exactly(1000), Interval(Decimal(950), Decimal(1050)), "undecided"),
        (exactly(1000), Interval(Decimal(1000), Decimal(2000), True, True), "reached"),
        (exactly(1000), None, "undecided"),
        (None, None, "reported"),
    ],
)
def test_what_became_of_a_promise(target: Interval | None, reached: Interval | None, state: str) -> None:
    assert outcome_of(target, reached, None, "2023-12-20").state == state


def test_early_is_before_the_deadline() -> None:
    states = [outcome_of(exactly(9), exactly(9), "2023-12-31", day).state for day in ("2023-09-01", "2023-12-31", None)]
    assert states == ["early", "reached", "reached"]
