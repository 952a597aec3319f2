"""Footnotes: small lines at the foot of a page (or column) that begin with a mark, often under a short rule."""

from __future__ import annotations

import re

from nlp_oldcadre.read.layout_glyphs import Floats
from nlp_oldcadre.read.layout_lines import Piece
from nlp_oldcadre.read.layout_paragraphs import Column, Paragraph

# So much smaller than the text.
_SMALL = 0.9
_MARK = re.compile(
    r"[①-⑳⑴-⒇❶-❿*＊※†]|[\[〔［]\s?\d{1,3}\s?[\]〕］]|\d{1,2}\s(?!\d)|\d{1,2}(?=[\u4e00-\u9fff《“])|注\s?\d{0,2}[：:]"
)
# The rule over footnotes is shorter than the text; it starts at its left edge.
_LONGEST_RULE = 0.6


def split_notes(lines: list[Piece], rules: Floats, column: Column, body: float) -> tuple[list[Piece], list[Piece]]:
    """The lines of the text and those of the footnotes below it."""
    start = len(lines)
    while start and lines[start - 1].size <= _SMALL * body and type(lines[start - 1]) is Piece:
        start -= 1
    while start < len(lines) and not _MARK.match(lines[start].text):
        start += 1
    if start == len(lines) or start == 0:
        return lines, []
    above, first = lines[start - 1], lines[start]
    apart = first.y1 - above.y1 > 1.3 * max(column.pitch, first.size)
    if not (apart or _has_rule(rules, above, first, column)):
        return lines, []
    return lines[:start], lines[start:]


def _has_rule(rules: Floats, above: Piece, first: Piece, column: Column) -> bool:
    """Whether a short line is drawn between text and notes."""
    longest = _LONGEST_RULE * (min(column.right, 2000.0) - column.left)
    return any(
        4 * (y1 - y0) < x1 - x0 < longest and above.middle < y0 < first.middle and x0 < column.left + 2 * first.size
        for x0, y0, x1, y1 in rules.tolist()
    )


def find_notes(sheet: int, lines: list[Piece], column: Column) -> list[Paragraph]:
    """Each footnote as a paragraph."""
    found: list[Paragraph] = []
    for line in lines:
        if found and not _MARK.match(line.text):
            found[-1].lines.append((sheet, line))
        else:
            found.append(Paragraph([(sheet, line)], "footnote", columns=[column]))
    return found
