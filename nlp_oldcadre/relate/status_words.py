"""The words that tell whether a text reports, plans or requires: ``status_words.toml``."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp_oldcadre.tables import Tables


class StatusWords(NamedTuple):
    """The patterns of ``status_words.toml``, compiled."""

    reporting_title: re.Pattern[str]
    reporting_heading: re.Pattern[str]
    ahead_heading: re.Pattern[str]
    request_heading: re.Pattern[str]
    problem: re.Pattern[str]
    planned: re.Pattern[str]
    done: re.Pattern[str]
    done_after_all: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> StatusWords:
        """The patterns of these tables, compiled once.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> words = StatusWords.of(load_tables())
        >>> bool(words.done.search("已建成3个")), bool(words.problem.search("仍有3个未换届"))
        (True, True)
        """
        words: StatusWords = tables.keep(cls, lambda: cls._compile(tables))
        return words

    @classmethod
    def _compile(cls, tables: Tables) -> StatusWords:
        words = tables.record("status_words")
        return cls(*(re.compile(words[name]) for name in cls._fields))
