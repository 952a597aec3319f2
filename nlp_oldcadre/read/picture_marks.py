"""Mentions on the picture of a page: boxes in the colours of their types, small labels, a legend below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.errors import NoPicture
from nlp_oldcadre.masking import HIDDEN
from nlp_oldcadre.model import Document, Mention
from nlp_oldcadre.pages import Page
from nlp_oldcadre.read.picture_fonts import chinese_font
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURS: dict[str, tuple[int, int, int]] = {
    "REGION": (0, 114, 178), "ORG": (86, 60, 170), "PERSON": (0, 140, 140), "DOCUMENT": (120, 94, 40), "PROGRAM": (213, 94, 0),
    "SLOGAN": (204, 80, 150), "QUANTITY": (200, 0, 30), "TIME": (70, 110, 20), "MEASURE": (110, 110, 110),
    "HONOR": (180, 140, 0),
}  # fmt: skip
# In points.
_LABEL, _LEGEND, _LINE, _ROOM = 6.0, 9.0, 0.8, 0.6


@dataclass(frozen=True, slots=True)
class _LabelRow:
    of: str
    value: str
    zh: str


def type_names() -> dict[str, str]:
    """What the types are called in Chinese; in English where no font has Chinese."""
    names = {row.value: row.zh for row in load_tables().rows("labels", _LabelRow) if row.of == "type"}
    return {kind: names.get(kind, kind) for kind in COLOURS}


def draw_mentions(image: Image, document: Document, page: Page, types: Sequence[str], scale: float) -> Image:
    """The picture with the mentions of these types boxed, and a legend below it; ``scale`` is in pixels a point."""
    from PIL import ImageDraw

    found = [m for m in document.mentions if m.type in types]
    # Large ones first: what stands inside them lies on top.
    placed = [
        (m, [_pixels(box, scale) for number, box in document.boxes(m.start, m.end) if number == page.number])
        for m in sorted(found, key=lambda m: m.start - m.end)
    ]
    placed = [(mention, boxes) for mention, boxes in placed if boxes]
    pen = ImageDraw.Draw(image, "RGBA")
    for mention, boxes in placed:
        for box in boxes:
            colour = COLOURS[mention.type]
            fill = (*colour, 0 if mention.type == "MEASURE" else 36)
            pen.rectangle(box, fill=fill, outline=colour, width=max(1, round(_LINE * scale)))
    names, font = _names_and_font()
    _label(pen, placed, names, font(_LABEL * scale), scale)
    return _with_legend(image, Counter(m.type for m, _ in placed), names, font(_LEGEND * scale), scale)


def hide_masked(image: Image, document: Document, page: Page, scale: float) -> None:
    """Write the mark of masking over what is masked in the text: the paper still shows it."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    for index in range(page.end - page.start):
        if document.source_text[page.start + index] == HIDDEN and page.boxes and (box := page.boxes[index]):
            x0, y0, x1, y1 = _pixels(box, scale)
            room = round(_ROOM * scale)
            pen.rectangle((x0 - room, y0, x1 + room, y1), fill="white")
            middle, half = ((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0) / 4
            for rise in (half, -half):
                pen.line((middle[0] - half, middle[1] - rise, middle[0] + half, middle[1] + rise), fill="black")


def _pixels(box: Box, scale: float) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (round(edge * scale) for edge in box)
    return x0, y0, max(x0 + 1, x1), max(y0 + 1, y1)


def _names_and_font() -> tuple[dict[str, str], Callable[[float], Any]]:
    from PIL import ImageFont

    try:
        chinese_font(10)
    except NoPicture:
        return {kind: kind for kind in COLOURS}, lambda size: ImageFont.load_default(max(1.0, size))
    return type_names(), chinese_font


def _label(pen: Any, placed: Iterable[tuple[Mention, list[Any]]], names: dict[str, str], font: Any, scale: float) -> None:
    """A label over the first box of each mention, or under it, where none lies yet."""
    taken: list[Box] = []
    for mention, boxes in placed:
        x0, y0, x1, y1 = boxes[0]
        text = names[mention.type]
        width, height = pen.textlength(text, font=font) + scale, _LABEL * scale * 1.15
        for x, y in ((x0, y0 - height), (x1 - width, y0 - height), (x0, y1), (x1 - width, y1)):
            label = Box(x, y, x + width, y + height)
            if not any(label.overlaps(other) for other in taken):
                taken.append(label)
                pen.rectangle(label, fill=(*COLOURS[mention.type], 215))
                pen.text((x + scale / 2, y + height / 2), text, fill="white", font=font, anchor="lm")
                break


def _with_legend(image: Image, counts: Counter[str], names: dict[str, str], font: Any, scale: float) -> Image:
    """The picture above a strip that tells the colours, and how many mentions of each type are boxed."""
    from PIL import Image as Pictures
    from PIL import ImageDraw

    entries = [(kind, f"{names[kind]} {counts[kind]}") for kind in COLOURS if counts[kind]]
    step, pitch, edge = 0.6 * _LEGEND * scale, 1.8 * _LEGEND * scale, 12 * scale
    pen = ImageDraw.Draw(image)
    places, x, row = [], edge, 0
    for kind, text in entries:
        wide = _LEGEND * scale + 2.5 * step + pen.textlength(text, font=font)
        if x + wide > image.width - edge and x > edge:
            x, row = edge, row + 1
        places.append((x, row, kind, text))
        x += wide
    if not places:
        return image
    whole = Pictures.new("RGB", (image.width, image.height + round((row + 1) * pitch + step)), "white")
    whole.paste(image, (0, 0))
    pen = ImageDraw.Draw(whole)
    pen.line((0, image.height, image.width, image.height), fill=(180, 180, 180))
    for x, row, kind, text in places:
        y = image.height + step + (row + 0.5) * pitch - step / 2
        half = _LEGEND * scale / 2
        pen.rectangle((x, y - half, x + 2 * half, y + half), fill=COLOURS[kind])
        pen.text((x + 2 * half + step / 2, y), text, fill="black", font=font, anchor="lm")
    return whole
