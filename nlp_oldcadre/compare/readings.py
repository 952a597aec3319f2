"""Amounts as comparisons read them: what is counted, of which class of unit, planned or done, for what time, how exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlp_oldcadre.compare.amounts import Yardstick, aspect, each
from nlp_oldcadre.compare.concepts import Counted
from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.intervals import Interval, interval_of
from nlp_oldcadre.compare.periods import Period, Periods, after

# 捐款百万设立助学基金的离休干部…: what a person did is no amount of the region.
_OF_A_PERSON = re.compile(
    "(?!以[上下])[^，。；：、！？]{0,14}的[^，。；：、！？]{0,4}(?:(?:离休|退休|老)(?:干部|党员|同志|教师|教授|专家|军人|战士|人)|“五老”|先进个人|先进典型)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact ``has_result`` with what makes it comparable; ``interval`` is in the unit that its class is named after."""

    fact: Row
    group: Group
    counted: Counted
    # The concept with what narrows it; what each one gets is another thing than what all get together.
    concept: str
    unit_class: str
    status: str
    aspect: str
    period: Period
    interval: Interval | None
    region: str | None
    # A number of a brand is none of the region as a whole.
    scope: str

    @property
    def like(self) -> tuple[str, ...]:
        """Amounts may stand side by side where this is equal."""
        return (self.concept, self.unit_class, self.status, self.aspect, self.period.kind, self.period.length)

    @property
    def is_context(self) -> bool:
        """Whether it tells nothing by itself: 3个方面, 平均年龄."""
        return self.counted.nature == "context"

    @property
    def is_comparable(self) -> bool:
        """Whether another group may have the like: 100余名老同志 who took part somewhere are no number of 老同志."""
        is_of_many = self.counted.nature != "people" or bool(self.period.kind)
        return is_of_many and not self.is_context and not _OF_A_PERSON.match(after(self.fact))


def readings(groups: Groups) -> Iterator[Reading]:
    """The chosen amounts of a corpus, in the order of its documents."""
    yardstick, periods = Yardstick.of(groups.tables), Periods.of(groups.tables)
    for fact in filter(groups.keeps, groups.facts("has_result")):
        yield _reading(groups, fact, yardstick, periods)


def _reading(groups: Groups, fact: Row, yardstick: Yardstick, periods: Periods) -> Reading:
    counted, kind = yardstick.counted(fact["object"], fact["unit"]), yardstick.unit(fact["unit"])
    word = each(fact)
    return Reading(
        fact,
        groups.of(fact),
        counted,
        f"{counted.label}（{word}）" if word else counted.label,
        kind,
        status_of(groups, fact),
        aspect(fact) or "",
        periods.of_amount(fact, counted.nature, kind),
        interval_of(fact | {end: in_class(yardstick, fact[end], fact["unit"]) for end in ("low", "high")}),
        groups.place_name(fact),
        fact["program"] or (fact["object"] if counted.is_named else ""),
    )


def status_of(groups: Groups, fact: Row) -> str:
    """``done`` or ``planned``: a circular requires, but the measure that holds the number may be one that is done already.

    What a plan starts from (由7家增至30家) is there already.
    """
    if fact["change"] == "from":
        return "done"
    said: str | None = groups.measure_at(fact["document_id"], fact["start"]).get("status")
    return said or ("done" if fact["modality"] == "reported" else "planned")


def in_class(yardstick: Yardstick, number: Decimal | None, unit: str) -> Decimal | None:
    """A number in the unit that its class is named after; an empty cell stays one."""
    return None if number is None else yardstick.in_class(number, unit)
