"""What programmes are for: functions told by the words of ``data/program_functions.toml``, whatever a programme is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp_oldcadre.compare.profiles import Profile
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables

Vector = NDArray[np.float64]

# What a defining word is worth beside one that only speaks for a function.
_STRONG, _PLAIN = 3.0, 1.0
# What a word says again, of what it said first.
_AGAIN = 0.3
# The longest end of a name that is looked up.
_LONGEST_HEAD = 12
# A function that is spoken for so much as the first one, or more, is one of the programme's too.
_ALSO = 0.5
# One defining word near the name is enough to tell what a programme is for; one that only speaks for it is not.
_ENOUGH = 3.0
_SIGNS = re.compile(r"[“”\"《》（）()·\s]")


class Function(NamedTuple):
    """A job that programmes do."""

    key: str
    zh: str
    en: str


class Functions:
    """The functions of the tables, and how strongly a text or a name speaks for each.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> functions = Functions.of(load_tables())
    >>> functions.best(functions.of_name("晚霞驿站")).key
    'venue'
    >>> functions.best(functions.of_text("退休法官给邻居调解纠纷")).zh
    '工作室与基层治理'
    >>> functions.best(functions.of_text("同心同行")) is None
    True
    """

    def __init__(self, tables: Tables) -> None:
        record = tables.record("program_functions")
        self.all = tuple(Function(row["key"], row["zh"], row["en"]) for row in record["function"])
        self.weights: Mapping[str, float] = record["weights"]
        words: dict[str, dict[int, float]] = {}
        self._heads: dict[str, list[int]] = {}
        for number, row in enumerate(record["function"]):
            for word in row["words"]:
                words.setdefault(word, {})[number] = _PLAIN
            for word in row["strong"]:
                words.setdefault(word, {})[number] = _STRONG
            for head in row["heads"]:
                self._heads.setdefault(head, []).append(number)
        # A word of several functions says less for each.
        self._rows = {word: self._row(said) / sqrt(len(said)) for word, said in words.items()}
        self._words = Matcher.of(words)

    @classmethod
    def of(cls, tables: Tables) -> Functions:
        functions: Functions = tables.keep(cls, lambda: cls(tables))
        return functions

    def named(self, key: str) -> Function | None:
        """The function of that key or Chinese name."""
        return next((one for one in self.all if key in (one.key, one.zh)), None)

    def of_name(self, name: str) -> Vector:
        """What the longest known end of a name says: 1 for its functions."""
        bare = _SIGNS.sub("", name)
        for size in range(min(len(bare), _LONGEST_HEAD), 0, -1):
            if found := self._heads.get(bare[-size:]):
                return self._row(dict.fromkeys(found, 1.0))
        return np.zeros(len(self.all))

    def of_text(self, text: str) -> Vector:
        """What the words of a text say, each in full once; longer words hide the ones inside them."""
        total = np.zeros(len(self.all))
        for word, count in Counter(word for *_, word in self._words.find(text)).items():
            total += self._rows[word] * (1 + _AGAIN * (count - 1))
        return total

    def of_tail(self, text: str) -> Vector:
        """What the longest known head says that a text opens with: 志愿服务行动 behind the quoted name of one."""
        for size in range(min(len(text), _LONGEST_HEAD), 1, -1):
            if found := self._heads.get(text[:size]):
                return self._row(dict.fromkeys(found, 1.0))
        return np.zeros(len(self.all))

    def of_profile(self, profile: Profile) -> Vector:
        """What the name and the words of a programme say together; nothing where they say too little."""
        heads = np.max([self.of_name(profile.name), *map(self.of_tail, profile.tails)], axis=0)
        said = (self.weights[part] * self.of_text(text) for part, text in profile.parts().items())
        total: Vector = sum(said, self.weights["head"] * heads)
        return total if total.max(initial=0) >= _ENOUGH else np.zeros(len(self.all))

    def shares(self, vector: Vector) -> dict[str, float]:
        """The functions that are spoken for at least half as much as the first, that one first, as shares of it.

        >>> from nlp_oldcadre.tables import load_tables
        >>> functions = Functions.of(load_tables())
        >>> functions.shares(functions.of_text("志愿者上街，志愿队进社区"))
        {'volunteer': 1.0}
        """
        order = np.argsort(-vector, kind="stable")
        best = vector[order[0]] if len(order) else 0.0
        return {self.all[i].key: round(float(vector[i] / best), 2) for i in order if best and vector[i] >= _ALSO * best}

    def words(self, text: str, key: str) -> list[str]:
        """The words of a text that speak for a function, the strongest first."""
        number = [one.key for one in self.all].index(key)
        found = Counter(word for *_, word in self._words.find(text) if self._rows[word][number])
        return sorted(found, key=lambda word: (-self._rows[word][number], -found[word], word))

    def best(self, vector: Vector) -> Function | None:
        """The function that is spoken for most, None where nothing speaks."""
        return self.all[int(vector.argmax())] if vector.any() else None

    def _row(self, said: Mapping[int, float]) -> Vector:
        row = np.zeros(len(self.all))
        row[list(said)] = list(said.values())
        return row
