"""What is counted, as concepts: pairs of names that a reader of this register calls one thing or two."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from nlp_oldcadre.compare.amounts import Yardstick
from nlp_oldcadre.compare.concepts import Concepts
from nlp_oldcadre.compare.periods import Periods, length_of
from nlp_oldcadre.tables import load_tables

with Path(__file__).with_name("indicator_pairs.csv").open(encoding="utf-8") as handle:
    PAIRS = [tuple(row.values()) for row in csv.DictReader(handle)]


def counted(indicator: str, unit: str) -> tuple[str, str]:
    yardstick = Yardstick.of(load_tables())
    base = "1" if unit == "%" else unit
    return yardstick.concept(indicator, base), yardstick.unit(base)


@pytest.mark.parametrize(("one", "unit", "other", "other_unit", "same"), PAIRS)
def test_one_thing_or_two(one: str, unit: str, other: str, other_unit: str, same: str) -> None:
    assert (counted(one, unit) == counted(other, other_unit)) is (same == "yes")


@dataclass(frozen=True)
class Indicator:
    concept: str
    kinds: tuple[str, ...]
    nature: str
    idle: tuple[str, ...]
    forms: tuple[str, ...]


def test_every_form_belongs_to_one_concept_of_a_class_of_unit() -> None:
    rows = load_tables().rows("indicators", Indicator)
    forms = Counter((form, kind) for row in rows for form in {row.concept, *row.forms} for kind in row.kinds or ("",))
    assert [form for form, count in forms.items() if count > 1] == []
    assert {row.nature for row in rows} <= {"stock", "flow", "people", "context", "award"}


def test_kinds_of_concepts_and_rates_are_classes_of_units() -> None:
    tables = load_tables()
    yardstick = Yardstick.of(tables)
    kinds = {kind for row in tables.rows("indicators", Indicator) for kind in row.kinds}
    assert {kind for kind in kinds if yardstick.unit(kind) != kind} == set()


def test_narrowing_is_said() -> None:
    concepts = Concepts.of(load_tables())
    assert concepts.read("全县农村老党员", "人").label == "老党员（农村）"
    assert concepts.read("毕节市志愿者", "人").label == "志愿者"
    assert concepts.read("先进集体", "个").nature == concepts.read("量子计算机", "台").nature == ""


@pytest.mark.parametrize(
    "name", ["", "“”", "“" * 10_000, "和" * 10_000, "志愿者" * 4_000, "全市" * 5_000 + "志愿者", "（", "\n"]
)
def test_any_name_is_read(name: str) -> None:
    assert isinstance(Concepts.of(load_tables()).read(name, "人").label, str)


def test_units_are_converted_where_that_is_safe() -> None:
    yardstick = Yardstick.of(load_tables())
    assert yardstick.in_class(Decimal(2), "公顷") == Decimal(20_000)
    assert yardstick.in_class(Decimal(3), "小时") == Decimal(180)
    assert yardstick.in_class(Decimal(3), "学时") == Decimal(3)
    assert yardstick.unit("学时") != yardstick.unit("小时")


@pytest.mark.parametrize(
    ("sentence", "quote", "time", "nature", "kind"),
    [
        ("目前，全市有志愿者3000名。", "3000名", None, "stock", "level"),
        ("截至2020年底，全市党支部784个。", "784个", "2020-12", "stock", "level"),
        ("志愿者发展到3000名。", "3000名", None, "stock", "level"),
        ("累计开展活动300场次。", "300场次", None, "flow", "cumulative"),
        ("2017年以来，宣讲2850场次。", "2850场次", "2017/..", "flow", "cumulative"),
        ("八年来，捐款4万元。", "4万元", None, "flow", "cumulative"),
        ("全年走访300人次。", "300人次", "2020", "flow", "flow"),
        ("2020年走访300人次。", "300人次", "2020", "flow", "flow"),
        ("新增志愿者200名。", "200名", None, "stock", "flow"),
        ("每年走访300人次。", "300人次", "R/P1Y", "flow", "recurring"),
        ("组建志愿服务队120支。", "120支", None, "stock", ""),
        ("2020年有志愿服务队120支。", "120支", "2020", "stock", ""),
        ("走访300人次。", "300人次", None, "flow", ""),
        # The nearest word counts: what is told of a level before says nothing of what happens after.
        ("现有志愿者3000名，累计服务2万人次。", "2万人次", None, "flow", "cumulative"),
        ("累计服务2万人次，现有志愿者3000名。", "3000名", None, "stock", "level"),
    ],
)
def test_kinds_of_periods(sentence: str, quote: str, time: str | None, nature: str, kind: str) -> None:
    unit = Yardstick.of(load_tables()).unit(quote.lstrip("0123456789万"))
    row = {"sentence": sentence, "quote": quote, "time": time}
    assert Periods.of(load_tables()).of_amount(row, nature, unit).kind == kind


@pytest.mark.parametrize(
    ("time", "length"),
    [("2020", "P1Y"), ("2020-01/2020-12", "P1Y"), ("2020/2022", "P3Y"), ("2020-S1/2020-S2", "2020-S1/2020-S2"), ("x", "x")],
)
def test_lengths_of_periods(time: str, length: str) -> None:
    assert length_of(time) == length
