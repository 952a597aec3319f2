"""Tables made of what a run keeps: the same bytes whoever makes them, and faults that are told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from nlp_oldcadre import filling
from nlp_oldcadre.corpus import TABLES
from nlp_oldcadre.corpus.at_place import At
from nlp_oldcadre.corpus.part_files import Damaged
from nlp_oldcadre.corpus.parts import Parts
from nlp_oldcadre.filling import fill_tables
from nlp_oldcadre.finished import finished, keep
from nlp_oldcadre.jobs import Job, Options, Worked, work_on
from nlp_oldcadre.workers import LIMITS

MADE = [name for name in TABLES if name != "errors"]


class Kept:
    """Three documents in a folder of parts."""

    def __init__(self, folder: Path) -> None:
        self.parts, self.sizes = Parts(folder / "parts"), Counter[str]()
        for n in range(3):
            path = folder / f"{n}.txt"
            path.write_text(f"2023年，全市组建“红枫”志愿服务队{n + 3}支，举办学习班{n}期。\n", encoding="utf-8")
            worked = work_on(Job(path, Options()))
            assert isinstance(worked, Worked)
            keep(self.parts, bytes([n]) * 16, worked, LIMITS)
        self.parts.flush()
        self.found_at = [At(f"{n}.txt", ("b.txt",) * n) for n in range(3)]
        self.places = [self.parts.place(bytes([n]) * 16) for n in range(3)]
        for n in range(3):
            self.sizes.update(finished(self.parts, bytes([n]) * 16).sizes)

    def fill(self, folder: Path, processes: int) -> dict[str, int]:
        folder.mkdir()
        return fill_tables(self.parts.folder, self.places, self.found_at, self.sizes, folder, processes=processes)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_tables_made_side_by_side_are_the_same_to_the_byte(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = kept.fill(tmp_path / "alone", 1)
    monkeypatch.setattr(filling, "_SMALL", 0)
    assert kept.fill(tmp_path / "beside", 3) == alone
    assert alone["documents"] == 3 and alone["quantities"] >= 6 and set(alone) == set(MADE)
    documents = pq.read_table(tmp_path / "beside" / "documents.parquet", columns=["uri", "duplicates"]).to_pylist()
    assert [(row["uri"], tuple(row["duplicates"])) for row in documents] == kept.found_at
    for name in MADE:
        assert (tmp_path / "alone" / f"{name}.parquet").read_bytes() == (tmp_path / "beside" / f"{name}.parquet").read_bytes()


@pytest.mark.parametrize("small", [0, 1 << 40])
def test_a_damaged_part_is_told_by_whoever_reads_it(
    kept: Kept, tmp_path: Path, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "_SMALL", small)
    (part,) = kept.parts.folder.glob("*.part")
    part.write_bytes(part.read_bytes()[:-1] + b"\0")
    with pytest.raises(Damaged):
        kept.fill(tmp_path / "out", 2)


def test_a_place_that_can_not_be_written_is_told(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "_SMALL", 0)
    with pytest.raises(OSError, match="nowhere"):
        fill_tables(kept.parts.folder, kept.places, kept.found_at, kept.sizes, tmp_path / "nowhere", processes=2)
