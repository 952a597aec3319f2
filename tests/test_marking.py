"""内部资料 and its like go with a document wherever it is named; the parts of documents stand in the results."""

from __future__ import annotations

from pathlib import Path

import pytest

import nlp_oldcadre as oc
from nlp_oldcadre import answers, compare
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.summary import summarise

MARKED = """内部资料　注意保存

沈阳老干部工作简报

第12期

中共沈阳市委老干部局编　　　　2023年5月6日

“银龄先锋”志愿服务走进社区

2023年4月，沈阳市委老干部局组建“银龄先锋”志愿服务队12支，吸纳志愿者300名，荣获全省先进集体。

报：省委老干部局。

责任编辑：王明
"""
VIEWS = {
    "overview": compare.compare,
    "programs": compare.programs,
    "results": compare.results,
    "measures": compare.measures,
    "slogans": compare.slogans,
}
OPEN = MARKED.replace("内部资料　注意保存\n\n", "").replace("第12期", "第13期").replace("300名", "400名")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, oc.RunReport]:
    place = tmp_path_factory.mktemp("marking")
    (place / "a.txt").write_text(MARKED, encoding="utf-8")
    (place / "b.txt").write_text(OPEN, encoding="utf-8")
    report = oc.run([place / "a.txt", place / "b.txt"], place / "out")
    return oc.open(place / "out"), report


def test_the_documents_table_has_it(results: tuple[Corpus, oc.RunReport]) -> None:
    corpus, _ = results
    by_issue = {row["issue"]: row["marking"] for row in corpus.table("documents").to_pylist()}
    assert by_issue == {12: "内部资料 注意保存", 13: None}
    named = corpus.with_document(corpus.quantities)
    assert set(named["document_marking"].dropna()) == {"内部资料 注意保存"}


def test_answers_have_it_beside_the_title(results: tuple[Corpus, oc.RunReport], capsys: pytest.CaptureFixture[str]) -> None:
    corpus, _ = results
    found = oc.search(corpus, "志愿者")
    assert set(found.loc[found["uri"].str.endswith("a.txt"), "marking"]) == {"内部资料 注意保存"}
    assert found.loc[found["uri"].str.endswith("b.txt"), "marking"].isna().all()
    for view in ("programs", "results", "measures"):
        frame = VIEWS[view](corpus, by="province")
        assert "marking" in frame.columns
    answers.show(VIEWS["overview"](corpus, by="province"), "overview", as_json=False, as_csv=False)
    answers.show(found, "search", as_json=False, as_csv=False)
    shown = "".join(capsys.readouterr().out.split())
    assert shown.count("【内部资料") >= 2


def test_tables_for_spreadsheets_have_it(results: tuple[Corpus, oc.RunReport], tmp_path: Path) -> None:
    corpus, _ = results
    for view in ("overview", "programs", "results", "measures", "slogans"):
        frame = VIEWS[view](corpus, by="province")
        if len(frame):
            answers.save(frame, view, tmp_path / f"{view}.csv")
            written = (tmp_path / f"{view}.csv").read_text(encoding="utf-8-sig")
            # What stands in the open document alone is not marked.
            assert "【内部资料 注意保存】" in written or "a.txt" not in written, view


def test_the_run_says_it(results: tuple[Corpus, oc.RunReport], capsys: pytest.CaptureFixture[str]) -> None:
    _, report = results
    assert report.markings == {"内部资料 注意保存": 1}
    summarise(report, "out")
    assert "内部资料 注意保存 1" in capsys.readouterr().out


def test_the_elements_stand_in_the_results(results: tuple[Corpus, oc.RunReport]) -> None:
    corpus, _ = results
    texts = dict(zip(corpus.documents["id"], corpus.documents["text"], strict=True))
    rows = corpus.table("elements").to_pylist()
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["quote"]
    kinds = {row["kind"]: row["value"] for row in rows}
    assert kinds["editor"] == "王明" and kinds["issuer"] == "沈阳市委老干部局" and kinds["date"] == "2023-05-06"
    (record, _) = oc.annotate(Path(corpus.documents["uri"].iloc[0]).parent)
    assert {"kind": "editor", "value": "王明"}.items() <= next(e for e in record["elements"] if e["kind"] == "editor").items()
