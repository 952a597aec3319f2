"""Regions across names and years: the code of a name at a date, the name of a code at a date, and how two regions stand."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_oldcadre.regions import Region, Regions
from nlp_oldcadre.tables import Tables

COUNTRY = frozenset({"全国", "中国", "国家", "全党"})


@dataclass(frozen=True, slots=True)
class _HistoryRow:
    adcode: str
    name: str
    until: int


class Places:
    """The regions of the tables with their history.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> places = Places.of(load_tables())
    >>> places.code("新城子区"), places.code("沈阳市沈北新区"), places.code("某某县")
    ('210113', '210113', None)
    """

    def __init__(self, tables: Tables) -> None:
        self.regions = Regions.of(tables)
        self._history: dict[str, list[_HistoryRow]] = {}
        for row in tables.rows("region_history", _HistoryRow):
            self._history.setdefault(row.adcode, []).append(row)

    @classmethod
    def of(cls, tables: Tables) -> Places:
        """The places of these tables, built once."""
        places: Places = tables.keep(cls, lambda: cls(tables))
        return places

    def code(self, name: str | None, *, year: int | None = None) -> str | None:
        """The code of a region by code, full name, or a name that only one region has (or had in that year)."""
        if not name or name in COUNTRY:
            return None
        if name in self.regions.by_code:
            return name
        if name in self.regions.by_full_name:
            return self.regions.by_full_name[name]
        found = self.regions.by_name.get(name) or self.regions.by_short_name.get(name) or ()
        codes = {r.adcode for r in found if year is None or self._is_called(r, year)} or {r.adcode for r in found}
        return codes.pop() if len(codes) == 1 else self._in_larger(name) if not codes else None

    def _in_larger(self, name: str) -> str | None:
        """A county behind its city's name, a township behind its county's: 铁岭市银州区, 东港市大东街道."""
        for end in range(min(len(name) - 2, 12), 1, -1):
            head, tail = name[:end], name[end:]
            outer = {r.adcode for r in (*self.regions.by_name.get(head, ()), *self.regions.by_short_name.get(head, ()))}
            if code := self.regions.by_full_name.get(head):
                outer.add(code)
            inner = (*self.regions.by_name.get(tail, ()), *self.regions.townships.get(tail, ()))
            for region in inner if outer else ():
                if any(self.regions.contains(code, region.adcode) for code in outer):
                    return region.adcode
        return None

    def _is_called(self, region: Region, year: int) -> bool:
        """Whether the region bore the name in that year; a new name is taken to be as old as the corpus."""
        former = [row.until for row in self._history.get(region.adcode, ()) if row.name == region.name]
        return not former or year <= max(former)

    def names(self, adcode: str, *, year: int | None = None) -> tuple[str, ...]:
        """The names by which a region, or a region that has become part of it, went in that year, today's last.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> Places.of(load_tables()).names("210113", year=2000), Places.of(load_tables()).names("210113", year=2020)
        (('新城子区', '沈北新区'), ('沈北新区',))
        """
        former = [row.name for row in self._history.get(adcode, ()) if year is None or year <= row.until]
        return tuple(dict.fromkeys([*former, self.regions.name(adcode)]))

    def relation(self, a: str | None, b: str | None) -> str:
        """``same``, ``within`` (one lies in the other), ``province`` (both in one province), ``other`` or ``unknown``."""
        if a is None or b is None:
            return "unknown"
        if a == b:
            return "same"
        if self.regions.contains(a, b) or self.regions.contains(b, a):
            return "within"
        return "province" if a[:2] == b[:2] else "other"
