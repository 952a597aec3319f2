"""On what terms a measure stands: how binding it is, until when it is to be done, and whom it serves."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from nlp_oldcadre.extract.measure_object import Nouns
from nlp_oldcadre.extract.measure_phrase import Phrase
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Mention, TimeValue
from nlp_oldcadre.tables import Tables

# How far back a word may stand that binds a measure; a list of points after 要 is seldom longer.
_LOOK_BACK = 300
# What follows a time by which something is due, and what stands before it (到2025年底).
_DUE_AFTER = re.compile("(底|末)?(?:之前|以前|前(?![来往后期列往景])|止|为限|内(?!容))")
_DUE_BEFORE = re.compile("(?<![达得收送报直])[到至](?<!截[止至])(?<!截止到)$")
_ISO = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$")
_LAST = ("底", "末")
# The longest noun phrase for people that is worth naming.
_LONGEST = 24
_MOST = 5


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that says how binding a measure is.

    ``scope`` is how far it reaches: ``sentence`` (要 binds all that follows), ``clause`` (鼓励), ``phrase`` (试点: also inside
    the measure). ``not_after`` and ``not_before`` hold characters beside which it is another word (主要, 要求).
    """

    word: str
    strength: str
    scope: str
    not_after: str = ""
    not_before: str = ""

    @property
    def pattern(self) -> str:
        """A regular expression for the word where it is one; it begins with a plain character."""
        after = f"(?<![{self.not_after}]{self.word})" if self.not_after else ""
        before = f"(?![{self.not_before}])" if self.not_before else ""
        return f"{self.word}{after}{before}"


@dataclass(frozen=True, slots=True)
class _Serving:
    word: str


class _Due(NamedTuple):
    """A time by which something is due; ``leads`` where it opens a sentence or list of its own (3月底前，…)."""

    start: int
    end: int
    iso: str
    leads: bool


class Lexicon:
    """The tables of binding words and of those who are served, compiled."""

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("measure_strength", _Word)
        self.words = {row.word: row for row in rows}
        longest = sorted(rows, key=lambda row: -len(row.word))
        self.all = re.compile("|".join(row.pattern for row in longest))
        self.near = re.compile("|".join(row.pattern for row in longest if row.scope != "sentence"))
        # Verbs whose object is whom they serve (慰问, 资助).
        self.serving = frozenset(row.word for row in tables.rows("measure_serving_verbs", _Serving))
        words = tables.record("measure_beneficiaries")
        people = [noun for noun, kind in Nouns.of(tables).kinds.items() if kind == "people"]
        alternatives = "|".join(sorted(map(re.escape, people), key=lambda word: -len(word)))
        self.people = re.compile(f"[^，。；：、和及与]{{0,{_LONGEST}}}?(?:{alternatives})(?!{words['not_people']})")
        self.marker = re.compile(words["marker"])
        self.reached = re.compile(words["reached"])
        self.determiners = re.compile(words["determiners"])
        self.link = re.compile(words["link"])

    @classmethod
    def of(cls, tables: Tables) -> Lexicon:
        """The lexicon of these tables, built once."""
        lexicon: Lexicon = tables.keep(cls, lambda: cls(tables))
        return lexicon


