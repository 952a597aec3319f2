"""Uses of set phrases: where and when each stands, and whether the text around it was taken over from another document."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from nlp_oldcadre.compare.evidence import mentions_of
from nlp_oldcadre.compare.groups import COUNTRY, UNKNOWN, Group, Groups, Row, rows_where
from nlp_oldcadre.compare.reprint_rows import copied_spans


@dataclass(frozen=True, slots=True)
class Use:
    """A mention of a set phrase.

    Attributes
    ----------
    date : of its document, ISO 8601; None where it has none.
    copied : whether it stands in a passage that is older in another document: no adoption.
    members : what the text counts up for it here; ``complete`` when that is all of it.
    national_year : when a national formula appeared.
    """

    row: Row
    group: Group
    date: str | None
    copied: bool
    members: tuple[str, ...]
    complete: bool
    national_year: int | None

    @property
    def name(self) -> str:
        return str(self.row["name"])

    @property
    def document(self) -> str:
        return str(self.row["document_id"])

    @property
    def year(self) -> int | None:
        return int(self.date[:4]) if self.date and self.date[:4].isdigit() else None

    @property
    def by_date(self) -> tuple[str, str, int]:
        """The first use first; what has no date last."""
        return self.date or "~", self.document, self.row["start"]


def uses(groups: Groups) -> list[Use]:
    """The chosen mentions of set phrases, in the order of the corpus."""
    attributes = {
        row["id"]: json.loads(row["attributes"] or "{}")
        for row in rows_where(groups.corpus, "mentions", "type", "SLOGAN", ["id", "type", "attributes"])
    }
    spans = groups.corpus.keep(("copied", groups.only), lambda: copied_spans(groups))
    copied = {document: sorted(found) for document, found in spans.items()}
    return [
        _use(groups, row, attributes[row["id"]], _stands_in(copied.get(row["document_id"], []), row["start"]))
        for row in mentions_of(groups, "SLOGAN")
        if groups.keeps(row)
    ]


def _use(groups: Groups, row: Row, said: dict[str, Any], copied: bool) -> Use:
    date = groups.documents[row["document_id"]]["date"]
    members = tuple(said.get("expansion") or ())
    return Use(row, groups.of(row), date, copied, members, bool(said.get("complete")), said.get("since"))


def _stands_in(spans: list[tuple[int, int]], start: int) -> bool:
    at = bisect_right(spans, (start, float("inf")))
    return any(first <= start < last for first, last in spans[max(0, at - 8) : at])


def own(found: list[Use]) -> list[Use]:
    """Those that adopt the phrase: in texts of their own, in a known group."""
    return [use for use in found if not use.copied and use.group not in (UNKNOWN, COUNTRY)]


def dated(found: list[Use]) -> list[Use]:
    """Those of documents with a date, the first first."""
    return sorted((use for use in found if use.date), key=lambda use: use.by_date)
