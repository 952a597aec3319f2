"""Pieces of lines → regions in reading order: what runs over the whole width, and columns left to right.

A gutter is a strip that hardly any piece crosses. It parts columns only between what does cross it (titles over the
columns), and only where both sides look like running text: lines that end flush. Tables, signatures and lists have
strips as well, but their pieces are short against the width that they would have as columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp_oldcadre.read.layout_lines import Piece, join_row, right_end, rows_of

# Width of a bin of the profile of a page, in points.
_BIN = 2.0
# A strip that is crossed by more than this share of the lines parts nothing.
_CROSSED = 0.5
# So many full lines on either side at least (alone on its side at least), and so wide, in letters.
_LEAST_LINES, _SURE_LINES, _LEAST_WIDTH = 3, 6, 6.0
# A column's lines end within this of its edge, in letters; so large a share of them must (paragraphs end short).
_FLUSH, _FLUSH_SHARE = 1.6, 0.4
# No page has more columns than a newspaper's.
_DEEPEST = 4


@dataclass(slots=True, eq=False)
class Region:
    """Lines that stand below one another, with the edges of their column."""

    lines: list[Piece]
    left: float
    right: float
    columns: bool = False


def find_regions(pieces: list[Piece]) -> list[Region]:
    """The regions of a page in reading order."""
    if not pieces:
        return []
    return _merged(_cut(pieces, 0, False))


def _cut(pieces: list[Piece], depth: int, inside: bool) -> list[Region]:
    gutter = _gutter(pieces) if depth < _DEEPEST else None
    if gutter is None:
        return [_region(pieces, inside)]
    regions: list[Region] = []
    band: list[Piece] = []
    for piece in [*sorted(pieces, key=lambda p: p.middle), None]:
        if piece is not None and not piece.x0 < gutter < piece.x1:
            band.append(piece)
            continue
        regions += _columns(band, gutter, depth)
        band = []
        if piece is not None:
            regions.append(_region([piece], False))
    return regions


def _columns(band: list[Piece], gutter: float, depth: int) -> list[Region]:
    """What stands between two pieces that cross the gutter: columns, or lines with gaps."""
    if not band:
        return []
    left = [piece for piece in band if piece.x1 <= gutter]
    right = [piece for piece in band if piece.x0 >= gutter]
    if not _are_columns(left, right):
        return [_region(band, False)]
    return _cut(left, depth + 1, True) + _cut(right, depth + 1, True)


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    """Whether both sides look like running text, or one surely does and the other, a page's last lines, begins beside it."""
    if not left or not right:
        return False
    if _is_column(left, _LEAST_LINES) and _is_column(right, _LEAST_LINES):
        return True
    top = abs(min(p.y1 for p in left) - min(p.y1 for p in right)) < 2.5 * left[0].size
    return top and _is_column(left, _SURE_LINES)


def _is_column(pieces: list[Piece], least: int) -> bool:
    """Whether the pieces look like running text: enough lines, wide enough, and flush at the right."""
    if len(pieces) < least:
        return False
    left, right = min(p.x0 for p in pieces), max(map(right_end, pieces))
    size = sorted(p.size for p in pieces)[len(pieces) // 2]
    if right - left < _LEAST_WIDTH * size:
        return False
    flush = sum(right - p.x1 < _FLUSH * size and p.x1 - p.x0 > (right - left) / 2 for p in pieces)
    return flush >= max(_FLUSH_SHARE * len(pieces), least)


def _gutter(pieces: list[Piece]) -> float | None:
    """Where a vertical strip parts the pieces best: the middle of the widest one that few of them cross."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    if 10 * sum(p.x1 - p.x0 > 0.6 * (right - left) for p in pieces) > 7 * len(pieces):
        return None  # the usual page: most lines cross any strip
    bins = int((right - left) / _BIN) + 1
    if bins > 10_000 or bins < 10:
        return None
    x = np.array([(p.x0, p.x1) for p in pieces])
    first = ((x[:, 0] - left) / _BIN).astype(np.int64)
    last = ((x[:, 1] - left) / _BIN).astype(np.int64)
    profile = np.bincount(first, minlength=bins + 1) - np.bincount(last + 1, minlength=bins + 2)[: bins + 1]
    profile = np.cumsum(profile)[:bins]
    inner = slice(bins // 8, bins - bins // 8)
    least = int(profile[inner].min())
    if least > _CROSSED * int(profile.max()):
        return None
    return _best(pieces, profile, left, least, bins)


def _best(pieces: list[Piece], profile: npt.NDArray[np.int64], left: float, least: int, bins: int) -> float | None:
    """Of the strips that are crossed no more than the least (or a line or two more), the first whose sides are columns."""
    size = sorted(p.size for p in pieces)[len(pieces) // 2]
    for limit in (least, least + 1 + least // 4):
        low = np.concatenate(([False], profile <= limit, [False]))
        edges = np.flatnonzero(low[1:] != low[:-1])
        strips = [
            (int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if a > bins // 8 and b < bins - bins // 8
        ]
        for a, b in sorted(strips, key=lambda strip: strip[0] - strip[1]):
            inside = profile[a:b]
            best = np.flatnonzero(inside == inside.min())
            middle = left + (a + (best[0] + best[-1] + 1) / 2) * _BIN
            if (best[-1] - best[0] + 1) * _BIN >= 0.5 * size and _parts(pieces, middle):
                return float(middle)
    return None


def _parts(pieces: list[Piece], gutter: float) -> bool:
    """Whether there is a band with columns on both sides."""
    band: list[Piece] = []
    for piece in [*sorted(pieces, key=lambda p: p.middle), None]:
        if piece is not None and not piece.x0 < gutter < piece.x1:
            band.append(piece)
            continue
        if _are_columns([p for p in band if p.x1 <= gutter], [p for p in band if p.x0 >= gutter]):
            return True
        band = []
    return False


def _region(pieces: list[Piece], columns: bool) -> Region:
    lines = [join_row(row) for row in rows_of(pieces)]
    return Region(lines, min(p.x0 for p in pieces), max(map(right_end, pieces)), columns)


def _merged(regions: list[Region]) -> list[Region]:
    """Neighbours that run over the whole width are one region."""
    merged: list[Region] = []
    for region in regions:
        last = merged[-1] if merged else None
        if last is not None and not last.columns and not region.columns:
            last.lines += region.lines
            last.left, last.right = min(last.left, region.left), max(last.right, region.right)
        else:
            merged.append(region)
    return merged
