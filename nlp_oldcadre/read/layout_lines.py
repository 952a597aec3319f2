"""The characters of a page → pieces of printed lines: neighbours on one baseline, parted where a blank or a column is."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.read.layout_glyphs import Bools, Floats, PageGlyphs

# All distances are in units of the letters' size.
#
# Loose boxes of two fonts on one line differ in their feet by a tenth or two, an exponent's by three.
_FOOT = 0.3
# Two equal characters nearer than this are one, drawn twice to look bold.
_TWICE = 0.25
# Beyond this gap another piece begins; pieces of one column are joined again with blanks.
PIECE = 0.9
# A gap is a blank from here on: between Latin letters (the narrowest blank of a usual font is a fifth) and elsewhere (a
# typed half-width blank is a quarter to a half, Word widens the gap between Chinese and digits by a quarter); smaller ones
# only count where the stream has a blank as well.
_LATIN_GAP, _LATIN_SPACED = 0.25, 0.12
_GAP, _SPACED = 0.45, 0.22
# A gap as wide as two characters is a wide one and stays as two blanks.
_WIDE = 2.0
# Letters that stand so far apart on the whole are set wide.
_LOOSE = 0.15
_LAST_LATIN = 0x24F
# Letters are no larger than this, in points; what says so is damaged.
_LARGEST = 2000.0
# Marks that may hang over the edge of the text.
_HANGING = "，。、；：！？”’）》】,.;:!?)"


@dataclass(slots=True, eq=False)
class Piece:
    """A run of characters on one baseline: a printed line, or what stands of it in one column.

    ``parts`` are half-open ranges of the sheet's characters; a range ``(-1, n)`` is n blanks. ``text`` has them all.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    red: bool
    text: str
    parts: list[tuple[int, int]]

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(slots=True, eq=False)
class Sheet:
    """A page without blanks and doubles, its writing upright, and its pieces of lines in the order of the stream.

    ``zone`` holds for each character the cell of a ruled table that it stands in, or -1; ``width`` and ``height`` are those
    of the upright page.
    """

    page: PageGlyphs
    text: str
    edges: Floats
    sizes: Floats
    bold: Bools
    red: Bools
    confidence: Floats | None
    spaced: Bools
    width: float
    height: float
    rules: Floats
    pieces: list[Piece] = field(default_factory=list)

    def shown(self, box: Box) -> Box:
        """A box of the upright page as it lies on the page as shown."""
        return Box(*self.shown_edges(np.array([box], np.float32))[0].tolist())

    def shown_edges(self, edges: Floats) -> Floats:
        if self.page.skew:
            edges = tilt(edges, self.page.skew, self.width, self.height)
        return turn(edges, -self.page.turned % 360, self.width, self.height)


def make_sheet(page: PageGlyphs) -> Sheet:
    """The page's characters that show: no blanks, none outside the page, none twice."""
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    blank = (codes <= 0x20) | (codes == 0xA0) | (codes == 0x3000) | (codes == 0xFEFF) | ((codes >= 0x2000) & (codes <= 0x200B))
    edges = np.asarray(page.edges, np.float32).reshape(-1, 4)
    outside = (edges[:, 2] <= 0) | (edges[:, 0] >= page.width) | (edges[:, 3] <= 0) | (edges[:, 1] >= page.height)
    kept = np.flatnonzero(~(blank | outside | ~np.isfinite(edges).all(axis=1)))
    spaced = np.zeros(len(codes) + 1, np.bool_)
    spaced[1:] = blank
    sheet = _take(page, codes, edges, spaced, kept)
    if _looks_doubled(sheet):
        kept = _without_doubles(sheet, codes, kept)
        sheet = _take(page, codes, edges, spaced, kept)
    return sheet


def _take(page: PageGlyphs, codes: npt.NDArray[np.uint32], edges: Floats, spaced: Bools, kept: npt.NDArray[np.intp]) -> Sheet:
    text = codes[kept].tobytes().decode("utf-32-le", "surrogatepass")
    width, height = (page.width, page.height) if page.turned % 180 == 0 else (page.height, page.width)
    return Sheet(
        page,
        text,
        turn(edges[kept], page.turned, page.width, page.height),
        np.clip(np.nan_to_num(np.asarray(page.sizes, np.float32)[kept], nan=1.0), 1, _LARGEST),
        page.is_bold[kept],
        page.is_red[kept],
        None if page.confidence is None else np.asarray(page.confidence, np.float32)[kept],
        spaced[kept],
        width,
        height,
        turn(np.asarray(page.rules, np.float32).reshape(-1, 4), page.turned, page.width, page.height),
    )


