"""What every reader gives."""

from __future__ import annotations

from typing import NamedTuple

from nlp_oldcadre.model import Page


class Content(NamedTuple):
    """A text as decoded, with its media type and, where the format has them, pages."""

    text: str
    media_type: str
    pages: tuple[Page, ...] = ()
