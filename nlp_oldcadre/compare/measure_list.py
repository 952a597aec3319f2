"""The measures of a corpus with all that comparisons of them need: scope, group, place, and what they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.measure_space import MeasureText

_COLUMNS = [
    "id", "document_id", "status", "topic", "verb", "object", "strength", "deadline", "beneficiaries", "quantity_ids",
    "programs", "start", "end", "page", "quote", "sentence",
]  # fmt: skip
# 现将《……》印发给你们, 特制定本方案: a circular speaks of itself, which is no measure of the work.
_OF_ITSELF = re.compile(
    "(?:印发|转发|下发|发)给你们|(?:制定|制订|提出)(?:本|如下)(?:方案|意见|办法|要点|计划|规划|细则|措施|实施意见|实施方案)"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A measure: its row with the scope of its fact, the group that it stands in, and its text for comparisons."""

    row: Row
    group: Group
    text: MeasureText

    @property
    def document(self) -> str:
        return str(self.row["document_id"])


def list_measures(groups: Groups) -> list[Listed]:
    """The chosen measures in the order of the corpus."""
    stated = {fact["mention_ids"][0]: fact for fact in groups.facts("has_measure")}
    found = []
    for row in groups.corpus.table("measures", _COLUMNS).to_pylist():
        fact = stated.get(row["id"], {})
        scoped = row | {name: fact.get(name) for name in ("adcode", "region", "program", "time")}
        if groups.keeps(scoped) and not _OF_ITSELF.search(one_line(row["quote"])):
            found.append(Listed(scoped, groups.of(scoped), _text(scoped)))
    return found


def one_line(quote: str) -> str:
    """What a measure says, without the line ends and blanks of its page."""
    return "".join(quote.split())


def _text(row: Row) -> MeasureText:
    programs = tuple(row["programs"]) or ((row["program"],) if row["program"] else ())
    return MeasureText(
        one_line(row["quote"]), one_line(row["sentence"]), row["topic"], row["verb"], row["object"], programs,
        tuple(row["beneficiaries"]),
    )  # fmt: skip
