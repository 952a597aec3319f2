"""DataFrames as plain records, for tables in the terminal, JSON and CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, Any]


def records(frame: pd.DataFrame, *, flat: bool = False) -> list[Record]:
    """The rows as dicts of Python values, missing ones None; ``flat`` writes lists of records as JSON text.

    Examples
    --------
    >>> import pandas as pd
    >>> records(pd.DataFrame({"a": [1, None], "b": [[{"c": 2}], []]}), flat=True)
    [{'a': 1.0, 'b': '[{"c": 2}]'}, {'a': None, 'b': []}]
    """
    names = list(map(str, frame.columns))
    # Column by column: of a hundred thousand rows no second copy is made.
    columns = ([_plain(value, flat) for value in column.astype(object)] for _, column in frame.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def is_missing(value: Any) -> bool:
    """Whether a cell is empty: None, NaN, or an empty cell of pandas (which can't be compared).

    Examples
    --------
    >>> is_missing(None), is_missing(float("nan")), is_missing(0), is_missing("")
    (True, True, False, False)
    """
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and value != value


def _plain(value: Any, flat: bool) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if flat and value and isinstance(value[0], dict) else value
    if is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
