"""Structure: what kind of document it is, its parts and headings, and what it says of itself."""

from __future__ import annotations

from dataclasses import replace

from nlp_oldcadre.model import Document
from nlp_oldcadre.structure.elements import find_elements, with_marking
from nlp_oldcadre.structure.headings import find_headings
from nlp_oldcadre.structure.lines import read_lines
from nlp_oldcadre.structure.looks import add_looks
from nlp_oldcadre.structure.metadata import merge, read_head
from nlp_oldcadre.structure.outline import find_outline
from nlp_oldcadre.structure.place import find_place
from nlp_oldcadre.structure.sections import build_sections
from nlp_oldcadre.structure.vocabulary import Vocabulary
from nlp_oldcadre.tables import Tables


def structure(doc: Document, tables: Tables) -> Document:
    """The document with its sections, metadata and elements; metadata that is set already stays.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "关于做好走访慰问工作的通知\\n各县（区）委老干部局：\\n一、总体要求\\n认真组织。\\n二、组织领导\\n压实责任。"
    >>> doc = structure(Document.from_text(text), load_tables())
    >>> [(s.level, doc.text[s.heading.start : s.heading.end]) for s in doc.sections]
    [(1, '关于做好走访慰问工作的通知'), (2, '总体要求'), (2, '组织领导')]
    >>> doc.metadata.genre, doc.metadata.recipients
    ('circular', ('各县（区）委老干部局',))
    """
    words = Vocabulary.of(tables)
    lines = read_lines(doc, tables)
    if doc.blocks:
        add_looks(doc, lines)
    outline = find_outline(lines, words)
    headings = find_headings(lines, outline, words, tables)
    head = read_head(doc, lines, outline, headings, words)
    metadata = merge(doc.metadata, head.metadata())
    after = lines[outline.main.last + 1 : outline.main.last + 3] if outline.main else []
    subtitle = "\n".join(line.text for line in after if line.role == "subtitle")
    above = [line.text for line in lines[: outline.main.first if outline.main else 0] if words.body.match(line.text)]
    metadata = find_place(metadata, "\n".join(filter(None, [subtitle, *above[:1]])), doc.text, tables)
    sections = build_sections(outline.titles, headings, len(doc.text))
    elements = find_elements(doc, lines, outline, head, sections, tables)
    metadata = with_marking(metadata, elements, tables)
    return replace(doc, sections=sections, metadata=metadata, elements=elements)
