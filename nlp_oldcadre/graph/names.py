"""What a name in a document stands for: a resolved entity where there is a resolution, else what the name itself says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.graph.keys import ROOT, Keys
from nlp_oldcadre.graph.rows import DocumentRows
from nlp_oldcadre.graph.store import Evidence, Thing
from nlp_oldcadre.resolve.model import one_line
from nlp_oldcadre.resolve.places import COUNTRY, Places
from nlp_oldcadre.resolve.program_names import ProgramNames
from nlp_oldcadre.tables import Tables

if TYPE_CHECKING:
    from nlp_oldcadre.resolve import Entity, Resolution


class Names:
    """What all documents share: keys, regions, topics, the resolution."""

    def __init__(self, tables: Tables, resolution: Resolution | None) -> None:
        self._places = Places.of(tables)
        self.regions = self._places.regions
        self.keys = Keys(self.regions)
        self.topics = labels(tables, "topic")
        self.resolution = resolution
        self.is_national = ProgramNames.of(tables).is_national
        self._codes: dict[tuple[str, int | None], str | None] = {}

    def adcode(self, name: str, year: int | None) -> str | None:
        """The code of a region by name; the whole country has one too."""
        if name in COUNTRY or name == ROOT:
            return ROOT
        if (name, year) not in self._codes:
            self._codes[name, year] = self._places.code(name, year=year)
        return self._codes[name, year]

    def region(self, code: str) -> Thing:
        if code == ROOT:
            return Thing("Region", f"Region:{ROOT}", "全国", {"adcode": ROOT, "level": "country"})
        former = [f"{name}（至{year}年）" for name, year in self.regions.former_names.get(code, ())]
        attributes = {"adcode": code, "level": self.regions.by_code[code].level, "former": "|".join(former)}
        return Thing("Region", f"Region:{code}", self.regions.full_name(code), attributes)

    def topic(self, topic: str) -> Thing:
        return Thing("Topic", f"Topic:{topic}", self.topics.get(topic, topic))

    def named(self, kind: str, name: str) -> Thing:
        """A thing that its name alone tells from others."""
        return Thing(kind, self.keys.named(kind, name), one_line(name))


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be taken as it stands: a code of ``data/graph.toml``, what it is about, the document that says it."""

    code: str
    about: str
    document: str = ""
    uri: str = ""


