"""Cleaning: the text as a reader gave it → the text that extraction reads, with the exact way back.

Nothing is invented: a character of the cleaned text stands for characters of the source that equal it or fold to it by
``data/fold.csv``. Each step lists its edits; :data:`STEPS` is their order. Marks of Markdown (``#``, ``**``, ``- ``) and
blank lines are dropped here; the structure stage sees them in the source, through the offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from nlp_oldcadre.clean import blanks, breaks, characters, layout, punctuation, quotation
from nlp_oldcadre.model import Document
from nlp_oldcadre.offsets import Edit, apply_edits
from nlp_oldcadre.tables import Tables

Step = Callable[[str, Tables], Iterable[Edit]]

# The registry; its order is the order of work. Line repair comes before the marks of Markdown go, since a line that
# is marked as a heading is never the rest of the line before it.
STEPS: dict[str, Step] = {
    "characters": characters.fold,
    "furniture": layout.drop_furniture,
    "edges": layout.trim_lines,
    "breaks": breaks.join_lines,
    "markup": layout.drop_markup,
    "blanks": blanks.drop_blanks,
    "brackets": punctuation.widen_brackets,
    "marks": punctuation.widen_marks,
    "quotes": quotation.pair_quotes,
}


def clean(doc: Document, tables: Tables) -> Document:
    """The document with its cleaned text and the offsets that lead back to the source.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> doc = clean(Document.from_text("开展“党\\n\\n建品牌创建”活动,共 23 场。"), load_tables())
    >>> doc.text, doc.quote(2, 8)
    ('开展“党建品牌创建”活动，共23场。', '“党\\n\\n建品牌创')
    """
    text, offsets = doc.text, doc.offsets
    for step in STEPS.values():
        if edits := list(step(text, tables)):
            text, offsets = apply_edits(text, edits, offsets)
    return replace(doc, text=text, offsets=offsets)
