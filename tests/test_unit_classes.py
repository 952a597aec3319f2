"""One reading of the table of comparable units for all who compare amounts; days of dates."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from nlp_oldcadre.compare.amounts import Yardstick
from nlp_oldcadre.days import day, day_number
from nlp_oldcadre.search.amounts import Units
from nlp_oldcadre.tables import load_tables
from nlp_oldcadre.unit_classes import UnitClasses

with files("nlp_oldcadre.data").joinpath("comparable_units.csv").open(encoding="utf-8") as _file:
    ROWS = [(row["unit"], row["kind"], Decimal(row["factor"])) for row in csv.DictReader(_file)]


@pytest.mark.parametrize(("unit", "kind", "factor"), [*ROWS, ("志愿者", "志愿者", Decimal(1))])
def test_all_rooms_compare_in_the_same_unit(unit: str, kind: str, factor: Decimal) -> None:
    classes, yardstick, units = (made.of(load_tables()) for made in (UnitClasses, Yardstick, Units))
    assert (classes.name(unit), classes.factor(unit)) == (kind, factor)
    assert (yardstick.unit(unit), yardstick.in_class(Decimal(7), unit)) == (kind, 7 * factor)
    assert units.measure(unit) == (kind, factor)


def test_a_class_is_named_after_what_counts_once() -> None:
    classes = UnitClasses.of(load_tables())
    assert {classes.factor(kind) for _, kind, _ in ROWS} == {Decimal(1)}


def test_no_unit_has_no_class() -> None:
    assert Units.of(load_tables()).measure(None) == Units.of(load_tables()).measure("") == (None, Decimal(1))


@pytest.mark.parametrize("when", [None, "", "2020", "2020-06", "2020-13-01", "2021-02-29", "2020-01-01/2020-02-01", "昨天"])
def test_what_is_no_day(when: str | None) -> None:
    assert (day(when), day_number(when)) == (None, 0)


def test_a_day() -> None:
    assert (day("2020-02-29"), day_number("2020-02-29")) == (date(2020, 2, 29), date(2020, 2, 29).toordinal())
