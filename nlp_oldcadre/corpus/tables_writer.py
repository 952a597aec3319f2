"""The tables of a results folder, written while documents come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pyarrow.parquet as pq

from nlp_oldcadre.corpus.at_place import WITH_PATH, At, at_places
from nlp_oldcadre.corpus.packed import Batches, Message, messages, to_table
from nlp_oldcadre.corpus.schemas import SCHEMAS

# What is kept in memory for one table before it is written as a row group, in bytes.
_ROW_GROUP = 32_000_000


class TablesWriter:
    """Writes tables in row groups of bounded size, so memory stays bounded.

    The bytes depend on the documents and their order alone: not on which tables are written together.

    Parameters
    ----------
    folder : where the files go.
    tables : those that are written; all by default.

    Examples
    --------
    >>> import tempfile
    >>> with TablesWriter(Path(tempfile.mkdtemp()), ["errors"]) as writer:
    ...     writer.counts
    {'errors': 0}
    """

    def __init__(self, folder: Path, tables: Collection[str] = tuple(SCHEMAS)) -> None:
        self._writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", SCHEMAS[name], compression="zstd") for name in tables
        }
        self._waiting: dict[str, list[Message]] = {name: [] for name in tables}
        self._places: dict[str, list[tuple[int, At]]] = {name: [] for name in tables if name in WITH_PATH}
        self._sizes = dict.fromkeys(tables, 0)
        self.counts = dict.fromkeys(tables, 0)

    def add(self, batches: Batches) -> None:
        """Take all rows of one document."""
        self.add_messages(messages(batches))

    def add_messages(self, found: Mapping[str, Message], at: At | None = None) -> None:
        """Take the rows of one document, of the tables that are written.

        Parameters
        ----------
        at : where the document lies; of all documents or of none, whose rows tell it by themselves then.
        """
        for name in found.keys() & self.counts.keys():
            message = found[name]
            self.counts[name] += message.rows
            self._waiting[name].append(message)
            if at and name in self._places:
                self._places[name].append((message.rows, at))
            self._sizes[name] += len(message.data)
            if self._sizes[name] >= _ROW_GROUP:
                self._flush(name)

    def _flush(self, name: str) -> None:
        if waiting := self._waiting[name]:
            table = to_table(name, waiting)
            waiting.clear()
            if places := self._places.get(name):
                table = at_places(name, table, places)
                places.clear()
            if table.num_rows:
                self._writers[name].write_table(table, row_group_size=table.num_rows)
        self._sizes[name] = 0

    def close(self) -> None:
        for name, writer in self._writers.items():
            self._flush(name)
            writer.close()

    def __enter__(self) -> TablesWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            for writer in self._writers.values():
                with suppress(Exception):
                    writer.close()
