"""How trained models are kept among the tables: weights as CSV, what is known of the training as a TOML record."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write weights, a row each.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "weights.csv"
    >>> write_table(path, ("feature", "weight"), [("bias", -1)])
    >>> path.read_text(encoding="utf-8")
    'feature,weight\\nbias,-1\\n'
    """
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def write_record(path: Path, comment: Sequence[str], record: Mapping[str, Any]) -> None:
    """Write digest, figures and settings under lines that say what wrote them.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "model.toml"
    >>> write_record(path, ["Written by a doctest."], {"digest": "ab12", "f1": 90.5})
    >>> print(path.read_text(encoding="utf-8"), end="")
    # Written by a doctest.
    digest = "ab12"
    f1 = 90.5
    """
    lines = [f"# {line}" for line in comment] + [f"{name} = {json.dumps(value)}" for name, value in record.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
