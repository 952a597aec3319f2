"""What an amount is tied to by the sentences before it: a programme, an item's place, the day of a count."""

from __future__ import annotations

import pytest

from nlp_oldcadre.model import Quantity
from nlp_oldcadre.pipeline import process
from tests.test_scope import scoped


@pytest.mark.parametrize(
    ("text", "marks", "programs"),
    [
        # He who was told of goes on.
        (
            "退休医生组成“杏林暖阳”服务队。他们坐诊[40场]，接诊[900人次]。",
            [("杏林暖阳", "P", "杏林暖阳服务队")],
            ["杏林暖阳服务队"] * 2,
        ),
        (
            "县里办起“晚晴食堂”。开办一年半，供餐[3万份]。",
            [("晚晴食堂", "P", "晚晴食堂"), ("一年半", "T", "P18M")],
            ["晚晴食堂"],
        ),
        ("局里推行“结对帮”机制。县卫健局新建病房[9间]。", [("结对帮", "P", "结对帮"), ("县卫健局", "O", "330681")], [None]),
        ("局里推行“结对帮”机制。同时，新建病房[9间]。", [("结对帮", "P", "结对帮")], [None]),
        ("局里推行“结对帮”机制。全年看望住院老同志[60人次]。", [("结对帮", "P", "结对帮"), ("全年", "T", "2024")], [None]),
        # What a whole place reports, another side of the work, the next task after a system.
        ("打造“议事厅”，调解纠纷[9起]，信访量下降[两成]。", [("议事厅", "P", "议事厅")], ["议事厅", None]),
        ("开展“看变化”调研，收到建议[5条]。服务保障方面，服务老人[9名]。", [("看变化", "P", "看变化")], ["看变化", None]),
        ("推行“先锋岗”积分制，举办培训班[2期]。", [("先锋岗", "P", "先锋岗")], [None]),
        # By the last word of its name.
        ("“银发护河队”很有名。去年，这事由护河队承担，巡查[80次]。", [("银发护河队", "P", "银发护河队")], ["银发护河队"]),
        # Who are made into it.
        ("招募退休护士[30名]，组成“月季”陪诊队。", [("月季", "P", "月季陪诊队")], ["月季陪诊队"]),
        ("镇里出资[12万元]，把旧粮站改造成“夕阳书屋”。", [("夕阳书屋", "P", "夕阳书屋")], ["夕阳书屋"]),
        ("他拿出退休金[5万元]，设立“春苗”基金。", [("春苗", "P", "春苗")], [None]),
        # The name of an item.
        ("第六条  银辉讲席。每人每学期授课[20课时]。", [("银辉讲席", "P", "银辉讲席")], ["银辉讲席"]),
    ],
)
def test_program_that_the_text_goes_on_about(text: str, marks: list[tuple[str, str, str]], programs: list[str | None]) -> None:
    assert [value.program for value in scoped(text, *marks)] == programs


def test_the_subtitle_of_an_article_names_what_it_is_about() -> None:
    text = (
        "工作简报\n第3期\n中共绍兴市委老干部局  2024年5月8日\n\n围坐一桌  烦事有解\n——柯桥区推行“银龄议事桌”的做法\n\n"
        "    柯桥区辖16个镇街。2023年，区委老干部局启动“银龄议事桌”，群众提事，老同志议事。\n\n"
        "    一、选得准\n    从社区推荐中遴选主持人120名。\n"
    )
    doc = process(text)
    values = {doc.quote(m.start, m.end): m.value.program for m in doc.mentions if isinstance(m.value, Quantity)}
    # What stands before the programme is why it was begun.
    assert values["16个"] is None
    assert values["120名"] == "银龄议事桌"


