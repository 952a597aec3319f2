"""What every reader gives."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from nlp_oldcadre.model import Metadata
from nlp_oldcadre.pages import Block, Element, Page, Table


class Content(NamedTuple):
    """A text as decoded, in reading order, and what else the format tells.

    ``blocks`` and ``tables`` have spans of the text. ``elements`` are what stands beside it: seals, running heads, page
    numbers, names of attachments. ``metadata`` holds what the format states outright (the table of a government's web
    page), never what would have to be guessed from the text. ``confidence`` has a number (0 to 1) for each character of a
    scan's text.
    """

    text: str
    media_type: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    elements: tuple[Element, ...] = ()
    metadata: Metadata = Metadata()
    confidence: array[float] | None = None
