"""The language of queries: conditions, amounts and times against a scan of the tables; synonyms, facets, completion."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import small_corpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import NotWritable, QueryError
from nlp_oldcadre.model import Metadata
from nlp_oldcadre.search import index
from nlp_oldcadre.search.amounts import AmountRange, Units, parse_amount
from nlp_oldcadre.search.query import Condition, parse
from nlp_oldcadre.tables import load_tables

AMOUNTS = [  # value, unit, bound, how it is written
    ("460", "人", ">", "460余人"), ("500", "名", "<", "近500名"), ("500", "人次", None, "500人次"),
    ("500", "人", None, "500人"), ("20000", "元", None, "2万元"), ("0.97", "1", ">=", "97%以上"),
    ("12", "支", None, "12支"), ("120", "支", "~", "约120支"), ("1000000", "元", None, "100万元"), ("0", "人", None, "0人"),
]  # fmt: skip
RANGES = [("30", "50", "名", "30—50名"), ("20", "99", "个", "几十个")]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def amounts(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    text = "数字\n" + "".join(f"志愿者{shown}，" for *_, shown in [*AMOUNTS, *RANGES]) + "完。"
    d = small_corpus.Draft("amounts", text, Metadata(date="2021-03-01", region="南京市", adcode="320100"))
    for value, unit, bound, shown in AMOUNTS:
        d.amount(shown, value, unit, "志愿者", region="南京市", bound=bound)
    for low, high, unit, shown in RANGES:
        _add_range(d, low, high, unit, shown)
    return small_corpus.write_corpus(tmp_path_factory.mktemp("amounts"), d.finished())


def _add_range(d: small_corpus.Draft, low: str, high: str, unit: str, shown: str) -> None:
    value = small_corpus.Quantity(Decimal(low), Decimal(high), unit, indicator="志愿者")
    d.state("南京市", "has_result", "志愿者", d.add("QUANTITY", shown, value), quantity=value, region="南京市")


def found(corpus: Corpus, query: str, **options: Any) -> list[str]:
    return list(oc.search(corpus, query, limit=500, **options)["quote"])


@pytest.mark.parametrize(
    ("query", "words", "conditions", "amounts"),
    [
        ("志愿者 >1000 人", ("志愿者",), (), (AmountRange(1000.0, None, True, False, "人"),)),
        ("志愿者>1000人", ("志愿者>1000人",), (), ()),
        ("> 1 千 人 志愿者", ("千", "人", "志愿者"), (), (AmountRange(1.0, None, True),)),
        ("> 1000 人 志愿者", ("志愿者",), (), (AmountRange(1000.0, None, True, False, "人"),)),
        (">1000志愿者", ("志愿者",), (), (AmountRange(1000.0, None, True),)),
        ("≤1.5万元", (), (), (AmountRange(None, 15000.0, unit="元"),)),
        ("10..20 支 服务队", ("服务队",), (), (AmountRange(10.0, 20.0, unit="个"),)),
        (">=90%", (), (), (AmountRange(0.9, None, unit="1"),)),
        ("1000人", ("1000人",), (), ()),
        ("“>1000” 人", (">1000", "人"), (), ()),
        ("region:江苏,浙江", (), (Condition("region", ("江苏", "浙江"), 7),), ()),
        ("地区： 江苏 五老", ("五老",), (Condition("region", ("江苏",), 3),), ()),
        ("“region:江苏”", ("region:江苏",), (), ()),
        ("http://a.cn/b 8:30 1+N > ..", ("http://a.cn/b", "8:30", "1+n", ">", ".."), (), ()),
        ("time:2020..2021 status:done", (), (Condition("time", ("2020..2021",), 5), Condition("status", ("done",), 22)), ()),
    ],
)
def test_queries(query: str, words: tuple[str, ...], conditions: tuple[Condition, ...], amounts: tuple[Any, ...]) -> None:
    asked = parse(query)
    shown = tuple(c._replace(at=None) for c in asked.conditions)
    assert (asked.words, shown, asked.amounts) == (words, tuple(c._replace(at=None) for c in conditions), amounts)


@pytest.mark.parametrize(
    ("query", "place"),
    [("志愿 region:", 11), ("志愿 region:瀛洲", 11), ("time:昨天", 6), ("time:2021..2020", 6), ("a status:maybe", 10),
     ("type:ORG genre:诗歌", 16), ("主题：", 4)],
)  # fmt: skip
def test_errors_point_at_the_character(corpus: Corpus, query: str, place: int) -> None:
    with pytest.raises(QueryError, match=f"第 {place} 字"):
        oc.search(corpus, query)


@pytest.mark.parametrize(
    ("query", "quotes"),
    [
        ("志愿者 >460 人", {"460余人", "近500名", "500人"}),
        ("志愿者 >=500 人", {"500人"}),
        ("志愿者 <500 人", {"460余人", "近500名", "0人", "30—50名"}),
        ("志愿者 =500", {"500人", "500人次"}),
        ("志愿者 >=2 万元", {"2万元", "100万元"}),
        (">99 万元", {"100万元"}),
        (">90%", {"97%以上"}),
        ("10..15 支", {"12支"}),
        ("40..45", {"30—50名", "几十个"}),
        ("..0 人", {"0人"}),
        ("志愿者 >5 吨", set()),
    ],
)
def test_amounts_by_size_and_unit(amounts: Corpus, query: str, quotes: set[str]) -> None:
    assert set(found(amounts, query)) == quotes


def test_a_range_that_only_may_be_so_says_it(amounts: Corpus) -> None:
    frame = oc.search(amounts, "40.. 名")
    certain = frame.set_index("quote")["certain"]
    assert not certain["30—50名"]
    assert certain["500人"]
    assert oc.search(amounts, "志愿者")["certain"].isna().all()


numbers = st.sampled_from(["0", "12", "20", "30", "50", "99", "119.5", "460", "500", "501", "2万", "0.97", "100万"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([">", ">=", "<", "<=", "=", "≥", "≤"]), numbers, st.sampled_from(["", "人", "名", "元", "支", "%"]))
def test_amounts_are_those_of_a_scan(amounts: Corpus, sign: str, number: str, unit: str) -> None:
    wanted = parse_amount(f"{sign}{number}{unit}", Units.of(load_tables()))
    assert wanted is not None
    expected = {shown for low, high, own, bound, shown in _all() if _fits(wanted[0], low, high, own, bound)}
    assert set(found(amounts, f"志愿者 {sign}{number}{unit}")) == expected


def _all() -> list[tuple[Decimal, Decimal, str, str | None, str]]:
    single = [(Decimal(v), Decimal(v), unit, bound, shown) for v, unit, bound, shown in AMOUNTS]
    return single + [(Decimal(low), Decimal(high), unit, None, shown) for low, high, unit, shown in RANGES]


def _fits(wanted: AmountRange, low: Decimal, high: Decimal, unit: str, bound: str | None) -> bool:
    """Some value is wanted, by exact arithmetic: a bound moves a number by less than any difference."""
    shift = {">": Decimal("1e-9"), "<": Decimal("-1e-9")}.get(bound or "", Decimal(0))
    least, most = low + shift, high + shift
    first, last = (None if end is None else Decimal(str(end)) for end in (wanted.low, wanted.high))
    above = first is None or (most > first if wanted.low_open else most >= first)
    below = last is None or (least < last if wanted.high_open else least <= last)
    return above and below and wanted.unit in (None, Units.of(load_tables()).measure(unit)[0])


@pytest.mark.parametrize(
    ("query", "quotes"),
    [
        ("志愿者 status:done", {"3000 余名"}),
        ("志愿者 状态:计划 type:QUANTITY", {"5000 人", "500 名"}),
        ("type:QUANTITY time:2021", {"5000 人", "2 万人次"}),
        ("type:QUANTITY time:..2020", {"120 支", "3000 余名", "86 场次", "500 名"}),
        ("type:QUANTITY genre:简报 region:大连", {"86 场次"}),
        ("program:护苗 type:QUANTITY region:浙江", {"5000 人"}),
        ("type:MEASURE topic:发挥作用", {"组建了 120 支志愿服务队", "建立《银龄志愿服务办法》"}),
        ("type:PERSON title:海港", {"王守望"}),
        ("type:PERSON region:浙江,大连", {"王守望"}),
        ("type:QUANTITY program:晚霞护苗 >100 支", {"120 支"}),
    ],
)
def test_conditions(corpus: Corpus, query: str, quotes: set[str]) -> None:
    assert set(found(corpus, query)) == quotes


def test_an_amount_shows_the_region_that_it_holds_for(corpus: Corpus) -> None:
    frame = oc.search(corpus, "宣讲 type:QUANTITY")
    assert frame[["quote", "region"]].values.tolist() == [["86 场次", "大连市"]]


def test_a_programme_finds_its_amounts(corpus: Corpus) -> None:
    assert set(found(corpus, "晚霞护苗 >0")) == {"120 支", "3000 余名", "5000 人"}


def test_order(corpus: Corpus) -> None:
    assert found(corpus, "type:QUANTITY >400", sort="amount")[:2] == ["2 万人次", "5000 人"]
    assert oc.search(corpus, "type:QUANTITY", sort="newest")["date"].tolist()[0] == "2021-01-05"
    assert oc.search(corpus, "type:QUANTITY", sort="oldest")["date"].tolist()[0] == "2020-06-23"
    with pytest.raises(QueryError, match="amount"):
        oc.search(corpus, "护苗", sort="size")


def test_a_formula_finds_its_members_and_not_the_other_way(tmp_path: Path) -> None:
    text = "老战士讲故事\n老战士走进校园讲课。\n"
    corpus = small_corpus.write_corpus(tmp_path, small_corpus.Draft("a", text, Metadata()).finished())
    frame = oc.search(corpus, "五老")
    assert list(frame["quote"]) == ["老战士"]
    assert list(frame["via"]) == ["老战士"]
    assert found(corpus, "五老", synonyms=False) == []
    assert oc.search(corpus, "老战士")["via"].isna().all()


def test_traditional_characters(corpus: Corpus) -> None:
    assert found(corpus, "護苗 region:遼寧") == found(corpus, "护苗 region:辽宁") != []


def test_facets_count_what_is_found(corpus: Corpus) -> None:
    counts = oc.search.facets(corpus, "护苗", by=("type", "province"), type="PROGRAM")
    assert counts.values.tolist() == [
        ["type", "PROGRAM", "项目品牌", 4], ["province", "210000", "辽宁省", 3], ["province", "330000", "浙江省", 1],
    ]  # fmt: skip
    with pytest.raises(QueryError, match="province"):
        oc.search.facets(corpus, "护苗", by=("colour",))


@pytest.mark.parametrize(("typed", "by"), [("晚霞", "name"), ("晚霞护", "name"), ("wanxia", "pinyin"), ("WXH", "initials")])
def test_completion(corpus: Corpus, typed: str, by: str) -> None:
    frame = oc.search.complete(corpus, typed)
    assert list(frame["name"]) == ["晚霞护苗", "晚霞护苗海港队"]
    assert set(frame["by"]) == {by}
    assert list(frame["count"]) == [3, 1]


def test_completion_of_nothing(corpus: Corpus) -> None:
    assert oc.search.complete(corpus, "").empty
    assert oc.search.complete(corpus, "晚霞", type="ORG").empty
    assert oc.search.complete(corpus, "辽", limit=1)["type"].tolist() == ["ORG"]


def test_parts_answer_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = small_corpus.small_corpus(tmp_path / "whole")
    cut = small_corpus.small_corpus(tmp_path / "cut")
    monkeypatch.setattr(index, "_IN_A_PART", 8)
    index.build_index(cut.path, workers=2)
    assert len(list((cut.path / "index").glob("*/meta.json"))) == 3
    for query in ("护苗", "志愿者 >400", "type:ORG", "海港 五老", "志"):
        assert sorted(found(cut, query)) == sorted(found(whole, query))
    assert found(cut, ">400", sort="amount") == found(whole, ">400", sort="amount")
    same = oc.search.facets(cut, "护苗").values.tolist()
    assert same == oc.search.facets(whole, "护苗").values.tolist()


def test_bulk_export(corpus: Corpus, tmp_path: Path) -> None:
    count = oc.search.export_bulk(corpus, tmp_path / "all.ndjson", index="cadres")
    lines = [json.loads(line) for line in (tmp_path / "all.ndjson").read_text("utf-8").splitlines()]
    actions, records = lines[::2], lines[1::2]
    assert len(records) == count
    assert len({action["index"]["_id"] for action in actions}) == count
    assert {action["index"]["_index"] for action in actions} == {"cadres"}
    mapping = json.loads((tmp_path / "all.ndjson.mapping.json").read_text("utf-8"))
    assert {name for record in records for name in record} <= mapping["mappings"]["properties"].keys()
    texts = corpus.documents.set_index("id")["text"]
    for record in records:
        said = texts[record["document"]][record["start"] : record["end"]]
        assert said == record["surface"] if record["type"] != "TEXT" else said == record["sentence"]
    with pytest.raises(NotWritable):
        oc.search.export_bulk(corpus, tmp_path / "no" / "all.ndjson")


def test_suggestions_for_amounts(corpus: Corpus) -> None:
    said = oc.search.suggest(corpus, "志愿者 >9000 人 region:浙江")
    assert "不限大小时最大的是：5000 人" in said
    assert "不限单位有 1 处" not in said
    assert "不限单位有 1 处" in oc.search.suggest(corpus, "服务 >9000 人 region:浙江")
