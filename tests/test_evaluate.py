"""The scorer: its own arithmetic, and the same figures as the reference scorer gives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CORPORA, SHARED

from nlp_oldcadre.errors import NotFound
from nlp_oldcadre.evaluate import Scores, compare_records, evaluate, evaluate_by, floors, group_rows, markdown
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from nlp_oldcadre.records import annotation

TEXT = "沈阳市开展活动3场"
GOLD = {
    "metadata": {"genre": "news", "issuers": ["甲", "乙"]},
    "headings": [{"level": 1, "start": 0, "end": 3}],
    "mentions": [
        {"type": "REGION", "start": 0, "end": 3, "attrs": {"adcode": "210100"}},
        {"type": "QUANTITY", "start": 7, "end": 9, "attrs": {"value": 3, "unit": "场"}},
    ],
    "facts": [["甲", "run_by", "乙"]],
}


def scored(**changes) -> Scores:
    scores = Scores()
    compare_records(scores, GOLD, GOLD | changes, TEXT)
    return scores


def test_a_document_scored_against_itself_is_perfect() -> None:
    scores = scored()
    assert (scores.mean("exact"), scores.mean("full"), scores.facts.f1("exact"), scores.headings.f1("exact")) == (1, 1, 1, 1)
    assert scores.metadata_right == scores.metadata_all == 2


def test_nothing_predicted_scores_zero() -> None:
    scores = scored(mentions=[], facts=[], headings=[], metadata={})
    assert (scores.mean("overlap"), scores.facts.f1("exact"), scores.metadata_right) == (0, 0, 0)


def test_a_wrong_attribute_costs_full_and_not_overlap() -> None:
    wrong = [GOLD["mentions"][0], {"type": "QUANTITY", "start": 7, "end": 9, "attrs": {"value": 3, "unit": "次"}}]
    scores = scored(mentions=wrong)
    assert scores.mean("overlap") == 1 and scores.mean("full") == 0.5


def test_less_than_half_in_common_is_no_pair() -> None:
    scores = scored(mentions=[{"type": "REGION", "start": 2, "end": 6, "attrs": {}}])
    assert scores.types["REGION"].overlap == 0


def test_a_list_of_metadata_is_compared_without_order() -> None:
    assert scored(metadata={"genre": "news", "issuers": ["乙", "甲"]}).metadata_right == 2


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no annotated documents"):
        evaluate(tmp_path)


def test_same_figures_as_the_reference_scorer(tmp_path: Path) -> None:
    reference = SHARED / "evaluation" / "score.py"
    gold = CORPORA / "gold"
    if not reference.is_file():
        pytest.skip("needs ../shared/evaluation/score.py, which is not part of the repository")
    predictions = tmp_path / "predictions.jsonl"
    records = [annotation(process(read(p))) for p in sorted(gold.glob("*.txt"))]
    predictions.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(reference), str(gold), str(gold), str(predictions), "--json", str(figures)]
    subprocess.run(command, check=True, capture_output=True)
    theirs, ours = json.loads(figures.read_text(encoding="utf-8")), evaluate(gold)
    for row in ours.rows():
        if row["type"] in ("headings", "facts", "metadata"):
            assert row["exact"] == theirs[row["type"]]
            continue
        other = theirs["mean"] if row["type"] == "mean" else theirs["types"].get(row["type"], {})
        assert [row[f] for f in ("exact", "overlap", "full")] == [other.get(f) for f in ("exact", "overlap", "full")]


def test_a_split_is_what_the_manifest_says(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,split\na.txt,dev\nb.txt,test\n", encoding="utf-8")
    assert (evaluate(tmp_path, split="dev").documents, evaluate(tmp_path).documents) == (1, 2)
    with pytest.raises(NotFound):
        evaluate(tmp_path, split="train")


def test_five_figures_of_quantities() -> None:
    three = GOLD["mentions"][1]
    for attrs, right in (
        ({"value": 3, "unit": "场"}, (1, 1, 1, 1, 1)),
        ({"value": 4, "unit": "场"}, (0, 0, 0, 0, 0)),
        ({"value": 3, "unit": "次"}, (1, 0, 1, 1, 1)),
        ({"value": 3, "unit": "场", "modifier": "about"}, (1, 1, 0, 1, 1)),
        ({"value": 3, "unit": "场", "change": "increase"}, (1, 1, 0, 1, 1)),
        ({"value": 3, "unit": "场", "indicator": "活动"}, (1, 1, 1, 0, 0)),
    ):
        scores = scored(mentions=[three | {"attrs": attrs}])
        assert tuple(row["full"] for row in scores.quantity_rows()) == right, attrs
    counted = three | {"attrs": {"value": 3, "unit": "场", "indicator": "志愿服务活动"}}
    scores = Scores()
    partly = three | {"attrs": {"value": 3, "unit": "场", "indicator": "服务活动"}}
    compare_records(scores, GOLD | {"mentions": [counted]}, GOLD | {"mentions": [partly]}, TEXT)
    assert [row["full"] for row in scores.quantity_rows()] == [1, 1, 1, 1, 0]


def folder(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,split,province\na.txt,dev,甲省\nb.txt,test,乙省\n", encoding="utf-8")
    return tmp_path


def test_groups_add_up_to_the_whole(tmp_path: Path) -> None:
    groups = evaluate_by(folder(tmp_path), "province")
    assert {name: s.documents for name, s in groups.items()} == {"甲省": 1, "乙省": 1}
    rows = list(group_rows(groups))
    assert [row["group"] for row in rows] == ["甲省", "乙省"] and rows[0]["mean_overlap"] == groups["甲省"].mean("overlap")
    whole = evaluate(tmp_path).types["QUANTITY"]
    assert whole.gold == sum(s.types["QUANTITY"].gold for s in groups.values())


def test_annotations_may_stand_elsewhere(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    for path in folder(tmp_path).glob("*.json"):
        path.rename(gold / path.name)
    assert evaluate(tmp_path, gold=gold).documents == 2
    with pytest.raises(NotFound):
        evaluate(tmp_path)


def test_floors_rise_by_themselves_and_fall_only_when_told(tmp_path: Path) -> None:
    path, here = tmp_path / "floors.json", folder(tmp_path)
    low, high = scored(facts=[]), scored()
    assert not floors.record(path, "x", here, low).fallen
    assert "facts" in floors.record(path, "x", here, high).risen
    raised = path.read_text(encoding="utf-8")
    assert floors.record(path, "x", here, low).fallen == {"facts": (1.0, 0.0)}
    assert path.read_text(encoding="utf-8") == raised, "a fall writes nothing"
    floors.record(path, "x", here, low, allow_lower=True)
    assert json.loads(path.read_text(encoding="utf-8"))["x"]["figures"]["facts"] == 0


def test_floors_of_another_corpus_are_none(tmp_path: Path) -> None:
    path, here = tmp_path / "floors.json", folder(tmp_path)
    floors.record(path, "x", here, scored())
    (here / "a.txt").write_text(TEXT + "。", encoding="utf-8")
    assert not floors.record(path, "x", here, scored()).is_same_corpus
    assert floors.record(path, "x", here, scored(), allow_lower=True) != floors.compare(path, "x", here, scored())
    assert floors.compare(path, "x", here, scored()).is_same_corpus


def test_markdown_has_a_row_for_each_type_and_figure() -> None:
    table = markdown(scored())
    assert "| QUANTITY | 1 | 1 | 100.0 | 100.0 | 100.0 |" in table
    assert "| mean |  |  | 100.0 | 100.0 | 100.0 |" in table
