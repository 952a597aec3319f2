"""What every format is written from: nodes and edges with plain values and with ids that stay apart.

Texts lose what files can't carry: control characters become a blank, halves of surrogate pairs U+FFFD. Two keys that are
the same after that stay two: the second gets a hash of its own after ``~``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import isfinite
from numbers import Integral, Real
from typing import Any, NamedTuple

import networkx as nx

from nlp_oldcadre.model import hash_id

Plain = str | int | float | bool
Data = dict[str, Plain]

# What XML 1.0 can't hold: a page break in a quote would make the file unreadable.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_INTEGER = 2**63


class Edge(NamedTuple):
    """An edge with the ids of its ends and its own, which no other edge of the graph has."""

    id: str
    source: str
    target: str
    data: Data


class Export:
    """A graph as its files hold it.

    Parameters
    ----------
    reserved_of_nodes, reserved_of_edges : names that the format has a meaning of its own for; an attribute of such a name
        gets an underscore behind it.
    joined_by : what stands between the texts of a list; without it a list is JSON text.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("Region:1", kind="Region", names=["甲", "乙"], nothing=None, id="own")
    >>> [data for _, data in Export(graph, reserved_of_nodes={"id"}).nodes()]
    [{'kind': 'Region', 'names': '["甲", "乙"]', 'id_': 'own'}]
    """

    def __init__(
        self,
        graph: nx.MultiDiGraph,
        *,
        reserved_of_nodes: Collection[str] = (),
        reserved_of_edges: Collection[str] = (),
        joined_by: str = "",
    ) -> None:
        self.graph, self._joined_by = graph, joined_by
        self._reserved = reserved_of_nodes, reserved_of_edges

    @cached_property
    def ids(self) -> dict[Hashable, str]:
        """The id of each node."""
        ids: dict[Hashable, str] = {}
        taken: set[str] = set()
        for node in self.graph:
            ids[node] = _own(clean_text(str(node)), str(node), taken)
        return ids

    def nodes(self) -> Iterator[tuple[str, Data]]:
        """Each node's id and attributes."""
        for node, data in self.graph.nodes(data=True):
            yield self.ids[node], self._plain(data, self._reserved[0])

    def edges(self) -> Iterator[Edge]:
        """Each edge, in the order of the graph."""
        taken: set[str] = set()
        for source, target, key, data in self.graph.edges(keys=True, data=True):
            own = _own(clean_text(str(key)), f"{source}\0{target}\0{key}", taken)
            yield Edge(own, self.ids[source], self.ids[target], self._plain(data, self._reserved[1]))

    def _plain(self, data: Mapping[str, Any], reserved: Collection[str]) -> Data:
        if not self._joined_by:
            return plain_data(data, reserved)
        lists = {name: self._joined_by.join(map(str, value)) for name, value in data.items() if isinstance(value, list)}
        return plain_data({**data, **lists}, reserved)

    def about(self) -> Data:
        """The attributes of the graph itself; those that begin with an underscore are nobody else's."""
        return plain_data({name: value for name, value in self.graph.graph.items() if not str(name).startswith("_")}, ())


def _own(text: str, key: str, taken: set[str]) -> str:
    own = text if text not in taken else f"{text}~{hash_id(key)}"
    taken.add(own)
    return own


def clean_text(text: str) -> str:
    """The text without characters that a file can't carry.

    >>> clean_text("上页\\x0c下页"), clean_text("\\ud83d")
    ('上页 下页', '\ufffd')
    """
    return text if text.isprintable() else _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def plain_data(data: Mapping[str, Any], reserved: Collection[str]) -> Data:
    """Attributes as texts, whole numbers, numbers and truth values; what is None is left out."""
    return {
        f"{name}_" if name in reserved else clean_text(str(name)): plain(value)
        for name, value in data.items()
        if value is not None
    }


def plain(value: Any) -> Plain:
    """A value that any format can hold; lists and mappings are JSON text.

    >>> plain(Decimal("1.5")), plain(["甲", 2]), plain(float("inf")), plain(2**70)
    (1.5, '["甲", 2]', 'inf', '1180591620717411303424')
    """
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        return int(value) if -_LONGEST_INTEGER <= int(value) < _LONGEST_INTEGER else str(int(value))
    if isinstance(value, Real | Decimal):
        return float(value) if isfinite(value) else str(value)
    return clean_text(json.dumps(value, ensure_ascii=False, default=_jsonable))


def _jsonable(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset | tuple):
        return sorted(value, key=str)
    return value.isoformat() if isinstance(value, date) else str(value)


# The types of values, by the names that XML Schema and Java share.
_TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}


def type_of(value: Plain) -> str:
    """
    >>> type_of(True), type_of(3), type_of(3.5), type_of("三")
    ('boolean', 'long', 'double', 'string')
    """
    return _TYPES[type(value)]


def columns(rows: Iterable[Data]) -> dict[str, set[str]]:
    """The names of attributes in the order in which they come, each with the types of its values."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            found.setdefault(name, set()).add(type_of(value))
    return found


def one_type(types: set[str]) -> str:
    """The type that holds values of all these types.

    >>> one_type({"long", "double"}), one_type({"long", "string"}), one_type({"boolean"})
    ('double', 'string', 'boolean')
    """
    if types == {"long", "double"}:
        return "double"
    return next(iter(types)) if len(types) == 1 else "string"


def written(value: Plain) -> str:
    """A value as a text.

    >>> written(True), written(0.5), written("是")
    ('true', '0.5', '是')
    """
    if isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else repr(value)
