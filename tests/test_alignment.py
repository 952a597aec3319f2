"""Measures aligned by what they say, on a corpus written by hand; the model is what its pairs give."""

from __future__ import annotations

import csv
import json
import time
import tomllib
from pathlib import Path

import numpy as np
import pytest
import small_corpus
from conftest import ROOT
from typer.testing import CliRunner

import nlp_oldcadre as oc
from nlp_oldcadre import train_alignment
from nlp_oldcadre.cli import app
from nlp_oldcadre.compare.align_rows import Aligner
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.compare.likeness import Likeness
from nlp_oldcadre.compare.measure_list import list_measures
from nlp_oldcadre.compare.measure_space import MeasureSpace, MeasureText
from nlp_oldcadre.compare.strength import change, concretion
from nlp_oldcadre.compare.wording import Wording
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.model import Document, MeasureValue, Metadata
from nlp_oldcadre.tables import BUILT_IN, load_tables

PLAN = """红叶要点
现将本要点印发给你们。探索为离休干部开通就医绿色通道。要建设老年大学网上课堂。鼓励退休干部到社区报到。
"""
REPORT = """银霞总结
为离休干部设立优先就诊窗口。必须建设网上老年大学12所。举办老干部书画展。
"""


def measured(name: str, text: str, adcode: str, *measures: tuple[str, MeasureValue]) -> Document:
    d = small_corpus.Draft(name, text, Metadata(genre="circular", title=text.split("\n")[0], adcode=adcode))
    for surface, value in measures:
        d.measure(surface, name, value)
    return d.finished()


