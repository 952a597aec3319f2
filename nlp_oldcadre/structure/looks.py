"""What the looks of a format (blocks with sizes, colours and styles) tell of the lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter

from nlp_oldcadre.model import Document
from nlp_oldcadre.pages import Block
from nlp_oldcadre.structure.lines import Line

# Kinds of blocks that are no running text, whatever their words are.
_BESIDE = frozenset({"footnote", "caption", "table"})
# Letters of a title or heading are so much larger than those of the text, if they are larger.
_LARGER = 1.12


def add_looks(doc: Document, lines: list[Line]) -> None:
    """Set what the blocks tell of the lines that stand in them; cleaning may have joined several blocks to one line."""
    blocks = sorted(doc.blocks, key=lambda block: block.start)
    starts = [block.start for block in blocks]
    for line in lines:
        first, last = doc.offsets.to_source(line.start, line.end)
        at = max(bisect_right(starts, first) - 1, 0)
        inside = [block for block in blocks[at : bisect_left(starts, last)] if first < block.end]
        if inside:
            _add(line, inside, max(inside, key=lambda b: min(b.end, last) - max(b.start, first)))
    usual = _usual_size(lines)
    for line in lines:
        line.is_large = usual is not None and (line.size or 0) >= usual * _LARGER and not line.is_prose


def _add(line: Line, inside: list[Block], widest: Block) -> None:
    line.size = widest.size
    line.is_red = all(block.red for block in inside)
    line.is_bold = line.is_bold or all(block.bold for block in inside)
    if not line.is_prose:
        # A paragraph of text in a heading's style is a slip.
        line.markup = line.markup or widest.level or 0
    if not line.role and widest.kind in _BESIDE:
        line.role = widest.kind


def _usual_size(lines: list[Line]) -> float | None:
    """The size of the letters of the running text; None where the format does not tell."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size and line.is_prose:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None
