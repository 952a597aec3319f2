"""Comparisons of chosen regions, topics and years."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.compare import Selection, select
from nlp_oldcadre.compare.selection import years_of
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import QueryError


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ("辽宁", ("210000",)),
        ("辽宁省，浙江", ("210000", "330000")),
        ("大连市沙河口区", ("210204",)),
        ("吉林", ("220000",)),
        ("520500、毕节市", ("520500", "520500")),
        (["南通"], ("320600",)),
        ("", ()),
        (None, ()),
    ],
)
def test_regions_by_name_and_code(given: str | list[str] | None, codes: tuple[str, ...]) -> None:
    assert select(regions=given).regions == codes


@pytest.mark.parametrize(("name", "said"), [("辽宁生", "辽宁省"), ("鼓楼区", "320106"), ("啊" * 9999, "辽宁")])
def test_unknown_and_ambiguous_regions_say_what_may_be_meant(name: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        select(regions=name)
    assert said in caught.value.message("zh")
    assert len(caught.value.message("zh")) < 500


def test_unknown_topics_and_years() -> None:
    with pytest.raises(QueryError, match="contribution"):
        select(topics="contributions")
    for years in ("20", "2021-2020", "去年", (2021, 2020)):
        with pytest.raises(QueryError):
            select(years=years)
    assert select(topics="发挥作用,care") == Selection(topics=("contribution", "care"))
    assert select(years=2020).years == select(years="2020年").years == (2020, 2020)


@pytest.mark.parametrize(
    ("time", "date", "years"),
    [
        ("2019", "2020-01-05", (2019, 2019)),
        ("2019-12/2020-02", None, (2019, 2020)),
        ("R/P1Y", "2020-01-05", (2020, 2020)),
        ("2021/..", "2020-01-05", (2021, 2021)),
        ("2018/..", None, (2018, 2018)),
        (None, None, None),
        (None, "undated", None),
    ],
)
def test_years_of_a_row(time: str | None, date: str | None, years: tuple[int, int] | None) -> None:
    assert years_of(time, date) == years


def test_regions_hold_what_lies_in_them(corpus: Corpus) -> None:
    amounts = oc.compare.results(corpus, only=select(regions="大连"))["amount"]
    assert amounts.tolist() == ["86场次"]
    assert set(oc.compare.results(corpus, only=select(regions="浙江"))["group"]) == {"浙江省"}
    assert oc.compare.slogans(corpus, only=select(regions="浙江")).empty
    assert oc.compare(corpus, only=select(regions="浙江"))["documents"].tolist() == [1]


def test_years_and_topics_choose(corpus: Corpus) -> None:
    in_2021 = oc.compare.measures(corpus, only=select(years=2021))
    assert in_2021["group"].tolist() == ["浙江省"]
    # The document of Dalian has no date: it is of no year.
    assert oc.compare(corpus, only=select(years="2020-2021"))["documents"].tolist() == [1, 1]
    of_workforce = oc.compare.results(corpus, only=select(topics="自身建设"))
    assert of_workforce["amount"].tolist() == ["500名"]
    assert set(oc.compare.measures(corpus, only=select(topics="contribution"))["topic"]) == {"contribution"}
    # The three together.
    assert oc.compare.results(corpus, only=select(regions="浙江", topics="workforce", years=2021)).empty


def test_a_selection_of_nothing_is_everything(corpus: Corpus) -> None:
    assert oc.compare.results(corpus, only=Selection()).equals(oc.compare.results(corpus))


def test_country_is_in_no_chosen_region(tmp_path: Path) -> None:
    d = small_corpus.Draft("甲", "甲\n全国有100个。\n", small_corpus.Metadata(title="甲", adcode="210200"))
    d.amount("100个", "100", "个", "先进集体", region="全国")
    corpus = small_corpus.write_corpus(tmp_path / "corpus", d.finished())
    assert len(oc.compare.results(corpus)) == 1
    assert oc.compare.results(corpus, only=select(regions="辽宁")).empty
