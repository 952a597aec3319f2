"""The rows of documents at the places where they lie.

Rows depend on the content of a document, so they are kept under its digest and stay when it is renamed or moved. What tells of
its path are the columns ``uri`` and ``duplicates``, which are filled in when the tables are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa

from nlp_oldcadre.corpus.schemas import SCHEMAS

# The tables that tell the path of a document.
WITH_PATH = frozenset({"documents", "facts"})


class At(NamedTuple):
    """Where a document lies: its path, and others with the same content."""

    uri: str
    duplicates: tuple[str, ...] = ()


def at_places(name: str, table: pa.Table, places: Sequence[tuple[int, At]]) -> pa.Table:
    """The table ``name`` with the paths filled in.

    Parameters
    ----------
    places : of the documents in their order, each with the number of its rows.

    Examples
    --------
    >>> table = SCHEMAS["documents"].empty_table()
    >>> at_places("documents", table, []).num_rows
    0
    """
    import numpy as np

    rows = pa.array(np.repeat(np.arange(len(places)), [count for count, _ in places]))
    table = _with(name, table, "uri", [at.uri for _, at in places], rows)
    if name == "documents":
        table = _with(name, table, "duplicates", [list(at.duplicates) for _, at in places], rows)
    return table


def _with(name: str, table: pa.Table, column: str, values: list[object], rows: pa.Array) -> pa.Table:
    at = SCHEMAS[name].get_field_index(column)
    field = SCHEMAS[name].field(at)
    return table.set_column(at, field, pa.array(values, field.type).take(rows))
