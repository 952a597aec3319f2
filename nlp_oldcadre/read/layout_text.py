"""Paragraphs and tables → the text, with pages, a box for each character, blocks and tables."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from nlp_oldcadre.boxes import CharBoxes
from nlp_oldcadre.pages import Block, BlockKind, Page
from nlp_oldcadre.read.layout_glyphs import Floats
from nlp_oldcadre.read.layout_lines import Piece, Sheet

_NOTHING = np.zeros((64, 4), np.float32)
_LAST_LATIN = "\u024f"


def _nothing(count: int) -> Floats:
    """The boxes of characters that have none."""
    return _NOTHING[:count] if count <= len(_NOTHING) else np.zeros((count, 4), np.float32)


class TextBuilder:
    """Takes what stands on the sheets, in reading order, and keeps count of pages and boxes."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._texts: list[str] = []
        self._edges: list[list[Floats]] = [[] for _ in sheets]
        self._sure: list[Floats] = []
        self._scanned = any(sheet.confidence is not None for sheet in sheets)
        self._starts = [0] * (len(sheets) + 1)
        self._sheet = 0
        self.length = 0
        self.blocks: list[Block] = []

    def line(self, sheet: int, piece: Piece, text: str) -> None:
        """Add a line, ``text`` for what its characters are to be."""
        self.open(sheet)
        of = self._sheets[sheet]
        for start, end in piece.parts:
            self._edges[sheet].append(of.edges[start:end] if start >= 0 else _nothing(end))
            if self._scanned:
                drawn = of.confidence if start >= 0 else None
                self._sure.append(np.ones(end - max(start, 0), np.float32) if drawn is None else drawn[start:end])
        self._texts.append(text)
        self.length += len(text)

    def mark(self, text: str) -> None:
        """Add what is not printed: a line end, a blank, a border of a cell."""
        self._edges[self._sheet].append(_nothing(len(text)))
        if self._scanned:
            self._sure.append(np.ones(len(text), np.float32))
        self._texts.append(text)
        self.length += len(text)

    def lines(self, lines: Sequence[tuple[int, Piece]], *, in_cell: bool = False) -> None:
        """Add the lines of a paragraph or cell: a blank between Latin words, nothing between Chinese characters.

        In a cell a ``|`` becomes ``｜``, which parts nothing.
        """
        before = ""
        for sheet, piece in lines:
            if before and before <= _LAST_LATIN and piece.text[0] <= _LAST_LATIN and before != "-":
                self.mark(" ")
            self.line(sheet, piece, piece.text.replace("|", "｜") if in_cell else piece.text)
            before = piece.text[-1]

    def block(self, start: int, kind: BlockKind, lines: Sequence[tuple[int, Piece]], *, centered: bool = False) -> None:
        """Tell what was added since ``start`` as a block, and end its line."""
        pieces = [piece for _, piece in lines]
        first = pieces[0] if len(pieces) == 1 else max(pieces, key=lambda p: len(p.text), default=None)
        self.blocks.append(
            Block(
                start,
                self.length,
                kind,
                size=round(first.size, 1) if first else None,
                bold=first is not None and first.bold and all(p.bold for p in pieces),
                red=first is not None and first.red and all(p.red for p in pieces),
                centered=centered,
            )
        )
        self.mark("\n")

    def open(self, sheet: int) -> None:
        """What follows stands on this sheet; sheets come in order."""
        while self._sheet < sheet:
            self._sheet += 1
            self._starts[self._sheet] = self.length

    def text(self) -> str:
        return "".join(self._texts)

    def pages(self) -> tuple[Page, ...]:
        """The pages with their spans and boxes."""
        self.open(len(self._sheets))
        return tuple(self._page(number, sheet) for number, sheet in enumerate(self._sheets))

    def _page(self, number: int, sheet: Sheet) -> Page:
        edges = self._edges[number]
        boxes = array("f")
        if edges:
            shown = np.concatenate(edges).astype(np.float32, copy=False)
            if sheet.page.turned or sheet.page.skew:
                drawn = shown.any(axis=1)
                shown[drawn] = sheet.shown_edges(shown[drawn])
            boxes.frombytes(np.ascontiguousarray(shown).tobytes())
        page = sheet.page
        start, end = self._starts[number], self._starts[number + 1]
        return Page(page.number, start, end, page.width, page.height, CharBoxes.from_edges(boxes))

    def confidence(self) -> array[float] | None:
        if not self._scanned:
            return None
        found = array("f")
        found.frombytes(np.concatenate(self._sure).astype(np.float32).tobytes() if self._sure else b"")
        return found