class Terms:
    """Reads the terms of the measures of one document, which must be asked for in order."""

    def __init__(self, scan: Scan) -> None:
        self._text = scan.text
        self._lexicon = Lexicon.of(scan.tables)
        self._due = list(_due(scan))
        self._last_end = 0

    def strength(self, phrase: Phrase, status: str) -> str | None:
        """How binding a measure is: the last word that binds it; what is planned without such a word is expected."""
        planned = status == "planned"
        start = phrase.clause.start
        if planned:
            start = max([self._text.rfind(mark, start - _LOOK_BACK, start) for mark in "。！？\n"]) + 1
        pattern = self._lexicon.all if planned else self._lexicon.near
        found = "expected" if planned else None
        for match in pattern.finditer(self._text, max(start, phrase.start - _LOOK_BACK), phrase.end):
            word = self._lexicon.words[match[0]]
            if _reaches(word.scope, match.start(), phrase):
                found = word.strength
        return found

    def deadline(self, phrase: Phrase) -> str | None:
        """The last day on which a measure is in time: of a time inside it or straight before it in its sentence."""
        last_end, self._last_end = self._last_end, phrase.end
        index = bisect_left(self._due, (phrase.end,)) - 1
        if index < 0:
            return None
        due = self._due[index]
        if due.start < phrase.start:
            between = self._text[due.end : phrase.start]
            if phrase.start - due.end > _LOOK_BACK or any(mark in between for mark in "。！？\n；"):
                return None
            if due.start < last_end and not due.leads:
                return None
        return due.iso

    def beneficiaries(self, phrase: Phrase) -> tuple[str, ...]:
        """Those whom a measure serves, as the text names them."""
        lexicon, text = self._lexicon, self._text
        found: list[str] = []
        for marker in lexicon.marker.finditer(text, phrase.clause.start, phrase.end):
            found += self._people(marker.end(), min(phrase.end, phrase.clause.end))
        if phrase.head.verbs[-1].verb in lexicon.serving and not found:
            found += self._people(phrase.object.start, phrase.object.end)
        if reached := lexicon.reached.match(text, phrase.clause.end):
            found += self._people(reached.end(), reached.end() + _LONGEST)
        return tuple(dict.fromkeys(found))[:_MOST]

    def _people(self, start: int, end: int) -> Iterator[str]:
        """The noun phrases for people that stand at ``start``, one after the other."""
        lexicon = self._lexicon
        while match := lexicon.people.match(self._text, start, end):
            name = lexicon.determiners.sub("", match[0].rsplit("的", 1)[-1]).strip(" “”了")
            if name:
                yield name
            link = lexicon.link.match(self._text, match.end(), end)
            if not link:
                return
            start = link.end()


def _reaches(scope: str, start: int, phrase: Phrase) -> bool:
    """Whether a word at ``start`` binds the phrase."""
    if start <= phrase.start:
        return scope == "sentence" or start >= phrase.clause.start
    return scope == "phrase" or (scope == "sentence" and start < phrase.head.end)


def _due(scan: Scan) -> Iterator[_Due]:
    """The times by which something is due."""
    text = scan.text
    for mention in scan.mentions("TIME"):
        after = _DUE_AFTER.match(text, mention.end)
        before = None if after else _DUE_BEFORE.search(text, max(0, mention.start - 3), mention.start)
        if not (after or before):
            continue
        within = after is None or bool(after[1]) or "内" in after[0] or text[mention.end - 1] in _LAST
        iso = last_day(_value(mention), before_it=not within)
        if iso:
            end = after.end() if after else mention.end
            yield _Due(mention.start, end, iso, text[end : end + 1] in ("，", ","))


def _value(mention: Mention) -> str:
    return (mention.value.value or "") if isinstance(mention.value, TimeValue) else ""


def last_day(value: str, *, before_it: bool) -> str | None:
    """The last day that is in time.

    Parameters
    ----------
    value : date, month, quarter, year or interval of ISO 8601.
    before_it : a month, quarter or year is over before it begins (10月前); a day is in time itself (9月15日前).

    Examples
    --------
    >>> last_day("2025-03", before_it=False), last_day("2025-10", before_it=True), last_day("2025-09-15", before_it=True)
    ('2025-03-31', '2025-09-30', '2025-09-15')
    """
    parts = _ISO.match(value.rsplit("/", 1)[-1])
    if not parts:
        return None
    year, quarter, month, day = (int(part) if part else 0 for part in parts.groups())
    try:
        if day:
            return date(year, month, day).isoformat()
        first, last = (3 * quarter - 2, 3 * quarter) if quarter else (month or 1, month or 12)
        if before_it:
            return (date(year, first, 1) - timedelta(days=1)).isoformat()
        return date(year, last, monthrange(year, last)[1]).isoformat()
    except (ValueError, OverflowError):
        return None
