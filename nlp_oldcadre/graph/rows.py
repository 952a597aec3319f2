"""The rows of a corpus document by document: all tables are read once, side by side, a part at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from nlp_oldcadre.errors import NotACorpus
from nlp_oldcadre.model import hash_id

if TYPE_CHECKING:
    import pyarrow as pa

    from nlp_oldcadre.corpus import Corpus


class MentionRow(NamedTuple):
    document_id: str
    id: str
    type: str
    name: str | None
    kind: str | None
    adcode: str | None
    start: int
    end: int
    page: int | None
    quote: str


class MeasureRow(NamedTuple):
    document_id: str
    id: str
    status: str | None
    topic: str | None
    verb: str | None
    object: str | None


class FactRow(NamedTuple):
    """A statement; its place is empty where it rests on the document as a whole."""

    document_id: str
    id: str
    subject: str | None
    predicate: str
    object: str | None
    low: float | None
    high: float | None
    unit: str | None
    modifier: str | None
    region: str | None
    program: str | None
    time: str | None
    modality: str | None
    mention_ids: list[str]
    start: int | None
    end: int | None
    page: int | None
    quote: str | None


class HeadingRow(NamedTuple):
    document_id: str
    level: int
    start: int
    end: int
    page: int | None
    quote: str


class DocumentRow(NamedTuple):
    id: str
    uri: str
    title: str | None
    genre: str | None
    date: str | None
    number: str | None
    adcode: str | None
    marking: str | None
    text: str | None


class DocumentRows(NamedTuple):
    """All that the corpus holds of one document. ``title`` is where its title stands; None where it has none."""

    document: DocumentRow
    title: HeadingRow | None
    mentions: list[MentionRow]
    measures: dict[str, MeasureRow]
    facts: list[FactRow]

    @property
    def text_hash(self) -> str | None:
        """A hash of the text without blanks, of documents with a number: two with one number may be one text."""
        row = self.document
        return hash_id("".join((row.text or "").split())) if row.number else None


def by_document(corpus: Corpus, *, documents: Collection[str] | None = None) -> Iterator[DocumentRows]:
    """The rows of each document, in the corpus's order.

    Raises
    ------
    NotACorpus : when a table holds rows of a document that is not in the table of documents, or in another order.
    """
    wanted = None if documents is None else frozenset(documents)
    mentions = _Groups(corpus, "mentions", MentionRow, wanted)
    measures = _Groups(corpus, "measures", MeasureRow, wanted)
    headings = _Groups(corpus, "sections", HeadingRow, wanted)
    facts = _Groups(corpus, "facts", FactRow, wanted)
    for row in _rows(corpus, "documents", DocumentRow, wanted):
        title = next((h for h in headings.take(row.id) if h.level == 1 and h.quote), None)
        found = {measure.id: measure for measure in measures.take(row.id)}
        yield DocumentRows(row, title, mentions.take(row.id), found, facts.take(row.id))
    for groups in (mentions, measures, headings, facts):
        groups.finish()


Row = TypeVar("Row", MentionRow, MeasureRow, HeadingRow, FactRow)
AnyRow = TypeVar("AnyRow", DocumentRow, MentionRow, MeasureRow, HeadingRow, FactRow)


class _Groups(Generic[Row]):
    """The rows of one table, taken document by document."""

    def __init__(self, corpus: Corpus, table: str, kind: type[Row], documents: frozenset[str] | None) -> None:
        self._path, self._table = corpus.path, table
        rows = groupby(_rows(corpus, table, kind, documents), key=attrgetter("document_id"))
        self._groups: Iterator[tuple[str, list[Row]]] = ((document, list(group)) for document, group in rows)
        self._next: tuple[str, list[Row]] | None = next(self._groups, None)

    def take(self, document: str) -> list[Row]:
        if self._next is None or self._next[0] != document:
            return []
        rows = self._next[1]
        self._next = next(self._groups, None)
        return rows

    def finish(self) -> None:
        """Make sure that no row was passed over."""
        if self._next is not None:
            raise _out_of_order(self._path.as_posix(), self._table, self._next[0])


def _rows(corpus: Corpus, table: str, kind: type[AnyRow], documents: frozenset[str] | None) -> Iterator[AnyRow]:
    # `_fields` is the columns' names: a row type is what is read of its table.
    columns = list(kind._fields)
    make: Callable[[Any], AnyRow] = kind._make
    for batch in corpus.batches(table, columns, documents=documents):
        yield from map(make, zip(*(_values(batch.column(name), name) for name in columns), strict=True))


# Columns whose values hardly ever come twice.
_UNLIKE = frozenset({"id", "text"})


def _values(column: pa.Array, name: str) -> list[Any]:
    """The values of a column; texts that come more than once are one string in memory."""
    import pyarrow as pa

    if pa.types.is_decimal(column.type):
        column = column.cast(pa.float64())
    if not pa.types.is_string(column.type) or name in _UNLIKE:
        return column.to_pylist()
    encoded = column.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    return [None if index is None else words[index] for index in encoded.indices.to_pylist()]


def _out_of_order(path: str, table: str, document: str) -> NotACorpus:
    return NotACorpus(
        path,
        zh=f"{table}.parquet 与 documents.parquet 不一致（文件 {document}）",
        en=f"{table}.parquet does not agree with documents.parquet (document {document})",
        remedy_zh="请重新运行 oldcadre run",
        remedy_en="run oldcadre run again",
    )
