"""One page of a PDF → what the layout analysis takes: boxes as the page is shown, lines, seals, and whether it is a picture."""

from __future__ import annotations

import re
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.layout_asides import asides
from nlp_oldcadre.read.layout_glyphs import Floats, PageGlyphs
from nlp_oldcadre.read.pdf_chars import Chars, main_turn, read_chars, shown
from nlp_oldcadre.read.pdf_marks import Marks, Rect, read_marks

# Points: beyond this (350 m) a page is damage, and its numbers overflow.
_LARGEST_PAGE = 1_000_000.0
# Where fewer of the characters than this have a meaning, the page is read as a picture.
_USABLE = 0.7
_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def read_page(document: Any, number: int, unit: float = 1.0) -> tuple[PageGlyphs, bool]:
    """The page of this number (from 1), and whether it shows something but has no usable characters.

    A page that is damaged comes back without a size and without characters.

    Raises
    ------
    CrowdedPage : it has more characters than any page has.
    """
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return _glyphs(number, 0.0, 0.0), False
    try:
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        box = pdfium.FS_RECTF()
        if not (0 < width < _LARGEST_PAGE and 0 < height < _LARGEST_PAGE) or not pdfium.FPDF_GetPageBoundingBox(page, box):
            return _glyphs(number, 0.0, 0.0), False
        rotation = pdfium.FPDFPage_GetRotation(page)
        frame = _Frame(box.left, box.bottom, box.right, box.top, rotation, width * unit, height * unit)
        chars, marks = read_chars(page), read_marks(document, page)
    finally:
        pdfium.FPDF_ClosePage(page)
    return _put(number, frame, chars, marks)


def _put(number: int, frame: _Frame, chars: Chars, marks: Marks) -> tuple[PageGlyphs, bool]:
    elements = tuple(
        Element("seal", "", page=number, box=Box(*frame.edges(np.array([seal], np.float32))[0].tolist()), rule="layout")
        for seal in _distinct(marks.seals)
    )
    rules = frame.edges(np.array(marks.rules, np.float32).reshape(-1, 4))
    if not is_usable(chars.text):
        return _glyphs(number, frame.width, frame.height, rules, elements), bool(marks.drawn or chars.text.strip())
    # Left, top, right, bottom → left, bottom, right, top.
    edges = frame.edges(chars.rects[:, (0, 3, 2, 1)])
    text, sizes, bold, red = chars.text, chars.sizes, chars.bold, chars.red
    if chars.angles.any() or chars.hidden.any():
        kept = shown(chars)
        elements += asides(text, chars.angles, kept, number)
        text = "".join(compress(text, kept.tolist()))
        edges, sizes, bold, red = edges[kept], sizes[kept], bold[kept], red[kept]
    turned = (frame.rotation - main_turn(chars)) % 4 * 90
    sizes = sizes if frame.unit == 1.0 else sizes * np.float32(frame.unit)
    return (
        PageGlyphs(number, frame.width, frame.height, text, edges, sizes, bold, red, None, rules, elements, turned),
        False,
    )


def _glyphs(
    number: int, width: float, height: float, rules: Floats | None = None, elements: tuple[Element, ...] = ()
) -> PageGlyphs:
    """A page without characters."""
    edges, none = np.zeros((0, 4), np.float32), np.zeros(0, np.float32)
    return PageGlyphs(number, width, height, "", edges, none, rules=edges if rules is None else rules, elements=elements)


def is_usable(text: str) -> bool:
    """Whether most characters have a meaning: no replacement character, no private one.

    Examples
    --------
    >>> is_usable("老干部工作"), is_usable("\\ue001\\ue002\\ufffd部"), is_usable("")
    (True, False, False)
    """
    count = len("".join(text.split()))
    return count > 0 and len(_MEANINGLESS.findall(text)) <= (1 - _USABLE) * count


class _Frame:
    """How the page's own coordinates (points upwards, from anywhere) lie on the page as shown."""

    def __init__(
        self, left: float, bottom: float, right: float, top: float, rotation: int, width: float, height: float
    ) -> None:
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.rotation, self.width, self.height = rotation, width, height
        across = right - left if rotation % 2 == 0 else top - bottom
        self.unit = width / across if across > 0 else 1.0

    def edges(self, rects: Floats) -> Floats:
        """Left, bottom, right, top upwards → ``x0, y0, x1, y1`` from the upper left corner as shown."""
        x0, y0, x1, y1 = rects.T
        if self.rotation == 1:
            parts = y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        elif self.rotation == 2:
            parts = self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        elif self.rotation == 3:
            parts = self.top - y1, self.right - x1, self.top - y0, self.right - x0
        else:
            parts = x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        edges = np.empty((len(rects), 4), np.float32)
        for column, part in enumerate(parts):
            edges[:, column] = part
        return edges if self.unit == 1.0 else edges * np.float32(self.unit)


def _distinct(rects: list[Rect]) -> list[Rect]:
    """Of rectangles that lie on one another the first: a seal is drawn in several parts."""
    found: list[Rect] = []
    for rect in rects:
        if not any(rect[0] < o[2] and o[0] < rect[2] and rect[1] < o[3] and o[1] < rect[3] for o in found):
            found.append(rect)
    return found


def render(document: Any, page: PageGlyphs, dpi: int, most_pixels: int) -> npt.NDArray[np.uint8] | None:
    """A page's picture as it is shown, without annotations: ``(height, width, 3)``, blue, green, red.

    None for a damaged page.
    """
    import pypdfium2.raw as pdfium

    scale = min(dpi / 72, (most_pixels / (page.width * page.height)) ** 0.5)
    width, height = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    handle = pdfium.FPDF_LoadPage(document, page.number - 1)
    if not handle:
        return None
    pixels = np.full((height, width, 4), 255, np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, pixels.ctypes.data, 4 * width)
    try:
        if not bitmap:
            return None
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, 0, 0)
    finally:
        if bitmap:
            pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDF_ClosePage(handle)
    return np.ascontiguousarray(pixels[:, :, :3])
