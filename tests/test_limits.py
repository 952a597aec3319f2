"""Files made to stall or flood a reader: the run goes on, and the table of errors says what happened."""

from __future__ import annotations

from pathlib import Path

from make_pdf import pack

import nlp_oldcadre as oc
from nlp_oldcadre.workers import Limits

GOOD = "2023年，大连市组建“晚霞护苗”志愿服务队12支。"


def doubling_pdf() -> bytes:
    """A form that draws itself twice, so that the work doubles with every level that the reader follows."""
    drawn = "/F Do /F Do"
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length {len(drawn)}>>"
    return pack(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>",
            f"{form}\nstream\n{drawn}\nendstream",
            f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        ]
    )


def test_a_pdf_that_never_ends_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(doubling_pdf())
    for name in "bc":
        (tmp_path / "in" / f"{name}.txt").write_text(GOOD + name, encoding="utf-8")
    report = oc.run(tmp_path / "in", tmp_path / "out", limits=Limits(seconds=5, memory=1 << 30))
    (failure,) = report.failures
    assert failure.code in ("timeout", "memory", "crashed")
    assert failure.where.endswith("a.pdf")
    assert [Path(uri).name for uri in oc.open(tmp_path / "out").documents["uri"]] == ["b.txt", "c.txt"]
    assert list(oc.open(tmp_path / "out").errors["code"]) == [failure.code]