def turn(edges: Floats, degrees: int, width: float, height: float) -> Floats:
    """Boxes of a page (``width`` by ``height`` as shown) whose writing is turned clockwise, seen with the writing upright.

    Examples
    --------
    >>> turn(np.array([[10.0, 20, 30, 40]]), 90, 100, 200).tolist()
    [[20.0, 70.0, 40.0, 90.0]]
    """
    x0, y0, x1, y1 = edges.T
    if degrees == 90:
        return np.stack((y0, width - x1, y1, width - x0), axis=1)
    if degrees == 180:
        return np.stack((width - x1, height - y1, width - x0, height - y0), axis=1)
    if degrees == 270:
        return np.stack((height - y1, x0, height - y0, x1), axis=1)
    return edges


def tilt(edges: Floats, degrees: float, width: float, height: float) -> Floats:
    """The boxes around boxes that are turned clockwise about the middle of the page.

    Examples
    --------
    >>> tilt(np.array([[90.0, 40, 110, 60]]), 90, 200, 100).round(3).tolist()
    [[90.0, 40.0, 110.0, 60.0]]
    """
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    x, y = edges[:, (0, 2, 2, 0)] - width / 2, edges[:, (1, 1, 3, 3)] - height / 2
    across, down = x * cos - y * sin + width / 2, x * sin + y * cos + height / 2
    found = np.stack((across.min(axis=1), down.min(axis=1), across.max(axis=1), down.max(axis=1)), axis=1)
    return found.astype(edges.dtype)


def _looks_doubled(sheet: Sheet) -> bool:
    """Whether the pen goes back on a line, or sets the same character at the same place twice running."""
    x0, foot, size = sheet.edges[:, 0], sheet.edges[:, 3], sheet.sizes
    if len(x0) < 2:
        return False
    step = (x0[1:] - x0[:-1]) / size[1:]
    level = np.abs(foot[1:] - foot[:-1]) < _FOOT * size[1:]
    return bool((level & (step < _TWICE)).any())


