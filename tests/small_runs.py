"""Small folders of documents for tests of runs, and what tells whether two results are the same."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import nlp_oldcadre as oc

TEXT = "{n}月{n}日，大连市委老干部局开展“晚霞护苗”行动，组建{n}支志愿服务队，服务老干部{n}00余人次。\n"


def make_folder(place: Path, documents: int) -> Path:
    """A folder of so many short documents, named ``1.txt`` and so on."""
    place.mkdir(parents=True)
    for n in range(1, documents + 1):
        (place / f"{n}.txt").write_text(TEXT.format(n=n) * n, encoding="utf-8")
    return place


def files_opened(folder: Path, output: Path) -> list[str]:
    """The files below the folder that the leading process of a run opens."""
    code = "import sys, nlp_oldcadre as oc; opened = set()\n"
    code += "sys.addaudithook(lambda event, told: opened.add(str(told[0])) if event == 'open' else None)\n"
    code += "oc.run(sys.argv[1], sys.argv[2]); print(*opened, sep='\\n')"
    call = [sys.executable, "-c", code, str(folder), str(output)]
    told = subprocess.run(call, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    return sorted(Path(name).name for name in told.splitlines() if name.startswith(f"{folder}/"))


def digests(results: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(results.glob("*.parquet"))}


def from_nothing(folder: Path, place: Path) -> dict[str, str]:
    """What a run makes that has nothing to go on from."""
    oc.run(folder, place)
    return digests(place)
