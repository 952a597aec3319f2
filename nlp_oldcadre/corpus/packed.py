"""The rows of one document as bytes: to be handed from process to process, kept in parts, and put into tables."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import pyarrow as pa

from nlp_oldcadre.corpus.rows import Rows
from nlp_oldcadre.corpus.schemas import SCHEMAS

_CODEC = "zstd"
_RECORD = {name: pa.struct(list(schema)) for name, schema in SCHEMAS.items()}

Batches = dict[str, pa.RecordBatch]


class Message(NamedTuple):
    """Rows of one table as Arrow writes them in a stream: without the schema, which is that of the table."""

    rows: int
    data: bytes


class Packed(NamedTuple):
    """The rows of a document, ready for disk: for each table their number and their bytes before they were compressed."""

    sizes: dict[str, tuple[int, int]]
    data: bytes

    @property
    def size(self) -> int:
        """Bytes of all rows before they were compressed."""
        return sum(size for _, size in self.sizes.values())


def to_batches(rows: Rows) -> Batches:
    """Rows in the form that is cheap to hand from one process to another; a table without rows is left out."""
    # Through one array of records: a fifth quicker than column by column, for a document has few rows and many columns.
    return {name: pa.RecordBatch.from_struct_array(pa.array(found, _RECORD[name])) for name, found in rows.items() if found}


def messages(batches: Batches) -> dict[str, Message]:
    """The rows of each table as a message."""
    return {name: Message(batch.num_rows, bytes(batch.serialize())) for name, batch in batches.items()}


def pack(batches: Batches) -> Packed:
    """Rows as bytes, all tables together, which share their words."""
    plain = messages(batches)
    joined = b"".join(message.data for message in plain.values())
    sizes = {name: (message.rows, len(message.data)) for name, message in plain.items()}
    return Packed(sizes, pa.Codec(_CODEC).compress(joined, asbytes=True))


def unpack(packed: Packed, tables: Collection[str] = tuple(SCHEMAS)) -> dict[str, Message]:
    """Of the messages that :func:`pack` made bytes of, those of some tables.

    Examples
    --------
    >>> unpack(pack({}))
    {}
    """
    found, start = dict[str, Message](), 0
    if not packed.sizes.keys() & set(tables):
        return found
    joined = pa.Codec(_CODEC).decompress(packed.data, packed.size, asbytes=True)
    for name, (rows, size) in packed.sizes.items():
        if name in tables:
            # Bytes of its own: one small table that waits to be written must not hold on to the rows of all others.
            found[name] = Message(rows, joined[start : start + size])
        start += size
    return found


def to_table(name: str, waiting: list[Message]) -> pa.Table:
    """The rows of many messages as one table without gaps.

    Examples
    --------
    >>> to_table("errors", []).num_rows
    0
    """
    schema: Any = SCHEMAS[name]
    stream = b"".join([bytes(schema.serialize()), *(message.data for message in waiting)])
    return pa.ipc.open_stream(stream).read_all().combine_chunks()
