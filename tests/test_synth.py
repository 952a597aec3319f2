"""Synthetic documents: the same bytes again, each independent of the others, and true to what the manifest says."""

from __future__ import annotations

import csv
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

import nlp_oldcadre as oc
from nlp_oldcadre.cli import app
from nlp_oldcadre.errors import NotWritable, OldcadreError, TableError
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.records import annotation
from nlp_oldcadre.synth import documents, synth
from nlp_oldcadre.synth.truth import COLUMNS
from nlp_oldcadre.tables import BUILT_IN, Tables

SAMPLE = list(documents(300, seed=11))


def digests(folder: Path) -> dict[str, str]:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_document_is_the_same_however_many_are_made() -> None:
    assert list(documents(20, seed=11, first=250)) == SAMPLE[250:270]
    assert next(documents(1, seed=12)) != SAMPLE[0]


def test_a_corpus_is_the_same_bytes_whatever_the_workers(tmp_path: Path) -> None:
    report = synth(2300, tmp_path / "one")
    assert synth(2300, tmp_path / "two", workers=2)[1:] == report[1:]
    found = digests(tmp_path / "one")
    assert found == digests(tmp_path / "two")
    assert len(found) == 2301
    assert [p.name for p in sorted((tmp_path / "one").iterdir())] == ["0000", "0001", "0002", "manifest.csv"]
    synth(1100, tmp_path / "fewer")
    fewer = {name: digest for name, digest in digests(tmp_path / "fewer").items() if name != "manifest.csv"}
    assert fewer.items() <= found.items()


def test_the_manifest_tells_what_the_files_say(tmp_path: Path) -> None:
    report = synth(40, tmp_path / "out", seed=11)
    rows = manifest(tmp_path / "out")
    assert tuple(rows[0]) == COLUMNS
    assert report.characters == sum(len((tmp_path / "out" / row["path"]).read_text(encoding="utf-8")) for row in rows)
    for row, (text, truth) in zip(rows, SAMPLE, strict=False):
        assert row["note"] == "合成文本"
        assert (tmp_path / "out" / row["path"]).read_text(encoding="utf-8") == text
        assert (int(row["id"]), row["genre"], row["title"]) == (truth.id, truth.genre, truth.title)
        assert json.loads(row["amounts"]) == [list(amount) for amount in truth.amounts]
        assert json.loads(row["programs"]) == [[p.name, p.kind, p.job] for p in truth.programs]


def test_all_that_is_known_stands_in_the_text() -> None:
    assert {truth.genre for _, truth in SAMPLE} == {"circular", "bulletin", "report", "news"}
    assert len({truth.adcode[:2] for _, truth in SAMPLE}) == 31
    for text, truth in SAMPLE:
        flat = text.replace("\n", "")
        said = (
            [a.text for a in truth.amounts] + [p.printed for p in truth.programs] + list(truth.slogans) + list(truth.documents)
        )
        assert [words for words in (*said, truth.title) if words not in flat] == []
        assert truth.amounts


def test_an_office_says_the_same_number_of_the_same_thing() -> None:
    said: dict[tuple[object, ...], set[str]] = {}
    for _, truth in SAMPLE:
        for a in truth.amounts:
            if not a.bound and truth.copy_of is None:
                key = (truth.id, a.indicator, a.region, a.program, a.status, a.unit)
                said.setdefault(key, set()).add(a.value)
    repeated = [values for key, values in said.items() if key[4] == "done" and key[1] in {"志愿者", "老年大学", "宣讲"}]
    assert repeated and all(len(values) == 1 for values in repeated)


def test_some_news_are_reprints() -> None:
    copies = [document for document in documents(1500, seed=11) if document.truth.copy_of is not None]
    assert 5 < len(copies) < 60
    for text, truth in copies[:5]:
        assert truth.copy_of is not None
        (original,) = documents(1, seed=11, first=truth.copy_of)
        assert text.split("\n", 2)[2] == original.text.split("\n", 2)[2]
        assert truth.amounts == original.truth.amounts and truth.copy_of < truth.id


def test_other_formats_hold_the_same_text(tmp_path: Path) -> None:
    synth(6, tmp_path / "out", seed=11, formats=["docx", "html", "txt"])
    for row, (text, _) in zip(manifest(tmp_path / "out"), SAMPLE, strict=False):
        read = oc.read(tmp_path / "out" / row["path"]).text
        wanted = [line.strip() for line in text.splitlines() if line.strip()]
        lines = [line.strip() for line in read.splitlines() if line.strip()]
        assert set(wanted[3:-1]) <= set(lines), row["path"]


def test_the_pipeline_reads_what_is_known() -> None:
    """Floors under benchmarks/synth_truth.py; the sentences are easy ones."""
    said = read = both = programs = found = 0
    for text, truth in SAMPLE[:60]:
        mentions = annotation(process(text))["mentions"]
        amounts = [m["attrs"] for m in mentions if m["type"] == "QUANTITY"]
        values = {Decimal(str(next(a[k] for k in ("value", "low", "high") if k in a))) for a in amounts}
        wanted = {Decimal(a.value) for a in truth.amounts}
        said, read, both = said + len(wanted), read + len(values), both + len(wanted & values)
        names = {m["attrs"]["name"] for m in mentions if m["type"] == "PROGRAM"}
        programs += len(truth.programs)
        found += len(names & {p.name for p in truth.programs})
    assert both / said > 0.99 and both / read > 0.98
    assert found / programs > 0.93


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("手稿", encoding="utf-8")
    with pytest.raises(NotWritable, match="holds something"):
        synth(1, tmp_path)
    with pytest.raises(NotWritable):
        synth(1, tmp_path / "mine.txt")
    with pytest.raises(OldcadreError, match="unknown format 'pdf'; use some of txt, html, docx"):
        synth(1, tmp_path / "new", formats=["pdf"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.txt"]


def test_no_documents_is_a_corpus_too(tmp_path: Path) -> None:
    assert synth(0, tmp_path / "none").documents == 0
    assert manifest(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("slot", "message"), [("没有的", "there is no slot"), ("#没有的", "no slot"), ("venue", "stands for itself")]
)
def test_a_slip_in_the_grammar_is_named(tmp_path: Path, slot: str, message: str) -> None:
    text = (BUILT_IN / "synth.toml").read_text(encoding="utf-8")
    text = text.replace('venue = ["新时代文明实践中心"', f'venue = ["{{{slot}}}"')
    (tmp_path / "synth.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=message):
        next(documents(1, tables=Tables(tmp_path)))


def test_the_command_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["synth", "-n", "3", "-o", str(tmp_path / "out"), "--seed", "3", "--formats", "txt,html"])
    assert done.exit_code == 0, done.output
    assert [row["path"] for row in manifest(tmp_path / "out")] == ["0000/0000000.txt", "0000/0000001.html", "0000/0000002.txt"]
