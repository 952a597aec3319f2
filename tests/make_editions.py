"""The documents of the provinces as files of the formats that offices use: ``python tests/make_editions.py``.

The texts stand in ``tests/data/provinces``; ``corpora/manifest.csv`` names the edition of each, and its suffix the format.
The same texts give the same bytes (of PDF: with the same font and version of reportlab).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from make_docx import official_docx
from make_html import SITES
from make_html import known as known_on_page
from make_ofd import Look as OfdLook
from make_ofd import typeset as typeset_ofd
from make_pdf_official import Look, known, official, typeset

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "tests" / "data" / "provinces"
CORPORA = ROOT / "corpora"
# What the patterns of pages call their site, and what ours is called, so that nobody takes it for a real one.
_SITE = {"某省委老干部局": "老干部工作示例网", "某省日报": "示例日报", "某政府网": "示例政府网"}
_NO_FACTS: Mapping[str, str] = {}


class Edition(NamedTuple):
    """A document of the manifest: where its edition stands, of which genre it is, and its text."""

    file: str
    genre: str
    text: str

    @property
    def suffix(self) -> str:
        return Path(self.file).suffix


def editions() -> Iterator[Edition]:
    """Those of the provinces, in the order of the manifest."""
    with (CORPORA / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["file"].startswith("provinces/"):
                text = (TEXTS / f"{Path(row['file']).stem}.txt").read_text(encoding="utf-8")
                yield Edition(row["file"], row["genre"], text)


def made(edition: Edition) -> bytes:
    """The file of an edition."""
    return MAKERS[edition.suffix](edition)


def known_text(edition: Edition) -> str:
    """What of the text stands in its edition (a page has lines of its own)."""
    if edition.suffix in (".pdf", ".ofd"):
        return known(official(edition.text))
    return known_on_page(edition.text) if edition.suffix == ".html" else edition.text


def _pdf(edition: Edition) -> bytes:
    """Circulars with their red head, bulletins as offices print them, news as a paper does, in two columns under the title."""
    parts = official(edition.text)
    head = next((i for i, part in enumerate(parts) if part.style == "body"), 0)
    looks = {
        "circular": Look(red_rule=True),
        "bulletin": Look(numbers="- {page} -"),
        "news": Look(columns=2, size=10.5, per_line=42, full_width=head, numbers=""),
        "report": Look(head="经验材料", numbers="第 {page} 页 共 {pages} 页"),
    }
    return typeset(parts, looks[edition.genre])


def _ofd(edition: Edition) -> bytes:
    """A circular with its letterhead in a template and a seal."""
    is_circular = edition.genre == "circular"
    return typeset_ofd(official(edition.text), OfdLook(template=is_circular, seal=is_circular))


def _html(edition: Edition) -> bytes:
    """A page of one of the usual patterns; which one, the name of the file decides."""
    patterns = list(SITES.values())
    page = patterns[sum(edition.file.encode()) % len(patterns)](edition.text, _NO_FACTS)
    for name, ours in _SITE.items():
        page = page.replace(name, ours)
    return page.encode()


MAKERS: dict[str, Callable[[Edition], bytes]] = {
    ".pdf": _pdf,
    ".docx": lambda edition: official_docx(edition.text),
    ".ofd": _ofd,
    ".html": _html,
    ".txt": lambda edition: edition.text.encode(),
}


def main(folder: Path = CORPORA) -> None:
    """Write all editions into a folder, and take away those that the manifest no longer names."""
    wanted = {folder / edition.file: edition for edition in editions()}
    for path, edition in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made(edition))
    for path in sorted((folder / "provinces").iterdir()):
        if path not in wanted:
            path.unlink()


if __name__ == "__main__":
    main()
