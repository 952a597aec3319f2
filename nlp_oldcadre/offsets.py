"""The way back from a derived text to the source that it was made of.

Cleaning never edits a text in place: it lists :class:`Edit` s, and :func:`apply_edits` gives the new text together with
an :class:`OffsetMap`, which knows for every character of the new text the half-open interval of the old text that it
stands for. Maps compose with :meth:`OffsetMap.then`, so nothing is lost however many steps a text went through.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open interval ``[start, end)`` of a text."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``replacement`` (often nothing)."""

    start: int
    end: int
    replacement: str = ""


# Counted once; copying is much faster, and few texts are longer.
_EDGES = array("l", range(20_000))


class OffsetMap:
    """For every character of a text, the half-open interval of the source that it stands for.

    Intervals are in code points, in order, and never overlap backwards: starts and ends never decrease.

    Examples
    --------
    >>> text, offsets = apply_edits("近 700 万", [Edit(1, 2), Edit(5, 6)])
    >>> text, offsets.to_source(1, 4)
    ('近700万', (2, 5))
    """

    __slots__ = ("_ends", "_starts", "source_length")

    def __init__(self, starts: array[int], ends: array[int], source_length: int) -> None:
        self._starts, self._ends, self.source_length = starts, ends, source_length

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text of ``length`` characters onto itself."""
        edges = _EDGES if length < len(_EDGES) else array("l", range(length + 1))
        return cls(edges[:length], edges[1 : length + 1], length)

    def __len__(self) -> int:
        return len(self._starts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OffsetMap):
            return NotImplemented
        return (self._starts, self._ends, self.source_length) == (other._starts, other._ends, other.source_length)

    def __hash__(self) -> int:
        return hash((len(self), self.source_length))

    def __repr__(self) -> str:
        return f"OffsetMap({len(self)} characters from {self.source_length})"

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source interval that ``[start, end)`` of the text stands for.

        What cleaning dropped inside the span lies inside the interval; what it dropped at its edges does not.
        An empty span gives an empty interval.

        Raises
        ------
        ValueError : unless ``0 <= start <= end <= len(self)``.
        """
        if not 0 <= start <= end <= len(self):
            raise ValueError(f"span must lie in [0, {len(self)}], got [{start}, {end})")
        if start == end:
            at = self._starts[start] if start < len(self) else self.source_length
            return at, at
        return self._starts[start], self._ends[end - 1]

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text whose characters stand for any part of the source interval ``[start, end)``."""
        if not 0 <= start <= end <= self.source_length:
            raise ValueError(f"interval must lie in [0, {self.source_length}], got [{start}, {end})")
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def then(self, next_map: OffsetMap) -> OffsetMap:
        """The map of a text that was made from this map's text.

        ``self`` leads from text to source, ``next_map`` from a newer text to this text.

        Raises
        ------
        ValueError : when ``next_map`` was made from a text of another length.
        """
        if next_map.source_length != len(self):
            raise ValueError(f"next map must come from a text of {len(self)} characters, got {next_map.source_length}")
        starts, ends = self._starts, self._ends
        return OffsetMap(
            array("l", [starts[i] for i in next_map._starts]),
            array("l", [ends[i - 1] for i in next_map._ends]),
            self.source_length,
        )


def apply_edits(text: str, edits: Iterable[Edit], offsets: OffsetMap | None = None) -> tuple[str, OffsetMap]:
    """Apply edits to a text and say where each character of the result comes from.

    Parameters
    ----------
    text : the old text.
    edits : in order and without overlap. A replacement as long as what it replaces is mapped character by character;
        each character of any other replacement stands for the whole replaced interval. Nothing can be inserted
        where nothing stood.
    offsets : the map from ``text`` to its own source; the result then leads there, as :meth:`OffsetMap.then` would make it,
        in one step. By default ``text`` is the source.

    Raises
    ------
    ValueError : for edits out of order, overlapping, outside the text or that would invent characters, and for
        ``offsets`` of a text of another length.

    Examples
    --------
    >>> apply_edits("（1)", [Edit(2, 3, "）")])[0]
    '（1）'
    """
    base = OffsetMap.identity(len(text)) if offsets is None else offsets
    if len(base) != len(text):
        raise ValueError(f"offsets must be of a text of {len(text)} characters, got {len(base)}")
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    at, mapped, size = 0, 0, len(text)
    for start, end, replacement in edits:
        if not at <= start <= end <= size:
            raise ValueError(f"edits must be in order and inside the text, got [{start}, {end}) after {at}")
        if replacement and start == end:
            raise ValueError(f"an edit can't invent characters, got {replacement!r} at {start}")
        pieces += text[at:start], replacement
        at = end
        if len(replacement) == end - start:
            continue
        starts += base._starts[mapped:start]
        ends += base._ends[mapped:start]
        mapped = end
        if replacement:
            starts += array("l", [base._starts[start]] * len(replacement))
            ends += array("l", [base._ends[end - 1]] * len(replacement))
    pieces.append(text[at:])
    starts += base._starts[mapped:]
    ends += base._ends[mapped:]
    return "".join(pieces), OffsetMap(starts, ends, base.source_length)
