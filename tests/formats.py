"""The same text as a file of each format: what tests that go over all formats share."""

from __future__ import annotations

from collections.abc import Callable

from make_docx import official_docx
from make_pdf_official import official, typeset

FORMATS: dict[str, Callable[[str], bytes]] = {
    "utf8.txt": lambda text: text.encode("utf-8"),
    "gb18030.txt": lambda text: text.encode("gb18030"),
    "utf16.txt": lambda text: text.encode("utf-16"),
    "report.pdf": lambda text: typeset(official(text)),
    "report.docx": official_docx,
}
