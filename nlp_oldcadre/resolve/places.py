"""Regions across names and years: the code of a name at a date, the name of a code at a date, and how two regions stand."""

from __future__ import annotations

from collections.abc import Sequence

from nlp_oldcadre.regions import Region, Regions
from nlp_oldcadre.tables import Tables

COUNTRY = frozenset({"全国", "中国", "国家", "全党"})
# No name of a region is longer; a name of thousands of characters is not looked through.
_LONGEST = 40


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

    @classmethod
    def of(cls, tables: Tables) -> Places:
        """The places of these tables, built once."""
        places: Places = tables.keep(cls, lambda: cls(tables))
        return places

    def code(self, name: str | None, *, year: int | None = None) -> str | None:
        """The code of a region by code, full name, or a name that only one region has; None for the country and what is none.

        Parameters
        ----------
        year : of the document: of several regions of one name, those that had ceased to bear it are not meant.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> places = Places.of(load_tables())
        >>> places.code("天津市塘沽区"), places.code("河西区", year=2020), places.code("河西区", year=1990)
        ('120116', '120103', None)
        """
        if not name or name in COUNTRY:
            return None
        if name in self.regions.by_code:
            return name
        if name in self.regions.by_full_name:
            return self.regions.by_full_name[name]
        found = self.regions.by_name.get(name) or self.regions.by_short_name.get(name) or ()
        return _only(self._in_use(found, year)) or self._inside(name, year)

    def _inside(self, name: str, year: int | None) -> str | None:
        """A place behind the name of what holds it: 铁岭市银州区, 东港市大东街道 (a township has its county's code)."""
        for end in range(min(len(name) - 2, _LONGEST), 1, -1):
            head, tail = name[:end], name[end:]
            for town in self.regions.townships.get(tail, ()):
                # A short form would make 上海庙镇 a township of 上海.
                if head in (self.regions.name(town.adcode), self.regions.full_name(town.adcode)):
                    return town.adcode
            around = self.regions.by_name.get(head) or self.regions.by_short_name.get(head) or ()
            inner = self._in_use(self.regions.by_name.get(tail, ()), year) if around else ()
            if code := _only([r for r in inner if any(self.regions.contains(o.adcode, r.adcode) for o in around)]):
                return code
        return None

    def _in_use(self, found: Sequence[Region], year: int | None) -> Sequence[Region]:
        """Those of the regions that bore the name in that year; one alone is meant whenever it bore it."""
        if year is None or len(found) < 2:
            return found
        return [region for region in found if self.regions.until(region.adcode, region.name) >= year]

    def names(self, adcode: str, *, year: int | None = None) -> tuple[str, ...]:
        """The names by which a region, or a region that has become part of it, went in that year, today's last.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> Places.of(load_tables()).names("210113", year=2000), Places.of(load_tables()).names("210113", year=2020)
        (('新城子区', '沈北新区'), ('沈北新区',))
        """
        former = [name for name, until in self.regions.former_names.get(adcode, ()) if year is None or year <= until]
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


def _only(found: Sequence[Region]) -> str | None:
    """The code, where all mean the same region."""
    return found[0].adcode if len({region.adcode for region in found}) == 1 else None
