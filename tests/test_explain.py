"""Why a place is read as it is: rules that fired, candidates that lost, and what the command prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_bad_input import oldcadre

import nlp_oldcadre as oc
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.explain import ReasonRow, explain
from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.tables import load_tables

TEXT = "全市老干部当好“智囊团”，打造“银辉驿站”品牌，\n— 2 —\n培训支部书记 700 多人次。"


@pytest.fixture
def doc() -> Document:
    return oc.process(TEXT)


def test_what_is_kept_names_its_rule(doc: Document) -> None:
    kept = doc.explain(doc.text.index("700")).kept
    assert [m.type for m in kept] == ["MEASURE", "QUANTITY"]
    assert all(m.rule for m in kept) and kept[0].score


def test_what_lost_says_why(doc: Document) -> None:
    (lost,) = doc.explain(doc.text.index("智囊")).rejected
    assert (lost.type, lost.rule, lost.reason) == ("PROGRAM", "metaphors.csv", "listed")
    assert doc.text[lost.start : lost.end] == "智囊团"


def test_explaining_changes_nothing_and_needs_no_second_processing(doc: Document) -> None:
    dated = oc.process(Document.from_text("9月15日前报送名单。"))
    assert dated.explain(0).kept[0] in dated.mentions
    assert oc.process(TEXT) == doc


def test_metadata_given_by_the_caller_is_kept() -> None:
    raw = Document.from_text("鼓楼区组建服务队3支。")
    known = Document(raw.id, raw.source, raw.source_text, raw.text, raw.offsets, metadata=Metadata(adcode="350100"))
    (region,) = (m for m in explain(oc.process(known), 0).kept if m.type == "REGION")
    assert region.value.adcode == "350102"


def test_facts_and_heading_of_the_place() -> None:
    doc = oc.process("一、打造品牌\n　　南通市委老干部局打造“银辉驿站”品牌，服务老党员300名。\n")
    found = doc.explain(doc.text.index("300"))
    assert found.section is not None and doc.quote(*found.section.heading) == "打造品牌"
    assert "has_result" in {f.predicate for f in found.facts}


@pytest.mark.parametrize("offset", [-1, 10_000])
def test_a_place_outside_is_an_error(doc: Document, offset: int) -> None:
    with pytest.raises(ValueError, match="offset must lie in"):
        doc.explain(offset)


def test_the_wrong_kind_of_argument_is_named(doc: Document) -> None:
    with pytest.raises(TypeError, match=r"offset must be an int.*got str"):
        doc.explain("a")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"takes a text \(str\) or a Document.*not NoneType"):
        oc.process(None)  # type: ignore[arg-type]


def test_reasons_have_words_in_both_languages() -> None:
    for row in load_tables().rows("reasons", ReasonRow):
        assert row.code.isidentifier() and row.zh and row.en.isascii()
    assert labels(load_tables(), "type")


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    shown = oldcadre("explain", path, "--at", TEXT.index("700"), OLDCADRE_LANG="zh")
    assert shown.returncode == 0 and "采用" in shown.stdout and "【7】" in shown.stdout
    lost = oldcadre("explain", path, "--find", "智囊团", OLDCADRE_LANG="zh")
    assert "落选" in lost.stdout and "metaphors.csv" in lost.stdout
    rows = json.loads(oldcadre("explain", path, "--find", "700", "--json").stdout)
    quantity = next(row for row in rows if row["type"] == "QUANTITY")
    assert TEXT[quantity["start"] : quantity["end"]] == quantity["text"] == "700 多人次"


def test_the_command_names_the_other_places(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "老党员\n— 1 —\n" + "党员、" * 12
    path.write_text(text, encoding="utf-8")
    done = oldcadre("explain", path, "--find", "党员", "--json", OLDCADRE_LANG="zh")
    assert isinstance(json.loads(done.stdout), list)
    first = text.index("党员、")
    assert f"另有 12 处，用 --at 位置 查看：{first}、{first + 3}、" in done.stderr and done.stderr.strip().endswith("…")
    assert "查看" not in oldcadre("explain", path, "--at", first, OLDCADRE_LANG="zh").stderr
    assert "more" not in oldcadre("explain", path, "--find", "老党员", OLDCADRE_LANG="en").stderr


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    for arguments, words in (
        (("--at", 5000), "5000"),
        (("--at", TEXT.index("— 2")), "清洗时去掉了"),
        (("--find", "没有的词"), "文中没有"),
        (("--find", "智囊团", "--at", 3), "只能用一个"),
        ((), "没有给出位置"),
    ):
        done = oldcadre("explain", path, *arguments, OLDCADRE_LANG="zh")
        assert done.returncode == 2 and words in done.stderr and "--find" in done.stderr
