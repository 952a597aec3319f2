"""DOCX (also DOCM, DOTX and Strict OOXML): text with its automatic numbers, tables, notes and looks, straight from the XML.

Tracked changes are taken as accepted, hidden text and comments are left out, headers and footers stand beside the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import ReadError
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.docx_body import Body
from nlp_oldcadre.read.docx_names import SAMPLES, W, value_of
from nlp_oldcadre.read.docx_numbering import Numbering
from nlp_oldcadre.read.docx_parts import Parts, is_docx
from nlp_oldcadre.read.docx_runs import Runs
from nlp_oldcadre.read.docx_styles import Styles
from nlp_oldcadre.read.docx_text import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_REFERENCES = tuple(W + name for name in ("headerReference", "footerReference"))
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_LETTER = re.compile(r"[^\W_]")


def recognises(data: bytes) -> bool:
    """Whether the bytes are a Word file of the XML kind."""
    return is_docx(data)


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """The document's paragraphs and table rows, one a line, then its notes.

    Raises
    ------
    Locked : a member is encrypted.
    TooLarge : a part, or the text, is larger than its limit.
    ReadError : the file is damaged.
    """
    try:
        return _read(Parts(data, where), where, max_bytes)
    except (RecursionError, UnicodeError) as error:
        raise ReadError(
            where,
            zh="这个 Word 文件的结构不正常",
            en=f"the Word file is built in a way that can't be read ({type(error).__name__})",
            remedy_zh="请用办公软件打开后另存一份",
            remedy_en="open it in its program and save a copy",
        ) from error


def _read(parts: Parts, where: str, max_bytes: int) -> Content:
    main = parts.main()
    styles = Styles(parts.styles())
    numbering = Numbering(parts.of_kind("numbering"), styles)
    notes = dict(_notes(parts))
    keeps = main.get(_PRESERVE) == "preserve"
    runs = Runs(styles, _note_style(parts, main) if notes else "decimal", keeps_blanks=keeps)
    text = Text(where, max_bytes)
    body = Body(text, styles, numbering, runs)
    for element in main.iterchildren(SAMPLES):
        body.learn(element)
    for element in main.iterchildren(W + "body"):
        body.read(element)
    body.notes(notes)
    whole = text.finished()
    elements = (*runs.deletions, *_heads(parts, body))
    return Content(whole, MEDIA_TYPE, text.pages(whole), tuple(text.blocks), tuple(text.tables), elements)


def _notes(parts: Parts) -> Iterator[tuple[tuple[str, str], _Element]]:
    for name, kind in _NOTES.items():
        root = parts.of_kind(name)
        for element in root if root is not None else ():
            yield (kind, element.get(W + "id") or ""), element


def _note_style(parts: Parts, main: _Element) -> str:
    """The writing of the marks of notes: that of the document, or of its last section that says one."""
    settings = parts.of_kind("settings")
    for root in (*reversed(list(main.iter(W + "sectPr"))), settings):
        told = value_of(root.find(W + "footnotePr"), "numFmt") if root is not None else None
        if told:
            return told
    return "decimal"


def _heads(parts: Parts, body: Body) -> Iterator[Element]:
    """The lines of headers and footers, each once; one that holds a page number only says nothing."""
    seen: set[str | None] = set()
    told: set[str] = set()
    for section in list(body.sections):
        for reference in section.iterchildren(*_REFERENCES):
            key = next((value for name, value in reference.attrib.items() if name.endswith("}id")), None)
            if key in seen:
                continue
            seen.add(key)
            root = parts.by_id(key)
            rule = "docx." + reference.tag.removeprefix(W).removesuffix("Reference")
            for line in body.everything(root).lines if root is not None else ():
                text = " ".join(line.split())
                if _LETTER.search(text) and text not in told:
                    told.add(text)
                    yield Element("running_head", text, rule=rule)
