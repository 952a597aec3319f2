"""What is drawn on a page, told by colour, size and slant: the same for every format that has pages."""

from __future__ import annotations

import numpy as np

from nlp_oldcadre.read.layout_glyphs import Bools, Floats

# In points: rules are thinner than a letter.
THIN = 4.0
# Seals of Chinese organs are 38 to 50 mm wide, small ones for receipts less; as high as wide, about.
_SEAL = (60.0, 170.0)
_ROUND = 1.3
# Letters that stand askew by more than this (degrees) are a watermark.
_ASKEW = 5.0


def is_red(red: int, green: int, blue: int) -> bool:
    """Whether a colour (0 to 255 each) is the red of letterheads and seals.

    Examples
    --------
    >>> is_red(230, 0, 18), is_red(255, 200, 0)
    (True, False)
    """
    return red >= 140 and red - max(green, blue) >= 80


def is_seal_sized(width: float, height: float) -> bool:
    """Whether something is about as wide as high (points), and of the size of a seal."""
    small, large = sorted((width, height))
    return _SEAL[0] <= small and large <= _SEAL[1] and large <= _ROUND * small


def counts(angles: Floats, hidden: Bools) -> Bools:
    """The characters that count: not askew (watermarks); not invisible, but where most are (the text under a scan).

    Parameters
    ----------
    angles : of each character, in degrees.
    hidden : whether each is invisible.
    """
    kept: Bools = np.abs(angles - 90 * np.round(angles / 90)) <= _ASKEW
    return kept & ~hidden if 2 * int(hidden.sum()) < len(hidden) else kept
