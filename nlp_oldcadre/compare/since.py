"""Since when a programme runs: what a text says of its founding, else the earliest time that is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from nlp_oldcadre.compare.groups import Groups, Row, rows_where

# From the time to the name and its words of founding; what stands farther off is about something else.
_NEAR = 60
# 成立于2019年: so close behind the name.
_BEHIND = 16
_IS_OF = re.compile(r"[”’》]?(?:品牌|工程|行动|项目|活动)?[是由系][^，。；、]{0,30}")
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


class Since:
    """The first year of programmes.

    Parameters
    ----------
    groups : gives the times, documents and tables.
    """

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        record = groups.tables.record("program_since")
        self._founding, self._to_come = re.compile(record["founding"]), re.compile(record["to_come"])
        self._going_on = re.compile(record["going_on"])

    def of(self, mentions: Iterable[Row], facts: Iterable[Row]) -> tuple[str | None, str]:
        """When, and how that is known: ``founded``, ``reported`` (the first time of its facts), ``document`` (its date)."""
        mentions = list(mentions)
        if founded := min(self._founded(mentions), default=None):
            return founded, "founded"
        if reported := min(self._reported(facts), default=None):
            return reported, "reported"
        dates = [date for row in mentions if (date := self._date(row))]
        return (min(dates), "document") if dates else (None, "")

    def _founded(self, mentions: list[Row]) -> Iterator[str]:
        for mention in mentions:
            for time in self._times.get((mention["document_id"], mention["sentence"]), ()):
                when = _DATE.match(time["value"] or "")
                if when and self._is_founding(mention, time) and self._is_past(mention, when[0]):
                    yield when[0]

    def _is_founding(self, mention: Row, time: Row) -> bool:
        """Whether words of founding stand between time and name, or close behind a name that the time follows."""
        sentence = " ".join(mention["sentence"].split())
        name, said = " ".join(mention["quote"].split()), " ".join(time["quote"].split())
        before, behind = sentence.find(said), sentence.find(name)
        if before < 0 or behind < 0:
            return False
        if before < behind:
            between = sentence[before + len(said) : behind]
            beyond = sentence[behind + len(name) : behind + len(name) + _BEHIND]
            spoken = between if self._founding.search(between) else between + beyond
            near = len(between) <= _NEAR and not self._to_come.search(sentence[max(0, before - 4) : before] + between)
            return near and bool(self._founding.search(spoken) or self._going_on.match(between))
        between = sentence[behind + len(name) : before]
        beyond = sentence[before + len(said) :][:_BEHIND]
        # “…”是某局2015年打造的品牌.
        if _IS_OF.fullmatch(between) and self._founding.match(beyond.lstrip("起，")):
            return True
        return len(between) <= _BEHIND and bool(self._founding.search(between)) and not self._to_come.search(between)

    def _reported(self, facts: Iterable[Row]) -> Iterator[str]:
        for fact in facts:
            when = _DATE.match(fact["time"] or "") if fact["modality"] == "reported" else None
            if when and self._is_past(fact, when[0]):
                yield when[0]

    def _is_past(self, row: Row, when: str) -> bool:
        date = self._date(row)
        return not date or when[:4] <= date[:4]

    def _date(self, row: Row) -> str | None:
        date: str | None = self.groups.documents[row["document_id"]]["date"]
        return date

    @cached_property
    def _times(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in rows_where(
            self.groups.corpus, "mentions", "type", "TIME", ["document_id", "type", "sentence", "value", "quote"]
        ):
            found.setdefault((row["document_id"], row["sentence"]), []).append(row)
        return found
