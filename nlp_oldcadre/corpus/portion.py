"""A corpus cut between documents into portions that can be read side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.schemas import SCHEMAS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# The rows ``[first, last)`` of each table that belong to a part of the documents.
Part = dict[str, tuple[int, int]]
_OF_DOCUMENTS = ("sections", "elements", "mentions", "quantities", "measures", "facts")
_ROWS = 4_096


def portions(corpus: Corpus, shares: Sequence[float], tables: Sequence[str] = _OF_DOCUMENTS) -> list[Part]:
    """The corpus cut, between documents, into parts of which each has about its share of the mentions.

    Parameters
    ----------
    shares : of each part, in relation to the others; parts that would be empty are not there.
    tables : beside documents, those that are wanted; mentions among them.
    """
    import numpy as np
    import pyarrow as pa

    ids = pa.chunked_array([batch.column(0) for batch in corpus.batches("documents", ["id"])], pa.string())
    owners = {name: _owners(corpus, name, ids) for name in tables}
    rows = len(owners["mentions"])
    ends = np.cumsum(shares)[:-1] / sum(shares)
    wanted = owners["mentions"][(rows * ends).astype(int)] if rows else []
    edges = sorted({0, len(ids), *(int(number) for number in wanted)})
    at = {name: np.searchsorted(found, edges).tolist() for name, found in owners.items()} | {"documents": edges}
    return [{name: (found[i], found[i + 1]) for name, found in at.items()} for i in range(len(edges) - 1)]


def _owners(corpus: Corpus, table: str, ids: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """For each row of a table the number of its document."""
    import pyarrow as pa
    import pyarrow.compute as pc

    owners = pa.chunked_array([batch.column(0) for batch in corpus.batches(table, ["document_id"])], pa.string())
    # All at once: for each call the ids are hashed anew.
    return pc.index_in(owners, value_set=ids).to_numpy()


class Portion(Corpus):
    """A part of a corpus, as if there were no other documents."""

    def __init__(self, path: str | Path, part: Part) -> None:
        super().__init__(path)
        self._part = part

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        import pyarrow as pa

        schema = SCHEMAS[name]
        wanted = schema if columns is None else pa.schema([schema.field(column) for column in columns])
        return pa.Table.from_batches(self.batches(name, wanted.names), wanted)

    def batches(self, name: str, columns: list[str], *, documents: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa
        import pyarrow.compute as pc

        key = "id" if name == "documents" else "document_id"
        wanted = None if documents is None else pa.array(sorted(documents), pa.string())
        for batch in self.rows_between(name, columns, *self._part.get(name, (0, None)), size=_ROWS):
            yield batch if wanted is None else batch.filter(pc.is_in(batch.column(key), wanted))
