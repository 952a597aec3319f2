"""The region, programme and time that an amount is tied to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nlp_oldcadre.model import (
    Document,
    Mention,
    Metadata,
    OrgValue,
    ProgramValue,
    Quantity,
    RegionValue,
    Section,
    Span,
    TimeValue,
)
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.relate.scope import scope_quantities
from nlp_oldcadre.tables import load_tables

VALUES = {
    "P": lambda name: ("PROGRAM", ProgramValue("brand", name)),
    "T": lambda value: ("TIME", TimeValue(value)),
    "R": lambda code: ("REGION", RegionValue(code)),
    "O": lambda code: ("ORG", OrgValue("某单位", code)),
}


def scoped(text: str, *marks: tuple[str, str, str], **metadata: str) -> list[Quantity]:
    """The amounts of a text; ``marks`` are (surface, P T R or O, value), and amounts stand in [ ]."""
    mentions, plain, start = [], "", 0
    for char in text:
        if char == "[":
            start = len(plain)
        elif char == "]":
            mentions.append(Mention("QUANTITY", start, len(plain), Quantity(Decimal(1), Decimal(1), "个")))
        else:
            plain += char
    for surface, kind, value in marks:
        at = plain.index(surface)
        name, wanted = VALUES[kind](value)
        mentions.append(Mention(name, at, at + len(surface), wanted))
    metadata = {"adcode": "330600", **metadata}
    doc = replace(
        Document.from_text(plain), mentions=tuple(sorted(mentions, key=lambda m: m.start)), metadata=Metadata(**metadata)
    )
    done = scope_quantities(doc, load_tables())
    return [m.value for m in done.mentions if isinstance(m.value, Quantity)]


@pytest.mark.parametrize(
    ("text", "marks", "region"),
    [
        ("建立驿站[11个]。", [], "绍兴市"),
        ("全省建立驿站[11个]。", [], "浙江省"),
        ("全国仅[5个]。", [], "全国"),
        ("会议对全国[100个]集体表彰。", [], "全国"),
        ("在全省评比中获奖[20项]。", [], "绍兴市"),
        ("荣获全国奖项[3个]。", [], "绍兴市"),
        ("获得“全国先进集体”等荣誉[2项]。", [], "绍兴市"),
        ("诸暨市建立驿站[4个]。", [("诸暨市", "R", "330681")], "诸暨市"),
        ("诸暨市委老干部局选派干部[4名]，走访[9次]。", [("诸暨市委老干部局", "O", "330681")], "诸暨市"),
        ("来自诸暨市的[3支]队伍亮相。", [("诸暨市", "R", "330681")], "诸暨市"),
        ("在诸暨市，开展活动[3次]。", [("诸暨市", "R", "330681")], "诸暨市"),
        ("诸暨市暨阳街道建立驿站[3个]。", [("诸暨市", "R", "330681"), ("暨阳街道", "R", "330681")], "诸暨市暨阳街道"),
        ("赴诸暨市开展活动[3次]。", [("诸暨市", "R", "330681")], "绍兴市"),
        ("[1个]集体（全省仅[5个]）获奖，[2名]个人获奖。", [], "绍兴市"),
    ],
)
def test_region(text: str, marks: list[tuple[str, str, str]], region: str) -> None:
    assert scoped(text, *marks)[0].region == region


def test_region_of_an_aside_ends_with_it() -> None:
    assert [q.region for q in scoped("[1个]集体（全省仅[5个]），[2名]个人。")] == ["绍兴市", "浙江省", "绍兴市"]


@pytest.mark.parametrize(
    ("text", "marks", "times"),
    [
        ("2021年，走访[9次]，慰问[5次]。发放[3份]。", [("2021年", "T", "2021")], ["2021", "2021", None]),
        ("成立于2004年，现有党员[36人]。", [("2004年", "T", "2004")], [None]),
        ("1991年他离休后，定下[三条]准则。", [("1991年", "T", "1991")], [None]),
        ("自2012年以来，连续8年捐款[4万元]。", [("自2012年以来", "T", "2012/.."), ("连续8年", "T", "P8Y")], ["P8Y"]),
        ("举办为期3天的培训[2期]。", [("为期3天", "T", "P3D")], [None]),
        ("[4个]品牌入选2020年案例。", [("2020年", "T", "2020")], ["2020"]),
        ("创办于1992年，最初只有教室[1间]。", [("1992年", "T", "1992")], ["1992"]),
        ("2017年揭牌，日均活动[400人次]。", [("2017年", "T", "2017")], [None]),
        ("一是年底前改造厂房[2处]；二是聘请教师[9名]。", [("年底前", "T", "2025-12")], ["2025-12", None]),
        ("开展宣讲[5场]（以上数据截至2024年1月）", [("截至2024年1月", "T", "2024-01")], ["2024-01"]),
        ("2024年5月6日举行仪式。仪式上，[9人]发言。", [("2024年5月6日", "T", "2024-05-06")], ["2024-05-06"]),
        ("每月[一期]课程、[一场]活动。", [("每月", "T", "R/P1M")], ["R/P1M", "R/P1M"]),
    ],
)
def test_time(text: str, marks: list[tuple[str, str, str]], times: list[str | None]) -> None:
    assert [q.time for q in scoped(text, *marks)] == times


@pytest.mark.parametrize(
    ("text", "marks", "programs"),
    [
        ("实施头雁工程，培训书记[700人]。成立支部[4个]。", [("头雁工程", "P", "头雁工程")], ["头雁工程", None]),
        ("组织[20名]青年参加三走进活动。", [("三走进", "P", "三走进")], ["三走进"]),
        (
            "以驿站为平台，组建[14支]“桑榆”服务队。",
            [("驿站", "P", "驿站"), ("“桑榆”服务队", "P", "桑榆服务队")],
            ["桑榆服务队"],
        ),
        ("召开红枫座谈会。会上，[8位]代表发言。", [("红枫座谈会", "P", "红枫座谈会")], ["红枫座谈会"]),
        (
            "以红霞品牌为引领，组建“甲”“乙”等队伍[4支]。",
            [("红霞", "P", "红霞"), ("甲", "P", "甲"), ("乙", "P", "乙")],
            ["红霞"],
        ),
        (
            "建立“甲坛”“乙调解室”等平台，收集意见[4条]，调解纠纷[3起]。",
            [("甲坛", "P", "甲坛"), ("乙调解室", "P", "乙调解室")],
            [None, "乙调解室"],
        ),
        ("打造银龄驿站。各支部要用好驿站，每月活动[1次]。", [("银龄驿站", "P", "银龄驿站")], ["银龄驿站"]),
        ("开展暖阳行动。全年举办义诊[9场]。", [("暖阳行动", "P", "暖阳行动")], ["暖阳行动"]),
        ("开展暖阳行动。全市现有老党员[9名]。", [("暖阳行动", "P", "暖阳行动")], [None]),
        ("组建红霞服务队，发放慰问金[386万元]。", [("红霞", "P", "红霞服务队")], [None]),
        ("打造红霞品牌，老年大学由[45所]增至[128所]。", [("红霞", "P", "红霞")], [None, None]),
        ("打造红霞品牌，服务老人[45名]。", [("红霞", "P", "红霞")], ["红霞"]),
        ("组织[9名]老同志观摩桃花品牌。", [("桃花", "P", "桃花")], [None]),
        ("推进十大实事：一是建设大学。二是举办[一场]对接会。", [("十大实事", "P", "十大实事")], ["十大实事"]),
    ],
)
def test_program(text: str, marks: list[tuple[str, str, str]], programs: list[str | None]) -> None:
    assert [q.program for q in scoped(text, *marks)] == programs


def test_heading_gives_programme_and_time() -> None:
    text = "第二季度主要工作\n打造逸景\n建立站点5个。"
    section = Section("title", "", Span(0, 8), Span(9, 22), 1)
    inner = Section("numbered", "（一）", Span(9, 13), Span(14, 22), 2, parent=0)
    mentions = (
        Mention("TIME", 0, 4, TimeValue("2020-Q2")),
        Mention("PROGRAM", 11, 13, ProgramValue("brand", "逸景")),
        Mention("QUANTITY", 18, 20, Quantity(Decimal(5), Decimal(5), "个")),
    )
    doc = replace(Document.from_text(text), mentions=mentions, sections=(section, inner), metadata=Metadata(genre="bulletin"))
    value = scope_quantities(doc, load_tables()).mentions[2].value
    assert isinstance(value, Quantity)
    assert (value.program, value.time) == ("逸景", "2020-Q2")


def test_what_a_report_takes_as_its_means_owns_its_own_work_only() -> None:
    text = "全市工作总结\n以“江畔银帆”品牌为抓手。\n一、优化服务\n投入资金1.2亿元，改造干休所9个。\n志愿宣讲30场。"
    heading = Span(text.index("一、"), text.index("\n投入"))
    sections = (
        Section("title", "", Span(0, 6), Span(7, len(text)), 1),
        Section("numbered", "一、", heading, Span(heading.end + 1, len(text)), 2, parent=0),
    )
    at = text.index("江畔银帆")
    mentions = [Mention("PROGRAM", at, at + 4, ProgramValue("brand", "江畔银帆"))]
    for surface in ("1.2亿元", "9个", "30场"):
        at = text.index(surface)
        mentions.append(Mention("QUANTITY", at, at + len(surface), Quantity(Decimal(1), Decimal(1), "个")))
    doc = replace(Document.from_text(text), mentions=tuple(mentions), sections=sections, metadata=Metadata(genre="report"))
    done = scope_quantities(doc, load_tables())
    assert [m.value.program for m in done.mentions if isinstance(m.value, Quantity)] == [None, None, "江畔银帆"]


def test_an_age_and_a_print_run_hold_for_no_region() -> None:
    age = Quantity(Decimal(90), Decimal(90), "岁", "age")
    run = Quantity(Decimal(300), Decimal(300), "份", indicator="印数")
    doc = replace(
        Document.from_text("今年90岁。共印300份"),
        mentions=(Mention("QUANTITY", 2, 5, age), Mention("QUANTITY", 8, 12, run)),
        metadata=Metadata(adcode="330600"),
    )
    assert [m.value for m in scope_quantities(doc, load_tables()).mentions] == [age, run]


def test_the_mean_age_of_a_group_has_a_region() -> None:
    age = Quantity(Decimal(70), Decimal(70), "岁", "age")
    doc = replace(
        Document.from_text("党员平均年龄70岁。"), mentions=(Mention("QUANTITY", 6, 9, age),), metadata=Metadata(adcode="330600")
    )
    value = scope_quantities(doc, load_tables()).mentions[0].value
    assert isinstance(value, Quantity) and value.region == "绍兴市"


def test_what_a_circular_announces_in_its_title_owns_the_amounts() -> None:
    text = "关于举办红霞课堂的通知\n各支部推荐选手1名。"
    section = Section("title", "", Span(0, 11), Span(12, len(text)), 1)
    mentions = (
        Mention("PROGRAM", 4, 8, ProgramValue("event", "红霞课堂")),
        Mention("QUANTITY", 19, 21, Quantity(Decimal(1), Decimal(1), "名")),
    )
    doc = replace(Document.from_text(text), mentions=mentions, sections=(section,), metadata=Metadata(genre="circular"))
    value = scope_quantities(doc, load_tables()).mentions[1].value
    assert isinstance(value, Quantity) and value.program == "红霞课堂"


def test_what_an_organisation_counts_is_of_its_place_though_the_text_is_of_another() -> None:
    doc = process("2023年，杭州市老年大学学员同比增长5%，宁波市老年大学学员同比增长6%。")
    assert [m.value.region for m in doc.mentions if m.type == "QUANTITY"] == ["杭州市", "宁波市"]
