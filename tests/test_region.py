"""Regions: the tables are sound, ambiguous names are settled, former names lead to what they are now."""

from __future__ import annotations

import csv

import pytest
from conftest import assert_linear

from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.regions import Regions, short_names
from nlp_oldcadre.tables import BUILT_IN, load_tables


def rows(name: str) -> list[dict[str, str]]:
    with (BUILT_IN / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def regions() -> Regions:
    return Regions.of(load_tables())


def codes(text: str, adcode: str | None = None) -> list[tuple[str, str | None]]:
    doc = Document.from_text(text)
    doc = process(Document(doc.id, doc.source, doc.source_text, doc.text, doc.offsets, metadata=Metadata(adcode=adcode)))
    return [(doc.quote(m.start, m.end), m.value.adcode) for m in doc.mentions if m.type == "REGION"]


def test_former_names_lead_to_regions_that_exist(regions: Regions) -> None:
    known = {row["adcode"]: row["name"] for row in rows("regions")}
    for row in rows("region_history"):
        assert row["adcode"] in known, row
        assert row["name"] != known[row["adcode"]], row
        assert 1949 < int(row["until"]) < 2030, row


def test_no_row_of_history_stands_twice() -> None:
    pairs = [(row["adcode"], row["name"]) for row in rows("region_history")]
    assert len(pairs) == len(set(pairs))


def test_words_that_need_evidence_are_names_or_phrases(regions: Regions) -> None:
    for row in rows("region_words"):
        assert row["use"] in {"short", "full", "phrase"}, row


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("广西壮族自治区", ["广西"]), ("黔东南苗族侗族自治州", ["黔东南", "黔东南州"]), ("西岗区", ["西岗"]), ("蓟县", [])],
)
def test_short_names(name: str, wanted: list[str]) -> None:
    assert [s for s in short_names(name) if s in wanted] == wanted


@pytest.mark.parametrize(
    ("code", "level", "wanted"),
    [
        ("210203", "prefecture", "210200"),
        ("210203", "province", "210000"),
        ("210000", "county", None),
        ("110105", "prefecture", "110000"),
        ("429004", "prefecture", "429004"),
    ],
)
def test_at_level(regions: Regions, code: str, level: str, wanted: str | None) -> None:
    assert regions.at_level(code, level) == wanted


def test_dominant_goes_no_deeper_than_the_text(regions: Regions) -> None:
    assert regions.dominant(["210000", "210100", "210200", "210681"]) == "210000"
    assert regions.dominant(["520500", "520500", "520581"]) == "520500"
    assert regions.dominant([]) is None


def test_one_name_means_what_its_document_is_about() -> None:
    text = "鼓楼区老干部局"
    assert [code for _, code in codes(text, "320300")] == ["320302"]
    assert [code for _, code in codes(text, "350000")] == ["350102"]
    assert [code for _, code in codes(text, "410200")] == ["410204"]


def test_a_region_just_before_decides_against_the_document() -> None:
    assert codes("徐州市鼓楼区", "350100") == [("徐州市", "320300"), ("鼓楼区", "320302")]


@pytest.mark.parametrize("piece", ["大连市", "鼓楼区", "市", "城区、", "南京路", "朝阳、"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert_linear(codes, piece)


def test_no_township_has_its_county_in_its_name(regions: Regions) -> None:
    behind = [
        (regions.full_name(county.adcode), name)
        for name, counties in regions.townships.items()
        for county in counties
        if name.startswith((regions.full_name(county.adcode), regions.name(county.adcode))) and len(name) > 5
    ]
    assert behind == []
