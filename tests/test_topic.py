"""Topics of measures: what decides, and that the stored weights are those that the stored sentences and documents give."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import numpy as np
import pytest
from conftest import assert_linear

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.topic import TopicReader
from nlp_oldcadre.extract.topic_model import NAMES, Sums, Topics
from nlp_oldcadre.model import Document, Section, Span
from nlp_oldcadre.tables import load_tables
from nlp_oldcadre.train_topics import LIGHTEST, RECORD, SOURCES, WEIGHTS, Model, train

TABLES = load_tables()
LAST_PLACE = 0.0021
CORPORA = Path(__file__).parents[1] / "corpora"
TOPICS = {
    "political", "organisation", "contribution", "next_generation", "care", "culture",
    "digital", "publicity", "workforce", "epidemic", "general",
}  # fmt: skip


def read(text: str, *measures: str, headings: tuple[str, ...] = ()) -> list[str]:
    spans, at = [], 0
    for measure in measures:
        at = text.index(measure, at)
        spans.append(Span(at, at + len(measure)))
        at += len(measure)
    sections = []
    for heading in headings:
        start = text.index(heading)
        sections.append(Section("plain", "", Span(start, start + len(heading)), Span(start + len(heading), len(text)), 2))
    doc = Document.from_text(text)
    doc = Document(doc.id, doc.source, text, text, doc.offsets, sections=tuple(sections))
    return TopicReader(Scan(doc, TABLES)).read(spans)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("为独居离休干部安装呼叫器，提供居家养老服务", "care"),
        ("给留守儿童讲红色故事", "next_generation"),
        ("采购口罩支援疫情防控", "epidemic"),
        ("离退休干部党支部换届", "organisation"),
        ("老年大学合唱班", "culture"),
        ("老干部工作者业务培训", "workforce"),
        ("微信公众号", "digital"),
        ("助力乡村振兴的志愿服务队", "contribution"),
        ("表彰先进典型", "publicity"),
        ("党课和形势报告", "political"),
    ],
)
def test_topics_of_plain_phrases(words: str, topic: str) -> None:
    assert Topics.of(TABLES).best([("measure", words)]) == topic


def test_a_heading_decides_where_the_words_do_not() -> None:
    headings = ("加强离退休干部党组织建设", "做好关心下一代工作", "推进疫情防控")
    text = "".join(f"{heading}\n购置设备。\n" for heading in headings)
    assert read(text, "购置设备", "购置设备", "购置设备", headings=headings) == ["organisation", "next_generation", "epidemic"]


def test_what_a_measure_says_itself_beats_its_heading() -> None:
    heading = "加强离退休干部党组织建设"
    assert read(f"{heading}\n组织离休干部健康体检。", "组织离休干部健康体检", headings=(heading,)) == ["care"]


@pytest.mark.parametrize(
    ("around", "topic"),
    [
        ("关工委组织“五老”关爱留守儿童，为青少年讲法治课。购置设备。", "next_generation"),
        ("社区卫生服务中心为离休干部巡诊，走访慰问患病老干部。购置设备。", "care"),
        ("老年大学开设书法、声乐课程，举办文艺汇演。\n购置设备。", "culture"),
    ],
)
def test_the_paragraph_and_the_document_decide_where_the_sentence_does_not(around: str, topic: str) -> None:
    assert read(around, "购置设备") == [topic]


def test_a_sentence_may_hold_several_topics() -> None:
    text = "各党支部选举产生新一届支部委员会，老年大学开设书法班，县局走访慰问困难离休干部。"
    assert read(text, "选举产生新一届支部委员会", "开设书法班", "走访慰问困难离休干部") == [
        "organisation",
        "culture",
        "care",
    ]


def test_what_is_done_in_an_epidemic_belongs_to_it() -> None:
    text = "疫情期间，开设线上课程12门，捐款3万元。弘扬在疫情防控中涌现的典型，拍摄专题片3部。"
    assert read(text, "开设线上课程12门", "捐款3万元", "拍摄专题片3部") == ["epidemic", "epidemic", "publicity"]


def test_tables_know_only_the_topics_of_the_guidelines() -> None:
    assert set(NAMES) == TOPICS
    assert {topic for said in Topics.of(TABLES).votes.values() for topic in said} <= TOPICS


@pytest.mark.parametrize("text", ["走访慰问、志愿服务", "😀走访慰问𠀀志愿服务", ""])
def test_what_a_stretch_says_is_what_its_letters_and_words_say(text: str) -> None:
    topics = Topics.of(TABLES)
    sums = Sums(topics, text, topics.words.find(text))
    with WEIGHTS.open(encoding="utf-8", newline="") as handle:
        weights = {row[0]: [round(1000 * float(cell)) for cell in row[1:]] for row in list(csv.reader(handle))[1:]}
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            grams = [*text[start:end], *(text[at : at + 2] for at in range(start, end - 1))]
            said = [sum(column) for column in zip([0] * len(NAMES), *(weights[g] for g in grams if g in weights), strict=True)]
            assert sums.of_letters(np.array([start]), np.array([end])).tolist() == [said]
            votes = [topics.word_votes[row] for at, _, row in topics.words.find(text) if start <= at < end]
            assert sums.of_words(np.array([start]), np.array([end])).tolist() == [
                np.sum([[0] * len(NAMES), *votes], axis=0).tolist()
            ]


def test_no_measures_have_no_topics() -> None:
    assert read("") == []


@pytest.mark.parametrize("unit", ["组建队，", "组建队", "组建队。", "学习"])
def test_long_texts_take_linear_time(unit: str) -> None:
    def topics_of_all(text: str) -> list[str]:
        scan = Scan(Document.from_text(text), TABLES)
        return TopicReader(scan).read(Span(at, at + len(unit)) for at in range(0, len(text) - len(unit), len(unit)))

    assert_linear(topics_of_all, unit)


@pytest.fixture(scope="module")
def trained() -> Model:
    if not (CORPORA / "measures.csv").exists():
        pytest.skip("corpora is not here")
    return train(CORPORA, with_figures=False)


def test_training_again_gives_the_same_weights(trained: Model) -> None:
    with WEIGHTS.open(encoding="utf-8", newline="") as handle:
        stored = {row[0]: [float(cell) for cell in row[1:]] for row in list(csv.reader(handle))[1:]}
    again = {gram: [float(cell) for cell in cells] for gram, *cells in trained.rows}
    # Sums of many threads differ in the last place that is written, and so which of the lightest rows are.
    for gram in again.keys() ^ stored.keys():
        lightest = max(map(abs, again.get(gram) or stored[gram]))
        assert lightest < LIGHTEST + LAST_PLACE, "run python -m nlp_oldcadre.train_topics corpora"
    for gram in again.keys() & stored.keys():
        assert again[gram] == pytest.approx(stored[gram], abs=LAST_PLACE), gram


def test_training_again_gives_the_same_weights_of_parts(trained: Model) -> None:
    with SOURCES.open(encoding="utf-8", newline="") as handle:
        stored = {row["source"]: row["weight"] for row in csv.DictReader(handle)}
    assert trained.parts.items() <= stored.items()


def test_the_record_tells_what_the_weights_were_trained_on(trained: Model) -> None:
    record = tomllib.loads(RECORD.read_text(encoding="utf-8"))
    assert trained.record.items() <= record.items()
    assert min(record["right_circular"], record["right_bulletin"], record["right_document"]) > 80
