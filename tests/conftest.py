"""Documents that many tests go over."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp_oldcadre.evaluate.gold import Annotated, annotated

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CORPORA = ROOT / "corpora"


def texts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def clean_documents() -> list[Annotated]:
    """Annotated documents to make files of other formats from: the later batch has clutter of pages that readers take away."""
    return [a for a in annotated(CORPORA / "gold", split="dev") if a.row["batch"] == "1"]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of real documents; it is no part of the repository."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("needs ../shared/seeds, which is not part of the repository")
    return folder


def assert_linear(work: Callable[[str], object], unit: str, size: int = 1500) -> None:
    """Eight times the text takes about eight times the processor's time; quadratic work would take sixty-four times.

    Tried again before it fails, since other processes only ever add to a time.
    """
    short, long = (unit * max(1, n // len(unit)) for n in (size, 8 * size))
    work(short)
    tries = ((_processor_seconds(work, short), _processor_seconds(work, long)) for _ in range(3))
    assert any(much < 24 * max(little, 0.02) for little, much in tries)


def _processor_seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start
