"""The page of a place that full text is found at: it is in the file on that page, or not told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.search.page_marks import around, marks, page_at
from nlp_oldcadre.search.terms import fold

PROVINCES = Path(__file__).parents[1] / "corpora" / "provinces"
FILES = ("34_anhui_bulletin.pdf", "44_guangdong_news_2018.pdf", "51_sichuan_report_2024.pdf")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    output = tmp_path_factory.mktemp("pages") / "results"
    oc.run([PROVINCES / name for name in FILES], output)
    return oc.open(output)


def printed(uri: str) -> list[str]:
    """The words of each page, without blanks and marks."""
    with pypdfium2.PdfDocument(uri) as file:
        return [words(page.get_textpage().get_text_range()) for page in file]


def words(text: str) -> str:
    return re.sub(r"\W", "", fold(text))


def test_what_is_found_in_a_text_is_on_its_page(corpus: Corpus) -> None:
    rows = oc.search(corpus, "老", type="TEXT", limit=1000)
    assert set(rows["uri"]) == set(corpus.documents["uri"])
    for uri, own in rows.groupby("uri"):
        pages = printed(str(uri))
        assert own["page"].notna().mean() > 0.8
        for row in own[own["page"].notna()].itertuples():
            text = corpus.documents.set_index("uri")["text"][uri]
            assert words(text[row.start : row.start + 8]) in pages[row.page - 1]


def test_passages_for_a_server_bear_pages(corpus: Corpus, tmp_path: Path) -> None:
    oc.search.export_bulk(corpus, tmp_path / "all.ndjson")
    records = [json.loads(line) for line in (tmp_path / "all.ndjson").read_text("utf-8").splitlines()[1::2]]
    assert {record.get("page") for record in records if record["type"] == "TEXT"} >= {1, 2}


def test_a_place_between_two_pages_has_none() -> None:
    known = marks([(10, 1), (40, 2), (20, 1), (30, None)], length=50, pages=2)
    assert [page_at(known, at) for at in (0, 15, 20, 21, 39, 40, 49)] == [1, 1, 1, None, None, 2, 2]
    for start in range(50):
        for end in range(start + 1, 50):
            near = around(known, start, end)
            assert [page_at(near, at) for at in range(start, end)] == [page_at(known, at) for at in range(start, end)]
    assert page_at(marks([], length=9, pages=1), 5) == 1
    assert page_at(marks([], length=9, pages=3), 5) is None
    assert marks([(3, None)], length=9, pages=0) == marks([], length=9, pages=None) == []