class Speaker:
    """A document, and what the names in it stand for. Everything here follows from this document alone."""

    def __init__(self, names: Names, rows: DocumentRows) -> None:
        self.names, self.rows = names, rows
        self.id, self.uri = rows.document.id, rows.document.uri
        date = rows.document.date or ""
        self._year = int(date[:4]) if date[:4].isdecimal() else None
        self._known: dict[tuple[str, str], Thing] = {}
        self._regions: dict[str, Thing | None] = {}
        self.problems: dict[Problem, None] = {}
        # Keys of resolved organisations, each with the code of its region.
        self.resolved_codes: dict[str, str] = {}

    def note(self, code: str, about: str) -> None:
        """Remember a problem, once."""
        self.problems[Problem(code, about, self.id, self.uri)] = None

    @cached_property
    def itself(self) -> Thing:
        """The document's own node."""
        row, title = self.rows.document, self.rows.title
        attributes = {
            "in_corpus": True, "uri": row.uri, "genre": row.genre, "date": row.date, "number": row.number,
            "adcode": row.adcode, "marking": row.marking, "text_hash": self.rows.text_hash,
        }  # fmt: skip
        if title:
            attributes |= {"title_start": title.start, "title_end": title.end, "title_quote": title.quote}
        return Thing("Document", f"Document:{row.id}", one_line(row.title or row.uri), attributes)

    @cached_property
    def evidence(self) -> Evidence:
        """What a document says of itself as a whole rests on its title, else on its beginning."""
        title = self.rows.title
        place = (title.start, title.end, title.quote, title.page) if title else (0, 0, "", None)
        return Evidence(self.id, self.uri, *place)

    def place(self, name: str | None) -> Thing | None:
        """The region given by full name or code; None for what is in no table."""
        if not name:
            return None
        if name not in self._regions:
            code = self.names.adcode(name, self._year)
            self._regions[name] = self.names.region(code) if code else None
        return self._regions[name]

    def region(self, name: str | None) -> Thing | None:
        """The same, where the name can be none but a region's: one that is in no table is a problem."""
        place = self.place(name)
        if name and place is None:
            self.note("unknown_region", one_line(name))
        return place

    def organization(self, name: str | None) -> Thing | None:
        """The organisation of that name; None for no name."""
        if not name or not one_line(name):
            return None
        if ("Organization", name) not in self._known:
            self._known["Organization", name] = self._organization(name)
        return self._known["Organization", name]

    def _organization(self, name: str) -> Thing:
        resolution = self.names.resolution
        entity = resolution.organization(name, self.id) if resolution else None
        if entity is None:
            return self.names.named("Organization", name)
        if entity.adcode:
            self.resolved_codes[entity.key] = entity.adcode
        return Thing("Organization", entity.key, one_line(entity.label), {"names": _several(entity.names)})

    def program(self, name: str) -> Thing:
        if ("Program", name) not in self._known:
            self._known["Program", name] = self._program(name)
        return self._known["Program", name]

    def _program(self, name: str) -> Thing:
        resolution = self.names.resolution
        entity = resolution.program(name, self.id) if resolution else None
        thing = _resolved_program(entity) if entity else self._program_at_home(name)
        # A campaign of the whole party is at home everywhere.
        if not thing.attributes.get("adcode") and not self.names.is_national(name):
            self.note("program_without_region", thing.label)
        return thing

    def _program_at_home(self, name: str) -> Thing:
        """A programme in the province that the document gives it, else in that of the document."""
        code = self._homes.get(name) or self.rows.document.adcode
        province = self.names.regions.province(code) if code else None
        return Thing("Program", self.names.keys.program(name, code), one_line(name), {"adcode": province})

    @cached_property
    def _homes(self) -> dict[str, str]:
        said = [(f.subject, f.object) for f in self.rows.facts if f.predicate == "in_region" and f.subject]
        return {name: code for name, region in said if region and (code := self._code(region))}

    def _code(self, region: str) -> str | None:
        code = self.names.adcode(region, self._year)
        return None if code == ROOT else code

    def person(self, name: str) -> Thing:
        return Thing("Person", self.names.keys.person(name, self.rows.document.adcode), one_line(name))

    def document(self, title: str) -> Thing:
        """The document itself where it is its own title, else a cited one."""
        own = self.rows.document.title
        if own and _bare(own) == _bare(title):
            return self.itself
        key = self.names.keys.named("Document", f"《{title}》")
        return Thing("Document", key, one_line(title), {"in_corpus": False})

    @cached_property
    def programs(self) -> frozenset[str]:
        """Names that the document uses for programmes."""
        named = {m.name for m in self.rows.mentions if m.type == "PROGRAM" and m.name}
        return frozenset(named | {f.program for f in self.rows.facts if f.program})

    @cached_property
    def amounts(self) -> dict[str, str]:
        """Ids of amounts, each with its characters."""
        return {m.id: m.quote for m in self.rows.mentions if m.type == "QUANTITY"}

    @cached_property
    def persons(self) -> frozenset[str]:
        return frozenset(m.name for m in self.rows.mentions if m.type == "PERSON" and m.name)


def _resolved_program(entity: Entity) -> Thing:
    attributes = {"adcode": entity.adcode, "names": _several(entity.names)}
    return Thing("Program", entity.key, one_line(entity.label), attributes)


def _several(names: Sequence[str]) -> str | None:
    """One text, for GraphML has no lists."""
    return "|".join(sorted(one_line(name) for name in names)) if len(names) > 1 else None


def _bare(title: str) -> str:
    return "".join(title.split())
