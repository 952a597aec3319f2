"""The same text as a file of each format: what tests that go over all formats share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from make_docx import official_docx
from make_html import SITES
from make_html import known as known_on_page
from make_ofd import typeset as typeset_ofd
from make_pdf_official import Look, known, official, typeset

PLAIN: dict[str, Callable[[str], bytes]] = {
    "utf8.txt": lambda text: text.encode("utf-8"),
    "gb18030.txt": lambda text: text.encode("gb18030"),
    "utf16.txt": lambda text: text.encode("utf-16"),
}


class Form(NamedTuple):
    """How a text becomes a file, and what of it stands there (a format may set lines in another way)."""

    make: Callable[[str], bytes]
    known: Callable[[str], str] = lambda text: text


def _printed(look: Look) -> Form:
    return Form(lambda text: typeset(official(text), look), lambda text: known(official(text)))


RICH: dict[str, Form] = {
    "PDF": _printed(Look()),
    "PDF, two columns interleaved": _printed(Look(columns=2, size=10.5, per_line=42, full_width=1, interleaved=True)),
    "DOCX": Form(official_docx),
    "HTML, the State Council's site": Form(lambda text: SITES["state"](text, {}).encode(), known_on_page),
    "HTML, a newspaper": Form(lambda text: SITES["paper"](text, {}).encode(), known_on_page),
    "OFD": Form(lambda text: typeset_ofd(official(text)), lambda text: known(official(text))),
}
FORMATS: dict[str, Callable[[str], bytes]] = PLAIN | {
    "report.pdf": RICH["PDF"].make,
    "columns.pdf": RICH["PDF, two columns interleaved"].make,
    "report.docx": RICH["DOCX"].make,
    "report.html": RICH["HTML, the State Council's site"].make,
    "report.ofd": RICH["OFD"].make,
}
