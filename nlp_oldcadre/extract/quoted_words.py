"""The words of ``quoted_phrases.toml``: what around a quoted phrase, and in it, tells whether it names a programme."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp_oldcadre.tables import Tables


class QuotedWords(NamedTuple):
    """The patterns of the table, compiled; the table says what each is for.

    ``no_name`` is made of those that forbid a name: a body, a title, a mere qualifier, a figure, a level in front.
    """

    clause_end: re.Pattern[str]
    apposed: re.Pattern[str]
    defined: re.Pattern[str]
    body_before: re.Pattern[str]
    opened: re.Pattern[str]
    title: re.Pattern[str]
    levelled: re.Pattern[str]
    won: re.Pattern[str]
    adjective: re.Pattern[str]
    body: re.Pattern[str]
    generic_tail: re.Pattern[str]
    named_after: re.Pattern[str]
    signed: re.Pattern[str]
    acts: re.Pattern[str]
    series: re.Pattern[str]
    pushed: re.Pattern[str]
    account: re.Pattern[str]
    figure: re.Pattern[str]
    no_name: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> QuotedWords:
        """The words of these tables, compiled once.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> words = QuotedWords.of(load_tables())
        >>> bool(words.signed.search("银辉课堂")), bool(words.title.fullmatch("服务标兵"))
        (True, True)
        """
        words: QuotedWords = tables.keep(cls, lambda: cls._compile(tables))
        return words

    @classmethod
    def _compile(cls, tables: Tables) -> QuotedWords:
        record = tables.record("quoted_phrases")
        whole = "|".join(record[name] for name in ("body", "title", "adjective", "figure"))
        record = {**record, "no_name": rf"(?:{whole})\Z|(?:{record['levelled']})"}
        return cls(*(re.compile(record[name]) for name in cls._fields))
