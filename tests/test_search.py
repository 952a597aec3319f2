"""Search over a corpus whose mentions are written by hand, and full text against a brute-force scan."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import small_corpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import NotACorpus, QueryError
from nlp_oldcadre.model import Document
from nlp_oldcadre.search.passages import passages
from nlp_oldcadre.search.terms import DROPPED, fold

# Few characters, so that strings recur; with what breaks lines, quotes, widens, and what engines give a meaning.
ALPHABET = "老干部志愿a1Ａ 　\n“”\"':()+*^~%\\/-，。"
TEXTS = ["".join(random.Random(n).choices(ALPHABET, k=size)) for n, size in enumerate([3, 40, 700, 3000])]
TEXTS += ["志愿" * 400, "甲" + " " * 900 + "乙。" + "丙" * 30, "\n\n\n短\n\n句\n"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    docs = [Document.from_text(text, uri=f"{n}.txt") for n, text in enumerate(TEXTS)]
    return small_corpus.write_corpus(tmp_path_factory.mktemp("texts"), *docs)


def found(corpus: Corpus, query: str, **options: str) -> list[tuple[str, str, str]]:
    frame = oc.search(corpus, query, limit=500, **options)
    return [(row.type, row.surface, row.uri.removesuffix(".txt")) for row in frame.itertuples()]


def test_programme_by_part_of_its_name(corpus: Corpus) -> None:
    assert found(corpus, "护苗", type="PROGRAM") == [
        ("PROGRAM", "晚霞护苗", "liaoning"),
        ("PROGRAM", "晚霞护苗", "zhejiang"),
        ("PROGRAM", "晚霞护苗", "dalian"),
        ("PROGRAM", "晚霞护苗”海港队", "liaoning"),
    ]


def test_canonical_name_finds_what_is_written_otherwise(corpus: Corpus) -> None:
    assert found(corpus, "晚霞护苗海港队", type="PROGRAM") == [("PROGRAM", "晚霞护苗”海港队", "liaoning")]


@pytest.mark.parametrize(
    ("region", "documents"),
    [
        ("辽宁", {"liaoning", "dalian"}),
        ("辽宁省", {"liaoning", "dalian"}),
        ("210000", {"liaoning", "dalian"}),
        ("大连", {"dalian", "liaoning"}),
        ("浙江", {"zhejiang"}),
        ("山东", set()),
    ],
)
def test_region_holds_what_lies_in_it(corpus: Corpus, region: str, documents: set[str]) -> None:
    # 大连: also the province's document, for the number that it gives for that city.
    query = "大连市" if region == "大连" else "护苗"
    assert {document for _, _, document in found(corpus, query, region=region)} == documents


def test_every_row_leads_to_its_source(corpus: Corpus) -> None:
    sources = corpus.documents.set_index("id")["text"]
    frame = oc.search(corpus, "志愿", limit=100)
    assert list(frame.columns) == list(oc.search.COLUMNS)
    assert len(frame) >= 6
    for row in frame.itertuples():
        assert sources[row.document][row.start : row.end] == row.quote == row.surface
        assert fold(row.quote) in fold(row.sentence)
        assert row.title


def test_words_are_all_there_and_a_mention_needs_one_in_its_name(corpus: Corpus) -> None:
    assert [row[:2] for row in found(corpus, "海港 五老")] == [
        ("SLOGAN", "五老"),
        ("PROGRAM", "晚霞护苗”海港队"),
        ("TEXT", "海港"),
    ]
    assert found(corpus, "海港 浙江") == []


def test_phrase_runs_over_a_line_break(corpus: Corpus) -> None:
    assert found(corpus, "“3000 余名。 大连市成立”") == [("TEXT", "3000 余名。\n大连市成立", "liaoning")]


def test_limit_keeps_the_best(corpus: Corpus) -> None:
    whole, best = oc.search(corpus, "护苗", limit=50), oc.search(corpus, "护苗", limit=2)
    assert best["start"].tolist() == whole["start"].tolist()[:2]
    with pytest.raises(QueryError):
        oc.search(corpus, "护苗", limit=0)
    assert len(oc.search(corpus, "护苗", limit=10**30)) == len(whole)


@pytest.mark.parametrize("query", ["", " \n", "“”", '""', "\ud800"])
def test_nothing_to_find_is_a_clear_error(corpus: Corpus, query: str) -> None:
    with pytest.raises(QueryError, match="no text to look for"):
        oc.search(corpus, query)


def test_unknown_type_and_region_say_what_is_allowed(corpus: Corpus) -> None:
    with pytest.raises(QueryError, match="PROGRAM"):
        oc.search(corpus, "护苗", type="PROGRAMME")
    with pytest.raises(QueryError, match="辽宁省"):
        oc.search(corpus, "护苗", region="瀛洲")


def test_suggestions(corpus: Corpus) -> None:
    assert oc.search.suggest(corpus, "护苗行动", type="ORG", region="浙江") == [
        "去掉条件 type:ORG 后有 1 处",
        "相近的名称：晚霞护苗、晚霞护苗海港队",
    ]
    assert "去掉条件 region:浙江 后有 2 处" in oc.search.suggest(corpus, "海港队", region="浙江")
    assert "单独查“王守望”有 2 处" in oc.search.suggest(corpus, "王守望 月球")
    assert oc.search.suggest(corpus, "※") == []
    assert oc.search.suggest(corpus, "王守望 月球", language="en")[0] == "2 for 王守望 alone"
    # What looks alike is a number, which has no name.
    assert oc.search.suggest(corpus, "3000余人") == []


def test_no_corpus_and_no_index(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(NotACorpus):
        oc.search.build_index(tmp_path)
    bare = small_corpus.write_corpus(tmp_path / "bare", small_corpus.dalian())
    (bare.path / "index" / "meta.json").unlink()
    with pytest.raises(NotACorpus, match="index"):
        oc.search(bare, "护苗")


def test_results_that_may_only_be_read(tmp_path: Path) -> None:
    corpus = small_corpus.small_corpus(tmp_path / "corpus")
    # Nobody, not even the administrator who runs the tests, can write a lock where a folder stands.
    for lock in (".tantivy-meta.lock", ".tantivy-writer.lock"):
        (corpus.path / "index" / lock).unlink(missing_ok=True)
        (corpus.path / "index" / lock).mkdir()
    assert len(found(corpus, "护苗", type="PROGRAM")) == 4


def test_damaged_index_is_a_clear_error(tmp_path: Path) -> None:
    corpus = small_corpus.small_corpus(tmp_path / "corpus")
    (corpus.path / "index" / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NotACorpus, match="damaged"):
        oc.search(corpus, "护苗")


def test_building_again_replaces_the_index(tmp_path: Path) -> None:
    corpus = small_corpus.small_corpus(tmp_path / "corpus")
    before = found(corpus, "护苗")
    oc.search.build_index(corpus.path)
    assert found(corpus, "护苗") == before
    assert not (corpus.path / ".index.new").exists()


@pytest.mark.parametrize("text", [*TEXTS, "", "x" * 5000, "。" * 3000, " " * 5000])
def test_passages_cover_the_text(text: str) -> None:
    parts = list(passages(text))
    assert "".join(text[p.start : p.end] for p in parts) == text
    assert all(p.end <= p.reach <= len(text) for p in parts)


def test_passages_take_linear_time_and_stay_few() -> None:
    assert len(list(passages("“" * 1_000_000))) == 1
    assert len(list(passages("\n" * 1_000_000 + "甲"))) == 1
    # Lines of two characters go together, so that what passages share does not outgrow what they hold.
    assert len(list(passages("甲乙\n" * 100_000))) == 2000


@st.composite
def substrings(draw: st.DrawFn) -> tuple[int, str]:
    """A part of one of the texts, and which."""
    number = draw(st.integers(0, len(TEXTS) - 1))
    start = draw(st.integers(0, len(TEXTS[number]) - 1))
    return number, TEXTS[number][start : start + draw(st.integers(1, 200))]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(substrings())
def test_every_part_of_a_text_is_found(texts: Corpus, drawn: tuple[int, str]) -> None:
    number, part = drawn
    bare = "".join(char for char in part if char not in "“”\"'")
    if not fold(bare):
        return
    assert f"{number}" in {document for _, _, document in found(texts, f"“{bare}”")}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(ALPHABET, min_size=1, max_size=6))
def test_answers_are_those_of_a_scan(texts: Corpus, query: str) -> None:
    word = fold(query)
    if not word:
        return
    places = {(number, at) for number, text in enumerate(TEXTS) for at in _scan(fold(text), word)}
    documents = {document for _, _, document in found(texts, "“" + "".join(c for c in query if c not in DROPPED) + "”")}
    assert documents == {f"{number}" for number, _ in places}


def _scan(text: str, word: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(word, at)]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.text('"“”:()+*^~!&|\\/[]{}?-<>= AND OR NOT护苗', max_size=40)))
def test_no_query_breaks_it(corpus: Corpus, query: str) -> None:
    try:
        oc.search(corpus, query)
    except QueryError:
        assert not fold(query) or any("\ud800" <= char <= "\udfff" for char in query)


def test_long_queries(texts: Corpus) -> None:
    assert {document for _, _, document in found(texts, "志愿" * 300)} == {"4"}
    assert found(texts, "志愿" * 300 + "者") == []
    assert found(texts, "护 " * 5000) == []
    assert found(texts, "护" * 10000) == []


def test_an_amount_is_found_by_what_it_counts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("大连市组建志愿服务队12支，举办讲座30场。", encoding="utf-8")
    oc.run(tmp_path / "a.txt", tmp_path / "out")
    found = oc.search(oc.open(tmp_path / "out"), "志愿服务队", type="QUANTITY")
    assert list(found["quote"]) == ["12支"]
