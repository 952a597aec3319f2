"""What the verb of a measure is called by, and the object that may be inside it: 派出 → 派, 送药 → 送 and 药."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_oldcadre.tables import Tables

# A word so short has no manner in it.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Called:
    """The words of ``measure_called.toml``."""

    results: frozenset[str]
    whole: frozenset[str]
    carrying: frozenset[str]
    things: frozenset[str]
    ways: frozenset[str]
    manners: tuple[str, ...]

    @classmethod
    def of(cls, tables: Tables) -> Called:
        """Those of these tables, read once.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> called = Called.of(load_tables())
        >>> called.verb("派出"), called.verb("推出"), called.verb("送药"), called.thing("送药"), called.thing("捐款")
        ('派', '推出', '送', '药', None)
        """

        def make() -> Called:
            record = tables.record("measure_called")
            sets = {name: frozenset(record[name]) for name in ("results", "whole", "carrying", "things", "ways")}
            return cls(manners=tuple(record["manners"]), **sets)

        called: Called = tables.keep(cls, make)
        return called

    def verb(self, word: str) -> str:
        """The verb without its result or manner, and without a thing in it."""
        if len(word) > _SHORT:
            word = self._bare(word)
        if word[:1] in self.carrying and len(word) == 2 and word[1] in self.things:
            return word[0]
        return word[:-1] if word[-1:] in self.results and len(word) > 1 and word not in self.whole else word

    def thing(self, word: str) -> str | None:
        """The object inside a verb of two characters."""
        if len(word) > _SHORT:
            word = self._bare(word)
        return word[1] if word[:1] in self.carrying and len(word) == 2 and word[1] in self.things else None

    def _bare(self, word: str) -> str:
        """The verb without the manner before or behind it (上门服务 → 服务, 送学上门 → 送学)."""
        if not (word.startswith(self.manners) or word.endswith(self.manners)):
            return word
        for manner in self.manners:
            if len(word) > len(manner) + 1 and word.startswith(manner):
                return word[len(manner) :]
            if len(word) > len(manner) + 1 and word.endswith(manner):
                return word[: -len(manner)]
        return word
