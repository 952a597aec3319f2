"""Writing of a page that does not stand in its text: watermarks, what is invisible, what stands at the side.

The gate must see a mark of secrecy wherever it stands, so what of such writing could hold one becomes an element.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress

import numpy as np

from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.layout_glyphs import Bools, Floats

# In every degree of secrecy.
_SIGN = "密"
# A mark stands at the beginning; what is longer is text under a scan, or a mark over and over.
_LONGEST = 200


def asides(text: str, angles: Floats, kept: Bools, page: int) -> tuple[Element, ...]:
    """The elements ``watermark`` of a page: what is not kept, and what is turned otherwise than most of it.

    Examples
    --------
    >>> angles = np.array([0, 0, 45, 45], np.float32)
    >>> asides("老干机密", angles, angles == 0, 1)[0].value
    '机密'
    """
    if _SIGN not in text:
        return ()
    quarters = np.round(angles / 90).astype(np.int64) % 4
    main = int(np.bincount(quarters).argmax())
    groups = (~kept, *(kept & (quarters == turn) for turn in range(4) if turn != main))
    found = dict.fromkeys(value[:_LONGEST] for group in groups for value in _values(text, group))
    return tuple(Element("watermark", value, page=page, rule="layout") for value in found if _SIGN in value)


def _values(text: str, group: Bools) -> Iterator[str]:
    """All of the group as one, since letters of a watermark may stand alone, and its lines and pieces."""
    yield "".join("".join(compress(text, group.tolist())).split())
    at = np.flatnonzero(group)
    for piece in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1) if len(at) else ():
        for line in text[piece[0] : piece[-1] + 1].splitlines():
            yield " ".join(line.split())
