"""LibreOffice, for tests that look at documents as an office would."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")


def converted(path: Path, suffix: str) -> Path:
    """The file as LibreOffice writes it in another format; skips where the installed parts of it can't read the file."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    asked = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(path.parent), str(path)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=180)
    if "could not be loaded" in done.stderr + done.stdout and path.suffix == ".xlsx":
        pytest.skip("needs LibreOffice Calc; only other parts of LibreOffice are installed")
    return path.with_suffix(f".{suffix}")
