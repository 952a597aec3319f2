"""Figures as bytes: SVG for a page, PNG for a document."""

from __future__ import annotations

import re
from io import BytesIO

from nlp_oldcadre.chinese_fonts import chinese_text
from nlp_oldcadre.packages import missing_extra
from nlp_oldcadre.report.brief import Figure

_HEAD = re.compile(r"^.*?(?=<svg)", re.S)
# A page holds several pictures: what one calls its parts must not be what another does.
_NAMED = re.compile(r'(\bid="|xlink:href="#|url\(#)')
_DPI = 200


def picture(figure: Figure, kind: str) -> bytes:
    """The figure as ``png`` or ``svg``, the same bytes each time.

    Raises
    ------
    MissingExtra : without matplotlib.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure as Canvas
    except ImportError as error:
        raise missing_extra("matplotlib", "report") from error
    with chinese_text():
        canvas = Canvas(figsize=figure.size, layout="constrained")
        FigureCanvasAgg(canvas)
        figure.draw(figure.data, canvas.add_subplot())
        out = BytesIO()
        # No time of making: it would differ each time.
        canvas.savefig(out, format=kind, dpi=_DPI, metadata={"Date": None} if kind == "svg" else {"Software": None})
    return out.getvalue()


def inline_svg(figure: Figure, number: int) -> str:
    """The figure as an element of a page, without the references to the outside that a file of its own has."""
    text = _HEAD.sub("", picture(figure, "svg").decode("utf-8"))
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = _NAMED.sub(rf"\g<1>f{number}-", text)
    text = re.sub(r' xmlns(?::xlink)?="[^"]*"', "", text)
    return text.replace("xlink:href=", "href=").strip()
