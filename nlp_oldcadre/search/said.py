"""The tables of a corpus read side by side, a document at a time: what stands in it, and what is said of that.

The tables stand in the order of the documents, so memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.portion import Part, portions
from nlp_oldcadre.search.amounts import Units, stated, times
from nlp_oldcadre.search.periods import period
from nlp_oldcadre.tables import load_tables

_BATCH = 2000
_AMOUNT_SAID = ("region", "indicator", "low", "high", "unit", "bound", "time", "program", "uncertain")
# Types with a post, an organisation, a level.
_SPEAKING = frozenset({"PERSON", "DOCUMENT", "ORG"})
_SPOKEN = ("post", "organisation", "level")
_said, _spoken = attrgetter(*_AMOUNT_SAID), attrgetter(*_SPOKEN)
_STATUS: dict[str | None, str] = {"reported": "done", "target": "planned", "required": "planned"}

Row = dict[str, Any]


class MentionRow(NamedTuple):
    document_id: str
    id: str
    type: str
    quote: str
    name: str | None
    adcode: str | None
    value: str | None
    post: str | None
    organisation: str | None
    level: str | None
    sentence: str | None
    start: int
    end: int
    page: int | None


class AmountRow(NamedTuple):
    document_id: str
    id: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: str | None
    indicator: str | None
    region: str | None
    adcode: str | None
    program: str | None
    time: str | None
    modality: str | None
    uncertain: bool | None


class MeasureRow(NamedTuple):
    document_id: str
    id: str
    status: str | None
    topic: str | None
    quantity_ids: list[str]
    programs: list[str]


class DocumentRow(NamedTuple):
    id: str
    text: str
    issue: int | None
    total_issue: int | None
    uri: str
    title: str | None
    region: str | None
    adcode: str | None
    genre: str | None
    date: str | None
    marking: str | None
    pages: int | None


class Told(NamedTuple):
    """A document with its mentions and what its amounts and measures say of them."""

    row: DocumentRow
    mentions: list[MentionRow]
    said: Said


def documents(corpus: Corpus, part: Part | None = None) -> Iterator[Told]:
    """The documents of a corpus, or of a part of it, one after the other, each with all that stands in it."""
    units, part = Units.of(load_tables()), part or {}
    mentions = _ByDocument(corpus, "mentions", MentionRow, part)
    amounts = _ByDocument(corpus, "quantities", AmountRow, part)
    measures = _ByDocument(corpus, "measures", MeasureRow, part)
    for row in map(DocumentRow._make, _rows(corpus, "documents", DocumentRow._fields, part)):
        yield Told(row, mentions.of(row.id), Said(amounts.of(row.id), measures.of(row.id), units))


def parts(corpus: Corpus, shares: Sequence[float]) -> list[Part]:
    """The corpus cut, between documents, into parts, each with about its share of the mentions."""
    return portions(corpus, shares, ("mentions", "quantities", "measures"))


def _rows(corpus: Corpus, table: str, columns: Sequence[str], part: Part) -> Iterator[tuple[Any, ...]]:
    """The rows, some at a time: as Python values they are far larger than in the table."""
    first, last = part.get(table, (0, None))
    for batch in corpus.rows_between(table, list(columns), first, last, size=_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


class _ByDocument:
    """The rows of a table, given out document by document in the order of the documents."""

    def __init__(self, corpus: Corpus, table: str, make: Any, part: Part) -> None:
        rows = map(make._make, _rows(corpus, table, make._fields, part))
        # The id of the document is the first column.
        self._groups = groupby(rows, key=itemgetter(0))
        self._next: tuple[str, Iterator[Any]] | None = next(self._groups, None)

    def of(self, document: str) -> list[Any]:
        """The rows of this document, which must be asked for in the order of the table."""
        if self._next is None or self._next[0] != document:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


class Said:
    """The amounts and measures of a document by their mention."""

    def __init__(self, amounts: list[AmountRow], measures: list[MeasureRow], units: Units) -> None:
        self._amounts = {row.id: row for row in amounts}
        self._measures = {row.id: row for row in measures}
        self._within = {id: row for row in measures for id in row.quantity_ids}
        self._units = units

    def amount(self, id: str) -> AmountRow | None:
        return self._amounts.get(id)

    def measure(self, id: str) -> MeasureRow | None:
        """The measure itself, or the one that the amount stands in."""
        return self._measures.get(id) or self._within.get(id)

    def measured(self, amount: AmountRow) -> tuple[tuple[float, float] | None, str | None]:
        """The ends by which an amount is compared and the unit that it is compared in."""
        unit, factor = self._units.measure(amount.unit)
        low, high = (None if end is None else times(float(end), factor) for end in (amount.low, amount.high))
        return stated(low, high, amount.bound), unit


def said_of(mention: MentionRow, amount: AmountRow | None, measure: MeasureRow | None) -> Row:
    """What an answer shows of a mention beside its place and words; what is not known is not there."""
    told: Row = {"name": mention.name} if mention.name else {}
    if mention.type in _SPEAKING:
        told |= {name: value for name, value in zip(_SPOKEN, _spoken(mention), strict=True) if value}
    if amount:
        # Exact numbers as JSON can hold them; what is not so (uncertain) is not said.
        told |= {
            name: float(value) if isinstance(value, Decimal) else value
            for name, value in zip(_AMOUNT_SAID, _said(amount), strict=True)
            if value or isinstance(value, Decimal)
        }
        told |= {"status": _STATUS[amount.modality]} if amount.modality in _STATUS else {}
    elif mention.type == "TIME" and mention.value:
        told["time"] = mention.value
    if measure:
        told |= {name: value for name in ("topic", "status") if (value := getattr(measure, name))}
    return told


def programs_of(mention: MentionRow, amount: AmountRow | None, measure: MeasureRow | None) -> list[str]:
    """The programmes that it is, names or belongs to."""
    found = [mention.name or mention.quote] if mention.type == "PROGRAM" else []
    if amount and amount.program:
        found.append(amount.program)
    if measure:
        found += measure.programs
    return list(dict.fromkeys(filter(None, found))) if found else found


def days_of(mention: MentionRow, amount: AmountRow | None) -> tuple[int, int] | None:
    """The days that an amount or a time holds for."""
    value = amount.time if amount else mention.value if mention.type == "TIME" else None
    return period(value) if value else None
