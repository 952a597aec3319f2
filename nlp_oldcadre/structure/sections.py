"""From titles and headings to sections: levels by nesting, bodies, parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from nlp_oldcadre.model import Section, Span
from nlp_oldcadre.structure.headings import Heading
from nlp_oldcadre.structure.titles import Title


class _Open(NamedTuple):
    """A heading on the way down: its rank, its level, its place among the sections."""

    rank: float
    level: int
    place: int


def build_sections(titles: Sequence[Title], headings: Sequence[Heading], length: int) -> tuple[Section, ...]:
    """The sections of a document of ``length`` characters, in the order of the text.

    A heading is one level below the nearest one above it whose numbering ranks higher, so that skipped families
    leave no gap.
    """
    return tuple(_with_bodies(list(_levels(titles, headings)), length))


class _Level(NamedTuple):
    """A title or heading, where its text begins, and its place in the tree."""

    entry: Title | Heading
    number: str
    body: int
    level: int
    parent: int | None


def _levels(titles: Sequence[Title], headings: Sequence[Heading]) -> Iterator[_Level]:
    path: list[_Open] = []
    entries: list[Title | Heading] = sorted([*titles, *headings], key=attrgetter("span"))
    for index, entry in enumerate(entries):
        if isinstance(entry, Title):
            rank, level, number, body = float(entry.level) - 10, entry.level, "", entry.span.end
        else:
            rank, level, number, body = entry.rank, 0, entry.number, entry.body
        while path and path[-1].rank >= rank:
            path.pop()
        level = level or (path[-1].level + 1 if path else 2)
        parent = path[-1].place if path else None
        path.append(_Open(rank, level, index))
        yield _Level(entry, number, body, level, parent)


def _with_bodies(levels: list[_Level], length: int) -> Iterator[Section]:
    """Each body reaches to the next heading of the same or a higher level; found from the end, in one pass."""
    following: list[tuple[int, int]] = []  # (level, start) of the headings behind, levels falling from the top down
    out: list[Section] = []
    for entry, number, body, level, parent in reversed(levels):
        while following and following[-1][0] > level:
            following.pop()
        end = following[-1][1] if following else length
        following.append((level, entry.span.start - len(number)))
        begin = min(body, end)
        out.append(Section(entry.kind, number, entry.span, Span(begin, max(begin, end)), level, parent))
    return reversed(out)
