"""What the notebooks share: the results of the demonstration documents, their public sources, tables with links."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus

CORPORA = Path(__file__).parent.parent / "corpora"
# A results folder that is there already; the tests make one for all notebooks.
FINISHED = "OLDCADRE_RESULTS"


def results() -> Corpus:
    """The results of the documents of ``corpora/manifest.csv``, made in a temporary folder unless they are there already."""
    if folder := os.environ.get(FINISHED):
        return oc.open(folder)
    folder = Path(tempfile.mkdtemp()) / "results"
    oc.run([CORPORA / file for file in sources()], folder)
    return oc.open(folder)


@cache
def sources() -> dict[str, list[str]]:
    """File of a demonstration document → addresses of the public pages that its facts come from."""
    with (CORPORA / "manifest.csv").open(encoding="utf-8-sig", newline="") as handle:
        return {row["file"]: row["source_urls"].split("|") for row in csv.DictReader(handle)}


def name_of(uri: str) -> str:
    """The file of a document as the manifest names it."""
    return uri.rpartition("corpora/")[2]


def table(frame: pd.DataFrame, view: str, columns: Sequence[str] | Mapping[str, str]) -> HTML:
    """An answer as a table for reading, each row with its file, its place in the text and its public sources."""
    shown = oc.readable(frame, view, columns=columns).map(escape)
    if "uri" in frame:
        shown["出处"] = [place(*row) for row in zip(frame["uri"], frame["page"], frame["start"], frame["end"], strict=True)]
    return HTML(shown.to_html(index=False, escape=False, border=0))


def place(uri: str, page: object, start: int, end: int) -> str:
    """Where a quote stands, with links to the public pages."""
    file = name_of(uri)
    addresses = dict.fromkeys(sources().get(file, []))
    links = [f'<a href="{escape(url)}" title="{escape(url)}">[{n}]</a>' for n, url in enumerate(addresses, 1)]
    where = f"第{page}页 " if not pd.isna(page) else ""
    return f"{escape(Path(file).name)} {where}[{start}, {end})<br>" + " ".join(links)


def check_quotes(corpus: Corpus, *answers: pd.DataFrame) -> int:
    """How many rows were compared with the characters of their source; each must be equal."""
    texts = corpus.documents.set_index("id")["text"]
    rows = [row for answer in answers for row in answer[answer["quote"].notna()].to_dict("records")]
    for row in rows:
        assert texts[row["document"]][row["start"] : row["end"]] == row["quote"], row["quote"]
    return len(rows)
