"""Scanned pages: a picture → the characters of the page with places and confidence, for the layout analysis.

=============  ==========================================================================================================
scan_engine    finds and reads lines (rapidocr's models, through onnxruntime)
scan_picture   turns, levels, fades seals, takes out drawn lines
scan_lines     characters' edges, sizes, rows
scan_text      what recognition confuses
=============  ==========================================================================================================
"""

from __future__ import annotations

import numpy as np

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.errors import NoTextLayer
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read import scan_lines, scan_picture, scan_text
from nlp_oldcadre.read.layout_glyphs import PageGlyphs
from nlp_oldcadre.read.layout_lines import turn
from nlp_oldcadre.read.scan_engine import Engine, Line, Picture, engine, is_available

__all__ = ["DPI", "MOST_PIXELS", "MOST_SCANS", "is_available", "missing", "read_page"]

# Pages are rendered so; a picture with more pixels (A3 at 300 dpi has 17 million) is made smaller.
DPI = 200
MOST_PIXELS = 18_000_000
# More scanned pages than this are no document (at two seconds each).
MOST_SCANS = 1_000
# Lines are looked for at this resolution.
_FINDING_DPI = 120
# So many long lines are read both ways up to tell which one is right.
_SAMPLE = 5
# A line with a character read with less confidence is read twice.
_SURE = 0.9


def read_page(picture: Picture, number: int, width: float, height: float, elements: tuple[Element, ...] = ()) -> PageGlyphs:
    """The characters of a page.

    Parameters
    ----------
    picture : ``(height, width, 3)``, blue, green, red.
    number : of the page.
    width, height : of the page, in points.
    elements : what is known of the page beside its characters.
    """
    dpi = picture.shape[1] / width * 72
    reader = engine()
    cleaned, seals = scan_picture.without_seals(picture, dpi)
    quads = _find(reader, cleaned, dpi)
    found = tuple(
        Element("seal", "", page=number, box=Box(*(edge * 72 / dpi for edge in seal)), rule="scan")
        for seal in seals
        if not any(e.kind == "seal" for e in elements)
    )
    turned = _turned(reader, cleaned, quads)
    upright, quads = scan_picture.turn_back(cleaned, quads, turned)
    skew = scan_picture.skew_of(quads)
    straight, boxes = scan_picture.straighten(upright, quads, skew)
    page = _read_straight(reader, straight, boxes, number, dpi)
    return PageGlyphs(
        number,
        width,
        height,
        page.text,
        turn(page.edges, -turned % 360, page.width, page.height),
        page.sizes,
        red=page.red,
        confidence=page.confidence,
        rules=turn(page.rules, -turned % 360, page.width, page.height),
        elements=elements + found,
        turned=turned,
        skew=skew,
    )


def _find(reader: Engine, picture: Picture, dpi: float) -> scan_picture.Quads:
    import cv2

    scale = min(1.0, _FINDING_DPI / dpi)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    quads = reader.find(np.asarray(small, np.uint8))
    return quads * np.array([picture.shape[1] / small.shape[1], picture.shape[0] / small.shape[0]])


def _turned(reader: Engine, picture: Picture, quads: scan_picture.Quads) -> int:
    """By how many degrees (0, 90, 180, 270) clockwise the writing stands: the way up in which it is read most surely."""
    if not len(quads):
        return 0
    ways = (90, 270) if scan_picture.lies(quads) else (0, 180)
    reach = (quads.max(axis=1) - quads.min(axis=1)).max(axis=1)
    sample = quads[np.argsort(-reach)[:_SAMPLE]]
    sure = []
    for turned in ways:
        upright, turned_quads = scan_picture.turn_back(picture, sample, turned)
        straight, boxes = scan_picture.straighten(upright, turned_quads, scan_picture.skew_of(turned_quads))
        lines = reader.read([_cut(straight, box) for box in boxes])
        sure.append(sum(line.mean for line in lines))
    return ways[0] if sure[0] >= sure[1] else ways[1]


def _cut(picture: Picture, box: np.ndarray) -> Picture:
    x0, y0, x1, y1 = (round(edge) for edge in box.tolist())
    return picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]


def _read_straight(reader: Engine, picture: Picture, boxes: scan_picture.Boxes, number: int, dpi: float) -> PageGlyphs:
    ink = scan_picture.ink_of(picture)
    picture, rules = scan_picture.without_rules(picture, boxes, ink, dpi)
    lines = [_folded(line) for line in _read_lines(reader, picture, boxes)]
    strips = [scan_lines.make_strip(line, box.tolist(), picture, ink) for line, box in zip(lines, boxes, strict=True)]
    scale = 72 / dpi
    page = scan_lines.glyphs(
        scan_lines.in_order([strip for strip in strips if strip]),
        number,
        picture.shape[1] * scale,
        picture.shape[0] * scale,
        scale,
    )
    edges = np.array(rules, np.float32).reshape(-1, 4) * np.float32(scale)
    return PageGlyphs(
        number,
        page.width,
        page.height,
        page.text,
        page.edges,
        page.sizes,
        red=page.red,
        confidence=page.confidence,
        rules=edges,
    )


def _read_lines(reader: Engine, picture: Picture, boxes: scan_picture.Boxes) -> list[Line]:
    """The lines as read; those with a doubtful character a second time, smoothed and cut a little wider."""
    import cv2

    lines = reader.read([_cut(picture, box) for box in boxes])
    doubtful = [at for at, line in enumerate(lines) if line.text and min(line.confidence) < _SURE]
    limit = np.array([picture.shape[1], picture.shape[0]] * 2)
    wider = [np.clip(boxes[at] + [0, -2, 0, 2], 0, limit) for at in doubtful]
    second = reader.read([np.asarray(cv2.GaussianBlur(_cut(picture, box), (3, 3), 0), np.uint8) for box in wider])
    for at, line in zip(doubtful, second, strict=True):
        lines[at] = scan_text.agreed(lines[at], line)
    return lines


def _folded(line: Line) -> Line:
    return scan_text.mend_page_number(scan_text.widen_marks(scan_text.fold_digits(line)))


def missing(where: str, pages: int) -> NoTextLayer:
    """The error for pictures of pages where the extra ``ocr`` is not installed."""
    return NoTextLayer(
        where,
        zh=f"共 {pages} 页，都是图片（扫描件），没有文字层；识别文字的组件没有安装",
        en=f"its {pages} pages are pictures (a scan) without a text layer, and what recognises text is not installed",
        remedy_zh="请安装识别组件：pip install 'nlp-oldcadre[ocr]'，再重新处理",
        remedy_en="install it with pip install 'nlp-oldcadre[ocr]' and read the file again",
    )
