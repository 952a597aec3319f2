"""Stable keys of nodes: the same thing has the same key in every run and every corpus."""

from __future__ import annotations

import re

from nlp_oldcadre.regions import Regions

_BLANKS = re.compile(r"\s+")
COUNTRY = frozenset({"全国", "中国", "国家"})


class Keys:
    """Node keys, ``Kind:`` and what tells one thing of that kind from another.

    A programme (or person) carries the code of its province, so that programmes of the same name in two provinces stay two
    until there is evidence that they are one. ``@000000`` means that no region is known.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> keys = Keys(Regions.of(load_tables()))
    >>> keys.region("东港市大东街道")
    'Region:210681'
    >>> keys.program("银龄行动", "210200"), keys.region("南通市"), keys.named("Slogan", " 五  老")
    ('Program:银龄行动@210000', 'Region:320600', 'Slogan:五 老')
    """

    def __init__(self, regions: Regions) -> None:
        self._regions = regions

    def region(self, name: str | None) -> str | None:
        """The key of the region with this full name or code; None for the whole country and what is in no table."""
        code = self.adcode(name)
        return f"Region:{code}" if code else None

    def adcode(self, name: str | None) -> str | None:
        """The code of a region that is given by full name, by a name that only one region has, or by code."""
        if not name or name in COUNTRY:
            return None
        if name in self._regions.by_code:
            return name
        if name in self._regions.by_full_name:
            return self._regions.by_full_name[name]
        found = self._regions.by_name.get(name) or self._regions.by_short_name.get(name) or ()
        return found[0].adcode if len({r.adcode for r in found}) == 1 else self._county_of_township(name)

    def _county_of_township(self, name: str) -> str | None:
        """A township has the code of its county, whose name stands before it (东港市大东街道)."""
        heads = ((name[:end], name[end:]) for end in range(len(name) - 2, 1, -1))
        return next(
            (
                r.adcode
                for head, tail in heads
                for r in self._regions.townships.get(tail, ())
                if self._is_called(r.adcode, head)
            ),
            None,
        )

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


def one_line(text: str) -> str:
    """The text with each run of blanks and line breaks as one blank."""
    return _BLANKS.sub(" ", text).strip()
