"""Programmes that the language knows by name: national campaigns, and sorts of places that are names without marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class KnownProgram:
    """A regular expression that a whole name matches.

    ``national``: no local body runs it, whoever carries it out; ``unquoted``: a programme even without quotation marks;
    ``fixed``: of this kind whatever noun follows the name; ``needs``: words of which
    every match holds one, where the row is looked for without marks.
    """

    pattern: str
    kind: str
    national: bool
    unquoted: bool
    fixed: bool = False
    note: str = ""
    needs: tuple[str, ...] = ()


class UnquotedProgram(NamedTuple):
    """A programme known without marks; a text that holds none of ``needs`` holds no match."""

    pattern: re.Pattern[str]
    kind: str
    needs: frozenset[str]


def unquoted_programs(tables: Tables) -> list[UnquotedProgram]:
    """Those known without marks.

    One a row: ``re`` skips to the first characters of each, which it can't do for all of them in one.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> next(p.kind for p in unquoted_programs(load_tables()) if p.pattern.match("时间银行"))
    'mechanism'
    """
    found: list[UnquotedProgram] = tables.keep(
        "programs.unquoted",
        lambda: [
            UnquotedProgram(re.compile(row.pattern), row.kind, frozenset(row.needs)) for row in _rows(tables) if row.unquoted
        ],
    )
    return found


def needed_words(tables: Tables) -> Matcher[str]:
    """A matcher of all that these programmes need.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> [word for _, _, word in needed_words(load_tables()).find("老党员驿站")]
    ['驿站']
    """
    matcher: Matcher[str] = tables.keep(
        "programs.needed",
        lambda: Matcher.of(sorted({word for p in unquoted_programs(tables) for word in p.needs}), overlapping=True),
    )
    return matcher


@dataclass(frozen=True, slots=True)
class _NounRow:
    """A noun that alone stands for a programme named before (该品牌, 三大行动), and the kind that it tells."""

    noun: str
    kind: str


def kind_nouns(tables: Tables) -> dict[str, str]:
    """Noun → kind of the programmes that it speaks of.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> kind_nouns(load_tables())["工程"]
    'project'
    """
    kinds: dict[str, str] = tables.keep(
        "kind_nouns", lambda: {row.noun: row.kind for row in tables.rows("kind_nouns", _NounRow)}
    )
    return kinds


def is_national(tables: Tables, name: str) -> bool:
    """Whether the name is that of a party-wide or national campaign, which no local body runs.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> is_national(load_tables(), "党史学习教育"), is_national(load_tables(), "银龄讲堂")
    (True, False)
    """
    pattern: re.Pattern[str] = tables.keep(
        "programs.national", lambda: re.compile("|".join(f"(?:{row.pattern})" for row in _rows(tables) if row.national))
    )
    return pattern.fullmatch(name) is not None


def fixed_kind(tables: Tables, name: str) -> str | None:
    """The kind that a name has whatever noun follows it; None where the noun tells.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> fixed_kind(load_tables(), "我看家乡发展新成就"), fixed_kind(load_tables(), "银龄讲堂")
    ('campaign', None)
    """
    patterns: list[tuple[re.Pattern[str], str]] = tables.keep(
        "programs.fixed", lambda: [(re.compile(row.pattern), row.kind) for row in _rows(tables) if row.fixed]
    )
    return next((kind for pattern, kind in patterns if pattern.fullmatch(name)), None)


def _rows(tables: Tables) -> tuple[KnownProgram, ...]:
    return tables.rows("known_programs", KnownProgram)