def _without_doubles(sheet: Sheet, codes: npt.NDArray[np.uint32], kept: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Of equal characters at nearly the same place the first one."""
    x0, foot, size = sheet.edges[:, 0], sheet.edges[:, 3], sheet.sizes
    unit = float(np.median(size)) / 2
    row = np.round(foot / unit).astype(np.int64)
    dropped = np.zeros(len(kept), np.bool_)
    for shift in (row, np.round(foot / unit + 0.5).astype(np.int64)):
        order = np.lexsort((np.arange(len(kept)), x0, shift, codes[kept]))
        same = (codes[kept][order][1:] == codes[kept][order][:-1]) & (shift[order][1:] == shift[order][:-1])
        near = same & (np.abs(np.diff(x0[order])) < _TWICE * size[order][1:])
        dropped[np.maximum(order[1:][near], order[:-1][near])] = True
    return kept[~dropped]


def find_pieces(sheet: Sheet, zone: npt.NDArray[np.int32] | None = None) -> None:
    """Fill ``sheet.pieces``, in the order of the stream; ``zone`` numbers the characters of parts that must not mix."""
    if not sheet.text:
        return
    starts, gaps = _starts(sheet, zone)
    ends = np.append(starts[1:], len(sheet.text))
    boxes = _boxes(sheet, starts)
    looks = zip(
        starts.tolist(),
        ends.tolist(),
        boxes.tolist(),
        sheet.sizes[(starts + ends) // 2].tolist(),
        _all_of(sheet.bold, starts, ends),
        _all_of(sheet.red, starts, ends),
        gaps.tolist(),
        strict=True,
    )
    pieces: list[Piece] = []
    piece = None
    for start, end, (x0, y0, x1, y1), size, bold, red, gap in looks:
        text = sheet.text[start:end]
        if piece is not None and gap < PIECE:
            _extend(piece, Piece(x0, y0, x1, y1, size, bold, red, text, [(start, end)]), " ")
        else:
            piece = Piece(x0, y0, x1, y1, size, bold, red, text, [(start, end)])
            pieces.append(piece)
    sheet.pieces = pieces


def _starts(sheet: Sheet, zone: npt.NDArray[np.int32] | None) -> tuple[npt.NDArray[np.intp], Floats]:
    """Where a run of characters without any blank begins, and how far from the one before (infinite: another line)."""
    x0, foot, size = sheet.edges[:, 0], sheet.edges[:, 3], sheet.sizes
    least = np.minimum(size[1:], size[:-1])
    gap = (x0[1:] - sheet.edges[:-1, 2]) / least
    step = np.abs(foot[1:] - foot[:-1])
    other = (step > _FOOT * least) | (gap < -0.6)
    if zone is not None:
        other |= zone[1:] != zone[:-1]
    codes = np.frombuffer(sheet.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    latin = codes <= _LAST_LATIN
    both, some = latin[1:] & latin[:-1], latin[1:] | latin[:-1]
    spaced = sheet.spaced[1:]
    limit = np.where(both, np.where(spaced, _LATIN_SPACED, _LATIN_GAP), np.where(spaced & ~some, _SPACED, _GAP))
    blank = (gap >= limit) & ~other
    if blank.any():
        blank &= ~_stretched(gap, other, limit, blank)
    at = np.flatnonzero(other | blank)
    gaps = np.where(other, np.inf, gap)[at]
    return np.concatenate(([0], at + 1)), np.concatenate(([np.inf], gaps)).astype(np.float32)


def _stretched(gap: Floats, other: Bools, limit: Floats, blank: Bools) -> Bools:
    """The blanks of lines that are set wide throughout (a justified line, a name spread over its column): those are none."""
    stretched = np.zeros(len(gap), np.bool_)
    edges = [-1, *np.flatnonzero(other).tolist(), len(gap)]
    for at in np.unique(np.searchsorted(edges, np.flatnonzero(blank))).tolist():
        start, end = edges[at - 1] + 1, edges[at]
        if end - start >= 4 and (usual := sorted(gap[start:end].tolist())[(end - start) // 2]) > _LOOSE:
            stretched[start:end] = gap[start:end] < usual + limit[start:end]
    return stretched


def _boxes(sheet: Sheet, starts: npt.NDArray[np.intp]) -> Floats:
    edges = sheet.edges
    low = np.minimum.reduceat(edges[:, :2], starts, axis=0)
    high = np.maximum.reduceat(edges[:, 2:], starts, axis=0)
    return np.concatenate((low, high), axis=1)


def _all_of(flags: Bools, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> list[bool]:
    """Whether nine of ten characters of each run are so."""
    if not flags.any():
        return [False] * len(starts)
    counts = np.add.reduceat(flags.astype(np.int32), starts)
    return (counts * 10 >= (ends - starts) * 9).tolist()


def _extend(piece: Piece, other: Piece, blanks: str) -> None:
    """Append what stands to the right of a piece."""
    old, new = len(piece.text), len(other.text)
    if blanks:
        piece.parts.append((-1, len(blanks)))
    piece.text += blanks + other.text
    piece.parts += other.parts
    piece.x0, piece.y0 = min(piece.x0, other.x0), min(piece.y0, other.y0)
    piece.x1, piece.y1 = max(piece.x1, other.x1), max(piece.y1, other.y1)
    if new > old:
        piece.size = other.size
    piece.bold = (piece.bold or 9 * new > 10 * old) and (other.bold or 9 * old > 10 * new)
    piece.red = (piece.red or 9 * new > 10 * old) and (other.red or 9 * old > 10 * new)


def right_end(line: Piece) -> float:
    """Where a line ends; marks that may hang over the edge of the text don't count."""
    hanging = len(line.text) - len(line.text.rstrip(_HANGING))
    return line.x1 - min(hanging, 2) * line.size


def rows_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces whose heights overlap by half, from top to bottom, each row from left to right."""
    rows: list[list[Piece]] = []
    top = bottom = 0.0
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        shared = min(bottom, piece.y1) - max(top, piece.y0)
        if rows and 2 * shared >= min(bottom - top, piece.y1 - piece.y0):
            rows[-1].append(piece)
            if piece.y1 - piece.y0 > bottom - top:
                top, bottom = piece.y0, piece.y1
        else:
            rows.append([piece])
            top, bottom = piece.y0, piece.y1
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda p: p.x0)
    return rows


def join_row(row: list[Piece]) -> Piece:
    """The pieces of one row as one, with blanks where they stand apart."""
    if len(row) == 1:
        return row[0]
    first = row[0]
    line = Piece(first.x0, first.y0, first.x1, first.y1, first.size, first.bold, first.red, first.text, list(first.parts))
    for piece in row[1:]:
        gap = (piece.x0 - line.x1) / min(piece.size, line.size)
        latin = max(line.text[-1], piece.text[0]) <= chr(_LAST_LATIN)
        blanks = "  " if gap >= _WIDE else " " if gap >= (_LATIN_GAP if latin else _GAP) else ""
        _extend(line, piece, blanks)
    return line
