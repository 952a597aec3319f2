"""Answers as a CSV file that Excel and WPS open by a double click."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nlp_oldcadre.console import cell, not_writable

# A cell that begins so is a formula to a spreadsheet, and what documents say is not to be run.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], path: Path) -> None:
    """Write the columns, each under its header, in UTF-8 with the mark by which Excel knows it.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; ``--csv`` and ``--json`` on standard
    output leave every text as it is.

    Raises
    ------
    NotWritable : when the file can't be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(columns.values())
            writer.writerows([_safe(row.get(name)) for name in columns] for row in rows)
    except OSError as error:
        raise not_writable(path, error) from error


def _safe(value: Any) -> str:
    """
    >>> _safe("=1+1"), _safe("-辽宁"), _safe(-3), _safe("银龄"), _safe(None)
    ("'=1+1", "'-辽宁", '-3', '银龄', '')
    """
    text = cell(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int | float) else text
