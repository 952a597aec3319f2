"""What is read of a DOCX that is made of these blocks, for the tests of the reader."""

from __future__ import annotations

from make_docx import make_docx

from nlp_oldcadre.model import Document
from nlp_oldcadre.read import read


def lines(*body: str, **options: object) -> list[str]:
    return document(*body, **options).source_text.rstrip("\n").split("\n")


def document(*body: str, **options: object) -> Document:
    return read(make_docx(*body, **options))  # type: ignore[arg-type]
