"""Values of times that depend on the document, overlaps, and speed; surface forms are in the cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from conftest import assert_linear

from nlp_oldcadre.extract.moments import Calendar, LunarRow, Moment, end_point
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.time import find, longest
from nlp_oldcadre.extract.time_reading import Reading
from nlp_oldcadre.model import Document, Metadata, TimeValue
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import load_tables


def times(text: str, **metadata: str) -> list[tuple[str, str | None]]:
    document = replace(Document.from_text(text), metadata=Metadata(**metadata))
    found = find(Scan(document, load_tables()))
    return [(text[m.start : m.end], m.value.value) for m in found if isinstance(m.value, TimeValue)]


@pytest.mark.parametrize(
    ("moment", "planned", "value"),
    [
        (Moment(month=3), False, "2022-03"),
        (Moment(month=11), False, "2021-11"),
        (Moment(month=11), True, "2022-11"),
        (Moment(part="Q4"), False, "2021-Q4"),
        (Moment(part="end"), False, "2022-12"),
        (Moment(part="H1"), False, "2022-01/2022-06"),
        (Moment(2020, part="summer"), False, "2020-07/2020-08"),
        (Moment(2021, 2, 29), False, None),
        (Moment(2023, festival="中秋节"), False, "2023-09-29"),
        (Moment(2200, festival="中秋节"), False, None),
        (Moment(2021, festival="国庆节"), False, "2021-10-01"),
    ],
)
def test_calendar(moment: Moment, planned: bool, value: str | None) -> None:
    assert Calendar(load_tables(), date(2022, 5, 20)).value(moment, planned=planned) == value


def test_undated_document_leaves_the_year_open() -> None:
    assert times("5月10日，今年以来，年底。") == [("5月10日", None), ("今年以来", None), ("年底", None)]


def test_undated_plan_named_for_its_year() -> None:
    assert times("上半年完成，年底总结。", title="2021年老干部工作要点") == [("上半年", "2021-01/2021-06"), ("年底", "2021-12")]


PLAN = """关于印发《2021年全市老干部工作要点》的通知
各县（市）委老干部局：
现将要点印发给你们。
甲市委老干部局
2021年2月25日
2021年全市老干部工作要点
一、加强党建
推广2019年试点的经验，6月底前建成驿站，年内新增10个。
二、优化服务
去年办结率高，今年上半年再提升，下半年检查。"""
SUMMARY = """乙学院离退休处2025年工作总结
一年来，工作有成效。
一、抓学习
全年组织学习多次，11月组织参观。
二、2026年工作打算
一季度制定规划，年底前招募志愿者，3月份调研。
乙学院离退休处
2025年12月22日"""
STORY = """桑榆暖意浓
——丙省2025年老干部志愿服务月侧记
6月4日，天空湛蓝。去年6月5日，首个服务月启动。6月底前评选案例。
队伍整齐。"""


def structured(text: str) -> dict[str, str | None]:
    """The values of the times of a whole document, the first of each surface."""
    doc = process(text)
    found = [m for m in doc.mentions if isinstance(m.value, TimeValue)]
    return {doc.text[m.start : m.end]: m.value.value for m in reversed(found) if isinstance(m.value, TimeValue)}


def test_deadline_of_a_plan_is_not_in_the_year_of_its_examples() -> None:
    found = structured(PLAN)
    assert (found["2019年"], found["6月底"], found["年内"]) == ("2019", "2021-06", "2021")
    assert (found["去年"], found["今年上半年"], found["下半年"]) == ("2020", "2021-01/2021-06", "2021-07/2021-12")


def test_heading_with_a_year_anchors_its_section() -> None:
    found = structured(SUMMARY)
    assert (found["全年"], found["11月"]) == ("2025", "2025-11")
    assert (found["一季度"], found["年底"], found["3月份"]) == ("2026-Q1", "2026-12", "2026-03")


def test_subtitle_with_a_year_anchors_an_undated_text() -> None:
    found = structured(STORY)
    assert (found["6月4日"], found["去年6月5日"], found["6月底"]) == ("2025-06-04", "2024-06-05", "2025-06")


def test_lost_readings_say_why() -> None:
    document = Document.from_text("当年的战友近日来访。疫情期间，2020年5月至6月送药。")
    scan = Scan(document, load_tables())
    scan.rejected = []
    assert [document.text[m.start : m.end] for m in find(scan)] == ["2020年5月至6月"]
    lost = {(document.text[r.start : r.end], r.reason) for r in scan.rejected}
    assert {("近日", "unanchored"), ("疫情期间", "unanchored"), ("2020年5月", "overlap")} <= lost


def test_year_carries_on_in_its_paragraph_only() -> None:
    text = "2019年3月开班，6月结业。\n9月招生。"
    assert times(text) == [("2019年3月", "2019-03"), ("6月", "2019-06"), ("9月", None)]


def test_carried_year_is_not_after_the_document() -> None:
    assert times("过完2020年春节，12月24日走访。", date="2020-06-23")[1] == ("12月24日", "2019-12-24")


@pytest.mark.parametrize("metadata", [{"date": "2020-13-45"}, {"date": "六月"}, {"date": "2020"}])
def test_odd_dates_of_documents(metadata: dict[str, str]) -> None:
    assert times("今年举办。", **metadata) == [("今年", None)]


def test_both_ends_of_a_range_are_in_one_year() -> None:
    assert times("1—10月，报名人数增长。", date="2023-08-15") == [("1—10月", "2022-01/2022-10")]


def test_longest_reading_wins() -> None:
    readings = [Reading(0, 4, "a"), Reading(2, 9, "b"), Reading(8, 10, "c"), Reading(20, 22, "d")]
    assert [r.rule for r in longest(readings)] == ["b", "d"]


def test_end_points() -> None:
    assert [end_point(v, last=True) for v in ("2020", "2020-Q4", "2020-01/2020-06")] == ["2020", "2020-12", "2020-06"]


def test_lunar_table_is_whole() -> None:
    """Every year once; New Year between 20 January and 21 February; the ninth of the ninth month from 1 October on."""
    rows = load_tables().rows("lunar_festivals", LunarRow)
    assert [row.year for row in rows] == list(range(1949, 2051))
    for row in rows:
        assert date(row.year, 1, 20) <= date.fromisoformat(row.spring_festival) <= date(row.year, 2, 21)
        assert date(row.year, 10, 1) <= date.fromisoformat(row.double_ninth) <= date(row.year, 11, 1)
        lantern = date.fromisoformat(row.lantern) - date.fromisoformat(row.spring_festival)
        assert lantern.days == 14


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        "1年",
        "每年",
        "2020年至",
        "自2012年",
        "近",
        "5月",
        "“十三五”",
        "5月至",
        "3至",
        "每周一",
        "重阳节、",
        "当年",
        "正月",
        "将",
    ],
)
def test_linear_on_hostile_text(piece: str) -> None:
    assert_linear(lambda text: list(find(Scan(Document.from_text(text), load_tables()))), piece)
