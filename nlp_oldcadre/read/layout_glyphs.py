"""The characters of one printed page, as a reader of PDF, OFD or pictures hands them to the layout analysis."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp_oldcadre.pages import Element

Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]


def _no_floats() -> Floats:
    return np.zeros((0, 4), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class PageGlyphs:
    """A page as it is shown (rotation applied): one entry a character, in the order of the stream.

    Parameters
    ----------
    number : of the page, from 1.
    width, height : of the page, in points.
    text : the characters, one a glyph (code points). Blanks may be among them; gaps count, so they may as well be left out.
    edges : ``(n, 4)``: ``x0, y0, x1, y1`` of each character in points from the upper left corner. Boxes as wide as the
        advance and as high as the font (not only the ink) serve best.
    sizes : ``(n,)``: the size of the letters in points, the width of a Chinese character.
    bold, red : ``(n,)``, or None where the format has no such looks.
    confidence : ``(n,)``, 0 to 1, or None for what is no scan.
    rules : ``(m, 4)``: boxes of drawn straight lines (and edges of drawn rectangles), thin one way: they make tables and part
        footnotes.
    elements : what the reader saw beside the text: seals, say.
    turned : by how many degrees (0, 90, 180, 270) clockwise the writing stands on the page as shown; all boxes are those of
        the page as shown, and so are the results.
    skew : by how many degrees clockwise the writing of a scan stands askew on the upright page; the boxes given are those of
        the straightened page, the results those of the page as shown.

    Examples
    --------
    >>> page = PageGlyphs(1, 595, 842, "红旗", np.array([[72, 80, 88, 96], [88, 80, 104, 96]]), np.array([16, 16]))
    >>> len(page.text), page.is_bold.any()
    (2, np.False_)
    """

    number: int
    width: float
    height: float
    text: str
    edges: Floats
    sizes: Floats
    bold: Bools | None = None
    red: Bools | None = None
    confidence: Floats | None = None
    rules: Floats = field(default_factory=_no_floats)
    elements: tuple[Element, ...] = ()
    turned: int = 0
    skew: float = 0.0

    @property
    def is_bold(self) -> Bools:
        return np.zeros(len(self.text), np.bool_) if self.bold is None else self.bold

    @property
    def is_red(self) -> Bools:
        return np.zeros(len(self.text), np.bool_) if self.red is None else self.red
