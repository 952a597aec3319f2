"""The files of a synthetic corpus: folders of a thousand documents, in the formats asked for, byte for byte the same again."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from nlp_oldcadre.synth.make import documents
from nlp_oldcadre.tables import load_tables

A_FOLDER = 1_000
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def name_of(id: int, format: str) -> str:
    """The path of a document below the folder of its corpus.

    Examples
    --------
    >>> name_of(41_234, "txt")
    '0041/0041234.txt'
    """
    return f"{id // A_FOLDER:04d}/{id:07d}.{format}"


def as_text(text: str) -> bytes:
    return text.encode()


def as_html(text: str) -> bytes:
    """A page: the first line with words in it is its title."""
    lines = [html.escape(line) for line in text.splitlines() if line.strip()]
    body = "".join(f"<p>{line}</p>\n" for line in lines[1:])
    head = f'<head><meta charset="utf-8"><title>{lines[0]}</title></head>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN">{head}\n<body><h1>{lines[0]}</h1>\n{body}</body></html>\n'.encode()


def as_docx(text: str) -> bytes:
    """A Word document with a paragraph for each line; without dates of its own, so that it is the same again."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in text.splitlines())
    body = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in (("[Content_Types].xml", _CONTENT_TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", body)):
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


FORMATS: dict[str, Callable[[str], bytes]] = {"txt": as_text, "html": as_html, "docx": as_docx}


class Task(NamedTuple):
    """A folder to fill: documents ``first`` … ``first + documents - 1`` of a seed."""

    output: Path
    first: int
    documents: int
    seed: int
    formats: tuple[str, ...]
    tables: tuple[Path, ...] = ()


class Filled(NamedTuple):
    """The lines of the manifest about a folder, and the characters of its texts."""

    lines: str
    documents: int
    characters: int


def fill(task: Task) -> Filled:
    """Write the documents of a folder; in whatever process."""
    tables = load_tables(*task.tables)
    buffer, characters = io.StringIO(), 0
    manifest = csv.writer(buffer, lineterminator="\n")
    (task.output / name_of(task.first, "")).parent.mkdir()
    for text, truth in documents(task.documents, seed=task.seed, first=task.first, tables=tables):
        format = task.formats[truth.id % len(task.formats)]
        name = name_of(truth.id, format)
        (task.output / name).write_bytes(FORMATS[format](text))
        manifest.writerow(truth.row(name))
        characters += len(text)
    return Filled(buffer.getvalue(), task.documents, characters)
