"""One suite over every extractor: what holds for any text and any type."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_oldcadre.clean import clean
from nlp_oldcadre.extract import EXTRACTORS, extract
from nlp_oldcadre.model import MENTION_TYPES, Document, Mention, Metadata, attributes
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.structure import structure
from nlp_oldcadre.tables import load_tables

# Pieces that the rules react to, so that random texts reach deep into them.
WORDS = """
    省委老干部局 毕节市 西岗区 关于 的通知 五老 两个 三 十 万 余 近 名 人次 1 2020 年 月 第 开展 组建 志愿服务队 活动
    品牌 荣获 先进集体
    一等奖 王 同志 书记 一是 （一） 一、 % 个百分点 不忘初心、牢记使命 每月 以来 将 老 —— · “ ” 《 》 （ ） ， 。 、 ； ：
"""
PIECES = [*WORDS.split(), "\n", " "]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
)
SAMPLE = (
    "2023年5月，市委老干部局印发《关于开展“银龄”行动的通知》，组建“枫叶红”志愿服务队30余支，服务群众近2万人次，"
    "荣获全省先进集体。张建国同志参加了活动。"
)


def test_every_type_has_an_extractor() -> None:
    assert set(EXTRACTORS) == set(MENTION_TYPES)


def mentions(text: str) -> tuple[Mention, ...]:
    return process(text).mentions


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gives_sorted_spans_in_bounds_and_the_same_twice(text: str) -> None:
    doc = process(text)
    assert all(0 <= m.start < m.end <= len(doc.text) and m.type in MENTION_TYPES for m in doc.mentions)
    assert list(doc.mentions) == sorted(doc.mentions, key=lambda m: (m.start, -m.end, m.type))
    assert len({(m.type, m.start, m.end) for m in doc.mentions}) == len(doc.mentions)
    assert process(text) == doc


@pytest.mark.parametrize("text", ["", " ", "\n\n", "。", "……", "“-”", "“·”"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert mentions(text) == ()


def test_attributes_are_plain_values() -> None:
    for mention in mentions(SAMPLE):
        for value in attributes(mention.value).values():
            assert isinstance(value, str | int | float | list)


def test_padding_before_and_after_changes_no_answer() -> None:
    def found(text: str) -> list[tuple[str, str]]:
        doc = process(text)
        return [(m.type, doc.quote(m.start, m.end)) for m in doc.mentions]

    assert found(f"会议在礼堂举行。\n{SAMPLE}\n大家都很高兴。") == found(SAMPLE)


HOSTILE = (
    "（", "“", "《", "一", "1", "市委", "开展", "20人，", "“五老”", "开展“甲乙”活动，", "甲、",
    "\n", "a", "《办法》", "荣获一等奖，",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    assert_linear(process, unit)


def test_given_metadata_is_kept() -> None:
    doc = Document.from_text("全省开展活动。")
    doc = replace(doc, metadata=Metadata(date="2021-01-02", adcode="450000", region="广西壮族自治区"))
    tables = load_tables()
    done = extract(structure(clean(doc, tables), tables), tables)
    assert (done.metadata.date, done.metadata.adcode) == ("2021-01-02", "450000")
