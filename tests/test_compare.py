"""Comparisons of a corpus whose mentions and facts are written by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.compare.amounts import Yardstick
from nlp_oldcadre.compare.views import EVIDENCE
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.model import MENTION_TYPES, MeasureValue, Metadata
from nlp_oldcadre.tables import load_tables


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus"))


def cells(frame: pd.DataFrame, *columns: str) -> list[list[object]]:
    return frame[list(columns)].to_numpy().tolist()


def test_overview_by_province(corpus: Corpus) -> None:
    frame = oc.compare(corpus, by="province")
    columns = ("group", "documents", "programs", "measures_done", "measures_planned", "results", "targets", "slogans")
    assert cells(frame, *columns) == [
        ["辽宁省", 2, ["晚霞护苗", "晚霞护苗海港队"], 1, 1, ["宣讲 86场次", "志愿服务队 120支", "志愿者 ≈3,000名"],
         ["志愿者 500名"], ["五老", "余热献给海港"]],
        ["浙江省", 1, ["晚霞护苗"], 0, 1, [], ["志愿者 5,000人", "服务 20,000人次"], []],
    ]  # fmt: skip


def test_overview_by_city_uses_the_region_of_each_thing(corpus: Corpus) -> None:
    frame = oc.compare(corpus, by="city")
    assert cells(frame, "group", "documents", "programs", "results") == [
        ["辽宁省（省级）", 1, ["晚霞护苗"], ["志愿服务队 120支", "志愿者 ≈3,000名"]],
        # The province's bulletin speaks of this city as well.
        ["大连市", 2, ["晚霞护苗", "晚霞护苗海港队"], ["宣讲 86场次"]],
        ["浙江省（省级）", 1, ["晚霞护苗"], []],
    ]


def test_overview_by_genre_and_topic(corpus: Corpus) -> None:
    assert cells(oc.compare(corpus, by="genre"), "group", "documents") == [["通知文件", 1], ["简报", 1], ["新闻报道", 1]]
    assert cells(oc.compare(corpus, by="topic"), "group", "measures_done", "measures_planned", "programs", "results") == [
        ["发挥作用", 1, 1, ["晚霞护苗"], ["志愿服务队 120支", "志愿者 ≈3,000名"]],
        ["自身建设", 0, 1, [], []],
        ["未判明", 0, 0, ["晚霞护苗", "晚霞护苗海港队"], ["宣讲 86场次"]],
    ]


def test_overview_carries_evidence_for_what_it_shows(corpus: Corpus) -> None:
    sources = corpus.documents.set_index("id")["text"]
    for row in oc.compare(corpus).itertuples():
        shown = [*row.programs, *row.results, *row.targets, *row.slogans]
        assert sorted(place["label"] for place in row.evidence) == sorted(shown)
        for place in row.evidence:
            assert sources[place["document"]][place["start"] : place["end"]] == place["quote"]


def test_programs(corpus: Corpus) -> None:
    frame = oc.compare.programs(corpus)
    columns = ("group", "program", "parent", "run_by", "results", "measures_done", "measures_planned", "documents", "quote")
    rows = [[None if value != value else value for value in row] for row in cells(frame, *columns)]
    assert rows == [
        ["辽宁省", "晚霞护苗", None, ["辽宁省委老干部局"], ["志愿服务队 120支", "志愿者 ≈3,000名"], 1, 0, 2,
         "辽宁省委老干部局实施“晚霞护苗"],
        ["辽宁省", "晚霞护苗海港队", "晚霞护苗", [], [], 0, 0, 1, "晚霞护苗”海港队"],
        ["浙江省", "晚霞护苗", None, ["浙江省委老干部局"], ["志愿者 5,000人"], 0, 0, 1, "浙江省委老干部局要深化“晚霞护苗"],
    ]  # fmt: skip


def test_results_stand_beside_their_like(corpus: Corpus) -> None:
    frame = oc.compare.results(corpus)
    assert cells(frame, "concept", "status", "group", "amount", "comparable") == [
        # 名 and 人 both count persons; what is planned and what is done stay apart.
        ["志愿者", "planned", "辽宁省", "500名", 2],
        ["志愿者", "planned", "浙江省", "5,000人", 2],
        ["宣讲", "done", "辽宁省", "86场次", 1],
        ["志愿服务队", "done", "辽宁省", "120支", 1],
        ["志愿者", "done", "辽宁省", "≈3,000名", 1],
        ["服务", "planned", "浙江省", "20,000人次", 1],
    ]


def test_result_inside_a_measure_has_its_status(tmp_path: Path) -> None:
    """A circular that tells what is there already: its modality is that of a circular, the measure is done."""
    d = small_corpus.Draft(
        "dalian", "通知\n全市建有驿站 40 个，要新建驿站 10 个。\n", Metadata(genre="circular", adcode="210200")
    )
    d.amount("40 个", "40", "个", "驿站", region="大连市", modality="target")
    d.amount("10 个", "10", "个", "驿站", region="大连市", modality="required")
    d.measure("建有驿站 40 个", "大连市", MeasureValue("done", "culture", "建有", "驿站"))
    corpus = small_corpus.write_corpus(tmp_path / "corpus", d.finished())
    assert cells(oc.compare.results(corpus), "amount", "status") == [["40个", "done"], ["10个", "planned"]]


def test_measures_and_slogans(corpus: Corpus) -> None:
    assert cells(oc.compare.measures(corpus), "group", "topic", "status", "verb", "measure") == [
        ["辽宁省", "contribution", "done", "组建", "组建了120支志愿服务队"],
        ["辽宁省", "workforce", "planned", "培训", "培训志愿者500名"],
        ["浙江省", "contribution", "planned", "建立", "建立《银龄志愿服务办法》"],
    ]
    frame = oc.compare.slogans(corpus, by="city")
    assert cells(frame, "group", "slogan", "documents", "quote") == [
        ["辽宁省（省级）", "五老", 1, "五老"],
        ["大连市", "余热献给海港", 1, "余热献给海港"],
    ]


@pytest.mark.parametrize("what", ["programs", "results", "measures", "slogans"])
@pytest.mark.parametrize("by", list(oc.compare.BY))
def test_every_row_leads_to_its_source(corpus: Corpus, what: str, by: str) -> None:
    sources = corpus.documents.set_index("id")["text"]
    frame = oc.compare.view(corpus, what, by=by)
    assert not frame.empty
    assert tuple(frame.columns[-len(EVIDENCE) :]) == EVIDENCE
    for row in frame.itertuples():
        assert sources[row.document][row.start : row.end] == row.quote != ""


def test_empty_corpus(tmp_path: Path) -> None:
    corpus = small_corpus.write_corpus(tmp_path / "empty")
    assert oc.compare(corpus).empty
    for what in ("programs", "results", "measures", "slogans"):
        assert oc.compare.view(corpus, what).empty
    assert len(oc.graph(corpus)) == 0
    assert oc.search(corpus, "志愿").empty


def test_unknown_grouping_and_comparison(corpus: Corpus) -> None:
    with pytest.raises(QueryError, match="province, city, genre, topic"):
        oc.compare(corpus, by="planet")
    with pytest.raises(QueryError, match="programs results measures slogans"):
        oc.compare.view(corpus, "people")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("“春晖”志愿服务队", "老年志愿服务团队", True),
        ("志愿者", "全市五老志愿者", True),
        ("志愿者", "志愿服务队", False),
        ("宣讲", "宣讲团", False),
        ("宣讲团", "宣讲团成员", False),
        ("受教育青少年", "帮扶青少年", False),
        ("离休干部", "退休干部", False),
        ("雕塑", "雕塑", True),
    ],
)
def test_indicators_as_concepts(one: str, other: str, alike: bool) -> None:
    yardstick = Yardstick.of(load_tables())
    assert (yardstick.concept(one) == yardstick.concept(other)) is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("人", "名", True),
        ("人", "人次", False),
        ("支", "个", True),
        ("户", "人", False),
        ("场", "场次", True),
        ("次", "场", False),
        ("元", "1", False),
        ("斤", "斤", True),
    ],
)
def test_units_that_compare(one: str, other: str, alike: bool) -> None:
    yardstick = Yardstick.of(load_tables())
    assert (yardstick.unit(one) == yardstick.unit(other)) is alike


def test_labels_name_every_type() -> None:
    assert list(labels(load_tables(), "type")) == [*MENTION_TYPES, "TEXT"]
