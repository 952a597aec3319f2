"""A Chinese font of this machine, for pages that are drawn here and for labels."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from nlp_oldcadre.errors import NoPicture

# A path of a font that comes before all others.
FONT = "OLDCADRE_FONT"
_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/System/Library/Fonts", "/Library/Fonts",
    "~/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
# The nearest to 仿宋 first.
_NAMES = (
    "simfang", "fangsong", "notoserifcjk-regular", "sourcehanserif", "simsun", "songti", "uming", "notosanscjk-regular",
    "sourcehansans", "wqy-zenhei", "wqy-microhei", "droidsansfallback", "pingfang", "hiragino sans gb", "msyh", "simhei",
)  # fmt: skip
_SUFFIXES = (".ttf", ".ttc", ".otf")
_MOST_FILES = 20_000
_SECONDS = 10


def chinese_font(size: float) -> Any:
    """A ``PIL.ImageFont`` with Chinese characters, ``size`` pixels high.

    Raises
    ------
    NoPicture : this machine has none.
    """
    from PIL import ImageFont

    path = font_path()
    if path is None:
        raise _no_font()
    return ImageFont.truetype(path, max(1.0, size))


@cache
def font_path() -> str | None:
    """Where the font lies; None where there is none that can be read."""
    return next((path for path in _candidates() if _can_be_used(path)), None)


def _candidates() -> Iterator[str]:
    if named := os.environ.get(FONT):
        yield named
    files = _files()
    for name in _NAMES:
        yield from (path for path in files if name in Path(path).name.lower())
    yield from _known_to_fontconfig()


def _files() -> list[str]:
    found: list[str] = []
    for folder in map(os.path.expanduser, _FOLDERS):
        for place, _, names in os.walk(folder):
            found += [f"{place}/{name}" for name in names if name.lower().endswith(_SUFFIXES)]
            if len(found) > _MOST_FILES:
                return sorted(found)
    return sorted(found)


def _known_to_fontconfig() -> Iterator[str]:
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh", "file"], capture_output=True, text=True, check=False, timeout=_SECONDS
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return
    yield from sorted(path for line in listed.splitlines() if (path := line.rstrip(": ")).lower().endswith(_SUFFIXES))


def _can_be_used(path: str) -> bool:
    from PIL import ImageFont

    try:
        font = ImageFont.truetype(path, 20)
        # A font without these draws the same box for both.
        return bytes(font.getmask("老")) != bytes(font.getmask("干"))
    except (OSError, ValueError):
        return False


def _no_font() -> NoPicture:
    return NoPicture(
        "字体 fonts",
        zh="这台电脑上没有中文字体，画不出页面",
        en="this machine has no Chinese font to draw the page with",
        remedy_zh=f"请安装一种中文字体（Debian：apt install fonts-wqy-zenhei），或用环境变量 {FONT} 指明字体文件",
        remedy_en=f"install one (Debian: apt install fonts-wqy-zenhei), or name a font file in the environment as {FONT}",
    )
