"""Facts from mentions that are given, so that a fault here is not one of the extractors."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from conftest import assert_linear

from nlp_oldcadre.model import (
    Document,
    DocumentValue,
    HonorValue,
    MeasureValue,
    Mention,
    Metadata,
    OrgValue,
    ProgramValue,
    Quantity,
    Section,
    SloganValue,
    Span,
)  # fmt: skip
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.relate.facts import state_facts
from nlp_oldcadre.tables import load_tables

BUREAU = OrgValue("柳州市委老干部局", "450200")
CITY = {"region": "柳州市", "adcode": "450200"}


def mention(text: str, surface: str, kind: str, value, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Mention(kind, start, start + len(surface), value)


def facts(text: str, *found: tuple, sections: tuple = (), **metadata) -> set[tuple]:
    doc = Document.from_text(text)
    mentions = tuple(sorted((mention(text, *f) for f in found), key=lambda m: (m.start, -m.end)))
    doc = replace(doc, metadata=Metadata(**metadata), mentions=mentions, sections=sections)
    stated = state_facts(doc, load_tables()).facts
    assert all(0 <= i < len(mentions) for fact in stated for i in fact.evidence)
    return {(f.subject, f.predicate, f.object) for f in stated}


def program(name: str, kind: str = "campaign", parent: str | None = None) -> tuple:
    return name, "PROGRAM", ProgramValue(kind, name, parent)


def test_subject_of_the_running_verb_owns_the_programme_and_its_partners_too() -> None:
    text = "5月，市委老干部局会同市档案局共同举办“红心档案”展。"
    archive = ("市档案局", "ORG", OrgValue("柳州市档案局", "450200"))
    got = facts(text, ("市委老干部局", "ORG", BUREAU), archive, program("红心档案"), genre="news", **CITY)
    assert got == {
        ("红心档案", "run_by", "柳州市委老干部局"),
        ("红心档案", "run_by", "柳州市档案局"),
        ("红心档案", "in_region", "柳州市"),
    }


def test_an_organisation_that_only_praises_owns_nothing() -> None:
    text = "项目被自治区党委充分肯定，老同志参加“夕阳课堂”活动。"
    party = ("自治区党委", "ORG", OrgValue("广西壮族自治区党委", "450000"))
    assert facts(text, party, program("夕阳课堂"), genre="news", **CITY) == set()


def test_own_document_of_one_organ_runs_what_it_creates() -> None:
    text = "实施“暖桑榆”工程，打造“银讲堂”。"
    got = facts(
        text, program("暖桑榆"), program("银讲堂", parent="暖桑榆"), issuers=("柳州市委老干部局",), genre="circular", **CITY
    )
    assert {f for f in got if f[1] != "in_region"} == {
        ("暖桑榆", "run_by", "柳州市委老干部局"),
        ("银讲堂", "run_by", "柳州市委老干部局"),
        ("银讲堂", "part_of", "暖桑榆"),
    }


def test_two_issuers_leave_the_owner_open() -> None:
    got = facts(
        "实施“暖桑榆”工程。", program("暖桑榆"), issuers=("柳州市委组织部", "柳州市委老干部局"), genre="circular", **CITY
    )
    assert got == {("暖桑榆", "in_region", "柳州市")}


def test_national_campaigns_are_nobodys_own() -> None:
    got = facts("开展党史学习教育。", program("党史学习教育"), issuers=("柳州市委老干部局",), genre="circular", **CITY)
    assert got == {("党史学习教育", "in_region", "柳州市")}


def test_carrier_and_attachment_are_issued_by_the_issuers() -> None:
    got = facts("正文。", title="关于印发《2024年工作要点》的通知", issuers=("柳州市委老干部局",), genre="circular")
    assert got == {
        ("关于印发《2024年工作要点》的通知", "issued_by", "柳州市委老干部局"),
        ("2024年工作要点", "issued_by", "柳州市委老干部局"),
    }


def test_issuer_is_the_subject_of_the_issuing_verb_or_the_press_after_the_title() -> None:
    text = "市委老干部局制定印发《工作规则》，《红色记忆》由民族出版社出版。"
    got = facts(
        text, ("市委老干部局", "ORG", BUREAU), ("工作规则", "DOCUMENT", DocumentValue("policy")),
        ("红色记忆", "DOCUMENT", DocumentValue("work")), ("民族出版社", "ORG", OrgValue("民族出版社")), genre="news",
    )  # fmt: skip
    assert got == {("工作规则", "issued_by", "柳州市委老干部局"), ("红色记忆", "issued_by", "民族出版社")}


def test_a_title_that_is_only_studied_has_no_issuer() -> None:
    text = "市委老干部局组织学习《党章》。"
    assert facts(text, ("市委老干部局", "ORG", BUREAU), ("党章", "DOCUMENT", DocumentValue("policy")), genre="news") == set()


def test_honours_share_an_opening_and_a_citys_rank_is_no_award() -> None:
    text = "荣获全区先进集体、先进个人称号，位列全区第一。"
    got = facts(
        text, ("全区先进集体", "HONOR", HonorValue("柳州市委老干部局")), ("先进个人", "HONOR", HonorValue("李梅、王强"), 0),
        ("全区第一", "HONOR", HonorValue("柳州市")), genre="news", **CITY,
    )  # fmt: skip
    assert got == {
        ("柳州市委老干部局", "awarded", "全区先进集体"),
        ("李梅", "awarded", "全区先进个人"),
        ("王强", "awarded", "全区先进个人"),
    }


def test_formula_expands_to_each_member() -> None:
    value = SloganValue("formula", ("送学", "送医"))
    assert facts("落实“两送”。", ("两送", "SLOGAN", value)) == {("两送", "expands_to", "送学"), ("两送", "expands_to", "送医")}


def test_bulletin_article_belongs_to_the_body_of_its_headline() -> None:
    text = "第一篇\n开展“甲行动”。" + "本刊讯" * 30 + "\n鹿寨县委老干部局办实事\n开展“乙行动”。" + "本刊讯" * 30
    at = text.index("鹿寨县委老干部局办实事")
    county = ("鹿寨县委老干部局", "ORG", OrgValue("鹿寨县委老干部局", "450223"))
    sections = (
        Section("article", "", Span(0, 3), Span(3, at), 1),
        Section("article", "", Span(at, at + 11), Span(at + 11, len(text)), 1),
    )
    got = facts(
        text, county, program("甲行动", "action"), program("乙行动", "action"), sections=sections,
        issuers=("柳州市委老干部局",), genre="bulletin", **CITY,
    )  # fmt: skip
    assert {f for f in got if f[1] == "run_by"} >= {("甲行动", "run_by", "柳州市委老干部局")}
    assert ("乙行动", "run_by", "鹿寨县委老干部局") in got
    assert ("乙行动", "run_by", "柳州市委老干部局") not in got


def test_modality_follows_genre_and_modal_verb() -> None:
    text = "各单位要成立专班。"
    doc = Document.from_text(text)
    measure = mention(text, "成立专班", "MEASURE", MeasureValue("planned", "workforce", "成立", "专班"))
    doc = replace(doc, metadata=Metadata(genre="circular", issuers=("柳州市委老干部局",)), mentions=(measure,))
    (fact,) = state_facts(doc, load_tables()).facts
    assert (fact.predicate, fact.object, fact.modality) == ("has_measure", "成立专班", "required")


def test_owner_named_after_the_programme_and_in_the_next_sentence() -> None:
    text = "“金秋课堂”由市委老干部局主办。学员走进“银韵讲坛”。该品牌由市档案局统筹。"
    archive = ("市档案局", "ORG", OrgValue("柳州市档案局", "450200"))
    got = facts(text, ("市委老干部局", "ORG", BUREAU), archive, program("金秋课堂"), program("银韵讲坛"), genre="news", **CITY)
    assert {f for f in got if f[1] == "run_by"} == {
        ("金秋课堂", "run_by", "柳州市委老干部局"),
        ("银韵讲坛", "run_by", "柳州市档案局"),
    }


def test_a_body_that_is_leant_on_is_not_the_owner() -> None:
    text = "市委老干部局依托市老科协开展“银技下乡”活动。"
    science = ("市老科协", "ORG", OrgValue("柳州市老科学技术工作者协会", "450200"))
    got = facts(text, ("市委老干部局", "ORG", BUREAU), science, program("银技下乡"), genre="news", **CITY)
    assert {f for f in got if f[1] == "run_by"} == {("银技下乡", "run_by", "柳州市委老干部局")}


def test_a_signed_report_is_issued_and_news_is_not() -> None:
    issuers = ("柳州市委老干部局",)
    got = facts("正文。", title="2024年工作总结", issuers=issuers, genre="report")
    assert got == {("2024年工作总结", "issued_by", "柳州市委老干部局")}
    named = facts("正文。", title="把夕阳红写在大地上", issuers=issuers, genre="report")
    assert named == {("把夕阳红写在大地上", "issued_by", "柳州市委老干部局")}
    assert facts("正文。", title="把夕阳红写在大地上", issuers=issuers, genre="news") == set()


def test_a_circular_reports_what_it_says_is_done() -> None:
    text = "截至目前，建有工作站30个。明年新建工作站20个。"
    doc = Document.from_text(text)
    amounts = tuple(
        mention(text, surface, "QUANTITY", Quantity(Decimal(n), Decimal(n), "个", indicator="工作站", region="柳州市"))
        for surface, n in (("30个", 30), ("20个", 20))
    )
    doc = replace(doc, metadata=Metadata(genre="circular"), mentions=amounts)
    assert [f.modality for f in state_facts(doc, load_tables()).facts] == ["reported", "target"]


def test_the_brand_that_frames_the_work_is_the_organs_own() -> None:
    got = facts("以“霞映”品牌为引领，做好服务。", program("霞映", "brand"), issuers=("柳州市委老干部局",), genre="news", **CITY)
    assert ("霞映", "run_by", "柳州市委老干部局") in got


def test_a_body_straight_before_a_title_wrote_it() -> None:
    text = "现将市档案局《管理办法》转发给你们。"
    archive = ("市档案局", "ORG", OrgValue("柳州市档案局", "450200"))
    got = facts(
        text, archive, ("管理办法", "DOCUMENT", DocumentValue("policy")), issuers=("柳州市委老干部局",), genre="circular"
    )
    assert got == {("管理办法", "issued_by", "柳州市档案局")}


def test_a_paragraphs_subject_runs_what_it_tells_of() -> None:
    text = "鹿寨县委老干部局深入社区。组织党员报到，开展“乙行动”。"
    county = ("鹿寨县委老干部局", "ORG", OrgValue("鹿寨县委老干部局", "450223"))
    got = facts(text, county, program("乙行动", "action"), issuers=("柳州市委老干部局",), genre="report", **CITY)
    assert got == {("乙行动", "run_by", "鹿寨县委老干部局"), ("乙行动", "in_region", "鹿寨县")}


def test_this_action_points_back() -> None:
    text = "落实“双同”行动。老同志参加市档案局部署的这一行动。"
    archive = ("市档案局", "ORG", OrgValue("柳州市档案局", "450200"))
    got = facts(text, archive, program("双同", "action"), genre="news", **CITY)
    assert ("双同", "run_by", "柳州市档案局") in got


def test_names_without_marks_cost_linear_time() -> None:
    assert_linear(process, "市委老干部局开展“银龄”行动")


@pytest.mark.parametrize(
    ("genre", "title", "text", "wanted"),
    [
        ("circular", "通知", "仍有3个乡镇未建成活动室。", ["reported"]),
        ("circular", "通知", "各地要建成活动室3个。", ["required"]),
        ("circular", "关于2022年度党建工作情况的通报", "覆盖乡镇12个。", ["reported"]),
        ("circular", "关于报送党建工作情况的通知", "覆盖乡镇12个。", ["target"]),
        ("report", "总结", "计划覆盖乡镇12个，目前已覆盖8个。", ["target", "reported"]),
        ("report", "总结", "力争累计服务500人。", ["target"]),
    ],
)
def test_modality_of_an_amount_outside_measures(genre: str, title: str, text: str, wanted: list[str]) -> None:
    doc = Document.from_text(text)
    amounts = tuple(
        Mention("QUANTITY", m.start(), m.end(), Quantity(Decimal(m[1]), Decimal(m[1]), m[2], indicator="数", region="柳州市"))
        for m in re.finditer(r"(\d+)(个|人)", text)
    )
    doc = replace(doc, metadata=Metadata(genre=genre, title=title), mentions=amounts)
    assert [f.modality for f in state_facts(doc, load_tables()).facts] == wanted


def owners_and_places(text: str, **metadata: str) -> set[tuple[str, str, str | None]]:
    doc = Document.from_text(text)
    doc = process(replace(doc, metadata=Metadata(**metadata)))
    return {(f.subject, f.predicate, f.object) for f in doc.facts if f.predicate in ("run_by", "in_region")}


HOME = {"region": "云南省昭通市", "adcode": "530600", "genre": "circular"}


def test_what_another_region_does_is_its_own() -> None:
    text = "临沧市2021年建立“暖心帮扶”机制，成效明显。各地要学习这一做法，逐人建立台账。"
    assert owners_and_places(text, **HOME) == {("暖心帮扶", "in_region", "临沧市")}
    text = "赴玉溪市考察“红塔晚晴”品牌，学习玉溪市委老干部局的经验。"
    assert owners_and_places(text, **HOME) == {
        ("红塔晚晴", "in_region", "玉溪市"),
        ("红塔晚晴", "run_by", "玉溪市委老干部局"),
    }


def test_what_stands_elsewhere_for_ones_own_people_is_ones_own() -> None:
    text = "市委老干部局借用驻外办事处的场地，为驻上海“红塔驿站”揭牌。"
    assert ("红塔驿站", "in_region", "昭通市") in owners_and_places(text, **HOME)
    text = "先后在驻成都办事处、驻贵阳市办事处设立“红塔驿站”，服务异地居住的老党员。"
    assert owners_and_places(text, **HOME) == {("红塔驿站", "in_region", "昭通市")}


def test_regions_in_a_list_make_no_owner() -> None:
    text = "鲁甸县、彝良县、大关县先后设立“桑榆关爱基金”，规模逐年扩大。"
    assert owners_and_places(text, **HOME) == {("桑榆关爱基金", "in_region", "昭通市")}


def test_a_noun_stands_for_the_body_named_last() -> None:
    text = "泗溪镇老干部党支部有党员29名。该支部推行“田间议事”工作法，受到好评。"
    assert ("田间议事", "run_by", "上高县泗溪镇老干部党支部") in owners_and_places(
        text, region="江西省宜春市上高县", adcode="360923", genre="news"
    )


def stated(text: str, *predicates: str) -> set[tuple[str, str, str]]:
    return {(f.subject, f.predicate, str(f.object)) for f in process(text).facts if f.predicate in predicates}


def test_hosts_of_a_programme_are_all_that_its_sentence_names() -> None:
    text = "柳州讯 日前，“江畔银帆”书画展开展。展览由柳州市委老干部局、柳州市教育局共同主办，柳州市民政局承办。"
    assert {owner for _, _, owner in stated(text, "run_by")} == {"柳州市委老干部局", "柳州市教育局", "柳州市民政局"}


def test_clause_before_a_name_tells_whose_it_is() -> None:
    text = "柳州市委老干部局\n关于做好今年工作的通知\n\n各单位要积极参加自治区党委老干部局组织的“八桂银辉”征文活动。"
    assert ("八桂银辉", "run_by", "广西壮族自治区党委老干部局") in stated(text, "run_by")


def test_part_has_the_owner_of_its_whole() -> None:
    text = "柳州讯 “龙城晚晴”是柳州市委老干部局打造的品牌，已孵化出“晚晴书屋”“晚晴茶座”。"
    owned = stated(text, "run_by", "part_of")
    assert ("晚晴茶座", "part_of", "龙城晚晴") in owned
    assert ("晚晴茶座", "run_by", "柳州市委老干部局") in owned


def test_name_straight_behind_a_place_is_of_that_place() -> None:
    text = "柳州市2023年老干部工作总结\n\n一年来，全市涌现一批好做法。融水县“苗岭银哨”护林项目、鹿寨县“桑榆夜校”项目受到好评。"
    placed = stated(text, "in_region", "run_by")
    assert ("桑榆夜校", "in_region", "鹿寨县") in placed
    assert not {owner for name, predicate, owner in placed if name == "桑榆夜校" and predicate == "run_by"}


def test_reporting_and_taking_part_win_nothing() -> None:
    text = "柳州讯 “银帆”宣讲团成立三年。宣讲团参加了全区“百姓故事”展演，获优秀组织奖。"
    assert ("百姓故事", "awarded", "优秀组织奖") not in stated(text, "awarded")


def test_whom_a_plan_charges_with_a_point_is_not_whose_plan_it_is() -> None:
    text = "柳州市离退休干部工作要点\n一、举办培训班。（责任单位：市委老干部局教育处）\n二、组建专班。"
    doc = process(text)
    owners = {fact.subject for fact in doc.facts if fact.predicate == "has_measure"}
    assert owners == {"柳州市"}
