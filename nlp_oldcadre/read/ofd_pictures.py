"""Pictures inside OFD packages: decoded within limits, and told whether they are seals."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import OldcadreError
from nlp_oldcadre.read.ofd_objects import Canvas, Drawn

if TYPE_CHECKING:
    from PIL.Image import Image

# Larger ones count as not readable, as do formats that Pillow does not decode by itself (JBIG2).
MOST_PIXELS, _MOST_BYTES = 40_000_000, 50_000_000
_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "MPO")
# Every way in which Pillow tells that a picture is damaged or of a kind that it can't decode.
_DAMAGED = (
    OldcadreError, OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError, ArithmeticError,
    MemoryError, RuntimeError, AssertionError,
)  # fmt: skip
# Of a seal's ink more than half is red.
_SAMPLE = 64


def decoded(canvas: Canvas, drawn: Drawn) -> Image | None:
    """The picture of an object with its transparency; None for one that is missing, too large or can't be read."""
    from PIL import Image

    path, package = canvas.resources.media.get(drawn.element.get("ResourceID", "")), canvas.book.parts.package
    if path is None or package.size(path) > _MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(package.read(path)), formats=_FORMATS) as picture:
                return picture.convert("RGBA") if picture.width * picture.height <= MOST_PIXELS else None
    except (*_DAMAGED, Image.DecompressionBombError):
        return None


def is_red_picture(canvas: Canvas, drawn: Drawn) -> bool:
    """Whether most of a picture's ink is red."""
    import numpy as np

    picture = decoded(canvas, drawn)
    if picture is None:
        return False
    red, green, blue, opaque = np.asarray(picture.resize((_SAMPLE, _SAMPLE))).astype(np.int16).reshape(-1, 4).T
    ink = (opaque > 40) & (np.minimum(np.minimum(red, green), blue) < 200)
    reds = ink & (red - np.maximum(green, blue) >= 60)
    return bool(ink.any() and 2 * reds.sum() > ink.sum())
