"""Whose work a text tells: of speakers, offices that print, articles of bulletins; and who holds it together."""

from __future__ import annotations

from nlp_oldcadre.pipeline import process


def run_by(text: str) -> set[tuple[str, str | None]]:
    return {(f.subject, f.object) for f in process(text).facts if f.predicate == "run_by"}


SPEECH = """在全市老干部工作会议上的讲话

（2025年3月6日）

丽水市委组织部副部长、市委老干部局局长  周建国

同志们：

今天召开全市老干部工作会议。刚才，几个县（市、区）作了发言，讲得都很好。下面，我讲三点意见。

一、把品牌做响

今年要实施“绿谷银辉”行动，组织退休医生下乡坐诊，每季度不少于一次。
"""


def test_a_speech_tells_the_work_of_the_office_that_the_speaker_heads() -> None:
    assert run_by(SPEECH) == {("绿谷银辉", "丽水市委老干部局")}


def test_clauses_before_the_hosts() -> None:
    text = (
        "衢州市委老干部局召开会议。"
        "“橘乡银龄”行动是全市发挥老同志作用的统一载体，由衢州市委老干部局、衢州市教育局、衢州市民政局共同实施。"
    )
    hosts = {"衢州市委老干部局", "衢州市教育局", "衢州市民政局"}
    assert {body for name, body in run_by(text) if name == "橘乡银龄"} == hosts


def test_two_who_hold_it_together_in_a_clause_without_object() -> None:
    text = "“橘乡夜校”是去年4月办起来的，衢州市教育局同衢州市老年大学合办，每周开课两次。"
    assert run_by(text) == {("橘乡夜校", "衢州市教育局"), ("橘乡夜校", "衢州市老年大学")}


def test_what_the_next_clause_holds_is_another_thing() -> None:
    text = "“橘乡夜校”深受欢迎，衢州市教育局同衢州市老年大学合办培训班12期。"
    assert ("橘乡夜校", "衢州市老年大学") not in run_by(text)


def test_a_web_page_tells_the_work_of_its_source() -> None:
    text = "来源：衢州市委老干部局  发布时间：2025-06-17\n6月14日，老同志走上街头。下半年将再招募“橘乡河长”60名。"
    assert run_by(text) == {("橘乡河长", "衢州市委老干部局")}


def test_those_with_whom_one_does_it_are_not_where_it_is() -> None:
    text = "衢州市委老干部局召开会议。下半年，衢州市将会同福建省浦城县、江西省玉山县建立“三江银辉”联盟。"
    places = {f.object for f in process(text).facts if f.predicate == "in_region" and f.subject.startswith("三江")}
    assert not places & {"浦城县", "玉山县"}


def test_what_is_called_the_province_s_brand_is_not_the_city_s() -> None:
    text = "衢州市委老干部局召开会议。“银耀之光”是省里的大品牌，我们要积极参与。"
    stated = {(f.predicate, f.object) for f in process(text).facts if f.subject == "银耀之光"}
    assert ("run_by", "衢州市委老干部局") not in stated


def test_the_body_in_a_noun_with_a_year() -> None:
    text = "衢州市柯城区石梁镇离退休干部党支部有党员30名。该支部2018年拉起一支“红橘”志愿服务队，每月巡山。"
    assert {body for _, body in run_by(text)} == {"衢州市柯城区石梁镇离退休干部党支部"}


def test_who_issues_together_with_another() -> None:
    text = "衢州市委老干部局召开会议。年底前与衢州市教育局联合印发《衢州市校外辅导站管理办法》。"
    issued = {f.object for f in process(text).facts if f.predicate == "issued_by"}
    assert issued == {"衢州市委老干部局", "衢州市教育局"}


def test_where_it_stands_is_not_whose_it_is() -> None:
    text = "衢州市委老干部局召开会议。志愿服务总队开在衢州市柯城区信安街道的“橘香小铺”，每天接待三四十人。"
    assert "衢州市柯城区信安街道" not in {body for _, body in run_by(text)}


def test_a_subtitle_tells_less_than_the_text() -> None:
    text = (
        "老同志会啥干啥\n\n——衢州市“橘乡存折”扫描\n\n"
        + "柯城区委老干部局去年试点“橘乡存折”，老同志每服务一小时存入一枚时间币，自己用、转给老伴用都行。"
    )
    places = {f.object for f in process(text).facts if f.predicate == "in_region"}
    assert "衢州市" not in places


def test_a_township_that_others_help_is_the_place() -> None:
    text = "“橘乡大院”是去年4月办起来的，衢州市柯城区石梁镇党委同衢州市老年大学合办，每周开门两次。"
    places = {f.object for f in process(text).facts if f.predicate == "in_region"}
    assert places == {"衢州市柯城区石梁镇"}


def test_whose_partners_are_several() -> None:
    text = "衢州市委老干部局召开会议。2023年起，我局与衢州市民政局、衢州市教育局共同实施“橘乡安居”项目。"
    assert run_by(text) == {("橘乡安居", f"衢州市{body}") for body in ("委老干部局", "民政局", "教育局")}
