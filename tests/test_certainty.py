"""What the recognition of a scan was not sure of says so: in records, tables, comparisons and search."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path

import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.certainty import CERTAIN
from nlp_oldcadre.corpus.rows import document_rows
from nlp_oldcadre.model import Document, Metadata, Quantity
from nlp_oldcadre.records import annotation
from nlp_oldcadre.tables import load_tables

TEXT = "辽宁省委老干部局组建志愿服务队12支，走访慰问36人。\n"


def scan(doubtful: str, sure: float) -> Document:
    """The text as recognised, one string of it with less confidence."""
    confidence = array("f", [0.99] * len(TEXT))
    at = TEXT.index(doubtful)
    confidence[at : at + len(doubtful)] = array("f", [sure] * len(doubtful))
    return oc.process(replace(Document.from_text(TEXT), confidence=confidence))


def amounts(doc: Document) -> dict[str, Quantity]:
    return {doc.text[m.start : m.end]: m.value for m in doc.mentions if isinstance(m.value, Quantity)}


def test_every_mention_of_a_scan_has_the_confidence_of_its_worst_character() -> None:
    doc = scan("36", 0.62)
    found = {doc.text[m.start : m.end]: m.confidence for m in doc.mentions if m.type in ("QUANTITY", "ORG")}
    assert found["36人"] == 0.62 and found["12支"] == 0.99
    record = next(m for m in annotation(doc)["mentions"] if m["text"] == "36人")
    assert record["confidence"] == 0.62 and record["attrs"]["uncertain"] is True


def test_only_amounts_below_the_threshold_are_uncertain_and_so_are_their_facts() -> None:
    doc = scan("36", CERTAIN - 0.01)
    assert {text: value.uncertain for text, value in amounts(doc).items()} == {"12支": False, "36人": True}
    stated = {fact.quantity.low: fact.quantity.uncertain for fact in doc.facts if fact.quantity}
    assert stated == {12: False, 36: True}
    assert not any(value.uncertain for value in amounts(scan("36", CERTAIN + 0.01)).values())


def test_what_is_no_scan_has_no_confidence() -> None:
    doc = oc.process(TEXT)
    assert {m.confidence for m in doc.mentions} == {None}
    assert all("confidence" not in m and "uncertain" not in m["attrs"] for m in annotation(doc)["mentions"])


def test_tables_have_the_confidence() -> None:
    rows = document_rows(scan("36", 0.5), load_tables())
    assert {row["quote"]: (row["confidence"], row["uncertain"]) for row in rows["quantities"]} == {
        "12支": (0.99, False),
        "36人": (0.5, True),
    }
    assert {row["confidence"] for row in rows["mentions"]} == {0.99, 0.5}


def test_comparisons_and_search_mark_it_and_one_certain_place_is_enough(tmp_path: Path) -> None:
    drafts = []
    for name, unsure in (("甲", (True, True)), ("乙", (False, True))):
        draft = small_corpus.Draft(name, f"{name}\n志愿者12人，党员36人。\n", Metadata(title=name))
        draft.amount("12人", "12", "人", "志愿者", region="辽宁省", uncertain=unsure[0])
        draft.amount("36人", "36", "人", "党员", region="辽宁省", uncertain=unsure[1])
        drafts.append(draft.finished())
    corpus = small_corpus.write_corpus(tmp_path / "corpus", *drafts)
    results = oc.compare.results(corpus)
    assert dict(zip(results["indicator"], results["uncertain"], strict=True)) == {"志愿者": False, "党员": True}
    oc.search.build_index(corpus.path)
    found = oc.search(oc.open(corpus.path), "12人", type="QUANTITY")
    assert sorted(found["uncertain"]) == [False, True]
