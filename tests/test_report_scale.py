"""Reports of great corpora read them once, and what they leave out they say."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.compare import select, view
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.held import HeldCorpus
from nlp_oldcadre.report import extent, material
from nlp_oldcadre.report.build import build
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.tables import load_tables

VIEWS = ("programs", "functions", "counterparts", "results", "rates", "measures", "slogans", "conflicts", "plan_vs_result")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    documents = (small_corpus.liaoning(), small_corpus.zhejiang(), small_corpus.dalian())
    return small_corpus.write_corpus(tmp_path_factory.mktemp("corpus") / "c", *documents)


@pytest.mark.parametrize("what", VIEWS)
def test_a_held_corpus_gives_the_same_rows_each_time(corpus: Corpus, what: str) -> None:
    """What is kept between comparisons is not changed by them."""
    held = HeldCorpus(corpus)
    for other in VIEWS:
        view(held, other)
    assert view(held, what).to_dict("records").__repr__() == view(corpus, what).to_dict("records").__repr__()


def test_a_held_corpus_is_resolved_once(corpus: Corpus) -> None:
    held, tables = HeldCorpus(corpus), load_tables()
    assert Groups(held, "province", tables).resolution is Groups(held, "city", tables).resolution
    assert Groups(corpus, "province", tables).resolution is not Groups(corpus, "province", tables).resolution


def test_a_part_has_the_rows_of_its_documents(corpus: Corpus) -> None:
    ids = corpus.table("documents", ["id"])["id"].to_pylist()
    part = HeldCorpus(corpus, ids[:1])
    assert part.table("documents", ["id"])["id"].to_pylist() == ids[:1]
    assert set(part.table("facts", ["document_id"])["document_id"].to_pylist()) == set(ids[:1])
    assert part.table("facts", ["predicate"]).column_names == ["predicate"]
    assert 0 < part.table("facts").num_rows < corpus.table("facts").num_rows


def test_a_great_corpus_is_read_as_far_as_the_region_goes(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build(corpus, select(regions="辽宁"))
    monkeypatch.setattr(extent, "GREAT", 1)
    assert Material(corpus, select(regions="辽宁")).corpus.table("documents").num_rows == 2
    assert [part.paragraphs for part in build(corpus, select(regions="辽宁")).parts] == [
        part.paragraphs for part in whole.parts
    ]


def test_what_is_compared_in_pairs_is_cut_and_says_so(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "GREAT", 1)
    monkeypatch.setattr(material, "PAIRED_DOCUMENTS", 2)
    told = ["".join(run.text for run in p.runs) for part in build(corpus, select()).parts for p in part.paragraphs]
    assert any(text.startswith("材料较多，本部分只比对各地日期最近的共2份。") for text in told)


def test_a_sheet_of_very_many_rows_is_cut_and_says_so(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "MOST_ROWS", 1)
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra report")
    book = openpyxl.load_workbook(oc.report(corpus, tmp_path / "a.xlsx"))
    assert book["举措"].max_row == 2
    about = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    total = len(view(corpus, "measures"))
    assert about["举措"].startswith(f"1行（前1行，共{total}行，全部可用 oldcadre compare 导出）")
