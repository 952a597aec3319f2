"""How the index is made: its parts, its names, what its records hold."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.model import Metadata, OrgValue, ProgramValue, RegionValue
from nlp_oldcadre.search.completion import NAMES, write_names
from nlp_oldcadre.search.index import shares
from nlp_oldcadre.search.records import around
from nlp_oldcadre.search.said import parts


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Sixty documents with three mentions each."""
    documents = []
    for number in range(60):
        d = small_corpus.Draft(f"d{number:02}", f"要点{number}\n辽宁省的大连市在沈阳市。\n", Metadata())
        for name, code in (("辽宁省", "210000"), ("大连市", "210200"), ("沈阳市", "210100")):
            d.add("REGION", name, RegionValue(code))
        documents.append(d.finished())
    return small_corpus.write_corpus(tmp_path_factory.mktemp("many"), *documents)


@pytest.mark.parametrize("mentions", [129_000, 591_000, 1_020_000, 10_000_000])
@pytest.mark.parametrize("workers", [2, 3, 4])
def test_parts_end_together(mentions: int, workers: int) -> None:
    ends = [0.0] * workers
    for share in shares(mentions):
        ends[ends.index(min(ends))] += share
    assert max(ends) * workers / sum(ends) < 1.1


@pytest.mark.parametrize(("mentions", "count"), [(0, 1), (64_000, 1), (64_001, 2), (128_001, 8), (591_000, 12), (10**9, 16)])
def test_the_number_of_parts_depends_on_the_corpus(mentions: int, count: int) -> None:
    assert len(shares(mentions)) == count


def test_parts_hold_their_shares_and_every_row_once(many: Corpus) -> None:
    found = parts(many, [3, 2, 1])
    assert [part["mentions"] for part in found] == [(0, 90), (90, 150), (150, 180)]
    assert [part["documents"] for part in found] == [(0, 30), (30, 50), (50, 60)]
    assert len(parts(many, [1] * 500)) == 60


def test_a_process_of_the_index_does_without_what_only_answers_need() -> None:
    code = "import sys, nlp_oldcadre.search.index; print('pandas' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert found.stdout.strip() == "False"


def test_names_are_counted_as_they_are_called(tmp_path: Path) -> None:
    text = "名单\n晚霞艺术团、晚霞\n艺术团、晚霞 艺术团、大连市。\n"
    d = small_corpus.Draft("names", text, Metadata())
    for surface in ("晚霞艺术团", "晚霞\n艺术团", "晚霞 艺术团"):
        d.add("ORG", surface, OrgValue())
    d.add("REGION", "大连市", RegionValue("210200"))
    corpus = small_corpus.write_corpus(tmp_path, d.finished())
    write_names(corpus, tmp_path)
    rows = pq.read_table(tmp_path / NAMES).to_pylist()
    assert [(row["name"], row["type"], row["count"]) for row in rows] == [
        ("大连市", "REGION", 1), ("晚霞 艺术团", "ORG", 2), ("晚霞艺术团", "ORG", 1),
    ]  # fmt: skip
    assert rows[0] | {"count": 0} == {"name": "大连市", "type": "REGION", "count": 0, "pinyin": "dalianshi", "initials": "dls"}


def test_names_are_those_of_the_mentions(many: Corpus) -> None:
    mentions = many.table("mentions", ["type", "name", "quote"]).to_pylist()
    counted = Counter((row["name"] or row["quote"], row["type"]) for row in mentions)
    rows = pq.read_table(many.path / "index" / NAMES).to_pylist()
    assert {(row["name"], row["type"]): row["count"] for row in rows} == counted


def test_a_sentence_is_kept_whole_unless_it_never_ends() -> None:
    sentence = "前" * 250 + "晚霞" + "后" * 450
    assert around(sentence, "晚霞") == sentence
    assert around("前" * 900 + "晚霞" + "后" * 900, "晚霞") == "前" * 400 + "晚霞" + "后" * 400


def test_what_is_shown_is_what_was_written(tmp_path: Path) -> None:
    name = '晚"霞\\护苗\t团'
    d = small_corpus.Draft("odd", f"要点\n大连市成立{name}，有 5 支志愿服务队。\n", Metadata(title='要"点\\'))
    d.add("PROGRAM", name, ProgramValue("team", name))
    d.amount("5 支", "5", "支", "志愿服务队", region="大连市", program=name)
    corpus = small_corpus.write_corpus(tmp_path, d.finished())
    (program,) = oc.search(corpus, "护苗", type="PROGRAM").to_dict("records")
    assert (program["surface"], program["name"], program["title"]) == (name, name, '要"点\\')
    (amount,) = oc.search(corpus, "志愿服务队 >4 支").to_dict("records")
    assert (amount["quote"], amount["program"], amount["low"], amount["uncertain"]) == ("5 支", name, 5.0, False)
