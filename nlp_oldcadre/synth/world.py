"""The offices that synthetic documents come from: one for each region, with programmes that stay the same from year to year."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple

from nlp_oldcadre.regions import Region, Regions, short_names
from nlp_oldcadre.synth.truth import Programme
from nlp_oldcadre.tables import Tables

_PROGRAMMES_A_TOPIC = 2
_SURNAMES = 100
# No offices of this kind in Hong Kong, Macao and Taiwan.
_ELSEWHERE = ("71", "81", "82")
_MUNICIPALITIES = ("11", "12", "31", "50")


class Committee(NamedTuple):
    """A row of ``committees``: what ends the name of a region ends that of its committee."""

    region: str
    organ: str
    short: str
    all: str


@dataclass(frozen=True, slots=True)
class _MarkRow:
    mark: str
    adcode: str


@dataclass(frozen=True, slots=True)
class _SurnameRow:
    surname: str
    is_word: bool = False


@dataclass(slots=True)
class Office:
    """The bureau of a region's committee: how it is named and which programmes it has, by topic."""

    adcode: str
    level: str
    region: str
    short: str
    mark: str
    organ: str
    organ_full: str
    all: str
    parts: tuple[Region, ...]
    programmes: dict[str, tuple[Programme, ...]] = field(default_factory=dict)


class World:
    """All offices of a seed, each made when first asked for.

    Parameters
    ----------
    record : the record of synth.toml.
    seed : of the corpus; it decides which programmes the offices have.
    """

    def __init__(self, tables: Tables, record: dict[str, Any], seed: int) -> None:
        self.record, self.seed = record, seed
        self.regions = Regions.of(tables)
        self._committees = [Committee(**row) for row in record["committees"]]
        self._marks = {row.adcode: row.mark for row in tables.rows("province_marks", _MarkRow)}
        # The commonest stand first; those that are words too would be read otherwise.
        names = [row.surname for row in tables.rows("surnames", _SurnameRow) if not row.is_word]
        self.surnames = names[:_SURNAMES]
        self._offices: dict[str, Office] = {}
        self._parts: dict[str, list[Region]] = {}
        self.codes: dict[str, list[str]] = {"province": [], "prefecture": [], "county": []}
        for code, region in self.regions.by_code.items():
            if not code.startswith(_ELSEWHERE) and self._committee(region.name):
                self._count(region)

    @classmethod
    def of(cls, tables: Tables, seed: int) -> World:
        """The world of a seed, kept with the tables: the offices are made only once."""
        world: World = tables.keep((cls, seed), lambda: cls(tables, tables.record("synth"), seed))
        return world

    def _count(self, region: Region) -> None:
        self.codes[region.level].append(region.adcode)
        parent = self.regions.parent(region.adcode)
        if parent:
            self._parts.setdefault(parent, []).append(region)

    def office(self, adcode: str) -> Office:
        """The office of a region."""
        if adcode not in self._offices:
            self._offices[adcode] = self._made(adcode)
        return self._offices[adcode]

    def drawn(self, random: Any) -> Office:
        """Any office: of a province every fourth time, of a county as often."""
        share = random()
        codes = self.codes["province" if share < 0.25 else "county" if share < 0.5 else "prefecture"]
        return self.office(codes[int(random() * len(codes))])

    def _committee(self, name: str) -> Committee | None:
        return next((c for c in self._committees if name.endswith(c.region) and name != c.region), None)

    def _made(self, adcode: str) -> Office:
        region = self.regions.by_code[adcode]
        full = self.regions.full_name(adcode)
        committee = self._committee(region.name)
        assert committee, adcode
        shorts = short_names(region.name) or [region.name]
        office = Office(
            adcode,
            region.level,
            full,
            shorts[0],
            self._mark(region),
            f"{committee.short}老干部局",
            f"{_stem(full, shorts, committee)}{committee.organ}老干部局",
            committee.all,
            tuple(self._parts.get(adcode, ())),
        )
        self._endow(office)
        return office

    def _mark(self, region: Region) -> str:
        province = self._marks.get(region.adcode[:2] + "0000", "")
        return province if region.level == "province" else region.name[0]

    def _endow(self, office: Office) -> None:
        """Give the office its programmes: names differ within it, and between offices as chance has it."""
        random = Random(self.seed << 24 | int(office.adcode))
        jobs: dict[str, list[dict[str, Any]]] = {}
        for job in self.record["jobs"]:
            jobs.setdefault(job["topic"], []).append(job)
        taken: set[str] = set()
        for topic, choices in jobs.items():
            made = [self._programme(_any(choices, random), random, office, taken) for _ in range(_PROGRAMMES_A_TOPIC)]
            office.programmes[topic] = tuple(made)

    def _programme(self, job: dict[str, Any], random: Random, office: Office, taken: set[str]) -> Programme:
        kind = self.record["kinds"][_any(job["kinds"], random)]
        name = self._name(job, random, office)
        while name in taken:
            name = self._name(job, random, office)
        taken.add(name)
        i = int(random.random() * len(kind["print"]))
        texts = [kind[key][i].replace("{n}", name) for key in ("name", "print")]
        return Programme(texts[0], kind["kind"], job["id"], texts[1], tuple(kind["launch"]), tuple(kind["carry"]), len(taken))

    def _name(self, job: dict[str, Any], random: Random, office: Office) -> str:
        firsts = self.record["names"]["first"]
        first, core = _any(firsts, random), _any(job["cores"], random)
        return f"{first}·{office.short}{core}" if random.random() < 0.08 else f"{first}{core}"

    def key(self, office: str) -> int:
        """What goes into the hash of the numbers of an office."""
        return int(office) ^ self.seed << 20


def _stem(full: str, shorts: list[str], committee: Committee) -> str:
    """The name before 省委, 州委 …: of autonomous prefectures and counties the short form without the people."""
    place = full[: -len(committee.region)]
    return shorts[0] if committee.region in {"自治州", "自治县"} else place


def _any(choices: list[Any], random: Random) -> Any:
    return choices[int(random.random() * len(choices))]
