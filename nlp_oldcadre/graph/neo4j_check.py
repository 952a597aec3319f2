"""Reads a folder of CSV files as Neo4j's importer does, and says what the importer would refuse."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_FIELD = re.compile(r"^(?P<name>\w*):(?P<type>ID|LABEL|START_ID|END_ID|TYPE|string|long|double|boolean)$")
_NEEDED = {"nodes": {"ID", "LABEL"}, "edges": {"START_ID", "END_ID", "TYPE"}}
_PARSE: dict[str, Callable[[str], object]] = {
    "long": int,
    "double": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
}
# The importer's limit is its buffer; Python's, 131,072 characters, is below what a long quote has.
_LONGEST = 2**30


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file; ``line`` is that on which the row ends, 1 for the header."""

    file: str
    line: int
    reason: str


def problems(folder: str | Path) -> Iterator[Problem]:
    """What the importer would refuse: headers, cells that don't parse, ids that are twice there or nowhere.

    Parameters
    ----------
    folder : as ``oc.graph.write(graph, folder, format="neo4j")`` wrote it.

    Yields
    ------
    Problem : nothing where all is well.

    Examples
    --------
    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "nodes_Region.csv").write_text("key:ID,level:string,:LABEL\\nRegion:1,city,Region\\n")
    >>> _ = (place / "edges_in.csv").write_text(":START_ID,:END_ID,n:long,:TYPE\\nRegion:1,Region:2,x,in\\n")
    >>> for problem in problems(place):
    ...     print(problem)
    Problem(file='edges_in.csv', line=2, reason="n:long can't be 'x'")
    Problem(file='edges_in.csv', line=2, reason=":END_ID 'Region:2' is no node")
    """
    before = csv.field_size_limit(_LONGEST)
    try:
        ids: set[str] = set()
        for path in sorted(Path(folder).glob("nodes_*.csv")):
            yield from _file(path, "nodes", lambda types, row: _node(types, row, ids))
        for path in sorted(Path(folder).glob("edges_*.csv")):
            yield from _file(path, "edges", lambda types, row: _edge(types, row, ids))
    finally:
        csv.field_size_limit(before)


_Types = list[tuple[str, str]]


def _file(path: Path, group: str, check: Callable[[_Types, list[str]], Iterator[str]]) -> Iterator[Problem]:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle, strict=True)
        header = next(rows, [])
        if bad := list(_header(header, group)):
            yield from (Problem(path.name, 1, reason) for reason in bad)
            return
        types = [_split(field) for field in header]
        try:
            for row in rows:
                reasons = check(types, row) if len(row) == len(types) else iter([f"{len(row)} cells, not {len(types)}"])
                yield from (Problem(path.name, rows.line_num, reason) for reason in reasons)
        except csv.Error as error:
            yield Problem(path.name, rows.line_num, str(error))


def _split(field: str) -> tuple[str, str]:
    """A field without a type is a text."""
    name, colon, type_ = field.partition(":")
    return name, type_ if colon else "string"


def _header(header: list[str], group: str) -> Iterator[str]:
    for field in header:
        if not (_FIELD.match(field) or re.fullmatch(r"\w+", field)):
            yield f"field {field!r} is none that the importer knows"
    types = [_split(field)[1] for field in header]
    yield from (f":{missing} is missing" for missing in sorted(_NEEDED[group] - set(types)))
    names = [name for name, _ in map(_split, header) if name]
    yield from (f"field {name!r} is there twice" for name in sorted({n for n in names if names.count(n) > 1}))


def _node(types: _Types, row: list[str], ids: set[str]) -> Iterator[str]:
    yield from _cells(types, row)
    own = next(cell for (_, type_), cell in zip(types, row, strict=True) if type_ == "ID")
    if not own or own in ids:
        yield f":ID {own!r} is there twice" if own else ":ID is empty"
    ids.add(own)


def _edge(types: _Types, row: list[str], ids: set[str]) -> Iterator[str]:
    yield from _cells(types, row)
    for (_, type_), cell in zip(types, row, strict=True):
        if type_ in ("START_ID", "END_ID") and cell not in ids:
            yield f":{type_} {cell!r} is no node"


def _cells(types: _Types, row: list[str]) -> Iterator[str]:
    for (name, type_), cell in zip(types, row, strict=True):
        if type_ in ("TYPE", "LABEL") and not cell:
            yield f":{type_} is empty"
        try:
            if cell and type_ in _PARSE:
                _PARSE[type_](cell)
        except (ValueError, KeyError):
            yield f"{name}:{type_} can't be {cell!r}"
