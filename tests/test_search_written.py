"""Queries as people write them: times, regions, types, programmes in other words; what is said where nothing is found."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.model import Metadata
from nlp_oldcadre.search.hints import hints
from nlp_oldcadre.search.query import parse
from nlp_oldcadre.search.written_times import days
from nlp_oldcadre.tables import load_tables


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("2020年5月", "2020-05"), ("2020/5", "2020-05"), ("2020.5", "2020-05"), ("２０２０年", "2020"), ("2020年度", "2020"),
        ("2020-5-1", "2020-05-01"), ("2020.5.1", "2020-05-01"), ("2020年5月1号", "2020-05-01"), ("2020年5月份", "2020-05"),
        ("2020年第二季度", "2020-Q2"), ("2020年2季度", "2020-Q2"), ("2020Q2", "2020-Q2"),
        ("2020年上半年", "2020-01..2020-06"), ("2020年下半年", "2020-07..2020-12"),
        ("十三五", "2016..2020"), ("“十四五”时期", "2021..2025"),
        ("2020-2021", "2020..2021"), ("2020~2021", "2020..2021"), ("2020年—2021年", "2020..2021"), ("2018/2020", "2018..2020"),
        ("2020年5月至8月", "2020-05..2020-08"), ("2020/5..2020/8", "2020-05..2020-08"),
        ("2021年以来", "2021.."), ("2020至", "2020.."),
    ],
)  # fmt: skip
def test_times_in_other_words(written: str, plain: str) -> None:
    assert days(written) == days(plain)


@pytest.mark.parametrize("written", ["去年", "2020-13", "2020-02-30", "5月", "20201", "0000", "..", "", "年", "2020-05-2021"])
def test_what_is_no_time(written: str) -> None:
    with pytest.raises(QueryError, match="no time"):
        days(written)


def test_blanks_around_what_stands_between_two_times() -> None:
    for query in ("time:2020 至 2021 五老", "time: 2020 .. 2021 五老", "time:2020 - 2021 五老"):
        asked = parse(query)
        assert asked.words == ("五老",)
        assert days(asked.conditions[0].values[0]) == days("2020..2021")
    assert parse("time:2020 至 江苏").words == ("至", "江苏")


@pytest.mark.parametrize("query", ["time:2021..2020", "time:2021年至2020年", "1000..500人", "2万..500人"])
def test_ends_the_wrong_way_round(corpus: Corpus, query: str) -> None:
    with pytest.raises(QueryError) as told:
        oc.search(corpus, query)
    assert "颠倒" in told.value.message("zh")
    assert "before it begins" in told.value.message("en")


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("类型:项目", "type:PROGRAM"), ("类型：数字", "type:QUANTITY"), ("type:口号", "type:SLOGAN"),
        ("year:2021 type:QUANTITY", "time:2021 type:QUANTITY"), ("province:浙 type:ORG", "region:浙江 type:ORG"),
        ("region:辽", "region:辽宁"), ('program:"晚霞 护苗"', "program:晚霞护苗"),
        ("program:甲甲,乙乙,丙丙,丁丁,戊戊,己己,护苗", "program:护苗"),
    ],
)  # fmt: skip
def test_values_in_other_words(corpus: Corpus, query: str, same: str) -> None:
    found, expected = (oc.search(corpus, asked, limit=500)[["document", "start", "type"]] for asked in (query, same))
    assert len(expected)
    assert found.equals(expected)


def test_a_programme_is_found_in_any_width_and_without_its_blank(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("市委老干部局实施“银龄APP 助学”行动，服务老党员120人。", encoding="utf-8")
    oc.run(tmp_path / "a.txt", tmp_path / "results")
    corpus = oc.open(tmp_path / "results")
    for value in ("银龄APP", "银龄ａｐｐ", "银龄app助学", '"app 助学"'):
        assert "120人" in oc.search(corpus, f"program:{value} type:QUANTITY")["quote"].tolist()


@pytest.mark.parametrize("value", ["银" * 10_000, "𠮷" * 60, "(" * 60, "a" * 60, "[^", "“”", ".*"])
def test_no_name_of_a_programme_breaks_it(corpus: Corpus, value: str) -> None:
    assert oc.search(corpus, f"type:QUANTITY program:{value}1").empty


@pytest.mark.parametrize("value", ["银龄APP", "ａｐｐ”要点", "app 要", "銀齡", "（试行", "(试行)"])
def test_titles_in_any_width_and_with_any_quotation_marks(tmp_path: Path, value: str) -> None:
    text = "“银龄APP” 要点（试行）\n各单位要组织老党员120人参加。\n"
    document = small_corpus.Draft("a", text, Metadata(title="“银龄APP” 要点（试行）"))
    document.amount("120人", "120", "人", "老党员", region="")
    corpus = small_corpus.write_corpus(tmp_path, document.finished())
    assert oc.search(corpus, f'type:QUANTITY title:"{value}"')["quote"].tolist() == ["120人"]
    for other in (f"{value}x", "银" * 10_000, "[^a]", "“”", ".*"):
        assert oc.search(corpus, f'type:QUANTITY title:"{other}"').empty


def test_a_region_that_is_not_known(corpus: Corpus) -> None:
    with pytest.raises(QueryError) as told:
        oc.search(corpus, "region:辽宁是")
    assert "是不是要查 辽宁省？" in told.value.message("zh")
    assert "本文件夹中的省份：辽宁省、浙江省" in told.value.message("zh")
    with pytest.raises(QueryError, match=r"内蒙古自治区"):
        oc.search(corpus, "region:内蒙")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("志愿者>1000人", "志愿者 >1000人"), ("志愿者≥2千人", "志愿者 ≥2千人"), ("志愿者10..20人", "志愿者 10..20人"),
        ("志愿者超过1000人", "志愿者 >1000人"), ("不少于500场", ">=500场"), ("学员不足30名", "学员 <30名"),
        ("老党员2000人以上", "老党员 >=2000人"), ("银龄 AND 行动", "都要有"),
        ("银龄*", "没有通配符，写出词语的一部分就能查到：银龄"),
        ("志愿者 1000-2000人", "请写：1000..2000人"), ("志愿者3万~5万元", "志愿者 3万..5万元"), (">一千人", "阿拉伯数字"),
        ("region=江苏 学员", "region:江苏"), ("region :江苏", "冒号前面没有空格"),
        ("作者:张三", "没有“作者”这个条件"), ("foo:bar", "地区（region）"),
    ],
)  # fmt: skip
def test_hints(corpus: Corpus, query: str, said: str) -> None:
    assert said in "\n".join(oc.search.suggest(corpus, query))


@pytest.mark.parametrize(
    "query",
    [
        "1+1>2的做法",
        "http://a.cn",
        "foo=bar",
        "“region:江苏”",
        "超过两千人",
        "志愿者",
        "8:30",
        "以上",
        "大于",
        "“二十四字”",
        "9" * 10_000,
    ],
)
def test_no_hint_where_nothing_was_meant(query: str) -> None:
    assert list(hints(parse(query), load_tables())) == []


def test_how_many_there_are_reads_well(texts: Corpus) -> None:
    assert "单独查“银”有 100 处以上" in oc.search.suggest(texts, "银 鑫")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "a.txt").write_text("".join(f"第{n}段，" + "银，" * 60 + "\n" for n in range(120)), encoding="utf-8")
    oc.run(folder / "a.txt", folder / "results")
    return oc.open(folder / "results")
