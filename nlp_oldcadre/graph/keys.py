"""Stable keys of nodes: the same thing has the same key in every run and every corpus."""

from __future__ import annotations

from nlp_oldcadre.regions import Regions
from nlp_oldcadre.resolve.model import NOWHERE, one_line

ROOT = "100000"


class Keys:
    """Node keys, ``Kind:`` and what tells one thing of that kind from another.

    A programme (or person) carries the code of its province, so that programmes of the same name in two provinces stay two
    until there is evidence that they are one. ``@000000`` means that no region is known.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> keys = Keys(Regions.of(load_tables()))
    >>> keys.program("银龄行动", "210200"), keys.named("Slogan", " 五  老")
    ('Program:银龄行动@210000', 'Slogan:五 老')
    """

    def __init__(self, regions: Regions) -> None:
        self._regions = regions

    def program(self, name: str, adcode: str | None) -> str:
        return self._homed("Program", name, adcode)

    def person(self, name: str, adcode: str | None) -> str:
        return self._homed("Person", name, adcode)

    def named(self, kind: str, name: str) -> str:
        """A thing that its name alone tells from others."""
        return f"{kind}:{one_line(name)}"

    def _homed(self, kind: str, name: str, adcode: str | None) -> str:
        return f"{kind}:{one_line(name)}@{self._regions.province(adcode) if adcode else NOWHERE}"
