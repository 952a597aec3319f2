"""In what unit amounts are compared: 名, 位 and 人 are one, 公顷 are so many 平方米, 人次 are their own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nlp_oldcadre.tables import Tables

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _ClassRow:
    unit: str
    kind: str
    # How many of the unit that the class is named after.
    factor: Decimal


class UnitClasses:
    """The classes of units (``data/comparable_units.csv``), each named after one of its units.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> classes = UnitClasses.of(load_tables())
    >>> classes.name("名"), classes.name("人次"), classes.name("公顷"), classes.factor("公顷")
    ('人', '人次', '平方米', Decimal('10000'))
    """

    def __init__(self, tables: Tables) -> None:
        self._rows = {row.unit: row for row in tables.rows("comparable_units", _ClassRow)}

    @classmethod
    def of(cls, tables: Tables) -> UnitClasses:
        """The classes of these tables, read once."""
        classes: UnitClasses = tables.keep(cls, lambda: cls(tables))
        return classes

    def name(self, unit: str) -> str:
        """The class of a unit; one that is in no class is its own."""
        row = self._rows.get(unit)
        return row.kind if row else unit

    def factor(self, unit: str) -> Decimal:
        """How many of the unit that its class is named after; 1 for one that is in no class."""
        row = self._rows.get(unit)
        return row.factor if row else _ONE
