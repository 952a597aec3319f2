"""The names of those who issued a document, in full: 师医院党支部 below a letter is 某师医院党支部 as the text resolves it."""

from __future__ import annotations

from dataclasses import replace

from nlp_oldcadre.model import Document
from nlp_oldcadre.relate.mention_index import org_name
from nlp_oldcadre.tables import Tables

_KINDS = frozenset({"issuer", "signature", "letterhead"})


def complete_issuers(doc: Document, tables: Tables) -> Document:
    """The document with its issuers called as the mentions of their names are, where those say more."""
    ends = {element.span.end: element.value for element in doc.elements if element.kind in _KINDS and element.span}
    full: dict[str, str] = {}
    for mention in doc.mentions if ends else ():
        value = ends.get(mention.end) if mention.type == "ORG" else None
        name = org_name(mention) if value else None
        if name and value and len(name) > len(value) and name[-1] == value[-1]:
            full.setdefault(value, name)
    if not full:
        return doc
    issuers = tuple(full.get(name, name) for name in doc.metadata.issuers)
    return replace(doc, metadata=replace(doc.metadata, issuers=issuers))
