"""What programmes are for, since when they run, and which do the same job elsewhere."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pandas as pd
import pytest

import nlp_oldcadre as oc
from nlp_oldcadre import train_counterparts
from nlp_oldcadre.compare import counterpart_rows
from nlp_oldcadre.compare.clusters import clusters, odds
from nlp_oldcadre.compare.counterpart_rows import member_groups
from nlp_oldcadre.compare.functions import Functions
from nlp_oldcadre.compare.pair_features import FEATURES, PairFeatures
from nlp_oldcadre.compare.profiles import Profile
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.counterpart_scores import Judged, cross_validate
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.tables import BUILT_IN, load_tables
from tests import small_corpus
from tests.conftest import CORPORA, SHARED

TABLES = load_tables()
RECORD = TABLES.record("program_functions")["function"]
FUNCTIONS = Functions.of(TABLES)


def examples(name: str) -> Iterator[Any]:
    for row in RECORD:
        for example in row[name]:
            yield pytest.param(row["key"], *example.split(" | "), id=example.partition(" ")[0])


def best(name: str, purpose: str) -> str:
    found = FUNCTIONS.best(FUNCTIONS.of_profile(Profile(name, purpose=(purpose,))))
    return found.key if found else ""


@pytest.mark.parametrize(("key", "name", "purpose"), list(examples("examples")))
def test_examples_are_of_their_function(key: str, name: str, purpose: str) -> None:
    assert best(name, purpose) == key


@pytest.mark.parametrize(("key", "name", "purpose"), list(examples("counter_examples")))
def test_counter_examples_are_of_another(key: str, name: str, purpose: str) -> None:
    assert best(name, purpose) not in ("", key)


@pytest.mark.parametrize("row", RECORD, ids=lambda row: row["key"])
def test_a_word_stands_once_in_a_function(row: dict[str, Any]) -> None:
    words = [*row["strong"], *row["words"]]
    assert len(words) == len(set(words)) and len(row["heads"]) == len(set(row["heads"]))
    assert all(row[name] for name in ("zh", "en", "examples", "counter_examples"))


def test_what_says_too_little_has_no_function() -> None:
    assert best("同心同行", "深化品牌先锋") == ""
    assert FUNCTIONS.shares(np.zeros(len(FUNCTIONS.all))) == {}
    assert [FUNCTIONS.named(name) for name in ("venue", "支部活动阵地", "?")] == [FUNCTIONS.all[2], FUNCTIONS.all[2], None]


def test_what_follows_a_quoted_name_tells_its_function() -> None:
    assert FUNCTIONS.best(FUNCTIONS.of_profile(Profile("同心", tails=("志愿服务行动，面向",)))) == FUNCTIONS.all[0]
    assert not FUNCTIONS.of_profile(Profile("同心", tails=("，面向",))).any()


# --- pairs and groups


def test_similarities_are_symmetric_and_between_0_and_1() -> None:
    profiles = [
        Profile("晚霞驿站", kind="platform", topics={"organisation": 1}),
        Profile("银辉宣讲团", kind="team"),
        Profile(""),
    ]
    features = PairFeatures(profiles, TABLES)
    for name in FEATURES:
        matrix = features.matrix(name)
        assert matrix.shape == (3, 3) and np.allclose(matrix, matrix.T)
        assert (matrix >= 0).all() and (matrix <= 1 + 1e-9).all()
    assert features.matrix("topic")[1, 1] == 0  # of what no topic is known, nothing is alike


def test_a_likely_pair_does_not_join_two_crowds() -> None:
    chances = np.full((6, 6), 0.1)
    chances[:3, :3] = chances[3:, 3:] = 0.9
    chances[2, 3] = chances[3, 2] = 0.85
    assert clusters(chances, 0.5).tolist() == [0, 0, 0, 1, 1, 1]
    assert clusters(np.zeros((0, 0)), 0.5).tolist() == [] and clusters(np.ones((1, 1)), 0.5).tolist() == [0]


def test_many_programmes_are_compared_within_their_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counterpart_rows, "LIMIT", 3)
    profiles = [Profile(name) for name in ("甲驿站", "乙驿站", "丙宣讲团", "丁宣讲团", "同心同行")]
    groups = [[member.number for member in group] for group in member_groups(profiles, TABLES)]
    assert sorted(groups) == [[0, 1], [2, 3], [4]]


def test_two_thousand_programmes_take_seconds() -> None:
    names = ["志愿服务队", "宣讲团", "驿站", "公众号", "书画展", "调解室", "讲堂", "帮扶机制"]
    profiles = [Profile(f"第{i}{names[i % 8]}", purpose=("组织老同志开展活动" * 20,)) for i in range(2000)]
    started = process_time()
    assert len(list(member_groups(profiles, TABLES))) == 8
    assert process_time() - started < 30


def test_stored_model_is_the_trained_one() -> None:
    facts = train_counterparts.judged(CORPORA / "facts")
    weights = train_counterparts.fit(PairFeatures(facts.profiles, TABLES), facts.truth(), np.arange(len(facts.profiles)))
    with (BUILT_IN / "counterpart_weights.csv").open(encoding="utf-8") as handle:
        stored = {row["feature"]: float(row["weight"]) for row in csv.DictReader(handle)}
    assert stored == pytest.approx(weights, abs=1e-3), "run python -m nlp_oldcadre.train_counterparts corpora"
    assert all(weight >= 0 for name, weight in weights.items() if name != "bias")
    record = tomllib.loads((BUILT_IN / "counterpart_model.toml").read_text(encoding="utf-8"))
    assert record["data_digest"] == train_counterparts.digest(CORPORA)


def test_groups_that_the_model_has_not_seen() -> None:
    """The floor of the figures in the record; the whole protocol is run by the training."""
    facts = train_counterparts.judged(CORPORA / "facts")
    scores = cross_validate(facts, train_counterparts.learned(facts, TABLES), repeats=2)
    text_only = cross_validate(facts, train_counterparts.learned(facts, TABLES, ["text"]), repeats=2)
    assert scores["held_out"].f1 >= 88 > text_only["held_out"].f1
    assert scores["against_all"].f1 >= 75 > text_only["against_all"].f1


def test_labels_are_no_features() -> None:
    """Names of groups and the reasons of the file change nothing that is measured from a profile."""
    facts = train_counterparts.judged(CORPORA / "facts")
    renamed = Judged(facts.profiles, [frozenset(f"X{name}" for name in groups) for groups in facts.groups])
    assert (facts.truth() == renamed.truth()).all()
    chances = odds(PairFeatures(facts.profiles, TABLES), {"bias": 0.0, "function": 1.0})
    assert (chances == odds(PairFeatures(renamed.profiles, TABLES), {"bias": 0.0, "function": 1.0})).all()


@pytest.mark.parametrize("name", ["programs", "results", "measures", "counterparts"])
def test_facts_are_those_of_their_source(name: str) -> None:
    source = SHARED / "facts" / f"{name}.csv"
    if not source.is_file():
        pytest.skip("needs ../shared/facts, which is not part of the repository")
    assert (CORPORA / "facts" / source.name).read_bytes() == source.read_bytes()


# --- comparisons of a corpus


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("counterparts")
    texts = {
        "a.txt": "辽宁省委老干部局\n2018年5月，大连市委老干部局成立“晚霞”志愿服务队，已有志愿者300余名，开展志愿服务80场次。\n",
        "b.txt": "浙江省委老干部局\n杭州市委老干部局打造“银耀钱塘”志愿服务品牌，组建志愿服务队12支，有志愿者500名。\n",
        "c.txt": "贵州省委老干部局\n遵义市委老干部局推出“赤水云”微信公众号，老同志网上学习，关注用户2万余人。\n",
        "d.txt": "云南省委老干部局\n全省组建老干部志愿服务队40支。\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    oc.run([folder / name for name in texts], folder / "results")
    return oc.open(folder / "results")


def cells(frame: pd.DataFrame, *columns: str) -> list[list[Any]]:
    return [
        [None if isinstance(c, float) and c != c else c for c in row]
        for row in frame[list(columns)].astype(object).values.tolist()
    ]


def test_which_region_does_which_job(corpus: Corpus) -> None:
    frame = oc.compare.functions(corpus, function="志愿服务", by="city")
    assert cells(frame, "group", "program", "since", "since_from", "teams", "volunteers", "sessions") == [
        ["大连市", "晚霞志愿服务队", "2018-05", "founded", [], ["志愿者 >300名"], ["志愿服务 80场次"]],
        ["杭州市", "银耀钱塘", None, None, ["志愿服务队 12支"], ["志愿者 500名"], []],
        ["云南省（省级）", None, None, None, ["老干部志愿服务队 40支"], [], []],
    ]


def test_several_jobs_are_asked_for_at_once(corpus: Corpus) -> None:
    frame = oc.compare.functions(corpus, function="志愿服务,online")
    assert cells(frame, "function", "group") == [
        ["volunteer", "辽宁省"], ["volunteer", "浙江省"], ["volunteer", "云南省"], ["online", "贵州省"],
    ]  # fmt: skip
    with pytest.raises(QueryError, match="唱戏"):
        oc.compare.functions(corpus, function="志愿服务,唱戏")


def test_counterparts_with_their_reasons(corpus: Corpus) -> None:
    frame = oc.compare.counterparts(corpus)
    assert cells(
        frame, "relation", "counterparts", "group", "program", "groups_with", "nearest", "nearest_group", "others"
    ) == [
        ["matched", "志愿服务", "辽宁省", "晚霞志愿服务队", 2, "银耀钱塘", "浙江省", ["浙江省“银耀钱塘”"]],
        ["matched", "志愿服务", "浙江省", "银耀钱塘", 2, "晚霞志愿服务队", "辽宁省", ["辽宁省“晚霞志愿服务队”"]],
        ["alone", None, "贵州省", "赤水云", 1, None, None, []],
    ]
    first = frame.iloc[0]
    assert "志愿服务" in first["object"] and "志愿服务" in first["wording"] and first["results"] == ["志愿者（名）"]
    assert 0.5 < first["score"] <= 1


@pytest.mark.parametrize("what", ["programs", "functions", "counterparts"])
@pytest.mark.parametrize("by", ["province", "genre", "topic"])
def test_every_row_leads_to_its_source(corpus: Corpus, what: str, by: str) -> None:
    sources = corpus.documents.set_index("id")["text"]
    frame = oc.compare.view(corpus, what, by=by)
    assert not frame.empty
    for row in frame.itertuples():
        assert sources[row.document][row.start : row.end] == row.quote != ""


def test_kinds_and_functions_choose(corpus: Corpus) -> None:
    assert cells(oc.compare.programs(corpus, kind="队伍"), "program") == [["晚霞志愿服务队"]]
    assert cells(oc.compare.programs(corpus, only=oc.compare.select(regions="贵州")), "program", "function") == [
        ["赤水云", "online"]
    ]
    assert cells(oc.compare.counterparts(corpus, function="online", kind="platform"), "program") == [["赤水云"]]
    with pytest.raises(QueryError, match="no such function"):
        oc.compare.functions(corpus, function="唱歌")
    with pytest.raises(QueryError, match="no such kind"):
        oc.compare.programs(corpus, kind="唱歌")
    with pytest.raises(QueryError, match="does not take it"):
        oc.compare.view(corpus, "results", kind="brand")


def test_an_empty_corpus_has_none(tmp_path: Path) -> None:
    empty = small_corpus.write_corpus(tmp_path / "empty")
    for what in ("programs", "functions", "counterparts"):
        assert oc.compare.view(empty, what).empty


def test_bad_input_raises_nothing(tmp_path: Path) -> None:
    """A programme without region, one that is its own parent, a name of ten thousand characters, one that opens with =."""
    long = "长" * 10_000
    d = small_corpus.Draft(
        "坏", f"坏\n“环”行动。“{long}”行动。“=1+1”品牌。\n", replace(small_corpus.dalian().metadata, adcode=None, region=None)
    )
    for name in ("环", long, "=1+1"):
        found = d.add("PROGRAM", name, oc.model.ProgramValue("action", name))
        d.state(name, "part_of", name, found)
    bad = small_corpus.write_corpus(tmp_path / "bad", d.finished())
    assert sorted(oc.compare.programs(bad)["program"]) == sorted(["=1+1", "环", long])
    assert set(oc.compare.counterparts(bad)["relation"]) == {"alone"}
    assert oc.compare.functions(bad).empty


def answered(folder: Path, what: str, texts: dict[str, str], *columns: str) -> list[list[Any]]:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    oc.run([folder / name for name in texts], folder / "results")
    return cells(oc.compare.view(oc.open(folder / "results"), what), *columns)


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("“金桥义工”是{}2015年打造的志愿服务品牌。2021年，“金桥义工”获评全省学雷锋示范点。", ["2015", "founded"]),
        ("“金桥义工”由{}于2016年3月创办。2021年，“金桥义工”获评全省学雷锋示范点。", ["2016-03", "founded"]),
        # What else was founded that year is not the programme.
        ("“金桥义工”是品牌，{}2015年打造了基地。2021年，“金桥义工”志愿者达到300名。", ["2021", "reported"]),
    ],
)
def test_since_is_when_the_text_says_it_was_founded(tmp_path: Path, said: str, since: list[str]) -> None:
    text = "锦州市老干部工作简报\n\n" + said.format("锦州市委老干部局")
    found = answered(tmp_path, "programs", {"a.txt": text}, "program", "since", "since_from")
    assert [row[1:] for row in found if row[0] == "金桥义工"] == [since]


def test_a_station_kept_in_another_province_is_of_those_who_keep_it(tmp_path: Path) -> None:
    text = (
        "滁州市离退休干部融入社区治理工作报告\n\n滁州市委老干部局依托“老党员驿站”，借用驻外办事处的场地，"
        "于2025年6月27日为驻上海老党员驿站揭牌。\n\n滁州市委老干部局\n2025年12月26日\n"
    )
    assert {row[0] for row in answered(tmp_path, "programs", {"a.txt": text}, "group")} == {"安徽省"}


def test_an_amount_that_two_reports_tell_stands_once(tmp_path: Path) -> None:
    first = "大连市委老干部局成立“星海银帆”志愿服务队，现有志愿者60名，累计服务2200人次。"
    second = "大连市委老干部局成立“星海银帆”志愿服务队，服务队志愿者60名，志愿服务2200人次。"
    texts = {name: f"大连老干部工作简报\n\n{text}\n" for name, text in (("a.txt", first), ("b.txt", second))}
    assert answered(tmp_path, "programs", texts, "results") == [[["志愿者 60名", "服务 2200人次"]]]


def test_what_a_plan_starts_from_is_there_already(tmp_path: Path) -> None:
    text = "关于做好老干部工作的通知\n\n各单位：\n\n推动老党员工作室由7家增加到30家以上。\n\n新民市委老干部局\n2023年2月10日\n"
    rows = answered(tmp_path, "results", {"a.txt": text}, "amount", "status")
    assert sorted(rows) == [["≥30家", "planned"], ["原 7家", "done"]]
