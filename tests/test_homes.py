"""Homes: which region 省 市 区 stand for, article by article."""

from __future__ import annotations

import pytest

from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.tables import load_tables

BULLETIN = """沧州市推进银龄课堂建设

近年来，沧州市委老干部局立足实际，联合市教育局办好课堂，县区同步推进，老同志在家门口就能学习，反响热烈，参与面不断扩大。

泊头市打造老党员工作室

泊头市围绕基层治理，由市民政局提供场地，按照省委要求，组织老党员参与矛盾调解，一年来化解纠纷百余件，受到群众的好评和上级的肯定。

保定市竞秀区开展宣讲

今年以来，区委老干部局组织宣讲团进社区，市关工委派员指导，全区各街道积极响应，活动覆盖面不断扩大，老同志参与热情持续高涨。
"""


def homes_of(text: str, adcode: str | None = None) -> tuple[Document, Homes]:
    doc = Document.from_text(text)
    doc = process(Document(doc.id, doc.source, doc.source_text, doc.text, doc.offsets, metadata=Metadata(adcode=adcode)))
    return doc, Homes(doc, Regions.of(load_tables()))


@pytest.fixture(scope="module")
def bulletin() -> tuple[Document, Homes]:
    return homes_of(BULLETIN, "130000")


@pytest.mark.parametrize(
    ("word", "before", "wanted"),
    [
        ("市", "市教育局", "130900"),
        ("市", "市民政局", "130981"),
        ("省", "省委要求", "130000"),
        ("区", "区委老干部局组织", "130602"),
        ("市", "市关工委派员", "130600"),
        ("全区", "全区各街道", "130602"),
    ],
)
def test_each_article_has_its_own_home(bulletin: tuple[Document, Homes], word: str, before: str, wanted: str) -> None:
    doc, homes = bulletin
    assert homes.resolve(word, doc.text.index(before)) == wanted


def test_names_follow_the_home(bulletin: tuple[Document, Homes]) -> None:
    doc, _ = bulletin
    names = {doc.quote(m.start, m.end): m.value.name for m in doc.mentions if m.type == "ORG"}
    assert names["市民政局"] == "泊头市民政局"
    assert names["区委老干部局"] == "保定市竞秀区委老干部局"
    assert names["市关工委"] == "保定市关心下一代工作委员会"


def test_without_any_region_nothing_is_said() -> None:
    _, homes = homes_of("市委老干部局召开会议。")
    assert homes.at(3) is None
    assert homes.resolve("市", 0) is None
    assert homes.resolve("组", 0) is None


def test_a_province_has_no_city_of_its_own() -> None:
    _, homes = homes_of("省委、市委老干部局召开会议。", "210000")
    assert homes.resolve("省", 0) == "210000"
    assert homes.resolve("市", 3) is None


def test_a_region_elsewhere_in_a_headline_is_no_home() -> None:
    text = "赴浙江省杭州市考察\n\n" + "考察组一行先后走访多个社区，市委老干部局同志介绍情况，" * 3 + "\n"
    doc, homes = homes_of(text, "520500")
    place = homes.at(len(doc.text) - 5)
    assert place is not None and place.adcode == "520500"


def test_a_text_of_a_street_speaks_from_it() -> None:
    text = "沧州市新华区小赵庄乡开展银龄课堂\n\n近日，小赵庄乡举办课堂2期，居民踊跃参加，老教师登台授课，大家听得津津有味。\n"
    doc, homes = homes_of(text)
    place = homes.at(len(doc.text) - 3)
    assert place is not None and place == ("130902", "沧州市新华区小赵庄乡")
    assert [m.value.region for m in doc.mentions if m.type == "QUANTITY"] == ["沧州市新华区小赵庄乡"]
    assert homes.resolve("区", len(doc.text) - 3) == "130902"


def test_a_forwarded_circular_speaks_from_the_region_of_its_sender() -> None:
    text = (
        "中共绍兴市越城区委老干部局\n关于转发《关于开展走访的通知》的通知\n\n各街道党工委：\n\n现予转发，请遵照执行。\n\n"
        "中共绍兴市越城区委老干部局\n\n2024年3月8日\n\n附件\n\n关于开展走访的通知\n\n各区委老干部局：\n\n"
        "年内走访老同志300人，开设“银耀课堂”。\n\n中共绍兴市委老干部局\n\n2024年3月5日\n"
    )
    doc, _ = homes_of(text)
    assert [m.value.region for m in doc.mentions if m.type == "QUANTITY"] == ["绍兴市"]
    stated = {(f.predicate, f.object) for f in doc.facts if f.subject == "银耀课堂"}
    assert {("run_by", "绍兴市委老干部局"), ("in_region", "绍兴市")} <= stated


SCHOOLS = """河北省老年教育调研报告

（一）县级学校告别借地上课。正定县老年大学起初没有校舍，几经努力迁入新校区。2017年，校区设专业9个，学员超过五百名。

（二）市级学校有了智慧校园。沧州市举行揭牌仪式，新校区当年启用。新校区有教室42间，开设的课程越来越多，很受欢迎。

（三）各地一起推动。经费逐年增加，全省建成学习点300个，老同志在家门口就能学习，反响热烈，参与面不断扩大。
"""


def test_a_paragraph_is_about_the_place_named_behind_its_heading() -> None:
    doc, _ = homes_of(SCHOOLS, "130000")
    amounts = {doc.quote(m.start, m.end): m.value.region for m in doc.mentions if m.type == "QUANTITY"}
    assert amounts == {"9个": "正定县", "超过五百名": "正定县", "42间": "沧州市", "300个": "河北省"}


def test_a_school_in_a_headline_tells_the_home_of_its_article() -> None:
    text = BULLETIN.replace("泊头市打造老党员工作室\n\n泊头市围绕", "泊头市老年大学启用新校区\n\n学校围绕")
    doc, homes = homes_of(text, "130000")
    place = homes.at(doc.text.index("学校围绕"))
    assert place is not None and place.name == "泊头市"
