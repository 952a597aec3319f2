"""Chinese fonts for figures: one is shipped, one of the machine fills in, and what neither has is drawn as 〓, never as a box.

The shipped font holds the 6,763 characters of GB/T 2312 and what the names of places and surnames need besides, so that
a figure looks the same on every machine. ``OLDCADRE_FONT`` names a font file of one's own that comes before it.
"""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlp_oldcadre.errors import NotFound
from nlp_oldcadre.packages import missing_extra
from nlp_oldcadre.tables import BUILT_IN, load_tables

OWN = "OLDCADRE_FONT"
SHIPPED = BUILT_IN / "fonts" / "OldcadreSansSC-Regular.otf"
# What printers put in the place of a character that the font lacks.
GETA = "〓"


@dataclass(frozen=True, slots=True)
class _FamilyRow:
    """A family that holds Chinese; the free ones stand first."""

    family: str
    free: bool = False


def chinese_font() -> str | None:
    """The name of the font for Chinese: one's own, the shipped one, else one of this machine; None where there is none.

    Raises
    ------
    NotFound : when ``OLDCADRE_FONT`` names no font file. MissingExtra : without matplotlib.

    Examples
    --------
    >>> chinese_font()
    'Oldcadre Sans SC'
    """
    return next(iter(_files(os.environ.get(OWN))), None)


def families() -> list[str]:
    """The fonts for text in the order in which a character is looked up in them."""
    return [*_files(os.environ.get(OWN)), "DejaVu Sans"]


@contextmanager
def chinese_text() -> Iterator[None]:
    """Within it, matplotlib draws Chinese text and a minus that the fonts have; SVG and PNG are the same bytes each time."""
    import matplotlib

    own: dict[Any, Any] = {
        "font.family": families(),
        "axes.unicode_minus": False,
        "svg.hashsalt": "oldcadre",
        "svg.fonttype": "path",
    }
    # A font that has no weight "normal" does no harm, and matplotlib would say so at each start.
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with matplotlib.rc_context(own):
            yield
    finally:
        log.setLevel(level)


def drawable(text: str) -> str:
    """The text as it can be drawn: on one line, and 〓 for what no font has.

    >>> drawable("银龄\\n先锋" + chr(0x20000))
    '银龄 先锋〓'
    """
    known = _characters(os.environ.get(OWN))
    return "".join(c if ord(c) in known and c.isprintable() else GETA for c in " ".join(text.split()))


@lru_cache(maxsize=4)
def _files(own: str | None) -> dict[str, str]:
    """Family → file of the fonts in use, registered with matplotlib."""
    try:
        from matplotlib.font_manager import FontProperties, fontManager
    except ImportError as error:
        raise missing_extra("matplotlib", "report") from error
    if own and not Path(own).is_file():
        raise NotFound(
            f"{OWN}={own}", zh="没有这个字体文件", en="there is no such font file",
            remedy_zh="请改为一个 .ttf 或 .otf 文件的路径，或去掉这个环境变量",
            remedy_en="name a .ttf or .otf file, or unset it",
        )  # fmt: skip
    found: dict[str, str] = {}
    for file in ([own] if own else []) + ([SHIPPED.as_posix()] if SHIPPED.is_file() else []):
        fontManager.addfont(file)
        found.setdefault(FontProperties(fname=file).get_name(), file)
    return found | _installed()


def _installed() -> dict[str, str]:
    """The first family of ``data/chinese_fonts.csv`` on this machine: as matplotlib knows it, else as fontconfig does."""
    from matplotlib.font_manager import fontManager

    known = {font.name: font.fname for font in fontManager.ttflist}
    wanted = [row.family for row in load_tables().rows("chinese_fonts", _FamilyRow)]
    if name := next((name for name in wanted if name in known), None):
        return {name: known[name]}
    # matplotlib keeps a list from before the font was installed.
    fresh = _fontconfig()
    if name := next((name for name in wanted if name in fresh), None):
        fontManager.addfont(fresh[name])
        return {name: fresh[name]}
    return {}


def _fontconfig() -> dict[str, str]:
    """Family → file of what fontconfig lists for Chinese; empty where there is no fontconfig."""
    try:
        asked = ["fc-list", ":lang=zh-cn", "--format=%{family}\t%{file}\n"]
        listed = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return {}
    pairs = (line.split("\t", 1) for line in listed.splitlines() if "\t" in line)
    return {name: file for names, file in pairs for name in names.split(",")}


@lru_cache(maxsize=4)
def _characters(own: str | None) -> frozenset[int]:
    """The characters that the fonts in use have between them."""
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    files = [*_files(own).values(), findfont("DejaVu Sans")]
    return frozenset(code for file in files for code in FT2Font(file).get_charmap())
