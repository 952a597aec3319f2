"""Scores of the extraction against annotated documents.

A folder of annotated documents holds pairs ``name.txt`` and ``name.json`` (see :mod:`nlp_oldcadre.evaluate.gold`). All figures
are F1 but those of metadata (share right).
"""

from __future__ import annotations

from pathlib import Path

from nlp_oldcadre.evaluate import floors
from nlp_oldcadre.evaluate.compare import compare_records
from nlp_oldcadre.evaluate.gold import annotated
from nlp_oldcadre.evaluate.report import group_rows, markdown
from nlp_oldcadre.evaluate.scores import Scores
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from nlp_oldcadre.records import annotation
from nlp_oldcadre.tables import Tables

__all__ = ["Scores", "compare_records", "evaluate", "evaluate_by", "floors", "group_rows", "markdown"]


def evaluate(folder: Path | str, *, tables: Tables | None = None, split: str | None = None, gold: Path | None = None) -> Scores:
    """Run the pipeline over a folder of annotated documents and score it.

    Parameters
    ----------
    folder : holds ``name.txt`` and ``name.json`` pairs.
    split : only the documents that ``manifest.csv`` in the folder puts into this split (``dev`` or ``test``); all by default.
    gold : the folder of the annotations, where they don't stand beside the texts.

    Raises
    ------
    NotFound : when the folder holds no annotated document.
    """
    return evaluate_by(folder, None, tables=tables, split=split, gold=gold)[""]


def evaluate_by(
    folder: Path | str,
    column: str | None,
    *,
    tables: Tables | None = None,
    split: str | None = None,
    gold: Path | None = None,
) -> dict[str, Scores]:
    """The same, document by document added up under the manifest's ``column`` (``province``, ``genre``).

    Returns
    -------
    dict
        Scores by the column's values, in the order of the documents; everything under ``""`` where ``column`` is None.

    Raises
    ------
    NotFound : when the folder holds no annotated document.
    """
    groups: dict[str, Scores] = {}
    for document in annotated(Path(folder), split=split, gold=gold):
        doc = process(read(document.path), tables=tables)
        group = document.row.get(column, "") if column else ""
        compare_records(groups.setdefault(group, Scores()), document.record(), annotation(doc), doc.source_text)
    return groups
