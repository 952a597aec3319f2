"""What every reader gives."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
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


def unread_pages(numbers: Iterable[int]) -> tuple[Element, ...]:
    """What stands for pages that are pictures and that nobody read, the extra ``ocr`` being absent.

    Examples
    --------
    >>> [(element.kind, element.page) for element in unread_pages([3])]
    [('unread_page', 3)]
    """
    return tuple(Element("unread_page", str(number), page=number, rule="ocr") for number in numbers)
