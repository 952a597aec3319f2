"""Stable keys of nodes: the same thing has the same key in every run and every corpus."""

from __future__ import annotations

from nlp_oldcadre.regions import Region, Regions
from nlp_oldcadre.resolve.model import one_line

COUNTRY = frozenset({"全国", "中国", "国家"})
ROOT = "100000"


class Keys:
    """Node keys, ``Kind:`` and what tells one thing of that kind from another.

    A programme (or person) carries the code of its province, so that programmes of the same name in two provinces stay two
    until there is evidence that they are one. ``@000000`` means that no region is known.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> keys = Keys(Regions.of(load_tables()))
    >>> keys.region("东港市大东街道"), keys.region("全国")
    ('Region:210681', 'Region:100000')
    >>> keys.program("银龄行动", "210200"), keys.region("南通市"), keys.named("Slogan", " 五  老")
    ('Program:银龄行动@210000', 'Region:320600', 'Slogan:五 老')

    A former name leads to the region of today, if it was in use in that year or later:

    >>> keys.adcode("天津市塘沽区"), keys.adcode("河西区", 2020), keys.adcode("河西区", 1990)
    ('120116', '120103', None)
    """

    def __init__(self, regions: Regions) -> None:
        self._regions = regions

    def region(self, name: str | None, year: int | None = None) -> str | None:
        """The key of the region with this full name or code; None for what is in no table."""
        code = ROOT if name in COUNTRY else self.adcode(name, year)
        return f"Region:{code}" if code else None

    def adcode(self, name: str | None, year: int | None = None) -> str | None:
        """The code of a region that is given by full name, by a name that only one region has, or by code.

        Parameters
        ----------
        year : of the document: names that ended before it are not meant.
        """
        if not name or name in COUNTRY:
            return None
        if name in self._regions.by_code:
            return name
        if name in self._regions.by_full_name:
            return self._regions.by_full_name[name]
        found = self._regions.by_name.get(name) or self._regions.by_short_name.get(name) or ()
        return _only(self._in_use(found, year)) or self._inside(name, year)

    def _in_use(self, found: tuple[Region, ...], year: int | None) -> list[Region]:
        """Those of the regions that bore the name in that year."""
        if year is None or len(found) < 2:
            return list(found)
        return [region for region in found if self._regions.until(region.adcode, region.name) >= year]

    def _inside(self, name: str, year: int | None) -> str | None:
        """A place behind the name of what holds it: 东港市大东街道 (a township has its county's code), 天津市塘沽区."""
        for end in range(min(len(name) - 2, _LONGEST), 1, -1):
            head, tail = name[:end], name[end:]
            for region in self._regions.townships.get(tail, ()):
                if self._is_called(region.adcode, head):
                    return region.adcode
            around = _only(self._regions.by_name.get(head, ()))
            inner = self._in_use(self._regions.by_name.get(tail, ()), year)
            if around and (code := _only([r for r in inner if self._regions.contains(around, r.adcode)])):
                return code
        return None

    def _is_called(self, adcode: str, name: str) -> bool:
        return name in (self._regions.name(adcode), self._regions.full_name(adcode))

    def program(self, name: str, adcode: str | None) -> str:
        return self._homed("Program", name, adcode)

    def person(self, name: str, adcode: str | None) -> str:
        return self._homed("Person", name, adcode)

    def named(self, kind: str, name: str) -> str:
        """A thing that its name alone tells from others."""
        return f"{kind}:{one_line(name)}"

    def _homed(self, kind: str, name: str, adcode: str | None) -> str:
        return f"{kind}:{one_line(name)}@{self._regions.province(adcode) if adcode else '000000'}"


# No name of a region is longer; a name of thousands of characters is not looked through.
_LONGEST = 40


def _only(found: tuple[Region, ...] | list[Region]) -> str | None:
    """The code, where all mean the same region."""
    return found[0].adcode if len({region.adcode for region in found}) == 1 else None
