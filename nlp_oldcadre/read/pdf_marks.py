"""What is drawn on a PDF's page beside its characters: straight lines, pictures, and what looks like a seal."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from nlp_oldcadre.read.drawn import THIN, is_red, is_seal_sized
from nlp_oldcadre.read.pdf_chars import address_of, call

# Enough for any document; maps and drawings have more.
_MOST_OBJECTS, _MOST_SEGMENTS, _DEEPEST = 50_000, 20_000, 3
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE_TO, _MOVE_TO, _CURVE_TO = 0, 2, 1
_STAMP, _WIDGET = 13, 20

Rect = tuple[float, float, float, float]


class Marks(NamedTuple):
    """In the page's own coordinates (left, bottom, right, top; upwards): lines, pictures, seals.

    ``drawn`` is how many things are no text.
    """

    drawn: int
    rules: list[Rect]
    pictures: list[Rect]
    seals: list[Rect]


def read_marks(document: Any, page: Any) -> Marks:
    """The lines, pictures and seals of a loaded page."""
    import pypdfium2.raw as pdfium

    things: list[tuple[int, int]] = []
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    if count > 0:
        get = call("FPDFPage_GetObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
        kind_of = call("FPDFPageObj_GetType", ctypes.c_int, ctypes.c_void_p)
        handles = list(map(get, repeat(address_of(page), count), range(count)))
        things = [thing for thing in zip(handles, map(kind_of, handles), strict=True) if thing[1] != _TEXT]
    marks = Marks(len(things), [], [], [])
    for handle, kind in things:
        _add(marks, document, page, ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT), kind, None, 0)
    marks.seals.extend(_stamps(page))
    return marks


def _add(marks: Marks, document: Any, page: Any, thing: Any, kind: int, outer: Any, depth: int) -> None:
    """Note one object; what a form holds lies where the form's matrix puts it."""
    import pypdfium2.raw as pdfium

    if kind == _FORM and depth < _DEEPEST:
        matrix = _matrix(thing, outer)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)):
            inner = pdfium.FPDFFormObj_GetObject(thing, index)
            if (inner_kind := pdfium.FPDFPageObj_GetType(inner)) != _TEXT:
                _add(marks, document, page, inner, inner_kind, matrix, depth + 1)
        return
    if kind not in (_PATH, _IMAGE) or (rect := _bounds(thing, outer)) is None:
        return
    if kind == _IMAGE:
        marks.pictures.append(rect)
        if _is_round(rect) and _is_red_picture(document, page, thing):
            marks.seals.append(rect)
    elif len(marks.rules) < _MOST_SEGMENTS:
        if _is_round(rect) and _is_red_path(thing):
            marks.seals.append(rect)
        marks.rules.extend(_rules(thing, rect, outer))


def _bounds(thing: Any, outer: Any) -> Rect | None:
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(thing, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    if outer is None:
        return left, bottom, right, top
    corners = [_moved(outer, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix(thing: Any, outer: Any) -> Any:
    """An object's matrix, inside another's."""
    import pypdfium2.raw as pdfium

    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, own):
        own = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    if outer is None:
        return own
    e, f = _moved(outer, own.e, own.f)
    return pdfium.FS_MATRIX(
        own.a * outer.a + own.b * outer.c,
        own.a * outer.b + own.b * outer.d,
        own.c * outer.a + own.d * outer.c,
        own.c * outer.b + own.d * outer.d,
        e,
        f,
    )


def _moved(matrix: Any, x: float, y: float) -> tuple[float, float]:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _rules(path: Any, rect: Rect, outer: Any) -> Iterator[Rect]:
    """The straight lines of a path: itself where it is thin, else its upright and level segments where it is stroked."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = rect
    if min(right - left, top - bottom) <= THIN:
        yield rect
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (stroke.value or _has_parts(path)):
        return
    matrix = _matrix(path, outer)
    at = start = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == _MOVE_TO:
            start = point
        elif kind == _LINE_TO:
            yield from _line(at, point)
        at = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _line(at, start)


def _has_parts(path: Any) -> bool:
    """A filled path of many thin rectangles is a grid; a single rectangle is a ground of colour."""
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDFPath_CountSegments(path)) > 6


def _line(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rect]:
    rect = min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
    if min(rect[2] - rect[0], rect[3] - rect[1]) < 1 < max(rect[2] - rect[0], rect[3] - rect[1]):
        yield rect


def _is_round(rect: Rect) -> bool:
    return is_seal_sized(rect[2] - rect[0], rect[3] - rect[1])


def _is_red_path(path: Any) -> bool:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    get = pdfium.FPDFPageObj_GetStrokeColor if stroke.value else pdfium.FPDFPageObj_GetFillColor
    parts = [ctypes.c_uint() for _ in range(4)]
    curved = any(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, i)) == _CURVE_TO
        for i in range(min(pdfium.FPDFPath_CountSegments(path), 8))
    )
    return curved and bool(get(path, *parts)) and is_red(*(part.value for part in parts[:3]))


def _is_red_picture(document: Any, page: Any, image: Any) -> bool:
    """Whether most of a picture's ink is red."""
    import pypdfium2.raw as pdfium

    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, image)
    if not bitmap:
        return False
    try:
        stride, height = pdfium.FPDFBitmap_GetStride(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        width = pdfium.FPDFBitmap_GetWidth(bitmap)
        if pdfium.FPDFBitmap_GetFormat(bitmap) != 4 or not 0 < stride * height < 100_000_000:
            return False
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        pixels = np.frombuffer(data, np.uint8).reshape(height, stride)[:, : 4 * width].reshape(-1, 4).astype(np.int16)
        blue, green, red, alpha = pixels.T
        light = np.minimum(np.minimum(blue, green), red)
        ink = (alpha > 40) & (light < 200)
        reds = ink & (red - np.maximum(green, blue) >= 60)
        return bool(ink.any() and reds.sum() * 2 > ink.sum())
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _stamps(page: Any) -> Iterator[Rect]:
    """Where stamps and signature fields that show something stand; all other annotations are not of the document."""
    import pypdfium2.raw as pdfium

    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_OBJECTS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == _STAMP or (kind == _WIDGET and _is_signature(annotation)):
            rect = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(annotation, rect)
            left, right = sorted((rect.left, rect.right))
            bottom, top = sorted((rect.bottom, rect.top))
            if right - left > 20 and top - bottom > 20:
                yield left, bottom, right, top
        pdfium.FPDFPage_CloseAnnot(annotation)


def _is_signature(annotation: Any) -> bool:
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * 16)()
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"FT", buffer, 32)
    return ctypes.string_at(buffer, max(0, min(size, 32) - 2)).decode("utf-16-le", "replace") == "Sig"
