"""A document while it is written: who writes, about what, and what it has said so far."""

from __future__ import annotations

from random import Random

from nlp_oldcadre.synth.truth import Amount, Programme, Truth
from nlp_oldcadre.synth.world import Office, World


class Draft:
    """The state that slots read, and the truth that they add to.

    ``topic`` and ``planned`` belong to the sentence at hand, ``programme`` is what it calls its own, ``sub`` the part of
    the region that was named last.
    """

    def __init__(self, world: World, id: int) -> None:
        self.id, self.world = id, world
        self.random = Random(world.seed << 40 | id).random
        self.office: Office = world.drawn(self.random)
        self.genre = ""
        years = world.record["years"]
        self.year: int = years[int(self.random() * len(years))]
        self.month, self.day = 1 + int(self.random() * 12), 1 + int(self.random() * 28)
        self.topic, self.planned = "", False
        self.programme: Programme | None = None
        self.sub = ""
        self.sub_level = self.office.level
        self.used: dict[tuple[str, bool], set[int]] = {}
        self.said: dict[str, Programme] = {}
        self.amounts: list[Amount] = []
        self.slogans: dict[str, None] = {}
        self.cited: dict[str, None] = {}
        self.title = self.number = ""

    @property
    def date(self) -> str:
        return f"{self.year}-{self.month:02}-{self.day:02}"

    def turn_to(self, topic: str) -> None:
        """Go on to another topic: the programme is one that the office has for it."""
        self.topic = topic
        programmes = self.office.programmes[topic]
        self.programme = programmes[int(self.random() * len(programmes))]

    def pick(self, choices: list[str], count: int) -> list[str]:
        """Some of the choices in their order, none twice."""
        left = list(choices)
        while len(left) > count:
            del left[int(self.random() * len(left))]
        return left

    def truth(self, copy_of: int | None = None) -> Truth:
        office = self.office
        return Truth(
            self.id, self.genre, office.region, office.adcode, self.date, self.title, office.organ_full, self.number,
            tuple(self.said.values()), tuple(self.amounts), tuple(self.slogans), tuple(self.cited), copy_of,
        )  # fmt: skip
