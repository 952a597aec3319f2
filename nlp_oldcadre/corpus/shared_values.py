"""Arrow tables as rows of Python whose equal cells are one object: a hundred thousand rows name a few thousand documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def rows_of(table: pa.Table) -> list[dict[str, Any]]:
    """The rows, as ``to_pylist`` gives them.

    Examples
    --------
    >>> import pyarrow as pa
    >>> rows = rows_of(pa.table({"name": ["辽宁省", "辽宁省", None], "pages": [[1], [], None]}))
    >>> rows
    [{'name': '辽宁省', 'pages': [1]}, {'name': '辽宁省', 'pages': []}, {'name': None, 'pages': None}]
    >>> rows[0]["name"] is rows[1]["name"]
    True
    """
    names = table.column_names
    columns = [_values(column) for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pa.ChunkedArray) -> list[Any]:
    import pyarrow as pa

    if column.null_count == len(column):
        return [None] * len(column)
    if not (pa.types.is_string(column.type) or pa.types.is_decimal(column.type)):
        values: list[Any] = column.to_pylist()
        return values
    coded = column.combine_chunks().dictionary_encode()
    known = coded.dictionary.to_pylist()
    return [None if index is None else known[index] for index in coded.indices.to_pylist()]