def planned(topic: str, verb: str, object: str, strength: str = "expected", **more: str) -> MeasureValue:
    return MeasureValue("planned", topic, verb, object, strength=strength, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    plan = measured(
        "plan", PLAN, "210000",
        ("将本要点印发给你们", planned("general", "印发", "要点")),
        ("为离休干部开通就医绿色通道", planned("care", "开通", "绿色通道", "exploratory")),
        ("建设老年大学网上课堂", planned("digital", "建设", "网上课堂")),
        ("退休干部到社区报到", planned("organisation", "报到", "社区", "encouraged")),
    )  # fmt: skip
    report = measured(
        "report", REPORT, "330000",
        ("为离休干部设立优先就诊窗口", MeasureValue("done", "care", "设立", "优先就诊窗口")),
        ("建设网上老年大学12所", planned("digital", "建设", "网上老年大学", "required", deadline="2020-12-31")),
        ("举办老干部书画展", MeasureValue("done", "culture", "举办", "书画展")),
    )  # fmt: skip
    return small_corpus.write_corpus(tmp_path_factory.mktemp("aligned"), plan, report)


def test_two_regions_are_aligned(corpus: Corpus) -> None:
    frame = oc.compare.alignment(corpus, left="红叶要点", right="330000")
    columns = ["group", "relation", "measure", "other_measure", "change", "made_concrete"]
    assert [[None if v != v else v for v in row] for row in frame[columns].to_numpy().tolist()] == [
        ["辽宁省", "matched", "为离休干部开通就医绿色通道", "为离休干部设立优先就诊窗口", "done", []],
        ["辽宁省", "matched", "建设老年大学网上课堂", "建设网上老年大学12所", "hardened", ["deadline"]],
        # Handing the plan over is no measure.
        ["辽宁省", "only_left", "退休干部到社区报到", None, None, []],
        ["浙江省", "only_right", None, "举办老干部书画展", None, []],
    ]
    assert "就医便利" in frame.reasons[0]


def test_both_sides_have_their_evidence(corpus: Corpus) -> None:
    texts = corpus.documents.set_index("id")["text"]
    for row in oc.compare.alignment(corpus, left="plan.txt", right="report").itertuples():
        if row.relation != "only_right":
            assert texts[row.document][row.start : row.end] == row.quote
        if row.relation != "only_left":
            assert texts[row.other_document][row.other_start : row.other_end] == row.other_quote


def test_one_side_against_all_others_and_each_group(corpus: Corpus) -> None:
    alone = oc.compare.alignment(corpus, left="红叶要点")
    assert alone.relation.tolist() == ["matched", "matched", "only_left"]
    each = oc.compare.alignment(corpus)
    assert each.groupby("group").relation.apply(list).to_dict() == {
        "浙江省": ["matched", "matched", "only_left"], "辽宁省": ["matched", "matched", "only_left"],
    }  # fmt: skip


def test_one_side_only_on_the_right(corpus: Corpus) -> None:
    assert set(oc.compare.alignment(corpus, right="浙江").group) == {"辽宁省"}


def test_unknown_sides_are_errors(corpus: Corpus) -> None:
    with pytest.raises(QueryError, match="no such region"):
        oc.compare.alignment(corpus, left="无此地方", right="浙江")
    with pytest.raises(QueryError, match="no such document"):
        oc.compare.items(corpus, "没有的文件")
    with pytest.raises(QueryError, match="has no items"):
        oc.compare.items(corpus, "红叶要点")


def test_a_side_is_not_set_beside_itself(corpus: Corpus) -> None:
    for left, right in (("辽宁", "辽宁"), ("辽宁", "210000")):
        with pytest.raises(QueryError, match="the same measures"):
            oc.compare.alignment(corpus, left=left, right=right)


def test_the_part_of_a_region_is_no_side_of_the_region(tmp_path: Path) -> None:
    """A province beside its city: what the rest of it does is beside the city's, not the city's own beside nothing."""
    text, value = "工作要点\n{}为离休干部开通就医绿色通道。", planned("care", "开通", "绿色通道")
    province = measured("省", text.format("省里"), "210000", ("为离休干部开通就医绿色通道", value))
    city = measured("市", text.format("市里"), "210200", ("为离休干部开通就医绿色通道", value))
    both = small_corpus.write_corpus(tmp_path / "both", province, city)
    for left, right in (("辽宁", "大连"), ("大连", "辽宁")):
        assert oc.compare.alignment(both, left=left, right=right)["relation"].tolist() == ["matched"]


def test_the_option_that_is_wrong_is_named(corpus: Corpus) -> None:
    with pytest.raises(QueryError, match="--right 无此地方"):
        oc.compare.alignment(corpus, left="辽宁", right="无此地方")


def test_empty_corpus(tmp_path: Path) -> None:
    empty = small_corpus.write_corpus(tmp_path / "empty")
    assert oc.compare.alignment(empty).empty
    assert oc.compare.alignment(empty, left="辽宁", right="浙江").empty


@pytest.mark.parametrize(
    ("one", "other", "became"),
    [("exploratory", "encouraged", "hardened"), ("required", "expected", "softened"), ("expected", "expected", "same")],
)
def test_strength(one: str, other: str, became: str) -> None:
    rows = [{"status": "planned", "strength": strength} for strength in (one, other)]
    assert change(*rows) == became
    assert change({"status": "done", "strength": None}, rows[0]) == "planned"
    assert change(rows[0], {"status": "planned", "strength": None}) is None


def test_concretion_is_one_way() -> None:
    open_, fixed = {"deadline": None, "quantity_ids": []}, {"deadline": "2021-01-01", "quantity_ids": ["q"]}
    assert (concretion(open_, fixed), concretion(fixed, open_)) == (["deadline", "amount"], [])


def test_the_weights_are_what_the_pairs_give() -> None:
    model = train_alignment.train(ROOT / "corpora")
    with (BUILT_IN / "alignment_weights.csv").open(encoding="utf-8") as handle:
        stored = {row["feature"]: float(row["weight"]) for row in csv.DictReader(handle)}
    record = tomllib.loads((BUILT_IN / "alignment_model.toml").read_text(encoding="utf-8"))
    assert record["data_digest"] == train_alignment.digest(ROOT / "corpora")
    assert stored == pytest.approx(model.weights, abs=0.02)
    print("alignment F1:", {name: value for name, value in model.record.items() if name.startswith("f1")})
    assert model.record["f1_test"] > 85 > model.record["f1_test_tfidf_only"]


def test_terms_are_counted_in_the_sentences() -> None:
    with (BUILT_IN / "alignment_terms.csv").open(encoding="utf-8") as handle:
        stored = [(row["term"], int(row["sentences"])) for row in csv.DictReader(handle)]
    assert stored == train_alignment.terms(ROOT / "corpora" / "measures.csv")


def test_nothing_said_is_like_nothing() -> None:
    space = MeasureSpace([MeasureText(""), MeasureText("，。"), MeasureText("开通绿色通道")], Wording.of(load_tables()))
    scores = Likeness.of(load_tables()).scores(space, np.array([0, 1, 2]), np.array([1, 2, 2]))
    assert (scores[:2] < 0.1).all()
    assert scores[2] > 0.9


def test_many_measures_are_never_compared_each_with_each(tmp_path: Path) -> None:
    """4,000 measures: all pairs would be 16 million; hostile ones are alike throughout."""
    verbs, objects = ("举办", "建设", "开展", "组建", "落实"), ("书画展", "活动中心", "志愿服务", "宣讲团", "生活待遇")
    texts = [f"{verbs[i % 5]}{'甲乙丙丁戊己庚辛'[i % 8]}{'东南西北'[i % 4]}{objects[i // 5 % 5]}" for i in range(4000)]
    lines = "\n".join(f"{text}。" for text in dict.fromkeys(texts))
    values = [(t, planned("culture", t[:2], t[4:])) for t in dict.fromkeys(texts)]
    made = [measured(f"d{i}", f"第{i}号\n{lines}", code, *values) for i, code in enumerate(("210000", "330000") * 5)]
    many = small_corpus.write_corpus(tmp_path / "many", *made)
    groups = Groups(many, "province", load_tables())
    start = time.process_time()
    aligner = Aligner(groups, list_measures(groups))
    half = np.arange(0, len(aligner.measures), 2)
    pairs = list(aligner.pairs(half, half + 1))
    assert len(pairs) <= 24 * len(half)
    assert time.process_time() - start < 10


def test_command_line(corpus: Corpus) -> None:
    def run(*options: str) -> list[dict[str, object]]:
        done = CliRunner().invoke(app, ["compare", str(corpus.path), *options, "--json"])
        assert done.exit_code == 0, done.output
        found: list[dict[str, object]] = json.loads(done.stdout)
        return found

    assert [row["relation"] for row in run("--what", "alignment", "--left", "辽宁", "--right", "浙江")][:1] == ["matched"]
    refused = CliRunner().invoke(app, ["compare", str(corpus.path), "--what", "items"])
    assert isinstance(refused.exception, QueryError)
    refused = CliRunner().invoke(app, ["compare", str(corpus.path), "--left", "辽宁"])
    assert isinstance(refused.exception, QueryError)
