"""What the characters of a text may mean as times, every rule with its own reading, overlaps and all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.extract import time_grammar as grammar
from nlp_oldcadre.extract.moments import FestivalRow
from nlp_oldcadre.extract.time_lengths import compile_recurrence, lengths
from nlp_oldcadre.extract.time_points import points
from nlp_oldcadre.extract.time_reading import Reading
from nlp_oldcadre.matching import Matcher, find_at, places_of
from nlp_oldcadre.tables import Tables

_PLAN_SINCE = re.compile("[”’]?(?:规划)?以来")
_PLAN_OPENING = re.compile("[一二三四五六七八九十](?=[一二三四五六七八九十]?五|(?<=五))")


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A named period and its years."""

    name: str
    start: int
    end: int


class _Patterns(NamedTuple):
    point: re.Pattern[str]
    festival: re.Pattern[str]
    festival_opening: re.Pattern[str]
    recurrence: re.Pattern[str]
    plan: re.Pattern[str]
    eras: Matcher[str]
    plans: dict[str, str]


def readings(text: str, tables: Tables) -> Iterator[Reading]:
    """Every reading of every rule, in no order, overlapping.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> [(r.rule, r.value) for r in readings("近五年来，每月", load_tables())]
    [('duration', 'P5Y'), ('recurrence', 'R/P1M')]
    """
    patterns: _Patterns = tables.keep("time.patterns", lambda: _compile(tables))
    yield from points(text, patterns.point, patterns.festival, patterns.festival_opening)
    yield from _periods(text, patterns)
    yield from lengths(text, patterns.recurrence)


def _compile(tables: Tables) -> _Patterns:
    festivals = sorted((row.name for row in tables.rows("festivals", FestivalRow)), key=len, reverse=True)
    names = "|".join(festivals)
    eras = {row.name: f"{row.start}/{row.end}" for row in tables.rows("eras", PeriodRow)}
    plans = {row.name: f"{row.start}/{row.end}" for row in tables.rows("five_year_plans", PeriodRow)}
    plan_names = "|".join(sorted(plans, key=len, reverse=True))
    return _Patterns(
        point=grammar.compile_point(names),
        festival=grammar.compile_festival(names),
        festival_opening=grammar.festival_opening(festivals),
        recurrence=compile_recurrence(names),
        plan=re.compile(
            rf"(?:(?<=[“‘])(?P<quoted>{plan_names})(?=[”’])|(?<![一二三四五六七八九十第\d])(?P<name>{plan_names})(?=规划|期间|时期|以来|末|初|开局|收官)(?:时期)?)"
        ),
        eras=Matcher(eras),
        plans=plans,
    )


def _periods(text: str, patterns: _Patterns) -> Iterator[Reading]:
    for start, end, years in patterns.eras.find(text):
        yield Reading(start, end, "era", years)
    for match in find_at(patterns.plan, places_of(_PLAN_OPENING, text), text):
        years = patterns.plans[match["quoted"] or match["name"]]
        yield Reading(*match.span(), "plan", years)
        # “十三五”以来 takes the marks that it holds.
        if since := _PLAN_SINCE.match(text, match.end()):
            start = match.start() - bool(match["quoted"])
            yield Reading(start, since.end(), "plan", f"{years[:4]}/..")
