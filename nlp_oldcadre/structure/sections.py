"""From titles and headings to sections: levels by nesting, bodies, parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    sections = list(_levels(titles, headings))
    return tuple(_with_bodies(sections, length))


def _levels(titles: Sequence[Title], headings: Sequence[Heading]) -> Iterator[Section]:
    path: list[_Open] = []
    entries: list[Title | Heading] = sorted([*titles, *headings], key=lambda entry: entry.span)
    for index, entry in enumerate(entries):
        if isinstance(entry, Title):
            rank, level, kind, number, body = float(entry.level) - 10, entry.level, entry.kind, "", entry.span.end
        else:
            rank, level, kind, number, body = entry.rank, 0, entry.kind, entry.number, entry.body
        while path and path[-1].rank >= rank:
            path.pop()
        level = level or (path[-1].level + 1 if path else 2)
        parent = path[-1].place if path else None
        path.append(_Open(rank, level, index))
        yield Section(kind, number, entry.span, Span(body, body), level, parent)


def _with_bodies(sections: list[Section], length: int) -> Iterator[Section]:
    """Each body reaches to the next heading of the same or a higher level; found from the end, in one pass."""
    following: list[tuple[int, int]] = []  # (level, start) of the headings behind, levels falling from the top down
    out: list[Section] = []
    for section in reversed(sections):
        while following and following[-1][0] > section.level:
            following.pop()
        end = following[-1][1] if following else length
        following.append((section.level, section.heading.start - len(section.number)))
        begin = min(section.body.start, end)
        out.append(
            Section(section.kind, section.number, section.heading, Span(begin, max(begin, end)), section.level, section.parent)
        )
    return reversed(out)
