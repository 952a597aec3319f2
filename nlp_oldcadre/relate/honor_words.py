"""The words by which an honour's sentence tells who received it."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp_oldcadre.known_programs import kind_nouns
from nlp_oldcadre.tables import Tables


class HonorWords(NamedTuple):
    """The verbs of awarding, for the last one before an honour; and the nouns that stand for a programme, with their kinds."""

    verbs: re.Pattern[str]
    kinds: dict[str, str]
    noun: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> HonorWords:
        """The words of these tables, compiled once.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> HonorWords.of(load_tables()).noun.match("该工作法被评为")[1]
        '工作法'
        """
        words: HonorWords = tables.keep(cls, lambda: cls._compile(tables))
        return words

    @classmethod
    def _compile(cls, tables: Tables) -> HonorWords:
        record, nouns = tables.record("honors"), tables.record("program_relations")["words"]["noun"]
        noun = re.compile(record["renamed"].replace("{noun}", "|".join([*record["bodies"], *nouns])))
        return cls(_any(record["awarding"]), kind_nouns(tables), noun)


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
