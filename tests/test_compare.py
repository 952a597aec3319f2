"""Comparisons of a corpus whose mentions and facts are written by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.compare.amounts import Yardstick, aspect, written
from nlp_oldcadre.compare.evidence import EVIDENCE
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.model import MENTION_TYPES, Document, MeasureValue, Metadata
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
        ["辽宁省", 2, ["晚霞护苗", "晚霞护苗海港队"], 1, 1, ["宣讲 86场次", "志愿服务队 120支", "志愿者 ≈3000名"],
         ["志愿者 500名"], ["五老", "余热献给海港"]],
        ["浙江省", 1, ["晚霞护苗"], 0, 1, [], ["志愿者 5000人", "服务 2万人次"], []],
    ]  # fmt: skip


def test_overview_by_city_uses_the_region_of_each_thing(corpus: Corpus) -> None:
    frame = oc.compare(corpus, by="city")
    assert cells(frame, "group", "documents", "programs", "results") == [
        ["辽宁省（省级）", 1, ["晚霞护苗"], ["志愿服务队 120支", "志愿者 ≈3000名"]],
        # The province's bulletin speaks of this city as well.
        ["大连市", 2, ["晚霞护苗", "晚霞护苗海港队"], ["宣讲 86场次"]],
        ["浙江省（省级）", 1, ["晚霞护苗"], []],
    ]


def test_overview_by_genre_and_topic(corpus: Corpus) -> None:
    assert cells(oc.compare(corpus, by="genre"), "group", "documents") == [["通知文件", 1], ["简报", 1], ["新闻报道", 1]]
    assert cells(oc.compare(corpus, by="topic"), "group", "measures_done", "measures_planned", "programs", "results") == [
        ["发挥作用", 1, 1, ["晚霞护苗"], ["志愿服务队 120支", "志愿者 ≈3000名"]],
        ["自身建设", 0, 1, [], []],
        ["未判明", 0, 0, ["晚霞护苗", "晚霞护苗海港队"], ["宣讲 86场次"]],
    ]


def test_overview_carries_evidence_for_what_it_shows(corpus: Corpus) -> None:
    sources = corpus.documents.set_index("id")["text"]
    for row in oc.compare(corpus).itertuples():
        shown = [*row.programs, *row.results, *row.targets, *row.slogans]
        of_measures = [place["status"] for place in row.evidence if place["what"] == "measure"]
        assert [of_measures.count(status) for status in ("done", "planned")] == [row.measures_done, row.measures_planned]
        assert sorted(place["label"] for place in row.evidence if place["what"] != "measure") == sorted(shown)
        for place in row.evidence:
            assert sources[place["document"]][place["start"] : place["end"]] == place["quote"]


def test_programs(corpus: Corpus) -> None:
    frame = oc.compare.programs(corpus)
    columns = ("group", "program", "parent", "run_by", "results", "measures_done", "measures_planned", "documents", "quote")
    rows = [[None if value != value else value for value in row] for row in cells(frame, *columns)]
    assert rows == [
        ["辽宁省", "晚霞护苗", None, ["辽宁省委老干部局"], ["志愿服务队 120支", "志愿者 ≈3000名"], 1, 0, 2,
         "辽宁省委老干部局实施“晚霞护苗"],
        ["辽宁省", "晚霞护苗海港队", "晚霞护苗", [], [], 0, 0, 1, "晚霞护苗”海港队"],
        ["浙江省", "晚霞护苗", None, ["浙江省委老干部局"], ["志愿者 5000人（计划）"], 0, 0, 1,
         "浙江省委老干部局要深化“晚霞护苗"],
    ]  # fmt: skip


def test_results_stand_beside_their_like(corpus: Corpus) -> None:
    frame = oc.compare.results(corpus)
    assert cells(frame, "concept", "status", "group", "amount", "comparable") == [
        ["宣讲", "done", "辽宁省", "86场次", 1],
        ["志愿服务队", "done", "辽宁省", "120支", 1],
        # What is planned and what is done stay apart, so do 年内发展 and 培训, whose period nobody says.
        ["志愿者", "done", "辽宁省", "≈3000名", 1],
        ["志愿者", "planned", "辽宁省", "500名", 1],
        ["志愿者", "planned", "浙江省", "5000人", 1],
        ["服务人次", "planned", "浙江省", "2万人次", 1],
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


def news(name: str, text: str, *amounts: tuple[str, str, str, str, str]) -> Document:
    """A document of Dalian: each amount as surface, number, unit, indicator, region."""
    d = small_corpus.Draft(name, f"{name}\n{text}\n", Metadata(genre="news", title=name, adcode="210200"))
    for surface, number, unit, indicator, region in amounts:
        d.amount(surface, number, unit, indicator, region=region)
    return d.finished()


def test_equal_amounts_of_several_documents_are_one_row(tmp_path: Path) -> None:
    teams = ("120支", "120", "支", "志愿服务队", "大连市")
    other = ("120支", "120", "支", "志愿服务队", "沈河区")
    documents = [
        news("甲", "组建志愿服务队120支。", teams),
        news("乙", "已有志愿服务队120支。", teams),
        news("丙", "沈河区志愿服务队120支。", other),
        news("丁", "组建志愿服务队130支。", ("130支", "130", "支", "志愿服务队", "大连市")),
    ]
    corpus = small_corpus.write_corpus(tmp_path / "corpus", *documents)
    frame = oc.compare.results(corpus)
    told = [(row.amount, sorted(place["title"] for place in row.evidence)) for row in frame.itertuples()]
    assert sorted(told) == [("120支", ["丙"]), ("120支", ["乙", "甲"]), ("130支", ["丁"])]
    row = oc.compare(corpus).iloc[0]
    assert row["results"] == ["志愿服务队 130支", "志愿服务队 120支"]
    assert sum(place["label"] == "志愿服务队 120支" for place in row["evidence"]) == 3


def test_equal_amounts_keep_what_one_place_says_more(tmp_path: Path) -> None:
    d = small_corpus.Draft(
        "甲", "甲\n驿站50个以上。驿站50 个以上，占阵地的一部分。驿站50  个。\n", Metadata(genre="news", title="甲")
    )
    d.amount("50个", "50", "个", "驿站", bound=">=")
    d.amount("50 个", "50", "个", "驿站", bound=">=", part_of="阵地")
    d.amount("50  个", "50", "个", "驿站")
    frame = oc.compare.results(small_corpus.write_corpus(tmp_path / "corpus", d.finished()))
    told = [
        (row.bound, row.part_of, len(row.evidence)) for row in frame[["bound", "part_of", "evidence"]].fillna("").itertuples()
    ]
    assert told == [(">=", "阵地", 2), ("", "", 1)]


def test_what_holds_for_the_country_is_no_province(tmp_path: Path) -> None:
    text = "全国有先进集体100个，大连市有先进集体2个。"
    country, city = ("100个", "100", "个", "先进集体", "全国"), ("2个", "2", "个", "先进集体", "大连市")
    corpus = small_corpus.write_corpus(tmp_path / "corpus", news("甲", text, country, city))
    assert cells(oc.compare(corpus), "group", "results") == [["辽宁省", ["先进集体 2个"]]]
    assert cells(oc.compare.results(corpus), "group", "amount", "comparable") == [["辽宁省", "2个", 1], ["全国", "100个", 0]]


def test_changes_and_shares_are_not_levels(tmp_path: Path) -> None:
    text = "党支部11个，同比增长11.7%，党员占60%，慰问金每人2000元，共发慰问金86万元。\n"
    d = small_corpus.Draft("甲", "甲\n" + text, Metadata(title="甲", adcode="210200"))
    d.amount("11.7%", "0.117", "1", "党支部", change="increase", compared_with="同比")
    d.amount("60%", "0.6", "1", "党员", share_of="总数")
    d.amount("2000元", "2000", "元", "慰问金", per=("人",))
    d.amount("86万元", "860000", "元", "慰问金")
    corpus = small_corpus.write_corpus(tmp_path / "corpus", d.finished())
    frame = oc.compare.results(corpus).sort_values("start")
    assert frame["amount"].tolist() == ["同比增长 11.7%", "占 60%", "每人 2000元", "86万元"]
    # The total and the amount for each are no likes.
    assert frame["aspect"].fillna("").tolist() == ["同比增长", "占", "每人", ""]


def test_bounds_and_periods_survive(tmp_path: Path) -> None:
    d = small_corpus.Draft(
        "甲",
        "甲\n志愿者460余人，服务近3万人次，每人每月补助2500元，每人每年补助2000元，共发补助86万元。\n",
        Metadata(title="甲", adcode="210200"),
    )
    d.amount("460余人", "460", "人", "志愿者", modifier="about", bound=">")
    d.amount("近3万人次", "30000", "人次", "服务", modifier="about", bound="<")
    d.amount("2500元", "2500", "元", "补助", per=("人", "月"))
    d.amount("2000元", "2000", "元", "补助", per=("人", "年"))
    d.amount("86万元", "860000", "元", "补助")
    corpus = small_corpus.write_corpus(tmp_path / "corpus", d.finished())
    frame = oc.compare.results(corpus).sort_values("start")
    assert cells(frame, "concept", "amount") == [
        ["志愿者", ">460人"],
        ["服务人次", "<3万人次"],
        ["补助（每人每月）", "每人每月 2500元"],
        ["补助（每人每年）", "每人每年 2000元"],
        ["补助", "86万元"],
    ]
    (shown,) = oc.compare(corpus)["results"]
    assert {"志愿者 >460人", "补助 每人每月 2500元"} <= set(shown)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"change": "increase", "compared_with": "同比"}, "同比增长"),
        ({"change": "decrease", "compared_with": "环比"}, "环比下降"),
        ({"change": "increase", "compared_with": "上年", "unit": "百分点"}, "比上年增长"),
        ({"change": "increase", "unit": "人"}, "增加"),
        ({"change": "decrease", "unit": "户"}, "减少"),
        ({"change": "increase", "per": ("人",), "unit": "元"}, "增加"),
        ({"change": "from"}, "原"),
        ({"change": "to"}, None),
        ({"unit": "百分点"}, "变化"),
        ({"share_of": "全体党员"}, "占"),
        ({"object": "80岁以上党员占比"}, "占"),
        ({"object": "占地", "unit": "平方米"}, None),
        ({"object": "参学率"}, None),
        ({"per": ("人", "年"), "unit": "元"}, "每人每年"),
        ({"unit": "人"}, None),
    ],
)
def test_words_that_make_a_number_no_level(said: dict[str, object], word: str | None) -> None:
    blank = {"change": None, "compared_with": None, "per": (), "share_of": None, "unit": "1", "object": "党员"}
    assert aspect(blank | said) == word


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [
        ("8600000", "8600000", "元", "860万元"),
        ("320000000", "320000000", "元", "3.2亿元"),
        ("15600", "15600", "人次", "1.56万人次"),
        ("15670.5", "15670.5", "元", "15,670.5元"),
        ("34560000000", "34560000000", "元", "345.6亿元"),
        ("345600000", "345600000", "元", "34,560万元"),
        ("9999", "9999", "人", "9999人"),
        ("30000", "50000", "人", "3万–5万人"),
        ("20000", "99999", "人", "20,000–99,999人"),
        ("-20000", "-20000", "元", "-2万元"),
        ("0.117", "0.117", "1", "11.7%"),
    ],
)
def test_amounts_as_offices_write_them(low: str, high: str, unit: str, shown: str) -> None:
    assert written(Decimal(low), Decimal(high), unit, None) == shown


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
    with pytest.raises(QueryError, match="programs functions counterparts"):
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
