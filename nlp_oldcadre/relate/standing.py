"""What the text says of one programme: who runs it, and where."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_oldcadre.known_programs import is_national
from nlp_oldcadre.regions import Place
from nlp_oldcadre.relate.program_places import LEVEL_IN_NAME, named_place
from nlp_oldcadre.relate.reading import Reading


@dataclass(slots=True)
class Standing:
    """A programme with its owners (canonical name → evidence) and the places where it was said to run.

    ``is_national``, ``level`` (省 of 全省…大赛) and ``place`` are what its name alone tells, ``is_named`` whether the text says
    of it who runs it, ``joint`` the places that run it together, ``spread`` where it was spread to, ``seen`` its first mention.
    """

    owners: dict[str, tuple[int, ...]]
    places: dict[Place, tuple[int, ...]]
    local: dict[Place, tuple[int, ...]]
    is_national: bool
    level: str | None
    place: Place | None
    is_named: bool = False
    joint: tuple[Place, ...] = ()
    spread: Place | None = None
    seen: tuple[int, ...] = ()

    @classmethod
    def of(cls, reading: Reading, name: str) -> Standing:
        """What the name tells, nothing said yet."""
        level = LEVEL_IN_NAME.match(name)
        unit = (level[1] or level[2]) if level else None
        return cls({}, {}, {}, is_national(reading.tables, name), unit, named_place(reading, name))
