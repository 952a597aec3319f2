"""Answers as readable tables: Chinese headers, codes in words, empty cells empty."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import QueryError


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    place = tmp_path_factory.mktemp("readable")
    text = "2023年，大连市委老干部局成立“晚霞”志愿服务队，志愿者300余名。下一步，将组建宣讲团5支。"
    (place / "a.txt").write_text(text, encoding="utf-8")
    oc.run(place / "a.txt", place / "results")
    return oc.open(place / "results")


def test_codes_are_words_and_rows_stay_in_order(corpus: Corpus) -> None:
    found = oc.compare.results(corpus)
    shown = oc.readable(found, "results", columns=["concept", "status", "amount", "time"])
    assert list(shown.columns) == ["指标", "状态", "数值", "时间"]
    assert shown["指标"].tolist() == found["concept"].tolist()
    assert set(shown["状态"]) == {"已做", "计划"}
    assert shown.map(lambda value: isinstance(value, str)).all(axis=None)


def test_headers_of_ones_own(corpus: Corpus) -> None:
    shown = oc.readable(oc.compare.functions(corpus), "functions", columns={"group": "省份", "volunteers": ""})
    assert shown.to_dict("records")[0] == {"省份": "辽宁省", "志愿者、队员": "志愿者 >300名"}


def test_english(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLDCADRE_LANG", "en")
    shown = oc.readable(oc.compare.results(corpus), "results", columns=["concept", "status"])
    assert list(shown.columns) == ["indicator", "status"]
    assert set(shown["status"]) == {"done", "planned"}


def test_an_empty_answer_keeps_its_columns(corpus: Corpus) -> None:
    shown = oc.readable(oc.compare.conflicts(corpus), "conflicts")
    assert shown.empty and "情形" in shown.columns


@pytest.mark.parametrize(("view", "columns"), [("nothing", None), ("results", ["nothing"])])
def test_what_is_unknown_is_named(view: str, columns: list[str] | None) -> None:
    with pytest.raises(QueryError, match="nothing"):
        oc.readable(pd.DataFrame(), view, columns=columns)


def test_a_hit_with_blanks_of_the_layout_is_marked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年，全市志愿者带动 2 万余名群众增收。", encoding="utf-8")
    oc.run(tmp_path / "a.txt", tmp_path / "results")
    found = oc.search(oc.open(tmp_path / "results"), ">1000 人")
    assert list(oc.readable(found, "search")["所在句子"]) == ["2023年，全市志愿者带动【2万余名】群众增收。"]
