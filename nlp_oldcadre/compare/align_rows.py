"""Measures of one side beside those of another that do the same job, and what each side has alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from nlp_oldcadre.compare.evidence import Sided, evidence
from nlp_oldcadre.compare.groups import COUNTRY, UNKNOWN, Groups, Row
from nlp_oldcadre.compare.likeness import Likeness
from nlp_oldcadre.compare.measure_list import Listed, list_measures
from nlp_oldcadre.compare.measure_space import Indices, MeasureSpace
from nlp_oldcadre.compare.sides import Side
from nlp_oldcadre.compare.strength import change, concretion
from nlp_oldcadre.compare.wording import Wording
from nlp_oldcadre.errors import QueryError

OTHER_PLACE = ("document", "title", "uri", "date", "marking", "page", "start", "end", "quote")
ALIGNMENT = (
    "relation", "topic", "measure", "other_group", "other_measure", "score", "reasons", "groups_with", "status", "strength",
    "other_status", "other_strength", "change", "made_concrete",
)  # fmt: skip
OTHER_EVIDENCE = tuple(f"other_{name}" for name in OTHER_PLACE)

# Neighbours of a measure that the model judges, and how near the nearest must be to be judged at all.
CANDIDATES, LEAST = 24, 0.04

_ORDER = {"matched": 0, "only_left": 1, "only_right": 2}

Pair = tuple[int, int, float]


class Aligner:
    """Pairs of measures of a corpus that do the same job.

    Parameters
    ----------
    measures : all that may be paired; indices count them in this order.
    """

    def __init__(self, groups: Groups, measures: Sequence[Listed]) -> None:
        self.groups, self.measures = groups, measures
        self.space = MeasureSpace([m.text for m in measures], Wording.of(groups.tables))
        self.model = Likeness.of(groups.tables)

    def pairs(self, left: Indices, right: Indices) -> Iterator[Pair]:
        """``(left, right, score)`` of all pairs that the model takes, those of one measure together, the best first."""
        for some, others in self.space.neighbours(left, right, count=CANDIDATES, least=LEAST):
            scores = self.model.scores(self.space, some, others)
            order = np.lexsort((others, -scores, some))
            kept = order[scores[order] >= self.model.threshold]
            yield from zip(some[kept].tolist(), others[kept].tolist(), scores[kept].tolist(), strict=True)

    def reasons(self, one: int, other: int) -> str:
        """What the two share."""
        return self.model.reasons(self.space, one, other)


def alignment(groups: Groups, *, left: str | None = None, right: str | None = None) -> list[Sided]:
    """Rows of the alignment; see :func:`nlp_oldcadre.compare.alignment`."""
    if left is None and right is None:
        return _each_against_others(groups)
    measures = list_measures(groups)
    one, other = _two_sides(groups, measures, left, right)
    aligner = Aligner(groups, measures)
    taken = list(aligner.pairs(one, other))
    rows = [*_of_left(aligner, one, taken)]
    # What only the others have is told where they were named.
    if left is not None and right is not None:
        matched = {pair[1] for pair in taken}
        rows += [aligned_row(aligner, None, i, None, 0) for i in other.tolist() if i not in matched]
    # A document is read from its beginning; of a region what is surest comes first.
    if left is not None and Side(groups, left, "--left").document:
        return rows
    return sorted(rows, key=lambda r: (_ORDER[r[1]["relation"]], -(r[1]["score"] or 0)))


def _two_sides(groups: Groups, measures: Sequence[Listed], left: str | None, right: str | None) -> tuple[Indices, Indices]:
    sides = [_members(measures, Side(groups, name, option)) if name else None
             for name, option in ((left, "--left"), (right, "--right"))]  # fmt: skip
    everything = np.arange(len(measures))
    one, other = (side if side is not None else everything for side in sides)
    if len(one) and np.array_equal(one, other):
        raise _one_side(left or right or "")
    # A document may lie in the region that it is compared with, a city in its province: neither is its own counterpart.
    if left is None or (right is not None and len(one) > len(other) == len(np.intersect1d(one, other))):
        return np.setdiff1d(one, other), other
    return one, np.setdiff1d(other, one)


def _one_side(name: str) -> QueryError:
    return QueryError(
        f"--left --right {name[:40]}", zh="两方是同一些举措，没有可比的", en="both sides are the same measures",
        remedy_zh="请另选一方：另一地区或另一份文件", remedy_en="choose another region or document for one of them",
    )  # fmt: skip


def _members(measures: Sequence[Listed], side: Side) -> Indices:
    return np.array([i for i, m in enumerate(measures) if side.holds(m)], np.int64)


def _each_against_others(groups: Groups) -> list[Sided]:
    measures = [m for m in list_measures(groups) if m.group not in (UNKNOWN, COUNTRY)]
    aligner, names = Aligner(groups, measures), [m.group for m in measures]
    codes = {name: i for i, name in enumerate(dict.fromkeys(names))}
    group = np.array([codes[name] for name in names], np.int64)
    rows: list[Sided] = []
    for code in codes.values():
        one, other = np.flatnonzero(group == code), np.flatnonzero(group != code)
        rows += _of_left(aligner, one, aligner.pairs(one, other))
    return sorted(rows, key=lambda r: (r[0], r[1]["relation"] != "matched", -(r[1]["score"] or 0)))


def _of_left(aligner: Aligner, left: Indices, pairs: Iterable[Pair]) -> Iterator[Sided]:
    """A row for each measure of the left side: with its best counterpart, or alone."""
    found: dict[int, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair[0], []).append(pair)
    for one in left.tolist():
        best = found.get(one)
        if best:
            regions = {aligner.measures[other].group for _, other, _ in best}
            yield aligned_row(aligner, one, best[0][1], best[0][2], len(regions))
        else:
            yield aligned_row(aligner, one, None, None, 0)


def aligned_row(aligner: Aligner, one: int | None, other: int | None, score: float | None, regions: int) -> Sided:
    """A pair; where one side is missing, its cells are empty."""
    left = aligner.measures[one] if one is not None else None
    right = aligner.measures[other] if other is not None else None
    shown = left or right
    if shown is None:
        raise ValueError("a row needs a measure")
    row: Row = {
        "relation": "matched" if left and right else "only_left" if left else "only_right",
        "topic": shown.row["topic"],
        "measure": left.text.text if left else None,
        "other_group": right.group.name if right else None,
        "other_measure": right.text.text if right else None,
        "score": round(score, 3) if score is not None else None,
        "reasons": aligner.reasons(one, other) if one is not None and other is not None else None,
        "groups_with": regions,
        "status": left.row["status"] if left else None,
        "strength": left.row["strength"] if left else None,
        "other_status": right.row["status"] if right else None,
        "other_strength": right.row["strength"] if right else None,
        "change": change(left.row, right.row) if left and right else None,
        "made_concrete": concretion(left.row, right.row) if left and right else [],
    }
    places = both_places(aligner.groups, left, right)
    return (left or shown).group, row | places


def both_places(groups: Groups, left: Listed | None, right: Listed | None) -> Row:
    """The evidence of both sides; that of the second as ``other_…``."""
    empty = dict.fromkeys(("document", "title", "uri", "date", "marking", "page", "start", "end", "quote", "sentence"))
    one = evidence(groups, left.row) if left else empty
    other = evidence(groups, right.row) if right else empty
    return one | {f"other_{name}": other[name] for name in OTHER_PLACE}
