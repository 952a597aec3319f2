"""A name of a programme taken apart: region before it, noun behind it, the core between; how common the core is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.known_programs import KnownProgram
from nlp_oldcadre.resolve.folding import parts, plain
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.tables import Tables

# Nouns of these kinds name the same thing again (红枫 = 红枫行动); those of others name a part of it (红枫志愿服务队).
_LIGHT_KINDS = frozenset({"campaign", "action", "project", "brand"})
_SHORTEST_CORE = 2


@dataclass(frozen=True, slots=True)
class _HeadRow:
    head: str
    kind: str
    after: str = ""
    inside: str = ""
    inside_kind: str = ""


@dataclass(frozen=True, slots=True)
class _CommonWord:
    """A word of which names of this work are made everywhere, so that it tells nothing of who runs a programme."""

    word: str


class ProgramName(NamedTuple):
    """``folded``: the whole name; ``core``: without region before and noun behind; ``head``, ``head_kind``: that noun;
    ``parts``: cores of the parts at dots; ``place``: code of the region that the name opens with; ``rest``: characters of
    the core that are no common words.
    """

    folded: str
    core: str
    head: str
    head_kind: str
    parts: tuple[str, ...]
    place: str | None
    rest: int


class ProgramNames:
    """Reads names of programmes.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> name = ProgramNames.of(load_tables()).parse("大连市银龄护苗行动", near="210000")
    >>> name.core, name.head, name.head_kind, name.place
    ('银龄护苗', '行动', 'light', '210200')
    """

    def __init__(self, tables: Tables) -> None:
        self.places = Places.of(tables)
        rows = tables.rows("program_heads", _HeadRow)
        self._heads = {plain(row.head): "light" if row.kind in _LIGHT_KINDS else row.kind for row in rows}
        self._longest = max(map(len, self._heads))
        # A local body may well run a 银龄行动 of its own; a campaign of the whole party is one everywhere.
        campaigns = (
            r for r in tables.rows("known_programs", KnownProgram) if r.national and not r.fixed and r.kind == "campaign"
        )
        self._national = re.compile("|".join(f"(?:{row.pattern})" for row in campaigns))
        words = sorted({plain(row.word) for row in tables.rows("resolution_common_words", _CommonWord)}, key=len, reverse=True)
        self._common = re.compile("|".join(map(re.escape, [*words, *sorted(self._heads, key=len, reverse=True)])))

    @classmethod
    def of(cls, tables: Tables) -> ProgramNames:
        """The reader of these tables, built once."""
        names: ProgramNames = tables.keep(cls, lambda: cls(tables))
        return names

    def parse(self, name: str, *, near: str | None = None) -> ProgramName:
        """Take a name apart; ``near`` is the code of the region in which it is used."""
        folded = plain(name)
        place, bare = self._without_place(folded, near)
        core, head, kind = self._without_head(bare)
        cores = tuple(self._without_head(part)[0] for part in parts(name))
        return ProgramName(folded, core, head, kind, cores if len(cores) > 1 else (), place, len(self._common.sub("", core)))

    def is_national(self, name: str) -> bool:
        """Whether it is a campaign of the whole party or country."""
        return self._national.fullmatch(name) is not None

    def head_kind(self, text: str) -> str | None:
        """``light`` for a noun that names a programme again, else the kind of thing that it names; None for no such noun."""
        return self._heads.get(text)

    def _without_place(self, text: str, near: str | None) -> tuple[str | None, str]:
        regions = self.places.regions
        for end in range(min(len(text) - _SHORTEST_CORE, 12), 1, -1):
            found = regions.by_name.get(text[:end]) or regions.by_short_name.get(text[:end], ())
            close = {r.adcode for r in found if near and self.places.relation(r.adcode, near) in ("same", "within")}
            if close:
                return max(close, key=lambda code: (code == near, code)), text[end:]
        return None, text

    def _without_head(self, text: str) -> tuple[str, str, str]:
        for size in range(min(self._longest, len(text) - _SHORTEST_CORE), 0, -1):
            if kind := self._heads.get(text[-size:]):
                return text[:-size], text[-size:], kind
        return text, "", ""