@pytest.mark.parametrize(
    ("text", "marks", "region"),
    [
        ("店口镇村里事多。市里安排资金[8万元]。", [("店口镇", "R", "330681")], "诸暨市"),
        ("在诸暨市办一期培训班[1期]。", [("诸暨市", "R", "330681")], "绍兴市"),
        ("诸暨市先试。今年各县选[2个]镇来办。", [("诸暨市", "R", "330681")], "绍兴市"),
        ("诸暨市得分高，柯桥区等[7个]单位低。", [("诸暨市", "R", "330681"), ("柯桥区", "R", "330603")], "绍兴市"),
        ("明年在全省遴选示范点[50个]。", [], "浙江省"),
        ("较全省水平高[3个]点。", [], "绍兴市"),
        ("借鉴诸暨市做法，建站[3个]。", [("诸暨市", "R", "330681")], "绍兴市"),
        ("请全国劳动模范来校，授课[9场]。", [], "绍兴市"),
    ],
)
def test_region(text: str, marks: list[tuple[str, str, str]], region: str) -> None:
    assert [value.region for value in scoped(text, *marks)] == [region]


def test_amounts_told_one_by_one_of_places_in_the_clause_before() -> None:
    marks = [("诸暨市", "R", "330681"), ("嵊州市", "R", "330683")]
    values = scoped("诸暨市、嵊州市先后设立基金，规模分别为[30万元]和[18万元]。", *marks)
    assert [value.region for value in values] == ["诸暨市", "嵊州市"]


def test_an_item_of_short_news_ends_what_the_one_before_was_about() -> None:
    long = "退休干部轮流值守，和社区一道把老人的事办好，来的人一天比一天多，大家都说这里暖和，"
    text = f"■ 店口镇老支部添了“新家什”\n\n{long}添置桌椅30套。\n\n■ 病区换新颜\n\n{long}增加床位12张。\n"
    marks = [("店口镇", "R", "330681")]
    text = text.replace("30套", "[30套]").replace("12张", "[12张]")
    assert [value.region for value in scoped(text, *marks)] == ["诸暨市店口镇", "绍兴市"]


@pytest.mark.parametrize(
    ("text", "marks", "times"),
    [
        ("据今年3月摸底，全市离休干部[90名]。80岁以上的[300名]。", [("今年3月", "T", "2024-03")], ["2024-03", "2024-03"]),
        ("截至6月底：\n1.离退休干部[800人]。\n2.党支部[30个]。", [("6月底", "T", "2024-06")], ["2024-06", "2024-06"]),
        ("办了一年半，上课[210节]。", [("一年半", "T", "P18M")], [None]),
        ("开站一年半，上课[210节]。", [("一年半", "T", "P18M")], ["P18M"]),
        ("不到两年，调解纠纷[29起]。", [("两年", "T", "P2Y")], ["P2Y"]),
        ("截至2023年6月，累计帮扶[200户]。", [("2023年6月", "T", "2023-06")], ["../2023-06"]),
        ("截至2023年6月，已建站[20个]。", [("2023年6月", "T", "2023-06")], ["2023-06"]),
        (
            "1至7月，新建关工委[39个]，总数达到[252个]。",
            [("1至7月", "T", "2025-01/2025-07")],
            ["2025-01/2025-07", "2025-07"],
        ),
        ("年初确定的[32项]任务全部动工。", [("年初", "T", "2025-01")], [None]),
        ("宣讲团从2014年办到今天，成员[15名]。", [("2014年", "T", "2014")], [None]),
        ("去年，发放慰问金[11万元]，户均[2000元]。", [("去年", "T", "2023")], ["2023", "2023"]),
        ("自2023年9月起坐诊，接诊[30个]。", [("2023年9月", "T", "2023-09")], ["2023-09/.."]),
    ],
)
def test_time(text: str, marks: list[tuple[str, str, str]], times: list[str | None]) -> None:
    assert [value.time for value in scoped(text, *marks)] == times


def test_what_a_change_began_from_has_no_time_but_its_own() -> None:
    found = [m.value.time for m in process("2023年，队伍由9人增至46人。").mentions if isinstance(m.value, Quantity)]
    assert found == [None, "2023"]
    found = [m.value.time for m in process("关注率由2020年底的38%提高到91%。").mentions if isinstance(m.value, Quantity)]
    assert found[0] == "2020-12"
