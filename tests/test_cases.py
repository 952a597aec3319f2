"""The cases that stand beside the rules in ``data/cases``: whole spans, in order, nothing more and nothing less."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from nlp_oldcadre.model import Document, Metadata, attributes
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import BUILT_IN


def load(path: Path) -> list:
    record = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        pytest.param(record["type"], case, id=f"{path.stem}:{i}:{case['text'][:24]}") for i, case in enumerate(record["case"])
    ]


CASES = [case for path in sorted((BUILT_IN / "cases").glob("*.toml")) for case in load(path)]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_case(kind: str, case: dict) -> None:
    doc = Document.from_text(case["text"])
    metadata = Metadata(date=case.get("date"), adcode=case.get("adcode"), region=case.get("region"), genre=case.get("genre"))
    doc = process(Document(doc.id, doc.source, doc.source_text, doc.text, doc.offsets, metadata=metadata))
    mentions = [m for m in doc.mentions if m.type == kind]
    got = [{"text": doc.quote(m.start, m.end), **attributes(m.value)} for m in mentions]
    wanted = case["found"]
    assert [g["text"] for g in got] == [w["text"] for w in wanted]
    for g, w in zip(got, wanted, strict=True):
        assert {key: g.get(key) for key in w} == {key: value if value != "" else None for key, value in w.items()}
