"""Pictures of pages (PNG, JPEG, TIFF with any number of pages, BMP, GIF, WebP): recognised as scans are."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import Any, NoReturn

import numpy as np

from nlp_oldcadre.errors import EmptyDocument, ReadError, TooLarge
from nlp_oldcadre.read.content import Content

_MARKS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"GIF8": "image/gif",
}
# A picture with more pixels than any scanner of an office gives (A3 at 600 dpi has 70 million) is refused undecoded.
MOST_PIXELS = 120_000_000
# Of the resolutions that files state those are believed which make a page of a size that paper has (points); cameras and
# programs for drawing state 72 or 96 for anything.
_LEAST_DPI, _PAGE = 100.0, (140.0, 1_300.0)
_A4_WIDTH, _A4_HEIGHT = 595.28, 841.89
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "MPO")
# Every way in which Pillow tells that a picture is damaged or of a kind that it can't decode.
_DAMAGED = (
    OSError, ValueError, SyntaxError, EOFError, struct.error, KeyError, IndexError, TypeError, AttributeError, OverflowError,
    ZeroDivisionError, MemoryError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as a picture."""
    return media_type(data) is not None


def media_type(data: bytes) -> str | None:
    """The media type of a picture, None for anything else.

    Examples
    --------
    >>> media_type(b"\\x89PNG\\r\\n\\x1a\\n..."), media_type("BM是一种格式".encode())
    ('image/png', None)
    """
    if data.startswith(b"BM") and len(data) > 30 and data[6:10] == b"\0\0\0\0" and data[14:18] in _BITMAP_HEADS:
        return "image/bmp"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _MARKS.items() if data.startswith(mark)), None)


# The size of the head of each kind of BMP.
_BITMAP_HEADS = tuple(struct.pack("<I", size) for size in (12, 40, 52, 56, 64, 108, 124))


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """The text in reading order, with pages, boxes and confidence.

    Raises
    ------
    NoTextLayer : the extra ``ocr`` is not installed.
    EmptyDocument : no text was found in it.
    TooLarge : it has too many pixels or pages.
    ReadError : it is damaged.
    """
    from nlp_oldcadre.read import scan
    from nlp_oldcadre.read.layout import lay_out

    if not scan.is_available():
        raise scan.missing(where, 1)
    pages = [
        scan.read_page(np.ascontiguousarray(picture[:, :, ::-1]), number, width, height)
        for number, (picture, width, height) in enumerate(pictures(data, where), 1)
    ]
    if not any(page.text.strip() for page in pages):
        raise _no_text(where)
    return lay_out(pages, media_type(data) or "image")


def pictures(data: bytes, where: str) -> Iterator[tuple[np.ndarray, float, float]]:
    """Each page's pixels (red, green, blue) the way up in which they are shown, with its width and height in points."""
    from PIL import Image

    from nlp_oldcadre.read import scan

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if count > scan.MOST_SCANS:
                _too_large(where, f"图片有 {count:,} 页", f"the picture has {count:,} pages")
            for number in range(count):
                image.seek(number)
                if image.width * image.height > MOST_PIXELS:
                    size = f"{image.width:,}×{image.height:,}"
                    _too_large(where, f"图片有 {size} 像素", f"the picture has {size} pixels")
                yield _page(image, scan.MOST_PIXELS)
    except TooLarge:
        raise
    except Image.DecompressionBombError:
        _too_large(where, "图片像素过多", "the picture has too many pixels")
    except _DAMAGED as error:
        raise ReadError(
            where,
            zh="图片已损坏",
            en=f"the picture is damaged ({type(error).__name__})",
            remedy_zh="请重新扫描或下载",
            remedy_en="scan or download it again",
        ) from error


def _page(image: Any, most_pixels: int) -> tuple[np.ndarray, float, float]:
    from PIL import ImageOps

    dpi = image.info.get("dpi")
    page = ImageOps.exif_transpose(_on_white(image))
    width, height = _points(page.width, page.height, dpi)
    if page.width * page.height > most_pixels:
        scale = (most_pixels / (page.width * page.height)) ** 0.5
        page = page.resize((max(1, int(page.width * scale)), max(1, int(page.height * scale))), reducing_gap=2.0)
    return np.asarray(page), width, height


def _on_white(image: Any) -> Any:
    """The picture in three colours; what can be seen through is white."""
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, np.float64)
        most = max(1.0, float(values.max(initial=0.0)))
        return Image.fromarray((values * (255 / most)).clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, clear).convert("RGB")
    rgb = image.convert("RGB")
    if exif := image.info.get("exif"):
        rgb.info["exif"] = exif
    return rgb


def _points(width: int, height: int, dpi: Any) -> tuple[float, float]:
    """The page's size: by the resolution that the file states where it can be believed, else as A4.

    Examples
    --------
    >>> _points(1654, 2339, (200, 200)), _points(1654, 2339, (72, 72))
    ((595.44, 842.04), (595.28, 841.81))
    """
    try:
        stated = float(dpi[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        stated = 0.0
    if stated >= _LEAST_DPI and all(_PAGE[0] <= side * 72 / stated <= _PAGE[1] for side in (width, height)):
        return round(width * 72 / stated, 2), round(height * 72 / stated, 2)
    # A long strip of a page (a screenshot) is as wide as A4; a page that lies is as high as A4 is wide.
    scale = _A4_HEIGHT / width if width > height and width <= 1.6 * height else _A4_WIDTH / width
    return round(width * scale, 2), round(height * scale, 2)


def _too_large(where: str, zh: str, en: str) -> NoReturn:
    raise TooLarge(
        where,
        zh=f"{zh}，超过上限",
        en=f"{en}, more than the limit",
        remedy_zh="请以 200 至 300 dpi 重新扫描，或拆成几份",
        remedy_en="scan it again at 200 to 300 dpi, or split it",
    )


def _no_text(where: str) -> EmptyDocument:
    return EmptyDocument(
        where,
        zh="图片里没有识别出文字",
        en="no text was found in the picture",
        remedy_zh="请确认是文件的扫描件，并以 200 dpi 以上重新扫描",
        remedy_en="make sure that it shows a document, and scan it at 200 dpi or more",
    )
