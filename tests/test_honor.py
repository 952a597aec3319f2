"""Honours: who received them, and what only looks like one."""

from __future__ import annotations

import pytest

from nlp_oldcadre.pipeline import process


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
