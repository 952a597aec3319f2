"""Tables of words with a use: ``region_words.csv``, ``zone_words.csv``."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word and what it is used for; the uses are those of its table.

    Of ``region_words``: ``short`` (a short form that is an everyday word too), ``full`` (a full name that is one) and
    ``phrase`` (holds a region's name and means something else). Of ``zone_words``: ``kind`` (says what kind of zone it is) and
    ``general`` (stands before a zone and is no name of one).
    """

    word: str
    use: str


def words_of(tables: Tables, name: str, use: str) -> frozenset[str]:
    """The words of a table that have this use.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> "经济技术" in words_of(load_tables(), "zone_words", "kind")
    True
    """
    words: frozenset[str] = tables.keep(
        f"words of {name}: {use}", lambda: frozenset(row.word for row in tables.rows(name, WordRow) if row.use == use)
    )
    return words
