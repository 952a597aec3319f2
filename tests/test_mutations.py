"""Two thousand damaged files of every format: no crash of the run, no hang, no document half in the results."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from formats import FORMATS
from mutate import mutations

import nlp_oldcadre as oc
from nlp_oldcadre.workers import Limits

COUNT, SEED = 2000, 20201122
# Far more than any of these takes on a busy machine.
LIMITS = Limits(seconds=60, memory=3 << 30)
TEXT = (
    "关于做好老干部志愿服务工作的通知\n各市委老干部局：\n一、总体要求\n2023年，全省组建“晚霞护苗”志愿服务队120支，服务老干部3.5万人次。\n"
    "二、组织领导\n（一）压实责任。各地要建立台账，每季度报送一次。\n某省委老干部局\n2023年3月1日"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("damaged")
    files = {name: make(TEXT) for name, make in FORMATS.items()}
    for name, data in mutations(files, COUNT, SEED):
        (place / name).write_bytes(data)
    return place


def test_damaged_files_harm_nobody(folder: Path, tmp_path: Path) -> None:
    """Damage is told file by file; what can still be read is read whole."""
    for name, make in FORMATS.items():
        (folder / f"z_whole_{name}").write_bytes(make(TEXT))
    report = oc.run(folder, tmp_path / "out", workers=2, limits=LIMITS)
    corpus = oc.open(tmp_path / "out")
    codes = Counter(corpus.errors["code"])
    # A reader that lets a foreign exception out is a fault of ours; a file that kills or stalls its process is its format's.
    assert [e.message("en") for e in report.failures if e.code in ("internal", "crashed", "timeout", "memory")] == []
    named = set(corpus.documents["uri"]) | {uri for uris in corpus.documents["duplicates"] for uri in uris}
    failed = set(corpus.errors["uri"])
    assert not named & failed
    assert {Path(uri.partition("!/")[0]).name for uri in named | failed} == {path.name for path in folder.iterdir()}
    assert {f"z_whole_{name}" for name in FORMATS} <= {Path(uri.partition("!/")[0]).name for uri in named}
    assert sum(codes.values()) == len(report.failures) > 0
    known = set(corpus.documents["id"])
    for table in ("sections", "mentions", "quantities", "measures", "facts"):
        assert set(getattr(corpus, table)["document_id"]) <= known
    for row in corpus.mentions.merge(corpus.documents[["id", "text"]], left_on="document_id", right_on="id").itertuples():
        assert row.text[row.start : row.end] == row.quote
