"""Chinese names of the codes that tables hold: types, kinds, topics, genres."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class _LabelRow:
    of: str
    value: str
    zh: str


# Attributes whose values are records with names of their own.
_RECORDS = {"function": "program_functions"}


def labels(tables: Tables, of: str) -> dict[str, str]:
    """Chinese names of the values of an attribute, in their order.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> labels(load_tables(), "status")
    {'done': '已做', 'planned': '计划'}
    """
    if record := _RECORDS.get(of):
        return {row["key"]: row["zh"] for row in tables.record(record)[of]}
    return {row.value: row.zh for row in tables.rows("labels", _LabelRow) if row.of == of}
