"""The results folder: schemas that hold, rows that lead back to the source, nothing half-written."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import nlp_oldcadre as oc
from nlp_oldcadre import corpus
from nlp_oldcadre.corpus import tables_writer
from nlp_oldcadre.corpus.packed import messages, to_batches
from nlp_oldcadre.corpus.rows import document_rows
from nlp_oldcadre.corpus.schemas import SCHEMAS, describe
from nlp_oldcadre.corpus.tables_writer import TablesWriter
from nlp_oldcadre.corpus.writer import check_place, fresh_folder, put_in_place
from nlp_oldcadre.errors import NotACorpus, NotWritable
from nlp_oldcadre.model import (
    Document,
    Fact,
    MeasureValue,
    Mention,
    Metadata,
    OrgValue,
    ProgramValue,
    Quantity,
    RegionValue,
    Section,
    Span,
)
from nlp_oldcadre.offsets import Edit, apply_edits
from nlp_oldcadre.tables import load_tables

SOURCE = "晚霞行动\n沈阳市组建志愿\n服务队 20 多支。"


@pytest.fixture
def doc() -> Document:
    """A document of one line break and two blanks that cleaning took out."""
    text, offsets = apply_edits(SOURCE, [Edit(12, 13), Edit(16, 17), Edit(19, 20)])
    assert text == "晚霞行动\n沈阳市组建志愿服务队20多支。"
    whole = Document.from_text(SOURCE, uri="a/晚霞.txt")
    amount = Quantity(Decimal(20), Decimal(20), "支", modifier="about", indicator="志愿服务队", region="沈阳市", program="晚霞")
    return replace(
        whole,
        text=text,
        offsets=offsets,
        metadata=Metadata(genre="news", title="晚霞行动", issuers=("辽宁省委老干部局",), region="沈阳市", adcode="210100"),
        sections=(Section("title", "", Span(0, 4), Span(5, len(text)), 1),),
        mentions=(
            Mention("PROGRAM", 0, 4, ProgramValue("action", "晚霞"), rule="quoted"),
            Mention("REGION", 5, 8, RegionValue("210100")),
            Mention("MEASURE", 8, 19, MeasureValue("done", "contribution", "组建", "志愿服务队")),
            Mention("QUANTITY", 15, 19, amount),
        ),
        facts=(
            Fact("晚霞", "has_result", "志愿服务队", amount, region="沈阳市", program="晚霞", evidence=(3, 0)),
            Fact("晚霞", "in_region", "沈阳市", region="沈阳市", evidence=(0, 1)),
            Fact("晚霞", "in_region", "沈阳市", region="沈阳市", evidence=(0, 1)),
            Fact("晚霞行动", "issued_by", "辽宁省委老干部局"),
        ),
    )


def test_every_row_leads_back_to_the_source(doc: Document) -> None:
    rows = document_rows(doc, load_tables(), duplicates=["b.txt"])
    text = rows["documents"][0]["text"]
    assert text == SOURCE
    for table in ("sections", "mentions", "quantities", "measures", "facts"):
        assert rows[table]
        for row in rows[table]:
            assert text[row["start"] : row["end"]] == row["quote"]
            assert row["document_id"] == doc.id
    (measure,) = rows["measures"]
    assert measure["quote"] == "组建志愿\n服务队 20 多支"
    assert measure["sentence"] == "沈阳市组建志愿服务队20多支。"


def test_the_columns_say_what_the_document_says(doc: Document) -> None:
    rows = document_rows(doc, load_tables(), duplicates=["b.txt"])
    (document,) = rows["documents"]
    assert (document["uri"], document["duplicates"], document["province"]) == ("a/晚霞.txt", ["b.txt"], "辽宁省")
    assert (document["issuers"], document["recipients"]) == (["辽宁省委老干部局"], [])
    (amount,) = rows["quantities"]
    assert (amount["value"], amount["low"], amount["high"], amount["unit"], amount["modifier"]) == (20.0, 20, 20, "支", "about")
    assert (amount["region"], amount["adcode"], amount["program"]) == ("沈阳市", "210100", "晚霞")
    names = {row["type"]: (row["name"], row["kind"], row["adcode"]) for row in rows["mentions"]}
    assert names["PROGRAM"] == ("晚霞", "action", None)
    assert names["REGION"] == ("沈阳市", None, "210100")
    assert names["QUANTITY"] == (None, None, None)
    assert {row["section_id"] for row in rows["mentions"]} == {rows["sections"][0]["id"]}
    result, located, issued = rows["facts"]
    assert (result["predicate"], result["value"], result["modality"], result["object"]) == (
        "has_result", 20.0, "reported", "志愿服务队",
    )  # fmt: skip
    assert result["mention_ids"] == [rows["quantities"][0]["id"], rows["mentions"][0]["id"]]
    assert (result["quote"], located["quote"], issued["quote"]) == ("20 多支", "晚霞行动", "晚霞行动")


def test_numbers_stay_exact_and_endless_ones_do_no_harm(doc: Document) -> None:
    for number, wanted in (
        ("0.6667", "0.6667"),
        ("123456789012345678901234567.25", "123456789012345678901234567.25"),
        ("9" * 60, None),
    ):
        value = Quantity(Decimal(number), Decimal(number), "元")
        rows = document_rows(replace(doc, mentions=(Mention("QUANTITY", 0, 1, value),), facts=()), load_tables())
        stored = to_batches(rows)["quantities"].to_pylist()[0]["low"]
        assert stored == (None if wanted is None else Decimal(wanted))


def test_a_township_keeps_its_own_name(doc: Document) -> None:
    text = "万寿街道"
    town = replace(Document.from_text(text), mentions=(Mention("REGION", 0, 4, RegionValue("210102")),))
    assert document_rows(town, load_tables())["mentions"][0]["name"] == text
    org = replace(Document.from_text(text), mentions=(Mention("ORG", 0, 4, OrgValue("沈阳市和平区万寿街道", "210102")),))
    assert document_rows(org, load_tables())["mentions"][0]["name"] == "沈阳市和平区万寿街道"


def test_an_endless_line_is_not_repeated_on_every_row() -> None:
    text = "沈阳市" * 20_000
    mentions = tuple(Mention("REGION", i, i + 3, RegionValue("210100")) for i in range(0, len(text), 3))
    rows = document_rows(replace(Document.from_text(text), mentions=mentions), load_tables())
    assert max(len(row["sentence"]) for row in rows["mentions"]) <= 603
    assert rows["mentions"][5000]["sentence"].count("沈阳市") == 201


def test_row_groups_are_cut_by_what_they_weigh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"第{n}份文件，" + "字" * 15 for n in range(6)]
    batches = [to_batches(document_rows(Document.from_text(text), load_tables())) for text in texts]
    one = len(messages(batches[0])["documents"].data)
    monkeypatch.setattr(tables_writer, "_ROW_GROUP", 3 * one - 8)
    with TablesWriter(tmp_path) as tables:
        for batch in batches:
            tables.add(batch)
    stored = pq.ParquetFile(tmp_path / "documents.parquet")
    assert [stored.metadata.row_group(i).num_rows for i in range(stored.num_row_groups)] == [3, 3]
    assert tables.counts["documents"] == 6


def test_rows_fill_all_columns_of_their_schemas_and_no_others(doc: Document) -> None:
    for table, rows in document_rows(doc, load_tables()).items():
        for row in rows:
            assert set(row) <= set(SCHEMAS[table].names), table
    assert all(all(describe(table).values()) for table in SCHEMAS)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("辽宁省委老干部局培训支部书记700多人次。\n", encoding="utf-8")
    oc.run(tmp_path / "a.txt", tmp_path / "out")
    return tmp_path / "out"


def test_tables_are_written_with_their_schemas(results: Path) -> None:
    assert sorted(p.name for p in results.glob("*.parquet")) == sorted(f"{name}.parquet" for name in SCHEMAS)
    for name, schema in SCHEMAS.items():
        assert pq.read_schema(results / f"{name}.parquet").equals(schema, check_metadata=False)


def test_a_results_folder_opens_as_frames(results: Path) -> None:
    opened = corpus.open(results)
    assert list(opened.documents["uri"]) == [(results.parent / "a.txt").as_posix()]
    assert opened.record["counts"]["documents"] == len(opened.documents) == 1
    assert list(opened.errors.columns) == SCHEMAS["errors"].names
    assert "REGION" in set(opened.mentions["type"])
    assert opened.documents["issue"].dtype == "Int32"
    assert opened.mentions is opened.mentions
    assert list(opened.with_document(opened.mentions)["document_province"].unique()) == list(opened.documents["province"])
    for name in SCHEMAS:
        assert list(getattr(opened, name).columns) == SCHEMAS[name].names


def test_the_record_says_what_was_done(results: Path) -> None:
    record = json.loads((results / "run.json").read_text(encoding="utf-8"))
    assert record["package"]["nlp_oldcadre"] == oc.__version__
    assert record["tables_digest"] == load_tables().digest()
    assert record["counts"]["characters"] == len("辽宁省委老干部局培训支部书记700多人次。\n")
    assert record["seconds"] > 0


@pytest.mark.parametrize("lost", ["run.json", "facts.parquet"])
def test_a_folder_without_its_tables_is_no_corpus(results: Path, lost: str) -> None:
    (results / lost).unlink()
    with pytest.raises(NotACorpus, match=lost):
        corpus.open(results)


def test_a_folder_without_a_run_record_is_not_overwritten(results: Path) -> None:
    (results / "run.json").unlink()
    with pytest.raises(NotACorpus, match="new or empty folder"):
        check_place(results)


def test_a_folder_is_put_in_place_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "out"
    with pytest.raises(RuntimeError), fresh_folder(place) as folder:
        (folder / "half").touch()
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    for content in ("facts.parquet", "run.json"):
        with fresh_folder(place) as folder:
            (folder / content).touch()
            assert [p.name for p in place.glob("*")] in ([], ["facts.parquet"])
            put_in_place(folder, place)
        assert [p.name for p in place.iterdir()] == [content]
    assert list(tmp_path.iterdir()) == [place]


def test_what_its_owner_put_into_a_results_folder_stays(results: Path, tmp_path: Path) -> None:
    (results / "papers").mkdir()
    (results / "papers" / "b.txt").write_text("浙江省。", encoding="utf-8")
    (results / "notes.txt").write_text("mine", encoding="utf-8")
    oc.run(results / "papers", results)
    assert corpus.open(results).documents["text"].tolist() == ["浙江省。"]
    assert (results / "papers" / "b.txt").is_file()
    assert (results / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("facts.parquet", b"PAR1", "facts.parquet is damaged"),
        ("run.json", b"{", "run.json is damaged"),
        ("run.json", b'{"format": 99}', "another version"),
    ],
)
def test_damaged_results_are_a_clear_error(results: Path, name: str, content: bytes, reason: str) -> None:
    (results / name).write_bytes(content)
    with pytest.raises(NotACorpus, match=reason):
        corpus.open(results).facts.head()


def test_results_that_go_away_while_they_are_open(results: Path) -> None:
    opened = corpus.open(results)
    (results / "facts.parquet").unlink()
    with pytest.raises(NotACorpus, match=r"facts\.parquet is missing"):
        opened.facts.head()


def test_the_names_of_the_tables_are_those_of_their_schemas() -> None:
    assert tuple(SCHEMAS) == corpus.TABLES


def test_foreign_folders_and_files_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(NotACorpus):
        check_place(tmp_path)
    for place in (tmp_path / "letter.txt", tmp_path / "letter.txt" / "out", Path("/proc/out")):
        with pytest.raises(NotWritable):
            check_place(place)
    empty = tmp_path / "empty"
    empty.mkdir()
    check_place(empty)
    check_place(tmp_path / "new" / "deeper")
