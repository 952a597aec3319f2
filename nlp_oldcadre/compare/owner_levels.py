"""The level of the body that runs a programme."""

from __future__ import annotations

import re

from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import Tables


class Levels:
    """Levels by the names of bodies (``data/program_levels.toml``), else by their regions.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> levels = Levels.of_tables(load_tables())
    >>> [levels.of(body, "210200") for body in ("大连市委老干部局", "大连市站北街道党工委", "大连港医院", "中央组织部")]
    ['prefecture', 'township', 'unit', 'central']
    """

    def __init__(self, tables: Tables) -> None:
        record = tables.record("program_levels")
        self._regions = Regions.of(tables)
        self._patterns = [(level, re.compile(pattern)) for level, pattern in record["patterns"]]
        self._region_bodies = re.compile(record["region_bodies"])

    @classmethod
    def of_tables(cls, tables: Tables) -> Levels:
        levels: Levels = tables.keep(cls, lambda: cls(tables))
        return levels

    def of(self, body: str, adcode: str | None) -> str:
        """central, province, prefecture, county, township or unit; empty where neither name nor region tells."""
        for level, pattern in self._patterns:
            if pattern.search(body) and not (level == "unit" and self._region_bodies.search(body)):
                return level
        return self._regions.level(adcode) if adcode else ""
