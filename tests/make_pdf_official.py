"""Typesets known text as PDF, through reportlab: official documents as offices print them (GB/T 9704), in one or two columns.

:func:`official` tells the parts of a text (letterhead, title, recipients, body, signature), :func:`typeset` sets them. What
must come back is :func:`known`.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from make_pdf_parts import Par, Rows, known, official

__all__ = ["Look", "Par", "Rows", "known", "official", "typeset", "wqy"]

NEVER_FIRST = "，。、；：？！”’）》】〕…％%"
NEVER_LAST = "“‘（《【〔"
WIDTH, HEIGHT = 595.28, 841.89
_UNBREAKABLE = re.compile(r"[0-9A-Za-z.,%:/+\-—]+|.", re.DOTALL)
_TURNS = {90: (0, 1, -1, 0, HEIGHT, 0), 180: (-1, 0, 0, -1, WIDTH, HEIGHT), 270: (0, -1, 1, 0, 0, WIDTH)}


@dataclass(frozen=True)
class Look:
    """How the pages look. ``numbers`` and ``head`` may hold ``{page}`` and ``{pages}``."""

    font: str = "wqy"
    size: float = 16
    per_line: int = 28
    leading: float = 1.8
    columns: int = 1
    gutter: float = 2.0
    interleaved: bool = False
    full_width: int = 0
    head: str = ""
    numbers: str = "— {page} —"
    rotation: int = 0
    sideways: bool = False
    justified: bool = True
    hidden: bool = False
    doubled: bool = False
    red_rule: bool = False


@dataclass
class _Drawn:
    page: int
    column: int
    x: float
    y: float
    text: str
    size: float
    red: bool = False
    bold: bool = False
    stretch: float = 0.0


@dataclass
class _State:
    look: Look
    page: int = 0
    column: int = 0
    y: float = 0.0
    top: float = 0.0
    drawn: list[_Drawn] = field(default_factory=list)
    lines: list[tuple[int, float, float, float, float]] = field(default_factory=list)
    notes: list[tuple[int, list[str]]] = field(default_factory=list)
    rules: list[tuple[int, float]] = field(default_factory=list)


@cache
def wqy() -> str | None:
    """The path of the Chinese TrueType font, None where it is not installed."""
    try:
        found = subprocess.run(["fc-list", ":lang=zh", "file"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return None
    return next((line.rstrip(": ") for line in found.splitlines() if "wqy-zenhei" in line), None)


def typeset(parts: Sequence[Par | Rows], look: Look = Look()) -> bytes:
    """A PDF of these parts."""
    font = _register(look.font)
    state = _State(look)
    state.y = state.top = HEIGHT - 37 * 72 / 25.4 - look.size
    for index, part in enumerate(parts):
        wide = index < look.full_width
        if isinstance(part, Rows):
            _set_rows(state, part, font)
        elif part.style == "footnote":
            state.notes.append((state.page, list(_wrap(part.text, font, look.size * 0.65, _column_width(look), 0))))
        else:
            _set_paragraph(state, part, font, wide)
        if wide and index == look.full_width - 1:
            state.top = state.y
    return _draw(state, font)


def _register(name: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if name not in pdfmetrics.getRegisteredFontNames():
        made: Any = TTFont("wqy", wqy(), subfontIndex=0) if name == "wqy" else UnicodeCIDFont(name)
        pdfmetrics.registerFont(made)
    return name


def _column_width(look: Look) -> float:
    return (look.size * look.per_line - (look.columns - 1) * look.gutter * look.size) / look.columns


def _left(look: Look, column: int) -> float:
    return (WIDTH - look.size * look.per_line) / 2 + column * (_column_width(look) + look.gutter * look.size)


def _width(text: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, size))


def _wrap(text: str, font: str, size: float, width: float, indent: float) -> Iterator[str]:
    """Lines no wider than ``width``; numbers and Latin words stay whole, no mark begins or ends a line where it must not."""
    line, room = "", width - indent
    for unit in _UNBREAKABLE.findall(text):
        if line and _width(line + unit, font, size) > room + 0.01 and unit not in NEVER_FIRST:
            carried = ""
            while line[-1:] in NEVER_LAST and len(line) > 1:
                line, carried = line[:-1], line[-1] + carried
            yield line.rstrip(" ")
            line, room = carried, width
            unit = unit.lstrip(" ") if not carried else unit
        line += unit
    yield line


def _set_paragraph(state: _State, part: Par, font: str, wide: bool) -> None:
    look = state.look
    sizes = {"letterhead": 2.2, "title": 1.375, "number": 1.0}
    size = look.size * sizes.get(part.style, 1.0)
    width = look.size * look.per_line if wide else _column_width(look)
    if part.style == "letterhead":
        size = min(size, width / len(part.text))
    indent = 2 * size if part.style in ("body", "heading") else 0
    lines = list(_wrap(part.text, font, size, width, indent))
    for i, line in enumerate(lines):
        pitch = max(size * 1.5, look.size * look.leading)
        _room(state, pitch)
        printed = _width(line, font, size)
        x = _left(look, 0 if wide else state.column)
        stretch = 0.0
        if part.style in ("letterhead", "title", "number", "centered"):
            x += (width - printed) / 2
        elif part.style == "signature":
            x += width - printed - 2 * size
        else:
            x += indent if i == 0 else 0
            if look.justified and i < len(lines) - 1 and len(line) > 1:
                stretch = max(0.0, (width - (indent if i == 0 else 0) - printed) / (len(line) - 1))
        state.drawn.append(
            _Drawn(
                state.page, state.column, x, state.y, line, size, part.style == "letterhead", part.style == "heading", stretch
            )
        )
        state.y -= pitch
    if look.red_rule and part.style == "number":
        state.rules.append((state.page, state.y + 0.6 * size))
        state.y -= size


def _room(state: _State, pitch: float) -> None:
    """Begin the next column or page when the line does not fit."""
    bottom = 35 * 72 / 25.4 + sum(len(lines) for page, lines in state.notes if page == state.page) * state.look.size
    if state.y > bottom:
        return
    state.column += 1
    if state.column == state.look.columns:
        state.column, state.page = 0, state.page + 1
        state.top = HEIGHT - 37 * 72 / 25.4 - state.look.size
    state.y = state.top


def _set_rows(state: _State, part: Rows, font: str) -> None:
    look = state.look
    size = look.size * 0.875
    columns = len(part.rows[0])
    width, pitch = _column_width(look) / columns, size * 1.8
    left = _left(look, state.column)
    for number, row in enumerate(part.rows):
        _room(state, pitch)
        spans = {column: count for at, column, count in part.merged if at == number}
        column = 0
        while column < columns:
            count = spans.get(column, 1)
            x = left + column * width
            text = row[column]
            middle = x + (width * count - _width(text, font, size)) / 2
            state.drawn.append(_Drawn(state.page, state.column, middle, state.y, text, size))
            if part.ruled:
                low, high = state.y - 0.5 * size, state.y - 0.5 * size + pitch
                right = x + width * count
                for line in ((x, low, right, low), (x, high, right, high), (x, low, x, high), (right, low, right, high)):
                    state.lines.append((state.page, *line))
            column += count
        state.y -= pitch
    state.y -= pitch / 2


def _draw(state: _State, font: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    look, out = state.look, io.BytesIO()
    # Without a time of making, the same parts are the same bytes.
    canvas = Canvas(out, pagesize=(HEIGHT, WIDTH) if look.sideways else (WIDTH, HEIGHT), invariant=1)
    pages = state.page + 1
    for page in range(pages):
        if look.rotation:
            canvas.setPageRotation(look.rotation)
        if look.rotation in _TURNS or look.sideways:  # a page that lies, the writing climbing from its foot
            canvas.transform(*_TURNS[look.rotation or 90])
        drawn = [item for item in state.drawn if item.page == page]
        if look.interleaved:
            drawn.sort(key=lambda item: (-item.y, item.x))
        for item in [*drawn, *_furniture(state, page, pages, font)]:
            _draw_line(canvas, item, font, look)
        for at, x0, y0, x1, y1 in state.lines:
            if at == page:
                canvas.line(x0, y0, x1, y1)
        canvas.setStrokeColorRGB(0.85, 0, 0)
        for y in (y for at, y in state.rules if at == page):
            canvas.line(_left(look, 0), y, _left(look, 0) + look.size * look.per_line, y)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _furniture(state: _State, page: int, pages: int, font: str) -> Iterator[_Drawn]:
    """The running head, the page number and the footnotes of a page."""
    look = state.look
    left, width = _left(look, 0), look.size * look.per_line
    notes = [line for at, lines in state.notes if at == page for line in lines]
    size = look.size * 0.65
    y = 35 * 72 / 25.4 - look.size + len(notes) * size * 1.4
    if notes:
        state.lines.append((page, left, y + 1.3 * size, left + width / 3, y + 1.3 * size))
    for line in notes:
        yield _Drawn(page, 0, left, y, line, size)
        y -= size * 1.4
    small = 0.875 * look.size
    if look.head:
        text = look.head.format(page=page + 1, pages=pages)
        yield _Drawn(page, 0, (WIDTH - _width(text, font, small)) / 2, HEIGHT - 50, text, small)
    if look.numbers:
        text = look.numbers.format(page=page + 1, pages=pages)
        x = left + width - small - _width(text, font, small) if page % 2 == 0 else left + small
        yield _Drawn(page, 0, x, 50, text, small)


def _draw_line(canvas: Any, item: _Drawn, font: str, look: Look) -> None:
    for shift in (0.0, 0.3) if look.doubled else (0.0,):
        canvas.saveState()
        text = canvas.beginText(item.x + shift, item.y)
        text.setFont(font, item.size)
        text.setFillColorRGB(0.85 if item.red else 0, 0, 0)
        text.setCharSpace(item.stretch)
        text.setTextRenderMode(3 if look.hidden else 2 if item.bold else 0)
        text.textOut(item.text)
        canvas.drawText(text)
        canvas.restoreState()
