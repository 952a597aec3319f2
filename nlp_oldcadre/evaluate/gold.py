"""Folders of annotated documents: pairs ``name.txt`` and ``name.json``, and a ``manifest.csv`` that sorts them."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from nlp_oldcadre.errors import NotFound, ReadError


class Annotated(NamedTuple):
    """One annotated document: the paths of text and annotation, and its row of the manifest (empty where there is none)."""

    path: Path
    annotation: Path
    row: dict[str, str]

    def record(self) -> dict[str, Any]:
        """The annotation: ``metadata``, ``headings``, ``mentions`` and ``facts``, offsets in code points into the text file.

        Raises
        ------
        ReadError : when the file holds no JSON.
        """
        path = self.annotation
        try:
            record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ReadError(
                path.as_posix(), zh=f"标注文件读不出来（{error}）", en=f"the annotation can't be read ({error})",
                remedy_zh="请改正这个文件", remedy_en="correct that file",
            ) from error  # fmt: skip
        return record


def annotated(folder: Path, *, split: str | None = None, gold: Path | None = None) -> list[Annotated]:
    """The annotated documents of a folder by name, or those that the manifest puts into ``split``.

    The annotations stand beside the texts, or in the folder ``gold``.

    Raises
    ------
    NotFound : when there is none.
    """
    rows = {row["file"]: row for row in _manifest(folder / "manifest.csv")}
    pairs = ((p, (gold or folder) / f"{p.stem}.json") for p in sorted(folder.glob("*.txt")))
    found = [Annotated(text, record, rows.get(text.name, {})) for text, record in pairs if record.is_file()]
    chosen = [a for a in found if split is None or a.row.get("split") == split]
    if not chosen:
        raise NotFound(
            str(folder), zh="没有标注文件", en="no annotated documents",
            remedy_zh="请给出含有同名 .txt 和 .json 的目录", remedy_en="name a folder with pairs of .txt and .json files",
        )  # fmt: skip
    return chosen


def _manifest(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle)


def digest(documents: list[Annotated]) -> str:
    """sha256 over texts and annotations: the same digest, the same measure."""
    total = hashlib.sha256()
    for document in documents:
        for path in (document.path, document.annotation):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
