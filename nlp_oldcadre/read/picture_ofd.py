"""Draws a page of OFD: characters in a font of this machine, paths, pictures, the appearance of stamps, rings for seals."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.read import ofd, ofd_marks
from nlp_oldcadre.read.ofd_numbers import Colour, Matrix, at, bounds, number
from nlp_oldcadre.read.ofd_objects import Canvas, Drawn
from nlp_oldcadre.read.ofd_package import child, is_true, text_of
from nlp_oldcadre.read.ofd_paths import lines
from nlp_oldcadre.read.ofd_pictures import MOST_PIXELS, decoded
from nlp_oldcadre.read.ofd_text import glyphs, is_bold, letter_size
from nlp_oldcadre.read.picture_fonts import chinese_font

if TYPE_CHECKING:
    from PIL.Image import Image

    from nlp_oldcadre.read.ofd_book import Book

_BLACK: Colour = (0, 0, 0)
_RED: Colour = (214, 40, 40)
_LARGEST_LETTER = 2_000.0
_STRAIGHT = 0.5
# Letters of this machine's font that are wider than those of the document are drawn narrower.
_NARROW = 0.95


def render(data: bytes, name: str | None, page: int, scale: float, where: str) -> Image:
    """A page (numbered from 1) of the document of this name (None: the first), ``scale`` pixels a point.

    Raises
    ------
    NoPicture : this machine has no Chinese font.
    ReadError : the package is damaged.
    """
    return paint(ofd.open_document(data, name, where), page, scale)


def paint(book: Book, page: int, scale: float, *, letters: bool = True) -> Image:
    """A page of an opened document; without ``letters`` only what is drawn and pictures."""
    from PIL import Image

    canvas = Canvas(book, book.pages[page - 1])
    size = max(1, round(canvas.width * scale)), max(1, round(canvas.height * scale))
    painter = _Painter(canvas, Image.new("RGB", size, "white"), scale)
    for drawn in canvas.objects():
        if letters or drawn.kind != "text":
            painter.draw(drawn)
    for at_page, annotation in ofd_marks.page_annotations(book):
        appearance = child(annotation, "Appearance")
        if at_page == page and appearance is not None:
            for drawn in canvas.appearance(appearance):
                painter.draw(drawn)
    for seal in ofd_marks.seals(book):
        if seal.page == page and seal.box and seal.rule == "signature":
            painter.ring(seal.box)
    return painter.image


class _Painter:
    def __init__(self, canvas: Canvas, image: Image, scale: float) -> None:
        from PIL import ImageDraw

        self.image, self._canvas, self._scale = image, canvas, scale
        self._pen = ImageDraw.Draw(image, "RGBA")
        self._font: Callable[[int], Any] = lru_cache(maxsize=64)(chinese_font)

    def draw(self, drawn: Drawn) -> None:
        moved: Matrix = tuple(part * self._scale for part in drawn.moved)  # type: ignore[assignment]
        {"text": self._text, "path": self._path, "image": self._picture}[drawn.kind](drawn, moved)

    def ring(self, box: Any) -> None:
        """What stands for a seal whose picture is not drawn."""
        edges = [edge * self._scale for edge in box]
        self._pen.ellipse(edges, outline=_RED, width=max(1, round(1.5 * self._scale)))

    def _text(self, drawn: Drawn, moved: Matrix) -> None:
        element = drawn.element
        filled, stroked = is_true(element.get("Fill"), True), is_true(element.get("Stroke"))
        if not (filled or stroked):
            return
        colour = (drawn.style.fill if filled else drawn.style.stroke) or _BLACK
        ink = (*colour, round(255 * drawn.alpha * (drawn.style.fill_alpha if filled else drawn.style.stroke_alpha)))
        size = letter_size(element)
        a, b, c, d, _, _ = moved
        pixels = round(min(size * hypot(c, d), _LARGEST_LETTER))
        turn = degrees(atan2(b, a)) + number(element.get("CharDirection"))
        if pixels < 1 or not ink[3]:
            return
        stroke = max(1, pixels // 40) if is_bold(element, self._canvas.resources) else 0
        for glyph in glyphs(element, size, self._canvas):
            place = at(moved, glyph.x, glyph.y)
            if not (-pixels < place[0] < self.image.width + pixels and -pixels < place[1] < self.image.height + pixels):
                continue
            squeezed = min(1.0, glyph.advance * hypot(a, b) / max(1.0, self._font(pixels).getlength(glyph.char)))
            if abs(turn) < _STRAIGHT and squeezed > _NARROW:
                self._pen.text(place, glyph.char, fill=ink, font=self._font(pixels), anchor="ls", stroke_width=stroke)
            else:
                self._turned(glyph.char, place, pixels, turn, squeezed, ink)

    def _turned(
        self, char: str, place: tuple[float, float], pixels: int, turn: float, squeezed: float, ink: tuple[int, ...]
    ) -> None:
        """A letter made narrower, and turned about the beginning of its line."""
        from PIL import Image, ImageDraw

        side = 3 * pixels
        tile = Image.new("L", (side, side), 0)
        ImageDraw.Draw(tile).text((side / 2, side / 2), char, fill=ink[3], font=self._font(pixels), anchor="ls")
        if squeezed < 1.0:
            back = (1 / squeezed, 0.0, side / 2 * (1 - 1 / squeezed), 0.0, 1.0, 0.0)
            tile = tile.transform(tile.size, Image.Transform.AFFINE, back, resample=Image.Resampling.BILINEAR)
        tile = tile.rotate(-turn, resample=Image.Resampling.BICUBIC)
        self.image.paste(Image.new("RGB", tile.size, ink[:3]), (round(place[0] - side / 2), round(place[1] - side / 2)), tile)

    def _path(self, drawn: Drawn, moved: Matrix) -> None:
        element, style = drawn.element, drawn.style
        width = max(1, round(style.width * hypot(moved[0], moved[1])))
        for part in lines(text_of(child(element, "AbbreviatedData"))):
            points = [at(moved, x, y) for x, y in part.points]
            if is_true(element.get("Fill")) and len(points) > 2:
                self._pen.polygon(points, fill=(*(style.fill or _BLACK), round(255 * drawn.alpha * style.fill_alpha)))
            if is_true(element.get("Stroke"), True):
                ink = (*(style.stroke or _BLACK), round(255 * drawn.alpha * style.stroke_alpha))
                self._pen.line([*points, points[0]] if part.closed else points, fill=ink, width=width)

    def _picture(self, drawn: Drawn, moved: Matrix) -> None:
        from PIL import Image

        x0, y0, x1, y1 = (round(edge) for edge in bounds(moved, 0.0, 0.0, 1.0, 1.0))
        if not (0 < (x1 - x0) * (y1 - y0) <= MOST_PIXELS):
            return
        picture = decoded(self._canvas, drawn)
        if picture is None:
            self._pen.rectangle((x0, y0, x1, y1), fill=(200, 200, 200, 80))
            return
        a, b, c, d, e, f = moved
        area = a * d - b * c
        if abs(area) < 1e-9:
            return
        # From pixels of the page back to those of the picture.
        across, down = picture.width / area, picture.height / area
        back = (
            d * across, -c * across, (c * (f - y0) - d * (e - x0)) * across,
            -b * down, a * down, (b * (e - x0) - a * (f - y0)) * down,
        )  # fmt: skip
        shown = picture.transform((x1 - x0, y1 - y0), Image.Transform.AFFINE, back, resample=Image.Resampling.BILINEAR)
        opaque = shown.getchannel("A").point(lambda level: round(level * drawn.alpha))
        self.image.paste(shown.convert("RGB"), (x0, y0), opaque)
