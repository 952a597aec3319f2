"""Which numbers are amounts, and what each counts; whole forms are in test_numbers and in the cases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from conftest import assert_linear

from nlp_oldcadre.extract.quantity import find
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.units import UnitRow
from nlp_oldcadre.model import Document, Mention, Metadata, ProgramValue, Quantity, TimeValue
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


def values(text: str) -> list[Quantity]:
    return [m.value for m in find(scan(text)) if isinstance(m.value, Quantity)]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("面积由4368平方米增至8648平方米。", ["from", "to"]),
        ("党员从最初的12人发展到现在的86人。", ["from", "to"]),
        ("补助标准由300元调整为500元。", ["from", "to"]),
        ("队伍扩大到300人。", ["to"]),
        ("志愿者同比增长12%，满意度提高5.6个百分点，信访量减少30件。", ["increase", "increase", "decrease"]),
        ("比上年增加功能室8间，压减会议6个。", ["increase", "decrease"]),
        ("新增活动点15处，新建驿站3个。", ["increase", None]),
        ("在校学员、教学班分别增长12%和8%。", ["increase", "increase"]),
        ("参训率达到95%，覆盖30个乡镇。", [None, None]),
        ("党员人数翻了一番。", ["increase"]),
        ("较2020年下降六成以上。", ["decrease"]),
    ],
)
def test_change(text: str, changes: list[str | None]) -> None:
    assert [q.change for q in values(text)] == changes


@pytest.mark.parametrize(
    ("text", "checks", "baseline"),
    [
        ("党员由100人增至150人，增长50%。", [None, "agrees", "agrees"], 100),
        ("党员由100人增至150人，增长40%。", [None, "agrees", "differs"], 100),
        ("党员由100人增至150人，增加50人。", [None, "agrees", "agrees"], 100),
        ("签约率由72%提高到95%，提高23个百分点。", [None, "agrees", "agrees"], Decimal("0.72")),
        ("签约率由72%提高到95%，提高20个百分点。", [None, "agrees", "differs"], Decimal("0.72")),
        ("会议由20个增至12个。", [None, "differs"], 20),
        ("队伍由10支增加到约30支，增长近2倍。", [None, "agrees", "agrees"], 10),
    ],
)
def test_arithmetic_of_a_change(text: str, checks: list[str | None], baseline: Decimal | int) -> None:
    found = values(text)
    assert [q.check for q in found] == checks
    assert [q.baseline for q in found[1:]] == [baseline] * (len(found) - 1)


def test_a_change_against_last_year_is_not_checked_against_the_ends() -> None:
    *_, rate = values("党员由100人增至150人，同比增长12%，比上年增加9人。")[:3]
    assert (rate.compared_with, rate.check, rate.baseline) == ("同比", None, None)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每人每月补助200元。", [("人", "月")]),
        ("人均参加活动2场。", [("人",)]),
        ("给予每个支部1万元。", [("支部",)]),
        ("每名党员每年联系2户。", [("党员", "年")]),
        ("标准为500元/人·年。", [("人", "年")]),
        ("每年举办讲座12场、展览3场。", [("年",), ("年",)]),
        ("各县建成驿站3个。", [()]),
        ("全年补助20万元。", [()]),
    ],
)
def test_per(text: str, per: list[tuple[str, ...]]) -> None:
    assert [q.per for q in values(text)] == per


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("占全市党员总数的34%。", "全市党员总数"),
        ("占党员人数的三分之一。", "党员人数"),
        ("超过三分之二的老党员参加学习。", "老党员"),
        ("覆盖90%以上的乡镇（街道）。", "乡镇（街道）"),
        ("签约率达98%。", None),
    ],
)
def test_share_of(text: str, whole: str | None) -> None:
    assert [q.share_of for q in values(text)] == [whole]


def test_from_above_to_below_is_one_range() -> None:
    (found,) = values("党员50人以上100人以下的支部。")
    assert (found.low, found.high, found.modifier, found.bound) == (50, 100, None, None)


def test_so_many_times_what_it_was() -> None:
    (found,) = values("是2015年的2.3倍。")
    assert (found.unit, found.unit_kind, found.change, found.compared_with) == ("倍", "times", None, "2015年")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("参与率仅12%。", True),
        ("仅有专职人员3名。", True),
        ("专职人员只有3名。", True),
        ("编制空缺5个。", True),
        ("仍有5个支部未换届。", True),
        ("还有5个支部获奖。", False),
        ("建成驿站5个。", False),
    ],
)
def test_a_lack_is_marked(text: str, problem: bool) -> None:
    assert [q.problem for q in values(text)] == [problem]


def test_parts_of_a_whole() -> None:
    found = values("现有党员320名，其中女党员32名、少数民族党员12名；志愿者60名。")
    assert [q.part_of for q in found] == [None, "党员", "党员", None]


@pytest.mark.parametrize(
    ("text", "bound", "modifier"),
    [
        ("30余名", ">", "about"),
        ("近30名", "<", "about"),
        ("约30名", "~", "about"),
        ("近30余名", "~", "about"),
        ("超30名", ">", "over"),
        ("30名以上", ">=", "over"),
        ("上百名", ">=", "over"),
        ("不足30名", "<", "under"),
        ("30名以内", "<=", "under"),
        ("4倍多", ">", "about"),
        ("至少培养1至2名", ">=", "over"),
        ("30名", None, None),
    ],
)
def test_bound_keeps_what_the_modifier_rounds_off(text: str, bound: str | None, modifier: str | None) -> None:
    assert [(q.bound, q.modifier) for q in values(text)] == [(bound, modifier)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("离退休干部党员、党支部分别为320名、12个。", ["离退休干部党员", "党支部"]),
        ("男、女党员分别为30名和20名。", ["男党员", "女党员"]),
        ("讲座、展览依次为12场、5场。", ["讲座", "展览"]),
        ("全市有驿站9个、学堂5家；我县分别为2个、1家。", ["驿站", "学堂", "驿站", "学堂"]),
        ("调解邻里纠纷63起。", ["邻里纠纷"]),
        ("3名群众量血压。", ["群众"]),
        ("25名重病、失能老同志受益。", ["重病、失能老同志"]),
        ("培训双语宣讲员90名。", ["双语宣讲员"]),
        ("收集意见214条，办结197条。", ["意见", "办结意见"]),
        ("投入经费48万元扩建活动中心。", ["扩建经费"]),
        ("300余人参加。", ["参加人员"]),
        ("派出3个慰问工作组。", ["慰问工作组"]),
        ("编写《果树管护手册》，免费发放8000册。", ["果树管护手册"]),
        ("组成23人的考察组。", ["考察组成员"]),
        ("80岁以上的占三成。", ["年龄", "80岁以上占比"]),
        ("老同志关注率达91%。", ["关注率"]),
        ("信访量同比下降18%。", ["信访量"]),
        ("两县各建书屋1个。", ["县", "书屋"]),
        ("分别给予1000元、800元、500元奖励。", ["奖励", "奖励", "奖励"]),
        ("建成省级示范点20所、市级50所。", ["省级示范点", "市级示范点"]),
        ("党员50名以上的可设立党总支。", ["党员"]),
        ("离退休处有工作人员6人。", ["工作人员"]),
        ("8间教室座无虚席。", ["教室"]),
        ("建成驿站9个，覆盖九成的街道，比上年增加3个。", ["驿站", "街道占比", "驿站"]),
    ],
)
def test_indicator_by_convention(text: str, wanted: list[str | None]) -> None:
    assert indicators(text) == wanted


def test_cells_of_a_table_have_its_heads() -> None:
    text = "| 县区 | 投入（万元） | 驿站 |\n| --- | --- | --- |\n| 甲县 | 12.5 | 3个 |\n| 乙县 | 无 | 近20个 |"
    found = values(text)
    assert [(q.low, q.unit, q.indicator, q.bound) for q in found] == [
        (Decimal(125000), "元", "投入", None),
        (3, "个", "驿站", None),
        (20, "个", "驿站", "<"),
    ]


def test_cells_with_years_above() -> None:
    text = "| 指标 | 2022年 | 2023年 |\n| --- | --- | --- |\n| 党支部（个） | 312 | 346 |"
    document = scan(text)
    document.found["TIME"] = [
        Mention("TIME", text.index(year), text.index(year) + 5, TimeValue(year[:4])) for year in ("2022年", "2023年")
    ]
    found = [m.value for m in find(document) if isinstance(m.value, Quantity)]
    assert [(q.low, q.indicator, q.time) for q in found] == [(312, "党支部", "2022"), (346, "党支部", "2023")]


def test_a_line_with_bars_is_no_table() -> None:
    assert values("| 地址 | 电话 |\n| 某路 | 12345 |") == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("第3期简报", "ordinal"),
        ("位列全省前3名", "ordinal"),
        ("一位老人", "article"),
        ("做到四个坚持", "phrase"),
        ("编号123456。", "unit"),
    ],
)
def test_what_is_no_amount_says_why(text: str, reason: str) -> None:
    document = scan(text)
    document.rejected = []
    assert list(find(document)) == []
    assert [r.reason for r in document.rejected] == [reason]


def test_a_number_inside_a_name_names_the_name() -> None:
    document = scan("实施百名专家下乡工程。")
    document.rejected = []
    name = Mention("PROGRAM", 2, 10, ProgramValue("project", "百名专家下乡工程"), "head")
    document.found["PROGRAM"] = [name]
    assert list(find(document)) == []
    assert [(r.reason, r.by) for r in document.rejected] == [("inside", name)]


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "1",
        "十",
        "第",
        "（3个",
        "一次活动、",
        "3至",
        "10名",
        "近1/3的",
        "“一”",
        "1个、",
        "1人以上2人以下",
        "每人",
        "由1人增至",
        "占的",
        "| 1 ",
        "|1|\n|-|\n",
        "分别为1、",
        "其中1名",
        "的",
        "同比增长1%",
    ],
)
def test_linear_on_hostile_text(piece: str) -> None:
    assert_linear(lambda text: list(find(scan(text))), piece)
