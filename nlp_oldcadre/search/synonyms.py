"""Other words for a word of a query: synonyms, the members of a formula (五老), simplified for traditional characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nlp_oldcadre.search.terms import fold
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class _SynonymRow:
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _FormulaRow:
    form: str
    members: tuple[str, ...] = ()
    kind: str = ""
    bare: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class _ConceptRow:
    concept: str
    forms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    nature: str = ""
    idle: tuple[str, ...] = ()


class Synonyms:
    """What else to look for, by the folded word.

    Sources: ``data/synonyms.csv``, what is counted under several names (``data/indicators.csv``), and the members of
    national formulas (``data/formulas.csv``): a formula finds its members, a member does not find the formula.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> synonyms = Synonyms.of(load_tables())
    >>> "老战士" in synonyms.others("五老"), "五老" in synonyms.others("老战士"), synonyms.others("關工委")[:2]
    (True, False, ('关工委', '关心下一代工作委员会'))
    """

    def __init__(self, tables: Tables) -> None:
        self._others: dict[str, dict[str, None]] = {}
        for row in tables.rows("synonyms", _SynonymRow):
            self._add_group(row.forms)
        for concept in tables.rows("indicators", _ConceptRow):
            self._add_group((concept.concept, *concept.forms))
        for formula in tables.rows("formulas", _FormulaRow):
            self._others.setdefault(fold(formula.form), {}).update(dict.fromkeys(map(fold, formula.members)))

    @classmethod
    def of(cls, tables: Tables) -> Synonyms:
        synonyms: Synonyms = tables.keep(cls, lambda: cls(tables))
        return synonyms

    def _add_group(self, forms: Iterable[str]) -> None:
        folded = list(dict.fromkeys(map(fold, forms)))
        for form in folded:
            self._others.setdefault(form, {}).update(dict.fromkeys(other for other in folded if other != form))

    def others(self, word: str) -> tuple[str, ...]:
        """The other words, nearest first: of a traditional one the simplified one, then its synonyms."""
        plain = simplified(word)
        found = {} if plain == word else {plain: None}
        # What a word holds already need not be looked for apart.
        found |= {other: None for other in self._others.get(plain, {}) if plain not in other}
        return tuple(found)


def simplified(text: str) -> str:
    """Traditional characters as simplified ones; a text that GB 2312 can write is left as it is.

    Examples
    --------
    >>> simplified("老幹部志願者"), simplified("乾县")
    ('老干部志愿者', '乾县')
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
