"""The order of the stages, top to bottom: the only place that knows it."""

from __future__ import annotations

from nlp_oldcadre.certainty import tell_certainty
from nlp_oldcadre.clean import clean
from nlp_oldcadre.extract import extract
from nlp_oldcadre.gate import refuse_classified
from nlp_oldcadre.model import Document
from nlp_oldcadre.relate import relate
from nlp_oldcadre.structure import structure
from nlp_oldcadre.tables import Tables, load_tables


def process(document: Document | str, *, tables: Tables | None = None) -> Document:
    """Everything that this package finds in one document.

    Parameters
    ----------
    document : as a reader gives it, or a plain text. Metadata that is set already (from a web page's header, say) is kept.
    tables : the rule tables; the built-in ones by default.

    Returns
    -------
    Document
        With cleaned text, sections, metadata, mentions (names resolved) and facts; for a scan with their confidence.

    Raises
    ------
    TypeError : for anything else than a text or a document.
    Classified : the document is marked 绝密, 机密 or 秘密.

    Examples
    --------
    >>> doc = process("2020年6月23日，辽宁省委老干部局印发通知。")
    >>> [(m.type, doc.quote(m.start, m.end)) for m in doc.mentions][:2]
    [('TIME', '2020年6月23日'), ('ORG', '辽宁省委老干部局')]
    """
    doc = _document(document)
    tables = tables or load_tables()
    refuse_classified(doc, tables)
    doc = clean(doc, tables)
    doc = structure(doc, tables)
    doc = extract(doc, tables)
    doc = relate(doc, tables)
    return tell_certainty(doc)


def _document(given: object) -> Document:
    if isinstance(given, Document):
        return given
    if isinstance(given, str):
        return Document.from_text(given)
    kind = type(given).__name__
    raise TypeError(f"process takes a text (str) or a Document, such as nlp_oldcadre.read(path) gives, not {kind}")
