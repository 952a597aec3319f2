"""Names of persons without a Chinese surname: Tibetan, Mongolian, Uyghur and Kazakh ones."""

from __future__ import annotations

import re

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables

_SHORTEST_TRANSLITERATED = 3


class GivenNames:
    """The parts of such names, and what names are transliterated with.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> given = GivenNames.of(load_tables())
    >>> [bool(given.pattern.fullmatch(name)) for name in ("扎西东周", "央金", "东周", "老干部")]
    [True, True, False, False]
    >>> given.name_end("买买提一个人撑起来", 0, 9)
    3
    """

    def __init__(self, tables: Tables) -> None:
        record = tables.record("given_names")
        alone = [word for language in ("tibetan", "mongolian", "turkic") for word in record[language]]
        parts, beside = _any(alone), _any(record["beside"])
        self.parts = Matcher.of(alone)
        self.pattern = re.compile(f"(?:{parts})(?:{parts}|{beside}|[措吉]|(?<=[杰才旦])加)|(?:{parts})|(?:{beside})(?:{parts})")
        self._characters = frozenset(record["transliteration"]).union(*alone)

    @classmethod
    def of(cls, tables: Tables) -> GivenNames:
        """The names of these tables, built once."""
        names: GivenNames = tables.keep(cls, lambda: cls(tables))
        return names

    def is_transliterated(self, word: str) -> bool:
        """Whether the word is long enough and written with the characters of transliterated names alone."""
        return len(word) >= _SHORTEST_TRANSLITERATED and self._characters.issuperset(word)

    def name_end(self, text: str, start: int, end: int) -> int:
        """Where the last part of a transliterated name that begins at ``start`` ends, at most at ``end``."""
        at = start
        while at < end and text[at] in self._characters:
            at += 1
        return at


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
