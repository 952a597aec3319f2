"""Statements of the document: who issued, runs, owns, won what; with modality and evidence."""

from nlp_oldcadre.model import Document
from nlp_oldcadre.tables import Tables


def state_facts(doc: Document, tables: Tables) -> Document:
    return doc
