"""Reprints: generated copies are found, set phrases are no copies, and who was first is told by the date."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import copies
import pytest
import small_corpus
from conftest import CORPORA, assert_linear

import nlp_oldcadre as oc
from nlp_oldcadre.compare.copied_text import StockPhrases, bare, sentences
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.tables import load_tables

KINDS = ("verbatim", "edited 10 %", "edited 20 %", "edited 30 %", "excerpt", "excerpt edited 20 %")
PHRASES = StockPhrases.of(load_tables())


def document(name: str, text: str, date: str | None = None, adcode: str = "210000") -> Document:
    doc = Document.from_text(text, uri=f"{name}.txt")
    return replace(doc, metadata=Metadata(genre="report", title=name, date=date, adcode=adcode))


def originals() -> dict[str, str]:
    """One document a province: two of one province often tell the same facts."""
    found: dict[str, str] = {}
    for path in [*sorted(CORPORA.glob("*.txt")), *sorted((CORPORA / "provinces").glob("*.txt"))]:
        found.setdefault(path.stem.split("_")[1], path.read_text(encoding="utf-8"))
    return found


def generated(texts: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """``(kind, source, text)`` of the copies: each original by one kind in turn, so that copies share no source."""
    chance = random.Random(7)
    names = list(texts)
    for i, name in enumerate(names):
        for step, kind in enumerate(KINDS):
            text = texts[name]
            if kind == "verbatim":
                yield kind, name, copies.relaid(text, chance)
            elif kind.startswith("excerpt"):
                source = copies.edited(text, 0.2, chance) if "edited" in kind else text
                yield kind, name, copies.excerpt(source, texts[names[(i + 3 + step) % len(names)]], chance)
            else:
                yield kind, name, copies.edited(text, int(kind[7:9]) / 100, chance)


@pytest.mark.parametrize("kind", KINDS)
def test_generated_copies_are_found(tmp_path: Path, kind: str) -> None:
    texts = originals()
    made = [(source, text) for of, source, text in generated(texts) if of == kind]
    names = list(texts)
    hosts = {source: names[(names.index(source) + 3 + KINDS.index(kind)) % len(names)] for source in names}
    documents = [document(name, text, "2020-01-01") for name, text in texts.items()]
    documents += [document(f"copy{source}", text, "2020-06-01") for source, text in made]
    corpus = small_corpus.write_corpus(tmp_path / "copies", *documents)
    frame = oc.compare.reprints(corpus)
    found = {(Path(row.uri).stem, Path(row.other_uri).stem) for row in frame.itertuples()}
    truth = {(f"copy{source}", source) for source, _ in made}
    # An excerpt stands in the text of another original, which is there a second time as well.
    also = {(f"copy{source}", hosts[source]) for source in names} | {
        (a, b) for a, b in found if a.startswith("copy") and b.startswith("copy")
    }
    also = also if kind.startswith("excerpt") else set()
    recall = len(found & truth) / len(truth)
    precision = len(found & truth) / max(1, len(found - also))
    print(f"{kind}: precision {precision:.3f}, recall {recall:.3f} of {len(truth)}")
    assert precision >= 0.95
    assert recall >= {"edited 30 %": 0.9, "excerpt edited 20 %": 0.7}.get(kind, 0.95)


SOURCE = (
    "市委老干部局依托社区老年学堂开办手工课堂，每周三上午授课，三百多名退休职工报名参加。"
    "学员把编好的灯笼和香囊送到福利院，又在社区摆摊义卖，所得款项全部捐给困难学生。"
)
STOCK = (
    "坚持以习近平新时代中国特色社会主义思想为指导，增强“四个意识”、坚定“四个自信”、做到“两个维护”，"
    "充分发挥离退休干部的政治优势、经验优势和威望优势，为党和人民事业增添正能量。"
)


def corpus_of(tmp_path: Path, *documents: Document) -> Corpus:
    return small_corpus.write_corpus(tmp_path / "corpus", *documents)


def test_both_places_direction_and_shares(tmp_path: Path) -> None:
    late = (
        "近日，本报记者来到河边的小院里采访了几位老人，听他们讲述各自的故事与心愿。"
        + SOURCE.replace("三百多", "三百余")
        + "活动还将继续。"
    )
    corpus = corpus_of(
        tmp_path, document("甲", f"甲地做法\n{SOURCE}", "2021-03-01"), document("乙", late, "2021-02", "330000"),
    )  # fmt: skip
    (row,) = oc.compare.reprints(corpus).to_dict("records")
    assert (row["group"], row["other_group"], row["direction"]) == ("辽宁省", "浙江省", "copied_from")
    assert row["kind"] == "excerpt"
    assert row["share"] > 0.9 > 0.8 > row["other_share"]
    texts = corpus.documents.set_index("id")["text"]
    for side in ("", "other_"):
        assert texts[row[f"{side}document"]][row[f"{side}start"] : row[f"{side}end"]] == row[f"{side}quote"]
    assert row["other_quote"].startswith("市委老干部局依托")


def test_without_dates_nobody_was_first(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, document("甲", SOURCE), document("乙", SOURCE + " ", "2021-02-01"))
    (row,) = oc.compare.reprints(corpus).to_dict("records")
    assert row["direction"] is None
    assert (row["kind"], row["resemblance"]) == ("verbatim", 1.0)


def test_stock_phrases_and_formal_parts_are_no_copy(tmp_path: Path) -> None:
    own = {"甲": "我局今年新开三门课程，聘请七位教师。", "乙": "我县扩建两处场馆，添置一批器材。"}
    documents = [document(name, f"{STOCK}{text}\n{STOCK}") for name, text in own.items()]
    assert oc.compare.reprints(corpus_of(tmp_path, *documents)).empty


def test_a_sentence_of_very_many_documents_is_no_copy(tmp_path: Path) -> None:
    documents = [document(f"第{i}号", f"第{i}号\n{SOURCE}") for i in range(60)]
    assert oc.compare.reprints(corpus_of(tmp_path, *documents)).empty


def test_nothing_to_compare(tmp_path: Path) -> None:
    assert oc.compare.reprints(corpus_of(tmp_path, document("空", ""), document("短", "。。"))).empty


def test_signs_and_line_ends_make_no_difference() -> None:
    one = next(sentences("d", "（一）组建 12 支志愿服务队，\n服务群众３万人次以上。", PHRASES))
    other = next(sentences("d", "(一)组建12支志愿服务队,服务群众3万人次以上。", PHRASES))
    assert one.shingles == other.shingles
    assert bare("Ａ　b\t１") == "Ab1"


def test_places_of_sentences_are_those_of_the_text() -> None:
    text = "  第一句话说的是老干部活动中心改造的情况。\n\n第二句话说的是老年大学招生的情况与安排！"
    assert [text[s.start : s.end] for s in sentences("d", text, PHRASES)] == [
        "第一句话说的是老干部活动中心改造的情况。", "第二句话说的是老年大学招生的情况与安排！",
    ]  # fmt: skip
    assert [s.number for s in sentences("d", text, PHRASES, without=[(0, 10), (5, 25)])] == [0]


@pytest.mark.parametrize("unit", ["老干部", "。", "“", "增添正能量，", "字" * 40 + "。"])
def test_linear_on_hostile_text(unit: str) -> None:
    assert_linear(lambda text: Counter(s.letters for s in sentences("d", text, PHRASES)), unit)
