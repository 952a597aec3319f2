"""Scans made of known text: the pages of a typeset PDF as pictures, with what a scanner does to them.

:func:`scanned` gives the pictures, :func:`as_pdf` a PDF of pictures only.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from make_pdf_official import HEIGHT, WIDTH


@dataclass(frozen=True)
class Scanner:
    """What it does: ``skew`` in degrees (clockwise), ``turn`` in quarter turns, noise and blur in units of a sensible scan."""

    dpi: int = 200
    skew: float = 0.0
    turn: int = 0
    noise: float = 6.0
    specks: float = 0.0
    blur: float = 0.5
    shade: float = 0.1
    quality: int = 75
    seal: tuple[float, float] | None = None
    grey: bool = False


def pages_of(pdf: bytes, dpi: int) -> list[Any]:
    """The pages of a PDF as pictures (PIL)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def scanned(pdf: bytes, scanner: Scanner = Scanner()) -> list[Any]:
    """The pages as a scanner would give them (PIL)."""
    return [_scan(page, scanner, number) for number, page in enumerate(pages_of(pdf, scanner.dpi))]


def _scan(page: Any, scanner: Scanner, seed: int) -> Any:
    from PIL import Image, ImageFilter

    if scanner.seal:
        page = _stamped(page, scanner)
    if scanner.skew:
        page = page.rotate(-scanner.skew, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if scanner.turn:
        page = page.rotate(-90 * scanner.turn, expand=True)
    if scanner.blur:
        page = page.filter(ImageFilter.GaussianBlur(scanner.blur * scanner.dpi / 200))
    pixels = np.asarray(page, np.float32)
    height, width = pixels.shape[:2]
    shade = 1 - scanner.shade * np.linspace(0, 1, width)[None, :, None] * np.linspace(1, 0.5, height)[:, None, None]
    random = np.random.default_rng(seed)
    pixels = (30 + 0.86 * pixels) * shade + random.normal(0, scanner.noise, (height, width, 1))
    if scanner.specks:
        pixels[random.random((height, width)) < scanner.specks / 1000] = 60
    page = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return page.convert("L") if scanner.grey else page


def _stamped(page: Any, scanner: Scanner) -> Any:
    """A round red seal, a ring with a star, over what is printed; its place is the middle as shares of the page."""
    from PIL import Image, ImageChops, ImageDraw

    layer = Image.new("RGB", page.size, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    radius = scanner.dpi * 21 / 25.4
    x, y = scanner.seal[0] * page.width, scanner.seal[1] * page.height  # type: ignore[index]
    red = (214, 48, 44)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=round(scanner.dpi / 21))
    points = [
        (x + part * radius * np.sin(np.pi * i / 5), y - part * radius * np.cos(np.pi * i / 5))
        for i in range(10)
        for part in [0.33 if i % 2 == 0 else 0.13]
    ]
    draw.polygon([(float(a), float(b)) for a, b in points], fill=red)
    for i in range(-6, 7):
        angle = i * 0.36
        a, b = x + 0.75 * radius * np.sin(angle), y - 0.75 * radius * np.cos(angle)
        size = radius * 0.09
        draw.rectangle((a - size, b - size, a + size, b + size), outline=red, width=3)
        draw.line((a, b - size, a, b + size), fill=red, width=3)
    return ImageChops.multiply(page, layer)


def encoded(page: Any, kind: str = "JPEG", *, quality: int = 75, dpi: int | None = None) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    page.save(out, kind, **({"quality": quality} if kind == "JPEG" else {}), **({"dpi": (dpi, dpi)} if dpi else {}))
    return out.getvalue()


def as_pdf(pages: Sequence[Any], *, quality: int = 75, size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
    """A PDF of pictures."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    for page in pages:
        width, height = size if (page.width < page.height) == (size[0] < size[1]) else size[::-1]
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(io.BytesIO(encoded(page, quality=quality))), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
