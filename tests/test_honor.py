"""Honours: who received them, and what only looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp_oldcadre.model import Document, HonorValue, Mention, PersonValue
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.relate.honors import resolve_honors
from nlp_oldcadre.tables import load_tables


def honors(text: str) -> list[tuple[str, str | None]]:
    doc = process(text)
    return [(doc.text[m.start : m.end], m.value.recipient) for m in doc.mentions if m.type == "HONOR"]


def test_the_subject_of_the_clause_receives() -> None:
    assert honors("苏州市委老干部局荣获全省先进集体称号。") == [("全省先进集体", "苏州市委老干部局")]


def test_who_confers_does_not_receive() -> None:
    found = honors("苏州市委老干部局被江苏省委组织部评为先进单位。")
    assert found == [("先进单位", "苏州市委老干部局")]


def test_an_earlier_sentence_names_the_subject() -> None:
    found = honors("苏州市委老干部局坚持服务为先。先后获评全省先进集体、市级文明单位。")
    assert found == [("全省先进集体", "苏州市委老干部局"), ("市级文明单位", "苏州市委老干部局")]


def test_the_means_receive_nothing() -> None:
    found = honors("县老年大学有学员800人。\n依托“学习强国”推出微课30节。该校合唱团参加全国文艺汇演，荣获声乐类一等奖。")
    assert "学习强国" not in {recipient for _, recipient in found}
    assert [title for title, _ in found] == ["声乐类一等奖"]


def test_a_group_without_names_has_no_recipient() -> None:
    assert honors("苏州市委老干部局指导有力，8个支部获评省级示范党支部。") == [("省级示范党支部", None)]


@pytest.mark.parametrize(
    "text",
    [
        "获得一致好评，取得明显成效。",
        "争创全国文明单位，推荐全省劳动模范。",
        "在市第一人民医院、省第二实验小学开展活动。",
        "全省第三次党代会胜利召开，全市第一季度工作会议举行。",
        "",
        "荣获",
        "被评为“",
    ],
)
def test_no_honour(text: str) -> None:
    assert honors(text) == []


ROLL = """关于表彰先进的决定

授予长兴县老年大学等2个集体“全市离退休干部先进集体”称号，授予卢建平等3名同志“全市离退休干部先进个人”称号。

一、先进集体（2个）
长兴县老年大学    安吉县水利局离退休干部党支部

二、先进个人（3名，排名不分先后）
卢建平    安吉县财政局退休干部
赵秀兰（女，长兴县第一中学）    王志强
抄送：市委办公室
"""


def test_those_listed_under_the_title_receive_it() -> None:
    facts = {(f.subject, f.object) for f in process(ROLL).facts if f.predicate == "awarded"}
    bodies = {"长兴县老年大学", "安吉县水利局离退休干部党支部"}
    assert {body for body, title in facts if title == "全市离退休干部先进集体"} == bodies
    assert {name for name, title in facts if title == "全市离退休干部先进个人"} == {"卢建平", "赵秀兰", "王志强"}


def test_a_roll_ends_where_sentences_begin() -> None:
    text = "全市离退休干部先进集体（1个）\n安吉县老年大学\n表彰大会后，长兴县老年大学作了发言。"
    assert "长兴县老年大学" not in {f.subject for f in process(text).facts if f.predicate == "awarded"}


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("“晚晴”义诊队去年成立。义诊队今年获得全市优秀志愿服务团队提名奖。", "晚晴义诊队"),
        ("退休教师王志强的《春山》获全市书画大赛金奖。", "王志强"),
        ("县关工委指导学生参加市职业技能大赛，夺得焊工项目第一名。", None),
        ("两年评出示范支部5个，长兴县财政局离退休干部党支部被长兴县委评为“先进党支部”。", "长兴县财政局离退休干部党支部"),
        ("本报讯（记者 王志强）全市离退休干部先进集体表彰会昨日召开。", None),
    ],
)
def test_who_receives_it_however_it_is_called(text: str, recipient: str | None) -> None:
    assert [received for _, received in honors(text)][-1:] in ([recipient], [])


def test_all_of_those_who_follow_the_title_receive_it() -> None:
    text = "会上为荣获“全省先进个人”称号的王志强、赵秀兰颁发了证书。"
    found = (
        Mention("HONOR", 6, 12, HonorValue(), "awarded"),
        Mention("PERSON", 16, 19, PersonValue()),
        Mention("PERSON", 20, 23, PersonValue()),
    )
    doc = resolve_honors(replace(Document.from_text(text), mentions=found), load_tables())
    assert [text[m.start : m.end] for m in doc.mentions] == ["全省先进个人", "王志强", "赵秀兰"]
    assert doc.mentions[0].value.recipient == "王志强、赵秀兰"


CONFERRED = """关于通报表扬2023年度先进的通报

各乡镇党委：

经研究，决定对下列集体和个人予以通报表扬：

一、先进集体（2个）
授予“晚霞先锋集体”称号：
1．长兴县老年大学
2．安吉县水利局离退休干部党支部

二、先进个人（3名）
授予“晚霞先锋”称号：卢建平（财政局）、赵秀兰（女，长兴县第一中学）、王志强（个体）。

长兴县委老干部局
2024年3月5日
"""


def test_the_title_that_a_decision_confers_is_the_fact() -> None:
    facts = {(f.subject, f.object) for f in process(CONFERRED).facts if f.predicate == "awarded"}
    people = {("卢建平", "晚霞先锋"), ("赵秀兰", "晚霞先锋"), ("王志强", "晚霞先锋")}
    bodies = {("长兴县老年大学", "晚霞先锋集体"), ("安吉县水利局离退休干部党支部", "晚霞先锋集体")}
    assert facts == people | bodies


def test_who_says_we_receives_what_no_other_does() -> None:
    head = "让晚霞更红\n——中共长兴县委老干部局经验交流材料\n（2024年1月）\n\n"
    for text in (
        "近年来，我们以“红霞”品牌为牵动，先后推出“暖巢”“护林哨”两项行动，被省委老干部局授予全省老干部工作创新奖。",
        "近三年来，我们围绕中心下功夫，2022年被省委组织部、省委老干部局表彰为全省老干部工作先进集体。",
    ):
        found = [f.subject for f in process(head + text).facts if f.predicate == "awarded"]
        assert found == ["长兴县委老干部局"], text
    other = "我们抓好阵地，长兴县老年大学被省委老干部局授予全省示范老年大学。"
    assert [f.subject for f in process(head + other).facts if f.predicate == "awarded"] == ["长兴县老年大学"]
