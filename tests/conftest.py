"""Documents that many tests go over."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CORPORA = ROOT / "corpora"


def texts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of real documents; it is no part of the repository."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("needs ../shared/seeds, which is not part of the repository")
    return folder
