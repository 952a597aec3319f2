"""Which numbers are amounts, and what each counts; whole forms are in test_numbers and in the cases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import assert_linear

from nlp_oldcadre.extract.quantity import find
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.units import UnitRow
from nlp_oldcadre.model import Document, Mention, Metadata, ProgramValue, Quantity
from nlp_oldcadre.tables import load_tables


def scan(text: str, **metadata: str) -> Scan:
    return Scan(replace(Document.from_text(text), metadata=Metadata(**metadata)), load_tables())


def indicators(text: str) -> list[str | None]:
    return [m.value.indicator for m in find(scan(text)) if isinstance(m.value, Quantity)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("组建了18支“夕阳红”宣讲队。", ["“夕阳红”宣讲队"]),
        ("开设5个“银龄课堂”。", ["银龄课堂"]),
        ("宣讲团队达52支，浏览总量达90万次。", ["宣讲团队", "浏览总量"]),
        ("为贫困学生捐款6万元。", ["捐款"]),
        ("设有12大类的志愿服务团队。", ["志愿服务团队"]),
        ("老同志和老干部工作者近2万名。", ["老同志和老干部工作者"]),
        ("公用经费、特需费共86.5万元。", ["公用经费、特需费"]),
        ("开设课程26门、教学班56个。", ["课程", "教学班"]),
        ("30个支部实现100%达标。", ["支部", "支部达标率"]),
        ("占全省获奖人数的三分之一。", ["占全省获奖人数"]),
        ("党员2.6万名，占81.3%。", ["党员", "党员占比"]),
        ("拓展设置10余种30多个功能室。", ["功能室", "功能室"]),
        ("经三轮创建，全面达标。", ["创建"]),
        ("帮教52人。", ["帮教"]),
        ("两人分别获评先进工作者。", ["先进工作者"]),
        ("2个集体、3名个人荣获全市“双先”表彰。", ["全市“双先”表彰集体", "全市“双先”表彰个人"]),
    ],
)
def test_indicator(text: str, wanted: list[str]) -> None:
    assert indicators(text) == wanted


def test_keeps_out_of_what_was_found_before() -> None:
    text = "实施百名专家下乡工程，选派百名专家。"
    document = scan(text)
    document.found["PROGRAM"] = [Mention("PROGRAM", 2, 10, ProgramValue("project", "百名专家下乡工程"))]
    assert [(m.start, m.end) for m in find(document)] == [(13, 15)]


def test_article_counts_in_a_plan_only() -> None:
    text = "举办一期培训班。"
    assert [m.end - m.start for m in find(scan(text, genre="circular"))] == [2]
    assert list(find(scan(text, genre="news"))) == []


def test_speech_is_no_name() -> None:
    text = "他说：“我们办了3次讲座，来了200人。”推进“3个1”工程。"
    assert [text[m.start : m.end] for m in find(scan(text))] == ["3次", "200人"]


def test_units_table() -> None:
    """No unit twice, every context known, every base of a factor is a unit itself or 1."""
    rows = load_tables().rows("units", UnitRow)
    names = [row.unit for row in rows]
    assert len(names) == len(set(names))
    assert {row.context for row in rows} == {"any", "strict", "counted", "hanzi"}
    assert [row.unit for row in rows if row.factor <= 0] == []
    kinds: dict[str, set[str]] = {}
    for row in rows:
        kinds.setdefault(row.base, set()).add(row.kind)
    assert [base for base, found in kinds.items() if len(found) > 1] == []


@pytest.mark.parametrize("piece", ["一", "1", "十", "第", "（3个", "一次活动、", "3至", "10名", "近1/3的", "“一”"])
def test_linear_on_hostile_text(piece: str) -> None:
    assert_linear(lambda text: list(find(scan(text))), piece)
