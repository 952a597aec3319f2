"""Layout analysis: the characters of printed pages and their boxes → text in reading order, with the way back.

A reader of any printed format (PDF, OFD, recognised pictures) makes a :class:`~nlp_oldcadre.read.layout_glyphs.PageGlyphs`
of each page and hands them all to :func:`lay_out`, which gives the whole
:class:`~nlp_oldcadre.read.content.Content`: lines, columns, paragraphs, tables, footnotes, running heads and page numbers
are found here, from numbers and text alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.layout_glyphs import PageGlyphs


def lay_out(pages: Iterable[PageGlyphs], media_type: str) -> Content:
    """The text of printed pages in reading order, with pages, boxes, blocks, tables and elements.

    Parameters
    ----------
    pages : in order; a page without characters is an empty page of the result.
    """
    raise NotImplementedError
