"""Patterns of names without quotation marks: ``program_patterns.toml`` compiled, each tried only where it can match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True, eq=False)
class UnquotedPattern:
    """One pattern: its first group is the name; ``by_tail`` where the name's last word may tell another kind,
    ``coined`` where it must be more than words for a sort, ``twice``
    where the text must name it again."""

    rule: str
    kind: str
    by_tail: bool
    coined: bool
    twice: bool
    regex: re.Pattern[str]
    unless: re.Pattern[str] | None
    heads: Matcher[str] | None
    words: tuple[str, ...] = ()

    @classmethod
    def read(cls, row: dict[str, Any]) -> UnquotedPattern:
        """The pattern that one table of the file describes."""
        heads, unless = row.get("heads", ()), row.get("unless")
        regex = row["pattern"].replace("{heads}", f"(?:{any_of(heads)})") if heads else row["pattern"]
        return cls(
            row["rule"],
            row["kind"],
            row.get("by_tail", False),
            row.get("coined", False),
            row.get("twice", False),
            re.compile(regex),
            re.compile(unless) if unless else None,
            Matcher.of(heads, overlapping=True) if heads else None,
            tuple(heads),
        )

    def find(self, scan: Scan) -> Iterator[re.Match[str]]:
        """Where the pattern matches; no match runs over a sentence's end."""
        if self.heads is None:
            yield from self.regex.finditer(scan.text)
            return
        reached = 0
        for start, end, _ in scan.find(self.heads):
            if start >= reached:
                begin, reached = scan.sentence_at(start)
                # A sentence of one mark holds no head; one that is not found is empty.
                yield from self.regex.finditer(scan.text, begin, max(reached, end))


class UnquotedPatterns(NamedTuple):
    """All patterns, and those of names that carry a word of this work's brands."""

    rows: tuple[UnquotedPattern, ...]
    marks: Matcher[str]
    signed: re.Pattern[str]
    leads: re.Pattern[str]
    founded: re.Pattern[str]
    plain: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> UnquotedPatterns:
        """The patterns of these tables, compiled once.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> patterns = UnquotedPatterns.of(load_tables())
        >>> patterns.signed.match("银龄故事宣讲团")[2]
        '银龄'
        """
        patterns: UnquotedPatterns = tables.keep(cls, lambda: cls._compile(tables))
        return patterns

    @classmethod
    def _compile(cls, tables: Tables) -> UnquotedPatterns:
        record = tables.record("program_patterns")
        marks, heads = record["signed"]["marks"], record["signed"]["heads"]
        signed = re.compile(
            f"((?:[\u4e00-\u9fff]{{0,2}})({any_of(marks)})(?:[\u4e00-\u9fff]{{2,10}}?专项行动|[\u4e00-\u9fff]{{0,6}}?(?:{any_of(heads)}|[\u4e00-\u9fff]{{2}}(?<!组)(?:团(?!队)|(?<!团)队))(?![伍队员长者])))"
        )
        others = (re.compile(record["signed"][name]) for name in ("leads", "founded", "plain"))
        rows = tuple(UnquotedPattern.read(row) for row in record["patterns"])
        return cls(rows, Matcher.of(marks, overlapping=True), signed, *others)


def any_of(words: Iterable[str]) -> str:
    """The words as alternatives of a regular expression, in their order.

    Examples
    --------
    >>> any_of(["1+N", "党建+"])
    '1\\\\+N|党建\\\\+'
    """
    return "|".join(map(re.escape, words))
