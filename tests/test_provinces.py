"""The documents of the provinces: each says the facts that its line of the manifest names, numbers with their bounds.

And their editions in ``corpora/provinces``: a file of each, in one of the formats of offices, from which the text comes back.
"""

from __future__ import annotations

import csv
import filecmp
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import make_editions
import pytest
from make_editions import Edition, editions, known_text
from make_pdf_official import wqy

from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from tests.conftest import ROOT

from known_text import share_in_order  # isort: skip

FOLDER = ROOT / "tests" / "data" / "provinces"
EDITIONS = list(editions())
FACTS = ROOT.parent / "shared" / "facts"
COLUMNS = ["file", "province", "adcode", "genre", "date", "fact_ids", "source_urls", "note"]
GENRES = {"bulletin", "circular", "news", "report"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def numbered(name: str, letter: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Results and measures by the programme and their place among its rows: ``P004.r1``, ``P004.m2``."""
    seen: Counter[str] = Counter()
    for row in rows(FACTS / name):
        program = row["program_id"]
        seen[program] += 1
        yield f"{program}.{letter}{seen[program]}", row


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, str]]:
    if not FACTS.exists():
        pytest.skip("the facts of ../shared are not here")
    programs = {row["id"]: row for row in rows(FACTS / "programs.csv")}
    return programs | dict(numbered("results.csv", "r")) | dict(numbered("measures.csv", "m"))


@pytest.fixture(scope="module")
def manifest() -> list[dict[str, str]]:
    """The documents of the provinces, each under the name of its text."""
    lines = rows(ROOT / "corpora" / "manifest.csv")
    own = [line for line in lines if line["file"].startswith("provinces/")]
    return [line | {"file": f"{Path(line['file']).stem}.txt"} for line in own]


def written(value: Decimal, unit: str) -> list[str]:
    """The ways in which a document writes a number: 15000 is also 1.5万, 0.6 is 60%."""
    if unit == "1":
        return [f"{(value * 100).normalize():f}%"]
    ways = [f"{value.normalize():f}"]
    return [*ways, f"{(value / 10000).normalize():f}万"] if value >= 10000 else ways


def hedged(way: str, modifier: str) -> str:
    """A number with the hedge of its fact, as a pattern: 240余万, 约240万 and 240万余 are all about."""
    number = re.escape(way)
    if modifier == "about":
        return rf"约{number}|{number}[余多]|{number.removesuffix('万')}[余多]万|{number}(?=场次左右)"
    if modifier == "over":
        return rf"(?:超过|超|逾){number}|{number}(?=.{{1,3}}以上)|{number}以上"
    return rf"(?<![约近超逾])(?<!超过){number}(?![余多万%])"


def says(text: str, row: dict[str, str]) -> bool:
    """Is the number there, with its unit, with the hedge of the fact where it has one and without where it has none?"""
    if not row["value"]:
        return row["low"] == "200" and "数百" + row["unit"] in text
    unit = "" if row["unit"] == "1" else row["unit"]
    ways = "|".join(hedged(way, row["modifier"]) for way in written(Decimal(row["value"]), row["unit"]))
    return re.search(rf"(?<![\d.])(?:{ways})(?![\d.]){unit}", text) is not None


def test_every_file_is_in_the_manifest_and_back(manifest: list[dict[str, str]]) -> None:
    assert [path.name for path in sorted(FOLDER.glob("*.txt"))] == sorted(line["file"] for line in manifest)
    assert all(list(line) == COLUMNS for line in manifest)
    corpora = ROOT / "corpora"
    files = {path.relative_to(corpora).as_posix() for path in [*corpora.glob("*.txt"), *(corpora / "provinces").iterdir()]}
    assert files == {line["file"] for line in rows(corpora / "manifest.csv")}


def test_every_document_names_its_sources() -> None:
    lines = rows(ROOT / "corpora" / "manifest.csv")
    assert all(url.startswith("http") for line in lines for url in line["source_urls"].split("|"))
    assert len({line["province"] for line in lines}) == 26


def test_names_of_files_tell_province_and_genre(manifest: list[dict[str, str]]) -> None:
    for line in manifest:
        code, _, genre, *_ = line["file"].removesuffix(".txt").split("_")
        assert (code + "0000", genre) == (line["adcode"], line["genre"])
        assert line["genre"] in GENRES
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", line["date"])


def test_documents_are_of_the_length_of_their_kind(manifest: list[dict[str, str]]) -> None:
    for line in manifest:
        assert 600 <= len((FOLDER / line["file"]).read_text(encoding="utf-8")) <= 1800, line["file"]


def test_every_fact_has_a_document(manifest: list[dict[str, str]], facts: dict[str, dict[str, str]]) -> None:
    assert {name for line in manifest for name in line["fact_ids"].split("|")} == facts.keys()


def test_facts_are_of_the_province_and_name_their_sources(
    manifest: list[dict[str, str]], facts: dict[str, dict[str, str]]
) -> None:
    for line in manifest:
        named = [facts[name] for name in line["fact_ids"].split("|")]
        assert {row["province"] for row in named if "province" in row} == {line["province"]}
        urls = {url for row in named for url in row.get("source_url", "").split(" | ") if url}
        assert set(line["source_urls"].split("|")) == urls


def test_names_of_programmes_stand_in_the_document(manifest: list[dict[str, str]], facts: dict[str, dict[str, str]]) -> None:
    for line in manifest:
        text = (FOLDER / line["file"]).read_text(encoding="utf-8")
        missing = [name for name in line["fact_ids"].split("|") if "." not in name and facts[name]["program"] not in text]
        assert not missing, (line["file"], missing)


def test_numbers_of_results_stand_in_the_document(manifest: list[dict[str, str]], facts: dict[str, dict[str, str]]) -> None:
    for line in manifest:
        text = (FOLDER / line["file"]).read_text(encoding="utf-8")
        results = [name for name in line["fact_ids"].split("|") if ".r" in name]
        missing = [(name, facts[name]["indicator"], facts[name]["value"]) for name in results if not says(text, facts[name])]
        assert not missing, (line["file"], missing)


def test_a_number_with_another_bound_is_not_the_fact() -> None:
    row = {"value": "15000", "low": "", "unit": "人次", "modifier": "about"}
    assert says("在校学员约1.5万人次", row) and says("学员15000余人次", row)
    assert not says("学员1.5万人次", row) and not says("学员11.5万余人次", row)
    exact = {"value": "8", "low": "", "unit": "支", "modifier": ""}
    assert says("组建队伍8支", exact)
    assert not says("组建队伍8余支", exact) and not says("组建队伍18支", exact) and not says("约8支", exact)


def test_editions_are_of_all_formats() -> None:
    counts = Counter(edition.suffix for edition in EDITIONS)
    assert counts == {".pdf": 12, ".docx": 11, ".ofd": 11, ".html": 11, ".txt": 11}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.file)
def test_the_text_comes_back_from_its_edition(edition: Edition) -> None:
    read_back = read(ROOT / "corpora" / edition.file)
    assert share_in_order(known_text(edition), read_back.source_text) == 1
    assert share_in_order(known_text(edition), edition.text) > 0.98


def test_nothing_is_lost_to_the_format() -> None:
    """Mentions of the editions are those of the texts; what differs is where a line of a title ends."""
    lost = found = 0
    for edition in EDITIONS:
        wanted, got = (
            Counter(mention.type for mention in process(read(path)).mentions)
            for path in (FOLDER / f"{Path(edition.file).stem}.txt", ROOT / "corpora" / edition.file)
        )
        lost += (wanted - got).total()
        found += wanted.total()
    assert lost / found < 0.005


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    if not wqy():
        pytest.skip("needs the font wqy-zenhei")
    for name in ("one", "two"):
        make_editions.main(tmp_path / name)
    files = [edition.file for edition in EDITIONS]
    same, different, missing = filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", files, shallow=False)
    assert (len(same), different, missing) == (len(files), [], [])
